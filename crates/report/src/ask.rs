//! The workbook of open questions: answers that requirements want, and facts that records lack, by owner.
//!
//! Invariants: it holds nothing but what is open and what a question is about, so a filled-in copy never repeats
//! the records; read again unfilled, it changes no outcome; the same input gives the same bytes.

mod answers;
mod facts;
mod sheets;

use std::borrow::Cow;

use candor_assess::{Assessment, ChecklistResult, Library, Truth};
use candor_model::Inventory;
use candor_policy::Fact;
use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;

use crate::workbook;
use answers::AnswerQuestion;
use facts::FactSheet;

/// Everything that is open on a day.
#[derive(Debug)]
pub struct Questions {
    organisation: String,
    as_of: NaiveDate,
    answers: Vec<AnswerQuestion>,
    /// The organisation first: it decides what else is asked.
    sheets: Vec<FactSheet>,
    /// Checklists whose requirements wait until it is known whether they apply.
    waiting: Vec<String>,
}

impl Questions {
    /// What is open; `facts` are those of the policies. `judge` should keep the findings of twice as many records as a
    /// sheet has rows; it is asked again about columns that are missing, to learn which records lack them.
    pub fn new(
        inventory: &Inventory,
        facts: &[&Fact],
        library: &Library,
        judge: impl Fn(&Inventory) -> Assessment,
    ) -> Questions {
        let assessment = judge(inventory);
        let mut answers = answers::collect(&assessment, inventory, library);
        let unclear = |checklist: &&ChecklistResult| {
            let mut cells = checklist.scope_cells.iter();
            checklist.scope == Truth::Unknown && cells.any(|cell| cell.field.starts_with("organisation"))
        };
        let unclear: Vec<ChecklistResult> = assessment.checklists.iter().filter(unclear).cloned().collect();
        let mut wider = (Cow::Borrowed(inventory), assessment);
        while let Some(inventory) = facts::with_missing_columns(&wider.0, &wider.1) {
            let assessment = judge(&inventory);
            wider = (Cow::Owned(inventory), assessment);
        }
        let (inventory, assessment) = wider;
        let sheets = facts::collect(&assessment, &inventory, facts);
        let mut waiting = Vec::new();
        if sheets.first().is_some_and(FactSheet::is_organisation) {
            answers.retain(|answer| unclear.iter().all(|checklist| checklist.id != answer.checklist));
            waiting.extend(unclear.into_iter().map(|checklist| checklist.short));
        }
        Questions { as_of: assessment.as_of, answers, sheets, waiting, organisation: assessment.organisation }
    }

    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.sheets.is_empty()
    }

    /// Requirements to be answered.
    pub fn answers(&self) -> usize {
        self.answers.len()
    }

    /// Cells to be filled in.
    pub fn facts(&self) -> usize {
        self.sheets.iter().map(FactSheet::open).sum()
    }

    /// Records with such cells.
    pub fn records(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.rows.len()).sum()
    }

    /// Checklists about which nothing is asked before it is known whether they apply.
    pub fn waiting(&self) -> &[String] {
        &self.waiting
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("{}, as of {}", self.organisation, self.as_of),
            String::new(),
            "Only what is open stands here. Whatever you leave blank stays unknown; nothing is taken for granted."
                .to_owned(),
            "Yellow cells are asked for. Grey cells say what a row is about, or need nothing; leave them as they are."
                .to_owned(),
            "Each header has a note: point at it. Several values in a cell: put a semicolon between them. \
             Dates: 2026-02-28. Write none where there is none, unknown where nobody knows."
                .to_owned(),
            "Rows are sorted by owner. Send a sheet to each of them, or filter by the column with the owner."
                .to_owned(),
            "Answers: yes and partly count only with the evidence and its date. Always give the day you answered: \
             the latest answer counts."
                .to_owned(),
            "When you are done, save this file beside your spreadsheets. Keep it there: it is read together with \
             them, and what they say themselves goes before what is written here."
                .to_owned(),
            "Then run: candor ask . It asks only for what is still open.".to_owned(),
            String::new(),
        ];
        if !self.waiting.is_empty() {
            lines.push(format!(
                "Begin with Organisation: it decides which laws apply to you. What {} ask for waits for that.",
                self.waiting.join(", ")
            ));
        }
        if !self.answers.is_empty() {
            lines.push(format!("Answers: {} to give", self.answers.len()));
        }
        for sheet in &self.sheets {
            lines.push(sheet.line());
        }
        lines
    }
}

/// The workbook as bytes.
///
/// # Errors
/// Only if it holds something Excel refuses.
pub fn ask_workbook(questions: &Questions) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = workbook::workbook("Open questions")?;
    workbook::cover(workbook.add_worksheet(), "Open questions", &questions.lines())?;
    let (first, others): (Vec<_>, Vec<_>) =
        questions.sheets.iter().partition(|sheet| sheet.is_organisation());
    for sheet in first {
        sheets::facts(workbook.add_worksheet(), sheet)?;
    }
    if !questions.answers.is_empty() {
        sheets::answers(workbook.add_worksheet(), &questions.answers)?;
    }
    for sheet in others {
        sheets::facts(workbook.add_worksheet(), sheet)?;
    }
    workbook::lists(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}
