//! The outline of a document: its headings in their order, and an id for every place that a link can lead to.
//!
//! Invariants of a settled tree: the first `#` is the only heading of level 1; no level is left out on the way
//! down; every heading, every table and every row that names itself has an id, and no two have the same.

use candor_model::once::UniqueNames;
use comrak::nodes::{Node, NodeValue};

use crate::escape::anchor;
use crate::tree::{given_classes, given_id, text_of};

pub(crate) struct Heading {
    pub level: u8,
    pub id: String,
    pub text: String,
    /// Does it stand in a list of contents? A heading with the class `unlisted` does not.
    pub listed: bool,
}

/// What a link can lead to.
enum Named {
    Heading,
    Table,
    /// A row below the header.
    Row,
}

impl Named {
    fn of(node: Node<'_>) -> Option<Named> {
        match node.data().value {
            NodeValue::Heading(_) => Some(Named::Heading),
            NodeValue::Table(_) => Some(Named::Table),
            NodeValue::TableRow(false) => Some(Named::Row),
            _ => None,
        }
    }
}

/// Gives headings their levels, and headings, tables and rows their ids.
pub(crate) fn settle(root: Node<'_>) {
    let mut ids = UniqueNames::default();
    let (mut titled, mut deepest, mut tables) = (false, 2, 0);
    for node in root.descendants() {
        let Some(kind) = Named::of(node) else { continue };
        let wanted = match kind {
            Named::Heading => {
                let text = text_of(node);
                if let NodeValue::Heading(heading) = &mut node.data_mut().value {
                    // A second title is a section.
                    let is_title = heading.level == 1 && !titled;
                    heading.level = if is_title { 1 } else { heading.level.clamp(2, deepest) };
                    deepest = heading.level + 1;
                    titled |= is_title && !text.is_empty();
                }
                given_id(node).unwrap_or_else(|| slug(&text))
            }
            Named::Table => {
                tables += 1;
                format!("table-{tables}")
            }
            Named::Row => match node.first_child().and_then(|cell| id_in(cell)) {
                Some(id) => id,
                None => continue,
            },
        };
        node.data_mut().attrs.get_or_insert_default().id = Some(ids.give(anchor(&wanted)));
    }
}

/// The headings of a settled tree.
pub(crate) fn headings(root: Node<'_>) -> Vec<Heading> {
    let heading = |node| match node_level(node) {
        Some(level) => {
            let listed = !given_classes(node).iter().any(|class| class == "unlisted");
            Some(Heading { level, id: given_id(node)?, text: text_of(node), listed })
        }
        None => None,
    };
    root.descendants().filter_map(heading).collect()
}

/// The level of a heading; nothing of another node.
pub(crate) fn node_level(node: Node<'_>) -> Option<u8> {
    match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

/// The text of the heading of level 1, empty if there is none.
pub(crate) fn title(headings: &[Heading]) -> &str {
    headings.iter().find(|heading| heading.level == 1).map_or("", |heading| &heading.text)
}

/// An id made from the words of a heading.
fn slug(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// The text of the code with the class `id` in a cell.
fn id_in(cell: Node<'_>) -> Option<String> {
    cell.descendants().find_map(|inner| match &inner.data().value {
        NodeValue::Code(code) if given_classes(inner).iter().any(|class| class == "id") => {
            Some(code.literal.clone())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use comrak::Arena;

    use super::*;
    use crate::tree;

    #[test]
    fn headings_keep_their_order_and_ids_are_given_once() {
        let arena = Arena::new();
        let root = tree::parse(&arena, "# T {#x}\n\n#### Deep {#x}\n\n# Second\n\n## Again\n\n## Again\n");
        let settled: Vec<(u8, String)> =
            headings(root).into_iter().map(|heading| (heading.level, heading.id)).collect();
        let expected = [(1, "x"), (2, "x-2"), (2, "second"), (2, "again"), (2, "again-2")];
        assert_eq!(settled, expected.map(|(level, id)| (level, id.to_owned())));
        assert_eq!(title(&headings(root)), "T");
    }

    #[test]
    fn rows_are_named_by_the_id_in_their_first_cell() {
        let arena = Arena::new();
        let root = tree::parse(&arena, "| a |\n|---|\n| x `F-1`{.id} |\n| y |\n| z `F-1`{.id} |\n");
        let ids: Vec<String> = root.descendants().filter_map(|node| given_id(node)).collect();
        assert_eq!(ids, ["table-1", "F-1", "F-1-2"]);
    }
}
