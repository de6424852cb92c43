//! `candor man`: the manual pages, made from the command tree and the pages of its help.
//!
//! Invariant: no day and no width of a terminal reaches them.

use anyhow::Result;
use clap::Command as Tree;
use clap_mangen::Man;
use roff::{Roff, bold, roman};

use crate::args::{ManArguments, Page, page, tree};
use crate::commands::Printed;
use crate::exit::{self, Exit, stop};
use crate::output;

const WIDTH: usize = 100;

pub(crate) fn run(arguments: &ManArguments) -> Result<Printed> {
    let mut root = tree(WIDTH).disable_help_subcommand(true);
    root.build();
    if let Some(folder) = &arguments.out {
        let mut pages = Vec::new();
        collect(&root, "", &mut pages)?;
        for (name, bytes) in &pages {
            output::write(&folder.join(name), bytes)?;
        }
        let text = format!("{} pages written to {}\n", pages.len(), folder.display());
        return Ok(Printed { text, exit: Exit::Done });
    }
    let mut command = &root;
    for name in &arguments.command {
        command = command.find_subcommand(name).ok_or_else(|| unknown(name, command))?;
    }
    let text = String::from_utf8(manual(command, &arguments.command.join(" "))?)?;
    Ok(Printed { text, exit: Exit::Done })
}

fn unknown(name: &str, parent: &Tree) -> anyhow::Error {
    let names: Vec<&str> = parent.get_subcommands().map(Tree::get_name).collect();
    let help = match candor_model::text::nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`candor --help` lists the commands".to_owned(),
    };
    stop(Exit::Usage, format!("there is no command `{name}`"), help)
}

/// The pages of a command and of those below it, each with its file name.
fn collect(command: &Tree, path: &str, pages: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    pages.push((file_name(path), manual(command, path)?));
    for below in command.get_subcommands() {
        collect(below, format!("{path} {}", below.get_name()).trim(), pages)?;
    }
    Ok(())
}

/// `candor-policy-lint.1` of `policy lint`.
fn file_name(path: &str) -> String {
    let words = std::iter::once("candor").chain(path.split_whitespace());
    format!("{}.1", words.collect::<Vec<_>>().join("-"))
}

fn manual(command: &Tree, path: &str) -> Result<Vec<u8>> {
    let version = format!("candor {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(version).manual("Candor");
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    if let Some(page) = page(path) {
        additions(page).to_writer(&mut text)?;
    }
    Ok(text)
}

/// Examples, exit codes and what else is to be known.
fn additions(page: &Page) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    for (says, line) in page.examples {
        if !says.is_empty() {
            roff.control("PP", []).text([roman(*says)]);
        }
        roff.control("RS", ["4"]).control("nf", []).text([bold(*line)]);
        roff.control("fi", []).control("RE", []);
    }
    if let Some(more) = page.more {
        roff.control("SH", ["NOTES"]);
        for part in more().split("\n\n") {
            let is_table = part.contains('\n');
            roff.control("PP", []);
            if is_table {
                roff.control("nf", []);
            }
            part.lines().for_each(|line| {
                roff.text([roman(line)]);
            });
            if is_table {
                roff.control("fi", []);
            }
        }
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (code, name, meaning) in exit::codes(page) {
        roff.control("TP", [])
            .text([bold(code.to_string()), roman(format!(" {name}"))])
            .text([roman(meaning)]);
    }
    roff
}
