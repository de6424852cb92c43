//! The XML of a part, walked through.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::{NESTING_MAX, TextError};

/// What happens in a part: an element begins or ends, or there is text.
pub(super) enum Step<'x> {
    Start(&'x BytesStart<'x>),
    End(&'x str),
    Text(&'x str),
}

/// Walks through a part. An element without content begins and ends.
pub(super) fn each(
    xml: &str,
    mut step: impl FnMut(Step<'_>) -> Result<(), TextError>,
) -> Result<(), TextError> {
    let broken = |reason: String| TextError::Broken(reason);
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| broken(error.to_string()))? {
            Event::Start(start) => {
                depth += 1;
                if depth > NESTING_MAX {
                    return Err(TextError::TooDeep { limit: NESTING_MAX });
                }
                step(Step::Start(&start))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                step(Step::End(end.local_name().as_ref()))?;
            }
            Event::Text(text) => step(Step::Text(&text.xml10_content()))?,
            Event::CData(text) => step(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(entity) => match quick_xml::escape::resolve_xml_entity(&entity) {
                Some(text) => step(Step::Text(text))?,
                None => match entity.resolve_char_ref() {
                    Ok(Some(letter)) => step(Step::Text(letter.encode_utf8(&mut [0; 4])))?,
                    _ => return Err(broken(format!("the entity `{}` has no meaning", &*entity))),
                },
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// Is a property that is named switched on? It is unless it says no.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}
