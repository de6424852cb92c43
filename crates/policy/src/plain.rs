//! How plain a text is: measured by a published counting rule (`plain/rule.md`), and held against gates.
//!
//! The way: `measure` counts the units of a [`Text`] with the words of its language (`lists/*.toml`), its `syllables` and the
//! `formula` made for that language; `gates` weighs the measures.
//!
//! Invariants: the same text gives the same numbers; a formula scores only the language it was made for; what cannot be
//! measured is absent, never zero; wording fixed by law is left out and listed.

mod formula;
mod gates;
mod lists;
mod measured;
mod passive;
mod syllables;
mod terms;
mod words;

use std::ops::Range;

use crate::text::{Block, BlockKind, Text};
use formula::{Sums, count, rounded};
use lists::Lists;
use words::Words;

pub use gates::{Audience, Gate, GateResult, Outcome, gates};
pub use measured::{
    Ease, Excluded, Found, Headings, Lengths, LinkMeasures, LongSentence, Measured, TermMeasure,
};
pub use syllables::english_by_rule;

/// Name and version of the counting rule. Measures of different versions are not compared.
pub const RULE: &str = "candor-plain-1";
/// The counting rule in words.
pub const RULE_TEXT: &str = include_str!("plain/rule.md");

/// Words a minute that adults read silently (Brysbaert 2019, non-fiction).
const WORDS_A_MINUTE: f64 = 238.0;
/// A unit with fewer words is no sentence, such as the cell "Name".
const UNIT_WORDS_MIN: usize = 4;
/// A sentence with more words is long.
const LONG_WORDS: usize = 25;
/// A heading with more characters is long.
const HEADING_CHARACTERS_MAX: usize = 70;
/// Long sentences that are shown one by one.
const LONG_SHOWN_MAX: usize = 20;
/// Characters of a sentence that is shown.
const EXCERPT_CHARACTERS: usize = 160;

/// Measures a text by the counting rule.
pub fn measure(text: &Text) -> Measured {
    let language = text.language.as_deref();
    let lists = language.and_then(lists::lists);
    let counted: Vec<&Block> = text.blocks.iter().filter(|block| block.kind != BlockKind::Verbatim).collect();
    let words: usize = counted.iter().map(|block| crate::text::words(&block.text).count()).sum();
    let units = units(&counted);
    let sums = sums(&units, language.unwrap_or_default());
    let formula = lists.map(|lists| lists.formula).filter(|_| sums.sentences > 0);
    let english = formula.filter(|_| language == Some("en"));
    let hedges = lists.map(|lists| found(&units, |words| words::hedges(words, &lists.hedges)));
    let vague = lists.map(|lists| found(&units, |words| lists.vague.phrases.places(&words.small)));
    let passive = lists.map(|lists| passive(&units, lists));
    let per_1000 = |found: &Vec<Found>| rounded(count(found.len()) * 1000.0 / count(words.max(1)));
    let sentences = lengths(&units);
    Measured {
        rule: RULE.to_owned(),
        language: text.language.clone(),
        words,
        minutes: rounded(count(words) / WORDS_A_MINUTE),
        ease: formula.map(|formula| Ease {
            formula: formula::name(formula).to_owned(),
            score: rounded(formula::ease(formula, sums)),
            band: formula::band(formula, sums).to_owned(),
        }),
        grade: english.map(|_| rounded(formula::grade(sums))),
        smog: english.map(|_| rounded(formula::smog(sums))),
        complete_sentences: sums.sentences,
        passive_percent: passive.as_ref().map(|passive| percent(passive.len(), sentences.count)),
        hedges_per_1000: hedges.as_ref().map(per_1000),
        vague_per_1000: vague.as_ref().map(per_1000),
        sentences,
        durations: lists
            .map(|lists| units.iter().map(|unit| words::durations(&unit.words, &lists.durations)).sum()),
        headings: headings(&counted),
        tables: tables(&text.blocks),
        links: links(text, lists),
        terms: terms::terms(&counted)
            .into_iter()
            .map(|term| TermMeasure { term: term.term, uses: term.uses })
            .collect(),
        fragment_percent: fragment_percent(&units),
        long_sentences: long_sentences(&units),
        passive: passive.unwrap_or_default(),
        hedges: hedges.unwrap_or_default(),
        vague: vague.unwrap_or_default(),
        excluded: excluded(text),
        items: counted.iter().filter(|block| block.kind == BlockKind::Item).count(),
    }
}

/// A sentence, or what stands in its place in an item or a cell.
#[derive(Debug)]
struct Unit<'t> {
    kind: BlockKind,
    line: usize,
    text: &'t str,
    is_complete: bool,
    words: Words,
}

impl Unit<'_> {
    fn length(&self) -> usize {
        self.words.small.len()
    }

    fn is_long_enough(&self) -> bool {
        self.length() >= UNIT_WORDS_MIN
    }
}

/// The units of the body: paragraphs, items and cells.
fn units<'t>(blocks: &[&'t Block]) -> Vec<Unit<'t>> {
    let is_body = |block: &&&Block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell { .. })
    };
    let of_block = |block: &&'t Block| {
        let (kind, line) = (block.kind, block.line);
        block.sentences.iter().flat_map(move |sentence| {
            // What lists names is no sentence, however many there are.
            let is_list = !sentence.complete;
            let parts = sentence.text.split(move |letter| is_list && letter == ';');
            parts.map(move |text| Unit {
                kind,
                line,
                text,
                is_complete: sentence.complete,
                words: Words::of(text),
            })
        })
    };
    blocks.iter().filter(is_body).flat_map(of_block).collect()
}

fn sums(units: &[Unit<'_>], language: &str) -> Sums {
    let mut sums = Sums::default();
    for unit in units.iter().filter(|unit| unit.is_complete) {
        sums.sentences += 1;
        for word in &unit.words.written {
            let syllables = syllables::syllables(word, language);
            sums.words += 1;
            sums.syllables += syllables;
            sums.polysyllables += usize::from(syllables >= 3);
        }
    }
    sums
}

fn lengths(units: &[Unit<'_>]) -> Lengths {
    let mut lengths: Vec<usize> =
        units.iter().filter(|unit| unit.is_long_enough()).map(Unit::length).collect();
    lengths.sort_unstable();
    let Some(longest) = lengths.last().copied() else { return Lengths::default() };
    // The nearest rank: the smallest length that nineteen of twenty do not exceed.
    let rank = (lengths.len() * 19).div_ceil(20).max(1);
    let over = lengths.iter().filter(|length| **length > LONG_WORDS).count();
    Lengths {
        count: lengths.len(),
        mean: rounded(count(lengths.iter().sum()) / count(lengths.len())),
        p95: lengths[rank - 1],
        longest,
        over_25_percent: percent(over, lengths.len()),
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { rounded(count(part) * 100.0 / count(whole)) }
}

/// The words that a list names.
fn found(units: &[Unit<'_>], places: impl Fn(&Words) -> Vec<Range<usize>>) -> Vec<Found> {
    let of_unit = |unit: &Unit<'_>| {
        let text = |place: Range<usize>| Found { line: unit.line, text: unit.words.written[place].join(" ") };
        places(&unit.words).into_iter().map(text).collect::<Vec<_>>()
    };
    units.iter().flat_map(of_unit).collect()
}

fn passive(units: &[Unit<'_>], lists: &Lists) -> Vec<Found> {
    let is_passive =
        |unit: &&Unit<'_>| unit.is_long_enough() && passive::is_passive(&unit.words.small, &lists.passive);
    let found = |unit: &Unit<'_>| Found { line: unit.line, text: excerpt(unit.text) };
    units.iter().filter(is_passive).map(found).collect()
}

/// Cells are no sentences by nature and are left out.
fn fragment_percent(units: &[Unit<'_>]) -> f64 {
    let is_text = |unit: &&Unit<'_>| matches!(unit.kind, BlockKind::Paragraph | BlockKind::Item);
    let text: Vec<&Unit<'_>> = units.iter().filter(is_text).collect();
    percent(text.iter().filter(|unit| !unit.is_complete).count(), text.len())
}

fn headings(blocks: &[&Block]) -> Headings {
    // Tables are looked up by their rows.
    let in_text = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Cell { .. }));
    let words: usize = in_text.map(|block| crate::text::words(&block.text).count()).sum();
    let mut headings = Headings::default();
    let mut before = None;
    for block in blocks {
        let BlockKind::Heading(level) = block.kind else { continue };
        headings.count += 1;
        if block.text.chars().count() > HEADING_CHARACTERS_MAX {
            headings.too_long.push(block.line);
        }
        if before.is_some_and(|before| level > before + 1) {
            headings.skipped.push(block.line);
        }
        before = Some(level);
    }
    headings.words_each = (headings.count > 0).then(|| rounded(count(words) / count(headings.count)));
    headings
}

fn tables(blocks: &[Block]) -> usize {
    let table = |block: &Block| match block.kind {
        BlockKind::Cell { table, .. } => Some(table),
        _ => None,
    };
    let mut tables: Vec<usize> = blocks.iter().filter_map(table).collect();
    tables.dedup();
    tables.sort_unstable();
    tables.dedup();
    tables.len()
}

fn links(text: &Text, lists: Option<&Lists>) -> LinkMeasures {
    let lists = lists.map(|lists| &lists.links);
    let all = || text.blocks.iter().flat_map(|block| block.links.iter().map(move |link| (block.line, link)));
    LinkMeasures {
        count: all().count(),
        bare: all().filter(|(_, link)| words::is_bare(link, lists)).map(|(line, _)| line).collect(),
        ambiguous: words::ambiguous_links(&text.blocks),
    }
}

fn long_sentences(units: &[Unit<'_>]) -> Vec<LongSentence> {
    let mut long: Vec<LongSentence> = units
        .iter()
        .filter(|unit| unit.length() > LONG_WORDS)
        .map(|unit| LongSentence { line: unit.line, words: unit.length(), text: excerpt(unit.text) })
        .collect();
    // Stable, so that equally long ones stay in the order of reading.
    long.sort_by_key(|sentence| std::cmp::Reverse(sentence.words));
    long.truncate(LONG_SHOWN_MAX);
    long
}

fn excluded(text: &Text) -> Vec<Excluded> {
    let verbatim = text.blocks.iter().filter(|block| block.kind == BlockKind::Verbatim);
    verbatim
        .map(|block| Excluded {
            line: block.line,
            words: crate::text::words(&block.text).count(),
            text: excerpt(&block.text),
        })
        .collect()
}

fn excerpt(text: &str) -> String {
    if text.chars().count() <= EXCERPT_CHARACTERS {
        return text.to_owned();
    }
    let start: String = text.chars().take(EXCERPT_CHARACTERS - 1).collect();
    format!("{}…", start.trim_end())
}
