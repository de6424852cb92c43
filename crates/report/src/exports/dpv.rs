//! The records of processing as linked data in the W3C Data Privacy Vocabulary (DPV 2.3, with its extensions for the
//! GDPR), as JSON-LD.
//!
//! Each activity is a `dpv:Process`. Concepts of the vocabulary stand where a cell chooses an option that means the same;
//! what the records say in their own words is a concept of their own with that label. What is not recorded is left out
//! and named in a note: nothing is supposed. The context is embedded, so that nothing has to be fetched.

use candor_model::{Dictionary, Inventory, RecordRef, Seen, Span, Unit, Value as Cell};
use serde_json::{Map, Value, json};

use crate::escape::anchor;
use crate::view::register::links::Links;
use crate::{Error, File, Input};

/// Field of an activity, property, class of its own concepts.
const WORDS: [(&str, &str, &str); 6] = [
    ("activity.purposes", "dpv:hasPurpose", "dpv:Purpose"),
    ("activity.data_categories", "dpv:hasPersonalData", "dpv:PersonalData"),
    ("activity.subjects", "dpv:hasDataSubject", "dpv:DataSubject"),
    ("activity.recipients", "dpv:hasRecipient", "dpv:Recipient"),
    ("activity.vendors", "dpv:hasRecipient", "dpv:Recipient"),
    (
        "activity.security_measures",
        "dpv:hasTechnicalOrganisationalMeasure",
        "dpv:TechnicalOrganisationalMeasure",
    ),
];

/// An option and the concept that means the same.
type Concept = (&'static str, &'static str);

/// Field of an activity, property, and the concept of each option.
const CHOICES: [(&str, &str, &[Concept]); 5] = [
    (
        "activity.legal_basis",
        "dpv:hasLegalBasis",
        &[
            ("consent", "eu-gdpr:A6-1-a"),
            ("contract", "eu-gdpr:A6-1-b"),
            ("legal_obligation", "eu-gdpr:A6-1-c"),
            ("vital_interests", "eu-gdpr:A6-1-d"),
            ("public_task", "eu-gdpr:A6-1-e"),
            ("legitimate_interests", "eu-gdpr:A6-1-f"),
        ],
    ),
    (
        "activity.art9_condition",
        "dpv:hasLegalBasis",
        &[
            ("explicit_consent", "eu-gdpr:A9-2-a"),
            ("employment", "eu-gdpr:A9-2-b"),
            ("vital_interests", "eu-gdpr:A9-2-c"),
            ("nonprofit", "eu-gdpr:A9-2-d"),
            ("made_public", "eu-gdpr:A9-2-e"),
            ("legal_claims", "eu-gdpr:A9-2-f"),
            ("public_interest", "eu-gdpr:A9-2-g"),
            ("health_care", "eu-gdpr:A9-2-h"),
            ("public_health", "eu-gdpr:A9-2-i"),
            ("research", "eu-gdpr:A9-2-j"),
        ],
    ),
    (
        "activity.transfer_mechanism",
        "dpv:hasLegalBasis",
        &[
            ("adequacy", "eu-gdpr:A45-3"),
            ("public_instrument", "eu-gdpr:A46-2-a"),
            ("bcr", "eu-gdpr:A46-2-b"),
            ("scc", "eu-gdpr:A46-2-c"),
            ("authorised_clauses", "eu-gdpr:A46-3-a"),
            ("explicit_consent", "eu-gdpr:A49-1-a"),
        ],
    ),
    (
        "activity.transfer_exception",
        "dpv:hasLegalBasis",
        &[
            ("contract_with_person", "eu-gdpr:A49-1-b"),
            ("contract_for_person", "eu-gdpr:A49-1-c"),
            ("public_interest", "eu-gdpr:A49-1-d"),
            ("legal_claims", "eu-gdpr:A49-1-e"),
            ("vital_interests", "eu-gdpr:A49-1-f"),
            ("public_register", "eu-gdpr:A49-1-g"),
            ("compelling_interest", "eu-gdpr:A49-2"),
        ],
    ),
    ("activity.source", "dpv:hasDataSource", &[]),
];

/// Fields whose absence is named.
const ASKED: [&str; 6] = [
    "activity.purposes",
    "activity.legal_basis",
    "activity.subjects",
    "activity.data_categories",
    "activity.recipients",
    "activity.retention",
];

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    let links = Links::new(input.inventory);
    let mut graph = vec![organisation(input, &links)];
    for record in links.records("activity") {
        graph.push(process(&links, record, graph.len()));
    }
    let document = json!({ "@context": context(), "@graph": graph });
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(vec![File { path: "data/register.jsonld".to_owned(), bytes }])
}

fn context() -> Value {
    json!({
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "loc": "https://w3id.org/dpv/loc#",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "label": "skos:prefLabel",
        "note": "skos:note",
        "source": "dct:source",
        // Ids of this document; no address on the web.
        "@base": "urn:candor:register/",
    })
}

fn organisation(input: &Input<'_>, links: &Links<'_>) -> Value {
    let mut node = Map::new();
    node.insert("@id".into(), json!("organisation"));
    node.insert("@type".into(), json!("dpv:Organisation"));
    node.insert("dpv:hasName".into(), json!(input.assessment.organisation));
    node.insert(
        "dct:date".into(),
        json!({ "@type": "xsd:date", "@value": input.assessment.as_of.to_string() }),
    );
    let dictionary = Dictionary::builtin();
    let record = links.records("organisation").into_iter().next();
    let contacts = [
        ("organisation.address", "dpv:hasAddress"),
        ("organisation.email", "dpv:hasContact"),
        ("organisation.dpo", "dpv:hasDataProtectionOfficer"),
        ("organisation.eu_representative", "dpv:hasRepresentative"),
    ];
    for (path, property) in contacts {
        let seen = record.map(|record| input.inventory.look(record, dictionary.expect_field(path)));
        let Some(seen) = seen.filter(|seen| seen.value().is_some_and(|value| !value.is_none())) else {
            continue;
        };
        let text = seen.text().trim();
        let value = match property {
            "dpv:hasDataProtectionOfficer" => own(text, "dpv:DataProtectionOfficer"),
            "dpv:hasRepresentative" => own(text, "dpv:Representative"),
            _ => json!(text),
        };
        node.insert(property.into(), value);
    }
    Value::Object(node)
}

/// A concept that the records name in their own words.
fn own(label: &str, class: &str) -> Value {
    json!({ "@type": class, "label": label })
}

fn process(links: &Links<'_>, record: RecordRef, number: usize) -> Value {
    let inventory = links.inventory;
    let dictionary = Dictionary::builtin();
    let field = |path: &str| dictionary.expect_field(path);
    let mut node = Map::new();
    node.insert("@id".into(), json!(format!("activity-{number}-{}", anchor(inventory.key(record)))));
    node.insert("@type".into(), json!("dpv:Process"));
    node.insert("label".into(), json!(inventory.name(record)));
    node.insert("source".into(), json!(links.record_place(record)));
    for (path, property, class) in WORDS {
        for item in words(links, record, path) {
            add(&mut node, property, own(&item, class));
        }
    }
    for (path, property, concepts) in CHOICES {
        for chosen in links.chosen(record, path) {
            let concept = concepts.iter().find(|(option, _)| *option == chosen.id);
            let own_class = if property == "dpv:hasDataSource" { "dpv:DataSource" } else { "dpv:LegalBasis" };
            add(
                &mut node,
                property,
                concept.map_or_else(|| own(&chosen.label, own_class), |(_, iri)| json!({ "@id": iri })),
            );
        }
    }
    if links.answer(record, "activity.special_category") == Some(true) {
        add(&mut node, "dpv:hasPersonalData", json!({ "@id": "dpv:SpecialCategoryPersonalData" }));
    }
    controller(links, record, &mut node);
    countries(inventory, record, &mut node);
    if let Some(storage) = storage(inventory.look(record, field("activity.retention"))) {
        node.insert("dpv:hasStorageCondition".into(), storage);
    }
    let absent: Vec<&str> = ASKED
        .into_iter()
        .map(field)
        .filter(|field| inventory.look(record, *field).value().is_none())
        .map(|field| dictionary.field(field).label.as_str())
        .collect();
    if !absent.is_empty() {
        node.insert("note".into(), json!(format!("Not recorded: {}.", absent.join(", "))));
    }
    Value::Object(node)
}

fn add(node: &mut Map<String, Value>, property: &str, value: Value) {
    let list = node.entry(property.to_owned()).or_insert_with(|| json!([]));
    if let Some(list) = list.as_array_mut().filter(|list| !list.contains(&value)) {
        list.push(value);
    }
}

/// The names in a reference, the items of a list, or the text of a cell that can be read.
fn words(links: &Links<'_>, record: RecordRef, path: &str) -> Vec<String> {
    let named = links.named(record, path);
    if named.is_empty() && links.says(record, path) {
        return links.items(record, path);
    }
    named.into_iter().map(|named| named.name).collect()
}

/// Who decides: we, others, or both together. Nothing where the role is not recorded.
fn controller(links: &Links<'_>, record: RecordRef, node: &mut Map<String, Value>) {
    let others = |path: &str| words(links, record, path);
    match links.choice(record, "activity.role") {
        Some("processor") => {
            node.insert("dpv:hasDataProcessor".into(), json!({ "@id": "organisation" }));
            for name in others("activity.controller") {
                add(node, "dpv:hasDataController", own(&name, "dpv:DataController"));
            }
        }
        Some("joint_controller") => {
            add(node, "dpv:hasJointDataControllers", json!({ "@id": "organisation" }));
            for name in others("activity.joint_controllers") {
                add(node, "dpv:hasJointDataControllers", own(&name, "dpv:DataController"));
            }
        }
        Some(_) => {
            node.insert("dpv:hasDataController".into(), json!({ "@id": "organisation" }));
        }
        None => {}
    }
}

fn countries(inventory: &Inventory, record: RecordRef, node: &mut Map<String, Value>) {
    let field = Dictionary::builtin().expect_field("activity.transfer_countries");
    if let Some(Cell::Countries(countries)) = inventory.look(record, field).value() {
        for country in countries {
            add(node, "dpv:hasThirdCountry", json!({ "@id": format!("loc:{}", country.code()) }));
        }
    }
}

/// How long data is kept, as a duration of ISO 8601 and in the words of the cell.
fn storage(seen: Seen<'_>) -> Option<Value> {
    let Some(Cell::Duration(retention)) = seen.value() else { return None };
    let mut storage = own(seen.text().trim(), "dpv:StorageCondition");
    if let Some(period) = retention.period.and_then(iso) {
        storage["dpv:hasDuration"] = json!({ "@type": "xsd:duration", "@value": period });
    }
    Some(storage)
}

/// A duration as XML Schema writes it, which knows no business days.
fn iso(period: Span) -> Option<String> {
    match period.unit {
        Unit::Hours => Some(format!("PT{}H", period.count)),
        Unit::Days => Some(format!("P{}D", period.count)),
        Unit::Weeks => Some(format!("P{}D", u64::from(period.count) * 7)),
        Unit::Months => Some(format!("P{}M", period.count)),
        Unit::Years => Some(format!("P{}Y", period.count)),
        Unit::BusinessDays => None,
    }
}
