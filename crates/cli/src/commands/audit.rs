//! `candor audit`: judges the records, writes audit and register, prints the result in a screenful.

use std::path::PathBuf;

use anyhow::Result;
use candor_assess::{
    ActionResult, ActionState, Assessment, Checklist, ChecklistResult, Options, Outcome, Severity, assess,
};
use candor_report::{Group, Past};

use crate::args::{AuditArguments, FailOn, PrintFormat};
use crate::commands::Printed;
use crate::commands::check::{count_serious, counted, read_line};
use crate::documents::{folder, write_documents, written_lines};
use crate::exit::{Exit, stop};
use crate::print::{self, Align, Paint, Style};
use crate::workspace::{self, Workspace};

/// Version of the program, as reports show it.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where recorded quarters are kept in a workspace.
pub(crate) const HISTORY_FOLDER: &str = "history";

pub(crate) fn run(arguments: &AuditArguments, paint: Paint) -> Result<Printed> {
    let workspace = workspace::open(&arguments.input)?;
    if workspace.reading.account.files.iter().all(|file| !file.readable) {
        complain(&workspace, paint);
    }
    workspace.require_readable()?;
    let assessment = judge(&workspace, &arguments.checklist, arguments.findings.0)?;
    let mut written = Vec::new();
    let json = arguments.format == PrintFormat::Json;
    if arguments.out.is_some() || !json {
        let folder = folder(&workspace, arguments.out.as_deref());
        written = write_documents(&workspace, &assessment, &folder, Group::Audit, &arguments.formats)?;
    }
    if arguments.record {
        written.push(record(&workspace, &assessment)?);
    }
    let text = match arguments.format {
        PrintFormat::Json => String::from_utf8(candor_report::assessment_json(&assessment)?)?,
        PrintFormat::Text => summary(&workspace, &assessment, &written, paint),
    };
    let failed = arguments.fail_on.is_some_and(|level| fails(&assessment, level));
    Ok(Printed { text, exit: if failed { Exit::GateFailed } else { Exit::Done } })
}

/// Earlier quarters that were recorded.
pub(crate) fn past(workspace: &Workspace) -> Result<Vec<Past>> {
    let entries = candor_history::before(&workspace.home.join(HISTORY_FOLDER), workspace.quarter);
    let entries = entries.map_err(|error| {
        let help = "put the file back from a copy, or move it away to go on without that quarter";
        stop(Exit::Unreadable, error.to_string(), help)
    })?;
    Ok(entries
        .into_iter()
        .map(|entry| Past { quarter: entry.quarter, assessment: entry.assessment })
        .collect())
}

/// Keeps the assessment of the quarter.
pub(crate) fn record(workspace: &Workspace, assessment: &Assessment) -> Result<PathBuf> {
    let folder = workspace.home.join(HISTORY_FOLDER);
    candor_history::record(&folder, workspace.quarter, workspace.inputs.clone(), assessment).map_err(
        |error| {
            let help = match &error {
                candor_history::Error::AlreadyRecorded(_) => {
                    "a recorded quarter stays as it is; leave out --record"
                }
                _ => "nothing was recorded; mend the folder history/ and run again",
            };
            stop(Exit::Unreadable, error.to_string(), help)
        },
    )
}

/// Why nothing could be read, before the run ends.
fn complain(workspace: &Workspace, paint: Paint) {
    use std::io::Write;
    let mut out = std::io::stderr().lock();
    for problem in &workspace.reading.account.problems {
        // Nothing is left to do if standard error is closed.
        let _ = writeln!(out, "{}", print::problem(problem, paint));
    }
}

/// Judges a workspace.
pub(crate) fn judge(
    workspace: &Workspace,
    checklists: &[String],
    findings_max: Option<usize>,
) -> Result<Assessment> {
    let library = &workspace.library;
    let known: Vec<&str> = library.checklists().iter().map(Checklist::id).collect();
    for id in checklists {
        if !known.contains(&id.as_str()) {
            return Err(stop(
                Exit::Usage,
                format!("there is no checklist `{id}`"),
                format!("use one of: {}", known.join(", ")),
            ));
        }
    }
    let options = options(workspace, checklists, findings_max);
    Ok(assess(&workspace.reading.inventory, library, &options))
}

/// How a workspace is judged; without checklists by those of its settings.
pub(crate) fn options(workspace: &Workspace, checklists: &[String], findings_max: Option<usize>) -> Options {
    let checklists = if checklists.is_empty() { &workspace.settings.checklists } else { checklists };
    Options {
        as_of: workspace.as_of,
        checklists: checklists.to_vec(),
        findings_max,
        accept_declared: workspace.settings.accept_declared,
        organisation: workspace.organisation(),
        tool_version: VERSION.to_owned(),
        evidence_files: workspace.evidence_files(),
    }
}

fn fails(assessment: &Assessment, level: FailOn) -> bool {
    assessment.requirements.iter().any(|requirement| {
        let outcome = requirement.outcome;
        let failed = matches!(outcome, Outcome::NotMet | Outcome::PartlyMet);
        match level {
            FailOn::Critical => failed && requirement.severity == Severity::Critical,
            FailOn::NotMet => outcome == Outcome::NotMet,
            FailOn::PartlyMet => failed,
            FailOn::Unknown => failed || outcome == Outcome::Unknown,
        }
    })
}

/// The result in a screenful.
pub(crate) fn summary(
    workspace: &Workspace,
    assessment: &Assessment,
    written: &[PathBuf],
    paint: Paint,
) -> String {
    let account = &workspace.reading.account;
    let mut text = format!(
        "{} · {} · as of {}{}\n",
        paint.text(Style::Strong, &assessment.organisation),
        workspace.quarter,
        assessment.as_of,
        if workspace.as_of_today { " (today; give --as-of to repeat this run)" } else { "" },
    );
    let problems = match count_serious(&account.problems) {
        0 => "no problems".to_owned(),
        count => counted(count, "problem"),
    };
    text.push_str(&format!("{}; {problems} (candor check)\n\n", read_line(account)));
    text.push_str(&results(&assessment.checklists));
    for checklist in assessment.checklists.iter().filter(|checklist| !checklist.scope_because.is_empty()) {
        if checklist.scope != candor_assess::Truth::Yes {
            text.push_str(&format!("{}: {}\n", checklist.short, checklist.scope_because));
        }
    }
    text.push_str(&deadlines(assessment));
    text.push_str(&promised(assessment));
    text.push_str(&look_first(assessment, paint));
    if !written.is_empty() {
        for line in written_lines(written) {
            text.push_str(&format!("\nWritten to {line}"));
        }
        text.push('\n');
    }
    text.push_str("\nThis shows what the records show. It is not legal advice.\n");
    text
}

fn results(checklists: &[ChecklistResult]) -> String {
    let head = ["", "applies", "met", "partly", "not met", "unknown", "range", "rating"];
    let mut rows: Vec<Vec<String>> = vec![head.iter().map(|cell| (*cell).to_owned()).collect()];
    for checklist in checklists {
        let range = match (checklist.low, checklist.high) {
            (Some(low), Some(high)) => format!("{low}%-{high}%"),
            _ => "no checks".to_owned(),
        };
        let numbers =
            [checklist.applies, checklist.met, checklist.partly_met, checklist.not_met, checklist.unknown];
        let mut row = vec![checklist.short.clone()];
        row.extend(numbers.iter().map(ToString::to_string));
        row.extend([range, checklist.rating.label().to_owned()]);
        rows.push(row);
    }
    let right = Align::Right;
    let aligns = [Align::Left, right, right, right, right, right, right, Align::Left];
    print::columns(&rows, &aligns).iter().map(|line| format!("{line}\n")).collect()
}

/// `Deadlines: 2 overdue, 3 running (next 2026-11-28: R-7, GDPR Art. 12(3))`, or nothing.
fn deadlines(assessment: &Assessment) -> String {
    let sum =
        |count: fn(&candor_assess::ClockResult) -> u64| assessment.clocks.iter().map(count).sum::<u64>();
    let (overdue, running) = (sum(|clock| clock.counts.overdue), sum(|clock| clock.counts.running));
    if overdue + running == 0 {
        return String::new();
    }
    let next = assessment
        .clocks
        .iter()
        .flat_map(|clock| clock.runs.iter().map(move |run| (clock, run)))
        .filter(|(_, run)| run.state == candor_assess::ClockState::Running)
        .min_by_key(|(_, run)| run.due.clone());
    let next = next.and_then(|(clock, run)| {
        Some(format!(" (next {}: {}, {})", run.due.as_ref()?, run.subject, clock.cite))
    });
    format!("Deadlines: {overdue} overdue, {running} running{}\n", next.unwrap_or_default())
}

/// `Promised actions: 40 of 77 are done, 19 said done and still found, 33 late`, or nothing where no plan came back.
fn promised(assessment: &Assessment) -> String {
    let actions: Vec<&ActionResult> =
        assessment.actions.iter().filter(|action| !action.is_settled()).collect();
    if actions.is_empty() {
        return String::new();
    }
    let count = |is: fn(&ActionResult) -> bool| actions.iter().filter(|action| is(action)).count();
    format!(
        "Promised actions: {} of {} are done, {} said done and still found, {} late\n",
        count(|action| action.state == ActionState::Verified),
        actions.len(),
        count(|action| action.state == ActionState::StillFound),
        count(|action| action.days_late > 0),
    )
}

fn look_first(assessment: &Assessment, paint: Paint) -> String {
    let first = assessment.look_first(5);
    if first.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = (1..)
        .zip(first)
        .map(|(number, (requirement, finding))| {
            let place = finding.cells.first().map(|cell| {
                let sheet = if cell.sheet.is_empty() { &cell.file } else { &cell.sheet };
                if cell.cell.is_empty() { sheet.clone() } else { format!("{sheet}!{}", cell.cell) }
            });
            vec![
                format!(" {number}"),
                candor_model::text::shorten(&finding.headline, 74),
                requirement.cite.clone(),
                place.unwrap_or_default(),
            ]
        })
        .collect();
    let lines: String =
        print::columns(&rows, &[Align::Left; 4]).iter().map(|line| format!("{line}\n")).collect();
    format!("\n{}\n{lines}", paint.text(Style::Strong, "Look at these first"))
}
