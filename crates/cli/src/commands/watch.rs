//! `candor watch`: judges anew whenever a spreadsheet or the settings are saved, and tells what changed.
//!
//! Invariants: a save that changes no byte that is read says nothing; what cannot be read for a moment stops nothing; no
//! file is written.

mod changes;
mod saved;

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use anyhow::{Context, Result};
use candor_assess::Assessment;
use candor_history::InputHash;
use candor_model::Problem;

use crate::args::{InputArguments, WatchArguments};
use crate::commands::Printed;
use crate::commands::audit::judge;
use crate::commands::check::{count_serious, counted, read_line};
use crate::exit::{Exit, stop, told};
use crate::fleet::{STACK_BYTES, guarded};
use crate::print::{Paint, Style, inert};
use crate::workspace::{self, Workspace};

use changes::told as told_changes;
use saved::Saved;

/// What a run saw.
struct Seen {
    inputs: Vec<InputHash>,
    assessment: Assessment,
    problems: Vec<Problem>,
    /// Could nothing be read since?
    is_stale: bool,
}

pub(crate) fn run(arguments: &WatchArguments, paint: Paint) -> Result<Printed> {
    if !arguments.workspace.is_dir() {
        let message = format!("`{}` is no folder", arguments.workspace.display());
        return Err(stop(Exit::Unreadable, message, "give the workspace, or a folder with spreadsheets"));
    }
    let (end, ended) = mpsc::channel();
    let interrupted = end.clone();
    ctrlc::set_handler(move || {
        // Nothing is left to stop if nobody listens.
        let _ = interrupted.send(Ok(()));
    })
    .context("the program cannot be told to stop with Ctrl-C")?;
    let (arguments, count) = (arguments.clone(), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&count);
    // Nothing is written, so whoever stops need not wait until a long reading has ended.
    thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        let _ = end.send(guarded(|| watch(&arguments, &counter, paint)));
    })?;
    match ended.recv().unwrap_or(Ok(())) {
        // Whoever reads our output stopped reading: that is an end like others.
        Err(error) if is_closed(&error) => {}
        other => other?,
    }
    let count = counted(count.load(Ordering::Relaxed), "change");
    Ok(Printed { text: format!("\nStopped after {count}.\n"), exit: Exit::Done })
}

/// Tells each change until there were as many as are asked for.
fn watch(arguments: &WatchArguments, count: &AtomicUsize, paint: Paint) -> Result<()> {
    let (sender, receiver) = mpsc::channel();
    let mut saved = Saved::new(&arguments.workspace, arguments.poll, sender)?;
    let mut last = match look(arguments, &mut saved) {
        Ok((seen, words)) => {
            say(&begun(&seen, &words, paint), paint)?;
            Some(seen)
        }
        Err(error) => {
            say(&failed(&error, paint), paint)?;
            None
        }
    };
    say("Watching. Press Ctrl-C to stop.\n", paint)?;
    while arguments.changes.is_none_or(|most| count.load(Ordering::Relaxed) < most) {
        let Ok(paths) = receiver.recv() else { break };
        let names = saved.changed(&paths);
        if names.is_empty() {
            continue;
        }
        let text = match (look(arguments, &mut saved), &last) {
            (Ok((seen, _)), Some(before)) if before.inputs == seen.inputs && !before.is_stale => continue,
            (Ok((seen, words)), before) => {
                let text = match before {
                    Some(before) => told_changes(before, &seen, paint),
                    None => begun(&seen, &words, paint),
                };
                last = Some(seen);
                text
            }
            (Err(error), _) => {
                // What is mended to what it was before is worth telling too.
                last.iter_mut().for_each(|last| last.is_stale = true);
                failed(&error, paint)
            }
        };
        let saved_names = paint.text(Style::Strong, &format!("{} saved", names.join(", ")));
        say(&format!("\n{saved_names}\n{text}"), paint)?;
        count.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

fn is_closed(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<std::io::Error>();
    cause.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Reads and judges; and says what was read.
fn look(arguments: &WatchArguments, saved: &mut Saved) -> Result<(Seen, String)> {
    let input = InputArguments { paths: vec![arguments.workspace.clone()], as_of: arguments.as_of };
    let workspace = workspace::open(&input)?;
    saved.follow(&workspace)?;
    workspace.require_readable()?;
    // All findings are kept: one that is cut off would look like one that was fixed.
    let assessment = judge(&workspace, &arguments.checklist, None)?;
    let words = read_line(&workspace.reading.account);
    Ok((seen(workspace, assessment), words))
}

fn seen(workspace: Workspace, assessment: Assessment) -> Seen {
    Seen {
        inputs: workspace.inputs,
        assessment,
        problems: workspace.reading.account.problems,
        is_stale: false,
    }
}

fn begun(seen: &Seen, words: &str, paint: Paint) -> String {
    let problems = match count_serious(&seen.problems) {
        0 => "no problems".to_owned(),
        count => format!("{} (candor check)", counted(count, "problem")),
    };
    let name = paint.text(Style::Strong, &seen.assessment.organisation);
    let ranges: Vec<String> = seen.assessment.checklists.iter().map(changes::range_now).collect();
    format!("{name} · as of {}\n{words}; {problems}\n{}\n", seen.assessment.as_of, ranges.join("\n"))
}

fn failed(error: &anyhow::Error, paint: Paint) -> String {
    let told = told(error);
    let help = told.help.map(|help| format!("\n  = help: {help}")).unwrap_or_default();
    format!("{}: {}{help}\n", paint.text(Style::Bad, "error"), inert(&told.message))
}

/// Prints at once: whoever watches waits for it.
fn say(text: &str, paint: Paint) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(paint.fit(paint.harmless(text)).as_bytes())?;
    out.flush()
}

/// The last part of a path.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
