//! Filters and tests that templates may use, each with what it does and an example; those of ours are made here.
//!
//! Invariant: what a filter of ours returns is safe Markdown.

use candor_policy::{FluentArgs, Key, Language, key};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::escape::{anchor, escaped};
use crate::trace::{Origin, marked};

/// A filter, for the reference of templates.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub name: &'static str,
    pub about: &'static str,
    pub example: &'static str,
}

const fn filter(name: &'static str, about: &'static str, example: &'static str) -> Filter {
    Filter { name, about, example }
}

/// Every filter that a template may use.
pub const FILTERS: [Filter; 29] = [
    filter("outcome", "the symbol and word of an outcome", "{{ row.outcome | outcome }}"),
    filter("severity", "a severity as a labelled word", "{{ item.severity | severity }}"),
    filter("rating", "a rating as a labelled word", "{{ checklist.rating | rating }}"),
    filter(
        "provision",
        "an article or section with the id of its law, which pages search for",
        "{{ group.provision | provision(law=group.law) }}",
    ),
    filter("owner", "the name of an owner, which pages search for", "{{ group.owner | owner }}"),
    filter("place", "file, sheet and cell, which pages can copy", "{{ row.places | place }}"),
    filter("cell", "a cell of the table of themes", "{{ cell | cell }}"),
    filter(
        "fact",
        "the words of a fact or of a line at a glance, or the marked place of an open one",
        "{{ view.version.review | fact }}",
    ),
    filter(
        "say",
        "a message of templates/words in the language of the document; facts and texts are put in by name",
        "{{ \"decides\" | say(name=view.organisation.legal_name) }}",
    ),
    filter("law", "words that repeat a provision", "{{ right.text | law(cite=right.cite) }}"),
    filter(
        "link",
        "a fact that holds a web address, as a link of this name",
        "{{ right.form | link(text=\"the form\") }}",
    ),
    filter(
        "redline",
        "a sentence with the words that were added and removed since an earlier text",
        "{{ item | redline }}",
    ),
    filter(
        "id",
        "an id that links can lead to; in the first cell of a row it names the row",
        "{{ row.id | id }}",
    ),
    filter(
        "anchor",
        "a text as the name of a place: letters, digits, - _ .",
        "[x](#{{ item.anchor | anchor }})",
    ),
    filter(
        "safe",
        "a text as Markdown, not escaped; only for words that stand in no cell",
        "{{ group.class | safe }}",
    ),
    filter("length", "how many there are of a list, or letters of a text", "{{ view.first | length }}"),
    filter("first", "the first of a list", "{{ view.first | first }}"),
    filter("last", "the last of a list", "{{ view.first | last }}"),
    filter("nth", "one of a list, counted from 0", "{{ view.first | nth(n=2) }}"),
    filter("join", "the texts of a list with something between", "{{ names | join(sep=\", \") }}"),
    filter("pluralize", "an ending for every number but 1", "row{{ count | pluralize }}"),
    filter("default", "another value where there is none", "{{ name | default(value=\"–\") }}"),
    filter("upper", "in capital letters", "{{ name | upper }}"),
    filter("lower", "in small letters", "{{ name | lower }}"),
    filter("capitalize", "the first letter as a capital, the others small", "{{ name | capitalize }}"),
    filter("trim", "without spaces around", "{{ name | trim }}"),
    filter("replace", "one piece of text for another", "{{ name | replace(from=\"a\", to=\"b\") }}"),
    filter("round", "a number without its fraction", "{{ days | round }}"),
    filter("abs", "a number without its sign", "{{ days | abs }}"),
];

/// Tests behind `is` that a template may use.
pub const TESTS: [&str; 13] = [
    "defined",
    "undefined",
    "string",
    "number",
    "integer",
    "bool",
    "array",
    "none",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "containing",
];

/// Gives a set of templates the filters of ours.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("anchor", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&anchor(text)));
    tera.register_filter("id", |text: &str, _: Kwargs, _: &State<'_>| chip(&anchor(text), &["id"]));
    tera.register_filter("outcome", outcome);
    tera.register_filter("severity", severity);
    tera.register_filter("rating", rating);
    tera.register_filter("provision", provision);
    tera.register_filter("owner", |name: &str, _: Kwargs, _: &State<'_>| named(name, &["owner"]));
    tera.register_filter("place", |place: &str, _: Kwargs, _: &State<'_>| named(place, &["place"]));
    tera.register_filter("fact", fact);
    tera.register_filter("say", say);
    tera.register_filter("law", law);
    tera.register_filter("link", link);
    tera.register_filter("redline", redline);
    tera.register_filter("cell", cell);
}

/// A word with classes: a piece of code with attributes, which formats show as they can.
fn chip(word: &str, classes: &[&str]) -> Value {
    let word: String = word.chars().filter(|letter| *letter != '`' && *letter != '|').collect();
    let classes: Vec<String> = classes.iter().map(|class| format!(".{class}")).collect();
    Value::safe_string(&format!("`{word}`{{{}}}", classes.join(" ")))
}

/// `not_met` becomes its symbol and word.
fn outcome(id: &str, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let known = candor_assess::Outcome::ALL
        .into_iter()
        .find(|outcome| outcome_class(*outcome) == id.replace('_', "-"));
    let Some(outcome) = known else {
        return Err(tera::Error::message(format!("`{id}` is no outcome")));
    };
    Ok(chip(&format!("{} {}", outcome.symbol(), outcome.label()), &["outcome", outcome_class(outcome)]))
}

/// The class of an outcome in every format that has colours.
pub(crate) fn outcome_class(outcome: candor_assess::Outcome) -> &'static str {
    use candor_assess::Outcome;
    match outcome {
        Outcome::NotMet => "not-met",
        Outcome::PartlyMet => "partly-met",
        Outcome::Unknown => "unknown",
        Outcome::Met => "met",
        Outcome::NotApplicable => "not-applicable",
    }
}

fn severity(label: &str, _: Kwargs, _: &State<'_>) -> Value {
    let class = format!("severity-{}", anchor(&label.to_lowercase()));
    chip(label, &["severity", &class])
}

fn rating(label: &str, _: Kwargs, _: &State<'_>) -> Value {
    let class = format!("rating-{}", anchor(&label.to_lowercase()));
    chip(label, &["rating", &class])
}

/// The article or section that asks for something, with the id of its law, which pages search for.
fn provision(cite: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let law: &str = arguments.must_get("law")?;
    Ok(named(cite, &["provision", &law_class(law)]))
}

/// The class of a provision that names its law.
pub(crate) fn law_class(law: &str) -> String {
    format!("law-{}", anchor(law).replace('.', "-"))
}

/// A value as words with classes. What cannot stand in code stays words without it, so that nothing is lost.
fn named(value: &str, classes: &[&str]) -> Value {
    let shown = escaped(value);
    let is_plain = !value.is_empty() && !value.contains(['`', '|', '\\']) && shown.replace('\\', "") == value;
    if is_plain { chip(value, classes) } else { Value::safe_string(&shown) }
}

/// A cell of a heatmap: text and the outcome that colours it.
fn cell(cell: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let part = |key: &'static str| cell.get_from_path(key).and_then(Value::as_str).unwrap_or_default();
    match part("outcome") {
        "" => Value::safe_string("–"),
        outcome => chip(part("text"), &["heat", &outcome.replace('_', "-")]),
    }
}

/// What a fact says in a document.
enum Told {
    /// Its words as Markdown, with what they rest on.
    Words(String, Vec<Origin>),
    /// The marked place of an open one.
    Question(String),
    /// Nothing: an open one that no law asks for, in a document that is ready.
    Nothing,
}

/// Once no mandatory question is open, the places of the others are left out, so that the document can be published.
fn told(fact: &Value, state: &State<'_>) -> TeraResult<Told> {
    let part = |key: &'static str| fact.get_from_path(key).and_then(Value::as_str);
    if let (Some(facts), Some(text)) = (fact.get_from_path("facts").and_then(Value::as_array), part("text")) {
        let ids = facts.iter().filter_map(Value::as_str);
        if fact.get_from_path("open").is_some_and(Value::is_truthy) {
            let asked = ids.map(|id| Origin::Question(id.to_owned())).collect::<Vec<_>>();
            return Ok(Told::Question(marked(&format!("==Answer needed: {}==", escaped(text)), &asked)));
        }
        return Ok(Told::Words(escaped(text), ids.map(|id| Origin::Fact(id.to_owned())).collect()));
    }
    let (Some(id), Some(known), Some(text), Some(ask), Some(place)) =
        (part("id"), part("state"), part("text"), part("ask"), part("place"))
    else {
        return Err(tera::Error::message("`fact` needs a fact: id, state, text, ask and place"));
    };
    let mandatory = fact.get_from_path("mandatory").is_some_and(Value::is_truthy);
    let draft = state.get::<bool>("draft")?.unwrap_or(true);
    Ok(match known {
        "unknown" if mandatory || draft => {
            let question = format!("==Answer needed: {} → {}==", escaped(ask), escaped(place));
            Told::Question(marked(&question, &[Origin::Question(id.to_owned())]))
        }
        "unknown" => Told::Nothing,
        _ if text.is_empty() => Told::Nothing,
        _ => Told::Words(escaped(text), vec![Origin::Fact(id.to_owned())]),
    })
}

/// The words of a fact, or the marked place of an open one.
fn fact(fact: &Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    Ok(Value::safe_string(&match told(fact, state)? {
        Told::Words(words, origins) => marked(&words, &origins),
        Told::Question(place) => place,
        Told::Nothing => String::new(),
    }))
}

/// A fact that holds a web address, as a link with a name, which can be that of a message; any other fact as its words.
fn link(value: &Value, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let name: &str = arguments.must_get("text")?;
    let name = match Key::find(name).filter(|message| message.variables().is_empty()) {
        Some(message) => language(state)?.say(message),
        None => escaped(name),
    };
    match (told(value, state)?, address(value)) {
        (Told::Words(_, origins), Some(url)) => {
            Ok(Value::safe_string(&marked(&format!("[{name}](<{url}>)"), &origins)))
        }
        // What is no whole address cannot be followed: it is told as it is.
        (Told::Words(words, origins), None) => {
            let spoken = language(state)?;
            let colon = Key::find("label-colon").map_or_else(|| ":".to_owned(), |colon| spoken.say(colon));
            Ok(Value::safe_string(&marked(&format!("{name}{colon} {words}"), &origins)))
        }
        _ => fact(value, arguments, state),
    }
}

/// The web address that a fact holds, if nothing in it can have a meaning in Markdown.
fn address(fact: &Value) -> Option<&str> {
    let url = fact.get_from_path("text").and_then(Value::as_str)?;
    let plain =
        |letter: char| letter.is_ascii_graphic() && !matches!(letter, '<' | '>' | '\\' | '"' | '`' | '|');
    (url.starts_with("https://") && url.chars().all(plain)).then_some(url)
}

/// A message with its facts. Where one of them is open, its question stands in place of the sentence; where one says
/// nothing, nothing is said.
fn say(id: &str, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let Some(message) = Key::find(id) else {
        return Err(tera::Error::message(format!("there is no message `{id}` in templates/words")));
    };
    let language = language(state)?;
    let mut origins = Vec::new();
    if message.guides() {
        origins.push(Origin::Guide);
    }
    if !message.cite().is_empty() {
        origins.push(Origin::Law(message.cite().to_owned()));
    }
    let mut values = FluentArgs::new();
    let mut leads_to = None;
    for (name, value) in arguments.iter() {
        let name = name.as_str().unwrap_or_default().to_owned();
        if value.as_map().is_some() {
            match told(value, state)? {
                Told::Words(_, of_fact) if name == "url" && address(value).is_some() => {
                    leads_to = address(value);
                    values.set(name, "");
                    origins.extend(of_fact);
                }
                Told::Words(words, of_fact) => {
                    values.set(name, words);
                    origins.extend(of_fact);
                }
                Told::Question(place) => return Ok(Value::safe_string(&place)),
                Told::Nothing => return Ok(Value::safe_string("")),
            }
        } else if let Some(number) = value.as_i128() {
            values.set(name, number as f64);
        } else {
            values.set(name, escaped(value.as_str().unwrap_or_default()));
        }
    }
    if let Some(missing) = message.variables().iter().find(|name| values.get(**name).is_none()) {
        return Err(tera::Error::message(format!("the message `{id}` needs `{missing}`")));
    }
    let words = language.format(message, &values);
    let words = match leads_to {
        // The words that lead to an address are the link, so that it says where it leads.
        Some(url) => format!("[{}](<{url}>)", words.trim_end_matches([' ', ':', '\u{a0}', '\u{202f}'])),
        None => words,
    };
    Ok(Value::safe_string(&marked(&words, &origins)))
}

/// The language of the document that is rendered.
fn language(state: &State<'_>) -> TeraResult<Language> {
    let code = state.get::<String>("language")?.unwrap_or_default();
    Ok(Language::find(&code).unwrap_or_default())
}

/// Pieces of a sentence: what stayed, what was added, what was removed; each change says in words what it is.
fn redline(item: &Value, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let language = language(state)?;
    let list = |key: &'static str| item.get_from_path(key).and_then(Value::as_array).unwrap_or_default();
    let pieces = list("pieces").iter().filter_map(|piece| {
        let part = |key: &'static str| piece.get_from_path(key).and_then(Value::as_str);
        let words = escaped(part("text")?);
        // With its space, so that nothing is left of it where it is left out.
        let spoken = |key: Key| format!("`{} `{{.spoken}}", language.say(key));
        Some(match part("moved")? {
            "added" => format!("++{}{words}++", spoken(key::LABEL_ADDED)),
            "removed" => format!("~~{}{words}~~", spoken(key::LABEL_REMOVED)),
            _ => words,
        })
    });
    let words = pieces.collect::<Vec<_>>().join(" ");
    let mut origins: Vec<Origin> =
        list("facts").iter().filter_map(Value::as_str).map(|id| Origin::Fact(id.to_owned())).collect();
    if origins.is_empty() {
        origins.push(Origin::Guide);
    }
    // With a space on both sides, without which Markdown would not see a change at the edge of the marks.
    Ok(Value::safe_string(&marked(&format!(" {words} "), &origins)))
}

/// Words that repeat a provision.
fn law(text: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let cite: &str = arguments.must_get("cite")?;
    Ok(Value::safe_string(&marked(&escaped(text), &[Origin::Law(cite.to_owned())])))
}
