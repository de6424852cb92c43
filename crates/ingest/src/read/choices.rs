//! Yes and no, and values of closed lists, by id, label or usual wording in any header language.

use std::sync::OnceLock;

use candor_model::text::fold;
use candor_model::{ChoicesId, Dictionary, Value, Which};
use foldhash::HashMap;

use super::citations::{fold_cited, plain_form, without_levels};
use super::denials::{is_denied, is_doubted, is_taken_back};
use super::lists::split_list;
use crate::words::{Phrases, Word, Words};

/// Yes or no as a whole cell, or followed by a comment ("Yes - since 2024"); with names, a cell that names one
/// of them means yes.
pub(super) fn yes_no(text: &str, names: Option<ChoicesId>) -> Option<bool> {
    let words = Words::builtin();
    let folded = fold(text);
    let mark = text.trim();
    match mark {
        "✓" | "✔" | "☑" | "☒" | "x" | "X" => return Some(true),
        "✗" | "✘" | "☐" => return Some(false),
        "1" => return Some(true),
        "0" => return Some(false),
        _ => {}
    }
    // A question is no answer.
    if mark.ends_with('?') {
        return None;
    }
    let truth = |folded: &str| match words.plain(folded) {
        Some(Word::Yes) => Some(true),
        Some(Word::No | Word::None) => Some(false),
        _ => None,
    };
    if let Some(answer) = truth(&folded) {
        return Some(answer);
    }
    // "Yes, in part" is not a plain yes, but "Yes (2024)" and "No - planned" say what they say.
    // The point of "n.b." or "k.A." ends no answer.
    let first = text.trim().split([',', ';', '(', '–', '—', ':', '\n']).next().unwrap_or_default();
    let first = [" - ", ". "].iter().fold(first, |rest, end| rest.split(end).next().unwrap_or_default());
    if first.len() < text.trim().len()
        && let Some(answer) = truth(&fold(first))
    {
        return Some(answer).filter(|answer| !words.is_limited(&fold(&text.trim()[first.len()..]), *answer));
    }
    let names = names?;
    // "Health data: no" names it and says that there is none.
    let answered = |item: &String| item.rsplit_once(':').and_then(|(_, answer)| truth(&fold(answer)));
    let (denied, open): (Vec<String>, Vec<String>) =
        split_list(text, false).into_iter().partition(|item| answered(item) == Some(false));
    let is_named = |items: &[String]| items.iter().any(|item| !named(&fold(item), names).is_empty());
    if is_named(&open) { Some(true) } else { is_named(&denied).then_some(false) }
}

/// Words that join two items; a wording that holds one itself is tried first.
const JOINING: [&str; 12] = ["/", "&", "+", "and", "und", "et", "y", "e", "en", "i", "och", "og"];

/// An answer with what a yes names. Where it names something, items that name nothing are kept as written.
pub(super) fn with_names(answer: bool, text: &str, names: Option<ChoicesId>) -> Value {
    let Some(list) = names.filter(|_| answer) else { return Value::YesNo(answer) };
    let (mut found, mut others): (Vec<u16>, Vec<String>) = (Vec::new(), Vec::new());
    for item in split_list(after_yes(text), true) {
        let parts = if exactly(&fold(&item), list).is_some() { vec![item] } else { joined_parts(&item) };
        for part in parts {
            let options = named(&fold(&part), list);
            let is_denied =
                part.rsplit_once(':').is_some_and(|(_, answer)| yes_no(answer, None) == Some(false));
            if options.is_empty() && !is_denied {
                others.push(part);
                continue;
            }
            found.extend(options.into_iter().filter(|_| !is_denied));
        }
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() { Value::YesNo(true) } else { Value::Which(Box::new(Which { named: found, others })) }
}

/// What stands behind a yes: "health, religion" of "Yes (health, religion)".
fn after_yes(text: &str) -> &str {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    if Words::builtin().plain(&fold(&text[..end])) != Some(Word::Yes) {
        return text;
    }
    let rest = text[end..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(').trim();
    match rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if !inner.contains('(') => inner,
        _ => rest,
    }
}

/// The items of "health and religion"; words within brackets stay together.
fn joined_parts(item: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in item.split_whitespace() {
        let last = parts.len() - 1;
        let is_open = parts[last].matches('(').count() > parts[last].matches(')').count();
        if !is_open && JOINING.contains(&word.to_lowercase().as_str()) {
            parts.push(String::new());
            continue;
        }
        if !parts[last].is_empty() {
            parts[last].push(' ');
        }
        parts[last].push_str(word);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The one option that a text means.
pub(super) fn choice(text: &str, list: ChoicesId) -> Option<u16> {
    let folded = fold_cited(text);
    if let Some(option) = exactly(&folded, list) {
        return Some(option);
    }
    match named(&folded, list).as_slice() {
        [option] => Some(*option),
        [] => abbreviated(text, list),
        _ => None,
    }
}

/// Does a text name an option of a list of the dictionary?
pub(super) fn names_any(text: &str, list: &str) -> bool {
    let list = Dictionary::builtin().find_choices(list);
    list.is_some_and(|list| !mentions(&fold_cited(text), list).is_empty())
}

/// All options that a text names, item by item; every item must name at least one.
pub(super) fn choices(text: &str, list: ChoicesId, comma_separates: bool) -> Option<Vec<u16>> {
    if let Some(option) = exactly(&fold_cited(text), list) {
        return Some(vec![option]);
    }
    let mut found = Vec::new();
    for item in split_list(text, false) {
        for option in item_options(&item, list, comma_separates)? {
            if !found.contains(&option) {
                found.push(option);
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The options of one item. Labels may hold commas themselves ("Audio, electronic, visual information"), so the
/// whole item is tried before its parts.
fn item_options(item: &str, list: ChoicesId, comma_separates: bool) -> Option<Vec<u16>> {
    let folded = fold_cited(item);
    if let Some(option) = exactly(&folded, list) {
        return Some(vec![option]);
    }
    if comma_separates && item.contains(',') {
        let parts: Option<Vec<Vec<u16>>> =
            split_list(item, true).iter().map(|part| item_options(part, list, false)).collect();
        if let Some(parts) = parts {
            return Some(parts.concat());
        }
    }
    let meant: Vec<u16> =
        mentions(&folded, list).iter().filter(|found| !found.is_passing).map(|found| found.option).collect();
    if meant.is_empty() {
        return abbreviated(item, list).map(|option| vec![option]);
    }
    Some(meant).filter(|_| !is_doubted(&folded))
}

/// The one option that a text with shortened words means: "legit. int.", "berecht. Interesse". Every word with a point
/// begins a word of the wording, every other is one; two options that fit leave it open.
fn abbreviated(text: &str, list: ChoicesId) -> Option<u16> {
    if !text.contains('.') {
        return None;
    }
    let words: Vec<(String, bool)> = text
        .split_inclusive(|c: char| c == '.' || c.is_whitespace())
        .map(|word| (fold(word), word.ends_with('.')))
        .filter(|(word, _)| !word.is_empty())
        .collect();
    if !words.iter().any(|(word, is_short)| *is_short && word.len() >= 3) {
        return None;
    }
    let fits = |wording: &str| {
        let full: Vec<&str> = wording.split(' ').collect();
        full.len() == words.len()
            && words.iter().zip(full).all(|((word, is_short), full)| match is_short {
                true => full.starts_with(word.as_str()),
                false => full == word,
            })
    };
    let wordings = &Words::builtin().choices[&list];
    let mut options = wordings.iter().filter(|(_, wording)| fits(wording)).map(|(option, _)| *option);
    let first = options.next()?;
    options.all(|other| other == first).then_some(first)
}

struct ListIndex {
    exact: HashMap<String, u16>,
    /// Wordings that may stand inside a longer text, longest first.
    inside: Phrases,
    /// The option of each of them.
    options: Vec<u16>,
}

fn index_of(list: ChoicesId) -> &'static ListIndex {
    static INDEX: OnceLock<HashMap<ChoicesId, ListIndex>> = OnceLock::new();
    let all = INDEX.get_or_init(|| {
        let lists = 0..Dictionary::builtin().choices.len();
        lists.map(|index| ChoicesId(index as u8)).map(|id| (id, build(id))).collect()
    });
    &all[&list]
}

fn build(list: ChoicesId) -> ListIndex {
    let mut exact = HashMap::default();
    let mut inside: Vec<(String, u16)> = Vec::new();
    for (option, wording) in &Words::builtin().choices[&list] {
        exact.entry(wording.clone()).or_insert(*option);
        // Very short wordings ("ba", "1") and the like would be found in unrelated words.
        let citation = wording.starts_with(|c: char| c.is_ascii_digit()) && wording.contains(' ');
        if wording.chars().count() >= 4
            || citation
            || matches!(wording.as_str(), "scc" | "bcr" | "dpf" | "lia")
        {
            inside.push((wording.clone(), *option));
            if wording.contains(|c: char| c.is_ascii_digit()) {
                inside.push((without_levels(wording), *option));
            }
        }
    }
    inside.sort_by(|left, right| right.0.len().cmp(&left.0.len()).then_with(|| left.cmp(right)));
    inside.dedup();
    let (inside, options): (Vec<String>, Vec<u16>) = inside.into_iter().unzip();
    ListIndex { exact, inside: Phrases::of(inside), options }
}

/// The option whose id, label or wording is the whole folded text.
pub(super) fn exactly(folded: &str, list: ChoicesId) -> Option<u16> {
    index_of(list).exact.get(folded).copied()
}

/// The options whose wordings stand in a folded text as whole words; a longer wording hides shorter ones
/// within it ("explicit consent" is not also "consent").
fn named(folded: &str, list: ChoicesId) -> Vec<u16> {
    mentions(folded, list).into_iter().map(|found| found.option).collect()
}

/// An option that a text names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    at: usize,
    option: u16,
    /// A single word far within a long text: "the rules on the use of contract staff" gives no contract as basis.
    is_passing: bool,
}

/// Words of a text that is long, and words at its start that still say what it is about.
const LONG_TEXT_WORDS: usize = 12;
const START_WORDS: usize = 4;

fn mentions(folded: &str, list: ChoicesId) -> Vec<Mention> {
    let index = index_of(list);
    let plain = plain_form(folded);
    let within = index.inside.within(plain.trim_matches(' '));
    if within.is_empty() {
        return Vec::new();
    }
    let is_long = folded.split(' ').count() > LONG_TEXT_WORDS;
    let mut rest = format!(" {plain} ");
    let mut found: Vec<Mention> = Vec::new();
    for at in within {
        let (wording, option) = (index.inside.at(at), index.options[at]);
        let needle = format!(" {wording} ");
        while let Some(at) = rest.find(&needle) {
            let is_passing =
                is_long && !wording.contains(' ') && rest[..at].split_whitespace().count() >= START_WORDS;
            match found.iter_mut().find(|other| other.option == option) {
                _ if is_denied(&rest[..at])
                    || is_taken_back(&rest[at + needle.len()..], |word, next| {
                        index.inside.begin_with(word, next)
                    }) => {}
                Some(other) => other.is_passing &= is_passing,
                None => found.push(Mention { at, option, is_passing }),
            }
            rest.replace_range(at + 1..at + needle.len() - 1, &"\u{1}".repeat(wording.len()));
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, list: &str) -> Option<Vec<String>> {
        let dictionary = Dictionary::builtin();
        let id = dictionary.find_choices(list).unwrap();
        choices(text, id, true).map(|options| {
            options
                .iter()
                .map(|option| dictionary.choice_list(id).options[usize::from(*option)].id.clone())
                .collect()
        })
    }

    #[test]
    fn legal_bases_are_found_by_article_name_and_shorthand() {
        for (text, expected) in [
            ("Art. 6(1)(b)", vec!["contract"]),
            ("Art. 6 Abs. 1 lit. a DSGVO", vec!["consent"]),
            ("Legitimate interests (fraud prevention)", vec!["legitimate_interests"]),
            ("Consent; Legal obligation", vec!["consent", "legal_obligation"]),
            ("Art. 6(1)(c) GDPR - tax law", vec!["legal_obligation"]),
            ("Contract, not consent", vec!["contract"]),
            ("Legitimate interests (consent not required)", vec!["legitimate_interests"]),
        ] {
            assert_eq!(
                names(text, "legal_basis").as_deref(),
                Some(expected.iter().map(|s| s.to_string()).collect::<Vec<_>>().as_slice()),
                "{text}"
            );
        }
        for text in
            ["because we want to", "Consent not required", "consent withdrawn", "We do not rely on consent"]
        {
            assert_eq!(names(text, "legal_basis"), None, "{text}");
        }
    }

    #[test]
    fn longer_wordings_hide_shorter_ones() {
        assert_eq!(
            names("explicit consent", "transfer_mechanism"),
            Some(vec!["explicit_consent".to_owned()])
        );
    }

    #[test]
    fn yes_and_no_may_carry_a_comment() {
        let special = Dictionary::builtin().find_choices("special_data");
        for (text, expected) in [
            ("Y", Some(true)),
            ("Nein", Some(false)),
            ("Yes (since 2024)", Some(true)),
            ("No - planned for 2027", Some(false)),
            ("Possible — flag if on site", None),
            ("Yes, partly", None),
            ("Ja, teilweise", None),
            ("Yes - except backups", None),
            ("No, except for guards", None),
            ("Nein, nur pseudonymisiert", Some(false)),
            ("yes?", None),
            ("Health data: no", Some(false)),
            ("Health: no; biometric: yes", Some(true)),
            ("Health data not collected", None),
            ("Health data", Some(true)),
        ] {
            assert_eq!(yes_no(text, special), expected, "{text}");
        }
        assert_eq!(yes_no("Health data", None), None);
    }

    #[test]
    fn a_yes_keeps_what_it_names_and_what_it_does_not() {
        let special = Dictionary::builtin().find_choices("special_data");
        let options = &Dictionary::builtin().choice_list(special.unwrap()).options;
        for (text, names, rest) in [
            ("Gesundheit, Religion", vec!["health", "religious"], vec![]),
            ("Ja (Gesundheit, Sternzeichen)", vec!["health"], vec!["Sternzeichen"]),
            ("Yes: health and star sign", vec!["health"], vec!["star sign"]),
            ("rassische und ethnische Herkunft", vec!["racial_ethnic"], vec![]),
            ("Health: no; biometric: yes", vec!["biometric"], vec![]),
            ("Santé / religion", vec!["health", "religious"], vec![]),
        ] {
            let Value::Which(which) = with_names(true, text, special) else { panic!("{text}") };
            let Which { named, others } = *which;
            let named: Vec<&str> =
                named.iter().map(|found| options[usize::from(*found)].id.as_str()).collect();
            assert_eq!(named, names, "{text}");
            assert_eq!(others, rest, "{text}");
        }
        assert_eq!(with_names(true, "Yes - since 2024", special), Value::YesNo(true));
        assert_eq!(with_names(false, "No", special), Value::YesNo(false));
    }
}
