//! The traps of a score: nothing that is unknown, set aside or merely claimed makes it look better than it is.

use crate::inventory;

use candor_assess::{Assessment, ChecklistResult, Library, Options, Outcome, Rating, Source, assess};
use candor_model::Inventory;

/// A checklist of five questions, of one severity each.
fn library(severities: [&str; 5]) -> Library {
    let mut text =
        "id = \"t\"\ntitle = \"Test\"\nshort = \"Test\"\nversion = \"1\"\nlaw_as_of = 2026-11-21\n\
                    source = \"Test\"\n"
            .to_owned();
    for (number, severity) in severities.iter().enumerate() {
        text.push_str(&format!(
            "\n[[requirement]]\nid = \"t-{number}\"\ncite = \"Art. {number}\"\ntitle = \"Duty {number}\"\n\
             duty = \"Do it.\"\ntheme = \"records\"\nlevel = \"required\"\nask = \"Is it done?\"\n\
             evidence = \"A record\"\nwhy = \"Because.\"\nfix = \"Do it now.\"\nseverity = \"{severity}\"\n\
             confidence = \"high\"\n"
        ));
    }
    Library::parse(&[Source { name: "t.toml", text: &text }]).expect("the checklist has no mistakes")
}

/// Judges by answers: `yes`, `bare` (a yes without evidence), `no`, `na`, or nothing.
fn answered(library: &Library, answers: [&str; 5]) -> Assessment {
    let mut rows = "requirement | answer | reason | evidence | evidence_on\n".to_owned();
    for (number, answer) in answers.iter().enumerate() {
        rows.push_str(&match *answer {
            "yes" => format!("t-{number} | yes | | Minutes | 2026-10-01\n"),
            "bare" => format!("t-{number} | yes | | |\n"),
            "na" => format!("t-{number} | not_applicable | No such data | |\n"),
            "" => String::new(),
            answer => format!("t-{number} | {answer} | | |\n"),
        });
    }
    let mut inventory = Inventory::default();
    inventory::add_table(&mut inventory, "answer", &rows);
    assess(&inventory, library, &Options::new("2026-11-21".parse().expect("a day")))
}

fn scored(answers: [&str; 5]) -> ChecklistResult {
    answered(&library(["high"; 5]), answers).checklists.remove(0)
}

#[test]
fn nothing_that_applies_gives_no_percent() {
    let result = scored(["na"; 5]);
    assert_eq!((result.low, result.high, result.coverage), (None, None, None));
    assert_eq!((result.rating, result.applies, result.waived), (Rating::NoChecks, 0, 5));
}

#[test]
fn no_evidence_at_all_is_nothing_and_never_everything() {
    for answers in [[""; 5], ["bare"; 5]] {
        let result = scored(answers);
        assert_eq!((result.low, result.high, result.coverage), (Some(0), Some(100), Some(0)));
        assert_eq!((result.unknown, result.rating), (5, Rating::CannotSay), "{answers:?}");
    }
}

#[test]
fn a_yes_without_evidence_is_unknown() {
    let assessment = answered(&library(["high"; 5]), ["yes", "bare", "no", "na", ""]);
    let outcomes: Vec<Outcome> = assessment.requirements.iter().map(|result| result.outcome).collect();
    use Outcome::{Met, NotApplicable, NotMet, Unknown};
    assert_eq!(outcomes, [Met, Unknown, NotMet, NotApplicable, Unknown]);
}

#[test]
fn a_whole_hundred_is_not_printed_while_anything_is_open() {
    for open in ["", "bare", "no"] {
        let result = scored(["yes", "yes", "yes", "yes", open]);
        assert!(result.low < Some(100), "{open}: {:?}", result.low);
    }
    // Rounded down: 199 of 200 halves are not the whole.
    let result = scored(["yes"; 5]);
    assert_eq!((result.low, result.unknown), (Some(100), 0));
}

#[test]
fn severity_does_not_enter_the_percent() {
    let answers = ["yes", "no", "no", "yes", ""];
    let figures: Vec<_> = [["critical"; 5], ["low"; 5], ["low", "critical", "high", "medium", "critical"]]
        .into_iter()
        .map(|severities| answered(&library(severities), answers).checklists.remove(0))
        .map(|result| (result.low, result.high, result.coverage))
        .collect();
    assert_eq!(figures, [(Some(40), Some(60), Some(80)); 3]);
}

#[test]
fn what_is_set_aside_is_told_once_it_is_much() {
    for (answers, waived, percent) in [
        (["yes", "yes", "no", "", ""], 0, None),
        (["yes", "yes", "no", "", "na"], 1, None),
        (["yes", "yes", "no", "na", "na"], 2, Some(40)),
        (["yes", "na", "na", "na", "na"], 4, Some(80)),
        (["na"; 5], 5, Some(100)),
    ] {
        let result = scored(answers);
        assert_eq!((result.waived, result.waived_percent()), (waived, percent), "{answers:?}");
    }
}
