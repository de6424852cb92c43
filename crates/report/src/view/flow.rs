//! Where data goes: from its source over systems and vendors to countries, as the registers have it.
//!
//! Invariants: a way is shown only where cells show it; what a cell should say and does not is “unknown”; an explicit
//! “none” is passed over.

use std::collections::BTreeMap;

use candor_model::text::fold_name;
use candor_model::{Country, Dictionary, Inventory, RecordRef, Value};

use super::counted;
use super::figure::Figure;
use super::register::links::Links;

/// Ways that are shown; the number of the others is told.
const WAYS: usize = 300;

const UNKNOWN: &str = "unknown";
/// A stop that there is none of.
const NONE: &str = "–";

/// Source, system, vendor, country.
type Way = [String; 4];

/// The flows of all activities; none without an activity.
pub(super) fn figure(links: &Links<'_>) -> Option<Figure> {
    let registers = Registers::new(links);
    let mut counts: Vec<(Way, u64)> = Vec::new();
    let mut known: BTreeMap<Way, usize> = BTreeMap::new();
    for activity in links.records("activity") {
        let mut ways = registers.ways(activity);
        ways.sort();
        ways.dedup();
        for way in ways {
            let at = *known.entry(way.clone()).or_insert_with(|| {
                counts.push((way, 0));
                counts.len() - 1
            });
            counts[at].1 += 1;
        }
    }
    let left = counts.len().saturating_sub(WAYS);
    let row = |(way, count): (Way, u64)| way.into_iter().chain([count.to_string()]).collect();
    let rows = counts.into_iter().take(WAYS).map(row).collect();
    let mut caption =
        "Flows of data by source, system, vendor and country, with the number of activities.".to_owned();
    if left > 0 {
        caption.push_str(&format!(" {} more are not in it.", counted(left as u64, "flow", "flows")));
    }
    Figure::of(caption, &["Source", "System", "Vendor", "Country", "Activities"], rows)
}

/// Systems and vendors by their folded names and keys.
struct Registers<'a> {
    links: &'a Links<'a>,
    inventory: &'a Inventory,
    systems: BTreeMap<String, RecordRef>,
    vendors: BTreeMap<String, RecordRef>,
}

impl<'a> Registers<'a> {
    fn new(links: &'a Links<'a>) -> Registers<'a> {
        let inventory = links.inventory;
        let register = |entity| {
            let mut found = BTreeMap::new();
            for record in links.records(entity) {
                for name in [inventory.key(record).to_owned(), inventory.name(record)] {
                    found.entry(fold_name(&name)).or_insert(record);
                }
            }
            found.remove("");
            found
        };
        Registers { links, inventory, systems: register("system"), vendors: register("vendor") }
    }

    /// Over each system to the vendor who runs it; to each vendor who gets data beside them; to each country that no
    /// vendor accounts for.
    fn ways(&self, activity: RecordRef) -> Vec<Way> {
        let sources = self.sources(activity);
        let mut stops: Vec<[String; 3]> = Vec::new();
        for system in self.names(activity, "activity.systems", &self.systems) {
            let record = self.systems.get(&fold_name(&system)).copied();
            let vendors = record.map(|record| self.names(record, "system.vendor", &self.vendors));
            let vendors = vendors.unwrap_or_default();
            if vendors.iter().all(|vendor| vendor == UNKNOWN || vendor == NONE) {
                let countries = record.map(|record| self.countries(record, "system.location"));
                for country in countries.unwrap_or_else(|| vec![UNKNOWN.to_owned()]) {
                    stops.push([system.clone(), NONE.to_owned(), country]);
                }
                continue;
            }
            for vendor in vendors {
                stops.extend(
                    self.vendor_countries(&vendor)
                        .into_iter()
                        .map(|country| [system.clone(), vendor.clone(), country]),
                );
            }
        }
        for vendor in self.names(activity, "activity.vendors", &self.vendors) {
            let is_told = vendor == NONE || stops.iter().any(|stop| stop[1] == vendor);
            if !is_told {
                stops.extend(
                    self.vendor_countries(&vendor)
                        .into_iter()
                        .map(|country| [NONE.to_owned(), vendor.clone(), country]),
                );
            }
        }
        for country in self.countries(activity, "activity.transfer_countries") {
            let is_told =
                country == UNKNOWN || country == NONE || stops.iter().any(|stop| stop[2] == country);
            if !is_told {
                stops.push([NONE.to_owned(), NONE.to_owned(), country]);
            }
        }
        let stops = stops.into_iter().filter(|stop| stop.iter().any(|place| place != NONE));
        let ways = stops.flat_map(|[system, vendor, country]| {
            sources
                .iter()
                .map(move |source| [source.clone(), system.clone(), vendor.clone(), country.clone()])
        });
        ways.collect()
    }

    /// The names that a cell refers to, as their registers have them.
    fn names(&self, record: RecordRef, path: &str, register: &BTreeMap<String, RecordRef>) -> Vec<String> {
        let field = Dictionary::builtin().expect_field(path);
        match self.inventory.look(record, field).value() {
            Some(Value::References(written)) if written.is_empty() => vec![NONE.to_owned()],
            Some(Value::References(written)) => written
                .iter()
                .map(|name| match register.get(&fold_name(name)) {
                    Some(record) => self.inventory.name(*record),
                    None => name.clone(),
                })
                .collect(),
            _ => vec![UNKNOWN.to_owned()],
        }
    }

    fn vendor_countries(&self, vendor: &str) -> Vec<String> {
        let record = self.vendors.get(&fold_name(vendor));
        record.map_or_else(|| vec![UNKNOWN.to_owned()], |record| self.countries(*record, "vendor.country"))
    }

    fn countries(&self, record: RecordRef, path: &str) -> Vec<String> {
        let words = |country: &Country| {
            let area = if country.is_in_eea() { "EEA" } else { "outside the EEA" };
            format!("{} ({area})", country.code())
        };
        match self.inventory.look(record, Dictionary::builtin().expect_field(path)).value() {
            Some(Value::Countries(countries)) if countries.is_empty() => vec![NONE.to_owned()],
            Some(Value::Countries(countries)) => countries.iter().map(words).collect(),
            _ => vec![UNKNOWN.to_owned()],
        }
    }

    /// What the activity says about where its data comes from.
    fn sources(&self, activity: RecordRef) -> Vec<String> {
        match self.links.chosen(activity, "activity.source") {
            chosen if chosen.is_empty() => vec![UNKNOWN.to_owned()],
            chosen => chosen.into_iter().map(|option| option.label.clone()).collect(),
        }
    }
}
