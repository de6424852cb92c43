//! `cargo xtask drift-bench`: how well the drift check finds edits of which is known what they break.
//!
//! The policies are those made from the samples, and others written for them the way lawyers write. `xtask/drift/seeds.toml`
//! holds the edits: what is changed and which items the check must then tell beyond those of the policy before the edit.
//! Edits that change no meaning expect none. Contradictions and extras that the check tells of a faithful policy before any
//! edit count as false alarms too.
//!
//! Precision is the part of the new items that were expected, recall the part of the expected ones that came.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use candor_ingest::{File, parse_settings, read_files};
use candor_policy::text;
use candor_policy::{Drift, DriftContext, DriftItem, DriftKind, Facts, Language, drift, facts};
use serde::Deserialize;

use crate::steps;

/// What the check has to reach.
pub(crate) const PRECISION: f64 = 0.9;
pub(crate) const RECALL: f64 = 0.8;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seeds {
    document: Vec<Document>,
    seed: Vec<Seed>,
}

/// A policy and the sample that it belongs to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    id: String,
    sample: String,
    file: String,
    /// Items that the policy rightly gets before any edit.
    #[serde(default)]
    known: Vec<Expected>,
}

/// An edit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    id: String,
    document: String,
    /// What sort of edit it is.
    edit: String,
    /// Written as a lawyer would, not as our own policies are.
    #[serde(default)]
    hard: bool,
    find: String,
    replace: String,
    /// Every place, not only the first.
    #[serde(default)]
    everywhere: bool,
    /// What must be told; any of several that are joined by `or`.
    #[serde(default)]
    expect: Vec<Expected>,
    /// What may be told as well.
    #[serde(default)]
    also: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    topic: String,
    /// Part of what the item is about.
    #[serde(default)]
    about: String,
}

impl Expected {
    fn fits(&self, item: &DriftItem) -> bool {
        id(&item.kind) == self.kind && id(&item.topic) == self.topic && item.about.contains(&self.about)
    }
}

/// A kind or topic as the JSON writes it.
fn id(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Expected items that came, that did not, and items that nobody expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) found: usize,
    pub(crate) missed: usize,
    pub(crate) wrong: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.found += other.found;
        self.missed += other.missed;
        self.wrong += other.wrong;
    }

    pub(crate) fn precision(self) -> f64 {
        part(self.found, self.found + self.wrong)
    }

    pub(crate) fn recall(self) -> f64 {
        part(self.found, self.found + self.missed)
    }
}

fn part(some: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { some as f64 / all as f64 }
}

/// The result of all edits.
#[derive(Debug, Default)]
pub(crate) struct Bench {
    pub(crate) by_edit: BTreeMap<String, (usize, Counts)>,
    pub(crate) all: Counts,
    pub(crate) hard: Counts,
    pub(crate) seeds: usize,
    /// What went wrong, a line each.
    pub(crate) told: Vec<String>,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let [document] = arguments {
        return show(document);
    }
    let bench = measure()?;
    let mut lines = vec![format!(
        "{:<34} {:>5} {:>6} {:>6} {:>6}  precision  recall",
        "edit", "seeds", "found", "missed", "wrong"
    )];
    let line = |name: &str, seeds: usize, counts: Counts| {
        let Counts { found, missed, wrong } = counts;
        let (precision, recall) = (counts.precision(), counts.recall());
        format!("{name:<34} {seeds:>5} {found:>6} {missed:>6} {wrong:>6}       {precision:.2}    {recall:.2}")
    };
    lines.extend(bench.by_edit.iter().map(|(edit, (seeds, counts))| line(edit, *seeds, *counts)));
    lines.push(
        line("written as a lawyer would", bench.seeds, bench.hard)
            .replace(&format!(" {:>5} ", bench.seeds), "       "),
    );
    lines.push(line("all", bench.seeds, bench.all));
    lines.extend(bench.told.iter().cloned());
    steps::say(&lines.join("\n"));
    let (precision, recall) = (bench.all.precision(), bench.all.recall());
    ensure!(precision >= PRECISION, "precision {precision:.2} is below {PRECISION}");
    ensure!(recall >= RECALL, "recall {recall:.2} is below {RECALL}");
    Ok(())
}

/// Makes every edit and counts what the check tells.
pub(crate) fn measure() -> Result<Bench> {
    let seeds = seeds()?;
    let mut bench = Bench::default();
    for document in &seeds.document {
        let source = read(&document.file)?;
        let records = records(&document.sample)?;
        let before = checked(&document.file, &source, &records)?;
        let quiet = |item: &&DriftItem| {
            matches!(item.kind, DriftKind::Contradicts | DriftKind::Extra | DriftKind::Missing)
                && !document.known.iter().any(|known| known.fits(item))
        };
        let alarms: Vec<String> =
            before.items.iter().filter(quiet).map(|item| shown(&document.id, "wrong", item)).collect();
        bench.count("no edit", false, Counts { wrong: alarms.len(), ..Counts::default() });
        bench.told.extend(alarms);
        for seed in seeds.seed.iter().filter(|seed| seed.document == document.id) {
            let edited = edited(seed, &source)?;
            let after = checked(&document.file, &edited, &records)?;
            let counts = compared(seed, &before, &after, &mut bench.told);
            bench.count(&seed.edit, seed.hard, counts);
        }
    }
    Ok(bench)
}

impl Bench {
    fn count(&mut self, edit: &str, hard: bool, counts: Counts) {
        let (seeds, all) = self.by_edit.entry(edit.to_owned()).or_default();
        *seeds += 1;
        all.add(counts);
        self.seeds += 1;
        self.all.add(counts);
        if hard {
            self.hard.add(counts);
        }
    }
}

fn compared(seed: &Seed, before: &Drift, after: &Drift, told: &mut Vec<String>) -> Counts {
    let is_old = |item: &DriftItem| {
        before.items.iter().any(|old| {
            (old.kind, old.topic, &old.about) == (item.kind, item.topic, &item.about)
                && old.said.as_ref().map(|said| &said.words) == item.said.as_ref().map(|said| &said.words)
        })
    };
    let weighty = |item: &&DriftItem| {
        matches!(item.kind, DriftKind::Contradicts | DriftKind::Extra | DriftKind::Missing)
            || seed.expect.iter().any(|expected| expected.fits(item))
    };
    let new: Vec<&DriftItem> = after.items.iter().filter(|item| !is_old(item)).filter(weighty).collect();
    let mut counts = Counts::default();
    for expected in &seed.expect {
        if new.iter().any(|item| expected.fits(item)) {
            counts.found += 1;
        } else {
            counts.missed += 1;
            told.push(format!(
                "missed  {} · {}: {} {} {}",
                seed.document, seed.id, expected.kind, expected.topic, expected.about
            ));
        }
    }
    let wanted = |item: &&DriftItem| seed.expect.iter().chain(&seed.also).any(|expected| expected.fits(item));
    for item in new.iter().filter(|item| !wanted(item)) {
        counts.wrong += 1;
        told.push(shown(&format!("{} · {}", seed.document, seed.id), "wrong", item));
    }
    counts
}

fn shown(place: &str, what: &str, item: &DriftItem) -> String {
    let said =
        item.said.as_ref().map(|said| format!(" “{}” in line {}: {}", said.words, said.line, said.sentence));
    let recorded = item.recorded.as_ref().map(|record| format!(" | records: {}", record.words));
    format!(
        "{what:<7} {place}: {} {} {}{}{}",
        id(&item.kind),
        id(&item.topic),
        item.about,
        said.unwrap_or_default(),
        recorded.unwrap_or_default()
    )
}

/// Prints what the check tells of a policy before any edit.
fn show(document: &str) -> Result<()> {
    let seeds = seeds()?;
    let document = seeds
        .document
        .iter()
        .find(|known| known.id == document)
        .with_context(|| format!("no document `{document}`"))?;
    let drift = checked(&document.file, &read(&document.file)?, &records(&document.sample)?)?;
    for item in &drift.items {
        steps::say(&shown(&document.id, "", item));
    }
    for sentence in &drift.not_understood {
        steps::say(&format!("not understood, line {}: {}", sentence.line, sentence.sentence));
    }
    steps::say(&format!(
        "{} sentences, {} understood, {} not about data, {} not understood",
        drift.sentences,
        drift.understood,
        drift.not_about_data,
        drift.not_understood.len()
    ));
    Ok(())
}

fn seeds() -> Result<Seeds> {
    let text = read("xtask/drift/seeds.toml")?;
    toml::from_str(&text).context("`seeds.toml` has a mistake")
}

fn read(file: &str) -> Result<String> {
    std::fs::read_to_string(steps::root().join(file)).with_context(|| format!("`{file}` cannot be read"))
}

fn edited(seed: &Seed, source: &str) -> Result<String> {
    ensure!(source.contains(&seed.find), "seed `{}`: its text is not in `{}`", seed.id, seed.document);
    let count = if seed.everywhere { usize::MAX } else { 1 };
    Ok(source.replacen(&seed.find, &seed.replace, count))
}

struct Records {
    facts: Facts,
    context: DriftContext,
}

fn checked(file: &str, source: &str, records: &Records) -> Result<Drift> {
    let text = text::read(file, source.as_bytes()).with_context(|| format!("`{file}` cannot be read"))?;
    Ok(drift(&text, &records.facts, &records.context))
}

/// The records of a sample on its day.
fn records(sample: &str) -> Result<Records> {
    let folder = steps::root().join("samples").join(sample);
    let settings = std::fs::read_to_string(folder.join("candor.toml"))?;
    let laws = ["gdpr", "ccpa", "hipaa", "baseline"];
    let settings = parse_settings("candor.toml", &settings, &laws)
        .map_err(|mistakes| anyhow::anyhow!("`candor.toml` of {sample} is wrong: {mistakes:?}"))?;
    let as_of = settings.as_of.context("the sample names no day")?;
    let files = spreadsheets(&folder.join(settings.records.as_deref().unwrap_or_default()))?;
    let inventory = read_files(files, &settings, Some(as_of)).inventory;
    Ok(Records {
        facts: facts(&inventory, as_of, Language::English),
        context: DriftContext::new(&inventory, as_of),
    })
}

fn spreadsheets(folder: &Path) -> Result<Vec<File>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths.iter().map(|path| Ok(File { name: steps::name(path), bytes: std::fs::read(path)? })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_edits_are_found() {
        let bench = measure().expect("the seeds are right");
        assert!(bench.all.precision() >= PRECISION, "{:#?}", bench.told);
        assert!(bench.all.recall() >= RECALL, "{:#?}", bench.told);
        let kinds = bench.by_edit.keys().filter(|edit| *edit != "no edit").count();
        assert!(kinds >= 10 && bench.seeds >= 40, "{kinds} kinds, {} seeds", bench.seeds);
    }
}
