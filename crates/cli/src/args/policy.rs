//! What is written for people outside, and what it rests on: `policy`, `why` and `letter`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::output::parse_output;
use super::{InputArguments, Output, PrintFormat, ShowFormat};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct PolicyArguments {
    #[command(subcommand)]
    pub command: Option<PolicyCommand>,
    #[command(flatten)]
    pub input: InputArguments,
    /// Where to write the policy; reports/QUARTER beside the records if left out.
    #[arg(long, value_name = "DIR", help_heading = "Documents")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, pdf, or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md", value_parser = parse_output, help_heading = "Documents")]
    pub formats: Vec<Output>,
    /// Write only if nothing stands against publication: answers, proof of claims, sources of sentences, plainness,
    /// version and languages; else tell all of it and write nothing.
    #[arg(long, help_heading = "Publication")]
    pub publish: bool,
    /// Print the proof of each claim that takes one, with the rows looked at, instead of writing files.
    #[arg(long, conflicts_with_all = ["publish", "print"], help_heading = "Proof")]
    pub proof: bool,
    /// How to print the proof.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PrintFormat::Text, requires = "proof", help_heading = "Proof")]
    pub format: PrintFormat,
    /// Print the policy as Markdown instead of writing files.
    #[arg(long, help_heading = "Documents")]
    pub print: bool,
    /// Tell what changed since an earlier policy: its facts.json, or the folder that holds it; that of the latest earlier
    /// quarter in reports/ if left out.
    #[arg(long, value_name = "FACTS", help_heading = "Publication")]
    pub since: Option<PathBuf>,
    /// Hold what a policy promises against the logs; of the policy made from the records, or of the file.
    #[arg(long, value_name = "FILE", num_args = 0..=1, help_heading = "Proof")]
    pub promises: Option<Option<PathBuf>>,
}

/// What is done with the text of any policy. A workspace with such a name is given as `./lint`.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Measure how plain a policy is, by a published counting rule.
    Measure(MeasureArguments),
    /// Look for what is vague, hidden, contradictory, unproven or missing in policies, each with its place and a fix.
    Lint(LintArguments),
    /// List the rules of the lint, or print the page about them.
    Rules {
        /// As a table, or as a page with everything about every rule.
        #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ShowFormat::Text)]
        format: ShowFormat,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    /// Policies: Markdown, HTML, DOCX or plain text. Files such as policy.de.md and policy.en.md are held against each other.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Hold them against the records of this workspace or these spreadsheets.
    #[arg(long, value_name = "WORKSPACE", num_args = 1, help_heading = "Held against")]
    pub against: Vec<PathBuf>,
    /// What their sentences rest on: facts.json, as written beside a policy of ours.
    #[arg(long, value_name = "FILE", help_heading = "Held against")]
    pub trace: Option<PathBuf>,
    /// The version that was published before; for one policy.
    #[arg(long, value_name = "FILE", help_heading = "Held against")]
    pub before: Option<PathBuf>,
    /// The day that counts as today; that of the workspace if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// How to print the findings.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LintFormat::Text)]
    pub format: LintFormat,
    /// End with code 1 if there is a finding of this severity or worse that nobody allowed, or if the policy drifts
    /// from the records (--against); several with commas.
    #[arg(long, value_enum, value_name = "GATE", value_delimiter = ',', help_heading = "Gates")]
    pub fail_on: Vec<LintGate>,
    /// Keep the number of findings in this file; end with code 1 if one rises. It is written if it is missing, and gets
    /// smaller as findings are mended.
    #[arg(long, value_name = "FILE", help_heading = "Gates")]
    pub ratchet: Option<PathBuf>,
}

/// What a policy can fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintGate {
    /// Something is wrong.
    Error,
    /// Something is better said otherwise, or worse.
    Warning,
    /// Something is worth knowing, or worse.
    Note,
    /// It contradicts the records, leaves out what they have, or says what they do not have.
    Drift,
    /// It drifts, or something of it could not be told or was not understood.
    Unclear,
}

/// How findings of the lint are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// For people.
    Text,
    /// One JSON object, for programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Debug, Args)]
pub(crate) struct MeasureArguments {
    /// Policies: Markdown, HTML, DOCX or plain text.
    #[arg(required_unless_present = "rule", conflicts_with = "rule", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print the counting rule.
    #[arg(long)]
    pub rule: bool,
    /// Measure only the part under this heading, with the headings below it.
    #[arg(long, value_name = "HEADING")]
    pub section: Option<String>,
    /// What they are: whole policies, or short notices (at a glance, just in time), which have stricter gates.
    #[arg(long, value_enum, value_name = "KIND", default_value_t = TextKind::Body)]
    pub kind: TextKind,
    /// How to print the measures.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
    /// End with code 1 if a gate is failed or not measured.
    #[arg(long, help_heading = "Gates")]
    pub gate: bool,
}

/// What a text is to its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextKind {
    /// A whole policy.
    Body,
    /// A short notice.
    Glance,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArguments {
    /// The document as it is written: privacy-policy, de/privacy-policy.
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
    /// The id of the sentence (S-…), or some of its words.
    #[arg(value_name = "SENTENCE")]
    pub sentence: String,
    /// The workspace or spreadsheets; here if left out.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The day of the policy; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(crate) struct LetterArguments {
    /// The incident by its reference or title, then the workspace or spreadsheets (here if left out). A path alone
    /// lists the incidents.
    #[arg(value_name = "INCIDENT [PATH]", num_args = 0..)]
    pub words: Vec<String>,
    /// Only letters to these; also where the records show no duty to send one.
    #[arg(long, value_enum, value_name = "WHOM", num_args = 1.., value_delimiter = ',')]
    pub to: Vec<Addressee>,
    /// Where to write the letters; reports/QUARTER beside the records if left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// The day of the letters; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

/// To whom a letter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Addressee {
    /// The data protection authority (GDPR).
    Authority,
    /// The people affected (GDPR, HIPAA, California).
    People,
    /// The Department of Health and Human Services (HIPAA).
    Hhs,
    /// The media (HIPAA).
    Media,
    /// The Attorney General of California.
    AttorneyGeneral,
    /// The organisation whose data it was (GDPR, HIPAA).
    Customer,
    /// Nobody: the own record (GDPR Art. 33(5)).
    Record,
}
