//! Every rule of the lint: in each language that it knows a text that trips it and one alike that does not.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use std::collections::BTreeSet;

use crate::inventory::{AS_OF, changed};
use candor_policy::facts;
use candor_policy::lint::{
    Checked, Context, Lint, Need, Ratchet, Rests, Sibling, Traced, find_rule, languages_of, lint, rules,
};
use candor_policy::text::{Text, read};
use candor_policy::{DriftContext, Language, drift};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    language: String,
    #[serde(default)]
    form: String,
    trips: String,
    passes: String,
    /// Held against the complete inventory with `changes`: entity, field, row, value.
    #[serde(default)]
    records: bool,
    #[serde(default)]
    changes: Vec<(String, String, usize, String)>,
    as_of: Option<String>,
    /// The same text in another language: its code and text.
    other: Option<(String, String)>,
    before: Option<String>,
    /// Only findings whose message names this count, where others of the rule are another matter.
    #[serde(default)]
    about: String,
    /// Sentences with the fact that each was made from.
    #[serde(default)]
    trace: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

fn cases() -> Vec<Case> {
    let files = [
        include_str!("lint/fog.toml"),
        include_str!("lint/wording.toml"),
        include_str!("lint/claims.toml"),
        include_str!("lint/records.toml"),
    ];
    files.into_iter().flat_map(|file| toml::from_str::<File>(file).unwrap().case).collect()
}

/// A text in a language that is given: a case is too short to tell it.
fn text(source: &str, form: &str, language: &str) -> Text {
    let name = if form.is_empty() { "case.md".to_owned() } else { format!("case.{form}") };
    Text { language: Some(language.to_owned()), ..read(&name, source.as_bytes()).unwrap() }
}

fn linted(case: &Case, source: &str) -> Lint {
    let page = text(source, &case.form, &case.language);
    let other = case.other.as_ref().map(|(language, source)| text(source, "", language));
    let languages: Vec<Sibling<'_>> = other.iter().map(|text| Sibling { name: "other.md", text }).collect();
    let before = case.before.as_ref().map(|source| text(source, "", &case.language));
    let changes: Vec<_> = case
        .changes
        .iter()
        .map(|(entity, field, row, value)| (entity.as_str(), field.as_str(), *row, value.as_str()))
        .collect();
    let day = AS_OF.parse().unwrap();
    let inventory = changed(&changes);
    let facts = facts(&inventory, day, Language::English);
    let drifted = drift(&page, &facts, &DriftContext::new(&inventory, day));
    let traced = |(sentence, fact): &(String, String)| Traced {
        sentence: sentence.clone(),
        status: Rests::Fact,
        facts: vec![fact.clone()],
    };
    let trace: Vec<Traced> = case.trace.iter().map(traced).collect();
    let context = Context {
        source: Some(source),
        facts: case.records.then_some(&facts),
        drift: case.records.then_some(&drifted),
        trace: (!trace.is_empty()).then_some(trace.as_slice()),
        languages: &languages,
        before: before.as_ref(),
        as_of: case.as_of.as_ref().map(|day| day.parse().unwrap()),
    };
    lint(&page, &context)
}

fn found<'a>(lint: &'a Lint, rule: &str) -> Vec<&'a str> {
    lint.open().filter(|finding| finding.rule == rule).map(|finding| finding.message.as_str()).collect()
}

#[test]
fn each_case_trips_its_rule_and_its_twin_does_not() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (trips, passes) = (linted(&case, &case.trips), linted(&case, &case.passes));
        let told = |lint: &Lint| -> Vec<String> {
            let all = found(lint, &case.rule).into_iter();
            all.filter(|message| message.contains(&case.about)).map(str::to_owned).collect()
        };
        if told(&trips).is_empty() {
            wrong.push(format!("{} {} is not tripped by: {}", case.rule, case.language, case.trips));
        }
        for message in told(&passes) {
            wrong.push(format!("{} {} tells `{message}` of: {}", case.rule, case.language, case.passes));
        }
        let run = passes.rules.iter().find(|run| run.rule == case.rule).unwrap();
        if run.checked == Checked::No {
            wrong.push(format!("{} {} was not checked: {}", case.rule, case.language, run.because));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_in_every_language_it_knows() {
    let told: BTreeSet<(String, String)> =
        cases().into_iter().map(|case| (case.rule, case.language)).collect();
    let mut lacking = Vec::new();
    for rule in rules() {
        let languages = match languages_of(rule).as_slice() {
            [] => vec!["en"],
            known => known.to_vec(),
        };
        let lacks = languages
            .into_iter()
            .filter(|language| !told.contains(&(rule.id.clone(), (*language).to_owned())));
        lacking.extend(lacks.map(|language| format!("{} {language}", rule.id)));
    }
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn the_table_is_whole_and_in_order() {
    let ids: Vec<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
    let numbers = [0..=22, 30..=46].into_iter().flatten().map(|number| format!("PL{number:03}"));
    assert_eq!(ids, numbers.collect::<Vec<_>>());
    let names: BTreeSet<&str> = rules().iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names.len(), rules().len(), "names are used once");
    for rule in rules() {
        for part in [&rule.title, &rule.why, &rule.fix, &rule.bad, &rule.good] {
            assert!(!part.is_empty(), "{}", rule.id);
        }
        assert!(!rule.tags.is_empty() && find_rule(&rule.name).is_some(), "{}", rule.id);
        // Every list of a rule is there in English, else it would never be checked.
        assert!(rule.lists.is_empty() || languages_of(rule).contains(&"en"), "{}", rule.id);
    }
}

#[test]
fn the_examples_of_the_documentation_are_true() {
    for rule in rules() {
        // What needs more than the text is shown in words.
        if rule.id == "PL000" || !rule.needs.is_empty() && !rule.partly {
            continue;
        }
        let lint = |source: &str| {
            let form = if source.starts_with('<') { "html" } else { "" };
            lint(&text(source, form, "en"), &Context { source: Some(source), ..Context::default() })
        };
        assert!(!found(&lint(&rule.bad), &rule.id).is_empty(), "{}: {}", rule.id, rule.bad);
        assert_eq!(found(&lint(&rule.good), &rule.id), Vec::<&str>::new(), "{}: {}", rule.id, rule.good);
    }
}

const NOTHING: Context<'static> = Context {
    source: None,
    facts: None,
    drift: None,
    trace: None,
    languages: &[],
    before: None,
    as_of: None,
};

fn plain(source: &str) -> Lint {
    lint(&text(source, "", "en"), &Context { source: Some(source), ..NOTHING })
}

#[test]
fn findings_stand_where_the_words_stand() {
    let source = "# Privacy\n\nWe keep your name,\nyour **address** and more as long\nas necessary.\n\n| A | B |\n|---|---|\n| from time to time | from time to time |\n";
    let lint = plain(source);
    let places: Vec<_> = lint.findings.iter().map(|one| (one.rule.as_str(), one.line, one.column)).collect();
    // Words that are broken over lines are found by the first of them.
    assert_eq!(places, [("PL003", 4, Some(27)), ("PL002", 9, Some(3)), ("PL002", 9, Some(23))]);
    let first = &lint.findings[0];
    assert_eq!(first.section, "Privacy");
    assert_eq!(first.excerpt.before, "We keep your name, your address and more ");
    assert_eq!(first.excerpt.marked, "as long as necessary");
    assert_eq!(first.excerpt.after, ".");
}

#[test]
fn what_is_allowed_is_shown_and_does_not_count() {
    let lint = plain(
        "<!-- candor-allow PL003: the law names no period -->\n\nWe keep it as long as necessary.\n\nWe keep it as long as necessary.",
    );
    let told: Vec<_> = lint.findings.iter().map(|one| (one.rule.as_str(), one.allowed.as_deref())).collect();
    assert_eq!(told, [("PL003", Some("the law names no period")), ("PL003", None)]);
    assert_eq!(lint.open().count(), 1);
}

#[test]
fn a_language_without_lists_is_told_not_passed() {
    let source = "Ci riserviamo di conservare i dati per il tempo necessario. WE SHOUT IN NINE CAPITAL WORDS AT YOU NOW HERE.";
    for language in [Some("it"), None] {
        let page =
            Text { language: language.map(str::to_owned), ..read("case.md", source.as_bytes()).unwrap() };
        let lint = lint(&page, &NOTHING);
        for run in &lint.rules {
            let rule = find_rule(&run.rule).unwrap();
            let is_checked = rule.lists.is_empty() && (rule.needs.is_empty() || rule.partly);
            assert_eq!(run.checked != Checked::No, is_checked, "{}", run.rule);
            assert_eq!(run.because.is_empty(), run.checked == Checked::Yes, "{}", run.rule);
        }
        let rules: BTreeSet<&str> = lint.findings.iter().map(|one| one.rule.as_str()).collect();
        assert_eq!(rules, BTreeSet::from(["PL022"]));
    }
}

#[test]
fn what_is_missing_leaves_rules_unchecked() {
    let lint = plain("# Privacy policy\n\nWe send your parcel.");
    for rule in rules().iter().filter(|rule| !rule.needs.is_empty()) {
        let run = lint.rules.iter().find(|run| run.rule == rule.id).unwrap();
        let expected = if rule.partly { Checked::Partly } else { Checked::No };
        assert_eq!(run.checked, expected, "{}", rule.id);
        assert!(run.because.starts_with("needs "), "{}: {}", rule.id, run.because);
    }
    assert!(rules().iter().any(|rule| rule.needs == [Need::Before]));
}

#[test]
fn a_draft_has_open_places_and_a_published_text_none() {
    let open = "We keep it for [Answer needed: how long? → Activities › Retention].";
    assert_eq!(found(&plain(open), "PL041").len(), 1);
    let draft = plain(&format!("This is a draft with 1 open question.\n\n{open}"));
    assert_eq!(found(&draft, "PL041"), Vec::<&str>::new());
    let run = draft.rules.iter().find(|run| run.rule == "PL041").unwrap();
    assert_eq!((run.checked, run.because.as_str()), (Checked::No, "the text says that it is a draft"));
}

#[test]
fn a_claim_passes_only_with_its_proof() {
    let day = AS_OF.parse().unwrap();
    let source = "We did not sell your data. Your data stays in the EU. Our shop is GDPR compliant.";
    let page = text(source, "", "en");
    let severities = |facts: Option<&candor_policy::Facts>| {
        let lint = lint(&page, &Context { facts, ..NOTHING });
        lint.findings
            .iter()
            .filter(|one| one.rule == "PL035")
            .map(|one| (one.excerpt.marked.clone(), one.severity.label()))
            .collect::<Vec<_>>()
    };
    let said = |words: &str, severity: &'static str| (words.to_owned(), severity);
    let (sale, seal) = ("did not sell", "GDPR compliant");
    // Without records nothing is proven, and nothing disproven.
    assert_eq!(
        severities(None),
        [said(sale, "warning"), said("stays in the EU", "warning"), said(seal, "error")]
    );
    let proven = facts(&changed(&[]), day, Language::English);
    assert!(!severities(Some(&proven)).contains(&said(sale, "error")), "{:?}", severities(Some(&proven)));
    assert!(severities(Some(&proven)).contains(&said(seal, "error")), "no proof helps a seal");
    let open = facts(&changed(&[("activity", "sold", 0, "")]), day, Language::English);
    assert!(severities(Some(&open)).contains(&said(sale, "error")));
}

#[test]
fn drift_is_told_under_its_rules() {
    let case = |source: &str| {
        let page = text(source, "", "en");
        let inventory = changed(&[]);
        let day = AS_OF.parse().unwrap();
        let facts = facts(&inventory, day, Language::English);
        let drifted = drift(&page, &facts, &DriftContext::new(&inventory, day));
        lint(&page, &Context { source: Some(source), facts: Some(&facts), drift: Some(&drifted), ..NOTHING })
    };
    let lint =
        case("# Privacy policy\n\nWe share your address with Mailpuffin, Inc.\n\nWe sell your data.\n");
    let rules: BTreeSet<&str> = lint.open().map(|one| one.rule.as_str()).collect();
    for rule in ["PL031", "PL032", "PL033"] {
        assert!(rules.contains(rule), "{rule} is not among {rules:?}");
    }
    let contradicts = lint.findings.iter().find(|one| one.rule == "PL031").unwrap();
    assert_eq!(contradicts.line, 5, "{contradicts:?}");
    assert!(contradicts.fix.contains("records.xlsx"), "{}", contradicts.fix);
}

#[test]
fn the_ratchet_only_turns_one_way() {
    let run = |source: &str| vec![("policy.md".to_owned(), plain(source))];
    let two = run("We keep it as long as necessary. We delete it from time to time.");
    let one = run("We delete it from time to time.");
    let ratchet = Ratchet::of(&two);
    assert_eq!(Ratchet::read(&ratchet.to_json().unwrap()).unwrap(), ratchet);

    let better = ratchet.compare(&one);
    assert_eq!((better.rises.len(), better.fewer), (0, 1));
    let worse = better.next.compare(&two);
    let rise = &worse.rises[0];
    assert_eq!((rise.rule.as_str(), rise.before, rise.now), ("PL003", 0, 1));
    assert_eq!(worse.next, better.next, "a failed run changes nothing");

    // Moving a finding to a file of another name is no way around it.
    let renamed = vec![("other.md".to_owned(), plain("We keep it as long as necessary."))];
    assert_eq!(ratchet.compare(&renamed).rises.len(), 1);

    // A rule that is not checked is not taken for one that found nothing.
    let mut unread = one;
    unread[0].1.language = None;
    unread[0].1.findings.clear();
    unread[0].1.rules.retain(|run| run.rule != "PL002");
    let blind = ratchet.compare(&unread);
    assert_eq!(blind.not_compared, ["policy.md: PL002"]);
    assert_eq!(blind.next.compare(&two).rises.iter().filter(|rise| rise.rule == "PL002").count(), 0);
    assert!(Ratchet::read("{\"format_version\": 9, \"files\": {}}").is_err());
    assert!(Ratchet::read("[]").is_err());
}

#[test]
fn the_same_text_gives_the_same_findings() {
    for case in cases() {
        assert_eq!(linted(&case, &case.trips), linted(&case, &case.trips), "{}", case.rule);
    }
}

#[test]
fn what_an_open_place_asks_is_not_said_by_the_text() {
    let lint = plain(
        "This is a draft with 1 open question.\n\nWe use your name. [Answer needed: Who gets it? → Vendors › Profiling and trusted partners]",
    );
    assert_eq!(lint.findings, []);
}
