//! Legal reasons in words (GDPR Art. 6(1), 13(1)(c)-(d)).
//!
//! Invariant: a row with several purposes and several bases is asked about, not guessed at; an interest is
//! told only if the records name it.

use candor_model::RecordRef;
use candor_model::text::fold;

use crate::fact::{Duty, Fact, FactCell, Found, Question};
use crate::key;
use crate::organisation::{Applies, Laws};
use crate::records::Records;
use crate::words::key_of;

/// What a reason needs beside its basis.
struct Detail {
    interest: Option<String>,
    law: Option<String>,
}

/// The reasons of an activity as facts, and the ids of the bases the records name.
pub(crate) fn reasons(
    records: &Records<'_>,
    laws: &Laws,
    activity: RecordRef,
    id: &str,
    name: &str,
) -> (Vec<Fact>, Vec<&'static str>) {
    let own_law = records.text(activity, "activity.legal_reference").known();
    let purposes = purposes_of(records, activity);
    if !purposes.is_empty() {
        let mut facts = Vec::new();
        let mut bases = Vec::new();
        for (index, purpose) in purposes.into_iter().enumerate() {
            let detail = Detail {
                interest: records.text(purpose, "purpose.legitimate_interest").known(),
                law: own_law.clone(),
            };
            let subject = records.inventory.name(purpose);
            let cells = records.cells(purpose, &["purpose.legal_basis", "purpose.legitimate_interest"]);
            let found = records.choices(purpose, "purpose.legal_basis");
            let part = format!("{id}.reason.{}", index + 1);
            let asked = Asked {
                id: &part,
                subject: &subject,
                basis: "purpose.legal_basis",
                interest: "purpose.legitimate_interest",
            };
            for mut fact in told(records, laws, &asked, found, &mut bases, &detail, cells) {
                if fact.is_known() {
                    let label = records.word(&subject);
                    fact.text = records.say_with(key::LABELLED, &[("label", &label), ("text", &fact.text)]);
                }
                facts.push(fact);
            }
        }
        return (facts, bases);
    }
    let detail =
        Detail { interest: records.text(activity, "activity.legitimate_interest").known(), law: own_law };
    let paths = ["activity.legal_basis", "activity.legitimate_interest", "activity.legal_reference"];
    let cells = records.cells(activity, &paths);
    let part = format!("{id}.reason");
    let asked = Asked {
        id: &part,
        subject: name,
        basis: "activity.legal_basis",
        interest: "activity.legitimate_interest",
    };
    let mut bases = Vec::new();
    let found = records.choices(activity, "activity.legal_basis");
    let facts = told(records, laws, &asked, found, &mut bases, &detail, cells);
    (facts, bases)
}

/// How to take back a consent that one of the reasons is (GDPR Art. 7(3), 13(2)(c)): the ways that the consents of the
/// activity or of its purposes name.
pub(crate) fn withdrawal(
    records: &Records<'_>,
    activity: RecordRef,
    bases: &[&str],
    purposes: &Found<Vec<String>>,
    id: &str,
    name: &str,
) -> Option<Fact> {
    if !bases.contains(&"consent") {
        return None;
    }
    let path = "consent.withdraw_channel";
    let ask = format!("How can people take back their consent to “{name}”?");
    let question = Question::new(format!("{id}.withdrawal"), ask, path, Duty::default());
    let purposes = purposes.clone().known().unwrap_or_default();
    let is_for = |consent: &RecordRef| {
        let activities = records.list(*consent, "consent.activity").known().unwrap_or_default();
        let purpose = records.text(*consent, "consent.purpose").known();
        activities.iter().any(|other| records.resolve("activity", other) == Some(activity))
            || purpose.is_some_and(|purpose| purposes.iter().any(|own| fold(own) == fold(&purpose)))
    };
    let (mut ways, mut cells): (Vec<String>, _) = (Vec::new(), Vec::new());
    for consent in records.of("consent").into_iter().filter(is_for) {
        let Found::Known(way) = records.text(consent, path) else { continue };
        let way = records.word(&way);
        if !ways.iter().any(|known| fold(known) == fold(&way)) {
            ways.push(way);
            cells.extend(records.cell(consent, path));
        }
    }
    Some(if ways.is_empty() {
        question.open(cells)
    } else {
        let ways = records.language.join_apart(&ways);
        question.known(records.say_with(key::WITHDRAWAL, &[("ways", &ways)]), cells)
    })
}

/// What is asked about: an activity or one purpose of it.
struct Asked<'a> {
    id: &'a str,
    subject: &'a str,
    basis: &'a str,
    interest: &'a str,
}

fn purposes_of(records: &Records<'_>, activity: RecordRef) -> Vec<RecordRef> {
    let belongs = |purpose: &RecordRef| {
        records
            .list(*purpose, "purpose.activity")
            .known()
            .is_some_and(|names| names.iter().any(|name| records.resolve("activity", name) == Some(activity)))
    };
    records.of("purpose").into_iter().filter(belongs).collect()
}

fn told(
    records: &Records<'_>,
    laws: &Laws,
    asked: &Asked<'_>,
    found: Found<Vec<&'static str>>,
    bases: &mut Vec<&'static str>,
    detail: &Detail,
    cells: Vec<FactCell>,
) -> Vec<Fact> {
    // Only the GDPR knows legal bases.
    if laws.gdpr == Applies::No {
        return Vec::new();
    }
    let duty = laws.duty("GDPR Art. 13(1)(c)", "");
    let Asked { id, subject, .. } = asked;
    let named = found.known().unwrap_or_default();
    bases.extend(&named);
    match named.as_slice() {
        [] => {
            let ask = format!("What is the legal reason for “{subject}”?");
            vec![Question::new(*id, ask, asked.basis, duty).open(cells)]
        }
        [basis] => one(records, laws, asked, basis, detail, cells),
        _ => {
            let ask = format!("Which purpose of “{subject}” has which legal reason?");
            vec![Question::new(*id, ask, "purpose.legal_basis", duty).open(cells)]
        }
    }
}

fn one(
    records: &Records<'_>,
    laws: &Laws,
    asked: &Asked<'_>,
    basis: &str,
    detail: &Detail,
    cells: Vec<FactCell>,
) -> Vec<Fact> {
    let Asked { id, subject, .. } = asked;
    let question = Question::new(
        *id,
        format!("What is the legal reason for “{subject}”?"),
        asked.basis,
        laws.duty("GDPR Art. 13(1)(c)", ""),
    );
    let which_law = |cells: Vec<FactCell>| {
        let ask = format!("Which law asks for “{subject}”?");
        Question::new(format!("{id}.law"), ask, "activity.legal_reference", Duty::default()).open(cells)
    };
    let text = match (basis, &detail.law) {
        ("legal_obligation", Some(law)) => {
            records.say_with(key::REASON_LEGAL_OBLIGATION_NAMED, &[("law", &records.word(law))])
        }
        ("public_task", Some(law)) => {
            records.say_with(key::REASON_PUBLIC_TASK_NAMED, &[("law", &records.word(law))])
        }
        ("legal_obligation" | "public_task", None) => {
            let text = records.say(key_of("reason", basis));
            return vec![question.known(text, cells.clone()), which_law(cells)];
        }
        ("legitimate_interests", _) => match &detail.interest {
            Some(interest) => {
                records.say_with(key::REASON_LEGITIMATE_INTERESTS, &[("interest", &records.word(interest))])
            }
            None => {
                let ask = format!("Which interest of yours does “{subject}” serve?");
                let duty = laws.duty("GDPR Art. 13(1)(d)", "");
                return vec![Question::new(*id, ask, asked.interest, duty).open(cells)];
            }
        },
        _ => records.say(key_of("reason", basis)),
    };
    vec![question.known(text, cells)]
}
