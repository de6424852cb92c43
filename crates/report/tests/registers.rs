//! Registers, obligations and skeletons: nothing linked is lost, nobody is named where nobody should be.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case::{Case, HOSTILE};
use crate::inventory::{AS_OF, table};
use candor_assess::{Library, ObligationState, Options, assess};
use candor_model::{Inventory, Kind, Value};
use candor_policy::{Language, facts};
use candor_report::{Document, Edition, FORMATS, Format, Group, Part, Templates, compose, editions};

/// Everything that is linked: through the activity, through its system, from the other side, and to nowhere.
fn linked() -> Case {
    let activity: &[&str] = &[
        "ref",
        "name",
        "role",
        "purposes",
        "subjects",
        "data_categories",
        "recipients",
        "vendors",
        "systems",
        "transfers",
        "transfer_countries",
        "transfer_mechanism",
        "retention",
        "security_measures",
        "status",
        "dpia_required",
        "dpia_list_match",
        "large_scale",
        "special_category",
        "criminal_data",
        "children",
        "automated_decision",
        "public_monitoring",
        "sold",
        "shared_for_ads",
        "ccpa_categories",
        "phi",
        "started_on",
        "controller",
    ];
    let rows: &[&[&str]] = &[
        &[
            "A-1",
            "Booking",
            "controller",
            "Book visits",
            "Patients",
            "Contact details",
            "Laboratories",
            "Mailhost; Nowhere Ltd",
            "Calendar; Lost System",
            "yes",
            "US",
            "scc",
            "2 years",
            "Access by role",
            "active",
            "yes",
            "no",
            "yes",
            "health",
            "no",
            "yes",
            "no",
            "no",
            "no",
            "no",
            "identifiers",
            "no",
            "2026-06-01",
        ],
        &[
            "A-2",
            "Blank one",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "active",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "yes",
            "",
            "",
            "no",
            "2026-06-01",
        ],
        &["A-3", "Over", "controller", "Old", "", "", "", "", "", "", "", "", "", "", "ended"],
        &[
            "A-4",
            "Payslips for others",
            "processor",
            "Run payroll",
            "",
            "",
            "",
            "Mailhost",
            "",
            "no",
            "none",
            "",
            "",
            "Locks",
            "active",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "Customer A",
        ],
    ];
    let tables = vec![
        table(
            "organisation",
            &[
                "legal_name",
                "email",
                "dpo",
                "eu_establishment",
                "does_business_in_california",
                "for_profit",
                "annual_revenue_usd",
            ],
            &[&["Harborlight <Health> & Co", "privacy@example.example", "", "yes", "yes", "yes", "90000000"]],
        ),
        table("activity", activity, rows),
        table(
            "vendor",
            &[
                "ref",
                "name",
                "role",
                "service",
                "country",
                "dpa_signed",
                "gets_personal_data",
                "transfers",
                "transfer_mechanism",
                "status",
            ],
            &[
                &["V-1", "Mailhost", "processor", "Sends mail", "US", "no", "yes", "yes", "scc", "active"],
                &[
                    "V-2",
                    "Clouds, Inc.",
                    "processor",
                    "Hosts the calendar",
                    "IE",
                    "yes",
                    "yes",
                    "no",
                    "none",
                    "active",
                ],
            ],
        ),
        table(
            "system",
            &["ref", "name", "vendor", "location", "encrypted_at_rest", "mfa"],
            &[&["S-1", "Calendar", "Clouds, Inc.", "IE", "yes", "no"]],
        ),
        table(
            "transfer",
            &["ref", "activity", "recipient", "country", "mechanism", "signed_on"],
            &[&["T-1", "A-1", "Unlisted Partner", "IN", "", ""]],
        ),
        table(
            "retention_rule",
            &["ref", "category", "activity", "period", "starts_with", "end_action"],
            &[&["R-1", "Visit cards", "Booking", "3 years", "last visit", "delete"]],
        ),
        table("purpose", &["name", "activity"], &[&["Remind of visits", "A-1"]]),
        table("data_element", &["name", "activity"], &[&["Day of birth", "A-1"]]),
        table("incident", &["ref", "title", "systems"], &[&["I-1", "Open calendar", "Calendar"]]),
    ];
    judged(tables)
}

/// A case with tables of its own, judged by the checklists.
fn judged(tables: Vec<candor_model::Table>) -> Case {
    let mut case = Case::new(&[]);
    case.inventory = Inventory { tables };
    case.facts = facts(&case.inventory, AS_OF.parse().unwrap(), Language::English);
    case.assessment = assess(
        &case.inventory,
        Library::builtin(),
        &Options { organisation: "Example".to_owned(), ..Options::new(AS_OF.parse().unwrap()) },
    );
    case
}

fn all_editions(case: &Case) -> Vec<Edition> {
    editions(Group::Audit, &case.input())
}

fn markdown(case: &Case, edition: &Edition) -> String {
    let source = compose(edition, &case.input(), &Templates::builtin()).unwrap();
    String::from_utf8(source.format(Format::Markdown).unwrap()).unwrap().replace('\\', "")
}

fn record(document: Document, name: &str) -> Edition {
    Edition::new(document, Part::Record(name.to_owned()))
}

#[test]
fn an_activity_has_with_it_everything_that_is_linked() {
    let case = linked();
    let text = markdown(&case, &Document::Register.whole());
    for shown in [
        "Mailhost",
        "Clouds, Inc.",
        "through Calendar",
        "Unlisted Partner",
        "Visit cards",
        "Remind of visits",
        "Day of birth",
        "Nowhere Ltd",
        "not listed in Vendors",
        "Lost System",
        "not listed in Systems",
        "registers/vendors",
        "No records: not written",
    ] {
        assert!(text.contains(shown), "{shown} is not in the register");
    }
    // Every name in a reference of an activity stands among what is linked to it.
    let (before, after) = text.split_once("Booking: everything linked to it").unwrap();
    assert!(!before.is_empty());
    let own = after.split("Blank one").next().unwrap();
    for name in ["Mailhost", "Clouds, Inc.", "Calendar", "T-1", "Visit cards", "Nowhere Ltd", "Lost System"] {
        assert!(own.contains(name) || name == "T-1" && own.contains("Unlisted Partner"), "{name}");
    }
}

#[test]
fn every_record_of_the_inventory_stands_in_the_whole_register() {
    let case = linked();
    let text = markdown(&case, &Document::Register.whole());
    for content in &case.inventory.tables {
        for column in &content.columns {
            for entry in column.entries.iter().filter(|entry| !entry.text.contains('<')) {
                assert!(text.contains(entry.text.as_str()), "{} is lost", entry.text);
            }
            let Some(field) = column.field else { continue };
            let kind = candor_model::Dictionary::builtin().field(field).kind;
            let written = column.entries.iter().filter_map(|entry| match &entry.cell {
                candor_model::Cell::Value(Value::References(names)) => Some(names),
                _ => None,
            });
            for name in written.flatten().filter(|_| matches!(kind, Kind::Reference(_))) {
                assert!(text.contains(name.as_str()), "{name} is lost");
            }
        }
    }
}

#[test]
fn what_an_authority_gets_follows_the_article_and_marks_what_is_missing() {
    let case = linked();
    let text = markdown(&case, &Document::RegisterController.whole());
    let order = [
        "Art. 30(1)(a)",
        "Art. 30(1)(b)",
        "Art. 30(1)(c)",
        "Art. 30(1)(d)",
        "Art. 30(1)(e)",
        "Art. 30(1)(f)",
        "Art. 30(1)(g)",
    ];
    let places: Vec<usize> =
        order.iter().map(|cite| text.find(cite).unwrap_or_else(|| panic!("{cite}"))).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    assert!(text.contains("| Data protection officer | Art. 30(1)(a) | **Not recorded** |"));
    let blank = text.split("2. Blank one").nth(1).unwrap();
    assert_eq!(blank.matches("**Not recorded**").count(), 7, "{blank}");
    assert!(text.contains("| 2 | [Blank one]") || text.contains("| 2 | Blank one"));
    assert!(text.contains("(b) (c) (d) (e) (f) (g)"));
    assert!(text.contains("1 that ended is not shown"));
    assert!(text.contains("For 1 of them no role is recorded"));
    assert!(!text.contains("| 3 | "), "ended and processor's activities are not among them");
    assert!(text.contains("Clouds, Inc. | processor | Hosts the calendar | IE | through Calendar"));
    assert!(text.contains("not listed among the vendors"));
    assert!(text.contains("Unlisted Partner | IN | **Not recorded**"));
    assert!(!text.contains("records.xlsx"), "no place of a cell goes to the authority");

    let text = markdown(&case, &Document::RegisterProcessor.whole());
    assert!(text.contains("| Controller for whom we act | Art. 30(2)(a) | Customer A |"));
    assert!(text.contains("| Categories of processing | Art. 30(2)(b) | Run payroll |"));
    assert!(!text.contains("Booking"));
}

#[test]
fn an_authority_is_told_how_many_activities_its_document_does_not_show() {
    let names: Vec<String> = (1..=5002).map(|number| format!("Activity {number}")).collect();
    let rows: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let mut case = Case::new(&[]);
    case.inventory = Inventory { tables: vec![table("activity", &["name"], &rows)] };
    let text = markdown(&case, &Document::RegisterController.whole());
    assert!(text.contains("\n5,002 activities."), "{}", &text[..2000]);
    let told = "shows the first 5,000. The other 2 stand in the records, the first of them at records.xlsx";
    assert!(text.contains(told), "{}", &text[..2000]);
    assert!(text.contains("### 5000. Activity 5000") && !text.contains("5001"));
}

#[test]
fn a_record_for_the_authority_is_written_only_where_there_is_one() {
    let has = |case: &Case, document: Document| all_editions(case).iter().any(|one| one.document == document);
    let case = linked();
    assert!(has(&case, Document::RegisterController) && has(&case, Document::RegisterProcessor));
    let mut case = linked();
    case.inventory.tables.remove(1);
    assert!(!has(&case, Document::RegisterController) && !has(&case, Document::RegisterProcessor));
    let elsewhere = table(
        "organisation",
        &["legal_name", "eu_establishment", "offers_to_eu", "monitors_eu"],
        &[&["Example Inc.", "no", "no", "no"]],
    );
    let activity = table("activity", &["name", "role"], &[&["Booking", "controller"]]);
    assert!(!has(&judged(vec![elsewhere, activity]), Document::RegisterController));
}

#[test]
fn registers_without_records_are_not_written() {
    let case = linked();
    let names: Vec<String> = all_editions(&case)
        .iter()
        .filter(|one| one.document == Document::Registers)
        .map(Edition::path)
        .collect();
    assert_eq!(
        names,
        ["registers/vendors", "registers/transfers", "registers/retention", "registers/incidents"]
    );
}

#[test]
fn registers_say_what_the_audit_says_of_contracts_and_links() {
    let case = linked();
    let vendors = markdown(&case, &record(Document::Registers, "vendors"));
    assert!(vendors.contains("| Mailhost | processor | Sends mail |"), "{vendors}");
    assert!(vendors.contains("Art. 28: missing") && vendors.contains("Art. 28: on file"));
    assert!(vendors.contains("Booking; Payslips for others"));
    assert!(vendors.contains("system Calendar"));
    let transfers = markdown(&case, &record(Document::Registers, "transfers"));
    assert!(transfers.contains("not listed: Unlisted Partner"));
    assert!(transfers.contains("no decision"));
    let retention = markdown(&case, &record(Document::Registers, "retention"));
    assert!(
        retention.contains("| Rule | Visit cards | Booking | 3 years | last visit | delete |"),
        "{retention}"
    );
}

/// People with a name, a note and a reference that name somebody, in teams of 1, 4, 5 and 12.
fn people() -> Case {
    let teams = [("Alone", 1), ("Small", 4), ("Five", 5), ("Twelve", 12)];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (team, count) in teams {
        for number in 0..count {
            let done = if number % 2 == 0 { "2026-05-01" } else { "" };
            let name = format!("Zelda {team} {number}");
            rows.push(vec![
                format!("ref of {name}"),
                name,
                team.to_owned(),
                "Basics".to_owned(),
                done.to_owned(),
                "2026-06-01".to_owned(),
                "zelda note".to_owned(),
            ]);
        }
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let training = table(
        "training",
        &["ref", "person", "department", "course", "completed_on", "due_on", "status"],
        &rows,
    );
    let requests = table(
        "request",
        &[
            "ref",
            "kind",
            "law",
            "person_kind",
            "channel",
            "received_on",
            "outcome",
            "refusal_reason",
            "owner",
            "notes",
            "answered_on",
        ],
        &[
            &[
                "Zelda 1",
                "access",
                "gdpr",
                "Zelda",
                "From Zelda's phone",
                "2026-11-10",
                "",
                "Zelda",
                "Zelda",
                "Zelda wrote",
            ],
            &["Zelda 2", "?", "gdpr", "Zelda", "", "2026-01-10", "?", "", "Zelda", ""],
        ],
    );
    let organisation = table("organisation", &["legal_name", "eu_establishment"], &[&["Example", "yes"]]);
    judged(vec![organisation, training, requests])
}

#[test]
fn requests_and_training_name_nobody_in_any_format() {
    let case = people();
    for name in ["requests", "training"] {
        let source =
            compose(&record(Document::Registers, name), &case.input(), &Templates::builtin()).unwrap();
        assert!(!source.markdown().to_lowercase().contains("zelda"), "{name}");
        for (format, _) in FORMATS {
            let text = String::from_utf8_lossy(&source.format(format).unwrap()).to_lowercase();
            assert!(!text.contains("zelda"), "{name} in {format:?}");
        }
    }
    let requests = markdown(&case, &record(Document::Registers, "requests"));
    assert!(requests.contains("| Access or know | 1 | 0 | 1 |"), "{requests}");
    assert!(requests.contains("(could not be read)"));
    assert!(requests.contains("2026-12-10 | Running"), "{requests}");
}

#[test]
fn groups_of_fewer_than_five_are_not_shown_alone() {
    let text = markdown(&people(), &record(Document::Registers, "training"));
    assert!(text.contains("| Twelve | 12 | 6 | 50% |"), "{text}");
    assert!(text.contains("| Five | 5 | 3 | 60% |"));
    assert!(text.contains("| 2 groups put together | 5 | 3 | 60% |"));
    assert!(!text.contains("| Alone") && !text.contains("| Small"));
    assert!(text.contains("| Everybody | 22 | 12 | 54% |"));
}

#[test]
fn one_small_group_is_not_given_away_by_the_total() {
    let row = |name: &'static str, team: &'static str| vec![name, team, "Basics", "2026-05-01"];
    let mut rows: Vec<Vec<&str>> =
        ["a", "b", "c", "d", "e", "f"].iter().map(|name| row(name, "Large")).collect();
    rows.push(row("g", "Alone"));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let case = judged(vec![table("training", &["person", "department", "course", "completed_on"], &rows)]);
    let text = markdown(&case, &record(Document::Registers, "training"));
    assert!(!text.contains("| Large") && !text.contains("| Alone"), "{text}");
    assert!(text.contains("| 2 groups put together | 7 | 7 | 100% |"));
    let few: Vec<&[&str]> = rows[..3].to_vec();
    let case = judged(vec![table("training", &["person", "department", "course", "completed_on"], &few)]);
    let text = markdown(&case, &record(Document::Registers, "training"));
    assert!(text.contains("fewer than 5") && !text.contains("100%"), "{text}");
}

#[test]
fn obligations_say_what_the_assessment_says() {
    let case = linked();
    let text = markdown(&case, &Document::Obligations.whole());
    for obligation in &case.assessment.obligations {
        for one in obligation.records.iter() {
            let row = format!("| {} | **{}** |", one.subject, one.state.label());
            assert!(text.contains(&row), "{}: {row}", obligation.id);
        }
    }
    let missing: u64 = case
        .assessment
        .obligations
        .iter()
        .map(|one| one.counts.of(ObligationState::Missing) + one.counts.of(ObligationState::Expired))
        .sum();
    assert!(missing > 0 && text.contains(&format!("{missing} documents or grounds are missing or expired")));
    assert!(text.contains("Fill in: "), "what cannot be told names the cells");
    assert!(text.contains("two or more: likely needed; skeleton: dpia/a-1-booking"));
}

#[test]
fn skeletons_are_written_only_where_needed_and_filled_with_what_is_known() {
    let case = linked();
    let paths: Vec<String> = all_editions(&case).iter().map(Edition::path).collect();
    let dpia: Vec<&String> = paths.iter().filter(|path| path.starts_with("dpia/")).collect();
    assert_eq!(dpia, ["dpia/a-1-booking"]);
    let text = markdown(&case, &record(Document::Dpia, "a-1-booking"));
    for shown in [
        "GDPR Art. 35(7)(a)",
        "GDPR Art. 35(7)(b)",
        "GDPR Art. 35(7)(c)",
        "GDPR Art. 35(7)(d)",
        "35(9)",
        "Book visits",
        "records.xlsx › Activities",
        "Calendar (IE)",
        "Open calendar",
        "Access by role",
        "**To fill in:** What is done",
        "Encrypted at rest",
    ] {
        let shown = shown.replace("**To fill in:** What is done", "**To fill in:** Describe collection");
        assert!(text.contains(&shown), "{shown}\n{text}");
    }
    assert!(paths.iter().any(|path| path == "risk-assessment/a-2-blank-one"), "{paths:?}");
    let text = markdown(&case, &record(Document::RiskAssessment, "a-2-blank-one"));
    for number in 1..=9 {
        assert!(text.contains(&format!("11 CCR 7152(a)({number})")), "{number}");
    }
}

#[test]
fn files_of_skeletons_are_safe_and_each_has_its_own() {
    let names = [
        "../../etc/passwd",
        "CON",
        "Ωμέγα",
        "Δέλτα",
        "a/b\\c:d*e?f",
        "",
        "Same",
        "same",
        &"long ".repeat(60),
    ];
    let rows: Vec<Vec<&str>> =
        names.iter().chain(&HOSTILE).map(|name| vec![*name, "controller", "yes", "active"]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let organisation = table("organisation", &["legal_name", "eu_establishment"], &[&["Example", "yes"]]);
    let case =
        judged(vec![organisation, table("activity", &["name", "role", "dpia_required", "status"], &rows)]);
    let all = all_editions(&case);
    let mut paths: Vec<String> =
        all.iter().filter(|one| one.document == Document::Dpia).map(Edition::path).collect();
    assert_eq!(paths.len(), rows.len());
    for path in &paths {
        let name = path.strip_prefix("dpia/").unwrap();
        assert!(name.len() < 80 && name.contains('-') && !name.ends_with('-'), "{name}");
        assert!(
            name.chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'),
            "{name}"
        );
    }
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), rows.len(), "each has a file of its own");
    for edition in all.iter().filter(|one| one.document == Document::Dpia) {
        let text = markdown(&case, edition);
        assert_eq!(text.matches("\n## ").count(), 7, "why, and six parts: {}", edition.path());
    }
}

#[test]
fn hostile_text_is_inert_in_every_new_document() {
    let rows: Vec<Vec<&str>> = HOSTILE
        .iter()
        .map(|text| vec![*text, *text, "processor", *text, *text, "US", "yes", "active"])
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let activities: Vec<Vec<&str>> = HOSTILE
        .iter()
        .map(|text| vec![*text, "controller", *text, *text, *text, "yes", "active", "2026-06-01", "yes"])
        .collect();
    let activities: Vec<&[&str]> = activities.iter().map(Vec::as_slice).collect();
    let incidents: Vec<Vec<&str>> = HOSTILE.iter().map(|text| vec![*text, *text, *text]).collect();
    let incidents: Vec<&[&str]> = incidents.iter().map(Vec::as_slice).collect();
    let case = judged(vec![
        table("organisation", &["legal_name", "eu_establishment"], &[&[HOSTILE[0], "yes"]]),
        table(
            "vendor",
            &["name", "service", "role", "sub_processors", "contract_file", "country", "transfers", "status"],
            &rows,
        ),
        table(
            "activity",
            &[
                "name",
                "role",
                "vendors",
                "purposes",
                "recipients",
                "dpia_required",
                "status",
                "started_on",
                "sold",
            ],
            &activities,
        ),
        table("incident", &["ref", "title", "effects"], &incidents),
        table("request", &["ref", "channel", "kind"], &[&[HOSTILE[0], HOSTILE[0], "access"][..]; 6]),
        table(
            "training",
            &["person", "department", "course"],
            &[&[HOSTILE[0], HOSTILE[0], HOSTILE[2]][..]; 6],
        ),
    ]);
    let editions = all_editions(&case);
    assert!(editions.len() > 15);
    for edition in editions.iter().filter(|edition| edition.document != Document::Audit) {
        let source = compose(edition, &case.input(), &Templates::builtin()).unwrap();
        let page = String::from_utf8(source.format(Format::Html).unwrap()).unwrap();
        assert!(!page.contains("<script>alert"), "{}", edition.path());
        assert!(!page.contains("href=\"javascript"), "{}", edition.path());
        assert!(!page.contains("<mark>"), "{}", edition.path());
        assert_eq!(page.matches("<h1").count(), 1, "{}", edition.path());
        let again = compose(edition, &case.input(), &Templates::builtin()).unwrap();
        assert_eq!(source, again, "the same input gives the same text");
    }
}

#[test]
fn every_new_document_can_be_made_of_nothing_and_is_valid_in_every_format() {
    let mut case = linked();
    for document in Document::all() {
        for (format, _) in FORMATS {
            assert!(!case.bytes(document, format).is_empty(), "{document:?} in {format:?}");
        }
    }
    case.inventory = Inventory::default();
    case.facts = facts(&case.inventory, case.facts.as_of, Language::English);
    case.assessment.obligations.clear();
    case.assessment.screenings.clear();
    for document in Document::all() {
        assert_eq!(case.text(document, Format::Html).matches("<h1").count(), 1, "{document:?}");
    }
}
