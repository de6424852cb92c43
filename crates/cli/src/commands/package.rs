//! `candor package`: a recorded quarter as a folder or an archive for somebody else, without what its profile removes.
//!
//! Invariants: it is made from a history that is as it was recorded; documents are those that were recorded, or are made
//! anew from the recorded assessment; nothing is written while a text that the profile removes stands in any file.

mod documents;
mod leaks;
mod manifest;
mod target;

use anyhow::Result;
use candor_history::{Entry, EntryName, SUMS_FILE, Verified, read, sha256, sums_line};
use candor_model::Quarter;
use candor_report::{
    Document, Edition, File, Input, Packet, PacketCorrection, PacketEntry, PacketFile, Part, Profile,
    ProfilePart, Removed, Templates, compose, evidence_csv, removed_texts,
};

use crate::args::{Output, PackageArguments};
use crate::commands::Printed;
use crate::commands::audit::VERSION;
use crate::commands::check::counted;
use crate::commands::verify::checked;
use crate::disk;
use crate::exit::{Exit, stop};
use crate::record::HISTORY_FOLDER;
use documents::{Documents, Made};
use manifest::manifest;

const MANIFEST_FILE: &str = "manifest.json";
const EVIDENCE_FILE: &str = "evidence.csv";

/// The newest state of a quarter, with the history around it.
struct Recorded {
    entry: Entry,
    name: EntryName,
    sha256: String,
    verified: Verified,
}

pub(crate) fn run(arguments: &PackageArguments) -> Result<Printed> {
    let recorded = recorded(arguments)?;
    let profile = arguments.redact.map_or(Profile::Internal, Profile::from);
    let documents = documents::collect(&arguments.workspace, &recorded.entry, profile)?;
    let files = files(arguments, &recorded, profile, documents)?;
    let target = target::write(arguments, profile, &files)?;
    let mut text = format!(
        "{} for {}: {} written to {}\n",
        arguments.quarter,
        profile.for_whom(),
        counted(files.len(), "file"),
        target.display()
    );
    for what in profile.removed() {
        text.push_str(&format!("  left out: {what}\n"));
    }
    text.push_str("Look through it before you hand it on. It is not legal advice.\n");
    Ok(Printed { text, exit: Exit::Done })
}

/// The quarter as it was recorded, of a history that is whole.
fn recorded(arguments: &PackageArguments) -> Result<Recorded> {
    let verified = checked(&arguments.workspace)?;
    if !verified.differences.is_empty() {
        let told: Vec<String> = verified.differences.iter().map(ToString::to_string).collect();
        let message = format!("the history is not as it was recorded: {}", told.join("; "));
        return Err(stop(Exit::Differs, message, "nothing was written; `candor verify` tells more"));
    }
    let of_quarter = verified.entries.iter().filter(|entry| entry.name.quarter == arguments.quarter);
    let Some(newest) = of_quarter.max_by_key(|entry| entry.name) else {
        let first = verified.entries.iter().filter(|entry| entry.name.correction == 0);
        let quarters: Vec<String> = first.map(|entry| entry.name.quarter.to_string()).collect();
        let help = match quarters.is_empty() {
            true => "record it first: `candor audit . --record`".to_owned(),
            false => format!("give one of {}, or record it first", quarters.join(", ")),
        };
        return Err(stop(Exit::Unreadable, format!("{} is not recorded", arguments.quarter), help));
    };
    let path = arguments.workspace.join(HISTORY_FOLDER).join(newest.name.to_string());
    let entry = read(&path).map_err(|error| stop(Exit::Unreadable, error.to_string(), "run again"))?;
    Ok(Recorded { entry, name: newest.name, sha256: newest.sha256.clone(), verified })
}

/// Every file of the packet, checked for what must not stand in it.
fn files(
    arguments: &PackageArguments,
    recorded: &Recorded,
    profile: Profile,
    documents: Documents,
) -> Result<Vec<File>> {
    let assessment = documents.assessment(recorded);
    let mut packet = Packet {
        quarter: arguments.quarter.to_string(),
        entry: recorded.name.to_string(),
        entry_sha256: recorded.sha256.clone(),
        corrections: corrections(recorded, arguments.quarter, profile, &documents),
        chain: chain(&recorded.verified),
        ..Packet::of(assessment, profile)
    };
    let mut made = documents.files.clone();
    if profile.keeps(ProfilePart::Outcomes) {
        let file = File { path: EVIDENCE_FILE.to_owned(), bytes: evidence_csv(&packet.evidence)? };
        made.push(Made::for_packet(file, "the list of evidence"));
    }
    if profile.keeps(ProfilePart::Entries) {
        made.extend(entries(arguments, &recorded.verified)?);
    }
    let listed = |one: &Made| PacketFile { path: one.file.path.clone(), what: one.what.clone() };
    packet.files = made.iter().map(listed).collect();
    for (path, what) in [
        (MANIFEST_FILE, "what is in the packet, with hashes, for programs"),
        (SUMS_FILE, "the hashes of all files, for `sha256sum --check`"),
    ] {
        packet.files.push(PacketFile { path: path.to_owned(), what: what.to_owned() });
    }
    for file in pages(&packet, recorded)? {
        made.push(Made::for_packet(file, "the first page of the packet"));
    }
    made.push(Made::for_packet(manifest(recorded, &packet, &made, &documents, profile)?, "this list"));
    let mut files: Vec<File> = made.into_iter().map(|one| one.file).collect();
    refuse_leaks(recorded, profile, &documents, &files)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let line = |file: &File| {
        sums_line(&candor_history::InputHash { file: file.path.clone(), sha256: sha256(&file.bytes) })
    };
    let sums: String = files.iter().map(line).collect();
    files.push(File { path: SUMS_FILE.to_owned(), bytes: sums.into_bytes() });
    Ok(files)
}

/// The corrections of the quarter; why, only for those who may read of records.
fn corrections(
    recorded: &Recorded,
    quarter: Quarter,
    profile: Profile,
    documents: &Documents,
) -> Vec<PacketCorrection> {
    let of_quarter = recorded.verified.entries.iter().filter(|entry| entry.name.quarter == quarter);
    of_quarter
        .filter_map(|entry| {
            let corrects = entry.corrects.as_ref()?;
            let keeps = profile.keeps(ProfilePart::Records);
            Some(PacketCorrection {
                entry: entry.name.to_string(),
                corrects: corrects.entry.clone(),
                reason: if keeps { documents.text(&corrects.reason) } else { String::new() },
            })
        })
        .collect()
}

fn chain(verified: &Verified) -> Vec<PacketEntry> {
    let entry = |entry: &candor_history::VerifiedEntry| PacketEntry {
        file: entry.name.to_string(),
        sha256: entry.sha256.clone(),
    };
    verified.entries.iter().map(entry).collect()
}

/// The entries of the history with their list, as they lie there.
fn entries(arguments: &PackageArguments, verified: &Verified) -> Result<Vec<Made>> {
    let folder = arguments.workspace.join(HISTORY_FOLDER);
    let names = verified.entries.iter().map(|entry| entry.name.to_string()).chain([SUMS_FILE.to_owned()]);
    let mut made = Vec::new();
    for name in names {
        // A history of the first form has no list yet.
        let Ok(bytes) = disk::read(&folder.join(&name)) else { continue };
        let file = File { path: format!("{HISTORY_FOLDER}/{name}"), bytes };
        made.push(Made::for_packet(file, "the history, as it was recorded"));
    }
    Ok(made)
}

/// The first page in every format.
fn pages(packet: &Packet, recorded: &Recorded) -> Result<Vec<File>> {
    let account = candor_model::Account::default();
    let inventory = candor_model::Inventory::default();
    let as_of = recorded.entry.assessment.as_of;
    // The page says no more than `packet` does: it gets nothing else to say.
    let assessment = candor_assess::Assessment { as_of, ..candor_assess::Assessment::default() };
    let input = Input {
        packet: Some(packet),
        quarter: packet.quarter.clone(),
        ..Input::new(&assessment, &inventory, &account, VERSION)
    };
    let edition = Edition::new(Document::Packet, Part::Whole);
    let source = compose(&edition, &input, &Templates::builtin())?;
    crate::documents::files(&[(edition, source)], &input, &documents::every_format())
}

/// Looks for what the profile removes in the words of every file.
fn refuse_leaks(recorded: &Recorded, profile: Profile, documents: &Documents, files: &[File]) -> Result<()> {
    let mut removed: Removed = match documents.removed() {
        Some(removed) => removed.clone(),
        None => removed_texts(&candor_model::Inventory::default(), &[&recorded.entry.assessment], profile),
    };
    if removed.is_empty() {
        return Ok(());
    }
    // What an empty packet holds as well, such as the names of fonts, tells nothing of the records.
    for page in pages(&Packet::default(), recorded)? {
        leaks::texts(&page)?.iter().for_each(|text| removed.spare(text));
    }
    for file in files {
        for text in std::iter::once(file.path.clone()).chain(leaks::texts(file)?) {
            if let Some(found) = removed.found_in(&text) {
                let message = format!("`{}` would still tell `{found}`", file.path);
                let help = "nothing was written; take a profile that removes more, or take the name out of the records \
                            where it does not belong";
                return Err(stop(Exit::Unreadable, message, help));
            }
        }
    }
    Ok(())
}

impl Documents {
    /// The assessment that the packet tells of: without names where they were taken out.
    fn assessment<'a>(&'a self, recorded: &'a Recorded) -> &'a candor_assess::Assessment {
        self.masked.as_ref().map_or(&recorded.entry.assessment, |masked| &masked.assessment)
    }

    /// A text of the quarter, without names where they were taken out.
    fn text(&self, text: &str) -> String {
        self.masked.as_ref().map_or_else(|| text.to_owned(), |masked| masked.text(text))
    }

    fn removed(&self) -> Option<&Removed> {
        self.masked.as_ref().map(candor_report::Masked::removed)
    }
}

/// All formats of documents that this program writes without a typesetter.
pub(crate) fn outputs(extensions: &[&str]) -> Vec<Output> {
    let formats = candor_report::FORMATS.into_iter();
    formats.filter(|(_, name)| extensions.contains(name)).map(|(format, _)| Output::Format(format)).collect()
}
