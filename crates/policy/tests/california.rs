//! What California asks for: each statement with its proof, without it, and where it does not apply.

#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

use crate::inventory::{AS_OF, Change, changed, table};
use candor_model::Inventory;
use candor_policy::{California, Fact, Facts, Language, State, facts};

fn drawn(inventory: &Inventory) -> Facts {
    facts(inventory, AS_OF.parse().unwrap(), Language::English)
}

fn part(facts: &Facts) -> &California {
    facts.california.as_ref().unwrap()
}

fn find<'a>(facts: &'a Facts, id: &str) -> &'a Fact {
    facts.all().into_iter().find(|fact| fact.id == id).unwrap_or_else(|| panic!("no fact `{id}`"))
}

/// The newsletter is sold, and its mail house is no processor.
const SELLING: &[Change<'_>] = &[
    ("activity", "sold", 2, "yes"),
    ("organisation", "sells_or_shares", 0, "yes"),
    ("vendor", "role", 0, "third_party"),
];

/// An entity, its fields, and its rows.
type Rows<'a> = (&'a str, &'a [&'a str], &'a [&'a [&'a str]]);

/// The complete inventory with changes and with rows that it has no columns for.
fn with(changes: &[Change<'_>], added: &[Rows<'_>]) -> Facts {
    let mut inventory = changed(changes);
    for (entity, fields, rows) in added {
        inventory.tables.push(table(entity, fields, rows));
    }
    drawn(&inventory)
}

#[test]
fn a_category_that_is_sold_has_its_third_parties_and_purposes() {
    let facts = with(SELLING, &[]);
    let of = |part: &str| find(&facts, &format!("california.identifiers.{part}"));
    assert_eq!((of("sold").state, of("sold_to").text.as_str()), (State::Known, "Mailhost"));
    assert_eq!(of("sold_why").text, "Send news");
    // Online booking uses the same mail house without selling.
    assert_eq!(of("disclosed").text, "Mailhost; Laboratories");
    assert_eq!(of("disclosed_why").text, "Sends our email; Give care");
    assert_eq!(find(&facts, "california.commercial.sold_to").state, State::NotApplicable);
}

#[test]
fn whether_a_vendor_is_a_third_party_is_never_guessed() {
    let unknown: Vec<Change<'_>> =
        [SELLING[0], SELLING[1], ("vendor", "role", 0, ""), ("vendor", "sells_or_shares", 0, "")].to_vec();
    assert_eq!(find(&with(&unknown, &[]), "california.identifiers.sold_to").state, State::Unknown);
    // A processor alone is nobody to sell to.
    let processor: Vec<Change<'_>> = SELLING[..2].to_vec();
    assert_eq!(find(&with(&processor, &[]), "california.identifiers.sold_to").state, State::Unknown);
}

#[test]
fn the_way_to_opt_out_is_asked_for_where_data_is_sold() {
    let link: (&str, &[&str], &[&[&str]]) = (
        "notice",
        &["name", "kind", "url"],
        &[&["Choices", "opt_out", "https://harborlight.example/choices"]],
    );
    let nothing_sold = with(&[], &[link]);
    assert_eq!(find(&nothing_sold, "california.link.opt_out").state, State::NotApplicable);
    assert_eq!(find(&with(SELLING, &[]), "california.link.opt_out").state, State::Unknown);
    let linked = with(SELLING, &[link]);
    assert_eq!(find(&linked, "california.link.opt_out").text, "https://harborlight.example/choices");
    let draft: (&str, &[&str], &[&[&str]]) = (
        "notice",
        &["name", "kind", "url", "status"],
        &[&["Choices", "opt_out", "https://harborlight.example/choices", "planned"]],
    );
    assert_eq!(find(&with(SELLING, &[draft]), "california.link.opt_out").state, State::Unknown);
}

#[test]
fn what_a_form_does_is_told_only_after_a_test() {
    let fields: &[&str] = &["request_features", "request_channels_tested_on"];
    let told = |day: &str| {
        let facts = with(SELLING, &[("organisation", fields, &[&["no_account; opt_out_all", day]])]);
        part(&facts).choices.opting_out.iter().map(|fact| fact.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told("2026-08-01"), ["You need no account.", "One step stops all sale and sharing."]);
    assert_eq!(told("2025-08-01"), [""; 0]);
    assert_eq!(told(""), [""; 0]);
    let frictionless = |features: &str, answer: &str| {
        let fields = &["request_features", "request_channels_tested_on", "frictionless_signals"];
        let rows: &[&[&str]] = &[&[features, "2026-08-01", answer]];
        let facts = with(SELLING, &[("organisation", fields, rows)]);
        find(&facts, "organisation.frictionless_signals").state
    };
    assert_eq!(frictionless("signal_frictionless", "yes"), State::Known);
    assert_eq!(frictionless("no_account", "yes"), State::Unknown);
    assert_eq!(frictionless("signal_frictionless", "no"), State::NotApplicable);
}

#[test]
fn people_under_16_opt_in_as_the_log_shows() {
    let minors: Vec<Change<'_>> =
        SELLING.iter().copied().chain([("organisation", "sells_minors_data", 0, "yes")]).collect();
    let log: (&str, &[&str], &[&[&str]]) = (
        "consent",
        &["kind", "child", "method"],
        &[
            &["sale_opt_in", "yes", "Two screens"],
            &["marketing", "yes", "A box"],
            &["sale_opt_in", "no", "A call"],
        ],
    );
    assert_eq!(find(&with(&minors, &[]), "california.minors").state, State::Unknown);
    let told = find(&with(&minors, &[log]), "california.minors").text.clone();
    assert_eq!(told, "How people under 16, or their parents, say yes: Two screens.");
    assert_eq!(find(&with(&[], &[log]), "california.minors").state, State::NotApplicable);
}

#[test]
fn a_promise_about_data_without_names_needs_a_notice_that_makes_it() {
    let held = [("organisation", "deidentified_data", 0, "yes")];
    assert_eq!(find(&with(&held, &[]), "california.deidentified").state, State::Unknown);
    let notice: (&str, &[&str], &[&[&str]]) = (
        "notice",
        &["name", "kind", "url", "states"],
        &[&["Data without names", "cookie", "https://harborlight.example/data", "no_reidentification"]],
    );
    assert_eq!(find(&with(&held, &[notice]), "california.deidentified").state, State::Known);
    let asked = [("organisation", "deidentified_data", 0, "")];
    assert_eq!(find(&with(&asked, &[notice]), "california.deidentified").state, State::Unknown);
    assert_eq!(find(&with(&[], &[notice]), "california.deidentified").state, State::NotApplicable);
}

#[test]
fn a_place_of_collection_holds_what_is_collected_there() {
    let facts = with(&[("activity", "phi", 0, "no")], &[]);
    let places: Vec<_> = part(&facts).points.iter().map(|point| point.name.text.as_str()).collect();
    // Patient data comes under HIPAA and stands in its notice; what has ended is collected no more.
    assert_eq!(places, ["Website"]);
    let point = &part(&facts).points[0];
    assert_eq!(point.activities.len(), 2);
    let rows: Vec<_> = point
        .collected
        .iter()
        .map(|row| (row.statutory.as_str(), row.why.text.as_str(), row.how_long.text.as_str()))
        .collect();
    let expected = [
        (
            "identifiers",
            "Book and change appointments; Send news",
            "Online booking: 24 months after the last visit. Then we delete it. Newsletter: until you unsubscribe.",
        ),
        (
            "commercial information",
            "Book and change appointments",
            "24 months after the last visit. Then we delete it.",
        ),
    ];
    assert_eq!(rows, expected);
    let unplaced = with(&[("activity", "collection_point", 2, "")], &[]);
    assert!(part(&unplaced).points.is_empty());
    assert_eq!(part(&unplaced).unplaced[0].cite, "11 CCR 7012(c)");
    let unsorted = with(&[("activity", "ccpa_categories", 2, "")], &[]);
    assert_eq!(part(&unsorted).points[0].open[0].id, "activity.a-03.ccpa_categories");
}

#[test]
fn one_question_closes_all_categories_of_a_row_nobody_checked() {
    let facts = with(&[("activity", "phi", 0, "no"), ("activity", "sold", 0, "")], &[]);
    let asked: Vec<_> = facts
        .open()
        .into_iter()
        .filter(|fact| fact.id == "activity.a-01.sold")
        .map(|fact| &fact.ask)
        .collect();
    assert_eq!(asked, ["Do you sell data of “Online booking”, and when was that row last checked?"]);
    assert!(part(&facts).points[0].collected.iter().all(|row| row.sold.is_open()));
}

#[test]
fn requests_are_counted_once_and_only_whole() {
    let counted = |changes: &[Change<'_>]| {
        let facts = with(changes, &[]);
        let metrics = part(&facts).metrics.clone();
        let rows = metrics.rows.iter().map(|row| {
            (row.kind.text.clone(), row.received, row.granted, row.refused, row.median_days.clone())
        });
        (metrics.span.state, metrics.span.mandatory, rows.collect::<Vec<_>>())
    };
    let deleted = vec![("To delete".to_owned(), 1, 1, 0, "80".to_owned())];
    assert_eq!(counted(&[]), (State::Known, false, deleted.clone()));
    assert_eq!(counted(&[("request", "outcome", 1, "")]), (State::Unknown, false, Vec::new()));
    assert_eq!(counted(&[("request", "law", 1, "")]), (State::Unknown, false, Vec::new()));
    // From 10 million people on, the calendar year before counts.
    let many = ("organisation", "california_consumers", 0, "10000000");
    assert_eq!(counted(&[many]), (State::Unknown, true, Vec::new()));
    let before =
        [many, ("request", "received_on", 1, "2025-06-01"), ("request", "answered_on", 1, "2025-08-20")];
    assert_eq!(counted(&before), (State::Known, true, deleted));
    assert!(counted(&[("organisation", "california_consumers", 0, "")]).1);
    // The same ticket twice is one request.
    let again: (&str, &[&str], &[&[&str]]) = (
        "request",
        &["ref", "kind", "law", "received_on", "outcome"],
        &[&["R-2", "erasure", "ccpa", "2026-06-01", "granted"]],
    );
    assert_eq!(part(&with(&[], &[again])).metrics.rows[0].received, 1);
}

#[test]
fn an_offer_that_is_not_written_down_leaves_all_its_places_open() {
    let offered = [("organisation", "financial_incentive", 0, "yes")];
    let facts = with(&offered, &[]);
    let open = |facts: &Facts| {
        let mut all = Vec::new();
        part(facts).incentives.iter().for_each(|incentive| incentive.each(&mut all));
        all.into_iter().filter(|fact| fact.is_open() && fact.mandatory).count()
    };
    assert_eq!(open(&facts), 9);
    let fields = &[
        "name",
        "offer",
        "terms",
        "ccpa_categories",
        "joining",
        "leaving",
        "data_value",
        "value_method",
        "value_fit",
    ];
    let row: &[&str] = &[
        "Card",
        "Points",
        "Ten visits",
        "commercial",
        "Ask us",
        "Ask us",
        "$2 a year",
        "Sales",
        "It is less",
    ];
    let written = with(&offered, &[("incentive", fields, &[row])]);
    assert_eq!(open(&written), 0);
    let offer = &part(&written).incentives[0];
    assert_eq!((offer.offer.text.as_str(), offer.value.text.as_str()), ("Points.", "$2 a year."));
    assert_eq!(offer.categories.text, "What you buy (commercial information)");
    // The organisation says no, and its records name an offer.
    let denied = with(&[], &[("incentive", fields, &[row])]);
    assert!(find(&denied, "organisation.financial_incentive").is_open());
    assert!(part(&with(&[], &[])).incentives.is_empty());
}

#[test]
fn an_exception_that_is_not_recorded_takes_no_right_away() {
    let automated = [("activity", "automated_decision", 2, "yes"), ("organisation", "uses_admt", 0, "yes")];
    let facts = with(&automated, &[]);
    let decision = &part(&facts).decisions[0];
    let open = [&decision.logic, &decision.output, &decision.exception, &decision.access];
    assert!(open.iter().all(|fact| fact.is_open() && fact.mandatory));
    let can_opt_out = |facts: &Facts| part(facts).rights.iter().any(|right| right.cite == "11 CCR 7221(a)");
    assert!(can_opt_out(&facts));
    assert!(!can_opt_out(&with(&[], &[])));
    let told = |exception: &str| {
        let fields = &["ref", "name", "automated_decision", "admt_exception", "status", "role"];
        let row: &[&str] = &["A-9", "Ranking", "yes", exception, "active", "controller"];
        let facts = with(&[("organisation", "uses_admt", 0, "yes")], &[("activity", fields, &[row])]);
        let decision = part(&facts).decisions[0].clone();
        let states =
            [decision.exception, decision.opt_out, decision.instead, decision.appeal].map(|fact| fact.state);
        (can_opt_out(&facts), states)
    };
    use State::{Known, None, NotApplicable, Unknown};
    assert_eq!(told("none"), (true, [None, Unknown, Unknown, NotApplicable]));
    assert_eq!(told("human_appeal"), (false, [Known, NotApplicable, NotApplicable, Unknown]));
    assert_eq!(told("hiring_admission"), (false, [Known, NotApplicable, NotApplicable, NotApplicable]));
}
