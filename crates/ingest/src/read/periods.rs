//! Retention in words: a period with a start event and an end action, or named criteria.
//!
//! "7 years after contract end, then delete", "10 Jahre nach Vertragsende", "until withdrawal of consent".

use candor_model::text::{fold, one_line};
use candor_model::{Dictionary, Retention, Span, Unit};

use crate::words::Words;

/// Phrases that sound like a rule and are none (GDPR Art. 5(1)(e) wants a limit).
const VAGUE: &[&str] = &[
    "as long as necessary", "as long as needed", "as long as required", "as necessary", "as needed",
    "as required", "where necessary", "reasonable period", "reasonable time", "no longer than necessary",
    "until no longer needed", "until no longer required", "until no longer necessary", "as long as legally required",
    "as required by law", "in accordance with law", "according to law", "solange erforderlich",
    "so lange wie erforderlich", "so lange wie notig", "bis zum wegfall des zwecks", "nach bedarf",
    "gesetzliche aufbewahrungsfristen", "gesetzliche aufbewahrungsfrist", "aussi longtemps que necessaire",
    "duree necessaire", "le temps necessaire", "el tiempo necesario", "per il tempo necessario",
    "zo lang als nodig", "see policy", "see retention policy", "siehe loschkonzept",
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
    let end_action = end_action(&line);
    if let Some((span, rest)) = find_span(&line) {
        let start = start_event(&rest);
        return Some(Retention { period: Some(span), start, end_action, ..Retention::default() });
    }
    if is_vague(&line) {
        return None;
    }
    let words = Words::builtin();
    let folded = fold(&line);
    if words.unlimited.iter().any(|phrase| contains_words(&folded, phrase)) {
        return Some(Retention { unlimited: true, end_action, ..Retention::default() });
    }
    let criteria = words.until.iter().chain(&words.after).any(|phrase| {
        folded.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with(' ') && rest.len() > 4)
    }) || folded.starts_with("duration of ") || folded.starts_with("during ") || folded.starts_with("while ");
    criteria.then(|| Retention { criteria: Some(line), end_action, ..Retention::default() })
}

fn contains_words(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

/// The first "number unit" of the text, with what follows it. Also `P10Y`.
fn find_span(text: &str) -> Option<(Span, String)> {
    if let Some(span) = iso_span(text) {
        return Some((span, String::new()));
    }
    let tokens = tokens(text);
    let words = Words::builtin();
    for (index, token) in tokens.iter().enumerate() {
        let Some(count) = token.parse::<u32>().ok().or_else(|| number_word(token)) else { continue };
        let unit_at = |offset: usize| tokens.get(index + offset).and_then(|next| words.unit(next));
        let pair = tokens.get(index + 2).map(|next| format!("{} {next}", tokens[index + 1]));
        if let Some(unit) = pair.as_deref().and_then(|pair| words.unit(pair)) {
            return Some((Span::new(count, unit), tokens[index + 3..].join(" ")));
        }
        if let Some(unit) = unit_at(1) {
            return Some((Span::new(count, unit), tokens[index + 2..].join(" ")));
        }
    }
    None
}

/// Words in their own spelling, punctuation off, numbers split from letters (`24m`), case folded for lookup.
fn tokens(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut previous: Option<char> = None;
    for character in text.chars() {
        if previous.is_some_and(|before| before.is_ascii_digit() && character.is_alphabetic()) {
            spaced.push(' ');
        }
        spaced.push(character);
        previous = Some(character);
    }
    fold(&spaced).split(' ').map(str::to_owned).collect()
}

fn number_word(token: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 24] = [
        ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
        ("nine", 9), ("ten", 10), ("twelve", 12), ("ein", 1), ("zwei", 2), ("drei", 3), ("funf", 5), ("sechs", 6),
        ("zehn", 10), ("un", 1), ("deux", 2), ("trois", 3), ("cinq", 5), ("six", 6), ("dix", 10), ("tres", 3),
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

/// What follows the period, from "after" on, without the end action.
fn start_event(rest: &str) -> Option<String> {
    let words = Words::builtin();
    let mut leads: Vec<&String> = words.after.iter().collect();
    leads.sort_by_key(|lead| std::cmp::Reverse(lead.len()));
    let rest = rest.trim();
    let event = leads.into_iter().find_map(|lead| rest.strip_prefix(lead.as_str()).filter(|r| r.starts_with(' ')))?;
    let event = event.split(" then ").next().unwrap_or(event).trim();
    (!event.is_empty()).then(|| event.to_owned())
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
        assert_eq!(read.start.as_deref(), Some("vertragsende"));
        assert_eq!(period("84", Some(Unit::Months)).unwrap().period, Some(Span::new(84, Unit::Months)));
        assert_eq!(period("5 ans à compter du versement", None).unwrap().period, Some(Span::new(5, Unit::Years)));
        assert!(period("until consent is withdrawn", None).unwrap().criteria.is_some());
        assert!(period("bis zum Widerruf der Einwilligung", None).unwrap().criteria.is_some());
        assert_eq!(period("84", None), None);
        assert_eq!(period("as long as necessary", None), None);
        assert!(is_vague("As long as necessary for the purpose"));
    }
}
