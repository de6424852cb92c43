//! The rights that a policy tells of, beside those that the law gives.

use super::vocabulary::{RightWords, Vocabulary};
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::fact::State;
use crate::organisation::Applies;

pub(super) fn compare(reading: &mut Reading<'_>) {
    let vocabulary = Vocabulary::builtin();
    for right in &vocabulary.rights {
        let given = in_force(reading, right);
        let mut told = false;
        for at in 0..reading.passages.len() {
            let passage = &reading.passages[at];
            if !passage.is_about_rights() || !right.words.stand_in(&passage.tokens) {
                continue;
            }
            told = true;
            let denied = vocabulary.frames().no_right.stand_in(&passage.tokens);
            let words = Some((at, right.label.to_lowercase()));
            let recorded = given.as_deref().map(DriftRecord::words);
            let kind = match (given.is_some(), denied) {
                (true, true) => DriftKind::Contradicts,
                (true, false) => DriftKind::Matched,
                (false, true) => continue,
                (false, false) => DriftKind::Extra,
            };
            // What the law may or may not give cannot be told.
            let kind =
                if kind == DriftKind::Extra && !is_known(reading) { DriftKind::CouldNotTell } else { kind };
            reading.add(kind, Topic::Right, &right.label, words, recorded);
        }
        if let (false, Some(cite)) = (told, given) {
            let recorded = Some(DriftRecord::words(cite));
            reading.add(DriftKind::Missing, Topic::Right, &right.label, None, recorded);
        }
    }
}

/// Is it known which laws give rights here?
fn is_known(reading: &Reading<'_>) -> bool {
    let laws = &reading.register.facts.laws;
    laws.gdpr != Applies::Unknown && laws.ccpa != Applies::Unknown
}

/// The provision that gives a right here, if one does.
fn in_force(reading: &Reading<'_>, right: &RightWords) -> Option<String> {
    let facts = reading.register.facts;
    let gdpr = facts.rights.iter().find(|given| right.cites.contains(&given.cite));
    if let Some(given) = gdpr {
        return Some(format!("{} ({})", given.text, given.cite));
    }
    if right.id == "complaint" && facts.laws.gdpr == Applies::Yes {
        return Some("People can complain to an authority (GDPR Art. 13(2)(d)).".to_owned());
    }
    let california = facts.california.as_ref().filter(|_| right.california)?;
    let counts = match right.when.as_deref() {
        Some("selling") => facts.claims.selling.state == State::Known,
        Some(_) => california.sensitive.state == State::Known,
        None => true,
    };
    counts.then(|| format!("{} (CCPA)", right.label))
}
