//! The values that a test looks for, read in the form of the field's kind.

use candor_model::text::plain;
use candor_model::{Country, Dictionary, Field, Kind};

use super::mistake::Mistakes;
use super::raw::Word;
use crate::test::Wanted;

/// The values of a list in the form of the field's kind.
pub(super) fn wanted(
    items: &[Word],
    field: &Field,
    span: std::ops::Range<usize>,
    mistakes: &mut Mistakes<'_>,
) -> Option<Wanted> {
    if items.is_empty() {
        mistakes.add(span, "an empty list of values asks nothing", "");
        return None;
    }
    let dictionary = Dictionary::builtin();
    match field.kind {
        Kind::YesNo(Some(list)) if items.iter().any(|word| !is_yes_or_no(word)) => {
            let list_of = dictionary.choice_list(list);
            let known: Vec<&str> = list_of.options.iter().map(|option| option.id.as_str()).collect();
            let read =
                |word: &Word| known.iter().position(|id| id == word.get_ref()).map(|index| index as u16);
            let chosen = values(items, read, &format!("choice of `{}`", list_of.id), &known, mistakes)?;
            Some(Wanted::Named(list, chosen))
        }
        Kind::YesNo(_) => {
            let read = |word: &Word| match word.get_ref().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            values(items, read, "answer to a yes or no field", &["yes", "no"], mistakes).map(Wanted::YesNo)
        }
        Kind::Choice(list) | Kind::Choices(list) => {
            let list = dictionary.choice_list(list);
            let known: Vec<&str> = list.options.iter().map(|option| option.id.as_str()).collect();
            let read =
                |word: &Word| known.iter().position(|id| id == word.get_ref()).map(|index| index as u16);
            values(items, read, &format!("choice of `{}`", list.id), &known, mistakes).map(Wanted::Choices)
        }
        Kind::Countries => {
            let read = |word: &Word| Country::from_code(word.get_ref());
            values(items, read, "two-letter code of a country", &[], mistakes).map(Wanted::Countries)
        }
        _ => Some(Wanted::Texts(
            items.iter().map(|word| (word.get_ref().clone(), plain(word.get_ref()))).collect(),
        )),
    }
}

fn values<T>(
    items: &[Word],
    read: impl Fn(&Word) -> Option<T>,
    what: &str,
    known: &[&str],
    mistakes: &mut Mistakes<'_>,
) -> Option<Vec<T>> {
    let mut complete = true;
    let mut found = Vec::new();
    for word in items {
        match read(word) {
            Some(value) => found.push(value),
            None => {
                complete = false;
                mistakes.unknown(word.span(), what, word.get_ref(), known.iter().copied());
            }
        }
    }
    complete.then_some(found)
}

fn is_yes_or_no(word: &Word) -> bool {
    matches!(word.get_ref().as_str(), "yes" | "no")
}
