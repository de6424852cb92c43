//! The table of documents, and the editions of each: the whole, one for a reader, one for a law, one for a record.
//!
//! A new document is a file in `templates/`, a view in `view/` and a row of this table.

use schemars::Schema;
use tera::Context;

use crate::template::File;
use crate::{Format, Input, view};

/// A kind of document. Its text stands in `templates/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    Audit,
    Register,
    PrivacyPolicy,
}

/// Which run makes a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// `candor audit`.
    Audit,
    /// `candor policy`.
    Policy,
}

/// Who reads an edition. Headings of level 2 and `::: only` blocks name the readers they are for; without a name
/// they are for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    Executive,
    Auditor,
    Engineer,
}

impl Reader {
    pub const ALL: [Reader; 3] = [Reader::Executive, Reader::Auditor, Reader::Engineer];

    /// The class of headings and blocks, and the end of a file's name.
    pub fn id(self) -> &'static str {
        match self {
            Reader::Executive => "executive",
            Reader::Auditor => "auditor",
            Reader::Engineer => "engineer",
        }
    }
}

/// What an edition holds of its document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Whole,
    /// What a reader needs.
    Reader(Reader),
    /// One checklist, by its id.
    Law(String),
    /// One record, by a name that can stand in a file's name.
    Record(String),
}

/// A document to be made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    pub document: Document,
    pub part: Part,
}

/// The row of a document.
struct Row {
    document: Document,
    group: Group,
    stem: &'static str,
    template: File,
    /// The parts that the input gives reason for.
    parts: fn(&Input<'_>) -> Vec<Part>,
    context: fn(&Input<'_>, &Part, &mut Context),
    /// What lies in `view`.
    schema: fn() -> Schema,
}

const TABLE: [Row; 3] = [
    Row {
        document: Document::Audit,
        group: Group::Audit,
        stem: "audit",
        template: ("audit.md", include_str!("../../../templates/audit.md")),
        parts: audit_parts,
        context: |input, _, context| context.insert("view", &view::audit(input)),
        schema: view::audit_schema,
    },
    Row {
        document: Document::Register,
        group: Group::Audit,
        stem: "register",
        template: ("register.md", include_str!("../../../templates/register.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::register(input)),
        schema: view::register_schema,
    },
    Row {
        document: Document::PrivacyPolicy,
        group: Group::Policy,
        stem: "privacy-policy",
        template: ("privacy-policy.md", include_str!("../../../templates/privacy-policy.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::policy(input)),
        schema: view::policy_schema,
    },
];

/// Names and texts of the templates that Candor is built with.
pub const BUILTIN: [File; TABLE.len()] = {
    let mut files = [("", ""); TABLE.len()];
    let mut index = 0;
    while index < TABLE.len() {
        files[index] = TABLE[index].template;
        index += 1;
    }
    files
};

/// The whole, an edition for each reader who does not need it all, and one for each law where there are several.
fn audit_parts(input: &Input<'_>) -> Vec<Part> {
    let mut parts = vec![Part::Whole, Part::Reader(Reader::Executive), Part::Reader(Reader::Engineer)];
    let checklists = &input.assessment.checklists;
    if checklists.len() > 1 {
        parts.extend(checklists.iter().map(|checklist| Part::Law(checklist.id.clone())));
    }
    parts
}

impl Document {
    /// Every document, in the order of the table.
    pub fn all() -> impl Iterator<Item = Document> {
        TABLE.iter().map(|row| row.document)
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.document == self).unwrap_or(&TABLE[0])
    }

    /// Name of its file without the extension.
    pub fn stem(self) -> &'static str {
        self.row().stem
    }

    /// Name of its template.
    pub fn template(self) -> &'static str {
        self.row().template.0
    }

    /// The schema of `view` in its template.
    pub(crate) fn schema(self) -> Schema {
        (self.row().schema)()
    }

    pub fn find(stem: &str) -> Option<Document> {
        Document::all().find(|document| document.stem() == stem)
    }

    /// The edition that holds all.
    pub fn whole(self) -> Edition {
        Edition { document: self, part: Part::Whole }
    }
}

impl Edition {
    /// Where it is written below the folder of the reports, without the extension: `audit`, `laws/audit-gdpr`.
    pub fn path(&self) -> String {
        let stem = self.document.stem();
        match &self.part {
            Part::Whole => stem.to_owned(),
            Part::Reader(reader) => format!("readers/{stem}-{}", reader.id()),
            Part::Law(id) => format!("laws/{stem}-{}", crate::escape::anchor(id)),
            Part::Record(name) => format!("{stem}/{}", crate::escape::anchor(name)),
        }
    }

    /// Is it written in a format? A page has a switch for its readers, so it has no edition for each of them.
    pub fn has(&self, format: Format) -> bool {
        format != Format::Html || self.reader().is_none()
    }

    /// The reader whom it is for, if it is not for all.
    pub(crate) fn reader(&self) -> Option<Reader> {
        match self.part {
            Part::Reader(reader) => Some(reader),
            _ => None,
        }
    }

    /// The values of its template: `view`, and `draft`, which says whether a mandatory question is open.
    pub(crate) fn context(&self, input: &Input<'_>) -> Context {
        let mut context = Context::new();
        context.insert("draft", &!input.facts.blocking().is_empty());
        match &self.part {
            Part::Law(id) => {
                let assessment = input.assessment.of_checklist(id);
                let input = Input {
                    assessment: &assessment,
                    quarter: input.quarter.clone(),
                    tool_version: input.tool_version.clone(),
                    ..*input
                };
                (self.document.row().context)(&input, &self.part, &mut context);
            }
            _ => (self.document.row().context)(input, &self.part, &mut context),
        }
        context
    }
}

/// The editions of a group that the input gives reason for, in the order of the table.
pub fn editions(group: Group, input: &Input<'_>) -> Vec<Edition> {
    let rows = TABLE.iter().filter(|row| row.group == group);
    rows.flat_map(|row| editions_of(row.document, input)).collect()
}

/// The editions of a document that the input gives reason for.
pub(crate) fn editions_of(document: Document, input: &Input<'_>) -> Vec<Edition> {
    let parts = (document.row().parts)(input);
    parts.into_iter().map(|part| Edition { document, part }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_one_row() {
        for document in Document::all() {
            assert_eq!(TABLE.iter().filter(|row| row.document == document).count(), 1);
            assert_eq!(Document::find(document.stem()), Some(document));
        }
    }
}
