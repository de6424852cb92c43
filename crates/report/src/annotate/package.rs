//! A workbook as the package it is (ECMA-376, part 2): parts in a zip archive, tied by relationships.
//!
//! Invariant: a part that is not written stays as it was, compressed bytes included.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::Unfit;
use super::xml;

const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
pub(super) const XML_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A part of the package that another one names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub id: String,
    /// Last word of its type, such as `worksheet`.
    pub kind: String,
    /// Name of the part, without a slash at its start.
    pub part: String,
}

#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of the archive's entries by their lower case: names of parts know no case.
    entries: BTreeMap<String, String>,
    written: BTreeMap<String, String>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unfit> {
        // Older workbooks hold a small archive somewhere within.
        if !bytes.starts_with(b"PK") {
            return Err(Unfit::Unexpected("it is no zip archive".to_owned()));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let mut entries = BTreeMap::new();
        for name in archive.file_names() {
            let name = name?.into_owned();
            if entries.insert(name.to_lowercase(), name).is_some() {
                return Err(Unfit::Unexpected("two parts have the same name".to_owned()));
            }
        }
        Ok(Package { archive, entries, written: BTreeMap::new() })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.entries.contains_key(&part.to_lowercase())
    }

    /// The text of a part, as it was or as it was written since.
    pub(super) fn text(&mut self, part: &str) -> Result<String, Unfit> {
        let name = self.entries.get(&part.to_lowercase()).ok_or_else(|| Unfit::lacks(part))?;
        if let Some(text) = self.written.get(name) {
            return Ok(text.clone());
        }
        let mut bytes = Vec::new();
        self.archive.by_name(name)?.read_to_end(&mut bytes)?;
        let text =
            String::from_utf8(bytes).map_err(|_| Unfit::Unexpected(format!("`{part}` is not in UTF-8")))?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    pub(super) fn write(&mut self, part: &str, text: String) {
        let name = self.entries.entry(part.to_lowercase()).or_insert_with(|| part.to_owned());
        self.written.insert(name.clone(), text);
    }

    /// A name of the form `xl/comments3.xml` that no part has.
    pub(super) fn free_name(&self, stem: &str, extension: &str) -> String {
        (1u32..)
            .map(|number| format!("{stem}{number}.{extension}"))
            .find(|name| !self.has(name))
            .unwrap_or_default()
    }

    /// Names of the parts that end in an extension.
    pub(super) fn parts_with(&self, extension: &str) -> Vec<String> {
        self.entries
            .iter()
            .filter(|(key, _)| key.ends_with(extension))
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// What a part names; the package itself is the part without a name. Links to outside are left out.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unfit> {
        let list = relations_part(part);
        if !self.has(&list) {
            return Ok(Vec::new());
        }
        let text = self.text(&list)?;
        let mut reader = Reader::from_str(&text);
        let mut relations = Vec::new();
        loop {
            match reader.read_event()? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                    let get = |name: &str| xml::attribute(&tag, name).map(Option::unwrap_or_default);
                    if get("TargetMode")? == "External" {
                        continue;
                    }
                    let kind = get("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.push(Relation { id: get("Id")?, kind, part: resolve(part, &get("Target")?) });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    /// Makes a part name another; gives the id.
    pub(super) fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, Unfit> {
        let list = relations_part(part);
        let text = if self.has(&list) {
            self.text(&list)?
        } else {
            format!("{XML_HEAD}<Relationships xmlns=\"{PACKAGE_RELATIONS}\"></Relationships>")
        };
        let id = (1u32..)
            .map(|number| format!("rId{number}"))
            .find(|id| !text.contains(&format!("\"{id}\"")) && !text.contains(&format!("'{id}'")))
            .unwrap_or_default();
        let text = xml::append(&text, "Relationships", 1, |prefix| {
            format!(
                "<{prefix}Relationship Id=\"{id}\" Type=\"{RELATIONS}{kind}\" Target=\"/{}\"/>",
                xml::escape(target)
            )
        })?;
        self.write(&list, text);
        Ok(id)
    }

    /// Says what a new part is.
    pub(super) fn declare(&mut self, part: &str, content_type: &str) -> Result<(), Unfit> {
        let text = self.text(CONTENT_TYPES)?;
        let text = xml::append(&text, "Types", 1, |prefix| {
            format!("<{prefix}Override PartName=\"/{}\" ContentType=\"{content_type}\"/>", xml::escape(part))
        })?;
        self.write(CONTENT_TYPES, text);
        Ok(())
    }

    /// Says what parts of an extension are, if that is not said yet.
    pub(super) fn declare_extension(&mut self, extension: &str, content_type: &str) -> Result<(), Unfit> {
        let text = self.text(CONTENT_TYPES)?;
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event()? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Default" => {
                    let known = xml::attribute(&tag, "Extension")?.unwrap_or_default();
                    if known.eq_ignore_ascii_case(extension) {
                        return Ok(());
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let root = xml::find(&text, "Types")?.ok_or_else(|| Unfit::lacks("Types"))?;
        let mut edits = xml::Edits::default();
        // Defaults stand first, as Excel writes them.
        let default =
            format!("<{}Default Extension=\"{extension}\" ContentType=\"{content_type}\"/>", root.prefix);
        edits.insert(root.tag.end, default);
        self.write(CONTENT_TYPES, edits.apply(&text));
        Ok(())
    }

    /// The package as bytes: its parts in their order, then the new ones.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unfit> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index)?;
            let name = entry.name()?.into_owned();
            match self.written.remove(&name) {
                Some(text) => {
                    writer.start_file(&name, options)?;
                    writer.write_all(text.as_bytes())?;
                }
                None => writer.raw_copy_file(entry)?,
            }
        }
        for (name, text) in self.written {
            writer.start_file(&name, options)?;
            writer.write_all(text.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

fn relations_part(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// The part that a target means, seen from the part that names it.
fn resolve(from: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(whole) => ("", whole),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), target),
    };
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_part_that_names_them() {
        for (from, target, part) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
            ("xl/worksheets/sheet1.xml", "/xl/comments1.xml", "xl/comments1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(from, target), part);
        }
        assert_eq!(relations_part(""), "_rels/.rels");
        assert_eq!(relations_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
