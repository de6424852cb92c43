//! Special categories of data and why they may be used (GDPR Art. 9).

use candor_model::text::fold;
use candor_model::{Dictionary, RecordRef};

use crate::fact::{Duty, Fact, Found, Question};
use crate::organisation::{Applies, Laws};
use crate::records::Records;
use crate::words::{art9_words, join_and, lower_first};

/// What sensitive data is called where the records do not say which it is.
pub(crate) const UNNAMED: &str = "sensitive data";

/// Facts about sensitive data of an activity; none where the records say that there is none.
pub(crate) fn sensitive(
    records: &Records<'_>,
    laws: &Laws,
    record: RecordRef,
    id: &str,
    name: &str,
) -> Vec<Fact> {
    let path = "activity.special_category";
    let question = Question::new(
        format!("{id}.sensitive"),
        format!("Does “{name}” use health data or other sensitive data?"),
        path,
        laws.duty("GDPR Art. 9", "11 CCR 7011(e)(1)(A)"),
    );
    let cells = records.cells(record, &[path]);
    match records.yes_no(record, path) {
        Some(false) => Vec::new(),
        None => vec![question.open(cells)],
        Some(true) => {
            let kinds = kinds(records.look(record, path).text());
            let what = if kinds.is_empty() { UNNAMED.to_owned() } else { join_and(&kinds) };
            let mut facts = vec![question.known(what, cells)];
            if kinds.is_empty() {
                let ask = format!("Which sensitive data does “{name}” use?");
                let duty = laws.duty("GDPR Art. 9(1)", "");
                facts.push(Question::new(format!("{id}.sensitive.kind"), ask, path, duty).open(Vec::new()));
            }
            facts.extend(condition(records, laws, record, id, name));
            facts
        }
    }
}

/// The kinds a cell names, by the labels and other names of the dictionary.
pub(crate) fn kinds(text: &str) -> Vec<String> {
    let dictionary = Dictionary::builtin();
    let Some(list) = dictionary.find_choices("special_data") else { return Vec::new() };
    let folded = format!(" {} ", fold(text));
    let names_it = |word: &str| folded.contains(&format!(" {} ", fold(word)));
    let options = &dictionary.choice_list(list).options;
    options
        .iter()
        .filter(|option| {
            names_it(&option.label) || names_it(&option.id) || option.aka.iter().any(|aka| names_it(aka))
        })
        .map(|option| lower_first(&option.label))
        .collect()
}

/// GDPR Art. 9(2).
fn condition(records: &Records<'_>, laws: &Laws, record: RecordRef, id: &str, name: &str) -> Option<Fact> {
    if laws.gdpr == Applies::No {
        return None;
    }
    let path = "activity.art9_condition";
    let question = Question::new(
        format!("{id}.sensitive.condition"),
        format!("Why is the sensitive data of “{name}” allowed?"),
        path,
        Duty { mandatory: true, cite: "GDPR Art. 9(2)".to_owned() },
    );
    let cells = records.cells(record, &[path]);
    Some(match records.choices(record, path) {
        Found::Known(conditions) if !conditions.is_empty() => {
            let words: Vec<&str> = conditions.iter().map(|condition| art9_words(condition)).collect();
            question.known(words.join(" "), cells)
        }
        _ => question.open(cells),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_of_a_cell_are_found() {
        assert_eq!(
            kinds("Yes: health, biometrics (fingerprint)"),
            ["health", "biometric data for identification"]
        );
        assert!(kinds("Yes").is_empty());
    }
}
