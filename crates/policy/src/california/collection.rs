//! The places where data is collected, each with what a notice there must say (Civ. Code 1798.100(a), 11 CCR 7012(e)).
//!
//! Invariants: an activity stands at each place that its row names; one that gets all its data from others, and patient
//! data under HIPAA, need no notice at collection.

use candor_model::text::fold;
use schemars::JsonSchema;
use serde::Serialize;

use super::category::{Given, asked, given, names, purposes};
use super::required;
use crate::activity::{Activities, Activity};
use crate::collection::points_written;
use crate::fact::{Fact, Found, Question};
use crate::key;
use crate::records::Records;
use crate::words::{CALIFORNIA_CATEGORIES, key_of, slug};

const PLACE: &str = "activity.collection_point";

/// A place where data is collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoticePlace {
    /// Id of its facts, such as `collection.payout-screen`.
    pub id: String,
    /// What the records call it.
    pub name: Fact,
    /// Positions in the list of activities.
    pub activities: Vec<usize>,
    /// The categories that are collected there.
    pub collected: Vec<Collected>,
    /// Activities whose categories are not recorded.
    pub open: Vec<Fact>,
}

/// A category that is collected at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Collected {
    /// The category in plain words.
    pub plain: String,
    /// The category in the words of the law.
    pub statutory: String,
    /// What it is used for.
    pub why: Fact,
    /// Is it sold?
    pub sold: Fact,
    /// Is it shared for advertising across contexts?
    pub shared: Fact,
    /// How long it is kept, by activity where there are several.
    pub how_long: Fact,
}

impl NoticePlace {
    /// The part of the id that is its own.
    pub fn slug(&self) -> &str {
        self.id.strip_prefix("collection.").unwrap_or(&self.id)
    }

    /// Its own facts.
    pub fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.push(&self.name);
        for row in &self.collected {
            for fact in [&row.why, &row.sold, &row.shared, &row.how_long] {
                // One question stands at several categories.
                if !fact.is_open() || !facts.iter().any(|other| other.id == fact.id) {
                    facts.push(fact);
                }
            }
        }
        facts.extend(&self.open);
    }
}

/// The places in the order of the records, and the activities of which no place is recorded.
pub(super) fn points(records: &Records<'_>, activities: &Activities) -> (Vec<NoticePlace>, Vec<Fact>) {
    let mut places: Vec<(String, Vec<usize>)> = Vec::new();
    let mut unplaced = Vec::new();
    for (index, activity) in activities.own.iter().enumerate().filter(|(_, own)| collects(records, own)) {
        let named = points_written(records, activity.record);
        for text in &named {
            match places.iter_mut().find(|(other, _)| fold(other) == fold(text)) {
                Some((_, here)) => here.push(index),
                None => places.push((text.clone(), vec![index])),
            }
        }
        if named.is_empty() && records.text(activity.record, PLACE) != Found::None {
            unplaced.push(
                Question::new(
                    format!("{}.collection_point", activity.id),
                    format!("Where do you collect the data of “{}”?", activity.name),
                    PLACE,
                    required("11 CCR 7012(c)"),
                )
                .open(records.cells(activity.record, &[PLACE])),
            );
        }
    }
    let mut ids: Vec<String> = Vec::new();
    let points = places.into_iter().map(|(name, here)| {
        let wanted = format!("collection.{}", slug(&name));
        let like = ids.iter().filter(|id| **id == wanted).count();
        ids.push(wanted.clone());
        let id = if like == 0 { wanted } else { format!("{wanted}-{}", like + 1) };
        point(records, activities, id, &name, here)
    });
    (points.collect(), unplaced)
}

/// Does an activity collect from people, so that they must be told there?
fn collects(records: &Records<'_>, activity: &Activity) -> bool {
    let from_people = match records.choices(activity.record, "activity.source") {
        Found::Known(sources) => sources.contains(&"person") || sources.contains(&"observed"),
        _ => true,
    };
    from_people && records.yes_no(activity.record, "activity.phi") != Some(true)
}

fn point(
    records: &Records<'_>,
    activities: &Activities,
    id: String,
    name: &str,
    here: Vec<usize>,
) -> NoticePlace {
    let own: Vec<&Activity> = here.iter().map(|index| &activities.own[*index]).collect();
    let path = "activity.ccpa_categories";
    let rows = CALIFORNIA_CATEGORIES.iter().filter_map(|category| {
        let names_it = |activity: &&&Activity| names(records, activity.record, category);
        let using: Vec<&Activity> = own.iter().filter(names_it).copied().collect();
        (!using.is_empty()).then(|| row(records, &using, &id, category))
    });
    let collected = rows.collect();
    let unknown = own.iter().filter(|activity| records.choices(activity.record, path) == Found::Unknown).map(
        |activity| {
            Question::new(
                format!("{}.ccpa_categories", activity.id),
                format!("Which categories of California does “{}” use?", activity.name),
                path,
                required("11 CCR 7012(e)(1)"),
            )
            .open(records.cells(activity.record, &[path]))
        },
    );
    let open = unknown.collect();
    let cells = own.iter().filter_map(|activity| records.cell(activity.record, PLACE)).collect();
    let ask = "Where do you collect data?";
    let called = Question::new(format!("{id}.name"), ask, PLACE, required("11 CCR 7012(c)"));
    NoticePlace { name: called.known(records.word(name), cells), activities: here, collected, open, id }
}

fn row(records: &Records<'_>, using: &[&Activity], id: &str, category: &str) -> Collected {
    let about = format!("{id}.{category}");
    let asked = asked(category);
    let question = |part: &str, ask: String, path: &str, cite: &str| {
        Question::new(format!("{about}.{part}"), ask, path, required(cite))
    };
    let why = question(
        "why",
        format!("Why do you collect this: {asked}?"),
        "activity.purposes",
        "11 CCR 7012(e)(2)",
    );
    let cells = using.iter().flat_map(|activity| activity.why.cells.clone()).collect();
    let why = match purposes(records, using) {
        Some(purposes) => why.known(purposes, cells),
        None => why.open(cells),
    };
    let how_long = question(
        "how_long",
        format!("How long do you keep this: {asked}?"),
        "activity.retention",
        "11 CCR 7012(e)(4)",
    );
    Collected {
        plain: records.say(key_of("category", category)),
        statutory: records.say(key_of("statutory", category)),
        why,
        sold: by_activity(records, using, given(records, using, &about, &asked, Given::Sold), Given::Sold),
        shared: by_activity(
            records,
            using,
            given(records, using, &about, &asked, Given::Shared),
            Given::Shared,
        ),
        how_long: kept(records, using, how_long),
    }
}

/// The question for an open answer names the activity, so that one answer closes the places of all its categories.
fn by_activity(records: &Records<'_>, using: &[&Activity], fact: Fact, way: Given) -> Fact {
    let (part, path, done) = way.asks();
    let lacks = |activity: &&&Activity| {
        records.yes_no(activity.record, path).is_none()
            || !records.checked_this_year(activity.record, "activity.reviewed_on")
    };
    match using.iter().find(lacks) {
        Some(activity) if fact.is_open() => Fact {
            id: format!("{}.{part}", activity.id),
            ask: format!("Do you {done} data of “{}”, and when was that row last checked?", activity.name),
            ..fact
        },
        _ => fact,
    }
}

/// The periods of the activities, each with its name where there are several that differ.
fn kept(records: &Records<'_>, using: &[&Activity], question: Question) -> Fact {
    let told = |activity: &&Activity| -> Option<(String, String)> {
        let known = activity.how_long.iter().filter(|fact| fact.is_known());
        let text = known.map(|fact| fact.text.as_str()).collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| (activity.name.clone(), text))
    };
    let cells =
        using.iter().flat_map(|activity| &activity.how_long).flat_map(|fact| fact.cells.clone()).collect();
    let Some(periods) = using.iter().map(told).collect::<Option<Vec<_>>>() else {
        return question.open(cells);
    };
    let is_one = periods.iter().all(|(_, text)| *text == periods[0].1);
    if is_one {
        return question.known(periods[0].1.clone(), cells);
    }
    let lines = periods.iter().map(|(name, text)| {
        records.say_with(key::LABELLED, &[("label", name), ("text", &records.language.after_colon(text))])
    });
    question.known(lines.collect::<Vec<_>>().join(" "), cells)
}
