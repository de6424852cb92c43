//! The same facts in every language: what is known, the numbers and the names are the same, only the words differ.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::inventory::{AS_OF, Change, changed, filled_cells, table};
use candor_model::Inventory;
use candor_policy::{Fact, Facts, Key, Language, State, facts, protection};

fn drawn(inventory: &Inventory, language: Language) -> Facts {
    facts(inventory, AS_OF.parse().unwrap(), language)
}

/// Every fact, and those of the page on protection.
fn all(inventory: &Inventory, language: Language) -> Vec<Fact> {
    let drawn = drawn(inventory, language);
    let protection = protection(inventory, drawn.as_of, language, &drawn.recipients);
    let told = [protection.measures, protection.tests, protection.plans].concat();
    let told = told.into_iter().flat_map(|told| std::iter::once(told.fact).chain(told.rest));
    drawn.all().into_iter().cloned().chain(told).chain([protection.contracts]).collect()
}

/// The numbers in a text, sorted.
fn numbers(text: &str) -> Vec<&str> {
    let mut numbers: Vec<&str> =
        text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    numbers.sort_unstable();
    numbers
}

/// Where an inventory has more than the complete one: what only other answers bring up.
const SURPRISES: &[Change<'_>] = &[
    ("activity", "sold", 0, "yes"),
    ("activity", "automated_decision", 2, "yes"),
    ("activity", "human_involvement", 2, "Maud Brandt looks at each"),
    ("activity", "children", 0, "yes"),
    ("activity", "special_category", 0, "health, star sign"),
    ("activity", "art9_condition", 0, "explicit_consent"),
    ("activity", "legal_basis", 2, "legitimate_interests"),
    ("activity", "legitimate_interest", 2, "tell readers of Harborlight"),
    ("activity", "retention", 2, "without end"),
    ("activity", "last_deleted_on", 0, ""),
    ("organisation", "sells_or_shares", 0, "yes"),
    ("organisation", "uses_admt", 0, "yes"),
    ("organisation", "sensitive_beyond_7027m", 0, "yes"),
    ("organisation", "honours_opt_out_signal", 0, "no"),
    ("organisation", "dpo", 0, "none"),
    ("vendor", "country", 0, "US"),
    ("vendor", "transfers", 0, "yes"),
    ("vendor", "transfer_mechanism", 0, "scc"),
    ("vendor", "role", 0, "joint_controller"),
    ("system", "mfa", 1, "yes"),
];

#[test]
fn every_language_tells_the_same_facts_with_the_same_numbers() {
    let cells = filled_cells();
    let blanked = cells.iter().map(|(entity, field, row)| vec![(*entity, *field, *row, "")]);
    let cases: Vec<Vec<Change<'_>>> = [Vec::new(), SURPRISES.to_vec()].into_iter().chain(blanked).collect();
    for changes in &cases {
        let mut inventory = changed(changes);
        let terms: &[&[&str]] =
            &[&["Online booking", "Buchung", "Réservation"], &["Patients", "Kranke", "Malades"]];
        inventory.tables.push(table("term", &["text", "de", "fr"], terms));
        let english = all(&inventory, Language::English);
        for language in [Language::German, Language::French, Language::Spanish] {
            let told = all(&inventory, language);
            assert_eq!(told.len(), english.len());
            for (fact, english) in told.iter().zip(&english) {
                let outside_words = |fact: &Fact| Fact { text: String::new(), ..fact.clone() };
                assert_eq!(outside_words(fact), outside_words(english), "{changes:?}");
                assert_eq!(numbers(&fact.text), numbers(&english.text), "{fact:?}");
                assert_eq!(fact.text.is_empty(), english.text.is_empty(), "{fact:?}");
            }
        }
    }
}

#[test]
fn names_of_the_records_stand_in_every_language() {
    for language in Language::ALL {
        let surprised = changed(SURPRISES);
        let texts: Vec<String> = all(&surprised, language)
            .into_iter()
            .map(|fact| fact.text)
            .filter(|text| !text.is_empty())
            .collect();
        let whole = texts.join("\n");
        for name in [
            "Harborlight Health Ltd",
            "Mailhost",
            "Maud Brandt",
            "star sign",
            "Laboratories",
            "the Health Records Act",
        ] {
            assert!(whole.contains(name), "{language:?} lacks {name}");
        }
    }
}

/// Names of the messages that are words of facts.
fn words_of_facts() -> Vec<Key> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/words/en");
    let files = ["facts.ftl", "facts-california.ftl", "facts-protection.ftl", "formats.ftl"];
    let texts = files.map(|file| fs::read_to_string(folder.join(file)).unwrap());
    let ids = texts.iter().flat_map(|text| text.lines()).filter_map(|line| line.split_once(" ="));
    let keys: Vec<Key> = ids.filter_map(|(id, _)| Key::find(id)).collect();
    assert!(keys.len() > 100);
    keys
}

/// A message with "x" in every place.
fn said(language: Language, key: Key) -> String {
    if key.variables().contains(&"n") {
        return language.count(key, 2, &[]);
    }
    let values: Vec<_> = key.variables().iter().map(|variable| (*variable, "x")).collect();
    language.say_with(key, &values)
}

#[test]
fn no_language_speaks_another() {
    const STOP_WORDS: [(Language, &[&str]); 4] = [
        (
            Language::English,
            &["the", "we", "our", "your", "you", "and", "is", "are", "with", "data", "people"],
        ),
        (Language::German, &["wir", "der", "die", "das", "und", "ihre", "sie", "daten"]),
        (Language::French, &["nous", "vous", "vos", "les", "des", "et", "données"]),
        (Language::Spanish, &["usted", "los", "sus", "datos", "personas", "nuestro"]),
    ];
    for key in words_of_facts() {
        for language in Language::ALL {
            let text = said(language, key).to_lowercase();
            let words: BTreeSet<&str> = text.split(|sign: char| !sign.is_alphabetic()).collect();
            for (_, others) in STOP_WORDS.iter().filter(|(other, _)| *other != language) {
                let found: Vec<_> = others.iter().filter(|word| words.contains(**word)).collect();
                assert!(found.is_empty(), "{} in {language:?} says {found:?}: {text}", key.id());
            }
        }
    }
}

#[test]
fn sentences_are_short_and_sure_in_every_language() {
    const HEDGES: [&[&str]; 4] = [
        &["may", "might", "could", "should", "shall"],
        &["könnte", "könnten", "dürfte", "möglicherweise", "eventuell", "gegebenenfalls", "grundsätzlich"],
        &["pourrait", "pourraient", "éventuellement", "peut-être", "notamment"],
        &["podría", "podrían", "quizás", "posiblemente", "eventualmente"],
    ];
    for key in words_of_facts() {
        for language in Language::ALL {
            let text = said(language, key);
            for sentence in text.split_inclusive(['.', '?', '!']) {
                assert!(sentence.split_whitespace().count() <= 22, "{}: {sentence}", key.id());
            }
            let lower = text.to_lowercase();
            let words: Vec<&str> = lower.split(|sign: char| !(sign.is_alphabetic() || sign == '-')).collect();
            let hedge = HEDGES[language as usize].iter().find(|word| words.contains(word));
            assert!(hedge.is_none(), "{}: {text}", key.id());
        }
    }
}

#[test]
fn punctuation_follows_the_language() {
    for key in words_of_facts() {
        let [_, german, french, spanish] = Language::ALL.map(|language| said(language, key));
        let id = key.id();
        for (at, sign) in french.char_indices().filter(|(_, sign)| ":;!?»".contains(*sign)) {
            assert!(french[..at].ends_with('\u{202f}'), "{id}: {sign} in {french}");
        }
        assert!(!french.contains(['\'', '"', '“', '„']), "{id}: {french}");
        assert!(!german.contains(['"', '”', '\'']), "{id}: {german}");
        assert_eq!(spanish.contains('?'), spanish.contains('¿'), "{id}: {spanish}");
    }
}

#[test]
fn terms_of_the_organisation_translate_its_words() {
    let mut inventory = changed(&[]);
    let fields = ["text", "en", "de", "fr"];
    let rows: &[&[&str]] = &[
        &["Contact details", "", "Kontaktdaten", "Coordonnées"],
        &["the last visit", "", "dem letzten Besuch", ""],
        &["Kundentermine", "Appointment times", "Termine", ""],
        &["Sends our email", "", "Versendet unsere E-Mails", ""],
    ];
    inventory.tables.push(table("term", &fields, rows));
    let text =
        |facts: &Facts, id: &str| facts.all().into_iter().find(|fact| fact.id == id).unwrap().text.clone();
    let german = drawn(&inventory, Language::German);
    assert_eq!(text(&german, "activity.a-01.what"), "Kontaktdaten, Termine");
    assert_eq!(
        text(&german, "activity.a-01.retention"),
        "24 Monate, gerechnet ab: dem letzten Besuch. Dann löschen wir sie."
    );
    assert_eq!(text(&german, "vendor.v-1.service"), "Versendet unsere E-Mails");
    assert!(german.glance[0].text.contains("Kontaktdaten"), "{:?}", german.glance[0]);
    for word in ["Diagnoses", "Online booking", "Web form", "the Health Records Act"] {
        assert_eq!(german.untranslated.iter().filter(|open| *open == word).count(), 1, "{word}");
    }
    for word in ["Contact details", "Appointment times", "Mailhost", "harborlight.example/privacy"] {
        assert!(!german.untranslated.iter().any(|open| open == word), "{word}");
    }
    let french = drawn(&inventory, Language::French);
    assert_eq!(text(&french, "activity.a-01.what"), "Coordonnées, Appointment times");
    let english = drawn(&inventory, Language::English);
    assert_eq!(text(&english, "activity.a-01.what"), "Contact details, Appointment times");
}

#[test]
fn what_is_not_needed_says_nothing_and_blocks_nothing() {
    let states = |changes: &[Change<'_>], id: &str| {
        let facts = drawn(&changed(changes), Language::English);
        let fact = facts.all().into_iter().find(|fact| fact.id == id).unwrap();
        (fact.state, fact.text.is_empty(), facts.blocking().iter().any(|fact| fact.id == id))
    };
    let nothing = (State::NotApplicable, true, false);
    for (changes, id) in [
        (&[("organisation", "dpo", 0, "none")][..], "organisation.dpo"),
        (&[("organisation", "phone", 0, "n/a")], "organisation.phone"),
        (&[], "organisation.eu_representative"),
        (&[("activity", "source", 0, "derived")], "activity.a-01.must_provide"),
        (&[("vendor", "dpa_signed", 0, "n/a"), ("vendor", "dpa_signed_on", 0, "")], "vendor.v-1.contract"),
    ] {
        assert_eq!(states(changes, id), nothing, "{id}");
    }
    for (field, id) in
        [("address", "organisation.address"), ("complaint_authority", "organisation.complaint_authority")]
    {
        let open = (State::Unknown, true, true);
        assert_eq!(states(&[("organisation", field, 0, "none")], id), open, "{id}");
    }
    assert_eq!(states(&[], "activity.a-01.children"), (State::None, true, false));
    assert_eq!(states(&[], "activity.a-01.sensitive"), (State::None, true, false));
}

#[test]
fn cells_name_their_owner_and_the_day_of_their_check() {
    let mut inventory = changed(&[]);
    let fields = ["ref", "name", "purposes", "owner", "reviewed_on"];
    let rows: &[&[&str]] = &[
        &["A-91", "Lost property", "Find owners", "Front desk", "2026-02-03"],
        &["A-92", "Parking", "Give passes", "", "2027-02-03"],
    ];
    inventory.tables.push(table("activity", &fields, rows));
    let facts = drawn(&inventory, Language::English);
    let cell = |id: &str| facts.all().into_iter().find(|fact| fact.id == id).unwrap().cells[0].clone();
    let checked = |day: &str| Some(day.parse().unwrap());
    let known = cell("activity.a-91.why");
    assert_eq!((known.owner.as_str(), known.checked_on), ("Front desk", checked("2026-02-03")));
    let not_yet = cell("activity.a-92.why");
    assert_eq!((not_yet.owner.as_str(), not_yet.checked_on), ("", None));
    assert_eq!(cell("organisation.legal_name").checked_on, None);
}
