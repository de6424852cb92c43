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
mod passive;
mod syllables;
mod terms;
mod words;

use schemars::JsonSchema;
use serde::Serialize;

use crate::text::{Block, BlockKind, Text};
use formula::{Sums, count, rounded};
use lists::Lists;
use words::Words;

pub use gates::{Audience, Gate, GateResult, Outcome, gates};
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

/// The measures of a text. A measure that its language has no list or formula for is absent.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Measured {
    /// Name and version of the counting rule.
    pub rule: String,
    /// The language that was recognised, as a two-letter code.
    pub language: Option<String>,
    /// Words in headings, paragraphs, items, cells and captions; wording fixed by law is left out.
    pub words: usize,
    /// Minutes to read it, at 238 words a minute.
    pub minutes: f64,
    /// Reading ease by the formula of the language; absent if it has none, or no sentence is complete.
    pub ease: Option<Ease>,
    /// Flesch-Kincaid grade; English only.
    pub grade: Option<f64>,
    /// SMOG grade; English only.
    pub smog: Option<f64>,
    /// Complete sentences that the formulas count.
    pub complete_sentences: usize,
    /// Lengths of sentences, in words.
    pub sentences: Lengths,
    /// Percentage of sentences in the passive.
    pub passive_percent: Option<f64>,
    /// What the organisation "may" do, for 1,000 words.
    pub hedges_per_1000: Option<f64>,
    /// Vague words, for 1,000 words.
    pub vague_per_1000: Option<f64>,
    /// Periods that are stated, such as "30 days".
    pub durations: Option<usize>,
    /// Its headings.
    pub headings: Headings,
    /// Number of tables.
    pub tables: usize,
    /// Its links.
    pub links: LinkMeasures,
    /// Terms that it defines for itself.
    pub terms: Vec<TermMeasure>,
    /// Percentage of paragraphs' and items' units that end like no sentence; long lists without full stops have many.
    pub fragment_percent: f64,
    /// The long sentences, the longest first, at most 20.
    pub long_sentences: Vec<LongSentence>,
    /// Wording that is not the author's to change, left out of all counts.
    pub excluded: Vec<Excluded>,
    /// Items of its lists.
    pub items: usize,
}

/// Reading ease.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Ease {
    /// Name of the formula.
    pub formula: String,
    /// The score: 100 very easy, 0 very hard.
    pub score: f64,
    /// The band that the score falls in.
    pub band: String,
}

/// Lengths of sentences and of other units with 4 words or more, in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Lengths {
    /// How many there are.
    pub count: usize,
    /// The mean.
    pub mean: f64,
    /// Nineteen of twenty have at most so many words.
    pub p95: usize,
    /// The longest.
    pub longest: usize,
    /// Percentage with more than 25 words.
    pub over_25_percent: f64,
}

/// The headings of a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Headings {
    /// How many there are.
    pub count: usize,
    /// Words for each heading; absent without headings.
    pub words_each: Option<f64>,
    /// Lines of headings with more than 70 characters.
    pub too_long: Vec<usize>,
    /// Lines of headings that skip a level.
    pub skipped: Vec<usize>,
}

/// The links of a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct LinkMeasures {
    /// How many there are.
    pub count: usize,
    /// Lines of links that do not say where they lead: "here", a raw address, nothing.
    pub bare: Vec<usize>,
    /// Words that lead to different places.
    pub ambiguous: Vec<String>,
}

/// A term that a text defines for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TermMeasure {
    /// The term.
    pub term: String,
    /// How often it is used beyond its definition.
    pub uses: usize,
}

/// A sentence that is too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LongSentence {
    /// The line of the source, in DOCX the number of the paragraph.
    pub line: usize,
    /// Its words.
    pub words: usize,
    /// How it begins.
    pub text: String,
}

/// A block that is not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Excluded {
    /// The line of the source, in DOCX the number of the paragraph.
    pub line: usize,
    /// Its words.
    pub words: usize,
    /// How it begins.
    pub text: String,
}

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
    let hedges =
        lists.map(|lists| units.iter().map(|unit| words::hedges(&unit.words, &lists.hedges)).sum::<usize>());
    let vague = lists.map(|lists| {
        units.iter().map(|unit| lists.vague.phrases.places(&unit.words.small).len()).sum::<usize>()
    });
    let per_1000 = |number: usize| rounded(count(number) * 1000.0 / count(words.max(1)));
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
        sentences: lengths(&units),
        passive_percent: lists.map(|lists| passive_percent(&units, lists)),
        hedges_per_1000: hedges.map(per_1000),
        vague_per_1000: vague.map(per_1000),
        durations: lists
            .map(|lists| units.iter().map(|unit| words::durations(&unit.words, &lists.durations)).sum()),
        headings: headings(&counted, words),
        tables: tables(&text.blocks),
        links: links(text, lists),
        terms: terms::terms(&counted)
            .into_iter()
            .map(|term| TermMeasure { term: term.term, uses: term.uses })
            .collect(),
        fragment_percent: fragment_percent(&units),
        long_sentences: long_sentences(&units),
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
            // A cell that lists names is no sentence, however many there are.
            let is_list = matches!(kind, BlockKind::Cell { .. }) && !sentence.complete;
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

fn passive_percent(units: &[Unit<'_>], lists: &Lists) -> f64 {
    let long: Vec<&Unit<'_>> = units.iter().filter(|unit| unit.is_long_enough()).collect();
    let passive = long.iter().filter(|unit| passive::is_passive(&unit.words.small, &lists.passive)).count();
    percent(passive, long.len())
}

/// Cells are no sentences by nature and are left out.
fn fragment_percent(units: &[Unit<'_>]) -> f64 {
    let is_text = |unit: &&Unit<'_>| matches!(unit.kind, BlockKind::Paragraph | BlockKind::Item);
    let text: Vec<&Unit<'_>> = units.iter().filter(is_text).collect();
    percent(text.iter().filter(|unit| !unit.is_complete).count(), text.len())
}

fn headings(blocks: &[&Block], words: usize) -> Headings {
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
