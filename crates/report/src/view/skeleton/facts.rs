//! Points of a skeleton: from cells of the activity and of what is linked to it.

use candor_model::RecordRef;

use super::{SkeletonItem, SkeletonTable};
use crate::view::register::authority::MEASURES;
use crate::view::register::links::Links;

/// A point that cells answer; where they are blank, the question stays.
pub(super) struct Point {
    pub(super) what: &'static str,
    /// Fields of the activity, told together.
    pub(super) paths: &'static [&'static str],
    pub(super) ask: &'static str,
    /// The question stays open also where something is recorded.
    pub(super) always: bool,
}

/// A point that what is recorded answers.
pub(super) const fn known(what: &'static str, paths: &'static [&'static str], ask: &'static str) -> Point {
    Point { what, paths, ask, always: false }
}

/// A point that only a person can finish; what is recorded stands beside it.
pub(super) const fn open(what: &'static str, paths: &'static [&'static str], ask: &'static str) -> Point {
    Point { what, paths, ask, always: true }
}

pub(super) fn items(links: &Links<'_>, record: RecordRef, points: &[Point]) -> Vec<SkeletonItem> {
    points.iter().map(|point| item(links, record, point)).collect()
}

fn item(links: &Links<'_>, record: RecordRef, point: &Point) -> SkeletonItem {
    let several = point.paths.len() > 1;
    let mut texts = Vec::new();
    let mut places = Vec::new();
    for path in point.paths {
        let text = links.text(record, path);
        if text.is_empty() {
            continue;
        }
        let label = crate::view::label(path).filter(|_| several);
        texts.push(label.map_or_else(|| text.clone(), |label| format!("{label}: {text}")));
        places.push(links.place(record, path));
    }
    told(point, texts, places)
}

fn told(point: &Point, texts: Vec<String>, places: Vec<String>) -> SkeletonItem {
    let is_open = point.always || texts.is_empty();
    SkeletonItem {
        what: point.what.to_owned(),
        recorded: texts.join("; "),
        place: places.join(", "),
        ask: if is_open { point.ask.to_owned() } else { String::new() },
    }
}

/// A point answered by linked records, by name and place.
pub(super) fn of_records(
    links: &Links<'_>,
    point: &Point,
    records: &[RecordRef],
    about: &[&str],
) -> SkeletonItem {
    let mut texts = Vec::new();
    let mut places = Vec::new();
    for record in records {
        let facts: Vec<String> =
            about.iter().map(|path| links.text(*record, path)).filter(|text| !text.is_empty()).collect();
        let name = links.inventory.name(*record);
        texts.push(if facts.is_empty() { name } else { format!("{name} ({})", facts.join(", ")) });
        places.push(links.record_place(*record));
    }
    told(point, texts, places)
}

/// A point answered by the organisation's own row.
pub(super) fn of_organisation(links: &Links<'_>, point: &Point) -> SkeletonItem {
    let mut texts = Vec::new();
    let mut places = Vec::new();
    for path in point.paths {
        let told = links.records("organisation").into_iter().find(|one| !links.text(*one, path).is_empty());
        if let Some(record) = told {
            texts.push(links.text(record, path));
            places.push(links.place(record, path));
        }
    }
    self::told(point, texts, places)
}

/// The records that a reference field of the activity means.
pub(super) fn meant(links: &Links<'_>, record: RecordRef, path: &str) -> Vec<RecordRef> {
    links.named(record, path).into_iter().flat_map(|named| named.records).collect()
}

/// Measures of the activity and of its systems, each a row to be finished.
pub(super) fn measures(links: &Links<'_>, record: RecordRef, title: &str, open: &[&str]) -> SkeletonTable {
    let mut headers = vec!["Measure recorded".to_owned(), "Where".to_owned()];
    headers.extend(open.iter().map(|header| (*header).to_owned()));
    let row = |measure: String, place: String| {
        let mut cells = vec![measure, place];
        cells.extend(open.iter().map(|_| String::new()));
        cells
    };
    let mut rows = Vec::new();
    let path = "activity.security_measures";
    let own = links.text(record, path);
    if !own.is_empty() {
        rows.push(row(own, links.place(record, path)));
    }
    for path in ["activity.pseudonymised", "activity.access_roles"] {
        let measures = links.measures(record, &[path]);
        rows.extend(measures.into_iter().map(|measure| row(measure, links.place(record, path))));
    }
    for system in meant(links, record, "activity.systems") {
        let measures = links.measures(system, &MEASURES);
        let name = links.inventory.name(system);
        let words = if measures.is_empty() { "no measure recorded".to_owned() } else { measures.join("; ") };
        rows.push(row(format!("{name}: {words}"), links.record_place(system)));
    }
    if rows.is_empty() {
        rows.push(row("None recorded".to_owned(), "–".to_owned()));
    }
    SkeletonTable { title: title.to_owned(), headers, rows }
}
