//! Contents: the items that a law asks a policy to hold, and that are not in the text (PL039).
//!
//! Invariant: an item of a law that is known not to apply, or of a case that is known not to be there, is not asked for.

use std::sync::LazyLock;

use serde::Deserialize;

use super::page::{Hit, Page, hit};
use super::phrases::{Macros, Phrases};
use crate::{Applies, Facts, State};

/// When an item is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    Always,
    /// A data protection officer is recorded.
    Officer,
    /// A representative in the EU is needed.
    Representative,
    Recipients,
    Transfers,
    /// Something rests on legitimate interests.
    Interests,
    /// Something rests on consent.
    Consent,
    /// Something rests on consent or a contract.
    Portable,
    /// Data comes from others than the person.
    FromOthers,
    Automated,
    /// Data is sold or shared for advertising.
    Sells,
    Sensitive,
    /// The organisation is a covered entity.
    Notice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Law {
    Gdpr,
    Ccpa,
    Hipaa,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    law: Law,
    cite: String,
    title: String,
    when: When,
    en: Vec<String>,
    de: Vec<String>,
    fr: Vec<String>,
    es: Vec<String>,
}

#[derive(Debug)]
struct Item {
    law: Law,
    cite: String,
    title: String,
    when: When,
    phrases: Vec<(&'static str, Phrases)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    item: Vec<RawItem>,
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("items.toml")).expect("the table of items is valid");
    let read = |item: RawItem| {
        let lists = [("en", item.en), ("de", item.de), ("fr", item.fr), ("es", item.es)];
        let phrases = lists.map(|(language, list)| (language, Phrases::new(&list, &Macros::new())));
        Item { law: item.law, cite: item.cite, title: item.title, when: item.when, phrases: phrases.into() }
    };
    file.item.into_iter().map(read).collect()
});

impl Item {
    fn of(&self, language: &str) -> Option<&Phrases> {
        self.phrases.iter().find(|(known, _)| *known == language).map(|(_, phrases)| phrases)
    }
}

/// Are there items of this language?
pub(super) fn knows(language: &str) -> bool {
    ITEMS.iter().any(|item| item.of(language).is_some_and(|phrases| !phrases.is_empty()))
}

/// Does the text call itself a privacy policy? Its parts and companions need not hold everything.
pub(super) fn is_policy(page: &Page<'_>) -> bool {
    let heads = page.text.blocks.iter().take(3).map(|block| block.text.as_str());
    heads.chain(page.text.title.as_deref()).any(|head| page.has_any("policy", head))
}

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let (Some(facts), Some(language)) = (page.context.facts, page.text.language.as_deref()) else { return };
    for item in ITEMS.iter() {
        let applies = match item.law {
            Law::Gdpr => facts.laws.gdpr,
            Law::Ccpa => facts.laws.ccpa,
            Law::Hipaa => facts.laws.hipaa_notice,
        };
        if applies == Applies::No || !is_case(item.when, facts) {
            continue;
        }
        let says = |text: &str| item.of(language).is_some_and(|phrases| phrases.first(text).is_some());
        if !page
            .text
            .blocks
            .iter()
            .any(|block| says(&block.text) || block.links.iter().any(|link| says(&link.target)))
        {
            let unsure = if applies == Applies::Unknown { "; whether it applies is not known" } else { "" };
            let told = hit("PL039", (0, 0..0), format!("{}{unsure}", item.cite));
            hits.push(told.against(item.title.clone()).as_whole());
        }
    }
}

/// Is the case there, or not known not to be?
fn is_case(when: When, facts: &Facts) -> bool {
    let rests_on = |wanted: &[&str]| {
        facts.activities.iter().flat_map(|activity| &activity.bases).any(|basis| wanted.contains(basis))
    };
    match when {
        When::Always => true,
        When::Officer => facts.organisation.dpo.is_known(),
        When::Representative => facts
            .organisation
            .representative
            .as_ref()
            .is_some_and(|fact| matches!(fact.state, State::Known | State::Unknown)),
        When::Recipients => !facts.recipients.is_empty(),
        When::Transfers => !facts.transfers.is_empty(),
        When::Interests => rests_on(&["legitimate_interests"]),
        When::Consent => rests_on(&["consent"]),
        When::Portable => rests_on(&["consent", "contract"]),
        When::FromOthers => facts.activities.iter().any(|activity| {
            activity.source.is_known() && activity.must_provide.state == State::NotApplicable
        }),
        When::Automated => facts.claims.automated.is_known(),
        When::Sells => facts.claims.selling.is_known(),
        When::Sensitive => {
            facts.activities.iter().flat_map(|activity| &activity.sensitive).any(crate::Fact::is_known)
        }
        When::Notice => facts.health.is_some(),
    }
}
