//! Reads a text as a value of a kind. Each distinct text of a column is read once.
//!
//! Invariants: what is not surely a value is unreadable, never a guess; the text itself is always kept.

mod amounts;
mod boxes;
mod choices;
mod citations;
mod countries;
mod dates;
mod denials;
mod lists;
mod periods;

use candor_model::text::fold;
use candor_model::{Cell, Kind, Value};

pub(crate) use countries::{find_countries, nameless as without_country};
pub(crate) use dates::{DateOrder, is_open, order_of_column};
pub(crate) use lists::split_list;
pub(crate) use periods::{is_vague, sounds_like_period};

use crate::grid::{Content, Source};
use crate::mojibake;
use crate::words::{Word, Words};

/// What reading needs to know of a column as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ColumnHints {
    pub date_order: DateOrder,
    /// Unit of bare numbers in a column of periods, from the header (`RetentionMonths`).
    pub period_unit: Option<candor_model::Unit>,
    /// Is a comma a separator of this column's lists?
    pub comma_separates: bool,
    /// Does naming a country outside the EEA mean yes?
    pub abroad_means_yes: bool,
    /// Do its dates tell what has happened? "Planned for 2026-12-01" tells no such date.
    pub is_past: bool,
    /// Do its dates tell until when something holds? "Unbefristet" says that there is no such day.
    pub is_end: bool,
}

/// Reads one text. What is compared with known words is read as what it probably was before letters were garbled: that
/// is told of the sheet, and the text itself is kept.
///
/// Of a text with boxes to tick, only what is ticked counts.
pub(crate) fn read(kind: Kind, content: &Content, hints: ColumnHints) -> Cell {
    let ticked = if kind == Kind::Text { None } else { boxes::ticked(&content.text) };
    match ticked {
        Some(text) if text.is_empty() => Cell::Blank,
        Some(text) => read_repaired(kind, &Content { text: text.into(), source: content.source }, hints),
        None => read_repaired(kind, content, hints),
    }
}

fn read_repaired(kind: Kind, content: &Content, hints: ColumnHints) -> Cell {
    let is_kept = matches!(kind, Kind::Text | Kind::List | Kind::Reference(_));
    let repaired = if is_kept { None } else { mojibake::repaired(&content.text) };
    let cell = repaired
        .map(|text| read_as_written(kind, &Content { text: text.into(), source: content.source }, hints))
        .filter(|cell| *cell != Cell::Unreadable);
    cell.unwrap_or_else(|| read_as_written(kind, content, hints))
}

fn read_as_written(kind: Kind, content: &Content, hints: ColumnHints) -> Cell {
    let text = content.text.as_str();
    if matches!(content.source, Source::Error | Source::TooLong) {
        return Cell::Unreadable;
    }
    let folded = fold(text);
    // "Offen" is the state of a request before it is a word for "not known".
    if let Kind::Choice(list) | Kind::Choices(list) = kind
        && let Some(option) = choices::exactly(&folded, list)
    {
        return Cell::Value(Value::Choices(vec![option]));
    }
    if let Some(cell) = plain_word(kind, text, &folded) {
        return cell;
    }
    // What ends some day has none where it never does: a contract "unbefristet".
    if kind == Kind::Date && hints.is_end && Words::builtin().unlimited.has(&folded) {
        return Cell::NotApplicable;
    }
    let value = match kind {
        Kind::Text => Some(Value::Text),
        Kind::List => Some(Value::List(split_list(text, hints.comma_separates))),
        Kind::Reference(_) => Some(Value::References(split_list(text, hints.comma_separates))),
        Kind::YesNo(names) => choices::yes_no(text, names)
            .or_else(|| hints.abroad_means_yes.then(|| countries::leaves_eea(text)).flatten())
            .or_else(|| (hints.abroad_means_yes && denies_transfer(text)).then_some(false))
            .map(|answer| choices::with_names(answer, text, names)),
        Kind::Choice(list) => choices::choice(text, list).map(|option| Value::Choices(vec![option])),
        Kind::Choices(list) => choices::choices(text, list, hints.comma_separates).map(Value::Choices),
        Kind::Date => dates::date(text, hints.date_order, hints.is_past).map(Value::Date),
        Kind::Number => amounts::number(text).map(Value::Number),
        Kind::Money => amounts::money(text).map(|(amount, currency)| Value::Money {
            amount,
            currency: currency.map(String::into_boxed_str),
        }),
        Kind::Duration => {
            periods::period(text, hints.period_unit).map(|kept| Value::Duration(Box::new(kept)))
        }
        Kind::Countries => {
            countries::countries(text).or_else(|| denies_transfer(text).then(Vec::new)).map(Value::Countries)
        }
    };
    // A text can always be kept; what else a cell should be is not known if it says so itself.
    let open = |cell: Cell| if Words::builtin().begins_unknown(&folded) { Cell::Unknown } else { cell };
    match value {
        Some(value @ (Value::Text | Value::List(_) | Value::References(_))) => open(Cell::Value(value)),
        Some(value) => Cell::Value(value),
        None => open(Cell::Unreadable),
    }
}

/// "No transfers outside the EEA", "Es findet keine Übermittlung statt".
fn denies_transfer(text: &str) -> bool {
    Words::builtin().denies_transfer(&fold(text))
}

/// No, and nothing more: "not required" would say that no date is asked for.
const PLAIN_NO: [&str; 12] =
    ["no", "nein", "non", "nee", "neen", "nao", "nie", "nej", "nei", "ne", "ei", "not yet"];

/// Words that mean no value: their meaning depends on the kind.
fn plain_word(kind: Kind, text: &str, folded: &str) -> Option<Cell> {
    if is_placeholder(text) {
        return Some(Cell::Unknown);
    }
    let dashes = folded.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '/' | '.' | '_'));
    let word = if text == "\\N" {
        Word::Unknown
    } else if dashes {
        Word::None
    } else if folded.is_empty() && text.chars().all(|c| c == '?') {
        Word::Unknown
    } else {
        Words::builtin().plain(folded)?
    };
    let none = match kind {
        Kind::List => Some(Value::List(Vec::new())),
        Kind::Reference(_) => Some(Value::References(Vec::new())),
        Kind::Choices(_) => Some(Value::Choices(Vec::new())),
        Kind::Countries => Some(Value::Countries(Vec::new())),
        _ => None,
    };
    match (word, kind) {
        (Word::Unknown, _) => Some(Cell::Unknown),
        // A dash is how people write a blank; only in a list it says that there are none.
        (Word::None, _) if dashes && none.is_none() => Some(Cell::Blank),
        (Word::None | Word::No | Word::NotApplicable, _) if none.is_some() => none.map(Cell::Value),
        // "People told on: no" says that they were not.
        (Word::No, Kind::Date) if PLAIN_NO.contains(&folded) => Some(Cell::Blank),
        (Word::None, Kind::YesNo(_)) => Some(Cell::Value(Value::YesNo(false))),
        // "None" in a text field is an answer: there is no such person, no other use.
        (Word::None, Kind::Text) => Some(Cell::Value(Value::List(Vec::new()))),
        (Word::None, Kind::Number | Kind::Money) => None,
        (Word::None | Word::NotApplicable, Kind::Choice(_)) => None,
        (Word::None | Word::NotApplicable, _) => Some(Cell::NotApplicable),
        (Word::Yes | Word::No, _) => None,
    }
}

/// `[DATE]`, `<name>`, `xx/xx/xxxx`: template text that nobody filled in.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let enclosed = |open: char, close: char| {
        text.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|inner| !inner.contains([open, close]) && inner.chars().any(char::is_alphabetic))
    };
    enclosed('[', ']') || enclosed('<', '>') || (enclosed('{', '}'))
}
