//! The advisories of RustSec: fetched where GitHub can be reached, else those that the project keeps with their day.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use rustsec::advisory::Informational;
use rustsec::report::{Report, Settings};
use rustsec::{Database, Lockfile};

use crate::steps;

const SOURCE: &str = "https://github.com/RustSec/advisory-db";
/// So long a machine without GitHub is asked at most.
const FETCH_MAX: Duration = Duration::from_secs(120);

/// Advisories that can be looked into.
#[derive(Debug)]
pub(super) struct Found {
    /// None if neither GitHub is reached nor any are kept.
    database: Option<PathBuf>,
    /// Of which day they are.
    day: String,
    pub is_newest: bool,
}

/// The newest advisories, else the kept ones.
pub(super) fn find() -> Result<Found> {
    let fetched = steps::target().join("tools").join("advisory-db");
    if fetch(&fetched)? {
        let day = git(&fetched, &["log", "-1", "--format=%cs"])?;
        return Ok(Found { database: Some(fetched), day, is_newest: true });
    }
    let kept = kept();
    let day = fs::read_to_string(kept.join("day.txt")).unwrap_or_default().trim().to_owned();
    Ok(Found { database: kept.join("crates").is_dir().then_some(kept), day, is_newest: false })
}

/// Where the advisories that concern us are kept, for machines without GitHub.
fn kept() -> PathBuf {
    steps::root().join("xtask").join("advisories")
}

/// Fails on what concerns us; returns what was not looked at.
pub(super) fn check(found: &Found) -> Result<Vec<String>> {
    let Some(database) = &found.database else {
        return Ok(vec![format!(
            "advisories: {SOURCE} cannot be reached, and none are kept in xtask/advisories; \
             run `cargo xtask supply --keep` where it can be reached"
        )]);
    };
    let problems = problems(database, &steps::root().join("Cargo.lock"), &ignored()?)?;
    ensure!(problems.is_empty(), "advisories concern us (see `.deny.toml`):\n{}", problems.join("\n"));
    steps::say(&format!("no advisory of {} or before concerns us", found.day));
    let newer = format!(
        "advisories after {}: {SOURCE} cannot be reached, those kept in xtask/advisories were looked at",
        found.day
    );
    Ok(if found.is_newest { Vec::new() } else { vec![newer] })
}

/// Each advisory that concerns a package of the lock file, but for those ignored with a reason.
fn problems(database: &Path, lock: &Path, ignored: &[String]) -> Result<Vec<String>> {
    let database = Database::open(database).context("the advisories cannot be read")?;
    let lock = Lockfile::load(lock).context("`Cargo.lock` cannot be read")?;
    let settings = Settings {
        informational_warnings: vec![
            Informational::Unmaintained,
            Informational::Unsound,
            Informational::Notice,
        ],
        ..Settings::default()
    };
    let report = Report::generate(&database, &lock, &settings);
    let told = |id: &str, title: &str, package: &rustsec::package::Package| {
        (!ignored.iter().any(|one| one == id))
            .then(|| format!("{id}: {} {}: {title}", package.name, package.version))
    };
    let vulnerable = report
        .vulnerabilities
        .list
        .iter()
        .filter_map(|one| told(one.advisory.id.as_str(), &one.advisory.title, &one.package));
    let warned = report.warnings.values().flatten().filter_map(|one| {
        let advisory = one.advisory.as_ref()?;
        told(advisory.id.as_str(), &advisory.title, &one.package)
    });
    Ok(vulnerable.chain(warned).collect())
}

/// The ids that `.deny.toml` lets pass, each with its reason.
fn ignored() -> Result<Vec<String>> {
    let settings: toml::Table = fs::read_to_string(steps::root().join(".deny.toml"))?.parse()?;
    let ignore = settings.get("advisories").and_then(|one| one.get("ignore")).and_then(toml::Value::as_array);
    let mut ids = Vec::new();
    for one in ignore.into_iter().flatten() {
        let text = |key: &str| one.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let (Some(id), Some(_)) = (text("id"), text("reason")) else {
            bail!("`.deny.toml`: an ignored advisory needs id and reason: {one}");
        };
        ids.push(id);
    }
    Ok(ids)
}

/// Copies the advisories about packages of the lock file into the project, with their day.
pub(super) fn keep(found: &Found) -> Result<()> {
    let Some(database) = found.database.as_ref().filter(|_| found.is_newest) else {
        bail!("{SOURCE} cannot be reached: nothing newer can be kept");
    };
    let lock = Lockfile::load(steps::root().join("Cargo.lock"))?;
    let names: BTreeSet<&str> = lock.packages.iter().map(|package| package.name.as_str()).collect();
    let home = kept();
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    fs::create_dir_all(home.join("crates"))?;
    for name in names {
        let from = database.join("crates").join(name);
        if !from.is_dir() {
            continue;
        }
        let to = home.join("crates").join(name);
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(from)? {
            let path = entry?.path();
            fs::copy(&path, to.join(steps::name(&path)))?;
        }
    }
    fs::write(home.join("day.txt"), format!("{}\n", found.day))?;
    Ok(())
}

/// Brings the newest advisories; false if they cannot be reached.
fn fetch(folder: &Path) -> Result<bool> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.parent().unwrap_or(folder))?;
    let clone = Command::new("git")
        .args(["clone", "--quiet", "--depth", "1", SOURCE])
        .arg(folder)
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut clone) = clone else { return Ok(false) };
    let begun = Instant::now();
    while begun.elapsed() < FETCH_MAX {
        if let Some(status) = clone.try_wait()? {
            return Ok(status.success());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    clone.kill()?;
    clone.wait()?;
    Ok(false)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").args(arguments).current_dir(folder).output()?;
    ensure!(output.status.success(), "git: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up advisory about a package that is certainly there.
    fn database(patched: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let crates = folder.path().join("crates").join("serde");
        fs::create_dir_all(&crates).unwrap();
        let text = format!(
            "```toml\n[advisory]\nid = \"RUSTSEC-2020-9999\"\npackage = \"serde\"\ndate = \"2020-01-01\"\n\n\
             [versions]\npatched = [{patched}]\n```\n\n# Made up\n\nIt is not real.\n"
        );
        fs::write(crates.join("RUSTSEC-2020-9999.md"), text).unwrap();
        folder
    }

    #[test]
    fn an_advisory_about_a_package_of_ours_is_found_unless_mended_or_ignored() {
        let lock = steps::root().join("Cargo.lock");
        let concerned = database("");
        let found = problems(concerned.path(), &lock, &[]).unwrap();
        assert!(found.len() == 1 && found[0].contains("RUSTSEC-2020-9999: serde 1."), "{found:?}");
        let ignored = ["RUSTSEC-2020-9999".to_owned()];
        assert!(problems(concerned.path(), &lock, &ignored).unwrap().is_empty());
        assert!(problems(database("\">= 1.0.1\"").path(), &lock, &[]).unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_looked_at_is_told() {
        let none = Found { database: None, day: String::new(), is_newest: false };
        assert!(check(&none).unwrap()[0].contains("none are kept"));
        let old = database("\">= 1.0.1\"");
        let kept =
            Found { database: Some(old.path().to_owned()), day: "2020-01-02".to_owned(), is_newest: false };
        assert!(check(&kept).unwrap()[0].contains("advisories after 2020-01-02"));
    }

    #[test]
    fn ignored_advisories_have_reasons() {
        assert!(ignored().unwrap().iter().all(|id| id.starts_with("RUSTSEC-")));
    }
}
