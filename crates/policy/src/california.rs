//! What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).
//!
//! Invariant: "not collected" is said of a category only if every activity names its categories.

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::{Activities, Activity};
use crate::fact::{Duty, Fact, FactCell, Found, Question, State};
use crate::organisation::{Applies, Laws, own_answer};
use crate::proof::{self, ProofState};
use crate::records::Records;
use crate::words::{CALIFORNIA_CATEGORIES, key_of, lower_first};
use crate::{Key, Language, key};

/// A statutory category: collected or not, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Category {
    /// The category in plain words.
    pub plain: String,
    /// The category in the words of the law.
    pub statutory: String,
    /// Is it collected?
    pub collected: Fact,
    /// Names of the activities that use it; their purposes are told with them.
    pub used_in: String,
    /// Is it sold?
    pub sold: Fact,
    /// Is it shared for advertising across contexts?
    pub shared: Fact,
    /// Who gets it for a business purpose.
    pub disclosed_to: Fact,
}

/// The part of a policy for people in California.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct California {
    /// The categories of Cal. Civ. Code 1798.140(v).
    pub categories: Vec<Category>,
    /// Is data of people under 16 sold or shared?
    pub under_16: Fact,
    /// Is sensitive information used for more than the law lets pass without a choice?
    pub sensitive: Fact,
    /// How signals such as Global Privacy Control are treated.
    pub signal: Fact,
    /// How the person who asks is made sure of.
    pub verification: Fact,
    /// "You can" and these.
    pub rights: Vec<String>,
}

impl California {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        for category in &self.categories {
            facts.push(&category.collected);
            if category.collected.is_known() {
                facts.extend([&category.sold, &category.shared, &category.disclosed_to]);
            }
        }
        facts.extend([&self.under_16, &self.sensitive, &self.signal, &self.verification]);
    }
}

fn required(cite: &str) -> Duty {
    Duty { mandatory: true, cite: cite.to_owned() }
}

/// The California part, if the CCPA applies.
pub(crate) fn california(
    records: &Records<'_>,
    laws: &Laws,
    activities: &Activities,
    selling: &Fact,
) -> Option<California> {
    if laws.ccpa != Applies::Yes {
        return None;
    }
    let categories = CALIFORNIA_CATEGORIES.iter().map(|id| category(records, activities, id)).collect();
    let under_16 = yes_no_fact(
        records,
        "organisation.sells_minors_data",
        "Do you know that you sell or share data of people under 16?",
        "11 CCR 7011(e)(1)(G)",
        key::UNDER_16_YES,
        key::UNDER_16_NO,
    );
    let under_16 = if selling.state == State::None || under_16.state != State::None {
        under_16
    } else {
        // With selling open or confirmed, the organisation's word alone proves nothing about children.
        Fact {
            state: if children_proven(records, activities) { State::None } else { State::Unknown },
            ..under_16
        }
    };
    let sensitive = yes_no_fact(
        records,
        "organisation.sensitive_beyond_7027m",
        "Do you use sensitive data for more than the listed purposes?",
        "11 CCR 7011(e)(1)(K)",
        key::BEYOND_LISTED_YES,
        key::BEYOND_LISTED_NO,
    );
    let rights = rights(records, selling, &sensitive);
    let signal = signal(records, selling);
    Some(California { categories, under_16, sensitive, signal, verification: verification(records), rights })
}

fn children_proven(records: &Records<'_>, activities: &Activities) -> bool {
    !activities.in_scope.is_empty()
        && activities.in_scope.iter().all(|record| {
            records.yes_no(*record, "activity.children") == Some(false)
                && records.checked_this_year(*record, "activity.reviewed_on")
        })
}

fn yes_no_fact(records: &Records<'_>, path: &str, ask: &str, cite: &str, yes: Key, no: Key) -> Fact {
    let (answer, cells) = own_answer(records, path);
    let question = Question::new(path, ask, path, required(cite));
    match answer {
        Some(true) => question.known(records.say(yes), cells),
        Some(false) => question.none(records.say(no), cells),
        None => question.open(cells),
    }
}

fn category(records: &Records<'_>, activities: &Activities, id: &'static str) -> Category {
    let path = "activity.ccpa_categories";
    let asked = lower_first(&Language::English.say(key_of("category", id)));
    let named = |activity: &&Activity| {
        records.choices(activity.record, path).known().is_some_and(|categories| categories.contains(&id))
    };
    let using: Vec<&Activity> = activities.own.iter().filter(named).collect();
    // A "no" has to hold for every row that was at work in the last 12 months, also those not told here; what
    // is handled on the instructions of others is theirs to list.
    let ours = |record: &&RecordRef| {
        let planned = records.choice(**record, "activity.status") == Some("planned");
        records.choice(**record, "activity.role") != Some("processor")
            && !(planned && records.checked_this_year(**record, "activity.reviewed_on"))
    };
    let others = activities.in_scope.iter().chain(&activities.just_ended).filter(ours);
    let nobody_else = others.clone().all(|record| match records.choices(*record, path) {
        Found::Known(categories) => !categories.contains(&id),
        Found::None => true,
        Found::Unknown => false,
    });
    let question = Question::new(
        format!("california.{id}.collected"),
        format!("Do you collect this: {asked}?"),
        path,
        required("11 CCR 7011(e)(1)(A)"),
    );
    let cells: Vec<FactCell> = others.filter_map(|record| records.cell(*record, path)).collect();
    let collected = match (using.is_empty(), nobody_else && !activities.in_scope.is_empty()) {
        (false, _) => question.known(records.say(key::CALIFORNIA_YES), cells),
        (true, true) => question.none(records.say(key::CALIFORNIA_NO), cells),
        (true, false) => question.open(cells),
    };
    let names: Vec<String> = using.iter().map(|activity| activity.name.clone()).collect();
    Category {
        plain: records.say(key_of("category", id)),
        statutory: records.say(key_of("statutory", id)),
        collected,
        used_in: records.language.join_apart(&names),
        sold: given(records, &using, id, &asked, Given::Sold),
        shared: given(records, &using, id, &asked, Given::Shared),
        disclosed_to: disclosed(records, &using, id, &asked),
    }
}

/// 11 CCR 7011(e)(1)(H)-(I): known only if it is known for every activity that uses the category.
fn disclosed(records: &Records<'_>, using: &[&Activity], id: &str, asked: &str) -> Fact {
    let question = Question::new(
        format!("california.{id}.disclosed"),
        format!("Who gets this: {asked}?"),
        "activity.recipients",
        required("11 CCR 7011(e)(1)(I)"),
    );
    let cells = using.iter().flat_map(|activity| activity.who.cells.clone()).collect();
    if using.iter().any(|activity| activity.who.is_open()) {
        return question.open(cells);
    }
    let known = using.iter().filter(|activity| activity.who.is_known());
    let names = distinct(known.flat_map(|activity| activity.recipients.iter().cloned()));
    if names.is_empty() {
        question.none(records.say(key::CALIFORNIA_NOBODY), cells)
    } else {
        question.known(records.language.join_apart(&names), cells)
    }
}

/// A way to give data to others that California asks about by category.
#[derive(Clone, Copy)]
enum Given {
    Sold,
    Shared,
}

/// Is a category sold or shared (11 CCR 7011(e)(1)(D))? A "no" needs one from every activity that uses it, checked
/// this year.
fn given(records: &Records<'_>, using: &[&Activity], id: &str, asked: &str, way: Given) -> Fact {
    let (part, path, done) = match way {
        Given::Sold => ("sold", "activity.sold", "sell"),
        Given::Shared => ("shared", "activity.shared_for_ads", "share for advertising"),
    };
    let question = Question::new(
        format!("california.{id}.{part}"),
        format!("Do you {done} this: {asked}?"),
        path,
        required("11 CCR 7011(e)(1)(D)"),
    );
    let cells = using.iter().filter_map(|activity| records.cell(activity.record, path)).collect();
    let answers: Vec<Option<bool>> = using
        .iter()
        .map(|activity| {
            let checked = records.checked_this_year(activity.record, "activity.reviewed_on");
            records.yes_no(activity.record, path).filter(|answer| *answer || checked)
        })
        .collect();
    match answers.as_slice() {
        answers if answers.contains(&Some(true)) => question.known(records.say(key::CALIFORNIA_YES), cells),
        answers if answers.contains(&None) => question.open(cells),
        _ => question.none(records.say(key::CALIFORNIA_NO), cells),
    }
}

fn distinct(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list
}

/// 11 CCR 7025: honouring the signal is told only with a test in the last 90 days.
fn signal(records: &Records<'_>, selling: &Fact) -> Fact {
    let path = "organisation.honours_opt_out_signal";
    let mut cells = own_answer(records, path).1;
    let tested_on = "organisation.opt_out_signal_tested_on";
    cells.extend(records.of("organisation").iter().filter_map(|row| records.cell(*row, tested_on)));
    let duty = if selling.state == State::None { Duty::default() } else { required("11 CCR 7011(e)(3)(F)") };
    let question =
        Question::new(path, "Do you act on opt-out signals, and when was that tested?", path, duty);
    match proof::signal(records).state() {
        ProofState::Proven => question.known(records.say(key::SIGNAL_YES), cells),
        ProofState::Disproven => question.none(records.say(key::SIGNAL_NO), cells),
        ProofState::NotProven | ProofState::Never => question.open(cells),
    }
}

/// 11 CCR 7011(e)(3): how identity is checked, as the log of requests shows it.
fn verification(records: &Records<'_>) -> Fact {
    let path = "request.verification_method";
    let used =
        distinct(records.of("request").into_iter().filter_map(|request| records.text(request, path).known()));
    let cells =
        records.of("request").into_iter().filter_map(|request| records.cell(request, path)).take(5).collect();
    let question = Question::new(
        "california.verification",
        "How do you check who is asking?",
        path,
        required("11 CCR 7011(e)(3)"),
    );
    if used.is_empty() {
        return question.open(cells);
    }
    let methods = records.words(&used[..used.len().min(4)]).join(", ");
    question.known(records.say_with(key::VERIFICATION_HOW, &[("methods", &methods)]), cells)
}

fn rights(records: &Records<'_>, selling: &Fact, sensitive: &Fact) -> Vec<String> {
    let mut rights = vec![
        records.say(key::CALIFORNIA_RIGHT_KNOW),
        records.say(key::CALIFORNIA_RIGHT_DELETE),
        records.say(key::CALIFORNIA_RIGHT_CORRECT),
    ];
    if selling.state == State::Known {
        rights.push(records.say(key::CALIFORNIA_RIGHT_OPT_OUT));
    }
    if sensitive.state == State::Known {
        rights.push(records.say(key::CALIFORNIA_RIGHT_LIMIT));
    }
    rights.push(records.say(key::CALIFORNIA_RIGHT_NO_RETALIATION));
    rights.push(records.say(key::CALIFORNIA_RIGHT_AGENT));
    rights
}
