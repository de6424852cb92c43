//! The documents as a whole: what every format holds, how HTML is built, and what no document says.

#[path = "../../policy/tests/inventory/mod.rs"]
mod inventory;

use candor_assess::{
    Assessment, Basis, ChecklistResult, FORMAT_VERSION, Finding, Level, Outcome, Rating, RequirementResult,
    SeenCell, Severity, Tally, Truth,
};
use candor_model::{Account, FileReading, Ignored, Inventory};
use candor_policy::{Facts, facts};
use candor_report::{Document, Format, Input, Templates, compose, render};
use inventory::{AS_OF, Change, changed, filled_cells, table};

const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "a | b",
    "](javascript:alert(1))",
    "line one\nline two\n\n::: box",
    "{{ view }} {% raw %}",
    "==mark== `code`{.x} {#id}",
];

fn finding(number: usize, outcome: Outcome) -> Finding {
    Finding {
        id: format!("F-{number:08x}"),
        subject: HOSTILE[number % HOSTILE.len()].to_owned(),
        outcome,
        headline: format!("{} has no end date", HOSTILE[number % HOSTILE.len()]),
        asked: "a date | in the last 12 months".to_owned(),
        cells: vec![SeenCell {
            file: "records.xlsx".to_owned(),
            sheet: "Activities".to_owned(),
            cell: format!("K{number}"),
            field: "activity.retention".to_owned(),
            saw: HOSTILE[number % HOSTILE.len()].to_owned(),
        }],
        exception: None,
    }
}

fn requirement(
    checklist: &str,
    number: usize,
    outcome: Outcome,
    findings: Vec<Finding>,
) -> RequirementResult {
    let severities = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
    RequirementResult {
        id: format!("{checklist}-{number}-a"),
        cite: format!("{} Art. {number}(1)(a)", checklist.to_uppercase()),
        checklist: checklist.to_owned(),
        title: format!("Requirement {number}"),
        duty: "Keep data no longer than needed.".to_owned(),
        theme: ["retention", "vendors", "own-theme"][number % 3].to_owned(),
        level: if number % 2 == 0 { Level::Required } else { Level::Addressable },
        severity: severities[number % 4],
        confidence: "high".to_owned(),
        why: "Old data is lost in the next breach.".to_owned(),
        fix: "Write how long it is kept.".to_owned(),
        ask: "Is there a rule?".to_owned(),
        evidence: "The rule".to_owned(),
        rolls_up_to: None,
        outcome,
        basis: Basis::Derived,
        because: "1 of 3 activities fails.".to_owned(),
        cells: vec![finding(number, outcome).cells.remove(0)],
        records: Tally::default(),
        findings_total: findings.len() as u64,
        findings,
    }
}

fn assessment() -> Assessment {
    let mut requirements = Vec::new();
    let mut checklists = Vec::new();
    let mut next = 0;
    for (id, scope) in [("gdpr", Truth::Yes), ("ccpa", Truth::Unknown)] {
        let mut tally = Tally::default();
        for number in 1..=10 {
            let outcome = Outcome::ALL[number % 5];
            let count = if matches!(outcome, Outcome::Met | Outcome::NotApplicable) { 0 } else { number % 4 };
            let findings = (0..count)
                .map(|_| {
                    next += 1;
                    finding(next, outcome)
                })
                .collect();
            tally.add(outcome, 1);
            requirements.push(requirement(id, number, outcome, findings));
        }
        checklists.push(ChecklistResult {
            id: id.to_owned(),
            title: format!("The {id}"),
            short: id.to_uppercase(),
            version: "2026.1".to_owned(),
            law_as_of: "2026-11-21".to_owned(),
            scope,
            scope_because: "a thing holds".to_owned(),
            scope_cells: Vec::new(),
            applies: tally.applies,
            met: tally.met,
            partly_met: tally.partly_met,
            not_met: tally.not_met,
            unknown: tally.unknown,
            not_applicable: tally.not_applicable,
            low: tally.low(),
            high: tally.high(),
            coverage: tally.coverage(),
            rating: Rating::Limited,
        });
    }
    Assessment {
        format_version: FORMAT_VERSION.to_owned(),
        tool_version: "0.1.0".to_owned(),
        organisation: "Harborlight <Health> & Co".to_owned(),
        as_of: AS_OF.parse().unwrap(),
        checklists,
        requirements,
    }
}

struct Case {
    assessment: Assessment,
    inventory: Inventory,
    account: Account,
    facts: Facts,
}

impl Case {
    fn new(changes: &[Change<'_>]) -> Case {
        let mut inventory = changed(changes);
        let rows: Vec<Vec<&str>> = HOSTILE.iter().map(|text| vec!["T", *text, *text]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        inventory.tables.push(table("training", &["ref", "course", "No such field"], &rows));
        let facts = facts(&inventory, AS_OF.parse().unwrap());
        let file = FileReading {
            file: "records.xlsx".to_owned(),
            ignored: vec![Ignored { sheet: "Read me".to_owned(), why: "no table was recognised".to_owned() }],
            readable: true,
            ..FileReading::default()
        };
        let account = Account { files: vec![file], problems: Vec::new() };
        Case { assessment: assessment(), inventory, account, facts }
    }

    fn input(&self) -> Input<'_> {
        Input {
            assessment: &self.assessment,
            inventory: &self.inventory,
            account: &self.account,
            facts: &self.facts,
            quarter: "2026-Q4".to_owned(),
            tool_version: "0.1.0".to_owned(),
        }
    }

    fn text(&self, document: Document, format: Format) -> String {
        let bytes = render(document, format, &self.input(), &Templates::builtin());
        String::from_utf8(bytes.unwrap_or_else(|error| panic!("{error}"))).unwrap()
    }
}

const DRAFT: &[Change<'_>] = &[
    ("organisation", "legal_name", 0, ""),
    ("organisation", "complaint_authority", 0, ""),
    ("activity", "retention", 0, "?"),
    ("activity", "status", 1, "planned"),
    ("activity", "role", 2, ""),
    ("activity", "sold", 0, ""),
    ("activity", "children", 2, "yes"),
    ("vendor", "country", 0, "US"),
    ("system", "encrypted_at_rest", 0, ""),
    ("system", "encrypted_in_transit", 0, ""),
    ("notice", "url", 1, ""),
];

fn every_page() -> Vec<(Document, String)> {
    let cases = [Case::new(&[]), Case::new(DRAFT)];
    let pages = cases
        .iter()
        .flat_map(|case| Document::ALL.map(|document| (document, case.text(document, Format::Html))));
    pages.collect()
}

/// Pieces of the page that begin with `<tag` followed by a space or `>`.
fn tags<'a>(page: &'a str, tag: &str) -> Vec<&'a str> {
    let start = format!("<{tag}");
    page.match_indices(&start)
        .map(|(at, _)| &page[at..])
        .filter(|rest| rest[start.len()..].starts_with([' ', '>']))
        .map(|rest| &rest[..rest.find('>').unwrap() + 1])
        .collect()
}

#[test]
fn every_finding_and_requirement_stands_in_every_format() {
    let case = Case::new(&[]);
    for format in [Format::Html, Format::Markdown] {
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
fn the_same_input_gives_the_same_bytes() {
    for document in Document::ALL {
        for format in [Format::Html, Format::Markdown] {
            assert_eq!(Case::new(DRAFT).text(document, format), Case::new(DRAFT).text(document, format));
        }
    }
    let json = || candor_report::assessment_json(&assessment()).unwrap();
    assert_eq!(json(), json());
}

#[test]
fn pages_have_one_title_and_headings_in_order() {
    for (document, page) in every_page() {
        assert_eq!(tags(&page, "h1").len(), 1, "{document:?}");
        let mut levels: Vec<(usize, u8)> = (1..=6)
            .flat_map(|level| {
                page.match_indices(&format!("<h{level} ")).map(move |(at, _)| (at, level)).collect::<Vec<_>>()
            })
            .collect();
        levels.sort();
        for pair in levels.windows(2) {
            assert!(pair[1].1 <= pair[0].1 + 1, "{document:?}: h{} after h{}", pair[1].1, pair[0].1);
        }
        for part in [
            "<html lang=\"en\">",
            "<meta name=\"viewport\"",
            "class=\"skip\"",
            "<nav ",
            "<main id=\"content\"",
            "<title>",
        ] {
            assert_eq!(page.matches(part).count(), 1, "{part} in {document:?}");
        }
    }
}

#[test]
fn tables_are_captioned_and_scoped() {
    for (document, page) in every_page() {
        let tables: Vec<&str> =
            page.split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap()).collect();
        assert!(!tables.is_empty());
        for table in tables {
            assert!(
                table.contains("<caption id=") && !table.contains("<span></span></caption>"),
                "{document:?}: {table}"
            );
            assert!(
                tags(table, "th")
                    .iter()
                    .all(|th| th.contains("scope=\"col\"") || th.contains("scope=\"row\""))
            );
            assert!(table.contains("scope=\"col\""), "{document:?}: {table}");
        }
    }
}

#[test]
fn ids_are_given_once_and_links_find_them() {
    for (document, page) in every_page() {
        let ids: Vec<&str> =
            page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{document:?}");
        for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.contains(&target), "#{target} in {document:?}");
        }
    }
}

#[test]
fn pages_load_and_run_nothing() {
    for (document, page) in every_page() {
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        for forbidden in [
            "<script",
            "<link",
            "<img",
            "<iframe",
            " onclick",
            " style=\"",
            "src=\"",
            "url(",
            "@import",
            "href=\"javascript",
        ] {
            assert!(!page.contains(forbidden), "{forbidden} in {document:?}");
        }
        for address in ["http://", "https://"] {
            assert!(!page.contains(address), "{address} in {document:?}");
        }
    }
}

#[test]
fn hostile_texts_are_shown_as_they_are() {
    let case = Case::new(&[]);
    for document in [Document::Audit, Document::Register] {
        let page = case.text(document, Format::Html);
        for shown in [
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "a | b",
            "](javascript:alert(1))",
            "line one / line two / ::: box",
            "{{ view }} {% raw %}",
            "==mark== `code`{.x} {#id}",
        ] {
            assert!(page.contains(shown), "{shown} in {document:?}");
        }
    }
}

#[test]
fn no_document_praises_or_certifies() {
    for (changes, draft) in [(&[][..], false), (DRAFT, true)] {
        let case = Case::new(changes);
        for document in Document::ALL {
            let text = case.text(document, Format::Markdown).to_lowercase();
            for forbidden in
                ["compliant", "certified", "badge", "guarantee", "industry standard", "from time to time"]
            {
                assert!(!text.contains(forbidden), "{forbidden} in {document:?}");
            }
            let once = usize::from(document == Document::Audit);
            assert_eq!(text.matches("not legal advice").count(), once, "{document:?}");
            let marked = document == Document::PrivacyPolicy && draft;
            assert_eq!(text.contains("answer needed"), marked, "{document:?}");
        }
    }
}

#[test]
fn open_mandatory_facts_are_marked_where_they_belong() {
    let case = Case::new(DRAFT);
    let markdown = case.text(Document::PrivacyPolicy, Format::Markdown);
    let page = case.text(Document::PrivacyPolicy, Format::Html);
    assert!(markdown.contains(
        "\\[Answer needed: How long do you keep the data of “Online booking”? → Activities › Retention\\]"
    ));
    assert!(page.contains("<mark>Answer needed: How long do you keep the data of “Online booking”? → Activities › Retention</mark>"));
    for fact in case.facts.blocking() {
        assert!(page.contains(&fact.ask), "{} is open and not asked: {}", fact.id, fact.ask);
    }
}

/// Whatever single cell is lost, the policy asks for it instead of leaving a gap.
#[test]
fn no_mandatory_question_is_left_unasked() {
    let mut asked = 0;
    for (entity, field, row) in filled_cells() {
        let case = Case::new(&[(entity, field, row, "")]);
        let page = case.text(Document::PrivacyPolicy, Format::Html);
        for fact in case.facts.blocking() {
            asked += 1;
            assert!(
                page.contains(&fact.ask.replace('\'', "&#39;")),
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
                let padded = format!(" {} ", sentence.to_lowercase());
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
    case.facts = facts(&case.inventory, AS_OF.parse().unwrap());
    case.account = Account::default();
    case.assessment.checklists.clear();
    case.assessment.requirements.clear();
    for document in Document::ALL {
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
            assert!(page.contains(&entry.text), "{}", entry.text);
        }
    }
}

#[test]
fn a_template_of_the_user_replaces_the_built_in_one() {
    let case = Case::new(&[]);
    let own = Templates::builtin().with("audit.md", "# Ours\n\n{{ view.organisation }}\n");
    let source = compose(Document::Audit, &case.input(), &own).unwrap();
    assert_eq!(source.markdown(), "# Ours\n\nHarborlight \\<Health\\> \\& Co\n");
    let wrong = Templates::builtin().with("audit.md", "# Ours\n\n{{ view.organization }}\n");
    let error = compose(Document::Audit, &case.input(), &wrong).unwrap_err().to_string();
    assert!(error.starts_with("template `audit.md`, line 3, column "), "{error}");
}
