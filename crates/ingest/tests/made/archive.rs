//! Zip archives, put together.

use std::io::{Cursor, Write};

/// The name and the content of a part of an archive.
pub(crate) type Part = (String, Vec<u8>);

pub(crate) fn zipped(parts: &[Part]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .expect("a test may fail here");
        writer.write_all(content).expect("a test may fail here");
    }
    writer.finish().expect("a test may fail here").into_inner()
}
