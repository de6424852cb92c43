//! Claims: what contradicts itself (PL034), what may not be said without proof (PL035), two legal bases in one (PL036).

use std::sync::LazyLock;

use serde::Deserialize;

use super::page::{Hit, Page, Said, hit, shortened};
use super::phrases::{Macros, Phrases};
use super::words::Topic;
use crate::text::BlockKind;
use crate::{Facts, State};

/// A claim that needs proof, or that nothing can prove.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClaim {
    /// What would prove it; empty where nothing can.
    #[serde(default)]
    evidence: String,
    /// Facts that prove it, each with its state: `claim.selling = none`. A `*` stands for any part.
    #[serde(default)]
    proof: Vec<Proof>,
    en: Vec<String>,
    de: Vec<String>,
    fr: Vec<String>,
    es: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    fact: String,
    state: ProofState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ProofState {
    Known,
    None,
}

#[derive(Debug)]
struct Claim {
    evidence: String,
    proof: Vec<Proof>,
    phrases: Vec<(&'static str, Phrases)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    claim: Vec<RawClaim>,
}

static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("claims.toml")).expect("the table of claims is valid");
    let read = |claim: RawClaim| {
        let lists = [("en", claim.en), ("de", claim.de), ("fr", claim.fr), ("es", claim.es)];
        let phrases = lists.map(|(language, list)| (language, Phrases::new(&list, &Macros::new())));
        Claim { evidence: claim.evidence, proof: claim.proof, phrases: phrases.into() }
    };
    file.claim.into_iter().map(read).collect()
});

/// Are there claims of this language?
pub(super) fn knows(language: &str) -> bool {
    CLAIMS.iter().any(|claim| claim.of(language).is_some_and(|phrases| !phrases.is_empty()))
}

impl Claim {
    fn of(&self, language: &str) -> Option<&Phrases> {
        self.phrases.iter().find(|(known, _)| *known == language).map(|(_, phrases)| phrases)
    }

    /// Do the facts prove it? Every fact that a proof names has to be there, in its state.
    fn is_proven(&self, facts: &Facts) -> bool {
        let holds = |proof: &Proof| {
            let mut named = facts.all().into_iter().filter(|fact| fits(&proof.fact, &fact.id)).peekable();
            let wanted = match proof.state {
                ProofState::Known => State::Known,
                ProofState::None => State::None,
            };
            named.peek().is_some() && named.all(|fact| fact.state == wanted)
        };
        !self.proof.is_empty() && self.proof.iter().all(holds)
    }
}

/// `recipient.*.contract` fits every id that begins and ends so.
fn fits(wanted: &str, id: &str) -> bool {
    match wanted.split_once('*') {
        Some((start, end)) => id.starts_with(start) && id.ends_with(end),
        None => wanted == id,
    }
}

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    for said in page.all_sentences().filter(|said| !said.is_question()) {
        forbidden(page, &said, hits);
    }
    contradictions(page, hits);
    bundled(page, hits);
}

fn forbidden(page: &Page<'_>, said: &Said<'_>, hits: &mut Vec<Hit>) {
    let Some(language) = &page.text.language else { return };
    for claim in CLAIMS.iter() {
        let Some(range) = claim.of(language).and_then(|phrases| phrases.first(said.text())) else { continue };
        let found = hit("PL035", said.words(range.clone()), &said.text()[range]);
        if claim.evidence.is_empty() {
            hits.push(found.against("can never be shown").to_fix("Delete it."));
            continue;
        }
        let told = match page.context.facts {
            Some(facts) if claim.is_proven(facts) || is_said(page, facts, said) => continue,
            Some(_) => found.against(format!("is not proven by the records: it needs {}", claim.evidence)),
            None => found.against(format!("needs proof: {}", claim.evidence)).milder(),
        };
        hits.push(told);
    }
}

/// Was the sentence made from a fact: is it one that a known fact says, or that was traced to some?
fn is_said(page: &Page<'_>, facts: &Facts, said: &Said<'_>) -> bool {
    let known = |id: &str| facts.all().into_iter().any(|fact| fact.id == id && fact.state != State::Unknown);
    let traced = page.context.trace.unwrap_or_default().iter();
    let is_fact = |text: &str| {
        facts.all().into_iter().any(|fact| fact.state != State::Unknown && fact.text.contains(text))
    };
    is_fact(said.text())
        || traced.filter(|one| one.sentence == said.text()).any(|one| one.facts.iter().any(|id| known(id)))
}

/// A denial, and elsewhere the thing that is denied.
fn contradictions(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(lists) = page.lists else { return };
    let sentences: Vec<Said<'_>> = page.sentences().filter(|said| !said.is_question()).collect();
    for topic in &lists.topics {
        let Some((does, range)) = first_doing(topic, &sentences) else { continue };
        for said in &sentences {
            let Some(denied) = topic.denies(said.text()) else { continue };
            // An exception in the same sentence makes both true.
            if page.has_any("unless", said.text()) {
                continue;
            }
            let told = hit("PL034", said.words(denied.clone()), &said.text()[denied]);
            let line = does.block.line;
            hits.push(told.against(format!("{} (line {line})", shortened(&does.text()[range.clone()]))));
        }
    }
}

fn first_doing<'a>(topic: &Topic, sentences: &[Said<'a>]) -> Option<(Said<'a>, std::ops::Range<usize>)> {
    sentences.iter().find_map(|said| Some((*said, topic.does(said.text())?)))
}

/// Two legal bases in one breath, or in one cell without being split by purpose.
fn bundled(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(lists) = page.lists else { return };
    for said in page.sentences() {
        for range in page.all("PL036", said.text()) {
            hits.push(hit("PL036", said.words(range.clone()), &said.text()[range]));
        }
    }
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (at, block) in page.blocks() {
        let BlockKind::Cell { table, column, header, .. } = block.kind else { continue };
        if header && page.is_whole("basis_header", &block.text) {
            columns.push((table, column));
        }
        if header || !columns.contains(&(table, column)) {
            continue;
        }
        let named = lists.bases.iter().filter(|(_, names)| names.first(&block.text).is_some()).count();
        // `Newsletter: you said yes. Fraud checks: our interest is …` is split.
        let split = block.text.matches(':').count();
        let is_told = hits
            .iter()
            .any(|hit| hit.rule.id == "PL036" && hit.words.as_ref().is_some_and(|(told, _)| *told == at));
        if named > 1 && split < named && !is_told {
            hits.push(hit("PL036", (at, 0..block.text.len()), shortened(&block.text)));
        }
    }
}
