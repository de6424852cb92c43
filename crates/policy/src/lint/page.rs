//! The text as the rules look at it, and the hits that they tell.

use std::ops::Range;

use candor_model::Severity;

use super::place::Places;
use super::rules::{Need, Rule, rule};
use super::words::{Words, words_of};
use super::{Checked, Context, Excerpt, LintFinding, RuleRun, claims, contents};
use crate::text::{Block, BlockKind, Sentence, Text};

/// Characters shown of what stands before or after the words of a finding.
const AROUND_MAX: usize = 60;
/// Characters shown of the words themselves.
const MARKED_MAX: usize = 90;

/// What a rule found: words of a block, or the text as a whole.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    /// Index of the block and the bytes of its text.
    pub(super) words: Option<(usize, Range<usize>)>,
    /// What was found, as the message names it.
    pub(super) saw: String,
    /// What it was held against.
    pub(super) other: String,
    /// What to do, where the rule's own words do not say it.
    pub(super) fix: Option<String>,
    pub(super) allowed: Option<String>,
}

impl Hit {
    /// What orders hits.
    pub(super) fn place(&self) -> (usize, usize) {
        self.words.as_ref().map_or((0, 0), |(block, range)| (*block, range.start))
    }
}

/// A sentence with the block that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    /// Index of the block.
    pub(super) at: usize,
    pub(super) block: &'a Block,
    pub(super) sentence: &'a Sentence,
}

impl<'a> Said<'a> {
    pub(super) fn text(&self) -> &'a str {
        &self.sentence.text
    }

    /// Words of the sentence as words of its block.
    pub(super) fn words(&self, range: Range<usize>) -> (usize, Range<usize>) {
        (self.at, self.sentence.start + range.start..self.sentence.start + range.end)
    }

    /// The whole sentence.
    pub(super) fn whole(&self) -> (usize, Range<usize>) {
        self.words(0..self.sentence.text.len())
    }

    pub(super) fn is_question(&self) -> bool {
        self.text().trim_end().ends_with('?')
    }
}

/// A text with its context and the word lists of its language.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) text: &'a Text,
    pub(super) context: &'a Context<'a>,
    /// None where the language is not known or has no lists.
    pub(super) lists: Option<&'static Words>,
    /// Blocks whose wording is not the author's.
    verbatim: Vec<bool>,
    /// Does the text call itself a draft?
    pub(super) is_draft: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a Text, context: &'a Context<'a>) -> Page<'a> {
        let lists = text.language.as_deref().and_then(words_of);
        let has = |list: &str, block: &Block| lists.is_some_and(|lists| lists.has_any(list, &block.text));
        let verbatim =
            text.blocks.iter().map(|block| block.kind == BlockKind::Verbatim || has("verbatim", block));
        let is_draft = text.blocks.iter().any(|block| has("draft", block));
        Page { text, context, lists, verbatim: verbatim.collect(), is_draft }
    }

    /// Sentences that the author wrote, without headings.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Said<'a>> {
        self.all_sentences().filter(|said| !matches!(said.block.kind, BlockKind::Heading(_)))
    }

    /// The same with headings.
    pub(super) fn all_sentences(&self) -> impl Iterator<Item = Said<'a>> {
        self.blocks()
            .flat_map(|(at, block)| block.sentences.iter().map(move |sentence| Said { at, block, sentence }))
    }

    /// Blocks that the author wrote, with their index.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, &'a Block)> {
        let verbatim = self.verbatim.clone();
        self.text.blocks.iter().enumerate().filter(move |(at, _)| !verbatim[*at])
    }

    /// The blocks below a heading: up to the next one of its level or above.
    pub(super) fn below(&self, heading: usize) -> Range<usize> {
        let blocks = &self.text.blocks;
        let level = |at: usize| match blocks[at].kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        let own = level(heading).unwrap_or(u8::MAX);
        let next = (heading + 1..blocks.len()).find(|at| level(*at).is_some_and(|level| level <= own));
        heading + 1..next.unwrap_or(blocks.len())
    }

    /// Where a list stands in a text; nothing without lists.
    pub(super) fn all(&self, list: &str, text: &str) -> Vec<Range<usize>> {
        self.lists.map(|lists| lists.all(list, text)).unwrap_or_default()
    }

    /// Does a phrase of a list stand in a text?
    pub(super) fn has_any(&self, list: &str, text: &str) -> bool {
        self.lists.is_some_and(|lists| lists.has_any(list, text))
    }

    /// Is a text as a whole a phrase of a list?
    pub(super) fn is_whole(&self, list: &str, text: &str) -> bool {
        self.lists.is_some_and(|lists| lists.is_whole(list, text))
    }

    /// Can a rule be checked here, and why not?
    pub(super) fn run_of(&self, rule: &Rule) -> RuleRun {
        let (checked, because) = if let Some(because) = self.language_lacks(rule) {
            (Checked::No, because)
        } else if rule.id == "PL041" && self.is_draft {
            (Checked::No, "the text says that it is a draft".to_owned())
        } else if rule.id == "PL039" && !contents::is_policy(self) {
            (Checked::No, "the text does not call itself a privacy policy".to_owned())
        } else if rule.needs.is_empty() || rule.needs.iter().any(|need| self.has(*need)) {
            (Checked::Yes, String::new())
        } else {
            let because = rule.needs.last().map_or("", |need| need.because()).to_owned();
            (if rule.partly { Checked::Partly } else { Checked::No }, because)
        };
        RuleRun { rule: rule.id.clone(), checked, because }
    }

    fn language_lacks(&self, rule: &Rule) -> Option<String> {
        match &self.text.language {
            _ if rule.lists.is_empty() => None,
            None => Some("the language of the text is not recognised".to_owned()),
            Some(language) if knows(rule, language) => None,
            Some(language) => Some(format!("not checked for this language (`{language}`)")),
        }
    }

    fn has(&self, need: Need) -> bool {
        let context = self.context;
        match need {
            Need::Records => context.facts.is_some(),
            Need::Drift => context.drift.is_some(),
            Need::Trace => context.trace.is_some(),
            Need::Languages => !context.languages.is_empty(),
            Need::Before => context.before.is_some(),
            Need::AsOf => context.as_of.is_some(),
        }
    }

    /// The hit as a finding.
    pub(super) fn finding(&self, hit: &Hit, places: &Places<'_>) -> LintFinding {
        let rule = hit.rule;
        let block = hit.words.as_ref().map(|(block, _)| &self.text.blocks[*block]);
        let (line, column) = hit.words.as_ref().map_or((1, None), |(at, range)| places.of(*at, range));
        let section = block.and_then(|block| block.section).map(|at| self.text.blocks[at].text.clone());
        LintFinding {
            rule: rule.id.clone(),
            severity: hit.severity,
            line,
            column,
            section: section.unwrap_or_default(),
            excerpt: hit
                .words
                .as_ref()
                .map(|(at, range)| excerpt(&self.text.blocks[*at].text, range))
                .unwrap_or_default(),
            message: rule.message(&hit.saw, &hit.other),
            fix: hit.fix.clone().unwrap_or_else(|| rule.fix.clone()),
            allowed: hit.allowed.clone(),
        }
    }
}

/// Are there all lists that a rule needs to read a language?
pub(super) fn knows(rule: &Rule, language: &str) -> bool {
    rule.lists.iter().all(|list| match list.as_str() {
        "claims" => claims::knows(language),
        "items" => contents::knows(language),
        list => words_of(language).is_some_and(|lists| lists.has(list)),
    })
}

/// A hit of a rule of the table.
pub(super) fn hit(id: &str, words: (usize, Range<usize>), saw: impl Into<String>) -> Hit {
    let rule = rule(id);
    Hit {
        rule,
        severity: rule.severity(),
        words: Some(words),
        saw: shortened(&saw.into()),
        other: String::new(),
        fix: None,
        allowed: None,
    }
}

impl Hit {
    pub(super) fn against(mut self, other: impl Into<String>) -> Hit {
        self.other = other.into();
        self
    }

    pub(super) fn milder(mut self) -> Hit {
        self.severity = self.rule.milder();
        self
    }

    pub(super) fn to_fix(mut self, fix: impl Into<String>) -> Hit {
        self.fix = Some(fix.into());
        self
    }

    /// About the text as a whole.
    pub(super) fn as_whole(mut self) -> Hit {
        self.words = None;
        self
    }
}

/// Weak words inside of what a stronger rule found are not told twice.
pub(super) fn drop_weaker(hits: &mut Vec<Hit>) {
    const WEAK: [&str; 3] = ["PL008", "PL009", "PL010"];
    const STRONG: [&str; 8] = ["PL001", "PL002", "PL003", "PL005", "PL006", "PL007", "PL035", "PL041"];
    let rank = |hit: &Hit| WEAK.iter().position(|weak| *weak == hit.rule.id);
    let strong: Vec<(Option<usize>, usize, Range<usize>)> = hits
        .iter()
        .filter(|hit| STRONG.contains(&hit.rule.id.as_str()) || rank(hit).is_some())
        .filter_map(|hit| hit.words.clone().map(|(block, range)| (rank(hit), block, range)))
        .collect();
    hits.retain(|hit| {
        let (Some(own), Some((block, range))) = (rank(hit), &hit.words) else { return true };
        !strong.iter().any(|(other, at, around)| {
            let is_stronger = other.is_none_or(|other| other > own);
            is_stronger && at == block && around.start < range.end && range.start < around.end
        })
    });
}

/// Words with what stands around them, cut at words.
fn excerpt(text: &str, range: &Range<usize>) -> Excerpt {
    let before = &text[..range.start];
    let from = before.char_indices().rev().nth(AROUND_MAX).map(|(at, _)| at);
    let before = match from {
        Some(at) => format!("…{}", before[at..].split_once(' ').map_or("", |(_, rest)| rest)),
        None => before.to_owned(),
    };
    let after = &text[range.end..];
    let after = match after.char_indices().nth(AROUND_MAX) {
        Some((at, _)) => format!("{}…", after[..at].rsplit_once(' ').map_or("", |(rest, _)| rest)),
        None => after.to_owned(),
    };
    Excerpt { before, marked: shortened(&text[range.clone()]), after }
}

/// Text of at most [`MARKED_MAX`] characters, cut at a word.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MARKED_MAX) {
        None => text.to_owned(),
        Some((at, _)) => {
            let cut = &text[..at];
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(rest, _)| rest))
        }
    }
}
