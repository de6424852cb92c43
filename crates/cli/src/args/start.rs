//! Beginnings, and what other programs need: `init`, `schema`, `completions` and `man`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::Shell;

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Which output.
    #[arg(value_enum, value_name = "OUTPUT")]
    pub output: SchemaOutput,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOutput {
    /// What `candor check --format json` prints.
    Check,
    /// What `candor audit --format json` prints (audit.json).
    Audit,
    /// What `candor compare` writes (change.json).
    Change,
    /// What `candor due` prints.
    Due,
    /// What `candor policy lint` prints.
    Lint,
    /// What `candor policy measure` prints.
    Measure,
    /// What `candor policy --proof` prints.
    Proof,
    /// What the sentences of the policies rest on (facts.json).
    Facts,
    /// What `candor portfolio` writes (portfolio.json).
    Portfolio,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell that completes.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// The command, such as `audit` or `policy lint`; the program itself if left out.
    #[arg(value_name = "COMMAND", num_args = 0..)]
    pub command: Vec<String>,
    /// Write the pages of all commands into this folder instead.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}
