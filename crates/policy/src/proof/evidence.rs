//! The rows that prove claims which no fact of the policy has weighed yet.
//!
//! Invariant: an answer counts only in its time: 12 months, 90 days for a test of the signal.

use candor_model::{RecordRef, Span, Unit};
use chrono::NaiveDate;

use super::{Says, Weighing};
use crate::activity::Activities;
use crate::fact::Found;
use crate::organisation::{answering, own_answer};
use crate::recipient::in_use;
use crate::records::Records;
use crate::security::systems;

/// Days that a test of the signal counts (11 CCR 7025 asks for one that works now).
const TEST_DAYS: i64 = 90;
/// Days to tell people of a breach, at most (45 CFR 164.404(b)).
const BREACH_DAYS: i64 = 60;

/// Activities with health data, or that do not say whether they have it: sold and shared, no; and vendors that sell.
pub(super) fn health_data(records: &Records<'_>, activities: &Activities) -> Weighing {
    let mut weighing = Weighing::default();
    let holds_none = |record: RecordRef| {
        let no = |field| records.yes_no(record, field) == Some(false);
        no("activity.special_category") && records.yes_no(record, "activity.phi") != Some(true)
    };
    for record in activities.in_scope.iter().filter(|record| !holds_none(**record)) {
        let checked = records.checked_this_year(*record, "activity.reviewed_on");
        for field in ["activity.sold", "activity.shared_for_ads"] {
            let says = match records.yes_no(*record, field) {
                Some(true) => Says::Contradicts,
                Some(false) if checked => Says::Supports,
                _ => Says::Missing,
            };
            weighing.add(records, *record, &[field, "activity.reviewed_on"], says);
        }
    }
    for vendor in records.of("vendor").into_iter().filter(|vendor| in_use(records, *vendor)) {
        weighing.add(
            records,
            vendor,
            &["vendor.sells_or_shares"],
            no(records, vendor, "vendor.sells_or_shares"),
        );
    }
    weighing.join(no_ads(records));
    weighing
}

/// Trackers that carry data to advertisers; without a scan nobody knows of them.
fn no_ads(records: &Records<'_>) -> Weighing {
    let mut weighing = Weighing::default();
    for tracker in trackers_in_use(records) {
        let field = "tracker.shared_for_ads";
        weighing.add(records, tracker, &[field], no(records, tracker, field));
    }
    let is_scanned = |row: &RecordRef| records.checked_this_year(*row, "organisation.tracker_scan_on");
    if !records.of("organisation").iter().any(is_scanned) {
        weighing.lack("No scan for trackers in the last 12 months is recorded (Organisation).");
    }
    weighing
}

/// A "no" is what the claim says.
fn no(records: &Records<'_>, record: RecordRef, field: &str) -> Says {
    match records.yes_no(record, field) {
        Some(true) => Says::Contradicts,
        Some(false) => Says::Supports,
        None => Says::Missing,
    }
}

/// Tests of how data is made anonymous: in the last 12 months, with an outcome and who approved it.
pub(crate) fn anonymising(records: &Records<'_>) -> Weighing {
    let mut weighing = Weighing::default();
    let is_test = |record: &RecordRef| {
        records.choice(*record, "assessment.kind") == Some("deidentification")
            && !records.has_ended(*record, "assessment.status")
    };
    let tests: Vec<RecordRef> = records.of("assessment").into_iter().filter(is_test).collect();
    for test in &tests {
        let fields = ["assessment.completed_on", "assessment.outcome", "assessment.approved_by"];
        let is_told = fields[1..].iter().all(|field| records.text(*test, field).known().is_some());
        let is_fresh = records.checked_this_year(*test, fields[0]);
        let says = if is_told && is_fresh { Says::Supports } else { Says::Missing };
        weighing.add(records, *test, &fields, says);
    }
    if tests.is_empty() {
        weighing
            .lack("No test of how data is made anonymous is recorded (Assessments, kind de-identification).");
    }
    weighing
}

/// A test of the method, and no data that is only coded.
pub(super) fn anonymous(records: &Records<'_>, activities: &Activities) -> Weighing {
    let mut weighing = anonymising(records);
    for record in &activities.in_scope {
        if records.yes_no(*record, "activity.pseudonymised") == Some(true) {
            weighing.add(records, *record, &["activity.pseudonymised"], Says::Contradicts);
        }
    }
    weighing
}

/// Each activity whose data is deleted at the end has a period and a run.
pub(super) fn deletion(records: &Records<'_>, activities: &Activities) -> Weighing {
    let mut weighing = Weighing::default();
    for record in &activities.in_scope {
        let retention = records.retention(*record, "activity.retention");
        let action = records.choice(*record, "activity.end_action");
        let action = action.or_else(|| retention.and_then(|retention| retention.end_action));
        if action.is_some_and(|action| action != "delete") {
            continue;
        }
        let fields = ["activity.last_deleted_on", "activity.retention"];
        let runs = records.checked_this_year(*record, fields[0]) && retention.is_some();
        weighing.add(records, *record, &fields, if runs { Says::Supports } else { Says::Missing });
    }
    weighing
}

/// Access is checked, and nobody who left has kept it.
pub(super) fn need_to_know(records: &Records<'_>) -> Weighing {
    let mut weighing = Weighing::default();
    for system in systems(records) {
        let field = "system.access_reviewed_on";
        let is_fresh = records.checked_this_year(system, field);
        weighing.add(records, system, &[field], if is_fresh { Says::Supports } else { Says::Missing });
    }
    for access in records.of("access") {
        let has_left = records.past_day(access, "access.left_on").is_some();
        if has_left && records.past_day(access, "access.removed_on").is_none() {
            weighing.add(records, access, &["access.removed_on", "access.left_on"], Says::Contradicts);
        }
    }
    weighing
}

/// A tested plan, somebody who leads, and nobody told late.
pub(super) fn breach(records: &Records<'_>) -> Weighing {
    let mut weighing = Weighing::default();
    let is_plan = |document: &RecordRef| {
        let topics = records.choices(*document, "document.rules_for").known().unwrap_or_default();
        records.choice(*document, "document.kind") == Some("plan")
            && !records.has_ended(*document, "document.status")
            && topics.iter().any(|topic| matches!(*topic, "incidents" | "breach_notification"))
    };
    let plans: Vec<RecordRef> = records.of("document").into_iter().filter(is_plan).collect();
    for plan in &plans {
        let field = "document.tested_on";
        let is_fresh = records.checked_this_year(*plan, field);
        weighing.add(records, *plan, &[field], if is_fresh { Says::Supports } else { Says::Missing });
    }
    if plans.is_empty() {
        weighing.lack("No plan for incidents is recorded (Documents, kind plan).");
    }
    let leads =
        ["organisation.security_lead", "organisation.security_official", "organisation.privacy_official"];
    let is_named = |field: &&&str| {
        answering(records, field).iter().any(|row| records.text(*row, field).known().is_some())
    };
    let named = leads.iter().find(is_named);
    let field = named.unwrap_or(&leads[0]);
    let says = if named.is_some() { Says::Supports } else { Says::Missing };
    for row in answering(records, field) {
        weighing.add(records, row, &[field], says);
    }
    for incident in records.of("incident") {
        let Some(found) = records.past_day(incident, "incident.discovered_on") else { continue };
        let Some(told) = records.past_day(incident, "incident.people_told_on") else { continue };
        let is_late = (told - found).num_days() > BREACH_DAYS;
        if is_within_a_year(records, told) {
            let fields = ["incident.people_told_on", "incident.discovered_on"];
            weighing.add(
                records,
                incident,
                &fields,
                if is_late { Says::Contradicts } else { Says::Supports },
            );
        }
    }
    weighing
}

fn is_within_a_year(records: &Records<'_>, day: NaiveDate) -> bool {
    Span::new(12, Unit::Months).before(records.as_of).is_none_or(|since| day >= since)
}

/// The trackers in use.
pub(crate) fn trackers_in_use(records: &Records<'_>) -> Vec<RecordRef> {
    let is_used =
        |row: &RecordRef| !matches!(records.choice(*row, "tracker.status"), Some("ended" | "planned"));
    records.of("tracker").into_iter().filter(is_used).collect()
}

/// The organisation says no, a scan of the last 12 months counted its pages, and no row says otherwise.
pub(crate) fn no_trackers(records: &Records<'_>, activities: &Activities) -> Weighing {
    let fields =
        ["organisation.uses_trackers", "organisation.tracker_scan_on", "organisation.tracker_scan_pages"];
    let mut weighing = Weighing::default();
    for row in answering(records, fields[0]) {
        let is_scanned = records.checked_this_year(row, fields[1])
            && records.number(row, fields[2]).is_some_and(|pages| pages >= 1.0);
        let says = match records.yes_no(row, fields[0]) {
            Some(true) => Says::Contradicts,
            Some(false) if is_scanned => Says::Supports,
            _ => Says::Missing,
        };
        weighing.add(records, row, &fields, says);
    }
    for tracker in trackers_in_use(records) {
        weighing.add(records, tracker, &["tracker.name"], Says::Contradicts);
    }
    let field = "activity.shared_for_ads";
    for record in activities.in_scope.iter().filter(|record| records.yes_no(**record, field) == Some(true)) {
        // Sharing for advertising takes a tracker, which the scan should have met.
        weighing.add(records, *record, &[field], Says::Missing);
    }
    weighing
}

/// A yes, and a test that is not old.
pub(crate) fn signal(records: &Records<'_>) -> Weighing {
    let fields = ["organisation.honours_opt_out_signal", "organisation.opt_out_signal_tested_on"];
    let (answer, _) = own_answer(records, fields[0]);
    let rows = records.of("organisation");
    let tested = rows.iter().filter_map(|row| records.past_day(*row, fields[1])).max();
    let is_fresh = tested.is_some_and(|day| (records.as_of - day).num_days() <= TEST_DAYS);
    let says = match answer {
        Some(false) => Says::Contradicts,
        Some(true) if is_fresh => Says::Supports,
        _ => Says::Missing,
    };
    let mut weighing = Weighing::default();
    for row in answering(records, fields[0]) {
        weighing.add(records, row, &fields, says);
    }
    weighing
}

/// Beside the answers about children: a rule about age, checked in the last 12 months.
pub(super) fn age_rule(records: &Records<'_>, mut weighing: Weighing) -> Weighing {
    let is_rule = |document: &RecordRef| {
        let topics = records.list(*document, "document.topic").known().unwrap_or_default();
        let is_about = |topic: &String| {
            let topic = topic.to_lowercase();
            let mut words = topic.split(|letter: char| !letter.is_alphabetic());
            words.any(|word| matches!(word, "age" | "children" | "minors"))
        };
        records.choice(*document, "document.kind") == Some("policy")
            && !records.has_ended(*document, "document.status")
            && topics.iter().any(is_about)
    };
    let rules: Vec<RecordRef> = records.of("document").into_iter().filter(is_rule).collect();
    for rule in &rules {
        let field = "document.reviewed_on";
        let is_fresh = records.checked_this_year(*rule, field);
        weighing.add(records, *rule, &[field], if is_fresh { Says::Supports } else { Says::Missing });
    }
    if rules.is_empty() {
        weighing.lack("No rule about age is recorded (Documents, kind policy, topic age).");
    }
    weighing
}

/// Requests of the last 12 months: answered in the time of their law, and free.
pub(super) fn in_time(records: &Records<'_>) -> Weighing {
    let mut weighing = Weighing::default();
    for request in records.of("request") {
        let received = records.day(request, "request.received_on");
        if received.is_some_and(|day| !is_within_a_year(records, day)) {
            continue;
        }
        let fields = ["request.answered_on", "request.received_on", "request.law", "request.fee"];
        weighing.add(records, request, &fields, answered(records, request, received));
    }
    weighing
}

fn answered(records: &Records<'_>, request: RecordRef, received: Option<NaiveDate>) -> Says {
    if records.number(request, "request.fee").is_some_and(|fee| fee > 0.0) {
        return Says::Contradicts;
    }
    let laws = records.choices(request, "request.law");
    let (Some(received), Found::Known(laws)) = (received, laws) else { return Says::Missing };
    let is_extended = records.yes_no(request, "request.extended") == Some(true);
    let kind = records.choice(request, "request.kind").unwrap_or_default();
    let ends = laws.iter().filter_map(|law| time_of(law, kind, is_extended)?.after(received));
    let Some(end) = ends.min() else { return Says::Missing };
    match records.past_day(request, "request.answered_on") {
        Some(day) if day <= end => Says::Supports,
        Some(_) => Says::Contradicts,
        None if records.as_of > end => Says::Contradicts,
        None if records.choice(request, "request.outcome").is_none_or(|outcome| outcome == "open") => {
            Says::Supports
        }
        None => Says::Missing,
    }
}

/// GDPR Art. 12(3); 11 CCR 7021(b), 7026(f), 7027(g); 45 CFR 164.524(b)(2), 164.526(b)(2), 164.528(c)(1).
fn time_of(law: &str, kind: &str, is_extended: bool) -> Option<Span> {
    let (span, longer) = match (law, kind) {
        ("gdpr", _) => (Span::new(1, Unit::Months), Span::new(3, Unit::Months)),
        ("ccpa", "opt_out" | "limit" | "admt_opt_out") => {
            (Span::new(15, Unit::BusinessDays), Span::new(15, Unit::BusinessDays))
        }
        ("ccpa", _) => (Span::new(45, Unit::Days), Span::new(90, Unit::Days)),
        ("hipaa", "rectification" | "accounting") => (Span::new(60, Unit::Days), Span::new(90, Unit::Days)),
        ("hipaa", _) => (Span::new(30, Unit::Days), Span::new(60, Unit::Days)),
        _ => return None,
    };
    Some(if is_extended { longer } else { span })
}
