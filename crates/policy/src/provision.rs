//! Provisions of the GDPR as each language cites them: `GDPR Art. 13(1)(c)` is `Art. 13 Abs. 1 lit. c DSGVO`.
//!
//! Invariant: what is not understood whole stays as it is, and so do the provisions of other laws.

use crate::Language;

/// `13(1)(c)`: the article, then paragraph and letter where they are named.
struct Provision<'a> {
    article: &'a str,
    paragraph: Option<&'a str>,
    /// `c`, or a range `c–e`.
    letter: Option<String>,
}

impl Language {
    /// Citations parted by semicolons, in the form of the language: official abbreviations of the law in German
    /// (`Abs.`, `lit.`), French (`§`) and Spanish (`13.1 c)`).
    pub fn cite(self, citations: &str) -> String {
        if self == Language::English {
            return citations.to_owned();
        }
        let parts = citations.split("; ").map(|part| self.cite_one(part).unwrap_or_else(|| part.to_owned()));
        self.join_apart(&parts.collect::<Vec<_>>())
    }

    fn cite_one(self, citation: &str) -> Option<String> {
        let provisions = citation.strip_prefix("GDPR Art. ")?.split(", ");
        let provisions: Vec<String> = provisions
            .map(|text| provision(text).map(|provision| self.write(&provision)))
            .collect::<Option<_>>()?;
        let law = if self == Language::German { "DSGVO" } else { "RGPD" };
        Some(format!("{} {law}", self.join_and(&provisions)))
    }

    fn write(self, provision: &Provision<'_>) -> String {
        let Provision { article, paragraph, letter } = provision;
        let article = article.replace('-', "–");
        let (sign, before_paragraph, before_letter, after_letter) = match self {
            Language::English => return article,
            Language::German => ("Art.", " Abs. ", " lit. ", ""),
            Language::French => ("art.", ", § ", ", ", ")"),
            Language::Spanish => ("art.", ".", " ", ")"),
        };
        let mut text = format!("{sign} {article}");
        if let Some(paragraph) = paragraph {
            text.push_str(&format!("{before_paragraph}{paragraph}"));
        }
        if let Some(letter) = letter {
            text.push_str(&format!("{before_letter}{letter}{after_letter}"));
        }
        text
    }
}

fn provision(text: &str) -> Option<Provision<'_>> {
    let (article, mut rest) = text.split_at(text.find('(').unwrap_or(text.len()));
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit());
    if !article.split('-').all(is_number) {
        return None;
    }
    let mut paragraph = None;
    let mut letter: Option<String> = None;
    while !rest.is_empty() {
        let is_range = rest.starts_with("-(");
        let (group, after) = rest.trim_start_matches('-').strip_prefix('(')?.split_once(')')?;
        let is_letter = group.len() == 1 && group.chars().all(|sign| sign.is_ascii_lowercase());
        match (is_range, paragraph, &letter) {
            (false, None, None) if is_number(group) => paragraph = Some(group),
            (false, _, None) if is_letter => letter = Some(group.to_owned()),
            (true, _, Some(first)) if is_letter => letter = Some(format!("{first}–{group}")),
            _ => return None,
        }
        rest = after;
    }
    Some(Provision { article, paragraph, letter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions_are_cited_as_each_language_does() {
        for (english, german, french, spanish) in [
            ("GDPR Art. 9", "Art. 9 DSGVO", "art. 9 RGPD", "art. 9 RGPD"),
            (
                "GDPR Art. 13(1)(c)",
                "Art. 13 Abs. 1 lit. c DSGVO",
                "art. 13, § 1, c) RGPD",
                "art. 13.1 c) RGPD",
            ),
            (
                "GDPR Art. 34(2), 33(3)(b)",
                "Art. 34 Abs. 2 und Art. 33 Abs. 3 lit. b DSGVO",
                "art. 34, § 2 et art. 33, § 3, b) RGPD",
                "art. 34.2 y art. 33.3 b) RGPD",
            ),
            (
                "GDPR Art. 13(1)(c)-(e); 11 CCR 7011(e)(1)(C)",
                "Art. 13 Abs. 1 lit. c–e DSGVO; 11 CCR 7011(e)(1)(C)",
                "art. 13, § 1, c–e) RGPD\u{202f}; 11 CCR 7011(e)(1)(C)",
                "art. 13.1 c–e) RGPD; 11 CCR 7011(e)(1)(C)",
            ),
            ("GDPR Art. 44-49", "Art. 44–49 DSGVO", "art. 44–49 RGPD", "art. 44–49 RGPD"),
        ] {
            let told = Language::ALL.map(|language| language.cite(english));
            assert_eq!(told, [english, german, french, spanish]);
        }
        for unknown in ["", "45 CFR 164.520(c)", "GDPR Recital 47", "GDPR Art. 13(1", "GDPR Art. 5 ff."] {
            assert_eq!(Language::German.cite(unknown), unknown);
        }
    }
}
