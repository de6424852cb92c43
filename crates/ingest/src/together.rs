//! Puts files that were opened apart together: in the order of their names, the parts of a file as that file.
//!
//! Parts are put together by their rows, before anything is understood of them. What depends on the whole of a text
//! file is held against what each part shows: encoding, separator, quotes left open, rows at the top that were taken
//! along. Where a part cannot show it, the parts are refused with the way out.
//!
//! Invariant: files that are put together are read as the same files in one place would have been.

use std::collections::BTreeMap;
use std::path::PathBuf;

use candor_model::{Place, Problem, cell_position, column_letters};
use serde::{Deserialize, Serialize};

use crate::OpenedFile;
use crate::grid::{Grid, Sheet};
use crate::limits::Limits;
use crate::open::{Opened, TextForm};

/// Which part of a text file a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOf {
    /// From 1.
    pub number: u32,
    /// How many parts there are.
    pub of: u32,
    /// Rows at the top that are those of part 1, taken along so that the part can be read by itself.
    pub header_rows: u32,
}

/// Why files do not go together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("the records of `{file}` are broken: {reason}")]
    Broken { file: String, reason: String },
    #[error("`{file}` was read within other limits than those of candor.toml")]
    Limits { file: String },
    #[error("`{file}` was given twice")]
    Twice { file: String },
    #[error("`{file}` was given whole, and in parts too")]
    WholeAndParts { file: String },
    #[error("the parts of `{file}` do not agree on how many there are: {one} or {other}")]
    Counts { file: String, one: u32, other: u32 },
    #[error("part {part} of `{file}` was given twice")]
    PartTwice { file: String, part: u32 },
    #[error("of the {of} parts of `{file}` are missing: {missing}")]
    Missing { file: String, of: u32, missing: String },
    #[error("part {part} of `{file}` is no text file with rows")]
    NoText { file: String, part: u32 },
    #[error("part {part} of `{file}` is not in UTF-8")]
    Encoding { file: String, part: u32 },
    #[error("part {part} of `{file}` was read with `{}` between its cells, part 1 with `{}`", separator.escape_default(), first.escape_default())]
    Separator { file: String, part: u32, separator: char, first: char },
    #[error("part 1 of `{file}` has too few rows to show what stands between its cells")]
    SeparatorOpen { file: String },
    #[error("the first {rows} rows of part {part} of `{file}` are not those of part 1")]
    Header { file: String, part: u32, rows: u32 },
    #[error("part {part} of `{file}` could not be read to its end: {problem} ({cell})")]
    Unread { file: String, part: u32, cell: String, problem: String },
    #[error("part {part} of `{file}` is over a limit")]
    OverLimit { file: String, part: u32 },
}

impl Misfit {
    /// The way out.
    pub fn help(&self) -> String {
        match self {
            Misfit::Broken { .. } => "write it anew with `candor audit FILE --format json --keep-records`".to_owned(),
            Misfit::Limits { .. } => {
                "read it again with the same `[limits]`: give `--workspace` there the same folder as here".to_owned()
            }
            Misfit::Twice { .. } => {
                "leave one out; parts of one file need `--part K/N`, two files of one name `--part-of NAME`, each its own"
                    .to_owned()
            }
            Misfit::WholeAndParts { .. } => "give the whole file or its parts".to_owned(),
            Misfit::Counts { .. } => "give the parts of one split".to_owned(),
            Misfit::PartTwice { .. } => "leave one of them out".to_owned(),
            Misfit::Missing { .. } => "give every part; nothing is judged while rows are missing".to_owned(),
            Misfit::NoText { .. } => {
                "only csv and tsv files can be parts; workbooks are merged file by file, without `--part`".to_owned()
            }
            Misfit::Encoding { .. } => "save the whole file as CSV in UTF-8, and split that".to_owned(),
            Misfit::Separator { first, .. } => {
                let first = first.escape_default();
                format!("let each part begin with the line `sep={first}`, as `candor split` does")
            }
            Misfit::SeparatorOpen { .. } => {
                "let each part begin with a line such as `sep=,`, as `candor split` does; or make larger parts"
                    .to_owned()
            }
            Misfit::Header { .. } => {
                "say with `--header-rows` how many rows were taken along from the top of the file; 0 if none".to_owned()
            }
            Misfit::Unread { .. } => {
                "cut at the ends of records, as `candor split` does; mend the row if it is whole".to_owned()
            }
            Misfit::OverLimit { .. } => "make smaller parts, or raise the limit in candor.toml".to_owned(),
        }
    }
}

/// Puts files together, each to be read as a whole, in the order in which a folder with them is read.
///
/// # Errors
/// If a file or a part is there twice or missing, or parts cannot be those of one file.
pub fn together(files: Vec<OpenedFile>, limits: &Limits) -> Result<Vec<OpenedFile>, Misfit> {
    let mut by_name: BTreeMap<PathBuf, Vec<OpenedFile>> = BTreeMap::new();
    for file in files {
        by_name.entry(PathBuf::from(&file.name)).or_default().push(file);
    }
    by_name.into_values().map(|same| one(same, limits)).collect()
}

/// A file from all that has its name.
fn one(mut same: Vec<OpenedFile>, limits: &Limits) -> Result<OpenedFile, Misfit> {
    let file = same[0].name.clone();
    match same.iter().filter(|file| file.part.is_some()).count() {
        0 if same.len() == 1 => Ok(same.remove(0)),
        0 => Err(Misfit::Twice { file }),
        count if count < same.len() => Err(Misfit::WholeAndParts { file }),
        _ => {
            let mut parts: Vec<(PartOf, Opened)> =
                same.into_iter().filter_map(|file| Some((file.part?, file.opened))).collect();
            parts.sort_by_key(|(part, _)| part.number);
            require_all(&file, &parts)?;
            let opened = join(&file, parts, limits)?;
            Ok(OpenedFile { name: file, part: None, opened })
        }
    }
}

/// Parts come in the order of their numbers.
fn require_all(file: &str, parts: &[(PartOf, Opened)]) -> Result<(), Misfit> {
    let of = parts[0].0.of;
    if let Some((other, _)) = parts.iter().find(|(part, _)| part.of != of) {
        return Err(Misfit::Counts { file: file.to_owned(), one: of, other: other.of });
    }
    if let Some(twice) = parts.windows(2).find(|pair| pair[0].0.number == pair[1].0.number) {
        return Err(Misfit::PartTwice { file: file.to_owned(), part: twice[0].0.number });
    }
    if parts.len() == of as usize {
        return Ok(());
    }
    let is_there = |number: &u32| parts.binary_search_by_key(number, |(part, _)| part.number).is_ok();
    let mut missing = (1..=of).filter(|number| !is_there(number)).map(|number| number.to_string());
    let mut shown: Vec<String> = missing.by_ref().take(10).collect();
    shown.extend(missing.next().map(|_| "and more".to_owned()));
    Err(Misfit::Missing { file: file.to_owned(), of, missing: shown.join(", ") })
}

/// The rows of all parts as one sheet.
fn join(file: &str, parts: Vec<(PartOf, Opened)>, limits: &Limits) -> Result<Opened, Misfit> {
    let file = file.to_owned();
    let mut whole = Grid::new(limits);
    let first = form(&file, &parts[0].0, &parts[0].1)?;
    if parts.len() > 1 && !first.is_separator_settled {
        return Err(Misfit::SeparatorOpen { file });
    }
    let last = parts.len();
    let (mut above, mut problems) = (0u32, Vec::new());
    for (at, (part, mut opened)) in (1..).zip(parts) {
        let form = require_fit(&file, &part, &opened, first)?;
        let taken_along = if at == 1 { 0 } else { part.header_rows };
        let grid = opened.sheets.remove(0).grid;
        if taken_along > form.rows || whole.head(taken_along) != grid.head(taken_along) {
            return Err(Misfit::Header { file, part: part.number, rows: taken_along });
        }
        if let Some(problem) = opened.problems.first().filter(|_| at < last) {
            let (cell, problem) = (problem.place.cell.clone(), problem.message.clone());
            return Err(Misfit::Unread { file, part: part.number, cell, problem });
        }
        let moved = |problem| moved(problem, i64::from(above) - i64::from(taken_along));
        problems.extend(opened.problems.into_iter().map(moved));
        whole.append(&grid, taken_along, above);
        above = above.saturating_add(form.rows - taken_along);
    }
    whole.seal();
    let sheet = Sheet { name: String::new(), visible: true, grid: whole };
    Ok(Opened {
        sheets: vec![sheet],
        problems,
        text: Some(TextForm { rows: above, ..first }),
        ..Opened::default()
    })
}

/// How a part is written, where it can be a part of a text file.
fn form(file: &str, part: &PartOf, opened: &Opened) -> Result<TextForm, Misfit> {
    let form = opened.text.filter(|_| opened.sheets.len() == 1);
    form.ok_or_else(|| Misfit::NoText { file: file.to_owned(), part: part.number })
}

/// The same, where it can be a part of the file that `first` begins.
fn require_fit(file: &str, part: &PartOf, opened: &Opened, first: TextForm) -> Result<TextForm, Misfit> {
    let form = form(file, part, opened)?;
    let (file, part) = (file.to_owned(), part.number);
    if !form.is_utf8 {
        return Err(Misfit::Encoding { file, part });
    }
    if form.separator != first.separator {
        let (separator, first) = (form.separator, first.separator);
        return Err(Misfit::Separator { file, part, separator, first });
    }
    if opened.sheets.iter().any(|sheet| sheet.grid.has_gaps()) {
        return Err(Misfit::OverLimit { file, part });
    }
    Ok(form)
}

/// A problem of a part, where it stands in the whole file: so many rows further down.
fn moved(mut problem: Problem, rows: i64) -> Problem {
    let place = |place: &mut Place| {
        if let Some((row, column)) = cell_position(&place.cell) {
            let row = (i64::from(row) + rows).max(1);
            place.cell = format!("{}{row}", column_letters(column));
        }
    };
    place(&mut problem.place);
    problem.also.iter_mut().for_each(place);
    problem
}
