//! Letters that were garbled before a file came here: UTF-8 that some program read as Windows-1252 or Mac Roman and
//! wrote again, once or twice. Each is told with what it probably was; no cell is changed.

use candor_model::text::shorten;
use candor_model::{Place, Problem, Severity, column_letters};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

use crate::grid::{Grid, Source};

/// Letters that the first byte of a garbled letter becomes; a text without any is not garbled.
const LEADS: [char; 14] = ['Ã', 'Â', 'Ä', 'Å', 'â', 'Ð', 'Ñ', 'Î', '√', '¬', 'ƒ', '≈', '‚', '‰'];

/// What is left of a quotation mark whose last byte was lost.
const REMAINS: [&str; 2] = ["‰Û", "â€"];

/// The garbled texts of a sheet: the first with its likely repair, the others folded into it.
pub(crate) fn problem(file: &str, sheet: &str, grid: &Grid) -> Option<Problem> {
    let garbled: Vec<bool> =
        grid.contents().map(|content| content.source == Source::Text && is_garbled(&content.text)).collect();
    if !garbled.contains(&true) {
        return None;
    }
    let mut found: Option<Problem> = None;
    for row in grid.rows() {
        for (column, id) in row.cells() {
            if !garbled[id as usize] {
                continue;
            }
            let content = grid.content(id);
            let place = || Place {
                file: file.to_owned(),
                sheet: sheet.to_owned(),
                cell: format!("{}{}", column_letters(column), row.number),
            };
            match &mut found {
                Some(problem) => problem.fold(place),
                None => found = Some(told(place(), &content.text)),
            }
        }
    }
    found
}

fn told(place: Place, text: &str) -> Problem {
    let sample = words(text).find(|word| is_garbled(word)).unwrap_or(text);
    let shown = shorten(sample, 60);
    let message = match repaired_word(sample) {
        Some(repair) => format!("letters were garbled: `{shown}` is probably `{}`", shorten(&repair, 60)),
        None => format!("letters were garbled before the file came here, for example `{shown}`"),
    };
    let help = "export it again as UTF-8 from where it came from; the cells are kept as they are";
    Problem::new(Severity::Warning, "encoding-mojibake", place, message, help)
}

/// Can something in a text be garbled? Hardly any text takes more than the first look.
fn has_lead(text: &str) -> bool {
    !text.is_ascii() && text.contains(LEADS)
}

fn is_garbled(text: &str) -> bool {
    has_lead(text)
        && words(text)
            .any(|word| repaired_word(word).is_some() || REMAINS.iter().any(|sign| word.contains(sign)))
}

/// What a text probably was, for comparing it with known words; `None` if nothing in it was garbled.
pub(crate) fn repaired(text: &str) -> Option<String> {
    if !has_lead(text) {
        return None;
    }
    let mut repair = text.to_owned();
    for word in words(text) {
        if let Some(better) = repaired_word(word) {
            repair = repair.replace(word, &better);
        }
    }
    (repair != text).then_some(repair)
}

/// Parts between spaces and separators. A space that does not break is the second half of a garbled `à`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r', ';', ',', '"', '(', ')', '/']).filter(|word| !word.is_ascii())
}

/// Goes back one or two wrong readings.
fn repaired_word(word: &str) -> Option<String> {
    if !has_lead(word) {
        return None;
    }
    let once = |text: &str| {
        let by_mac = || reread(text, WINDOWS_1252, MACINTOSH).and_then(|text| as_utf_8(&text, WINDOWS_1252));
        as_utf_8(text, WINDOWS_1252).or_else(|| as_utf_8(text, MACINTOSH)).or_else(by_mac)
    };
    let first = once(word)?;
    Some(once(&first).filter(|second| second.chars().count() < first.chars().count()).unwrap_or(first))
}

/// The bytes of a text in one encoding, read as UTF-8; `None` unless these are UTF-8 with letters beyond ASCII.
fn as_utf_8(text: &str, written: &'static Encoding) -> Option<String> {
    let (bytes, _, lossy) = written.encode(text);
    let read = std::str::from_utf8(&bytes).ok().filter(|_| !lossy)?;
    let is_text =
        |c: char| c.is_alphanumeric() || c.is_ascii() || ('\u{a0}'..='\u{bf}').contains(&c) || is_sign(c);
    (read != text && !read.is_ascii() && read.chars().all(is_text)).then(|| read.to_owned())
}

/// Quotation marks, dashes, currency signs and the like.
fn is_sign(c: char) -> bool {
    ('\u{2010}'..='\u{2044}').contains(&c)
        || matches!(c, '€' | '™' | '×' | '÷')
        || !c.is_control() && c > '\u{2100}'
}

fn reread(text: &str, written: &'static Encoding, read: &'static Encoding) -> Option<String> {
    let (bytes, _, lossy) = written.encode(text);
    (!lossy).then(|| read.decode_without_bom_handling(&bytes).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_readings_are_gone_back() {
        for (garbled, right) in [
            ("GesellschaftsverhÃ¤ltnis", "Gesellschaftsverhältnis"),
            ("GesellschaftsverhÃƒÂ¤ltnis", "Gesellschaftsverhältnis"),
            ("DonnÃ©es de santÃ©", "Données de santé"),
            ("dÃ©jÃ\u{a0} lÃ\u{a0}", "déjà là"),
            ("wynagrodzeÅ„", "wynagrodzeń"),
            ("Verh√§ltnis", "Verhältnis"),
            ("â€œBrückeâ€", ""),
            ("Caf\u{c3}\u{a9}", "Café"),
            ("‰ÛÏtrained", "“trained"),
        ] {
            assert_eq!(repaired(garbled).unwrap_or_default(), right, "{garbled}");
        }
        for fine in
            ["São João", "INFORMAÇÕES", "Ærø", "Ångström", "Île-de-France", "MAÇÃ", "10 ‰", "Ärzte", "Ñandú"]
        {
            assert_eq!(repaired(fine), None, "{fine}");
            assert!(!is_garbled(fine), "{fine}");
        }
    }
}
