//! The records of processing as one hands them to an authority: GDPR Art. 30(1) and 30(2), item by item.
//!
//! Invariants: no more than the article asks for; what is not recorded is said to be missing, with its item; an
//! activity has with it all that is linked to it; activities that ended are counted, not shown.

mod beside;

use std::collections::HashSet;

use candor_model::RecordRef;
use candor_model::text::plain;
use candor_policy::Applies;
use schemars::JsonSchema;
use serde::Serialize;

use super::links::Links;
use crate::Input;
use crate::view::{counted, grouped, long_date};
pub(crate) use beside::MEASURES;
use beside::{Limit, Moved, Protected, Recipient, limits, recipients, systems, transfers};

/// Activities shown; the number of the others is told. More make a document that no program opens.
const ACTIVITIES_SHOWN: usize = 5000;

/// The records of processing of one role.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Handover {
    /// Name of the organisation.
    organisation: String,
    /// Title of the document.
    title: String,
    /// The provision, such as `GDPR Art. 30(1)`.
    law: String,
    /// `2026-Q4`.
    quarter: String,
    /// The day of the audit in words.
    as_of: String,
    /// Who is responsible: Art. 30(1)(a), 30(2)(a).
    responsible: Vec<Item>,
    /// How many activities follow, in words.
    count: String,
    /// How many activities have ended and are left out.
    ended: u64,
    /// How many of the activities have no role recorded and are therefore counted as a controller's.
    without_role: u64,
    /// The activities, in the order of the records.
    activities: Vec<Handed>,
    /// How many they are.
    shown: String,
    /// How many activities are not shown; empty if all are.
    more: String,
    /// Where the first of them stands.
    more_from: String,
    /// Version of the program.
    tool_version: String,
}

/// One item of the article.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Item {
    /// What it is, in the article's order and sense.
    what: String,
    /// Letter of the article: `Art. 30(1)(b)`.
    cite: String,
    /// What is recorded; empty where nothing is.
    recorded: String,
}

/// An activity, with what is linked to it.
#[derive(Serialize, JsonSchema)]
struct Handed {
    /// Number in this document, from 1.
    number: usize,
    /// Name of the activity.
    name: String,
    /// Purposes (or, for a processor, the categories of processing), for the summary.
    purposes: String,
    /// For whom the work is done (processor) or whom the data is about (controller), for the summary.
    people: String,
    /// Countries outside the EEA, for the summary.
    countries: String,
    /// Items that are not recorded, such as `(f)`.
    missing: Vec<String>,
    /// Every item, in the order of the article.
    items: Vec<Item>,
    /// Vendors and other recipients by name.
    recipients: Vec<Recipient>,
    /// Transfers out of the EEA.
    transfers: Vec<Moved>,
    /// Time limits of the categories of data.
    limits: Vec<Limit>,
    /// Systems with their security measures.
    systems: Vec<Protected>,
}

/// The part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Art. 30(1).
    Controller,
    /// Art. 30(2).
    Processor,
}

/// Does an activity belong to a role? A blank role counts as controller.
fn is_of(links: &Links<'_>, record: RecordRef, role: Role) -> bool {
    (links.choice(record, "activity.role") == Some("processor")) == (role == Role::Processor)
}

/// Is there something to hand over? Not where the records show that the GDPR does not apply.
pub(crate) fn has(input: &Input<'_>, role: Role) -> bool {
    if input.facts.laws().gdpr == Applies::No {
        return false;
    }
    let links = Links::new(input.inventory);
    links.records("activity").into_iter().any(|record| is_of(&links, record, role))
}

pub(crate) fn view(input: &Input<'_>, role: Role) -> Handover {
    let links = Links::new(input.inventory);
    let (current, ended) = links.current("activity");
    let own: Vec<RecordRef> = current.into_iter().filter(|record| is_of(&links, *record, role)).collect();
    let (title, law) = match role {
        Role::Controller => ("Record of processing activities", "GDPR Art. 30(1)"),
        Role::Processor => ("Record of processing carried out for controllers", "GDPR Art. 30(2)"),
    };
    let more = own.len().saturating_sub(ACTIVITIES_SHOWN);
    let without_role = own.iter().filter(|record| links.choice(**record, "activity.role").is_none());
    Handover {
        organisation: input.assessment.organisation.clone(),
        title: title.to_owned(),
        law: law.to_owned(),
        quarter: input.quarter.clone(),
        as_of: long_date(input.assessment.as_of),
        responsible: responsible(&links, role, &own),
        count: counted(own.len() as u64, "activity", "activities"),
        ended: ended.into_iter().filter(|record| is_of(&links, *record, role)).count() as u64,
        without_role: without_role.count() as u64,
        activities: own
            .iter()
            .take(ACTIVITIES_SHOWN)
            .enumerate()
            .map(|(index, record)| handed(&links, *record, role, index + 1))
            .collect(),
        shown: grouped(own.len().min(ACTIVITIES_SHOWN) as u64),
        more: if more > 0 { grouped(more as u64) } else { String::new() },
        more_from: own.get(ACTIVITIES_SHOWN).map(|record| links.record_place(*record)).unwrap_or_default(),
        tool_version: input.tool_version.clone(),
    }
}

/// The first words that any place tells of the organisation.
fn organisation(links: &Links<'_>, path: &str) -> String {
    let told = links.records("organisation").into_iter().map(|record| links.text(record, path));
    told.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

fn responsible(links: &Links<'_>, role: Role, activities: &[RecordRef]) -> Vec<Item> {
    let article = match role {
        Role::Controller => "Art. 30(1)(a)",
        Role::Processor => "Art. 30(2)(a)",
    };
    let item =
        |what: &str, recorded: String| Item { what: what.to_owned(), cite: article.to_owned(), recorded };
    let contact: Vec<String> = ["organisation.address", "organisation.email", "organisation.phone"]
        .iter()
        .map(|path| organisation(links, path))
        .filter(|text| !text.is_empty())
        .collect();
    let who = if role == Role::Controller { "Controller" } else { "Processor" };
    let mut items =
        vec![item(who, organisation(links, "organisation.legal_name")), item("Contact", contact.join("; "))];
    if role == Role::Controller {
        let joint =
            each_once(activities.iter().map(|record| links.text(*record, "activity.joint_controllers")));
        if !joint.is_empty() {
            items.push(item("Joint controllers", joint.join("; ")));
        }
    } else {
        let controllers =
            each_once(activities.iter().map(|record| links.text(*record, "activity.controller")));
        items.push(item("Controllers on whose behalf we act", controllers.join("; ")));
    }
    items.push(item("Representative (Art. 27)", organisation(links, "organisation.eu_representative")));
    items.push(item("Data protection officer", organisation(links, "organisation.dpo")));
    items
}

/// The parts of a text between semicolons.
fn in_parts(text: &str) -> Vec<String> {
    text.split(';').map(|part| part.trim().to_owned()).collect()
}

/// Texts in their order, each once, without the empty ones.
fn each_once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = HashSet::new();
    texts.filter(|text| !text.is_empty() && known.insert(plain(text))).collect()
}

fn handed(links: &Links<'_>, record: RecordRef, role: Role, number: usize) -> Handed {
    let recipients = recipients(links, record);
    let transfers = transfers(links, record);
    let limits = limits(links, record);
    let systems = systems(links, record);
    let items = match role {
        Role::Controller => controller_items(links, record, (&recipients, &transfers, &limits, &systems)),
        Role::Processor => processor_items(links, record, (&transfers, &systems)),
    };
    let missing = items.iter().filter(|item| item.recorded.is_empty());
    let letter = |cite: &str| cite.rfind('(').map_or(cite, |at| &cite[at..]).to_owned();
    let people = if role == Role::Controller { "activity.subjects" } else { "activity.controller" };
    Handed {
        number,
        name: links.inventory.name(record),
        purposes: purposes(links, record, role),
        people: links.text(record, people),
        countries: countries(links, record, &transfers),
        missing: each_once(missing.map(|item| letter(&item.cite))),
        items,
        recipients: if role == Role::Controller { recipients } else { Vec::new() },
        transfers,
        limits: if role == Role::Controller { limits } else { Vec::new() },
        systems,
    }
}

/// The purposes of the activity, and those that a sheet of their own lists for it.
fn purposes(links: &Links<'_>, record: RecordRef, role: Role) -> String {
    let own = links.items(record, "activity.purposes");
    let listed = links.naming(record, "purpose.activity");
    let listed = listed.into_iter().flat_map(|purpose| in_parts(&links.inventory.name(purpose)));
    let told = each_once(own.into_iter().chain(listed)).join("; ");
    match role {
        Role::Processor if told.is_empty() => links.text(record, "activity.description"),
        _ => told,
    }
}

fn countries(links: &Links<'_>, record: RecordRef, transfers: &[Moved]) -> String {
    let own = links.text(record, "activity.transfer_countries");
    if !own.is_empty() {
        return own;
    }
    let told = each_once(transfers.iter().map(|transfer| transfer.country.clone())).join("; ");
    match links.answer(record, "activity.transfers") {
        Some(false) if told.is_empty() => "none".to_owned(),
        _ => told,
    }
}

type Linked<'a> = (&'a [Recipient], &'a [Moved], &'a [Limit], &'a [Protected]);

fn controller_items(
    links: &Links<'_>,
    record: RecordRef,
    (recipients, transfers, limits, systems): Linked<'_>,
) -> Vec<Item> {
    let item = |letter: &str, what: &str, recorded: String| Item {
        what: what.to_owned(),
        cite: format!("Art. 30(1)({letter})"),
        recorded,
    };
    let text = |path: &str| links.text(record, path);
    let elements = links.naming(record, "data_element.activity");
    let elements = elements.into_iter().map(|element| links.inventory.name(element));
    let categories = links.items(record, "activity.data_categories");
    let data = each_once(categories.into_iter().chain(elements)).join("; ");
    let own = ["activity.recipients", "activity.third_country_recipients"];
    let named = each_once(
        own.iter()
            .flat_map(|path| links.items(record, path))
            .chain(recipients.iter().map(|recipient| recipient.name.clone())),
    );
    let mut items = Vec::new();
    if links.choice(record, "activity.role") == Some("joint_controller") {
        items.push(item("a", "Joint controllers", text("activity.joint_controllers")));
    }
    items.extend([
        item("b", "Purposes", purposes(links, record, Role::Controller)),
        item("c", "Categories of people", text("activity.subjects")),
        item("c", "Categories of personal data", data),
        item("d", "Recipients", named.join("; ")),
        item("e", "Countries outside the EEA", countries(links, record, transfers)),
    ]);
    if is_transferred(links, record, transfers) {
        let recorded = mechanism(links, record, transfers);
        items.push(item("e", "What protects the transfers", recorded));
    }
    let listed = limits.iter().map(|limit| format!("{}: {}", limit.category, limit.period));
    let kept = each_once(std::iter::once(retention(links, record)).chain(listed)).join("; ");
    items.push(item("f", "Time limits for erasure", kept));
    items.push(item("g", "Security measures", measures(links, record, systems)));
    items
}

fn processor_items(
    links: &Links<'_>,
    record: RecordRef,
    (transfers, systems): (&[Moved], &[Protected]),
) -> Vec<Item> {
    let item = |letter: &str, what: &str, recorded: String| Item {
        what: what.to_owned(),
        cite: format!("Art. 30(2)({letter})"),
        recorded,
    };
    let mut items = vec![
        item("a", "Controller for whom we act", links.text(record, "activity.controller")),
        item("b", "Categories of processing", purposes(links, record, Role::Processor)),
        item("c", "Countries outside the EEA", countries(links, record, transfers)),
    ];
    if is_transferred(links, record, transfers) {
        items.push(item("c", "What protects the transfers", mechanism(links, record, transfers)));
    }
    items.push(item("d", "Security measures", measures(links, record, systems)));
    items
}

/// Does the record, or one linked to it, say that data leaves the EEA?
fn is_transferred(links: &Links<'_>, record: RecordRef, transfers: &[Moved]) -> bool {
    links.answer(record, "activity.transfers") == Some(true)
        || links.says(record, "activity.transfer_countries")
        || !transfers.is_empty()
}

fn mechanism(links: &Links<'_>, record: RecordRef, transfers: &[Moved]) -> String {
    let own = ["activity.transfer_mechanism", "activity.transfer_exception", "activity.transfer_note"];
    let own = own.iter().filter(|path| links.says(record, path)).map(|path| links.text(record, path));
    let listed = transfers.iter().filter(|transfer| !transfer.safeguard.is_empty());
    let listed = listed.map(|transfer| format!("{}: {}", transfer.recipient, transfer.safeguard));
    each_once(own.chain(listed)).join("; ")
}

fn retention(links: &Links<'_>, record: RecordRef) -> String {
    let parts = ["activity.retention", "activity.retention_start", "activity.end_action"];
    each_once(parts.iter().map(|path| links.text(record, path))).join("; ")
}

fn measures(links: &Links<'_>, record: RecordRef, systems: &[Protected]) -> String {
    let mut own = vec![links.text(record, "activity.security_measures")];
    own.extend(links.measures(record, &["activity.pseudonymised"]));
    let of_systems = systems.iter().filter(|system| !system.measures.is_empty());
    let names: Vec<&str> = of_systems.map(|system| system.name.as_str()).collect();
    if !names.is_empty() {
        own.push(format!("the measures of {} below", names.join(", ")));
    }
    each_once(own.into_iter()).join("; ")
}
