//! The assessment as JSON.

use candor_assess::Assessment;

use crate::{Error, File, Input};

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    Ok(vec![File { path: "audit.json".to_owned(), bytes: write(input.assessment)? }])
}

pub(crate) fn write(assessment: &Assessment) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(assessment)?;
    bytes.push(b'\n');
    Ok(bytes)
}
