//! Lists: real ones, whose bullets and numbers the reader's program makes.

use comrak::nodes::{ListType, Node, NodeList, NodeValue};

use super::Place;
use super::Writer;
use super::paragraph::{Item, Paragraph};

/// Levels that a list can have in the format.
const LEVELS: usize = 9;
/// How far each level stands in, in twentieths of a point.
const STEP: usize = 400;
/// The numbering of every list with bullets; lists with numbers come behind it, each with its own.
const BULLETS: usize = 1;

/// A list that counts: where it starts and how deep it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    start: usize,
    depth: usize,
}

impl Writer {
    pub(super) fn list(&mut self, node: Node<'_>, list: &NodeList, place: Place) {
        let depth = place.depth.min(LEVELS - 1);
        let (style, numbering) = match list.list_type {
            ListType::Bullet => ("ListBullet", BULLETS),
            ListType::Ordered => {
                self.counted.push(Counted { start: list.start, depth });
                ("ListNumber", BULLETS + self.counted.len())
            }
        };
        let mut item = Paragraph { style, frame: place.frame, ..Paragraph::default() };
        let within = Place { depth: depth + 1, style: "ListContinue", ..place };
        for entry in node.children() {
            item.item = Some(Item { numbering, depth });
            for child in entry.children() {
                let leads = item.item.is_some() && matches!(child.data().value, NodeValue::Paragraph);
                if leads {
                    let runs = self.runs(child);
                    item.write(&runs, &mut self.xml);
                    item.item = None;
                } else {
                    self.block(child, within);
                }
            }
        }
    }

    /// The definitions of all lists, for the part that holds them.
    pub(super) fn numbering(&self) -> String {
        let mut xml = String::new();
        let levels = |mark: &dyn Fn(usize) -> String| -> String { (0..LEVELS).map(mark).collect() };
        let indent = |depth: usize| {
            format!("<w:pPr><w:ind w:left=\"{}\" w:hanging=\"{}\"/></w:pPr>", inset(depth + 1), STEP)
        };
        let bullets = levels(&|depth| {
            let mark = ["•", "–"][depth % 2];
            level(depth, "bullet", mark, &indent(depth))
        });
        let numbers = levels(&|depth| level(depth, "decimal", &format!("%{}.", depth + 1), &indent(depth)));
        for (id, levels) in [bullets, numbers].iter().enumerate() {
            xml.push_str(&format!(
                "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"
            ));
        }
        xml.push_str(&format!("<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"0\"/></w:num>"));
        for (id, Counted { start, depth }) in (BULLETS + 1..).zip(&self.counted) {
            xml.push_str(&format!(
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{depth}\">\
                 <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
            ));
        }
        xml
    }
}

fn level(depth: usize, kind: &str, mark: &str, properties: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{mark}\"/>\
         <w:lvlJc w:val=\"left\"/>{properties}</w:lvl>"
    )
}

/// How far text of a level stands in; level 0 is outside all lists.
pub(super) fn inset(depth: usize) -> usize {
    depth * STEP
}
