//! The languages of policies and their words.
//!
//! The words stand in `templates/words/LANGUAGE/*.ftl` (Project Fluent); the build compares them (`build.rs`).
//!
//! Invariants: each message exists in each language with the same variables; numbers, days and names are put in, never
//! translated; no locale of the machine is asked.

use std::sync::OnceLock;

use candor_model::text::fold;
use candor_model::{Span, Unit};
use chrono::{Locale, NaiveDate};
pub use fluent_bundle::FluentArgs;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::words::lower_first;

/// A language that policies are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "es")]
    Spanish,
}

/// A message by its place in the list of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(usize);

/// What is known of a message beside its words.
struct Message {
    id: &'static str,
    /// The provision that a fixed sentence rests on, or empty.
    cite: &'static str,
    variables: &'static [&'static str],
    /// Does it only guide the reader?
    guides: bool,
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Key {
    /// The message of a name such as `who-decides`.
    pub fn find(id: &str) -> Option<Key> {
        MESSAGES.binary_search_by(|message| message.id.cmp(id)).ok().map(Key)
    }

    pub fn id(self) -> &'static str {
        MESSAGES[self.0].id
    }

    /// The provision that the sentence rests on, or empty.
    pub fn cite(self) -> &'static str {
        MESSAGES[self.0].cite
    }

    /// Does it only guide the reader, and say nothing of the organisation?
    pub fn guides(self) -> bool {
        MESSAGES[self.0].guides
    }

    /// The names of what has to be put in.
    pub fn variables(self) -> &'static [&'static str] {
        MESSAGES[self.0].variables
    }

    /// The names of all messages, in order.
    pub fn all() -> impl Iterator<Item = Key> {
        (0..MESSAGES.len()).map(Key)
    }
}

type Bundle = FluentBundle<FluentResource>;

impl Language {
    pub const ALL: [Language; 4] = [Language::English, Language::German, Language::French, Language::Spanish];

    /// `en` (ISO 639-1).
    pub fn code(self) -> &'static str {
        ["en", "de", "fr", "es"][self as usize]
    }

    /// The language of a document (BCP 47).
    pub fn tag(self) -> &'static str {
        ["en-GB", "de-DE", "fr-FR", "es-ES"][self as usize]
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        ["English", "Deutsch", "Français", "Español"][self as usize]
    }

    /// Its name in English.
    pub fn english_name(self) -> &'static str {
        ["English", "German", "French", "Spanish"][self as usize]
    }

    /// The language of a code such as `de`, `de-AT` or `DE`.
    pub fn find(code: &str) -> Option<Language> {
        let code = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// A message without variables.
    pub fn say(self, key: Key) -> String {
        self.say_with(key, &[])
    }

    /// A message with its variables.
    pub fn say_with(self, key: Key, values: &[(&str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, FluentValue::from(*value));
        }
        self.format(key, &arguments)
    }

    /// A message that depends on a number, which chooses its plural and is written as `n`.
    pub fn count(self, key: Key, number: u64, values: &[(&str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("n", FluentValue::from(number));
        for (name, value) in values {
            arguments.set(*name, FluentValue::from(*value));
        }
        self.format(key, &arguments)
    }

    /// A message with values that were made elsewhere.
    pub fn format(self, key: Key, arguments: &FluentArgs<'_>) -> String {
        let bundle = self.bundle();
        let pattern = bundle.get_message(key.id()).and_then(|message| message.value());
        let mut errors = Vec::new();
        let text = pattern.map(|pattern| bundle.format_pattern(pattern, Some(arguments), &mut errors));
        debug_assert!(errors.is_empty(), "`{}` lacks a variable: {errors:?}", key.id());
        text.unwrap_or_default().into_owned()
    }

    fn bundle(self) -> &'static Bundle {
        static BUNDLES: OnceLock<Vec<Bundle>> = OnceLock::new();
        &BUNDLES.get_or_init(|| Language::ALL.into_iter().map(Language::read).collect())[self as usize]
    }

    /// The build has read the same files, so nothing is wrong with them.
    fn read(self) -> Bundle {
        let mut bundle = FluentBundle::new_concurrent(self.tag().parse().into_iter().collect());
        bundle.set_use_isolating(false);
        for file in FILES[self as usize] {
            let resource =
                FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// A provision as the law is cited in the language: `GDPR Art. 15` is `Art. 15 DSGVO` in German.
    pub fn cited(self, cite: &str) -> String {
        let Some(article) = cite.strip_prefix("GDPR Art. ") else { return cite.to_owned() };
        match self {
            Language::English => cite.to_owned(),
            Language::German => format!("Art. {article} DSGVO"),
            Language::French | Language::Spanish => format!("art. {article} RGPD"),
        }
    }

    /// `21 November 2026`, `21. November 2026`, `21 novembre 2026`, `21 de noviembre de 2026`.
    pub fn long_date(self, day: NaiveDate) -> String {
        let (locale, format) = [
            (Locale::en_GB, "%-d %B %Y"),
            (Locale::de_DE, "%-d. %B %Y"),
            (Locale::fr_FR, "%-d %B %Y"),
            (Locale::es_ES, "%-d de %B de %Y"),
        ][self as usize];
        let text = day.format_localized(format, locale).to_string();
        // French counts only the first day of a month by order.
        if self == Language::French && text.starts_with("1 ") { text.replacen("1 ", "1er ", 1) } else { text }
    }

    /// "a, b and c".
    pub fn join_and(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => {
                let key = if begins_with_i(last) { key::JOIN_AND_BEFORE_I } else { key::JOIN_AND };
                self.say_with(key, &[("first", &rest.join(", ")), ("last", last)])
            }
        }
    }

    /// "a; b": for items that hold commas of their own.
    pub fn join_apart(self, items: &[String]) -> String {
        // French sets a narrow space before the mark.
        items.join(if self == Language::French { "\u{202f}; " } else { "; " })
    }

    /// `7 years`, `1 an`.
    pub(crate) fn period(self, span: Span) -> String {
        let key = match span.unit {
            Unit::Hours => key::PERIOD_HOURS,
            Unit::Days => key::PERIOD_DAYS,
            Unit::BusinessDays => key::PERIOD_BUSINESS_DAYS,
            Unit::Weeks => key::PERIOD_WEEKS,
            Unit::Months => key::PERIOD_MONTHS,
            Unit::Years => key::PERIOD_YEARS,
        };
        self.count(key, u64::from(span.count), &[])
    }

    /// A sentence as it stands after a colon: German keeps its capital there.
    pub(crate) fn after_colon(self, sentence: &str) -> String {
        if self == Language::German { sentence.to_owned() } else { lower_first(sentence) }
    }
}

/// Does a word begin with the sound of a Spanish "i", so that "y" before it becomes "e"? "Hielo" does not.
fn begins_with_i(word: &str) -> bool {
    let folded = fold(word);
    let sound = folded.strip_prefix('h').unwrap_or(&folded);
    sound.strip_prefix('i').is_some_and(|rest| !rest.starts_with(['a', 'e', 'o', 'u']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_lists_follow_their_language() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let days = Language::ALL.map(|language| language.long_date(day));
        assert_eq!(days, ["1 March 2026", "1. März 2026", "1er mars 2026", "1 de marzo de 2026"]);
        let items = ["a", "b", "c"].map(str::to_owned);
        let lists = Language::ALL.map(|language| language.join_and(&items));
        assert_eq!(lists, ["a, b and c", "a, b und c", "a, b et c", "a, b y c"]);
    }

    #[test]
    fn the_languages_are_those_that_settings_may_name() {
        assert_eq!(Language::ALL.map(Language::code), candor_model::POLICY_LANGUAGES);
    }

    #[test]
    fn spanish_and_changes_before_the_sound_of_i() {
        for (last, list) in [
            ("Irlanda", "Francia e Irlanda"),
            ("Índices", "Francia e Índices"),
            ("hijos", "Francia e hijos"),
            ("hielo", "Francia y hielo"),
            ("Yemen", "Francia y Yemen"),
        ] {
            assert_eq!(Language::Spanish.join_and(&["Francia".to_owned(), last.to_owned()]), list);
        }
        assert_eq!(Language::German.join_and(&["a".to_owned(), "Irland".to_owned()]), "a und Irland");
    }

    #[test]
    fn periods_have_their_plurals() {
        let told = |count, unit| Language::ALL.map(|language| language.period(Span::new(count, unit)));
        assert_eq!(told(1, Unit::Years), ["1 year", "1 Jahr", "1 an", "1 año"]);
        assert_eq!(told(2, Unit::Years), ["2 years", "2 Jahre", "2 ans", "2 años"]);
        assert_eq!(told(1, Unit::Months), ["1 month", "1 Monat", "1 mois", "1 mes"]);
        assert_eq!(told(24, Unit::Months), ["24 months", "24 Monate", "24 mois", "24 meses"]);
        assert_eq!(told(3650, Unit::Days), ["3650 days", "3650 Tage", "3650 jours", "3650 días"]);
        for unit in [Unit::Hours, Unit::Days, Unit::BusinessDays, Unit::Weeks, Unit::Months, Unit::Years] {
            for count in [0, 1, 2, 12, 1000] {
                let span = Span::new(count, unit);
                assert_eq!(Language::English.period(span), span.to_string());
            }
        }
    }

    #[test]
    fn messages_are_found_by_their_name() {
        for key in Key::all() {
            assert_eq!(Key::find(key.id()), Some(key));
        }
        assert_eq!(Language::find("de-AT"), Some(Language::German));
        assert_eq!(Language::find("tlh"), None);
    }
}
