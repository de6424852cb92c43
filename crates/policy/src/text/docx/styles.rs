//! What a document's styles make of a paragraph. Word keeps the names of its own styles in English whatever language it
//! speaks; what a style does not say it takes from the one it is based on (ECMA-376 part 1, 17.7).

use std::collections::BTreeMap;

use super::xml::{Step, attribute, each};
use super::{BODY_LEVEL, NO_LIST};
use crate::text::TextError;

/// Styles that are based on each other, at most; more is a ring.
const BASES_MAX: usize = 20;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// Level of a heading, from 1.
    pub level: Option<u8>,
    pub is_item: bool,
    pub is_caption: bool,
    pub is_verbatim: bool,
    /// A line of the table of contents, which only repeats headings.
    pub is_contents: bool,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    level: Option<u8>,
    is_item: bool,
}

/// The styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The language of the document by default.
    pub language: Option<String>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, TextError> {
        let mut read = Styles::default();
        let mut id = None;
        each(xml, |step| {
            match step {
                Step::Start(start) => {
                    let value = || attribute(start, "val").unwrap_or_default();
                    let name = start.local_name();
                    let style = id.clone().map(|id| read.styles.entry(id).or_default());
                    match (name.as_ref(), style) {
                        ("style", _) => id = attribute(start, "styleId"),
                        ("name", Some(style)) => style.name = value().to_lowercase(),
                        ("basedOn", Some(style)) => style.based_on = Some(value()),
                        ("outlineLvl", Some(style)) => {
                            let level = value().parse().ok().filter(|level| *level < BODY_LEVEL);
                            style.level = level.map(|level: u8| level + 1);
                        }
                        ("numId", Some(style)) => style.is_item = value() != NO_LIST,
                        ("lang", None) => read.language = attribute(start, "val"),
                        _ => {}
                    }
                }
                Step::End("style") => id = None,
                _ => {}
            }
            Ok(())
        })?;
        Ok(read)
    }

    /// What a style makes of a paragraph.
    pub(super) fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        let mut next = Some(id);
        for _ in 0..BASES_MAX {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            let heading = style.name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
            let title = (style.name == "title").then_some(1);
            look.level = look.level.or(style.level).or(heading).or(title);
            look.is_item |= style.is_item
                || style.name.starts_with("list bullet")
                || style.name.starts_with("list number");
            look.is_contents |= style.name.starts_with("toc ");
            look.is_caption |= style.name == "caption";
            look.is_verbatim |= ["quote", "preformatted", "verbatim", "block text"]
                .iter()
                .any(|word| style.name.contains(word));
            next = style.based_on.as_deref();
        }
        look
    }
}
