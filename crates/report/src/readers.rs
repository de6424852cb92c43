//! Readers of a document: which of its sections and blocks are for whom.
//!
//! Invariants: what names no reader is for all; a link to a place that was left out becomes its words.

use std::collections::BTreeSet;

use comrak::nodes::{Node, NodeValue};

use crate::Reader;
use crate::outline::node_level;
use crate::tree::{block_words, given_classes, given_id};

/// Level of the headings that begin a section.
pub(crate) const SECTION_LEVEL: u8 = 2;

/// The readers whom a heading or an `::: only` block names; none if it is for all.
pub(crate) fn named(node: Node<'_>) -> Vec<Reader> {
    let words: Vec<String> = match &node.data().value {
        NodeValue::Heading(heading) if heading.level == SECTION_LEVEL => given_classes(node),
        NodeValue::BlockDirective(directive) => match block_words(&directive.info).split_first() {
            Some((&"only", rest)) => rest.iter().map(|word| (*word).to_owned()).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    Reader::ALL.into_iter().filter(|reader| words.iter().any(|word| word == reader.id())).collect()
}

/// Takes out what is not for a reader.
pub(crate) fn keep(root: Node<'_>, reader: Reader) {
    let is_for = |node| {
        let readers = named(node);
        readers.is_empty() || readers.contains(&reader)
    };
    let mut kept = true;
    for block in root.children().collect::<Vec<_>>() {
        if node_level(block).is_some_and(|level| level <= SECTION_LEVEL) {
            kept = is_for(block);
        }
        if !kept && crate::tree::outside(block).is_none() {
            block.detach();
        }
    }
    for block in root.descendants().collect::<Vec<_>>() {
        if !is_for(block) {
            block.detach();
        }
    }
    unlink(root);
}

/// Turns links to places that are not there into their words.
pub(crate) fn unlink(root: Node<'_>) {
    let ids: BTreeSet<String> = root.descendants().filter_map(|node| given_id(node)).collect();
    for link in root.descendants().collect::<Vec<_>>() {
        let is_dangling = match &link.data().value {
            NodeValue::Link(target) => target.url.strip_prefix('#').is_some_and(|id| !ids.contains(id)),
            _ => false,
        };
        if is_dangling {
            for child in link.children().collect::<Vec<_>>() {
                link.insert_before(child);
            }
            link.detach();
        }
    }
}

#[cfg(test)]
mod tests {
    use comrak::Arena;

    use super::*;
    use crate::tree::{parse_for, text_of};

    #[test]
    fn a_reader_gets_what_is_for_all_and_what_names_them() {
        let markdown = "# T\n\n[two](#two)\n\n## One {#one .executive}\n\na\n\n## Two {#two .auditor .engineer}\n\nb\n\n\
                        ## Three {#three}\n\n::: only executive\nshort\n:::\n\n::: only auditor\nlong\n:::\n\n::: footer\nend\n:::\n";
        let text = |reader| {
            let arena = Arena::new();
            let root = parse_for(&arena, markdown, reader);
            let links =
                root.descendants().filter(|node| matches!(node.data().value, NodeValue::Link(_))).count();
            (text_of(root), links)
        };
        assert_eq!(text(None), ("TtwoOneaTwobThreeshortlongend".to_owned(), 1));
        assert_eq!(text(Some(Reader::Executive)), ("TtwoOneaThreeshortend".to_owned(), 0));
        assert_eq!(text(Some(Reader::Auditor)), ("TtwoTwobThreelongend".to_owned(), 1));
        assert_eq!(text(Some(Reader::Engineer)), ("TtwoTwobThreeend".to_owned(), 1));
    }
}
