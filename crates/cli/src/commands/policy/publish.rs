//! `candor policy --publish`: every gate that a policy has to pass, told at once.

use anyhow::Result;
use candor_policy::{Facts, facts};
use candor_report::{GateLine, Group, Input, Templates, editions, gates};

use crate::documents::{Made, make_untold};
use crate::print::{Paint, Style};

/// Gates shown one by one while nothing is refused; the rest is counted.
const SHOWN_MAX: usize = 6;

/// The documents as they would be published, and what stands against that or misses an aim. A question that only a draft
/// asks stands against nothing.
pub(super) fn weighed(input: &Input<'_>, templates: &Templates) -> Result<(Vec<Made>, Vec<GateLine>)> {
    let input = &Input { publishing: true, ..input.clone() };
    let made = make_untold(editions(Group::Policy, input), input, templates)?;
    // The first language is that of the records: it needs no terms.
    let others = input.languages.iter().skip(1);
    let translated: Vec<Facts> =
        others.map(|language| facts(input.inventory, input.facts.as_of, *language)).collect();
    let lines = gates(&input.facts, &translated, &made);
    Ok((made, lines))
}

pub(super) fn fails(lines: &[GateLine]) -> usize {
    lines.iter().filter(|line| line.fails).count()
}

/// Why nothing was written: all of it.
pub(super) fn refused(lines: &[GateLine], paint: Paint) -> String {
    let head = format!("Not published: {} gates fail", fails(lines));
    let mut text = format!("{}\n\n", paint.text(Style::Bad, &head));
    text.push_str(&told(lines.iter().filter(|line| line.fails), usize::MAX));
    text.push_str(&aims(lines));
    text.push_str(
        "\nNothing was written. Without --publish a draft with its open places marked is written.\n",
    );
    text
}

/// What has to be done before a draft is published.
pub(super) fn before(lines: &[GateLine], paint: Paint) -> String {
    let fails = fails(lines);
    if fails == 0 {
        return format!(
            "\n{}\n{}",
            paint.text(Style::Good, "Nothing stands against publication."),
            aims(lines)
        );
    }
    let head = format!("Before publishing: {fails} gates fail");
    let mut text = format!("\n{}\n\n", paint.text(Style::Warn, &head));
    // What is open has just been told as questions.
    let others = lines.iter().filter(|line| line.fails && line.gate != "answer");
    text.push_str(&told(others, SHOWN_MAX));
    text.push_str("  All of them: candor policy --publish\n");
    text
}

fn aims(lines: &[GateLine]) -> String {
    let missed: Vec<&GateLine> = lines.iter().filter(|line| !line.fails).collect();
    if missed.is_empty() {
        return String::new();
    }
    format!("\nAims missed, which stop nothing: {}\n\n{}", missed.len(), told(missed.into_iter(), usize::MAX))
}

/// Gate, measure and limit, place; and below what to do.
fn told<'a>(lines: impl Iterator<Item = &'a GateLine>, shown_max: usize) -> String {
    let lines: Vec<&GateLine> = lines.collect();
    let mut text = String::new();
    for line in lines.iter().take(shown_max) {
        let limit = if line.limit.is_empty() { String::new() } else { format!(" ({})", line.limit) };
        text.push_str(&format!("  {:<6} {}: {}{limit}\n", line.gate, line.name, line.measured));
        text.push_str(&format!("         {}: {}\n", line.place, line.fix));
    }
    if lines.len() > shown_max {
        text.push_str(&format!("  … and {} more\n", lines.len() - shown_max));
    }
    text
}
