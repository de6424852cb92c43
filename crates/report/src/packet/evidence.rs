//! The list of evidence: every piece that an answer names, as far as a profile tells of it.

use candor_assess::{Assessment, EvidenceItem};
use candor_model::formula::guarded;

use super::{PacketEvidence, Profile, ProfilePart};
use crate::Error;

/// The evidence in the order of the requirements.
pub(super) fn rows(assessment: &Assessment, profile: Profile) -> Vec<PacketEvidence> {
    assessment.evidence.iter().map(|item| row(item, profile)).collect()
}

fn row(item: &EvidenceItem, profile: Profile) -> PacketEvidence {
    let kept = |part: ProfilePart, text: &str| match profile.keeps(part) {
        true => text.to_owned(),
        false => String::new(),
    };
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let place = item.cells.first().map(|cell| crate::view::place(&cell.file, &cell.sheet, &cell.cell));
    PacketEvidence {
        requirement: item.requirement.clone(),
        title: item.title.clone(),
        name: kept(ProfilePart::Records, &item.name),
        strength: item.strength.label().to_owned(),
        dated: day(&item.dated),
        valid_until: day(&item.valid_until),
        state: item.state.label().to_owned(),
        // Where people are removed the assessment holds stand-ins for them already.
        owner: kept(ProfilePart::Records, &item.owner),
        file: kept(ProfilePart::Records, &item.file),
        sha256: kept(ProfilePart::Records, item.sha256.as_deref().unwrap_or_default()),
        place: kept(ProfilePart::Cells, &place.unwrap_or_default()),
    }
}

/// The list as CSV after RFC 4180, in UTF-8 with a byte order mark; no cell begins a formula.
///
/// # Errors
/// Only if it cannot be put together in memory.
pub fn evidence_csv(rows: &[PacketEvidence]) -> Result<Vec<u8>, Error> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record([
        "Requirement",
        "Title",
        "Evidence",
        "Strength",
        "Dated",
        "Valid until",
        "State",
        "Answered by",
        "File",
        "SHA-256 of the file",
        "Place of the answer",
    ])?;
    for row in rows {
        let cells = [
            &row.requirement,
            &row.title,
            &row.name,
            &row.strength,
            &row.dated,
            &row.valid_until,
            &row.state,
            &row.owner,
            &row.file,
            &row.sha256,
            &row.place,
        ];
        writer.write_record(cells.map(|cell| guarded(cell).into_owned()))?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}
