//! The assessment as JSON.

use std::io::{BufWriter, Write};

use candor_assess::Assessment;

use crate::{Error, File, Input};

pub(super) fn files(input: &Input<'_>) -> Result<Vec<File>, Error> {
    Ok(vec![File { path: crate::ASSESSMENT_FILE.to_owned(), bytes: write(input.assessment)? }])
}

pub(crate) fn write(assessment: &Assessment) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    stream(assessment, &mut bytes)?;
    Ok(bytes)
}

/// Writes finding after finding, so that however many there are never lie in memory as text.
pub(crate) fn stream(assessment: &Assessment, out: impl Write) -> Result<(), Error> {
    // A JSON text is written in very small parts.
    let mut out = BufWriter::with_capacity(1 << 16, out);
    serde_json::to_writer_pretty(&mut out, assessment)?;
    out.write_all(b"\n").and_then(|()| out.flush()).map_err(serde_json::Error::io)?;
    Ok(())
}
