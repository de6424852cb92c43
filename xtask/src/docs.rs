//! `cargo xtask docs`: makes the pages that the program itself can print, or checks that they are as it prints them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps;

const CHECKLISTS: [&str; 4] = ["gdpr", "ccpa", "hipaa", "baseline"];

pub(crate) fn run(only_check: bool) -> Result<()> {
    let program = steps::candor()?;
    let mut stale = Vec::new();
    for (page, arguments) in pages(&program)? {
        let made = printed(&program, &arguments)?;
        let path = steps::root().join("docs").join(&page);
        if !only_check {
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&path, &made)?;
        } else if std::fs::read(&path).ok().as_deref() != Some(&made) {
            stale.push(format!("docs/{page}"));
        }
    }
    if !stale.is_empty() {
        bail!("not as the program says: {}; run `cargo xtask docs`", stale.join(", "));
    }
    Ok(())
}

/// Each page below `docs` with the arguments that print it.
fn pages(program: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let page = |path: String, arguments: &[&str]| {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        (path, arguments)
    };
    let mut pages = Vec::new();
    for id in CHECKLISTS {
        pages.push(page(format!("checklists/{id}.md"), &["checklist", "show", id, "--format", "markdown"]));
    }
    pages.push(page("counting-rule.md".to_owned(), &["policy", "measure", "--rule"]));
    for output in ["audit", "change", "check", "due", "facts", "lint", "measure", "portfolio", "proof"] {
        pages.push(page(format!("schema/{output}.schema.json"), &["schema", output]));
    }
    pages.push(page("lint.md".to_owned(), &["policy", "rules", "--format", "markdown"]));
    // Two documents can share a template; it has one page.
    let listed = String::from_utf8(printed(program, &["template".to_owned(), "list".to_owned()])?)?;
    let templates: BTreeSet<&str> = listed.split_whitespace().filter(|word| word.ends_with(".md")).collect();
    for name in templates {
        pages.push(page(format!("templates/{name}"), &["template", "show", name, "--format", "markdown"]));
    }
    Ok(pages)
}

/// What the program prints away from any workspace.
fn printed(program: &Path, arguments: &[String]) -> Result<Vec<u8>> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .output()
        .context("the program could not be started")?;
    ensure!(output.status.success(), "`candor {}` ended with {}", arguments.join(" "), output.status);
    Ok(output.stdout)
}
