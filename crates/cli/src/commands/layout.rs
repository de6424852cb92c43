//! `candor layout`: a layout for the sheets of a file, ready to edit.

use anyhow::Result;
use candor_ingest::propose;

use crate::args::LayoutArguments;
use crate::commands::Printed;
use crate::exit::{Exit, stop};
use crate::workspace;

pub(crate) fn run(arguments: &LayoutArguments) -> Result<Printed> {
    let (file, settings) = workspace::open_file(&arguments.file)?;
    match propose(file, arguments.sheet.as_deref(), &settings) {
        Ok(text) => Ok(Printed { text, exit: Exit::Done }),
        Err(why) => Err(stop(
            Exit::Unreadable,
            format!("no layout can be proposed for `{}`: {why}", arguments.file.display()),
            "`candor check FILE` says what was found in each sheet",
        )),
    }
}
