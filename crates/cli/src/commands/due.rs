//! `candor due`: what is overdue and what falls due next, for people, programs and calendars.

use std::path::Path;

use anyhow::Result;
use candor_assess::{DueItem, DueList, SeenCell, assess, due};
use candor_report::calendar;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::{DueArguments, DueFormat};
use crate::commands::Printed;
use crate::commands::audit::{VERSION, options};
use crate::commands::check::counted;
use crate::exit::Exit;
use crate::output;
use crate::print::{self, Align, Paint, Style};
use crate::workspace::{self, Workspace};

/// The version of the JSON form.
pub(crate) const DUE_FORMAT: &str = "1.0";

/// The JSON form of what falls due.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DueOutput<'a> {
    /// Version of this layout.
    format: &'static str,
    /// The version of the program.
    tool_version: &'static str,
    /// What the organisation is called.
    organisation: String,
    /// The day that days are counted from.
    as_of: NaiveDate,
    /// How many days ahead were looked at.
    days: u32,
    /// How many items are overdue.
    overdue: usize,
    /// What is overdue longest first, then what is due next.
    items: Vec<&'a DueItem>,
    /// Clocks that cannot be told, for a date is missing or cannot be read.
    clocks_unknown: u64,
    /// Clocks that run without a number of days in the law.
    clocks_open: u64,
}

pub(crate) fn run(arguments: &DueArguments, paint: Paint) -> Result<Printed> {
    let workspace = workspace::open(&arguments.input)?;
    workspace.require_readable()?;
    let (inventory, options) = (&workspace.reading.inventory, options(&workspace, &[], Some(0)));
    let assessment = assess(inventory, &workspace.library, &options);
    let list = due(inventory, &workspace.library, &options, &assessment);
    let items: Vec<&DueItem> = list.within(arguments.days).collect();
    let text = match format(arguments) {
        DueFormat::Text => text(&workspace, &list, arguments.days, paint),
        DueFormat::Json => json(&workspace, &list, &items, arguments.days)?,
        DueFormat::Ics => calendar(&workspace.organisation(), workspace.as_of, items.iter().copied()),
    };
    let text = match &arguments.out {
        Some(path) => written(path, &text, &items)?,
        None => text,
    };
    Ok(Printed { text, exit: Exit::Done })
}

/// What was asked for, else what the name of the file says.
fn format(arguments: &DueArguments) -> DueFormat {
    let extension = arguments.out.as_ref().and_then(|path| path.extension()?.to_str());
    arguments.format.unwrap_or(match extension {
        Some("ics") => DueFormat::Ics,
        Some("json") => DueFormat::Json,
        _ => DueFormat::Text,
    })
}

fn written(path: &Path, text: &str, items: &[&DueItem]) -> Result<String> {
    output::write(path, text.as_bytes())?;
    let overdue = items.iter().filter(|item| item.is_overdue()).count();
    Ok(format!("Written to {}: {}, {overdue} overdue\n", path.display(), counted(items.len(), "date")))
}

fn json(workspace: &Workspace, list: &DueList, items: &[&DueItem], days: u32) -> Result<String> {
    let output = DueOutput {
        format: DUE_FORMAT,
        tool_version: VERSION,
        organisation: workspace.organisation(),
        as_of: workspace.as_of,
        days,
        overdue: items.iter().filter(|item| item.is_overdue()).count(),
        items: items.to_vec(),
        clocks_unknown: list.clocks_unknown,
        clocks_open: list.clocks_open,
    };
    Ok(serde_json::to_string_pretty(&output)? + "\n")
}

fn text(workspace: &Workspace, list: &DueList, days: u32, paint: Paint) -> String {
    let mut text = format!(
        "{} · as of {}{} · overdue and the next {days} days\n",
        paint.text(Style::Strong, &workspace.organisation()),
        workspace.as_of,
        if workspace.as_of_today { " (today; give --as-of to repeat this run)" } else { "" },
    );
    let windows: [(&str, i64, i64); 4] =
        [("Overdue", i64::MIN, -1), ("Next 7 days", 0, 7), ("Days 8 to 30", 8, 30), ("Later", 31, i64::MAX)];
    for (title, from, to) in windows {
        let items: Vec<&DueItem> =
            list.within(days).filter(|item| (from..=to).contains(&item.days_left)).collect();
        if items.is_empty() {
            continue;
        }
        let style = if to < 0 { Style::Bad } else { Style::Strong };
        text.push_str(&format!("\n{}\n", paint.text(style, &format!("{title} ({})", items.len()))));
        let rows: Vec<Vec<String>> = items.into_iter().map(row).collect();
        let aligns = [Align::Left, Align::Right, Align::Left, Align::Left, Align::Left];
        text.extend(print::columns(&rows, &aligns).iter().map(|line| format!("{line}\n")));
    }
    text.push_str(&last_lines(list, days));
    text
}

fn row(item: &DueItem) -> Vec<String> {
    let time = item.time.as_ref().map(|time| format!(" {time}")).unwrap_or_default();
    let left = match item.days_left {
        0 => "today".to_owned(),
        days if days < 0 => format!("{} late", counted(days.unsigned_abs() as usize, "day")),
        days => format!("in {}", counted(days as usize, "day")),
    };
    let owner = if item.owner.is_empty() { String::new() } else { format!(" · {}", item.owner) };
    vec![
        format!(" {}{time}", item.due),
        left,
        item.kind.label().to_owned(),
        candor_model::text::shorten(&format!("{}: {}{owner}", item.subject, item.what), 100),
        item.cells.first().map(place).unwrap_or_default(),
    ]
}

fn place(cell: &SeenCell) -> String {
    let sheet = if cell.sheet.is_empty() { &cell.file } else { &cell.sheet };
    if cell.cell.is_empty() { sheet.clone() } else { format!("{sheet}!{}", cell.cell) }
}

/// What the list does not show, and is not nothing.
fn last_lines(list: &DueList, days: u32) -> String {
    let mut lines = Vec::new();
    if list.within(days).next().is_none() {
        lines.push("Nothing is overdue or falls due, as far as the records have dates.".to_owned());
    }
    let later = list.items.len() - list.within(days).count();
    if later > 0 {
        lines.push(format!("{} later: give more --days.", counted(later, "date")));
    }
    if list.clocks_unknown > 0 {
        lines.push(format!(
            "{} cannot be told, for a date is missing or cannot be read: see the audit.",
            counted(list.clocks_unknown as usize, "clock")
        ));
    }
    if list.clocks_open > 0 {
        lines.push(format!(
            "{} without a number of days in the law: see the audit.",
            counted(list.clocks_open as usize, "open step")
        ));
    }
    lines.push("This shows what the records show. It is not legal advice.".to_owned());
    format!("\n{}\n", lines.join("\n"))
}
