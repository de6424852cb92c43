//! The impact assessment: GDPR Art. 35(7)(a)-(d), with consultation (35(2), 35(9), 36), decision and review (35(11)).

use candor_model::RecordRef;

use super::facts::{Point, items, known, meant, measures, of_organisation, of_records, open};
use super::{SkeletonPart, SkeletonTable};
use crate::Input;
use crate::view::register::links::Links;

const DESCRIPTION: [Point; 11] = [
    known(
        "What is done",
        &["activity.description"],
        "Describe collection, use, storage and deletion step by step.",
    ),
    known("Purposes", &["activity.purposes"], "What is it for?"),
    known(
        "Legitimate interest",
        &["activity.legitimate_interest"],
        "If it rests on an interest: which, and whose?",
    ),
    known("Our role", &["activity.role", "activity.joint_controllers"], "Who decides on purposes and means?"),
    known(
        "People",
        &["activity.subjects", "activity.children"],
        "Whose data is it, and can they freely say no?",
    ),
    known(
        "How many people",
        &["activity.volume", "activity.large_scale"],
        "How many people, how wide an area, how often?",
    ),
    known(
        "Data",
        &["activity.data_categories", "activity.special_category", "activity.criminal_data"],
        "Which data, and which of it is sensitive?",
    ),
    known(
        "Where it comes from",
        &["activity.source", "activity.source_name", "activity.collection_point"],
        "From the person, from others, observed or worked out?",
    ),
    known("Recipients", &["activity.recipients", "activity.third_country_recipients"], "Who gets the data?"),
    known(
        "How long",
        &["activity.retention", "activity.retention_start", "activity.end_action"],
        "How long, from when, and what happens then?",
    ),
    known(
        "Begins and runs",
        &["activity.started_on", "activity.status"],
        "When does it begin? The assessment comes before.",
    ),
];

const SYSTEMS: Point = known("Systems", &[], "Which systems, paper files and people carry it?");
const VENDORS: Point = known("Vendors", &[], "Which vendors take part, if any?");

const NECESSITY: [Point; 8] = [
    known(
        "Legal basis",
        &["activity.legal_basis", "activity.legal_reference", "activity.art9_condition"],
        "On which basis of Art. 6, and which condition of Art. 9 where the data is sensitive?",
    ),
    open(
        "Why it is needed",
        &["activity.necessity_reason"],
        "Would less data, fewer people or a milder way reach the purpose?",
    ),
    open("Only the data needed", &["activity.data_categories"], "Which of these data could be left out?"),
    open("Kept right", &[], "How is data kept correct and up to date?"),
    known(
        "Other uses",
        &["activity.secondary_use"],
        "Is it used for anything else? If so, is that compatible (Art. 6(4))?",
    ),
    known(
        "Information to people",
        &["activity.notice", "activity.notice_exemption"],
        "Which notice tells people of it?",
    ),
    open("Rights", &[], "How can people see, correct, delete, object and take their data along here?"),
    known(
        "Outside the EEA",
        &["activity.transfers", "activity.transfer_countries", "activity.transfer_mechanism"],
        "Does data leave the EEA, where to, and what protects it?",
    ),
];

const DECISIONS: Point = known(
    "Decisions by software",
    &["activity.automated_decision", "activity.human_involvement"],
    "Does software decide, and who can step in?",
);

const ADVICE: Point = open(
    "Advice of the officer (Art. 35(2))",
    &["organisation.dpo"],
    "What did the officer advise, when, and was it followed? If not, why?",
);

const CONSULTATION: [Point; 3] = [
    open(
        "Views of people or their representatives (Art. 35(9))",
        &[],
        "Who was asked and what did they say? If nobody, why is that appropriate?",
    ),
    open("Codes of conduct (Art. 35(8))", &[], "Which approved code is followed, if any?"),
    open(
        "Prior consultation (Art. 36)",
        &[],
        "Does a high risk remain? Then ask the authority before it begins.",
    ),
];

const DECISION: [Point; 4] = [
    open("Remaining risk", &["activity.risk_level"], "None, low, medium or high, after the measures?"),
    open("Decision", &[], "Go ahead, go ahead with conditions, or stop? Why?"),
    open(
        "Approved by",
        &["activity.owner"],
        "Name, role, day and signature of the person who answers for it.",
    ),
    open(
        "Review (Art. 35(11))",
        &["activity.reviewed_on"],
        "When is it looked at again, and which change brings that forward?",
    ),
];

/// Events to weigh. The first three follow Art. 4(12) and 32(2); the others recital 75.
const RISKS: [&str; 7] = [
    "Data is seen by somebody who should not",
    "Data is changed without right or by mistake",
    "Data is lost or cannot be reached",
    "People are treated unfairly or discriminated against",
    "People lose control over their data or cannot use their rights",
    "People suffer fraud, money or reputation losses",
    "Data is used for something else than people expect",
];

pub(super) fn parts(input: &Input<'_>, links: &Links<'_>, record: RecordRef) -> Vec<SkeletonPart> {
    let part = |id: &str, title: &str, cite: &str, items, tables| SkeletonPart {
        id: id.to_owned(),
        title: title.to_owned(),
        cite: cite.to_owned(),
        items,
        tables,
    };
    let mut description = items(links, record, &DESCRIPTION);
    let systems = meant(links, record, "activity.systems");
    let vendors = meant(links, record, "activity.vendors");
    description.push(of_records(links, &SYSTEMS, &systems, &["system.kind", "system.location"]));
    description.push(of_records(links, &VENDORS, &vendors, &["vendor.role", "vendor.country"]));
    let mut necessity = items(links, record, &NECESSITY);
    necessity.extend(items(links, record, &[DECISIONS]));
    let mut consultation = vec![of_organisation(links, &ADVICE)];
    consultation.extend(items(links, record, &CONSULTATION));
    let answers = ["Measure recorded", "Risk it answers", "In place or planned", "Remaining risk"];
    vec![
        part(
            "description",
            "What is planned",
            "GDPR Art. 35(7)(a)",
            description,
            vec![obligations(input, links, record)],
        ),
        part("necessity", "Necessity and proportionality", "GDPR Art. 35(7)(b)", necessity, Vec::new()),
        part("risks", "Risks to people", "GDPR Art. 35(7)(c)", Vec::new(), risks(links, record, &systems)),
        part(
            "measures",
            "Measures against the risks",
            "GDPR Art. 35(7)(d)",
            Vec::new(),
            vec![measures(links, record, "Measures", &answers[1..])],
        ),
        part("consultation", "Who was asked", "GDPR Art. 35(2), 35(8), 35(9), 36", consultation, Vec::new()),
        part(
            "decision",
            "Decision and review",
            "GDPR Art. 5(2), 35(11)",
            items(links, record, &DECISION),
            Vec::new(),
        ),
    ]
}

/// What the audit says of the other documents of the activity.
fn obligations(input: &Input<'_>, links: &Links<'_>, record: RecordRef) -> SkeletonTable {
    let own = super::spot(links, record);
    let rows = input.assessment.obligations.iter().filter_map(|one| {
        let obliged = one.records.iter().find(|obliged| super::stands_at(&obliged.place, &own))?;
        let cells: Vec<String> = obliged.kept.iter().map(super::shown).collect();
        let cells = if cells.is_empty() { "–".to_owned() } else { cells.join("; ") };
        Some(vec![format!("{} ({})", one.title, one.cite), obliged.state.label().to_owned(), cells])
    });
    SkeletonTable {
        title: "Documents of this activity, as the audit found them".to_owned(),
        headers: ["Document", "State", "Cells"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn risks(links: &Links<'_>, record: RecordRef, systems: &[RecordRef]) -> Vec<SkeletonTable> {
    let headers = ["Event", "Where from", "What it would do to people", "How likely", "How grave"];
    let row = |risk: &&str| {
        let mut cells = vec![(*risk).to_owned()];
        cells.extend((1..headers.len()).map(|_| String::new()));
        cells
    };
    let mut tables = vec![SkeletonTable {
        title: "Events to weigh".to_owned(),
        headers: headers.map(str::to_owned).to_vec(),
        rows: RISKS.iter().map(row).collect(),
    }];
    let mut incidents: Vec<RecordRef> =
        systems.iter().flat_map(|system| links.naming(*system, "incident.systems")).collect();
    let vendors = meant(links, record, "activity.vendors");
    incidents.extend(vendors.iter().flat_map(|vendor| links.naming(*vendor, "incident.vendor")));
    incidents.sort_unstable();
    incidents.dedup();
    if !incidents.is_empty() {
        let paths = [
            "incident.title",
            "incident.discovered_on",
            "incident.affected_count",
            "incident.risk_to_people",
        ];
        let cell = |incident: RecordRef, path: &str| {
            let text = links.text(incident, path);
            if text.is_empty() { "–".to_owned() } else { text }
        };
        let row = |incident: &RecordRef| {
            let mut cells: Vec<String> = paths.iter().map(|path| cell(*incident, path)).collect();
            cells.push(links.record_place(*incident));
            cells
        };
        tables.push(SkeletonTable {
            title: "Incidents recorded in its systems or with its vendors".to_owned(),
            headers: ["Incident", "Discovered", "People", "Risk", "Where"].map(str::to_owned).to_vec(),
            rows: incidents.iter().map(row).collect(),
        });
    }
    tables
}
