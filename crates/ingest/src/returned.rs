//! Sheets that Candor wrote and that came back filled in: action plans.
//!
//! They are known by their ids, or by the headers they were given, whatever became of the names of file and sheet and of
//! the order of their columns. Invariant: no sheet without either is taken for one, however much it reads like one.

use candor_model::action::read_action_id;
use candor_model::text::fold;
use candor_model::{Dictionary, FieldId};

use crate::grid::{Grid, Row, Sheet};
use crate::settings::Told;
use crate::words::Words;

/// Filled rows in which the header and the first id are looked for.
const ROWS_MAX: usize = 200;
/// Fields that other people's lists of actions do not have: with two of them beside the id, a plan without any right id
/// is known.
const TELLING: [&str; 7] = [
    "finding_ids",
    "framework_refs",
    "evidence_needed",
    "accepted_until",
    "quarter_raised",
    "records_say",
    "source_report",
];
const TELLING_MIN: usize = 2;

/// What an action plan is: nothing of it has to be guessed.
pub(crate) fn told(sheet: &Sheet) -> Option<Told> {
    let id = Dictionary::builtin().expect_field("action.id");
    let header = by_headers(&sheet.grid, id).or_else(|| by_ids(&sheet.grid, id))?;
    let wordings = Words::builtin().returned.iter();
    let known = wordings.map(|(field, text)| (text.clone(), Some(*field)));
    let headers = header.of_ids.into_iter().chain(known).collect();
    Some(Told::new(Some(id.entity), header.row, headers))
}

/// The header of a plan: its row, and what the column of the ids is called, where that is not known by itself.
struct Header {
    row: u32,
    of_ids: Option<(String, Option<FieldId>)>,
}

fn by_headers(grid: &Grid, id: FieldId) -> Option<Header> {
    let dictionary = Dictionary::builtin();
    let means = |text: &str| {
        let folded = fold(text);
        Words::builtin().returned.iter().find(|(_, known)| *known == folded).map(|(field, _)| *field)
    };
    let is_header = |row: &Row<'_>| {
        let fields: Vec<FieldId> = row.cells().filter_map(|(_, text)| means(grid.text(text))).collect();
        let telling = fields.iter().filter(|field| TELLING.contains(&dictionary.field(**field).id.as_str()));
        fields.contains(&id) && telling.count() >= TELLING_MIN
    };
    let row = grid.rows().take(ROWS_MAX).find(is_header)?;
    Some(Header { row: row.number, of_ids: None })
}

/// The header is what stands above the first id.
fn by_ids(grid: &Grid, id: FieldId) -> Option<Header> {
    let is_id = |text: u32| read_action_id(grid.text(text)).is_some();
    let (at, column) =
        grid.rows().take(ROWS_MAX).enumerate().find_map(|(at, row)| {
            row.cells().find(|(_, text)| is_id(*text)).map(|(column, _)| (at, column))
        })?;
    let above = (0..at).rev().map(|at| grid.row(at));
    let mut named = above.filter_map(|row| Some((row.number, row.content(column)?)));
    let (row, text) = named.next()?;
    Some(Header { row, of_ids: Some((fold(grid.text(text)), Some(id))) })
}
