//! What sentences rest on: a change to one cell changes the sentences that name it and no others.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::inventory::filled_cells;
use candor_model::{Dictionary, Kind};
use candor_report::{Document, Sentence, Templates, compose};

const DOCUMENTS: [Document; 6] = [
    Document::PrivacyPolicy,
    Document::CaliforniaPrivacyPolicy,
    Document::NoticeAtCollection,
    Document::NoticeOfPrivacyPractices,
    Document::Recipients,
    Document::AtAGlance,
];

/// Two texts of the same kind for a cell; none for kinds whose values are few.
fn texts(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Text | Kind::List | Kind::Reference(_) => Some(("Quokka one", "Quokka two")),
        Kind::Date => Some(("2026-10-03", "2026-10-04")),
        Kind::Duration => {
            Some(("33 months after the visit, then delete", "34 months after the visit, then delete"))
        }
        Kind::Countries => Some(("CL", "PE")),
        _ => None,
    }
}

/// The sentences of a case by their text, each with whether one of its cells holds `text`.
fn sentences(case: &Case, text: &str) -> BTreeMap<String, (Sentence, bool)> {
    let names_it = |sentence: &Sentence| {
        let facts = case.facts.all();
        let mut own =
            facts.iter().filter(|fact| sentence.facts.contains(&fact.id) || sentence.asks.contains(&fact.id));
        own.any(|fact| fact.cells.iter().any(|cell| cell.saw.contains(text)))
    };
    let mut all = BTreeMap::new();
    for document in DOCUMENTS {
        let source =
            compose(&document.whole(), &case.input(), &Templates::builtin()).expect("a test may fail here");
        for sentence in source.sentences() {
            let names = names_it(sentence);
            let entry = all.entry(sentence.text.clone()).or_insert_with(|| (sentence.clone(), names));
            entry.1 |= names;
        }
    }
    all
}

/// Titles and the line above them name the organisation and the document.
fn is_heading(sentence: &Sentence) -> bool {
    sentence.is_title || sentence.text.starts_with("Quokka") && sentence.text.contains(" · ")
}

#[test]
fn a_change_to_a_cell_changes_exactly_the_sentences_that_name_it() {
    let dictionary = Dictionary::builtin();
    let (mut tried, mut changed, mut wrong) = (0, 0, Vec::new());
    for (entity, field, row) in filled_cells() {
        let kind = dictionary.expect_field(&format!("{entity}.{field}"));
        let Some((one, two)) = texts(dictionary.field(kind).kind) else { continue };
        tried += 1;
        let [before, after] =
            [one, two].map(|text| sentences(&Case::new(&[(entity, field, row, text)]), text));
        for (here, there) in [(&before, &after), (&after, &before)] {
            for (text, (sentence, names)) in here {
                let is_changed = !there.contains_key(text);
                changed += usize::from(is_changed);
                if is_changed && !names && !is_heading(sentence) {
                    wrong.push(format!(
                        "{entity}.{field} {row}: changed without naming it: {text} {:?}",
                        sentence.facts
                    ));
                }
            }
        }
        // The other way round, where the words of the cell stand in the sentence.
        if !one.starts_with("Quokka") {
            continue;
        }
        let kept = before.iter().filter(|(text, _)| text.contains(one) && after.contains_key(*text));
        wrong.extend(kept.map(|(text, _)| format!("{entity}.{field} {row}: names it and stays: {text}")));
    }
    assert!(tried > 100 && changed > 200, "{tried} {changed}");
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}
