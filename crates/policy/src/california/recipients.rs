//! Who gets the data of an activity, as California sorts them: third parties to whom it is sold or with whom it is shared,
//! and those who get it for a business purpose (Civ. Code 1798.140(e), (ad), (ah), (ai)).
//!
//! Invariant: whether a vendor is a third party is read from its role or from what it does with the data, never guessed;
//! a recipient that is no vendor of the records counts as a third party where the activity sells or shares.

use candor_model::RecordRef;

use crate::activity::Activity;
use crate::fact::{FactCell, Found};
use crate::key;
use crate::records::Records;

/// A recipient with its kind, such as "Advertising"; empty where none is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    kind: String,
    name: String,
}

/// The recipients of an activity.
#[derive(Default)]
pub(super) struct Sorted {
    /// Does the activity sell or share?
    pub(super) is_given: bool,
    /// To whom it sells or with whom it shares.
    pub(super) buyers: Vec<Named>,
    /// Is there a vendor of which nothing says whether it is a third party?
    pub(super) buyers_open: bool,
    /// Who gets data for a business purpose.
    pub(super) helpers: Vec<Named>,
    /// What the helpers do with it.
    pub(super) reasons: Vec<String>,
    /// Is there a helper of which nothing says what it does?
    pub(super) reasons_open: bool,
    /// Cells of the recipients, and of what they do.
    pub(super) cells: Vec<FactCell>,
    pub(super) reason_cells: Vec<FactCell>,
}

/// Which side of the line a vendor stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    ThirdParty,
    Helper,
    Unknown,
}

pub(super) fn sorted(records: &Records<'_>, activity: &Activity) -> Sorted {
    let answer = |path: &str| records.yes_no(activity.record, path);
    let answers = [answer("activity.sold"), answer("activity.shared_for_ads")];
    let mut found = Sorted {
        is_given: answers.contains(&Some(true)),
        cells: activity.who.cells.clone(),
        ..Sorted::default()
    };
    let written = ["activity.vendors", "activity.recipients"]
        .into_iter()
        .filter_map(|path| records.list(activity.record, path).known());
    for name in written.flatten() {
        match records.resolve("vendor", &name) {
            Some(vendor) => found.add_vendor(records, vendor, activity),
            None => found.add_other(records, &name, activity),
        }
    }
    found
}

impl Sorted {
    fn add_vendor(&mut self, records: &Records<'_>, vendor: RecordRef, activity: &Activity) {
        let named = Named {
            kind: records
                .text(vendor, "vendor.kind")
                .known()
                .map(|kind| records.word(&kind))
                .unwrap_or_default(),
            name: records.name(&records.inventory.name(vendor)),
        };
        self.cells.extend(records.cells(vendor, &["vendor.role", "vendor.sells_or_shares"]));
        match (self.is_given, side(records, vendor)) {
            (true, Side::ThirdParty) => push(&mut self.buyers, named),
            (true, Side::Unknown) => self.buyers_open = true,
            (false, _) | (true, Side::Helper) => {
                push(&mut self.helpers, named);
                let service = "vendor.service";
                self.reason_cells.extend(records.cell(vendor, service));
                match records.text(vendor, service) {
                    Found::Known(text) => self.reasons.push(records.word(&text)),
                    // What it is used for is known from the activity.
                    _ if activity.why.is_known() => self.add_purposes(records, activity),
                    _ => self.reasons_open = true,
                }
            }
        }
    }

    /// Somebody who is no vendor of the records, such as "Tax agencies".
    fn add_other(&mut self, records: &Records<'_>, name: &str, activity: &Activity) {
        let named = Named { kind: String::new(), name: records.word(name) };
        if self.is_given {
            push(&mut self.buyers, named);
            return;
        }
        push(&mut self.helpers, named);
        self.add_purposes(records, activity);
        self.reasons_open |= !activity.why.is_known();
    }

    fn add_purposes(&mut self, records: &Records<'_>, activity: &Activity) {
        self.reasons.extend(records.words(&activity.purposes));
        self.reason_cells.extend(activity.why.cells.clone());
    }
}

fn side(records: &Records<'_>, vendor: RecordRef) -> Side {
    const OUTSIDE: [&str; 3] = ["third_party", "controller", "joint_controller"];
    if records.yes_no(vendor, "vendor.sells_or_shares") == Some(true) {
        return Side::ThirdParty;
    }
    match records.choices(vendor, "vendor.role") {
        Found::Known(roles) if roles.iter().any(|role| OUTSIDE.contains(role)) => Side::ThirdParty,
        Found::Known(roles) if !roles.is_empty() => Side::Helper,
        _ => Side::Unknown,
    }
}

fn push(list: &mut Vec<Named>, named: Named) {
    if !list.contains(&named) {
        list.push(named);
    }
}

/// "Advertising: Adquillon Exchange, Beaconquail Media; Survey panel".
pub(super) fn told<'a>(records: &Records<'_>, recipients: impl Iterator<Item = &'a Named>) -> String {
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for Named { kind, name } in recipients {
        // Those without a kind have a line each.
        match kinds
            .iter_mut()
            .find(|(other, names)| other == kind && (!kind.is_empty() || names.contains(name)))
        {
            Some((_, names)) if names.contains(name) => {}
            Some((_, names)) => names.push(name.clone()),
            None => kinds.push((kind, vec![name.clone()])),
        }
    }
    let lines = kinds.into_iter().map(|(kind, names)| {
        let text = names.join(", ");
        if kind.is_empty() {
            return text;
        }
        records.say_with(key::LABELLED, &[("label", kind), ("text", &text)])
    });
    records.language.join_apart(&lines.collect::<Vec<_>>())
}
