//! The Debian package, put together with `dpkg-deb`: program, manual, completions, licence, changelog.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::archive::gzip;
use super::{Item, SHELLS};

/// Who answers for the package.
const MAINTAINER: &str = "The Candor developers <maintainers@candor.example>";

const DESCRIPTION: &str = "\
Description: privacy audits and policies from spreadsheets
 Candor reads the spreadsheets that an organisation already keeps (registers
 of processing, data inventories, vendors, incidents, requests) and writes
 privacy audits against GDPR, CCPA and HIPAA, and privacy policies in plain
 language whose every sentence can be traced to a cell.
 .
 It works offline as one program. Its results are not legal advice.
";

const COPYRIGHT: &str = "\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: candor

Files: *
Copyright: 2026 The Candor developers
License: Expat or Apache-2.0

License: Apache-2.0
 On Debian systems the full text of the Apache License 2.0 is in
 /usr/share/common-licenses/Apache-2.0.

License: Expat
";

/// Writes `candor_VERSION_ARCHITECTURE.deb` into the folder.
pub(super) fn package(folder: &Path, target: &str, items: &[Item], epoch: u64) -> Result<()> {
    let architecture = match target.split('-').next() {
        Some("x86_64") => "amd64",
        Some("aarch64") => "arm64",
        _ => bail!("`{target}` has no name in Debian here"),
    };
    let tree = tempfile::tempdir()?;
    let root = tree.path().join("candor");
    let files = files(items, epoch)?;
    for (path, bytes, mode) in &files {
        write(&root.join(path), bytes, *mode)?;
    }
    let program = items.iter().find(|item| item.is_program).context("there is no program")?;
    let size: usize = files.iter().map(|(_, bytes, _)| bytes.len().div_ceil(1024)).sum();
    let version = format!("{}-1", env!("CARGO_PKG_VERSION"));
    let control = format!(
        "Package: candor\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\n\
         Installed-Size: {size}\n{}Section: utils\nPriority: optional\n{DESCRIPTION}",
        depends(&program.bytes)
    );
    write(&root.join("DEBIAN/control"), control.as_bytes(), 0o644)?;
    write(&root.join("DEBIAN/md5sums"), sums(&root, &files)?.as_bytes(), 0o644)?;
    open_folders(&root)?;
    let deb = folder.join(format!("candor_{version}_{architecture}.deb"));
    let output = Command::new("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "--build"])
        .args([&root, &deb])
        .env("SOURCE_DATE_EPOCH", epoch.to_string())
        .output()
        .context("dpkg-deb could not be started")?;
    ensure!(output.status.success(), "dpkg-deb: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

type File = (String, Vec<u8>, u32);

/// Where each item goes below `/`.
fn files(items: &[Item], epoch: u64) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for item in items {
        let plain = |path: String| (path, item.bytes.clone(), item.mode());
        let shell = SHELLS.iter().find(|(_, path, place)| item.path == *path && !place.is_empty());
        if item.is_program {
            files.push(plain("usr/bin/candor".to_owned()));
        } else if let Some((_, _, place)) = shell {
            files.push(plain(format!("usr/share/{place}")));
        } else if item.path.starts_with("man/") {
            files.push((format!("usr/share/{}.gz", item.path), gzip(&item.bytes)?, item.mode()));
        } else if item.path == "CHANGELOG.md" {
            files.push(("usr/share/doc/candor/changelog.gz".to_owned(), gzip(&item.bytes)?, item.mode()));
        } else if matches!(item.path.as_str(), "README.md" | "sbom.cdx.json") {
            files.push((format!("usr/share/doc/candor/{}.gz", item.path), gzip(&item.bytes)?, item.mode()));
        } else if item.path == "LICENSE-MIT" {
            let text = copyright(&String::from_utf8_lossy(&item.bytes));
            files.push(("usr/share/doc/candor/copyright".to_owned(), text.into_bytes(), item.mode()));
        }
    }
    let debian = debian_changelog(epoch)?;
    files.push(("usr/share/doc/candor/changelog.Debian.gz".to_owned(), gzip(debian.as_bytes())?, 0o644));
    files.sort();
    Ok(files)
}

/// The licences in the form that Debian reads.
fn copyright(mit: &str) -> String {
    let lines = mit.trim_end().lines().map(str::trim_end);
    let lines = lines.map(|line| if line.is_empty() { " .\n".to_owned() } else { format!(" {line}\n") });
    format!("{COPYRIGHT}{}", lines.collect::<String>())
}

fn debian_changelog(epoch: u64) -> Result<String> {
    let seconds = i64::try_from(epoch)?;
    let day =
        chrono::DateTime::from_timestamp(seconds, 0).context("the day of the source is too far away")?;
    Ok(format!(
        "candor ({}-1) unstable; urgency=medium\n\n  * See changelog.gz for what changed.\n\n -- {MAINTAINER}  {}\n",
        env!("CARGO_PKG_VERSION"),
        day.format("%a, %d %b %Y %H:%M:%S +0000")
    ))
}

/// What a program that is not static needs of the system: the newest version of the C library that it names.
fn depends(program: &[u8]) -> String {
    const MARK: &[u8] = b"GLIBC_2.";
    let minors =
        program.windows(MARK.len() + 2).filter(|window| window.starts_with(MARK)).filter_map(|window| {
            let digits = window[MARK.len()..].iter().take_while(|byte| byte.is_ascii_digit());
            String::from_utf8(digits.copied().collect()).ok()?.parse::<u32>().ok()
        });
    match minors.max() {
        Some(minor) => format!("Depends: libc6 (>= 2.{minor}), libgcc-s1\n"),
        None => String::new(),
    }
}

/// `md5sums`, as dpkg checks them.
fn sums(root: &Path, files: &[File]) -> Result<String> {
    let paths = files.iter().map(|(path, _, _)| path);
    let output =
        Command::new("md5sum").args(paths).current_dir(root).output().context("md5sum is not there")?;
    ensure!(output.status.success(), "md5sum: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
    fs::write(path, bytes)?;
    set_mode(path, mode)
}

/// Folders as every package has them, whatever this machine gives new ones.
fn open_folders(folder: &Path) -> Result<()> {
    set_mode(folder, 0o755)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            open_folders(&path)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> Result<()> {
    bail!("a Debian package is made on Linux")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_asks_for_the_c_library_of_its_program_and_a_static_one_for_nothing() {
        assert_eq!(
            depends(b"..GLIBC_2.4\0GLIBC_2.34\0GLIBC_2.9\0.."),
            "Depends: libc6 (>= 2.34), libgcc-s1\n"
        );
        assert_eq!(depends(b"static"), "");
    }

    #[test]
    fn each_file_has_its_place() {
        let item = |path: &str, is_program| Item { path: path.to_owned(), bytes: Vec::new(), is_program };
        let items = ["CHANGELOG.md", "LICENSE-MIT", "completions/_candor", "man/man1/candor-audit.1"];
        let mut items: Vec<Item> = items.map(|path| item(path, false)).to_vec();
        items.push(item("candor", true));
        let files = files(&items, 0).unwrap();
        let paths: Vec<&str> = files.iter().map(|(path, _, _)| path.as_str()).collect();
        let expected = [
            "usr/bin/candor",
            "usr/share/doc/candor/changelog.Debian.gz",
            "usr/share/doc/candor/changelog.gz",
            "usr/share/doc/candor/copyright",
            "usr/share/man/man1/candor-audit.1.gz",
            "usr/share/zsh/vendor-completions/_candor",
        ];
        assert_eq!(paths, expected);
    }
}
