//! What stands between policies and their publication: one list of gates, all told at once.
//!
//! The numbers of the gates are those of `candor_policy::plain` and of the list of goals they come from.
//!
//! Invariants: every edition for the public is looked at, in each of its languages; what is not measured is not passed; a
//! gate that fails says where and what to do.

use std::collections::{HashMap, HashSet};

use candor_policy::plain::{self, Audience, GateResult, Outcome};
use candor_policy::text::{self, Block, BlockKind, Text};
use candor_policy::{Applies, Fact, Facts, State};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Document, Edition, Source};

/// A gate that is failed, or an aim that is missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GateLine {
    /// `R1`, or `answer`, `open`, `claim`.
    pub gate: String,
    /// What is asked.
    pub name: String,
    /// What was found.
    pub measured: String,
    /// What is allowed.
    pub limit: String,
    /// Where: a document, with its heading or line, or a sheet and column.
    pub place: String,
    /// What to do.
    pub fix: String,
    /// Does it stop publication? An aim does not.
    pub fails: bool,
}

/// Most places told in one line.
const PLACES_MAX: usize = 3;
/// How an open place begins; its words are a draft's.
const QUESTION: &str = "Answer needed: ";
/// Rows that a table is read with ease, at most.
const ROWS_AIM: usize = 12;

/// Holds the documents of the public, and the facts that they are made of, against every gate. `translated` are the facts in
/// the languages after the first.
pub fn gates(facts: &Facts, translated: &[Facts], made: &[(Edition, Source)]) -> Vec<GateLine> {
    let public: Vec<&(Edition, Source)> =
        made.iter().filter(|(edition, _)| edition.reader().is_none()).collect();
    let mut lines = answers(facts);
    lines.extend(open_places(facts, &public));
    lines.extend(claims(facts));
    lines.extend(contents(facts));
    lines.extend(translated.iter().filter_map(untranslated));
    for (edition, source) in public {
        lines.extend(traced(edition, source));
        let of_language = translated.iter().find(|facts| facts.language == edition.language);
        let is_mixed = of_language.is_some_and(|facts| !facts.untranslated.is_empty());
        lines.extend(measured(edition, source, is_mixed));
    }
    lines
}

fn fail(
    gate: &str,
    name: &str,
    found: impl Into<String>,
    limit: &str,
    place: impl Into<String>,
    fix: &str,
) -> GateLine {
    GateLine {
        gate: gate.to_owned(),
        name: name.to_owned(),
        measured: found.into(),
        limit: limit.to_owned(),
        place: place.into(),
        fix: fix.to_owned(),
        fails: true,
    }
}

/// The answers that a law asks for.
fn answers(facts: &Facts) -> Vec<GateLine> {
    let line = |fact: &Fact| fail("answer", &fact.ask, "no answer", &fact.cite, &fact.place, "Answer it.");
    facts.blocking().into_iter().map(line).collect()
}

/// Questions that readers would see, beside those that a law asks for.
fn open_places(facts: &Facts, public: &[&(Edition, Source)]) -> Vec<GateLine> {
    // By id, with the words of the question and where it stands.
    let mut asked: Vec<(&str, &str, Vec<String>)> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    let mut lines = Vec::new();
    for (edition, source) in public {
        for sentence in source.sentences() {
            for id in &sentence.asks {
                let place = edition.path();
                let at = *positions.entry(id).or_insert(asked.len());
                match asked.get_mut(at) {
                    Some((.., places)) if places.contains(&place) => {}
                    Some((.., places)) => places.push(place),
                    None => asked.push((id, &sentence.text, vec![place])),
                }
            }
        }
        let is_traced = source.sentences().iter().any(|sentence| !sentence.asks.is_empty());
        if !is_traced && source.markdown().contains(QUESTION) {
            let fix = "Answer it, or mend the template that asks it.";
            lines.push(fail("open", "No question is left", "a question", "none", edition.path(), fix));
        }
    }
    let blocking: HashSet<&str> = facts.blocking().iter().map(|fact| fact.id.as_str()).collect();
    let mut all: HashMap<&str, &Fact> = HashMap::new();
    for fact in facts.all() {
        all.entry(&fact.id).or_insert(fact);
    }
    for (id, words, places) in asked.into_iter().filter(|(id, ..)| !blocking.contains(id)) {
        let fact = all.get(id);
        let name = fact.map_or(words.trim_start_matches("Answer needed: "), |fact| fact.ask.as_str());
        let fix = match fact {
            Some(fact) => format!("Answer it: {}.", fact.place),
            None => "Answer it.".to_owned(),
        };
        lines.push(fail("open", name, "a question", "none", few(&places), &fix));
    }
    lines
}

fn few(places: &[String]) -> String {
    let shown = places.iter().take(PLACES_MAX).cloned().collect::<Vec<_>>().join(", ");
    match places.len().saturating_sub(PLACES_MAX) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Claims that some rows show and others leave open: they are told as soon as they hold, so they have to be settled.
fn claims(facts: &Facts) -> Vec<GateLine> {
    let line = |proof: &candor_policy::Proof| {
        let found = format!("{} missing", proof.missing.len());
        let fix = format!("Answer these rows, or record that it is not so: {}", few(&proof.missing));
        fail("claim", &proof.claim, found, "all rows", "candor policy --proof", &fix)
    };
    facts.proofs.iter().filter(|proof| proof.is_unsettled()).map(line).collect()
}

/// What a policy has to hold: periods, recipients, tables, version, contacts, rights (R8, R9, R11, R16-R18).
fn contents(facts: &Facts) -> Vec<GateLine> {
    let mut lines = Vec::new();
    let activities = facts.activities.len();
    let with_period =
        facts.activities.iter().filter(|activity| activity.how_long.first().is_some_and(Fact::is_known));
    let mut count = |gate: &str, name: &str, good: usize, all: usize, place: &str, fix: &str| {
        if good < all || all == 0 {
            lines.push(fail(gate, name, format!("{good} of {all}"), "all", place, fix));
        }
    };
    count(
        "R8",
        "Every activity has a period or a criterion",
        with_period.count(),
        activities,
        "Activities › Retention",
        "Write how long the data is kept, or what decides it.",
    );
    let with_who = facts.activities.iter().filter(|activity| !activity.who.is_open()).count();
    count(
        "R9",
        "Every activity names who gets data",
        with_who,
        activities,
        "Activities › Vendors",
        "Name the vendors and other recipients, or write none.",
    );
    if !facts.recipients.is_empty() {
        let named = facts
            .recipients
            .iter()
            .filter(|recipient| recipient.named.is_known() && !recipient.service.is_open());
        count(
            "R9",
            "Every recipient has a name and a service",
            named.count(),
            facts.recipients.len(),
            "Vendors › Service",
            "Write what the vendor does.",
        );
    }
    let in_tables: std::collections::BTreeSet<usize> =
        facts.audiences.iter().flat_map(|audience| audience.activities.iter().copied()).collect();
    count(
        "R11",
        "Every activity stands in the table of its readers",
        in_tables.len(),
        activities,
        "Activities › Data subjects",
        "Write whose data it is.",
    );
    for audience in facts.audiences.iter().filter(|audience| audience.activities.len() > ROWS_AIM) {
        let fix = "Divide the group, or join activities that are alike.";
        let found = audience.activities.len().to_string();
        let line =
            fail("R11", "Rows of a table", found, &format!("at most {ROWS_AIM}"), &audience.title, fix);
        lines.push(GateLine { fails: false, ..line });
    }
    let version = &facts.version;
    for (name, fact) in [
        ("Number of the version", &version.number),
        ("Day it is in force from", &version.effective),
        ("Day of the last review", &version.last_reviewed),
        ("Day of the next review", &version.next_review),
        ("Address of the policy", &version.address),
        ("Address of earlier versions", &version.archive),
    ] {
        lines.extend(missing("R16", name, fact));
    }
    lines.extend(surprises(facts));
    lines.extend(reach(facts));
    lines
}

/// What surprises readers stands at a glance (R10).
fn surprises(facts: &Facts) -> Vec<GateLine> {
    let claims = &facts.claims;
    let all = [&claims.selling, &claims.automated, &claims.abroad, &claims.children, &claims.training];
    let is_told = |fact: &Fact| facts.glance.iter().any(|line| line.facts.contains(&fact.id));
    let fix = "Shorten the other lines at a glance.";
    all.into_iter()
        .filter(|fact| fact.is_known() && !is_told(fact))
        .map(|fact| fail("R10", "Every surprise stands at a glance", "left out", "told", &fact.text, fix))
        .collect()
}

fn missing(gate: &str, name: &str, fact: &Fact) -> Option<GateLine> {
    let told = matches!(fact.state, State::Known | State::NotApplicable);
    (!told).then(|| fail(gate, name, "no answer", "recorded", &fact.place, &fact.ask))
}

/// Contacts and rights: whom to ask, whom to complain to, and how.
fn reach(facts: &Facts) -> Vec<GateLine> {
    let organisation = &facts.organisation;
    let mut lines = Vec::new();
    let ways = [&organisation.email, &organisation.address, &organisation.phone];
    let known = ways.iter().filter(|fact| fact.is_known()).count();
    if known < 2 {
        let fix = "Record a second way: email, address or telephone.";
        lines.push(fail("R17", "Ways to reach you", known.to_string(), "at least 2", "Organisation", fix));
    }
    let gdpr = facts.laws.gdpr != Applies::No;
    if gdpr {
        lines.extend(missing("R17", "Authority to complain to", &organisation.authority));
        lines.extend(missing("R17", "Data protection officer, or none", &organisation.dpo));
        if let Some(representative) = &organisation.representative {
            lines.extend(missing("R17", "Representative, or none", representative));
        }
        if facts.rights.is_empty() {
            let fix = "Record the legal bases: the rights follow from them.";
            lines.push(fail("R18", "Rights in force", "none", "all", "Activities › Legal basis", fix));
        }
    }
    if let Some(california) = &facts.california {
        lines.extend(missing("R18", "Ways to ask in California", &organisation.request_channels));
        lines.extend(missing("R18", "How identity is checked", &california.verification));
    }
    // What is missing because a law asks for it stands among the answers.
    let blocking: Vec<&str> = facts.blocking().iter().map(|fact| fact.ask.as_str()).collect();
    lines.retain(|line| !blocking.contains(&line.fix.as_str()));
    lines
}

/// Words of the records without a term in a language (R19).
fn untranslated(facts: &Facts) -> Option<GateLine> {
    let words = &facts.untranslated;
    (!words.is_empty()).then(|| {
        let name = format!("Words of the records in {}", facts.language.english_name());
        let fix = format!("Add them to the sheet Terms: {}", few(words));
        fail("R19", &name, format!("{} without a term", words.len()), "none", "Terms", &fix)
    })
}

/// Sentences that nothing shows (R21).
fn traced(edition: &Edition, source: &Source) -> Vec<GateLine> {
    let fix = "Say it with a fact (`fact`, `say`, `law`), or leave it out of the template.";
    let name = "Every sentence rests on a fact or on the law";
    if source.sentences().is_empty() {
        return vec![fail("R21", name, "none does", "all", edition.path(), fix)];
    }
    let unfounded = source.sentences().iter().filter(|sentence| sentence.is_unfounded());
    unfounded
        .map(|sentence| {
            let place = format!("{} › {}", edition.path(), sentence.section);
            fail("R21", name, format!("“{}”", sentence.text), "all", place, fix)
        })
        .collect()
}

/// How plain an edition is (R1-R7, R10, R12-R15). Words of another language are not weighed by the formulas and lists of
/// this one: that they are there is a gate of its own.
fn measured(edition: &Edition, source: &Source, is_mixed: bool) -> Vec<GateLine> {
    let path = edition.path();
    let Ok(mut text) = text::read("policy.md", without_draft(source.markdown()).as_bytes()) else {
        let fix = "Make the document shorter.";
        return vec![fail("R1", "The text can be measured", "no", "yes", path, fix)];
    };
    text.language = Some(edition.language.code().to_owned());
    // Without its headings the parts of a text would run into each other.
    text.blocks.retain(|block| matches!(block.kind, BlockKind::Heading(_)) || !block.text.contains(QUESTION));
    let mut lines = Vec::new();
    match edition.document {
        Document::AtAGlance => lines.extend(weighed(&text, Audience::Glance, &path, is_mixed)),
        // A form to be signed is no text to be read at length, and each notice of a place of collection stands alone.
        Document::CollectionNotices => {
            for (index, block) in headings(&text, 2) {
                let place = format!("{path} › {}", block.text);
                lines.extend(
                    text.part(index)
                        .iter()
                        .flat_map(|part| weighed(part, Audience::Glance, &place, is_mixed)),
                );
            }
        }
        _ => lines.extend(weighed(&text, Audience::Body, &path, is_mixed)),
    }
    if edition.document == Document::PrivacyPolicy {
        let glance = headings(&text, 2).next().and_then(|(index, _)| text.part(index));
        let place = format!("{path} › at a glance");
        lines.extend(glance.iter().flat_map(|part| weighed(part, Audience::Glance, &place, is_mixed)));
    }
    lines
}

/// The text as it will be published: what only a draft says is left out.
fn without_draft(markdown: &str) -> String {
    let mut is_draft = false;
    let kept = markdown.lines().filter(|line| {
        let begins = line.starts_with("::: open");
        let was_draft = is_draft || begins;
        is_draft = was_draft && (begins || !line.starts_with(":::"));
        !was_draft
    });
    kept.flat_map(|line| [line, "\n"]).collect()
}

fn headings(text: &Text, level: u8) -> impl Iterator<Item = (usize, &Block)> {
    text.blocks.iter().enumerate().filter(move |(_, block)| block.kind == BlockKind::Heading(level))
}

fn weighed(text: &Text, audience: Audience, place: &str, is_mixed: bool) -> Vec<GateLine> {
    let measured = plain::measure(text);
    let line = |gate: GateResult| {
        let fails = match gate.outcome {
            Outcome::Passed => return None,
            Outcome::Failed | Outcome::NotMeasured => true,
            Outcome::BeyondAim | Outcome::Warned => false,
        };
        let found: Vec<String> = gate.found.iter().map(|found| format!("“{}”", found.text)).collect();
        let fix = match found.is_empty() {
            true => gate.fix,
            false => format!("{} Here: {}.", gate.fix, few(&found)),
        };
        Some(GateLine {
            measured: gate.measured.map_or_else(|| "not measured".to_owned(), |value| value.to_string()),
            limit: if fails || gate.aim.is_empty() { gate.limit } else { gate.aim },
            place: place.to_owned(),
            fix,
            gate: gate.id,
            name: gate.name,
            fails,
        })
    };
    let gates = plain::gates(&measured, audience).into_iter();
    gates.filter(|gate| !(is_mixed && gate.is_of_language)).filter_map(line).collect()
}
