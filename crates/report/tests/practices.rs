//! The Notice of Privacy Practices and its receipt: each row of 45 CFR 164.520(b) and 42 CFR 2.22(b) is told or asked, in
//! every language, in plain words, and hostile values stay inert.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case::{Case, HOSTILE};
use crate::inventory::Change;
use candor_policy::text::{self, BlockKind, Text};
use candor_policy::{Language, key};
use candor_report::{Document, Edition, Format, Group, Part, Source, Templates, compose, editions};

const NOTICE: Document = Document::NoticeOfPrivacyPractices;

/// A provider with a programme, fundraising, a joint notice and notes of talk therapy.
const PROVIDER: &[Change<'_>] = &[
    ("organisation", "fundraising_with_phi", 0, "yes"),
    ("organisation", "fundraising_opt_out", 0, "call 555 0100"),
    (
        "organisation",
        "phi_practices",
        0,
        "joint_notice; psychotherapy_notes; family_disclosure; facility_directory",
    ),
    ("organisation", "joint_notice_covers", 0, "Harborlight; Quay Hospital"),
    (
        "organisation",
        "permitted_uses",
        0,
        "required_by_law; public_health; workplace_health; school_immunization; abuse; child_abuse; oversight; court; police; \
         deceased; research; threat; government; workers_compensation",
    ),
    ("organisation", "part2_programme", 0, "yes"),
    (
        "organisation",
        "part2_uses",
        0,
        "emergency; research; audit; public_health; court; own_staff; service_organisations; crimes; child_abuse; deceased",
    ),
    ("organisation", "part2_consent_example", 0, "We tell your family doctor how you are"),
];

const PLAN: &[Change<'_>] = &[
    ("organisation", "hipaa_role", 0, "health_plan"),
    ("organisation", "shares_phi_with_sponsor", 0, "yes"),
    ("organisation", "phi_practices", 0, "underwriting"),
    ("organisation", "notice_covers_held_phi", 0, "no"),
    ("activity", "part2_records", 0, "yes"),
];

fn source(case: &Case, document: Document, language: Language) -> Source {
    let edition = Edition { document, part: Part::Whole, language };
    compose(&edition, &case.input(), &Templates::builtin()).unwrap()
}

fn read(source: &Source) -> Text {
    text::read("notice.html", &source.format(Format::Html).unwrap()).unwrap()
}

/// Is a provision repeated by a sentence, or named by a fact that a sentence states or the notice asks for?
fn is_covered(case: &Case, source: &Source, provision: &str) -> bool {
    let page = String::from_utf8(source.format(Format::Html).unwrap()).unwrap();
    let by_fact =
        |id: &str| case.facts.all().iter().any(|fact| fact.id == id && fact.cite.contains(provision));
    let told = source.sentences().iter().any(|sentence| {
        sentence.laws.iter().any(|law| law.contains(provision)) || sentence.facts.iter().any(|id| by_fact(id))
    });
    let asked = case.facts.blocking().into_iter().filter(|fact| fact.cite.contains(provision));
    told || asked.map(|fact| fact.ask.replace('\'', "&#39;")).any(|ask| page.contains(&ask))
}

/// The rows of the law, with the case that gives reason for each.
#[test]
fn every_row_of_the_rules_is_told() {
    let of_all = [
        "164.520(b)(1)(i)",
        "164.520(b)(1)(ii)(A)",
        "164.520(b)(1)(ii)(B)",
        "164.520(b)(1)(ii)(C)",
        "164.520(b)(1)(ii)(E)",
        "164.522(a)(1)(i)-(ii)",
        "164.522(a)(1)(vi)",
        "164.522(b)(1)",
        "164.524(a)(1)",
        "164.524(b)(2)",
        "164.526(a)(1)",
        "164.528(a)(1)",
        "164.520(b)(1)(iv)(F)",
        "164.520(b)(1)(v)(A)",
        "164.520(b)(1)(v)(B)",
        "164.520(b)(1)(v)(C)",
        "164.520(b)(1)(vi)",
        "164.520(b)(1)(vii)",
        "164.520(b)(1)(viii)",
        "164.508(a)(3)",
        "164.508(a)(4)",
        "164.508(b)(5)",
        "160.306",
    ];
    let of_provider = [
        "164.520(b)(1)(ii)(E)",
        "164.520(b)(1)(iii)(A)",
        "164.520(b)(1)(iii)(D)",
        "164.520(b)(1)(iii)(E)",
        "164.520(d)(1)",
        "164.520(d)(2)",
        "2.22(b)(1)(i)",
        "2.22(b)(1)(ii)(A)",
        "2.22(b)(1)(ii)(D)",
        "2.22(b)(1)(ii)(E)",
        "2.22(b)(1)(ii)(F)",
        "2.22(b)(1)(ii)(G)",
        "2.22(b)(1)(iii)(A)",
        "2.22(b)(1)(iv)(A)",
        "2.22(b)(1)(iv)(B)",
        "2.22(b)(1)(iv)(C)",
        "2.22(b)(1)(iv)(D)",
        "2.22(b)(1)(iv)(E)",
        "2.22(b)(1)(iv)(F)",
        "2.22(b)(1)(iv)(G)",
    ];
    let of_plan = ["164.520(b)(1)(iii)(B)", "164.520(b)(1)(iii)(C)", "164.520(b)(1)(iii)(D)"];
    for (changes, rows) in [(PROVIDER, &of_provider[..]), (PLAN, &of_plan[..])] {
        let case = Case::new(changes);
        let blocking: Vec<_> = case.facts.blocking().into_iter().map(|fact| &fact.ask).collect();
        assert!(blocking.is_empty(), "{blocking:?}");
        let notice = source(&case, NOTICE, Language::English);
        let told = of_all.iter().chain(rows);
        let missing: Vec<_> = told.filter(|row| !is_covered(&case, &notice, row)).collect();
        // A right to change that is not reserved is not told as one.
        assert!(missing.iter().all(|row| changes == PLAN && row.contains("(v)(C)")), "{missing:?}");
    }
}

#[test]
fn every_row_that_is_not_known_is_asked_in_its_place() {
    let fields = [
        "legal_name",
        "privacy_contact",
        "treatment_example",
        "payment_example",
        "operations_example",
        "permitted_uses",
        "phi_practices",
        "stricter_health_laws",
        "fundraising_with_phi",
        "fundraising_opt_out",
        "joint_notice_covers",
        "part2_programme",
        "part2_uses",
        "part2_consent_example",
        "request_channels",
        "new_notice_given",
        "email",
    ];
    for field in fields {
        let mut changes: Vec<Change<'_>> =
            PROVIDER.iter().copied().filter(|change| change.1 != field).collect();
        changes.push(("organisation", field, 0, ""));
        let case = Case::new(&changes);
        let page = String::from_utf8(source(&case, NOTICE, Language::English).format(Format::Html).unwrap())
            .unwrap();
        let facts = case.facts.practices.as_ref().unwrap();
        let open: Vec<_> = facts.all().into_iter().filter(|fact| fact.is_open() && fact.mandatory).collect();
        assert!(!open.is_empty() || field == "privacy_contact", "{field} leaves nothing open");
        for fact in open {
            assert!(page.contains(&format!("<mark>Answer needed: {}", fact.ask)), "{field}: {}", fact.id);
        }
    }
}

#[test]
fn vacated_passages_stand_nowhere() {
    for changes in [PROVIDER, PLAN] {
        let notice = source(&Case::new(changes), NOTICE, Language::English);
        for sentence in notice.sentences() {
            for vacated in ["164.509", "(b)(1)(ii)(F)", "(b)(1)(ii)(G)", "(b)(1)(ii)(H)"] {
                let cites = |law: &String| law.starts_with("45 CFR") && law.contains(vacated);
                assert!(!sentence.laws.iter().any(cites), "{sentence:?}");
            }
            assert!(!sentence.text.to_lowercase().contains("reproductive"), "{sentence:?}");
        }
    }
}

#[test]
fn the_prescribed_words_stand_once_in_english_marked_as_such() {
    let prescribed = Language::English.say(key::NPP_HEADER);
    assert!(
        prescribed
            .starts_with("THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED")
    );
    for language in Language::ALL {
        let notice = source(&Case::new(PROVIDER), NOTICE, language);
        let shown = read(&notice);
        let verbatim = shown.blocks.iter().filter(|block| block.kind == BlockKind::Verbatim);
        let verbatim: Vec<_> = verbatim.map(|block| block.text.as_str()).collect();
        assert_eq!(verbatim.iter().filter(|text| **text == prescribed).count(), 1, "{verbatim:?}");
        assert!(verbatim.contains(
            &"YOU HAVE A RIGHT TO A COPY OF THIS NOTICE (IN PAPER OR ELECTRONIC FORM) AND TO DISCUSS IT WITH Privacy Office, \
              +1 415 555 0100 AT privacy@harborlight.example IF YOU HAVE ANY QUESTIONS."
        ));
        let page = String::from_utf8(notice.format(Format::Html).unwrap()).unwrap();
        let marked = page.matches("<div class=\"verbatim english\" lang=\"en\">").count();
        assert_eq!(marked, if language == Language::English { 0 } else { 2 }, "{language:?}");
        let paper = text::read("notice.docx", &notice.format(Format::Docx).unwrap()).unwrap();
        let is_header = |block: &&text::Block| block.text == prescribed;
        assert!(paper.blocks.iter().find(is_header).is_some_and(|block| block.kind == BlockKind::Verbatim));
    }
    let without = read(&source(&Case::new(&[]), NOTICE, Language::English));
    assert!(!without.blocks.iter().any(|block| block.text.contains("YOU HAVE A RIGHT TO A COPY")));
}

#[test]
fn every_sentence_has_a_source_in_every_language() {
    for changes in [&[][..], PROVIDER, PLAN] {
        let case = Case::new(changes);
        let count = source(&case, NOTICE, Language::English).sentences().len();
        for language in Language::ALL {
            for document in [NOTICE, Document::Acknowledgement] {
                let made = source(&case, document, language);
                let unfounded: Vec<_> =
                    made.sentences().iter().filter(|sentence| sentence.is_unfounded()).collect();
                assert!(unfounded.is_empty(), "{language:?}: {unfounded:#?}");
                let told: std::collections::BTreeSet<_> =
                    made.sentences().iter().flat_map(|sentence| &sentence.facts).collect();
                assert!(told.len() >= 2, "{told:?}");
            }
            let told = source(&case, NOTICE, language).sentences().len();
            assert!(told.abs_diff(count) <= count / 10, "{language:?}: {told} sentences, in English {count}");
        }
    }
}

#[test]
fn the_notice_is_plain_in_every_language() {
    let mut hard = Vec::new();
    for changes in [&[][..], PROVIDER, PLAN] {
        let case = Case::new(changes);
        for language in Language::ALL {
            for document in [NOTICE, Document::Acknowledgement] {
                let shown = read(&source(&case, document, language));
                let mut below = 0;
                for block in shown.blocks.iter().filter(|block| block.kind != BlockKind::Verbatim) {
                    if let BlockKind::Heading(_) = block.kind {
                        below = 0;
                        if block.text.chars().count() > 70 {
                            hard.push(format!("{language:?}, long heading: {}", block.text));
                        }
                        continue;
                    }
                    below += text::words(&block.text).count();
                    if below > if language == Language::English { 150 } else { 170 } {
                        hard.push(format!("{language:?}, {below} words below a heading: {}", block.text));
                    }
                    hard.extend(
                        block.sentences.iter().filter_map(|sentence| too_hard(&sentence.text, language)),
                    );
                }
            }
        }
    }
    assert!(hard.is_empty(), "{hard:#?}");
}

/// Why a sentence is hard to read.
fn too_hard(sentence: &str, language: Language) -> Option<String> {
    const VAGUE: [&str; 7] =
        [" may ", " might ", " could ", " shall ", " such as ", " including ", " appropriate "];
    let words = text::words(sentence).count();
    let padded = format!(" {} ", sentence.to_lowercase());
    let vague = VAGUE.iter().find(|word| language == Language::English && padded.contains(**word));
    let is_hard = words > 25 || vague.is_some();
    is_hard.then(|| format!("{language:?}, {words} words, {vague:?}: {sentence}"))
}

#[test]
fn a_receipt_is_made_for_those_who_treat_patients() {
    let made = |changes: &[Change<'_>]| -> Vec<Document> {
        let case = Case::new(changes);
        editions(Group::Policy, &case.input()).into_iter().map(|edition| edition.document).collect()
    };
    let both = made(&[]);
    assert!(both.contains(&NOTICE) && both.contains(&Document::Acknowledgement));
    let plan = made(PLAN);
    assert!(plan.contains(&NOTICE) && !plan.contains(&Document::Acknowledgement));
    let none = made(&[("organisation", "hipaa_role", 0, "none")]);
    assert!(!none.contains(&NOTICE) && !none.contains(&Document::Acknowledgement));
    let case = Case::new(&[]);
    let receipt = source(&case, Document::Acknowledgement, Language::English);
    assert!(receipt.markdown().contains("in force from 16 February 2026"));
}

#[test]
fn hostile_values_stay_inert() {
    let fields = [
        "legal_name",
        "short_name",
        "privacy_contact",
        "treatment_example",
        "payment_example",
        "operations_example",
        "stricter_health_laws",
        "fundraising_opt_out",
        "joint_notice_covers",
        "part2_consent_example",
        "request_channels",
        "request_staff",
        "record_copy_fee",
        "new_notice_given",
        "email",
        "address",
    ];
    let structure =
        |page: &str| ["<h1", "<h2", "<h3", "<script", "<table", "<div"].map(|tag| page.matches(tag).count());
    for document in [NOTICE, Document::Acknowledgement] {
        let page = |changes: &[Change<'_>]| {
            let source = source(&Case::new(changes), document, Language::English);
            String::from_utf8(source.format(Format::Html).unwrap()).unwrap()
        };
        let calm = structure(&page(PROVIDER));
        for hostile in HOSTILE {
            let mut changes: Vec<Change<'_>> =
                PROVIDER.iter().copied().filter(|change| !fields.contains(&change.1)).collect();
            changes.extend(fields.map(|field| ("organisation", field, 0, hostile)));
            // A contact needs its number.
            let contact = format!("{hostile} 415 555 0100");
            changes.retain(|change| change.1 != "privacy_contact");
            changes.push(("organisation", "privacy_contact", 0, &contact));
            let page = page(&changes);
            assert_eq!(structure(&page), calm, "{hostile}");
            assert!(!page.contains("<script>alert") && !page.contains("href=\"javascript"), "{hostile}");
        }
    }
}
