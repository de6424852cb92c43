//! What falls due, as a calendar (RFC 5545) that any calendar program takes in.
//!
//! Invariants: the same input gives the same bytes, for the stamp is the day of the audit; an item keeps its UID when its
//! day moves, so that a calendar moves it and shows it once; no line is longer than 75 octets; no text of a cell begins
//! a property of its own.

use candor_assess::DueItem;
use candor_model::text::{one_line, shorten};
use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Class, Component, Event, EventLike, Property};

use crate::escape::visible;
use crate::exports::uuid;
use crate::view::{place, prose};

/// Octets of a line without its end (RFC 5545, 3.1).
const LINE_MAX: usize = 75;

/// Cells that an event names.
const CELLS_SHOWN: usize = 3;

/// The calendar of an organisation.
pub fn calendar<'a>(
    organisation: &str,
    as_of: NaiveDate,
    items: impl IntoIterator<Item = &'a DueItem>,
) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Candor//candor due//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    let organisation = line(organisation);
    calendar.name(&format!("Privacy deadlines: {organisation}"));
    let about = format!(
        "What the records of {organisation} show to fall due, as of {as_of}. It is not legal advice."
    );
    calendar.append_property(Property::new("X-WR-CALDESC", about));
    for item in items {
        calendar.push(event(&organisation, as_of, item));
    }
    folded(&calendar.to_string())
}

fn event(organisation: &str, as_of: NaiveDate, item: &DueItem) -> Event {
    let mut event = Event::new();
    let overdue = if item.is_overdue() { "Overdue: " } else { "" };
    event
        .uid(&uuid("due", &[organisation, &item.id]))
        .timestamp(as_of.and_time(NaiveTime::MIN).and_utc())
        .summary(&format!("{overdue}{}: {}", line(&item.subject), line(&item.what)))
        .description(&description(item))
        .class(Class::Private)
        .add_property("CATEGORIES", item.kind.label())
        // It takes nobody's time.
        .add_property("TRANSP", "TRANSPARENT");
    let time = item.time.as_ref().and_then(|time| NaiveTime::parse_from_str(time, "%H:%M").ok());
    match time {
        // A time of the organisation's own clock: the records name no zone.
        Some(time) => event.starts(item.due.and_time(time)),
        // A day without an end lasts one day (RFC 5545, 3.6.1).
        None => event.starts(item.due),
    };
    event.done()
}

fn description(item: &DueItem) -> String {
    let mut lines = vec![format!("{}: {}", item.kind.label(), line(&item.what))];
    if !item.owner.is_empty() {
        lines.push(format!("Owner: {}", line(&item.owner)));
    }
    if !item.cites.is_empty() {
        lines.push(format!("Asked for by: {}", line(&item.cites.join("; "))));
    }
    if !item.note.is_empty() {
        lines.push(line(&item.note));
    }
    let cells = item.cells.iter().take(CELLS_SHOWN);
    lines.extend(cells.map(|cell| line(&place(&cell.file, &cell.sheet, &cell.cell))));
    lines.push(item.id.clone());
    lines.join("\n")
}

/// A text in one line, without what controls a reader.
fn line(text: &str) -> String {
    let text: String = prose(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible(&shorten(&one_line(&text), 300))
}

/// Folds lines anew: the library counts a last part without the space before it, and may give 76 octets.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE_MAX {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(letter);
            length += letter.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}
