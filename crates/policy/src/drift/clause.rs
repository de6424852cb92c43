//! The clauses of a sentence, and whether each says a thing, denies it, or says it only on a condition.

use std::ops::Range;

use super::tokens::Token;
use super::vocabulary::Vocabulary;

/// How a clause says what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    Said,
    Denied,
    /// Denied but for an exception: "not without your consent".
    Conditional,
    /// What might be: "if we sell".
    Hypothetical,
}

/// The clauses of a sentence, as ranges of its tokens.
///
/// A clause ends at a semicolon, at a word such as "but", and at a comma after which a new subject stands; so a negation
/// reaches over a list ("we do not sell, rent or trade") and not over "but".
pub(super) fn clauses(tokens: &[Token]) -> Vec<Range<usize>> {
    let frames = Vocabulary::builtin().frames();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..tokens.len() {
        let comma = matches!(tokens[at - 1].pause, Some(',' | ':'));
        let breaks = tokens[at - 1].pause == Some(';')
            || frames.breaks.ends(tokens, at).is_some()
            || comma && frames.subjects.ends(tokens, at).is_some();
        if breaks {
            found.push(start..at);
            start = at;
        }
    }
    found.push(start..tokens.len());
    found
}

/// The polarity of a clause.
pub(super) fn polarity(clause: &[Token]) -> Polarity {
    let frames = Vocabulary::builtin().frames();
    if frames.hypothetical.stand_in(clause) {
        return Polarity::Hypothetical;
    }
    let taken_back = frames.no_negation.find_all(clause);
    let denied = frames
        .negation
        .find_all(clause)
        .iter()
        .any(|word| !taken_back.iter().any(|range| range.start <= word.start && word.end <= range.end));
    match (denied, frames.conditions.stand_in(clause)) {
        (true, true) => Polarity::Conditional,
        (true, false) => Polarity::Denied,
        _ => Polarity::Said,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn read(text: &str) -> Vec<Polarity> {
        let words = tokens(text);
        clauses(&words).into_iter().map(|clause| polarity(&words[clause])).collect()
    }

    #[test]
    fn a_negation_reaches_over_its_clause() {
        use Polarity::{Conditional, Denied, Hypothetical, Said};
        for (text, polarities) in [
            ("We do not sell, rent or trade your data.", vec![Denied]),
            ("We do not sell your data, but we share it with partners.", vec![Denied, Said]),
            ("We share data with partners; we never sell it.", vec![Said, Denied]),
            ("We do not share it without your consent.", vec![Conditional]),
            ("We keep it no longer than 2 years.", vec![Said]),
            ("Wir verkaufen Ihre Daten nicht.", vec![Denied]),
            ("Nous ne vendons pas vos données.", vec![Denied]),
            ("No vendemos sus datos.", vec![Denied]),
            ("If we sell the company, we tell you.", vec![Hypothetical, Said]),
            ("Your data is not only kept here.", vec![Said]),
        ] {
            assert_eq!(read(text), polarities, "{text}");
        }
    }
}
