//! Wording: unexplained terms (PL011), two names for one thing (PL012), passives without an actor (PL015) and stacks of
//! nouns (PL018).

use std::ops::Range;

use super::page::{Hit, Page, Said, hit};
use super::phrases::Phrases;
use super::words::Words;
use crate::text::BlockKind;

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(lists) = page.lists else { return };
    terms(page, hits);
    concepts(page, lists, hits);
    for said in page.sentences() {
        passive(page, &said, hits);
        for range in page.all("PL018", said.text()) {
            hits.push(hit("PL018", said.words(range.clone()), &said.text()[range]));
        }
    }
}

/// Terms of art at their first use, which has to explain them.
fn terms(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let mut met: Vec<String> = Vec::new();
    for said in page.sentences() {
        for range in page.all("PL011", said.text()) {
            let term = root(&said.text()[range.clone()]);
            if met.contains(&term) {
                continue;
            }
            met.push(term);
            if !is_explained(page, &said, &range) {
                hits.push(hit("PL011", said.words(range.clone()), &said.text()[range]));
            }
        }
    }
}

/// A term without its case and plural.
fn root(term: &str) -> String {
    term.to_lowercase().trim_end_matches(['s', 'n', 'e']).to_owned()
}

/// A bracket beside the term, or words of explanation in its sentence or the next one of the block.
fn is_explained(page: &Page<'_>, said: &Said<'_>, range: &Range<usize>) -> bool {
    let text = said.text();
    let after = text[range.end..].trim_start_matches(['”', '"', '»', '“', ' ']);
    let before = text[..range.start].trim_end_matches(['“', '"', '«', '„', ' ']);
    let is_gloss = after.starts_with(['(', '–', '—', ':']) || before.ends_with('(');
    let sentences = &said.block.sentences;
    let next = sentences.iter().find(|next| next.start > said.sentence.start);
    is_gloss
        || page.has_any("gloss", text)
        || next.is_some_and(|next| page.has_any("gloss", &next.text))
        // A cell beside the term, or a table of terms, explains it.
        || matches!(said.block.kind, BlockKind::Cell { header: false, column: 0, .. })
}

/// Names for one thing: the one that is used less stands at its first use against the other.
fn concepts(page: &Page<'_>, lists: &Words, hits: &mut Vec<Hit>) {
    for names in &lists.concepts {
        let uses: Vec<Vec<(Said<'_>, Range<usize>)>> = names.iter().map(|name| uses_of(page, name)).collect();
        let Some(most) = (0..uses.len()).rev().max_by_key(|at| uses[*at].len()) else { continue };
        for (at, found) in uses.iter().enumerate() {
            if at == most || found.is_empty() {
                continue;
            }
            let word = |(said, range): &(Said<'_>, Range<usize>)| said.text()[range.clone()].to_owned();
            let (first, usual) = (&found[0], &uses[most][0]);
            let other = format!("`{}` ({} against {} times)", word(usual), found.len(), uses[most].len());
            hits.push(hit("PL012", first.0.words(first.1.clone()), word(first)).against(other));
        }
    }
}

/// Where a name is used, outside of brackets.
fn uses_of<'a>(page: &Page<'a>, name: &Phrases) -> Vec<(Said<'a>, Range<usize>)> {
    let mut uses = Vec::new();
    for said in page.sentences() {
        let found = name.all(said.text()).into_iter();
        uses.extend(found.filter(|range| !is_bracketed(said.text(), range)).map(|range| (said, range)));
    }
    uses
}

/// In brackets stands the wording of a law beside the plain one.
fn is_bracketed(text: &str, range: &Range<usize>) -> bool {
    let opened = text[..range.start].matches('(').count();
    opened > text[..range.start].matches(')').count()
}

fn passive(page: &Page<'_>, said: &Said<'_>, hits: &mut Vec<Hit>) {
    for range in page.all("PL015", said.text()) {
        let rest = &said.text()[range.start..];
        if !page.has_any("actor", rest) {
            hits.push(hit("PL015", said.words(range.clone()), &said.text()[range]));
        }
    }
}
