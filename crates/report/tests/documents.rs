//! The documents as a whole: what every format holds, and what no document says.

use crate::case::{Case, DRAFT, assessment, finding, requirement, tags};
use crate::inventory::{AS_OF, filled_cells};
use candor_assess::Outcome;
use candor_model::{Account, Inventory};
use candor_policy::{Language, facts};
use candor_report::{Document, FORMATS, Format, Group};

#[test]
fn every_finding_and_requirement_stands_in_every_format() {
    let case = Case::new(&[]);
    for (format, _) in FORMATS {
        let text = case.text(Document::Audit, format);
        for result in &case.assessment.requirements {
            assert!(text.contains(&result.id), "{} in {format:?}", result.id);
            for finding in &result.findings {
                assert!(text.contains(&finding.id), "{} in {format:?}", finding.id);
            }
        }
    }
}

#[test]
fn a_blank_cell_that_several_wait_for_is_told_once() {
    let mut case = Case::new(&[]);
    let mut waiting = Vec::new();
    for number in [121, 125] {
        let mut finding = finding(number, Outcome::Unknown);
        finding.subject = "Payroll".to_owned();
        finding.cells[0].cell = "K500".to_owned();
        finding.cells[0].saw = String::new();
        waiting.push(finding.id.clone());
        case.assessment.requirements.push(requirement("gdpr", number, Outcome::Unknown, vec![finding]));
    }
    let text = case.text(Document::Audit, Format::Markdown);
    assert_eq!(text.matches("#### Payroll: Retention is blank").count(), 1);
    assert_eq!(text.matches("records.xlsx › Activities › K500").count(), 1);
    assert!(waiting.iter().all(|id| text.matches(id.as_str()).count() == 1));
    let page = case.text(Document::Audit, Format::Html);
    assert_eq!(
        page.matches("href=\"#finding-gdpr-121-a\"").count(),
        5,
        "both lead to the cell, from the plan and the annex, and it to itself"
    );
    assert!(!page.contains("finding-gdpr-125-a"), "it has no place of its own");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for document in Document::all() {
        for (format, _) in FORMATS {
            let bytes = || Case::new(DRAFT).bytes(document, format);
            assert!(bytes() == bytes(), "{document:?} in {format:?}");
        }
    }
    let json = || candor_report::assessment_json(&assessment()).unwrap();
    assert_eq!(json(), json());
}

#[test]
fn no_document_praises_or_certifies() {
    for (changes, draft) in [(&[][..], false), (DRAFT, true)] {
        let case = Case::new(changes);
        for document in Document::all() {
            let text = case.text(document, Format::Markdown).to_lowercase();
            for forbidden in
                ["compliant", "certified", "badge", "guarantee", "industry standard", "from time to time"]
            {
                assert!(!text.contains(forbidden), "{forbidden} in {document:?}");
            }
            let is_letter = matches!(document, Document::Letter(_));
            let judges = [
                Document::Audit,
                Document::Obligations,
                Document::Dpia,
                Document::RiskAssessment,
                Document::Change,
                Document::Packet,
            ];
            let once = usize::from(judges.contains(&document) || is_letter);
            assert_eq!(text.matches("not legal advice").count(), once, "{document:?}");
            let asks = text.contains("answer needed");
            // A letter about no incident is a form with every place open.
            let must = is_letter || draft && document == Document::PrivacyPolicy;
            let can = is_letter || draft && document.group() == Group::Policy;
            assert!(can || !asks, "{document:?} asks");
            assert!(asks || !must, "{document:?} asks nothing");
        }
    }
}

/// The policies and notices that ask what a law wants to be told.
const ASKING: [Document; 8] = [
    Document::PrivacyPolicy,
    Document::CaliforniaPrivacyPolicy,
    Document::NoticeAtCollection,
    Document::OptOutNotice,
    Document::LimitNotice,
    Document::FinancialIncentiveNotice,
    Document::AdmtNotice,
    Document::NoticeOfPrivacyPractices,
];

#[test]
fn open_mandatory_facts_are_marked_where_they_belong() {
    let case = Case::new(DRAFT);
    let markdown = case.text(Document::PrivacyPolicy, Format::Markdown);
    let page = case.text(Document::PrivacyPolicy, Format::Html);
    assert!(markdown.contains(
        "\\[Answer needed: How long do you keep the data of “Online booking”? → Activities › Retention\\]"
    ));
    assert!(page.contains("<mark>Answer needed: How long do you keep the data of “Online booking”? → Activities › Retention</mark>"));
    let pages = ASKING.map(|document| case.text(document, Format::Html));
    for fact in case.facts.blocking() {
        let is_asked = pages.iter().any(|page| page.contains(&fact.ask));
        assert!(is_asked, "{} is open and not asked: {}", fact.id, fact.ask);
    }
}

/// Whatever single cell is lost, a policy or notice asks for it instead of leaving a gap.
#[test]
fn no_mandatory_question_is_left_unasked() {
    let mut asked = 0;
    for (entity, field, row) in filled_cells() {
        let case = Case::new(&[(entity, field, row, "")]);
        let pages = ASKING.map(|document| case.text(document, Format::Html));
        for fact in case.facts.blocking() {
            asked += 1;
            assert!(
                pages.iter().any(|page| page.contains(&fact.ask.replace('\'', "&#39;"))),
                "{entity}.{field} {row}: {} is not asked",
                fact.id
            );
        }
    }
    assert!(asked > 40, "{asked}");
}

#[test]
fn the_policy_is_written_in_short_plain_sentences() {
    for changes in [&[][..], DRAFT] {
        let text = Case::new(changes).text(Document::PrivacyPolicy, Format::Markdown);
        for piece in text.lines().flat_map(|line| line.split(['|', '(', ':'])) {
            for sentence in piece.split(['.', '?']) {
                assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
                // The month is no vague word.
                let padded = format!(" {} ", sentence.replace(" May 20", "").to_lowercase());
                for vague in [" may ", " might ", " could ", " shall ", " such as ", " etc ", " appropriate "]
                {
                    assert!(!padded.contains(vague), "{sentence}");
                }
            }
        }
    }
}

#[test]
fn an_inventory_of_nothing_still_makes_documents() {
    let mut case = Case::new(&[]);
    case.inventory = Inventory::default();
    case.facts = facts(&case.inventory, AS_OF.parse().unwrap(), Language::English);
    case.account = Account::default();
    case.assessment.checklists.clear();
    case.assessment.requirements.clear();
    for document in Document::all() {
        let page = case.text(document, Format::Html);
        assert_eq!(tags(&page, "h1").len(), 1);
    }
    let policy = case.text(Document::PrivacyPolicy, Format::Html);
    for fact in case.facts.blocking() {
        assert!(policy.contains(&fact.ask), "{} is not asked", fact.id);
    }
}

#[test]
fn the_register_shows_every_column_and_cell() {
    let case = Case::new(&[("activity", "retention", 0, "")]);
    let page = case.text(Document::Register, Format::Html);
    for shown in
        ["No such field (extra column)", "(blank)", "not recorded", "Northside Labs", "Not recorded: "]
    {
        assert!(page.to_lowercase().contains(&shown.to_lowercase()), "{shown}");
    }
    for table in &case.inventory.tables {
        for entry in table
            .columns
            .iter()
            .flat_map(|column| &column.entries)
            .filter(|entry| !entry.text.contains(['<', '\n', '&']))
        {
            assert!(page.contains(entry.text.as_str()), "{}", entry.text);
        }
    }
}
