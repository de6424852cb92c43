//! A problem as a person reads it: what, where, the row with the cell marked, and a way out.

use candor_model::{Excerpt, Problem, Severity};
use unicode_width::UnicodeWidthStr;

use super::style::{Paint, Style};
use super::table::{Align, columns};

pub(crate) fn problem(problem: &Problem, paint: Paint) -> String {
    let style = match problem.severity {
        Severity::Error => Style::Bad,
        Severity::Warning => Style::Warn,
        Severity::Note => Style::Note,
    };
    let head = format!("{}[{}]", problem.severity.label(), problem.code);
    let mut text = format!("{}: {}\n", paint.text(style, &head), paint.text(Style::Strong, &problem.message));
    let margin = problem.excerpt.as_ref().map_or(1, |excerpt| excerpt.row.to_string().len());
    let gap = " ".repeat(margin);
    text.push_str(&format!("{gap} ┌─ {}\n", problem.place));
    if let Some(excerpt) = &problem.excerpt {
        text.push_str(&row(excerpt, margin, paint, style));
    }
    if problem.more > 0 {
        let cells = if problem.more == 1 { "cell" } else { "cells" };
        text.push_str(&format!("{gap} = and {} more {cells} like it\n", problem.more));
    }
    text.push_str(&format!("{gap} = help: {}\n", problem.help));
    text
}

fn row(excerpt: &Excerpt, margin: usize, paint: Paint, style: Style) -> String {
    let rows = vec![excerpt.headers.clone(), excerpt.cells.clone()];
    let lines = columns(&rows, &[Align::Left; 8]);
    let before: usize =
        (0..excerpt.marked).map(|at| excerpt.headers[at].width().max(excerpt.cells[at].width()) + 2).sum();
    let marks = "^".repeat(excerpt.cells[excerpt.marked].width().max(1));
    let gap = " ".repeat(margin);
    format!(
        "{gap} │  {}\n{:>margin$} │  {}\n{gap} │  {}{}\n",
        paint.text(Style::Faint, &lines[0]),
        excerpt.row,
        lines[1],
        " ".repeat(before),
        paint.text(style, &marks),
    )
}

/// "3 errors, 12 warnings, 1 note", with folded ones counted.
pub(crate) fn summary(problems: &[Problem]) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let count: usize =
                problems.iter().filter(|p| p.severity == severity).map(|problem| 1 + problem.more).sum();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.label()))
        })
        .collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}
