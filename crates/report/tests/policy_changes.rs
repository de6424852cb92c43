//! What changed between two quarters of a policy, and the quiz on its text.

use crate::case::{Case, docx};
use crate::inventory::Change;
use candor_policy::text::{read, words};
use candor_policy::{FactRecord, Facts, Language, facts};
use candor_report::{
    Document, Edition, FactsFile, Format, Group, Input, Part, Source, Templates, Texts, compose, editions,
};

/// The file of facts of a case, with all languages.
fn record(case: &Case) -> FactRecord {
    let input = Input { languages: &Language::ALL, ..case.input() };
    let made: Vec<(Edition, Source)> = editions(Group::Policy, &input)
        .into_iter()
        .filter(|edition| edition.document == Document::PrivacyPolicy)
        .map(|edition| {
            let source = compose(&edition, &input, &Templates::builtin()).expect("a test may fail here");
            (edition, source)
        })
        .collect();
    let others: Vec<Facts> = Language::ALL[1..]
        .iter()
        .map(|language| facts(&case.inventory, case.facts.as_of, *language))
        .collect();
    let file = FactsFile::new(&case.facts, &made, "0.1.0").in_languages(&others);
    FactRecord::read(&file.json().expect("a test may fail here")).expect("a test may fail here")
}

fn made(case: &Case, texts: Texts<'_>, document: Document, part: Part, language: Language) -> Source {
    let input = Input { texts: Some(texts), ..case.input() };
    compose(&Edition { document, part, language }, &input, &Templates::builtin())
        .expect("a test may fail here")
}

fn written(source: &Source, format: Format) -> Vec<u8> {
    source.format(format).expect("a test may fail here")
}

fn text(source: &Source, format: Format) -> String {
    String::from_utf8(written(source, format)).expect("a test may fail here")
}

const CHANGED: &[Change<'_>] = &[
    ("activity", "retention", 0, "5 years after the visit"),
    ("vendor", "name", 0, "Deskline ++x++ ~~y~~ <ins>z</ins>"),
    ("organisation", "email", 0, "new@harborlight.example"),
];

#[test]
fn the_same_file_twice_says_that_nothing_changed() {
    let case = Case::new(&[]);
    let now = record(&case);
    for language in Language::ALL {
        let texts = Texts { before: Some(&now), now: &now };
        let source = made(&case, texts, Document::PolicyChanges, Part::Whole, language);
        let page = text(&source, Format::Html);
        assert!(
            !page.contains("<ins>") && !page.contains("<del>") && !page.contains("id=\"facts\""),
            "{language:?}"
        );
        if language == Language::English {
            assert!(page.contains("Nothing changed."));
        }
    }
}

#[test]
fn a_change_is_told_fact_first_then_in_the_text() {
    let (old, new) = (Case::new(&[]), Case::new(CHANGED));
    let (before, now) = (record(&old), record(&new));
    let texts = Texts { before: Some(&before), now: &now };
    for language in Language::ALL {
        let source = made(&new, texts, Document::PolicyChanges, Part::Whole, language);
        for sentence in source.sentences() {
            assert!(!sentence.is_unfounded(), "{language:?}: {}", sentence.text);
        }
        let page = text(&source, Format::Html);
        let summary = page.split("id=\"summary\"").nth(1).and_then(|rest| rest.split("</section>").next());
        let summary =
            read("summary.html", summary.unwrap_or_default().as_bytes()).expect("a test may fail here");
        let said: Vec<&str> = summary.blocks.iter().flat_map(|block| words(&block.text)).collect();
        assert!((10..=125).contains(&said.len()), "{language:?}: {said:?}");
        let (facts, redline) = (page.find("id=\"facts\""), page.find("id=\"text\""));
        assert!(facts.is_some() && facts < redline, "facts first");
        let spoken = |key| language.say(key);
        let (added, removed) =
            (spoken(candor_policy::key::LABEL_ADDED), spoken(candor_policy::key::LABEL_REMOVED));
        assert!(page.contains(&format!("<ins><span class=\"spoken\">{added} </span>")), "{language:?}");
        assert!(page.contains(&format!("<del><span class=\"spoken\">{removed} </span>")), "{language:?}");
        assert!(!page.contains("<ins>z"), "what a cell holds is shown, not obeyed");
        assert!(page.contains("++x++ ~~y~~ &lt;ins&gt;z"), "{language:?}");
        assert!(!page.contains("id=\"telling\""), "who must be told is not for the public");
        let auditor = candor_report::Reader::Auditor;
        let page =
            text(&made(&new, texts, Document::PolicyChanges, Part::Reader(auditor), language), Format::Html);
        assert!(
            page.contains("id=\"telling\"") && page.contains(&language.cited("GDPR Art. 12(1)")),
            "{language:?}"
        );
    }
}

#[test]
fn changes_of_the_text_are_tracked_changes_in_docx() {
    let (old, new) = (Case::new(&[]), Case::new(CHANGED));
    let (before, now) = (record(&old), record(&new));
    let texts = Texts { before: Some(&before), now: &now };
    let source = made(&new, texts, Document::PolicyChanges, Part::Whole, Language::English);
    let xml = docx::part(&written(&source, Format::Docx), "word/document.xml");
    let (added, removed) = (xml.matches("<w:ins ").count(), xml.matches("<w:del ").count());
    assert!(added > 2 && removed > 2, "{added} {removed}");
    let day = new.facts.as_of;
    assert_eq!(
        xml.matches(&format!("w:author=\"Candor\" w:date=\"{day}T00:00:00Z\"")).count(),
        added + removed
    );
    for number in 1..=added + removed {
        assert_eq!(xml.matches(&format!(" w:id=\"{number}\" w:author")).count(), 1, "each has its number");
    }
    for gone in xml.split("<w:del ").skip(1).filter_map(|rest| rest.split("</w:del>").next()) {
        assert!(gone.contains("<w:delText") && !gone.contains("<w:t "), "{gone}");
    }
    assert!(!xml.contains("added:"), "a tracked change says of itself what it is");
    let plain = text(&source, Format::Markdown);
    assert!(plain.contains("\\[added: ") && plain.contains("\\[removed: "));
}

#[test]
fn answers_of_the_quiz_stand_in_one_place() {
    let case = Case::new(&[]);
    let now = record(&case);
    let texts = Texts { before: None, now: &now };
    let input = Input { texts: Some(texts), ..case.input() };
    let paths: Vec<String> = editions(Group::Texts, &input).iter().map(Edition::path).collect();
    assert_eq!(paths, ["find-it-quiz"], "without an earlier quarter nothing is compared");
    for language in Language::ALL {
        let source = made(&case, texts, Document::FindItQuiz, Part::Whole, language);
        assert!(source.sentences().iter().all(|sentence| !sentence.is_unfounded()));
        let policy = now.text("privacy-policy", language).expect("a test may fail here");
        let table = source.markdown().split("{#key").nth(1).unwrap_or_default().to_owned();
        let rows: Vec<&str> = table.lines().filter(|line| line.contains("S\\-")).collect();
        assert!((4..=8).contains(&rows.len()), "{language:?}: {table}");
        for row in rows {
            let cells: Vec<String> = row.split(" | ").map(|cell| cell.replace('\\', "")).collect();
            let [_, _, answer, _, id] = &cells[..] else { panic!("{row}") };
            let id = id.trim_end_matches([' ', '|']);
            let held =
                policy.sentences.iter().find(|sentence| sentence.id == id).expect("the key names a sentence");
            let holds = |other: &&candor_policy::RecordedSentence| {
                !other.is_title && other.section == held.section && other.text.contains(answer.trim())
            };
            assert_eq!(policy.sentences.iter().filter(holds).count(), 1, "{language:?}: {row}");
            assert!(held.text.contains(answer.trim()), "{row}");
        }
    }
}
