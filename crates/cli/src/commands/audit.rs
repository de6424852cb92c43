//! `candor audit`: judges the records, writes audit and register, prints the result in a screenful.

mod gates;
mod github;

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_assess::{
    ActionResult, ActionState, AnswerResult, AnswerState, Assessment, Checklist, ChecklistResult, Options,
    assess,
};
use candor_ingest::PartOf;
use candor_report::{Export, Group, Past, export};
use chrono::NaiveDate;

use crate::args::{AuditArguments, AuditFormat, JudgingArguments, KeepRecords, KeepingArguments};
use crate::commands::Printed;
use crate::commands::check::{count_serious, counted, read_line};
use crate::documents::{folder, input, write_documents, written_lines};
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{self, Align, Paint, Style};
use crate::record::{HISTORY_FOLDER, Occasion, record, require_recordable};
use crate::workspace::kept::{self, Kept};
use crate::workspace::{self, Keeping, Workspace};

/// Version of the program, as reports show it.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn run(arguments: &AuditArguments, paint: Paint) -> Result<Printed> {
    let AuditArguments { input, judging, keeping } = arguments;
    let mut input = input.clone();
    // `--record .` names the workspace, `--record 2026-Q4` the quarter.
    input.paths.extend(judging.record_path().cloned());
    let Some(keep) = keeping.keep_records else {
        let workspace = workspace::open_for(&input, judging.record_quarter())?;
        let printed = run_of(&workspace, judging, None, paint);
        // The program ends: to take millions of cells apart one by one would only take time.
        std::mem::forget(workspace);
        return printed;
    };
    if judging.format != AuditFormat::Json {
        let help = "add `--format json`, and put what is printed into a file: > part.json";
        return Err(stop(Exit::Usage, "records are kept only in an assessment as JSON", help));
    }
    let (workspace, kept) =
        workspace::open_keeping(&input, judging.record_quarter(), &what_to_keep(keeping))?;
    if keep == KeepRecords::Only {
        return Ok(Printed { text: kept::records_json(workspace.as_of, &kept)?, exit: Exit::Done });
    }
    run_of(&workspace, judging, Some(kept), paint)
}

fn what_to_keep(arguments: &KeepingArguments) -> Keeping {
    let header_rows = arguments.header_rows;
    Keeping {
        workspace: arguments.workspace.clone(),
        name: arguments.part_of.clone(),
        part: arguments.part.map(|(number, of)| PartOf { number, of, header_rows }),
    }
}

/// Judges what was read and does what was asked for with the result.
pub(crate) fn run_of(
    workspace: &Workspace,
    arguments: &JudgingArguments,
    kept: Option<Kept>,
    paint: Paint,
) -> Result<Printed> {
    // Before documents are written over those that were recorded.
    let occasion = arguments.record.is_some().then(|| occasion(arguments.correct.as_deref())).transpose()?;
    if let Some(occasion) = occasion {
        require_recordable(workspace, occasion)?;
    }
    if workspace.reading.account.files.iter().all(|file| !file.readable) {
        complain(workspace, paint);
    }
    // What cannot be read is told by the merge, beside all that can.
    if kept.is_none() {
        workspace.require_readable()?;
    }
    let is_text = arguments.format == AuditFormat::Text;
    let folder = (arguments.out.is_some() || is_text).then(|| folder(workspace, arguments.out.as_deref()));
    let _lock = folder.as_deref().map(output::lock).transpose()?;
    let assessment = judge(workspace, &arguments.checklist, arguments.findings.0)?;
    let tried = gates::run(arguments, workspace, &assessment)?;
    let mut written = Vec::new();
    if let Some(folder) = &folder {
        written = write_documents(workspace, &assessment, folder, Group::Audit, &arguments.formats)?;
    }
    let recorded = occasion
        .map(|occasion| record(workspace, &assessment, arguments.out.as_deref(), &written, occasion))
        .transpose()?;
    let text = match arguments.format {
        AuditFormat::Json => String::from_utf8(match kept {
            Some(kept) => kept::assessment_json(&assessment, &kept)?,
            None => candor_report::assessment_json(&assessment)?,
        })?,
        AuditFormat::Text => {
            summary(workspace, &assessment, &written, recorded.as_deref(), &tried.text(paint), paint)
        }
        AuditFormat::Junit | AuditFormat::Github => for_ci(arguments.format, workspace, &assessment, &tried)?,
    };
    if !is_text {
        // What is printed is for a program: people read the gates beside it.
        print::tell(&tried.text(paint), paint);
    }
    Ok(Printed { text, exit: if tried.is_failed() { Exit::GateFailed } else { Exit::Done } })
}

fn for_ci(
    format: AuditFormat,
    workspace: &Workspace,
    assessment: &Assessment,
    tried: &gates::Tried,
) -> Result<String> {
    let past = past(workspace)?;
    let input = input(workspace, assessment, &past);
    match format {
        AuditFormat::Github => github::run(workspace, &input, tried),
        _ => {
            let files = export(Export::Junit, &input)?;
            let texts: Result<Vec<String>, _> =
                files.into_iter().map(|file| String::from_utf8(file.bytes)).collect();
            Ok(texts?.concat())
        }
    }
}

fn occasion(correct: Option<&str>) -> Result<Occasion<'_>> {
    match correct.map(str::trim) {
        None => Ok(Occasion::First),
        Some("") => {
            let help =
                "say in a sentence what was wrong, for example --correct \"two vendors were left out\"";
            Err(stop(Exit::Usage, "a correction needs a reason", help))
        }
        Some(reason) => Ok(Occasion::Correction(reason)),
    }
}

/// Earlier quarters that were recorded.
pub(crate) fn past(workspace: &Workspace) -> Result<Vec<Past>> {
    let entries = candor_history::before(&workspace.home.join(HISTORY_FOLDER), workspace.quarter);
    Ok(entries
        .map_err(unreadable_history)?
        .into_iter()
        .map(|entry| Past { quarter: entry.quarter, assessment: entry.assessment })
        .collect())
}

fn unreadable_history(error: candor_history::Error) -> anyhow::Error {
    let help = "put the file back from a copy, or move it away to go on without that quarter";
    stop(Exit::Unreadable, error.to_string(), help)
}

/// Why nothing could be read, before the run ends.
fn complain(workspace: &Workspace, paint: Paint) {
    for problem in &workspace.reading.account.problems {
        print::tell(&format!("{}\n", print::problem(problem, paint)), paint);
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
        answers_valid_days: workspace.settings.answers.valid_days,
        carried_over: workspace.carried_over.clone(),
        organisation: workspace.organisation(),
        tool_version: VERSION.to_owned(),
        evidence_files: workspace.evidence_files(),
    }
}

/// The result in a screenful.
pub(crate) fn summary(
    workspace: &Workspace,
    assessment: &Assessment,
    written: &[PathBuf],
    recorded: Option<&Path>,
    gates: &str,
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
    if workspace.as_of_today {
        let laws = assessment.checklists.iter().map(|checklist| checklist.law_as_of.as_str());
        text.push_str(&clock_note(assessment.as_of, laws));
    }
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
    text.push_str(&aged(assessment));
    text.push_str(&look_first(assessment, paint));
    text.push_str(gates);
    if !written.is_empty() {
        for line in written_lines(written) {
            text.push_str(&format!("\nWritten to {line}"));
        }
        text.push('\n');
    }
    if let Some(entry) = recorded {
        let entry = entry.display();
        text.push_str(&format!("Recorded in {entry}; `candor seal` prints its hash, to be kept elsewhere\n"));
    }
    text.push_str("\nThis shows what the records show. It is not legal advice.\n");
    text
}

/// A clock that lies before the checklists were written is wrong, and deadlines counted from it would be.
fn clock_note<'a>(today: NaiveDate, laws: impl Iterator<Item = &'a str>) -> String {
    let written = laws.filter_map(|day| day.parse::<NaiveDate>().ok()).max();
    match written {
        Some(written) if written > today => format!(
            "note: the clock of this machine says {today}, a day before the checklists were written ({written}); if it is \
             wrong, give the day with --as-of\n"
        ),
        _ => String::new(),
    }
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

/// `Answers: 41 from before this quarter, 3 expired; candor ask asks for these anew`, or nothing.
fn aged(assessment: &Assessment) -> String {
    let lapsed = |answer: &&AnswerResult| answer.state != AnswerState::Holds;
    let lapsed = assessment.answers.iter().filter(lapsed).count();
    let before = assessment.answers.len();
    match (before, lapsed) {
        (0, _) => String::new(),
        (_, 0) => format!("Answers: {before} from before this quarter or with an end\n"),
        _ => format!(
            "Answers: {before} from before this quarter or with an end, {lapsed} of them {} no longer (candor ask)\n",
            if lapsed == 1 { "counts" } else { "count" }
        ),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_the_checklists_is_told() {
        let of =
            |day: &str| clock_note(day.parse().expect("a day"), ["2026-05-01", "2026-11-21", ""].into_iter());
        assert!(of("1970-01-01").contains("1970-01-01") && of("2026-11-20").contains("(2026-11-21)"));
        assert_eq!(of("2026-11-21"), "");
    }
}
