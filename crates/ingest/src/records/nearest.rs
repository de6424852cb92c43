//! Which values of a list a text that is none of them comes closest to, in the wording of any header language.

use candor_model::text::fold;
use candor_model::{ChoicesId, Dictionary};

use crate::read::split_list;
use crate::words::Words;

/// A longer list is not printed in a line.
const SHOWN_WHOLE_MAX: usize = 8;
const NEAREST: usize = 3;
/// Below this a wording is alike by chance.
const NEAR_MIN: f64 = 0.55;

/// What to write instead of `text`: every value of a short list, the nearest of a long one and where to see all.
/// `path` names the field (`document.rules_for`).
pub(super) fn advice(text: &str, list: ChoicesId, path: &str) -> String {
    let options = &Dictionary::builtin().choice_list(list).options;
    let label = |at: usize| options[at].label.to_lowercase();
    if options.len() <= SHOWN_WHOLE_MAX {
        let labels: Vec<String> = (0..options.len()).map(label).collect();
        return format!("use one of: {}", labels.join(", "));
    }
    let near: Vec<String> = nearest(text, list).into_iter().map(|at| format!("`{}`", label(at))).collect();
    let all = format!("`candor explain {path}` shows all {} values", options.len());
    if near.is_empty() { all } else { format!("did you mean {}? {all}", near.join(" or ")) }
}

/// The options with the most alike wordings, the nearest first.
fn nearest(text: &str, list: ChoicesId) -> Vec<usize> {
    let wordings = &Words::builtin().choices[&list];
    let is_known = |item: &String| wordings.iter().any(|(_, wording)| wording == item);
    let items: Vec<String> =
        split_list(text, true).iter().map(|item| fold(item)).filter(|item| !is_known(item)).collect();
    let mut best: Vec<(f64, usize)> = Vec::new();
    for (option, wording) in wordings {
        let near = items.iter().map(|item| likeness(item, wording)).fold(0.0, f64::max);
        let at = usize::from(*option);
        match best.iter_mut().find(|(_, other)| *other == at) {
            Some(known) => known.0 = known.0.max(near),
            None => best.push((near, at)),
        }
    }
    best.retain(|(near, _)| *near >= NEAR_MIN);
    best.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    best.into_iter().take(NEAREST).map(|(_, at)| at).collect()
}

/// 0 to 1: how alike the letters are, or how many of the longer words are shared.
fn likeness(item: &str, wording: &str) -> f64 {
    let (short, long) = (item.len().min(wording.len()), item.len().max(wording.len()));
    // Texts of very different lengths cannot be alike; comparing a long one with every wording takes time.
    let letters = if 2 * short < long { 0.0 } else { strsim::normalized_damerau_levenshtein(item, wording) };
    let words = |text: &str| text.split(' ').filter(|word| word.len() >= 4).count();
    let shared = item
        .split(' ')
        .filter(|word| word.len() >= 4 && wording.split(' ').any(|other| other == *word))
        .count();
    let most = words(item).max(words(wording)).max(1);
    letters.max(if shared == 0 { 0.0 } else { 0.5 + 0.4 * shared as f64 / most as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_told_whole_and_a_long_one_by_its_nearest_values() {
        let list = |id| Dictionary::builtin().find_choices(id).expect("a test may fail here");
        let shown = |text, id| advice(text, list(id), "entity.field");
        assert!(shown("Zustimmung?", "legal_basis").starts_with("use one of: consent, contract, "));
        let near = shown("Passwörter; Mobile Gerate und Handys", "rules_for");
        assert!(near.starts_with("did you mean `phones, laptops and private devices`"), "{near}");
        assert!(near.contains("`candor explain entity.field` shows all "), "{near}");
        let far = shown("xqzt", "rules_for");
        assert!(far.starts_with("`candor explain entity.field` shows all "), "{far}");
    }
}
