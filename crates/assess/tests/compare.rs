//! What changed between two assessments: every class of it, and that a changed rule, scope or register never looks like progress.

use crate::inventory;

use candor_assess::{
    Assessment, Cause, Comparison, FindingMove, Library, Options, Outcome, Quarterly, Sides, Source, assess,
    compare,
};
use candor_model::Inventory;
use proptest::prelude::*;

const HEAD: &str = "id = \"t\"\ntitle = \"Test\"\nshort = \"Test\"\nversion = \"1\"\nlaw_as_of = 2026-11-21\n\
                    source = \"Test\"\n";

/// A rule about vendors: what is asked, and how grave it is.
fn rule(number: usize, rule: &str, severity: &str) -> String {
    format!(
        "\n[[requirement]]\nid = \"t-{number}\"\ncite = \"Art. {number}\"\ntitle = \"Duty {number}\"\n\
         duty = \"Do it.\"\ntheme = \"records\"\nlevel = \"required\"\n{rule}\nask = \"Is it done?\"\n\
         evidence = \"A record\"\nwhy = \"Because.\"\nfix = \"Do it now.\"\nseverity = \"{severity}\"\n\
         confidence = \"high\"\n"
    )
}

const SIGNED: &str = "each = \"vendor\"\nwhere = { field = \"gets_personal_data\", one_of = [\"yes\"] }\n\
                      must = { field = \"dpa_signed\", one_of = [\"yes\"] }";
const SERVICE: &str = "each = \"vendor\"\nmust = { present = \"service\" }";
const ANSWER: &str = "";

fn library(rules: &[(&str, &str)]) -> Library {
    let text: String =
        (1..).zip(rules).map(|(number, (text, severity))| rule(number, text, severity)).collect();
    let text = format!("{HEAD}{text}");
    Library::parse(&[Source { name: "t.toml", text: &text }])
        .unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

fn builtin_rules() -> Library {
    library(&[(SIGNED, "high"), (SERVICE, "low"), (ANSWER, "medium")])
}

/// Judges vendors (`ref | name | gets_personal_data | dpa_signed | service`) and an answer to the third rule.
fn judged(library: &Library, vendors: &str, answer: &str, as_of: &str) -> Assessment {
    let mut inventory = Inventory::default();
    let head = "ref | name | gets_personal_data | dpa_signed | service";
    inventory::add_table(&mut inventory, "vendor", &format!("{head}\n{}", vendors.replace(';', "\n")));
    let answers = "requirement | answer | evidence | evidence_on";
    inventory::add_table(&mut inventory, "answer", &format!("{answers}\nt-3 | {answer}"));
    assess(&inventory, library, &Options::new(as_of.parse().expect("a test may fail here")))
}

fn compared(
    library: &Library,
    earlier: &[&Assessment],
    before: &Assessment,
    after: &Assessment,
) -> Comparison {
    let names = ["2025-Q4", "2026-Q1", "2026-Q2"];
    let names = &names[names.len() - earlier.len()..];
    let earlier: Vec<Quarterly<'_>> =
        names.iter().zip(earlier).map(|(quarter, assessment)| Quarterly { quarter, assessment }).collect();
    compare(&Sides {
        earlier: &earlier,
        before: Quarterly { quarter: "2026-Q3", assessment: before },
        restated: None,
        after: Quarterly { quarter: "2026-Q4", assessment: after },
        library,
    })
}

/// `NewlyFailing t-1 Deskline`, one line for each finding that is not of the answer.
fn told(comparison: &Comparison) -> Vec<String> {
    let of_vendors = comparison.findings.iter().filter(|change| change.requirement != "t-3");
    of_vendors.map(|change| format!("{:?} {} {}", change.moved, change.requirement, change.subject)).collect()
}

const YES: &str = "yes | Minutes | 2026-09-01";

/// What stood there then and now, and what is told of it.
const CASES: &[(&str, &str, &str, &[&str])] = &[
    (
        "a repair is fixed",
        "V-1 | Deskline | yes | no | Chat",
        "V-1 | Deskline | yes | yes | Chat",
        &["Fixed t-1 Deskline"],
    ),
    (
        "a broken thing is new",
        "V-1 | Deskline | yes | yes | Chat",
        "V-1 | Deskline | yes | no | Chat",
        &["NewlyFailing t-1 Deskline"],
    ),
    (
        "nothing done is still open",
        "V-1 | Deskline | yes | no | Chat",
        "V-1 | Deskline | yes | no | Chat",
        &["StillOpen t-1 Deskline"],
    ),
    (
        "a blanked cell is no longer known",
        "V-1 | Deskline | yes | no | Chat",
        "V-1 | Deskline | yes | ? | Chat",
        &["NoLongerKnown t-1 Deskline"],
    ),
    (
        "an answered cell is answered",
        "V-1 | Deskline | yes | ? | Chat",
        "V-1 | Deskline | yes | yes | Chat",
        &["Answered t-1 Deskline"],
    ),
    (
        "an answer can fail",
        "V-1 | Deskline | yes | ? | Chat",
        "V-1 | Deskline | yes | no | Chat",
        &["NewlyFailing t-1 Deskline"],
    ),
    (
        "a record that left is not fixed",
        "V-1 | Deskline | yes | no | Chat; V-2 | Mailpuffin | yes | yes | Mail",
        "V-2 | Mailpuffin | yes | yes | Mail",
        &["NotFollowed t-1 Deskline"],
    ),
    (
        "a record that was put out of scope is not fixed",
        "V-1 | Deskline | yes | no | Chat; V-2 | Mailpuffin | yes | yes | Mail",
        "V-1 | Deskline | no | no | Chat; V-2 | Mailpuffin | yes | yes | Mail",
        &["NotFollowed t-1 Deskline"],
    ),
    (
        "rows that move, and others between them, change nothing",
        "V-1 | Deskline | yes | no | Chat; V-2 | Mailpuffin | yes | yes | Mail",
        "V-9 | Postbay | yes | yes | Post; V-2 | Mailpuffin | yes | yes | Mail; V-1 | Deskline | yes | no | Chat",
        &["StillOpen t-1 Deskline"],
    ),
    (
        "a reference that is kept carries a finding to the new name",
        "V-1 | Deskline | yes | no | Chat",
        "V-1 | Helpwren | yes | no | Chat",
        &["StillOpen t-1 Helpwren"],
    ),
    (
        "references that are added change nothing",
        " | Deskline | yes | no | Chat;  | Mailpuffin | yes | no | Mail",
        "V-1 | Deskline | yes | no | Chat; V-2 | Mailpuffin | yes | yes | Mail",
        &["Fixed t-1 Mailpuffin", "StillOpen t-1 Deskline"],
    ),
    (
        "a number that counts the rows is no reference",
        "1 | Deskline | yes | no | Chat; 2 | Mailpuffin | yes | yes | Mail",
        "1 | Mailpuffin | yes | yes | Mail; 2 | Deskline | yes | no | Chat",
        &["StillOpen t-1 Deskline"],
    ),
    (
        "a name alike with the same cells is a new name",
        " | Deskline | yes | no | Chat",
        " | Deskline Support | yes | no | Chat",
        &["StillOpen t-1 Deskline Support"],
    ),
    (
        "another name elsewhere is another record",
        " | Deskline | yes | no | Chat;  | Mailpuffin | yes | yes | Mail",
        " | Mailpuffin | yes | yes | Mail;  | Zebrabay | yes | no | Post",
        &["NewlyFailing t-1 Zebrabay", "NotFollowed t-1 Deskline"],
    ),
    (
        "records of one name are told apart by more than their place",
        " | Deskline | yes | no | Chat;  | Deskline | yes | yes | ",
        " | Deskline | yes | yes | ;  | Deskline | yes | no | Chat",
        &["StillOpen t-1 Deskline", "StillOpen t-2 Deskline"],
    ),
];

#[test]
fn every_finding_is_told_by_what_became_of_it() {
    let library = builtin_rules();
    for (name, then, now, expected) in CASES {
        let before = judged(&library, then, YES, "2026-09-30");
        let after = judged(&library, now, YES, "2026-11-21");
        assert_eq!(told(&compared(&library, &[], &before, &after)), *expected, "{name}");
    }
}

#[test]
fn an_answer_in_part_is_known_now_and_fails_in_part() {
    let library = builtin_rules();
    let vendors = "V-1 | Deskline | yes | yes | Chat";
    let before = judged(&library, vendors, "", "2026-09-30");
    let after = judged(&library, vendors, "partly | Minutes | 2026-09-01", "2026-11-21");
    let comparison = compared(&library, &[], &before, &after);
    assert_eq!(comparison.requirements[0].cause, Cause::Answered);
    assert_eq!(comparison.findings[0].moved, FindingMove::NewlyFailing);
}

#[test]
fn what_came_back_and_how_old_it_is_comes_from_the_quarters_before() {
    let library = builtin_rules();
    let (bad, good) = ("V-1 | Deskline | yes | no | Chat", "V-1 | Deskline | yes | yes | Chat");
    let open = judged(&library, bad, YES, "2026-03-31");
    let mended = judged(&library, good, YES, "2026-06-30");
    let back = compared(&library, &[&open], &mended, &open);
    assert_eq!(told(&back), ["CameBack t-1 Deskline"]);
    assert!(back.findings[0].why.contains("2026-Q2"), "{}", back.findings[0].why);
    assert_eq!(back.caused(Cause::CameBack).count(), 1);
    let old = compared(&library, &[&mended, &open, &open], &open, &open);
    let change = &old.findings[0];
    assert_eq!((change.open_since.as_deref(), change.quarters_open), (Some("2026-Q1"), 3));
}

#[test]
fn evidence_that_ends_is_told_with_its_name() {
    let library = builtin_rules();
    let vendors = "V-1 | Deskline | yes | yes | Chat";
    let before = judged(&library, vendors, "yes | Minutes | 2025-11-01", "2026-09-30");
    let after = judged(&library, vendors, "yes | Minutes | 2025-11-01", "2026-11-21");
    let comparison = compared(&library, &[], &before, &after);
    let [change] = &comparison.findings[..] else { panic!("{comparison:?}") };
    assert_eq!(change.moved, FindingMove::EvidenceExpired);
    assert!(change.why.contains("Minutes"), "{}", change.why);
    assert_eq!(comparison.requirements[0].cause, Cause::EvidenceExpired);
}

#[test]
fn registers_tell_what_came_and_left_and_a_rename_is_neither() {
    let library = builtin_rules();
    let then = "V-1 | Deskline | yes | yes | Chat; V-2 | Mailpuffin | yes | yes | Mail; V-3 | Postbay | yes | yes | Post";
    let now = "V-3 | Postbay | yes | yes | Post; V-1 | Helpwren | yes | yes | Chat; V-4 | Zebrabay | yes | yes | Pay";
    let (before, after) =
        (judged(&library, then, YES, "2026-09-30"), judged(&library, now, YES, "2026-11-21"));
    let comparison = compared(&library, &[], &before, &after);
    let register = &comparison.registers[0];
    assert_eq!(
        (register.new.as_slice(), register.gone.as_slice()),
        (&["Zebrabay".to_owned()][..], &["Mailpuffin".to_owned()][..])
    );
    let renames: Vec<(&str, &str)> =
        comparison.renames.iter().map(|rename| (rename.before.as_str(), rename.after.as_str())).collect();
    assert_eq!(renames, [("Deskline", "Helpwren")]);
}

/// The results that count as progress.
fn progress(comparison: &Comparison) -> Vec<String> {
    let moved = [FindingMove::Fixed, FindingMove::Answered];
    let findings = comparison.findings.iter().filter(|change| moved.contains(&change.moved));
    let causes = [Cause::Fixed, Cause::Answered];
    let requirements = comparison.requirements.iter().filter(|change| causes.contains(&change.cause));
    findings.map(|change| change.id.clone()).chain(requirements.map(|change| change.id.clone())).collect()
}

fn is_level(comparison: &Comparison) -> bool {
    comparison.checklists.iter().all(|change| change.like_for_like.before == change.like_for_like.after)
}

#[test]
fn a_softer_rule_is_no_progress() {
    let strict = builtin_rules();
    let soft = library(&[(SERVICE, "high"), (SERVICE, "low"), (ANSWER, "medium")]);
    let vendors = "V-1 | Deskline | yes | no | Chat";
    let (before, after) =
        (judged(&strict, vendors, YES, "2026-09-30"), judged(&soft, vendors, YES, "2026-11-21"));
    assert!(after.checklists[0].low > before.checklists[0].low, "what is reported looks better");
    let plain = compared(&soft, &[], &before, &after);
    assert_eq!(told(&plain), ["Rules t-1 Deskline"]);
    assert!(progress(&plain).is_empty() && is_level(&plain), "{plain:?}");
    // With the records of then at hand they are judged by the soft rule too.
    let anew = judged(&soft, vendors, YES, "2026-09-30");
    let restated = compare(&Sides {
        earlier: &[],
        before: Quarterly { quarter: "2026-Q3", assessment: &before },
        restated: Some(&anew),
        after: Quarterly { quarter: "2026-Q4", assessment: &after },
        library: &soft,
    });
    assert!(progress(&restated).is_empty() && is_level(&restated), "{restated:?}");
    assert_eq!(restated.caused(Cause::Rules).count(), 1);
    assert_eq!(restated.checklists[0].restated_before, restated.checklists[0].reported_after);
}

#[test]
fn another_severity_is_told_and_moves_nothing() {
    let (low, high) = (library(&[(SIGNED, "low")]), library(&[(SIGNED, "critical")]));
    let vendors = "V-1 | Deskline | yes | no | Chat";
    let (before, after) =
        (judged(&low, vendors, YES, "2026-09-30"), judged(&high, vendors, YES, "2026-11-21"));
    let comparison = compared(&high, &[], &before, &after);
    assert_eq!(told(&comparison), ["StillOpen t-1 Deskline"]);
    assert!(comparison.findings[0].severity_before.is_some());
    assert!(comparison.requirements[0].severity_before.is_some() && is_level(&comparison));
}

#[test]
fn the_ids_of_findings_stay_when_rows_move_and_columns_come() {
    let library = builtin_rules();
    let ids = |vendors: &str| -> Vec<String> {
        let assessment = judged(&library, vendors, YES, "2026-11-21");
        let mut ids: Vec<String> =
            assessment.requirements[0].findings.iter().map(|finding| finding.id.clone()).collect();
        ids.sort_unstable();
        ids
    };
    let here =
        ids(" | Deskline | yes | no | Chat;  | Mailpuffin | yes | no | Mail;  | Mailpuffin | yes | no | ");
    assert_eq!(here.len(), 3);
    let moved = ids(
        " | Mailpuffin | yes | no | ;  | Postbay | yes | yes | ;  | Mailpuffin | yes | no | Mail;  | Deskline | yes | no | Chat",
    );
    assert_eq!(here, moved);
    let numbered =
        ids("3 | Deskline | yes | no | Chat; 1 | Mailpuffin | yes | no | Mail; 2 | Mailpuffin | yes | no | ");
    assert_eq!(here, numbered, "a number that counts rows is no part of an id");
}

const CELLS: [&str; 4] = ["yes", "no", "?", ""];

/// Up to six vendors, each with a scope, a contract and a service.
fn vendors() -> impl Strategy<Value = Vec<(usize, usize, usize, bool)>> {
    prop::collection::vec((0..5_usize, 0..4_usize, 0..4_usize, any::<bool>()), 1..7)
}

fn table(vendors: &[(usize, usize, usize, bool)]) -> String {
    let names = ["Deskline", "Mailpuffin", "Postbay", "Zebrabay", "Helpwren"];
    let row = |(name, scope, signed, service): &(usize, usize, usize, bool)| {
        let service = if *service { "Chat" } else { "" };
        format!(" | {} | {} | {} | {service}", names[*name], CELLS[*scope], CELLS[*signed])
    };
    vendors.iter().map(row).collect::<Vec<_>>().join(";")
}

/// Requirements in any order of outcomes, without records behind them.
fn with_outcomes(assessment: &Assessment, outcomes: &[usize], rules: &[bool]) -> Assessment {
    let mut changed = assessment.clone();
    for ((result, outcome), is_other) in changed.requirements.iter_mut().zip(outcomes).zip(rules) {
        if *is_other {
            result.outcome = Outcome::ALL[*outcome];
            result.findings.clear();
            result.passed.clear();
            result.rule = "another".to_owned();
        }
    }
    let (mut met, mut partly, mut applies) = (0, 0, 0);
    for result in &changed.requirements {
        met += u64::from(result.outcome == Outcome::Met);
        partly += u64::from(result.outcome == Outcome::PartlyMet);
        applies += u64::from(result.outcome != Outcome::NotApplicable);
    }
    let checklist = &mut changed.checklists[0];
    (checklist.met, checklist.partly_met, checklist.applies) = (met, partly, applies);
    changed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// What moved adds up, nothing is dropped, and nothing is told twice.
    #[test]
    fn steps_add_up_and_every_finding_is_told_once(then in vendors(), now in vendors()) {
        let library = builtin_rules();
        let before = judged(&library, &table(&then), "no", "2026-09-30");
        let after = judged(&library, &table(&now), YES, "2026-11-21");
        let comparison = compared(&library, &[], &before, &after);
        let change = &comparison.checklists[0];
        let (from, to) = (change.reported_before.expect("judged"), change.reported_after.expect("judged"));
        let points: i64 = change.movements.iter().map(|movement| movement.half_points).sum();
        let applies: i64 = change.movements.iter().map(|movement| movement.applies).sum();
        prop_assert_eq!(points, to.half_points as i64 - from.half_points as i64);
        prop_assert_eq!(applies, to.applies as i64 - from.applies as i64);
        let like = change.like_for_like;
        let work: i64 = change
            .movements
            .iter()
            .filter(|movement| movement.cause.is_like_for_like())
            .map(|movement| movement.half_points)
            .sum();
        prop_assert_eq!(work, like.after.half_points as i64 - like.before.half_points as i64);
        let count = |assessment: &Assessment| assessment.requirements.iter().map(|one| one.findings.len()).sum::<usize>();
        let told = |side: fn(&candor_assess::FindingChange) -> bool| comparison.findings.iter().filter(|one| side(one)).count();
        prop_assert_eq!(told(|one| one.before.is_some()), count(&before));
        prop_assert_eq!(told(|one| one.after.is_some()), count(&after));
    }

    /// Other rules, with whatever outcomes they lead to, are no progress; nor are requirements that come to apply or cease to.
    #[test]
    fn other_rules_and_scope_never_look_like_progress(
        vendors in vendors(),
        outcomes in prop::collection::vec(0..5_usize, 3),
        rules in prop::collection::vec(any::<bool>(), 3),
        is_scope in any::<bool>(),
    ) {
        let library = builtin_rules();
        let before = judged(&library, &table(&vendors), YES, "2026-09-30");
        let mut after = with_outcomes(&before, &outcomes, &rules);
        if is_scope {
            // The rule stays, and the requirement does not apply any more.
            for (result, was) in after.requirements.iter_mut().zip(&before.requirements) {
                result.rule.clone_from(&was.rule);
                if result.findings.is_empty() && was.outcome != result.outcome {
                    result.outcome = Outcome::NotApplicable;
                }
            }
        }
        for comparison in [compared(&library, &[], &before, &after), compared(&library, &[], &after, &before)] {
            prop_assert!(progress(&comparison).is_empty(), "{:?}", comparison.requirements);
            prop_assert!(is_level(&comparison), "{:?}", comparison.checklists);
        }
    }

    /// Rows that are taken out or put in mend nothing.
    #[test]
    fn records_that_come_or_leave_never_look_like_progress(all in vendors(), kept in prop::collection::vec(any::<bool>(), 6)) {
        let library = builtin_rules();
        // Of each name one record, so that rows can be followed.
        let mut seen = Vec::new();
        let all: Vec<_> = all.into_iter().filter(|one| { let new = !seen.contains(&one.0); seen.push(one.0); new }).collect();
        let some: Vec<_> = all.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(one, _)| *one).collect();
        prop_assume!(!some.is_empty());
        let (more, fewer) = (
            judged(&library, &table(&all), YES, "2026-09-30"),
            judged(&library, &table(&some), YES, "2026-11-21"),
        );
        for comparison in [compared(&library, &[], &more, &fewer), compared(&library, &[], &fewer, &more)] {
            prop_assert!(progress(&comparison).is_empty(), "{:?}", comparison.findings);
            let worse = comparison.checklists.iter().all(|change| change.like_for_like.after.half_points <= change.like_for_like.before.half_points);
            prop_assert!(worse, "{:?}", comparison.checklists);
        }
    }
}
