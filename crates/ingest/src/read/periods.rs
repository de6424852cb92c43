//! Retention in words: a period with a start event and an end action, or named criteria.
//!
//! "7 years after contract end, then delete", "10 Jahre nach Vertragsende", "until withdrawal of consent".

use std::sync::OnceLock;

use candor_model::text::{fold, one_line};
use candor_model::{Dictionary, Retention, Span, Unit};

use crate::words::{Phrases, Words};

mod spans;

use spans::{Found, Token, begins_with, find_spans, iso_span, number, same_length, tokens};

/// Does the text only sound like a rule (GDPR Art. 5(1)(e) wants a limit)?
pub(crate) fn is_vague(text: &str) -> bool {
    let folded = fold(text);
    let mut begins = std::iter::once(0).chain(folded.match_indices(' ').map(|(space, _)| space + 1));
    begins.any(|begin| {
        let rest = &folded.as_bytes()[begin..];
        // Most differ in the first letter.
        let is_alike = |phrase: &[u8]| phrase.first() == rest.first() && rest.starts_with(phrase);
        Words::builtin().vague.iter().any(|phrase| is_alike(phrase.as_bytes()))
    })
}

/// Is the text about a period at all, though it may give no single one: a range, a list of periods, a vague phrase?
pub(crate) fn sounds_like_period(text: &str) -> bool {
    let line = one_line(text);
    is_vague(&line) || !find_spans(&line, &tokens(&line)).is_empty()
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
    let spans = find_spans(&line, &tokens);
    let is_vague = is_vague(&line);
    if is_vague && spans.is_empty() {
        return None;
    }
    let folded = fold(&line);
    let unlimited = &Words::builtin().unlimited;
    let without_end = || Retention { unlimited: true, end_action: end_action(&line), ..Retention::default() };
    // "Na czas nieokreślony": what sounds like an event ends in "without end".
    if spans.is_empty() && unlimited.iter().any(|phrase| ends_with(&folded, phrase)) {
        return Some(without_end());
    }
    let added = spans.first().and_then(|first| added_to(&line, &tokens[..first.start]));
    if !is_vague && added.is_none() && begins_with_event(&tokens, &spans) {
        return Some(Retention {
            end_action: end_action(tail(&line).1),
            criteria: Some(line.clone()),
            ..Retention::default()
        });
    }
    if spans.is_empty() {
        // "Indefinite until opt-out" has an end.
        let ends = (1..tokens.len()).any(|at| begins_with_event(&tokens[at..], &spans));
        let criteria = || Retention { criteria: Some(line.clone()), ..Retention::default() };
        return unlimited.is_within(&folded).then(|| if ends { criteria() } else { without_end() });
    }
    one_period(&line, &tokens, &spans, added)
}

/// A period with its event and action. Several periods of different length leave open which one holds.
fn one_period(line: &str, tokens: &[Token], spans: &[Found], added: Option<String>) -> Option<Retention> {
    let first = spans.first()?;
    if spans.iter().any(|other| other.span.is_none() || !same_length(first.span, other.span)) {
        return None;
    }
    let before = &line[..tokens[first.start].from];
    // "2 years (24 months) after closure": what follows stands behind the last of them.
    let end = spans.last()?.end;
    let rest = &line[tokens[end - 1].until..];
    // "6 years or until the account is closed": either may hold.
    const OR: [&str; 6] = ["or", "oder", "ou", "of", "lub", "eller"];
    let or = tokens.get(end).is_some_and(|token| OR.contains(&token.word.as_str()));
    if or && begins_with_event(&tokens[end + 1..], &[]) {
        return None;
    }
    let start = start_event(line, &tokens[end..]).or(added);
    let action = if start.is_some() { tail(rest).1 } else { rest };
    let end_action = end_action(action).or_else(|| end_action(before));
    Some(Retention { period: first.span, start, end_action, ..Retention::default() })
}

/// "Contract term + 6 years", "durée du contrat plus 5 ans": what the period is added to, in the user's words.
fn added_to(line: &str, before: &[Token]) -> Option<String> {
    const PLUS: [&str; 10] = [
        "plus",
        "zzgl",
        "zuzuglich",
        "mas",
        "piu",
        "mais",
        "acrescido de",
        "vermeerderd met",
        "majoree de",
        "oraz",
    ];
    let last = before.last()?;
    // The sign stands behind the last word before the number, or is that word.
    let sign = line[last.until..].trim_start().starts_with('+').then_some(before.len());
    let word = PLUS.iter().find_map(|plus| {
        let at = before.len().checked_sub(plus.split(' ').count())?;
        begins_with(&before[at..], plus).map(|_| at)
    });
    // "Au plus 3 ans" is a limit and adds to nothing.
    let event =
        before.get(..sign.or(word)?).filter(|event| event.iter().any(|token| token.word.len() > 3))?;
    let end = event.last()?.until;
    let event = line[..end].trim();
    let lead =
        ["for ", "für ", "pour ", "por ", "per ", "voor "].iter().find_map(|lead| event.strip_prefix(lead));
    Some(lead.unwrap_or(event).to_owned())
}

/// Are the words of a phrase the last of a text?
fn ends_with(text: &str, phrase: &str) -> bool {
    text.strip_suffix(phrase).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// Does the text name an event first ("until the account is closed", "bis zum Widerruf")? "Until 2 years after" names
/// a period.
fn begins_with_event(tokens: &[Token], spans: &[Found]) -> bool {
    let words = Words::builtin();
    let after = || longest(&words.after, tokens).is_some();
    match longest(&words.until, tokens) {
        Some(length) => match tokens.get(length) {
            Some(next) => number(&next.word).is_none(),
            // "Until" alone is no event, "end of contract" with nothing behind it may be: its words say so.
            None => length > 1,
        },
        None => after() && tokens.len() > 1 && spans.is_empty(),
    }
}

/// The number of words of the longest of some phrases that a text begins with.
fn longest(phrases: &Phrases, tokens: &[Token]) -> Option<usize> {
    phrases.beginning(&tokens.first()?.word).filter_map(|lead| begins_with(tokens, lead)).max()
}

/// What follows the period, from "after" on, in the user's words, without what happens then.
fn start_event(line: &str, rest: &[Token]) -> Option<String> {
    let lead = longest(&Words::builtin().after, rest)?;
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
    static WORDINGS: OnceLock<Phrases> = OnceLock::new();
    let dictionary = Dictionary::builtin();
    let list = dictionary.find_choices("end_action")?;
    let words = &Words::builtin().choices[&list];
    let wordings = WORDINGS.get_or_init(|| Phrases::of(words.iter().map(|(_, wording)| wording.clone())));
    let named = wordings.within(&fold(text)).first().map(|at| words[*at].0)?;
    Some(&dictionary.choice_list(list).options[usize::from(named)].id)
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
        assert_eq!(period("up to 24 months", None).unwrap().period, Some(Span::new(24, Unit::Months)));
        assert_eq!(period("as long as necessary", None), None);
        assert_eq!(period("6 bzw. 10 Jahre", None), None);
        assert_eq!(period("6 years, or until the account is closed", None), None);
        assert!(period("indefinite until opt-out", None).unwrap().criteria.is_some());
        assert_eq!(period("P1Y6M", None).unwrap().period, Some(Span::new(18, Unit::Months)));
        assert!(is_vague("As long as necessary for the purpose"));
    }

    #[test]
    fn a_period_added_to_an_event_starts_with_it() {
        for (text, start) in [
            ("Contract term + 6 years", "Contract term"),
            ("durée du contrat plus 6 ans", "durée du contrat"),
            ("czas trwania umowy + 6 lat", "czas trwania umowy"),
            ("Duration of employment plus six years", "Duration of employment"),
        ] {
            let read = period(text, None).unwrap();
            assert_eq!(read.period, Some(Span::new(6, Unit::Years)), "{text}");
            assert_eq!(read.start.as_deref(), Some(start), "{text}");
        }
    }

    #[test]
    fn phrases_without_a_limit_are_vague_in_every_language() {
        for text in [
            "while needed",
            "solange es notwendig ist",
            "tant que nécessaire",
            "mientras sea necesario",
            "per il tempo strettamente necessario",
            "zolang noodzakelijk",
            "enquanto for necessário",
            "tak długo, jak to konieczne",
        ] {
            assert!(is_vague(text), "{text}");
            assert_eq!(period(text, None), None, "{text}");
        }
        assert!(!is_vague("do odwołania zgody"));
    }
}
