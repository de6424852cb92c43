//! Incidents, requests and training. Of requests and training no row is shown: only counts, and places of rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use candor_assess::{ClockResult, ClockRun, ClockState};
use candor_model::RecordRef;
use candor_model::text::{fold, grouped};

use super::{Table, headers, texts};
use crate::Input;
use crate::view::register::figures::{self, Figure, Group, SMALL_GROUP};
use crate::view::register::links::Links;

/// How long a training counts, in months. The laws name few intervals; this one is ours.
const TRAINED_MONTHS: u32 = 12;

/// The clocks over a log.
fn clocks<'a>(input: &'a Input<'_>, log: &'a str) -> impl Iterator<Item = &'a ClockResult> {
    let is_over = move |clock: &&ClockResult| {
        let field = clock.runs.iter().flat_map(|run| &run.cells).map(|cell| cell.field.as_str()).next();
        field.is_some_and(|field| field.split('.').next() == Some(log))
    };
    input.assessment.clocks.iter().filter(is_over)
}

/// A row for each clock: how many in time and late, and the figures of the latest quarter.
fn deadlines(input: &Input<'_>, log: &str) -> Figure {
    let row = |clock: &ClockResult| {
        let counts = &clock.counts;
        let latest = clock.quarters.last();
        let mut cells = vec![
            format!("{} ({})", clock.title, clock.cite),
            clock.limit.clone().unwrap_or_else(|| "without undue delay".to_owned()),
        ];
        cells.extend(
            [
                counts.in_time + counts.done,
                counts.late,
                counts.overdue,
                counts.running + counts.open,
                counts.unknown,
            ]
            .map(|count| count.to_string()),
        );
        cells.push(latest.map_or_else(String::new, |quarter| quarter.quarter.clone()));
        cells.push(latest.map_or_else(String::new, |quarter| quarter.median_days.to_string()));
        cells.push(latest.map_or_else(String::new, |quarter| quarter.p90_days.to_string()));
        cells
    };
    Figure {
        title: "Deadlines".to_owned(),
        headers: headers(&[
            "Deadline",
            "Limit",
            "Done in time",
            "Done late",
            "Overdue",
            "Open",
            "Unknown",
            "Latest quarter",
            "Median days",
            "Nine of ten within (days)",
        ]),
        rows: clocks(input, log).map(row).collect(),
        note: "Each law's clock counts apart, so a record can stand in several rows.".to_owned(),
    }
}

pub(super) fn incident_figures(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Vec<Figure> {
    let mut figures = vec![deadlines(input, "incident")];
    let paths = [
        "incident.severity",
        "incident.risk_to_people",
        "incident.personal_data",
        "incident.reportable",
        "incident.status",
    ];
    figures.extend(paths.iter().map(|path| figures::by_field(links, records, path, "Incidents")));
    let known: Vec<f64> =
        records.iter().filter_map(|record| links.number(*record, "incident.affected_count")).collect();
    let unknown = records.len() - known.len();
    figures.push(Figure {
        title: "People affected".to_owned(),
        headers: headers(&["People affected", "Number"]),
        rows: vec![
            vec!["All incidents with a number".to_owned(), grouped(known.iter().sum::<f64>() as u64)],
            vec!["Incidents without a number".to_owned(), unknown.to_string()],
        ],
        note: String::new(),
    });
    figures
}

pub(super) fn incidents(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Table {
    let deadlines = Deadlines::of(input);
    let row = |record: &RecordRef| {
        let paths = [
            "incident.ref",
            "incident.title",
            "incident.discovered_on",
            "incident.aware_at",
            "incident.contained_on",
            "incident.affected_count",
            "incident.data_types",
            "incident.risk_to_people",
            "incident.reportable",
            "incident.authority_told_at",
            "incident.people_told_on",
            "incident.hhs_told_on",
            "incident.attorney_general_told_on",
            "incident.delay_reason",
            "incident.no_notice_reason",
            "incident.effects",
            "incident.remedial_action",
            "incident.lessons_on",
            "incident.status",
        ];
        let mut cells = texts(links, *record, &paths);
        let subject = if cells[0].is_empty() { links.inventory.name(*record) } else { cells[0].clone() };
        cells.push(deadlines.late(links, *record, &subject));
        cells.push(links.record_place(*record));
        cells
    };
    Table {
        title: "Incidents",
        headers: headers(&[
            "Reference",
            "What",
            "Discovered",
            "Aware",
            "Contained",
            "People",
            "Data",
            "Risk to people",
            "To be reported",
            "Authority told",
            "People told",
            "HHS told",
            "Attorney General told",
            "Reason for delay",
            "Why people were not told",
            "Likely effects",
            "What was done",
            "Lessons recorded",
            "Status",
            "Deadlines",
            "Where",
        ]),
        rows: records.iter().map(row).collect(),
    }
}

/// The clocks over incidents, each with its runs.
struct Deadlines<'a>(Vec<(&'a ClockResult, Runs<'a>)>);

/// The runs of a clock by file, sheet and row.
type Runs<'a> = HashMap<[&'a str; 3], Vec<&'a ClockRun>>;

impl<'a> Deadlines<'a> {
    fn of(input: &'a Input<'_>) -> Self {
        let by_row = |clock: &'a ClockResult| {
            let mut runs = Runs::new();
            for run in &clock.runs {
                for cell in &run.cells {
                    runs.entry([&cell.file, &cell.sheet, row_of(&cell.cell)]).or_default().push(run);
                }
            }
            (clock, runs)
        };
        Deadlines(clocks(input, "incident").map(by_row).collect())
    }

    /// Those of an incident that are late or overdue.
    fn late(&self, links: &Links<'_>, record: RecordRef, subject: &str) -> String {
        let place = links.inventory.place(record);
        let is_own = |run: &&&ClockRun| run.subject == subject || subject.chars().count() > 40;
        let told = self.0.iter().filter_map(|(clock, runs)| {
            let runs = runs.get(&[&*place.file, &place.sheet, row_of(&place.cell)])?;
            let run = runs.iter().find(is_own)?;
            let by = run.late_by.as_ref()?;
            matches!(run.state, ClockState::Late | ClockState::Overdue)
                .then(|| format!("{}: {} by {by}", clock.cite, run.state.label().to_lowercase()))
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

/// `17` of `B17`.
fn row_of(cell: &str) -> &str {
    cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
}

pub(super) fn request_figures(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Vec<Figure> {
    vec![
        deadlines(input, "request"),
        figures::crossed(links, records, ("request.kind", "request.outcome"), "Kind of request and outcome"),
        figures::crossed(links, records, ("request.law", "request.outcome"), "Law and outcome"),
        common_words(links, records, "request.channel", "Channel"),
        figures::by_field(links, records, "request.extended", "Requests"),
    ]
}

/// Counts of free text: only what stands in several records, for a rare text can name somebody.
fn common_words(links: &Links<'_>, records: &[RecordRef], path: &str, title: &str) -> Figure {
    let mut counts: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for record in records {
        let text = links.text(*record, path);
        counts.entry(fold(&text)).or_insert((text, 0)).1 += 1;
    }
    let words = counts.into_values().flat_map(|(text, count)| {
        let word = match text.as_str() {
            "" => "(not recorded)".to_owned(),
            _ if count < SMALL_GROUP => "others".to_owned(),
            _ => text,
        };
        std::iter::repeat_n(word, count as usize)
    });
    let mut figure = figures::counted(title, "Requests", words);
    figure.note = format!("What stands in fewer than {SMALL_GROUP} records is counted as others.");
    figure
}

/// What is open or overdue, by the place of its row.
pub(super) fn requests(input: &Input<'_>, _: &Links<'_>, _: &[RecordRef]) -> Table {
    let mut rows = Vec::new();
    for clock in clocks(input, "request") {
        for run in
            clock.runs.iter().filter(|run| matches!(run.state, ClockState::Overdue | ClockState::Running))
        {
            let place = run.cells.first().map(|cell| crate::view::place(&cell.file, &cell.sheet, &cell.cell));
            rows.push(vec![
                run.due.clone().unwrap_or_default(),
                run.state.label().to_owned(),
                format!("{} ({})", clock.title, clock.cite),
                run.late_by.clone().unwrap_or_default(),
                place.unwrap_or_default(),
            ]);
        }
    }
    rows.sort();
    Table {
        title: "Open and overdue",
        headers: headers(&["Due", "State", "Deadline", "Late by", "Where"]),
        rows,
    }
}

/// A person in the training log: who they are, in no document.
struct Trainee {
    team: String,
    is_trained: bool,
}

pub(super) fn training_figures(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Vec<Figure> {
    let as_of = input.assessment.as_of;
    let since = as_of.checked_sub_months(chrono::Months::new(TRAINED_MONTHS)).unwrap_or(as_of);
    let is_recent = |record: &RecordRef| {
        links.day(*record, "training.completed_on").is_some_and(|day| since <= day && day <= as_of)
    };
    let staff: Vec<RecordRef> = records
        .iter()
        .copied()
        .filter(|record| links.day(*record, "training.left_on").is_none_or(|day| day > as_of))
        .collect();
    let mut people: BTreeMap<String, Trainee> = BTreeMap::new();
    for (at, record) in staff.iter().enumerate() {
        let person = fold(&links.text(*record, "training.person"));
        // A row without a name is somebody of their own.
        let key = if person.is_empty() { format!("{at}.") } else { person };
        let team = links.text(*record, "training.department");
        let team = if team.is_empty() { "(no team recorded)".to_owned() } else { team };
        let trainee = people.entry(key).or_insert(Trainee { team, is_trained: false });
        trainee.is_trained |= is_recent(record);
    }
    let mut teams: BTreeMap<String, Group> = BTreeMap::new();
    for trainee in people.values() {
        let group = teams.entry(fold(&trainee.team)).or_insert(Group {
            name: trainee.team.clone(),
            people: 0,
            done: 0,
        });
        group.people += 1;
        group.done += u64::from(trainee.is_trained);
    }
    let (all, done) = (people.len() as u64, people.values().filter(|one| one.is_trained).count() as u64);
    let whole = Group { name: "Everybody".to_owned(), people: all, done };
    let counts = format!(
        "A person counts as trained with a training finished in the last {TRAINED_MONTHS} months; the interval is ours. People who left are not counted."
    );
    let mut total = figures::rates("Everybody", "Who", vec![whole]);
    total.note = [counts, total.note].join(" ").trim().to_owned();
    vec![
        total,
        figures::rates("By team", "Team", teams.into_values().collect()),
        figures::rates("By course", "Course", by_course(links, &staff, &is_recent)),
    ]
}

fn by_course(links: &Links<'_>, staff: &[RecordRef], is_recent: &dyn Fn(&RecordRef) -> bool) -> Vec<Group> {
    let mut courses: BTreeMap<String, (String, BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for (at, record) in staff.iter().enumerate() {
        let course = links.text(*record, "training.course");
        let course = if course.is_empty() { "(no course recorded)".to_owned() } else { course };
        let person = fold(&links.text(*record, "training.person"));
        let key = if person.is_empty() { format!("{at}.") } else { person };
        let entry = courses.entry(fold(&course)).or_insert((course, BTreeSet::new(), BTreeSet::new()));
        entry.1.insert(key.clone());
        if is_recent(record) {
            entry.2.insert(key);
        }
    }
    let group = |(name, people, done): (String, BTreeSet<String>, BTreeSet<String>)| Group {
        name,
        people: people.len() as u64,
        done: done.len() as u64,
    };
    courses.into_values().map(group).collect()
}

/// Trainings that were due and are not finished, by the place of their row.
pub(super) fn training(input: &Input<'_>, links: &Links<'_>, records: &[RecordRef]) -> Table {
    let as_of = input.assessment.as_of;
    let is_overdue = |record: &&RecordRef| {
        links.day(**record, "training.due_on").is_some_and(|day| day < as_of)
            && links.text(**record, "training.completed_on").is_empty()
            && links.day(**record, "training.left_on").is_none_or(|day| day > as_of)
    };
    let row = |record: &RecordRef| {
        vec![links.text(*record, "training.due_on"), links.place(*record, "training.due_on")]
    };
    let mut rows: Vec<Vec<String>> = records.iter().filter(is_overdue).map(row).collect();
    rows.sort();
    Table { title: "Due and not finished", headers: headers(&["Due", "Where"]), rows }
}
