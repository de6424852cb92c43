//! Deadlines: each clock, each record on it, what was closed in which quarter, and the yearly figures of requests.

use candor_assess::{Assessment, ClockResult, ClockRun, Metrics, MetricsRow, QuarterFigures};
use candor_model::result::{CLOCK_ID, REQUEST_YEAR};

use super::{Cell, Codes, Sheet, coded, column, count, first, maybe_day, number, prose, sheet, text};
use crate::Input;
use crate::view::short_name;

type Clock<'a> = (&'a Assessment, &'a ClockResult);
type Run<'a> = (&'a Assessment, &'a ClockResult, &'a ClockRun);

pub(super) fn sheets(input: &Input<'_>) -> Vec<Sheet> {
    let assessment = input.assessment;
    let clocks: Vec<Clock<'_>> = assessment.clocks.iter().map(|clock| (assessment, clock)).collect();
    vec![runs(&clocks), summary(&clocks), quarters(&assessment.clocks), metrics(&assessment.metrics)]
}

fn runs(clocks: &[Clock<'_>]) -> Sheet {
    let runs: Vec<Run<'_>> = clocks
        .iter()
        .flat_map(|(assessment, clock)| clock.runs.iter().map(move |run| (*assessment, *clock, run)))
        .collect();
    let specs = vec![
        column(CLOCK_ID, |(_, clock, _): &Run<'_>| text(&clock.id)),
        column("Record", |(.., run)| text(&run.subject)),
        column("Deadline", |(_, clock, _)| text(&clock.title)),
        column("Law", |(assessment, clock, _)| text(short_name(assessment, &clock.law))),
        column("Provision", |(_, clock, _)| text(&clock.cite)),
        coded("State", Codes::Clock, |(.., run)| text(run.state.label())),
        column("Started", |(.., run)| maybe_day(run.started.as_ref())),
        column("Due", |(.., run)| maybe_day(run.due.as_ref())),
        column("Ended", |(.., run)| maybe_day(run.ended.as_ref())),
        column("Days used", |(.., run)| run.days_used.map_or(Cell::Blank, |days| number(days as f64))),
        column("Late by", |(.., run)| text(run.late_by.clone().unwrap_or_default())),
        column("Percent of the time used, more than", |(.., run)| run.warning.map_or(Cell::Blank, number)),
        column("Extension", |(.., run)| text(run.extension.clone().unwrap_or_default())),
        column("Not known", |(.., run)| prose(&run.because)),
        column("File", |(.., run)| first(&run.cells, |cell| &cell.file)),
        column("Sheet", |(.., run)| first(&run.cells, |cell| &cell.sheet)),
        column("Cell", |(.., run)| first(&run.cells, |cell| &cell.cell)),
    ];
    sheet(
        "Deadlines",
        "One row for each record on each clock of a law, the most pressing of a clock first.",
        specs,
        &runs,
    )
}

fn summary(clocks: &[Clock<'_>]) -> Sheet {
    let specs = vec![
        column(CLOCK_ID, |(_, clock): &Clock<'_>| text(&clock.id)),
        column("Deadline", |(_, clock)| text(&clock.title)),
        column("Law", |(assessment, clock)| text(short_name(assessment, &clock.law))),
        column("Provision", |(_, clock)| text(&clock.cite)),
        column("Limit", |(_, clock)| {
            text(clock.limit.clone().unwrap_or_else(|| "the law gives no number".to_owned()))
        }),
        column("How days are counted", |(_, clock)| text(&clock.counting)),
        column("Overdue", |(_, clock)| count(clock.counts.overdue)),
        column("Late", |(_, clock)| count(clock.counts.late)),
        column("Running", |(_, clock)| count(clock.counts.running)),
        column("Unknown", |(_, clock)| count(clock.counts.unknown)),
        column("In time", |(_, clock)| count(clock.counts.in_time)),
        column("Open, no fixed time", |(_, clock)| count(clock.counts.open)),
        column("Done, no fixed time", |(_, clock)| count(clock.counts.done)),
        column("Decides with requirement", |(_, clock)| text(&clock.requirement)),
    ];
    sheet("Clocks", "Each clock of a law with the number of records by state.", specs, clocks)
}

type Quarter<'a> = (&'a ClockResult, &'a QuarterFigures);

fn quarters(clocks: &[ClockResult]) -> Sheet {
    let quarters: Vec<Quarter<'_>> =
        clocks.iter().flat_map(|clock| clock.quarters.iter().map(move |quarter| (clock, quarter))).collect();
    let specs = vec![
        column(CLOCK_ID, |(clock, _): &Quarter<'_>| text(&clock.id)),
        column("Deadline", |(clock, _)| text(&clock.title)),
        column("Quarter", |(_, quarter)| text(&quarter.quarter)),
        column("Closed", |(_, quarter)| count(quarter.closed)),
        column("Closed late", |(_, quarter)| count(quarter.late)),
        column("Late in percent, rounded up", |(_, quarter)| number(quarter.late_percent)),
        column("Median of days", |(_, quarter)| number(quarter.median_days)),
        column("Days within which nine of ten were closed", |(_, quarter)| number(quarter.p90_days as f64)),
    ];
    sheet("Clock quarters", "What was closed in each quarter, and how fast.", specs, &quarters)
}

type Year<'a> = (&'a Metrics, &'a MetricsRow);

fn metrics(metrics: &[Metrics]) -> Sheet {
    let years: Vec<Year<'_>> =
        metrics.iter().flat_map(|year| year.rows.iter().map(move |row| (year, row))).collect();
    let specs = vec![
        column(REQUEST_YEAR, |(year, _): &Year<'_>| number(year.year)),
        column("Year is over", |(year, _)| text(if year.is_partial { "no" } else { "yes" })),
        column("Kind of request", |(_, row)| text(&row.kind)),
        column("Received", |(_, row)| count(row.received)),
        column("Complied with as a whole", |(_, row)| count(row.complied_whole)),
        column("Complied with in part", |(_, row)| count(row.complied_part)),
        column("Denied", |(_, row)| count(row.denied)),
        column("Withdrawn, open or unclear", |(_, row)| count(row.other)),
        column("Median of days", |(_, row)| row.median_days.map_or(Cell::Blank, number)),
        column("Mean of days", |(_, row)| row.mean_days.map_or(Cell::Blank, number)),
        column("Of the year without a law: not counted", |(year, _)| count(year.without_law)),
        column("Repeated in the year: counted once", |(year, _)| count(year.repeated)),
    ];
    sheet(
        "Request figures",
        "The yearly figures of requests that 11 CCR 7102 asks of large businesses.",
        specs,
        &years,
    )
}
