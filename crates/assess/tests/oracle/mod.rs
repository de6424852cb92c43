//! A slow, obvious second evaluator, run beside the real one over random small registers; and what must
//! hold of any register.

mod generate;
use crate::inventory;
mod judge;

use candor_assess::{Assessment, Library, Options, Outcome, Source, assess};
use candor_model::Inventory;
use generate::{asks, latest_registers, musts, registers, rules, tidy_registers};
use judge::oracle;
use proptest::prelude::*;

const AS_OF: &str = "2026-11-21";
const FIELDS: [&str; 6] = ["owner", "phi", "volume", "started_on", "reviewed_on", "vendors"];

/// Tests as the oracle knows them. A field is a position in [`FIELDS`].
#[derive(Debug, Clone)]
enum Ask {
    Present(usize),
    Answered(usize),
    IsYes,
    AtLeast10,
    ReviewedWithin90Days,
    ReviewedWithin30DaysOfStart,
    VendorsKnown,
    VendorsSigned,
    All(Vec<Ask>),
    Any(Vec<Ask>),
    KnownAny(Vec<Ask>),
    Not(Box<Ask>),
}

impl Ask {
    fn toml(&self) -> String {
        let list = |parts: &[Ask]| parts.iter().map(Ask::toml).collect::<Vec<_>>().join(", ");
        match self {
            Ask::Present(field) => format!("{{ present = \"{}\" }}", FIELDS[*field]),
            Ask::Answered(field) => format!("{{ answered = \"{}\" }}", FIELDS[*field]),
            Ask::IsYes => "{ field = \"phi\", one_of = [\"yes\"] }".to_owned(),
            Ask::AtLeast10 => "{ field = \"volume\", at_least = 10 }".to_owned(),
            Ask::ReviewedWithin90Days => "{ field = \"reviewed_on\", within = \"90 days\" }".to_owned(),
            Ask::ReviewedWithin30DaysOfStart => {
                "{ field = \"reviewed_on\", within = \"30 days\", of = \"started_on\" }".to_owned()
            }
            Ask::VendorsKnown => "{ field = \"vendors\", refers_to = \"vendor\" }".to_owned(),
            Ask::VendorsSigned => "{ field = \"vendors\", refers_to = \"vendor\", that = { field = \
                                   \"dpa_signed\", one_of = [\"yes\"] } }"
                .to_owned(),
            Ask::All(parts) => format!("{{ all = [{}] }}", list(parts)),
            Ask::Any(parts) => format!("{{ any = [{}] }}", list(parts)),
            Ask::KnownAny(parts) => format!("{{ known_any = [{}] }}", list(parts)),
            Ask::Not(inner) => format!("{{ not = {} }}", inner.toml()),
        }
    }
}

/// A requirement: every (or some) activity where … must …
#[derive(Debug, Clone)]
struct Rule {
    every: bool,
    scope: Option<Ask>,
    unless: Option<Ask>,
    must: Ask,
    /// Of each owner only the activity reviewed last; with `every` only.
    latest: bool,
}

impl Rule {
    fn toml(&self, number: usize) -> String {
        let head = if self.every { "each" } else { "some" };
        let mut parts: Vec<String> = self.scope.iter().map(Ask::toml).collect();
        parts.extend(self.unless.iter().map(|inner| format!("{{ unless = {} }}", inner.toml())));
        let scope = match parts.is_empty() {
            true => String::new(),
            false => format!("where = {{ all = [{}] }}\n", parts.join(", ")),
        };
        let latest = if self.latest { "latest = \"reviewed_on\"\nper = \"owner\"\n" } else { "" };
        format!(
            "[[requirement]]\nid = \"t-{number}\"\ncite = \"{number}\"\ntitle = \"T\"\nduty = \"D\"\n\
             theme = \"records\"\nlevel = \"required\"\nwhy = \"W\"\nfix = \"F\"\nseverity = \"low\"\n\
             confidence = \"high\"\n{head} = \"activity\"\n{scope}must = {}\n{latest}",
            self.must.toml()
        )
    }
}

/// A register: activities, with only some of the columns, and vendors by name and signature.
#[derive(Debug, Clone)]
struct Register {
    columns: Vec<bool>,
    activities: Option<Vec<Vec<String>>>,
    vendors: Option<Vec<(String, String)>>,
}

impl Register {
    fn inventory(&self) -> Inventory {
        let mut inventory = Inventory::default();
        if let Some(rows) = &self.activities {
            let shown = |row: &[String]| {
                let cells = row.iter().zip(&self.columns).filter(|(_, is_there)| **is_there);
                cells.map(|(cell, _)| cell.clone()).collect::<Vec<_>>().join("|")
            };
            let header: Vec<String> = FIELDS.iter().map(ToString::to_string).collect();
            // A name in each row keeps rows of blanks from being passed over.
            let mut text = format!("name|{}\n", shown(&header));
            for (number, row) in rows.iter().enumerate() {
                text.push_str(&format!("A{number}|{}\n", shown(row)));
            }
            inventory::add_table(&mut inventory, "activity", &text);
        }
        if let Some(rows) = &self.vendors {
            let rows: Vec<String> =
                rows.iter().map(|(name, signed)| format!("x|{name}|{signed}\n")).collect();
            inventory::add_table(
                &mut inventory,
                "vendor",
                &format!("notes|name|dpa_signed\n{}", rows.concat()),
            );
        }
        inventory
    }
}

fn judged(register: &Register, rules: &[Rule], findings_max: Option<usize>) -> Assessment {
    let mut text = "id = \"t\"\ntitle = \"T\"\nshort = \"T\"\nversion = \"1\"\nlaw_as_of = 2026-11-21\n\
                    source = \"T\"\n"
        .to_owned();
    for (number, rule) in rules.iter().enumerate() {
        text.push_str(&rule.toml(number));
    }
    let library = Library::parse(&[Source { name: "t", text: &text }]).expect("the rules have no mistakes");
    let options = Options { findings_max, ..Options::new(AS_OF.parse().expect("a day")) };
    assess(&register.inventory(), &library, &options)
}

/// The register with one cell blank: of an activity, or from field 6 on the signature of a vendor.
fn blanked(register: &Register, row: prop::sample::Index, field: usize) -> Register {
    let mut blanked = register.clone();
    match (field, &mut blanked.activities, &mut blanked.vendors) {
        (6.., _, Some(vendors)) => vendors[field - 6].1 = String::new(),
        (_, Some(rows), _) => row.get_mut(rows)[field] = String::new(),
        _ => {}
    }
    blanked
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_oracle_agrees(register in registers(), rule in rules()) {
        let assessment = judged(&register, std::slice::from_ref(&rule), None);
        let result = &assessment.requirements[0];
        let (outcome, tally) = oracle(&register, &rule);
        prop_assert_eq!(result.outcome, outcome, "{}", rule.toml(0));
        prop_assert_eq!(result.records, tally);
        prop_assert_eq!(result.findings.len() as u64, result.findings_total);
        let has_findings = matches!(outcome, Outcome::NotMet | Outcome::PartlyMet | Outcome::Unknown);
        prop_assert_eq!(has_findings, !result.findings.is_empty());
        for finding in &result.findings {
            prop_assert!(!finding.cells.is_empty() && !finding.headline.ends_with(": "), "{:?}", finding);
        }
    }

    #[test]
    fn the_same_register_gives_the_same_assessment(register in registers(), rule in rules(), limit in 0usize..4) {
        let rules = [rule];
        let all = judged(&register, &rules, None);
        prop_assert_eq!(&all, &judged(&register, &rules, None));
        let few = judged(&register, &rules, Some(limit));
        prop_assert_eq!(&few.checklists, &all.checklists);
        let (few, all) = (&few.requirements[0], &all.requirements[0]);
        prop_assert_eq!(few.findings_total, all.findings_total);
        prop_assert!(few.findings.len() <= limit);
        prop_assert!(few.findings.iter().all(|finding| all.findings.contains(finding)));
    }

    #[test]
    fn blanking_a_cell_makes_nothing_better(
        register in tidy_registers(),
        musts in prop::collection::vec((any::<bool>(), musts(false)), 1..4),
        row in any::<prop::sample::Index>(),
        field in 0usize..8,
        scope in prop::option::of(asks(false)),
    ) {
        let rules: Vec<Rule> = musts
            .into_iter()
            .map(|(every, must)| Rule { every, scope: scope.clone(), unless: None, must, latest: false })
            .collect();
        let blanked = blanked(&register, row, field);
        let (before, after) = (judged(&register, &rules, Some(0)), judged(&blanked, &rules, Some(0)));
        for (before, after) in before.requirements.iter().zip(&after.requirements) {
            prop_assert!(scope.is_some() || after.records.met <= before.records.met);
            prop_assert!(before.outcome == Outcome::Met || after.outcome != Outcome::Met);
        }
        let low = |assessment: &Assessment| assessment.checklists[0].low.unwrap_or(0);
        prop_assert!(low(&after) <= low(&before));
    }

    #[test]
    fn blanking_a_cell_mends_no_failure_where_the_latest_counts(
        register in latest_registers(),
        scope in prop::option::of(asks(false)),
        must in musts(false),
        row in any::<prop::sample::Index>(),
        field in 0usize..8,
    ) {
        let rules = [Rule { every: true, scope, unless: None, must, latest: true }];
        let blanked = blanked(&register, row, field);
        let (before, after) = (judged(&register, &rules, Some(0)), judged(&blanked, &rules, Some(0)));
        let failed = matches!(before.requirements[0].outcome, Outcome::NotMet | Outcome::PartlyMet);
        prop_assert!(!failed || after.requirements[0].outcome != Outcome::Met, "{}", rules[0].toml(0));
    }
}
