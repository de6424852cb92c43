//! What California asks of a policy and of its notices (Civ. Code 1798.130(a)(5), 11 CCR 7011-7016, 7220).
//!
//! The way of a fact: `category` draws what is collected, sold, shared and disclosed, `recipients` sorts who gets it;
//! `collection`, `choices`, `metrics`, `incentive` and `decision` draw what the single notices ask for.
//!
//! Invariants: "not collected" is said of a category only if every activity names its categories; workers and applicants
//! count as everybody else; what a form or setting does is told only after a test in the last 12 months.

mod category;
mod choices;
mod collection;
mod decision;
mod incentive;
mod metrics;
mod recipients;

use candor_model::once::each_once;
use schemars::JsonSchema;
use serde::Serialize;

pub use category::Category;
pub use choices::{Choices, Links};
pub use collection::{Collected, NoticePlace};
pub use decision::Decision;
pub use incentive::Incentive;
pub use metrics::{Metric, Metrics};

use crate::activity::Activities;
use crate::claim::Claims;
use crate::fact::{Duty, Fact, Question, State};
use crate::organisation::{Applies, Laws, own_answer};
use crate::records::Records;
use crate::rights::Right;
use crate::words::CALIFORNIA_CATEGORIES;
use crate::{Key, key};

/// The part of a policy for people in California, and what its notices hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct California {
    /// The categories of Cal. Civ. Code 1798.140(v), (ae).
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
    pub rights: Vec<Right>,
    /// How to opt out, to limit and to opt in.
    pub choices: Choices,
    /// Where the notices are published.
    pub links: Links,
    /// Where data is collected, each place with what is collected there.
    pub points: Vec<NoticePlace>,
    /// Activities of which no place of collection is recorded.
    pub unplaced: Vec<Fact>,
    /// How many requests came, and how fast they were answered.
    pub metrics: Metrics,
    /// Is something offered in return for data?
    pub offers_incentive: Fact,
    /// What is offered in return for data.
    pub incentives: Vec<Incentive>,
    /// What software decides, one for each activity.
    pub decisions: Vec<Decision>,
}

impl California {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        self.each_of_policy(facts);
        self.each_of_notices(facts);
    }

    /// The facts that only the notices tell.
    pub fn each_of_notices<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        self.points.iter().for_each(|point| point.each(facts));
        facts.extend(&self.unplaced);
        self.incentives.iter().for_each(|incentive| incentive.each(facts));
        self.decisions.iter().for_each(|decision| decision.each(facts));
    }

    /// The facts that the part of the policy tells; the others stand in notices.
    pub fn each_of_policy<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        self.categories.iter().for_each(|category| category.each(facts));
        facts.extend([&self.under_16, &self.sensitive, &self.signal, &self.verification]);
        self.choices.each(facts);
        self.links.each(facts);
        self.metrics.each(facts);
        facts.push(&self.offers_incentive);
    }

    /// The facts that a policy for several regions tells here; the policy for California tells the rest.
    pub fn each_of_short_part<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.push(&self.verification);
        self.links.each(facts);
    }
}

fn required(cite: &str) -> Duty {
    Duty { mandatory: true, cite: cite.to_owned() }
}

fn required_if(is_required: bool, cite: &str) -> Duty {
    Duty { mandatory: is_required, cite: cite.to_owned() }
}

/// The California part, if the CCPA applies.
pub(crate) fn california(
    records: &Records<'_>,
    laws: &Laws,
    activities: &Activities,
    claims: &Claims,
) -> Option<California> {
    if laws.ccpa != Applies::Yes {
        return None;
    }
    let selling = &claims.selling;
    let categories =
        CALIFORNIA_CATEGORIES.iter().map(|id| category::category(records, activities, id)).collect();
    let under_16 = under_16(records, activities, selling);
    let sensitive = yes_no_fact(
        records,
        "organisation.sensitive_beyond_7027m",
        "Do you use sensitive data for more than the listed purposes?",
        "11 CCR 7011(e)(1)(K)",
        key::BEYOND_LISTED_YES,
        key::BEYOND_LISTED_NO,
    );
    let signal = choices::signal(records, selling);
    let decisions = decision::decisions(records, activities);
    let (points, unplaced) = collection::points(records, activities);
    let links = choices::links(records, selling, &sensitive);
    let (offers_incentive, incentives) = incentive::incentives(records);
    Some(California {
        categories,
        rights: rights(records, selling, &sensitive, &decisions),
        choices: choices::choices(records, selling, &sensitive, &under_16, &signal, &links),
        verification: verification(records),
        metrics: metrics::metrics(records, laws),
        under_16,
        sensitive,
        signal,
        links,
        points,
        unplaced,
        offers_incentive,
        incentives,
        decisions,
    })
}

/// 11 CCR 7011(e)(1)(G). With selling open or confirmed, the organisation's word alone proves nothing about children.
fn under_16(records: &Records<'_>, activities: &Activities, selling: &Fact) -> Fact {
    let told = yes_no_fact(
        records,
        "organisation.sells_minors_data",
        "Do you know that you sell or share data of people under 16?",
        "11 CCR 7011(e)(1)(G)",
        key::UNDER_16_YES,
        key::UNDER_16_NO,
    );
    if selling.state == State::None || told.state != State::None {
        return told;
    }
    Fact { state: if children_proven(records, activities) { State::None } else { State::Unknown }, ..told }
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

/// 11 CCR 7011(e)(3): how identity is checked, as the log of requests shows it.
fn verification(records: &Records<'_>) -> Fact {
    let path = "request.verification_method";
    let used = each_once(
        records.of("request").into_iter().filter_map(|request| records.text(request, path).known()),
    );
    let cells =
        records.of("request").into_iter().filter_map(|request| records.cell(request, path)).take(5).collect();
    let question = Question::new(
        "california.verification",
        "How do you check who is asking?",
        path,
        required("11 CCR 7011(e)(3); 7062(g)"),
    );
    if used.is_empty() {
        return question.open(cells);
    }
    let methods = records.words(&used[..used.len().min(4)]).join(", ");
    question.known(records.say_with(key::VERIFICATION_HOW, &[("methods", &methods)]), cells)
}

/// The rights that apply, each with the provision that gives it.
fn rights(records: &Records<'_>, selling: &Fact, sensitive: &Fact, decisions: &[Decision]) -> Vec<Right> {
    let mut told = vec![
        (key::CALIFORNIA_RIGHT_KNOW, "Civ. Code 1798.110"),
        (key::CALIFORNIA_RIGHT_DELETE, "Civ. Code 1798.105"),
        (key::CALIFORNIA_RIGHT_CORRECT, "Civ. Code 1798.106"),
    ];
    if selling.state == State::Known {
        told.push((key::CALIFORNIA_RIGHT_OPT_OUT, "Civ. Code 1798.120"));
    }
    if sensitive.state == State::Known {
        told.push((key::CALIFORNIA_RIGHT_LIMIT, "Civ. Code 1798.121"));
    }
    // An exception that is not recorded takes no right away.
    if decisions.iter().any(|decision| !decision.exception.is_known()) {
        told.push((key::CALIFORNIA_RIGHT_ADMT_OPT_OUT, "11 CCR 7221(a)"));
    }
    if decisions.iter().any(|decision| decision.appeal.is_known() || decision.appeal.is_open()) {
        told.push((key::CALIFORNIA_RIGHT_ADMT_APPEAL, "11 CCR 7221(b)(1)"));
    }
    if !decisions.is_empty() {
        told.push((key::CALIFORNIA_RIGHT_ADMT_ACCESS, "11 CCR 7222(a)"));
    }
    told.push((key::CALIFORNIA_RIGHT_NO_RETALIATION, "Civ. Code 1798.125"));
    told.push((key::CALIFORNIA_RIGHT_AGENT, "11 CCR 7063"));
    told.into_iter().map(|(key, cite)| Right { text: records.say(key), cite: cite.to_owned() }).collect()
}
