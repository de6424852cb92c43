//! Words around a named value that deny it or take it back.
//!
//! All texts are folded.

const DENIALS: [&str; 30] = [
    "no", "not", "cannot", "never", "non", "without", "kein", "keine", "keinen", "nicht", "ohne", "pas",
    "sans", "aucun", "aucune", "sin", "senza", "nessun", "geen", "niet", "zonder", "sem", "nao", "bez",
    "brak", "nie", "ej", "inte", "ikke", "ei",
];

/// "no consent", "kein Vertrag", "we do not rely on consent": what is denied is not named.
pub(super) fn is_denied(before: &str) -> bool {
    const BETWEEN: [&str; 17] = [
        "rely", "relying", "on", "based", "upon", "a", "an", "the", "any", "valid", "require", "requires",
        "need", "needs", "auf", "der", "einer",
    ];
    let mut words = before.split_whitespace().rev().skip_while(|word| BETWEEN.contains(word));
    words.next().is_some_and(|word| DENIALS.contains(&word))
}

/// "Consent not required", "consent is no longer valid", "consent (withdrawn)": what is taken back is not named.
/// "Contract, not consent" denies the consent only: what follows the denial begins another wording.
pub(super) fn is_taken_back(after: &str, begins_wording: impl Fn(&str, Option<&str>) -> bool) -> bool {
    const VERBS: [&str; 11] =
        ["is", "are", "was", "were", "has", "been", "ist", "wird", "wurde", "est", "es"];
    const ENDED: [&str; 9] = [
        "withdrawn",
        "revoked",
        "widerrufen",
        "retire",
        "revoque",
        "retirado",
        "revocato",
        "ingetrokken",
        "wycofana",
    ];
    let mut words = after.split_whitespace().skip_while(|word| VERBS.contains(word));
    let Some(word) = words.next() else { return false };
    let Some(next) = words.next() else { return ENDED.contains(&word) };
    let begins_other = next.starts_with('\u{1}') || begins_wording(next, words.next());
    ENDED.contains(&word) || (DENIALS.contains(&word) && !begins_other)
}

/// "Consent - invalid", "SCC missing": the register itself says that it does not hold.
pub(super) fn is_doubted(folded: &str) -> bool {
    const WORDS: [&str; 30] = [
        "invalid",
        "void",
        "disputed",
        "contested",
        "doubtful",
        "missing",
        "incomplete",
        "pending",
        "expired",
        "lapsed",
        "unsigned",
        "unwirksam",
        "ungultig",
        "nichtig",
        "strittig",
        "fraglich",
        "zweifelhaft",
        "fehlt",
        "fehlen",
        "fehlend",
        "unvollstandig",
        "unvollstaendig",
        "ausstehend",
        "abgelaufen",
        "invalide",
        "conteste",
        "manquant",
        "incomplet",
        "expire",
        "absent",
    ];
    folded.split(' ').any(|word| WORDS.contains(&word))
}
