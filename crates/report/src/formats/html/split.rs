//! The page of all laws, where it is too large: it leaves to the page of each law what that page holds.
//!
//! The sections named `by-law` keep their headings and lead to the pages; everything else stays. A link to a finding leads
//! to the page of its law.

use std::collections::BTreeMap;

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, parse_document};

use crate::document::LawPage;
use crate::escape::escaped;
use crate::outline::node_level;
use crate::readers::{self, SECTION_LEVEL};
use crate::template::law_class;
use crate::tree::{block_words, given_classes, given_id, options, outside, text_of};

/// The class of sections that the page of each law holds for itself.
const CLASS: &str = "by-law";

/// The path of the page that holds a place, by the id of the place.
type Pages<'l> = BTreeMap<String, &'l str>;

/// Takes out what stands on the pages of the laws.
pub(crate) fn by_law<'a>(root: Node<'a>, laws: &[LawPage], arena: &'a Arena<'a>) {
    let mut pages = Pages::new();
    let mut is_left = false;
    for block in root.children().collect::<Vec<_>>() {
        if node_level(block).is_some_and(|level| level <= SECTION_LEVEL) || outside(block).is_some() {
            is_left = given_classes(block).iter().any(|class| class == CLASS);
            if is_left {
                lead(block, laws, arena);
            }
        } else if is_left {
            find(block, laws, &mut pages);
            block.detach();
        }
    }
    for node in root.descendants() {
        if let NodeValue::Link(link) = &mut node.data_mut().value
            && let Some(page) = link.url.strip_prefix('#').and_then(|id| pages.get(id))
        {
            link.url = format!("{page}{}", link.url);
        }
    }
    readers::unlink(root);
}

/// Puts links to the pages under the heading of a section that leaves its place to them.
fn lead<'a>(heading: Node<'a>, laws: &[LawPage], arena: &'a Arena<'a>) {
    let (id, title) = (given_id(heading).unwrap_or_default(), text_of(heading));
    let mut words = String::from(
        "For all laws together this part is too large for one page. It stands on a page for each law.\n\n",
    );
    for law in laws {
        words.push_str(&format!("- [{}]({}#{id})\n", escaped(&format!("{}: {title}", law.title)), law.path));
    }
    for block in parse_document(arena, &words, &options()).children().collect::<Vec<_>>().into_iter().rev() {
        block.detach();
        heading.insert_after(block);
    }
}

/// Notes for each place in a box of findings the page of the law that the box names first.
fn find<'l>(block: Node<'_>, laws: &'l [LawPage], pages: &mut Pages<'l>) {
    for inner in block.descendants().filter(|inner| is_finding(inner)) {
        let mut classes = inner.descendants().flat_map(|chip| given_classes(chip));
        let named = classes.find_map(|class| laws.iter().find(|page| class == law_class(&page.law)));
        let Some(page) = named else { continue };
        let ids = inner.descendants().filter_map(|place| given_id(place));
        pages.extend(ids.map(|id| (id, page.path.as_str())));
    }
}

fn is_finding(block: &Node<'_>) -> bool {
    match &block.data().value {
        NodeValue::BlockDirective(directive) => block_words(&directive.info).first() == Some(&"finding"),
        _ => false,
    }
}
