//! The statutory categories: collected or not, and what becomes of each (11 CCR 7011(e)(1)(A)-(J)).
//!
//! Invariants: a "no" needs one from every activity that uses the category, checked this year; what an activity gives to
//! others is told only if all of it is known.

use candor_model::RecordRef;
use candor_model::once::each_once;
use schemars::JsonSchema;
use serde::Serialize;

use super::recipients::{Sorted, sorted, told};
use super::required;
use crate::activity::{Activities, Activity};
use crate::fact::{Fact, FactCell, Found, Question};
use crate::records::Records;
use crate::words::{key_of, lower_first, upper_first};
use crate::{Language, key};

const PATH: &str = "activity.ccpa_categories";

/// A statutory category: collected or not, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Category {
    /// The id of the option, such as `internet_activity`.
    pub id: String,
    /// The category in plain words.
    pub plain: String,
    /// The category in the words of the law.
    pub statutory: String,
    /// Is it collected?
    pub collected: Fact,
    /// Names of the activities that use it; their purposes and sources are told with them.
    pub used_in: Fact,
    /// Is it sold?
    pub sold: Fact,
    /// Is it shared for advertising across contexts?
    pub shared: Fact,
    /// The third parties to whom it is sold or with whom it is shared, by their kind; not applicable where it is neither.
    pub sold_to: Fact,
    /// Why it is sold or shared; not applicable where it is neither.
    pub sold_why: Fact,
    /// Who gets it for a business purpose.
    pub disclosed_to: Fact,
    /// What for; not applicable where nobody gets it.
    pub disclosed_why: Fact,
}

impl Category {
    pub(super) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.push(&self.collected);
        if self.collected.is_known() {
            facts.extend([&self.used_in, &self.sold, &self.shared, &self.sold_to, &self.sold_why]);
            facts.extend([&self.disclosed_to, &self.disclosed_why]);
        }
    }
}

/// Does an activity name a category?
pub(super) fn names(records: &Records<'_>, activity: RecordRef, id: &str) -> bool {
    records.choices(activity, PATH).known().is_some_and(|categories| categories.contains(&id))
}

/// The category in a question.
pub(super) fn asked(id: &str) -> String {
    lower_first(&Language::English.say(key_of("category", id)))
}

pub(super) fn category(records: &Records<'_>, activities: &Activities, id: &'static str) -> Category {
    let asked = asked(id);
    let using: Vec<&Activity> =
        activities.own.iter().filter(|activity| names(records, activity.record, id)).collect();
    let names: Vec<String> = using.iter().map(|activity| activity.name.clone()).collect();
    let cells = using.iter().flat_map(|activity| records.cells(activity.record, &["activity.name", PATH]));
    let used_in = Question::new(
        format!("california.{id}.used_in"),
        format!("What do you use this for: {asked}?"),
        "activity.name",
        required("11 CCR 7011(e)(1)(C)"),
    );
    let about = format!("california.{id}");
    let sold = given(records, &using, &about, &asked, Given::Sold);
    let shared = given(records, &using, &about, &asked, Given::Shared);
    let sorted: Vec<Sorted> = using.iter().map(|activity| sorted(records, activity)).collect();
    let (sold_to, sold_why) = buyers(records, &about, &asked, &using, &sorted, [&sold, &shared]);
    let (disclosed_to, disclosed_why) = disclosed(records, &about, &asked, &using, &sorted);
    Category {
        id: id.to_owned(),
        plain: records.say(key_of("category", id)),
        statutory: records.say(key_of("statutory", id)),
        collected: collected(records, activities, id, &asked, !using.is_empty()),
        used_in: used_in.known(records.language.join_apart(&names), cells.collect()),
        sold,
        shared,
        sold_to,
        sold_why,
        disclosed_to,
        disclosed_why,
    }
}

fn collected(records: &Records<'_>, activities: &Activities, id: &str, asked: &str, is_used: bool) -> Fact {
    // A "no" has to hold for every row that was at work in the last 12 months, also those not told here; what
    // is handled on the instructions of others is theirs to list.
    let ours = |record: &&RecordRef| {
        let planned = records.choice(**record, "activity.status") == Some("planned");
        records.choice(**record, "activity.role") != Some("processor")
            && !(planned && records.checked_this_year(**record, "activity.reviewed_on"))
    };
    let others = activities.in_scope.iter().chain(&activities.just_ended).filter(ours);
    let nobody_else = others.clone().all(|record| match records.choices(*record, PATH) {
        Found::Known(categories) => !categories.contains(&id),
        Found::None => true,
        Found::Unknown => false,
    });
    let question = Question::new(
        format!("california.{id}.collected"),
        format!("Do you collect this: {asked}?"),
        PATH,
        required("11 CCR 7011(e)(1)(A)"),
    );
    let cells: Vec<FactCell> = others.filter_map(|record| records.cell(*record, PATH)).collect();
    match (is_used, nobody_else && !activities.in_scope.is_empty()) {
        (true, _) => question.known(records.say(key::CALIFORNIA_YES), cells),
        (false, true) => question.none(records.say(key::CALIFORNIA_NO), cells),
        (false, false) => question.open(cells),
    }
}

/// A way to give data to others that California asks about by category.
#[derive(Clone, Copy)]
pub(super) enum Given {
    Sold,
    Shared,
}

impl Given {
    /// The end of a fact's id, the field, and the words of a question.
    pub(super) fn asks(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Given::Sold => ("sold", "activity.sold", "sell"),
            Given::Shared => ("shared", "activity.shared_for_ads", "share for advertising"),
        }
    }
}

/// What activities are done for, if it is known of all.
pub(super) fn purposes(records: &Records<'_>, using: &[&Activity]) -> Option<String> {
    let known = !using.is_empty() && using.iter().all(|activity| activity.why.is_known());
    let words = using.iter().flat_map(|activity| records.words(&activity.purposes));
    let purposes = each_once(words.map(|purpose| upper_first(&purpose)));
    known.then(|| records.language.join_apart(&purposes))
}

/// Is a category sold or shared (11 CCR 7011(e)(1)(D), 7012(e)(3))? `about` begins the id of the fact.
pub(super) fn given(
    records: &Records<'_>,
    using: &[&Activity],
    about: &str,
    asked: &str,
    way: Given,
) -> Fact {
    let (part, path, done) = way.asks();
    let question = Question::new(
        format!("{about}.{part}"),
        format!("Do you {done} this: {asked}?"),
        path,
        required("11 CCR 7011(e)(1)(D)"),
    );
    let cells = using
        .iter()
        .flat_map(|activity| records.cells(activity.record, &[path, "activity.reviewed_on"]))
        .collect();
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

/// 11 CCR 7011(e)(1)(E)-(F): the third parties, and the purposes of the activities that sell or share.
fn buyers(
    records: &Records<'_>,
    about: &str,
    asked: &str,
    using: &[&Activity],
    sorted: &[Sorted],
    given: [&Fact; 2],
) -> (Fact, Fact) {
    let who = Question::new(
        format!("{about}.sold_to"),
        format!("To whom do you sell this, or with whom do you share it: {asked}?"),
        "vendor.role",
        required("11 CCR 7011(e)(1)(E)"),
    );
    let why = Question::new(
        format!("{about}.sold_why"),
        format!("Why do you sell or share this: {asked}?"),
        "activity.purposes",
        required("11 CCR 7011(e)(1)(F)"),
    );
    let cells: Vec<FactCell> = given.iter().flat_map(|fact| fact.cells.clone()).collect();
    if !given.iter().any(|fact| fact.is_known()) {
        return (who.not_applicable(cells.clone()), why.not_applicable(cells));
    }
    let selling = || using.iter().zip(sorted).filter(|(_, sorted)| sorted.is_given);
    let cells = selling().flat_map(|(_, sorted)| sorted.cells.clone()).collect();
    let names = told(records, selling().flat_map(|(_, sorted)| &sorted.buyers));
    let is_open = names.is_empty() || selling().any(|(_, sorted)| sorted.buyers_open);
    let who = if is_open { who.open(cells) } else { who.known(names, cells) };
    let cells = selling().flat_map(|(activity, _)| activity.why.cells.clone()).collect();
    let of: Vec<&Activity> = selling().map(|(activity, _)| *activity).collect();
    let why = match purposes(records, &of) {
        Some(purposes) => why.known(purposes, cells),
        None => why.open(cells),
    };
    (who, why)
}

/// 11 CCR 7011(e)(1)(H)-(J): known only if it is known for every activity that uses the category.
fn disclosed(
    records: &Records<'_>,
    about: &str,
    asked: &str,
    using: &[&Activity],
    sorted: &[Sorted],
) -> (Fact, Fact) {
    let who = Question::new(
        format!("{about}.disclosed"),
        format!("Who gets this: {asked}?"),
        "activity.recipients",
        required("11 CCR 7011(e)(1)(I)"),
    );
    let why = Question::new(
        format!("{about}.disclosed_why"),
        format!("What do those who get this do with it: {asked}?"),
        "vendor.service",
        required("11 CCR 7011(e)(1)(J)"),
    );
    let cells: Vec<FactCell> = sorted.iter().flat_map(|sorted| sorted.cells.clone()).collect();
    if using.iter().any(|activity| activity.who.is_open()) {
        return (who.open(cells.clone()), why.not_applicable(cells));
    }
    let names = told(records, sorted.iter().flat_map(|sorted| &sorted.helpers));
    if names.is_empty() {
        let nobody = records.say(key::CALIFORNIA_NOBODY);
        return (who.none(nobody, cells.clone()), why.not_applicable(cells));
    }
    let reason_cells = sorted.iter().flat_map(|sorted| sorted.reason_cells.clone()).collect();
    let reasons =
        each_once(sorted.iter().flat_map(|sorted| sorted.reasons.iter().map(|reason| upper_first(reason))));
    let why = if sorted.iter().any(|sorted| sorted.reasons_open) {
        why.open(reason_cells)
    } else {
        why.known(records.language.join_apart(&reasons), reason_cells)
    };
    (who.known(names, cells), why)
}
