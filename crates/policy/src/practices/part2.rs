//! What records of substance use disorder programmes add to a notice: 45 CFR 164.520(b)(1)(iii)(D)-(E) for whoever holds
//! them, 42 CFR 2.22(b) for the programme itself.
//!
//! Invariant: that such records are held is told only of those who say so; that none is, of nobody.

use schemars::JsonSchema;
use serde::Serialize;

use super::{cells, own_choices, own_sentence, own_sentence_part, required};
use crate::fact::{Fact, Found, Question};
use crate::language::{Key, key};
use crate::organisation::own_answer;
use crate::records::Records;

const PROGRAMME: &str = "organisation.part2_programme";
const HOLDS: &str = "activity.part2_records";
const USES: &str = "organisation.part2_uses";

/// What the notice says of records under 42 CFR Part 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part2 {
    /// Does the organisation run such a programme? Else it holds records from one.
    pub is_programme: bool,
    /// That it holds such records.
    pub held: Fact,
    /// Uses without written consent, of a programme (2.22(b)(1)(ii)(A)).
    pub uses: Vec<Fact>,
    /// An example of a use with consent, of a programme (2.22(b)(1)(ii)(D)).
    pub consent_example: Option<Fact>,
    /// The address for mail that the header of a programme names (2.22(b)(1)(i), (vii)).
    pub email: Option<Fact>,
    /// The chance to refuse before these records are used to raise funds.
    pub fundraising: Option<Fact>,
}

impl Part2 {
    pub(super) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.push(&self.held);
        facts.extend(&self.uses);
        facts.extend(&self.consent_example);
        facts.extend(&self.email);
        facts.extend(&self.fundraising);
    }
}

const PERMITTED: [(&str, Key); 10] = [
    ("emergency", key::PART2_USE_EMERGENCY),
    ("research", key::PART2_USE_RESEARCH),
    ("audit", key::PART2_USE_AUDIT),
    ("public_health", key::PART2_USE_PUBLIC_HEALTH),
    ("court", key::PART2_USE_COURT),
    ("own_staff", key::PART2_USE_OWN_STAFF),
    ("service_organisations", key::PART2_USE_SERVICE_ORGANISATIONS),
    ("crimes", key::PART2_USE_CRIMES),
    ("child_abuse", key::PART2_USE_CHILD_ABUSE),
    ("deceased", key::PART2_USE_DECEASED),
];

/// The part on these records if they are held, or the question whether they are.
pub(super) fn part2(records: &Records<'_>, raises_funds: bool) -> (Option<Part2>, Option<Fact>) {
    let (programme, mut rests_on) = own_answer(records, PROGRAMME);
    let question = Question::new(
        "npp.part2",
        "Do you hold records of substance use disorder treatment under 42 CFR Part 2?",
        if programme.is_none() { PROGRAMME } else { HOLDS },
        required("45 CFR 164.520(b)(1)(iii)(D)"),
    );
    let is_programme = programme == Some(true);
    if !is_programme {
        let (holds, more) = held(records);
        rests_on.extend(more);
        match (holds, programme) {
            (Some(true), _) => {}
            (Some(false), Some(_)) => return (None, Some(question.not_applicable(rests_on))),
            _ => return (None, Some(question.open(rests_on))),
        }
    }
    let words = if is_programme { key::PART2_PROGRAMME } else { key::PART2_HELD };
    let part2 = Part2 {
        is_programme,
        held: question.known(records.say(words), rests_on),
        uses: if is_programme { uses(records) } else { Vec::new() },
        consent_example: is_programme.then(|| {
            own_sentence(
                records,
                "npp.part2.consent_example",
                "What is an example of a use of Part 2 records that needs written consent?",
                "organisation.part2_consent_example",
                "42 CFR 2.22(b)(1)(ii)(D)",
            )
        }),
        email: is_programme.then(|| {
            let ask = "Which email address takes questions about the notice?";
            own_sentence_part(records, "npp.part2.email", ask, "organisation.email", "42 CFR 2.22(b)(1)(vii)")
        }),
        fundraising: raises_funds.then(|| {
            let path = "organisation.fundraising_with_phi";
            let cite = "45 CFR 164.520(b)(1)(iii)(E)";
            let ask = "Do you use Part 2 records to ask for donations?";
            Question::new("npp.part2.fundraising", ask, path, required(cite))
                .known(records.say(key::PART2_FUNDRAISING), cells(records, path))
        }),
    };
    (Some(part2), None)
}

/// Does an activity with patient data hold such records? "No" needs the answer of each of them.
fn held(records: &Records<'_>) -> (Option<bool>, Vec<crate::FactCell>) {
    let mut answers = Vec::new();
    let mut rests_on = Vec::new();
    for activity in records.of("activity") {
        let is_over = matches!(records.choice(activity, "activity.status"), Some("ended" | "planned"));
        let answer = records.yes_no(activity, HOLDS);
        if is_over || answer != Some(true) && records.yes_no(activity, "activity.phi") == Some(false) {
            continue;
        }
        answers.push(answer);
        rests_on.extend(records.cell(activity, HOLDS));
    }
    let answer = match answers.as_slice() {
        answers if answers.contains(&Some(true)) => Some(true),
        answers if answers.contains(&None) || answers.is_empty() => None,
        _ => Some(false),
    };
    (answer, rests_on)
}

fn uses(records: &Records<'_>) -> Vec<Fact> {
    let cite = "42 CFR 2.22(b)(1)(ii)(A)";
    let question = |id: &str, ask: &str| Question::new(id, ask, USES, required(cite));
    let whole = "On which grounds do you share Part 2 records without written consent?";
    match own_choices(records, USES) {
        Found::Known(chosen) => {
            let named = PERMITTED.iter().filter(|(id, _)| chosen.contains(id));
            let facts = named.map(|(id, words)| {
                let ask = "Do you share Part 2 records on this ground?";
                question(&format!("npp.part2.use.{id}"), ask).known(records.say(*words), cells(records, USES))
            });
            facts.collect()
        }
        Found::None => vec![question("npp.part2.uses", whole).not_applicable(cells(records, USES))],
        Found::Unknown => vec![question("npp.part2.uses", whole).open(cells(records, USES))],
    }
}
