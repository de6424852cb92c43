//! What the policy for California and the notices beside it show.
//!
//! Invariants: a notice shows only what concerns its place, its offer or its decision; its count of open questions is its own.

use candor_policy::{
    Activity, California, Category, Claims, Collected, Decision, Fact, Facts, Glance, Incentive, Metric,
    NoticePlace, Organisation, State, Version,
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;
use crate::document::Part;

/// The part for people in California, which the privacy policy holds too.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CaliforniaPart<'a> {
    /// What California asks for, if its law applies.
    california: Option<&'a California>,
    /// Why data is collected and where it comes from, where no other table says it.
    purposes: Vec<&'a Activity>,
    /// Requests of each kind and how they were answered.
    metrics: Vec<MetricRow<'a>>,
}

/// Requests of one kind; each number rests on the same cells.
#[derive(Serialize, JsonSchema)]
struct MetricRow<'a> {
    /// The kind.
    kind: &'a Fact,
    /// How many came.
    received: Glance,
    /// How many were carried out in whole or in part.
    granted: Glance,
    /// How many were refused.
    refused: Glance,
    /// Median of the days until the answer, or a dash.
    median_days: Glance,
}

/// What a notice for California shows.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Notice<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// Statements that need proof.
    claims: &'a Claims,
    /// The version of the text.
    version: &'a Version,
    /// The part for people in California.
    #[serde(flatten)]
    part: CaliforniaPart<'a>,
    /// Where data is collected.
    places: Vec<Place<'a>>,
    /// Questions about activities of which no place of collection is recorded.
    unplaced: Vec<&'a Fact>,
    /// The categories that are sold or shared, or of which it is not known.
    given: Vec<&'a Category>,
    /// The activities that use sensitive information, if there are any.
    sensitive_used_in: Option<&'a Fact>,
    /// What is offered in return for data.
    incentives: Vec<&'a Incentive>,
    /// What software decides.
    decisions: Vec<DecisionRow<'a>>,
    /// Answers that this text lacks.
    open_count: usize,
    /// Missing answers that a law asks for.
    blocking_count: usize,
}

/// A place where data is collected.
#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// Names its part of the page.
    id: &'a str,
    /// What the place is called.
    name: &'a Fact,
    /// Whose data is collected there.
    people: Glance,
    /// What the data is collected for there.
    activities: Glance,
    /// The categories collected there.
    collected: &'a [Collected],
    /// Questions about activities whose categories are not recorded.
    open: &'a [Fact],
    #[serde(skip)]
    point: &'a NoticePlace,
}

/// A decision with the activity that it belongs to.
#[derive(Serialize, JsonSchema)]
struct DecisionRow<'a> {
    /// Names its part of the page.
    id: &'a str,
    /// The decision.
    decision: &'a Decision,
    /// The activity.
    activity: &'a Activity,
}

/// Which document a notice is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Policy,
    Collection,
    OptOut,
    Limit,
    Incentive,
    Decisions,
}

/// The parts of a document that the facts give reason for: the whole, and one for each place or decision if there are
/// several.
pub(crate) fn parts(input: &Input<'_>, kind: Kind) -> Vec<Part> {
    let facts = &input.facts;
    let Some(california) = &facts.california else { return Vec::new() };
    let records: Vec<&str> = match kind {
        Kind::Collection => california.points.iter().map(|point| point.slug()).collect(),
        Kind::Decisions => california.decisions.iter().map(Decision::slug).collect(),
        Kind::Policy | Kind::OptOut | Kind::Limit | Kind::Incentive => Vec::new(),
    };
    let applies = match kind {
        Kind::Policy => true,
        Kind::Collection => !california.points.is_empty() || !california.unplaced.is_empty(),
        Kind::OptOut => facts.claims.selling.state != State::None,
        Kind::Limit => california.sensitive.state != State::None,
        Kind::Incentive => !california.incentives.is_empty(),
        Kind::Decisions => !california.decisions.is_empty(),
    };
    let single = if records.len() > 1 { records } else { Vec::new() };
    let single = single.into_iter().map(|record| Part::Record(record.to_owned()));
    applies.then_some(Part::Whole).into_iter().chain(single).collect()
}

/// The part as the privacy policy holds it: its tables say already what each activity is for.
pub(crate) fn part_of_policy(facts: &Facts) -> CaliforniaPart<'_> {
    let rows = facts.california.as_ref().map(|california| california.metrics.rows.as_slice());
    CaliforniaPart {
        california: facts.california.as_ref(),
        purposes: Vec::new(),
        metrics: rows.unwrap_or_default().iter().map(metric).collect(),
    }
}

fn metric(row: &Metric) -> MetricRow<'_> {
    let number = |text: String| line(text, vec![row.kind.id.clone()]);
    let median = if row.median_days.is_empty() { "–" } else { &row.median_days };
    MetricRow {
        received: number(row.received.to_string()),
        granted: number(row.granted.to_string()),
        refused: number(row.refused.to_string()),
        median_days: number(median.to_owned()),
        kind: &row.kind,
    }
}

fn line(text: String, facts: Vec<String>) -> Glance {
    Glance { text, open: false, facts }
}

/// The notice of a kind, of one place or decision where the part names one.
pub(crate) fn notice<'a>(input: &'a Input<'_>, kind: Kind, part: &Part) -> Notice<'a> {
    let facts = &input.facts;
    let california = facts.california.as_ref();
    let wanted = |slug: &str| part.record().is_none_or(|record| record == slug);
    let only = |of: Kind| california.filter(|_| kind == of);
    let places = only(Kind::Collection).map(|california| {
        let points = california.points.iter().filter(|point| wanted(point.slug()));
        points.map(|point| place(facts, point)).collect::<Vec<_>>()
    });
    let unplaced =
        only(Kind::Collection).filter(|_| part.record().is_none()).map(|california| &california.unplaced);
    let decisions = only(Kind::Decisions).map(|california| {
        let own = california.decisions.iter().filter(|decision| wanted(decision.slug()));
        own.map(|decision| decision_row(facts, decision)).collect::<Vec<_>>()
    });
    let mut notice = Notice {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        organisation: &facts.organisation,
        claims: &facts.claims,
        version: &facts.version,
        part: CaliforniaPart {
            purposes: only(Kind::Policy).map(|_| facts.activities.iter().collect()).unwrap_or_default(),
            ..part_of_policy(facts)
        },
        places: places.unwrap_or_default(),
        unplaced: unplaced.into_iter().flatten().collect(),
        given: only(Kind::OptOut).map(given).unwrap_or_default(),
        sensitive_used_in: only(Kind::Limit).and_then(sensitive_used_in),
        incentives: only(Kind::Incentive).map(|it| it.incentives.iter().collect()).unwrap_or_default(),
        decisions: decisions.unwrap_or_default(),
        open_count: 0,
        blocking_count: 0,
    };
    let open: Vec<&Fact> = shown(&notice, kind).into_iter().filter(|fact| fact.is_open()).collect();
    (notice.open_count, notice.blocking_count) =
        (open.len(), open.iter().filter(|fact| fact.mandatory).count());
    notice
}

fn place<'a>(facts: &'a Facts, point: &'a NoticePlace) -> Place<'a> {
    let here: Vec<&Activity> = point.activities.iter().map(|index| &facts.activities[*index]).collect();
    let people: Vec<&Fact> =
        here.iter().map(|activity| &activity.people).filter(|fact| fact.is_known()).collect();
    let mut groups: Vec<String> = Vec::new();
    for fact in &people {
        if !groups.contains(&fact.text) {
            groups.push(fact.text.clone());
        }
    }
    let ids = people.iter().map(|fact| fact.id.clone()).collect();
    let people = if groups.is_empty() {
        let asking = here.first().map(|activity| &activity.people);
        let text = asking.map(|fact| format!("{} → {}", fact.ask, fact.place)).unwrap_or_default();
        Glance { text, open: true, facts: ids }
    } else {
        line(facts.language.join_apart(&groups), ids)
    };
    let names: Vec<String> = here.iter().map(|activity| activity.name.clone()).collect();
    let names = facts.language.join_apart(&names);
    let ids = here.iter().map(|activity| activity.named.id.clone()).collect();
    Place {
        id: point.slug(),
        name: &point.name,
        people,
        activities: line(names, ids),
        collected: &point.collected,
        open: &point.open,
        point,
    }
}

fn decision_row<'a>(facts: &'a Facts, decision: &'a Decision) -> DecisionRow<'a> {
    DecisionRow { id: decision.slug(), decision, activity: &facts.activities[decision.activity] }
}

fn given(california: &California) -> Vec<&Category> {
    let is_given = |category: &&Category| {
        category.collected.is_known()
            && [&category.sold, &category.shared].iter().any(|fact| fact.state != State::None)
    };
    california.categories.iter().filter(is_given).collect()
}

fn sensitive_used_in(california: &California) -> Option<&Fact> {
    let sensitive = california.categories.iter().find(|category| category.id == "sensitive")?;
    sensitive.collected.is_known().then_some(&sensitive.used_in)
}

/// The facts that a notice shows, for the count of its open questions.
fn shown<'a>(notice: &Notice<'a>, kind: Kind) -> Vec<&'a Fact> {
    let mut facts: Vec<&Fact> = vec![&notice.organisation.email, &notice.organisation.address];
    let Some(california) = notice.part.california else { return facts };
    let choices = &california.choices;
    facts.push(&california.links.policy);
    let selling = &notice.claims.selling;
    let channels = &notice.organisation.request_channels;
    match kind {
        Kind::Policy => {
            facts.clear();
            facts.extend([&notice.organisation.email, &notice.organisation.address, selling, channels]);
            california.each_of_policy(&mut facts);
            for activity in &notice.part.purposes {
                facts.extend(activity.how_long.iter().chain([&activity.why, &activity.source]));
            }
        }
        Kind::Collection => {
            facts.extend([selling, &california.links.opt_out, &california.links.limit]);
            facts.extend(&notice.unplaced);
            for place in &notice.places {
                place.point.each(&mut facts);
            }
        }
        Kind::OptOut => {
            facts.extend([selling, channels, &california.links.opt_out, &california.signal]);
            facts.extend([&choices.minors, &california.under_16, &choices.frictionless]);
            let rows = notice.given.iter();
            facts.extend(rows.flat_map(|row| [&row.sold, &row.shared, &row.sold_to, &row.sold_why]));
        }
        Kind::Limit => facts.extend([&california.sensitive, channels, &california.links.limit]),
        Kind::Incentive => notice.incentives.iter().for_each(|incentive| incentive.each(&mut facts)),
        Kind::Decisions => {
            for row in &notice.decisions {
                row.decision.each(&mut facts);
                facts.extend([&row.activity.why, &row.activity.what]);
            }
        }
    }
    facts
}
