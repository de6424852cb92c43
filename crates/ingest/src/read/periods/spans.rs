//! Spans inside a text: "five (5) years", "24m", "1.5 Jahre", and what makes one of them unsure.

use candor_model::text::fold;
use candor_model::{Span, Unit};

use crate::words::Words;

/// A word of the text, folded, with its place.
pub(super) struct Token {
    pub word: String,
    pub from: usize,
    pub until: usize,
}

/// Words before an apostrophe that say "from" or "of".
const ELIDED: [&str; 3] = ["dall", "dell", "d"];

/// Words without punctuation, numbers split from letters (`24m`), an apostrophe within a word kept in it.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut previous: Option<char> = None;
    for (at, character) in text.char_indices() {
        let quote = matches!(character, '\'' | '’');
        let digits = previous.is_some_and(|before| before.is_ascii_digit());
        let goes_on = previous.is_some_and(char::is_alphanumeric)
            && (quote || (character.is_alphanumeric() && !(digits && character.is_alphabetic())));
        // "dall'ultimo" and "d'un" are two words.
        let elided = |token: &Token| ELIDED.contains(&fold(&text[token.from..token.until]).as_str());
        let after_quote = previous.is_some_and(|before| matches!(before, '\'' | '’'))
            && character.is_alphanumeric()
            && !tokens.last().is_some_and(elided);
        match tokens.last_mut() {
            Some(token) if token.until == at && (goes_on || after_quote) => {
                token.until = at + character.len_utf8()
            }
            _ if character.is_alphanumeric() => {
                tokens.push(Token { word: String::new(), from: at, until: at + character.len_utf8() });
            }
            _ => {}
        }
        previous = Some(character);
    }
    for token in &mut tokens {
        token.word = fold(&text[token.from..token.until]);
    }
    tokens
}

/// The number of words of a phrase that a text begins with.
pub(super) fn begins_with(tokens: &[Token], phrase: &str) -> Option<usize> {
    let mut words = 0;
    let same = phrase.split(' ').all(|word| {
        words += 1;
        tokens.get(words - 1).is_some_and(|token| token.word == word)
    });
    same.then_some(words)
}

/// "Number unit" in a text: its words, and its length where that is sure.
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub span: Option<Span>,
}

pub(super) fn find_spans(text: &str, tokens: &[Token]) -> Vec<Found> {
    let words = Words::builtin();
    let mut spans = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((count, length)) = count(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let word = |offset: usize| tokens.get(at + length + offset).map(|token| token.word.as_str());
        let pair = word(0).zip(word(1)).map(|(first, second)| format!("{first} {second}"));
        let unit = match pair.as_deref().and_then(|pair| words.unit(pair)) {
            Some(unit) => Some((unit, 2)),
            None => word(0).and_then(|word| words.unit(word)).map(|unit| (unit, 1)),
        };
        if let Some((unit, unit_length)) = unit {
            let end = at + length + unit_length;
            // "every 2 years", "deleted within 30 days" tell something else, where a period stands before.
            if spans.is_empty() || !is_aside(&tokens[..at]) {
                let is_open = text[tokens[at + length - 1].until..].starts_with('+');
                let span = match half(text, &tokens[..=at]) {
                    Some(whole) => months_of(whole, unit),
                    None => (!is_open && is_exact(&tokens[..at], count)).then(|| Span::new(count, unit)),
                };
                spans.push(Found { start: at, end, span });
            }
            at = end;
        } else {
            at += length;
        }
    }
    spans
}

/// A number at the start of the words, in digits or in one or two words ("twenty-four"), with its length in words.
fn count(tokens: &[Token]) -> Option<(u32, usize)> {
    let first = tokens.first()?;
    let pair = tokens.get(1).map(|second| format!("{} {}", first.word, second.word));
    match pair.and_then(|pair| Words::builtin().number(&pair)) {
        Some(count) => Some((count, 2)),
        None => number(&first.word).map(|count| (count, 1)),
    }
}

pub(super) fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| Words::builtin().number(word))
}

/// "1.5", "2,5": the whole part of a number that ends with its second token.
fn half(text: &str, until: &[Token]) -> Option<u32> {
    let [.., whole, last] = until else { return None };
    let joined = matches!(&text[whole.until..last.from], "." | ",");
    (joined && last.word == "5").then(|| whole.word.parse().ok()).flatten()
}

/// One and a half years are 18 months; half of any other unit is not counted.
fn months_of(whole: u32, unit: Unit) -> Option<Span> {
    (unit == Unit::Years).then(|| Span::new(whole.saturating_mul(12).saturating_add(6), Unit::Months))
}

/// No part of a range or of a broken number, and no lower limit: "3 to 5 years", "1.5 years", "at least 5 years".
fn is_exact(before: &[Token], count: u32) -> bool {
    const BETWEEN: [&str; 22] = [
        "to",
        "or",
        "and",
        "bis",
        "oder",
        "und",
        "a",
        "ou",
        "et",
        "o",
        "y",
        "e",
        "of",
        "en",
        "tot",
        "do",
        "i",
        "bzw",
        "respectively",
        "resp",
        "lub",
        "eller",
    ];
    const AT_LEAST: [&str; 14] = [
        "least",
        "minimum",
        "min",
        "mind",
        "mindestens",
        "moins",
        "menos",
        "almeno",
        "minstens",
        "minimaal",
        "minimo",
        "najmniej",
        "mehr",
        "over",
    ];
    let word = |back: usize| before.len().checked_sub(back).map(|at| before[at].word.as_str());
    let differs = |word: Option<&str>| word.and_then(number).is_some_and(|other| other != count);
    let range = word(1).is_some_and(|word| BETWEEN.contains(&word)) && differs(word(2));
    !range && !differs(word(1)) && !word(1).is_some_and(|word| AT_LEAST.contains(&word))
}

/// Does a word before a later period say that it counts something else?
fn is_aside(before: &[Token]) -> bool {
    const WORDS: [&str; 12] = [
        "every",
        "each",
        "within",
        "per",
        "alle",
        "innerhalb",
        "binnen",
        "tous",
        "toutes",
        "chaque",
        "cada",
        "entro",
    ];
    before.iter().rev().take(2).any(|token| WORDS.contains(&token.word.as_str()))
}

pub(super) fn same_length(left: Option<Span>, right: Option<Span>) -> bool {
    let months = |span: Span| match span.unit {
        Unit::Years => Some(span.count.saturating_mul(12)),
        Unit::Months => Some(span.count),
        _ => None,
    };
    match (left, right) {
        (Some(left), Some(right)) => {
            left == right || (months(left).is_some() && months(left) == months(right))
        }
        _ => false,
    }
}

/// `P5Y`, `P18M`, `P1Y6M`.
pub(super) fn iso_span(text: &str) -> Option<Span> {
    let rest = text.trim().strip_prefix('P')?;
    if let Some((years, months)) = rest.strip_suffix('M').and_then(|rest| rest.split_once('Y')) {
        let years: u32 = years.parse().ok()?;
        return Some(Span::new(years.checked_mul(12)?.checked_add(months.parse().ok()?)?, Unit::Months));
    }
    let unit = match rest.chars().last()? {
        'Y' => Unit::Years,
        'M' => Unit::Months,
        'W' => Unit::Weeks,
        'D' => Unit::Days,
        _ => return None,
    };
    rest[..rest.len() - 1].parse().ok().map(|count| Span::new(count, unit))
}
