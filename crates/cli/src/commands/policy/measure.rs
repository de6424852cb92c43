//! `candor policy measure`: how plain a policy is.

use anyhow::Result;
use candor_policy::text::words;

use crate::args::MeasureArguments;
use crate::commands::Printed;
use crate::exit::Exit;
use crate::workspace::read_policy;

pub(crate) fn run(arguments: &MeasureArguments) -> Result<Printed> {
    let mut text = String::new();
    for path in &arguments.files {
        let policy = read_policy(path)?;
        let count: usize = policy.blocks.iter().map(|block| words(&block.text).count()).sum();
        text.push_str(&format!("{}: {count} words\n", path.display()));
    }
    Ok(Printed { text, exit: Exit::Done })
}
