//! Small inventories built by hand: a table is its fields and rows of plain text.
#![allow(dead_code, reason = "each test crate uses a part of it")]

use candor_model::{
    Cell, Column, Country, Dictionary, Entry, Inventory, Kind, Moment, Origin, Retention, Span, Table, Value,
};

/// A table of an entity; the first row names its fields, `;` separates items, `?` cannot be read.
pub(crate) fn table(entity: &str, fields: &[&str], rows: &[&[&str]]) -> Table {
    let dictionary = Dictionary::builtin();
    let id = dictionary.find_entity(entity).unwrap();
    let definition = dictionary.entity(id);
    let columns = (0u32..)
        .zip(fields)
        .map(|(index, name)| {
            let field = dictionary.find_field(id, name);
            let kind = field.map(|field| dictionary.field(field).kind);
            let mut entries = vec![Entry { text: String::new(), cell: Cell::Blank }];
            let cells = rows
                .iter()
                .map(|row| {
                    let text = row.get(index as usize).copied().unwrap_or_default();
                    if let Some(known) = entries.iter().position(|entry| entry.text == text) {
                        return known as u32;
                    }
                    entries
                        .push(Entry { text: text.to_owned(), cell: cell(kind.unwrap_or(Kind::Text), text) });
                    entries.len() as u32 - 1
                })
                .collect();
            let header =
                field.map_or_else(|| name.to_string(), |field| dictionary.field(field).label.clone());
            Column { header, index, field, entries, cells, fixed: None }
        })
        .collect();
    Table {
        entity: id,
        origin: Origin {
            file: "records.xlsx".to_owned(),
            sheet: definition.sheet.clone(),
            header_row: 1,
            first_column: 0,
        },
        rows: (2..).take(rows.len()).collect(),
        columns,
    }
}

fn cell(kind: Kind, text: &str) -> Cell {
    let items = || text.split(';').map(str::trim).filter(|item| !item.is_empty() && *item != "none");
    match text {
        "" => return Cell::Blank,
        "?" => return Cell::Unreadable,
        "to be confirmed" => return Cell::Unknown,
        _ => {}
    }
    let owned = || items().map(str::to_owned).collect();
    Cell::Value(match kind {
        Kind::Text => Value::Text,
        Kind::List => Value::List(owned()),
        Kind::Reference(_) => Value::References(owned()),
        Kind::YesNo(_) => Value::YesNo(text != "no"),
        Kind::Choice(list) | Kind::Choices(list) => {
            let options = &Dictionary::builtin().choice_list(list).options;
            let none_is_option = options.iter().any(|option| option.id == text);
            let ids: Vec<&str> = if none_is_option { vec![text] } else { items().collect() };
            let index = |id: &&str| options.iter().position(|option| option.id == *id).unwrap() as u16;
            Value::Choices(ids.iter().map(index).collect())
        }
        Kind::Date => Value::Date(Moment { day: text.parse().unwrap(), time: None }),
        Kind::Number => Value::Number(text.parse().unwrap()),
        Kind::Money => Value::Money { amount: text.parse().unwrap(), currency: None },
        Kind::Countries => Value::Countries(items().map(|code| Country::from_code(code).unwrap()).collect()),
        Kind::Duration => Value::Duration(duration(text)),
    })
}

fn duration(text: &str) -> Retention {
    if text == "without end" {
        return Retention { unlimited: true, ..Retention::default() };
    }
    let (head, action) =
        text.split_once(", then ").map_or((text, None), |(head, action)| (head, Some(action)));
    let end_action = action.map(|action| match action {
        "delete" => "delete",
        "anonymise" => "anonymise",
        _ => "archive",
    });
    match head.split_once(" after ") {
        Some((period, start)) => Retention {
            period: Span::parse(period),
            start: Some(start.to_owned()),
            end_action,
            ..Retention::default()
        },
        None => match Span::parse(head) {
            Some(period) => Retention { period: Some(period), end_action, ..Retention::default() },
            None => Retention { criteria: Some(head.to_owned()), end_action, ..Retention::default() },
        },
    }
}

/// A cell to change: entity, field, row from 0, new text.
pub(crate) type Change<'a> = (&'a str, &'a str, usize, &'a str);

/// An inventory in which everything a policy needs is recorded, then changed.
pub(crate) fn changed(changes: &[Change<'_>]) -> Inventory {
    let mut inventory = Inventory { tables: Vec::new() };
    for (entity, fields, rows) in COMPLETE {
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .enumerate()
            .map(|(row, cells)| {
                fields
                    .iter()
                    .zip(cells.iter())
                    .map(|(field, cell)| {
                        let change = changes
                            .iter()
                            .find(|change| (change.0, change.1, change.2) == (*entity, *field, row));
                        change.map_or(*cell, |change| change.3)
                    })
                    .collect()
            })
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        inventory.tables.push(table(entity, fields, &rows));
    }
    inventory
}

/// Every cell of the complete inventory that holds something.
pub(crate) fn filled_cells() -> Vec<(&'static str, &'static str, usize)> {
    let mut cells = Vec::new();
    for (entity, fields, rows) in COMPLETE {
        for (row, texts) in rows.iter().enumerate() {
            let filled = fields.iter().zip(texts.iter()).filter(|(_, text)| !text.is_empty());
            cells.extend(filled.map(|(field, _)| (*entity, *field, row)));
        }
    }
    cells
}

pub(crate) const AS_OF: &str = "2026-11-21";

type Sheet = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const COMPLETE: &[Sheet] = &[
    (
        "organisation",
        &[
            "legal_name",
            "short_name",
            "address",
            "email",
            "phone",
            "website",
            "request_channels",
            "complaint_authority",
            "dpo",
            "eu_establishment",
            "offers_to_eu",
            "monitors_eu",
            "does_business_in_california",
            "for_profit",
            "annual_revenue_usd",
            "sells_or_shares",
            "sensitive_beyond_7027m",
            "sells_minors_data",
            "uses_admt",
            "honours_opt_out_signal",
            "opt_out_signal_tested_on",
            "hipaa_role",
            "privacy_contact",
        ],
        &[&[
            "Harborlight Health Ltd",
            "Harborlight",
            "1 Quay Street, Dublin 1, Ireland",
            "privacy@harborlight.example",
            "+353 1 555 0100",
            "harborlight.example/privacy",
            "Web form; Email; Toll-free phone",
            "Data Protection Commission, Ireland",
            "Mara Quinn, dpo@harborlight.example",
            "yes",
            "yes",
            "no",
            "yes",
            "yes",
            "90000000",
            "no",
            "no",
            "no",
            "no",
            "yes",
            "2026-10-01",
            "provider",
            "Privacy Office, +1 415 555 0100",
        ]],
    ),
    (
        "activity",
        &[
            "ref",
            "name",
            "role",
            "controller",
            "purposes",
            "legal_basis",
            "legal_reference",
            "legitimate_interest",
            "subjects",
            "data_categories",
            "special_category",
            "art9_condition",
            "children",
            "source",
            "source_name",
            "vendors",
            "recipients",
            "transfers",
            "transfer_countries",
            "transfer_mechanism",
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
            "security_measures",
        ],
        &[
            &[
                "A-01",
                "Online booking",
                "controller",
                "",
                "Book and change appointments",
                "contract",
                "",
                "",
                "Patients",
                "Contact details; Appointment times",
                "no",
                "",
                "no",
                "person",
                "",
                "Mailhost",
                "none",
                "no",
                "none",
                "",
                "24 months after the last visit, then delete",
                "2026-06-30",
                "no",
                "",
                "no",
                "no",
                "identifiers; commercial",
                "yes",
                "2026-03-01",
                "active",
                "yes",
                "Access by role",
            ],
            &[
                "A-02",
                "Patient records",
                "controller",
                "",
                "Give care",
                "legal_obligation",
                "the Health Records Act",
                "",
                "Patients",
                "Contact details; Diagnoses",
                "health",
                "health_care",
                "no",
                "person; third_party",
                "your family doctor",
                "none",
                "Laboratories",
                "no",
                "none",
                "",
                "10 years after the last treatment, then archive",
                "",
                "no",
                "",
                "no",
                "no",
                "identifiers; sensitive",
                "yes",
                "2026-03-01",
                "active",
                "yes",
                "Access by role; Backups",
            ],
            &[
                "A-03",
                "Newsletter",
                "controller",
                "",
                "Send news",
                "consent",
                "",
                "",
                "Newsletter subscribers",
                "Email address",
                "no",
                "",
                "no",
                "person",
                "",
                "Mailhost",
                "none",
                "no",
                "none",
                "",
                "until you unsubscribe",
                "",
                "no",
                "",
                "no",
                "no",
                "identifiers",
                "no",
                "2026-03-01",
                "active",
                "no",
                "",
            ],
            &[
                "A-04",
                "Old loyalty card",
                "controller",
                "",
                "Rewards",
                "consent",
                "",
                "",
                "Customers",
                "Purchases",
                "no",
                "",
                "no",
                "person",
                "",
                "none",
                "none",
                "no",
                "none",
                "",
                "1 year after the last purchase",
                "",
                "no",
                "",
                "yes",
                "yes",
                "commercial",
                "no",
                "2020-01-01",
                "ended",
                "no",
                "",
            ],
            &[
                "A-05",
                "Lab portal hosting",
                "processor",
                "Northside Labs",
                "Host a portal",
                "",
                "",
                "",
                "Patients",
                "Test results",
                "health",
                "",
                "no",
                "third_party",
                "",
                "Mailhost",
                "none",
                "no",
                "none",
                "",
                "30 days after the contract ends",
                "",
                "no",
                "",
                "no",
                "no",
                "sensitive",
                "",
                "2026-03-01",
                "active",
                "yes",
                "",
            ],
        ],
    ),
    (
        "system",
        &["ref", "name", "location", "encrypted_at_rest", "encrypted_in_transit", "mfa", "status"],
        &[
            &["S-1", "Booking", "IE", "yes", "yes", "yes", "active"],
            &["S-2", "Records", "IE", "yes", "yes", "no", "active"],
            &["S-3", "Fax archive", "IE", "no", "no", "no", "ended"],
        ],
    ),
    (
        "vendor",
        &[
            "ref",
            "name",
            "service",
            "role",
            "country",
            "data_categories",
            "gets_personal_data",
            "dpa_signed",
            "dpa_signed_on",
            "baa_signed",
            "contract_ends_on",
            "transfers",
            "transfer_mechanism",
            "sells_or_shares",
            "status",
        ],
        &[
            &[
                "V-1",
                "Mailhost",
                "Sends our email",
                "processor",
                "DE",
                "Contact details",
                "yes",
                "yes",
                "2024-01-01",
                "no",
                "2028-01-01",
                "no",
                "",
                "no",
                "active",
            ],
            &[
                "V-2",
                "Gone Ltd",
                "Printed letters",
                "processor",
                "US",
                "Names",
                "yes",
                "yes",
                "2019-01-01",
                "no",
                "2021-01-01",
                "yes",
                "",
                "yes",
                "ended",
            ],
        ],
    ),
    (
        "notice",
        &["ref", "name", "kind", "url", "reviewed_on", "version"],
        &[
            &["N-1", "Website policy", "privacy_policy", "harborlight.example/privacy", "2026-05-01", "7"],
            &["N-2", "Notice of Privacy Practices", "npp", "harborlight.example/npp", "2026-05-01", "3"],
        ],
    ),
    (
        "request",
        &["ref", "kind", "law", "received_on", "answered_on", "outcome", "verification_method"],
        &[
            &["R-1", "access", "gdpr", "2026-05-01", "2026-05-20", "granted", "Email link"],
            &["R-2", "erasure", "ccpa", "2026-06-01", "2026-08-20", "granted", "Email link"],
        ],
    ),
];
