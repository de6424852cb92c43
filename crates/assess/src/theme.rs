//! Themes: what a requirement is about, the same in every checklist (after the OECD privacy principles).

/// Id and label of every theme, in the order of reports.
pub const THEMES: &[(&str, &str)] = &[
    ("governance", "Governance"),
    ("records", "Records"),
    ("lawful_basis", "Legal basis"),
    ("minimisation", "Data minimisation"),
    ("transparency", "Notices"),
    ("consent_choice", "Consent and choice"),
    ("individual_rights", "People's rights"),
    ("retention", "Retention"),
    ("security", "Security"),
    ("access_control", "Access control"),
    ("vendors", "Vendors"),
    ("transfers", "Transfers"),
    ("incidents", "Incidents"),
    ("training", "Training"),
    ("risk_assessment", "Risk assessment"),
    ("children_sensitive", "Children and sensitive data"),
];

/// The label of a theme, or its id where it has none.
pub fn theme_label(id: &str) -> &str {
    THEMES.iter().find(|(theme, _)| *theme == id).map_or(id, |(_, label)| label)
}
