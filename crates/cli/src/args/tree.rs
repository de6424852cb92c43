//! The command tree with its pages: what parses, helps, completes and makes the manual.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::{ColorChoice, Command as Tree, CommandFactory, FromArgMatches};

use super::pages::{GROUPS, PAGES};
use super::{Arguments, Page, page};
use crate::exit;
use crate::print::{fit, width_of_stdout};

/// Help is not wider on any terminal: long lines are hard to read.
const WIDTH_MAX: usize = 100;
/// Below this many columns what an option does stands under it, not beside it.
const BESIDE_MIN: usize = 80;

/// Reads the command line; help and mistakes of it end the program.
pub(crate) fn parse() -> Arguments {
    let width = width_of_stdout().unwrap_or(WIDTH_MAX).min(WIDTH_MAX);
    let tree = tree(width).color(colour_of_help(std::env::args().skip(1)));
    let matches = tree.get_matches();
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// `--color` counts for help as well, which is printed before arguments are read.
fn colour_of_help(arguments: impl Iterator<Item = String>) -> ColorChoice {
    let mut arguments = arguments.take_while(|argument| argument != "--").peekable();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--color") {
            Some("") => arguments.peek().cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match value.as_deref() {
            Some("always") => return ColorChoice::Always,
            Some("never") => return ColorChoice::Never,
            _ => {}
        }
    }
    ColorChoice::Auto
}

/// The tree for a terminal of so many columns.
pub(crate) fn tree(width: usize) -> Tree {
    let root = Arguments::command().term_width(width);
    let groups = groups(&root, width);
    // Unlike clap's own list, this one has groups.
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}{}\n{{options}}{{after-help}}",
        heading("Options")
    );
    with_pages(root, "", width).help_template(template)
}

fn with_pages(tree: Tree, path: &str, width: usize) -> Tree {
    let names: Vec<String> = tree.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let tree = tree.next_line_help(width < BESIDE_MIN);
    let tree = names.iter().fold(tree, |tree, name| {
        let path = format!("{path} {name}");
        tree.mut_subcommand(name, |command| with_pages(command, path.trim(), width))
    });
    let Some(page) = page(path) else { return tree };
    let examples = examples(page, width);
    let long = format!("{examples}{}", long(page, width));
    tree.after_help(StyledStr::from(examples)).after_long_help(StyledStr::from(long))
}

fn heading(title: &str) -> String {
    format!("\u{1b}[1m\u{1b}[4m{title}:\u{1b}[0m")
}

/// The commands by group, each with the first sentence about it.
fn groups(root: &Tree, width: usize) -> String {
    let pages = |group: &'static str| PAGES.iter().filter(move |page| page.group == Some(group));
    let longest = PAGES.iter().filter(|page| page.group.is_some()).map(|page| page.command.len()).max();
    let column = longest.unwrap_or_default() + 4;
    let mut text = String::new();
    for group in GROUPS {
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}", heading(group));
        for page in pages(group) {
            let command = root.find_subcommand(page.command);
            let about = command.and_then(Tree::get_about).map(ToString::to_string).unwrap_or_default();
            let gap = " ".repeat(column - 2 - page.command.len());
            let line = format!("  \u{1b}[1m{}\u{1b}[0m{gap}{about}\n", page.command);
            text.push_str(&fit(&line, width));
        }
        text.push('\n');
    }
    text
}

fn examples(page: &Page, width: usize) -> String {
    let mut text = format!("{}\n", heading("Examples"));
    for (says, line) in page.examples {
        if !says.is_empty() {
            text.push_str(&fit(&format!("  {says}\n"), width));
        }
        let _ = writeln!(text, "    \u{1b}[1m{line}\u{1b}[0m");
    }
    text.trim_end().to_owned()
}

/// What `--help` tells beyond `-h`.
fn long(page: &Page, width: usize) -> String {
    let mut text = String::new();
    if let Some(more) = page.more {
        let _ = write!(text, "\n\n{}", fit(&more(), width).trim_end());
    }
    let _ = write!(text, "\n\n{}\n{}", heading("Exit codes"), fit(&exit::help(page), width).trim_end());
    if page.command.is_empty() {
        let last = "`candor COMMAND --help` tells more of a command, `candor man COMMAND` is its manual page.\n\n\
                    Nothing leaves this machine. Results are not legal advice.";
        let _ = write!(text, "\n\n{}", fit(last, width));
    }
    text
}

#[cfg(test)]
mod tests {
    use textwrap::core::display_width;

    use super::*;

    /// Every command below the program, with its words.
    fn commands(tree: &Tree, path: &str, found: &mut Vec<(String, Tree)>) {
        found.push((path.to_owned(), tree.clone()));
        for below in tree.get_subcommands().filter(|below| below.get_name() != "help") {
            commands(below, format!("{path} {}", below.get_name()).trim(), found);
        }
    }

    fn all(width: usize) -> Vec<(String, Tree)> {
        let mut root = tree(width);
        root.build();
        let mut found = Vec::new();
        commands(&root, "", &mut found);
        assert!(found.len() > 25, "{}", found.len());
        found
    }

    #[test]
    fn every_command_has_its_page_and_every_page_its_command() {
        let commands: Vec<String> = all(100).into_iter().map(|(path, _)| path).collect();
        for path in &commands {
            let page = page(path).unwrap_or_else(|| panic!("`candor {path}` has no page in args/pages.rs"));
            assert!(!page.examples.is_empty(), "`candor {path}` has no example");
            let is_listed = !path.is_empty() && !path.contains(' ');
            assert_eq!(page.group.is_some_and(|group| GROUPS.contains(&group)), is_listed, "{path}");
        }
        let pages: Vec<&str> = PAGES.iter().map(|page| page.command).collect();
        assert_eq!(pages.len(), commands.len(), "{pages:?} {commands:?}");
    }

    #[test]
    fn everything_has_its_words() {
        for (path, command) in all(100) {
            assert!(command.get_about().is_some(), "`candor {path}` says nothing about itself");
            for argument in command.get_arguments() {
                let id = argument.get_id();
                assert!(argument.get_help().is_some(), "`candor {path}`: `{id}` has no words");
                let takes = argument.get_action().takes_values();
                assert!(
                    !takes || argument.get_value_names().is_some(),
                    "`candor {path}`: `{id}` has no value name"
                );
            }
        }
    }

    #[test]
    fn every_example_is_understood() {
        for page in PAGES {
            for (_, line) in page.examples {
                let at = line.find("candor ").unwrap_or_else(|| panic!("{line}"));
                let command = line[at..].split([')', '|', '>']).next().unwrap_or_default();
                let words = command.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
                    0 => part.split_whitespace().collect(),
                    _ => vec![part],
                });
                let read = tree(100).try_get_matches_from(words);
                assert!(read.is_ok(), "{line}: {}", read.expect_err("just seen"));
            }
        }
    }

    #[test]
    fn help_stays_within_sixty_columns_where_it_can_be_folded() {
        for (path, mut command) in all(60) {
            for text in [command.render_help(), command.render_long_help()] {
                for line in text.to_string().lines().filter(|line| display_width(line) > 60) {
                    // A single word such as the list of formats has no place to be folded at.
                    let words = line.trim().trim_start_matches("[default: ");
                    assert!(!words.contains(' '), "`candor {path} --help`: {line}");
                }
            }
        }
    }

    #[test]
    fn the_colour_of_help_is_asked_before_arguments_are_read() {
        let of = |line: &str| colour_of_help(line.split(' ').map(str::to_owned));
        assert_eq!(of("audit --color never --help"), ColorChoice::Never);
        assert_eq!(of("--color=always -h"), ColorChoice::Always);
        assert_eq!(of("audit acme"), ColorChoice::Auto);
        assert_eq!(of("audit -- --color never"), ColorChoice::Auto);
    }
}
