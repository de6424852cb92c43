//! Where a packet is written: a folder, or an archive where its name ends in `.zip`.
//!
//! Invariants: whole or not at all; a packet that is there is never written over; the same packet has the same bytes.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use candor_report::{File, Profile};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::args::PackageArguments;
use crate::exit::{Exit, stop};
use crate::listing::{files_below, slashed};
use crate::output;

/// Where packets go by default in a workspace.
const FOLDER: &str = "packages";

pub(super) fn write(arguments: &PackageArguments, profile: Profile, files: &[File]) -> Result<PathBuf> {
    let default = || arguments.workspace.join(FOLDER).join(format!("{}-{}", arguments.quarter, profile.id()));
    let target = arguments.out.clone().unwrap_or_else(default);
    if target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) {
        write_archive(&target, files)?;
    } else {
        write_folder(&target, files)?;
    }
    Ok(target)
}

fn exists(target: &Path) -> anyhow::Error {
    let message = format!("`{}` exists already, and is left as it is", target.display());
    stop(Exit::Usage, message, "give another place with --out, or move it away first")
}

fn write_archive(target: &Path, files: &[File]) -> Result<()> {
    let failed = || format!("`{}` could not be packed", target.display());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock: the same packet has the same bytes.
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for file in files {
        writer.start_file(&file.path, options).with_context(failed)?;
        writer.write_all(&file.bytes).with_context(failed)?;
    }
    let bytes = writer.finish().with_context(failed)?.into_inner();
    match fs::read(target) {
        Ok(there) if there == bytes => Ok(()),
        Ok(_) => Err(exists(target)),
        Err(_) => output::write(target, &bytes),
    }
}

fn write_folder(target: &Path, files: &[File]) -> Result<()> {
    if target.exists() {
        return if is_same(target, files)? { Ok(()) } else { Err(exists(target)) };
    }
    let failed = |error: std::io::Error| {
        let message = format!("`{}` cannot be written: {error}", target.display());
        stop(Exit::Unreadable, message, "choose another place with --out")
    };
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let unfinished = tempfile::Builder::new().prefix(".candor-").tempdir_in(parent).map_err(failed)?;
    let packet = unfinished.path().join("packet");
    for file in files {
        output::write(&packet.join(&file.path), &file.bytes)?;
    }
    fs::rename(&packet, target).map_err(failed)
}

fn is_same(target: &Path, files: &[File]) -> Result<bool> {
    let there: Vec<String> =
        files_below(target)?.iter().map(|path| slashed(path.strip_prefix(target).unwrap_or(path))).collect();
    let same = |file: &File| fs::read(target.join(&file.path)).is_ok_and(|bytes| bytes == file.bytes);
    Ok(there.len() == files.len() && files.iter().all(same))
}
