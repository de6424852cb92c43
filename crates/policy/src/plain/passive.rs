//! Passive sentences: a form of "to be" (German "werden") and a participle that belong together.
//!
//! A rule of words, no grammar: it finds what the lists name. In German the participle may stand anywhere after or, in a
//! subordinate clause, right before the auxiliary; in the other languages only words of the list stand between.

use super::lists::Passive;

/// Is a sentence in the passive? The words are in small letters.
pub(super) fn is_passive(words: &[String], lists: &Passive) -> bool {
    let is_free = lists.between.iter().any(|word| word == "*");
    words.iter().enumerate().any(|(at, word)| {
        if !lists.auxiliaries.contains(word) {
            return false;
        }
        if is_free && at > 0 && is_participle(&words[at - 1], lists) {
            return true;
        }
        let after = &words[at + 1..];
        let stands_between = |word: &&String| is_free || is_between(word, lists);
        let skipped =
            after.iter().take_while(|word| !is_participle(word, lists) && stands_between(word)).count();
        after.get(skipped).is_some_and(|word| is_participle(word, lists))
    })
}

fn is_between(word: &str, lists: &Passive) -> bool {
    lists.between.iter().any(|between| between == word)
        || lists.between_endings.iter().any(|ending| fits(ending, word))
}

fn is_participle(word: &str, lists: &Passive) -> bool {
    let is_listed = |list: &[String]| list.iter().any(|listed| listed == word);
    if is_listed(&lists.not_participles) {
        return false;
    }
    is_listed(&lists.participles) || lists.endings.iter().any(|ending| fits(ending, word))
}

/// Does a word fit a pattern such as `-ed` or `ge-t`, where `-` is one letter or more?
fn fits(pattern: &str, word: &str) -> bool {
    let mut rest = word;
    let mut parts = pattern.split('-');
    let Some(start) = parts.next() else { return false };
    let Some(after) = rest.strip_prefix(start) else { return false };
    rest = after;
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.strip_suffix(last).is_some_and(|between| !between.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::lists::lists;

    #[test]
    fn passives_are_told_from_other_sentences() {
        for (language, passive, active) in [
            (
                "en",
                [
                    "your data is deleted",
                    "it was not always kept",
                    "data that is being shared with us",
                    "they are securely stored",
                    "names may be sold",
                ],
                [
                    "we delete your data",
                    "we are committed to you",
                    "the office is located here",
                    "we have deleted it",
                    "this is based on law",
                ],
            ),
            (
                "de",
                [
                    "ihre daten werden gelöscht",
                    "die daten werden nach zwei jahren an die post weitergegeben",
                    "wenn sie gespeichert werden",
                    "es wurde verschlüsselt",
                    "das wird nicht verarbeitet",
                ],
                [
                    "wir löschen ihre daten",
                    "wir werden ihre daten löschen",
                    "wir haben sie gelöscht",
                    "die daten sind gespeichert",
                    "sie werden kunde",
                ],
            ),
            (
                "fr",
                [
                    "vos données sont conservées",
                    "elles ne sont pas vendues",
                    "cela a été transmis",
                    "les noms sont ensuite effacés",
                    "elle doit être informée",
                ],
                [
                    "nous gardons vos données",
                    "elle est arrivée",
                    "nous avons effacé les noms",
                    "le siège est situé ici",
                    "c'est notre droit",
                ],
            ),
            (
                "es",
                [
                    "sus datos son tratados",
                    "no serán vendidos",
                    "han sido borrados",
                    "debe ser informada",
                    "son siempre guardados",
                ],
                [
                    "guardamos sus datos",
                    "es necesario",
                    "hemos borrado los datos",
                    "son datos",
                    "es un estado",
                ],
            ),
        ] {
            let lists = &lists(language).expect("a test may fail here").passive;
            let is = |sentence: &str| {
                is_passive(&sentence.split(' ').map(str::to_owned).collect::<Vec<_>>(), lists)
            };
            for sentence in passive {
                assert!(is(sentence), "{language}: `{sentence}` is passive");
            }
            for sentence in active {
                assert!(!is(sentence), "{language}: `{sentence}` is not passive");
            }
        }
    }
}
