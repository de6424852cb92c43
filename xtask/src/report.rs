//! `cargo xtask report`: the quarter of every sample, or of the workspaces that are named. The job itself is `candor run`.

use std::io::Write;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};

use crate::steps;

/// Options of `candor run` that are followed by a value.
const WITH_VALUE: [&str; 5] = ["--list", "--quarter", "--as-of", "--formats", "--out"];

/// What is asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    pdf: bool,
    /// Is it said which workspaces, by arguments or a file?
    names_workspaces: bool,
    has_out: bool,
    has_formats: bool,
    /// Workspaces, which are handed over as a list, so that each has a folder of its own even if it is alone.
    workspaces: Vec<String>,
    /// Everything else, as it was given.
    options: Vec<String>,
}

impl Asked {
    fn read(arguments: &[String]) -> Asked {
        let mut asked = Asked::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let name = argument.split('=').next().unwrap_or_default();
            asked.has_out |= name == "--out";
            asked.has_formats |= name == "--formats";
            asked.names_workspaces |= name == "--list";
            if argument == "--pdf" {
                asked.pdf = true;
            } else if argument.starts_with('-') {
                asked.options.push(argument.clone());
                if WITH_VALUE.contains(&argument.as_str()) {
                    asked.options.extend(rest.next().cloned());
                }
            } else {
                asked.workspaces.push(argument.clone());
                asked.names_workspaces = true;
            }
        }
        asked
    }
}

/// Runs the job, and gives the exit code of `candor run`.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let mut asked = Asked::read(arguments);
    let program = if asked.pdf { steps::candor_with(&["pdf"])? } else { steps::candor()? };
    if !asked.names_workspaces {
        asked.workspaces = steps::samples()?.iter().map(|sample| sample.display().to_string()).collect();
    }
    if asked.pdf && !asked.has_formats {
        asked.options.extend(["--formats", "all"].map(str::to_owned));
    }
    if !asked.has_out {
        asked
            .options
            .extend(["--out".to_owned(), steps::root().join("target").join("reports").display().to_string()]);
    }
    let mut command = Command::new(program);
    command.arg("run").args(&asked.options);
    let is_listed = asked.options.iter().any(|option| option.starts_with("--list"));
    if is_listed {
        command.args(&asked.workspaces);
    } else {
        command.args(["--list", "-"]).stdin(Stdio::piped());
    }
    let mut child = command.spawn().context("the program could not be started")?;
    if let Some(mut input) = child.stdin.take() {
        let list: String = asked.workspaces.iter().map(|workspace| format!("{workspace}\n")).collect();
        input.write_all(list.as_bytes()).context("the list could not be handed over")?;
    }
    let status = child.wait()?;
    // A program that was killed has no code.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_workspaces_and_options_of_the_job() {
        let read = |line: &str| Asked::read(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let asked = read("--quarter 2026-Q4 clients/a --formats html,md --record --pdf clients/b");
        assert_eq!(asked.workspaces, ["clients/a", "clients/b"]);
        assert_eq!(asked.options, ["--quarter", "2026-Q4", "--formats", "html,md", "--record"]);
        assert!(asked.pdf && asked.has_formats && asked.names_workspaces && !asked.has_out);
        let asked = read("--list=clients.txt --out=x");
        assert!(asked.has_out && asked.names_workspaces && asked.workspaces.is_empty());
    }
}
