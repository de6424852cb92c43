//! Mistakes in files that people write: where each stands, and the way out.
//!
//! Invariant: every mistake of a file is told at once, each with its line and column.

use candor_model::text::nearest;
use serde::de::DeserializeOwned;

/// A mistake in the settings or in a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub line: u32,
    pub column: u32,
    pub message: String,
    pub help: String,
}

/// Turns byte offsets of a text into lines and columns.
pub(crate) struct Places<'a> {
    pub text: &'a str,
}

impl Places<'_> {
    pub(crate) fn line(&self, offset: usize) -> u32 {
        self.before(offset).matches('\n').count() as u32 + 1
    }

    fn before(&self, offset: usize) -> &str {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[..end]
    }

    pub(crate) fn mistake(&self, offset: usize, message: String, help: String) -> Mistake {
        let before = self.before(offset);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
        Mistake { line: self.line(offset), column, message, help }
    }
}

/// Parses as far as it goes: an unknown key or a wrong type is told and taken out, then it is tried again, so
/// that one mistake does not hide the others.
pub(crate) fn parse_raw<T: DeserializeOwned>(text: &str, places: &Places<'_>) -> (Option<T>, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let mut rest = text.to_owned();
    for _ in 0..100 {
        match toml::from_str::<T>(&rest) {
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

/// "did you mean `x`?", or what there is.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(word, known.iter().copied()) {
        Some(other) => format!("did you mean `{other}`?"),
        None => format!("use one of: {}", known.join(", ")),
    }
}
