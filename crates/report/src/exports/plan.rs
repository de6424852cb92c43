//! The action plan: a workbook with one row for each requirement that failed, to be filled in and read again next
//! quarter.
//!
//! One requirement is one row, however many records fail it: they share the duty, the first step, the fix and the test, and
//! its id stays when records come and go. The row lists the findings, and says next quarter how many of them are gone.
//! Rows whose requirement has parts depend on the rows of these parts. What is unknown is asked for in the workbook of
//! questions, and stands here only if it was promised before.
//!
//! Invariants: what a person wrote in an earlier plan stands here again as it was written, but for a status that the
//! records contradict; no row of an earlier plan is lost; the same input gives the same bytes.

mod rows;
mod sheets;

use crate::{Error, File, Input, workbook};
use rows::Plan;

/// The plan, if there is anything to do or to tell.
pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    let plan = Plan::new(input);
    if plan.is_empty() {
        return Ok(Vec::new());
    }
    let mut book = workbook::workbook("Action plan")?;
    workbook::cover(book.add_worksheet(), "Action plan", &lines(input, &plan))?;
    sheets::open(book.add_worksheet(), &plan)?;
    if !plan.gone.is_empty() {
        sheets::gone(book.add_worksheet(), &plan)?;
    }
    if !plan.refused.is_empty() {
        sheets::refused(book.add_worksheet(), &plan)?;
    }
    sheets::codes(book.add_worksheet())?;
    Ok(vec![File { path: "action-plan.xlsx".to_owned(), bytes: book.save_to_buffer()? }])
}

/// How to work with the plan, and how it comes back.
fn lines(input: &Input<'_>, plan: &Plan) -> Vec<String> {
    let assessment = input.assessment;
    let mut lines = vec![
        format!("{}, {}, as of {}", assessment.organisation, input.quarter, assessment.as_of),
        String::new(),
        format!("{}: {} to do. One row for each requirement that failed.", sheets::OPEN, plan.open.len()),
    ];
    if !plan.gone.is_empty() {
        lines.push(format!(
            "{}: {}. The records show them no longer, or the requirement applies no longer. They stay here so that they \
             are known again should they come back.",
            sheets::GONE,
            plan.gone.len()
        ));
    }
    if !plan.refused.is_empty() {
        lines.push(format!(
            "{}: {}. Their id was changed, stands twice, or belongs to no requirement. Mend a row and move it to {}, or \
             take it out.",
            sheets::REFUSED,
            plan.refused.len(),
            sheets::OPEN
        ));
    }
    lines.extend(
        [
            "",
            "How to work with it",
            "White cells are yours. Owner, priority and due day are proposed where your records allow it; change them as you see fit.",
            "Grey cells are written anew by each audit. Leave the Action ID as it is: by it the row is known again.",
            "Status: pick from the list; the sheet Codes says what each word means. What a status lacks turns orange: evidence \
             for what is done, an expiry for what is accepted, a reason and who approved it for a false positive.",
            "Days late is a formula and locked. To sort the rows, take the protection off (Review, Unprotect Sheet); there is no password.",
            "You may move, hide and add columns, and write actions of your own below, without an Action ID. All of it is kept.",
            "",
            "How it comes back",
            "Put this file among the spreadsheets of the next audit, under any name; what lies under reports is not read. It can be \
             saved by another program, or as csv.",
            "The next audit looks for itself. What it no longer finds is done. What is said to be done and is still found is opened \
             again. Nothing that is written here changes an outcome.",
            "It then writes a new plan with the same ids and all that you wrote. This file stays as it is.",
        ]
        .map(str::to_owned),
    );
    lines
}
