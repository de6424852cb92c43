//! `candor.toml`: the organisation, the run, and where needed which sheet is what.
//!
//! Invariant: every mistake of the file is told at once, each with its line, column and a way out.

mod answers;
mod layout;
mod limits;
mod mistake;
mod told;

use std::collections::BTreeMap;

use candor_model::{
    Cell, Column, Country, Dictionary, Entry, Field, Fixed, Kind, Moment, Origin, POLICY_LANGUAGES,
    Positions, Quarter, Table, Value,
};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::limits::Limits;
use mistake::{Places, did_you_mean, parse_raw};
use told::RawSheet;

pub use answers::{Answers, CarryOver};
pub(crate) use layout::known;
pub use layout::{Layout, parse_layouts};
pub use mistake::Mistake;
pub(crate) use told::Pattern;
pub use told::Told;

/// What `[[sheet]]` says of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRule {
    pub file: String,
    pub sheet: Option<String>,
    pub told: Told,
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
    /// What is done with answers as quarters go by.
    pub answers: Answers,
    /// Languages of the policies (ISO 639-1), that of the records first; empty: English.
    pub policy_languages: Vec<String>,
    pub sheets: Vec<SheetRule>,
    /// How much is read of a file.
    pub limits: Limits,
    /// The user's layouts, in the order of their files.
    pub layouts: Vec<Layout>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSettings {
    #[serde(default)]
    organisation: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    run: Option<RawRun>,
    policy: Option<RawPolicy>,
    answers: Option<answers::RawAnswers>,
    #[serde(default)]
    limits: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPolicy {
    #[serde(default)]
    languages: Vec<Spanned<String>>,
}

/// Reads the text of a `candor.toml`; `known_checklists` are the ids that `run.checklists` may name.
pub fn parse(file: &str, text: &str, known_checklists: &[&str]) -> Result<Settings, Vec<Mistake>> {
    let places = Places { text };
    let (raw, mut mistakes) = parse_raw::<RawSettings>(text, &places);
    let Some(raw) = raw else { return Err(mistakes) };
    let mut settings = Settings::default();
    organisation(file, &raw, &places, &mut settings, &mut mistakes);
    if let Some(run) = &raw.run {
        apply_run(run, &places, known_checklists, &mut settings, &mut mistakes);
    }
    for language in raw.policy.iter().flat_map(|policy| &policy.languages) {
        apply_language(language, &places, &mut settings, &mut mistakes);
    }
    if let Some(raw) = &raw.answers {
        settings.answers = answers::read(raw, &places, &mut mistakes);
    }
    settings.limits = limits::read(&raw.limits, &places, &mut mistakes);
    for sheet in &raw.sheet {
        settings.sheets.push(SheetRule {
            file: sheet.file.clone(),
            sheet: sheet.sheet.clone(),
            told: sheet.told(&places, &mut mistakes),
        });
    }
    if mistakes.is_empty() {
        Ok(settings)
    } else {
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(mistakes)
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
                entries: vec![Entry::blank(), entry],
                cells: Positions::all(1, 1),
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
        Some(Fixed::Line(line)) => line,
        _ => 0,
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
    let written = |value: Value| Ok(Entry::new(text.as_str(), Cell::Value(value)));
    match (field.kind, value) {
        (_, toml::Value::String(text)) if text.trim().is_empty() => Ok(Entry::blank()),
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
            cell => Ok(Entry::new(text.as_str(), cell)),
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
}

fn apply_language(
    language: &Spanned<String>,
    places: &Places<'_>,
    settings: &mut Settings,
    mistakes: &mut Vec<Mistake>,
) {
    let code = language.get_ref();
    if !POLICY_LANGUAGES.contains(&code.as_str()) {
        let help = format!("use some of: {}", POLICY_LANGUAGES.join(", "));
        mistakes.push(places.mistake(
            language.span().start,
            format!("there are no policies in `{code}`"),
            help,
        ));
    } else if !settings.policy_languages.contains(code) {
        settings.policy_languages.push(code.clone());
    }
}
