//! `manifest.json` of a packet: what it was made from, and each file with its hash.

use anyhow::Result;
use candor_history::{ChecklistHash, InputHash, sha256};
use candor_report::{File, Packet, PacketEntry, Profile, ProfilePart};
use serde::Serialize;

use super::documents::{Documents, Made};
use super::{MANIFEST_FILE, Recorded};
use crate::commands::audit::VERSION;

/// Version of the layout of `manifest.json`.
const FORMAT_VERSION: &str = "1.0";

#[derive(Serialize)]
struct Manifest<'a> {
    /// Version of this layout.
    format_version: &'static str,
    /// Version of the program that made the packet.
    tool_version: &'static str,
    organisation: &'a str,
    quarter: &'a str,
    /// The day that the audit speaks for.
    as_of: &'a str,
    /// `internal`, `auditor`, `customer` or `public`.
    profile: &'a str,
    /// What the profile removes, in words.
    removed: &'a [String],
    /// The entry that the packet was made from.
    entry: PacketEntry,
    /// Version of the program that recorded it; empty before form 1.1.
    recorded_with: &'a str,
    checklists: &'a [ChecklistHash],
    /// What was read; without names where the profile removes those of files.
    inputs: Vec<InputHash>,
    files: Vec<ManifestFile>,
    /// Documents that were recorded and are not in the packet; without names where the profile removes them.
    withheld: Vec<InputHash>,
    /// The history, in the order in which it was recorded.
    chain: &'a [PacketEntry],
}

#[derive(Serialize)]
struct ManifestFile {
    path: String,
    what: String,
    size_bytes: usize,
    sha256: String,
    /// SHA-256 of the document as it was recorded: another one where it was made anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_sha256: Option<String>,
}

/// The manifest over all other files; the list of hashes comes after it.
pub(super) fn manifest(
    recorded: &Recorded,
    packet: &Packet,
    made: &[Made],
    documents: &Documents,
    profile: Profile,
) -> Result<File> {
    let keeps_names = profile.keeps(ProfilePart::Records);
    let told = |hashes: &[InputHash]| {
        let mut hashes: Vec<InputHash> = hashes
            .iter()
            .map(|hash| InputHash {
                file: if keeps_names { documents.text(&hash.file) } else { String::new() },
                sha256: hash.sha256.clone(),
            })
            .collect();
        // Without names the order of files is that of their hashes, for theirs would tell of the names.
        hashes.sort();
        hashes
    };
    let file = |one: &Made| ManifestFile {
        path: one.file.path.clone(),
        what: one.what.clone(),
        size_bytes: one.file.bytes.len(),
        sha256: sha256(&one.file.bytes),
        recorded_sha256: one.recorded.clone(),
    };
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        tool_version: VERSION,
        organisation: &packet.organisation,
        quarter: &packet.quarter,
        as_of: &packet.as_of,
        profile: &packet.profile,
        removed: &packet.removed,
        entry: PacketEntry { file: packet.entry.clone(), sha256: packet.entry_sha256.clone() },
        recorded_with: &recorded.entry.tool_version,
        checklists: &recorded.entry.checklists,
        inputs: told(&recorded.entry.inputs),
        files: made.iter().map(file).collect(),
        withheld: told(&documents.withheld),
        chain: &packet.chain,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest)?;
    bytes.push(b'\n');
    Ok(File { path: MANIFEST_FILE.to_owned(), bytes })
}
