//! Folding of text for comparison: case, accents, punctuation and spaces do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents (`ä` becomes `a`, `ß` becomes `ss`), every run of other characters one space.
///
/// `PascalCase` and `snake_case` are split into words: `RetentionMonths` is `retention months`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { fold_ascii(text) } else { fold_any(text) }
}

/// Like [`fold_any`], of a text that has no letters to take apart.
fn fold_ascii(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len() + 4);
    let mut previous_lower = false;
    let mut space = false;
    for byte in text.bytes().filter(|byte| *byte != b'\'') {
        let (is_lower, is_upper) = (byte.is_ascii_lowercase(), byte.is_ascii_uppercase());
        if !is_lower && !is_upper && !byte.is_ascii_digit() {
            space = true;
            previous_lower = false;
            continue;
        }
        space |= is_upper && previous_lower;
        if space && !folded.is_empty() {
            folded.push(b' ');
        }
        space = false;
        previous_lower = is_lower;
        folded.push(byte.to_ascii_lowercase());
    }
    String::from_utf8(folded).unwrap_or_default()
}

fn fold_any(text: &str) -> String {
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
    let mut folded = fold(text);
    let mut taken = ' ';
    // The `e` behind one of these goes, once.
    folded.retain(|letter| {
        let is_kept = letter != 'e' || !matches!(taken, 'a' | 'o' | 'u');
        taken = letter;
        is_kept
    });
    folded
}

/// Like [`fold`], but no word is split: `GmbH` and `McNeil` are one word each.
pub fn plain(text: &str) -> String {
    fold(&text.to_lowercase())
}

/// Is a text this one after [`plain`]? Most are not, and their first letters tell it.
pub fn is_plainly(text: &str, folded: &str) -> bool {
    if !text.is_ascii() {
        return plain(text) == folded;
    }
    let mut wanted = folded.bytes();
    let (mut has_begun, mut space) = (false, false);
    for byte in text.bytes().filter(|byte| *byte != b'\'') {
        if !byte.is_ascii_alphanumeric() {
            space = has_begun;
            continue;
        }
        if std::mem::take(&mut space) && wanted.next() != Some(b' ') {
            return false;
        }
        has_begun = true;
        if wanted.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
    }
    wanted.next().is_none()
}

/// Endings of names that do not tell companies apart, folded.
const LEGAL_FORMS: &[&str] = &[
    "a s",
    "ab",
    "ag",
    "aps",
    "as",
    "b v",
    "bv",
    "bvba",
    "co",
    "co kg",
    "company",
    "corp",
    "corporation",
    "d o o",
    "doo",
    "e k",
    "e v",
    "ek",
    "ev",
    "gesmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "l l c",
    "l l p",
    "limited",
    "limited liability company",
    "llc",
    "llp",
    "ltd",
    "mbh",
    "n v",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "p l c",
    "plc",
    "pty",
    "pvt",
    "s a",
    "s a r l",
    "s a s",
    "s l",
    "s p a",
    "s r l",
    "s r o",
    "sa",
    "sarl",
    "sas",
    "sasu",
    "se",
    "sl",
    "sp z o o",
    "spa",
    "sprl",
    "srl",
    "sro",
    "ug",
];

/// Folds a name of a person, company or system so that usual spellings agree: `Müller GmbH & Co. KG` is
/// `Mueller`. Legal forms are left out at the end only, and never the whole name.
pub fn fold_name(text: &str) -> String {
    let folded = fold_umlauts(&text.to_lowercase());
    let mut rest = folded.as_str();
    while let Some(shorter) = LEGAL_FORMS
        .iter()
        .filter_map(|form| rest.strip_suffix(form)?.strip_suffix(' '))
        .min_by_key(|shorter| shorter.len())
    {
        rest = shorter;
    }
    rest.to_owned()
}

/// Bytes as digits.
///
/// ```
/// assert_eq!(candor_model::text::hexadecimal(&[0, 10, 255]), "000aff");
/// ```
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

/// One line of text: every run of white space is one space, none at the ends.
pub fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Is this plainly what [`one_line`] would make of it?
fn is_one_line(text: &str) -> bool {
    let mut follows_space = true;
    let is_kept = |byte: u8| {
        let is_space = byte == b' ';
        let is_kept = byte.is_ascii_graphic() || (is_space && !follows_space);
        follows_space = is_space;
        is_kept
    };
    text.bytes().all(is_kept) && !text.ends_with(' ')
}

/// How alike two words are at least, from 0 to 1, so that one can be meant by the other.
const NEAR: f64 = 0.6;

/// The known word that is nearest to one that is not known, if one is near; of several the first in the alphabet.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|other| (strsim::normalized_damerau_levenshtein(word, other), other))
        .filter(|(near, _)| *near >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, other)| other)
}

/// At most `limit` characters, with an ellipsis where something was cut.
pub fn shorten(text: &str, limit: usize) -> String {
    let line = one_line(text);
    // A text has no more characters than bytes.
    if line.len() <= limit || line.chars().count() <= limit {
        return line;
    }
    let mut cut: String = line.chars().take(limit.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// A number with a comma between its thousands: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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
    fn plain_letters_are_folded_as_any_others() {
        let signs: String = (0u8..128).map(char::from).collect();
        for text in [signs.as_str(), "RetentionMonths", "Children's data", " a--B'c ", "aB1C", ""] {
            assert_eq!(fold_ascii(text), fold_any(text), "{text:?}");
        }
    }

    #[test]
    fn plain_text_keeps_words_whole() {
        assert_eq!(plain("  McNeil GmbH"), "mcneil gmbh");
        assert_eq!(plain("Café «Zoë»"), "cafe zoe");
    }

    #[test]
    fn a_text_is_plainly_what_it_is_folded_to_and_nothing_else() {
        let signs: String = (0u8..128).map(char::from).collect();
        let texts =
            [signs.as_str(), "", "'", " - ", "a", "a b", " a--B'c ", "abc", "a b c", "Café", "cafe", "cafes"];
        for text in texts {
            for other in texts.map(plain) {
                assert_eq!(is_plainly(text, &other), plain(text) == other, "{text:?} and {other:?}");
            }
        }
    }

    #[test]
    fn names_are_told_apart_without_their_legal_form() {
        for (name, stem) in [
            ("Deskline Support Ltd.", "deskline support"),
            ("Muster GmbH & Co. KG", "muster"),
            ("Muster GmbH", "muster"),
            ("MUSTER GMBH", "muster"),
            ("Fleurs S.A.R.L.", "fleurs"),
            ("Fleurs S.à r.l.", "fleurs"),
            ("Acme, Inc.", "acme"),
            ("Acme L.L.C.", "acme"),
            ("Nowak Sp. z o.o.", "nowak"),
            ("Hansen A/S", "hansen"),
            ("SAS", "sas"),
            ("SAS Institute Inc.", "sas institute"),
            ("Co Working Space Ltd", "co working space"),
            ("Costa", "costa"),
            ("", ""),
        ] {
            assert_eq!(fold_name(name), stem, "{name}");
        }
        assert_eq!(fold_name("Mueller GmbH"), fold_name("Müller"));
    }

    #[test]
    fn shortening_counts_characters() {
        assert_eq!(shorten("ääää", 4), "ääää");
        assert_eq!(shorten("abc def", 5), "abc…");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
    }
}
