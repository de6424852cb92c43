//! Texts that a spreadsheet program would take for a formula, and the guard against it in text files
//! (CWE-1236; OWASP, CSV Injection).
//!
//! Invariant: what [`guarded`] writes, [`unguarded`] reads back, whatever the text.

use std::borrow::Cow;

/// The mark before a text that is no formula: Excel's own sign for text.
const GUARD: char = '\'';

/// What begins a formula; the wide forms of East Asian keyboards do too.
const TRIGGERS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Signs at which a program may split a text file, whatever it was written with: a cell can begin behind each.
const SEPARATORS: [char; 6] = [',', ';', '\t', '\n', '\r', '"'];

/// Letters that nobody sees, and that a program may drop: zero-width spaces and joiners, soft hyphens, byte order marks.
const UNSEEN: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// Would a spreadsheet program take a cell with this text for a formula? Spaces before it do not protect; control
/// characters and letters that nobody sees may be dropped.
pub fn begins_formula(text: &str) -> bool {
    let is_space = |sign: char| sign.is_whitespace() && !sign.is_control() || UNSEEN.contains(&sign);
    text.starts_with(char::is_control) || text.trim_start_matches(is_space).starts_with(TRIGGERS)
}

/// A text for a cell of a text file: a `'` stands before what would begin a formula, at its beginning and behind every
/// sign at which a program may split it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let guards: Vec<usize> = beginnings(text).map(|beginning| beginning.at).collect();
    if guards.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + guards.len());
    let mut done = 0;
    for at in guards {
        safe.push_str(&text[done..at]);
        safe.push(GUARD);
        done = at;
    }
    safe.push_str(&text[done..]);
    Cow::Owned(safe)
}

/// The text of a cell of a text file without its guards.
pub fn unguarded(text: &str) -> Cow<'_, str> {
    if !text.contains(GUARD) {
        return Cow::Borrowed(text);
    }
    let guards: Vec<usize> = beginnings(text).filter(|one| one.has_guard).map(|one| one.at).collect();
    if guards.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut done = 0;
    for at in guards {
        plain.push_str(&text[done..at]);
        done = at + GUARD.len_utf8();
    }
    plain.push_str(&text[done..]);
    Cow::Owned(plain)
}

/// Where a formula would begin, were there no guard.
struct Beginning {
    at: usize,
    has_guard: bool,
}

fn beginnings(text: &str) -> impl Iterator<Item = Beginning> + '_ {
    let behind = text.char_indices().filter(|(_, sign)| SEPARATORS.contains(sign));
    let places = std::iter::once(0).chain(behind.map(|(at, sign)| at + sign.len_utf8()));
    places.filter_map(|at| {
        let bare = text[at..].trim_start_matches(GUARD);
        let begins = if at == 0 { begins_formula(bare) } else { bare.starts_with(TRIGGERS) };
        begins.then(|| Beginning { at, has_guard: text[at..].starts_with(GUARD) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_begin_a_formula_is_guarded_and_read_back() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("\u{200b}=pwn()", "'\u{200b}=pwn()"),
            ("\tx", "'\tx"),
            ("\r=x", "'\r'=x"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''", "''"),
            ("rock 'n' roll", "rock 'n' roll"),
            ("a;=HYPERLINK(\"-x\")", "a;'=HYPERLINK(\"'-x\")"),
            ("one\n- two", "one\n'- two"),
            ("Email, +1 800", "Email, +1 800"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), safe);
            assert_eq!(unguarded(safe), text);
        }
    }

    #[test]
    fn every_text_of_the_dangerous_signs_comes_back() {
        let signs = ['\'', '=', '-', ',', '\n', ' ', '"', 'a'];
        for number in 0..signs.len().pow(5) {
            let text: String =
                (0..5).map(|place| signs[number / signs.len().pow(place) % signs.len()]).collect();
            let safe = guarded(&text).into_owned();
            assert_eq!(unguarded(&safe), text, "{safe}");
            assert!(!begins_formula(&safe), "{safe}");
            let cells = safe.split(SEPARATORS);
            assert!(cells.into_iter().all(|cell| !cell.starts_with(TRIGGERS)), "{safe}");
        }
    }
}
