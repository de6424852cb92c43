//! Random small registers and rules.

use proptest::prelude::*;

use super::{Ask, Register, Rule};

pub(crate) fn asks(with_not: bool) -> impl Strategy<Value = Ask> {
    let leaf = prop_oneof![
        (0usize..6).prop_map(Ask::Present),
        (0usize..6).prop_map(Ask::Answered),
        Just(Ask::IsYes),
        Just(Ask::AtLeast10),
        Just(Ask::ReviewedWithin90Days),
        Just(Ask::ReviewedWithin30DaysOfStart),
        Just(Ask::VendorsKnown),
        Just(Ask::VendorsSigned),
    ];
    leaf.prop_recursive(3, 12, 3, move |inner| {
        let not = inner.clone().prop_map(move |ask| if with_not { Ask::Not(Box::new(ask)) } else { ask });
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Ask::All),
            prop::collection::vec(inner, 1..4).prop_map(Ask::Any),
            not,
        ]
    })
}

/// As [`asks`], with `known_any`, which does not go within `not`.
pub(crate) fn musts(with_not: bool) -> impl Strategy<Value = Ask> {
    prop_oneof![3 => asks(with_not), 1 => prop::collection::vec(asks(with_not), 1..4).prop_map(Ask::KnownAny)]
        .prop_recursive(2, 6, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..4).prop_map(Ask::All),
                prop::collection::vec(inner.clone(), 1..4).prop_map(Ask::Any),
                prop::collection::vec(inner, 1..4).prop_map(Ask::KnownAny),
            ]
        })
}

fn cell(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(str::to_owned)
}

fn activities() -> impl Strategy<Value = Vec<String>> {
    let days = &["", "2026-07-01", "2026-10-21", "2026-10-22", "2026-11-21", "2026-12-24", "!x", "n/a"];
    (
        cell(&["", "Ana", "ana", "Ben", "none", "?", "!x", "n/a"]),
        cell(&["", "yes", "no", "?", "!x"]),
        cell(&["", "9", "10", "!x"]),
        cell(days),
        cell(days),
        cell(&["", "none", "Acme", "Acme; Beta", "beta", "Nobody", "!x"]),
    )
        .prop_map(|(owner, phi, volume, started, reviewed, vendors)| {
            vec![owner, phi, volume, started, reviewed, vendors]
        })
}

pub(crate) fn registers() -> impl Strategy<Value = Register> {
    let vendor = (cell(&["Acme", "Beta", "ACME"]), cell(&["", "yes", "no", "!x"]));
    (
        prop::collection::vec(prop::bool::weighted(0.9), 6),
        prop::option::weighted(0.95, prop::collection::vec(activities(), 0..6)),
        prop::option::weighted(0.9, prop::collection::vec(vendor, 0..4)),
    )
        .prop_map(|(columns, activities, vendors)| Register { columns, activities, vendors })
}

pub(crate) fn rules() -> impl Strategy<Value = Rule> {
    let scope = || prop::option::of(asks(true));
    (any::<bool>(), any::<bool>(), scope(), scope(), musts(true)).prop_map(
        |(every, latest, scope, unless, must)| Rule { every, scope, unless, must, latest: every && latest },
    )
}

/// Registers in which a blank is never better than what stood there: every clock that has an end began
/// before it, and no two vendors share a name.
pub(crate) fn tidy_registers() -> impl Strategy<Value = Register> {
    let activity =
        (activities(), cell(&["", "2026-07-01", "2026-11-01"]), cell(&["", "2026-11-02", "2026-12-24"]))
            .prop_map(|(mut cells, started, reviewed)| {
                cells[3] = started;
                cells[4] = reviewed;
                cells
            });
    (prop::collection::vec(activity, 1..5), cell(&["", "yes", "no"]), cell(&["", "yes", "no"])).prop_map(
        |(activities, acme, beta)| Register {
            columns: vec![true; 6],
            activities: Some(activities),
            vendors: Some(vec![("Acme".to_owned(), acme), ("Beta".to_owned(), beta)]),
        },
    )
}

/// As [`tidy_registers`], with several activities of an owner and some columns missing.
pub(crate) fn latest_registers() -> impl Strategy<Value = Register> {
    let days = &["", "2026-07-20", "2026-09-01", "2026-11-02", "2026-12-24"];
    let reviews = prop::collection::vec((cell(&["", "Ana", "Ana", "Ben"]), cell(days)), 4);
    let columns = prop::collection::vec(prop::bool::weighted(0.9), 6);
    (tidy_registers(), reviews, columns).prop_map(|(mut register, reviews, columns)| {
        for (cells, (owner, reviewed)) in register.activities.iter_mut().flatten().zip(reviews) {
            cells[0] = owner;
            if cells[3] <= reviewed {
                cells[4] = reviewed;
            }
        }
        Register { columns, ..register }
    })
}
