//! Eight questions on a policy whose answers its facts give, each to be found in one place of the text.
//!
//! Invariants: an answer stands in one sentence of the text, or in one of the section that states its fact; topics take turns, so that
//! the questions spread; the same files of facts give the same questions.

use std::collections::HashMap;

use candor_policy::{
    Fact, FactRecord, Glance, Key, Language, RecordedSentence, RecordedText, SpokenFacts, State, key,
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

/// Questions that are asked, at most.
const QUESTIONS_MAX: usize = 8;
/// Letters of an answer: a longer one is no answer that a person gives.
const ANSWER_MAX: usize = 120;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Quiz {
    /// What the organisation is called, or empty.
    called: String,
    /// The day that the policy speaks for.
    as_of: String,
    /// At most eight; none if no fact stands in one place alone.
    questions: Vec<Asked>,
}

/// A question with its answer.
#[derive(Serialize, JsonSchema)]
struct Asked {
    /// Its number in the list, from 1.
    number: Glance,
    /// The question.
    ask: Glance,
    /// What is right.
    answer: Glance,
    /// The heading below which it stands.
    section: Glance,
    /// The id of the sentence that holds it.
    sentence: Glance,
}

/// A kind of question: which facts it asks for, and how.
struct Topic {
    /// Start and end of the ids of its facts.
    of: (&'static str, &'static str),
    ask: Key,
    /// The end of the id of the fact that the question names; empty if it names none.
    names: &'static str,
    /// Is the name asked for, and the value told? "Which company hosts the shop?"
    asks_for_name: bool,
}

const fn topic(of: (&'static str, &'static str), ask: Key, names: &'static str) -> Topic {
    Topic { of, ask, names, asks_for_name: false }
}

/// In the order in which they take turns.
const TOPICS: [Topic; 11] = [
    topic(("activity.", ".retention"), key::QUIZ_PERIOD, ".name"),
    Topic { of: ("vendor.", ".service"), ask: key::QUIZ_COMPANY, names: ".name", asks_for_name: true },
    topic(("organisation.complaint_authority", ""), key::QUIZ_COMPLAINT, ""),
    topic(("activity.", ".withdrawal"), key::QUIZ_REFUSAL, ".name"),
    topic(("activity.", ".why"), key::QUIZ_PURPOSE, ".name"),
    topic(("transfer.", ".safeguard"), key::QUIZ_SAFEGUARD, ".name"),
    topic(("organisation.dpo", ""), key::QUIZ_DPO, ""),
    topic(("activity.", ".who"), key::QUIZ_RECIPIENTS, ".name"),
    topic(("activity.", ".what"), key::QUIZ_DATA, ".name"),
    topic(("organisation.phone", ""), key::QUIZ_PHONE, ""),
    topic(("organisation.address", ""), key::QUIZ_ADDRESS, ""),
];

pub(crate) fn view(input: &Input<'_>) -> Quiz {
    let language = input.facts.language;
    let now = input.texts.map(|texts| texts.now);
    let text = now.and_then(|now| now.text("privacy-policy", language));
    let questions = now.zip(text).map(|(now, text)| questions(now, text, language)).unwrap_or_default();
    Quiz {
        called: input.facts.organisation.called.clone(),
        as_of: language.long_date(input.facts.as_of),
        questions,
    }
}

/// One question of each topic in turn, until there are enough or none is left.
fn questions(now: &FactRecord, text: &RecordedText, language: Language) -> Vec<Asked> {
    let (spoken, text) = (&now.spoken(language), &Told::new(text));
    let of_topic =
        |topic| now.facts.iter().filter_map(move |fact| asked(topic, fact, spoken, text, language));
    let mut left: Vec<_> = TOPICS.iter().map(of_topic).collect();
    let mut chosen: Vec<Asked> = Vec::new();
    loop {
        let before = chosen.len();
        for topic in &mut left {
            if chosen.len() < QUESTIONS_MAX {
                chosen.extend(topic.next());
            }
        }
        if chosen.len() == before {
            break;
        }
    }
    for (number, asked) in (1..).zip(&mut chosen) {
        asked.number.text = i32::to_string(&number);
    }
    chosen
}

/// The question that a topic asks of a fact, if its answer stands in one place.
fn asked(
    topic: &Topic,
    fact: &Fact,
    spoken: &SpokenFacts<'_>,
    text: &Told<'_>,
    language: Language,
) -> Option<Asked> {
    let is_of_topic = fact.id.starts_with(topic.of.0) && fact.id.ends_with(topic.of.1);
    if !is_of_topic || topic.names.is_empty() && fact.id != topic.of.0 || fact.state != State::Known {
        return None;
    }
    let name = if topic.names.is_empty() { None } else { Some(spoken.subject(&fact.id)?) };
    let value = spoken.words(fact);
    let (named, answer) = match (name, topic.asks_for_name) {
        (Some(name), true) => (value, name),
        (name, _) => (name.unwrap_or_default(), value),
    };
    // Of several sentences the first answers.
    let answer = answer.split(". ").next().unwrap_or_default().trim_end_matches('.').to_owned();
    if answer.is_empty() || answer.chars().count() > ANSWER_MAX {
        return None;
    }
    let stated = if topic.asks_for_name {
        format!("{}{}", fact.id.strip_suffix(topic.of.1)?, topic.names)
    } else {
        fact.id.clone()
    };
    let held = text.place(&stated, &answer)?;
    let mut sentences = text.sentences.iter();
    let heading = sentences.find(|sentence| sentence.is_title && sentence.section == held.section);
    let values = [("name", named.trim_end_matches('.'))];
    let ask = language.say_with(topic.ask, if topic.names.is_empty() { &[] } else { &values });
    let resting = |text: String| Glance { text, open: false, facts: vec![stated.clone()] };
    Some(Asked {
        // Known once the questions are chosen.
        number: resting(String::new()),
        ask: resting(ask),
        answer: resting(answer),
        section: resting(heading.map(|heading| heading.text.clone()).unwrap_or_default()),
        sentence: resting(held.id.clone()),
    })
}

/// A text, with the sentences that state each fact, titles aside.
struct Told<'a> {
    sentences: &'a [RecordedSentence],
    stating: HashMap<&'a str, Vec<&'a RecordedSentence>>,
}

impl<'a> Told<'a> {
    fn new(text: &'a RecordedText) -> Told<'a> {
        let mut stating: HashMap<&str, Vec<&RecordedSentence>> = HashMap::new();
        for sentence in text.sentences.iter().filter(|sentence| !sentence.is_title) {
            for fact in &sentence.facts {
                stating.entry(fact).or_default().push(sentence);
            }
        }
        Told { sentences: &text.sentences, stating }
    }

    /// The sentence that holds an answer, if no other of the text, or of its section, does.
    fn place(&self, fact: &str, answer: &str) -> Option<&'a RecordedSentence> {
        let holds = |sentence: &&RecordedSentence| !sentence.is_title && sentence.text.contains(answer);
        // The sentence that speaks of the least else answers best.
        let stating = self.stating.get(fact)?.iter().copied().filter(holds);
        let stating = stating.min_by_key(|sentence| sentence.facts.len())?;
        let beside = self.sentences.iter().filter(|other| other.section == stating.section).filter(holds);
        (beside.take(2).count() == 1).then_some(stating)
    }
}
