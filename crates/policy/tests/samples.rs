//! The facts of the samples in every language: the same facts, with the same numbers and the same names.

use std::path::{Path, PathBuf};

use candor_ingest::{File, parse_settings, read_files};
use candor_model::Inventory;
use candor_policy::{Fact, Language, facts, protection};
use chrono::NaiveDate;

fn read(sample: &str, day: NaiveDate) -> Inventory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(sample);
    let text = std::fs::read_to_string(folder.join("candor.toml")).expect("a sample has settings");
    let settings = parse_settings("candor.toml", &text, &["gdpr", "ccpa", "hipaa", "baseline"])
        .expect("the settings of a sample are valid");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join("2026-Q4"))
        .expect("a sample has records")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let files = paths.iter().map(|path| File {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("a file"),
    });
    read_files(files.collect::<Vec<_>>(), &settings, Some(day)).inventory
}

fn drawn(inventory: &Inventory, day: NaiveDate, language: Language) -> (Vec<Fact>, Vec<String>) {
    let drawn = facts(inventory, day, language);
    let protection = protection(inventory, day, language, &drawn.recipients);
    let told = [protection.measures, protection.tests, protection.plans].concat();
    let mut all: Vec<Fact> = drawn.all().into_iter().cloned().collect();
    all.extend(told.into_iter().flat_map(|told| std::iter::once(told.fact).chain(told.rest)));
    let mut names = drawn.untranslated.clone();
    names.extend(drawn.recipients.iter().map(|recipient| recipient.name.clone()));
    names.extend(drawn.activities.iter().map(|activity| activity.name.clone()));
    (all, names)
}

/// The numbers in a text, sorted.
fn numbers(text: &str) -> Vec<&str> {
    let mut numbers: Vec<&str> =
        text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn numbers_and_names_are_put_in_and_never_translated() {
    let day: NaiveDate = "2026-11-21".parse().expect("a day");
    for sample in ["harborlight", "lindenkorb", "sunmesa"] {
        let inventory = read(sample, day);
        let (english, names) = drawn(&inventory, day, Language::English);
        assert!(english.iter().filter(|fact| fact.is_known()).count() > 50, "{sample}");
        for language in [Language::German, Language::French, Language::Spanish] {
            let (told, _) = drawn(&inventory, day, language);
            assert_eq!(told.len(), english.len());
            for (fact, english) in told.iter().zip(&english) {
                assert_eq!((&fact.id, fact.state, &fact.cells), (&english.id, english.state, &english.cells));
                assert_eq!(numbers(&fact.text), numbers(&english.text), "{fact:?}");
                // Only what the cells of the fact hold: our own words use some of these words too.
                let is_from_cells = |name: &str| english.cells.iter().any(|cell| cell.saw.contains(name));
                for name in names.iter().filter(|name| name.len() > 8 && is_from_cells(name)) {
                    // A sentence can begin with a name.
                    let has = |text: &str| text.to_lowercase().contains(&name.to_lowercase());
                    let is_kept = !has(&english.text) || has(&fact.text);
                    assert!(is_kept, "{language:?} {name}: {} / {}", fact.text, english.text);
                }
            }
        }
    }
}
