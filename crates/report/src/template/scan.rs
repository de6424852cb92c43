//! The tags of a template as tokens with their places, for what is checked before a template runs.
//!
//! Syntax is Tera's to judge: what cannot be read here is left to it. Lines and columns count from 1, columns in
//! characters.

/// A piece of a template: what stands between `{{` and `}}`, or between `{%` and `%}`.
#[derive(Debug)]
pub(super) struct Tag {
    pub kind: TagKind,
    pub tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    Output,
    Statement,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// As it stands there; of a string with its quotes.
    pub text: String,
    pub line: usize,
    pub column: usize,
    /// Place of its first byte, and of the first after it.
    pub from: usize,
    pub to: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Name,
    Text,
    Number,
    Mark,
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != TokenKind::Text && self.text == text
    }
}

/// Marks of more than one character, the longest first.
const LONG_MARKS: [&str; 11] = ["...", "?.", "?[", "==", "!=", "<=", ">=", "**", "//", "</", "/>"];

/// The tags of a template in their order, without comments and raw text.
pub(super) fn tags(source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    let mut place = Place::start();
    while let Some(offset) = source[at..].find('{') {
        let start = at + offset;
        let kind = match source.as_bytes().get(start + 1) {
            Some(b'{') => TagKind::Output,
            Some(b'%') => TagKind::Statement,
            Some(b'*') => {
                at = end_of(source, start + 2, "*}");
                continue;
            }
            _ => {
                at = start + 1;
                continue;
            }
        };
        place = place.at(source, start + 2);
        let (tokens, end) = tokens(source, place, kind);
        at = end;
        if tokens.first().is_some_and(|token| token.is("raw")) {
            at = raw_end(source, at);
            continue;
        }
        tags.push(Tag { kind, tokens });
    }
    tags
}

fn end_of(source: &str, from: usize, mark: &str) -> usize {
    source[from..].find(mark).map_or(source.len(), |offset| from + offset + mark.len())
}

/// Where the text after `{% raw %}` ends.
fn raw_end(source: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(offset) = source[at..].find("{%") {
        let inner = source[at + offset + 2..].trim_start_matches('-').trim_start();
        at += offset + 2;
        if inner.starts_with("endraw") {
            return end_of(source, at, "%}");
        }
    }
    source.len()
}

/// The tokens from a place up to the end of a tag, and the byte after it.
fn tokens(source: &str, place: Place, kind: TagKind) -> (Vec<Token>, usize) {
    let close = if kind == TagKind::Output { "}}" } else { "%}" };
    let mut tokens: Vec<Token> = Vec::new();
    let Place { byte: from, mut line, mut column } = place;
    let mut at = from;
    while at < source.len() {
        let rest = &source[at..];
        let letter = rest.chars().next().unwrap_or_default();
        // A minus before the end only trims.
        if rest.starts_with(close) || (letter == '-' && rest[1..].starts_with(close)) {
            return (tokens, end_of(source, at, close));
        }
        let (length, token) = match letter {
            letter if letter.is_whitespace() => (letter.len_utf8(), None),
            '"' | '\'' | '`' => (string_length(rest, letter), Some(TokenKind::Text)),
            letter if letter.is_alphabetic() || letter == '_' => {
                (run(rest, |c| c.is_alphanumeric() || c == '_'), Some(TokenKind::Name))
            }
            letter if letter.is_ascii_digit() => (run(rest, |c| c.is_ascii_digit()), Some(TokenKind::Number)),
            // The minus behind the start of a tag only trims.
            '-' if at == from => (1, None),
            letter => {
                let long = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark));
                (long.map_or(letter.len_utf8(), |mark| mark.len()), Some(TokenKind::Mark))
            }
        };
        let text = &rest[..length];
        if let Some(kind) = token {
            tokens.push(Token { kind, text: text.to_owned(), line, column, from: at, to: at + length });
        }
        for letter in text.chars() {
            (line, column) = if letter == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        at += length;
    }
    (tokens, source.len())
}

/// A byte of a text, with its line and column.
#[derive(Debug, Clone, Copy)]
struct Place {
    byte: usize,
    line: usize,
    column: usize,
}

impl Place {
    fn start() -> Place {
        Place { byte: 0, line: 1, column: 1 }
    }

    /// A later place, counted on from this one.
    fn at(self, source: &str, byte: usize) -> Place {
        let between = &source[self.byte..byte];
        match between.rfind('\n') {
            Some(end) => Place {
                byte,
                line: self.line + between.matches('\n').count(),
                column: between[end + 1..].chars().count() + 1,
            },
            None => Place { byte, line: self.line, column: self.column + between.chars().count() },
        }
    }
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

/// Length of a string with its quotes; a backslash hides the character after it.
fn string_length(text: &str, quote: char) -> usize {
    let mut hidden = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if hidden => hidden = false,
            '\\' => hidden = true,
            letter if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_places() {
        let source = "a {* {{ no }} *}\n{%- for row in view.rows -%}é{{ row.name | id }}{% raw %}{{ x }}{% endraw %}{% endfor %}";
        let shown: Vec<String> = tags(source)
            .iter()
            .map(|tag| {
                let first = &tag.tokens[0];
                let texts: Vec<&str> = tag.tokens.iter().map(|token| token.text.as_str()).collect();
                format!("{}:{} {}", first.line, first.column, texts.join(" "))
            })
            .collect();
        assert_eq!(shown, ["2:5 for row in view . rows", "2:33 row . name | id", "2:80 endfor"]);
    }

    #[test]
    fn a_string_may_hold_the_end_of_a_tag() {
        let found = tags("{{ \"}} \\\" x\" ~ 'y' }}z{{ 12 }}");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].tokens[0].text, "\"}} \\\" x\"");
    }

    #[test]
    fn what_never_ends_is_no_harm() {
        for source in ["{", "{{", "{% raw %}", "{* x", "{{ \"x", "{% for", "é{%-"] {
            tags(source);
        }
    }
}
