//! What Candor knows, and what a workspace adds to it: `explain`, `checklist` and `template`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::ShowFormat;

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// A requirement (gdpr-6-1 or "GDPR Art. 6(1)"), a field (activity.retention), a problem code
    /// (date-unreadable), a rule of the policy lint (PL003), a finding (F-…) or an action (A-…).
    #[arg(value_name = "ID")]
    pub id: String,
    /// The workspace, for its own checklists; for a finding: the workspace or spreadsheets it was found in.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// For a finding: the day of the audit.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(crate) struct ChecklistArguments {
    #[command(subcommand)]
    pub command: ChecklistCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChecklistCommand {
    /// List the checklists with the number of their requirements.
    List {
        /// A workspace, for the checklists of its own.
        #[arg(value_name = "WORKSPACE")]
        workspace: Option<PathBuf>,
    },
    /// Show the requirements of a checklist (gdpr), or all about one requirement (gdpr-6-1).
    Show {
        /// A checklist (gdpr), or a requirement (gdpr-6-1).
        #[arg(value_name = "ID")]
        id: String,
        /// A workspace, for the checklists of its own.
        #[arg(value_name = "WORKSPACE")]
        workspace: Option<PathBuf>,
        /// As a table, or as a page with everything about every requirement.
        #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ShowFormat::Text)]
        format: ShowFormat,
    },
    /// Check files of requirements: every mistake at once, with its place and a suggestion.
    Lint {
        /// Checklists (TOML), or workspaces.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Begin a checklist of your own: checklists/ID.toml, with a worked example of each kind of requirement.
    New {
        /// Its id: small letters, digits and hyphens.
        #[arg(value_name = "ID")]
        id: String,
        /// The workspace it is for; here if left out.
        #[arg(value_name = "WORKSPACE", default_value = ".")]
        workspace: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    #[command(subcommand)]
    pub command: TemplateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TemplateCommand {
    /// List the documents with their templates.
    List {
        /// A workspace, for the templates of its own.
        #[arg(value_name = "WORKSPACE")]
        workspace: Option<PathBuf>,
    },
    /// Show every value that a template can place, with its kind, what it is and an example; and the filters.
    Show {
        /// A document (audit) or its template (audit.md).
        #[arg(value_name = "NAME")]
        name: String,
        /// Print the text of the built-in template instead.
        #[arg(long)]
        source: bool,
        /// As a table, or as a page with everything about every value.
        #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ShowFormat::Text)]
        format: ShowFormat,
    },
    /// Copy a built-in template into the folder templates/ of a workspace, where it stands in for it.
    New {
        /// A document (audit) or its template (audit.md).
        #[arg(value_name = "NAME")]
        name: String,
        /// The workspace it is for; here if left out.
        #[arg(value_name = "WORKSPACE", default_value = ".")]
        workspace: PathBuf,
    },
    /// Check templates: every mistake with its place and what exists, and the document that comes out.
    Check {
        /// Templates (audit.md), or workspaces.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}
