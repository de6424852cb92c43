//! Letters after an incident: whether each is due, what the law asks it to hold, and what is left open in it.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed, table};
use candor_assess::{Assessment, Library, Options, Truth, assess};
use candor_model::{Account, Inventory};
use candor_policy::Letter;
use candor_report::{Document, Format, Input, LetterDue, Templates, compose, incidents, letters};

const FIELDS: [&str; 35] = [
    "ref",
    "title",
    "description",
    "kind",
    "location",
    "started_on",
    "discovered_on",
    "aware_at",
    "contained_on",
    "affected_count",
    "california_count",
    "subjects",
    "record_count",
    "data_types",
    "personal_data",
    "phi",
    "encrypted",
    "risk_to_people",
    "low_probability",
    "reportable",
    "authority_told_at",
    "delay_reason",
    "people_told_on",
    "hhs_told_on",
    "media_told_on",
    "attorney_general_told_on",
    "customer_told_on",
    "controllers",
    "effects",
    "remedial_action",
    "advice",
    "identity_protection",
    "credit_agencies",
    "delay_asked_on",
    "systems",
];

/// An incident of which everything is recorded, and for which every letter is due.
const COMPLETE: [&str; 35] = [
    "I-1",
    "Lost laptop",
    "A laptop was left on a bus.",
    "Loss of device",
    "Laptop",
    "2026-08-30",
    "2026-08-31",
    "2026-09-03",
    "2026-09-04",
    "620",
    "540",
    "Patients",
    "1200",
    "Name; Social security number",
    "yes",
    "yes",
    "no",
    "high",
    "no",
    "yes",
    "2026-09-20",
    "The office was closed.",
    "2026-09-21",
    "2026-09-22",
    "2026-09-23",
    "2026-09-24",
    "2026-09-25",
    "Northside Labs",
    "Others can read visit notes.",
    "The laptop was wiped.",
    "Watch your bank account.",
    "A year of credit watch is offered.",
    "Agency One, +1 800 555 0142.",
    "2026-09-05",
    "Booking",
];

struct Case {
    inventory: Inventory,
    assessment: Assessment,
}

impl Case {
    fn new(changes: &[Change<'_>], row: &[(&str, &str)]) -> Case {
        let mut inventory = changed(changes);
        let at = |field: &str| FIELDS.iter().position(|known| *known == field).unwrap();
        let mut cells = COMPLETE;
        for (field, text) in row {
            cells[at(field)] = text;
        }
        inventory.tables.push(table("incident", &FIELDS, &[&cells]));
        Case::of(inventory)
    }

    fn of(inventory: Inventory) -> Case {
        let as_of = AS_OF.parse().unwrap();
        let assessment = assess(&inventory, Library::builtin(), &Options::new(as_of));
        Case { assessment, inventory }
    }

    fn with_input<T>(&self, use_it: impl FnOnce(&Input<'_>) -> T) -> T {
        use_it(&Input::new(&self.assessment, &self.inventory, &Account::default(), "0.1.0"))
    }

    fn letters(&self) -> Vec<LetterDue> {
        self.with_input(|input| letters(input, &incidents(&self.inventory)[0]))
    }

    fn due(&self, letter: Letter) -> LetterDue {
        self.letters().into_iter().find(|due| due.letter == letter).unwrap()
    }

    fn text(&self, letter: Letter, format: Format) -> String {
        let edition = self.due(letter).edition;
        let bytes = self.with_input(|input| {
            compose(&edition, input, &Templates::builtin()).unwrap().format(format).unwrap()
        });
        String::from_utf8(bytes).unwrap()
    }

    /// The note for the sender, and the letter itself.
    fn parts(&self, letter: Letter) -> (String, String) {
        let text = self.text(letter, Format::Markdown).replace('\\', "");
        let (cover, body) = text.split_once("\n-----\n").unwrap();
        (cover.to_owned(), body.to_owned())
    }
}

/// A processor and business associate, so that the letter to the customer is due.
const FOR_OTHERS: &[Change<'_>] =
    &[("activity", "role", 0, "processor"), ("organisation", "hipaa_role", 0, "business_associate")];

fn complete(letter: Letter, row: &[(&str, &str)]) -> Case {
    Case::new(if letter == Letter::Customer { FOR_OTHERS } else { &[] }, row)
}

/// What each law asks a letter to hold: field of the log or of the organisation, and what stands there.
const CONTENTS: [(Letter, &[(&str, &str)]); 8] = [
    // GDPR Art. 33(3)(a)-(d), 33(1).
    (
        Letter::Authority,
        &[
            ("description", "A laptop was left on a bus."),
            ("affected_count", "620 people"),
            ("subjects", "Patients"),
            ("data_types", "Social security number"),
            ("record_count", "1,200 records"),
            ("effects", "Others can read visit notes."),
            ("remedial_action", "The laptop was wiped."),
            ("delay_reason", "The office was closed."),
            ("authority_told_at", "20 September 2026"),
            ("aware_at", "3 September 2026"),
            ("organisation.dpo", "dpo@harborlight.example"),
            ("organisation.legal_name", "Harborlight Health Ltd"),
        ],
    ),
    // GDPR Art. 34(2).
    (
        Letter::PeopleGdpr,
        &[
            ("description", "A laptop was left on a bus."),
            ("effects", "Others can read visit notes."),
            ("remedial_action", "The laptop was wiped."),
            ("people_told_on", "21 September 2026"),
            ("organisation.dpo", "dpo@harborlight.example"),
        ],
    ),
    // 45 CFR 164.404(c)(1)(A)-(E).
    (
        Letter::PeopleHipaa,
        &[
            ("description", "A laptop was left on a bus."),
            ("started_on", "30 August 2026"),
            ("discovered_on", "31 August 2026"),
            ("data_types", "Social security number"),
            ("advice", "Watch your bank account."),
            ("remedial_action", "The laptop was wiped."),
            ("organisation.phone", "+353 1 555 0100"),
        ],
    ),
    // Civ. Code 1798.82(d)(1)-(2).
    (
        Letter::PeopleCalifornia,
        &[
            ("description", "A laptop was left on a bus."),
            ("started_on", "30 August 2026"),
            ("people_told_on", "21 September 2026"),
            ("data_types", "Social security number"),
            ("delay_asked_on", "Law enforcement asked us on 5 September 2026 to wait"),
            ("advice", "Watch your bank account."),
            ("remedial_action", "The laptop was wiped."),
            ("identity_protection", "A year of credit watch is offered."),
            ("credit_agencies", "Agency One, +1 800 555 0142."),
            ("organisation.legal_name", "Harborlight Health Ltd"),
        ],
    ),
    // Civ. Code 1798.82(f).
    (
        Letter::AttorneyGeneral,
        &[
            ("started_on", "30 August 2026"),
            ("california_count", "540 people"),
            ("attorney_general_told_on", "24 September 2026"),
        ],
    ),
    // 45 CFR 164.408.
    (
        Letter::Hhs,
        &[
            ("affected_count", "620 people"),
            ("started_on", "30 August 2026"),
            ("discovered_on", "31 August 2026"),
            ("kind", "Loss of device"),
            ("location", "Laptop"),
            ("remedial_action", "The laptop was wiped."),
            ("hhs_told_on", "22 September 2026"),
        ],
    ),
    // 45 CFR 164.406(c).
    (
        Letter::Media,
        &[
            ("description", "A laptop was left on a bus."),
            ("started_on", "30 August 2026"),
            ("discovered_on", "31 August 2026"),
            ("data_types", "Social security number"),
            ("advice", "Watch your bank account."),
            ("remedial_action", "The laptop was wiped."),
            ("media_told_on", "23 September 2026"),
        ],
    ),
    // GDPR Art. 33(2); 45 CFR 164.410(c).
    (
        Letter::Customer,
        &[
            ("controllers", "Northside Labs"),
            ("description", "A laptop was left on a bus."),
            ("discovered_on", "31 August 2026"),
            ("affected_count", "620 people"),
            ("data_types", "Social security number"),
            ("effects", "Others can read visit notes."),
            ("remedial_action", "The laptop was wiped."),
            ("customer_told_on", "25 September 2026"),
        ],
    ),
];

#[test]
fn what_the_law_asks_for_is_in_the_letter_or_visibly_open() {
    for (letter, contents) in CONTENTS {
        let whole = complete(letter, &[]);
        let (cover, body) = whole.parts(letter);
        assert_eq!(whole.due(letter).due, Truth::Yes, "{letter:?}: {}", whole.due(letter).because);
        // Who the people are never stands in the log.
        let open = usize::from(letter == Letter::Customer);
        assert_eq!(body.matches("Answer needed").count(), open, "{letter:?}:\n{body}");
        assert_eq!(
            whole.with_input(|input| whole.due(letter).open(input, &incidents(&whole.inventory)[0])),
            open
        );
        for (field, words) in contents {
            assert!(body.contains(words), "{letter:?} holds {field}: {words}\n{body}");
            let lost = match field.strip_prefix("organisation.") {
                None => complete(letter, &[(field, "")]),
                // Another way to reach the organisation would do.
                Some(field) => {
                    let ways = ["dpo", "phone", "email", "website", "address", "privacy_contact", field];
                    let blank = ways.map(|way| ("organisation", way, 0, ""));
                    let others = if letter == Letter::Customer { FOR_OTHERS } else { &[] };
                    Case::new(&[&blank[..], others].concat(), &[])
                }
            };
            let (_, without) = lost.parts(letter);
            assert!(!without.contains(words), "{letter:?} says {words} without a cell");
            assert!(
                without.matches("Answer needed").count() > open,
                "{letter:?} leaves {field} out in silence"
            );
            let marks = without.split("Answer needed: ").skip(1);
            for mark in marks.map(|rest| rest.split(']').next().unwrap()) {
                assert!(lost.parts(letter).0.contains(mark), "{letter:?}: the note does not list {mark}");
            }
        }
        assert!(cover.contains("What the law asks this letter to hold"), "{letter:?}");
    }
}

#[test]
fn california_has_its_title_and_headings_in_their_words() {
    let (_, body) = complete(Letter::PeopleCalifornia, &[]).parts(Letter::PeopleCalifornia);
    let headings: Vec<&str> = body.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        [
            "# Notice of Data Breach",
            "## What Happened",
            "## What Information Was Involved",
            "## What We Are Doing",
            "## What You Can Do",
            "## For More Information"
        ]
    );
}

#[test]
fn identity_protection_is_asked_for_where_such_a_number_is_out() {
    let row = [("identity_protection", ""), ("credit_agencies", "")];
    let (_, with) = complete(Letter::PeopleCalifornia, &row).parts(Letter::PeopleCalifornia);
    assert_eq!(with.matches("Answer needed").count(), 2);
    let other = [("identity_protection", ""), ("credit_agencies", ""), ("data_types", "Name; Visit dates")];
    let (cover, without) = complete(Letter::PeopleCalifornia, &other).parts(Letter::PeopleCalifornia);
    assert_eq!(without.matches("Answer needed").count(), 0);
    assert!(cover.contains("names no such number"));
}

#[test]
fn law_enforcement_is_denied_only_where_the_log_denies_it() {
    let (_, blank) =
        complete(Letter::PeopleCalifornia, &[("delay_asked_on", "")]).parts(Letter::PeopleCalifornia);
    assert!(!blank.contains("not delayed"));
    let (_, none) =
        complete(Letter::PeopleCalifornia, &[("delay_asked_on", "n/a")]).parts(Letter::PeopleCalifornia);
    assert!(none.contains("This notice was not delayed by law enforcement."));
}

/// Changes of the organisation and of the incident, and what follows.
type Judged<'a> = (&'a [Change<'a>], &'a [(&'a str, &'a str)], Letter, Truth, &'a str);

/// Change of the organisation or of the incident, the letter, whether it is due, and the reason.
#[test]
fn letters_are_due_as_their_clocks_say() {
    let none: &[Change<'_>] = &[];
    let outside_eu: &[Change<'_>] = &[
        ("organisation", "eu_establishment", 0, "no"),
        ("organisation", "offers_to_eu", 0, "no"),
        ("organisation", "monitors_eu", 0, "no"),
    ];
    let unsure: &[Change<'_>] = &[
        ("organisation", "eu_establishment", 0, ""),
        ("organisation", "offers_to_eu", 0, ""),
        ("organisation", "monitors_eu", 0, ""),
    ];
    let cases: [Judged<'_>; 16] = [
        (none, &[], Letter::Authority, Truth::Yes, ""),
        (outside_eu, &[], Letter::Authority, Truth::No, "the law does not apply to the organisation"),
        (unsure, &[], Letter::Authority, Truth::Unknown, "whether the law applies"),
        (
            none,
            &[("risk_to_people", "low"), ("reportable", "no")],
            Letter::Authority,
            Truth::No,
            "Risk to people is `low`",
        ),
        (none, &[("risk_to_people", "medium")], Letter::PeopleGdpr, Truth::No, "Risk to people is `medium`"),
        (none, &[("risk_to_people", "")], Letter::PeopleGdpr, Truth::Unknown, "Risk to people is blank"),
        (none, &[("phi", "no")], Letter::PeopleHipaa, Truth::No, "PHI affected is `no`"),
        (none, &[("phi", "")], Letter::PeopleHipaa, Truth::Unknown, "PHI affected is blank"),
        (none, &[("encrypted", "yes")], Letter::PeopleHipaa, Truth::No, "Data was encrypted is `yes`"),
        (
            FOR_OTHERS,
            &[],
            Letter::PeopleHipaa,
            Truth::No,
            "the records do not show that the organisation is a covered entity",
        ),
        (
            none,
            &[("affected_count", "500")],
            Letter::Media,
            Truth::No,
            "People affected is 500, not at least 501",
        ),
        (
            none,
            &[("california_count", "500")],
            Letter::AttorneyGeneral,
            Truth::No,
            "California residents affected is 500",
        ),
        (
            none,
            &[("california_count", "")],
            Letter::PeopleCalifornia,
            Truth::Unknown,
            "California residents affected is blank",
        ),
        (
            none,
            &[("controllers", "none")],
            Letter::Customer,
            Truth::No,
            "Data held for other organisations is none",
        ),
        (
            none,
            &[("controllers", "")],
            Letter::Customer,
            Truth::Unknown,
            "Data held for other organisations is blank",
        ),
        (FOR_OTHERS, &[("controllers", "")], Letter::Customer, Truth::Yes, ""),
    ];
    for (changes, row, letter, due, because) in cases {
        let found = Case::new(changes, row).due(letter);
        assert_eq!(found.due, due, "{letter:?} {row:?}: {}", found.because);
        assert!(found.because.contains(because), "{letter:?} {row:?}: {}", found.because);
        assert_eq!(found.because.is_empty(), due == Truth::Yes, "{letter:?} {row:?}: {}", found.because);
    }
}

#[test]
fn a_law_that_was_not_judged_has_no_letter() {
    let mut case = complete(Letter::Authority, &[]);
    case.assessment.checklists.retain(|checklist| checklist.id == "gdpr");
    let found: Vec<Letter> = case.letters().into_iter().map(|letter| letter.letter).collect();
    assert_eq!(found, [Letter::Authority, Letter::PeopleGdpr, Letter::Customer, Letter::Record]);
}

/// Cells of the log, and what the note for the sender says of the time.
#[test]
fn the_clock_stands_on_top() {
    for (row, letter, said) in [
        (
            &[][..],
            Letter::Authority,
            "Due 6 September 2026.** Tell the authority of a breach (GDPR Art. 33(1)): 72 hours, counted from 3 September 2026. Sent on 20 September 2026, 14 days late.",
        ),
        (&[("authority_told_at", "")], Letter::Authority, "Not sent; 76 days late on 21 November 2026."),
        (&[("authority_told_at", "2026-09-05")], Letter::Authority, "Sent on 5 September 2026, in time."),
        (
            &[("authority_told_at", ""), ("aware_at", "2026-11-20")],
            Letter::Authority,
            "Due 23 November 2026.** Tell the authority of a breach (GDPR Art. 33(1)): 72 hours, counted from 20 November 2026. Not sent; 2 days left on 21 November 2026.",
        ),
        (&[("aware_at", "")], Letter::Authority, "It cannot be counted: Aware at is blank."),
        (&[("people_told_on", "")], Letter::PeopleGdpr, "Due without undue delay.** Tell people"),
        (&[("people_told_on", "")], Letter::PeopleCalifornia, "Due 30 September 2026."),
        (&[("people_told_on", "")], Letter::PeopleHipaa, "Due 30 October 2026."),
        (&[("affected_count", "20"), ("hhs_told_on", "")], Letter::Hhs, "Due 1 March 2027."),
        (&[], Letter::AttorneyGeneral, "Due 6 October 2026."),
    ] {
        let (cover, _) = complete(letter, row).parts(letter);
        assert!(cover.contains(said), "{letter:?} {row:?}: {said}\n{cover}");
        let before = cover.split("What the law asks").next().unwrap();
        assert!(before.contains("How much time there is"), "{letter:?}");
    }
}

#[test]
fn a_notice_in_time_gives_no_reasons_for_a_delay() {
    let row = [("authority_told_at", "2026-09-05"), ("delay_reason", "")];
    let (_, body) = complete(Letter::Authority, &row).parts(Letter::Authority);
    assert!(!body.contains("late") && !body.contains("Answer needed"), "{body}");
}

#[test]
fn hostile_words_are_shown_and_never_obeyed() {
    for hostile in [
        "<script>alert(1)</script>",
        "](javascript:alert(1))",
        "{{ view }} {% raw %}",
        "==m== `c`{.x} ::: letter",
    ] {
        let texts =
            ["title", "description", "kind", "effects", "remedial_action", "advice", "credit_agencies"];
        let row: Vec<(&str, &str)> = texts.iter().map(|field| (*field, hostile)).collect();
        for (letter, _) in CONTENTS {
            let page = complete(letter, &row).text(letter, Format::Html);
            assert!(!page.contains("<script") && !page.contains("href=\"javascript"), "{letter:?}");
            assert_eq!(page.matches("<h1").count(), 1, "{letter:?}");
            assert_eq!(page.matches("class=\"letter\"").count(), 1, "{letter:?}");
        }
    }
}

#[test]
fn folders_are_safe_and_apart() {
    let rows: Vec<[&str; 2]> = vec![
        ["..", "a"],
        ["../../etc", "b"],
        ["I/1", "c"],
        ["I:1", "d"],
        ["i-1", "e"],
        ["", "Überfall"],
        ["", ""],
    ];
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let log = Inventory { tables: vec![table("incident", &["ref", "title"], &rows)] };
    let folders: Vec<String> = incidents(&log).into_iter().map(|incident| incident.folder).collect();
    assert_eq!(folders, ["incident", "etc", "I-1", "I-1-2", "i-1-3", "berfall", "row-8"]);
}

#[test]
fn a_letter_about_no_incident_is_a_form() {
    let case = complete(Letter::Authority, &[]);
    let document = Document::Letter(Letter::Authority);
    let source = case.with_input(|input| compose(&document.whole(), input, &Templates::builtin()).unwrap());
    assert!(source.markdown().matches("Answer needed").count() >= 9);
    assert!(!source.markdown().contains("laptop"));
}
