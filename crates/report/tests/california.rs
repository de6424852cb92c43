//! The policy for California and the notices beside it: row by row what the law asks for, told or visibly open.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::case;

use crate::case::Case;
use crate::inventory::{AS_OF, Change, changed, table};
use candor_policy::{Language, facts};
use candor_report::{Document, Edition, Format, Group, Part, Source, Templates, compose, editions};

use Document::{
    AdmtNotice, CaliforniaPrivacyPolicy, FinancialIncentiveNotice, LimitNotice, NoticeAtCollection,
    OptOutNotice, PrivacyPolicy,
};

const OURS: [Document; 6] = [
    CaliforniaPrivacyPolicy,
    NoticeAtCollection,
    OptOutNotice,
    LimitNotice,
    FinancialIncentiveNotice,
    AdmtNotice,
];

/// What makes every notice apply.
const CHANGES: &[Change<'_>] = &[
    ("activity", "phi", 0, "no"),
    ("activity", "sold", 2, "yes"),
    ("activity", "shared_for_ads", 2, "yes"),
    ("vendor", "role", 0, "third_party"),
    ("organisation", "sells_or_shares", 0, "yes"),
    ("organisation", "sells_minors_data", 0, "yes"),
    ("organisation", "sensitive_beyond_7027m", 0, "yes"),
    ("organisation", "uses_admt", 0, "yes"),
    ("organisation", "financial_incentive", 0, "yes"),
    ("organisation", "deidentified_data", 0, "yes"),
    // Patient data comes under another law, whose notice asks for things of its own.
    ("organisation", "hipaa_role", 0, "none"),
];

type Added = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const ADDED: &[Added] = &[
    (
        "organisation",
        &["request_features", "request_channels_tested_on", "frictionless_signals"],
        &[&["no_account; opt_out_all; limit_all; admt_all", "2026-09-01", "no"]],
    ),
    (
        "activity",
        &[
            "ref",
            "name",
            "role",
            "purposes",
            "legal_basis",
            "subjects",
            "data_categories",
            "special_category",
            "children",
            "source",
            "vendors",
            "recipients",
            "transfers",
            "transfer_countries",
            "retention",
            "last_deleted_on",
            "automated_decision",
            "human_involvement",
            "sold",
            "shared_for_ads",
            "ccpa_categories",
            "must_provide",
            "reviewed_on",
            "status",
            "phi",
            "collection_point",
            "admt_exception",
            "decision_logic",
            "decision_output",
            "decision_effect",
            "decision_opt_out",
            "decision_appeal",
            "decision_access",
            "decision_instead",
        ],
        &[
            &[
                "A-8",
                "Ranking of applications",
                "controller",
                "Fill open positions",
                "contract",
                "Applicants",
                "Resume",
                "no",
                "no",
                "person",
                "none",
                "Agencies",
                "no",
                "none",
                "4 years after the decision",
                "2026-05-01",
                "yes",
                "A recruiter reads the first half",
                "no",
                "no",
                "employment; inferences; sensitive",
                "no",
                "2026-04-01",
                "active",
                "no",
                "Careers page",
                "none",
                "It compares words",
                "A place in a list",
                "You wait",
                "Tick the box",
                "none",
                "Ask the recruiter",
                "A person reads all",
            ],
            &[
                "A-9",
                "Holds on orders",
                "controller",
                "Find fraud",
                "contract",
                "Customers",
                "Device",
                "no",
                "no",
                "observed",
                "none",
                "none",
                "no",
                "none",
                "2 years after the order",
                "2026-05-01",
                "yes",
                "A clerk reads appeals",
                "no",
                "no",
                "identifiers",
                "no",
                "2026-04-01",
                "active",
                "no",
                "Checkout",
                "human_appeal",
                "It scores orders",
                "A score",
                "You wait",
                "none",
                "Tap appeal",
                "Write to us",
                "none",
            ],
        ],
    ),
    (
        "notice",
        &["name", "kind", "url", "states"],
        &[
            &["Choices", "opt_out", "https://harborlight.example/choices", "opt_out"],
            &["Limits", "limit", "https://harborlight.example/limits", "limit; no_reidentification"],
        ],
    ),
    ("consent", &["kind", "child", "method"], &[&["sale_opt_in", "yes", "Two screens"]]),
    (
        "incentive",
        &[
            "ref",
            "name",
            "offer",
            "terms",
            "ccpa_categories",
            "joining",
            "leaving",
            "data_value",
            "value_method",
            "value_fit",
        ],
        &[&[
            "I-1",
            "Card",
            "Ten points a visit",
            "You must be 18",
            "commercial",
            "Ask at the desk",
            "Ask at the desk too",
            "$2 a year",
            "Sales by member",
            "A little less than the value",
        ]],
    ),
];

/// The case with these fields blank in every row.
fn case(blank: &[(&str, &str)]) -> Case {
    let blanked = blank.iter().flat_map(|(entity, field)| (0..6).map(move |row| (*entity, *field, row, "")));
    let kept = CHANGES.iter().copied().filter(|change| !blank.contains(&(change.0, change.1)));
    let changes: Vec<Change<'_>> = kept.chain(blanked).collect();
    let mut inventory = changed(&changes);
    for (entity, fields, rows) in ADDED {
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| {
                let cells = fields.iter().zip(row.iter());
                cells.map(|(field, cell)| if blank.contains(&(entity, field)) { "" } else { *cell }).collect()
            })
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        inventory.tables.push(table(entity, fields, &rows));
    }
    let facts = facts(&inventory, AS_OF.parse().unwrap(), Language::English);
    Case { inventory, facts, ..Case::new(&[]) }
}

fn source(case: &Case, edition: &Edition) -> Source {
    compose(edition, &case.input(), &Templates::builtin()).unwrap_or_else(|error| panic!("{error}"))
}

/// Provision, document, the fields that feed it, what stands there with them, and what is asked without.
type Row = (&'static str, Document, &'static [(&'static str, &'static str)], &'static str, &'static str);

/// Sections C to G of the required contents. Fixed words that repeat the law have no field.
const ROWS: &[Row] = &[
    // C: the policy
    (
        "7011(e)(1)(A)",
        CaliforniaPrivacyPolicy,
        &[("activity", "ccpa_categories")],
        "Your work (professional or employment-related information)",
        "Do you collect this: your work?",
    ),
    (
        "7011(e)(1)(B)",
        CaliforniaPrivacyPolicy,
        &[("activity", "source")],
        "You give it to us.",
        "Where does the data of “Newsletter” come from?",
    ),
    (
        "7011(e)(1)(C)",
        CaliforniaPrivacyPolicy,
        &[("activity", "purposes")],
        "Send news",
        "Why do you do “Newsletter”?",
    ),
    (
        "7011(e)(1)(D)",
        CaliforniaPrivacyPolicy,
        &[("activity", "sold"), ("organisation", "sells_or_shares")],
        "We sell personal data, or share it for advertising.",
        "Do you sell this: what you buy?",
    ),
    (
        "7011(e)(1)(E)",
        CaliforniaPrivacyPolicy,
        &[("vendor", "role"), ("vendor", "sells_or_shares")],
        "| Yes | Yes | Mailhost | Send news |",
        "To whom do you sell this, or with whom do you share it",
    ),
    (
        "7011(e)(1)(F)",
        CaliforniaPrivacyPolicy,
        &[("activity", "purposes")],
        "Send news |",
        "Why do you sell or share this",
    ),
    (
        "7011(e)(1)(G)",
        CaliforniaPrivacyPolicy,
        &[("organisation", "sells_minors_data")],
        "We know that we sell or share data of people under 16.",
        "Do you know that you sell or share data of people under 16?",
    ),
    (
        "7011(e)(1)(H)-(I)",
        CaliforniaPrivacyPolicy,
        &[("activity", "recipients"), ("activity", "vendors")],
        "| Your work | Agencies |",
        "Who gets this: your work?",
    ),
    (
        "7011(e)(1)(J)",
        CaliforniaPrivacyPolicy,
        &[("activity", "purposes"), ("vendor", "service")],
        "| Agencies | Fill open positions |",
        "What do those who get this do with it",
    ),
    (
        "7011(e)(1)(K)",
        CaliforniaPrivacyPolicy,
        &[("organisation", "sensitive_beyond_7027m")],
        "for more than the purposes that California lists",
        "Do you use sensitive data for more than the listed purposes?",
    ),
    ("7011(e)(2) know", PrivacyPolicy, &[], "Know what we hold about you", ""),
    ("7011(e)(2) delete", PrivacyPolicy, &[], "Have your data deleted.", ""),
    ("7011(e)(2) correct", PrivacyPolicy, &[], "Have wrong data corrected.", ""),
    ("7011(e)(2) opt out", PrivacyPolicy, &[], "Tell us not to sell or share your data.", ""),
    ("7011(e)(2) limit", PrivacyPolicy, &[], "Limit our use of your sensitive data.", ""),
    ("7011(e)(2) ADMT", PrivacyPolicy, &[], "Tell us to decide without software.", ""),
    ("7011(e)(2) ADMT access", PrivacyPolicy, &[], "Ask how software came to a decision about you.", ""),
    ("7011(e)(2) retaliation", PrivacyPolicy, &[], "Use these rights without being treated worse.", ""),
    (
        "7011(e)(3)(A)-(B)",
        CaliforniaPrivacyPolicy,
        &[("organisation", "request_channels")],
        "Web form, Email, Toll-free phone",
        "What are the two or more ways to make a request?",
    ),
    (
        "7011(e)(3) opt-out notice",
        CaliforniaPrivacyPolicy,
        &[("notice", "url")],
        "https://harborlight.example/choices",
        "Where can people opt out of sale and sharing?",
    ),
    (
        "7011(e)(3) limit notice",
        CaliforniaPrivacyPolicy,
        &[("notice", "url")],
        "https://harborlight.example/limits",
        "Where can people limit the use of sensitive data?",
    ),
    (
        "7011(e)(3) verification",
        CaliforniaPrivacyPolicy,
        &[("request", "verification_method")],
        "We check who you are. How: Email link.",
        "How do you check who is asking?",
    ),
    (
        "7011(e)(3) signal",
        CaliforniaPrivacyPolicy,
        &[("organisation", "opt_out_signal_tested_on")],
        "If your browser sends an opt-out signal, we act on it.",
        "Do you act on opt-out signals, and when was that tested?",
    ),
    ("7011(e)(3) agent", CaliforniaPrivacyPolicy, &[], "must show us your signed permission", ""),
    (
        "7011(e)(3) minors, 7072(a)",
        CaliforniaPrivacyPolicy,
        &[("consent", "method")],
        "say yes: Two screens.",
        "How do people under 16, or their parents, say yes",
    ),
    (
        "7011(e)(3) contact",
        CaliforniaPrivacyPolicy,
        &[("organisation", "email")],
        "Questions? Write to privacy@harborlight.example.",
        "Which email address takes privacy questions?",
    ),
    ("7011(e)(4)", CaliforniaPrivacyPolicy, &[], "This version shows our records of 21 November 2026.", ""),
    (
        "7011(e)(5), 7102",
        CaliforniaPrivacyPolicy,
        &[("organisation", "california_consumers")],
        "| To delete | 1 | 1 | 0 | 80 |",
        "How many requests of people in California did you get in the last calendar year?",
    ),
    (
        "7025(g)(2)",
        CaliforniaPrivacyPolicy,
        &[("notice", "url"), ("organisation", "frictionless_signals")],
        "",
        "Do opt-out signals stand in place of a link",
    ),
    (
        "1798.140(m)(2)",
        CaliforniaPrivacyPolicy,
        &[("notice", "states")],
        "We do not try to find out whose it is.",
        "Where do you promise in public not to find people again",
    ),
    // D: the notice at collection
    (
        "7012(c)",
        NoticeAtCollection,
        &[("activity", "collection_point")],
        "## Where: Careers page",
        "Where do you collect the data of “Newsletter”?",
    ),
    (
        "7012(e)(1)",
        NoticeAtCollection,
        &[("activity", "ccpa_categories")],
        "Sensitive information (sensitive personal information)",
        "Which categories of California does “Newsletter” use?",
    ),
    (
        "7012(e)(2)",
        NoticeAtCollection,
        &[("activity", "purposes")],
        "| Book and change appointments; Send news",
        "Why do you collect this: your work?",
    ),
    (
        "7012(e)(3)",
        NoticeAtCollection,
        &[("activity", "sold"), ("organisation", "sells_or_shares")],
        "| Yes | Yes |",
        "Do you sell data of “Online booking”",
    ),
    (
        "7012(e)(4)",
        NoticeAtCollection,
        &[("activity", "retention")],
        "4 years after the decision",
        "How long do you keep this: your work?",
    ),
    (
        "7012(e)(5)",
        NoticeAtCollection,
        &[("notice", "url")],
        "https://harborlight.example/choices",
        "Where can people opt out of sale and sharing?",
    ),
    (
        "7012(e)(6)",
        NoticeAtCollection,
        &[("notice", "url")],
        "Our privacy policy: harborlight.example/privacy",
        "Where is your privacy policy published?",
    ),
    // E: the rights to opt out and to limit
    (
        "7013(f)(1)",
        OptOutNotice,
        &[],
        "You can tell us at any time to stop selling and sharing your data.",
        "",
    ),
    (
        "7013(f)(2)",
        OptOutNotice,
        &[("notice", "url")],
        "https://harborlight.example/choices",
        "Where can people opt out of sale and sharing?",
    ),
    (
        "7014(f)(1)",
        LimitNotice,
        &[],
        "You can tell us to use your sensitive data only for what you asked us to do.",
        "",
    ),
    (
        "7014(f)(2)",
        LimitNotice,
        &[("notice", "url")],
        "https://harborlight.example/limits",
        "Where can people limit the use of sensitive data?",
    ),
    // F: the financial incentive
    (
        "7016(d)(1)",
        FinancialIncentiveNotice,
        &[("incentive", "offer")],
        "Ten points a visit.",
        "What do people get from “Card”?",
    ),
    (
        "7016(d)(2) terms",
        FinancialIncentiveNotice,
        &[("incentive", "terms")],
        "You must be 18.",
        "What does “Card” depend on?",
    ),
    (
        "7016(d)(2) categories",
        FinancialIncentiveNotice,
        &[("incentive", "ccpa_categories")],
        "What you buy (commercial information)",
        "Which categories of information does “Card” use?",
    ),
    (
        "7016(d)(3)",
        FinancialIncentiveNotice,
        &[("incentive", "joining")],
        "How to join: Ask at the desk.",
        "How do people join “Card”?",
    ),
    (
        "7016(d)(4)",
        FinancialIncentiveNotice,
        &[("incentive", "leaving")],
        "How to leave: Ask at the desk too.",
        "How do people leave “Card”?",
    ),
    (
        "7016(d)(5)(A)",
        FinancialIncentiveNotice,
        &[("incentive", "data_value")],
        "$2 a year.",
        "What is the data behind “Card” worth to you?",
    ),
    (
        "7016(d)(5)(B), 7081",
        FinancialIncentiveNotice,
        &[("incentive", "value_method")],
        "Sales by member.",
        "How did you estimate the value of the data behind “Card”?",
    ),
    (
        "7016(d)(5)",
        FinancialIncentiveNotice,
        &[("incentive", "value_fit")],
        "A little less than the value.",
        "Why does what “Card” gives fit the value of the data?",
    ),
    // G: automated decisions
    (
        "7220(c)(1)",
        AdmtNotice,
        &[("activity", "purposes")],
        "What it is for: Fill open positions",
        "Why do you do “Ranking of applications”?",
    ),
    (
        "7220(c)(2) opt-out",
        AdmtNotice,
        &[("activity", "decision_opt_out")],
        "How to opt out: Tick the box.",
        "How do people opt out of “Ranking of applications”?",
    ),
    (
        "7220(c)(2) exception",
        AdmtNotice,
        &[("activity", "admt_exception")],
        "You cannot opt out. You can appeal to a person",
        "or which exception do you rely on?",
    ),
    (
        "7220(c)(2) appeal",
        AdmtNotice,
        &[("activity", "decision_appeal")],
        "Tap appeal.",
        "How do people appeal against “Holds on orders”?",
    ),
    (
        "7220(c)(3)",
        AdmtNotice,
        &[("activity", "decision_access")],
        "Ask the recruiter.",
        "How do people ask how “Ranking of applications” came to its result?",
    ),
    ("7220(c)(4)", AdmtNotice, &[], "We must not punish you for using these rights.", ""),
    (
        "7220(c)(5)(A)",
        AdmtNotice,
        &[("activity", "decision_logic")],
        "It compares words.",
        "How does the software of “Ranking of applications” work?",
    ),
    (
        "7220(c)(5)(B)",
        AdmtNotice,
        &[("activity", "decision_output")],
        "A place in a list.",
        "What comes out of the software of “Ranking of applications”",
    ),
    (
        "7220(c)(5)(C)",
        AdmtNotice,
        &[("activity", "decision_instead")],
        "How we decide then: A person reads all.",
        "How do you decide about people who opt out of “Ranking of applications”?",
    ),
];

#[test]
fn every_item_of_the_law_is_told_or_visibly_open() {
    let full = case(&[]);
    let blocking: Vec<_> = full.facts.blocking().into_iter().map(|fact| (&fact.id, &fact.ask)).collect();
    assert!(blocking.is_empty(), "{blocking:#?}");
    let mut failed = Vec::new();
    for (cite, document, fields, told, asked) in ROWS {
        let text = full.text(*document, Format::Markdown);
        if !text.contains(told) {
            failed.push(format!("{cite} is not told: {told}"));
        }
        if !fields.is_empty() {
            let draft = case(fields);
            let text = draft.text(*document, Format::Markdown);
            if !text.lines().any(|line| line.contains("Answer needed: ") && line.contains(asked)) {
                failed.push(format!("{cite} is not asked: {asked}"));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_sentence_rests_on_something_and_every_language_renders() {
    let full = case(&[]);
    let input = candor_report::Input { languages: &Language::ALL, ..full.input() };
    let all = editions(Group::Policy, &input);
    for document in OURS {
        let own: Vec<&Edition> = all.iter().filter(|edition| edition.document == document).collect();
        assert_eq!(own.len() % Language::ALL.len(), 0);
        assert!(!own.is_empty(), "{document:?}");
        for edition in own {
            let source = compose(edition, &input, &Templates::builtin()).unwrap();
            assert!(source.sentences().len() > 10, "{}", edition.path());
            let unfounded: Vec<_> = source
                .sentences()
                .iter()
                .filter(|sentence| sentence.is_unfounded())
                .map(|s| &s.text)
                .collect();
            assert!(unfounded.is_empty(), "{}: {unfounded:#?}", edition.path());
            assert!(!source.markdown().contains("Answer needed"), "{}", edition.path());
        }
    }
}

#[test]
fn an_edition_holds_its_place_or_decision_alone() {
    let full = case(&[]);
    let paths: Vec<String> = editions(Group::Policy, &full.input())
        .iter()
        .filter(|edition| OURS.contains(&edition.document))
        .map(Edition::path)
        .collect();
    let expected = [
        "california-privacy-policy",
        "notice-at-collection",
        "notice-at-collection/website",
        "notice-at-collection/careers-page",
        "notice-at-collection/checkout",
        "opt-out-notice",
        "limit-notice",
        "financial-incentive-notice",
        "admt-notice",
        "admt-notice/a-8",
        "admt-notice/a-9",
    ];
    assert_eq!(paths, expected);
    let text = |document, name: &str| {
        let source = source(&full, &Edition::new(document, Part::Record(name.to_owned())));
        String::from_utf8(source.format(Format::Markdown).unwrap()).unwrap()
    };
    let careers = text(NoticeAtCollection, "careers-page");
    assert!(careers.contains("## Where: Careers page") && !careers.contains("Checkout"));
    let ranking = text(AdmtNotice, "a-8");
    assert!(ranking.contains("Ranking of applications") && !ranking.contains("Holds on orders"));
}

#[test]
fn documents_are_made_only_where_they_apply() {
    let made = |case: &Case| {
        let all = editions(Group::Policy, &case.input());
        OURS.into_iter().filter(|own| all.iter().any(|edition| edition.document == *own)).collect::<Vec<_>>()
    };
    assert_eq!(made(&Case::new(&[])), [CaliforniaPrivacyPolicy, NoticeAtCollection]);
    assert_eq!(made(&Case::new(&[("organisation", "does_business_in_california", 0, "no")])), []);
    // Whether data is sold is not known: the notice is drafted, with its question.
    let open = made(&Case::new(&[("activity", "sold", 2, "")]));
    assert_eq!(open, [CaliforniaPrivacyPolicy, NoticeAtCollection, OptOutNotice]);
}

#[test]
fn hostile_values_stay_inert() {
    for hostile in case::HOSTILE {
        let changes = [
            ("activity", "collection_point", 2, hostile),
            ("activity", "name", 2, hostile),
            ("activity", "purposes", 2, hostile),
        ];
        let case = Case::new(&changes);
        let page = case.text(NoticeAtCollection, Format::Html);
        assert!(!page.contains("<script>alert") && !page.contains("href=\"javascript:"), "{hostile}");
        let markdown = case.text(NoticeAtCollection, Format::Markdown);
        assert!(!markdown.contains("\n::: box"), "{hostile}");
        let words: String = hostile.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let plain: String = markdown.chars().filter(|letter| letter.is_alphanumeric()).collect();
        assert!(plain.contains(&words), "{hostile} is lost");
    }
}
