//! `candor merge`: what one audit of all files would have written, from assessments that keep their records.

use anyhow::Result;

use super::audit::run_of;
use super::check;
use crate::args::{AuditFormat, MergeArguments};
use crate::commands::Printed;
use crate::exit::{Exit, stop};
use crate::print::{Paint, tell};
use crate::workspace::open_parts;

pub(crate) fn run(arguments: &MergeArguments, paint: Paint) -> Result<Printed> {
    let judging = &arguments.judging;
    let mut paths = arguments.parts.clone();
    paths.extend(judging.record_path().cloned());
    let asked = judging.record_quarter();
    let merged = open_parts(&paths, arguments.workspace.as_deref(), arguments.as_of, asked)?;
    if let Some(note) = &merged.note {
        tell(&format!("note: {note}\n"), paint);
    }
    let workspace = &merged.workspace;
    if arguments.check {
        let account = &workspace.reading.account;
        let text = match judging.format {
            AuditFormat::Json => check::json(account)?,
            AuditFormat::Text => check::text(account, paint),
            _ => {
                return Err(stop(
                    Exit::Usage,
                    "--check prints text or json",
                    "leave out --format, or give json",
                ));
            }
        };
        let is_readable = account.files.iter().any(|file| file.readable);
        return Ok(Printed { text, exit: if is_readable { Exit::Done } else { Exit::Unreadable } });
    }
    if judging.record.is_some() && merged.is_in_parts {
        let help = "record where the whole file lies: candor audit WORKSPACE --record";
        return Err(stop(
            Exit::Usage,
            "a file was given in parts, so its hash is not known and the quarter cannot be recorded",
            help,
        ));
    }
    run_of(workspace, judging, None, paint)
}
