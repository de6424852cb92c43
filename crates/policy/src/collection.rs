//! Points at which data is collected, each with a notice of at most 40 words: why, who sees it, how long.
//!
//! Invariants: a notice says nothing that the facts of its activities do not say; what does not fit is counted, never left
//! out in silence.

use candor_model::RecordRef;
use candor_model::text::fold;
use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::Activity;
use crate::fact::{Duty, Fact, Found, Question};
use crate::glance::Glance;
use crate::key;
use crate::records::Records;
use crate::words::slug;
use crate::{Facts, Key};

/// Most words of a notice at a point of collection.
pub const POINT_WORDS: usize = 40;

/// A form, a till, a call: where people give data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CollectionPoint {
    /// A name that can stand in a file's name.
    pub id: String,
    /// What the records call it, or the term for that.
    pub name: String,
    /// The same with the facts that name it.
    pub place: Glance,
    /// Positions in the list of activities.
    pub activities: Vec<usize>,
    /// What the data is used for.
    pub why: Glance,
    /// Who gets it.
    pub who: Glance,
    /// How long it is kept.
    pub how_long: Glance,
}

/// Where the data of an activity is collected; not applicable where people do not give it themselves.
pub(crate) fn collected_at(records: &Records<'_>, record: RecordRef, id: &str, name: &str) -> Fact {
    let path = "activity.collection_point";
    let ask = format!("Where do you collect the data of “{name}”: form, app, shop, call?");
    let question = Question::new(format!("{id}.collected_at"), ask, path, Duty::default());
    let cells = records.cells(record, &[path]);
    let from_people = match records.choices(record, "activity.source") {
        Found::Known(sources) => sources.iter().any(|source| ["person", "observed"].contains(source)),
        _ => true,
    };
    match points_of(records, record) {
        points if !points.is_empty() => question.known(records.language.join_apart(&points), cells),
        _ if !from_people => question.not_applicable(records.cells(record, &["activity.source"])),
        _ => question.open(cells),
    }
}

/// The points that a row names, parted by semicolons or lines, or the terms for them.
pub(crate) fn points_of(records: &Records<'_>, record: RecordRef) -> Vec<String> {
    points_written(records, record).iter().map(|part| records.word(part)).collect()
}

/// The same as written, whatever the language of the facts.
pub(crate) fn points_written(records: &Records<'_>, record: RecordRef) -> Vec<String> {
    let text = records.look(record, "activity.collection_point");
    if !matches!(records.text(record, "activity.collection_point"), Found::Known(_)) {
        return Vec::new();
    }
    let parts = text.text().split([';', '\n']).map(crate::records::plain);
    parts.filter(|part| !part.is_empty()).collect()
}

pub(crate) fn points(records: &Records<'_>, facts: &Facts) -> Vec<CollectionPoint> {
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for (index, activity) in facts.activities.iter().enumerate() {
        for point in &activity.points {
            match found.iter_mut().find(|(name, _)| fold(name) == fold(point)) {
                Some((_, activities)) if activities.last() == Some(&index) => {}
                Some((_, activities)) => activities.push(index),
                None => found.push((point.clone(), vec![index])),
            }
        }
    }
    let mut points: Vec<CollectionPoint> = Vec::new();
    for (name, activities) in found {
        let base = slug(&name);
        let taken = points
            .iter()
            .filter(|point| point.id == base || point.id.starts_with(&format!("{base}-~")))
            .count();
        let id = if taken == 0 { base } else { format!("{base}-~{}", taken + 1) };
        points.push(point(records, facts, id, name, activities));
    }
    points
}

fn point(
    records: &Records<'_>,
    facts: &Facts,
    id: String,
    name: String,
    activities: Vec<usize>,
) -> CollectionPoint {
    let of_point: Vec<&Activity> = activities.iter().map(|index| &facts.activities[*index]).collect();
    let told = |said: fn(&Activity) -> Vec<String>| {
        let mut items: Vec<String> = Vec::new();
        for item in of_point.iter().flat_map(|activity| said(activity)) {
            if !items.iter().any(|known| fold(known) == fold(&item)) {
                items.push(item);
            }
        }
        items
    };
    let purposes = records.words(&told(|activity| activity.purposes.clone()));
    let recipients = told(|activity| activity.recipients.clone());
    let periods = told(|activity| activity.kept.iter().map(|kept| kept.words.clone()).collect());
    let address = words(&facts.version.address.text) + 4;
    let lines = as_much_as_fits(
        records,
        [(key::POINT_WHY, &purposes), (key::POINT_HOW_LONG, &periods), (key::POINT_WHO, &recipients)],
        POINT_WORDS.saturating_sub(address),
    );
    let [why, how_long, who] = lines;
    let why = told_of(why, of_point.iter().map(|activity| &activity.why).collect());
    let nobody = |line: String| if recipients.is_empty() { records.say(key::WHO_NOBODY) } else { line };
    let who = told_of(nobody(who), of_point.iter().map(|activity| &activity.who).collect());
    let how_long = told_of(how_long, of_point.iter().flat_map(|activity| &activity.how_long).collect());
    let place = told_of(name.clone(), of_point.iter().map(|activity| &activity.collected_at).collect());
    CollectionPoint { id, name, place, activities, why, who, how_long }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// One item of each list, then more of each in turn while the words suffice.
fn as_much_as_fits(records: &Records<'_>, lists: [(Key, &[String]); 3], limit: usize) -> [String; 3] {
    let told = |most: [usize; 3]| {
        let [first, second, third] = lists;
        [(first, most[0]), (second, most[1]), (third, most[2])]
            .map(|((key, items), most)| shortened(records, key, items, most))
    };
    let mut most = [1; 3];
    loop {
        let before = most;
        for (index, (_, items)) in lists.iter().enumerate() {
            let mut more = most;
            more[index] += 1;
            let count: usize = told(more).iter().map(|line| words(line)).sum();
            if more[index] <= items.len() && count <= limit {
                most = more;
            }
        }
        if most == before {
            return told(most);
        }
    }
}

/// "Why: a, b and 2 more."
fn shortened(records: &Records<'_>, key: Key, items: &[String], most: usize) -> String {
    let language = records.language;
    let listed = if items.len() <= most {
        language.join_and(items)
    } else {
        let more = language.count(key::AND_MORE, (items.len() - most) as u64, &[]);
        language.join_and(&[items[..most].join(", "), more])
    };
    // The sentence brings a stop of its own: "Ltd." at its end has one already.
    records.say_with(key, &[("items", listed.trim_end_matches('.'))])
}

/// The line, or the question of a fact that a law asks for; nothing where nothing is known.
fn told_of(text: String, facts: Vec<&Fact>) -> Glance {
    if let Some(open) = facts.iter().find(|fact| fact.is_open() && fact.mandatory) {
        let text = format!("{} → {}", open.ask, open.place);
        return Glance { text, open: true, facts: vec![open.id.clone()] };
    }
    let facts: Vec<String> =
        facts.iter().filter(|fact| !fact.is_open()).map(|fact| fact.id.clone()).collect();
    Glance { text: if facts.is_empty() { String::new() } else { text }, open: false, facts }
}
