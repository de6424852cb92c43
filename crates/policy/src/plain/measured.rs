//! The measures of a text.

use schemars::JsonSchema;
use serde::Serialize;

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
    /// The sentences in the passive.
    pub passive: Vec<Found>,
    /// The hedges.
    pub hedges: Vec<Found>,
    /// The vague words.
    pub vague: Vec<Found>,
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
    /// Words outside tables for each heading; absent without headings.
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

/// Words that were counted, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// The line of the source, in DOCX the number of the paragraph.
    pub line: usize,
    /// The words as they are written, or how the sentence begins.
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
