//! `candor policy --proof`: what the records show for each claim that takes proof.

use anyhow::Result;
use candor_model::text::shorten;
use candor_policy::{Facts, Proof, ProofState, Row, Says};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::args::PrintFormat;
use crate::commands::Printed;
use crate::exit::Exit;
use crate::print::{Align, Paint, Style, columns};

/// Version of the JSON that is printed.
pub(crate) const PROOF_FORMAT: &str = "1.0";
/// Rows and missing answers shown for a claim; JSON has all.
const SHOWN_MAX: usize = 6;

/// The proof of every claim, as JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Proofs {
    /// Version of this format.
    format: String,
    /// The day that the records were weighed for.
    as_of: NaiveDate,
    /// The claims, each with all rows that were looked at.
    claims: Vec<Proof>,
}

pub(super) fn printed(facts: &Facts, format: PrintFormat, paint: Paint) -> Result<Printed> {
    let text = match format {
        PrintFormat::Json => {
            let claims = facts.proofs.clone();
            let proofs = Proofs { format: PROOF_FORMAT.to_owned(), as_of: facts.as_of, claims };
            format!("{}\n", serde_json::to_string_pretty(&proofs)?)
        }
        PrintFormat::Text => shown(facts, paint),
    };
    Ok(Printed { text, exit: Exit::Done })
}

fn shown(facts: &Facts, paint: Paint) -> String {
    let of = |state| facts.proofs.iter().filter(|proof| proof.state == state).count();
    let mut text = format!(
        "{} claims that take proof, as of {}: {} proven, {} disproven, {} not proven, {} never said\n",
        facts.proofs.len(),
        facts.as_of,
        of(ProofState::Proven),
        of(ProofState::Disproven),
        of(ProofState::NotProven),
        of(ProofState::Never),
    );
    for proof in &facts.proofs {
        text.push_str(&claim(proof, paint));
    }
    text
}

fn claim(proof: &Proof, paint: Paint) -> String {
    let (state, style) = match proof.state {
        ProofState::Proven => ("proven", Style::Good),
        ProofState::Disproven => ("disproven", Style::Bad),
        ProofState::NotProven => ("not proven", Style::Warn),
        ProofState::Never => ("never said", Style::Bad),
    };
    let mut text = format!("\n{}: {}\n", paint.text(Style::Strong, &proof.claim), paint.text(style, state));
    if !proof.sentence.is_empty() {
        text.push_str(&format!("  says: {}\n", proof.sentence));
    }
    if !proof.needs.is_empty() {
        text.push_str(&format!("  needs: {}\n", proof.needs));
    }
    text.push_str(&format!("  why: {}\n", proof.why));
    // What speaks against a claim is read first.
    let mut rows: Vec<&Row> = proof.rows.iter().collect();
    rows.sort_by_key(|row| match row.says {
        Says::Contradicts => 0,
        Says::Missing => 1,
        Says::Supports => 2,
    });
    let table: Vec<Vec<String>> = rows.iter().take(SHOWN_MAX).map(|row| cells(row)).collect();
    for line in columns(&table, &[Align::Left; 6]) {
        text.push_str(&format!("    {line}\n"));
    }
    text.push_str(&more(rows.len(), "rows"));
    for line in proof.missing.iter().take(SHOWN_MAX) {
        text.push_str(&format!("  missing: {line}\n"));
    }
    text.push_str(&more(proof.missing.len(), "missing"));
    text
}

fn more(count: usize, what: &str) -> String {
    match count.saturating_sub(SHOWN_MAX) {
        0 => String::new(),
        more => format!("    … and {more} more {what}\n"),
    }
}

/// What it says, the record, the question, the answer, its place, and its day and owner.
fn cells(row: &Row) -> Vec<String> {
    let says = match row.says {
        Says::Supports => "for it",
        Says::Contradicts => "against it",
        Says::Missing => "missing",
    };
    let Some(cell) = row.cells.first() else {
        return vec![says.to_owned(), row.record.clone(), row.asked.clone(), "no column".to_owned()];
    };
    let parts = [&cell.file, &cell.sheet, &cell.cell];
    let place: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    let saw =
        if cell.saw.is_empty() { "(blank)".to_owned() } else { format!("“{}”", shorten(&cell.saw, 40)) };
    let owner = if cell.owner.is_empty() { "no owner" } else { cell.owner.as_str() };
    let checked = cell.checked_on.map_or_else(|| "no day".to_owned(), |day| day.to_string());
    let (record, asked) = (shorten(&row.record, 40), shorten(&row.asked, 32));
    vec![says.to_owned(), record, asked, saw, place.join(" › "), format!("{checked}, {owner}")]
}
