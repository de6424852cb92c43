//! Cookies and other trackers, sorted by kind.

use candor_policy::{Applies, Fact, Organisation, State, TRACKER_KINDS, Tracker, Version};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Input;

#[derive(Serialize, JsonSchema)]
pub(crate) struct Trackers<'a> {
    /// What the organisation is called, or empty.
    called: &'a str,
    /// The day that the text speaks for.
    as_of: String,
    /// Are there trackers, or does a scan show none?
    claim: &'a Fact,
    /// The day of the last scan.
    scanned: &'a Fact,
    /// The trackers: the necessary ones first, those of no known kind last.
    rows: Vec<&'a Tracker>,
    /// May the GDPR apply?
    gdpr: bool,
    /// Who the organisation is and how to reach it.
    organisation: &'a Organisation,
    /// The version of the text.
    version: &'a Version,
}

/// Is there something to tell: trackers, or a scan that found none?
pub(crate) fn has(input: &Input<'_>) -> bool {
    let trackers = &input.facts.trackers;
    !trackers.rows.is_empty() || trackers.claim.state == State::None
}

pub(crate) fn view<'a>(input: &'a Input<'_>) -> Trackers<'a> {
    let facts = &input.facts;
    let place = |tracker: &&Tracker| TRACKER_KINDS.iter().position(|kind| *kind == tracker.group);
    let mut rows: Vec<&Tracker> = facts.trackers.rows.iter().collect();
    rows.sort_by_key(|tracker| place(tracker).unwrap_or(TRACKER_KINDS.len()));
    Trackers {
        called: &facts.organisation.called,
        as_of: facts.language.long_date(facts.as_of),
        claim: &facts.trackers.claim,
        scanned: &facts.trackers.scanned,
        rows,
        gdpr: facts.laws.gdpr != Applies::No,
        organisation: &facts.organisation,
        version: &facts.version,
    }
}
