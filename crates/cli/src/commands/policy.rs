//! `candor policy`: the plain-language privacy policy, with open places where a fact is missing.

pub(crate) mod lint;
mod measure;
mod proof;
mod publish;
mod rules;
mod since;

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_policy::{DriftContext, Fact, FactRecord, Facts, Language, changes, promises, text};
use candor_report::{Document, FactsFile, File, Group, Input, Texts, editions};

use crate::args::{Output, PolicyArguments, PolicyCommand};
use crate::commands::Printed;
use crate::commands::audit::{VERSION, judge, past};
use crate::commands::template;
use crate::documents::{
    Made, facts, files, folder, input, make, markdown, require_policy_size, write_files, written_lines,
};
use crate::exit::Exit;
use crate::output;
use crate::print::{self, Paint, Style};
use crate::workspace::{self, Workspace};

pub(crate) use measure::{MEASURE_FORMAT, Measures};
pub(crate) use proof::{PROOF_FORMAT, Proofs};

/// What the sentences rest on, for auditors and machines.
const FACTS_FILE: &str = "facts.json";

/// Open questions shown one by one; the rest is counted.
const SHOWN_MAX: usize = 12;

pub(crate) fn run(arguments: &PolicyArguments, paint: Paint) -> Result<Printed> {
    match &arguments.command {
        Some(PolicyCommand::Measure(arguments)) => measure::run(arguments, paint),
        Some(PolicyCommand::Lint(arguments)) => lint::run(arguments, paint),
        Some(PolicyCommand::Rules { format }) => Ok(rules::run(*format)),
        None => write(arguments, paint),
    }
}

fn write(arguments: &PolicyArguments, paint: Paint) -> Result<Printed> {
    let workspace = workspace::open(&arguments.input)?;
    workspace.require_readable()?;
    if arguments.proof {
        return proof::printed(&facts(&workspace), arguments.format, paint);
    }
    if let Some(file) = &arguments.promises {
        return ledger(&workspace, &facts(&workspace), file.as_deref(), paint);
    }
    require_policy_size(&workspace)?;
    let assessment = judge(&workspace, &[], Some(0))?;
    if arguments.print && !arguments.publish {
        let text = markdown(&workspace, &assessment, Document::PrivacyPolicy)?;
        return Ok(Printed { text, exit: Exit::Done });
    }
    let folder = folder(&workspace, arguments.out.as_deref());
    let _lock = (!arguments.print).then(|| output::lock(&folder)).transpose()?;
    let past = past(&workspace)?;
    let input = input(&workspace, &assessment, &past);
    let (weighed, lines) = publish::weighed(&input, &workspace.templates)?;
    let input = Input { publishing: arguments.publish, ..input };
    // A draft in which nothing is open says what would be published.
    let made = if arguments.publish || input.facts.blocking().is_empty() {
        template::tell_refused(&workspace.templates, &weighed);
        weighed
    } else {
        make(editions(Group::Policy, &input), &input, &workspace.templates)?
    };
    if arguments.publish && publish::fails(&lines) > 0 {
        return Ok(Printed { text: publish::refused(&lines, paint), exit: Exit::GateFailed });
    }
    if arguments.print {
        let text = markdown(&workspace, &assessment, Document::PrivacyPolicy)?;
        return Ok(Printed { text, exit: Exit::Done });
    }
    let Written { paths: written, since, now } =
        write_made(&workspace, &input, &made, &folder, &arguments.formats, arguments.since.as_deref())?;
    let mut text = format!("Written to {}\n", written_lines(&written).join("\nWritten to "));
    if let Some(since) = &since {
        text.push_str(&compared(since, &now));
    }
    text.push_str(&open_questions(&input.facts, paint));
    text.push_str(&publish::before(&lines, paint));
    Ok(Printed { text, exit: Exit::Done })
}

/// What was written of the policies.
pub(crate) struct Written {
    pub(crate) paths: Vec<PathBuf>,
    /// The facts of an earlier quarter, with which they were compared.
    since: Option<since::Since>,
    now: FactRecord,
}

/// Writes the policies that were made, what they rest on, and what changed since an earlier quarter.
pub(crate) fn write_made(
    workspace: &Workspace,
    input: &Input<'_>,
    made: &[Made],
    folder: &Path,
    formats: &[Output],
    since: Option<&Path>,
) -> Result<Written> {
    let mut files = files(made, input, formats)?;
    let others = workspace.languages.iter().filter(|language| **language != Language::English);
    let translated: Vec<Facts> =
        others.map(|language| candor_policy::facts(input.inventory, input.facts.as_of, *language)).collect();
    let bytes = FactsFile::new(&input.facts, made, VERSION).in_languages(&translated).json()?;
    // What is told of the texts comes from the files of facts alone, so that whoever has them can tell it again.
    let now = FactRecord::read(&bytes)?;
    let since = since::read(workspace, since)?;
    let texts = Texts { before: since.as_ref().map(|since| &since.record), now: &now };
    let input = Input { texts: Some(texts), ..input.clone() };
    let told = make(editions(Group::Texts, &input), &input, &workspace.templates)?;
    files.extend(self::files(&told, &input, formats)?);
    files.push(File { path: FACTS_FILE.to_owned(), bytes });
    Ok(Written { paths: write_files(folder, files)?, since, now })
}

/// With what the policy was compared, and what came of it.
fn compared(since: &since::Since, now: &FactRecord) -> String {
    let found = changes(&since.record, now, Language::English);
    let told = match found.changes.len() {
        0 => "nothing changed".to_owned(),
        count => format!("{count} facts say something else"),
    };
    let number = match found.changes.is_empty() || found.version_changed {
        true => "",
        false => "; the number of the version is the old one",
    };
    format!("Since {} ({}): {told}{number}\n", since.record.as_of, since.path.display())
}

/// What a law asks for comes first.
fn open_questions(facts: &Facts, paint: Paint) -> String {
    let mut open = facts.open();
    open.sort_by_key(|fact| !fact.mandatory);
    if open.is_empty() {
        return "No answer is missing.\n".to_owned();
    }
    let count = format!("{} answers needed", open.len());
    let needed = facts.blocking().len();
    let count = paint.text(Style::Warn, &count);
    let head = format!("\n{count} ({needed} of them needed before it can be published)\n\n");
    head + &questions(&open, SHOWN_MAX)
}

/// What a policy promises, held against the logs.
fn ledger(workspace: &Workspace, facts: &Facts, file: Option<&Path>, paint: Paint) -> Result<Printed> {
    let text = match file {
        Some(file) => workspace::read_policy(file)?,
        None => {
            let assessment = judge(workspace, &[], Some(0))?;
            let policy = markdown(workspace, &assessment, Document::PrivacyPolicy)?;
            text::read("privacy-policy.md", policy.as_bytes())?
        }
    };
    let inventory = &workspace.reading.inventory;
    let context = DriftContext::new(inventory, workspace.as_of);
    let found = promises(&text, facts, &context, inventory, workspace.as_of);
    Ok(Printed { text: print::promises(&found, paint), exit: Exit::Done })
}

fn questions(facts: &[&Fact], shown_max: usize) -> String {
    let mut text = String::new();
    for fact in facts.iter().take(shown_max) {
        let law = if fact.cite.is_empty() { String::new() } else { format!(" ({})", fact.cite) };
        text.push_str(&format!("  - {} → {}{law}\n", fact.ask, fact.place));
    }
    if facts.len() > shown_max {
        text.push_str(&format!("  … and {} more, marked in the draft\n", facts.len() - shown_max));
    }
    text
}
