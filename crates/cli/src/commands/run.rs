//! `candor run`: the quarter of one workspace or of many: audit, policies, exports and record.
//!
//! Invariants: a failure of one never stops the others; each has a folder of its own.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use candor_model::text::shorten;

use crate::args::RunArguments;
use crate::commands::Printed;
use crate::commands::check::counted;
use crate::exit::{Exit, Told, stop, told};
use crate::fleet::{Member, Step, each, listed, members, threads};
use crate::job::{self, Done, Out, Record, Wanted};
use crate::print::{Align, Paint, Progress, Style, columns, inert};

/// Letters of an organisation's name in the table.
const NAME_MAX: usize = 40;

pub(crate) fn run(arguments: &RunArguments, paint: Paint) -> Result<Printed> {
    let mut paths = arguments.workspaces.clone();
    if let Some(file) = &arguments.list {
        paths.extend(listed(file)?);
        if paths.is_empty() {
            let message = format!("the list `{}` names no workspace", file.display());
            return Err(stop(Exit::Usage, message, "write one path a line"));
        }
    }
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let wanted = Wanted {
        as_of: arguments.when.as_of,
        quarter: arguments.when.quarter,
        formats: &arguments.formats,
        out: arguments.out.clone().map(Out::Folder),
        record: arguments.record,
    };
    match paths.as_slice() {
        [path] if arguments.list.is_none() => {
            let done = job::run(path, &wanted, paint)?;
            Ok(Printed { text: done.text, exit: Exit::Done })
        }
        _ => Ok(many(&members(&paths), &wanted, arguments.out.as_deref(), paint)),
    }
}

/// What became of a workspace.
struct Ran<'a> {
    member: &'a Member,
    result: Result<Done, Told>,
    took: Duration,
}

fn many(members: &[Member], wanted: &Wanted<'_>, out: Option<&Path>, paint: Paint) -> Printed {
    let progress = Progress::new(members.len());
    let mut ran: Vec<Ran<'_>> = Vec::new();
    let work = |member: &Member| {
        let begun = Instant::now();
        let out = out.map(|out| Out::QuarterBelow(out.join(&member.name)));
        let done = job::run(&member.path, &Wanted { out, ..wanted.clone() }, paint);
        Ok((done.map_err(|error| told(&error)), begun.elapsed()))
    };
    each(members, threads(), work, |step| match step {
        Step::Going(done) => progress.at(done),
        Step::Done(at, result) => {
            let (result, took) = result.unwrap_or_else(|error| (Err(told(&error)), Duration::ZERO));
            let said = match &result {
                Ok(done) => format!("{}, {}", done.organisation, outcome(done)),
                Err(told) => format!("failed: {}", told.message.lines().next().unwrap_or_default()),
            };
            progress.line(at + 1, &members[at].name, &said);
            ran.push(Ran { member: &members[at], result, took });
        }
    });
    let text = summary(&ran, progress.is_watched(), paint);
    let exits = ran.iter().filter_map(|ran| ran.result.as_ref().err()).map(|told| told.exit);
    let exit = exits.max_by_key(|exit| *exit as u8).unwrap_or(Exit::Done);
    Printed { text, exit }
}

fn outcome(done: &Done) -> String {
    let problems = match done.problems {
        0 => String::new(),
        count => format!(", {}", counted(count, "problem")),
    };
    let record = match done.record {
        Record::NotAsked => "",
        Record::Written(_) => ", recorded",
        Record::Same => ", recorded before",
    };
    format!("done{problems}{record}")
}

fn summary(ran: &[Ran<'_>], is_timed: bool, paint: Paint) -> String {
    let mut head = vec!["Organisation", "Folder", "Quarter", "Result"];
    if is_timed {
        head.push("Seconds");
    }
    head.push("Open");
    let mut rows: Vec<Vec<String>> = vec![head.into_iter().map(str::to_owned).collect()];
    for one in ran {
        let (organisation, quarter, result, open) = match &one.result {
            Ok(done) => {
                let open = done.open.display().to_string();
                (shorten(&inert(&done.organisation), NAME_MAX), done.quarter.to_string(), outcome(done), open)
            }
            Err(_) => ("–".to_owned(), "–".to_owned(), "failed".to_owned(), "–".to_owned()),
        };
        let mut row = vec![organisation, one.member.name.clone(), quarter, result];
        if is_timed {
            row.push(format!("{:.1}", one.took.as_secs_f64()));
        }
        row.push(open);
        rows.push(row);
    }
    let aligns = if is_timed {
        [Align::Left, Align::Left, Align::Left, Align::Left, Align::Right]
    } else {
        [Align::Left; 5]
    };
    let mut text: String = columns(&rows, &aligns).iter().map(|line| format!("{line}\n")).collect();
    let failed: Vec<(&Path, &Told)> =
        ran.iter().filter_map(|ran| Some((ran.member.path.as_path(), ran.result.as_ref().err()?))).collect();
    for (path, told) in &failed {
        let mark = paint.text(Style::Bad, "failed");
        text.push_str(&format!("\n{mark}: {}: {}\n", path.display(), inert(&told.message)));
        if let Some(help) = &told.help {
            text.push_str(&format!("  = help: {help}\n"));
        }
    }
    let all = counted(ran.len(), "workspace");
    text.push_str(&format!("\n{all}: {} done, {} failed\n", ran.len() - failed.len(), failed.len()));
    text.push_str("\nThis shows what the records show. It is not legal advice.\n");
    text
}
