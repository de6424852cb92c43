//! What is done with personal data: the rows of a policy's tables (GDPR Art. 13(1)(c)-(e), 13(2), 14).
//!
//! Invariant: ended activities are left out; planned ones are asked about, not told.

use std::collections::BTreeSet;

use candor_model::RecordRef;
use candor_model::once::UniqueNames;
use candor_model::text::fold_name;
use schemars::JsonSchema;
use serde::Serialize;

use crate::basis::{reasons, withdrawal};
use crate::collection::{collected_at, points_of};
use crate::fact::{Duty, Fact, Found, Question, named};
use crate::indirect::{Indirect, indirect};
use crate::key;
use crate::organisation::Laws;
use crate::records::Records;
use crate::retention::{Kept, how_long, kept};
use crate::sensitive::{kinds, sensitive};
use crate::words::{key_of, slug};

/// One activity that the organisation decides about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Activity {
    /// Id of its facts, such as `activity.a-01`.
    pub id: String,
    /// What the records call it, or the term for that.
    pub name: String,
    /// The same as a fact.
    pub named: Fact,
    /// Whose data it uses.
    pub people: Fact,
    /// Which data it uses.
    pub what: Fact,
    /// What for.
    pub why: Fact,
    /// Legal reasons in words, one for each purpose where the records split them.
    pub reasons: Vec<Fact>,
    /// How to take back a consent; absent where none of the legal reasons is one.
    pub withdrawal: Option<Fact>,
    /// How long the data is kept, one answer for each rule.
    pub how_long: Vec<Fact>,
    /// Who gets the data.
    pub who: Fact,
    /// Where the data comes from.
    pub source: Fact,
    /// What is told of data that others give (GDPR Art. 14); absent where people give all of it.
    pub indirect: Option<Indirect>,
    /// Where people give the data; not applicable where they do not.
    pub collected_at: Fact,
    /// GDPR Art. 13(2)(e); not applicable where the data does not come from the person.
    pub must_provide: Fact,
    /// GDPR Art. 9: which it is and why that is allowed; a single "none" where the records say that none is used.
    pub sensitive: Vec<Fact>,
    /// Are people under 16 among them? Says nothing where the records say no.
    pub children: Fact,
    /// Open questions about the row itself: its role, whether it has begun.
    pub doubts: Vec<Fact>,
    #[serde(skip)]
    pub(crate) record: RecordRef,
    #[serde(skip)]
    pub(crate) subjects: Vec<String>,
    #[serde(skip)]
    pub(crate) categories: Vec<String>,
    #[serde(skip)]
    pub(crate) purposes: Vec<String>,
    #[serde(skip)]
    pub(crate) bases: Vec<&'static str>,
    /// Kinds of sensitive data that the records name.
    #[serde(skip)]
    pub(crate) special: Vec<String>,
    /// How long the data is kept, in a few words each.
    #[serde(skip)]
    pub(crate) kept: Vec<Kept>,
    /// Names of the points at which it is collected.
    #[serde(skip)]
    pub(crate) points: Vec<String>,
    /// Names of all who get the data.
    #[serde(skip)]
    pub(crate) recipients: Vec<String>,
    #[serde(skip)]
    goes_to: BTreeSet<String>,
}

impl Activity {
    /// The names of those who get its data, each once, as [`fold_name`] gives them.
    pub fn goes_to(&self) -> impl Iterator<Item = &str> {
        self.goes_to.iter().map(String::as_str)
    }

    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.named, &self.people, &self.what, &self.why]);
        facts.extend(&self.reasons);
        facts.extend(&self.withdrawal);
        facts.extend(&self.how_long);
        facts.extend([&self.who, &self.source, &self.must_provide, &self.collected_at]);
        if let Some(indirect) = &self.indirect {
            indirect.each(facts);
        }
        facts.extend(&self.sensitive);
        facts.push(&self.children);
        facts.extend(&self.doubts);
    }
}

/// Work done on the instructions of others (GDPR Art. 28).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OnBehalf {
    /// Id of its facts.
    pub id: String,
    /// What the records call it.
    pub name: String,
    /// The same as a fact.
    pub named: Fact,
    /// For whom it is done.
    pub controller: Fact,
}

/// All activities that are not ended, by role.
#[derive(Debug, Default)]
pub(crate) struct Activities {
    pub(crate) own: Vec<Activity>,
    pub(crate) on_behalf: Vec<OnBehalf>,
    /// Questions about activities that are planned.
    pub(crate) planned: Vec<Fact>,
    /// Every record that is not ended: what a negative claim has to hold for.
    pub(crate) in_scope: Vec<RecordRef>,
    /// Ended records that no date shows to be over for 12 months: what they did still counts in California.
    pub(crate) just_ended: Vec<RecordRef>,
}

pub(crate) fn activities(records: &Records<'_>, laws: &Laws) -> Activities {
    let mut found = Activities::default();
    let mut ids = UniqueNames::default();
    for record in records.of("activity") {
        if records.has_ended(record, "activity.status") {
            if !records.over_for_a_year(record, &["activity.reviewed_on"]) {
                found.just_ended.push(record);
            }
            continue;
        }
        found.in_scope.push(record);
        let name = records.inventory.name(record);
        let key = records.inventory.key(record);
        let id = ids.give(format!("activity.{}", slug(if key.is_empty() { &name } else { key })));
        if records.choice(record, "activity.status") == Some("planned") {
            let ask = format!("Has “{name}” begun?");
            let question = Question::new(format!("{id}.status"), ask, "activity.status", Duty::default());
            found.planned.push(question.open(records.cells(record, &["activity.status"])));
        } else if records.choice(record, "activity.role") == Some("processor") {
            found.on_behalf.push(on_behalf(records, laws, record, id, name));
        } else {
            found.own.push(activity(records, laws, record, id, name));
        }
    }
    found
}

fn on_behalf(records: &Records<'_>, laws: &Laws, record: RecordRef, id: String, name: String) -> OnBehalf {
    let ask = format!("For whom do you do “{name}”?");
    let duty = laws.duty("GDPR Art. 30(2)(a)", "");
    let controller = Question::new(format!("{id}.controller"), ask, "activity.controller", duty).found(
        records.text(record, "activity.controller").map(|text| records.name(&text)),
        records.cells(record, &["activity.controller"]),
    );
    let name = records.word(&name);
    let named = named(&id, "activity.name", &name, records.cells(record, &["activity.name"]));
    OnBehalf { id, name, named, controller }
}

fn activity(records: &Records<'_>, laws: &Laws, record: RecordRef, id: String, name: String) -> Activity {
    let list = |path: &str| records.list(record, path);
    let fact = |part: &str, ask: String, path: &str, duty: Duty, found: Found<String>| {
        Question::new(format!("{id}.{part}"), ask, path, duty).found(found, records.cells(record, &[path]))
    };
    let subjects = list("activity.subjects");
    let categories = list("activity.data_categories");
    let purposes = list("activity.purposes");
    let words = |found: &Found<Vec<String>>| match found {
        Found::Known(items) if !items.is_empty() => Found::Known(records.words(items).join(", ")),
        // A purpose or a kind of data cannot be "none" for a row that is kept.
        _ => Found::Unknown,
    };
    let people = fact(
        "people",
        format!("Whose data does “{name}” use?"),
        "activity.subjects",
        Duty::default(),
        words(&subjects),
    );
    let what = fact(
        "what",
        format!("Which data does “{name}” use?"),
        "activity.data_categories",
        laws.duty("GDPR Art. 14(1)(d)", "11 CCR 7011(e)(1)(A)"),
        words(&categories),
    );
    let why = fact(
        "why",
        format!("Why do you do “{name}”?"),
        "activity.purposes",
        laws.duty("GDPR Art. 13(1)(c)", "11 CCR 7011(e)(1)(C)"),
        words(&purposes),
    );
    let (reasons, bases) = reasons(records, laws, record, &id, &name);
    let (who, recipients) = who(records, laws, record, &id, &name);
    Activity {
        people,
        what,
        why,
        reasons,
        withdrawal: withdrawal(records, record, &bases, &purposes, &id, &name),
        bases,
        kept: kept(records, record),
        how_long: how_long(records, laws, record, &id, &name),
        who,
        goes_to: recipients.iter().map(|name| fold_name(name)).collect(),
        recipients,
        source: source(records, laws, record, &id, &name),
        indirect: indirect(records, laws, record, &id, &name),
        collected_at: collected_at(records, record, &id, &name),
        points: points_of(records, record),
        must_provide: must_provide(records, laws, record, &id, &name),
        special: kinds(records, record),
        sensitive: sensitive(records, laws, record, &id, &name),
        children: children(records, record, &id, &name),
        doubts: doubts(records, laws, record, &id, &name),
        subjects: subjects.known().unwrap_or_default(),
        categories: categories.known().unwrap_or_default(),
        purposes: purposes.known().unwrap_or_default(),
        record,
        named: named(&id, "activity.name", &records.word(&name), records.cells(record, &["activity.name"])),
        id,
        name: records.word(&name),
    }
}

/// Who gets the data: vendors by their names, and other recipients (GDPR Art. 13(1)(e)).
fn who(records: &Records<'_>, laws: &Laws, record: RecordRef, id: &str, name: &str) -> (Fact, Vec<String>) {
    let paths = ["activity.vendors", "activity.recipients"];
    let question = Question::new(
        format!("{id}.who"),
        format!("Who gets the data of “{name}”, or does nobody?"),
        "activity.recipients",
        laws.duty("GDPR Art. 13(1)(e)", "11 CCR 7011(e)(1)(I)"),
    );
    let vendors = records.list(record, "activity.vendors");
    let others = records.list(record, "activity.recipients");
    let nobody = match (&vendors, &others) {
        (Found::None, Found::None) => true,
        (Found::None, Found::Unknown) => !records.has_column(record, "activity.recipients"),
        (Found::Unknown, Found::None) => !records.has_column(record, "activity.vendors"),
        _ => false,
    };
    let cells = records.cells(record, &paths);
    if nobody {
        return (question.none(records.say(key::WHO_NOBODY), cells), Vec::new());
    }
    let mut names: Vec<String> = Vec::new();
    for written in vendors.known().into_iter().chain(others.known()).flatten() {
        let vendor = records.resolve("vendor", &written);
        let name = match vendor {
            Some(vendor) => records.name(&records.inventory.name(vendor)),
            None => records.word(&written),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let fact = if names.is_empty() {
        question.open(cells)
    } else {
        question.known(records.language.join_apart(&names), cells)
    };
    (fact, names)
}

/// Where the data comes from (GDPR Art. 14(2)(f), 11 CCR 7011(e)(1)(B)).
fn source(records: &Records<'_>, laws: &Laws, record: RecordRef, id: &str, name: &str) -> Fact {
    let question = Question::new(
        format!("{id}.source"),
        format!("Where does the data of “{name}” come from?"),
        "activity.source",
        laws.duty("GDPR Art. 14(2)(f)", "11 CCR 7011(e)(1)(B)"),
    );
    let named = records.text(record, "activity.source_name").known();
    let cells = records.cells(record, &["activity.source", "activity.source_name"]);
    match records.choices(record, "activity.source") {
        Found::Known(sources) => {
            let words = sources.iter().map(|source| source_words(records, source, named.as_deref()));
            question.known(words.collect::<Vec<_>>().join(" "), cells)
        }
        _ => question.open(cells),
    }
}

/// In a sentence; `name` is the named source.
fn source_words(records: &Records<'_>, source: &str, name: Option<&str>) -> String {
    let named = match source {
        "third_party" => key::SOURCE_THIRD_PARTY_NAMED,
        "public" => key::SOURCE_PUBLIC_NAMED,
        _ => return records.say(key_of("source", source)),
    };
    match name {
        Some(name) => records.say_with(named, &[("name", &records.word(name))]),
        None => records.say(key_of("source", source)),
    }
}

fn must_provide(records: &Records<'_>, laws: &Laws, record: RecordRef, id: &str, name: &str) -> Fact {
    let path = "activity.must_provide";
    let from_person = match records.choices(record, "activity.source") {
        Found::Known(sources) => sources.contains(&"person"),
        _ => true,
    };
    let question = Question::new(
        format!("{id}.must_provide"),
        format!("Must people give the data of “{name}”?"),
        path,
        laws.duty("GDPR Art. 13(2)(e)", ""),
    );
    if !from_person {
        return question.not_applicable(records.cells(record, &["activity.source"]));
    }
    let cells = records.cells(record, &[path]);
    match records.yes_no(record, path) {
        Some(true) => question.known(records.say(key::MUST_PROVIDE_YES), cells),
        Some(false) => question.known(records.say(key::MUST_PROVIDE_NO), cells),
        None => question.open(cells),
    }
}

fn children(records: &Records<'_>, record: RecordRef, id: &str, name: &str) -> Fact {
    let path = "activity.children";
    let question = Question::new(
        format!("{id}.children"),
        format!("Does “{name}” use data of people under 16?"),
        path,
        Duty::default(),
    );
    let cells = records.cells(record, &[path]);
    match records.yes_no(record, path) {
        Some(true) => {
            let activity = records.word(name);
            question.known(records.say_with(key::USES_CHILDREN, &[("activity", &activity)]), cells)
        }
        Some(false) => question.none("", cells),
        None => question.open(cells),
    }
}

fn doubts(records: &Records<'_>, laws: &Laws, record: RecordRef, id: &str, name: &str) -> Vec<Fact> {
    let path = "activity.role";
    if records.choice(record, path).is_some() {
        return Vec::new();
    }
    let ask = format!("Who decides about “{name}”: you, or a customer?");
    let question = Question::new(format!("{id}.role"), ask, path, laws.duty("GDPR Art. 13(1)(a)", ""));
    vec![question.open(records.cells(record, &[path]))]
}
