//! A file as it was opened, in a form that can be written down, carried elsewhere and read there with other files.
//!
//! What is kept are the cells, not what they mean: where tables begin, which rows are records, how dates are written
//! and what a column holds is decided where all rows are together. So it does not matter where a file was opened, and
//! a change of `candor.toml` needs no file to be opened again.
//!
//! Invariants: a file that is read back is the file that was opened; what somebody changed is refused or is a file
//! that could have been opened, never a panic.

use candor_model::problem::find_code;
use candor_model::{Place, Problem, Severity};
use serde::{Deserialize, Serialize};

use crate::OpenedFile;
use crate::grid::{KeptGrid, Sheet};
use crate::limits::Limits;
use crate::open::{Opened, TextForm};
use crate::together::{Misfit, PartOf};

/// A file as it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFile {
    /// Path as shown to the user, `/` between parts.
    pub name: String,
    /// Which part of the file this is, if it is not the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartOf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<TextForm>,
    sheets: Vec<KeptSheet>,
    /// Sheets that hold no cells, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    passed_over: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    problems: Vec<KeptProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptSheet {
    /// Empty for text files.
    name: String,
    visible: bool,
    grid: KeptGrid,
}

/// What was wrong with a file before anything of it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptProblem {
    severity: Severity,
    code: String,
    place: Place,
    message: String,
    help: String,
    #[serde(default)]
    more: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<Place>,
}

impl KeptFile {
    /// The file to be written down: under the name that it has among the others, and as the part that it is.
    pub fn of(file: &OpenedFile, name: &str, part: Option<PartOf>) -> Self {
        let OpenedFile { opened, .. } = file;
        let sheet = |sheet: &Sheet| KeptSheet {
            name: sheet.name.clone(),
            visible: sheet.visible,
            grid: sheet.grid.to_kept(),
        };
        KeptFile {
            name: name.to_owned(),
            part,
            text: opened.text,
            sheets: opened.sheets.iter().map(sheet).collect(),
            passed_over: opened.passed_over.clone(),
            problems: opened.problems.iter().map(|problem| KeptProblem::of(problem, name)).collect(),
        }
    }

    /// The file as it was opened. It was opened within the limits `then`; those of `now` must lead to the same.
    ///
    /// # Errors
    /// If it cannot have been opened so, or was cut off at limits that are others now.
    pub fn open(self, then: &Limits, now: &Limits) -> Result<OpenedFile, Misfit> {
        let broken = |reason: String| Misfit::Broken { file: self.name.clone(), reason };
        if self.name.is_empty() || self.name.chars().any(char::is_control) {
            let file = self.name.escape_default().to_string();
            return Err(Misfit::Broken { file, reason: "no file is named so".to_owned() });
        }
        if self.sheets.len() as u64 > then.sheets {
            return Err(broken("it has more sheets than are read".to_owned()));
        }
        let mut opened = Opened { text: self.text, passed_over: self.passed_over, ..Opened::default() };
        let mut left = then.clone();
        for KeptSheet { name, visible, grid } in self.sheets {
            let shown = match name.as_str() {
                "" => String::new(),
                name => format!("sheet `{}`: ", name.escape_default()),
            };
            let grid = grid.open(&left).map_err(|reason| broken(format!("{shown}{reason}")))?;
            // Of a workbook the sheets share the number of cells.
            left.cells = left.cells.saturating_sub(grid.cells_len() as u64);
            opened.sheets.push(Sheet { name, visible, grid });
        }
        let last =
            opened.sheets.first().and_then(|sheet| sheet.grid.rows().last()).map_or(0, |row| row.number);
        if self.text.is_some_and(|text| text.rows < last || !text.separator.is_ascii()) {
            return Err(broken("it has more rows than it says".to_owned()));
        }
        for problem in self.problems {
            opened.problems.push(problem.open().map_err(broken)?);
        }
        let is_whole =
            opened.problems.is_empty() && opened.sheets.iter().all(|sheet| !sheet.grid.is_over_a_limit());
        if then != now && !(is_whole && now.hold(then)) {
            return Err(Misfit::Limits { file: self.name });
        }
        Ok(OpenedFile { name: self.name, part: self.part, opened })
    }
}

impl KeptProblem {
    /// The problem to be written down, of a file under the name that it has among the others.
    pub fn of(problem: &Problem, file: &str) -> Self {
        let here = |place: &Place| Place { file: file.to_owned(), ..place.clone() };
        KeptProblem {
            severity: problem.severity,
            code: problem.code.to_owned(),
            place: here(&problem.place),
            message: problem.message.clone(),
            help: problem.help.clone(),
            more: problem.more,
            also: problem.also.iter().map(here).collect(),
        }
    }

    /// The problem as it was told.
    ///
    /// # Errors
    /// If there is no such problem, in words.
    pub fn open(self) -> Result<Problem, String> {
        let Some(code) = find_code(&self.code) else {
            return Err(format!("there is no problem `{}`", self.code.escape_default()));
        };
        if u32::try_from(self.more).is_err() || self.also.len() > self.more {
            return Err(format!("the problem `{}` cannot stand so often", code.id));
        }
        let problem = Problem::new(self.severity, code.id, self.place, self.message, &self.help);
        Ok(Problem { more: self.more, also: self.also, ..problem })
    }
}
