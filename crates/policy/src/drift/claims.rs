//! What a policy claims or denies of the whole organisation: selling, decisions by software, tracking, children, measures.
//!
//! Invariant: a denial matches only where the records prove it; where they do not know, it cannot be told.

use super::clause::{Polarity, clauses, polarity};
use super::register::Register;
use super::vocabulary::{ClaimWords, Vocabulary};
use super::{DriftKind, DriftRecord, Reading, Topic};
use crate::fact::{Fact, FactCell, State};

pub(super) fn compare(reading: &mut Reading<'_>) {
    let vocabulary = Vocabulary::builtin();
    let mut affirmed: Vec<&str> = Vec::new();
    for at in 0..reading.passages.len() {
        if reading.passages[at].is_about_rights() || reading.passages[at].column.is_some() {
            continue;
        }
        for (claim, said) in claims_of(&reading.passages[at].tokens, vocabulary) {
            reading.passages[at].is_claim = true;
            weigh(reading, at, claim, said);
            if said == Polarity::Said {
                affirmed.push(&claim.id);
            }
        }
    }
    missing(reading, &affirmed, vocabulary);
}

/// The claims of a sentence, each once; the narrower of two that share their words wins.
fn claims_of<'v>(
    tokens: &[super::tokens::Token],
    vocabulary: &'v Vocabulary,
) -> Vec<(&'v ClaimWords, Polarity)> {
    let mut found: Vec<(&ClaimWords, Polarity)> = Vec::new();
    for clause in clauses(tokens) {
        let clause = &tokens[clause];
        let said = polarity(clause);
        for claim in &vocabulary.claims {
            let says = claim.says.stand_in(clause);
            let with = claim.with.is_empty() || claim.with.stand_in(clause) || claim.with.stand_in(tokens);
            // "Only for the listed purposes" denies a wider use without a word of negation.
            let only = claim.id == "sensitive_beyond" && clause.iter().any(|token| token.word == "only");
            let said = if only { Polarity::Denied } else { said };
            if says && with && (!claim.only_negated || said != Polarity::Said) {
                found.push((claim, said));
            }
        }
    }
    found.retain(|(_, said)| *said != Polarity::Hypothetical);
    let has = |found: &[(&ClaimWords, Polarity)], id: &str| found.iter().any(|(claim, _)| claim.id == id);
    // Selling and sharing for advertising is one statement.
    if has(&found, "selling") {
        found.retain(|(claim, _)| !matches!(claim.id.as_str(), "advertising" | "sharing"));
    }
    // What is said of children's data alone is no claim on all data.
    if has(&found, "minors_sale") {
        found.retain(|(claim, _)| !matches!(claim.id.as_str(), "selling" | "children" | "sharing"));
    }
    if has(&found, "sensitive_beyond") {
        found.retain(|(claim, _)| claim.id != "sensitive");
    }
    found
}

/// What the records say of a claim.
struct Proof {
    state: State,
    record: DriftRecord,
}

fn of(fact: &Fact) -> Proof {
    let words = match fact.state {
        State::Known => fact.text.clone(),
        State::None if fact.text.is_empty() => "The records say no.".to_owned(),
        State::None => fact.text.clone(),
        State::Unknown => format!("Not known: {}", fact.ask),
        State::NotApplicable => "The records mark it as not applicable.".to_owned(),
    };
    Proof { state: fact.state, record: DriftRecord::of(fact, words) }
}

fn seen(state: State, words: &str, cells: Vec<FactCell>) -> Proof {
    Proof { state, record: DriftRecord { words: words.to_owned(), facts: Vec::new(), cells } }
}

fn proof(register: &Register<'_>, claim: &str) -> Proof {
    let facts = register.facts;
    let unknown = || seen(State::Unknown, "The records do not say.", Vec::new());
    let from = |fact: Option<&Fact>| fact.map_or_else(unknown, of);
    let california = facts.california.as_ref();
    match claim {
        "selling" => of(&facts.claims.selling),
        "automated" => of(&facts.claims.automated),
        "abroad" => of(&facts.claims.abroad),
        "children" => of(&facts.claims.children),
        "signal" => from(california.map(|california| &california.signal)),
        "minors_sale" => from(california.map(|california| &california.under_16)),
        "sensitive_beyond" => from(california.map(|california| &california.sensitive)),
        "sharing" => sharing(register),
        "sensitive" => sensitive(register),
        "profiling" if !register.context.profiling.is_empty() => {
            seen(State::Known, "The records name profiling.", register.context.profiling.clone())
        }
        "profiling" => of(&facts.claims.automated),
        "advertising" if !register.context.ads.is_empty() => {
            seen(State::Known, "Data is shared for advertising.", register.context.ads.clone())
        }
        "advertising" => purpose(register, &["advertising"]),
        "ai_training" => purpose(register, &["ai_training"]),
        "tracking" => tracking(register),
        "third_party_sources" => sources(register),
        measure => from(facts.security.iter().find(|fact| fact.id == format!("security.{measure}"))),
    }
}

/// "We do not share": contradicted by whoever gets data; nothing proves that nobody does.
fn sharing(register: &Register<'_>) -> Proof {
    let facts = register.facts;
    let cells: Vec<FactCell> =
        facts.recipients.iter().flat_map(|vendor| vendor.service.cells.iter().take(1).cloned()).collect();
    let given = facts.activities.iter().map(|activity| &activity.who);
    match () {
        () if !facts.recipients.is_empty() => {
            seen(State::Known, &format!("{} vendors get data.", facts.recipients.len()), cells)
        }
        () if given.clone().any(Fact::is_known) => {
            let cells = given.filter(|who| who.is_known()).flat_map(|who| who.cells.clone()).collect();
            seen(State::Known, "Others get data.", cells)
        }
        () if !facts.activities.is_empty() && given.clone().all(|who| who.state == State::None) => {
            seen(State::None, "Nobody else gets data.", given.flat_map(|who| who.cells.clone()).collect())
        }
        () => seen(State::Unknown, "Who gets data is not known for every activity.", Vec::new()),
    }
}

fn sensitive(register: &Register<'_>) -> Proof {
    let facts = || register.facts.activities.iter().flat_map(|activity| &activity.sensitive);
    let named: Vec<&Fact> = facts().filter(|fact| fact.is_known()).collect();
    match named.first() {
        Some(_) => seen(
            State::Known,
            "The records name sensitive data.",
            named.iter().flat_map(|fact| fact.cells.clone()).collect(),
        ),
        None if facts().next().is_some() && facts().all(|fact| fact.state == State::None) => seen(
            State::None,
            "No activity uses sensitive data.",
            facts().flat_map(|fact| fact.cells.clone()).collect(),
        ),
        None => seen(
            State::Unknown,
            "Which sensitive data is used is not known.",
            facts().flat_map(|fact| fact.cells.clone()).collect(),
        ),
    }
}

/// Is one of these purposes recorded? A "no" needs the purposes of every activity.
fn purpose(register: &Register<'_>, ids: &[&str]) -> Proof {
    let has = |concepts: &std::collections::BTreeSet<String>| ids.iter().any(|id| concepts.contains(*id));
    for activity in &register.activities {
        if let Some(purpose) = activity.purposes.iter().find(|purpose| has(&purpose.concepts)) {
            let words = format!("{}: {}", activity.fact.name, purpose.text);
            return Proof { state: State::Known, record: DriftRecord::of(&activity.fact.why, words) };
        }
    }
    let all_known = register.activities.iter().all(|activity| activity.fact.why.is_known());
    if all_known
        && !register.activities.is_empty()
        && !ids.iter().any(|id| register.known_purposes.contains(*id))
    {
        return seen(State::None, "No activity is for this.", Vec::new());
    }
    seen(State::Unknown, "The records do not say.", Vec::new())
}

fn tracking(register: &Register<'_>) -> Proof {
    for activity in &register.activities {
        if let Some(category) =
            activity.categories.iter().find(|category| category.concepts.contains("cookie"))
        {
            let words = format!("{}: {}", activity.fact.name, category.text);
            return Proof { state: State::Known, record: DriftRecord::of(&activity.fact.what, words) };
        }
    }
    match purpose(register, &["analytics", "advertising"]) {
        // No row about cookies proves that there are none: that takes a scan.
        Proof { state: State::None, .. } => seen(
            State::Unknown,
            "No activity names cookies or statistics; no scan proves that there are none.",
            Vec::new(),
        ),
        proof => proof,
    }
}

fn sources(register: &Register<'_>) -> Proof {
    let others = Vocabulary::builtin().frames().source.get("third_party");
    let from_others =
        |fact: &&Fact| others.is_some_and(|words| words.stand_in(&super::tokens::tokens(&fact.text)));
    let facts = || register.facts.activities.iter().map(|activity| &activity.source);
    match facts().find(from_others) {
        Some(fact) => of(fact),
        None if facts().all(|fact| fact.is_known()) && facts().next().is_some() => {
            seen(State::None, "Every activity names its sources, and none is another company.", Vec::new())
        }
        None => seen(State::Unknown, "The source is not known for every activity.", Vec::new()),
    }
}

fn topic(claim: &str) -> Topic {
    match claim {
        "selling" | "minors_sale" | "signal" => Topic::Selling,
        "sharing" => Topic::Recipient,
        "automated" | "profiling" | "ai_training" => Topic::Software,
        "abroad" => Topic::Country,
        "children" => Topic::Children,
        "sensitive" | "sensitive_beyond" => Topic::Sensitive,
        "advertising" | "tracking" => Topic::Tracking,
        "third_party_sources" => Topic::Source,
        _ => Topic::Security,
    }
}

fn weigh(reading: &mut Reading<'_>, at: usize, claim: &ClaimWords, said: Polarity) {
    let Proof { state, record } = proof(reading.register, &claim.id);
    let kind = match (said, state) {
        (Polarity::Conditional | Polarity::Hypothetical, _) | (_, State::Unknown | State::NotApplicable) => {
            DriftKind::CouldNotTell
        }
        (Polarity::Said, State::Known) | (Polarity::Denied, State::None) => DriftKind::Matched,
        (Polarity::Said, State::None) | (Polarity::Denied, State::Known) => DriftKind::Contradicts,
    };
    let words = match said {
        Polarity::Said => "says so",
        Polarity::Denied => "denies it",
        Polarity::Conditional => "denies it with exceptions",
        Polarity::Hypothetical => return,
    };
    reading.add(kind, topic(&claim.id), &claim.label, Some((at, words.to_owned())), Some(record));
}

/// Surprises that a policy must not be silent about.
fn missing(reading: &mut Reading<'_>, affirmed: &[&str], vocabulary: &Vocabulary) {
    for id in ["selling", "automated", "children", "minors_sale"] {
        let Proof { state, record } = proof(reading.register, id);
        let label = vocabulary.claims.iter().find(|claim| claim.id == id).map_or(id, |claim| &claim.label);
        let denied =
            reading.items.iter().any(|item| item.kind == DriftKind::Contradicts && item.about == label);
        if state == State::Known && !affirmed.contains(&id) && !denied {
            reading.add(DriftKind::Missing, topic(id), label, None, Some(record));
        }
    }
}
