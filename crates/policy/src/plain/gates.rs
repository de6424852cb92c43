//! Gates and aims of a plain text, as data (`gates.toml`), and the weighing of measures.
//!
//! Invariants: what is not measured is never passed; every measure of the table exists.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::formula::count;
use super::{Found, LongSentence, Measured};

static GATES: LazyLock<Vec<Gate>> = LazyLock::new(|| {
    toml::from_str::<Table>(include_str!("gates.toml")).expect("the table of gates is valid").gate
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    gate: Vec<Gate>,
}

/// What kind of text is held against the gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// A whole policy or notice.
    Body,
    /// A short notice: at a glance, or just in time.
    Glance,
}

/// A limit that a measure has to keep.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// As in the list of goals: R1, R2, ...
    pub id: String,
    pub name: String,
    r#for: Vec<Audience>,
    /// Only for these languages; all if none is named.
    #[serde(default)]
    languages: Vec<String>,
    /// Not for these languages.
    #[serde(default)]
    except: Vec<String>,
    measure: Measure,
    most: Option<f64>,
    least: Option<f64>,
    aim_most: Option<f64>,
    aim_least: Option<f64>,
    #[serde(default)]
    warns: bool,
    /// Words that a text has at least to be held against it: the formulas were made on samples of 100.
    #[serde(default)]
    from_words: usize,
    /// As many are allowed in the shortest text, where a share would say more than it can.
    #[serde(default)]
    spare: usize,
    pub why: String,
    pub fix: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Measure {
    Grade,
    Ease,
    Mean,
    P95,
    Longest,
    Passive,
    Hedges,
    Vague,
    Words,
    Items,
    WordsEach,
    LongHeadings,
    SkippedHeadings,
    Terms,
    RareTerms,
    BareLinks,
    AmbiguousLinks,
    Fragments,
}

/// Places that a result lists at most.
const FOUND_MAX: usize = 20;

/// A term is worth its definition if it is used so often, at least.
const TERM_USES_MIN: usize = 2;

impl Measure {
    fn of(self, measured: &Measured) -> Option<f64> {
        let sentences = Some(&measured.sentences).filter(|sentences| sentences.count > 0);
        match self {
            Measure::Grade => measured.grade,
            Measure::Ease => measured.ease.as_ref().map(|ease| ease.score),
            Measure::Mean => sentences.map(|sentences| sentences.mean),
            Measure::P95 => sentences.map(|sentences| count(sentences.p95)),
            Measure::Longest => sentences.map(|sentences| count(sentences.longest)),
            Measure::Passive => measured.passive_percent,
            Measure::Hedges => measured.hedges_per_1000,
            Measure::Vague => measured.vague_per_1000,
            Measure::Words => Some(count(measured.words)),
            Measure::Items => Some(count(measured.items)),
            Measure::WordsEach => measured.headings.words_each,
            Measure::LongHeadings => Some(count(measured.headings.too_long.len())),
            Measure::SkippedHeadings => Some(count(measured.headings.skipped.len())),
            Measure::Terms => Some(count(measured.terms.len())),
            Measure::RareTerms => {
                Some(count(measured.terms.iter().filter(|term| term.uses < TERM_USES_MIN).count()))
            }
            // Which words of a link say nothing is known for some languages only.
            Measure::BareLinks => measured.hedges_per_1000.map(|_| count(measured.links.bare.len())),
            Measure::AmbiguousLinks => Some(count(measured.links.ambiguous.len())),
            Measure::Fragments => Some(measured.fragment_percent),
        }
    }

    /// What was counted.
    fn found(self, measured: &Measured) -> Vec<Found> {
        match self {
            Measure::Passive => measured.passive.clone(),
            Measure::Hedges => measured.hedges.clone(),
            Measure::Vague => measured.vague.clone(),
            Measure::P95 | Measure::Longest => {
                let found = |long: &LongSentence| Found { line: long.line, text: long.text.clone() };
                measured.long_sentences.iter().map(found).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Does it rest on a formula or a list of words of one language?
    fn is_of_language(self) -> bool {
        use Measure::{Ease, Grade, Hedges, Passive, Vague};
        matches!(self, Grade | Ease | Passive | Hedges | Vague)
    }
}

/// How a measure stands to its gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Within the limit, and the aim is reached if there is one.
    Passed,
    /// Within the limit, beyond the aim.
    BeyondAim,
    /// Beyond a limit that only warns.
    Warned,
    /// Beyond the limit.
    Failed,
    /// There is no such measure for this text or its language; that is not passed.
    NotMeasured,
}

/// A measure held against its gate.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GateResult {
    /// As in the list of goals: R1, R2, ...
    pub id: String,
    /// What is measured.
    pub name: String,
    /// The measure; absent if there is none.
    pub measured: Option<f64>,
    /// The limit in words, such as "at most 8".
    pub limit: String,
    /// The aim in words; empty if there is none.
    pub aim: String,
    /// How it stands.
    pub outcome: Outcome,
    /// What to do, if something is to be done; otherwise empty.
    pub fix: String,
    /// What was counted, for measures that count words or sentences: at most 20.
    pub found: Vec<Found>,
    /// Does it weigh the words of one language?
    #[serde(skip)]
    pub is_of_language: bool,
}

/// Holds the measures of a text against the gates for its kind and its language, in the order of the table. A text whose
/// language is not known is held against all.
pub fn gates(measured: &Measured, audience: Audience) -> Vec<GateResult> {
    let is_for = |gate: &&Gate| {
        let language = measured.language.as_ref();
        let speaks = gate.languages.is_empty() || language.is_none_or(|known| gate.languages.contains(known));
        let speaks = speaks && !language.is_some_and(|known| gate.except.contains(known));
        gate.r#for.contains(&audience) && speaks && measured.words >= gate.from_words
    };
    GATES.iter().filter(is_for).map(|gate| gate.weigh(measured)).collect()
}

impl Gate {
    fn is_spared(&self, measured: &Measured) -> bool {
        self.spare > 0 && self.measure.found(measured).len() <= self.spare
    }

    fn weigh(&self, measured: &Measured) -> GateResult {
        let value = self.measure.of(measured);
        let outcome = match value {
            None => Outcome::NotMeasured,
            Some(value) if is_within(value, self.least, self.most) || self.is_spared(measured) => {
                match is_within(value, self.aim_least, self.aim_most) {
                    true => Outcome::Passed,
                    false => Outcome::BeyondAim,
                }
            }
            Some(_) if self.warns => Outcome::Warned,
            Some(_) => Outcome::Failed,
        };
        let fix = match outcome {
            Outcome::Passed => String::new(),
            Outcome::NotMeasured => {
                "No formula or list of words for this text: look at it yourself.".to_owned()
            }
            _ => self.fix.clone(),
        };
        GateResult {
            id: self.id.clone(),
            name: self.name.clone(),
            measured: value,
            limit: in_words(self.least, self.most),
            aim: in_words(self.aim_least, self.aim_most),
            outcome,
            fix,
            found: self.measure.found(measured).into_iter().take(FOUND_MAX).collect(),
            is_of_language: self.measure.is_of_language(),
        }
    }
}

fn is_within(value: f64, least: Option<f64>, most: Option<f64>) -> bool {
    least.is_none_or(|least| value >= least) && most.is_none_or(|most| value <= most)
}

fn in_words(least: Option<f64>, most: Option<f64>) -> String {
    match (least, most) {
        (_, Some(most)) => format!("at most {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, None) => String::new(),
    }
}
