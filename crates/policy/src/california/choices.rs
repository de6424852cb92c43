//! How people opt out, limit and opt in: links, signals, forms and settings (11 CCR 7013-7015, 7025-7028, 7070-7072).
//!
//! Invariants: what a way to opt out does is told only if it was tested in the last 12 months, the signal only after a test
//! in the last 90 days; a notice that has ended or not begun is no place to link to.

use candor_model::RecordRef;
use candor_model::once::each_once;
use schemars::JsonSchema;
use serde::Serialize;

use super::{required, required_if};
use crate::fact::{Duty, Fact, Found, Question, State};
use crate::key;
use crate::organisation::{own_answer, own_policy};
use crate::proof::{self, ProofState};
use crate::records::Records;
use crate::words::key_of;

/// How to opt out, to limit and to opt in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choices {
    /// What the way to opt out of sale and sharing does, as tested.
    pub opting_out: Vec<Fact>,
    /// What the way to limit sensitive information does, as tested.
    pub limiting: Vec<Fact>,
    /// What the way to opt out of automated decisions does, as tested.
    pub deciding: Vec<Fact>,
    /// 11 CCR 7025(g)(2): signals are enough and bring no charge, no change and no pop-up; not applicable with a link.
    pub frictionless: Fact,
    /// 11 CCR 7072(a): how people under 16, or their parents, say yes; not applicable where nothing of theirs is sold.
    pub minors: Fact,
    /// Civ. Code 1798.140(m)(2): the public promise not to find people again; not applicable without such data.
    pub deidentified: Fact,
}

/// Where the notices are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Links {
    /// The privacy policy.
    pub policy: Fact,
    /// The notice of the right to opt out; not applicable where nothing is sold or shared.
    pub opt_out: Fact,
    /// The notice of the right to limit; not applicable where sensitive data is used for the listed purposes only.
    pub limit: Fact,
}

impl Choices {
    pub(super) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend(&self.opting_out);
        facts.extend(&self.limiting);
        facts.extend(&self.deciding);
        facts.extend([&self.frictionless, &self.minors, &self.deidentified]);
    }
}

impl Links {
    pub(super) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.policy, &self.opt_out, &self.limit]);
    }
}

const FEATURES: &str = "organisation.request_features";
const OF_OPTING_OUT: [&str; 7] = [
    "few_steps",
    "no_account",
    "no_verification",
    "more_than_cookies",
    "opt_out_all",
    "opt_out_parts",
    "opt_out_status",
];
const OF_LIMITING: [&str; 4] = ["limit_easy", "limit_all", "limit_parts", "limit_status"];
const OF_DECISIONS: [&str; 4] = ["admt_easy", "admt_all", "admt_parts", "admt_status"];

pub(super) fn choices(
    records: &Records<'_>,
    selling: &Fact,
    sensitive: &Fact,
    under_16: &Fact,
    signal: &Fact,
    links: &Links,
) -> Choices {
    let none_if = |state: State, ids: &[&str]| {
        if state == State::None { Vec::new() } else { features(records, ids) }
    };
    Choices {
        opting_out: none_if(selling.state, &OF_OPTING_OUT),
        limiting: none_if(sensitive.state, &OF_LIMITING),
        deciding: features(records, &OF_DECISIONS),
        frictionless: frictionless(records, selling, signal, links),
        minors: minors(records, under_16),
        deidentified: deidentified(records),
    }
}

/// The features that the last test found, each in a sentence.
fn features(records: &Records<'_>, ids: &[&str]) -> Vec<Fact> {
    let found = ids.iter().filter(|id| has_feature(records, id)).map(|id| {
        let ask = "What do your ways to ask and to opt out do?";
        let question = Question::new(format!("california.feature.{id}"), ask, FEATURES, Duty::default());
        question.known(records.say(key_of("feature", id)), feature_cells(records))
    });
    found.collect()
}

fn feature_cells(records: &Records<'_>) -> Vec<crate::FactCell> {
    let rows = records.of("organisation");
    rows.iter()
        .flat_map(|row| records.cells(*row, &[FEATURES, "organisation.request_channels_tested_on"]))
        .collect()
}

fn has_feature(records: &Records<'_>, id: &str) -> bool {
    records.of("organisation").iter().any(|row| {
        records.checked_this_year(*row, "organisation.request_channels_tested_on")
            && records.choices(*row, FEATURES).known().is_some_and(|features| features.contains(&id))
    })
}

/// 11 CCR 7025: honouring the signal is told only with a test in the last 90 days.
pub(super) fn signal(records: &Records<'_>, selling: &Fact) -> Fact {
    let path = "organisation.honours_opt_out_signal";
    let mut cells = own_answer(records, path).1;
    let tested_on = "organisation.opt_out_signal_tested_on";
    cells.extend(records.of("organisation").iter().filter_map(|row| records.cell(*row, tested_on)));
    let duty = required_if(selling.state != State::None, "11 CCR 7011(e)(3)");
    let question =
        Question::new(path, "Do you act on opt-out signals, and when was that tested?", path, duty);
    match proof::signal(records).state() {
        ProofState::Proven => question.known(records.say(key::SIGNAL_YES), cells),
        ProofState::Disproven => question.none(records.say(key::SIGNAL_NO), cells),
        ProofState::NotProven | ProofState::Never => question.open(cells),
    }
}

/// The statement that stands in place of a link. Without a link it is asked for.
fn frictionless(records: &Records<'_>, selling: &Fact, signal: &Fact, links: &Links) -> Fact {
    let path = "organisation.frictionless_signals";
    let (answer, mut cells) = own_answer(records, path);
    let duty = required_if(selling.state != State::None && !links.opt_out.is_known(), "11 CCR 7025(g)(2)");
    let ask = "Do opt-out signals stand in place of a link, without charge, change or pop-up?";
    let question = Question::new(path, ask, path, duty);
    if selling.state == State::None || answer == Some(false) {
        cells.extend(selling.cells.clone());
        return question.not_applicable(cells);
    }
    cells.extend(feature_cells(records));
    let proven = answer == Some(true) && signal.is_known() && has_feature(records, "signal_frictionless");
    if proven { question.known(records.say(key::FRICTIONLESS), cells) } else { question.open(cells) }
}

/// The ways in which people under 16, or their parents, opted in, as the log of consents shows them.
fn minors(records: &Records<'_>, under_16: &Fact) -> Fact {
    let ask = "How do people under 16, or their parents, say yes to sale or sharing?";
    let question = Question::new("california.minors", ask, "consent.method", required("11 CCR 7072(a)"));
    if under_16.state == State::None {
        return question.not_applicable(under_16.cells.clone());
    }
    let is_opt_in = |record: &RecordRef| {
        records.choice(*record, "consent.kind") == Some("sale_opt_in")
            && records.yes_no(*record, "consent.child") == Some(true)
    };
    let log: Vec<RecordRef> = records.of("consent").into_iter().filter(is_opt_in).collect();
    let cells = log.iter().flat_map(|row| records.cells(*row, &["consent.kind", "consent.method"])).collect();
    let methods = each_once(log.iter().filter_map(|row| records.text(*row, "consent.method").known()));
    if methods.is_empty() {
        return question.open(cells);
    }
    let methods = records.language.join_apart(&records.words(&methods));
    question.known(records.say_with(key::MINORS_OPT_IN, &[("methods", &methods)]), cells)
}

/// A promise stands where a published notice makes it.
fn deidentified(records: &Records<'_>) -> Fact {
    let path = "organisation.deidentified_data";
    let (answer, mut cells) = own_answer(records, path);
    let ask = match answer {
        Some(_) => "Where do you promise in public not to find people again in de-identified data?",
        None => "Do you hold de-identified data?",
    };
    let place = if answer == Some(true) { "notice.states" } else { path };
    let question = Question::new("california.deidentified", ask, place, required("Civ. Code 1798.140(m)(2)"));
    if answer == Some(false) {
        return question.not_applicable(cells);
    }
    let promises = |notice: &RecordRef| {
        is_published(records, *notice)
            && records
                .choices(*notice, "notice.states")
                .known()
                .is_some_and(|items| items.contains(&"no_reidentification"))
    };
    let promising: Vec<RecordRef> = records.of("notice").into_iter().filter(promises).collect();
    cells.extend(promising.iter().filter_map(|notice| records.cell(*notice, "notice.states")));
    if answer == Some(true) && !promising.is_empty() {
        question.known(records.say(key::DEIDENTIFIED_PROMISE), cells)
    } else {
        question.open(cells)
    }
}

fn is_published(records: &Records<'_>, notice: RecordRef) -> bool {
    !matches!(records.choice(notice, "notice.status"), Some("planned" | "ended"))
        && records.text(notice, "notice.url").known().is_some()
}

pub(super) fn links(records: &Records<'_>, selling: &Fact, sensitive: &Fact) -> Links {
    let policy = Question::new(
        "california.link.policy",
        "Where is your privacy policy published?",
        "notice.url",
        required("11 CCR 7012(e)(6)"),
    );
    let own = own_policy(records);
    let cells = own.iter().flat_map(|notice| records.cells(*notice, &["notice.url"])).collect();
    let url = own.map_or(Found::Unknown, |notice| records.text(notice, "notice.url"));
    let frictionless = own_answer(records, "organisation.frictionless_signals").0 == Some(true);
    Links {
        policy: if let Found::Known(url) = url { policy.known(url, cells) } else { policy.open(cells) },
        opt_out: link(
            records,
            "opt_out",
            "Where can people opt out of sale and sharing?",
            selling,
            required_if(!frictionless, "11 CCR 7012(e)(5); 7013(e)(1)"),
        ),
        limit: link(
            records,
            "limit",
            "Where can people limit the use of sensitive data?",
            sensitive,
            required("11 CCR 7014(e)"),
        ),
    }
}

/// The address of the only published notice of a kind; of several, none. Where what it is about is not done, none is needed.
fn link(records: &Records<'_>, kind: &str, ask: &str, about: &Fact, duty: Duty) -> Fact {
    let question = Question::new(format!("california.link.{kind}"), ask, "notice.url", duty);
    if about.state == State::None {
        return question.not_applicable(about.cells.clone());
    }
    let is_kind = |notice: &RecordRef| {
        records.choice(*notice, "notice.kind") == Some(kind) && is_published(records, *notice)
    };
    let notices: Vec<RecordRef> = records.of("notice").into_iter().filter(is_kind).collect();
    let cells = notices.iter().flat_map(|notice| records.cells(*notice, &["notice.url"])).collect();
    let urls = each_once(notices.iter().filter_map(|notice| records.text(*notice, "notice.url").known()));
    match urls.as_slice() {
        [url] => question.known(url.clone(), cells),
        _ => question.open(cells),
    }
}
