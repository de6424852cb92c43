//! A slow, obvious second evaluator, run beside the real one over random small registers; and what must
//! hold of any register.

mod generate;
#[path = "../inventory/mod.rs"]
mod inventory;

use candor_assess::{Assessment, Library, Options, Outcome, Source, Tally, assess};
use candor_model::Inventory;
use chrono::{Days, NaiveDate};
use generate::{asks, registers, rules, tidy_registers};
use proptest::prelude::*;

const AS_OF: &str = "2026-11-21";
const FIELDS: [&str; 6] = ["owner", "phi", "volume", "started_on", "reviewed_on", "vendors"];

/// Tests as the oracle knows them. A field is a position in [`FIELDS`].
#[derive(Debug, Clone)]
enum Ask {
    Present(usize),
    IsYes,
    AtLeast10,
    ReviewedWithin90Days,
    ReviewedWithin30DaysOfStart,
    VendorsKnown,
    VendorsSigned,
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
}

impl Ask {
    fn toml(&self) -> String {
        let list = |parts: &[Ask]| parts.iter().map(Ask::toml).collect::<Vec<_>>().join(", ");
        match self {
            Ask::Present(field) => format!("{{ present = \"{}\" }}", FIELDS[*field]),
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
        format!(
            "[[requirement]]\nid = \"t-{number}\"\ncite = \"{number}\"\ntitle = \"T\"\nduty = \"D\"\n\
             theme = \"records\"\nlevel = \"required\"\nwhy = \"W\"\nfix = \"F\"\nseverity = \"low\"\n\
             confidence = \"high\"\n{head} = \"activity\"\n{scope}must = {}\n",
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

/// Answers of the oracle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Yes,
    No,
    Unknown,
    NotDue,
}

/// A cell as it is seen; `None` where there is no column.
struct Row<'r> {
    register: &'r Register,
    cells: &'r [String],
    in_where: bool,
}

impl Row<'_> {
    fn cell(&self, field: usize) -> Option<&str> {
        self.register.columns[field].then(|| self.cells[field].as_str())
    }

    /// A cell with a value in it.
    fn value(&self, field: usize) -> Option<&str> {
        self.cell(field).filter(|text| !matches!(*text, "" | "n/a" | "?" | "!x"))
    }

    fn day(&self, field: usize) -> Option<NaiveDate> {
        self.value(field)?.parse().ok()
    }

    fn says(&self, ask: &Ask) -> Says {
        let yes_or_no = |is: bool| if is { Says::Yes } else { Says::No };
        let as_of: NaiveDate = AS_OF.parse().expect("a day");
        match ask {
            Ask::Present(field) => match (self.cell(*field), self.value(*field)) {
                (Some(""), _) if !self.in_where => Says::No,
                (_, Some("none")) if FIELDS[*field] == "vendors" => Says::No,
                (_, Some(_)) => Says::Yes,
                _ => Says::Unknown,
            },
            Ask::IsYes => self.value(1).map_or(Says::Unknown, |text| yes_or_no(text == "yes")),
            Ask::AtLeast10 => self
                .value(2)
                .map_or(Says::Unknown, |text| yes_or_no(text.parse::<f64>().expect("a number") >= 10.0)),
            Ask::ReviewedWithin90Days => match self.day(4) {
                Some(day) if day <= as_of => yes_or_no((as_of - day).num_days() <= 90),
                _ => Says::Unknown,
            },
            Ask::ReviewedWithin30DaysOfStart => self.clock(as_of),
            Ask::VendorsKnown => self.vendors(|_| Says::Yes),
            Ask::VendorsSigned => self.vendors(|signed| match signed {
                "yes" => Says::Yes,
                "no" => Says::No,
                _ => Says::Unknown,
            }),
            Ask::All(parts) => {
                let parts: Vec<Says> = parts.iter().map(|part| self.says(part)).collect();
                [Says::No, Says::Unknown, Says::NotDue]
                    .into_iter()
                    .find(|says| parts.contains(says))
                    .unwrap_or(Says::Yes)
            }
            Ask::Any(parts) => {
                let parts: Vec<Says> = parts.iter().map(|part| self.says(part)).collect();
                [Says::Yes, Says::NotDue, Says::Unknown]
                    .into_iter()
                    .find(|says| parts.contains(says))
                    .unwrap_or(Says::No)
            }
            Ask::Not(inner) => match self.says(inner) {
                Says::Yes => Says::No,
                Says::No => Says::Yes,
                other => other,
            },
        }
    }

    fn clock(&self, as_of: NaiveDate) -> Says {
        let Some(start) = self.day(3) else { return Says::Unknown };
        let due = start + Days::new(30);
        match (self.cell(4), self.day(4)) {
            (Some(_), Some(done)) if done <= as_of && done < start => Says::Unknown,
            (Some(_), Some(done)) if done <= as_of && done <= due => Says::Yes,
            (Some(_), Some(done)) if done <= as_of => Says::No,
            (Some(""), _) | (Some(_), Some(_)) if as_of <= due => Says::NotDue,
            (Some(""), _) | (Some(_), Some(_)) => Says::No,
            _ => Says::Unknown,
        }
    }

    fn vendors(&self, passes: impl Fn(&str) -> Says) -> Says {
        let Some(text) = self.value(5) else { return Says::Unknown };
        if text == "none" {
            return Says::Yes;
        }
        let Some(vendors) = &self.register.vendors else { return Says::Unknown };
        let mut worst = Says::Yes;
        for name in text.split("; ") {
            let matching = vendors.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
            let found: Vec<Says> = matching.map(|(_, signed)| passes(signed)).collect();
            if found.is_empty() || found.contains(&Says::No) {
                return Says::No;
            }
            if found.contains(&Says::Unknown) {
                worst = Says::Unknown;
            }
        }
        worst
    }
}

/// Outcome and counts of a rule over a register.
fn oracle(register: &Register, rule: &Rule) -> (Outcome, Tally) {
    let mut tally = Tally::default();
    let Some(rows) = &register.activities else { return (Outcome::Unknown, tally) };
    for cells in rows {
        let seen = |in_where| Row { register, cells, in_where };
        let scope = rule.scope.as_ref().map_or(Says::Yes, |ask| seen(true).says(ask));
        let excluded = rule.unless.as_ref().is_some_and(|ask| seen(true).says(ask) == Says::Yes);
        let must = seen(false).says(&rule.must);
        let outcome = if rule.every {
            match (scope, must) {
                _ if excluded => Outcome::NotApplicable,
                (Says::No, _) | (_, Says::NotDue) => Outcome::NotApplicable,
                (_, Says::Yes) => Outcome::Met,
                (Says::Yes, Says::No) => Outcome::NotMet,
                _ => Outcome::Unknown,
            }
        } else {
            match (scope, must) {
                _ if excluded => Outcome::NotApplicable,
                (Says::No, _) | (_, Says::No) => Outcome::NotApplicable,
                (Says::Yes, Says::Yes) => Outcome::Met,
                _ => Outcome::Unknown,
            }
        };
        tally.add(outcome, 1);
    }
    let outcome = match (rule.every, tally.met, tally.not_met, tally.unknown) {
        (false, 0, _, 0) => Outcome::NotMet,
        (false, 0, ..) => Outcome::Unknown,
        (false, ..) => Outcome::Met,
        _ if rows.is_empty() => Outcome::Unknown,
        (true, 0, 0, 0) => Outcome::NotApplicable,
        (true, _, 0, 0) => Outcome::Met,
        (true, _, 0, _) => Outcome::Unknown,
        (true, 0, ..) => Outcome::NotMet,
        (true, ..) => Outcome::PartlyMet,
    };
    (outcome, tally)
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
        musts in prop::collection::vec((any::<bool>(), asks(false)), 1..4),
        row in any::<prop::sample::Index>(),
        field in 0usize..8,
    ) {
        let rules: Vec<Rule> =
            musts.into_iter().map(|(every, must)| Rule { every, scope: None, unless: None, must }).collect();
        let mut blanked = register.clone();
        match (field, &mut blanked.activities, &mut blanked.vendors) {
            (6.., _, Some(vendors)) => vendors[field - 6].1 = String::new(),
            (_, Some(rows), _) => row.get_mut(rows)[field] = String::new(),
            _ => {}
        }
        let (before, after) = (judged(&register, &rules, Some(0)), judged(&blanked, &rules, Some(0)));
        for (before, after) in before.requirements.iter().zip(&after.requirements) {
            prop_assert!(after.records.met <= before.records.met);
            prop_assert!(before.outcome == Outcome::Met || after.outcome != Outcome::Met);
        }
        // Where something was unknown already, a requirement may step from unknown to partly met.
        if before.requirements.iter().all(|requirement| requirement.records.unknown == 0) {
            let low = |assessment: &Assessment| assessment.checklists[0].low.unwrap_or(0);
            prop_assert!(low(&after) <= low(&before));
        }
    }
}
