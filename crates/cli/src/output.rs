//! Writes files whole or not at all; only what belongs to another program is added to.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;

use crate::exit::{Exit, stop};

/// Writes beside the target first, then moves it there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_with(path, |file| file.write_all(bytes))
}

/// The same, of what is written as it is made.
pub(crate) fn write_with(
    path: &Path,
    make: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<()> {
    let failed = |error: std::io::Error| {
        stop(
            Exit::Unreadable,
            format!("`{}` cannot be written: {error}", path.display()),
            "close the file where it is open, or choose another folder",
        )
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(".candor-").tempfile_in(folder).map_err(failed)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, &mut file);
    make(&mut buffered).and_then(|()| buffered.flush()).map_err(failed)?;
    drop(buffered);
    file.as_file().sync_all().map_err(failed)?;
    set_mode(file.path()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Adds to a file that belongs to another program and may hold something already.
pub(crate) fn append(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` cannot be written: {error}", path.display());
        stop(Exit::Unreadable, message, "check the path and its permissions")
    };
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)
}

/// Temporary files are private; documents are as readable as other files.
#[cfg(unix)]
fn set_mode(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path) -> std::io::Result<()> {
    Ok(())
}
