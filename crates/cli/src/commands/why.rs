//! `candor why`: what a sentence of a policy rests on: facts with their cells, or a provision.

use anyhow::Result;
use candor_model::text::{fold, one_line, shorten};
use candor_policy::{Fact, FactCell, State};
use candor_report::{Edition, Group, Sentence, editions};

use crate::args::{InputArguments, WhyArguments};
use crate::commands::Printed;
use crate::commands::audit::{judge, past};
use crate::commands::explain::wrapped;
use crate::documents::{input, make};
use crate::exit::{Exit, stop};
use crate::print::{self, Align, Paint, Style};
use crate::workspace;

/// Sentences listed where several fit.
const LISTED_MAX: usize = 20;

pub(crate) fn run(arguments: &WhyArguments, paint: Paint) -> Result<Printed> {
    let paths = if arguments.paths.is_empty() { vec![".".into()] } else { arguments.paths.clone() };
    let workspace = workspace::open(&InputArguments { paths, as_of: arguments.as_of })?;
    workspace.require_readable()?;
    let assessment = judge(&workspace, &[], Some(0))?;
    let past = past(&workspace)?;
    let input = input(&workspace, &assessment, &past);
    let edition = edition(&arguments.document, editions(Group::Policy, &input))?;
    let made = make(vec![edition.clone()], &input, &workspace.templates)?;
    let sentences = made[0].1.sentences();
    let found = find(sentences, &arguments.sentence);
    let facts = candor_policy::facts(&workspace.reading.inventory, workspace.as_of, edition.language);
    let text = match found.as_slice() {
        [] => return Err(unknown(&arguments.sentence, &edition, sentences)),
        [only] => told(only, &facts.all(), paint),
        several => list(several, paint),
    };
    Ok(Printed { text, exit: Exit::Done })
}

/// The edition of a name such as `privacy-policy` or `de/privacy-policy`.
fn edition(name: &str, editions: Vec<Edition>) -> Result<Edition> {
    let name = name.trim_end_matches(".html").trim_end_matches(".md").trim_end_matches(".docx");
    let paths: Vec<String> = editions.iter().map(Edition::path).collect();
    if let Some(found) = paths.iter().position(|path| path == name) {
        return Ok(editions[found].clone());
    }
    let help = match candor_model::text::nearest(name, paths.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", paths.join(", ")),
    };
    Err(stop(Exit::Usage, format!("there is no document `{name}` here"), help))
}

/// By id, else the sentences that hold the words.
fn find<'a>(sentences: &'a [Sentence], wanted: &str) -> Vec<&'a Sentence> {
    let by_id: Vec<&Sentence> =
        sentences.iter().filter(|sentence| sentence.id.eq_ignore_ascii_case(wanted.trim())).collect();
    if !by_id.is_empty() {
        return by_id;
    }
    let words = fold(wanted);
    let with_words =
        sentences.iter().filter(|sentence| !words.is_empty() && fold(&sentence.text).contains(&words));
    with_words.collect()
}

fn unknown(wanted: &str, edition: &Edition, sentences: &[Sentence]) -> anyhow::Error {
    let help = match sentences.iter().find(|sentence| !sentence.facts.is_empty()) {
        Some(example) => format!("give an id such as {}, or words that stand in the sentence", example.id),
        None => "give words that stand in the sentence".to_owned(),
    };
    stop(Exit::Usage, format!("no sentence of `{}` is or holds `{}`", edition.path(), one_line(wanted)), help)
}

fn list(sentences: &[&Sentence], paint: Paint) -> String {
    let mut text = format!("{} sentences hold these words:\n\n", sentences.len());
    for sentence in sentences.iter().take(LISTED_MAX) {
        text.push_str(&format!(
            "  {}  {}\n",
            paint.text(Style::Strong, &sentence.id),
            shorten(&sentence.text, 80)
        ));
    }
    if sentences.len() > LISTED_MAX {
        text.push_str(&format!("  … and {} more\n", sentences.len() - LISTED_MAX));
    }
    text.push_str("\nGive the id of one of them.\n");
    text
}

fn told(sentence: &Sentence, facts: &[&Fact], paint: Paint) -> String {
    let mut text = format!("{}  #{}\n\n", paint.text(Style::Strong, &sentence.id), sentence.section);
    for line in wrapped(&sentence.text, 92) {
        text.push_str(&format!("  {line}\n"));
    }
    for cite in &sentence.laws {
        text.push_str(&format!("\nThe law says so: {cite}\n"));
    }
    for id in &sentence.facts {
        match facts.iter().find(|fact| fact.id == *id) {
            Some(fact) => text.push_str(&of_fact(fact, paint)),
            None => text.push_str(&format!("\n{id}: put together from other facts\n")),
        }
    }
    for id in &sentence.asks {
        text.push_str(&format!("\nNot known: {id}. The sentence asks for it.\n"));
        if let Some(fact) = facts.iter().find(|fact| fact.id == *id) {
            text.push_str(&of_fact(fact, paint));
        }
    }
    if sentence.is_unfounded() {
        text.push_str("\nNo record shows this: a template of this workspace says it.\n");
    } else if sentence.facts.is_empty() && sentence.laws.is_empty() && sentence.asks.is_empty() {
        text.push_str("\nIt says nothing of the organisation: it guides the reader.\n");
    }
    text
}

fn of_fact(fact: &Fact, paint: Paint) -> String {
    let state = match fact.state {
        State::Known => "yes",
        State::None => "no",
        State::Unknown => "not known",
        State::NotApplicable => "does not apply",
    };
    let law = if fact.cite.is_empty() { String::new() } else { format!(", asked for by {}", fact.cite) };
    let mut text = format!("\n{} ({state}{law})\n", paint.text(Style::Strong, &fact.id));
    if fact.cells.is_empty() {
        text.push_str(&format!("  no cell; the answer belongs to {}\n", fact.place));
        return text;
    }
    let rows: Vec<Vec<String>> = fact.cells.iter().map(cell).collect();
    for line in print::columns(&rows, &[Align::Left; 4]) {
        text.push_str(&format!("  {line}\n"));
    }
    text
}

/// Place, what stands there, owner, and when it was checked.
fn cell(cell: &FactCell) -> Vec<String> {
    let parts = [&cell.file, &cell.sheet, &cell.cell];
    let place: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    let saw =
        if cell.saw.is_empty() { "(blank)".to_owned() } else { format!("“{}”", shorten(&cell.saw, 60)) };
    let owner = if cell.owner.is_empty() { "no owner".to_owned() } else { cell.owner.clone() };
    let checked = cell.checked_on.map_or_else(String::new, |day| format!("checked {day}"));
    vec![place.join(" › "), saw, owner, checked]
}
