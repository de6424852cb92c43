//! `HYPERLINK` formulas that were saved without their result: what they would show stands in the formula itself.

/// The text that a `HYPERLINK` formula shows, if it is written in it: its second argument, else the address.
pub(super) fn shown_text(formula: &str) -> Option<String> {
    let formula = formula.trim().trim_start_matches('=');
    let name = formula.get(..NAME.len())?;
    if !name.eq_ignore_ascii_case(NAME) {
        return None;
    }
    let (address, rest) = literal(&formula[NAME.len()..])?;
    let rest = rest.trim_start();
    match rest.strip_prefix([',', ';']) {
        Some(rest) => literal(rest).map(|(text, _)| text),
        None => rest.starts_with(')').then_some(address),
    }
}

const NAME: &str = "HYPERLINK(";

/// A text in quotes at the start, quotes in it doubled, and what follows.
fn literal(formula: &str) -> Option<(String, &str)> {
    let inner = formula.trim_start().strip_prefix('"')?;
    let mut text = String::new();
    let mut rest = inner;
    loop {
        let end = rest.find('"')?;
        text.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => rest = after,
            None => return Some((text, rest)),
        }
        text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::shown_text;

    #[test]
    fn the_text_of_a_link_is_read_from_its_formula() {
        let text = |formula| shown_text(formula).unwrap_or_default();
        assert_eq!(
            text(r#"HYPERLINK("https://ferrow.example","Ferrow ""Fast"" Couriers")"#),
            r#"Ferrow "Fast" Couriers"#
        );
        assert_eq!(text(r#"=Hyperlink( "https://a.example" ; "A" )"#), "A");
        assert_eq!(text(r#"HYPERLINK("https://a.example")"#), "https://a.example");
        assert_eq!(shown_text(r#"HYPERLINK("https://a.example",B2)"#), None);
        assert_eq!(shown_text("SUM(A1:A2)"), None);
    }
}
