//! `candor.toml`: the organisation, the run, and where needed which sheet is what.
//!
//! Invariant: every mistake of the file is told at once, each with its line, column and a way out.

use std::collections::BTreeMap;

use candor_model::text::fold;
use candor_model::{
    Cell, Column, Country, Dictionary, EntityId, Entry, Field, FieldId, Fixed, Kind, Moment, Origin, Quarter,
    Table, Value,
};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::read::DateOrder;

/// A mistake in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub line: u32,
    pub column: u32,
    pub message: String,
    pub help: String,
}

/// What is said of a sheet instead of leaving it to recognition.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRule {
    pub file: String,
    pub sheet: Option<String>,
    /// `None` with `pass_over` false: the entity is still found by itself.
    pub entity: Option<EntityId>,
    pub pass_over: bool,
    pub header_row: Option<u32>,
    headers: Vec<(String, FieldId)>,
    pub(crate) date_order: Option<DateOrder>,
}

impl SheetRule {
    /// The field that a header was said to mean.
    pub(crate) fn field_of(&self, header: &str) -> Option<FieldId> {
        let folded = fold(header);
        self.headers.iter().find(|(text, _)| *text == folded).map(|(_, field)| *field)
    }
}

/// A valid `candor.toml`.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The `[organisation]` table as a record, if there is one.
    pub organisation: Option<Table>,
    pub as_of: Option<NaiveDate>,
    pub quarter: Option<Quarter>,
    /// Folder with the spreadsheets, relative to the workspace.
    pub records: Option<String>,
    /// Checklists to judge; empty: all.
    pub checklists: Vec<String>,
    /// Do answers without evidence count?
    pub accept_declared: bool,
    pub language: Option<String>,
    pub sheets: Vec<SheetRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSettings {
    #[serde(default)]
    organisation: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    run: Option<RawRun>,
    #[serde(default)]
    sheet: Vec<RawSheet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRun {
    quarter: Option<Spanned<String>>,
    as_of: Option<Spanned<toml::Value>>,
    records: Option<String>,
    #[serde(default)]
    checklists: Vec<Spanned<String>>,
    #[serde(default)]
    accept_declared: bool,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSheet {
    file: String,
    sheet: Option<String>,
    is: Option<Spanned<String>>,
    header_row: Option<u32>,
    #[serde(default)]
    headers: BTreeMap<String, Spanned<String>>,
    date_order: Option<Spanned<String>>,
}

/// Reads the text of a `candor.toml`; `known_checklists` are the ids that `run.checklists` may name.
pub fn parse(file: &str, text: &str, known_checklists: &[&str]) -> Result<Settings, Vec<Mistake>> {
    let places = Places { text };
    let (raw, mut mistakes) = parse_raw(text, &places);
    let Some(raw) = raw else { return Err(mistakes) };
    let mut settings = Settings::default();
    organisation(file, &raw, &places, &mut settings, &mut mistakes);
    if let Some(run) = &raw.run {
        apply_run(run, &places, known_checklists, &mut settings, &mut mistakes);
    }
    for sheet in &raw.sheet {
        if let Some(rule) = sheet_rule(sheet, &places, &mut mistakes) {
            settings.sheets.push(rule);
        }
    }
    if mistakes.is_empty() {
        Ok(settings)
    } else {
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(mistakes)
    }
}

/// Parses as far as it goes: an unknown key or a wrong type is told and taken out, then it is tried again, so
/// that one mistake does not hide the others.
fn parse_raw(text: &str, places: &Places<'_>) -> (Option<RawSettings>, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let mut rest = text.to_owned();
    for _ in 0..100 {
        match toml::from_str::<RawSettings>(&rest) {
            Ok(raw) => return (Some(raw), mistakes),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let mut message = error.message().trim().to_owned();
                let help = match message.split_once(", expected ") {
                    Some((head, expected)) if head.starts_with("unknown field") => {
                        let help = format!("use {expected}");
                        message = head.to_owned();
                        help
                    }
                    _ => "correct this line, or take it out".to_owned(),
                };
                mistakes.push(places.mistake(span.start, message, help));
                let start = rest[..span.start.min(rest.len())].rfind('\n').map_or(0, |at| at + 1);
                let end = rest[span.start.min(rest.len())..]
                    .find('\n')
                    .map_or(rest.len(), |at| at + span.start.min(rest.len()));
                if rest[start..end].trim().is_empty() {
                    return (None, mistakes);
                }
                // Blanked, not cut, so that later places stay right.
                rest.replace_range(start..end, &" ".repeat(end - start));
            }
        }
    }
    (None, mistakes)
}

struct Places<'a> {
    text: &'a str,
}

impl Places<'_> {
    fn line(&self, offset: usize) -> u32 {
        self.before(offset).matches('\n').count() as u32 + 1
    }

    fn before(&self, offset: usize) -> &str {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[..end]
    }

    fn mistake(&self, offset: usize, message: String, help: String) -> Mistake {
        let before = self.before(offset);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
        Mistake { line: self.line(offset), column, message, help }
    }
}

/// The known word that is nearest to one that is not known, if one is near.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|other| (strsim::normalized_damerau_levenshtein(word, other), other))
        .filter(|(near, _)| *near >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, other)| other)
}

/// "did you mean `x`?", or what there is.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(word, known.iter().copied()) {
        Some(other) => format!("did you mean `{other}`?"),
        None => format!("use one of: {}", known.join(", ")),
    }
}

fn organisation(
    file: &str,
    raw: &RawSettings,
    places: &Places<'_>,
    settings: &mut Settings,
    mistakes: &mut Vec<Mistake>,
) {
    if raw.organisation.is_empty() {
        return;
    }
    let dictionary = Dictionary::builtin();
    let Some(entity) = dictionary.find_entity("organisation") else { return };
    let mut columns = Vec::new();
    for (key, value) in &raw.organisation {
        let offset = key.span().start;
        let Some(field) = dictionary.find_field(entity, key.get_ref()) else {
            let known = dictionary.entity(entity).fields.iter().map(|field| field.id.as_str());
            let help = did_you_mean(key.get_ref(), known);
            mistakes.push(places.mistake(
                offset,
                format!("the organisation has no field `{}`", key.get_ref()),
                help,
            ));
            continue;
        };
        match fact(dictionary.field(field), value.get_ref()) {
            Ok(entry) => columns.push(Column {
                header: key.get_ref().clone(),
                index: columns.len() as u32,
                field: Some(field),
                entries: vec![Entry { text: String::new(), cell: Cell::Blank }, entry],
                cells: vec![1],
                fixed: Some(Fixed::Line(places.line(offset))),
                moved: BTreeMap::new(),
            }),
            Err(help) => mistakes.push(places.mistake(
                value.span().start,
                format!("`{}` does not fit `{}`", value.get_ref(), key.get_ref()),
                help,
            )),
        }
    }
    columns.sort_by_key(|column| match column.fixed {
        Some(Fixed::Line(line) | Fixed::Row(line)) => line,
        None => 0,
    });
    let origin = Origin { file: file.to_owned(), sheet: String::new(), header_row: 0, first_column: 0 };
    settings.organisation = Some(Table { entity, origin, rows: vec![1], columns });
}

/// A value of the settings as a cell; `Err` says what is wanted.
fn fact(field: &Field, value: &toml::Value) -> Result<Entry, String> {
    let text = match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Boolean(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        toml::Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
            .join("; "),
        other => other.to_string(),
    };
    let written = |value: Value| Ok(Entry { text: text.clone(), cell: Cell::Value(value) });
    match (field.kind, value) {
        (_, toml::Value::String(text)) if text.trim().is_empty() => {
            Ok(Entry { text: String::new(), cell: Cell::Blank })
        }
        (Kind::YesNo(_), toml::Value::Boolean(flag)) => written(Value::YesNo(*flag)),
        (Kind::Number, toml::Value::Integer(number)) => written(Value::Number(*number as f64)),
        (Kind::Number, toml::Value::Float(number)) => written(Value::Number(*number)),
        (Kind::Money, toml::Value::Integer(number)) => {
            written(Value::Money { amount: *number as f64, currency: None })
        }
        (Kind::Money, toml::Value::Float(number)) => {
            written(Value::Money { amount: *number, currency: None })
        }
        (Kind::Date, toml::Value::Datetime(moment)) => match moment_of(moment) {
            Some(moment) => written(Value::Date(moment)),
            None => Err("write a date like 2026-02-28".to_owned()),
        },
        (Kind::List, toml::Value::Array(items)) if items.iter().all(toml::Value::is_str) => {
            written(Value::List(items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()))
        }
        (Kind::Countries, toml::Value::String(text)) if Country::from_code(text).is_some() => {
            written(Value::Countries(Country::from_code(text).into_iter().collect()))
        }
        (kind, toml::Value::String(_) | toml::Value::Array(_)) => match crate::read_text(kind, &text) {
            Cell::Unreadable => Err(wanted(kind)),
            cell => Ok(Entry { text: text.clone(), cell }),
        },
        (kind, _) => Err(wanted(kind)),
    }
}

fn moment_of(value: &toml::value::Datetime) -> Option<Moment> {
    let date = value.date?;
    let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
    Some(Moment { day, time: None })
}

fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Choice(list) | Kind::Choices(list) => {
            let options = &Dictionary::builtin().choice_list(list).options;
            let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            format!("use one of: {}", ids.join(", "))
        }
        Kind::YesNo(_) => "write true or false".to_owned(),
        Kind::Date => "write a date like 2026-02-28, without quotes".to_owned(),
        Kind::Number | Kind::Money => "write a number without quotes".to_owned(),
        other => format!("write a {}", other.label()),
    }
}

fn apply_run(
    run: &RawRun,
    places: &Places<'_>,
    known_checklists: &[&str],
    settings: &mut Settings,
    mistakes: &mut Vec<Mistake>,
) {
    if let Some(quarter) = &run.quarter {
        settings.quarter = Quarter::parse(quarter.get_ref());
        if settings.quarter.is_none() {
            let message = format!("`{}` is no quarter", quarter.get_ref());
            mistakes.push(places.mistake(
                quarter.span().start,
                message,
                "write it like \"2026-Q4\"".to_owned(),
            ));
        }
    }
    if let Some(as_of) = &run.as_of {
        settings.as_of = match as_of.get_ref() {
            toml::Value::Datetime(moment) => moment_of(moment).map(|moment| moment.day),
            toml::Value::String(text) => text.parse().ok(),
            _ => None,
        };
        if settings.as_of.is_none() {
            let message = format!("`{}` is no date", as_of.get_ref());
            mistakes.push(places.mistake(as_of.span().start, message, "write it like 2026-11-21".to_owned()));
        }
    }
    for id in &run.checklists {
        if !known_checklists.is_empty() && !known_checklists.contains(&id.get_ref().as_str()) {
            let help = did_you_mean(id.get_ref(), known_checklists.iter().copied());
            mistakes.push(places.mistake(
                id.span().start,
                format!("there is no checklist `{}`", id.get_ref()),
                help,
            ));
        }
        settings.checklists.push(id.get_ref().clone());
    }
    settings.records = run.records.clone();
    settings.accept_declared = run.accept_declared;
    settings.language = run.language.clone();
}

fn sheet_rule(raw: &RawSheet, places: &Places<'_>, mistakes: &mut Vec<Mistake>) -> Option<SheetRule> {
    let dictionary = Dictionary::builtin();
    let before = mistakes.len();
    let mut rule = SheetRule {
        file: raw.file.clone(),
        sheet: raw.sheet.clone(),
        entity: None,
        pass_over: false,
        header_row: raw.header_row,
        headers: Vec::new(),
        date_order: None,
    };
    if let Some(is) = &raw.is {
        rule.pass_over = is.get_ref() == "nothing";
        rule.entity = dictionary.find_entity(is.get_ref());
        if !rule.pass_over && rule.entity.is_none() {
            let known = dictionary.entities.iter().map(|entity| entity.id.as_str()).chain(["nothing"]);
            let help = did_you_mean(is.get_ref(), known);
            mistakes.push(places.mistake(
                is.span().start,
                format!("there is no entity `{}`", is.get_ref()),
                help,
            ));
        }
    }
    for (header, field) in &raw.headers {
        let offset = field.span().start;
        let Some(entity) = rule.entity else {
            let help = "say with `is` what the sheet holds".to_owned();
            mistakes.push(places.mistake(offset, "`headers` needs to know the entity".to_owned(), help));
            break;
        };
        match dictionary.find_field(entity, field.get_ref()) {
            Some(found) => rule.headers.push((fold(header), found)),
            None => {
                let known = dictionary.entity(entity).fields.iter().map(|field| field.id.as_str());
                let help = did_you_mean(field.get_ref(), known);
                let message =
                    format!("`{}` has no field `{}`", dictionary.entity(entity).id, field.get_ref());
                mistakes.push(places.mistake(offset, message, help));
            }
        }
    }
    if let Some(order) = &raw.date_order {
        rule.date_order = match order.get_ref().as_str() {
            "dmy" => Some(DateOrder::DayFirst),
            "mdy" => Some(DateOrder::MonthFirst),
            _ => None,
        };
        if rule.date_order.is_none() {
            let message = format!("`{}` is no order of dates", order.get_ref());
            mistakes.push(places.mistake(order.span().start, message, "use \"dmy\" or \"mdy\"".to_owned()));
        }
    }
    (mistakes.len() == before).then_some(rule)
}
