//! What a Notice of Privacy Practices says of a covered entity (45 CFR 164.520), and what a programme for substance use
//! disorders adds (42 CFR 2.22, `practices/part2.rs`).
//!
//! Invariants: a use stands in the notice only where the records name it; what the log of disclosures shows and the records
//! do not name is asked; what the law alone says is no fact and stands in the words of the template. The passages on
//! reproductive health, 164.520(b)(1)(ii)(F)-(H), were vacated and stand nowhere.

mod part2;
mod published;
mod uses;

use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, FactCell, Found, Question};
use crate::language::key;
use crate::organisation::{Applies, Laws, own_answer};
use crate::records::Records;
use crate::words::sentence;

pub use part2::Part2;

/// Everything that the notice of one covered entity says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Practices {
    /// Is it a health plan? Else it is a health care provider.
    pub is_plan: bool,
    /// Does it have to ask for a receipt, as a provider that treats patients itself (164.520(c)(2)(ii))?
    pub asks_for_receipt: bool,
    /// Questions that decide which passages the notice needs.
    pub open: Vec<Fact>,
    /// The name in full.
    pub name: Fact,
    /// The day that the notice takes effect (164.520(b)(1)(viii)).
    pub effective_on: Fact,
    /// The number of the version.
    pub number: Fact,
    /// An example of treatment (164.520(b)(1)(ii)(A)).
    pub treatment: Fact,
    /// An example of payment.
    pub payment: Fact,
    /// An example of health care operations.
    pub operations: Fact,
    /// Uses for people around the person: family, directory (164.510).
    pub family_uses: Vec<Fact>,
    /// Uses for health and safety (164.512).
    pub health_uses: Vec<Fact>,
    /// Uses for work, school, research and public service (164.512).
    pub work_uses: Vec<Fact>,
    /// Uses that the law and public bodies ask for (164.512).
    pub public_uses: Vec<Fact>,
    /// Rules of other laws that limit these uses more (164.520(b)(1)(ii)(C)).
    pub stricter: Vec<Fact>,
    /// That notes of talk therapy are kept, if they are (164.508(a)(2)).
    pub psychotherapy: Vec<Fact>,
    /// That people are asked for donations, and how they say no (164.520(b)(1)(iii)(A)).
    pub fundraising: Vec<Fact>,
    /// What only a health plan does: plan sponsor, underwriting (164.520(b)(1)(iii)(B)-(C)).
    pub plan: Vec<Fact>,
    /// Who shares the notice, if it is a joint one (164.520(d)).
    pub joint: Vec<Fact>,
    /// How to use the rights (164.520(b)(1)(iv)).
    pub channels: Fact,
    /// Who handles the requests.
    pub handled_by: Fact,
    /// What a copy of the record costs (164.524(c)(4)).
    pub copy_fee: Fact,
    /// Whether a change covers information already held (164.520(b)(1)(v)(C)).
    pub changes: Fact,
    /// How people get a changed notice; absent where the right to change is not reserved.
    pub new_notice: Option<Fact>,
    /// What records under 42 CFR Part 2 add, if they are held.
    pub part2: Option<Part2>,
}

impl Practices {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.name, &self.effective_on, &self.number]);
        facts.extend([&self.treatment, &self.payment, &self.operations]);
        for list in [
            &self.open,
            &self.family_uses,
            &self.health_uses,
            &self.work_uses,
            &self.public_uses,
            &self.stricter,
            &self.psychotherapy,
            &self.fundraising,
            &self.plan,
            &self.joint,
        ] {
            facts.extend(list);
        }
        facts.extend([&self.channels, &self.handled_by, &self.copy_fee, &self.changes]);
        facts.extend(&self.new_notice);
        if let Some(part2) = &self.part2 {
            part2.each(facts);
        }
    }

    /// Every fact of the notice, in the order it is told.
    pub fn all(&self) -> Vec<&Fact> {
        let mut facts = Vec::new();
        self.each(&mut facts);
        facts
    }
}

/// Draws the facts of the notice, if the organisation must have one.
pub(crate) fn practices(records: &Records<'_>, laws: &Laws) -> Option<Practices> {
    if laws.hipaa_notice != Applies::Yes {
        return None;
    }
    let role =
        records.of("organisation").iter().find_map(|row| records.choice(*row, "organisation.hipaa_role"));
    let is_plan = role == Some("health_plan");
    let special = own_choices(records, "organisation.phi_practices");
    let mut open = Vec::new();
    if special == Found::Unknown {
        let ask = "Which special uses of patient data happen: research, marketing, psychotherapy notes, a directory?";
        let cite = "45 CFR 164.520(b)(1)(ii)(B)";
        open.push(unanswered(records, "npp.practices", ask, "organisation.phi_practices", cite));
    }
    let special = special.known().unwrap_or_default();
    let uses = uses::uses(records, &special);
    open.extend(uses.open);
    let (funds, funds_cells) = own_answer(records, FUNDS);
    if funds.is_none() {
        let ask = "Do you use patient data to ask for donations?";
        open.push(unanswered(records, "npp.fundraising", ask, FUNDS, "45 CFR 164.520(b)(1)(iii)(A)"));
    }
    let (part2, part2_open) = part2::part2(records, funds == Some(true));
    open.extend(part2_open);
    let plan = if is_plan { plan(records, &special, &mut open) } else { Vec::new() };
    let (direct, _) = own_answer(records, "organisation.direct_treatment");
    let (changes, new_notice) = changes(records);
    Some(Practices {
        is_plan,
        asks_for_receipt: !is_plan && direct == Some(true),
        name: own_sentence_part(
            records,
            "npp.name",
            "What is the full name of your organisation?",
            "organisation.legal_name",
            "45 CFR 164.520(b)(1)",
        ),
        effective_on: published::effective_on(records),
        number: published::number(records),
        treatment: example(records, "treatment", "an example of how you use patient data for treatment"),
        payment: example(records, "payment", "an example of how you use patient data for payment"),
        operations: example(records, "operations", "an example of how you use patient data to run your work"),
        family_uses: uses.family,
        health_uses: uses.health,
        work_uses: uses.work,
        public_uses: uses.public,
        stricter: stricter(records),
        psychotherapy: psychotherapy(records, &special),
        fundraising: fundraising(records, funds, funds_cells),
        plan,
        joint: joint(records, &special),
        channels: channels(records),
        handled_by: told_if_known(
            records,
            "npp.handled_by",
            "Which office handles requests of patients?",
            "organisation.request_staff",
        ),
        copy_fee: told_if_known(
            records,
            "npp.copy_fee",
            "What does a patient pay for a copy of the record?",
            "organisation.record_copy_fee",
        ),
        changes,
        new_notice,
        part2,
        open,
    })
}

const FUNDS: &str = "organisation.fundraising_with_phi";

pub(super) fn required(cite: &str) -> Duty {
    Duty { mandatory: true, cite: cite.to_owned() }
}

/// The cells of a field of the organisation.
fn cells(records: &Records<'_>, path: &str) -> Vec<FactCell> {
    records.of("organisation").into_iter().filter_map(|row| records.cell(row, path)).collect()
}

/// The ids that the organisation has chosen; several rows add up.
fn own_choices(records: &Records<'_>, path: &str) -> Found<Vec<&'static str>> {
    let rows = records.of("organisation");
    let mut found: Found<Vec<&'static str>> = Found::Unknown;
    for row in rows {
        found = match (found, records.choices(row, path)) {
            (Found::Known(mut ids), Found::Known(more)) => {
                ids.extend(more);
                Found::Known(ids)
            }
            (Found::Known(ids), _) => Found::Known(ids),
            (_, Found::Known(ids)) => Found::Known(ids),
            (found, Found::Unknown) => found,
            (_, Found::None) => Found::None,
        };
    }
    found
}

/// The words of the organisation; an explicit "none" answers nothing that a notice has to say.
fn own_words(records: &Records<'_>, path: &str) -> Found<String> {
    let known = records.of("organisation").into_iter().find_map(|row| records.text(row, path).known());
    known.map_or(Found::Unknown, |text| Found::Known(records.word(&text)))
}

/// A question whose answer decides whether the notice needs a passage.
fn unanswered(records: &Records<'_>, id: &str, ask: &str, path: &str, cite: &str) -> Fact {
    Question::new(id, ask, path, required(cite)).open(cells(records, path))
}

/// Words of the organisation that a sentence of the notice holds.
fn own_sentence_part(records: &Records<'_>, id: &str, ask: &str, path: &str, cite: &str) -> Fact {
    let found = own_words(records, path);
    Question::new(id, ask, path, required(cite)).found(found, cells(records, path))
}

/// Words of the organisation that no rule asks for.
fn told_if_known(records: &Records<'_>, id: &str, ask: &str, path: &str) -> Fact {
    Question::new(id, ask, path, Duty::default()).found(own_words(records, path), cells(records, path))
}

/// A sentence of the organisation, ended as one.
fn own_sentence(records: &Records<'_>, id: &str, ask: &str, path: &str, cite: &str) -> Fact {
    let found = own_words(records, path).map(|text| sentence(&text));
    Question::new(id, ask, path, required(cite)).found(found, cells(records, path))
}

fn example(records: &Records<'_>, of: &str, what: &str) -> Fact {
    let path = format!("organisation.{of}_example");
    let ask = format!("What is {what}?");
    own_sentence(records, &format!("npp.{of}"), &ask, &path, "45 CFR 164.520(b)(1)(ii)(A)")
}

/// One fact for each rule, or the question; an explicit "none" says nothing.
fn stricter(records: &Records<'_>) -> Vec<Fact> {
    let path = "organisation.stricter_health_laws";
    let question = |id: String| {
        let ask = "Which other laws limit these uses more? Write each rule as a sentence, or `none`.";
        Question::new(id, ask, path, required("45 CFR 164.520(b)(1)(ii)(C)"))
    };
    let found = records.of("organisation").into_iter().map(|row| records.list(row, path));
    match found.into_iter().find(|found| *found != Found::Unknown) {
        Some(Found::Known(rules)) => {
            let facts = (1..).zip(&rules).map(|(number, rule)| {
                let text = sentence(&records.word(rule));
                question(format!("npp.stricter.{number}")).known(text, cells(records, path))
            });
            facts.collect()
        }
        Some(_) => vec![question("npp.stricter".to_owned()).not_applicable(cells(records, path))],
        None => vec![question("npp.stricter".to_owned()).open(cells(records, path))],
    }
}

fn psychotherapy(records: &Records<'_>, special: &[&str]) -> Vec<Fact> {
    let path = "organisation.phi_practices";
    let question = Question::new(
        "npp.psychotherapy",
        "Do you keep psychotherapy notes?",
        path,
        required("45 CFR 164.520(b)(1)(ii)(E)"),
    );
    let keeps = special.contains(&"psychotherapy_notes");
    keeps
        .then(|| question.known(records.say(key::NPP_PSYCHOTHERAPY), cells(records, path)))
        .into_iter()
        .collect()
}

fn fundraising(records: &Records<'_>, funds: Option<bool>, cells: Vec<FactCell>) -> Vec<Fact> {
    let cite = "45 CFR 164.520(b)(1)(iii)(A)";
    let question = Question::new(
        "npp.fundraising",
        "Do you use patient data to ask for donations?",
        FUNDS,
        required(cite),
    );
    match funds {
        Some(true) => vec![
            question.known(records.say(key::NPP_FUNDRAISING), cells),
            own_sentence_part(
                records,
                "npp.fundraising_opt_out",
                "How can people refuse fundraising messages?",
                "organisation.fundraising_opt_out",
                cite,
            ),
        ],
        Some(false) => vec![question.not_applicable(cells)],
        // Asked among the questions that decide what the notice holds.
        None => Vec::new(),
    }
}

/// What a plan shares with its sponsor, and whether it underwrites. An insurer of long-term care alone is not held to the
/// rule on genetic information.
fn plan(records: &Records<'_>, special: &[&str], open: &mut Vec<Fact>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let path = "organisation.shares_phi_with_sponsor";
    let ask = "Does the plan give its sponsor patient data?";
    let cite = "45 CFR 164.520(b)(1)(iii)(B)";
    let (shares, shares_cells) = own_answer(records, path);
    let question = Question::new("npp.sponsor", ask, path, required(cite));
    match shares {
        Some(true) => facts.push(question.known(records.say(key::NPP_SPONSOR), shares_cells)),
        Some(false) => facts.push(question.not_applicable(shares_cells)),
        None => open.push(question.open(shares_cells)),
    }
    if special.contains(&"underwriting") && !special.contains(&"long_term_care") {
        let path = "organisation.phi_practices";
        let question = Question::new(
            "npp.underwriting",
            "Do you use patient data for underwriting?",
            path,
            required("45 CFR 164.520(b)(1)(iii)(C)"),
        );
        facts.push(question.known(records.say(key::NPP_UNDERWRITING), cells(records, path)));
    }
    facts
}

fn joint(records: &Records<'_>, special: &[&str]) -> Vec<Fact> {
    if !special.contains(&"joint_notice") {
        return Vec::new();
    }
    let path = "organisation.joint_notice_covers";
    let rows = records.of("organisation");
    let named: Option<Vec<String>> = rows.iter().find_map(|row| records.list(*row, path).known());
    let found = named.filter(|named| !named.is_empty()).map(|named| {
        let named = records.words(&named);
        records.language.join_and(&named)
    });
    let ask = "Which organisations and places of care share the notice?";
    let question = Question::new("npp.joint", ask, path, required("45 CFR 164.520(d)(2)"));
    vec![question.found(found.map_or(Found::Unknown, Found::Known), cells(records, path))]
}

fn channels(records: &Records<'_>) -> Fact {
    let path = "organisation.request_channels";
    let rows = records.of("organisation");
    let ways: Option<Vec<String>> = rows.iter().find_map(|row| records.list(*row, path).known());
    let found = ways.filter(|ways| !ways.is_empty()).map(|ways| records.words(&ways).join(", "));
    let ask = "How can people use their rights?";
    Question::new("npp.channels", ask, path, required("45 CFR 164.520(b)(1)(iv)"))
        .found(found.map_or(Found::Unknown, Found::Known), cells(records, path))
}

/// What a change covers. Only where the right is reserved must the notice say so, and then how people get the new one.
fn changes(records: &Records<'_>) -> (Fact, Option<Fact>) {
    let path = "organisation.notice_covers_held_phi";
    let cite = "45 CFR 164.520(b)(1)(v)(C)";
    let ask = "Does a changed notice also cover patient data that you already hold?";
    let (reserved, reserved_cells) = own_answer(records, path);
    let question = |duty| Question::new("npp.changes", ask, path, duty);
    match reserved {
        Some(true) => {
            let ask = "How do people get a changed notice?";
            let told = own_sentence(records, "npp.new_notice", ask, "organisation.new_notice_given", cite);
            (
                question(required(cite)).known(records.say(key::NPP_CHANGES_RESERVED), reserved_cells),
                Some(told),
            )
        }
        Some(false) => {
            let text = records.say(key::NPP_CHANGES_LATER_ONLY);
            (question(Duty::default()).known(text, reserved_cells), None)
        }
        None => (question(Duty::default()).open(reserved_cells), None),
    }
}
