//! Sheets that stand beside a register: covers, guidance, lists for drop-downs, pivot tables.
//!
//! Their headers are often those of the register itself, so they are known by their usual names, or by how they are
//! built. The words are in `layouts/asides.toml`. Each is passed over with its own reason, and read all the same
//! where `candor.toml` says so.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use candor_model::text::fold;
use candor_model::{Dictionary, FieldId};
use serde::Deserialize;

use crate::grid::{Grid, Row};
use crate::locate::Found;
use crate::words::Phrases;

/// Filled rows in which a pivot table or an explanation of columns shows itself.
const ROWS_MAX: usize = 12;
/// Characters of a code or a choice; longer texts explain something.
const CODE_MAX: usize = 60;
/// Rows of a list of codes.
const CODES_MIN: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asides {
    names: Names,
    pivot: Pivot,
    explained: Explained,
    generations: Generations,
    rows: Rows,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    cover: Vec<String>,
    guidance: Vec<String>,
    codes: Vec<String>,
    pivot: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pivot {
    captions: Vec<String>,
    counts: Vec<String>,
    totals: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explained {
    what: Vec<String>,
    how: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generations {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    prompts: Vec<String>,
    notes: Vec<String>,
}

impl Asides {
    fn builtin() -> &'static Asides {
        static BUILTIN: OnceLock<Asides> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut asides: Asides = toml::from_str(include_str!("../layouts/asides.toml"))
                .expect("the built-in words are tested");
            let Asides { names, pivot, explained, generations, rows } = &mut asides;
            let lists = [&mut names.cover, &mut names.guidance, &mut names.codes, &mut names.pivot];
            let lists = lists.into_iter().chain([&mut pivot.captions, &mut pivot.counts, &mut pivot.totals]);
            let lists = lists.chain([&mut explained.what, &mut explained.how, &mut generations.words]);
            let lists = lists.chain([&mut rows.prompts, &mut rows.notes]);
            lists.flatten().for_each(|word| *word = fold(word));
            asides
        })
    }
}

/// Does a folded word mark a sheet as old, as a copy, or as kept only?
pub(crate) fn marks_old(word: &str) -> bool {
    Asides::builtin().generations.words.iter().any(|other| other == word)
}

/// Does a folded text begin as what a template asks for does: "Select an item", "da compilare"?
pub(crate) fn begins_as_prompt(folded: &str) -> bool {
    static PROMPTS: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::of(Asides::builtin().rows.prompts.iter().cloned()));
    PROMPTS.leading(folded).next().is_some()
}

/// Does a folded text begin as notes below a table do: "Source: ...", "Seite 1 von 2"?
pub(crate) fn begins_as_note(folded: &str) -> bool {
    Asides::builtin().rows.notes.iter().any(|note| begins_with(folded, note))
}

/// Why a sheet is taken for one beside the register by its name.
pub(crate) fn by_name(sheet: &str) -> Option<&'static str> {
    let folded = fold(sheet);
    let bare = folded.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let names = &Asides::builtin().names;
    let is_one_of = |list: &[String]| list.iter().any(|name| name == bare);
    [
        (&names.cover, "it is a cover by its name"),
        (&names.guidance, "it is guidance by its name"),
        (&names.codes, "it holds code lists by its name"),
        (&names.pivot, "it is a pivot table by its name"),
    ]
    .into_iter()
    .find(|(list, _)| is_one_of(list))
    .map(|(_, why)| why)
}

/// Why a sheet is taken for one beside the register by what stands in it.
pub(crate) fn by_content(grid: &Grid) -> Option<&'static str> {
    if is_pivot(grid) {
        Some("it is a pivot table: it counts what stands elsewhere")
    } else if grid.rows().take(ROWS_MAX).any(|row| explains_columns(grid, row)) {
        Some("it is guidance: it explains the columns of a register")
    } else {
        None
    }
}

/// A caption that only a program writes, or counts with nothing but figures and a total below them.
fn is_pivot(grid: &Grid) -> bool {
    let pivot = &Asides::builtin().pivot;
    let texts = |row: Row<'_>| row.cells().map(|(_, id)| fold(grid.text(id))).collect::<Vec<_>>();
    if grid.rows().take(ROWS_MAX).flat_map(texts).any(|text| pivot.captions.contains(&text)) {
        return true;
    }
    let counts = |text: &String| pivot.counts.iter().any(|lead| begins_with(text, lead));
    let Some(caption) = (0..grid.len().min(ROWS_MAX)).find(|at| texts(grid.row(*at)).iter().any(counts))
    else {
        return false;
    };
    let last = grid.rows().last().and_then(|row| row.first());
    let is_figure = |id: u32| grid.text(id).chars().all(|c| !c.is_alphabetic());
    last.is_some_and(|(_, id)| pivot.totals.contains(&fold(grid.text(id))))
        && (caption + 1..grid.len())
            .map(|at| grid.row(at))
            .all(|row| row.cells().skip(1).all(|(_, id)| is_figure(id)))
}

/// Does a text begin with a phrase, as whole words?
fn begins_with(folded: &str, phrase: &str) -> bool {
    folded.strip_prefix(phrase).is_some_and(|rest| rest.starts_with(' '))
}

/// "Column | What to write": the rows below name the columns of a register and hold no record.
fn explains_columns(grid: &Grid, row: Row<'_>) -> bool {
    let Explained { what, how } = &Asides::builtin().explained;
    let mut cells = row.cells().map(|(_, id)| grid.text(id));
    let (Some(first), Some(second)) = (cells.next(), cells.next()) else { return false };
    cells.count() <= 3 && what.contains(&fold(first)) && how.contains(&fold(second))
}

/// Lists side by side for drop-downs: no names, each column a list of its own that ends where it ends, and no text
/// twice in it.
pub(crate) fn is_code_list(grid: &Grid, found: &Found) -> bool {
    let index = Dictionary::builtin().entity(found.entity).name_field;
    let name = FieldId { entity: found.entity, index };
    let columns: Vec<u32> =
        found.columns.iter().filter(|plan| !plan.header.is_empty()).map(|plan| plan.index).collect();
    let named = found.columns.iter().any(|plan| plan.matched.is_some_and(|(field, _)| field == name));
    if named || columns.len() < 2 {
        return false;
    }
    let lengths: Option<Vec<usize>> =
        columns.iter().map(|column| list_length(grid, found, *column)).collect();
    let longest = |lengths: &[usize]| lengths.iter().max().copied().unwrap_or_default();
    lengths.is_some_and(|lengths| {
        longest(&lengths) >= CODES_MIN && lengths.iter().any(|length| length + 1 < longest(&lengths))
    })
}

/// Length of a column that is filled without gaps from its top, with a short text of its own in each cell.
fn list_length(grid: &Grid, found: &Found, column: u32) -> Option<usize> {
    let (from, until) = found.rows;
    let ids: Vec<Option<u32>> = (from..until).map(|position| grid.id_at(position, column)).collect();
    let filled: Vec<u32> = ids.iter().map_while(|id| *id).collect();
    let ends = ids[filled.len()..].iter().all(Option::is_none);
    let short = filled.iter().all(|id| grid.text(*id).chars().count() <= CODE_MAX);
    let distinct = filled.iter().collect::<BTreeSet<_>>().len() == filled.len();
    (ends && short && distinct).then_some(filled.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_beside_the_register_is_known_by_its_name() {
        assert_eq!(by_name("5_-_Listes"), Some("it holds code lists by its name"));
        assert_eq!(by_name("Deckblatt"), Some("it is a cover by its name"));
        assert_eq!(by_name("Mode d'emploi"), Some("it is guidance by its name"));
        assert_eq!(by_name("Instruções"), Some("it is guidance by its name"));
        assert_eq!(by_name("Tabla dinámica 2"), Some("it is a pivot table by its name"));
        assert_eq!(by_name("Liste"), None);
    }
}
