//! Measures of short texts that were counted by hand, and the gates they meet.

use candor_policy::plain::{Audience, Measured, Outcome, gates, measure};
use candor_policy::text::read;

fn measured(markdown: &str) -> Measured {
    measure(&read("policy.md", markdown.as_bytes()).expect("a test may fail here"))
}

/// Three sentences of 5, 7 and 4 words, 16 in all. Syllables: We1 keep1 your1 name1 safe1 = 5; You1 can1 ask1 us1 for1 a1 copy2 = 8;
/// The1 information4 is1 free1 = 7; 20 in all. One word of three syllables or more.
const ENGLISH: &str = "# Your data and the law\n\nWe keep your name safe. You can ask us for a copy.\n\n* The information is free.\n* Name\n";

#[test]
fn english_formulas_are_those_of_the_papers() {
    let measured = measured(ENGLISH);
    assert_eq!(measured.language.as_deref(), Some("en"));
    assert_eq!(measured.words, 22, "with the heading and the cell that is no sentence");
    assert_eq!(measured.complete_sentences, 3);
    // 16 / 3 = 5.3333 words a sentence, 20 / 16 = 1.25 syllables a word, 1 / 3 polysyllables a sentence.
    // 206.835 - 1.015 × 5.3333 - 84.6 × 1.25 = 95.67
    assert_eq!(
        measured.ease.as_ref().map(|ease| (ease.score, ease.band.as_str())),
        Some((95.7, "very easy"))
    );
    // 0.39 × 5.3333 + 11.8 × 1.25 - 15.59 = 1.24
    assert_eq!(measured.grade, Some(1.2));
    // 1.043 × √(1 × 30 / 3) + 3.1291 = 6.427
    assert_eq!(measured.smog, Some(6.4));
    // 5, 7 and 4 words; "Name" is too short to count.
    assert_eq!(
        (
            measured.sentences.count,
            measured.sentences.mean,
            measured.sentences.p95,
            measured.sentences.longest
        ),
        (3, 5.3, 7, 7)
    );
    // Of four units one ends like no sentence.
    assert_eq!(measured.fragment_percent, 25.0);
}

#[test]
fn german_french_and_spanish_have_formulas_of_their_own() {
    // Wir1 löschen2 die1 Daten2 nach1 zwei1 Jahren2 = 10 syllables, 7 words; Sie1 sind1 nicht1 öffentlich3 = 6, 4 words.
    let german = measured("Wir löschen die Daten nach zwei Jahren. Sie sind nicht öffentlich.");
    // 180 - 5.5 - 58.5 × 16 / 11 = 89.41
    let ease = german.ease.expect("a test may fail here");
    assert_eq!(
        (ease.formula.as_str(), ease.score, german.grade, german.durations),
        ("Flesch-Amstad", 89.4, None, Some(1))
    );
    // Nous1 gardons2 les1 données2 pour1 vous1 = 8 syllables, 6 words.
    let ease = measured("Nous gardons les données pour vous.").ease.expect("a test may fail here");
    // 207 - 1.015 × 6 - 73.6 × 8 / 6 = 102.78
    assert_eq!((ease.formula.as_str(), ease.score), ("Kandel-Moles", 102.8));
    // Guardamos3 los1 datos2 para2 usted2 = 10 syllables, 5 words.
    let ease = measured("Guardamos los datos para usted.").ease.expect("a test may fail here");
    // 206.84 - 1.02 × 5 - 60 × 2 = 81.74; INFLESZ: 206.835 - 5 - 62.3 × 2 = 77.2
    assert_eq!(
        (ease.formula.as_str(), ease.score, ease.band.as_str()),
        ("Fernández-Huerta", 81.7, "bastante fácil")
    );
}

/// So often a sentence has to stand in a text to make it long enough for a formula.
const ENOUGH: usize = 20;

#[test]
fn a_language_without_lists_says_so_by_absent_measures() {
    let page = format!(
        "<html lang=\"pl\"><body><p>{}</p>",
        "Przechowujemy dane przez trzydzieści dni. ".repeat(ENOUGH)
    );
    let measured = measure(&read("a.html", page.as_bytes()).expect("a test may fail here"));
    assert_eq!(measured.language.as_deref(), Some("pl"));
    assert_eq!((&measured.ease, measured.grade, measured.hedges_per_1000), (&None, None, None));
    assert_eq!(measured.sentences.longest, 5);
    let outcome = |id: &str| {
        gates(&measured, Audience::Body).iter().find(|gate| gate.id == id).map(|gate| gate.outcome)
    };
    assert_eq!(outcome("R3"), Some(Outcome::NotMeasured), "what is not measured is not passed");
    assert_eq!(outcome("R1"), None, "a grade is for English only");
}

#[test]
fn hedges_vague_words_and_periods_are_counted() {
    // 26 words; three hedges: not "you may", not the month.
    let text = measured(
        "We may sell it. You may ask us in May 2026. Our shop might not, and may 3 of them go to the shop, we say.",
    );
    assert_eq!((text.words, text.hedges_per_1000), (26, Some(115.4)));
    let found: Vec<(usize, &str)> =
        text.hedges.iter().map(|found| (found.line, found.text.as_str())).collect();
    assert_eq!(found, [(1, "may"), (1, "might"), (1, "may")]);
    // "third parties" is one, and so is "from time to time".
    let text = measured("From time to time we give some of it to third parties and the law.");
    assert_eq!((text.words, text.vague_per_1000), (15, Some(200.0)));
    let text = measured(
        "We keep it for 30 days, two full years or a 12-month term. The day of the order is not for us.",
    );
    assert_eq!(text.durations, Some(3));
    let spanish = measured("Puede pedir una copia para usted. La empresa puede vender los datos.");
    assert_eq!((spanish.words, spanish.hedges_per_1000), (12, Some(83.3)), "to the reader it is a right");
    let german =
        measured("Sie können eine Kopie der Daten verlangen. Wir können die Daten und das Foto verkaufen.");
    assert_eq!((german.words, german.hedges_per_1000), (15, Some(66.7)));
}

#[test]
fn headings_links_tables_and_terms_are_measured() {
    let text = "# Policy\n\n### What we do with the data that you have given to us over the years, and why\n\n\
                Read [more](https://a.example), [our list](#a) and [our list](#b), or [https://c.example](https://c.example).\n\n\
                We call your data (“Personal Data”) so, and “Shop” means all of it. The Personal Data is for you, Personal Data is not.\n\n\
                | Data | Why |\n|---|---|\n| Name | Post |\n\n> The law says that it may be so.\n";
    let measured = measured(text);
    assert_eq!((measured.headings.count, measured.tables, measured.links.count), (2, 1, 4));
    assert_eq!(
        (measured.headings.too_long.as_slice(), measured.headings.skipped.as_slice()),
        (&[3][..], &[3][..])
    );
    assert_eq!(
        (measured.links.bare.as_slice(), measured.links.ambiguous.as_slice()),
        (&[5, 5][..], &["our list".to_owned()][..])
    );
    let terms: Vec<(&str, usize)> =
        measured.terms.iter().map(|term| (term.term.as_str(), term.uses)).collect();
    assert_eq!(terms, [("Personal Data", 2), ("Shop", 0)]);
    assert_eq!(measured.hedges_per_1000, Some(0.0), "wording of the law is not counted");
    assert_eq!((measured.excluded.len(), measured.excluded[0].line, measured.excluded[0].words), (1, 13, 8));
}

#[test]
fn a_list_of_names_in_a_cell_is_no_sentence() {
    let long = measured(
        "| Who |\n|---|\n| One of the firms in Bonn; two of the firms in Berlin; three of the firms in Paris and you |\n",
    );
    assert_eq!((long.sentences.count, long.sentences.longest), (3, 8));
}

/// Outcome of each gate that is not passed.
fn failing(markdown: &str, audience: Audience) -> Vec<(String, String, Outcome)> {
    let results = gates(&measured(markdown), audience);
    results
        .into_iter()
        .filter(|gate| gate.outcome != Outcome::Passed)
        .map(|gate| {
            assert!(!gate.fix.is_empty(), "{} says what to do", gate.id);
            (gate.id, gate.name, gate.outcome)
        })
        .collect()
}

#[test]
fn gates_tell_plain_text_from_other_text() {
    let plain = "# How we use your data\n\nWe keep your name and your address for two years after you order. \
                 Then we delete both of them from our shop. You can ask us for a copy of the data that we hold. \
                 We answer you in 30 days and we do not charge you for it.\n";
    assert_eq!(failing(plain, Audience::Body), []);
    let legal = "Personal information may be disclosed to appropriate third parties for legitimate business \
                 purposes, including organizational administration, notwithstanding applicable limitations that are periodically \
                 communicated to you by the responsible administrators of the organization.\n\n";
    let legal = format!("# Notice\n\n{}", legal.repeat(4));
    // A text of one sentence is too short for formulas and shares; its length is told all the same.
    let short = failing("# Notice\n\nYour data may be relevant.\n", Audience::Body);
    assert!(short.iter().all(|(_, _, outcome)| *outcome != Outcome::Failed), "{short:?}");
    let failed: Vec<String> = failing(&legal, Audience::Body)
        .into_iter()
        .filter(|(_, _, outcome)| *outcome == Outcome::Failed)
        .map(|(id, name, _)| format!("{id} {name}"))
        .collect();
    assert_eq!(
        failed,
        [
            "R1 Grade of the body",
            "R3 Reading ease",
            "R4 Mean sentence, words",
            "R4 Longest sentence, words",
            "R5 Passive sentences, %",
            "R6 Hedges per 1,000 words",
            "R7 Vague words per 1,000 words",
        ]
    );
}

#[test]
fn known_tricks_are_told() {
    let choppy =
        "We keep the data. It is for you. You can ask. We will do it. That is the law. It is not for us.";
    let warned = |text: &str, id: &str| {
        failing(text, Audience::Body)
            .iter()
            .any(|(known, _, outcome)| known == id && *outcome == Outcome::Warned)
    };
    assert!(warned(choppy, "R4"), "torn sentences");
    let fragments = "* We keep the names of all of you for the time of the contract\n* The shop is for you and for the law\n* You and the data";
    assert!(warned(fragments, "F12"), "items without full stops");
}

#[test]
fn a_short_notice_has_gates_of_its_own() {
    let long = "We keep the data for you and it is not for us. ".repeat(15);
    let failed = failing(&long, Audience::Glance);
    assert!(
        failed.iter().any(|(id, name, _)| id == "R10" && name == "Words of a short notice"),
        "{failed:?}"
    );
    let items = "* We keep the data for you.\n".repeat(11);
    let failed = failing(&items, Audience::Glance);
    assert!(
        failed.iter().any(|(id, name, _)| id == "R10" && name == "Facts of a short notice"),
        "{failed:?}"
    );
}
