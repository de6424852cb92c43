//! Retention in words: a period with a start event and an end action, or named criteria.
//!
//! "7 years after contract end, then delete", "10 Jahre nach Vertragsende", "until withdrawal of consent".

use candor_model::text::{fold, one_line};
use candor_model::{Dictionary, Retention, Span, Unit};

use crate::words::Words;

/// Phrases that sound like a rule and are none (GDPR Art. 5(1)(e) wants a limit).
const VAGUE: &[&str] = &[
    "as long as necessary",
    "as long as needed",
    "as long as required",
    "as necessary",
    "as needed",
    "as required",
    "where necessary",
    "reasonable period",
    "reasonable time",
    "no longer than necessary",
    "until no longer needed",
    "until no longer required",
    "until no longer necessary",
    "as long as legally required",
    "as required by law",
    "in accordance with law",
    "according to law",
    "solange erforderlich",
    "so lange wie erforderlich",
    "so lange wie notig",
    "bis zum wegfall des zwecks",
    "nach bedarf",
    "gesetzliche aufbewahrungsfristen",
    "gesetzliche aufbewahrungsfrist",
    "aussi longtemps que necessaire",
    "duree necessaire",
    "le temps necessaire",
    "el tiempo necesario",
    "per il tempo necessario",
    "zo lang als nodig",
    "see policy",
    "see retention policy",
    "siehe loschkonzept",
];

/// Does the text only sound like a rule?
pub(crate) fn is_vague(text: &str) -> bool {
    let folded = fold(text);
    VAGUE.iter().any(|phrase| folded.contains(phrase))
}

/// Reads a retention; bare numbers take the unit of the header, else they are unreadable.
pub(super) fn period(text: &str, header_unit: Option<Unit>) -> Option<Retention> {
    let line = one_line(text);
    if let Some(unit) = header_unit
        && let Ok(count) = line.trim_end_matches(".0").parse::<u32>()
    {
        return Some(Retention { period: Some(Span::new(count, unit)), ..Retention::default() });
    }
    if let Some(span) = iso_span(&line) {
        return Some(Retention { period: Some(span), ..Retention::default() });
    }
    let tokens = tokens(&line);
    let spans = find_spans(&tokens);
    if is_vague(&line) && spans.is_empty() {
        return None;
    }
    if !is_vague(&line) && begins_with_event(&tokens) {
        return Some(Retention {
            end_action: end_action(tail(&line).1),
            criteria: Some(line),
            ..Retention::default()
        });
    }
    if spans.is_empty() {
        let folded = fold(&line);
        let unlimited = Words::builtin().unlimited.iter().any(|phrase| contains_words(&folded, phrase));
        return unlimited.then(|| Retention {
            unlimited: true,
            end_action: end_action(&line),
            ..Retention::default()
        });
    }
    one_period(&line, &tokens, &spans)
}

/// A period with its event and action. Several periods of different length leave open which one holds.
fn one_period(line: &str, tokens: &[Token], spans: &[Found]) -> Option<Retention> {
    let first = spans.first()?;
    if spans.iter().any(|other| other.span.is_none() || !same_length(first.span, other.span)) {
        return None;
    }
    let before = &line[..tokens[first.start].from];
    // "2 years (24 months) after closure": what follows stands behind the last of them.
    let end = spans.last()?.end;
    let rest = &line[tokens[end - 1].until..];
    let start = start_event(line, &tokens[end..]);
    let action = if start.is_some() { tail(rest).1 } else { rest };
    let end_action = end_action(action).or_else(|| end_action(before));
    Some(Retention { period: first.span, start, end_action, ..Retention::default() })
}

fn same_length(left: Option<Span>, right: Option<Span>) -> bool {
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

fn contains_words(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

/// A word of the text, folded, with its place.
struct Token {
    word: String,
    from: usize,
    until: usize,
}

/// Words without punctuation, numbers split from letters (`24m`), an apostrophe within a word kept in it.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut previous: Option<char> = None;
    for (at, character) in text.char_indices() {
        let quote = matches!(character, '\'' | '’');
        let digits = previous.is_some_and(|before| before.is_ascii_digit());
        let goes_on = previous.is_some_and(char::is_alphanumeric)
            && (quote || (character.is_alphanumeric() && !(digits && character.is_alphabetic())));
        let after_quote =
            previous.is_some_and(|before| matches!(before, '\'' | '’')) && character.is_alphanumeric();
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

/// Does the text name an event first ("until the account is closed", "bis zum Widerruf")? "Until 2 years after" names
/// a period.
fn begins_with_event(tokens: &[Token]) -> bool {
    const MORE: [&str; 4] = ["duration of", "during", "while", "lifetime of"];
    let words = Words::builtin();
    let leads = words.until.iter().map(String::as_str).chain(MORE);
    let length = leads.filter_map(|lead| begins_with(tokens, lead)).max();
    let after = || !tokens.is_empty() && words.after.iter().any(|lead| begins_with(tokens, lead).is_some());
    match length {
        Some(length) => tokens.get(length).is_some_and(|next| number(&next.word).is_none()),
        None => after() && tokens.len() > 1 && find_spans(tokens).is_empty(),
    }
}

/// The number of words of a phrase that a text begins with.
fn begins_with(tokens: &[Token], phrase: &str) -> Option<usize> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let same =
        tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| *word == token.word);
    same.then_some(words.len())
}

/// "Number unit" in a text: its words, and its length where that is sure.
struct Found {
    start: usize,
    end: usize,
    span: Option<Span>,
}

fn find_spans(tokens: &[Token]) -> Vec<Found> {
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
                let span = is_exact(&tokens[..at], count).then(|| Span::new(count, unit));
                spans.push(Found { start: at, end, span });
            }
            at = end;
        } else {
            at += length;
        }
    }
    spans
}

/// A number at the start of the words, in digits or in words ("twenty-four"), with its length in words.
fn count(tokens: &[Token]) -> Option<(u32, usize)> {
    let first = number(&tokens.first()?.word)?;
    let second = tokens.get(1).and_then(|token| number_word(&token.word));
    match second {
        Some(second) if second < 10 && first >= 10 && number_word(&tokens[0].word).is_some() => {
            Some((first + second, 2))
        }
        _ => Some((first, 1)),
    }
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| number_word(word))
}

/// No part of a range or of a broken number, and no lower limit: "3 to 5 years", "1.5 years", "at least 5 years".
fn is_exact(before: &[Token], count: u32) -> bool {
    const BETWEEN: [&str; 9] = ["to", "or", "and", "bis", "oder", "und", "a", "ou", "et"];
    const AT_LEAST: [&str; 9] =
        ["least", "minimum", "min", "mind", "mindestens", "moins", "menos", "almeno", "minstens"];
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

fn number_word(token: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 61] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("fifteen", 15),
        ("eighteen", 18),
        ("twenty", 20),
        ("thirty", 30),
        ("sixty", 60),
        ("ninety", 90),
        ("ein", 1),
        ("eine", 1),
        ("einem", 1),
        ("einen", 1),
        ("zwei", 2),
        ("drei", 3),
        ("vier", 4),
        ("funf", 5),
        ("sechs", 6),
        ("sieben", 7),
        ("acht", 8),
        ("neun", 9),
        ("zehn", 10),
        ("zwolf", 12),
        ("dreissig", 30),
        ("neunzig", 90),
        ("un", 1),
        ("une", 1),
        ("deux", 2),
        ("trois", 3),
        ("quatre", 4),
        ("cinq", 5),
        ("sept", 7),
        ("huit", 8),
        ("neuf", 9),
        ("dix", 10),
        ("douze", 12),
        ("quinze", 15),
        ("trente", 30),
        ("dos", 2),
        ("tres", 3),
        ("cuatro", 4),
        ("cinco", 5),
        ("diez", 10),
        ("doce", 12),
        ("uno", 1),
        ("tre", 3),
        ("cinque", 5),
        ("sei", 6),
        ("dieci", 10),
        ("dodici", 12),
        ("twee", 2),
        ("drie", 3),
        ("vijf", 5),
    ];
    WORDS.iter().find(|(word, _)| *word == token).map(|(_, number)| *number)
}

fn iso_span(text: &str) -> Option<Span> {
    let rest = text.trim().strip_prefix('P')?;
    let unit = match rest.chars().last()? {
        'Y' => Unit::Years,
        'M' => Unit::Months,
        'W' => Unit::Weeks,
        'D' => Unit::Days,
        _ => return None,
    };
    rest[..rest.len() - 1].parse().ok().map(|count| Span::new(count, unit))
}

/// What follows the period, from "after" on, in the user's words, without what happens then.
fn start_event(line: &str, rest: &[Token]) -> Option<String> {
    let lead = Words::builtin().after.iter().filter_map(|lead| begins_with(rest, lead)).max()?;
    let event = tail(&line[rest.get(lead)?.from..]).0.trim().trim_end_matches(['.', ')']);
    (!event.is_empty()).then(|| event.to_owned())
}

/// A text up to the words or signs that begin what happens then, and from there on.
fn tail(text: &str) -> (&str, &str) {
    const SIGNS: [&str; 22] = [
        ",",
        ";",
        "(",
        "→",
        "->",
        " - ",
        " – ",
        " — ",
        ". ",
        " and then ",
        " then ",
        " und danach ",
        " danach ",
        " und dann ",
        " dann ",
        " anschließend ",
        " et puis ",
        " puis ",
        " luego ",
        " poi ",
        " daarna ",
        " następnie ",
    ];
    let at = SIGNS.iter().filter_map(|sign| text.find(sign)).min().unwrap_or(text.len());
    text.split_at(at)
}

fn end_action(text: &str) -> Option<&'static str> {
    let dictionary = Dictionary::builtin();
    let list = dictionary.find_choices("end_action")?;
    let folded = fold(text);
    let words = &Words::builtin().choices[&list];
    let named = words.iter().find(|(_, wording)| contains_words(&folded, wording))?;
    Some(&dictionary.choice_list(list).options[usize::from(named.0)].id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_with_start_and_end() {
        let read = period("7 years after the contract ends, then delete", None).unwrap();
        assert_eq!(read.period, Some(Span::new(7, Unit::Years)));
        assert_eq!(read.end_action, Some("delete"));
        assert!(read.start.unwrap().contains("contract ends"));
        let read = period("10 Jahre nach Vertragsende", None).unwrap();
        assert_eq!(read.period, Some(Span::new(10, Unit::Years)));
        assert_eq!(read.start.as_deref(), Some("Vertragsende"));
        assert_eq!(period("84", Some(Unit::Months)).unwrap().period, Some(Span::new(84, Unit::Months)));
        assert_eq!(
            period("5 ans à compter du versement", None).unwrap().period,
            Some(Span::new(5, Unit::Years))
        );
        assert!(period("until consent is withdrawn", None).unwrap().criteria.is_some());
        assert!(period("bis zum Widerruf der Einwilligung", None).unwrap().criteria.is_some());
        assert_eq!(period("84", None), None);
        assert_eq!(period("as long as necessary", None), None);
        assert!(is_vague("As long as necessary for the purpose"));
    }
}
