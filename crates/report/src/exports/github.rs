//! An audit for GitHub Actions: the summary of a step in Markdown, and annotations as workflow commands.
//!
//! After GitHub's documentation of workflow commands: in a message `%`, CR and LF are written in percent, in a property
//! `:` and `,` as well; of each kind of annotation ten are shown for a step; a summary holds at most 1 MiB.
//!
//! Invariants: a text of a cell is never a command and never markup; what is left out is told with its number.

use candor_assess::{GateResult, Outcome, SeenCell, Severity};
use candor_model::text::{grouped, one_line, shorten};

use super::provision::{Told, place};
use crate::Input;
use crate::escape::{escaped, visible};
use crate::view::{counted, prose};

/// Annotations of each kind that are shown for a step.
const ANNOTATIONS_MAX: usize = 10;

/// What a summary may hold, in bytes, with room for what closes it and for other summaries of the step.
const SUMMARY_MAX: usize = 900_000;

/// Reasons shown of a failed gate.
const REASONS_SHOWN: usize = 5;

/// The kinds of annotations, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Error,
    Warning,
    Notice,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Error, Kind::Warning, Kind::Notice];

    fn command(self) -> &'static str {
        match self {
            Kind::Error => "error",
            Kind::Warning => "warning",
            Kind::Notice => "notice",
        }
    }

    fn of(told: &Told<'_>) -> Kind {
        match (told.outcome(), told.requirement.severity) {
            (Outcome::NotMet | Outcome::PartlyMet, Severity::Critical | Severity::High) => Kind::Error,
            (Outcome::NotMet | Outcome::PartlyMet, _) => Kind::Warning,
            _ => Kind::Notice,
        }
    }
}

/// All that is open; what failed a gate first, then the gravest.
fn told<'a>(input: &Input<'a>, gates: &[GateResult]) -> Vec<Told<'a>> {
    let failed_gate = |told: &Told<'_>| {
        let mut failures = gates.iter().flat_map(|gate| &gate.failures);
        failures.any(|failure| failure.id == told.id() || failure.id == told.requirement.id)
    };
    let mut told: Vec<Told<'a>> = input.assessment.requirements.iter().flat_map(Told::of).collect();
    told.sort_by_cached_key(|told| (!failed_gate(told), told.requirement.severity, told.outcome()));
    told
}

/// Annotations, a line each. `path_of` gives the path of a file that was read, as seen from the top of the repository.
pub fn github_annotations(
    input: &Input<'_>,
    gates: &[GateResult],
    path_of: impl Fn(&str) -> String,
) -> String {
    let mut lines: Vec<(Kind, String)> = Vec::new();
    for gate in gates.iter().filter(|gate| !gate.is_passed()) {
        let title = format!("Candor: gate {} failed", gate.gate.name());
        lines.push((Kind::Error, command(Kind::Error, None, &title, &reasons(gate))));
    }
    for told in told(input, gates) {
        let requirement = told.requirement;
        let first = told.cells().first();
        let at = first.map(|cell| format!(" At {}.", place(cell))).unwrap_or_default();
        let step = if requirement.first_step.is_empty() { &requirement.fix } else { &requirement.first_step };
        let title = format!("{}: {}", requirement.cite, requirement.title);
        let message = format!("{}.{at} {step} ({})", prose(told.headline()).trim_end_matches('.'), told.id());
        let file =
            first.filter(|cell| !cell.file.is_empty()).map(|cell| (path_of(&cell.file), line_of(cell)));
        let kind = Kind::of(&told);
        lines.push((kind, command(kind, file, &title, &message)));
    }
    let of_kind = |kind: Kind| lines.iter().filter(move |(its, _)| *its == kind).take(ANNOTATIONS_MAX);
    let shown = Kind::ALL.into_iter().flat_map(of_kind);
    shown.map(|(_, line)| format!("{line}\n")).collect()
}

/// The line of a text file such as `candor.toml`; a spreadsheet has none.
fn line_of(cell: &SeenCell) -> Option<u32> {
    cell.cell.strip_prefix("line ")?.parse().ok()
}

fn command(kind: Kind, file: Option<(String, Option<u32>)>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some((file, line)) = file {
        properties.push(format!("file={}", property(&file)));
        properties.extend(line.map(|line| format!("line={line}")));
    }
    properties.push(format!("title={}", property(&shorten(title, 200))));
    format!("::{} {}::{}", kind.command(), properties.join(","), data(&one_line(message)))
}

/// The text of a message.
fn data(text: &str) -> String {
    let text = visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Why a gate is failed, in a line.
fn reasons(gate: &GateResult) -> String {
    let mut said: Vec<String> =
        gate.failures.iter().take(REASONS_SHOWN).map(|failure| prose(&failure.says)).collect();
    let left = gate.failures.len().saturating_sub(REASONS_SHOWN);
    if left > 0 {
        said.push(format!("and {} more", grouped(left as u64)));
    }
    said.join("; ")
}

/// The summary of a step. `remarks` is told below the gates, a sentence each.
pub fn github_summary(input: &Input<'_>, gates: &[GateResult], remarks: &[String]) -> String {
    let assessment = input.assessment;
    let mut text = format!(
        "# Privacy audit: {}\n\n{}, as of {}.\n\n",
        escaped(&assessment.organisation),
        escaped(&input.quarter),
        assessment.as_of
    );
    text.push_str("| Checklist | Applies | Met | Partly met | Not met | Unknown | Range | Rating |\n");
    text.push_str("|---|--:|--:|--:|--:|--:|---|---|\n");
    for checklist in &assessment.checklists {
        let range = match (checklist.low, checklist.high) {
            (Some(low), Some(high)) => format!("{low}%–{high}%"),
            _ => "no checks apply".to_owned(),
        };
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {range} | {} |\n",
            escaped(&checklist.short),
            checklist.applies,
            checklist.met,
            checklist.partly_met,
            checklist.not_met,
            checklist.unknown,
            checklist.rating.label(),
        ));
    }
    if !gates.is_empty() {
        text.push_str("\n## Gates\n\n| Gate | Result | Why |\n|---|---|---|\n");
    }
    for gate in gates {
        let result = match gate.failures.len() {
            0 => "passed".to_owned(),
            count => format!("**failed** ({count})"),
        };
        text.push_str(&format!("| {} | {result} | {} |\n", gate.gate.name(), escaped(&reasons(gate))));
    }
    for remark in remarks {
        text.push_str(&format!("\n{}\n", escaped(remark)));
    }
    findings(&mut text, &told(input, gates), total(input));
    text.push_str("\nThis shows what the records show. It is not legal advice.\n");
    text
}

fn total(input: &Input<'_>) -> u64 {
    input.assessment.requirements.iter().map(Told::count).sum()
}

/// A row for each finding, as many as a summary holds.
fn findings(text: &mut String, told: &[Told<'_>], total: u64) {
    text.push_str(&format!("\n## {}\n", counted(total, "finding", "findings")));
    if told.is_empty() {
        return;
    }
    text.push_str("\n| Severity | Outcome | Finding | Where | Provision | Id |\n|---|---|---|---|---|---|\n");
    let mut shown = 0;
    for told in told {
        let requirement = told.requirement;
        let row = format!(
            "| {} | {} {} | {} | {} | {} | {} |\n",
            requirement.severity.label(),
            told.outcome().symbol(),
            told.outcome().label(),
            escaped(&shorten(&prose(told.headline()), 300)),
            escaped(&told.cells().first().map(place).unwrap_or_default()),
            escaped(&requirement.cite),
            escaped(told.id()),
        );
        if text.len() + row.len() > SUMMARY_MAX {
            break;
        }
        text.push_str(&row);
        shown += 1;
    }
    let left = total.saturating_sub(shown);
    if left > 0 {
        text.push_str(&format!(
            "\nAnd {} that do not stand here: see the audit.\n",
            counted(left, "finding", "findings")
        ));
    }
}
