//! The words of a file, whatever its format: to be looked through for what must not stand there.

use std::io::{Cursor, Read};

use anyhow::{Context, Result};
use candor_report::File;
use zip::ZipArchive;

/// All texts of a file; of an archive those of each member, with its name.
pub(super) fn texts(file: &File) -> Result<Vec<String>> {
    if !file.bytes.starts_with(b"PK") {
        return Ok(plain(&file.bytes));
    }
    let failed = || format!("`{}` cannot be looked through", file.path);
    let mut archive = ZipArchive::new(Cursor::new(&file.bytes)).with_context(failed)?;
    let mut texts = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).with_context(failed)?;
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).with_context(failed)?;
        texts.push(member.name().with_context(failed)?.into_owned());
        texts.extend(plain(&bytes));
    }
    Ok(texts)
}

/// The text as it stands, and with its references to characters resolved and its tags left out: a word may be parted by
/// either.
fn plain(bytes: &[u8]) -> Vec<String> {
    // A picture has no words.
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let mut without_tags = String::new();
    let mut is_tag = false;
    for character in text.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            other if !is_tag => without_tags.push(other),
            _ => {}
        }
    }
    let mut resolved = without_tags;
    for (reference, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ] {
        resolved = resolved.replace(reference, character);
    }
    vec![text.to_owned(), resolved]
}
