//! Fog: words that leave open what, when, how long, who or why (PL001-PL003, PL005-PL010), open places (PL041) and
//! sentences of generators (PL042).

use super::page::{Hit, Page, Said, hit};
use crate::text::BlockKind;

/// Rules that are no more than their list.
const LISTS: [&str; 9] = ["PL002", "PL003", "PL005", "PL007", "PL008", "PL009", "PL010", "PL016", "PL017"];

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let is_npp = page.text.title.as_deref().is_some_and(|title| page.has_any("npp", title))
        || page.text.blocks.iter().any(|block| page.has_any("verbatim", &block.text));
    for said in page.sentences() {
        for rule in LISTS {
            for range in page.all(rule, said.text()) {
                hits.push(with_swap(page, rule, &said, range));
            }
        }
        for range in page.all("PL042", said.text()) {
            hits.push(hit("PL042", said.words(range.clone()), &said.text()[range]));
        }
        // What a health law permits is told as a permission.
        if !is_npp {
            for range in page.all("PL001", said.text()) {
                hits.push(hit("PL001", said.words(range.clone()), &said.text()[range]));
            }
        }
        who(page, &said, hits);
    }
    for (at, block) in page.blocks() {
        for range in page.all("PL041", &block.text) {
            hits.push(hit("PL041", (at, range.clone()), &block.text[range]));
        }
    }
}

/// A hit that tells the plainer words, if the list has some.
fn with_swap(page: &Page<'_>, rule: &str, said: &Said<'_>, range: std::ops::Range<usize>) -> Hit {
    let found = &said.text()[range.clone()];
    let told = hit(rule, said.words(range), found);
    match page.lists.and_then(|lists| lists.instead(rule, found)) {
        Some(say) => told.against(format!(": say `{say}`")),
        None => told,
    }
}

/// Recipients without a name: `third parties`, where neither the sentence nor the list after it names any.
fn who(page: &Page<'_>, said: &Said<'_>, hits: &mut Vec<Hit>) {
    let text = said.text();
    // Nobody has to be named where nothing is given.
    if said.block.kind == BlockKind::Caption || page.has_any("denial", text) {
        return;
    }
    for range in page.all("PL006", text) {
        let after = &text[range.end..];
        let names = after.contains([':', '(']) || page.has_any("naming", text) || names_someone(page, text);
        if !names && !ends_in_list(page, said) {
            hits.push(hit("PL006", said.words(range.clone()), text[range].trim()));
        }
    }
}

/// Does the sentence hold the name of a recipient of the records?
fn names_someone(page: &Page<'_>, text: &str) -> bool {
    let known = page.context.facts.into_iter().flat_map(|facts| &facts.recipients);
    known.into_iter().any(|recipient| !recipient.name.is_empty() && text.contains(&recipient.name))
}

/// Does a list follow what the sentence announces?
fn ends_in_list(page: &Page<'_>, said: &Said<'_>) -> bool {
    let next = page.text.blocks.get(said.at + 1).map(|block| block.kind);
    let follows = matches!(next, Some(BlockKind::Item | BlockKind::Cell { .. } | BlockKind::Caption));
    let is_last = said.sentence.start + said.text().len() >= said.block.text.trim_end().len();
    follows && is_last && !matches!(said.block.kind, BlockKind::Item | BlockKind::Cell { .. })
}
