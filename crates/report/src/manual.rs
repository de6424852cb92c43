//! Pages made from data alone, as Markdown: a checklist with every requirement, what decides it, its confidence and its
//! source; the lint with every rule.

mod lint;

use candor_assess::{Checklist, Library, Requirement, theme_label};

pub use lint::lint_page;

/// The page of a checklist, made from its data alone: the same library gives the same bytes.
pub fn checklist_page(library: &Library, checklist: &Checklist) -> String {
    let by_records = checklist.requirements().iter().filter(|one| one.entity().is_some()).count();
    let all = checklist.requirements().len();
    let mut page = format!(
        "# {}\n\nVersion {}. Source: {}, as read on {}. This page is made from the checklist itself \
         (`cargo xtask docs`). In our own words; no practising lawyer has reviewed it. Not legal advice.\n\n\
         {all} requirements: records decide {by_records}, a person's answer with evidence the other {}.\n",
        checklist.title(),
        checklist.version(),
        checklist.source(),
        checklist.law_as_of(),
        all - by_records,
    );
    if !library.scope_title(checklist).is_empty() {
        page.push_str(&format!("\nIt applies where: {}.\n", library.scope_title(checklist)));
    }
    page.push_str(&contents(checklist));
    for requirement in checklist.requirements() {
        page.push_str(&section(library, checklist, requirement));
    }
    page.push_str(&left_out(checklist));
    page.push_str(&changes(checklist));
    page
}

fn contents(checklist: &Checklist) -> String {
    let mut table = String::from(
        "\n## All requirements\n\n| Id | Provision | Title | Theme | Decided by | Severity | Confidence |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for requirement in checklist.requirements() {
        table.push_str(&format!(
            "| [{id}](#{id}) | {} | {} | {} | {} | {} | {} |\n",
            cell(requirement.cite()),
            cell(requirement.title()),
            theme_label(requirement.theme()),
            decided_by(requirement),
            requirement.severity().label(),
            requirement.confidence(),
            id = requirement.id(),
        ));
    }
    table
}

/// What decides a requirement, in a word or two: `records of vendors`, `an answer`.
pub fn decided_by(requirement: &Requirement) -> String {
    match requirement.entity() {
        Some(entity) => {
            format!("records: {}", candor_model::Dictionary::builtin().entity(entity).sheet)
        }
        None => "an answer".to_owned(),
    }
}

fn section(library: &Library, checklist: &Checklist, requirement: &Requirement) -> String {
    let mut text = format!(
        "\n<a id=\"{id}\"></a>\n\n### {id}: {}\n\n{}\n\n",
        requirement.title(),
        requirement.cite(),
        id = requirement.id(),
    );
    let told = library.described(checklist, requirement);
    for (label, part) in told.iter().filter(|(label, _)| *label != "Checklist") {
        text.push_str(&format!("- **{label}:** {}\n", part.replace('\n', "; ")));
    }
    text
}

fn left_out(checklist: &Checklist) -> String {
    if checklist.left_out().is_empty() {
        return String::new();
    }
    let mut table =
        String::from("\n## Left out\n\n| Provision | Title | Why there is no requirement |\n|---|---|---|\n");
    for one in checklist.left_out() {
        table.push_str(&format!("| {} | {} | {} |\n", cell(&one.cite), cell(&one.title), cell(&one.reason)));
    }
    table
}

fn changes(checklist: &Checklist) -> String {
    let mut text = String::new();
    if !checklist.changes().is_empty() {
        text.push_str("\n## Changes\n\n");
        for change in checklist.changes() {
            text.push_str(&format!("- **{}** ({}): {}\n", change.version, change.date, change.text));
        }
    }
    if !checklist.renamed().is_empty() {
        text.push_str("\n## Renamed\n\nAnswers, exceptions and history stay with a requirement that got another id.\n\n");
        text.push_str("| Earlier id | Id | Since version |\n|---|---|---|\n");
        for renamed in checklist.renamed() {
            text.push_str(&format!("| {} | {} | {} |\n", renamed.from, renamed.to, renamed.version));
        }
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
