//! Which layout a sheet has: the user's first, then the built-in ones, in the order of their files.

use std::collections::BTreeMap;

use candor_model::text::fold;

use crate::grid::{Grid, Sheet};
use crate::settings::{Layout, Settings, SheetRule, Told, known};

/// Filled rows in which the headers of a layout are looked for.
const ROWS_MAX: usize = 60;
/// Filled rows in which the labels of a form are: a form goes down a page or two.
const LABELS_MAX: usize = 200;

/// What is said of a sheet, all sources together.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// `None` if nothing is said.
    pub told: Option<Told>,
    /// Why the sheet is passed over, if it is.
    pub pass_over: Option<String>,
}

/// What `candor.toml` and the layouts say of a sheet.
pub(crate) fn said(file: &str, sheet: &Sheet, settings: &Settings) -> Said {
    let rule = settings.sheets.iter().find(|rule| is_for(rule, file, &sheet.name)).map(|rule| &rule.told);
    if rule.is_some_and(|rule| rule.pass_over) {
        return Said { told: None, pass_over: Some("candor.toml says to pass it over".to_owned()) };
    }
    // Hidden sheets are read only where candor.toml names them.
    if !sheet.visible {
        return Said { told: rule.cloned(), pass_over: None };
    }
    let layouts = settings.layouts.iter().chain(known());
    let found = layouts
        .filter(|layout| fits_rule(layout, rule))
        .find_map(|layout| told_by(layout, sheet).map(|told| (layout, told)));
    match (rule, found) {
        (None, Some((layout, told))) if told.pass_over => {
            let why = match &layout.why {
                Some(why) => format!("{why} (layout `{}`)", layout.name),
                None => format!("the layout `{}` says to pass it over", layout.name),
            };
            Said { told: None, pass_over: Some(why) }
        }
        (Some(rule), Some((_, told))) => Said { told: Some(rule.above(&told)), pass_over: None },
        (rule, found) => {
            Said { told: rule.cloned().or_else(|| found.map(|(_, told)| told)), pass_over: None }
        }
    }
}

/// Does `candor.toml` say to read a sheet, whatever it looks like?
pub(crate) fn is_wanted(file: &str, sheet: &str, settings: &Settings) -> bool {
    settings.sheets.iter().find(|rule| is_for(rule, file, sheet)).is_some_and(|rule| rule.told.wanted)
}

fn is_for(rule: &SheetRule, file: &str, sheet: &str) -> bool {
    (file == rule.file || file.ends_with(&format!("/{}", rule.file)))
        && rule.sheet.as_ref().is_none_or(|name| name == sheet)
}

/// A layout helps a rule that leaves the entity open, or gives the same.
fn fits_rule(layout: &Layout, rule: Option<&Told>) -> bool {
    rule.is_none_or(|rule| match rule.entity {
        Some(entity) => layout.told.entity == Some(entity),
        None => !layout.told.pass_over,
    })
}

/// What a layout says of a sheet, if it is for it.
fn told_by(layout: &Layout, sheet: &Sheet) -> Option<Told> {
    if layout.sheet.as_ref().is_some_and(|pattern| !pattern.fits(&sheet.name)) {
        return None;
    }
    let mut told = layout.told.clone();
    if layout.recognised_by.is_empty() {
        return Some(told);
    }
    if told.form {
        return labels_stand_in_a_column(&sheet.grid, layout).then_some(told);
    }
    let row = header_row(&sheet.grid, layout)?;
    told.header_row = Some(row);
    Some(told)
}

/// The first row with all the headers that a layout is recognised by.
fn header_row(grid: &Grid, layout: &Layout) -> Option<u32> {
    grid.rows()
        .take(ROWS_MAX)
        .filter(|row| layout.told.header_row.is_none_or(|wanted| wanted == row.number))
        .find(|row| {
            let texts: Vec<String> = row.cells().map(|(_, id)| fold(grid.text(id))).collect();
            layout.recognised_by.iter().all(|pattern| texts.iter().any(|text| pattern.fits_folded(text)))
        })
        .map(|row| row.number)
}

fn labels_stand_in_a_column(grid: &Grid, layout: &Layout) -> bool {
    let mut columns: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (column, id) in grid.rows().take(LABELS_MAX).flat_map(|row| row.cells()) {
        columns.entry(column).or_default().push(id);
    }
    columns.into_values().any(|ids| {
        let texts: Vec<String> = ids.iter().map(|id| fold(grid.text(*id))).collect();
        layout.recognised_by.iter().all(|pattern| texts.iter().any(|text| pattern.fits_folded(text)))
    })
}
