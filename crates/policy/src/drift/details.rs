//! The smaller statements: legal reasons, sources, safeguards, contracts, the table of California's categories.

use std::collections::BTreeSet;

use candor_model::text::fold;

use super::passage::{Column, Passage};
use super::tokens::tokens;
use super::vocabulary::Vocabulary;
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::fact::{Fact, State};

pub(super) fn compare(reading: &mut Reading<'_>) {
    for at in 0..reading.passages.len() {
        if reading.passages[at].is_open {
            continue;
        }
        reasons(reading, at);
        sources(reading, at);
        must_provide(reading, at);
        contracts(reading, at);
        california(reading, at);
        sensitive(reading, at);
        if Vocabulary::builtin().frames().list_follows.stand_in(&reading.passages[at].tokens) {
            reading.passages[at].understood = true;
        }
        // What stands in these columns is told of the row; it is weighed with the row's own statements.
        let column = reading.passages[at].column;
        if matches!(
            column,
            Some(Column::Activity | Column::Service | Column::Copy | Column::UsedIn | Column::Category)
        ) {
            reading.passages[at].understood = true;
        }
    }
    safeguards(reading);
}

/// The legal basis of an activity (GDPR Art. 13(1)(c)).
fn reasons(reading: &mut Reading<'_>, at: usize) {
    let register = reading.register;
    let frames = Vocabulary::builtin().frames();
    let passage = &reading.passages[at];
    let in_column = passage.column == Some(Column::Reason);
    if !in_column && (passage.column.is_some() || !frames.basis_word.stand_in(&passage.tokens)) {
        return;
    }
    let said = Vocabulary::options(&frames.basis, &passage.tokens);
    let subject = match passage.activity {
        Some(activity) => vec![activity],
        None => register.spoken_of(&passage.tokens, &passage.headings).near,
    };
    let Some(first) = subject.first().map(|first| &register.activities[*first]) else { return };
    if said.is_empty() {
        return;
    }
    let bases: BTreeSet<&str> = subject
        .iter()
        .flat_map(|activity| register.activities[*activity].fact.bases.iter().copied())
        .collect();
    let name = &first.fact.name;
    let words = |id: &str| id.replace('_', " ");
    let recorded = || {
        let mut record = DriftRecord::words(bases.iter().map(|id| words(id)).collect::<Vec<_>>().join(", "));
        record.facts = first.fact.reasons.iter().map(|fact| fact.id.clone()).collect();
        record.cells = first.fact.reasons.iter().flat_map(|fact| fact.cells.clone()).collect();
        Some(record)
    };
    for id in &said {
        let kind = match (bases.is_empty(), bases.contains(id)) {
            (true, _) => DriftKind::CouldNotTell,
            (_, true) => DriftKind::Matched,
            (_, false) => DriftKind::Contradicts,
        };
        reading.add(kind, Topic::LegalReason, name, Some((at, words(id))), recorded());
    }
    if in_column && subject.len() == 1 {
        for id in bases.iter().filter(|id| !said.contains(id)) {
            let about = format!("{name}: {}", words(id));
            reading.add(DriftKind::Missing, Topic::LegalReason, about, None, recorded());
        }
    }
}

/// Where the data of an activity comes from (GDPR Art. 14(2)(f)).
fn sources(reading: &mut Reading<'_>, at: usize) {
    let options = &Vocabulary::builtin().frames().source;
    let passage = &reading.passages[at];
    let said = Vocabulary::options(options, &passage.tokens);
    if said.is_empty() || passage.column.is_some() {
        return;
    }
    let Some(activity) = passage.activity.map(|activity| &reading.register.activities[activity]) else {
        return;
    };
    let fact = &activity.fact.source;
    let name = &activity.fact.name;
    let recorded = Vocabulary::options(options, &tokens(&fact.text));
    for id in said {
        let kind = match (fact.is_known(), recorded.contains(&id)) {
            (false, _) => DriftKind::CouldNotTell,
            (true, true) => DriftKind::Matched,
            (true, false) => DriftKind::Contradicts,
        };
        let record = Some(DriftRecord::of(fact, fact.text.clone()));
        reading.add(kind, Topic::Source, name, Some((at, id.replace('_', " "))), record);
    }
}

/// Whether people must give their data (GDPR Art. 13(2)(e)).
fn must_provide(reading: &mut Reading<'_>, at: usize) {
    let frames = Vocabulary::builtin().frames();
    let passage = &reading.passages[at];
    let Some(activity) = passage.activity.map(|activity| &reading.register.activities[activity]) else {
        return;
    };
    let must = frames.must_give.stand_in(&passage.tokens);
    let may = frames.may_give.stand_in(&passage.tokens);
    let fact = &activity.fact.must_provide;
    if !must && !may {
        return;
    }
    let recorded = frames.must_give.stand_in(&tokens(&fact.text));
    let kind = match (fact.is_known(), must == recorded) {
        (false, _) => DriftKind::CouldNotTell,
        (true, true) => DriftKind::Matched,
        (true, false) => DriftKind::Contradicts,
    };
    let words = if must { "must be given" } else { "may be given" };
    let name = &activity.fact.name;
    let record = Some(DriftRecord::of(fact, fact.text.clone()));
    reading.add(
        kind,
        Topic::Source,
        format!("{name}: must it be given"),
        Some((at, words.to_owned())),
        record,
    );
}

/// A written contract with a vendor.
fn contracts(reading: &mut Reading<'_>, at: usize) {
    let frames = Vocabulary::builtin().frames();
    let passage = &reading.passages[at];
    let in_column = passage.column == Some(Column::Contract);
    let says = frames.column.get("contract").is_some_and(|words| words.stand_in(&passage.tokens));
    let Some(vendor) = passage.vendor.map(|vendor| &reading.register.facts.recipients[vendor]) else {
        return;
    };
    if !in_column || !says {
        return;
    }
    let fact = &vendor.contract;
    let (kind, words) = match fact.state {
        State::Known => (DriftKind::Matched, fact.text.clone()),
        State::None => (DriftKind::Contradicts, "No contract is signed.".to_owned()),
        State::Unknown | State::NotApplicable => {
            (DriftKind::CouldNotTell, format!("Not known: {}", fact.ask))
        }
    };
    let about = format!("{}: contract", vendor.name);
    reading.add(
        kind,
        Topic::Recipient,
        about,
        Some((at, "a contract".to_owned())),
        Some(DriftRecord::of(fact, words)),
    );
}

/// Sensitive data of an activity that the sentence's label names (GDPR Art. 9).
fn sensitive(reading: &mut Reading<'_>, at: usize) {
    let vocabulary = Vocabulary::builtin();
    let passage = &reading.passages[at];
    let Some(activity) = passage.activity.map(|activity| &reading.register.activities[activity]) else {
        return;
    };
    let in_part = vocabulary.frames().sensitive_word.stand_in(&passage.headings);
    let named = Vocabulary::named(&vocabulary.categories, &passage.tokens);
    let is_kind = named.iter().any(|(concept, ..)| concept.sensitive);
    if passage.column.is_some()
        || !(vocabulary.frames().sensitive_word.stand_in(&passage.tokens) || in_part && is_kind)
    {
        return;
    }
    let facts = &activity.fact.sensitive;
    let none = facts.iter().all(|fact| fact.state == State::None);
    let kind = match (facts.iter().any(Fact::is_known), none) {
        (true, _) => DriftKind::Matched,
        (false, true) => DriftKind::Contradicts,
        (false, false) => DriftKind::CouldNotTell,
    };
    let record = match facts.first() {
        Some(fact) => recorded(fact),
        None => DriftRecord::words("The records do not say."),
    };
    let words = Some((at, "sensitive".to_owned()));
    reading.add(kind, Topic::Sensitive, &activity.fact.name, words, Some(record));
}

/// A yes or no in the table of California's categories (11 CCR 7011(e)(1)).
fn california(reading: &mut Reading<'_>, at: usize) {
    let register = reading.register;
    let passage = &reading.passages[at];
    let Some(part) = register.facts.california.as_ref() else { return };
    let row = passage.row.as_deref().map(fold).unwrap_or_default();
    let Some(category) = part.categories.iter().find(|category| row.starts_with(&fold(&category.plain)))
    else {
        return;
    };
    let (fact, label) = match passage.column {
        Some(Column::Collected) => (&category.collected, "collected"),
        Some(Column::Sold) => (&category.sold, "sold"),
        Some(Column::Shared) => (&category.shared, "shared"),
        _ => return,
    };
    let Some(said) = yes_or_no(passage) else { return };
    let kind = match (fact.state, said) {
        (State::Unknown, _) => DriftKind::CouldNotTell,
        (State::Known, true) | (State::None, false) => DriftKind::Matched,
        _ => DriftKind::Contradicts,
    };
    let topic = if label == "collected" { Topic::Category } else { Topic::Selling };
    let words = Some((at, if said { "yes" } else { "no" }.to_owned()));
    reading.add(kind, topic, format!("{}: {label}", category.plain), words, Some(recorded(fact)));
}

fn recorded(fact: &Fact) -> DriftRecord {
    let words = match fact.state {
        State::Unknown => format!("Not known: {}", fact.ask),
        State::Known => fact.text.clone(),
        State::None if fact.text.is_empty() => "The records say no.".to_owned(),
        State::None => fact.text.clone(),
        State::NotApplicable => "The records mark it as not applicable.".to_owned(),
    };
    DriftRecord::of(fact, words)
}

fn yes_or_no(passage: &Passage) -> Option<bool> {
    match passage.tokens.first()?.word.as_str() {
        "yes" | "ja" | "oui" | "si" => Some(true),
        "no" | "nein" | "non" => Some(false),
        _ => None,
    }
}

/// What protects data abroad (GDPR Art. 13(1)(f)): by vendor where a sentence or row names one.
fn safeguards(reading: &mut Reading<'_>) {
    let register = reading.register;
    let options = &Vocabulary::builtin().frames().safeguard;
    let transfers = &register.facts.transfers;
    let of = |text: &str| Vocabulary::options(options, &tokens(text));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for at in 0..reading.passages.len() {
        let passage = &reading.passages[at];
        let said = Vocabulary::options(options, &passage.tokens);
        if passage.is_open || said.is_empty() {
            continue;
        }
        let named = passage.vendor.map(|vendor| &register.facts.recipients[vendor].name);
        for id in said {
            let scope =
                || transfers.iter().filter(|transfer| named.is_none_or(|name| transfer.recipient == *name));
            let holder = scope().find(|transfer| of(&transfer.safeguard.text).contains(&id));
            let first = holder.or_else(|| scope().next());
            let about = named.map_or_else(|| "transfers".to_owned(), Clone::clone);
            let kind = match (holder, first) {
                (Some(_), _) => DriftKind::Matched,
                (None, Some(_)) if scope().any(|transfer| !transfer.safeguard.is_known()) => {
                    DriftKind::CouldNotTell
                }
                (None, Some(_)) => DriftKind::Contradicts,
                (None, None) => DriftKind::Extra,
            };
            let record =
                first.map(|transfer| DriftRecord::of(&transfer.safeguard, transfer.safeguard.text.clone()));
            told.insert(id);
            reading.add(kind, Topic::Safeguard, about, Some((at, id.replace('_', " "))), record);
        }
    }
    for transfer in transfers {
        for id in of(&transfer.safeguard.text).into_iter().filter(|id| !told.contains(id)) {
            let record = DriftRecord::of(&transfer.safeguard, transfer.safeguard.text.clone());
            reading.add(DriftKind::Missing, Topic::Safeguard, id.replace('_', " "), None, Some(record));
        }
    }
}
