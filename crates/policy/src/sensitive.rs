//! Special categories of data and why they may be used (GDPR Art. 9).

use candor_model::{Dictionary, Kind, RecordRef, Value, Which};

use crate::fact::{Duty, Fact, Found, Question};
use crate::key;
use crate::organisation::{Applies, Laws};
use crate::records::{Records, plain};
use crate::words::key_of;

const PATH: &str = "activity.special_category";

/// Facts about sensitive data of an activity; one that says nothing where the records say that there is none.
pub(crate) fn sensitive(
    records: &Records<'_>,
    laws: &Laws,
    record: RecordRef,
    id: &str,
    name: &str,
) -> Vec<Fact> {
    let path = PATH;
    let question = Question::new(
        format!("{id}.sensitive"),
        format!("Does “{name}” use health data or other sensitive data?"),
        path,
        laws.duty("GDPR Art. 9", "11 CCR 7011(e)(1)(A)"),
    );
    let cells = records.cells(record, &[path]);
    match records.yes_no(record, path) {
        Some(false) => vec![question.none("", cells)],
        None => vec![question.open(cells)],
        Some(true) => {
            let kinds = kinds(records, record);
            let what = match kinds.is_empty() {
                true => records.say(key::SENSITIVE_UNNAMED),
                false => records.language.join_and(&kinds),
            };
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

/// The kinds that the records name: those that are known, then the words of the records.
pub(crate) fn kinds(records: &Records<'_>, record: RecordRef) -> Vec<String> {
    let field = Dictionary::builtin().expect_field(PATH);
    match (Dictionary::builtin().field(field).kind, records.look(record, PATH).value()) {
        (Kind::YesNo(Some(list)), Some(Value::Which(which))) => {
            let Which { named, others } = &**which;
            let options = &Dictionary::builtin().choice_list(list).options;
            let known = named.iter().filter_map(|index| options.get(usize::from(*index)));
            let others = others.iter().map(|other| records.word(&plain(other)));
            known.map(|option| records.say(key_of("special", &option.id))).chain(others).collect()
        }
        _ => Vec::new(),
    }
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
            let words = conditions.iter().map(|condition| records.say(key_of("art9", condition)));
            question.known(words.collect::<Vec<_>>().join(" "), cells)
        }
        _ => question.open(cells),
    })
}
