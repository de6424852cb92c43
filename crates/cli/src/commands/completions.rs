//! `candor completions`: what a shell needs to complete commands, options and values.

use anyhow::Result;

use crate::args::{CompletionsArguments, tree};
use crate::commands::Printed;
use crate::exit::Exit;

/// Descriptions are shortened by the shell, not here.
const WIDTH: usize = 100;

pub(crate) fn run(arguments: &CompletionsArguments) -> Result<Printed> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut tree(WIDTH), "candor", &mut text);
    Ok(Printed { text: String::from_utf8(text)?, exit: Exit::Done })
}
