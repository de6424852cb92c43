//! A problem as a person reads it: what, where, the row with the cell marked, and a way out.

use candor_model::text::shorten;
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
    let room = paint.width().map(|width| width.saturating_sub(margin + 4));
    let shown = shown(excerpt, room);
    let text = |cells: &[String]| -> Vec<String> {
        let cut = |at: &usize| room.map_or_else(|| cells[*at].clone(), |room| shorten(&cells[*at], room));
        shown.iter().map(cut).collect()
    };
    let (headers, cells) = (text(&excerpt.headers), text(&excerpt.cells));
    let marked = shown.iter().position(|at| *at == excerpt.marked).unwrap_or_default();
    let before: usize = (0..marked).map(|at| headers[at].width().max(cells[at].width()) + 2).sum();
    let marks = "^".repeat(cells[marked].width().max(1));
    let lines = columns(&[headers, cells], &[Align::Left; 8]);
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

/// The columns that there is room for: the marked one, the first, which names the record, then the nearest.
fn shown(excerpt: &Excerpt, room: Option<usize>) -> Vec<usize> {
    let all = 0..excerpt.cells.len();
    let Some(room) = room else { return all.collect() };
    let wide = |at: usize| excerpt.headers[at].width().max(excerpt.cells[at].width()).min(room);
    let mut nearest: Vec<usize> = all.filter(|at| *at != excerpt.marked).collect();
    nearest.sort_by_key(|at| if *at == 0 { 0 } else { at.abs_diff(excerpt.marked) });
    let mut shown = vec![excerpt.marked];
    let mut taken = wide(excerpt.marked);
    for at in nearest {
        if taken + wide(at) + 2 <= room {
            taken += wide(at) + 2;
            shown.push(at);
        }
    }
    shown.sort_unstable();
    shown
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
