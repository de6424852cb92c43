//! "How we protect your data": measures that the records hold, where they hold, and when they were last tested.
//!
//! Invariants: what is said of all systems is recorded for each of them; what holds for some names exactly these; a test
//! is told with its day, and only if it lies within the last 12 months.

use candor_model::{Inventory, RecordRef};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, FactCell, Question, State};
use crate::proof::{ProofState, Says, Weighing};
use crate::recipient::{CONTRACT_FIELDS, Recipient};
use crate::records::Records;
use crate::security::{MEASURES, Measure, everywhere, says, systems};
use crate::{Key, Language, key};

/// What can be told of how data is protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Protection {
    /// Measures of the systems that hold data.
    pub measures: Vec<Told>,
    /// Tests and checks of the systems, with their days.
    pub tests: Vec<Told>,
    /// Plans that were practised, with the day.
    pub plans: Vec<Told>,
    /// Whether every vendor has a written contract in date.
    pub contracts: Fact,
}

/// What is told of one thing, and what has to be asked about the rest of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Told {
    /// The sentence, or the question.
    pub fact: Fact,
    /// Where the sentence holds for some systems only: the question about the others, if it is open.
    pub rest: Option<Fact>,
}

/// Measures beside those of the policy.
const MORE: [Measure; 2] = [
    Measure {
        field: "system.firewall",
        words: key::MEASURE_FIREWALL,
        ask: "Is every system behind a firewall?",
    },
    Measure {
        field: "system.login_alerts",
        words: key::MEASURE_LOGIN_ALERTS,
        ask: "Do odd sign-ins raise an alert in every system?",
    },
];

/// Field, what was done, and the question of each test.
const TESTS: [(&str, Key, &str); 4] = [
    ("system.security_tested_on", key::TEST_SECURITY, "When was the security of each system tested?"),
    ("system.restore_tested_on", key::TEST_RESTORE, "When was the restore of each system tested?"),
    ("system.access_reviewed_on", key::TEST_ACCESS, "When was access to each system last checked?"),
    ("system.logs_reviewed_on", key::TEST_LOGS, "When were the logs of each system last reviewed?"),
];

/// What a plan is for, in `document.rules_for`, what was done, and the question.
const PLANS: [(&str, Key, &str); 2] = [
    ("incidents", key::PLAN_INCIDENTS, "When was the plan for incidents last tested?"),
    ("contingency", key::PLAN_CONTINGENCY, "When was the plan for emergencies last tested?"),
];

/// Draws what the records hold of the protection of data, as of a day, in the words of a language.
pub fn protection(
    inventory: &Inventory,
    as_of: NaiveDate,
    language: Language,
    recipients: &[Recipient],
) -> Protection {
    let records = Records::new(inventory, as_of, language);
    let systems = systems(&records);
    let measures = MEASURES.iter().chain(&MORE);
    Protection {
        measures: measures.map(|measure| told(&records, &systems, measure)).collect(),
        tests: TESTS.iter().map(|test| tested(&records, &systems, test)).collect(),
        plans: PLANS.iter().map(|plan| practised(&records, plan)).collect(),
        contracts: contracts(&records, recipients).0,
    }
}

fn open_only(fact: Fact) -> Told {
    Told { fact, rest: None }
}

/// `In 2 of 5 systems: we encrypt the data we store.` where not all systems have it. Which they are is not for the public.
fn told(records: &Records<'_>, systems: &[RecordRef], measure: &Measure) -> Told {
    let fact = everywhere(records, systems, measure);
    let having: Vec<RecordRef> = systems
        .iter()
        .copied()
        .filter(|system| says(records, *system, measure.field) == Says::Supports)
        .collect();
    if fact.is_known() || having.is_empty() {
        return open_only(fact);
    }
    let cells = having.iter().filter_map(|system| records.cell(*system, measure.field)).collect();
    let language = records.language;
    let values = [
        ("some", having.len().to_string()),
        ("all", systems.len().to_string()),
        ("measure", language.after_colon(&records.say(measure.words))),
    ];
    let text = records
        .say_with(key::MEASURE_IN_SYSTEMS, &values.each_ref().map(|(name, text)| (*name, text.as_str())));
    let rest = fact.is_open().then(|| fact.clone());
    Told { fact: Fact { state: State::Known, text, cells, ..fact }, rest }
}

fn tested(records: &Records<'_>, systems: &[RecordRef], (field, words, ask): &(&str, Key, &str)) -> Told {
    let question =
        Question::new(format!("protection.{}", &field["system.".len()..]), *ask, field, Duty::default());
    let cells: Vec<FactCell> = systems.iter().filter_map(|system| records.cell(*system, field)).collect();
    let fresh: Vec<(RecordRef, NaiveDate)> = systems
        .iter()
        .filter(|system| records.checked_this_year(**system, field))
        .filter_map(|system| Some((*system, records.past_day(*system, field)?)))
        .collect();
    let days = || fresh.iter().map(|(_, day)| *day);
    let (Some(oldest), Some(newest)) = (days().min(), days().max()) else {
        return open_only(question.open(cells));
    };
    let is_whole = fresh.len() == systems.len();
    let what = records.say(*words);
    let (first, last) = (records.language.long_date(oldest), records.language.long_date(newest));
    let (some, all) = (fresh.len().to_string(), systems.len().to_string());
    let mut values = vec![("what", what.as_str())];
    if !is_whole {
        values.extend([("some", some.as_str()), ("all", all.as_str())]);
    }
    values.extend(if oldest == newest {
        vec![("day", &*first)]
    } else {
        vec![("first", &*first), ("last", &*last)]
    });
    let key = match (is_whole, oldest == newest) {
        (true, true) => key::TESTED_ALL_ON,
        (true, false) => key::TESTED_ALL_BETWEEN,
        (false, true) => key::TESTED_SOME_ON,
        (false, false) => key::TESTED_SOME_BETWEEN,
    };
    let text = records.say_with(key, &values);
    if is_whole {
        return open_only(question.known(text, cells));
    }
    let rest = question.clone().open(Vec::new());
    Told { fact: question.known(text, cells), rest: Some(rest) }
}

/// Plans in force with a test in the last 12 months; of several the latest.
fn practised(records: &Records<'_>, (topic, words, ask): &(&str, Key, &str)) -> Told {
    let field = "document.tested_on";
    let is_plan = |document: &RecordRef| {
        records.choice(*document, "document.kind") == Some("plan")
            && !records.has_ended(*document, "document.status")
            && records
                .choices(*document, "document.rules_for")
                .known()
                .is_some_and(|topics| topics.contains(topic))
    };
    let plans: Vec<RecordRef> = records.of("document").into_iter().filter(is_plan).collect();
    let cells = plans.iter().filter_map(|plan| records.cell(*plan, field)).collect();
    let fresh = plans.iter().filter(|plan| records.checked_this_year(**plan, field));
    let question = Question::new(format!("protection.plan.{topic}"), *ask, field, Duty::default());
    open_only(match fresh.filter_map(|plan| records.past_day(*plan, field)).max() {
        Some(day) => {
            let values = [("what", records.say(*words)), ("day", records.language.long_date(day))];
            let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
            question.known(records.say_with(key::PLAN_PRACTISED_ON, &values), cells)
        }
        None => question.open(cells),
    })
}

/// Every vendor that gets data must have one; with the rows that decide.
pub(crate) fn contracts(records: &Records<'_>, recipients: &[Recipient]) -> (Fact, Weighing) {
    let field = "vendor.dpa_signed";
    let question = Question::new(
        "protection.contracts",
        "Has every company that handles data for you a written contract in date?",
        field,
        Duty::default(),
    );
    let cells = recipients.iter().flat_map(|recipient| recipient.contract.cells.clone()).collect();
    let mut weighing = Weighing::default();
    for recipient in recipients {
        let told = match recipient.contract.state {
            State::Known => Says::Supports,
            State::None => Says::Contradicts,
            State::Unknown | State::NotApplicable => Says::Missing,
        };
        weighing.add(records, recipient.record, &CONTRACT_FIELDS, told);
    }
    let fact = match weighing.state() {
        ProofState::Proven => question.known(records.say(key::CONTRACTS_ALL), cells),
        ProofState::Disproven => question.none("", cells),
        ProofState::NotProven | ProofState::Never => question.open(cells),
    };
    (fact, weighing)
}
