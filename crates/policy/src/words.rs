//! Plain words for the options of the dictionary, and the joining of lists.
//!
//! Sentences have at most 20 words, say what is done and never what might be.

/// "a, b and c".
pub(crate) fn join_and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Lower case at the start of own words, unless the first word is an abbreviation or a name of its own.
pub(crate) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second)
            if first.is_uppercase() && second.is_none_or(|second| !second.is_uppercase()) =>
        {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

pub(crate) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Lower case at the start where an English word stands there that is no name: "the last visit". Other words stay as
/// they are written, for a noun in German has a capital.
pub(crate) fn lower_article(text: &str) -> String {
    const SMALL: [&str; 12] =
        ["The", "A", "An", "Your", "Our", "Their", "Its", "Each", "Last", "End", "Date", "When"];
    let is_small = text.split(' ').next().is_some_and(|first| SMALL.contains(&first));
    if is_small { lower_first(text) } else { text.to_owned() }
}

/// Adds a full stop where the words end without one.
pub(crate) fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// A letter-and-digit form of a name, for ids.
pub(crate) fn slug(text: &str) -> String {
    let folded = candor_model::text::fold(text);
    let short: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(8).collect();
    if short.is_empty() { "unnamed".to_owned() } else { short.join("-") }
}

/// The condition of GDPR Art. 9(2) in a sentence.
pub(crate) fn art9_words(condition: &str) -> &'static str {
    match condition {
        "explicit_consent" => "You gave your clear consent to this use.",
        "employment" => "Employment or social security law asks for it.",
        "vital_interests" => "We use it to protect someone's life.",
        "nonprofit" => "We use it as a not-for-profit body, for our members.",
        "made_public" => "You made it public yourself.",
        "legal_claims" => "We use it for legal claims.",
        "public_interest" => "A law allows it for an important public interest.",
        "health_care" => "We use it to give health or social care.",
        "public_health" => "We use it to protect public health.",
        _ => "We use it for archives, research or statistics.",
    }
}

/// The safeguard of GDPR Art. 45 to 49 in a sentence.
pub(crate) fn safeguard_words(mechanism: &str) -> &'static str {
    match mechanism {
        "adequacy" => "A decision of the European Commission covers this transfer.",
        "scc" => "A contract with standard clauses of the European Commission protects it.",
        "bcr" => "Binding rules of the company group protect it.",
        "code_or_certification" => "An approved code or certificate protects it.",
        "public_instrument" => "An agreement between public bodies protects it.",
        "authorised_clauses" => "Contract clauses that a data protection authority approved protect it.",
        "explicit_consent" => "You agreed to this transfer.",
        _ => "We rely on an exception in Article 49 of the GDPR.",
    }
}

/// Where data comes from, in a sentence; `name` is the named source.
pub(crate) fn source_words(source: &str, name: Option<&str>) -> String {
    match (source, name) {
        ("person", _) => "You give it to us.".to_owned(),
        ("third_party", Some(name)) => format!("We get it from {name}."),
        ("third_party", None) => "We get it from someone else.".to_owned(),
        ("public", Some(name)) => format!("We take it from a public source: {name}."),
        ("public", None) => "We take it from public sources.".to_owned(),
        ("observed", _) => "We record it as you use our services.".to_owned(),
        _ => "We work it out from other data.".to_owned(),
    }
}

/// Statutory categories (Civ. Code 1798.140(v), (ae)): option id, plain name, statutory term.
pub(crate) const CALIFORNIA_CATEGORIES: [(&str, &str, &str); 12] = [
    ("identifiers", "Names, contact details and other ways to identify you", "identifiers"),
    ("customer_records", "Customer records", "customer records, Civ. Code 1798.80(e)"),
    ("protected_characteristics", "Traits protected by law", "characteristics of protected classifications"),
    ("commercial", "What you buy", "commercial information"),
    ("biometric", "Body measurements that identify you", "biometric information"),
    ("internet_activity", "What you do online", "internet or other electronic network activity"),
    ("geolocation", "Where you are", "geolocation data"),
    ("sensory", "Sound, pictures and video", "audio, electronic, visual or similar information"),
    ("employment", "Your work", "professional or employment-related information"),
    ("education", "Your education", "education information"),
    ("inferences", "What we conclude about you", "inferences"),
    ("sensitive", "Sensitive information", "sensitive personal information"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_as_people_write_them() {
        let items = |count: usize| {
            ["a", "b", "c"].iter().take(count).map(|item| item.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(join_and(&items(1)), "a");
        assert_eq!(join_and(&items(3)), "a, b and c");
        assert_eq!(lower_first("Contact details"), "contact details");
        assert_eq!(lower_first("IP address"), "IP address");
        assert_eq!(lower_article("The last visit"), "the last visit");
        assert_eq!(lower_article("Ende der Laufzeit"), "Ende der Laufzeit");
        assert_eq!(slug("A-01: Payroll & benefits"), "a-01-payroll-benefits");
    }

    #[test]
    fn every_choice_has_words_of_its_own() {
        let dictionary = candor_model::Dictionary::builtin();
        let options = |id| &dictionary.choice_list(dictionary.find_choices(id).unwrap()).options;
        let art9: std::collections::BTreeSet<_> =
            options("art9_condition").iter().map(|o| art9_words(&o.id)).collect();
        assert_eq!(art9.len(), options("art9_condition").len());
        let safeguards: std::collections::BTreeSet<_> =
            options("transfer_mechanism").iter().map(|option| safeguard_words(&option.id)).collect();
        assert_eq!(safeguards.len(), options("transfer_mechanism").len());
        let categories: Vec<_> = CALIFORNIA_CATEGORIES.iter().map(|category| category.0).collect();
        assert_eq!(categories, options("ccpa_category").iter().map(|option| &option.id).collect::<Vec<_>>());
    }
}
