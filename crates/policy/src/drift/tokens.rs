//! A text as folded words with their places, and patterns over them.
//!
//! Invariants: a token's bytes lie in the text it came from; patterns are matched on whole words; addresses for mail and
//! the web are no words.

use std::collections::BTreeMap;
use std::ops::Range;

use candor_model::text::plain;
use serde::Deserialize;

/// Words that a gap of a pattern may hold.
const GAP_MAX: usize = 6;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded.
    pub(crate) word: String,
    /// Bytes of the text.
    pub(crate) at: Range<usize>,
    /// Begins with a capital letter.
    pub(crate) capital: bool,
    /// Written in capitals only.
    pub(crate) all_capitals: bool,
    /// A comma, a semicolon or a colon stands after it.
    pub(crate) pause: Option<char>,
}

/// Short words that French ties to the next one with an apostrophe.
const ELISIONS: [&str; 11] = ["l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu"];

/// The words of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut rest = 0;
    for part in text.split_whitespace() {
        // Parts come in order, so the search begins after the one before.
        let start = rest + text[rest..].find(part).unwrap_or_default();
        rest = start + part.len();
        if !is_address(part) {
            add_words(part, start, &mut found);
        }
        if let (Some(last), Some(mark)) =
            (found.last_mut(), part.trim_end_matches([')', '"', '”', '»']).chars().last())
            && matches!(mark, ',' | ';' | ':')
        {
            last.pause = Some(mark);
        }
    }
    found
}

/// Is this an address for mail or the web?
pub(crate) fn is_address(part: &str) -> bool {
    part.contains("://")
        || part.starts_with("www.")
        || part.find('@').is_some_and(|at| part[at..].contains('.'))
}

/// `1,000`, not `1,5` or `1.5`.
fn has_thousands(number: &str) -> bool {
    number.split(',').skip(1).all(|part| part.len() == 3) && !number.contains('.')
}

fn add_words(part: &str, start: usize, found: &mut Vec<Token>) {
    let mut word_at: Option<usize> = None;
    let mut push = |range: Range<usize>| {
        let written = &part[range.clone()];
        let decimal = written.contains(['.', ',']) && !has_thousands(written);
        let word = if decimal { written.to_owned() } else { plain(written).replace(' ', "") };
        if !word.is_empty() {
            let capital = written.chars().next().is_some_and(char::is_uppercase);
            let all_capitals = written.chars().all(char::is_uppercase);
            let at = start + range.start..start + range.end;
            found.push(Token { word, at, capital, all_capitals, pause: None });
        }
    };
    let letters: Vec<(usize, char)> = part.char_indices().collect();
    for (index, (at, letter)) in letters.iter().enumerate() {
        let next = letters.get(index + 1).map(|next| next.1);
        let within = match letter {
            '\'' | '\u{2019}' => {
                let before = word_at.map(|from| plain(&part[from..*at])).unwrap_or_default();
                !ELISIONS.contains(&before.as_str()) || next.is_none_or(|next| !next.is_alphabetic())
            }
            // 1.5 and 1,000 are one word each.
            '.' | ',' => {
                let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
                digit(index.checked_sub(1).map(|before| letters[before].1)) && digit(next)
            }
            other => other.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*other),
        };
        match (within, word_at) {
            (true, None) => word_at = Some(*at),
            (false, Some(from)) => {
                push(from..*at);
                word_at = None;
            }
            _ => {}
        }
    }
    if let Some(from) = word_at {
        push(from..part.len());
    }
}

/// A part of a pattern: words that do the same, or a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(Vec<(String, Ending)>),
    Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Whole,
    Any,
}

/// A row of folded words: `*` ends the beginning of a word, `|` parts words that do the same, `...` before a word or alone
/// stands for up to six words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern(Vec<Part>);

impl Pattern {
    fn new(text: &str) -> Pattern {
        let mut parts = Vec::new();
        for piece in text.split(' ').filter(|piece| !piece.is_empty()) {
            let words = piece.trim_start_matches('.');
            if words.len() < piece.len() {
                parts.push(Part::Gap);
            }
            let words: Vec<(String, Ending)> = words
                .split('|')
                .filter(|word| !word.is_empty())
                .map(|word| match word.strip_suffix('*') {
                    Some(start) => (start.to_owned(), Ending::Any),
                    None => (word.to_owned(), Ending::Whole),
                })
                .collect();
            if !words.is_empty() {
                parts.push(Part::Words(words));
            }
        }
        Pattern(parts)
    }

    /// Where the pattern ends if it begins at a token.
    fn ends(&self, tokens: &[Token], at: usize) -> Option<usize> {
        ends(&self.0, tokens, at)
    }

    /// The words that it can begin with.
    fn first(&self) -> &[(String, Ending)] {
        match self.0.first() {
            Some(Part::Words(words)) => words,
            Some(Part::Gap) | None => &[],
        }
    }
}

fn ends(parts: &[Part], tokens: &[Token], at: usize) -> Option<usize> {
    match parts.split_first() {
        None => Some(at),
        Some((Part::Gap, rest)) => {
            if rest.is_empty() {
                return Some(at);
            }
            (at..=at + GAP_MAX).find_map(|from| ends(rest, tokens, from))
        }
        Some((Part::Words(words), rest)) => {
            let token = tokens.get(at)?;
            let fits = words.iter().any(|(word, ending)| match ending {
                Ending::Whole => token.word == *word,
                Ending::Any => token.word.starts_with(word.as_str()),
            });
            if fits { ends(rest, tokens, at + 1) } else { None }
        }
    }
}

/// Patterns of which any counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct Patterns {
    patterns: Vec<Pattern>,
    /// Positions of the patterns that can begin with a word of this first letter.
    by_letter: BTreeMap<char, Vec<usize>>,
}

impl From<Vec<String>> for Patterns {
    fn from(words: Vec<String>) -> Patterns {
        let patterns: Vec<Pattern> = words.iter().map(|words| Pattern::new(words)).collect();
        let mut by_letter: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (index, pattern) in patterns.iter().enumerate() {
            for letter in pattern.first().iter().filter_map(|(word, _)| word.chars().next()) {
                let places = by_letter.entry(letter).or_default();
                if places.last() != Some(&index) {
                    places.push(index);
                }
            }
        }
        Patterns { patterns, by_letter }
    }
}

impl Patterns {
    pub(crate) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The first place where one of them stands; of several that begin there, the longest.
    pub(crate) fn find(&self, tokens: &[Token]) -> Option<Range<usize>> {
        (0..tokens.len()).find_map(|at| Some(at..self.ends(tokens, at)?))
    }

    /// Where the longest of those ends that begin at a token.
    pub(crate) fn ends(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let places = self.by_letter.get(&tokens.get(at)?.word.chars().next()?)?;
        places.iter().filter_map(|index| self.patterns[*index].ends(tokens, at)).max()
    }

    pub(crate) fn stand_in(&self, tokens: &[Token]) -> bool {
        self.find(tokens).is_some()
    }

    /// All places, none over another.
    pub(crate) fn find_all(&self, tokens: &[Token]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.ends(tokens, at).filter(|end| *end > at) {
                Some(end) => {
                    found.push(at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_are_folded_and_addresses_left_out() {
        assert_eq!(
            words("We don’t keep E-Mails, 1.5 years (U.S.)"),
            ["we", "dont", "keep", "e", "mails", "1.5", "years", "u", "s"]
        );
        assert_eq!(words("1,000 days"), ["1000", "days"]);
        assert_eq!(words("l’adresse jusqu'à d'un"), ["l", "adresse", "jusqu", "a", "d", "un"]);
        assert_eq!(words("write to dpo@a.example or https://a.example/x now"), ["write", "to", "or", "now"]);
        assert_eq!(words("users' data"), ["users", "data"]);
    }

    #[test]
    fn patterns_match_whole_words() {
        for (pattern, text, stands) in [
            ("sell|sold", "We sold it", true),
            ("sell", "We resell it", false),
            ("encrypt* ...rest", "We encrypt all data at rest", true),
            ("encrypt* ...rest", "encrypted one two three four five six seven rest", false),
            ("e mail*", "your E-Mails", true),
            ("cctv ...", "by CCTV", true),
        ] {
            let patterns = Patterns::from(vec![pattern.to_owned()]);
            assert_eq!(patterns.stand_in(&tokens(text)), stands, "{pattern}: {text}");
        }
    }
}
