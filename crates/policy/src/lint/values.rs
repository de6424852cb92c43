//! Values that are the same in every language and wording: periods, days, figures and addresses.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::dates::dates;
use super::words::words_of;
use crate::drift::period::{self, Length};
use crate::drift::tokens::tokens;
use crate::drift::vocabulary::Vocabulary;
use crate::text::{BlockKind, Text};

/// A period of time as a text states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) range: Range<usize>,
    pub(super) length: Length,
}

impl Stated {
    /// Can both be the same time?
    pub(super) fn is_like(&self, other: &Stated) -> bool {
        self.length.is_like(other.length)
    }
}

/// The periods that a sentence states.
pub(super) fn periods(text: &str) -> Vec<Stated> {
    let tokens = tokens(text);
    let found = period::periods(&tokens, Vocabulary::builtin()).into_iter();
    let stated = |found: period::Period| {
        let range = tokens[found.at.start].at.start..tokens[found.at.end - 1].at.end;
        Stated { range, length: found.length }
    };
    found.map(stated).collect()
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Period(Length),
    Day(NaiveDate),
    /// A figure without the signs that group its digits.
    Figure(String),
    /// An address for mail or of a page, in small letters.
    Address(String),
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    kind: Kind,
}

impl Value {
    fn is_like(&self, other: &Value) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Period(one), Kind::Period(two)) => one.is_like(*two),
            (one, two) => one == two,
        }
    }
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?://|www\.)[^\s<>]+[\w/]")
        .expect("a pattern of addresses")
});
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d+(?:[.,\u{a0}\u{202f}'’]\d{3})*(?:[.,]\d+)?").expect("a pattern of figures")
});

/// The values of a text in order. Figures that are part of another value, and single digits, are none of their own.
pub(super) fn values(text: &Text) -> Vec<Value> {
    let lists = text.language.as_deref().and_then(words_of);
    let mut values = Vec::new();
    for (block, content) in text.blocks.iter().enumerate() {
        if content.kind == BlockKind::Verbatim {
            continue;
        }
        let words = content.text.as_str();
        let mut found: Vec<(Range<usize>, Kind)> = ADDRESS
            .find_iter(words)
            .map(|at| (at.range(), Kind::Address(at.as_str().to_lowercase())))
            .collect();
        let days = lists.map(|lists| dates(words, lists)).unwrap_or_default();
        add(&mut found, days.into_iter().map(|(day, at)| (at, Kind::Day(day))));
        add(&mut found, periods(words).into_iter().map(|period| (period.range, Kind::Period(period.length))));
        let figures = FIGURE.find_iter(words).filter(|at| at.len() > 1);
        add(
            &mut found,
            figures.map(|at| {
                let digits = at.as_str().chars().filter(char::is_ascii_digit).collect();
                (at.range(), Kind::Figure(digits))
            }),
        );
        found.sort_by_key(|(range, _)| range.start);
        values.extend(found.into_iter().map(|(range, kind)| Value { block, range, kind }));
    }
    values
}

/// Adds what does not overlap with what is there.
fn add(found: &mut Vec<(Range<usize>, Kind)>, more: impl Iterator<Item = (Range<usize>, Kind)>) {
    for (range, kind) in more {
        if !found.iter().any(|(known, _)| known.start < range.end && range.start < known.end) {
            found.push((range, kind));
        }
    }
}

/// Is a value among others?
pub(super) fn holds(values: &[Value], value: &Value) -> bool {
    values.iter().any(|other| other.is_like(value))
}
