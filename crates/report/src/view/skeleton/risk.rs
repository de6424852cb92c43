//! The CCPA risk assessment: 11 CCR 7152(a)(1)-(9), with the days of 7155 and 7157.

use candor_model::RecordRef;

use super::facts::{Point, items, known, meant, measures, of_records, open};
use super::{SkeletonPart, SkeletonTable};
use crate::Input;
use crate::view::register::links::Links;

const PURPOSE: [Point; 1] = [open(
    "Specific purpose",
    &["activity.purposes"],
    "Say in specific terms what it is for; “to improve services” is not enough.",
)];

const DATA: [Point; 3] = [
    known(
        "Categories",
        &["activity.data_categories", "activity.ccpa_categories"],
        "Which categories of personal information?",
    ),
    known(
        "Sensitive information",
        &["activity.special_category"],
        "Is sensitive personal information among them?",
    ),
    open(
        "The least that is needed",
        &["activity.necessity_reason"],
        "Which is the minimum needed for the purpose, and why?",
    ),
];

const OPERATION: [Point; 7] = [
    known(
        "(A) How it is collected, used, disclosed and kept",
        &["activity.description", "activity.collection_point"],
        "Describe the method.",
    ),
    known("(A) Sources", &["activity.source", "activity.source_name"], "Where does it come from?"),
    known(
        "(B) How long each category is kept",
        &["activity.retention", "activity.retention_start"],
        "How long, or by which criteria?",
    ),
    open(
        "(C) How the business deals with the people",
        &["activity.collection_point"],
        "Through a site, an app, in person; and for what purpose do they deal with you?",
    ),
    known("(D) How many people", &["activity.volume"], "About how many consumers?"),
    known(
        "(E) What people were told",
        &["activity.notice"],
        "Which disclosures were made or are planned, and how?",
    ),
    known(
        "(F) Recipients",
        &["activity.recipients", "activity.vendors"],
        "Which service providers, contractors and third parties get it, and for what purpose?",
    ),
];

const LOGIC: Point = open(
    "(G) Logic and output of automated decisions",
    &["activity.automated_decision", "activity.human_involvement"],
    "If software makes significant decisions: its logic, assumptions and limits, its output, and how the output is used.",
);

const BENEFITS: [Point; 4] = [
    open(
        "For the business",
        &[],
        "Which benefit, in specific terms? If it is money, say how much where that can be said.",
    ),
    open("For the people", &[], "Which benefit?"),
    open("For others", &[], "Which benefit, if any?"),
    open("For the public", &[], "Which benefit, if any?"),
];

const DECISION: [Point; 1] = [open("Will it go ahead", &[], "Will the business begin or go on with it?")];
const CONTRIBUTORS: [Point; 1] = [open(
    "Who gave information",
    &["activity.owner", "activity.department"],
    "Names, other than counsel who gave legal advice.",
)];
const APPROVAL: [Point; 3] = [
    open("Reviewed and approved on", &["activity.risk_assessment_on"], "The day."),
    open(
        "Reviewed and approved by",
        &[],
        "Names and positions, counsel aside; one of them with authority to decide whether it goes ahead.",
    ),
    open(
        "Next review (11 CCR 7155)",
        &["activity.started_on"],
        "At least every three years, and within 45 days of a change that adds risk.",
    ),
];

/// Harms to consider (11 CCR 7152(a)(5)).
const HARMS: [&str; 9] = [
    "Unauthorised access, loss, change or deletion",
    "Discrimination on grounds that the law protects",
    "Loss of control over personal information",
    "Coercion or pressure to give information or consent",
    "Economic harm",
    "Physical harm",
    "Harm to reputation",
    "Psychological harm",
    "Another harm",
];

pub(super) fn parts(_: &Input<'_>, links: &Links<'_>, record: RecordRef) -> Vec<SkeletonPart> {
    let part = |id: &str, title: &str, cite: &str, items, tables| SkeletonPart {
        id: id.to_owned(),
        title: title.to_owned(),
        cite: format!("11 CCR {cite}"),
        items,
        tables,
    };
    let mut operation = items(links, record, &OPERATION);
    let vendors = meant(links, record, "activity.vendors");
    let listed = known("(F) Vendors as listed", &[], "No vendor is listed. Is there none?");
    operation.push(of_records(links, &listed, &vendors, &["vendor.role", "vendor.service"]));
    if links.answer(record, "activity.automated_decision") != Some(false) {
        operation.extend(items(links, record, &[LOGIC]));
    }
    vec![
        part("purpose", "Purpose", "7152(a)(1)", items(links, record, &PURPOSE), Vec::new()),
        part(
            "data",
            "Categories, and the least that is needed",
            "7152(a)(2)",
            items(links, record, &DATA),
            Vec::new(),
        ),
        part("operation", "How it works", "7152(a)(3)", operation, Vec::new()),
        part("benefits", "Benefits", "7152(a)(4)", items(links, record, &BENEFITS), Vec::new()),
        part("harms", "Negative effects on people", "7152(a)(5)", Vec::new(), vec![harms()]),
        part(
            "safeguards",
            "Safeguards",
            "7152(a)(6)",
            Vec::new(),
            vec![measures(links, record, "Safeguards", &["Effect it answers", "In place or planned"])],
        ),
        part("decision", "Decision", "7152(a)(7)", items(links, record, &DECISION), Vec::new()),
        part(
            "contributors",
            "Who gave information",
            "7152(a)(8)",
            items(links, record, &CONTRIBUTORS),
            Vec::new(),
        ),
        part("approval", "Review and approval", "7152(a)(9)", items(links, record, &APPROVAL), Vec::new()),
    ]
}

fn harms() -> SkeletonTable {
    let headers = ["Effect to consider", "Source and cause here", "How likely", "How grave"];
    let row = |harm: &&str| {
        let mut cells = vec![(*harm).to_owned()];
        cells.extend((1..headers.len()).map(|_| String::new()));
        cells
    };
    SkeletonTable {
        title: "Effects to consider".to_owned(),
        headers: headers.map(str::to_owned).to_vec(),
        rows: HARMS.iter().map(row).collect(),
    }
}
