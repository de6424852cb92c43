//! Layouts: what a known register looks like. Candor's own stand in `layouts/known`, a user's in `layouts` of the
//! workspace.
//!
//! Invariants: every layout says how its sheet is recognised; candor.toml stands above a user's layout, that above
//! a built-in one, and all of them above the synonyms.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use candor_model::{Dictionary, EntityId, Entry, FieldId};
use serde::Deserialize;
use toml::Spanned;

use super::fact;
use super::mistake::{Mistake, Places, parse_raw};
use super::told::{Pattern, RawTold, Told, no_field, told};

const KNOWN: &[(&str, &str)] = &[
    ("art-30-processor.toml", include_str!("../../layouts/known/art-30-processor.toml")),
    ("ciso-assistant.toml", include_str!("../../layouts/known/ciso-assistant.toml")),
    ("cppa-metrics.toml", include_str!("../../layouts/known/cppa-metrics.toml")),
    ("dsk.toml", include_str!("../../layouts/known/dsk.toml")),
    ("fides.toml", include_str!("../../layouts/known/fides.toml")),
    ("ico.toml", include_str!("../../layouts/known/ico.toml")),
    ("nist-800-66.toml", include_str!("../../layouts/known/nist-800-66.toml")),
    ("onetrust.toml", include_str!("../../layouts/known/onetrust.toml")),
];

/// What one kind of sheet looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub name: String,
    pub(crate) sheet: Option<Pattern>,
    /// Headers that stand in one row, all of them; of a form, labels that stand in one column.
    pub(crate) recognised_by: Vec<Pattern>,
    /// Why such a sheet is passed over, if it is.
    pub(crate) why: Option<String>,
    pub(crate) told: Told,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLayouts {
    layout: Vec<Spanned<RawLayout>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLayout {
    name: Option<Spanned<String>>,
    is: Option<Spanned<String>>,
    sheet: Option<Spanned<String>>,
    #[serde(default)]
    recognised_by: Vec<Spanned<String>>,
    header_row: Option<u32>,
    #[serde(default)]
    form: bool,
    date_order: Option<Spanned<String>>,
    #[serde(default)]
    pass_over: Vec<Spanned<String>>,
    why: Option<String>,
    /// Fields that every record of such a sheet has, though no column says so.
    #[serde(default)]
    constant: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    #[serde(default)]
    headers: BTreeMap<String, Spanned<String>>,
}

/// Reads a file of layouts: one, or several as `[[layout]]`.
pub fn parse_layouts(text: &str) -> Result<Vec<Layout>, Vec<Mistake>> {
    let places = Places { text };
    let several = text.lines().any(|line| line.trim_start().starts_with("[[layout]]"));
    let (raw, mut mistakes): (Vec<(usize, RawLayout)>, Vec<Mistake>) = if several {
        let (raw, mistakes) = parse_raw::<RawLayouts>(text, &places);
        let list = raw.map(|raw| raw.layout).unwrap_or_default();
        (list.into_iter().map(|item| (item.span().start, item.into_inner())).collect(), mistakes)
    } else {
        let (raw, mistakes) = parse_raw::<RawLayout>(text, &places);
        (raw.into_iter().map(|raw| (0, raw)).collect(), mistakes)
    };
    let layouts: Vec<Layout> =
        raw.iter().map(|(offset, raw)| layout(*offset, raw, &places, &mut mistakes)).collect();
    if mistakes.is_empty() {
        return Ok(layouts);
    }
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    Err(mistakes)
}

/// The layouts that Candor is built with.
pub(crate) fn known() -> &'static [Layout] {
    static LAYOUTS: OnceLock<Vec<Layout>> = OnceLock::new();
    LAYOUTS.get_or_init(|| {
        let parse = |source: &&str| parse_layouts(source).expect("the built-in layouts are tested");
        KNOWN.iter().flat_map(|(_, source)| parse(source)).collect()
    })
}

fn layout(offset: usize, raw: &RawLayout, places: &Places<'_>, mistakes: &mut Vec<Mistake>) -> Layout {
    let mut miss = |message: &str, help: &str| {
        mistakes.push(places.mistake(offset, message.to_owned(), help.to_owned()));
    };
    if raw.name.is_none() {
        miss("the layout has no `name`", "give it one, such as name = \"Our vendor list\"");
    }
    if raw.is.is_none() {
        miss("the layout does not say what its records are", "add for example is = \"vendor\"");
    }
    if raw.sheet.is_none() && raw.recognised_by.is_empty() {
        miss(
            "nothing says which sheet the layout is for",
            "add `recognised_by` with headers that stand in one row, or `sheet` with its name",
        );
    }
    let shared = RawTold {
        is: raw.is.as_ref(),
        header_row: raw.header_row,
        headers: &raw.headers,
        date_order: raw.date_order.as_ref(),
    };
    let mut told = told(&shared, places, mistakes);
    told.wanted = !told.pass_over;
    told.constants = constants(told.entity, &raw.constant, places, mistakes);
    let mut patterns = |list: &[Spanned<String>]| -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for text in list {
            let pattern = Pattern::new(text.get_ref());
            if pattern.is_empty() {
                let help = "write the words to look for, `*` at the ends for anything".to_owned();
                let message = format!("`{}` fits everything", text.get_ref());
                mistakes.push(places.mistake(text.span().start, message, help));
            }
            patterns.push(pattern);
        }
        patterns
    };
    let recognised_by = patterns(&raw.recognised_by);
    told.rows_passed_over = patterns(&raw.pass_over);
    let name = raw.name.as_ref().map(|name| name.get_ref().clone()).unwrap_or_default();
    told.layout = Some(name.clone());
    told.form = raw.form;
    Layout {
        name,
        sheet: raw.sheet.as_ref().map(|sheet| Pattern::new(sheet.get_ref())),
        recognised_by,
        why: raw.why.clone(),
        told,
    }
}

/// The constants of a layout, in the order of the file. An entity that does not exist is told already.
fn constants(
    entity: Option<EntityId>,
    raw: &BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    places: &Places<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Vec<(FieldId, Entry)> {
    let dictionary = Dictionary::builtin();
    let Some(entity) = entity else { return Vec::new() };
    let mut constants = Vec::new();
    for (key, value) in raw {
        let Some(field) = dictionary.find_field(entity, key.get_ref()) else {
            mistakes.push(no_field(entity, key, places));
            continue;
        };
        match fact(dictionary.field(field), value.get_ref()) {
            Ok(entry) => constants.push((field, entry)),
            Err(help) => mistakes.push(places.mistake(
                value.span().start,
                format!("`{}` does not fit `{}`", value.get_ref(), key.get_ref()),
                help,
            )),
        }
    }
    constants
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_layouts_are_right() {
        for (name, source) in KNOWN {
            assert_eq!(parse_layouts(source).map(|_| ()), Ok(()), "{name}");
        }
        assert!(known().len() >= KNOWN.len());
    }

    #[test]
    fn all_mistakes_of_a_layout_are_told_at_once_with_their_places() {
        let text = "name = \"Ours\"\nis = \"vendr\"\nrecogised_by = [\"Firma\"]\ndate_order = \"ymd\"\n\
                    pass_over = [\"*\"]\n[headers]\nFirma = \"name\"\n";
        let mistakes = parse_layouts(text).unwrap_err();
        let told: Vec<(u32, u32, &str, &str)> = mistakes
            .iter()
            .map(|mistake| (mistake.line, mistake.column, mistake.message.as_str(), mistake.help.as_str()))
            .collect();
        assert_eq!(told.len(), 5, "{told:#?}");
        assert_eq!((told[0].0, told[0].2), (1, "nothing says which sheet the layout is for"));
        assert_eq!(told[1], (2, 6, "there is no entity `vendr`", "did you mean `vendor`?"));
        assert_eq!((told[2].0, told[2].1, told[2].2), (3, 1, "unknown field `recogised_by`"));
        assert_eq!((told[3].0, told[3].3), (4, "use \"dmy\" or \"mdy\""));
        assert_eq!((told[4].0, told[4].2), (5, "`*` fits everything"));
        let constant =
            "name = \"x\"\nis = \"vendor\"\nsheet = \"A\"\nconstant = { rol = \"x\", role = \"boss\" }\n";
        let mistakes = parse_layouts(constant).unwrap_err();
        assert_eq!(mistakes[0].message, "`vendor` has no field `rol`");
        assert_eq!(mistakes[1].message, "`\"boss\"` does not fit `role`");
        let field =
            "name = \"x\"\nis = \"vendor\"\nsheet = \"A\"\n[headers]\n\"AVV seit\" = \"dpa_signed_no\"\n";
        let mistakes = parse_layouts(field).unwrap_err();
        assert_eq!((mistakes[0].line, mistakes[0].column), (5, 14));
        assert!(mistakes[0].help.starts_with("did you mean `dpa_signed"), "{mistakes:?}");
    }
}
