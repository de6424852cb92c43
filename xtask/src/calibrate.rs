//! `cargo xtask calibrate FOLDER`: measures published policies whose figures are known (`xtask/calibration.toml`) and compares.
//! The grade may differ by half a year of school; the other figures are shown beside theirs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use candor_policy::plain::{RULE, measure};
use candor_policy::text;
use serde::Deserialize;

use crate::steps;

/// The grade differs by so much at most.
const GRADE_TOLERANCE: f64 = 0.5;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    policy: Vec<Known>,
}

/// A policy whose figures are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    file: String,
    source: String,
    counted: String,
    words: usize,
    ease: f64,
    grade: f64,
    smog: f64,
}

pub(crate) fn run(folder: Option<&str>) -> Result<()> {
    let folder = Path::new(folder.context("give the folder with the policies of xtask/calibration.toml")?);
    let table: Table = toml::from_str(include_str!("../calibration.toml"))?;
    let mut is_near = true;
    steps::say(&format!("{RULE}: measured (known)"));
    for known in &table.policy {
        let path = folder.join(&known.file);
        let bytes = fs::read(&path)
            .with_context(|| format!("`{}` is missing: take it from {}", path.display(), known.source))?;
        let measured = measure(&text::read(&known.file, &bytes)?);
        let (grade, smog) = (measured.grade.unwrap_or(f64::NAN), measured.smog.unwrap_or(f64::NAN));
        let ease = measured.ease.map_or(f64::NAN, |ease| ease.score);
        // What is not measured is not near.
        let is_known = (grade - known.grade).abs() <= GRADE_TOLERANCE + f64::EPSILON;
        is_near &= is_known;
        steps::say(&format!(
            "{} {} of {}: words {} ({}), ease {ease} ({}), grade {grade} ({}), SMOG {smog} ({})",
            if is_known { "ok " } else { "FAR" },
            known.file,
            known.counted,
            measured.words,
            known.words,
            known.ease,
            known.grade,
            known.smog,
        ));
    }
    ensure!(is_near, "a grade is more than {GRADE_TOLERANCE} from the known one");
    Ok(())
}
