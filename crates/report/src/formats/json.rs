//! The assessment as JSON.

use candor_assess::Assessment;

use crate::Error;

pub(crate) fn write(assessment: &Assessment) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(assessment)?;
    bytes.push(b'\n');
    Ok(bytes)
}
