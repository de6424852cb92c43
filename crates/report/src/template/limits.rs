//! What bounds a template while it runs: the steps of its loops and the length of what it writes.
//!
//! Tera has no limit of its own, so each loop is led through a filter that counts how long its list is. Steps and bytes
//! are counted, never time, so that a template stops at the same place on every machine.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::scan::{TagKind, tags};

/// Most bytes a template can produce.
pub(crate) const LIMIT_MB: usize = 64;

/// Most steps that all loops of a template can take together.
pub(crate) const LIMIT_STEPS: u64 = 1_000_000;

/// Longest text that a filter can make, in bytes.
const LIMIT_TEXT: usize = 1_000_000;

/// The filter that counts; no name that a template can write.
const COUNTER: &str = "counted_steps";

/// A template whose loops are counted, and where its text was moved.
pub(super) struct Counted {
    pub text: String,
    /// Line, column and length of what was put in, in the order of the text.
    inserted: Vec<(usize, usize, usize)>,
}

impl Counted {
    /// Leads what each loop walks through by the counter.
    pub(super) fn new(source: &str) -> Counted {
        let mut text = String::with_capacity(source.len() + 64);
        let mut inserted = Vec::new();
        let mut done = 0;
        for tag in tags(source).iter().filter(|tag| tag.kind == TagKind::Statement) {
            let is_loop = tag.tokens.first().is_some_and(|token| token.is("for"));
            let Some(split) = tag.tokens.iter().position(|token| is_loop && token.is("in")) else { continue };
            let (Some(first), Some(last)) = (tag.tokens.get(split + 1), tag.tokens.last()) else { continue };
            let closing = format!(") | {COUNTER}");
            text.push_str(&source[done..first.from]);
            text.push('(');
            text.push_str(&source[first.from..last.to]);
            text.push_str(&closing);
            inserted.push((first.line, first.column, 1));
            inserted.push((last.line, last.column + last.text.chars().count(), closing.len()));
            done = last.to;
        }
        text.push_str(&source[done..]);
        Counted { text, inserted }
    }

    /// The column in the text as it was written.
    pub(super) fn column(&self, line: usize, column: usize) -> usize {
        let mut added = 0;
        for (_, at, length) in self.inserted.iter().filter(|(on, ..)| *on == line) {
            if at + added < column {
                added += length;
            }
        }
        column.saturating_sub(added).max(1)
    }
}

/// Lets a template count its steps, and takes filters that could make endless texts in hand.
pub(super) fn register(tera: &mut Tera) {
    let steps = Arc::new(AtomicU64::new(0));
    tera.register_filter(COUNTER, move |list: &Value, _: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let length = list.as_array().map_or(0, <[Value]>::len) as u64;
        let taken = steps.fetch_add(length, Ordering::Relaxed) + length;
        match taken > LIMIT_STEPS {
            true => Err(tera::Error::message(too_many())),
            false => Ok(list.clone()),
        }
    });
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
}

pub(super) fn too_many() -> String {
    format!("the loops take more than {} steps", candor_model::text::grouped(LIMIT_STEPS))
}

fn replace(text: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let (from, to): (&str, &str) = (arguments.must_get("from")?, arguments.must_get("to")?);
    let places = if from.is_empty() { text.len() + 1 } else { text.matches(from).count() };
    bounded(text.len() + places * to.len())?;
    Ok(text.replace(from, to))
}

fn join(list: Vec<Value>, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let between: &str = arguments.get("sep")?.unwrap_or_default();
    let parts: Vec<String> = list.iter().map(ToString::to_string).collect();
    bounded(parts.iter().map(|part| part.len() + between.len()).sum())?;
    Ok(parts.join(between))
}

fn bounded(length: usize) -> TeraResult<()> {
    match length > LIMIT_TEXT {
        true => Err(tera::Error::message("a filter would make a text of more than 1 MB")),
        false => Ok(()),
    }
}

/// Memory that takes no more than the limit.
pub(super) struct Bounded {
    pub bytes: Vec<u8>,
}

impl Bounded {
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() > LIMIT_MB * 1_000_000
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.is_full() { Err(io::Error::from(io::ErrorKind::FileTooLarge)) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_text_as_written() {
        let counted = Counted::new("{% for a in list %}{{ a.b }}{% endfor %}");
        assert_eq!(counted.text, "{% for a in (list) | counted_steps %}{{ a.b }}{% endfor %}");
        let at = |text: &str| counted.text.find(text).map(|place| place + 1).unwrap_or_default();
        assert_eq!(counted.column(1, at("list")), 13);
        assert_eq!(counted.column(1, at("a.b")), 23);
        assert_eq!(counted.column(2, 7), 7);
    }
}
