//! `cargo xtask release-check TAG`: may this be released under that name?

use std::fs;

use anyhow::{Result, bail, ensure};

use crate::steps;

/// Checks that the tag, the version and the changelog agree.
pub(crate) fn run(tag: Option<&str>) -> Result<()> {
    let Some(tag) = tag else { bail!("give the tag, such as v{}", env!("CARGO_PKG_VERSION")) };
    check(tag, env!("CARGO_PKG_VERSION"), &fs::read_to_string(steps::root().join("CHANGELOG.md"))?)?;
    steps::say(&format!("{tag}: version and changelog agree"));
    Ok(())
}

fn check(tag: &str, version: &str, changelog: &str) -> Result<()> {
    ensure!(tag == format!("v{version}"), "the tag is `{tag}`, the version in Cargo.toml {version}");
    let heading = format!("## {version} - ");
    let Some(day) = changelog.lines().find_map(|line| line.strip_prefix(&heading)) else {
        bail!("CHANGELOG.md has no section `{heading}YYYY-MM-DD`: name what is released");
    };
    ensure!(is_day(day.trim()), "CHANGELOG.md: `{day}` is no day; write it as 2026-11-21");
    let section = changelog.split(&heading).nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    ensure!(section.lines().any(|line| line.starts_with("- ")), "CHANGELOG.md says nothing about {version}");
    Ok(())
}

fn is_day(text: &str) -> bool {
    text.parse::<chrono::NaiveDate>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_its_section_in_the_changelog() {
        let text = "# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-11-21\n\n### Added\n\n- A thing.\n\n## 1.1.0 - 2026-08-01\n";
        assert!(check("v1.2.0", "1.2.0", text).is_ok());
        let why = |tag, version| check(tag, version, text).unwrap_err().to_string();
        assert!(why("v1.3.0", "1.2.0").contains("the version in Cargo.toml 1.2.0"));
        assert!(why("v1.3.0", "1.3.0").contains("has no section"));
        assert!(why("v1.1.0", "1.1.0").contains("says nothing"));
        let undated = text.replace("2026-11-21", "soon");
        assert!(check("v1.2.0", "1.2.0", &undated).unwrap_err().to_string().contains("no day"));
    }
}
