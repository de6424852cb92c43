//! Rights: each with a way and a time (PL037), and only those of laws that apply (PL038).

use std::collections::BTreeSet;

use super::page::{Hit, Page, hit, shortened};
use crate::Applies;
use crate::text::BlockKind;

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    routes(page, hits);
    regions(page, hits);
}

/// The part of the text that a right belongs to: that of the outermost heading that speaks of rights, else the heading above it.
fn part_of(page: &Page<'_>, block: usize) -> Option<usize> {
    let above = (0..block).filter(|at| matches!(page.text.blocks[*at].kind, BlockKind::Heading(_)));
    let mut around = above.filter(|heading| page.below(*heading).contains(&block));
    let speaks = |heading: &usize| {
        let text = &page.text.blocks[*heading].text;
        page.has_any("right", text) || page.has_any("rights_head", text)
    };
    around.find(speaks).or(page.text.blocks[block].section)
}

/// Every part with rights needs a way to use them and a time by which they are answered.
fn routes(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let mut seen: BTreeSet<Option<usize>> = BTreeSet::new();
    for said in page.sentences() {
        let Some(range) = page.all("right", said.text()).into_iter().next() else { continue };
        let part = part_of(page, said.at);
        let is_glance = part.is_some_and(|heading| page.has_any("glance", &page.text.blocks[heading].text));
        if is_glance || !seen.insert(part) {
            continue;
        }
        let within = part.map_or(0..page.text.blocks.len(), |heading| page.below(heading));
        let (mut has_way, mut has_time) = (false, false);
        for block in &page.text.blocks[within] {
            // What an open place asks for will be there when it is answered.
            has_way |= !block.links.is_empty()
                || page.has_any("channel", &block.text)
                || page.has_any("PL041", &block.text);
            has_time |= page.has_any("answer_time", &block.text);
        }
        let lacks = match (has_way, has_time) {
            (true, true) => continue,
            (true, false) => "no time by which you answer",
            (false, true) => "no way to use it",
            (false, false) => "no way to use it and no time by which you answer",
        };
        hits.push(hit("PL037", said.words(range), shortened(said.text())).against(lacks));
    }
}

/// Names of laws that are known not to apply, once in each part.
fn regions(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(facts) = page.context.facts else { return };
    let laws = &facts.laws;
    let lists = [
        ("law_gdpr", "the GDPR", laws.gdpr),
        ("law_ccpa", "California law (CCPA)", laws.ccpa),
        ("law_hipaa", "HIPAA", laws.hipaa_notice),
    ];
    for (list, name, applies) in lists {
        if applies != Applies::No {
            continue;
        }
        let mut told: BTreeSet<Option<usize>> = BTreeSet::new();
        for said in page.all_sentences() {
            let Some(range) = page.all(list, said.text()).into_iter().next() else { continue };
            let is_heading = matches!(said.block.kind, BlockKind::Heading(_));
            let part = if is_heading { Some(said.at) } else { said.block.section };
            if told.insert(part) {
                hits.push(hit("PL038", said.words(range.clone()), &said.text()[range]).against(name));
            }
        }
    }
}
