//! The table of documents, and the editions of each: the whole, one for a reader, one for a law, one for a record.
//!
//! A new document is a file in `templates/`, a view in `view/` and a row of this table.

use std::sync::Arc;

use candor_policy::{Language, LazyFacts, Letter};
use schemars::{JsonSchema, Schema};
use tera::Context;

use crate::template::File;
use crate::view::california::{self, Kind};
use crate::view::notice::For;
use crate::view::register::authority::{self, Role};
use crate::view::register::part;
use crate::view::skeleton::{self, Assessed};
use crate::view::{comparison, notice, points, recipients, trackers};
use crate::{Format, Input, view};

/// A kind of document. Its text stands in `templates/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    Audit,
    Register,
    RegisterController,
    RegisterProcessor,
    Registers,
    Obligations,
    Dpia,
    RiskAssessment,
    PrivacyPolicy,
    CaliforniaPrivacyPolicy,
    NoticeAtCollection,
    OptOutNotice,
    LimitNotice,
    FinancialIncentiveNotice,
    AdmtNotice,
    AtAGlance,
    CollectionNotices,
    AudienceNotice,
    StaffNotice,
    ApplicantNotice,
    ChildrensNotice,
    Trackers,
    Recipients,
    Faq,
    HowWeProtect,
    NoticeOfPrivacyPractices,
    Acknowledgement,
    PolicyChanges,
    FindItQuiz,
    /// The change between two quarters; what changed in a policy is [`Document::PolicyChanges`].
    Change,
    /// The first page of what is handed to an auditor or a customer.
    Packet,
    /// About one incident.
    Letter(Letter),
}

/// Which run makes a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// `candor audit`.
    Audit,
    /// `candor policy`.
    Policy,
    /// `candor policy`, of the texts that it made.
    Texts,
    /// `candor compare`, for two quarters.
    Change,
    /// `candor package`.
    Packet,
    /// `candor letter`, for one incident.
    Letter,
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
    pub language: Language,
}

/// The page of one law, to which a page of all laws can lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LawPage {
    /// Id of the checklist.
    pub(crate) law: String,
    pub(crate) title: String,
    /// From the page of all laws: `laws/audit-gdpr.html`.
    pub(crate) path: String,
}

/// The row of a document.
struct Row {
    document: Document,
    group: Group,
    /// The languages that its template speaks.
    languages: &'static [Language],
    stem: &'static str,
    template: File,
    /// The parts that the input gives reason for.
    parts: fn(&Input<'_>) -> Vec<Part>,
    context: fn(&Input<'_>, &Part, &mut Context),
    /// What lies in `view`.
    schema: fn() -> Schema,
}

/// The schema of what a view makes.
fn schema_of<'a, T: JsonSchema>(_: fn(&'a Input<'a>) -> T) -> Schema {
    schemars::schema_for!(T)
}

/// The record of processing has one shape for both parts of Art. 30.
const ARTICLE_30: File =
    ("register-article-30.md", include_str!("../../../templates/register-article-30.md"));

/// The notices of adults have one shape for every group.
const AUDIENCE_NOTICE: File = ("audience-notice.md", include_str!("../../../templates/audience-notice.md"));

const ENGLISH: &[Language] = &[Language::English];
const EVERY: &[Language] = &Language::ALL;

const TABLE: [Row; 40] = [
    Row {
        document: Document::Audit,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "audit",
        template: ("audit.md", include_str!("../../../templates/audit.md")),
        parts: audit_parts,
        context: |input, part, context| context.insert("view", &view::audit(input, part)),
        schema: || schema_of(|input| view::audit(input, &Part::Whole)),
    },
    Row {
        document: Document::Register,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "register",
        template: ("register.md", include_str!("../../../templates/register.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::register(input)),
        schema: || schema_of(|input| view::register(input)),
    },
    Row {
        document: Document::RegisterController,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "register-controller",
        template: ARTICLE_30,
        parts: |input| whole_if(authority::has(input, Role::Controller)),
        context: |input, _, context| context.insert("view", &authority::view(input, Role::Controller)),
        schema: || schema_of(|input| authority::view(input, Role::Controller)),
    },
    Row {
        document: Document::RegisterProcessor,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "register-processor",
        template: ARTICLE_30,
        parts: |input| whole_if(authority::has(input, Role::Processor)),
        context: |input, _, context| context.insert("view", &authority::view(input, Role::Processor)),
        schema: || schema_of(|input| authority::view(input, Role::Processor)),
    },
    Row {
        document: Document::Registers,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "registers",
        template: ("registers.md", include_str!("../../../templates/registers.md")),
        parts: |input| part::kept(input).into_iter().map(Part::Record).collect(),
        context: |input, part, context| context.insert("view", &part::view(input, part.record())),
        schema: || schema_of(|input| part::view(input, None)),
    },
    Row {
        document: Document::Obligations,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "obligations",
        template: ("obligations.md", include_str!("../../../templates/obligations.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::obligations(input)),
        schema: || schema_of(|input| view::obligations(input)),
    },
    Row {
        document: Document::Dpia,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "dpia",
        template: ("dpia.md", include_str!("../../../templates/dpia.md")),
        parts: |input| skeleton::files(input, Assessed::Dpia).into_iter().map(Part::Record).collect(),
        context: |input, part, context| {
            context.insert("view", &skeleton::view(input, Assessed::Dpia, part.record()));
        },
        schema: || schema_of(|input| skeleton::view(input, Assessed::Dpia, None)),
    },
    Row {
        document: Document::RiskAssessment,
        group: Group::Audit,
        languages: ENGLISH,
        stem: "risk-assessment",
        template: ("risk-assessment.md", include_str!("../../../templates/risk-assessment.md")),
        parts: |input| {
            skeleton::files(input, Assessed::RiskAssessment).into_iter().map(Part::Record).collect()
        },
        context: |input, part, context| {
            context.insert("view", &skeleton::view(input, Assessed::RiskAssessment, part.record()));
        },
        schema: || schema_of(|input| skeleton::view(input, Assessed::RiskAssessment, None)),
    },
    Row {
        document: Document::PrivacyPolicy,
        group: Group::Policy,
        languages: EVERY,
        stem: "privacy-policy",
        template: ("privacy-policy.md", include_str!("../../../templates/privacy-policy.md")),
        parts: public_and_auditor,
        context: |input, _, context| context.insert("view", &view::policy(input)),
        schema: || schema_of(|input| view::policy(input)),
    },
    Row {
        document: Document::CaliforniaPrivacyPolicy,
        group: Group::Policy,
        languages: EVERY,
        stem: "california-privacy-policy",
        template: (
            "california-privacy-policy.md",
            include_str!("../../../templates/california-privacy-policy.md"),
        ),
        parts: |input| california::parts(input, Kind::Policy),
        context: |input, part, context| {
            context.insert("view", &california::notice(input, Kind::Policy, part));
        },
        schema: || schema_of(|input| california::notice(input, Kind::Policy, &Part::Whole)),
    },
    Row {
        document: Document::NoticeAtCollection,
        group: Group::Policy,
        languages: EVERY,
        stem: "notice-at-collection",
        template: ("notice-at-collection.md", include_str!("../../../templates/notice-at-collection.md")),
        parts: |input| california::parts(input, Kind::Collection),
        context: |input, part, context| {
            context.insert("view", &california::notice(input, Kind::Collection, part));
        },
        schema: || schema_of(|input| california::notice(input, Kind::Collection, &Part::Whole)),
    },
    Row {
        document: Document::OptOutNotice,
        group: Group::Policy,
        languages: EVERY,
        stem: "opt-out-notice",
        template: ("opt-out-notice.md", include_str!("../../../templates/opt-out-notice.md")),
        parts: |input| california::parts(input, Kind::OptOut),
        context: |input, part, context| {
            context.insert("view", &california::notice(input, Kind::OptOut, part));
        },
        schema: || schema_of(|input| california::notice(input, Kind::OptOut, &Part::Whole)),
    },
    Row {
        document: Document::LimitNotice,
        group: Group::Policy,
        languages: EVERY,
        stem: "limit-notice",
        template: ("limit-notice.md", include_str!("../../../templates/limit-notice.md")),
        parts: |input| california::parts(input, Kind::Limit),
        context: |input, part, context| {
            context.insert("view", &california::notice(input, Kind::Limit, part));
        },
        schema: || schema_of(|input| california::notice(input, Kind::Limit, &Part::Whole)),
    },
    Row {
        document: Document::FinancialIncentiveNotice,
        group: Group::Policy,
        languages: EVERY,
        stem: "financial-incentive-notice",
        template: (
            "financial-incentive-notice.md",
            include_str!("../../../templates/financial-incentive-notice.md"),
        ),
        parts: |input| california::parts(input, Kind::Incentive),
        context: |input, part, context| {
            context.insert("view", &california::notice(input, Kind::Incentive, part));
        },
        schema: || schema_of(|input| california::notice(input, Kind::Incentive, &Part::Whole)),
    },
    Row {
        document: Document::AdmtNotice,
        group: Group::Policy,
        languages: EVERY,
        stem: "admt-notice",
        template: ("admt-notice.md", include_str!("../../../templates/admt-notice.md")),
        parts: |input| california::parts(input, Kind::Decisions),
        context: |input, part, context| {
            context.insert("view", &california::notice(input, Kind::Decisions, part));
        },
        schema: || schema_of(|input| california::notice(input, Kind::Decisions, &Part::Whole)),
    },
    Row {
        document: Document::AtAGlance,
        group: Group::Policy,
        languages: EVERY,
        stem: "at-a-glance",
        template: ("at-a-glance.md", include_str!("../../../templates/at-a-glance.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::card(input)),
        schema: || schema_of(|input| view::card(input)),
    },
    Row {
        document: Document::CollectionNotices,
        group: Group::Policy,
        languages: EVERY,
        stem: "collection-notices",
        template: ("collection-notices.md", include_str!("../../../templates/collection-notices.md")),
        parts: |input| whole_and_each(points::ids(input)),
        context: |input, part, context| context.insert("view", &points::view(input, part.record())),
        schema: || schema_of(|input| points::view(input, None)),
    },
    notice_of_group(
        Document::AudienceNotice,
        "audience-notice",
        AUDIENCE_NOTICE,
        |input| notice::groups(input).into_iter().map(Part::Record).collect(),
        |input, part, context| {
            context.insert("view", &notice::view(input, part.record().map_or(For::Everyone, For::Group)));
        },
    ),
    notice_of_group(
        Document::StaffNotice,
        "staff-notice",
        AUDIENCE_NOTICE,
        |input| whole_if(input.facts.audience("staff").is_some()),
        |input, _, context| context.insert("view", &notice::view(input, For::Group("staff"))),
    ),
    notice_of_group(
        Document::ApplicantNotice,
        "applicant-notice",
        AUDIENCE_NOTICE,
        |input| whole_if(input.facts.audience("applicants").is_some()),
        |input, _, context| context.insert("view", &notice::view(input, For::Group("applicants"))),
    ),
    notice_of_group(
        Document::ChildrensNotice,
        "childrens-notice",
        ("childrens-notice.md", include_str!("../../../templates/childrens-notice.md")),
        |input| whole_if(!input.facts.children().is_empty()),
        |input, _, context| context.insert("view", &notice::view(input, For::Children)),
    ),
    Row {
        document: Document::Trackers,
        group: Group::Policy,
        languages: EVERY,
        stem: "trackers",
        template: ("trackers.md", include_str!("../../../templates/trackers.md")),
        parts: |input| whole_if(trackers::has(input)),
        context: |input, _, context| context.insert("view", &trackers::view(input)),
        schema: || schema_of(|input| trackers::view(input)),
    },
    Row {
        document: Document::Recipients,
        group: Group::Policy,
        languages: EVERY,
        stem: "recipients",
        template: ("recipients.md", include_str!("../../../templates/recipients.md")),
        parts: |input| whole_if(recipients::has(input)),
        context: |input, _, context| context.insert("view", &recipients::view(input)),
        schema: || schema_of(|input| recipients::view(input)),
    },
    Row {
        document: Document::Faq,
        group: Group::Policy,
        languages: EVERY,
        stem: "faq",
        template: ("faq.md", include_str!("../../../templates/faq.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::faq(input)),
        schema: || schema_of(|input| view::faq(input)),
    },
    Row {
        document: Document::HowWeProtect,
        group: Group::Policy,
        languages: EVERY,
        stem: "how-we-protect",
        template: ("how-we-protect.md", include_str!("../../../templates/how-we-protect.md")),
        parts: |_| vec![Part::Whole],
        context: |input, _, context| context.insert("view", &view::protection(input)),
        schema: || schema_of(|input| view::protection(input)),
    },
    Row {
        document: Document::NoticeOfPrivacyPractices,
        group: Group::Policy,
        languages: EVERY,
        stem: "notice-of-privacy-practices",
        template: (
            "notice-of-privacy-practices.md",
            include_str!("../../../templates/notice-of-privacy-practices.md"),
        ),
        parts: |input| whole_if(input.facts.practices.is_some()),
        context: |input, _, context| context.insert("view", &view::practices(input)),
        schema: || schema_of(|input| view::practices(input)),
    },
    Row {
        document: Document::Acknowledgement,
        group: Group::Policy,
        languages: EVERY,
        stem: "acknowledgement",
        template: ("acknowledgement.md", include_str!("../../../templates/acknowledgement.md")),
        parts: |input| {
            whole_if(input.facts.practices.as_ref().is_some_and(|practices| practices.asks_for_receipt))
        },
        context: |input, _, context| context.insert("view", &view::practices(input)),
        schema: || schema_of(|input| view::practices(input)),
    },
    Row {
        document: Document::PolicyChanges,
        group: Group::Texts,
        languages: EVERY,
        stem: "policy-changes",
        template: ("policy-changes.md", include_str!("../../../templates/policy-changes.md")),
        parts: |input| {
            let has = input.texts.is_some_and(|texts| texts.before.is_some());
            if has { public_and_auditor(input) } else { Vec::new() }
        },
        context: |input, part, context| context.insert("view", &view::policy_changes(input, part)),
        schema: || schema_of(|input| view::policy_changes(input, &Part::Whole)),
    },
    Row {
        document: Document::FindItQuiz,
        group: Group::Texts,
        languages: EVERY,
        stem: "find-it-quiz",
        template: ("find-it-quiz.md", include_str!("../../../templates/find-it-quiz.md")),
        parts: |input| whole_if(input.texts.is_some()),
        context: |input, _, context| context.insert("view", &view::quiz(input)),
        schema: || schema_of(|input| view::quiz(input)),
    },
    Row {
        document: Document::Change,
        group: Group::Change,
        languages: ENGLISH,
        stem: "change",
        template: ("change.md", include_str!("../../../templates/change.md")),
        parts: |input| whole_if(input.change.is_some()),
        context: |input, _, context| context.insert("view", &comparison::view(input)),
        schema: || schema_of(|input| comparison::view(input)),
    },
    Row {
        document: Document::Packet,
        group: Group::Packet,
        languages: ENGLISH,
        stem: "packet",
        template: ("packet.md", include_str!("../../../templates/packet.md")),
        parts: |input| whole_if(input.packet.is_some()),
        context: |input, _, context| context.insert("view", &view::packet(input)),
        schema: || schema_of(|input| view::packet(input)),
    },
    letter(
        Letter::Authority,
        "letter-authority",
        ("letter-authority.md", include_str!("../../../templates/letter-authority.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::Authority)),
    ),
    letter(
        Letter::PeopleGdpr,
        "letter-people-gdpr",
        ("letter-people-gdpr.md", include_str!("../../../templates/letter-people-gdpr.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::PeopleGdpr)),
    ),
    letter(
        Letter::PeopleHipaa,
        "letter-people-hipaa",
        ("letter-people-hipaa.md", include_str!("../../../templates/letter-people-hipaa.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::PeopleHipaa)),
    ),
    letter(
        Letter::PeopleCalifornia,
        "letter-people-california",
        ("letter-people-california.md", include_str!("../../../templates/letter-people-california.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::PeopleCalifornia)),
    ),
    letter(
        Letter::AttorneyGeneral,
        "letter-attorney-general",
        ("letter-attorney-general.md", include_str!("../../../templates/letter-attorney-general.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::AttorneyGeneral)),
    ),
    letter(
        Letter::Hhs,
        "letter-hhs",
        ("letter-hhs.md", include_str!("../../../templates/letter-hhs.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::Hhs)),
    ),
    letter(
        Letter::Media,
        "letter-media",
        ("letter-media.md", include_str!("../../../templates/letter-media.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::Media)),
    ),
    letter(
        Letter::Customer,
        "letter-customer",
        ("letter-customer.md", include_str!("../../../templates/letter-customer.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::Customer)),
    ),
    letter(
        Letter::Record,
        "incident-record",
        ("incident-record.md", include_str!("../../../templates/incident-record.md")),
        |input, part, context| context.insert("view", &view::letter(input, part, Letter::Record)),
    ),
];

/// Notices of groups of people have one view.
const fn notice_of_group(
    document: Document,
    stem: &'static str,
    template: File,
    parts: fn(&Input<'_>) -> Vec<Part>,
    context: fn(&Input<'_>, &Part, &mut Context),
) -> Row {
    let schema = || schema_of(|input| notice::view(input, For::Everyone));
    Row { document, group: Group::Policy, languages: EVERY, stem, template, parts, context, schema }
}

/// A letter is made for one incident when somebody asks for it; without one it is a form with every place open.
const fn letter(
    letter: Letter,
    stem: &'static str,
    template: File,
    context: fn(&Input<'_>, &Part, &mut Context),
) -> Row {
    let document = Document::Letter(letter);
    let schema = || schema_of(|input| view::letter(input, &Part::Whole, Letter::Authority));
    Row {
        document,
        group: Group::Letter,
        languages: ENGLISH,
        stem,
        template,
        parts: |_| Vec::new(),
        context,
        schema,
    }
}

/// What stands behind the text of a policy for auditors.
const SOURCES: File = ("sentence-sources.md", include_str!("../../../templates/sentence-sources.md"));

/// What several templates share.
pub(crate) const SHARED: [File; 16] = [
    ("california-short.md", include_str!("../../../templates/california-short.md")),
    ("asking-california.md", include_str!("../../../templates/asking-california.md")),
    ("asking-eu.md", include_str!("../../../templates/asking-eu.md")),
    ("california.md", include_str!("../../../templates/california.md")),
    ("california-head.md", include_str!("../../../templates/california-head.md")),
    ("california-end.md", include_str!("../../../templates/california-end.md")),
    ("complaining-eu.md", include_str!("../../../templates/complaining-eu.md")),
    ("letter-cover.md", include_str!("../../../templates/letter-cover.md")),
    ("part-actions.md", include_str!("../../../templates/part-actions.md")),
    ("part-from-others.md", include_str!("../../../templates/part-from-others.md")),
    ("part-recipients.md", include_str!("../../../templates/part-recipients.md")),
    ("part-transfers.md", include_str!("../../../templates/part-transfers.md")),
    ("part-uses.md", include_str!("../../../templates/part-uses.md")),
    ("part-version.md", include_str!("../../../templates/part-version.md")),
    ("part-who.md", include_str!("../../../templates/part-who.md")),
    SOURCES,
];

/// The text of the built-in template of a name.
pub fn builtin_template(name: &str) -> Option<&'static str> {
    let mut files = TABLE.iter().map(|row| row.template).chain(SHARED);
    files.find(|(known, _)| *known == name).map(|(_, text)| text)
}

/// The whole, an edition for each reader who does not need it all, and one for each law where there are several.
fn audit_parts(input: &Input<'_>) -> Vec<Part> {
    let mut parts = vec![Part::Whole, Part::Reader(Reader::Executive), Part::Reader(Reader::Engineer)];
    let checklists = &input.assessment.checklists;
    if checklists.len() > 1 {
        parts.extend(checklists.iter().map(|checklist| Part::Law(checklist.id.clone())));
    }
    parts
}

/// The whole and an edition of each record; nothing without a record.
fn whole_and_each(records: Vec<String>) -> Vec<Part> {
    let whole = whole_if(!records.is_empty());
    whole.into_iter().chain(records.into_iter().map(Part::Record)).collect()
}

/// A document that is made only where there is something to tell.
fn whole_if(has: bool) -> Vec<Part> {
    if has { vec![Part::Whole] } else { Vec::new() }
}

/// The text for the public, and with what it rests on for auditors.
fn public_and_auditor(_: &Input<'_>) -> Vec<Part> {
    vec![Part::Whole, Part::Reader(Reader::Auditor)]
}

impl Part {
    /// The reader whom it is for, if it is not for all.
    pub(crate) fn reader(&self) -> Option<Reader> {
        match self {
            Part::Reader(reader) => Some(*reader),
            _ => None,
        }
    }

    /// The record that it is about, if it is about one.
    pub(crate) fn record(&self) -> Option<&str> {
        match self {
            Part::Record(name) => Some(name),
            _ => None,
        }
    }
}

impl Document {
    /// Every document, in the order of the table.
    pub fn all() -> impl Iterator<Item = Document> {
        TABLE.iter().map(|row| row.document)
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.document == self).unwrap_or(&TABLE[0])
    }

    /// The run that makes it.
    pub fn group(self) -> Group {
        self.row().group
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
        Edition::new(self, Part::Whole)
    }
}

impl Edition {
    /// An edition in English.
    pub fn new(document: Document, part: Part) -> Edition {
        Edition { document, part, language: Language::English }
    }

    /// Where it is written below the folder of the reports, without the extension: `audit`, `laws/audit-gdpr`,
    /// `de/privacy-policy`.
    pub fn path(&self) -> String {
        let stem = self.document.stem();
        let path = match &self.part {
            Part::Whole => stem.to_owned(),
            Part::Reader(reader) => format!("readers/{stem}-{}", reader.id()),
            Part::Law(id) => format!("laws/{stem}-{}", crate::escape::anchor(id)),
            Part::Record(name) if self.document.row().group == Group::Letter => {
                format!("letters/{}/{stem}", crate::escape::anchor(name))
            }
            Part::Record(name) => format!("{stem}/{}", crate::escape::anchor(name)),
        };
        match self.language {
            Language::English => path,
            language => format!("{}/{path}", language.code()),
        }
    }

    /// Is it written in a format? The page of an audit has a switch for its readers, so it has no edition for each of them;
    /// what the public reads has none.
    pub fn has(&self, format: Format) -> bool {
        format != Format::Html || self.reader().is_none() || self.document.row().group != Group::Audit
    }

    /// Does the text tell what its sentences rest on?
    pub(crate) fn tells_sources(&self) -> bool {
        self.document.row().group == Group::Policy && self.reader() == Some(Reader::Auditor)
    }

    /// The reader whom it is for, if it is not for all.
    pub(crate) fn reader(&self) -> Option<Reader> {
        self.part.reader()
    }

    /// The pages of the laws that are made beside the whole.
    pub(crate) fn law_pages(&self, input: &Input<'_>) -> Vec<LawPage> {
        let parts = if self.part == Part::Whole { (self.document.row().parts)(input) } else { Vec::new() };
        let page = |checklist: &candor_assess::ChecklistResult| {
            let part = Part::Law(checklist.id.clone());
            parts.contains(&part).then(|| LawPage {
                law: checklist.id.clone(),
                title: checklist.title.clone(),
                path: format!("{}.html", Edition::new(self.document, part).path()),
            })
        };
        input.assessment.checklists.iter().filter_map(page).collect()
    }

    /// The values of its template: `view`, and `draft`, which says whether a mandatory question is open and it is not
    /// published. The facts must be drawn for the latter, and no built-in template of an audit asks for it.
    pub(crate) fn context(&self, input: &Input<'_>, is_template_own: bool) -> Context {
        let mut context = Context::new();
        if is_template_own || self.document.row().group != Group::Audit {
            context.insert("draft", &input.is_draft());
        }
        context.insert("language", self.language.code());
        let fill = self.document.row().context;
        match &self.part {
            Part::Law(id) => {
                let assessment = input.assessment.of_checklist(id);
                fill(&Input { assessment: &assessment, ..input.clone() }, &self.part, &mut context);
            }
            _ if self.language != input.facts.language => {
                let facts = LazyFacts::new(input.inventory, input.facts.as_of, self.language);
                fill(&Input { facts: Arc::new(facts), ..input.clone() }, &self.part, &mut context);
            }
            _ => fill(input, &self.part, &mut context),
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
    let spoken = document.row().languages;
    let languages = match input.languages.iter().copied().filter(|language| spoken.contains(language)) {
        wanted if wanted.clone().next().is_some() => wanted.collect(),
        _ => vec![Language::English],
    };
    let edition = |part: &Part| {
        // Whoever audits reads the language of the records.
        let spoken = if part.reader().is_some() { 1 } else { languages.len() };
        let languages = languages.clone().into_iter().take(spoken);
        languages.map(|language| Edition { document, part: part.clone(), language }).collect::<Vec<_>>()
    };
    parts.iter().flat_map(edition).collect()
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
