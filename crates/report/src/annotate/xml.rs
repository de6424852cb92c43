//! Small edits of XML texts that leave everything else of them as it is, byte for byte.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::Unfit;
pub(super) use crate::escape::xml as escape;

/// An element that was found in a text.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// Empty, or such as `x:`.
    pub prefix: String,
    /// Where its first tag stands.
    pub tag: Range<usize>,
    /// Where its last tag begins; `None` if it is `<such/>`.
    pub end: Option<usize>,
}

/// The prefix of a name with its colon, or nothing.
pub(super) fn prefix(name: QName<'_>) -> String {
    name.prefix().map(|prefix| format!("{}:", prefix.as_ref())).unwrap_or_default()
}

/// The first element of a local name, at any depth.
pub(super) fn find(xml: &str, local: &str) -> Result<Option<Element>, Unfit> {
    let mut reader = Reader::from_str(xml);
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event()? {
            Event::Empty(tag) if tag.local_name().as_ref() == local => {
                let tag_range = from..reader.buffer_position() as usize;
                return Ok(Some(Element { prefix: prefix(tag.name()), tag: tag_range, end: None }));
            }
            Event::Start(tag) if tag.local_name().as_ref() == local => {
                let tag_range = from..reader.buffer_position() as usize;
                let inner = reader.read_to_end(tag.name())?;
                return Ok(Some(Element {
                    prefix: prefix(tag.name()),
                    tag: tag_range,
                    end: Some(inner.end as usize),
                }));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The value of an attribute, by its name with prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unfit> {
    match tag.try_get_attribute(name).map_err(quick_xml::Error::from)? {
        Some(attribute) => {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?;
            Ok(Some(value.into_owned()))
        }
        None => Ok(None),
    }
}

/// A number from an attribute.
pub(super) fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Result<Option<T>, Unfit> {
    Ok(attribute(tag, name)?.and_then(|value| value.trim().parse().ok()))
}

/// What stands between the brackets of a tag, with attributes set or, where the value is `None`, left out.
pub(super) fn with_attributes(
    tag: &BytesStart<'_>,
    changes: &[(&str, Option<&str>)],
) -> Result<String, Unfit> {
    let mut text = tag.name().as_ref().to_owned();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(quick_xml::Error::from)?;
        let key = attribute.key.as_ref();
        if !changes.iter().any(|(name, _)| *name == key) {
            // A value between apostrophes may hold quotes.
            text.push_str(&format!(" {key}=\"{}\"", attribute.value.replace('"', "&quot;")));
        }
    }
    for (name, value) in changes {
        if let Some(value) = value {
            text.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
    }
    Ok(text)
}

/// Adds children to the first element of a name, and adds their number to its `count` if it has one.
///
/// `children` is given the prefix that the names of the element's children carry.
pub(super) fn append(
    xml: &str,
    parent: &str,
    added: usize,
    children: impl FnOnce(&str) -> String,
) -> Result<String, Unfit> {
    let element = find(xml, parent)?.ok_or_else(|| Unfit::lacks(parent))?;
    let children = children(&element.prefix);
    let tag = recounted(&xml[element.tag.clone()], added)?;
    let mut text = String::with_capacity(xml.len() + children.len() + 32);
    text.push_str(&xml[..element.tag.start]);
    text.push_str(&format!("<{tag}>"));
    match element.end {
        Some(end) => {
            text.push_str(&xml[element.tag.end..end]);
            text.push_str(&children);
            text.push_str(&xml[end..]);
        }
        None => {
            text.push_str(&format!("{children}</{}{parent}>", element.prefix));
            text.push_str(&xml[element.tag.end..]);
        }
    }
    Ok(text)
}

/// What stands between the brackets of a tag, its `count` raised.
fn recounted(tag: &str, added: usize) -> Result<String, Unfit> {
    let tag = start(tag)?;
    match number::<usize>(&tag, "count")? {
        Some(count) => with_attributes(&tag, &[("count", Some(&(count + added).to_string()))]),
        None => with_attributes(&tag, &[]),
    }
}

/// Reads a tag from its text.
pub(super) fn start(text: &str) -> Result<BytesStart<'_>, Unfit> {
    let content = text.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let name = content.find(|c: char| c.is_ascii_whitespace()).unwrap_or(content.len());
    if name == 0 {
        return Err(Unfit::Unexpected("a tag without a name".to_owned()));
    }
    Ok(BytesStart::from_content(content, name))
}

/// Replacements in a text, at places of the text as it was.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.replace(at..at, text);
    }

    pub(super) fn apply(mut self, xml: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let mut text = String::with_capacity(xml.len() + 1024);
        let mut copied = 0;
        for (range, new) in self.0 {
            text.push_str(&xml[copied..range.start]);
            text.push_str(&new);
            copied = range.end;
        }
        text.push_str(&xml[copied..]);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_added_whatever_the_prefix() {
        let child = |prefix: &str| format!("<{prefix}b/>");
        for (before, after) in [
            ("<r><a count=\"1\"><b/></a></r>", "<r><a count=\"2\"><b/><b/></a></r>"),
            ("<r><a/><c/></r>", "<r><a><b/></a><c/></r>"),
            ("<x:r><x:a count='0' /></x:r>", "<x:r><x:a count=\"1\"><x:b/></x:a></x:r>"),
        ] {
            assert_eq!(append(before, "a", 1, child).unwrap(), after);
        }
        assert!(append("<r/>", "a", 1, child).is_err());
    }

    #[test]
    fn attributes_are_set_and_left_out() {
        let tag = start("<c r=\"B7\" t='s' n='say \"a\"'/>").unwrap();
        let changed = with_attributes(&tag, &[("s", Some("4")), ("t", None)]).unwrap();
        assert_eq!(changed, "c r=\"B7\" n=\"say &quot;a&quot;\" s=\"4\"");
    }
}
