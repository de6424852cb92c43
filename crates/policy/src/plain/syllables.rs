//! Syllables of a word.
//!
//! English: the first pronunciation of the CMU Pronouncing Dictionary (Carnegie Mellon University, `syllables/LICENSE-CMUDICT`);
//! embedded are only the words for which the rule gives another number (`cargo xtask syllables` makes the list), so that a word
//! that is in the dictionary is counted as there, and any other by the rule. German, French and Spanish: by rule, for
//! their spelling tells how they are said; hyphenation would lose syllables of one letter.
//!
//! Invariants: a word has at least one syllable; a number or an address has one; letters that are spelled out one each.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::is_address;

/// What the rule gets wrong: lines of a number and the words that have so many syllables.
static EXCEPTIONS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut exceptions = HashMap::new();
    for line in include_str!("syllables/en.txt").lines() {
        let mut words = line.split(' ');
        let count = words.next().and_then(|number| number.parse().ok());
        exceptions.extend(words.zip(std::iter::repeat(count.unwrap_or(1))));
    }
    exceptions
});

/// Number of syllables of a word in a language (`en`, `de`, `fr`, `es`; others as English by rule).
pub(super) fn syllables(word: &str, language: &str) -> usize {
    if is_address(word) {
        return 1;
    }
    let parts = word.split(|letter: char| !letter.is_alphabetic() && !is_apostrophe(letter));
    parts.map(|part| part_syllables(part, language)).sum::<usize>().max(1)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// Syllables of letters without a hyphen.
fn part_syllables(part: &str, language: &str) -> usize {
    if is_spelled(part) {
        return part.chars().map(|letter| if letter == 'W' && language == "en" { 3 } else { 1 }).sum();
    }
    let word = part.to_lowercase().replace('’', "'");
    match language {
        "de" => german(&word),
        "fr" => french(&word),
        "es" => spanish(&word),
        _ => english(&word),
    }
}

/// Capitals without a vowel: `GDPR`.
fn is_spelled(part: &str) -> bool {
    part.len() > 1 && part.chars().all(|letter| letter.is_ascii_uppercase() && !"AEIOUY".contains(letter))
}

fn english(word: &str) -> usize {
    let stem = word.strip_suffix("'s").unwrap_or(word).trim_matches('\'');
    let has_own = stem.len() < word.len() && ends_in(stem, &["s", "x", "z", "ch", "sh", "ce", "ge", "se"]);
    let count = EXCEPTIONS.get(stem).copied().unwrap_or_else(|| english_by_rule(stem));
    if word.is_empty() { 0 } else { count + usize::from(has_own && word.ends_with("'s")) }
}

/// Endings whose `e` is silent, in words with more syllables than so many.
const SILENT: [(&str, usize); 9] = [
    ("e", 1),
    ("es", 1),
    ("ed", 1),
    ("ely", 2),
    ("ement", 2),
    ("ements", 2),
    ("eness", 2),
    ("eful", 2),
    ("eless", 2),
];

/// English without a dictionary: a syllable for each group of vowels, one more where two of them are said apart, one less where an `e` is not said.
pub fn english_by_rule(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).map(plain).collect();
    let word: String = letters.iter().collect();
    let mut count = 0;
    for (at, letter) in letters.iter().enumerate() {
        let follows_vowel = at > 0 && is_vowel(letters[at - 1]);
        if is_vowel(*letter) && (!follows_vowel || is_apart(&letters, at)) {
            count += 1;
        }
    }
    let is_silent = |(ending, least): &(&str, usize)| count > *least && has_silent(&word, ending);
    if SILENT.iter().any(is_silent) {
        count -= 1;
    }
    if ends_in(&word, &["ism", "isms"]) {
        count += 1;
    }
    count.max(1)
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

fn ends_in(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Letters without their accents.
fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' | 'ã' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        _ => letter,
    }
}

/// Is the vowel at this place said apart from the one before it?
fn is_apart(letters: &[char], at: usize) -> bool {
    let before = (at > 1).then(|| letters[at - 2]);
    let after: String = letters[at + 1..].iter().collect();
    match (letters[at - 1], letters[at]) {
        // `-tion`, `-cial`, `-gious` are one; `-ria`, `-dio`, `-nium` two.
        ('i', second @ ('a' | 'o' | 'u')) => {
            let is_soft = before.is_some_and(|letter| "tscgx".contains(letter));
            !(is_soft && second != 'u' && after.starts_with(['n', 'l', 'u']))
        }
        ('e', 'o') | ('u', 'a' | 'o') | ('y', 'i' | 'a' | 'o') => !matches!(before, Some('q' | 'g')),
        ('i', 'e') => ["t", "nt", "nce", "ty", "tal"].contains(&after.as_str()),
        ('e', 'a') => ["te", "ted", "tes", "tion", "tive", "tor", "ting"].contains(&after.as_str()),
        ('u', 'i') => ["ty", "tous"].contains(&after.as_str()),
        ('o' | 'e', 'i') => after == "ng",
        _ => false,
    }
}

/// Is the `e` that the ending begins with not said?
fn has_silent(word: &str, ending: &str) -> bool {
    let Some(stem) = word.strip_suffix(ending) else { return false };
    let Some(last) = stem.chars().next_back() else { return false };
    let second = stem.chars().rev().nth(1);
    // `table`, `settled`: here the `l` carries the syllable.
    let carries = last == 'l' && second.is_some_and(|letter| !is_vowel(letter) && !"lr".contains(letter));
    let is_said = match ending {
        "es" => "sxzcg".contains(last) || ends_in(stem, &["ch", "sh"]),
        "ed" => "td".contains(last),
        _ => false,
    };
    !is_vowel(last) && !carries && !is_said
}

/// German: a syllable for each vowel, two that are said as one counted once; `-tion` and `-sion` are one.
fn german(word: &str) -> usize {
    const ONE: [&str; 13] = ["au", "ei", "ai", "eu", "äu", "ie", "aa", "ee", "oo", "ey", "ay", "ui", "ou"];
    let said = word.replace("qu", "q").replace("tion", "tjon").replace("sion", "sjon");
    groups(&said, "aeiouyäöü", |pair| ONE.contains(&pair))
}

/// Spanish: two strong vowels are two syllables, so is a weak one with an accent beside a strong one; all others are one.
fn spanish(word: &str) -> usize {
    let strong = |letter: char| "aeoáéóíú".contains(letter);
    groups(&consonant_y(word), "aeiouyáéíóúü", |pair| {
        let mut letters = pair.chars();
        !(letters.next().is_some_and(strong) && letters.next().is_some_and(strong))
    })
}

/// `y` before a vowel is a consonant in Spanish.
fn consonant_y(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let is_consonant = |at: usize| {
        letters[at] == 'y' && letters.get(at + 1).is_some_and(|next| "aeiouáéíóú".contains(*next))
    };
    (0..letters.len()).map(|at| if is_consonant(at) { 'j' } else { letters[at] }).collect()
}

/// French: a syllable for each group of vowels; an `é` or a letter with a diaeresis is apart; an `e` or `es` at the end is mute.
fn french(word: &str) -> usize {
    // The `u` of `qu` and of `gue`, `gui` is not said; an elided word has no syllable of its own.
    let word = word.rsplit('\'').next().unwrap_or(word);
    let said = word.replace("qu", "q").replace("gue", "ge").replace("gui", "gi");
    let said = said
        .strip_suffix("ées")
        .or_else(|| said.strip_suffix("ée"))
        .map_or(said.clone(), |stem| format!("{stem}é"));
    let vowels = "aeiouyàâéèêëîïôöùûüœæ";
    let count =
        groups(&said, vowels, |pair| !pair.starts_with('é') && !pair.ends_with(['ï', 'ë', 'ü', 'é', 'è']));
    let stem = said.strip_suffix("es").or_else(|| said.strip_suffix('e')).unwrap_or_default();
    let is_mute = stem.chars().next_back().is_some_and(|last| !vowels.contains(last));
    if is_mute && count > 1 { count - 1 } else { count }
}

/// Groups of vowels; two neighbours are of one group if they are said as one.
fn groups(word: &str, vowels: &str, is_one: impl Fn(&str) -> bool) -> usize {
    let mut count = 0;
    let mut before: Option<usize> = None;
    for (at, letter) in word.char_indices() {
        if !vowels.contains(letter) {
            before = None;
            continue;
        }
        match before {
            Some(start) if is_one(&word[start..at + letter.len_utf8()]) => {}
            _ => count += 1,
        }
        before = Some(at);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_a_reader_says_them() {
        for (language, words) in [
            (
                "en",
                "we 1 data 2 privacy 3 information 4 people 2 used 1 deleted 3 business 2 rules 1 table 2 settled 2 \
                 created 3 GDPR 4 Harborlight 3 don't 1 user's 2 boss's 2 30 1 long-term 2 a@b.example 1 website 2 organization 5",
            ),
            (
                "de",
                "wir 1 Daten 2 Datenschutz 3 Auskunft 2 Information 4 Quelle 2 Familie 3 Behörde 3 bearbeiten 4 Betreuung 3",
            ),
            (
                "es",
                "datos 2 información 4 usted 2 país 2 tratamiento 4 teoría 4 quien 1 guerra 2 ayuda 3 y 1 leer 2 ciudad 2",
            ),
            (
                "fr",
                "nous 1 données 2 politique 3 que 1 personne 2 information 4 créer 2 longue 1 l'adresse 2 naïf 2 vie 1",
            ),
        ] {
            let words: Vec<&str> = words.split_whitespace().collect();
            for pair in words.chunks(2) {
                let [word, count] = pair else { panic!("a word and a number: {pair:?}") };
                assert_eq!(syllables(word, language).to_string(), *count, "{language}: {word}");
            }
        }
    }
}
