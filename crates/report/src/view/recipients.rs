//! Everyone who gets data: companies with contract and safeguard, and all recipients use by use.

use std::collections::{BTreeSet, HashMap};

use candor_model::text::fold_name;
use candor_policy::{Activity, Fact, Glance, Organisation, Recipient, Transfer, Version};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Recipients<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// Companies that handle data.
    rows: Vec<Row<'a>>,
    /// What the organisation does, each with everyone who gets its data.
    activities: &'a [Activity],
    /// Who works for these companies, where that is not recorded.
    questions: Vec<&'a Fact>,
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// The version of the text.
    version: &'a Version,
}

/// A company with what it is used for.
#[derive(Serialize, JsonSchema)]
struct Row<'a> {
    /// The company.
    recipient: &'a Recipient,
    /// Names of the activities that use it; nothing where none names it.
    used_in: Glance,
    /// What protects the data where it leaves the EEA.
    transfers: Vec<&'a Transfer>,
}

/// Does anybody get data?
pub(crate) fn has(input: &Input<'_>) -> bool {
    let facts = &input.facts;
    !facts.recipients.is_empty() || facts.activities.iter().any(|activity| activity.who.is_known())
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Recipients<'a> {
    let facts = &input.facts;
    let mut used_by: HashMap<&str, Vec<&Activity>> = HashMap::new();
    for activity in &facts.activities {
        activity.goes_to().for_each(|name| used_by.entry(name).or_default().push(activity));
    }
    let mut sent_to: HashMap<String, Vec<&Transfer>> = HashMap::new();
    for transfer in &facts.transfers {
        let names: BTreeSet<String> = transfer.recipient.split(", ").map(fold_name).collect();
        names.into_iter().for_each(|name| sent_to.entry(name).or_default().push(transfer));
    }
    let row = |recipient: &'a Recipient| {
        let name = fold_name(&recipient.name);
        let using = used_by.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        let names: Vec<String> = using.iter().map(|activity| activity.name.clone()).collect();
        let ids = using.iter().flat_map(|activity| [activity.named.id.clone(), activity.who.id.clone()]);
        Row {
            recipient,
            used_in: Glance { text: names.join("; "), open: false, facts: ids.collect() },
            transfers: sent_to.get(&name).cloned().unwrap_or_default(),
        }
    };
    let asked = facts.recipients.iter().map(|recipient| &recipient.sub_processors);
    Recipients {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        rows: facts.recipients.iter().map(row).collect(),
        activities: &facts.activities,
        questions: asked.filter(|fact| fact.is_open()).collect(),
        organisation: &facts.organisation,
        version: &facts.version,
    }
}
