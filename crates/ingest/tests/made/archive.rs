//! Zip archives, put together and taken apart.

use std::io::{Cursor, Read, Write};

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

/// The parts of a zip archive, the first megabyte of each; none if it is no archive.
pub(crate) fn parts(bytes: &[u8]) -> Vec<Part> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    (0..archive.len())
        .filter_map(|index| {
            let part = archive.by_index(index).ok()?;
            let name = part.name().ok()?.to_string();
            let mut content = Vec::new();
            part.take(1 << 20).read_to_end(&mut content).ok()?;
            Some((name, content))
        })
        .collect()
}
