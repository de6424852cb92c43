//! Cookies and other trackers: each with what it is for, who sets it, how long it stays and whether visitors are asked
//! (Directive 2002/58/EC Art. 5(3), GDPR Art. 13).
//!
//! Invariant: "no cookies" is said only with a scan of the last 12 months that counts its pages, the answer "no" of the
//! organisation, and no row that says otherwise.

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::Activities;
use crate::fact::{Duty, Fact, Found, Question, named};
use crate::key;
use crate::organisation::{Applies, Laws, own_answer};
use crate::proof::{ProofState, no_trackers};
use crate::records::Records;
use crate::retention::lifetime;
use crate::words::{key_of, slug};

/// Kinds in the order they are told.
pub const TRACKER_KINDS: [&str; 4] = ["necessary", "preferences", "statistics", "marketing"];

/// What is told of trackers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trackers {
    /// Are there any? "No" only with a scan that shows it.
    pub claim: Fact,
    /// The day of the last scan.
    pub scanned: Fact,
    /// Those in use, in the order of the records.
    pub rows: Vec<Tracker>,
}

/// A cookie, pixel or other tracker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tracker {
    /// Id of its facts.
    pub id: String,
    /// What the records call it.
    pub name: String,
    /// The same as a fact.
    pub named: Fact,
    /// `necessary`, `preferences`, `statistics` or `marketing`; empty while not known.
    pub group: String,
    /// Its kind.
    pub kind: Fact,
    /// Who sets it.
    pub provider: Fact,
    /// Is it set by the website itself or by another company?
    pub party: Fact,
    /// What it is for.
    pub why: Fact,
    /// What it reads or stores.
    pub data: Fact,
    /// How long it stays.
    pub lifetime: Fact,
    /// Where it is set.
    pub pages: Fact,
    /// Is the visitor asked, and is it set before?
    pub consent: Fact,
    /// Is its data shared for advertising?
    pub ads: Fact,
}

impl Tracker {
    fn facts(&self) -> [&Fact; 10] {
        [
            &self.named,
            &self.kind,
            &self.provider,
            &self.party,
            &self.why,
            &self.data,
            &self.lifetime,
            &self.pages,
            &self.consent,
            &self.ads,
        ]
    }
}

impl Trackers {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.claim, &self.scanned]);
        facts.extend(self.rows.iter().flat_map(Tracker::facts));
    }

    /// The questions about the trackers that are recorded.
    pub fn open(&self) -> Vec<&Fact> {
        self.rows.iter().flat_map(Tracker::facts).filter(|fact| fact.is_open()).collect()
    }
}

pub(crate) fn trackers(records: &Records<'_>, laws: &Laws, activities: &Activities) -> Trackers {
    let mut rows: Vec<Tracker> = Vec::new();
    for record in records.of("tracker") {
        if records.has_ended(record, "tracker.status")
            || records.choice(record, "tracker.status") == Some("planned")
        {
            continue;
        }
        let name = records.inventory.name(record);
        let base = format!("tracker.{}", slug(&name));
        let taken =
            rows.iter().filter(|row| row.id == base || row.id.starts_with(&format!("{base}~"))).count();
        let id = if taken == 0 { base } else { format!("{base}~{}", taken + 1) };
        rows.push(tracker(records, laws, record, id, name));
    }
    let last = records.of("tracker").into_iter();
    let found_on = last.filter_map(|row| records.past_day(row, "tracker.scanned_on")).max();
    Trackers { claim: claim(records, laws, activities, &rows), scanned: scanned(records, found_on), rows }
}

fn organisation_cells(records: &Records<'_>, paths: &[&str]) -> Vec<crate::FactCell> {
    records.of("organisation").into_iter().flat_map(|row| records.cells(row, paths)).collect()
}

/// The day of the scan that the organisation records, else the last day on which a row was met.
fn scanned(records: &Records<'_>, found_on: Option<chrono::NaiveDate>) -> Fact {
    let path = "organisation.tracker_scan_on";
    let ask = "When was your website last scanned for cookies and trackers?";
    let question = Question::new("trackers.scanned", ask, path, Duty::default());
    let own = records.of("organisation").into_iter().filter_map(|row| records.past_day(row, path)).max();
    let mut cells = organisation_cells(records, &[path]);
    if own.is_none() {
        let rows = records.of("tracker").into_iter();
        cells.extend(rows.filter_map(|row| records.cell(row, "tracker.scanned_on")));
    }
    match own.or(found_on) {
        Some(day) => question.known(records.language.long_date(day), cells),
        None => question.open(cells),
    }
}

fn claim(records: &Records<'_>, laws: &Laws, activities: &Activities, rows: &[Tracker]) -> Fact {
    let paths =
        ["organisation.uses_trackers", "organisation.tracker_scan_on", "organisation.tracker_scan_pages"];
    let uses = own_answer(records, paths[0]).0;
    // Where nothing at all is recorded the question is put, but nobody knows yet that a law asks it.
    let duty = match uses {
        Some(true) => laws.duty("GDPR Art. 13(1)(c)", "11 CCR 7011(e)(1)(A)"),
        _ if !rows.is_empty() => laws.duty("GDPR Art. 13(1)(c)", ""),
        _ => Duty::default(),
    };
    let ask = "Which cookies and trackers does your website use, or does a scan show none?";
    let question = Question::new("claim.trackers", ask, paths[0], duty);
    let mut cells = organisation_cells(records, &paths);
    if !rows.is_empty() {
        let named = records.of("tracker").into_iter().filter_map(|row| records.cell(row, "tracker.name"));
        cells.extend(named);
        if uses == Some(false) {
            return question.open(cells);
        }
        return question.known(records.language.count(key::TRACKERS_YES, rows.len() as u64, &[]), cells);
    }
    let organisation = records.of("organisation");
    let fresh = organisation.iter().find(|row| records.checked_this_year(**row, paths[1]));
    let day = fresh.and_then(|row| records.past_day(*row, paths[1]));
    let pages = fresh.and_then(|row| records.number(*row, paths[2])).filter(|pages| *pages >= 1.0);
    let is_proven = no_trackers(records, activities).state() == ProofState::Proven;
    match (uses, day, pages) {
        (Some(false), Some(day), Some(pages)) if is_proven => {
            let day = records.language.long_date(day);
            question.none(records.language.count(key::TRACKERS_NONE, pages as u64, &[("day", &day)]), cells)
        }
        _ => question.open(cells),
    }
}

fn tracker(records: &Records<'_>, laws: &Laws, record: RecordRef, id: String, name: String) -> Tracker {
    let cells = |paths: &[&str]| records.cells(record, paths);
    let ask = |part: &str, ask: String, path: &str, duty: Duty| {
        Question::new(format!("{id}.{part}"), ask, path, duty)
    };
    let kind = records.choice(record, "tracker.kind");
    let law = |cite: &str| laws.duty(cite, "");
    let kind_fact =
        ask("kind", format!("Of which kind is “{name}”?"), "tracker.kind", law("GDPR Art. 13(1)(c)")).found(
            kind.map_or(Found::Unknown, |kind| Found::Known(records.say(key_of("tracker", kind)))),
            cells(&["tracker.kind"]),
        );
    let provider =
        ask("provider", format!("Who sets “{name}”?"), "tracker.provider", law("GDPR Art. 13(1)(e)"))
            .found(provider_of(records, record), cells(&["tracker.provider"]));
    let party = records.choice(record, "tracker.party");
    let party = ask(
        "party",
        format!("Is “{name}” set by your own site or by another company?"),
        "tracker.party",
        Duty::default(),
    )
    .found(
        party.map_or(Found::Unknown, |party| Found::Known(records.say(key_of("party", party)))),
        cells(&["tracker.party"]),
    );
    let why = match records.text(record, "tracker.purpose") {
        Found::Known(why) => Found::Known(records.word(&why)),
        _ => Found::Unknown,
    };
    let why = ask("why", format!("What is “{name}” for?"), "tracker.purpose", law("GDPR Art. 13(1)(c)"))
        .found(why, cells(&["tracker.purpose"]));
    let data = match records.list(record, "tracker.data") {
        Found::Known(items) if !items.is_empty() => Found::Known(records.words(&items).join(", ")),
        _ => Found::Unknown,
    };
    let data = ask("data", format!("What does “{name}” read or store?"), "tracker.data", Duty::default())
        .found(data, cells(&["tracker.data"]));
    let stays = lifetime(records, record, "tracker.lifetime").map_or(Found::Unknown, Found::Known);
    let lifetime = ask(
        "lifetime",
        format!("How long does “{name}” stay?"),
        "tracker.lifetime",
        law("GDPR Art. 13(2)(a)"),
    )
    .found(stays, cells(&["tracker.lifetime"]));
    let pages = records.text(record, "tracker.pages").map(|text| records.word(&text));
    let pages = ask("pages", format!("On which pages is “{name}” set?"), "tracker.pages", Duty::default())
        .found(pages, cells(&["tracker.pages"]));
    let ads = ads(records, laws, record, &id, &name);
    let consent = consent(records, laws, record, &id, &name, kind);
    let group = kind.unwrap_or_default().to_owned();
    let name = records.name(&name);
    let named = named(&id, "tracker.name", &name, cells(&["tracker.name"]));
    Tracker {
        name,
        named,
        id,
        group,
        kind: kind_fact,
        provider,
        party,
        why,
        data,
        lifetime,
        pages,
        consent,
        ads,
    }
}

/// The vendor's name where it is one.
fn provider_of(records: &Records<'_>, record: RecordRef) -> Found<String> {
    let Found::Known(written) = records.text(record, "tracker.provider") else { return Found::Unknown };
    let vendor = records.resolve("vendor", &written).map(|vendor| records.inventory.name(vendor));
    Found::Known(records.name(&vendor.unwrap_or(written)))
}

/// Whether its data is shared for advertising (11 CCR 7011(e)(1)(D)).
fn ads(records: &Records<'_>, laws: &Laws, record: RecordRef, id: &str, name: &str) -> Fact {
    let path = "tracker.shared_for_ads";
    let ask = format!("Is the data of “{name}” shared for advertising?");
    let question = Question::new(format!("{id}.ads"), ask, path, laws.duty("", "11 CCR 7011(e)(1)(D)"));
    let cells = records.cells(record, &[path]);
    match records.yes_no(record, path) {
        Some(true) => question.known(records.say(key::TRACKER_ADS), cells),
        Some(false) => question.none("", cells),
        None => question.open(cells),
    }
}

/// What is done, not what the law allows: a tracker that is set before the visitor chose is told as such.
fn consent(
    records: &Records<'_>,
    laws: &Laws,
    record: RecordRef,
    id: &str,
    name: &str,
    kind: Option<&str>,
) -> Fact {
    let paths = ["tracker.consent_asked", "tracker.set_before_consent"];
    let is_asked_by_law = kind != Some("necessary") && laws.gdpr != Applies::No;
    let duty = Duty {
        mandatory: is_asked_by_law,
        cite: if is_asked_by_law { "Directive 2002/58/EC Art. 5(3)".to_owned() } else { String::new() },
    };
    let ask = format!("Do you ask visitors before “{name}” is set?");
    let question = Question::new(format!("{id}.consent"), ask, paths[0], duty);
    let cells = records.cells(record, &paths);
    let words = match (records.yes_no(record, paths[0]), records.yes_no(record, paths[1])) {
        (Some(true), Some(false)) => key::TRACKER_AFTER_YES,
        (Some(true), None) => key::TRACKER_ASKED,
        (Some(true), Some(true)) => key::TRACKER_TOO_EARLY,
        (Some(false), _) => key::TRACKER_NOT_ASKED,
        (None, _) => return question.open(cells),
    };
    question.known(records.say(words), cells)
}
