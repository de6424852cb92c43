//! Articles of a law as people cite them, brought to one form.
//!
//! `Art. 6 Abs. 1 S. 1 lit. b und f DSGVO`, `art. 6, par. 1, lett. b) e f)` and `Art. 6 I b, f` all become
//! `art 6 1 b 6 1 f`.

use std::borrow::Cow;

use candor_model::text::fold;

/// Words between the numbers of a citation that only say what the number counts.
const LEVELS: [&str; 30] = [
    "abs",
    "absatz",
    "unterabs",
    "lit",
    "litera",
    "buchst",
    "buchstabe",
    "buchstaben",
    "para",
    "paragraph",
    "point",
    "points",
    "letter",
    "al",
    "alinea",
    "paragraphe",
    "apartado",
    "letra",
    "comma",
    "lettera",
    "lett",
    "par",
    "paragrafo",
    "ust",
    "lid",
    "onder",
    "sub",
    "pkt",
    "subsection",
    "section",
];

/// Words that say so only before a number: `n.º 1`, `Nr. 2`. A `no` elsewhere denies.
const COUNTERS: [&str; 6] = ["n", "nr", "no", "num", "numero", "o"];

/// A sentence of a paragraph changes nothing: `S. 1`, `Satz 1`.
const SENTENCES: [&str; 2] = ["s", "satz"];

/// What joins the letters of one paragraph.
const JOINERS: [&str; 8] = ["and", "or", "und", "oder", "et", "y", "en", "ou"];

/// Folds a text; a bare `e` or `i` between two letters means "and" in Italian, Portuguese and Polish: `lett. b) e f)`.
pub(super) fn fold_cited(text: &str) -> String {
    let cites = text.contains(['6', '9']);
    let text = if cites { Cow::Owned(with_ranges(text)) } else { Cow::Borrowed(text) };
    if !text.split_whitespace().any(may_join) {
        return fold(&text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let letter_at = |at: usize| words.get(at).is_some_and(|word| is_letter(&fold(word)));
    let joins = |at: usize| {
        may_join(words[at])
            && at > 0
            && letter_at(at - 1)
            && !words[at - 1].ends_with([',', ';'])
            && letter_at(at + 1)
    };
    if !(0..words.len()).any(joins) {
        return fold(&text);
    }
    let joined: Vec<&str> = (0..words.len()).map(|at| if joins(at) { "and" } else { words[at] }).collect();
    fold(&joined.join(" "))
}

fn may_join(word: &str) -> bool {
    matches!(word, "e" | "i")
}

/// Letters that are cited from one to another, each named: `6(1)(a-c)` as `6(1)(a, b, c)`.
fn with_ranges(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let stands_alone = |at: usize| {
        let apart =
            |at: Option<usize>| at.and_then(|at| letters.get(at)).is_none_or(|c| !c.is_alphanumeric());
        matches!(letters[at].to_ascii_lowercase(), 'a'..='j')
            && apart(at.checked_sub(1))
            && apart(Some(at + 1))
    };
    let skip = |mut at: usize, passed: &[char]| {
        while letters.get(at).is_some_and(|letter| passed.contains(letter)) {
            at += 1;
        }
        at
    };
    let mut out = String::with_capacity(text.len());
    let mut is_cited = false;
    for (at, letter) in letters.iter().enumerate() {
        out.push(*letter);
        is_cited |= matches!(letter, '6' | '9');
        if !is_cited || !stands_alone(at) {
            continue;
        }
        let dash = skip(at + 1, &[' ', ')']);
        let end = skip(dash + 1, &[' ', '(']);
        let is_range =
            matches!(letters.get(dash), Some('-' | '–' | '—')) && end < letters.len() && stands_alone(end);
        let last = letters.get(end).copied().unwrap_or_default().to_ascii_lowercase();
        if is_range {
            for between in ('a'..='j').filter(|one| *one > letter.to_ascii_lowercase() && *one < last) {
                out.push_str(&format!(", {between}"));
            }
        }
    }
    out
}

/// A folded text with its citations in the plain form; a text without any stays as it is.
pub(super) fn plain_form(folded: &str) -> Cow<'_, str> {
    let cites = folded.split(' ').any(|word| word.starts_with("art") || is_paragraph(word));
    if cites { Cow::Owned(without_levels(folded)) } else { Cow::Borrowed(folded) }
}

/// The plain form of a wording that is known to be a citation.
pub(super) fn without_levels(folded: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let tokens: Vec<&str> = folded.split(' ').collect();
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let before_number = tokens.get(at + 1).is_some_and(|next| is_number(next));
        let ordinal = token == "o" && at > 0 && (is_number(tokens[at - 1]) || tokens[at - 1] == "n");
        let counts = COUNTERS.contains(&token) && (before_number || tokens.get(at + 1) == Some(&"o"));
        if SENTENCES.contains(&token) && before_number {
            at += 1;
        } else if !LEVELS.contains(&token) && !ordinal && !counts {
            words.extend(separated(token));
        }
        at += 1;
    }
    with_each_letter(&words).join(" ")
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The articles that lists of choices cite by paragraph and letter.
fn is_paragraph(word: &str) -> bool {
    matches!(word, "6" | "9")
}

fn is_letter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'a'..=b'j'])
}

/// `art6` as `art 6`, `1b` as `1 b`, `6o` and `no1` (6.º, nº1) as their number.
fn separated(token: &str) -> Vec<String> {
    let token = token.strip_prefix("no").filter(|rest| is_number(rest)).unwrap_or(token);
    let digits_end = token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len());
    let (digits, rest) = token.split_at(digits_end);
    if !digits.is_empty() && rest == "o" {
        return vec![digits.to_owned()];
    }
    if !digits.is_empty() && is_letter(rest) {
        return vec![digits.to_owned(), rest.to_owned()];
    }
    match token.strip_prefix("art").filter(|rest| is_number(rest)) {
        Some(number) => vec!["art".to_owned(), number.to_owned()],
        None => vec![token.to_owned()],
    }
}

/// Repeats article and paragraph before each further letter: `6 1 b und f` is `6 1 b 6 1 f`.
fn with_each_letter(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at].as_str();
        let paragraph = words.get(at + 1).and_then(|next| match next.as_str() {
            "i" => Some("1"),
            "ii" => Some("2"),
            "1" | "2" => Some(next.as_str()),
            _ => None,
        });
        let (true, Some(paragraph)) = (is_paragraph(word), paragraph) else {
            out.push(word.to_owned());
            at += 1;
            continue;
        };
        out.extend([word.to_owned(), paragraph.to_owned()]);
        at += 2;
        let mut letters = 0;
        while let Some(next) = words.get(at) {
            let joins = letters > 0
                && JOINERS.contains(&next.as_str())
                && words.get(at + 1).is_some_and(|after| is_letter(after));
            if joins {
                at += 1;
            } else if is_letter(next) {
                if letters > 0 {
                    out.extend([word.to_owned(), paragraph.to_owned()]);
                }
                out.push(next.clone());
                letters += 1;
                at += 1;
            } else {
                break;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_have_one_form() {
        for (text, form) in [
            ("art 6 abs 1 s 1 lit f dsgvo", "art 6 1 f dsgvo"),
            ("art 6 abs 1 lit b und f dsgvo", "art 6 1 b 6 1 f dsgvo"),
            ("art 6 i b", "art 6 1 b"),
            ("6 1 b c", "6 1 b 6 1 c"),
            ("art 6o no1 al c", "art 6 1 c"),
            ("art6 1b", "art 6 1 b"),
            ("art 9 ii h", "art 9 2 h"),
            ("artigo 6.º, n.º 1, alínea b) do RGPD", "artigo 6 1 b do rgpd"),
            ("No consent (Art. 6)", "no consent art 6"),
            ("art. 6, par. 1, lett. b) e f)", "art 6 1 b 6 1 f"),
            ("art. 9 ust. 2 lit. b i h", "art 9 2 b 9 2 h"),
            ("6(1)(b), (e), (f)", "6 1 b 6 1 e 6 1 f"),
            ("Art. 6(1)(a-c)", "art 6 1 a 6 1 b 6 1 c"),
            ("Art. 9 Abs. 2 lit. h) – j)", "art 9 2 h 9 2 i 9 2 j"),
            ("Art. 6(1)(b)-(c)", "art 6 1 b 6 1 c"),
            ("a contract and a will", "a contract and a will"),
        ] {
            assert_eq!(plain_form(&fold_cited(text)), form, "{text}");
        }
    }
}
