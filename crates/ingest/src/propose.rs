//! Proposes a layout for a sheet, ready to edit: what was understood with how surely, what was not with the best
//! guesses, and values to recognise it by.
//!
//! Invariant: what is printed is itself a layout, and reading with it gives what was read without it.

mod unknown;

use std::fmt::Write as _;

use candor_model::text::{one_line, shorten};
use candor_model::{Column, Dictionary, EntityId, FileReading, Fixed, Kind, TableReading, column_letters};

use crate::grid::{Grid, Sheet};
use crate::headers::guesses;
use crate::locate::{Surroundings, guess_header};
use crate::read::{self, DateOrder};
use crate::settings::{Settings, Told};
use crate::{File, Reading, open, read_sheet, recognise};

use unknown::{Below, unknown};

/// Headers that a layout is recognised by.
const RECOGNISED_MAX: usize = 4;

/// Proposes layouts for the sheets of a file, or for the one named. `Err` says why there is nothing to propose.
pub fn propose(file: File, only: Option<&str>, settings: &Settings) -> Result<String, String> {
    let File { name, bytes } = file;
    let opened = open::open(&name, bytes, &settings.limits);
    if opened.sheets.is_empty() {
        let why = opened.problems.first().map_or("it holds no sheet", |problem| &problem.message);
        return Err(why.to_owned());
    }
    let names: Vec<String> = opened.sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
    let sheets: Vec<&Sheet> = opened
        .sheets
        .iter()
        .filter(|sheet| match only {
            Some(only) => sheet.name == only,
            None => sheet.visible,
        })
        .collect();
    if let (Some(only), true) = (only, sheets.is_empty()) {
        return Err(format!("there is no sheet `{only}`; there is {}", names.join(", ")));
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut passed_over = Vec::new();
    for sheet in sheets {
        match part(&name, sheet, settings) {
            Ok(part) => parts.push(part),
            Err(why) => {
                passed_over.push(format!("# The sheet `{}` has no layout to propose: {why}.\n", sheet.name))
            }
        }
    }
    if parts.is_empty() {
        return Err("no row of any sheet looks like a header".to_owned());
    }
    let several = parts.len() > 1;
    let mut text = String::from(
        "# Save this in the folder `layouts` of your workspace and correct it. A header can mean \"nothing\".\n",
    );
    text.extend(passed_over.iter().map(String::as_str));
    for part in &parts {
        text.push('\n');
        text.push_str(&part.text(several));
    }
    Ok(text)
}

/// The proposal for one sheet, before it is written down.
struct Part {
    sheet: String,
    name: String,
    is_form: bool,
    /// `None` if no header was understood: such a sheet stays passed over until a person says what it is.
    entity: Option<EntityId>,
    entity_note: String,
    header_row: u32,
    recognised_by: Vec<String>,
    date_order: String,
    constants: Vec<String>,
    headers: Vec<String>,
}

impl Part {
    fn text(&self, several: bool) -> String {
        let mut text = String::new();
        let mut line = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        if several {
            line("[[layout]]");
        }
        line(&format!("name = {}", quoted(&self.name)));
        let is = self.entity.map_or("nothing", |entity| Dictionary::builtin().entity(entity).id.as_str());
        line(&format!("is = {}{}", quoted(is), self.entity_note));
        if !self.sheet.is_empty() {
            line(&format!("sheet = {}  # `*` at the ends stands for anything", quoted(&self.sheet)));
        }
        let by: Vec<String> = self.recognised_by.iter().map(|header| quoted(header)).collect();
        if self.is_form {
            line("form = true  # labels in a column, values beside them");
        }
        if !by.is_empty() {
            line(&format!("recognised_by = [{}]", by.join(", ")));
        }
        if !self.is_form {
            line(&format!("# header_row = {}  # only if the words above do not find it", self.header_row));
            line(&self.date_order);
            line("# pass_over = [\"Example*\"]  # rows whose first cell begins so are no data");
        }
        if !self.constants.is_empty() {
            line(&format!("constant = {{ {} }}", self.constants.join(", ")));
        }
        line("");
        line(if several { "[layout.headers]" } else { "[headers]" });
        for header in &self.headers {
            line(header);
        }
        text
    }
}

fn part(file: &str, sheet: &Sheet, settings: &Settings) -> Result<Part, String> {
    let mut account = FileReading::default();
    let mut reading = Reading::default();
    // What is read is gone, and its cells are looked at once more below.
    read_sheet(file, &mut sheet.clone(), settings, None, &mut account, &mut reading);
    match account.tables.as_slice() {
        [table] => {
            let is_form = reading.inventory.tables.iter().any(|table| {
                let by_layout = |column: &Column| matches!(column.fixed, Some(Fixed::Layout(_)));
                let in_form = |column: &Column| matches!(column.fixed, Some(Fixed::Row(_)));
                // A form nobody filled in has no columns of its own.
                table.columns.iter().all(by_layout) || table.columns.iter().any(in_form)
            });
            let told = recognise::said(file, sheet, settings).told.unwrap_or_default();
            Ok(understood(sheet, table, &told, is_form))
        }
        [_, _, ..] => Err("it holds several tables below each other, which are read without one".to_owned()),
        [] => guessed(file, sheet).ok_or_else(|| match account.ignored.first() {
            Some(ignored) => ignored.why.clone(),
            None => "it is empty".to_owned(),
        }),
    }
}

/// The layout of a table that was read.
fn understood(sheet: &Sheet, table: &TableReading, told: &Told, is_form: bool) -> Part {
    let dictionary = Dictionary::builtin();
    let entity = dictionary.find_entity(&table.entity).unwrap_or(EntityId(0));
    let position = (0..sheet.grid.len()).find(|at| sheet.grid.row(*at).number == table.header_row);
    let read_as: Vec<(&str, &str)> =
        table.columns.iter().map(|column| (column.field.as_str(), column.header.as_str())).collect();
    let mut columns: Vec<(usize, String)> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for column in &table.columns {
        let line = if named.contains(&column.header) {
            once_more(&column.header, &column.column)
        } else if is_form && !is_label(&column.header, &column.field, entity, told) {
            format!("# {} is an item of `{}`", quoted(&column.header), column.field)
        } else {
            format!("{} = {}  # {}%", quoted(&column.header), quoted(&column.field), column.sure)
        };
        named.push(column.header.clone());
        columns.push((column_index(&column.column), line));
    }
    for column in table.unmatched.iter().filter(|column| !column.header.is_empty()) {
        let line = if named.contains(&column.header) {
            once_more(&column.header, &column.column)
        } else if told.is_nothing(&column.header) {
            named.push(column.header.clone());
            format!("{} = \"nothing\"", quoted(&column.header))
        } else {
            named.push(column.header.clone());
            let index = column_index(&column.column);
            let below = position.filter(|_| !is_form).map(|header| Below::new(&sheet.grid, header, index));
            unknown(&column.header, entity, below, &read_as)
        };
        columns.push((column_index(&column.column), line));
    }
    if !is_form {
        columns.sort_by_key(|(index, _)| *index);
    }
    let dates: Vec<u32> = table
        .columns
        .iter()
        .filter(|column| {
            let field = dictionary.find_field(entity, &column.field);
            field.is_some_and(|field| dictionary.field(field).kind == Kind::Date)
        })
        .map(|column| column_index(&column.column) as u32)
        .collect();
    Part {
        sheet: table.sheet.clone(),
        name: name_of(&table.sheet, entity),
        is_form,
        entity: Some(entity),
        entity_note: table
            .layout
            .as_ref()
            .map_or(String::new(), |name| format!("  # by the layout `{}`", one_line(name))),
        header_row: table.header_row,
        recognised_by: recognised_by(sheet, position, table, is_form),
        date_order: date_order(&sheet.grid, position, &dates),
        constants: table
            .constants
            .iter()
            .map(|constant| format!("{} = {}", constant.field, quoted(&constant.value)))
            .collect(),
        headers: columns.into_iter().map(|(_, line)| line).collect(),
    }
}

/// The surest headers that stand in the header row itself, not in a row of groups above it.
fn recognised_by(sheet: &Sheet, position: Option<usize>, table: &TableReading, is_form: bool) -> Vec<String> {
    let mut columns: Vec<_> = table.columns.iter().collect();
    columns.sort_by_key(|column| std::cmp::Reverse(column.sure));
    columns
        .into_iter()
        .map(|column| column.header.clone())
        .filter(|header| is_form || stands_in(sheet, position, header))
        .take(RECOGNISED_MAX)
        .collect()
}

/// Does a text stand in a row?
fn stands_in(sheet: &Sheet, position: Option<usize>, header: &str) -> bool {
    position
        .is_some_and(|at| sheet.grid.row(at).cells().any(|(_, id)| one_line(sheet.grid.text(id)) == header))
}

/// The layout of a sheet that no register fits: the row that looks most like a header, and what it may hold.
fn guessed(file: &str, sheet: &Sheet) -> Option<Part> {
    if sheet.grid.is_empty() {
        return None;
    }
    let around = Surroundings { file, sheet: &sheet.name, rule: None };
    let found = guess_header(&sheet.grid, around)?;
    let dictionary = Dictionary::builtin();
    let label = |entity: EntityId| dictionary.entity(entity).id.as_str();
    let mut headers: Vec<String> = Vec::new();
    let (mut named, mut read_as): (Vec<String>, Vec<(&str, &str)>) = (Vec::new(), Vec::new());
    let texts: Vec<(u32, String)> =
        found.texts.iter().map(|(column, text)| (*column, one_line(text))).collect();
    for (column, header) in &texts {
        if named.contains(header) {
            headers.push(once_more(header, &column_letters(*column)));
            continue;
        }
        named.push(header.clone());
        let below = Below { grid: &sheet.grid, header: found.position, column: *column };
        // What recognition would take as known once the entity is told need not be guessed at.
        let best = guesses(header, found.entity).into_iter().next().filter(|best| best.is_sure());
        let field = best.map(|best| dictionary.field(best.field).id.as_str());
        match field.filter(|field| read_as.iter().all(|(known, _)| known != field)) {
            Some(field) => {
                let line = unknown(header, found.entity, None, &[]);
                headers.push(line.trim_start_matches("# ").to_owned());
                read_as.push((field, header));
            }
            None => headers.push(unknown(header, found.entity, Some(below), &read_as)),
        }
    }
    let mut note = match (read_as.is_empty(), found.sure) {
        (true, 0) => "  # no header was understood: say what a row is, such as \"vendor\"".to_owned(),
        (true, sure) => format!("  # no header was understood; perhaps \"{}\", {sure}%", label(found.entity)),
        (false, sure) => format!("  # a guess, {sure}% sure"),
    };
    if let Some((entity, sure @ 1..)) = found.runner_up {
        let _ = write!(note, "; or \"{}\", {sure}%", label(entity));
    }
    Some(Part {
        sheet: sheet.name.clone(),
        name: name_of(&sheet.name, found.entity),
        is_form: false,
        entity: (!read_as.is_empty()).then_some(found.entity),
        entity_note: note,
        header_row: sheet.grid.row(found.position).number,
        recognised_by: named.into_iter().take(RECOGNISED_MAX).collect(),
        date_order: date_order(&sheet.grid, Some(found.position), &[]),
        constants: Vec::new(),
        headers,
    })
}

/// Does a text beside the values of a form mean their field itself? In a small table inside a form it is an item.
fn is_label(header: &str, field: &str, entity: EntityId, told: &Told) -> bool {
    let Some(field) = Dictionary::builtin().find_field(entity, field) else { return false };
    let means = guesses(header, entity).first().is_some_and(|best| best.field == field && best.is_sure());
    means || told.field_of(header) == Some(field)
}

fn once_more(header: &str, column: &str) -> String {
    format!("# {} stands here once more, in column {column}", quoted(header))
}

/// The order of dates that a cell proves, or how to say it.
fn date_order(grid: &Grid, position: Option<usize>, columns: &[u32]) -> String {
    let cells = || {
        (position.map_or(0, |at| at + 1)..grid.len()).map(|at| grid.row(at)).flat_map(|row| {
            columns.iter().filter_map(move |column| row.content(*column).map(|id| (row.number, *column, id)))
        })
    };
    let order = read::order_of_column(cells().map(|(_, _, id)| grid.text(id)));
    let word = match order {
        Some(DateOrder::DayFirst) => "dmy",
        Some(DateOrder::MonthFirst) => "mdy",
        _ => {
            return "# date_order = \"dmy\"  # no cell decides: \"dmy\" for 31/12/2026, \"mdy\" for 12/31/2026".to_owned();
        }
    };
    let proof = cells().find(|(_, _, id)| read::order_of_column([grid.text(*id)].into_iter()).is_some());
    match proof {
        Some((row, column, id)) => format!(
            "date_order = \"{word}\"  # `{}` in {}{row} says so",
            shorten(grid.text(id), 24),
            column_letters(column)
        ),
        None => format!("date_order = \"{word}\""),
    }
}

fn name_of(sheet: &str, entity: EntityId) -> String {
    match sheet {
        "" => format!("Our {}", Dictionary::builtin().entity(entity).sheet.to_lowercase()),
        sheet => sheet.to_owned(),
    }
}

fn column_index(letters: &str) -> usize {
    letters.bytes().fold(0, |index, letter| index * 26 + usize::from(letter - b'A') + 1).saturating_sub(1)
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
