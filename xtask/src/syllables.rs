//! `cargo xtask syllables CMUDICT`: the words that the rule of syllables counts wrongly, from the CMU Pronouncing Dictionary
//! (the file `cmudict.dict`; its licence lies beside the list).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use candor_policy::plain::english_by_rule;

use crate::steps;

const LIST: &str = "crates/policy/src/plain/syllables/en.txt";
/// Lines of the list are at most so long, in bytes.
const LINE_MAX: usize = 100;

pub(crate) fn run(dictionary: Option<&str>) -> Result<()> {
    let path = dictionary.context("give the file cmudict.dict")?;
    let text = fs::read_to_string(path).with_context(|| format!("`{path}` cannot be read"))?;
    let words = words(&text);
    let wrong: Vec<(&str, usize)> = words
        .iter()
        .map(|(word, count)| (*word, *count))
        .filter(|(word, count)| english_by_rule(word) != *count)
        .collect();
    fs::write(Path::new(LIST), list(&wrong)).with_context(|| format!("`{LIST}` cannot be written"))?;
    steps::say(&format!("{} words, of which the rule counts {} wrongly: {LIST}", words.len(), wrong.len()));
    Ok(())
}

/// Words with the syllables of their first pronunciation: its sounds that carry a stress mark.
fn words(dictionary: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for line in dictionary.lines() {
        let entry = line.split('#').next().unwrap_or_default();
        let mut parts = entry.split_whitespace();
        let Some(word) = parts.next() else { continue };
        let is_plain = word.starts_with(|letter: char| letter.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
        if is_plain && !word.ends_with("'s") && !word.ends_with('\'') {
            words
                .entry(word)
                .or_insert(parts.filter(|sound| sound.ends_with(['0', '1', '2'])).count().max(1));
        }
    }
    words
}

/// Lines of a number and the words with so many syllables.
fn list(words: &[(&str, usize)]) -> String {
    let mut by_count: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (word, count) in words {
        by_count.entry(*count).or_default().push(word);
    }
    let mut list = String::new();
    for (count, words) in by_count {
        let mut line = count.to_string();
        for word in words {
            if line.len() + 1 + word.len() > LINE_MAX {
                list.push_str(&line);
                list.push('\n');
                line = count.to_string();
            }
            line.push(' ');
            line.push_str(word);
        }
        list.push_str(&line);
        list.push('\n');
    }
    list
}
