//! Findings of the policy lint as a person reads them, with what was checked and what was not.

use candor_model::Severity;
use candor_model::text::shorten;
use candor_policy::lint::{Checked, Compared, Excerpt, Lint, LintFinding, RuleRun, find_rule};
use unicode_width::UnicodeWidthStr;

use crate::commands::check::counted;

use super::style::{Paint, Style};
use super::table::{Align, columns};

/// All findings of all policies, the counts by rule, and which rules were not checked.
pub(crate) fn lint(runs: &[(String, Lint)], paint: Paint) -> String {
    let mut text = String::new();
    for (file, lint) in runs {
        for finding in &lint.findings {
            text.push_str(&one(file, finding, paint));
            text.push('\n');
        }
    }
    for (file, lint) in runs {
        text.push_str(&summary(file, lint, paint));
    }
    text
}

fn one(file: &str, finding: &LintFinding, paint: Paint) -> String {
    let style = match finding.severity {
        _ if finding.allowed.is_some() => Style::Faint,
        Severity::Error => Style::Bad,
        Severity::Warning => Style::Warn,
        Severity::Note => Style::Note,
    };
    let severity = if finding.allowed.is_some() { "allowed" } else { finding.severity.label() };
    let head = format!("{severity}[{}]", finding.rule);
    let mut text = format!("{}: {}\n", paint.text(style, &head), paint.text(Style::Strong, &finding.message));
    let number = finding.line.to_string();
    let gap = " ".repeat(number.len());
    let column = finding.column.map(|column| format!(", column {column}")).unwrap_or_default();
    let section =
        if finding.section.is_empty() { String::new() } else { format!(" › {}", finding.section) };
    text.push_str(&format!("{gap} ┌─ {file} › line {number}{column}{section}\n"));
    let excerpt = &finding.excerpt;
    if !excerpt.marked.is_empty() {
        let room = paint.width().map(|width| width.saturating_sub(number.len() + 4));
        let [before, marked, after] = within(excerpt, room);
        let marks = "^".repeat(marked.width().max(1));
        text.push_str(&format!(
            "{gap} │\n{number} │  {before}{marked}{after}\n{gap} │  {}{}\n",
            " ".repeat(before.width()),
            paint.text(style, &marks)
        ));
    }
    match &finding.allowed {
        Some(reason) => text.push_str(&format!("{gap} = allowed: {reason}\n")),
        None => text.push_str(&format!("{gap} = help: {}\n", finding.fix)),
    }
    text
}

/// What stands before the marked words, they, and what stands after, cut to the room there is: the words first.
fn within(excerpt: &Excerpt, room: Option<usize>) -> [String; 3] {
    let parts = || [excerpt.before.clone(), excerpt.marked.clone(), excerpt.after.clone()];
    let Some(room) = room.filter(|room| parts().iter().map(|part| part.width()).sum::<usize>() > *room)
    else {
        return parts();
    };
    let marked = shorten(&excerpt.marked, room);
    let left = room.saturating_sub(marked.width());
    // The words after them tell more than those before.
    let before = last(&excerpt.before, left / 3);
    let after = first(&excerpt.after, left.saturating_sub(before.chars().count()));
    [before, marked, after]
}

fn first(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let kept = text.chars().take(room.saturating_sub(1));
    kept.chain((room > 0).then_some('…')).collect()
}

fn last(text: &str, room: usize) -> String {
    let count = text.chars().count();
    if count <= room {
        return text.to_owned();
    }
    let kept = text.chars().skip(count - room.saturating_sub(1));
    (room > 0).then_some('…').into_iter().chain(kept.take(room.saturating_sub(1))).collect()
}

/// `policy.md: 3 errors, 2 warnings, 1 allowed; 31 rules checked, 2 in part, 7 not checked`, counts by rule, and why.
fn summary(file: &str, lint: &Lint, paint: Paint) -> String {
    let mut parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| lint.count(*severity) > 0)
        .map(|severity| counted(lint.count(severity), severity.label()))
        .collect();
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    let allowed = lint.findings.len() - lint.open().count();
    if allowed > 0 {
        parts.push(format!("{allowed} allowed"));
    }
    let runs = |checked: Checked| lint.rules.iter().filter(move |run| run.checked == checked);
    let language = lint.language.as_deref().unwrap_or("language not recognised");
    let mut text = format!(
        "{} ({language}, {}): {}; {} checked, {} in part, {} not checked\n",
        paint.text(Style::Strong, file),
        counted(lint.sentences, "sentence"),
        parts.join(", "),
        counted(runs(Checked::Yes).count(), "rule"),
        runs(Checked::Partly).count(),
        runs(Checked::No).count(),
    );
    text.push_str(&by_rule(lint));
    text.push_str(&reasons("in part", runs(Checked::Partly)));
    text.push_str(&reasons("not checked", runs(Checked::No)));
    text
}

fn by_rule(lint: &Lint) -> String {
    let row = |run: &RuleRun| {
        let count = lint.open().filter(|finding| finding.rule == run.rule).count();
        let title = find_rule(&run.rule).map_or("", |rule| &rule.title);
        (count > 0).then(|| vec![format!("  {count}"), run.rule.clone(), title.to_owned()])
    };
    let rows: Vec<Vec<String>> = lint.rules.iter().filter_map(row).collect();
    columns(&rows, &[Align::Right, Align::Left, Align::Left]).iter().map(|line| format!("{line}\n")).collect()
}

/// Rules with the same reason in one line.
fn reasons<'a>(head: &str, runs: impl Iterator<Item = &'a RuleRun>) -> String {
    let mut grouped: Vec<(&str, Vec<&str>)> = Vec::new();
    for run in runs {
        match grouped.iter_mut().find(|(because, _)| *because == run.because) {
            Some((_, rules)) => rules.push(&run.rule),
            None => grouped.push((&run.because, vec![&run.rule])),
        }
    }
    grouped.iter().map(|(because, rules)| format!("  {head}: {} ({because})\n", rules.join(", "))).collect()
}

/// What the ratchet says of a run.
pub(crate) fn ratchet(compared: &Compared, name: &str) -> String {
    let mut text = format!("\nRatchet `{name}`: ");
    if !compared.rises.is_empty() {
        text.push_str("failed, and stays as it was\n");
        for rise in &compared.rises {
            text.push_str(&format!(
                "  {}: {} rose from {} to {}\n",
                rise.file, rise.rule, rise.before, rise.now
            ));
        }
    } else if compared.fewer > 0 {
        text.push_str(&format!("{} fewer; the counts are kept\n", counted(compared.fewer, "finding")));
    } else {
        text.push_str("no count rose\n");
    }
    let more = [
        ("counted from now on", &compared.added),
        ("not compared, for it was not checked", &compared.not_compared),
    ];
    for (what, rules) in more.into_iter().filter(|(_, rules)| !rules.is_empty()) {
        text.push_str(&format!("  {what}: {}\n", rules.join(", ")));
    }
    text
}
