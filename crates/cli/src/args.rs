//! The command line. Only arguments: what they mean is decided in the commands.

use std::path::PathBuf;

use candor_assess::Gate;
use candor_model::Quarter;
use candor_report::{EXPORTS, Export, FORMATS, Format, Profile, profile_table};
use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Privacy audits and plain-language policies from the spreadsheets you already keep.
#[derive(Debug, Parser)]
#[command(name = "candor", version, max_term_width = 100, after_help = crate::exit::help())]
pub(crate) struct Arguments {
    /// When to colour the output.
    #[arg(long, value_enum, default_value_t = ColourWhen::Auto, global = true)]
    pub color: ColourWhen,
    #[command(subcommand)]
    pub command: Command,
}

/// What tamper evidence is worth, for the help of the commands about it.
const CHAIN: &str = "What a chain of hashes shows: each entry names the hash of the entry recorded before it, and \
SHA256SUMS names the hash of each. So a change, a missing entry or a new one between two others shows, and \
`sha256sum -c SHA256SUMS` in history/ finds it without this program.\n\nWhat it cannot show: who recorded an entry, \
when, or whether the spreadsheets were true. Whoever can write the folder can make the whole chain anew, or cut off its \
end. Against that keep the seal where they cannot write: print it, mail it to the auditor, sign it with your key \
(`candor seal --key`). A signature shows that the holder of the key saw these hashes; it does not show the day.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourWhen {
    Auto,
    Always,
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
    #[command(after_long_help = CHAIN)]
    Verify(VerifyArguments),
    /// Print the newest hash of the history, to be kept elsewhere; with a key, write a signed seal.
    #[command(after_long_help = CHAIN)]
    Seal(SealArguments),
    /// Put a recorded quarter together for somebody else: documents, evidence list and manifest, without what its
    /// profile removes.
    #[command(after_long_help = profile_table())]
    Package(PackageArguments),
    /// Make a workspace: a commented candor.toml and a starter workbook.
    Init(InitArguments),
    /// Print the JSON schema of an output.
    Schema(SchemaArguments),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// How to print what was read.
    #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
    /// End with code 1 if there is a problem of this severity or worse.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<ProblemLevel>,
    /// Write a copy of each file that has problems, the cells marked and a note on each; the files themselves
    /// are never changed.
    #[arg(long, value_name = "DIR")]
    pub annotate: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct LayoutArguments {
    /// A spreadsheet (xlsx, xlsm, xls, xlsb, ods, csv, tsv).
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Only this sheet, hidden or not.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct InputArguments {
    /// A workspace folder, other folders, or single spreadsheets (xlsx, xlsm, xls, xlsb, ods, csv, tsv); here if left
    /// out and here is a candor.toml.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The day of the audit; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrintFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProblemLevel {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Args)]
pub(crate) struct AuditArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Only these checklists: gdpr, ccpa, hipaa, baseline, or one of your own (see `candor checklist list`).
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub checklist: Vec<String>,
    /// Where to write the documents; reports/QUARTER beside the records if left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, pdf, json, xlsx (a workbook), plan (the action plan, to be filled in), csv, sarif,
    /// junit, oscal, dpv (for programs, in data/), or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md,json,xlsx,plan", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// How to print the result: text; json; junit (XML); github (annotations, and a summary in the file that
    /// GITHUB_STEP_SUMMARY names). But for text, files are written only with --out.
    #[arg(long, value_name = "NAME", default_value = "text", value_parser = parse_print)]
    pub format: AuditFormat,
    /// End with code 1 if one of these is there; several with commas.
    #[arg(long, value_parser = gate(), value_name = "GATE", value_delimiter = ',')]
    pub fail_on: Vec<Gate>,
    /// How many days ahead `--fail-on expiring` looks.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub within: u32,
    /// A file of known findings: they pass the gates on findings, unless they got worse.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all that is found to such a file. Reasons that stand in it are kept.
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// Keep the assessment of the quarter, with facts and hashes of inputs and documents, under history/ of the
    /// workspace; that of the run if no quarter is named. A recorded quarter is never overwritten.
    #[arg(long, value_name = "QUARTER", num_args = 0..=1, value_parser = parse_recorded)]
    pub record: Option<Option<Recorded>>,
    /// Record once more a quarter that is recorded already, and say why; the earlier entry stays.
    #[arg(long, value_name = "REASON", requires = "record")]
    pub correct: Option<String>,
    /// Findings kept for each requirement: a number, or all.
    #[arg(long, value_name = "N|all", default_value = "100", value_parser = parse_findings)]
    pub findings: FindingsMax,
}

/// When a run is for.
#[derive(Debug, Args)]
pub(crate) struct WhenArguments {
    /// The quarter of the run; that of --as-of or of candor.toml if left out. Records in a folder of its name are read
    /// from there.
    #[arg(long, value_name = "YYYY-QN", value_parser = parse_quarter)]
    pub quarter: Option<Quarter>,
    /// The day that the run speaks for; that of candor.toml if left out, else today, or the last day of the quarter.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Workspaces; here if left out.
    #[arg(value_name = "WORKSPACE")]
    pub workspaces: Vec<PathBuf>,
    /// A file with one workspace a line, beside those given; `#` begins a comment, `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArguments,
    /// What to write: html, docx, md, pdf, json, xlsx (a workbook), plan (the action plan, to be filled in), csv, sarif,
    /// oscal, dpv (for programs, in data/), or all of them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "html,docx,md,json,xlsx,plan", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// Where to write; reports/QUARTER of each workspace if left out. Of several, or with --list, each gets a folder
    /// NAME/QUARTER below it.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Keep the assessment of the quarter under history/ of each workspace; a recorded quarter is never overwritten.
    #[arg(long)]
    pub record: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PortfolioArguments {
    /// Workspaces, or folders with workspaces below; here if left out.
    #[arg(value_name = "DIR")]
    pub folders: Vec<PathBuf>,
    /// A file with one folder a line, beside those given; `#` begins a comment, `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArguments,
    /// Where to write.
    #[arg(long, value_name = "DIR", default_value = "portfolio")]
    pub out: PathBuf,
    /// What to write: html, docx, md, json, xlsx, or all of them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "html,md,json,xlsx", value_parser = parse_output)]
    pub formats: Vec<Output>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct WatchArguments {
    /// The workspace, or a folder with spreadsheets.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// The day of the audits; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Only these checklists: gdpr, ccpa, hipaa, baseline, or one of your own (see `candor checklist list`).
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub checklist: Vec<String>,
    /// Look for changes every second, for drives that do not tell of them, such as shared folders.
    #[arg(long)]
    pub poll: bool,
    /// Stop after so many changes.
    #[arg(long, value_name = "N")]
    pub changes: Option<usize>,
}

/// What follows `--record`: a quarter, or already the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recorded {
    Quarter(Quarter),
    Path(PathBuf),
}

fn parse_recorded(text: &str) -> Result<Recorded, String> {
    let path = PathBuf::from(text);
    match Quarter::parse(text) {
        Some(quarter) => Ok(Recorded::Quarter(quarter)),
        None if path.exists() => Ok(Recorded::Path(path)),
        None => Err("write the quarter as 2026-Q4".to_owned()),
    }
}

fn parse_quarter(text: &str) -> Result<Quarter, String> {
    Quarter::parse(text).ok_or_else(|| "write the quarter as 2026-Q4".to_owned())
}

/// A format of documents, an export, or everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Format(Format),
    #[cfg(feature = "pdf")]
    Pdf,
    Export(Export),
    All,
}

/// PDF where the program was built with it.
#[cfg(feature = "pdf")]
const PDF: Option<Output> = Some(Output::Pdf);
#[cfg(not(feature = "pdf"))]
const PDF: Option<Output> = None;

/// How to come by PDF without it.
const NO_PDF: &str = "this program was built without PDF; take a released program, or build one with \
                      `cargo build --release --package candor --features pdf`";

/// How an audit is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AuditFormat {
    Text,
    Json,
    Github,
    Junit,
}

fn parse_print(name: &str) -> Result<AuditFormat, String> {
    match name {
        "text" => Ok(AuditFormat::Text),
        "json" => Ok(AuditFormat::Json),
        "github" => Ok(AuditFormat::Github),
        "junit" => Ok(AuditFormat::Junit),
        "pdf" if PDF.is_none() => Err(NO_PDF.to_owned()),
        "pdf" => Err("PDF is written to files, not printed: give `--formats pdf`".to_owned()),
        _ => Err("give text, json, github or junit".to_owned()),
    }
}

fn parse_output(name: &str) -> Result<Output, String> {
    let formats = FORMATS.iter().map(|(format, known)| (Output::Format(*format), *known));
    let exports = EXPORTS.iter().map(|(export, known)| (Output::Export(*export), *known));
    let pdf = PDF.map(|output| (output, "pdf"));
    let mut known = formats.chain(pdf).chain(exports).chain([(Output::All, "all")]);
    let found = known.clone().find(|(_, known)| *known == name).map(|(output, _)| output);
    found.ok_or_else(|| {
        if name == "pdf" {
            return NO_PDF.to_owned();
        }
        let names: Vec<&str> = known.by_ref().map(|(_, known)| known).collect();
        format!("there is no format `{name}`; give some of: {}", names.join(", "))
    })
}

/// How many findings a requirement keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FindingsMax(pub Option<usize>);

fn parse_findings(text: &str) -> Result<FindingsMax, String> {
    match text {
        "all" => Ok(FindingsMax(None)),
        number => {
            number.parse().map(|max| FindingsMax(Some(max))).map_err(|_| "give a number or `all`".to_owned())
        }
    }
}

/// Reads the name of a gate.
fn gate() -> impl TypedValueParser<Value = Gate> {
    let names = Gate::ALL.map(|gate| PossibleValue::new(gate.name()).help(gate.meaning()));
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Gate>())
}

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// The earlier quarter, then the later one, as recorded under history/ (2026-Q3) or as files of entries; without the
    /// later one the records as they are now, without both the quarter recorded last and now. At the end the workspace,
    /// here if left out.
    #[arg(value_name = "QUARTER QUARTER WORKSPACE", num_args = 0..)]
    pub words: Vec<String>,
    /// The day of an audit of the records as they are now; today if candor.toml gives none either.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Where to write the documents; reports/QUARTER of the workspace, by the later quarter, if left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, pdf, json, xlsx (a workbook), or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md,json,xlsx", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// How to print the change: text or json. With json files are written only with --out.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
}

#[derive(Debug, Args)]
pub(crate) struct AskArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// Where to write the workbook; reports/QUARTER/questions.xlsx beside the records if left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DueArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// How many days ahead to look. What is overdue is always told.
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub days: u32,
    /// text, json, or ics (a calendar); what the name of the file in --out says if left out, else text.
    #[arg(long, value_enum)]
    pub format: Option<DueFormat>,
    /// Write to this file instead of printing.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DueFormat {
    Text,
    Json,
    /// A calendar (RFC 5545), to be taken in by Outlook, Google Calendar or Apple Calendar.
    Ics,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct PolicyArguments {
    #[command(subcommand)]
    pub command: Option<PolicyCommand>,
    #[command(flatten)]
    pub input: InputArguments,
    /// Where to write the policy; reports/QUARTER beside the records if left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to write: html, docx, md, pdf, or all of them.
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',', default_value = "html,docx,md", value_parser = parse_output)]
    pub formats: Vec<Output>,
    /// Write only if nothing stands against publication: answers, proof of claims, sources of sentences, plainness,
    /// version and languages; else tell all of it and write nothing.
    #[arg(long)]
    pub publish: bool,
    /// Print the proof of each claim that takes one, with the rows looked at, instead of writing files.
    #[arg(long, conflicts_with_all = ["publish", "print"])]
    pub proof: bool,
    /// How to print the proof.
    #[arg(long, value_enum, default_value_t = PrintFormat::Text, requires = "proof")]
    pub format: PrintFormat,
    /// Print the policy as Markdown instead of writing files.
    #[arg(long)]
    pub print: bool,
    /// Tell what changed since an earlier policy: its facts.json, or the folder that holds it; that of the latest earlier
    /// quarter in reports/ if left out.
    #[arg(long, value_name = "FACTS")]
    pub since: Option<PathBuf>,
    /// Hold what a policy promises against the logs; of the policy made from the records, or of the file.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
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
        #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
        format: ShowFormat,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    /// Policies: Markdown, HTML, DOCX or plain text. Files such as policy.de.md and policy.en.md are held against each other.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Hold them against the records of this workspace or these spreadsheets.
    #[arg(long, value_name = "WORKSPACE", num_args = 1)]
    pub against: Vec<PathBuf>,
    /// What their sentences rest on: facts.json, as written beside a policy of ours.
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
    /// The version that was published before; for one policy.
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,
    /// The day that counts as today; that of the workspace if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = LintFormat::Text)]
    pub format: LintFormat,
    /// End with code 1 if there is a finding of this severity or worse that nobody allowed, or if the policy drifts
    /// from the records (--against); several with commas.
    #[arg(long, value_enum, value_name = "GATE", value_delimiter = ',')]
    pub fail_on: Vec<LintGate>,
    /// Keep the number of findings in this file; end with code 1 if one rises. It is written if it is missing, and gets
    /// smaller as findings are mended.
    #[arg(long, value_name = "FILE")]
    pub ratchet: Option<PathBuf>,
}

/// What a policy can fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintGate {
    Error,
    Warning,
    Note,
    /// It contradicts the records, leaves out what they have, or says what they do not have.
    Drift,
    /// It drifts, or something of it could not be told or was not understood.
    Unclear,
}

/// How findings of the lint are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    Text,
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
    #[arg(long, value_enum, default_value_t = TextKind::Body)]
    pub kind: TextKind,
    /// How to print the measures.
    #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
    pub format: PrintFormat,
    /// End with code 1 if a gate is failed or not measured.
    #[arg(long)]
    pub gate: bool,
}

/// What a text is to its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextKind {
    Body,
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
        #[arg(value_name = "ID")]
        id: String,
        /// A workspace, for the checklists of its own.
        #[arg(value_name = "WORKSPACE")]
        workspace: Option<PathBuf>,
        /// As a table, or as a page with everything about every requirement.
        #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
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
        #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowFormat {
    Text,
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// A workspace; here if left out.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Only these: the entries of the history, the documents, the spreadsheets and other inputs.
    #[arg(long, value_enum, value_name = "PART", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<VerifiedPart>,
    /// Where the documents lie that were written outside of the workspace.
    #[arg(long, value_name = "DIR")]
    pub documents: Option<PathBuf>,
    /// A hash that you kept elsewhere, as `candor seal` prints it: is it still in the history?
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
    /// A seal that you kept elsewhere: does the history still hold all of it?
    #[arg(long, value_name = "FILE")]
    pub seal: Option<PathBuf>,
    /// The signature of the seal; the seal lies beside it, without `.sig`, if --seal is left out.
    #[arg(long, value_name = "FILE", requires = "key")]
    pub signature: Option<PathBuf>,
    /// The public key that the seal was signed with, such as id_ed25519.pub.
    #[arg(long, value_name = "FILE", requires = "signature")]
    pub key: Option<PathBuf>,
}

/// What can be held against the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerifiedPart {
    History,
    Documents,
    Inputs,
}

#[derive(Debug, Args)]
pub(crate) struct SealArguments {
    /// A workspace; here if left out.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Your private SSH key (ed25519 or ECDSA P-256): write the seal and its signature.
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Where to write the seal; seals/QUARTER.seal of the workspace if left out. Without --key nothing is written unless
    /// this is given.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PackageArguments {
    /// A recorded quarter, such as 2026-Q4; its newest state is taken.
    #[arg(value_name = "QUARTER", value_parser = parse_quarter)]
    pub quarter: Quarter,
    /// A workspace; here if left out.
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// For whom it is, and so what is left out of every file alike; nothing is if left out.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub redact: Option<ProfileName>,
    /// A folder, or an archive that ends in .zip; packages/QUARTER-PROFILE of the workspace if left out.
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Profiles by name; what each removes is the table in `report`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProfileName {
    /// For people inside: nothing is left out.
    Internal,
    /// For an auditor: no names of people.
    Auditor,
    /// For a customer: outcomes and the state of evidence, nothing of the records.
    Customer,
    /// For everybody: the figures of each checklist.
    Public,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Profile {
        match name {
            ProfileName::Internal => Profile::Internal,
            ProfileName::Auditor => Profile::Auditor,
            ProfileName::Customer => Profile::Customer,
            ProfileName::Public => Profile::Public,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Which output.
    #[arg(value_enum)]
    pub output: SchemaOutput,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOutput {
    Check,
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
