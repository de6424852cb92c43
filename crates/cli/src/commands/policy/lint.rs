//! `candor policy lint`: what is vague, hidden, contradictory, unproven or missing in the text of policies.

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_model::Severity;
use candor_policy::lint::{Compared, Context, Lint, Ratchet, Sibling, Traced, lint};
use candor_policy::text::{Form, Text, form};
use candor_policy::{Drift, DriftContext, DriftKind, Facts, Language, drift, facts};
use candor_report::lint_sarif;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::args::{InputArguments, LintArguments, LintFormat, LintGate};
use crate::commands::Printed;
use crate::commands::audit::VERSION;
use crate::disk;
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{self, Paint};
use crate::workspace::{self, Workspace};

/// The version of the JSON form.
pub(crate) const LINT_FORMAT: &str = "1.0";

/// The JSON form of the findings.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LintOutput {
    /// Version of this layout.
    format: &'static str,
    /// The version of the program.
    tool_version: &'static str,
    /// The day that counted as today, where one was given.
    as_of: Option<NaiveDate>,
    /// The policies in the order they were given.
    policies: Vec<PolicyOutput>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PolicyOutput {
    /// The file, as it was given.
    file: String,
    #[serde(flatten)]
    lint: Lint,
    /// Each statement held against the records, and the sentences that were not understood; absent without records.
    drift: Option<Drift>,
}

/// A policy that was read.
struct Policy {
    name: String,
    text: Text,
    /// None for a form without lines.
    source: Option<String>,
}

pub(crate) fn run(arguments: &LintArguments, paint: Paint) -> Result<Printed> {
    if arguments.before.is_some() && arguments.files.len() > 1 {
        return Err(stop(Exit::Usage, "`--before` is for one policy", "give one FILE with it"));
    }
    let needs_records = |gate: &LintGate| matches!(gate, LintGate::Drift | LintGate::Unclear);
    if arguments.against.is_empty() && arguments.fail_on.iter().any(needs_records) {
        let message = "`--fail-on drift` and `unclear` hold a policy against records";
        return Err(stop(Exit::Usage, message, "give the workspace with --against"));
    }
    let policies = arguments.files.iter().map(|path| read(path)).collect::<Result<Vec<Policy>>>()?;
    let before = arguments.before.as_deref().map(workspace::read_policy).transpose()?;
    let records = records(arguments)?;
    let trace = arguments.trace.as_deref().map(read_trace).transpose()?;
    let as_of = arguments.as_of.or(records.as_ref().map(|records| records.workspace.as_of));
    let drifts: Vec<Option<Drift>> = policies
        .iter()
        .map(|policy| Some(drift(&policy.text, &records.as_ref()?.english, &records.as_ref()?.beside)))
        .collect();
    let mut runs: Vec<(String, Lint)> = Vec::new();
    for (policy, drift) in policies.iter().zip(&drifts) {
        let siblings: Vec<Sibling<'_>> = policies
            .iter()
            .filter(|other| is_other_language(policy, other))
            .map(|other| Sibling { name: &other.name, text: &other.text })
            .collect();
        let facts = records.as_ref().map(|records| records.facts(&policy.text));
        let context = Context {
            source: policy.source.as_deref(),
            facts: facts.as_ref(),
            drift: drift.as_ref(),
            trace: trace.as_deref(),
            languages: &siblings,
            before: before.as_ref(),
            as_of,
        };
        runs.push((policy.name.clone(), lint(&policy.text, &context)));
    }
    let compared = arguments.ratchet.as_deref().map(|path| ratchet(path, &runs)).transpose()?;
    let rose = compared
        .as_ref()
        .and_then(|(compared, _)| compared.as_ref())
        .is_some_and(|compared| !compared.rises.is_empty());
    let failed = arguments.fail_on.iter().any(|gate| fails(*gate, &runs, &drifts));
    let exit = if rose || failed { Exit::GateFailed } else { Exit::Done };
    let text = match arguments.format {
        LintFormat::Text => {
            let told = compared.map(|(_, told)| told).unwrap_or_default();
            let against: String =
                drifts.iter().flatten().map(|drift| format!("\n{}", print::drift(drift, paint))).collect();
            print::lint(&runs, paint) + &against + &told
        }
        LintFormat::Json => json(runs, drifts, as_of)?,
        LintFormat::Sarif => String::from_utf8(lint_sarif(&runs, VERSION)?)?,
    };
    Ok(Printed { text, exit })
}

fn read(path: &Path) -> Result<Policy> {
    let text = workspace::read_policy(path)?;
    let name = path.to_string_lossy().replace('\\', "/");
    let bytes = disk::read(path)?;
    let has_lines = form(&name, &bytes) != Form::Docx;
    let source = has_lines.then(|| String::from_utf8(bytes).ok()).flatten();
    Ok(Policy { name, text, source })
}

/// What of `facts.json` the lint reads.
#[derive(Deserialize)]
struct FactsFile {
    documents: Vec<FactsDocument>,
}

#[derive(Deserialize)]
struct FactsDocument {
    sentences: Vec<Traced>,
}

/// The sentences of all documents: one can be a part of another.
fn read_trace(path: &Path) -> Result<Vec<Traced>> {
    let file: FactsFile = serde_json::from_str(&workspace::read_text(path)?).map_err(|error| {
        let message = format!("`{}` cannot be used as trace: {error}", path.display());
        stop(Exit::Usage, message, "give the facts.json that was written with the policy")
    })?;
    Ok(file.documents.into_iter().flat_map(|document| document.sentences).collect())
}

/// What policies are held against.
struct Records {
    workspace: Workspace,
    /// What the drift check reads: it knows the records by their English words.
    english: Facts,
    beside: DriftContext,
}

impl Records {
    /// The facts in the language of a text, so that its sentences can be found among them.
    fn facts(&self, text: &Text) -> Facts {
        let is_its = |language: &Language| text.language.as_deref() == Some(language.code());
        let language = Language::ALL.into_iter().find(is_its).unwrap_or_default();
        facts(&self.workspace.reading.inventory, self.workspace.as_of, language)
    }
}

fn records(arguments: &LintArguments) -> Result<Option<Records>> {
    if arguments.against.is_empty() {
        return Ok(None);
    }
    let input = InputArguments { paths: arguments.against.clone(), as_of: arguments.as_of };
    let workspace = workspace::open(&input)?;
    workspace.require_readable()?;
    let (inventory, as_of) = (&workspace.reading.inventory, workspace.as_of);
    let english = facts(inventory, as_of, Language::English);
    let beside = DriftContext::new(inventory, as_of);
    Ok(Some(Records { workspace, english, beside }))
}

/// Are both the same policy in different languages: `policy.md` and `policy.de.md`, `policy-en.html` and `policy-de.html`?
fn is_other_language(one: &Policy, other: &Policy) -> bool {
    let is_known = one.text.language.is_some() && other.text.language.is_some();
    is_known && one.text.language != other.text.language && stem(one) == stem(other)
}

/// The name of a file without its ending and its language.
fn stem(policy: &Policy) -> PathBuf {
    let path = Path::new(&policy.name);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let language = policy.text.language.as_deref().unwrap_or_default();
    let bare = name.strip_suffix(language).and_then(|name| name.strip_suffix(['.', '-', '_']));
    path.with_file_name(bare.unwrap_or(&name))
}

fn fails(gate: LintGate, runs: &[(String, Lint)], drifts: &[Option<Drift>]) -> bool {
    let mut open = runs.iter().flat_map(|(_, lint)| lint.open());
    let drifts_away = |rule: &str| DriftKind::ALL.iter().any(|kind| kind.rule() == Some(rule));
    match gate {
        LintGate::Error => open.any(|finding| finding.severity <= Severity::Error),
        LintGate::Warning => open.any(|finding| finding.severity <= Severity::Warning),
        LintGate::Note => open.any(|finding| finding.severity <= Severity::Note),
        LintGate::Drift => open.any(|finding| drifts_away(&finding.rule)),
        LintGate::Unclear => drifts.iter().flatten().any(|drift| !drift.all_clear),
    }
}

/// Holds the run against the ratchet and keeps the smaller counts; tells what was done.
fn ratchet(path: &Path, runs: &[(String, Lint)]) -> Result<(Option<Compared>, String)> {
    let name = path.display();
    if !path.exists() {
        output::write(path, Ratchet::of(runs).to_json()?.as_bytes())?;
        return Ok((
            None,
            format!("\nRatchet: `{name}` was written; from now on no count in it may rise.\n"),
        ));
    }
    let help = "mend it, or delete it to begin anew";
    let known = Ratchet::read(&workspace::read_text(path)?)
        .map_err(|error| stop(Exit::Usage, format!("`{name}` cannot be used: {error}"), help))?;
    let compared = known.compare(runs);
    if compared.next != known {
        output::write(path, compared.next.to_json()?.as_bytes())?;
    }
    let told = print::ratchet(&compared, &name.to_string());
    Ok((Some(compared), told))
}

fn json(runs: Vec<(String, Lint)>, drifts: Vec<Option<Drift>>, as_of: Option<NaiveDate>) -> Result<String> {
    let policies =
        runs.into_iter().zip(drifts).map(|((file, lint), drift)| PolicyOutput { file, lint, drift });
    let output =
        LintOutput { format: LINT_FORMAT, tool_version: VERSION, as_of, policies: policies.collect() };
    Ok(serde_json::to_string_pretty(&output)? + "\n")
}
