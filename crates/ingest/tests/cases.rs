//! Every folder of `tests/cases` is a case: a spreadsheet, where needed a `candor.toml` or a folder `layouts`, and an
//! `expected.toml` that states what must come out. A new folder is a new case; nothing is registered.
//!
//! `expected.toml` holds:
//! - `no_problems = true`, or a `[[problem]]` with `code` and `cell` (`D7`, `Sheet!D7`, or empty for the file)
//!   for each; the list is exact. `says` is a part of the message or the help, `more` the places folded into it;
//! - a `[[table]]` for each table, in order: `sheet`, `entity`, `layout` (name or none), `header_row`, `first_column`, `rows`, `columns`
//!   (header to field), `unmatched` (exact, in order), `left` (reason to number of rows; exact);
//! - below a table `[[table.record]]` with `record`, its number from 1, and fields with their values as text;
//!   a header stands for a column without a field;
//! - an `[[ignored]]` with `sheet` and a part of `why` for each sheet that was passed over; the list is exact;
//! - `as_of`, the day of the audit.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use candor_ingest::{File, Reading, Settings, parse_layouts, parse_settings, read_files};
use candor_model::{
    Cell, Dictionary, Entry, Kind, Place, Problem, Retention, Table, TableReading, Value, Which,
    column_letters,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    as_of: Option<String>,
    #[serde(default)]
    no_problems: bool,
    #[serde(default)]
    problem: Vec<ExpectedProblem>,
    #[serde(default)]
    table: Vec<ExpectedTable>,
    #[serde(default)]
    ignored: Vec<ExpectedIgnored>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedProblem {
    code: String,
    cell: String,
    says: Option<String>,
    more: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedIgnored {
    sheet: String,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedTable {
    #[serde(default)]
    sheet: String,
    entity: String,
    layout: Option<String>,
    header_row: Option<u32>,
    first_column: Option<String>,
    rows: u32,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    unmatched: Option<Vec<String>>,
    left: Option<BTreeMap<String, u32>>,
    #[serde(default)]
    record: Vec<ExpectedRecord>,
}

#[derive(Deserialize)]
struct ExpectedRecord {
    record: usize,
    #[serde(flatten)]
    values: BTreeMap<String, String>,
}

/// What differs, line by line.
#[derive(Default)]
struct Difference(String);

impl Difference {
    fn say(&mut self, what: &str, expected: &str, found: &str) {
        let _ = writeln!(self.0, "  {what}\n    expected {expected}\n    found    {found}");
    }

    fn same(&mut self, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.say(what, expected, found);
        }
    }
}

#[test]
fn every_case_reads_as_expected() {
    let mut failed = String::new();
    let cases = cases();
    assert!(cases.len() > 30, "the cases were not found");
    for case in &cases {
        let difference = check(case);
        if !difference.0.is_empty() {
            let name = case.file_name().unwrap_or_default().to_string_lossy();
            let _ = writeln!(failed, "{name}\n{}", difference.0);
        }
    }
    assert!(failed.is_empty(), "\n\n{failed}");
}

/// The folders of all cases, in order of their names.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

fn check(case: &Path) -> Difference {
    let mut difference = Difference::default();
    let source = fs::read_to_string(case.join("expected.toml")).unwrap_or_default();
    let expected: Expected = match toml::from_str(&source) {
        Ok(expected) => expected,
        Err(error) => {
            difference.say("expected.toml", "to be readable", &error.to_string());
            return difference;
        }
    };
    let inputs = inputs(case);
    let [input] = inputs.as_slice() else {
        difference.say("the folder", "to hold one spreadsheet", &format!("{inputs:?}"));
        return difference;
    };
    let settings = match settings(case) {
        Ok(settings) => settings,
        Err(mistakes) => {
            difference.say("candor.toml", "to be right", &mistakes);
            return difference;
        }
    };
    let name = input.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = File { name, bytes: fs::read(input).unwrap() };
    let as_of = expected.as_of.as_ref().map(|day| day.parse().unwrap());
    let reading = read_files([file], &settings, as_of);
    compare_tables(&expected, &reading, &mut difference);
    compare_ignored(&expected, &reading, &mut difference);
    compare_problems(&expected, &reading.account.problems, &mut difference);
    difference
}

fn inputs(case: &Path) -> Vec<PathBuf> {
    fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "toml"))
        .collect()
}

fn settings(case: &Path) -> Result<Settings, String> {
    let mut settings = match fs::read_to_string(case.join("candor.toml")) {
        Ok(text) => parse_settings("candor.toml", &text, &[]).map_err(|mistakes| format!("{mistakes:?}"))?,
        Err(_) => Settings::default(),
    };
    if let Ok(folder) = fs::read_dir(case.join("layouts")) {
        for entry in folder {
            let text = fs::read_to_string(entry.expect("a test may fail here").path())
                .expect("a test may fail here");
            settings.layouts.extend(parse_layouts(&text).map_err(|mistakes| format!("{mistakes:?}"))?);
        }
    }
    Ok(settings)
}

fn compare_tables(expected: &Expected, reading: &Reading, difference: &mut Difference) {
    let found: Vec<&TableReading> = reading.account.files.iter().flat_map(|file| &file.tables).collect();
    // A table that candor.toml holds itself (the organisation) is in no file.
    let tables: Vec<&Table> =
        reading.inventory.tables.iter().filter(|table| table.origin.file != "candor.toml").collect();
    let list = |tables: &mut dyn Iterator<Item = (&str, &str)>| {
        tables.map(|(sheet, entity)| format!("`{sheet}` is {entity}")).collect::<Vec<_>>().join(", ")
    };
    let wanted = list(&mut expected.table.iter().map(|table| (table.sheet.as_str(), table.entity.as_str())));
    let got = list(&mut found.iter().map(|table| (table.sheet.as_str(), table.entity.as_str())));
    if wanted != got {
        let ignored: Vec<String> = reading
            .account
            .files
            .iter()
            .flat_map(|file| &file.ignored)
            .map(|ignored| format!("`{}` ignored: {}", ignored.sheet, ignored.why))
            .collect();
        return difference.say("tables", &wanted, &format!("{got} {}", ignored.join(", ")));
    }
    for (wanted, found) in expected.table.iter().zip(found) {
        compare_table(wanted, found, difference);
        // A table that was joined with another of the same records is not in the inventory any more.
        let here = |table: &&&Table| {
            table.origin.sheet == found.sheet
                && table.origin.header_row == found.header_row
                && column_letters(table.origin.first_column) == found.first_column
        };
        match tables.iter().find(here) {
            Some(table) => {
                wanted.record.iter().for_each(|record| compare_record(wanted, record, table, difference));
            }
            None if wanted.record.is_empty() => {}
            None => difference.say(&format!("`{}` records", wanted.sheet), "a table of its own", "joined"),
        }
    }
}

fn compare_table(wanted: &ExpectedTable, found: &TableReading, difference: &mut Difference) {
    let what = |aspect: &str| format!("`{}` {}: {aspect}", wanted.sheet, wanted.entity);
    if let Some(layout) = &wanted.layout {
        difference.same(&what("layout"), layout, found.layout.as_deref().unwrap_or("none"));
    }
    if let Some(row) = wanted.header_row {
        difference.same(&what("header row"), &row.to_string(), &found.header_row.to_string());
    }
    if let Some(column) = &wanted.first_column {
        difference.same(&what("first column"), column, &found.first_column);
    }
    let left: BTreeMap<String, u32> =
        found.left_rows.iter().map(|left| (left.why.clone(), left.count)).collect();
    if wanted.rows != found.rows {
        difference.say(&what("records"), &wanted.rows.to_string(), &format!("{}, left {left:?}", found.rows));
    }
    for (header, field) in &wanted.columns {
        let mut of_header = found.columns.iter().filter(|column| column.header == *header);
        if !of_header.clone().any(|column| column.field == *field) {
            let got = of_header
                .next()
                .map_or("no field".to_owned(), |column| format!("{} ({})", column.field, column.sure));
            difference.say(&what(&format!("column `{header}`")), field, &got);
        }
    }
    if let Some(unmatched) = &wanted.unmatched {
        let got: Vec<&str> = found.unmatched.iter().map(|column| column.header.as_str()).collect();
        if *unmatched != got {
            let fields: Vec<String> =
                found.columns.iter().map(|column| format!("{} = {}", column.header, column.field)).collect();
            difference.say(
                &what("unmatched"),
                &format!("{unmatched:?}"),
                &format!("{got:?}, matched {fields:?}"),
            );
        }
    }
    if let Some(wanted_left) = &wanted.left
        && *wanted_left != left
    {
        difference.say(&what("rows left"), &format!("{wanted_left:?}"), &format!("{left:?}"));
    }
}

fn compare_record(
    wanted: &ExpectedTable,
    record: &ExpectedRecord,
    table: &Table,
    difference: &mut Difference,
) {
    for (key, value) in &record.values {
        let what = format!("`{}` record {} {key}", wanted.sheet, record.record);
        let found = match record.record.checked_sub(1).filter(|row| *row < table.rows.len()) {
            Some(row) => shown(table, key, row),
            None => "no such record".to_owned(),
        };
        difference.same(&what, value, &found);
    }
}

/// The value of a field, or of a column by its header, as text.
fn shown(table: &Table, key: &str, row: usize) -> String {
    let dictionary = Dictionary::builtin();
    let column = match dictionary.find_field(table.entity, key) {
        Some(field) => table.column(field),
        None => table.columns.iter().find(|column| column.header == key),
    };
    let Some(column) = column else { return "(no column)".to_owned() };
    let Entry { text, cell } = column.entry(row);
    let kind = column.field.map_or(Kind::Text, |field| dictionary.field(field).kind);
    match cell {
        Cell::Blank => "(blank)".to_owned(),
        Cell::NotApplicable => "(not applicable)".to_owned(),
        Cell::Unknown => "(unknown)".to_owned(),
        Cell::Unreadable => "(unreadable)".to_owned(),
        Cell::Value(value) if value.is_none() => "(none)".to_owned(),
        Cell::Value(value) => value_text(value, kind, text),
    }
}

fn value_text(value: &Value, kind: Kind, text: &str) -> String {
    match value {
        Value::Text => text.to_owned(),
        Value::List(items) | Value::References(items) => items.join(" | "),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Which(which) => {
            let Which { named, others } = &**which;
            let Kind::YesNo(Some(list)) = kind else { return "names in a column without".to_owned() };
            let known = &Dictionary::builtin().choice_list(list).options;
            let mut names: Vec<&str> =
                named.iter().map(|option| known[usize::from(*option)].id.as_str()).collect();
            names.extend(others.iter().map(String::as_str));
            format!("yes: {}", names.join(" | "))
        }
        Value::Choices(options) => match kind {
            Kind::Choice(list) | Kind::Choices(list) => {
                let known = &Dictionary::builtin().choice_list(list).options;
                options
                    .iter()
                    .map(|option| known[usize::from(*option)].id.as_str())
                    .collect::<Vec<_>>()
                    .join(" | ")
            }
            _ => "choices in a column of another kind".to_owned(),
        },
        Value::Date(moment) => moment.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Duration(retention) => retention_text(retention),
        Value::Countries(countries) => {
            countries.iter().map(|country| country.code().to_owned()).collect::<Vec<_>>().join(" | ")
        }
        Value::Money { amount, currency } => match currency {
            Some(currency) => format!("{amount} {currency}"),
            None => amount.to_string(),
        },
    }
}

/// `7 years after contract end → delete`, `until consent is withdrawn`, `unlimited`.
fn retention_text(retention: &Retention) -> String {
    let mut text = match (&retention.period, &retention.criteria) {
        (Some(period), _) => period.to_string(),
        (None, Some(criteria)) => criteria.clone(),
        (None, None) if retention.unlimited => "unlimited".to_owned(),
        (None, None) => "nothing".to_owned(),
    };
    if let Some(start) = &retention.start {
        let _ = write!(text, " after {start}");
    }
    if let Some(action) = retention.end_action {
        let _ = write!(text, " → {action}");
    }
    text
}

fn compare_ignored(expected: &Expected, reading: &Reading, difference: &mut Difference) {
    let found: Vec<(&str, &str)> = reading
        .account
        .files
        .iter()
        .flat_map(|file| &file.ignored)
        .map(|ignored| (ignored.sheet.as_str(), ignored.why.as_str()))
        .collect();
    let same = found.len() == expected.ignored.len()
        && found
            .iter()
            .zip(&expected.ignored)
            .all(|((sheet, why), wanted)| *sheet == wanted.sheet && why.contains(&wanted.why));
    if !same {
        let wanted: Vec<(&str, &str)> =
            expected.ignored.iter().map(|ignored| (ignored.sheet.as_str(), ignored.why.as_str())).collect();
        difference.say("ignored sheets", &format!("{wanted:?}"), &format!("{found:?}"));
    }
}

fn compare_problems(expected: &Expected, problems: &[Problem], difference: &mut Difference) {
    if expected.no_problems != expected.problem.is_empty() {
        difference.say("expected.toml", "`no_problems = true` or a list of problems", "both or neither");
    }
    let mut left: Vec<&Problem> = problems.iter().collect();
    for wanted in &expected.problem {
        let same =
            |problem: &&Problem| problem.code == wanted.code && place_text(&problem.place) == wanted.cell;
        let Some(at) = left.iter().position(same) else {
            difference.say("problem", &format!("{} at {}", wanted.code, wanted.cell), "none");
            continue;
        };
        let problem = left.remove(at);
        if let Some(says) = &wanted.says
            && !problem.message.contains(says)
            && !problem.help.contains(says)
        {
            let what = format!("{} at {}", wanted.code, wanted.cell);
            difference.say(&what, says, &format!("{} ({})", problem.message, problem.help));
        }
        if let Some(more) = wanted.more {
            difference.same(
                &format!("{} at {}: more", wanted.code, wanted.cell),
                &more.to_string(),
                &problem.more.to_string(),
            );
        }
    }
    for problem in left {
        let found = format!(
            "{} at {}: {} ({})",
            problem.code,
            place_text(&problem.place),
            problem.message,
            problem.help
        );
        difference.say("problem", "none", &found);
    }
}

/// `D7`, `Sheet!D7`, `Sheet`, or empty for the whole file.
fn place_text(place: &Place) -> String {
    match (place.sheet.is_empty(), place.cell.is_empty()) {
        (true, _) => place.cell.clone(),
        (false, true) => place.sheet.clone(),
        (false, false) => format!("{}!{}", place.sheet, place.cell),
    }
}
