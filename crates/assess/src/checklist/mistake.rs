//! Mistakes in a checklist file, with line, column and help; and the text they are found in.
//!
//! Invariant: a mistake is recorded and reading goes on, so that one run shows all of them.

use std::ops::Range;

/// A file of requirements or conditions, as text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// As shown to the user.
    pub name: &'a str,
    pub text: &'a str,
}

/// Something wrong in a checklist file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct Mistake {
    pub file: String,
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    pub message: String,
    /// What to do, or empty.
    pub help: String,
}

/// Collects the mistakes of one file.
#[derive(Debug)]
pub(super) struct Mistakes<'a> {
    source: Source<'a>,
    found: Vec<Mistake>,
    /// What could not be read and was left out.
    cut: Vec<Range<usize>>,
}

impl<'a> Mistakes<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        Mistakes { source, found: Vec::new(), cut: Vec::new() }
    }

    /// Name of the file.
    pub(super) fn name(&self) -> &'a str {
        self.source.name
    }

    /// Remembers that a part was left out: what seems wrong around it for that reason is not told.
    pub(super) fn leave_out(&mut self, span: Range<usize>) {
        self.cut.push(span);
    }

    pub(super) fn add(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let encloses = |cut: &Range<usize>| span.start <= cut.start && cut.end <= span.end && span != *cut;
        if self.cut.iter().any(encloses) {
            return;
        }
        let mut start = span.start.min(self.source.text.len());
        while !self.source.text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &self.source.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.found.push(Mistake {
            file: self.source.name.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
            help: help.into(),
        });
    }

    /// An unknown name: `what` says of which kind it should be.
    pub(super) fn unknown<'n>(
        &mut self,
        span: Range<usize>,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let help = suggestion(name, known);
        self.add(span, format!("`{name}` is no {what}"), help);
    }

    /// In the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<Mistake> {
        self.found.sort_by_key(|mistake| (mistake.line, mistake.column));
        self.found.dedup();
        self.found
    }
}

/// "did you mean `x`?", or the list where it is short, or nothing.
fn suggestion<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(near) = closest(name, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    if known.is_empty() || known.len() > 12 {
        return String::new();
    }
    format!("use one of {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
}

/// The name that is most like `name`, if one is like it at all.
pub(crate) fn closest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(&lower, &candidate.to_lowercase());
        if likeness >= 0.6 && best.is_none_or(|(_, most)| likeness > most) {
            best = Some((candidate, likeness));
        }
    }
    best.map(|(candidate, _)| candidate)
}
