//! The gates of an audit: what `--fail-on` asks for, held against a baseline or the quarter recorded last.

use std::borrow::Cow;
use std::path::Path;

use anyhow::Result;
use candor_assess::{Assessment, Baseline, Before, DueList, Gate, GateResult, due, try_gates};

use super::{HISTORY_FOLDER, judge, options, unreadable_history};
use crate::args::AuditArguments;
use crate::commands::check::counted;
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{Paint, Style};
use crate::workspace::{self, Workspace};

/// Reasons printed of a failed gate.
const REASONS_SHOWN: usize = 10;

/// Known findings named of those that are gone.
const GONE_SHOWN: usize = 10;

/// The gates that were asked for, tried.
pub(super) struct Tried {
    pub(super) results: Vec<GateResult>,
    /// What else there is to tell, a sentence each.
    pub(super) remarks: Vec<String>,
}

impl Tried {
    pub(super) fn is_failed(&self) -> bool {
        self.results.iter().any(|result| !result.is_passed())
    }

    /// For people; empty where nothing was asked for.
    pub(super) fn text(&self, paint: Paint) -> String {
        let mut text = String::new();
        if !self.results.is_empty() {
            text.push_str(&format!("\n{}\n", paint.text(Style::Strong, "Gates")));
        }
        for result in &self.results {
            let (style, says) = match result.failures.len() {
                0 => (Style::Good, "passed".to_owned()),
                count => (Style::Bad, format!("failed: {count}")),
            };
            text.push_str(&format!(" {:<11}{}\n", result.gate.name(), paint.text(style, &says)));
            for failure in result.failures.iter().take(REASONS_SHOWN) {
                text.push_str(&format!("   {}  {}\n", failure.id, failure.says));
            }
            let left = result.failures.len().saturating_sub(REASONS_SHOWN);
            if left > 0 {
                text.push_str(&format!("   and {left} more\n"));
            }
        }
        for remark in &self.remarks {
            text.push_str(&format!("{remark}\n"));
        }
        text
    }
}

/// Tries the gates, and writes the baseline that was asked for.
pub(super) fn run(
    arguments: &AuditArguments,
    workspace: &Workspace,
    assessment: &Assessment,
) -> Result<Tried> {
    let gates = &arguments.fail_on;
    let baseline = arguments.baseline.as_deref().map(read).transpose()?;
    let by_id = baseline.is_some() || arguments.write_baseline.is_some() || gates.contains(&Gate::New);
    let whole = match by_id && is_cut(assessment) {
        true => Cow::Owned(judge(workspace, &arguments.checklist, None)?),
        false => Cow::Borrowed(assessment),
    };
    let mut remarks = Vec::new();
    let quarter = match (&baseline, gates.contains(&Gate::New)) {
        (None, true) => last_recorded(workspace)?,
        _ => None,
    };
    let before = match (&baseline, &quarter) {
        (Some(baseline), _) => Before::Baseline(baseline),
        (None, Some((name, assessment))) => Before::Quarter(name, assessment),
        (None, None) => Before::Nothing,
    };
    if gates.contains(&Gate::New) {
        remarks.push(match before {
            Before::Baseline(_) => "New is what the baseline does not hold, or what got worse.".to_owned(),
            Before::Quarter(name, _) => format!("New is what was not found in {name}, or what got worse."),
            Before::Nothing => {
                "Nothing was recorded before, so every finding is new: keep what is known with \
                                --write-baseline FILE, or record a quarter."
                    .to_owned()
            }
        });
    }
    let list = match gates.iter().any(|gate| matches!(gate, Gate::Late | Gate::Expiring)) {
        true => {
            let options = options(workspace, &arguments.checklist, None);
            due(&workspace.reading.inventory, &workspace.library, &options, &whole)
        }
        false => DueList::default(),
    };
    let results = try_gates(gates, &whole, before, &list, arguments.within);
    if let (Some(path), Some(baseline)) = (&arguments.baseline, &baseline) {
        remarks.extend(baseline_remarks(path, baseline, &whole));
    }
    if let Some(path) = &arguments.write_baseline {
        remarks.push(write(path, &whole)?);
    }
    Ok(Tried { results, remarks })
}

/// Were findings left out?
fn is_cut(assessment: &Assessment) -> bool {
    assessment.requirements.iter().any(|one| one.findings_total > one.findings.len() as u64)
}

/// The latest quarter that was recorded, this one or one before.
fn last_recorded(workspace: &Workspace) -> Result<Option<(String, Assessment)>> {
    let folder = workspace.home.join(HISTORY_FOLDER);
    let entries = candor_history::before(&folder, workspace.quarter.next()).map_err(unreadable_history)?;
    Ok(entries.into_iter().next_back().map(|entry| (entry.quarter, entry.assessment)))
}

fn read(path: &Path) -> Result<Baseline> {
    let name = path.display();
    if !path.exists() {
        return Err(stop(
            Exit::Unreadable,
            format!("there is no baseline `{name}`"),
            format!("write it with --write-baseline {name}, or correct the path"),
        ));
    }
    Baseline::read(&workspace::read_text(path)?).map_err(|error| {
        let help = "mend it, or write it anew with --write-baseline under another name";
        stop(Exit::Usage, format!("`{name}` cannot be used: {error}"), help)
    })
}

/// What is known, and what of it is gone.
fn baseline_remarks(path: &Path, baseline: &Baseline, assessment: &Assessment) -> Vec<String> {
    let name = path.display();
    let known = counted(baseline.findings.len(), "known finding");
    let without = baseline.findings.iter().filter(|finding| finding.reason.trim().is_empty()).count();
    let without = match without {
        0 => String::new(),
        count => format!(", {count} without a reason"),
    };
    let mut remarks = vec![format!("Baseline `{name}`: {known}{without}.")];
    let gone = baseline.stale(assessment);
    if !gone.is_empty() {
        let mut ids: Vec<&str> = gone.iter().take(GONE_SHOWN).map(|finding| finding.id.as_str()).collect();
        if gone.len() > GONE_SHOWN {
            ids.push("…");
        }
        remarks.push(format!(
            "{} of them found no longer ({}): take them out with --write-baseline {name}.",
            gone.len(),
            ids.join(", ")
        ));
    }
    remarks
}

/// Keeps the reasons that the file has.
fn write(path: &Path, assessment: &Assessment) -> Result<String> {
    let earlier = if path.exists() { Some(read(path)?) } else { None };
    let baseline = Baseline::of(assessment, earlier.as_ref());
    output::write(path, baseline.to_toml()?.as_bytes())?;
    Ok(format!(
        "Written to `{}`: {}. Write in `reason` why one may stay.",
        path.display(),
        counted(baseline.findings.len(), "known finding")
    ))
}
