//! Claims about the organisation as a whole: selling and sharing, automated decisions, data abroad.
//!
//! Invariant: a negative claim needs complete, dated proof: every activity in scope answers "no" and was
//! checked in the last 12 months, and the organisation says "no". Records that disagree prove nothing. The rows
//! that decide are kept, for the proof to be shown.

use candor_model::RecordRef;
use schemars::JsonSchema;
use serde::Serialize;

use crate::activity::Activities;
use crate::disclosure;
use crate::fact::{Duty, Fact, FactCell, Found, Question, State};
use crate::key;
use crate::organisation::{Applies, Laws, answering, own_answer};
use crate::proof::{Says, Weighing, trackers_in_use};
use crate::recipient::{Recipient, in_use};
use crate::records::Records;
use crate::security::systems;
use crate::transfer::{Transfer, is_abroad, leaves};
use crate::words::sentence;

/// The claims that readers look for first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Claims {
    /// Civ. Code 1798.140(ad), (ah).
    pub selling: Fact,
    /// GDPR Art. 22.
    pub automated: Fact,
    /// What software decides, one fact for each activity that does.
    pub decisions: Vec<Fact>,
    /// GDPR Art. 44.
    pub abroad: Fact,
    /// What is said about children.
    pub children: Fact,
    /// Is data used to train software?
    pub training: Fact,
    /// How often authorities got data, from the log of disclosures; absent without one.
    pub authorities: Option<Fact>,
}

impl Claims {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.selling, &self.automated, &self.abroad, &self.children, &self.training]);
        facts.extend(&self.authorities);
        facts.extend(&self.decisions);
    }
}

/// Answers to one question, from everyone who has to answer it: a "yes" stands against the claim, a "no" for it.
#[derive(Default)]
struct Answers(Weighing);

impl Answers {
    fn add(&mut self, records: &Records<'_>, record: RecordRef, fields: &[&str], answer: Option<bool>) {
        let says = match answer {
            Some(true) => Says::Contradicts,
            Some(false) => Says::Supports,
            None => Says::Missing,
        };
        self.0.add(records, record, fields, says);
    }

    /// Yes, no with proof, or open: incomplete, out of date, or contradicted by `own`.
    fn verdict(&self, own: Option<Option<bool>>) -> (State, Vec<FactCell>) {
        let said = |answer: bool| own.flatten() == Some(answer);
        let of = |says| self.0.cells(says);
        let all = || [of(Says::Contradicts), of(Says::Supports), of(Says::Missing)].concat();
        if self.0.has(Says::Contradicts) {
            return if said(false) { (State::Unknown, all()) } else { (State::Known, of(Says::Contradicts)) };
        }
        let (is_incomplete, has_no) = (self.0.is_incomplete(), self.0.has(Says::Supports));
        if said(true) {
            // The organisation says yes and every row says no: somebody is wrong.
            let state = if is_incomplete || !has_no { State::Known } else { State::Unknown };
            return (state, all());
        }
        let proven = !is_incomplete && has_no && own.is_none_or(|own| own == Some(false));
        if proven { (State::None, of(Says::Supports)) } else { (State::Unknown, all()) }
    }

    /// The rows, with what the organisation itself answers.
    fn with_own(self, records: &Records<'_>, path: &str) -> Weighing {
        let mut own = Answers::default();
        for row in answering(records, path) {
            own.add(records, row, &[path], records.yes_no(row, path));
        }
        if records.of("organisation").is_empty() {
            own.0.lack("Nothing is recorded of the organisation itself.");
        }
        let mut weighing = self.0;
        weighing.join(own.0);
        weighing
    }
}

/// The claims, with the rows that decided them.
pub(crate) struct Weighed {
    pub(crate) claims: Claims,
    pub(crate) selling: Weighing,
    pub(crate) abroad: Weighing,
    pub(crate) children: Weighing,
}

pub(crate) fn claims(
    records: &Records<'_>,
    laws: &Laws,
    activities: &Activities,
    recipients: &[Recipient],
    transfers: &[Transfer],
) -> Weighed {
    let (selling, selling_rows) = selling(records, laws, activities);
    let (abroad, abroad_rows) = abroad(records, laws, activities, recipients, transfers);
    let (children, children_rows) = children(records, laws, activities);
    Weighed {
        claims: Claims {
            selling,
            automated: automated(records, laws, activities),
            decisions: decisions(records, laws, activities),
            abroad,
            children,
            training: training(records, activities),
            authorities: disclosure::authorities(records),
        },
        selling: selling_rows,
        abroad: abroad_rows,
        children: children_rows,
    }
}

/// Adds the answers of all activities in scope; a "no" counts only from a row checked in the last 12 months,
/// and what such a row plans has not happened yet.
fn ask_activities(records: &Records<'_>, activities: &Activities, fields: &[&str], answers: &mut Answers) {
    for record in &activities.in_scope {
        let checked = records.checked_this_year(*record, "activity.reviewed_on");
        for field in fields {
            let planned = records.choice(*record, "activity.status") == Some("planned");
            let answer = match records.yes_no(*record, field) {
                Some(true) if !planned => Some(true),
                Some(_) if checked => Some(false),
                _ => None,
            };
            answers.add(records, *record, &[field, "activity.reviewed_on"], answer);
        }
    }
}

fn selling(records: &Records<'_>, laws: &Laws, activities: &Activities) -> (Fact, Weighing) {
    let mut answers = Answers::default();
    ask_activities(records, activities, &["activity.sold", "activity.shared_for_ads"], &mut answers);
    for vendor in records.of("vendor").into_iter().filter(|vendor| in_use(records, *vendor)) {
        let field = "vendor.sells_or_shares";
        answers.add(records, vendor, &[field], records.yes_no(vendor, field));
    }
    for tracker in trackers_in_use(records) {
        let field = "tracker.shared_for_ads";
        let answer = records.yes_no(tracker, field);
        if answer.is_some() || records.choice(tracker, "tracker.kind") == Some("marketing") {
            answers.add(records, tracker, &[field], answer);
        }
    }
    let ended = sold_before_ending(records, activities);
    let path = "organisation.sells_or_shares";
    let (own, own_cells) = own_answer(records, path);
    let (mut state, mut cells) = answers.verdict(Some(own));
    if state == State::None && ended.has(Says::Contradicts) {
        state = State::Unknown;
    }
    cells.extend(own_cells);
    cells.extend(ended.cells(Says::Contradicts));
    let mut weighing = answers.with_own(records, path);
    weighing.join(ended);
    let question = Question::new(
        "claim.selling",
        "Do you sell data, or share it for advertising?",
        path,
        laws.duty("", "11 CCR 7011(e)(1)(D)"),
    );
    let fact = match state {
        State::Known => question.known(records.say(key::SELLING_YES), cells),
        State::None => question.none(
            records.say_with(key::SELLING_NO, &[("day", &records.language.long_date(records.as_of))]),
            cells,
        ),
        State::Unknown | State::NotApplicable => question.open(cells),
    };
    (fact, weighing)
}

/// The statement covers 12 months (11 CCR 7011(e)(1)(D)), so a sale that ended within them contradicts it.
fn sold_before_ending(records: &Records<'_>, activities: &Activities) -> Weighing {
    let mut ended = Weighing::default();
    for record in &activities.just_ended {
        for field in ["activity.sold", "activity.shared_for_ads"] {
            if records.yes_no(*record, field) == Some(true) {
                let fields = [field, "activity.status", "activity.reviewed_on"];
                ended.add(records, *record, &fields, Says::Contradicts);
            }
        }
    }
    let ends = ["vendor.ended_on", "vendor.contract_ends_on", "vendor.reviewed_on"];
    for vendor in records.of("vendor").into_iter().filter(|vendor| !in_use(records, *vendor)) {
        let sold = records.yes_no(vendor, "vendor.sells_or_shares") == Some(true);
        if sold && !records.over_for_a_year(vendor, &ends) {
            ended.add(records, vendor, &["vendor.sells_or_shares", "vendor.status"], Says::Contradicts);
        }
    }
    ended
}

fn automated(records: &Records<'_>, laws: &Laws, activities: &Activities) -> Fact {
    let mut answers = Answers::default();
    ask_activities(records, activities, &["activity.automated_decision"], &mut answers);
    let (own, own_cells) = own_answer(records, "organisation.uses_admt");
    let (state, mut cells) = answers.verdict(Some(own));
    cells.extend(own_cells);
    let question = Question::new(
        "claim.automated",
        "Does software alone make decisions about people?",
        "activity.automated_decision",
        laws.duty("GDPR Art. 13(2)(f)", "11 CCR 7220"),
    );
    match state {
        State::Known => question.known(records.say(key::AUTOMATED_YES), cells),
        State::None => question.none(records.say(key::AUTOMATED_NO), cells),
        State::Unknown | State::NotApplicable => question.open(cells),
    }
}

fn decisions(records: &Records<'_>, laws: &Laws, activities: &Activities) -> Vec<Fact> {
    let field = "activity.automated_decision";
    let deciding =
        activities.own.iter().filter(|activity| records.yes_no(activity.record, field) == Some(true));
    deciding
        .map(|activity| {
            let human = "activity.human_involvement";
            let question = Question::new(
                format!("{}.automated", activity.id),
                format!("What part does a person have in “{}”?", records.inventory.name(activity.record)),
                human,
                laws.duty("GDPR Art. 13(2)(f)", ""),
            );
            let cells = records.cells(activity.record, &[field, human]);
            match records.text(activity.record, human) {
                Found::Known(part) => {
                    let part = sentence(&records.word(&part));
                    let values = [("label", activity.name.as_str()), ("text", &part)];
                    question.known(records.say_with(key::LABELLED, &values), cells)
                }
                _ => question.open(cells),
            }
        })
        .collect()
}

/// No field of the organisation asks about this, so the rows and vendors alone have to prove a "no".
fn abroad(
    records: &Records<'_>,
    laws: &Laws,
    activities: &Activities,
    recipients: &[Recipient],
    transfers: &[Transfer],
) -> (Fact, Weighing) {
    let mut answers = Answers::default();
    for record in &activities.in_scope {
        let checked = records.checked_this_year(*record, "activity.reviewed_on");
        let stays = answer_abroad(records, *record, "activity.transfers", "activity.transfer_countries");
        let fields = ["activity.transfers", "activity.transfer_countries"];
        answers.add(records, *record, &fields, stays.filter(|answer| *answer || checked));
    }
    for vendor in recipients {
        let fields = ["vendor.transfers", "vendor.country"];
        answers.add(
            records,
            vendor.record,
            &fields,
            answer_abroad(records, vendor.record, fields[0], fields[1]),
        );
        let below = "vendor.sub_processors";
        answers.add(records, vendor.record, &[below], below_abroad(records, vendor.record));
    }
    for system in systems(records) {
        let field = "system.location";
        let is_within = records.countries(system, field).known().is_some_and(|list| !list.is_empty());
        let is_outside = is_abroad(records, system, field);
        answers.add(records, system, &[field], is_within.then_some(is_outside));
    }
    let question = Question::new(
        "claim.abroad",
        "Does personal data leave the EEA?",
        "activity.transfers",
        laws.duty("GDPR Art. 13(1)(f)", ""),
    );
    if !transfers.is_empty() {
        let mut countries: Vec<String> = Vec::new();
        for transfer in transfers.iter().filter(|transfer| transfer.country.is_known()) {
            if !countries.contains(&transfer.country.text) {
                countries.push(transfer.country.text.clone());
            }
        }
        let text = if countries.is_empty() || countries.len() > 3 {
            records.say(key::ABROAD_YES)
        } else {
            let countries = records.language.join_and(&countries);
            records.say_with(key::ABROAD_COUNTRIES, &[("countries", &countries)])
        };
        let cells = transfers.iter().flat_map(|transfer| transfer.country.cells.clone()).collect();
        return (question.known(text, cells), answers.0);
    }
    let (state, cells) = answers.verdict(None);
    let fact = match state {
        State::None => question.none(records.say(key::ABROAD_NO), cells),
        State::Known | State::Unknown | State::NotApplicable => question.open(cells),
    };
    (fact, answers.0)
}

/// Does data leave the EEA with the companies that a vendor uses? "No" needs that it uses none, or that each is a vendor
/// of the records within the EEA.
fn below_abroad(records: &Records<'_>, vendor: RecordRef) -> Option<bool> {
    match records.list(vendor, "vendor.sub_processors") {
        Found::None => Some(false),
        Found::Unknown => None,
        Found::Known(names) => {
            let place = |name: &String| {
                let below = records.resolve("vendor", name)?;
                answer_abroad(records, below, "vendor.transfers", "vendor.country")
            };
            let places: Vec<Option<bool>> = names.iter().map(place).collect();
            match () {
                () if places.contains(&Some(true)) => Some(true),
                () if places.contains(&None) => None,
                () => Some(false),
            }
        }
    }
}

/// Does data leave the EEA here? "No" needs a plain "no", or countries that all lie within; a "no" beside a
/// country outside does not prove that all data stays.
fn answer_abroad(records: &Records<'_>, record: RecordRef, flag: &str, country: &str) -> Option<bool> {
    if leaves(records, record, flag, country) {
        return Some(true);
    }
    if is_abroad(records, record, country) {
        return None;
    }
    let named = records.countries(record, country) != Found::Unknown;
    (named || records.yes_no(record, flag) == Some(false)).then_some(false)
}

fn children(records: &Records<'_>, laws: &Laws, activities: &Activities) -> (Fact, Weighing) {
    let mut answers = Answers::default();
    ask_activities(records, activities, &["activity.children"], &mut answers);
    let duty = if laws.ccpa == Applies::No { Duty::default() } else { laws.duty("", "11 CCR 7011(e)(1)(G)") };
    let question =
        Question::new("claim.children", "Do you use data of people under 16?", "activity.children", duty);
    let (state, cells) = answers.verdict(None);
    let fact = match state {
        State::Known => question.known(records.say(key::CHILDREN_YES), cells),
        // "We do not collect from children" is a promise about the future that rows cannot prove.
        State::None => question.none("", cells),
        State::Unknown | State::NotApplicable => question.open(cells),
    };
    (fact, answers.0)
}

/// Software that decides, recognises or profiles (11 CCR 7150(b)(6)).
fn training(records: &Records<'_>, activities: &Activities) -> Fact {
    let path = "activity.profiling_kinds";
    let mut answers = Answers::default();
    for record in &activities.in_scope {
        let checked = records.checked_this_year(*record, "activity.reviewed_on");
        let answer = match records.choices(*record, path) {
            Found::Known(kinds) if kinds.contains(&"training") => Some(true),
            Found::Known(_) | Found::None if checked => Some(false),
            _ => None,
        };
        answers.add(records, *record, &[path], answer);
    }
    let ask = "Do you use personal data to train software?";
    let question = Question::new("claim.training", ask, path, Duty::default());
    let (state, cells) = answers.verdict(None);
    let trains = |activity: &&crate::Activity| {
        let kinds = records.choices(activity.record, path).known().unwrap_or_default();
        kinds.contains(&"training")
    };
    let names: Vec<String> =
        activities.own.iter().filter(trains).map(|activity| activity.name.clone()).collect();
    match state {
        State::Known if !names.is_empty() => {
            let names = records.language.join_and(&names);
            question.known(records.say_with(key::TRAINING_YES, &[("activities", &names)]), cells)
        }
        State::None => question.none("", cells),
        _ => question.open(cells),
    }
}
