//! Numbers and amounts of money, with thousands and decimal signs of either convention.

/// Who is counted, where a count says it: "12 people".
const PEOPLE: [&str; 19] = [
    " people",
    " persons",
    " person",
    " individuals",
    " individual",
    " customers",
    " patients",
    " employees",
    " clients",
    " records",
    " data subjects",
    " personen",
    " betroffene",
    " kunden",
    " datensätze",
    " personnes",
    " personne",
    " personas",
    " persone",
];

/// The number a text says, if it is one: `620`, `1,234`, `1.234,5`, `12'000`, `85 %`.
pub(super) fn number(text: &str) -> Option<f64> {
    const ABOUT: [&str; 22] = [
        "cirka ",
        "cca ",
        "noin ",
        "około ",
        "ok. ",
        "aprox.",
        "aproximadamente ",
        "alrededor de ",
        "cerca de ",
        "ongeveer ",
        "ca.",
        "ca ",
        "circa ",
        "approx.",
        "approx ",
        "approximately ",
        "about ",
        "around ",
        "etwa ",
        "rund ",
        "env.",
        "environ ",
    ];
    let lower = text.trim().to_lowercase();
    let text = ABOUT.iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let text = text.trim().trim_start_matches(['~', '≈', '±']).trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let text = PEOPLE.iter().find_map(|noun| text.strip_suffix(noun)).unwrap_or(text).trim();
    let compact: String =
        text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')).collect();
    if compact.is_empty() || !compact.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if !compact.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')) {
        return None;
    }
    normal_form(&compact).parse().ok()
}

/// Decides which of `.` and `,` is the decimal sign: the last one, unless it groups thousands.
fn normal_form(text: &str) -> String {
    let last = text.rfind(['.', ',']);
    let Some(last) = last else { return text.to_owned() };
    let sign = text.as_bytes()[last];
    let decimals = text.len() - last - 1;
    let others = text.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let same = text.bytes().filter(|byte| *byte == sign).count();
    // `1,234` and `12.400` group thousands; `0,125` and `1234,567` cannot.
    let leading = text[..last].trim_start_matches(['-', '+']);
    let groups = decimals == 3 && (same > 1 || (leading.len() <= 3 && leading != "0" && others == same));
    let whole: String = text[..last].chars().filter(|c| !matches!(c, '.' | ',')).collect();
    if groups { format!("{whole}{}", &text[last + 1..]) } else { format!("{whole}.{}", &text[last + 1..]) }
}

/// Amount and ISO currency code: `€ 10`, `USD 48,000,000`, `25 EUR`, `$48m`.
pub(super) fn money(text: &str) -> Option<(f64, Option<String>)> {
    let upper = text.trim().to_uppercase();
    let currency = [
        ("€", "EUR"),
        ("EUR", "EUR"),
        ("US$", "USD"),
        ("USD", "USD"),
        ("$", "USD"),
        ("£", "GBP"),
        ("GBP", "GBP"),
        ("CHF", "CHF"),
    ]
    .into_iter()
    .find(|(sign, _)| upper.contains(sign));
    let mut rest = upper.clone();
    if let Some((sign, code)) = currency {
        rest = rest.replace(sign, "").replace(code, "");
    }
    let rest = rest.trim();
    let (digits, factor) = match rest {
        _ if rest.ends_with("MILLION") => (rest.trim_end_matches("MILLION"), 1e6),
        _ if rest.ends_with('M') => (rest.trim_end_matches('M'), 1e6),
        _ if rest.ends_with('K') => (rest.trim_end_matches('K'), 1e3),
        _ => (rest, 1.0),
    };
    number(digits).map(|amount| (amount * factor, currency.map(|(_, code)| code.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_either_convention_are_read() {
        for (text, value) in [
            ("620", Some(620.0)),
            ("1,234", Some(1234.0)),
            ("12.400", Some(12400.0)),
            ("1.234,5", Some(1234.5)),
            ("0,125", Some(0.125)),
            ("3.5", Some(3.5)),
            ("1 234 567", Some(1_234_567.0)),
            ("85 %", Some(85.0)),
            ("ca. 9,500", Some(9500.0)),
            ("cirka 40", Some(40.0)),
            ("500+", None),
            ("500-999", None),
            ("many", None),
        ] {
            assert_eq!(number(text), value, "{text}");
        }
        assert_eq!(money("USD 48,000,000"), Some((48e6, Some("USD".to_owned()))));
        assert_eq!(money("25 €"), Some((25.0, Some("EUR".to_owned()))));
    }
}
