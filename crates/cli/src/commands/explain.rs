//! `candor explain`: what a requirement, a field, a problem code or a finding is, why it matters, what to do.

use anyhow::Result;
use candor_assess::{Library, Options, Step, action_id_of, trace};
use candor_model::action::read_action_id;
use candor_model::{Dictionary, EntityId, FieldId, Kind, problem};

use crate::args::{ExplainArguments, InputArguments};
use crate::commands::Printed;
use crate::commands::audit::options;
use crate::exit::{Exit, stop};
use crate::print::{Paint, Style};
use crate::workspace;

pub(crate) fn run(arguments: &ExplainArguments, paint: Paint) -> Result<Printed> {
    let id = arguments.id.trim();
    let library = library(arguments)?;
    let text = if id.to_ascii_uppercase().starts_with("F-") {
        finding(arguments, paint)?
    } else if let Some(text) = field_or_entity(id, &library, paint) {
        text
    } else if let Some(text) = problem_code(id, paint).or_else(|| lint_rule(id, paint)) {
        text
    } else if let Some(text) = requirement(id, &library, paint).or_else(|| action(id, &library, paint)) {
        text
    } else {
        return Err(unknown(id, &library));
    };
    Ok(Printed { text, exit: Exit::Done })
}

/// The checklists of the workspace, else the built-in ones.
fn library(arguments: &ExplainArguments) -> Result<Library> {
    let home = arguments.paths.first().cloned().unwrap_or_default();
    workspace::read_checklists(&home, &mut Vec::new())
}

fn unknown(id: &str, library: &Library) -> anyhow::Error {
    let dictionary = Dictionary::builtin();
    let fields = dictionary
        .entity_ids()
        .flat_map(|entity| dictionary.fields_of(entity).map(|field| dictionary.path(field)));
    let codes = problem::CODES.iter().map(|code| code.id.to_owned());
    let requirements = library.requirements().map(|(_, requirement)| requirement.id().to_owned());
    let rules = candor_policy::lint::rules().iter().map(|rule| rule.id.clone());
    let known: Vec<String> = fields.chain(codes).chain(requirements).chain(rules).collect();
    let near = candor_model::text::nearest(id, known.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "give a requirement (gdpr-6-1), a field (activity.retention), a problem code (date-unreadable), a \
                 rule of the policy lint (PL003) or a finding (F-… with the path of the workspace)"
            .to_owned(),
    };
    stop(Exit::Usage, format!("nothing is called `{id}`"), help)
}

/// A heading with its paragraphs, empty ones left out.
fn page(title: &str, parts: &[(&str, String)], paint: Paint) -> String {
    let mut text = format!("{}\n", paint.text(Style::Strong, title));
    for (label, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
        text.push_str(&format!("\n{}\n", paint.text(Style::Faint, label)));
        for line in wrapped(part, 96) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.chars().count() + word.chars().count() + 1 > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

fn field_or_entity(id: &str, library: &Library, paint: Paint) -> Option<String> {
    let dictionary = Dictionary::builtin();
    match id.split_once('.') {
        None => dictionary.find_entity(id).map(|entity| entity_page(entity, paint)),
        Some((entity, field)) => {
            let field = dictionary.find_field(dictionary.find_entity(entity)?, field)?;
            Some(field_page(field, library, paint))
        }
    }
}

fn entity_page(entity: EntityId, paint: Paint) -> String {
    let dictionary = Dictionary::builtin();
    let definition = dictionary.entity(entity);
    let fields: Vec<String> = definition
        .fields
        .iter()
        .map(|field| format!("{} ({}): {}", field.id, field.kind.label(), field.label))
        .collect();
    let parts = [
        ("What it is", definition.help.clone()),
        ("Sheet in the starter workbook", definition.sheet.clone()),
        ("Also called", definition.aka.join(", ")),
        ("Law", definition.law.clone()),
        ("Fields", fields.join("\n")),
    ];
    page(&format!("{} · {}", definition.id, definition.label), &parts, paint)
}

fn field_page(field: FieldId, library: &Library, paint: Paint) -> String {
    let dictionary = Dictionary::builtin();
    let definition = dictionary.field(field);
    let values = match definition.kind {
        Kind::Choice(list) | Kind::Choices(list) | Kind::YesNo(Some(list)) => dictionary
            .choice_list(list)
            .options
            .iter()
            .map(|option| format!("{}: {}", option.id, option.label))
            .collect::<Vec<_>>()
            .join("\n"),
        Kind::Reference(entity) => format!("keys or names of rows of {}", dictionary.entity(entity).sheet),
        _ => String::new(),
    };
    let asked_by: Vec<String> = library
        .requirements()
        .filter(|(_, requirement)| requirement.looks_at(field))
        .map(|(_, requirement)| format!("{}: {}", requirement.id(), requirement.title()))
        .collect();
    let parts = [
        ("What it is", definition.help.clone()),
        ("Kind", definition.kind.label().to_owned()),
        ("Values", values),
        ("Headers that mean it, in English", definition.aka.join(", ")),
        ("Law", definition.law.clone()),
        ("Requirements that look at it", asked_by.join("\n")),
    ];
    page(&format!("{} · {}", dictionary.path(field), definition.label), &parts, paint)
}

fn problem_code(id: &str, paint: Paint) -> Option<String> {
    let code = problem::find_code(id)?;
    let parts = [("Why it matters", code.why.to_owned()), ("What to do", code.fix.to_owned())];
    Some(page(&format!("{} · {}", code.id, code.title), &parts, paint))
}

fn lint_rule(id: &str, paint: Paint) -> Option<String> {
    let rule = candor_policy::lint::find_rule(id)?;
    let parts = [
        ("How bad", rule.severity().label().to_owned()),
        ("Why it matters", rule.why.clone()),
        ("What to do", rule.fix.clone()),
        ("Found in", rule.bad.clone()),
        ("Not in", rule.good.clone()),
        ("Languages", languages(rule)),
        ("Needs", rule.needs.iter().map(|need| need.because()).collect::<Vec<_>>().join("\n")),
    ];
    Some(page(&format!("{} · {} · {}", rule.id, rule.name, rule.title), &parts, paint))
}

/// The languages that a rule reads, in words.
fn languages(rule: &candor_policy::lint::Rule) -> String {
    match candor_policy::lint::languages_of(rule).as_slice() {
        [] => "every language".to_owned(),
        known => known.join(", "),
    }
}

pub(crate) fn requirement(id: &str, library: &Library, paint: Paint) -> Option<String> {
    let (checklist, requirement) = library.requirement(id)?;
    let title = format!("{} · {} · {}", requirement.id(), requirement.cite(), requirement.title());
    Some(page(&title, &library.described(checklist, requirement), paint))
}

/// An action is about the requirement that its id is made from.
fn action(id: &str, library: &Library, paint: Paint) -> Option<String> {
    let id = read_action_id(id)?;
    let (_, found) = library.requirements().find(|(_, found)| action_id_of(found.id()) == id)?;
    requirement(found.id(), library, paint)
}

fn finding(arguments: &ExplainArguments, paint: Paint) -> Result<String> {
    if arguments.paths.is_empty() {
        return Err(stop(
            Exit::Usage,
            format!("where was `{}` found?", arguments.id),
            format!("give the workspace or the spreadsheets: candor explain {} PATH", arguments.id),
        ));
    }
    let input = InputArguments { paths: arguments.paths.clone(), as_of: arguments.as_of };
    let workspace = workspace::open(&input)?;
    let options = Options { checklists: Vec::new(), ..options(&workspace, &[], None) };
    let found = trace(&workspace.reading.inventory, &workspace.library, &options, &arguments.id);
    let Some(trace) = found else {
        return Err(stop(
            Exit::Usage,
            format!("there is no finding `{}` in these records as of {}", arguments.id, workspace.as_of),
            "it may be fixed; `candor audit PATH --format json` lists the findings of today",
        ));
    };
    let about = [("Outcome of the requirement", trace.because.clone())];
    let mut text = page(&format!("{} · {}", trace.finding.id, trace.finding.headline), &about, paint);
    text.push('\n');
    for step in &trace.steps {
        text.push_str(&step_text(step, 0, paint));
    }
    if let Some(about) = requirement(&trace.requirement, &workspace.library, paint) {
        text.push_str(&format!("\n{about}"));
    }
    Ok(text)
}

/// A step of the tree, with its cells, and the steps below it.
fn step_text(step: &Step, depth: usize, paint: Paint) -> String {
    let indent = "  ".repeat(depth);
    let style = match step.outcome {
        candor_assess::Outcome::Met => Style::Good,
        candor_assess::Outcome::Unknown => Style::Warn,
        candor_assess::Outcome::NotApplicable => Style::Faint,
        _ => Style::Bad,
    };
    let mark = format!("{} {}", step.outcome.symbol(), step.outcome.label().to_lowercase());
    let says = if step.says.is_empty() { String::new() } else { format!(" ({})", step.says) };
    let mut text = format!("{indent}{}: {}{says}\n", paint.text(style, &mark), step.what);
    for cell in &step.cells {
        let place = candor_model::Place {
            file: cell.file.clone(),
            sheet: cell.sheet.clone(),
            cell: cell.cell.clone(),
        };
        let saw = if cell.saw.is_empty() { "blank".to_owned() } else { format!("`{}`", cell.saw) };
        text.push_str(&format!("{indent}    {place}: {saw}\n"));
    }
    for child in &step.children {
        text.push_str(&step_text(child, depth + 1, paint));
    }
    text
}
