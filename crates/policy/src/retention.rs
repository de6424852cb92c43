//! How long data is kept, in words (GDPR Art. 13(2)(a), 11 CCR 7012(e)(4)).
//!
//! Invariant: "we delete it" is said only where a deletion run is recorded; else the rule is told as a rule.

use candor_model::text::fold;
use candor_model::{RecordRef, Retention};

use crate::fact::{Duty, Fact, Question};
use crate::organisation::Laws;
use crate::records::{Records, plain};
use crate::words::{lower_article, lower_first, sentence, upper_first};

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

fn rules_for(records: &Records<'_>, activity: RecordRef) -> Vec<RecordRef> {
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
    let cells = records.cells(record, &[fields.period, fields.start, fields.end_action, fields.last_run]);
    let start = records.text(record, fields.start).known().or_else(|| retention.start.clone());
    let mut text = match (&retention.period, &retention.criteria) {
        (Some(period), _) => match &start {
            Some(start) => format!("{period} {}", after(start)),
            None => period.to_string(),
        },
        (None, Some(criteria)) => plain(criteria),
        (None, None) => "without end".to_owned(),
    };
    if !category.is_empty() {
        text = format!("{category}: {text}");
    }
    text = sentence(&upper_first(&text));
    let action = records.choice(record, fields.end_action).or(retention.end_action);
    let proven = records.past_day(record, fields.last_run).is_some();
    if let (Some(action), false) = (action, retention.unlimited) {
        text = format!("{text} {}", end_words(action, proven));
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

/// Words that begin an event with its place in time, folded; in English they stand in lower case.
const LEADS: [&str; 6] = ["after ", "from ", "since ", "following ", "once ", "when "];
const LEADS_ABROAD: [&str; 22] = [
    "nach ",
    "ab ",
    "seit ",
    "apres ",
    "a compter ",
    "a partir ",
    "des ",
    "depuis ",
    "tras ",
    "despues ",
    "desde ",
    "dopo ",
    "dal ",
    "dalla ",
    "na ",
    "vanaf ",
    "sinds ",
    "apos ",
    "depois ",
    "po ",
    "od ",
    "wenn ",
];

/// "after the contract ends", whatever way the event is written.
fn after(event: &str) -> String {
    let event = plain(event);
    let folded = fold(&event);
    let begins = |leads: &[&str]| leads.iter().any(|lead| folded.starts_with(lead));
    if begins(&LEADS) {
        lower_first(&event)
    } else if begins(&LEADS_ABROAD) {
        event
    } else {
        format!("after {}", lower_article(&event))
    }
}

fn end_words(action: &str, proven: bool) -> &'static str {
    match (action, proven) {
        ("delete", true) => "Then we delete it.",
        ("delete", false) => "Our rule is to delete it then.",
        ("anonymise", true) => "Then we make it anonymous.",
        ("anonymise", false) => "Our rule is to make it anonymous then.",
        ("archive", _) => "Then it goes to an archive.",
        _ => "Our rule is to give it back then.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_joined_to_their_period() {
        assert_eq!(after("the contract ends"), "after the contract ends");
        assert_eq!(after("After your last visit."), "after your last visit");
        assert_eq!(after("from hire date"), "from hire date");
        assert_eq!(after("Ende des Jahres"), "after Ende des Jahres");
        assert_eq!(after("nach Ende des Jahres"), "nach Ende des Jahres");
        assert_eq!(after("The contract ends"), "after the contract ends");
    }
}
