//! Facts of one incident, as a letter about it tells them.
//!
//! Invariants: every fact comes from the cells of the incident, or is a question with the cell where its answer
//! belongs; nothing is said of what the log does not hold, such as misuse.

use candor_model::text::{fold, grouped};
use candor_model::{Dictionary, Kind, RecordRef, Value, place_words};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, Found, Question};
use crate::records::Records;
use crate::words::{sentence, upper_first};

/// What the log holds of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Incident {
    /// The reference, or empty.
    pub reference: String,
    /// What the incident is called in the log.
    pub title: String,
    /// What happened, as a sentence in the words of the log.
    pub what_happened: Fact,
    /// The kind of incident, in the words of the log.
    pub kind: Fact,
    /// The day it began.
    pub began: Fact,
    /// The day it ended.
    pub ended: Fact,
    /// The first day anyone at work knew, or should have known.
    pub discovered: Fact,
    /// Day and time of reasonable certainty that personal data is affected.
    pub aware: Fact,
    /// The day it was contained.
    pub contained: Fact,
    /// How many people are affected: `140 people`.
    pub people: Fact,
    /// Always open: who they are does not belong into a log.
    pub people_list: Fact,
    /// How many of them live in California: `140 people`.
    pub californians: Fact,
    /// Groups of people affected.
    pub subjects: Fact,
    /// How many data records are affected: `1,200 records`.
    pub records: Fact,
    /// The kinds of data affected, in one line.
    pub data: Fact,
    /// The same, one by one; empty while they are not known.
    pub data_items: Vec<String>,
    /// Where the data was: paper, laptop, email.
    pub location: Fact,
    /// The systems affected.
    pub systems: Fact,
    /// The vendor involved.
    pub vendor: Fact,
    /// The day the vendor told the organisation.
    pub vendor_reported: Fact,
    /// The organisations whose data it was, if it was handled for them.
    pub controllers: Fact,
    /// Whether the data was encrypted.
    pub encrypted: Fact,
    /// The risk to people, as the log rates it.
    pub risk: Fact,
    /// Likely effects, as a sentence.
    pub effects: Fact,
    /// What was done, as a sentence.
    pub done: Fact,
    /// What people can do, as a sentence.
    pub advice: Fact,
    /// What is offered against identity theft.
    pub identity_protection: Fact,
    /// Phone numbers and addresses of credit reporting agencies.
    pub credit_agencies: Fact,
    /// Whether law enforcement asked for a delay, as a sentence.
    pub police_delay: Fact,
    /// Why the authority was told late.
    pub delay_reason: Fact,
    /// Why people were not told.
    pub no_notice_reason: Fact,
    /// How many people have no usable address.
    pub bad_addresses: Fact,
    /// The day the authority was told.
    pub authority_told: Fact,
    /// The day people were told.
    pub people_told: Fact,
    /// The day HHS was told.
    pub hhs_told: Fact,
    /// The day the media were told.
    pub media_told: Fact,
    /// The day the Attorney General was told.
    pub attorney_general_told: Fact,
    /// The day the customer was told.
    pub customer_told: Fact,
    /// Do the kinds of data name a social security, tax, driver's licence or identification card number?
    pub names_identity_numbers: bool,
    /// What the notice to the authority left out, by the log; empty if none is noted.
    pub authority_notice_lacks: Vec<String>,
    /// What the notice to people left out, by the log; empty if none is noted.
    pub people_notice_lacks: Vec<String>,
}

/// The facts of an incident; of none, every one is open.
pub(crate) fn incident(records: &Records<'_>, record: Option<RecordRef>) -> Incident {
    let log = Log { records, record };
    Incident {
        reference: record.map(|record| records.inventory.key(record).to_owned()).unwrap_or_default(),
        title: record.map(|record| records.inventory.name(record)).unwrap_or_default(),
        what_happened: log.sentence("description", "What happened?", ""),
        kind: log.text("kind", "What kind of incident is it?"),
        began: log.day("started_on", "When did it begin?"),
        ended: log.day("ended_on", "When did it end?"),
        discovered: log.day("discovered_on", "When was it found?"),
        aware: log.day("aware_at", "When were you sure that personal data is affected (day and time)?"),
        contained: log.day("contained_on", "When was it contained?"),
        people: log.count("affected_count", "How many people are affected?", "person", "people"),
        people_list: people_list(),
        californians: log.count(
            "california_count",
            "How many people in California are affected?",
            "person",
            "people",
        ),
        subjects: log.list("subjects", "Which groups of people are affected?"),
        records: log.count("record_count", "About how many data records are affected?", "record", "records"),
        data: log.list("data_types", "Which kinds of data are affected?"),
        data_items: log.items("data_types"),
        location: log.list("location", "Where was the data: email, paper, a laptop, a server?"),
        systems: log.list("systems", "Which systems are affected?"),
        vendor: log.list("vendor", "Which vendor is involved?"),
        vendor_reported: log.day("vendor_reported_on", "When did the vendor tell you?"),
        controllers: log.list("controllers", "For which organisations did you handle the data, or for none?"),
        encrypted: log.yes_no("encrypted", "Was the data encrypted?"),
        risk: log.choice("risk_to_people", "How high is the risk to people?"),
        effects: log.sentence(
            "effects",
            "What can this lead to for the people affected?",
            "No effects are expected.",
        ),
        done: log.sentence("remedial_action", "What was done, and what is planned?", ""),
        advice: log.sentence("advice", "What can people do to protect themselves?", ""),
        identity_protection: log.sentence(
            "identity_protection",
            "Which protection against identity theft is offered, and for how long?",
            "",
        ),
        credit_agencies: log.sentence(
            "credit_agencies",
            "Which phone numbers and addresses do the large credit reporting agencies have?",
            "",
        ),
        police_delay: log.police_delay(),
        delay_reason: log.sentence("delay_reason", "Why is the notice late?", ""),
        no_notice_reason: log.sentence("no_notice_reason", "Why were people not told?", ""),
        bad_addresses: log.count(
            "bad_contact_count",
            "How many people have no usable address?",
            "person",
            "people",
        ),
        authority_told: log.day("authority_told_at", SENT),
        people_told: log.day("people_told_on", SENT),
        hhs_told: log.day("hhs_told_on", SENT),
        media_told: log.day("media_told_on", SENT),
        attorney_general_told: log.day("attorney_general_told_on", SENT),
        customer_told: log.day("customer_told_on", SENT),
        names_identity_numbers: log.items("data_types").iter().any(|item| is_identity_number(item)),
        authority_notice_lacks: log.lacks("authority_notice_states", AUTHORITY_STATES),
        people_notice_lacks: log.lacks("people_notice_states", PEOPLE_STATE),
    }
}

/// Asked of the date of a letter.
const SENT: &str = "On which day do you send this?";

/// What a notice to the authority states (GDPR Art. 33(3)).
const AUTHORITY_STATES: &[&str] = &["nature", "contact", "consequences", "measures"];

/// What a notice to people states (GDPR Art. 34(2); 45 CFR 164.404(c)(1)), as far as both laws ask for it.
const PEOPLE_STATE: &[&str] = &["nature", "contact", "measures"];

/// Words for numbers that call for credit agencies and identity protection (Civ. Code 1798.82(d)(2)(F)-(G)), folded. The
/// tax number of a person in the United States is mostly the social security number.
const IDENTITY_NUMBERS: [&str; 10] = [
    "social security",
    "ssn",
    "tax number",
    "tax id",
    "taxpayer",
    "driver s licen",
    "drivers licen",
    "driver licen",
    "driving licen",
    "identification card",
];

fn is_identity_number(item: &str) -> bool {
    let folded = fold(item);
    IDENTITY_NUMBERS.iter().any(|word| folded.contains(word))
}

/// The row of an incident, read field by field.
struct Log<'a> {
    records: &'a Records<'a>,
    record: Option<RecordRef>,
}

impl Log<'_> {
    fn found<T>(&self, read: impl FnOnce(&Records<'_>, RecordRef) -> Found<T>) -> Found<T> {
        self.record.map_or(Found::Unknown, |record| read(self.records, record))
    }

    fn fact(&self, field: &str, ask: &str, found: Found<String>) -> Fact {
        let path = format!("incident.{field}");
        let cells = self.record.map(|record| self.records.cells(record, &[&path])).unwrap_or_default();
        let mut fact = asked(&path, ask, found, cells);
        if let (true, Some(record)) = (fact.cells.is_empty(), self.record) {
            fact.place = self.new_column(record, &path);
        }
        fact
    }

    /// Where an answer belongs whose column the sheet does not have.
    fn new_column(&self, record: RecordRef, path: &str) -> String {
        let origin = &self.records.inventory.table(record).origin;
        let dictionary = Dictionary::builtin();
        let column = format!("new column “{}”", dictionary.field(dictionary.expect_field(path)).label);
        place_words(&[&origin.file, &origin.sheet, &column])
    }

    fn text(&self, field: &str, ask: &str) -> Fact {
        let path = format!("incident.{field}");
        self.fact(field, ask, self.found(|records, record| records.text(record, &path)))
    }

    /// Words as a sentence; `none` is what an explicit "none" says, or empty if that is no answer.
    fn sentence(&self, field: &str, ask: &str, none: &str) -> Fact {
        let path = format!("incident.{field}");
        let found = match self.found(|records, record| records.text(record, &path)) {
            Found::Known(text) => Found::Known(sentence(&upper_first(&text))),
            Found::None if !none.is_empty() => Found::Known(none.to_owned()),
            Found::None | Found::Unknown => Found::Unknown,
        };
        self.fact(field, ask, found)
    }

    fn day(&self, field: &str, ask: &str) -> Fact {
        let path = format!("incident.{field}");
        let found = self.found(|records, record| match records.look(record, &path).value() {
            Some(Value::Date(moment)) => {
                let day = moment.day.format("%-d %B %Y").to_string();
                Found::Known(match moment.time {
                    Some(time) => format!("{day}, {}", time.format("%H:%M")),
                    None => day,
                })
            }
            _ => Found::Unknown,
        });
        self.fact(field, ask, found)
    }

    fn count(&self, field: &str, ask: &str, one: &str, many: &str) -> Fact {
        let path = format!("incident.{field}");
        let found = self.found(|records, record| match records.number(record, &path) {
            Some(number) if number >= 0.0 => {
                let whole = number.round() as u64;
                Found::Known(format!("{} {}", grouped(whole), if whole == 1 { one } else { many }))
            }
            _ => Found::Unknown,
        });
        self.fact(field, ask, found)
    }

    fn items(&self, field: &str) -> Vec<String> {
        let path = format!("incident.{field}");
        self.found(|records, record| records.list(record, &path)).known().unwrap_or_default()
    }

    fn list(&self, field: &str, ask: &str) -> Fact {
        let path = format!("incident.{field}");
        let found = match self.found(|records, record| records.list(record, &path)) {
            Found::Known(items) if items.is_empty() => Found::Unknown,
            found => found.map(|items| items.join(", ")),
        };
        self.fact(field, ask, found)
    }

    fn yes_no(&self, field: &str, ask: &str) -> Fact {
        let path = format!("incident.{field}");
        let found =
            self.found(|records, record| records.yes_no(record, &path).map_or(Found::Unknown, Found::Known));
        self.fact(field, ask, found.map(|answer| if answer { "Yes" } else { "No" }.to_owned()))
    }

    fn choice(&self, field: &str, ask: &str) -> Fact {
        let path = format!("incident.{field}");
        let labels = self.chosen(field).map(|ids| self.labels(&path, &ids).join(", "));
        self.fact(field, ask, labels)
    }

    fn chosen(&self, field: &str) -> Found<Vec<&'static str>> {
        let path = format!("incident.{field}");
        self.found(|records, record| records.choices(record, &path))
    }

    fn labels(&self, path: &str, ids: &[&str]) -> Vec<String> {
        let dictionary = Dictionary::builtin();
        let (Kind::Choice(list) | Kind::Choices(list)) = dictionary.field(dictionary.expect_field(path)).kind
        else {
            return Vec::new();
        };
        let options = &dictionary.choice_list(list).options;
        options.iter().filter(|option| ids.contains(&option.id.as_str())).map(|o| o.label.clone()).collect()
    }

    /// What of `wanted` a notice that was sent does not state; nothing while its contents are not noted.
    fn lacks(&self, field: &str, wanted: &[&str]) -> Vec<String> {
        let Some(stated) = self.chosen(field).known() else { return Vec::new() };
        let missing: Vec<&str> = wanted.iter().copied().filter(|item| !stated.contains(item)).collect();
        self.labels(&format!("incident.{field}"), &missing)
    }

    /// A blank cell does not prove that nobody asked.
    fn police_delay(&self) -> Fact {
        let path = "incident.delay_asked_on";
        let found = self.found(|records, record| match records.text(record, path) {
            Found::None => Found::Known("This notice was not delayed by law enforcement.".to_owned()),
            _ => records.day(record, path).map_or(Found::Unknown, |day| {
                Found::Known(format!(
                    "Law enforcement asked us on {} to wait with this notice.",
                    day.format("%-d %B %Y")
                ))
            }),
        });
        self.fact("delay_asked_on", "When did law enforcement ask you to wait, or “none”?", found)
    }
}

fn people_list() -> Fact {
    let ask = "Which people are affected?";
    let mut fact = asked("incident.affected_count", ask, Found::Unknown, Vec::new());
    fact.id = "incident.people_list".to_owned();
    fact.place = "a list of its own, sent apart from this letter".to_owned();
    fact
}

/// A fact that a letter always shows, or asks for in the very cell.
pub(crate) fn asked(path: &str, ask: &str, found: Found<String>, cells: Vec<crate::FactCell>) -> Fact {
    let duty = Duty { mandatory: true, cite: String::new() };
    let mut fact = Question::new(path, ask, path, duty).found_or_none(found, cells);
    if let Some(cell) = fact.cells.first() {
        fact.place = place_words(&[&cell.file, &cell.sheet, &cell.cell]);
    }
    fact
}
