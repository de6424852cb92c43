//! The page about the policy lint: every rule with why, what to do and an example, from the table of rules.

use candor_policy::lint::{Rule, languages_of, rules};

use super::cell;

/// The page, made from the table of rules alone.
pub fn lint_page() -> String {
    let mut page = format!(
        "# The rules of the policy lint\n\n`candor policy lint FILE... [--against WORKSPACE]` looks at any privacy policy \
         (Markdown, HTML, DOCX, text) with {} rules. This page is made from the table of rules (`cargo xtask docs`). A rule \
         that cannot be checked, for want of a word list, of the records or of another version, is listed as not checked: it \
         never passes in silence. Not legal advice.\n\n\
         A finding is allowed by a comment before its block, with a reason: `<!-- candor-allow PL003: reason -->` in Markdown \
         and HTML, a comment `candor-allow PL003: reason` in DOCX, a line of its own in text. It stays listed with its reason. \
         With `--ratchet FILE` counts may fall and never rise.\n\n\
         | Rule | Name | Severity | Looks for | Languages | Needs |\n|---|---|---|---|---|---|\n",
        rules().len(),
    );
    for rule in rules() {
        page.push_str(&format!(
            "| [{id}](#{anchor}) | {} | {} | {} | {} | {} |\n",
            rule.name,
            severity(rule),
            cell(&rule.title),
            languages(rule),
            needs(rule),
            id = rule.id,
            anchor = rule.id.to_lowercase(),
        ));
    }
    for rule in rules() {
        page.push_str(&format!(
            "\n## {} {{#{}}}\n\n**{}** ({}, {}). {}\n\nWhat to do: {}\n\nFound in:\n\n```\n{}\n```\n\nNot in:\n\n```\n{}\n```\n",
            rule.id,
            rule.id.to_lowercase(),
            rule.title,
            rule.name,
            severity(rule),
            rule.why,
            rule.fix,
            rule.bad,
            rule.good,
        ));
    }
    page
}

/// `error`, or `error or warning` for a rule with two.
fn severity(rule: &Rule) -> String {
    match (rule.severity(), rule.milder()) {
        (one, other) if one == other => one.label().to_owned(),
        (one, other) => format!("{} or {}", one.label(), other.label()),
    }
}

fn languages(rule: &Rule) -> String {
    match languages_of(rule).as_slice() {
        [] => "all".to_owned(),
        known => known.join(", "),
    }
}

fn needs(rule: &Rule) -> String {
    let needs: Vec<&str> = rule.needs.iter().map(|need| need.label()).collect();
    match needs.as_slice() {
        [] => "the text".to_owned(),
        needs if rule.partly => format!("the text; in full {}", needs.join(" or ")),
        needs => needs.join(" or "),
    }
}
