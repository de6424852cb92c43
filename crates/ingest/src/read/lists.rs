//! Lists in a cell: by line breaks, semicolons, bars, bullets, ` + `, by numbers (`1. x 2. y`, `(a) x (b) y`), and by
//! commas where the column does so.

/// The items of a list, in order, trimmed, without bullets and numbers; never empty for a text with letters.
pub(crate) fn split_list(text: &str, comma_separates: bool) -> Vec<String> {
    let mut items = Vec::new();
    let numbered = numbered_parts(text);
    if numbered.len() > 1 {
        numbered.iter().for_each(|part| push_item(&mut items, part));
        return items;
    }
    let mut depth = 0i32;
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut letters = text.char_indices();
    while let Some((at, character)) = letters.next() {
        let after = letters.clone().next().map(|(_, character)| character);
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        let between =
            |is: fn(&char) -> bool| before.as_ref().is_some_and(is) && after.as_ref().is_some_and(is);
        let separates = match character {
            '\n' | '\r' | '\u{2028}' => true,
            ';' | '|' | '•' | '●' | '▪' | '·' => depth <= 0,
            '+' => depth <= 0 && between(|letter| letter.is_whitespace()),
            // Not that of `1,000`.
            ',' => comma_separates && depth <= 0 && !between(char::is_ascii_digit),
            _ => false,
        };
        if separates {
            push_item(&mut items, &text[start..at]);
            start = letters.offset();
            if matches!(character, '\n' | '\r') {
                depth = 0;
            }
        }
        before = Some(character);
    }
    push_item(&mut items, &text[start..]);
    items
}

fn push_item(items: &mut Vec<String>, item: &str) {
    let item = without_bullet(item.trim());
    if !item.chars().any(char::is_alphanumeric) {
        return;
    }
    match items.last_mut() {
        // The comma of "Cloud Example, Inc." separates no names.
        Some(name) if is_legal_form(item) => {
            name.push_str(", ");
            name.push_str(item);
        }
        _ => items.push(item.to_owned()),
    }
}

fn is_legal_form(item: &str) -> bool {
    const FORMS: [&str; 16] = [
        "inc",
        "ltd",
        "llc",
        "corp",
        "co",
        "plc",
        "lp",
        "llp",
        "limited",
        "gmbh",
        "ag",
        "sa",
        "bv",
        "nv",
        "pbc",
        "incorporated",
    ];
    let letters = || item.chars().filter(|c| c.is_alphanumeric());
    let longest = FORMS.iter().map(|form| form.len()).max().unwrap_or_default();
    if letters().nth(longest).is_some() {
        return false;
    }
    let folded = letters().collect::<String>().to_lowercase();
    FORMS.contains(&folded.as_str())
}

/// Takes off `- `, `* `, `1. `, `a) `, `(2) `.
fn without_bullet(item: &str) -> &str {
    const SIGNS: [char; 15] = ['-', '–', '—', '*', '►', '➢', '✓', '★', '▪', '■', '→', '‣', '◦', '○', 'o'];
    let rest = item.trim_start_matches(SIGNS);
    if rest.len() < item.len() && rest.starts_with(char::is_whitespace) {
        return rest.trim();
    }
    match mark(item) {
        Some(mark) if mark.is_firm || mark.number.len() <= 2 => item[mark.length..].trim(),
        _ => item,
    }
}

/// The number of an item at the start of a text: `1. `, `2) `, `(b) `, `iv) `.
struct Mark<'a> {
    number: &'a str,
    /// In bytes, with its signs.
    length: usize,
    /// Brackets make no other sense; a number with a point may end a sentence.
    is_firm: bool,
}

fn mark(text: &str) -> Option<Mark<'_>> {
    let opened = text.starts_with('(');
    let inner = &text[usize::from(opened)..];
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (number, rest) = inner.split_at(end);
    let digits = !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase());
    let roman = ROMAN.contains(&number);
    let signs = usize::from(opened) + number.len() + 1;
    let after = text.get(signs..)?;
    // "1.Name" is numbered, "1.5" and "(b)(7)" are not.
    let close = after.starts_with(char::is_whitespace)
        || (digits && !opened && after.starts_with(char::is_alphabetic));
    let fits = (rest.starts_with(')') && (digits || letter || roman))
        || (rest.starts_with('.') && !opened && digits)
        || (rest.starts_with('.') && !opened && letter && number != "z" && after.starts_with(' '));
    (fits && close).then_some(Mark { number, length: signs, is_firm: rest.starts_with(')') })
}

const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// The parts of a text that counts its items in one line: it begins with the first number, and the next ones follow
/// in order. A single part for a text that does not.
fn numbered_parts(text: &str) -> Vec<&str> {
    let text = text.trim();
    let Some(first) = mark(text) else { return vec![text] };
    let order: Vec<String> = match first.number {
        "1" => (1..100).map(|number| number.to_string()).collect(),
        "a" => ('a'..='z').map(String::from).collect(),
        "i" => ROMAN.map(str::to_owned).to_vec(),
        _ => return vec![text],
    };
    let mut starts = vec![0];
    for (at, _) in text.match_indices(char::is_whitespace) {
        let rest = text[at..].trim_start();
        let next = mark(rest).filter(|mark| mark.is_firm == first.is_firm);
        if next.is_some_and(|mark| order.get(starts.len()).is_some_and(|number| number == mark.number)) {
            starts.push(text.len() - rest.len());
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(from, until)| text[*from..until].trim().trim_end_matches([',', ';']))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split_at_what_separates_them() {
        for (text, comma, items) in [
            ("Identity;Contact", false, vec!["Identity", "Contact"]),
            ("Name, Address, Phone", true, vec!["Name", "Address", "Phone"]),
            ("Acme, Inc.", false, vec!["Acme, Inc."]),
            ("Carriers (Road, Air), Banks", true, vec!["Carriers (Road, Air)", "Banks"]),
            ("- Name\n- Email\n• Phone", false, vec!["Name", "Email", "Phone"]),
            ("1. Pay\n2. Tax", false, vec!["Pay", "Tax"]),
            ("1. Pay 2. Tax 3. Leave", false, vec!["Pay", "Tax", "Leave"]),
            ("1) Pay, bonus; 2) Tax", true, vec!["Pay, bonus", "Tax"]),
            ("(a) Pay (b) Tax", false, vec!["Pay", "Tax"]),
            ("i) Pay ii) Tax", false, vec!["Pay", "Tax"]),
            ("1.Pay\n2.Tax", false, vec!["Pay", "Tax"]),
            ("(1) Pay; (2) Tax", false, vec!["Pay", "Tax"]),
            ("Version 1. 2 items", false, vec!["Version 1. 2 items"]),
            ("1.5 hours, 2.5 hours", false, vec!["1.5 hours, 2.5 hours"]),
            ("Cloud Example, Inc., Acme", true, vec!["Cloud Example, Inc.", "Acme"]),
            ("Web + App", false, vec!["Web", "App"]),
            ("12,400 people", true, vec!["12,400 people"]),
        ] {
            assert_eq!(split_list(text, comma), items, "{text}");
        }
    }
}
