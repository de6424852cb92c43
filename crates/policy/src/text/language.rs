//! Which language a text is in: told by its commonest small words, for many pages declare the language of the program
//! that made them.

/// Small words that only one of these languages has, or that are far more frequent in it.
const SMALL: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "you", "your", "we", "our", "is", "are", "for", "with", "this", "that",
            "not", "it",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "wir", "sie", "ist", "sind", "nicht", "mit", "ihre", "ihrer", "zu",
            "von", "für", "den",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "vous", "nous", "vos", "est", "sont", "pour", "avec", "du", "une",
            "dans", "ne", "pas",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "usted", "sus", "es", "son", "para", "con", "del", "una", "por", "su",
            "sin", "al",
        ],
    ),
];
/// One word in so many is a small one, at least, in a text that is recognised.
const SHARE: usize = 12;

/// The language with the most small words, if they are frequent and it has twice as many as any other.
pub(super) fn recognised<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut counts = [0_usize; SMALL.len()];
    let mut all = 0;
    for text in texts {
        for word in super::words(text) {
            all += 1;
            let word = word.to_lowercase();
            for (count, (_, small)) in counts.iter_mut().zip(&SMALL) {
                *count += usize::from(small.contains(&word.as_str()));
            }
        }
    }
    let best = (0..SMALL.len()).max_by_key(|index| counts[*index])?;
    let second = (0..SMALL.len()).filter(|index| *index != best).map(|index| counts[index]).max()?;
    let is_sure = counts[best] * SHARE >= all && counts[best] >= second * 2 && counts[best] > 1;
    is_sure.then_some(SMALL[best].0)
}

/// The language of a tag such as `de-AT` (BCP 47).
pub(super) fn code(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    ((2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}
