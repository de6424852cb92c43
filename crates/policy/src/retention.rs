//! How long data is kept, in words (GDPR Art. 13(2)(a), 11 CCR 7012(e)(4)).
//!
//! Invariant: "we delete it" is said only where a run of the last 12 months is recorded, and "we make it anonymous"
//! where the method was tested as well; else the rule is told as a rule.

use candor_model::text::fold;
use candor_model::{RecordRef, Retention, Span};

use crate::fact::{Duty, Fact, Question};
use crate::organisation::Laws;
use crate::proof::{ProofState, Says, anonymising};
use crate::records::{Records, plain};
use crate::words::{key_of, lower_article, lower_first, sentence, upper_first};
use crate::{Key, Language, key};

/// The paths of the fields that say how long.
struct Fields {
    period: &'static str,
    start: &'static str,
    end_action: &'static str,
    last_run: &'static str,
}

const OF_ACTIVITY: Fields = Fields {
    period: "activity.retention",
    start: "activity.retention_start",
    end_action: "activity.end_action",
    last_run: "activity.last_deleted_on",
};

const OF_RULE: Fields = Fields {
    period: "retention_rule.period",
    start: "retention_rule.starts_with",
    end_action: "retention_rule.end_action",
    last_run: "retention_rule.last_deleted_on",
};

/// The facts on how long the data of an activity is kept: from the activity, else from the rules that name
/// it.
pub(crate) fn how_long(
    records: &Records<'_>,
    laws: &Laws,
    activity: RecordRef,
    id: &str,
    name: &str,
) -> Vec<Fact> {
    let duty = laws.duty("GDPR Art. 13(2)(a)", "11 CCR 7012(e)(4)");
    let ask = format!("How long do you keep the data of “{name}”?");
    let question = Question::new(format!("{id}.retention"), ask, OF_ACTIVITY.period, duty);
    if let Some(retention) = records.retention(activity, OF_ACTIVITY.period) {
        return told(records, activity, &OF_ACTIVITY, retention, question, id, "");
    }
    let rules = rules_for(records, activity);
    let mut facts = Vec::new();
    for (index, rule) in rules.into_iter().enumerate() {
        let Some(retention) = records.retention(rule, OF_RULE.period) else { continue };
        let category = records.text(rule, "retention_rule.category").known().unwrap_or_default();
        let mut of_rule = question.clone();
        of_rule.id = format!("{id}.retention.{}", index + 1);
        facts.extend(told(
            records,
            rule,
            &OF_RULE,
            retention,
            of_rule,
            &format!("{id}.{}", index + 1),
            &category,
        ));
    }
    if facts.is_empty() {
        facts.push(question.open(records.cells(activity, &[OF_ACTIVITY.period])));
    }
    facts
}

pub(crate) fn rules_for(records: &Records<'_>, activity: RecordRef) -> Vec<RecordRef> {
    let names_it = |rule: &RecordRef| {
        records
            .list(*rule, "retention_rule.activity")
            .known()
            .is_some_and(|names| names.iter().any(|name| records.resolve("activity", name) == Some(activity)))
    };
    records.of("retention_rule").into_iter().filter(names_it).collect()
}

fn told(
    records: &Records<'_>,
    record: RecordRef,
    fields: &Fields,
    retention: &Retention,
    question: Question,
    id: &str,
    category: &str,
) -> Vec<Fact> {
    let mut cells = records.cells(record, &[fields.period, fields.start, fields.end_action, fields.last_run]);
    let start = records.text(record, fields.start).known().or_else(|| retention.start.clone());
    let mut text = period_words(records, record, fields.period, retention, start.as_deref());
    if !category.is_empty() {
        let label = records.word(category);
        let start = if retention.unlimited { lower_first(&text) } else { text };
        text = records.say_with(key::LABELLED, &[("label", &label), ("text", &start)]);
    }
    text = sentence(&upper_first(&text));
    let action = records.choice(record, fields.end_action).or(retention.end_action);
    let mut proven = records.checked_this_year(record, fields.last_run);
    if action == Some("anonymise") {
        // That data is made anonymous takes a test of the method beside the run.
        let method = anonymising(records);
        proven &= method.state() == ProofState::Proven;
        cells.extend(method.cells(Says::Supports));
    }
    if let (Some(action), false) = (action, retention.unlimited) {
        text = format!("{text} {}", records.say(end_words(action, proven)));
    }
    let needs_start = retention.period.is_some() && start.is_none();
    let mut facts = vec![question.known(text, cells.clone())];
    if needs_start {
        let period = retention.period.map(|period| period.to_string()).unwrap_or_default();
        let ask = format!("What do the {period} count from?");
        facts.push(
            Question::new(format!("{id}.retention_start"), ask, fields.start, Duty::default()).open(cells),
        );
    }
    facts
}

/// `24 months after the last visit`.
fn counted(records: &Records<'_>, period: Span, start: Option<&str>, cell: &str) -> String {
    let language = records.language;
    let period = language.period(period);
    let Some(start) = start else { return period };
    let written = plain(start);
    let told = records.word(&written);
    let (event, brings_its_own) = match with_lead(language, cell, &written) {
        Some(phrase) if told == written => (phrase, true),
        _ => event(language, &told),
    };
    let key = if brings_its_own { key::RETENTION_EVENT } else { key::RETENTION_COUNTED };
    records.say_with(key, &[("period", &period), ("event", &event)])
}

/// Words that begin an event with its place in time, folded, in the order of [`Language::ALL`].
const LEADS: [&[&str]; 4] = [
    &["after ", "from ", "since ", "following ", "once ", "when "],
    &["nach ", "ab ", "seit ", "wenn "],
    &["apres ", "a compter ", "a partir ", "des ", "depuis "],
    &["tras ", "despues ", "desde ", "a partir ", "a contar "],
];

/// The same in languages that records are read in, and policies are not written in.
const LEADS_ABROAD: [&str; 11] =
    ["dopo ", "dal ", "dalla ", "na ", "vanaf ", "sinds ", "apos ", "depois ", "po ", "od ", "a partire "];

/// An event as it follows a period, and whether it brings its own word for "after". One that is written in another
/// language than the policy's stays as it is written.
fn event(language: Language, event: &str) -> (String, bool) {
    let folded = fold(event);
    let begins = |leads: &[&str]| leads.iter().any(|lead| folded.starts_with(lead));
    if begins(LEADS[language as usize]) {
        return (lower_first(event), true);
    }
    if language == Language::English {
        let is_abroad = begins(&LEADS_ABROAD) || LEADS.iter().any(|leads| begins(leads));
        return if is_abroad { (event.to_owned(), true) } else { (lower_article(event), false) };
    }
    (event.to_owned(), false)
}

/// An event with the words that lead to it in the cell, if the cell is in the language: "nach dem letzten Einkauf". English
/// needs no case, so its own "after" does.
fn with_lead(language: Language, cell: &str, event: &str) -> Option<String> {
    if language == Language::English || event.is_empty() {
        return None;
    }
    let before: Vec<&str> = cell[..cell.find(event)?].split_whitespace().collect();
    let leads = LEADS[language as usize];
    let begins = |words: &[&str]| {
        let folded = format!("{} ", fold(&words.join(" ")));
        leads.iter().any(|lead| folded.starts_with(lead))
    };
    let from = (before.len().saturating_sub(4)..before.len()).rev().find(|from| begins(&before[*from..]))?;
    Some(format!("{} {event}", before[from..].join(" ")))
}

/// How long some of the data is kept, in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// "24 months after the last visit", without what happens then.
    pub(crate) words: String,
    /// None where an event and no time ends it.
    pub(crate) period: Option<Span>,
    pub(crate) is_endless: bool,
}

/// What the activity says wins over the rules that name it.
pub(crate) fn kept(records: &Records<'_>, activity: RecordRef) -> Vec<Kept> {
    if let Some(retention) = records.retention(activity, OF_ACTIVITY.period) {
        return vec![kept_by(records, activity, &OF_ACTIVITY, retention)];
    }
    let rules = rules_for(records, activity).into_iter();
    let found = rules.filter_map(|rule| Some((rule, records.retention(rule, OF_RULE.period)?)));
    found.map(|(rule, retention)| kept_by(records, rule, &OF_RULE, retention)).collect()
}

fn kept_by(records: &Records<'_>, record: RecordRef, fields: &Fields, retention: &Retention) -> Kept {
    let start = records.text(record, fields.start).known().or_else(|| retention.start.clone());
    let is_endless = retention.unlimited || retention.period.is_none() && retention.criteria.is_none();
    Kept {
        words: period_words(records, record, fields.period, retention, start.as_deref()),
        period: retention.period,
        is_endless,
    }
}

fn period_words(
    records: &Records<'_>,
    record: RecordRef,
    path: &str,
    retention: &Retention,
    start: Option<&str>,
) -> String {
    match (retention.period, &retention.criteria) {
        (Some(period), _) => counted(records, period, start, records.look(record, path).text()),
        (None, Some(criteria)) => records.word(&plain(criteria)),
        (None, None) => records.say(key::RETENTION_WITHOUT_END),
    }
}

/// How long a tracker stays, in a few words; none where the cell does not say.
pub(crate) fn lifetime(records: &Records<'_>, record: RecordRef, path: &str) -> Option<String> {
    let retention = records.retention(record, path)?;
    Some(upper_first(&period_words(records, record, path, retention, retention.start.as_deref())))
}

fn end_words(action: &str, proven: bool) -> Key {
    match (action, proven) {
        ("delete", true) => key::RETENTION_DELETE_PROVEN,
        ("anonymise", true) => key::RETENTION_ANONYMISE_PROVEN,
        _ => key_of("retention", action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_keeps_the_words_that_lead_to_it() {
        for (language, cell, event, phrase) in [
            (
                Language::German,
                "3 Jahre nach dem letzten Einkauf",
                "letzten Einkauf",
                Some("nach dem letzten Einkauf"),
            ),
            (
                Language::French,
                "5 ans à compter de la fin du contrat",
                "fin du contrat",
                Some("à compter de la fin du contrat"),
            ),
            (Language::French, "3 Jahre nach dem letzten Einkauf", "letzten Einkauf", None),
            (Language::German, "3 Jahre", "letzten Einkauf", None),
            (Language::English, "2 years after the last visit", "the last visit", None),
        ] {
            assert_eq!(with_lead(language, cell, event).as_deref(), phrase, "{cell}");
        }
    }

    #[test]
    fn events_are_joined_to_their_period() {
        for (written, told, brings_its_own) in [
            ("the contract ends", "the contract ends", false),
            ("After your last visit", "after your last visit", true),
            ("from hire date", "from hire date", true),
            ("Ende des Jahres", "Ende des Jahres", false),
            ("nach Ende des Jahres", "nach Ende des Jahres", true),
            ("dopo la visita", "dopo la visita", true),
            ("The contract ends", "the contract ends", false),
        ] {
            assert_eq!(event(Language::English, written), (told.to_owned(), brings_its_own));
        }
        for (language, written, brings_its_own) in [
            (Language::German, "nach Ende des Jahres", true),
            (Language::German, "Ende des Jahres", false),
            (Language::German, "after your last visit", false),
            (Language::French, "à compter de la fin du contrat", true),
            (Language::Spanish, "desde el fin del contrato", true),
            (Language::Spanish, "nach Ende des Jahres", false),
        ] {
            assert_eq!(event(language, written), (written.to_owned(), brings_its_own));
        }
    }
}
