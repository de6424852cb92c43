//! The lines of a proposed layout for headers that were not understood: guesses and values instead of a meaning.

use std::fmt::Write as _;

use candor_model::text::shorten;
use candor_model::{Dictionary, EntityId};

use super::quoted;
use crate::grid::Grid;
use crate::headers::{Guess, guesses};

/// Guesses shown for a header.
const GUESSES_MAX: usize = 3;
/// Values shown of a column.
const SAMPLES_MAX: usize = 3;

/// A header that was not understood: the best guess out of force, the others beside it, or some of its values.
/// `read_as` holds the fields that are known, with their headers.
pub(super) fn unknown(
    header: &str,
    entity: EntityId,
    below: Option<Below<'_>>,
    read_as: &[(&str, &str)],
) -> String {
    let dictionary = Dictionary::builtin();
    let id = |guess: &Guess| dictionary.field(guess.field).id.clone();
    let twin = |guess: &Guess| read_as.iter().find(|(field, _)| *field == id(guess));
    // A weak guess at a field that is known already helps nobody.
    let worth = |guess: &Guess| guess.is_sure() || twin(guess).is_none();
    let guesses: Vec<Guess> = guesses(header, entity).into_iter().filter(worth).take(GUESSES_MAX).collect();
    if let Some((best, others)) = guesses.split_first() {
        let mut line = format!("# {} = {}  # {}%", quoted(header), quoted(&id(best)), best.percent());
        if let Some((_, other)) = twin(best) {
            let _ = write!(line, ", but that is read from `{}`", shorten(other, 40));
        } else if best.is_sure() && below.is_some() {
            line.push_str(", but what stands below does not fit");
        }
        for other in others {
            let _ = write!(line, "; or {} {}%", quoted(&id(other)), other.percent());
        }
        return line;
    }
    let samples = below.map_or_else(Vec::new, Below::samples);
    let shown =
        if samples.is_empty() { String::new() } else { format!("  # such as {}", samples.join(", ")) };
    format!("# {} = \"\"{shown}", quoted(header))
}

/// What stands below a header.
#[derive(Clone, Copy)]
pub(super) struct Below<'a> {
    pub grid: &'a Grid,
    /// Position of the header's row.
    pub header: usize,
    pub column: u32,
}

impl<'a> Below<'a> {
    pub(super) fn new(grid: &'a Grid, header: usize, column: usize) -> Self {
        Below { grid, header, column: column as u32 }
    }

    /// The first distinct values, shortened.
    fn samples(self) -> Vec<String> {
        let mut samples: Vec<String> = Vec::new();
        for at in self.header + 1..self.grid.len() {
            let Some(id) = self.grid.row(at).content(self.column) else { continue };
            let text = format!("`{}`", shorten(self.grid.text(id), 24));
            if !samples.contains(&text) {
                samples.push(text);
            }
            if samples.len() == SAMPLES_MAX {
                break;
            }
        }
        samples
    }
}
