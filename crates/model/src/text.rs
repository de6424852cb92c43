//! Folding of text for comparison: case, accents, punctuation and spaces do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents (`ä` becomes `a`, `ß` becomes `ss`), every run of other characters one space.
///
/// `PascalCase` and `snake_case` are split into words: `RetentionMonths` is `retention months`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut previous_lower = false;
    let mut space = false;
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        if character == '\'' || character == '\u{2019}' {
            continue;
        }
        if !character.is_alphanumeric() {
            space = true;
            previous_lower = false;
            continue;
        }
        if character.is_uppercase() && previous_lower {
            space = true;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        previous_lower = character.is_lowercase();
        match character {
            'ß' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            _ => folded.extend(character.to_lowercase()),
        }
    }
    folded
}

/// Folds like [`fold`], and `ae`, `oe`, `ue` to `a`, `o`, `u`, so that `Empfaenger` is `Empfänger`.
pub fn fold_umlauts(text: &str) -> String {
    fold(text).replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

/// Folds a name of a person, company or system so that usual spellings agree: legal forms are left out.
pub fn fold_name(text: &str) -> String {
    const FORMS: [&str; 32] = [
        "ltd", "limited", "llc", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "llp", "gmbh",
        "ag", "kg", "ug", "se", "mbh", "sa", "sas", "sarl", "sl", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps",
        "pty", "pvt", "ev",
    ];
    let folded = fold_umlauts(text);
    let kept: Vec<&str> = folded.split(' ').filter(|word| !FORMS.contains(word)).collect();
    if kept.is_empty() { folded } else { kept.join(" ") }
}

/// One line of text: every run of white space is one space, none at the ends.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `limit` characters, with an ellipsis where something was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= limit {
        return line;
    }
    let mut cut: String = line.chars().take(limit.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_accents_and_punctuation() {
        for (text, folded) in [
            ("  Durée de\u{a0}conservation\n(mois) ", "duree de conservation mois"),
            ("RetentionMonths", "retention months"),
            ("DPIARequired", "dpiarequired"),
            ("data_subject", "data subject"),
            ("Children's Data (Y/N)", "childrens data y n"),
            ("Maßnahmen", "massnahmen"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(fold_umlauts("Empfaenger"), fold_umlauts("Empfänger"));
    }

    #[test]
    fn shortening_counts_characters() {
        assert_eq!(shorten("ääää", 4), "ääää");
        assert_eq!(shorten("abc def", 5), "abc…");
    }
}
