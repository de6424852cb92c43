//! What is offered in return for data (Civ. Code 1798.125(b), 11 CCR 7016, 7080-7081).
//!
//! Invariant: the value of the data and the way it was estimated are told as the organisation recorded them, never worked
//! out here.

use candor_model::RecordRef;
use candor_model::once::each_once;
use schemars::JsonSchema;
use serde::Serialize;

use super::required;
use crate::fact::{Fact, FactCell, Found, Question, State};
use crate::organisation::own_answer;
use crate::records::Records;
use crate::words::{key_of, lower_first, slug};
use crate::{key, words};

/// An offer in return for data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Incentive {
    /// Id of its facts.
    pub id: String,
    /// What it is called.
    pub name: Fact,
    /// What people get.
    pub offer: Fact,
    /// What it depends on.
    pub terms: Fact,
    /// The categories of information that it involves.
    pub categories: Fact,
    /// How to join.
    pub joining: Fact,
    /// How to leave.
    pub leaving: Fact,
    /// What the data is worth, estimated in good faith.
    pub value: Fact,
    /// How that was estimated.
    pub method: Fact,
    /// Why what people get fits the value of their data.
    pub fits: Fact,
}

impl Incentive {
    /// Its own facts.
    pub fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.name, &self.offer, &self.terms, &self.categories, &self.joining]);
        facts.extend([&self.leaving, &self.value, &self.method, &self.fits]);
    }
}

/// Whether there is an offer, and the offers. One that is known of but not recorded leaves all its places open.
pub(super) fn incentives(records: &Records<'_>) -> (Fact, Vec<Incentive>) {
    let path = "organisation.financial_incentive";
    let (answer, mut cells) = own_answer(records, path);
    let is_running =
        |row: &RecordRef| !matches!(records.choice(*row, "incentive.status"), Some("ended" | "planned"));
    let rows: Vec<RecordRef> = records.of("incentive").into_iter().filter(is_running).collect();
    cells.extend(rows.iter().filter_map(|row| records.cell(*row, "incentive.name")));
    let ask = "Do you offer something in return for data?";
    let question = Question::new(path, ask, path, required("11 CCR 7016"));
    let offers = match (answer, rows.is_empty()) {
        (Some(true), _) => question.known(records.say(key::CALIFORNIA_YES), cells),
        (None, false) => question.known(records.say(key::CALIFORNIA_YES), cells),
        (Some(false), true) => question.none("", cells),
        // The organisation says no, and its records name an offer.
        (Some(false), false) | (None, true) => question.open(cells),
    };
    let mut ids: Vec<String> = Vec::new();
    let mut told: Vec<Incentive> = rows
        .iter()
        .map(|row| {
            let (key, name) = (records.inventory.key(*row), records.inventory.name(*row));
            let wanted = format!("incentive.{}", slug(if key.is_empty() { &name } else { key }));
            let like = ids.iter().filter(|id| **id == wanted).count();
            ids.push(wanted.clone());
            let id = if like == 0 { wanted } else { format!("{wanted}~{}", like + 1) };
            incentive(records, Some(*row), id)
        })
        .collect();
    if told.is_empty() && offers.state == State::Known {
        told.push(incentive(records, None, "incentive".to_owned()));
    }
    (offers, told)
}

fn incentive(records: &Records<'_>, row: Option<RecordRef>, id: String) -> Incentive {
    let called = row.map(|row| records.inventory.name(row)).unwrap_or_default();
    let about = if called.is_empty() { "your offer".to_owned() } else { format!("“{called}”") };
    let fact = |part: &str, ask: &str, cite: &str| {
        let path = format!("incentive.{part}");
        let question =
            Question::new(format!("{id}.{part}"), ask.replace("{}", &about), &path, required(cite));
        let cells = row.map(|row| records.cells(row, &[&path])).unwrap_or_default();
        match row.map(|row| records.text(row, &path)) {
            Some(Found::Known(text)) => question.known(words::sentence(&records.word(&text)), cells),
            // The law asks for each of them, so that none can be "none".
            _ => question.open(cells),
        }
    };
    let name = Question::new(
        format!("{id}.name"),
        "What is the offer called?",
        "incentive.name",
        required("11 CCR 7016(d)(1)"),
    );
    let cells = row.map(|row| records.cells(row, &["incentive.name"])).unwrap_or_default();
    Incentive {
        name: if called.is_empty() { name.open(cells) } else { name.known(records.word(&called), cells) },
        offer: fact("offer", "What do people get from {}?", "11 CCR 7016(d)(1)"),
        terms: fact("terms", "What does {} depend on?", "11 CCR 7016(d)(2)"),
        categories: categories(records, row, &id, &about),
        joining: fact("joining", "How do people join {}?", "11 CCR 7016(d)(3)"),
        leaving: leaving(records, row, &id, &about),
        value: fact("data_value", "What is the data behind {} worth to you?", "11 CCR 7016(d)(5)(A)"),
        method: fact(
            "value_method",
            "How did you estimate the value of the data behind {}?",
            "11 CCR 7016(d)(5)(B)",
        ),
        fits: fact("value_fit", "Why does what {} gives fit the value of the data?", "11 CCR 7016(d)(5)"),
        id,
    }
}

fn categories(records: &Records<'_>, row: Option<RecordRef>, id: &str, about: &str) -> Fact {
    let path = "incentive.ccpa_categories";
    let question = Question::new(
        format!("{id}.categories"),
        format!("Which categories of information does {about} use?"),
        path,
        required("11 CCR 7016(d)(2)"),
    );
    let cells = row.map(|row| records.cells(row, &[path])).unwrap_or_default();
    match row.map(|row| records.choices(row, path)) {
        Some(Found::Known(chosen)) if !chosen.is_empty() => {
            let told = chosen.iter().map(|id| {
                let plain = records.say(key_of("category", id));
                let statutory = records.say(key_of("statutory", id));
                format!("{plain} ({statutory})")
            });
            question.known(records.language.join_apart(&told.collect::<Vec<_>>()), cells)
        }
        _ => question.open(cells),
    }
}

/// As recorded, else as the log of consents shows it.
fn leaving(records: &Records<'_>, row: Option<RecordRef>, id: &str, about: &str) -> Fact {
    let path = "incentive.leaving";
    let question = Question::new(
        format!("{id}.leaving"),
        format!("How do people leave {about}?"),
        path,
        required("11 CCR 7016(d)(4)"),
    );
    let mut cells: Vec<FactCell> = row.map(|row| records.cells(row, &[path])).unwrap_or_default();
    if let Some(Found::Known(text)) = row.map(|row| records.text(row, path)) {
        return question.known(words::sentence(&records.word(&text)), cells);
    }
    let joined: Vec<RecordRef> = records
        .of("consent")
        .into_iter()
        .filter(|consent| records.choice(*consent, "consent.kind") == Some("incentive"))
        .collect();
    let channel = "consent.withdraw_channel";
    let ways = each_once(joined.iter().filter_map(|consent| records.text(*consent, channel).known()));
    cells.extend(joined.iter().filter_map(|consent| records.cell(*consent, channel)));
    if ways.is_empty() {
        return question.open(cells);
    }
    let ways = records.words(&ways).iter().map(|way| lower_first(way)).collect::<Vec<_>>();
    question.known(records.say_with(key::LEAVING_BY, &[("ways", &records.language.join_apart(&ways))]), cells)
}
