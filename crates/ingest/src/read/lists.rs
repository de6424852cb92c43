//! Lists in a cell: by line breaks, semicolons, bars, bullets, ` + `, and by commas where the column does so.

/// The items of a list, in order, trimmed, without bullets and numbers; never empty for a text with letters.
pub(crate) fn split_list(text: &str, comma_separates: bool) -> Vec<String> {
    let mut items = Vec::new();
    let mut depth = 0i32;
    let mut item = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        let alone = |other: usize| characters.get(other).is_some_and(|c| c.is_whitespace());
        let separates = match character {
            '\n' | '\r' | '\u{2028}' => true,
            ';' | '|' | '•' | '●' | '▪' | '·' => depth <= 0,
            '+' => depth <= 0 && index > 0 && alone(index - 1) && alone(index + 1),
            ',' => comma_separates && depth <= 0 && !between_digits(&characters, index),
            _ => false,
        };
        if separates {
            push_item(&mut items, &item);
            item.clear();
            if matches!(character, '\n' | '\r') {
                depth = 0;
            }
        } else {
            item.push(character);
        }
    }
    push_item(&mut items, &item);
    items
}

fn between_digits(characters: &[char], index: usize) -> bool {
    let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    index > 0 && digit(characters.get(index - 1)) && digit(characters.get(index + 1))
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
    let folded: String = item.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    FORMS.contains(&folded.as_str())
}

/// Takes off `- `, `* `, `1. `, `a) `.
fn without_bullet(item: &str) -> &str {
    let rest = item.trim_start_matches(['-', '–', '*', '►', '➢', '✓', 'o']);
    if rest.len() < item.len() && rest.starts_with(char::is_whitespace) {
        return rest.trim();
    }
    match item.split_once(['.', ')']) {
        Some((number, rest))
            if number.len() <= 2
                && !number.is_empty()
                && (number.chars().all(|c| c.is_ascii_digit())
                    || (number.len() == 1 && number.chars().all(|c| c.is_ascii_lowercase())))
                && rest.starts_with(' ') =>
        {
            rest.trim()
        }
        _ => item,
    }
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
            ("Cloud Example, Inc., Acme", true, vec!["Cloud Example, Inc.", "Acme"]),
            ("Web + App", false, vec!["Web", "App"]),
            ("12,400 people", true, vec!["12,400 people"]),
        ] {
            assert_eq!(split_list(text, comma), items, "{text}");
        }
    }
}
