//! The notice on record: the day it takes effect and its version.

use candor_model::RecordRef;
use chrono::NaiveDate;

use super::required;
use crate::fact::{Duty, Fact, Found, Question};
use crate::records::Records;

/// The Notice of Privacy Practices on record: a planned one, which is to come, before the one in force; the latest of several.
fn own_notice(records: &Records<'_>) -> Option<RecordRef> {
    let status = |notice: &RecordRef| records.choice(*notice, "notice.status");
    let is_notice = |notice: &RecordRef| records.choice(*notice, "notice.kind") == Some("npp");
    let all: Vec<RecordRef> = records.of("notice").into_iter().filter(is_notice).collect();
    let latest = |wanted: &dyn Fn(Option<&str>) -> bool| {
        let notices = all.iter().copied().filter(|notice| wanted(status(notice)));
        notices.max_by_key(|notice| records.day(*notice, "notice.effective_on"))
    };
    latest(&|status| status == Some("planned")).or_else(|| latest(&|status| status != Some("ended")))
}

/// The day that the notice takes effect: not before it was published, and not before a changed practice began
/// (164.520(b)(1)(viii), (b)(3)).
pub(super) fn effective_on(records: &Records<'_>) -> Fact {
    const DAYS: [&str; 4] =
        ["notice.effective_on", "notice.published_on", "notice.updated_on", "notice.practice_changed_on"];
    let notice = own_notice(records);
    let day = |path: &str| notice.and_then(|notice| records.day(notice, path));
    let effective = day(DAYS[0]);
    let published = day(DAYS[1]).max(day(DAYS[2]));
    let changed =
        notice.is_some_and(|notice| records.yes_no(notice, "notice.practice_changed") == Some(true));
    let is_early = |since: Option<NaiveDate>| effective < since;
    let ask = if effective.is_some() && is_early(published) {
        "From which day is the notice in force? The day on record is before its publication."
    } else if effective.is_some() && changed && is_early(day(DAYS[3])) {
        "From which day is the new notice in force? The day on record is before the new practice."
    } else {
        "From which day is the notice in force?"
    };
    let is_sound = effective.is_some() && !is_early(published) && !(changed && is_early(day(DAYS[3])));
    let found = effective.filter(|_| is_sound).map(|day| records.language.long_date(day));
    let cells = notice.map(|notice| records.cells(notice, &DAYS)).unwrap_or_default();
    Question::new("npp.effective_on", ask, DAYS[0], required("45 CFR 164.520(b)(1)(viii)"))
        .found(found.map_or(Found::Unknown, Found::Known), cells)
}

pub(super) fn number(records: &Records<'_>) -> Fact {
    let path = "notice.version";
    let notice = own_notice(records);
    let found = notice.map_or(Found::Unknown, |notice| records.text(notice, path));
    let cells = notice.map(|notice| records.cells(notice, &[path])).unwrap_or_default();
    Question::new("npp.number", "Which version of the notice is this?", path, Duty::default())
        .found(found, cells)
}
