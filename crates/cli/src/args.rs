//! The command line. Only arguments: what they mean is decided in the commands.
//!
//! One file for each group of commands; `pages` holds what the help adds to them (groups, examples, exit codes), and
//! `tree` puts both together. Help, completions and manual pages are made from that one tree.

mod audit;
mod input;
mod library;
mod output;
mod pages;
mod parts;
mod policy;
mod quarter;
mod reading;
mod record;
mod start;
mod tree;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use audit::{AuditArguments, AuditFormat, JudgingArguments};
pub(crate) use input::{InputArguments, WhenArguments};
pub(crate) use library::{
    ChecklistArguments, ChecklistCommand, ExplainArguments, TemplateArguments, TemplateCommand,
};
pub(crate) use output::{Output, PrintFormat, ShowFormat};
pub(crate) use pages::{Page, page};
pub(crate) use parts::{KeepRecords, KeepingArguments, MergeArguments, SplitArguments};
pub(crate) use policy::{
    Addressee, LetterArguments, LintArguments, LintFormat, LintGate, MeasureArguments, PolicyArguments,
    PolicyCommand, TextKind, WhyArguments,
};
pub(crate) use quarter::{
    AskArguments, CompareArguments, DueArguments, DueFormat, PortfolioArguments, RunArguments, WatchArguments,
};
pub(crate) use reading::{CheckArguments, LayoutArguments, ProblemLevel};
pub(crate) use record::{PackageArguments, SealArguments, VerifiedPart, VerifyArguments};
pub(crate) use start::{CompletionsArguments, InitArguments, ManArguments, SchemaArguments, SchemaOutput};
pub(crate) use tree::{parse, tree};

/// Privacy audits and plain-language policies from the spreadsheets you already keep.
#[derive(Debug, Parser)]
#[command(name = "candor", version)]
pub(crate) struct Arguments {
    /// When to colour what is printed.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColourWhen::Auto, global = true)]
    pub color: ColourWhen,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourWhen {
    /// On a terminal that can, unless NO_COLOR is set; CLICOLOR_FORCE colours pipes too.
    Auto,
    /// In pipes and files too.
    Always,
    /// Nowhere.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read spreadsheets and tell what was understood, and every problem.
    Check(CheckArguments),
    /// Propose a layout for the sheets of a file, ready to edit and to save under layouts/ of the workspace.
    Layout(LayoutArguments),
    /// Judge the records against the checklists and write the audit and the register.
    Audit(AuditArguments),
    /// Put assessments of parts together: judge all their records at once, as one audit of all files would have.
    Merge(MergeArguments),
    /// Cut a large csv file into parts that can be read apart and merged.
    Split(SplitArguments),
    /// Tell what changed between two quarters: what fails newly, what is fixed, what came back, and why results moved.
    Compare(CompareArguments),
    /// Run the quarter of a workspace, or of many in parallel: audit, policies, exports, and with --record the record.
    Run(RunArguments),
    /// Sum up many workspaces: results by organisation and law, common gaps, deadlines; and a page for each.
    Portfolio(PortfolioArguments),
    /// Judge anew whenever a spreadsheet or candor.toml is saved, and tell what changed.
    Watch(WatchArguments),
    /// Write one workbook with only the open questions, by owner, to be filled in and read again.
    Ask(AskArguments),
    /// Tell what is overdue and what falls due next: clocks, reviews, contracts, training, evidence, promises.
    Due(DueArguments),
    /// Write a plain-language privacy policy from the records.
    Policy(PolicyArguments),
    /// Say what a sentence of a policy rests on: its facts with their cells, values and owners.
    Why(WhyArguments),
    /// Write the letters that may be due after an incident, each with its time and its open places; without an
    /// incident list them all.
    Letter(LetterArguments),
    /// Say what a requirement, field, problem code, finding or action is, why it matters and what to do.
    Explain(ExplainArguments),
    /// List the checklists, show one, check a file of your own, or begin one.
    Checklist(ChecklistArguments),
    /// List the templates of documents, show what one can place, begin one of your own, or check it.
    Template(TemplateArguments),
    /// Hold the recorded quarters, the documents and the spreadsheets against what was recorded, and name each file
    /// that differs, is missing or was added.
    Verify(VerifyArguments),
    /// Print the newest hash of the history, to be kept elsewhere; with a key, write a signed seal.
    Seal(SealArguments),
    /// Put a recorded quarter together for somebody else: documents, evidence list and manifest, without what its
    /// profile removes.
    Package(PackageArguments),
    /// Make a workspace: a commented candor.toml and a starter workbook.
    Init(InitArguments),
    /// Print the JSON schema of an output.
    Schema(SchemaArguments),
    /// Print what a shell needs to complete commands, options and values.
    Completions(CompletionsArguments),
    /// Print the manual page of a command, or write those of all commands.
    Man(ManArguments),
}

impl Command {
    /// Is what is printed for people, and so folded to the width of their terminal? The rest is for programs.
    pub(crate) fn is_for_people(&self) -> bool {
        match self {
            Command::Check(arguments) => arguments.format == PrintFormat::Text,
            Command::Audit(arguments) => arguments.judging.format == AuditFormat::Text,
            Command::Merge(arguments) => arguments.judging.format == AuditFormat::Text,
            Command::Split(arguments) => arguments.format == PrintFormat::Text,
            Command::Compare(arguments) => arguments.format == PrintFormat::Text,
            Command::Due(arguments) => matches!(arguments.format, None | Some(DueFormat::Text)),
            Command::Policy(arguments) => match &arguments.command {
                Some(PolicyCommand::Measure(measure)) => measure.format == PrintFormat::Text && !measure.rule,
                Some(PolicyCommand::Lint(lint)) => lint.format == LintFormat::Text,
                Some(PolicyCommand::Rules { format }) => *format == ShowFormat::Text,
                None => arguments.format == PrintFormat::Text && !arguments.print,
            },
            Command::Checklist(arguments) => {
                !matches!(&arguments.command, ChecklistCommand::Show { format: ShowFormat::Markdown, .. })
            }
            Command::Template(arguments) => match &arguments.command {
                TemplateCommand::Show { source, format, .. } => !source && *format == ShowFormat::Text,
                _ => true,
            },
            Command::Layout(_) | Command::Schema(_) | Command::Completions(_) | Command::Man(_) => false,
            _ => true,
        }
    }
}
