//! What California asks of a policy (Civ. Code 1798.130(a)(5), 11 CCR 7011).
//!
//! Invariant: "not collected" is said of a category only if every activity names its categories.

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::{Activities, Activity};
use crate::fact::{Duty, Fact, FactCell, Found, Question, State};
use crate::organisation::{Applies, Laws, own_answer};
use crate::records::Records;
use crate::words::{CALIFORNIA_CATEGORIES, lower_first};

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
    let categories =
        CALIFORNIA_CATEGORIES.iter().map(|names| category(records, activities, *names)).collect();
    let under_16 = yes_no_fact(
        records,
        "organisation.sells_minors_data",
        "Do you know that you sell or share data of people under 16?",
        "11 CCR 7011(e)(1)(G)",
        "We know that we sell or share data of people under 16.",
        "We do not know of any sale or sharing of data of people under 16.",
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
        "We use sensitive data for more than the purposes that California lists. You can limit this.",
        "We use sensitive data only for the purposes that California lists.",
    );
    let rights = rights(selling, &sensitive);
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

fn yes_no_fact(records: &Records<'_>, path: &str, ask: &str, cite: &str, yes: &str, no: &str) -> Fact {
    let (answer, cells) = own_answer(records, path);
    let question = Question::new(path, ask, path, required(cite));
    match answer {
        Some(true) => question.known(yes, cells),
        Some(false) => question.none(no, cells),
        None => question.open(cells),
    }
}

fn category(
    records: &Records<'_>,
    activities: &Activities,
    (id, plain, statutory): (&'static str, &str, &str),
) -> Category {
    let path = "activity.ccpa_categories";
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
        format!("Do you collect this: {}?", lower_first(plain)),
        path,
        required("11 CCR 7011(e)(1)(A)"),
    );
    let cells: Vec<FactCell> = others.filter_map(|record| records.cell(*record, path)).collect();
    let collected = match (using.is_empty(), nobody_else && !activities.in_scope.is_empty()) {
        (false, _) => question.known("Yes", cells),
        (true, true) => question.none("No", cells),
        (true, false) => question.open(cells),
    };
    Category {
        plain: plain.to_owned(),
        statutory: statutory.to_owned(),
        collected,
        used_in: using.iter().map(|activity| activity.name.as_str()).collect::<Vec<_>>().join("; "),
        sold: given(records, &using, id, plain, Given::Sold),
        shared: given(records, &using, id, plain, Given::Shared),
        disclosed_to: disclosed(&using, id, plain),
    }
}

/// 11 CCR 7011(e)(1)(H)-(I): known only if it is known for every activity that uses the category.
fn disclosed(using: &[&Activity], id: &str, plain: &str) -> Fact {
    let question = Question::new(
        format!("california.{id}.disclosed"),
        format!("Who gets this: {}?", lower_first(plain)),
        "activity.recipients",
        required("11 CCR 7011(e)(1)(I)"),
    );
    let cells = using.iter().flat_map(|activity| activity.who.cells.clone()).collect();
    if using.iter().any(|activity| activity.who.is_open()) {
        return question.open(cells);
    }
    let known = using.iter().filter(|activity| activity.who.is_known());
    let names = distinct(known.flat_map(|activity| activity.recipients.iter().cloned()));
    if names.is_empty() { question.none("Nobody", cells) } else { question.known(names.join("; "), cells) }
}

/// A way to give data to others that California asks about by category.
#[derive(Clone, Copy)]
enum Given {
    Sold,
    Shared,
}

/// Is a category sold or shared (11 CCR 7011(e)(1)(D))? A "no" needs one from every activity that uses it, checked
/// this year.
fn given(records: &Records<'_>, using: &[&Activity], id: &str, plain: &str, way: Given) -> Fact {
    let (part, path, done) = match way {
        Given::Sold => ("sold", "activity.sold", "sell"),
        Given::Shared => ("shared", "activity.shared_for_ads", "share for advertising"),
    };
    let question = Question::new(
        format!("california.{id}.{part}"),
        format!("Do you {done} this: {}?", lower_first(plain)),
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
        answers if answers.contains(&Some(true)) => question.known("Yes", cells),
        answers if answers.contains(&None) => question.open(cells),
        _ => question.none("No", cells),
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
    let (answer, mut cells) = own_answer(records, path);
    let tested_on = "organisation.opt_out_signal_tested_on";
    let rows = records.of("organisation");
    cells.extend(rows.iter().filter_map(|row| records.cell(*row, tested_on)));
    let tested = rows.iter().filter_map(|row| records.past_day(*row, tested_on)).max();
    let fresh = tested.is_some_and(|day| (records.as_of - day).num_days() <= 90);
    let duty = if selling.state == State::None { Duty::default() } else { required("11 CCR 7011(e)(3)(F)") };
    let question =
        Question::new(path, "Do you act on opt-out signals, and when was that tested?", path, duty);
    match (answer, fresh) {
        (Some(true), true) => question.known("If your browser sends an opt-out signal, we act on it.", cells),
        (Some(false), _) => question.none("We do not act on opt-out signals.", cells),
        _ => question.open(cells),
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
    match used.as_slice() {
        [] => question.open(cells),
        methods if methods.len() <= 4 => {
            question.known(format!("We check who you are. How: {}.", methods.join(", ")), cells)
        }
        methods => question.known(format!("We check who you are. How: {}.", methods[..4].join(", ")), cells),
    }
}

fn rights(selling: &Fact, sensitive: &Fact) -> Vec<String> {
    let mut rights = vec![
        "Know what we hold about you, where it came from and who got it.".to_owned(),
        "Have your data deleted.".to_owned(),
        "Have wrong data corrected.".to_owned(),
    ];
    if selling.state == State::Known {
        rights.push("Tell us not to sell or share your data.".to_owned());
    }
    if sensitive.state == State::Known {
        rights.push("Limit our use of your sensitive data.".to_owned());
    }
    rights.push("Use these rights without being treated worse.".to_owned());
    rights.push("Let someone else ask for you, with your signed permission.".to_owned());
    rights
}
