//! Facts about the organisation, and which laws it comes under.

use candor_model::RecordRef;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{Duty, Fact, FactCell, Found, Question};
use crate::key;
use crate::records::Records;
use crate::words::sentence;

/// Whether a law applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    Yes,
    No,
    Unknown,
}

impl Applies {
    fn any(answers: &[Option<bool>]) -> Applies {
        match answers {
            answers if answers.contains(&Some(true)) => Applies::Yes,
            answers if answers.contains(&None) => Applies::Unknown,
            _ => Applies::No,
        }
    }

    fn all(answers: &[Option<bool>]) -> Applies {
        match answers {
            answers if answers.contains(&Some(false)) => Applies::No,
            answers if answers.contains(&None) => Applies::Unknown,
            _ => Applies::Yes,
        }
    }
}

/// The laws that decide what a policy must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Laws {
    /// GDPR Art. 3.
    pub gdpr: Applies,
    /// Civ. Code 1798.140(d).
    pub ccpa: Applies,
    /// A covered entity under 45 CFR 160.103, which must have a Notice of Privacy Practices.
    pub hipaa_notice: Applies,
    /// One open fact for each law whose application is not known.
    pub open: Vec<Fact>,
}

impl Laws {
    /// The duty to state a thing: mandatory unless every law that asks for it is known not to apply.
    pub(crate) fn duty(&self, gdpr: &str, ccpa: &str) -> Duty {
        let asking = [(self.gdpr, gdpr), (self.ccpa, ccpa)];
        let cites: Vec<&str> = asking
            .into_iter()
            .filter(|(applies, cite)| *applies != Applies::No && !cite.is_empty())
            .map(|(_, cite)| cite)
            .collect();
        Duty { mandatory: !cites.is_empty(), cite: cites.join("; ") }
    }
}

/// Who writes the policy and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Organisation {
    /// The name in full.
    pub legal_name: Fact,
    /// The short name, else the legal name, else empty.
    pub called: String,
    /// The postal address.
    pub address: Fact,
    /// The address for mail.
    pub email: Fact,
    /// The telephone number.
    pub phone: Fact,
    /// The website.
    pub website: Fact,
    /// How to make a request.
    pub request_channels: Fact,
    /// Who answers questions about privacy day by day.
    pub privacy_contact: Fact,
    /// How to reach the data protection officer.
    pub dpo: Fact,
    /// Why there is none; absent where one is named or nothing is known.
    pub dpo_none: Option<Fact>,
    /// GDPR Art. 27; not applicable where none is needed, absent while that is not known.
    pub representative: Option<Fact>,
    /// The authority to complain to.
    pub authority: Fact,
    /// Its website.
    pub authority_url: Fact,
}

impl Organisation {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.legal_name, &self.address, &self.email, &self.phone, &self.website]);
        facts.extend([&self.request_channels, &self.privacy_contact, &self.dpo]);
        facts.extend(&self.dpo_none);
        facts.extend([&self.authority, &self.authority_url]);
        facts.extend(&self.representative);
    }
}

/// The answer of the organisation to a yes-or-no field. Rows that disagree leave it unknown.
pub(crate) fn own_answer(records: &Records<'_>, path: &str) -> (Option<bool>, Vec<FactCell>) {
    let rows = records.of("organisation");
    let answers: Vec<bool> = rows.iter().filter_map(|row| records.yes_no(*row, path)).collect();
    let cells = rows.iter().filter_map(|row| records.cell(*row, path)).collect();
    let agreed = answers.first().copied().filter(|first| answers.iter().all(|answer| answer == first));
    (agreed, cells)
}

/// The rows of the organisation that answer a field, else all of them: what is known of it can stand in several files.
pub(crate) fn answering(records: &Records<'_>, path: &str) -> Vec<RecordRef> {
    let rows = records.of("organisation");
    let answers: Vec<RecordRef> =
        rows.iter().copied().filter(|row| records.look(*row, path).value().is_some()).collect();
    if answers.is_empty() { rows } else { answers }
}

fn own_text(records: &Records<'_>, path: &str) -> (Found<String>, Vec<FactCell>) {
    let rows = records.of("organisation");
    let cells = rows.iter().filter_map(|row| records.cell(*row, path)).collect();
    let found = rows.iter().map(|row| records.text(*row, path)).find(|found| *found != Found::Unknown);
    (found.unwrap_or(Found::Unknown), cells)
}

pub(crate) fn own_number(records: &Records<'_>, path: &str) -> Option<f64> {
    records.of("organisation").iter().find_map(|row| records.number(*row, path))
}

/// Decides the laws, three-valued.
pub(crate) fn laws(records: &Records<'_>) -> Laws {
    let answer = |field: &str| own_answer(records, field).0;
    let gdpr = Applies::any(&[
        answer("organisation.eu_establishment"),
        answer("organisation.offers_to_eu"),
        answer("organisation.monitors_eu"),
    ]);
    let over = |field: &str, limit: f64| own_number(records, field).map(|number| number >= limit);
    // Civ. Code 1798.140(d)(1): revenue above 26,625,000 USD (as adjusted in January 2025), 100,000
    // consumers, or half of the revenue from selling or sharing.
    let size = match Applies::any(&[
        over("organisation.annual_revenue_usd", 26_625_000.01),
        over("organisation.california_consumers", 100_000.0),
        over("organisation.sale_revenue_percent", 50.0),
    ]) {
        Applies::Yes => Some(true),
        Applies::No => Some(false),
        Applies::Unknown => None,
    };
    let business = answer("organisation.does_business_in_california");
    let ccpa = Applies::all(&[business, answer("organisation.for_profit"), size]);
    let role =
        records.of("organisation").iter().find_map(|row| records.choice(*row, "organisation.hipaa_role"));
    let insured = records.of("organisation");
    let insured = insured.iter().find_map(|row| records.choice(*row, "organisation.insured_plan"));
    let hipaa_notice = match role {
        // A group health plan whose insurer gives the notice (45 CFR 164.520(a)(3)).
        Some("health_plan") if insured == Some("no_phi") => Applies::No,
        Some("provider" | "health_plan") => Applies::Yes,
        Some(_) => Applies::No,
        None => Applies::Unknown,
    };
    let open = open_laws(gdpr, ccpa, hipaa_notice, business);
    Laws { gdpr, ccpa, hipaa_notice, open }
}

fn open_laws(gdpr: Applies, ccpa: Applies, hipaa: Applies, in_california: Option<bool>) -> Vec<Fact> {
    let required = |cite: &str| Duty { mandatory: true, cite: cite.to_owned() };
    let ask_ccpa = if in_california.is_none() {
        ("organisation.does_business_in_california", "Do you do business in California?")
    } else {
        ("organisation.annual_revenue_usd", "Is the business in California above a threshold of the CCPA?")
    };
    let questions = [
        (
            gdpr,
            "laws.gdpr",
            "Do you offer goods or services to people in the EU?",
            "organisation.offers_to_eu",
            "GDPR Art. 3",
        ),
        (ccpa, "laws.ccpa", ask_ccpa.1, ask_ccpa.0, "Civ. Code 1798.140(d)"),
        (hipaa, "laws.hipaa", "What is your role under HIPAA?", "organisation.hipaa_role", "45 CFR 160.103"),
    ];
    questions
        .into_iter()
        .filter(|(applies, ..)| *applies == Applies::Unknown)
        .map(|(_, id, ask, field, cite)| Question::new(id, ask, field, required(cite)).open(Vec::new()))
        .collect()
}

/// Draws the facts about the organisation.
pub(crate) fn organisation(records: &Records<'_>, laws: &Laws) -> Organisation {
    let fact = |field: &str, ask: &str, duty: Duty| {
        let path = format!("organisation.{field}");
        let (found, cells) = own_text(records, &path);
        let found = found.map(|text| records.name(&text));
        let question = Question::new(path.clone(), ask, &path, duty);
        if field == "dpo" { question.found_or_none(found, cells) } else { question.found(found, cells) }
    };
    let legal_name = fact(
        "legal_name",
        "What is the full name of your organisation?",
        laws.duty("GDPR Art. 13(1)(a)", "11 CCR 7011(e)(3)"),
    );
    let called = match own_text(records, "organisation.short_name").0 {
        Found::Known(name) => name,
        _ => legal_name.text.clone(),
    };
    Organisation {
        called,
        address: fact("address", "What is your postal address?", laws.duty("GDPR Art. 13(1)(a)", "")),
        email: fact(
            "email",
            "Which email address takes privacy questions?",
            laws.duty("GDPR Art. 13(1)(a)", "11 CCR 7011(e)(3)"),
        ),
        phone: fact("phone", "Which phone number takes privacy questions?", Duty::default()),
        website: fact("website", "Where is this policy published?", Duty::default()),
        request_channels: request_channels(records, laws),
        privacy_contact: fact("privacy_contact", "Who answers questions about privacy?", Duty::default()),
        dpo_none: dpo_none(records, laws),
        dpo: fact(
            "dpo",
            "Who is your data protection officer, or is there none?",
            laws.duty("GDPR Art. 13(1)(b)", ""),
        ),
        representative: representative(records, laws),
        authority: fact(
            "complaint_authority",
            "Which data protection authority can people complain to?",
            laws.duty("GDPR Art. 13(2)(d)", ""),
        ),
        authority_url: fact(
            "complaint_authority_url",
            "At which web address can people complain to the authority?",
            Duty::default(),
        ),
        legal_name,
    }
}

/// A reason for having no data protection officer (GDPR Art. 37(1)): asked only where the records say that there is none.
fn dpo_none(records: &Records<'_>, laws: &Laws) -> Option<Fact> {
    let path = "organisation.dpo_none_reason";
    if laws.gdpr == Applies::No || own_text(records, "organisation.dpo").0 != Found::None {
        return None;
    }
    let (reason, cells) = own_text(records, path);
    let ask = "Why do you need no data protection officer?";
    let question = Question::new(path, ask, path, Duty::default());
    let told = |reason: String| {
        let reason = sentence(&records.word(&reason));
        records.say_with(key::DPO_NONE, &[("reason", &reason)])
    };
    Some(question.found(reason.map(told), cells))
}

/// Civ. Code 1798.130(a)(1): two ways or more, one if the business works online only.
fn request_channels(records: &Records<'_>, laws: &Laws) -> Fact {
    let path = "organisation.request_channels";
    let rows = records.of("organisation");
    let cells = rows.iter().filter_map(|row| records.cell(*row, path)).collect();
    let ways: Vec<String> = rows.iter().find_map(|row| records.list(*row, path).known()).unwrap_or_default();
    let online_only = own_answer(records, "organisation.online_only").0 == Some(true);
    let needed = if laws.ccpa == Applies::No || online_only { 1 } else { 2 };
    let ask = if needed == 2 {
        "What are the two or more ways to make a request?"
    } else {
        "How can people make a request?"
    };
    let question = Question::new(path, ask, path, laws.duty("GDPR Art. 12(2)", "Civ. Code 1798.130(a)(1)"));
    if ways.len() >= needed {
        question.known(records.words(&ways).join(", "), cells)
    } else {
        question.open(cells)
    }
}

/// GDPR Art. 27: needed where the GDPR applies without an establishment in the Union.
fn representative(records: &Records<'_>, laws: &Laws) -> Option<Fact> {
    let (established, established_cells) = own_answer(records, "organisation.eu_establishment");
    let path = "organisation.eu_representative";
    let (found, cells) = own_text(records, path);
    let question = Question::new(
        path,
        "Who represents you in the EU, or is nobody needed?",
        path,
        laws.duty("GDPR Art. 13(1)(a)", ""),
    );
    match (laws.gdpr, established) {
        (Applies::Yes, None | Some(false)) => {
            Some(question.found_or_none(found.map(|text| records.name(&text)), cells))
        }
        (Applies::Yes, Some(true)) | (Applies::No, _) => Some(question.not_applicable(established_cells)),
        (Applies::Unknown, _) => None,
    }
}

/// Which version of the policy this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Version {
    /// The day that the text speaks for.
    pub as_of: NaiveDate,
    /// Version of the published policy that came before, if the records name one.
    pub last_reviewed: Fact,
    /// The number of the version.
    pub number: Fact,
    /// The day from which that version is in force.
    pub effective: Fact,
    /// The day of the next review.
    pub next_review: Fact,
    /// Where the policy can be read.
    pub address: Fact,
    /// Where earlier versions can be read.
    pub archive: Fact,
}

impl Version {
    pub(crate) fn each<'a>(&'a self, facts: &mut Vec<&'a Fact>) {
        facts.extend([&self.last_reviewed, &self.number, &self.effective, &self.next_review]);
        facts.extend([&self.address, &self.archive]);
    }
}

pub(crate) fn version(records: &Records<'_>) -> Version {
    let notice = own_policy(records);
    let cells = |path: &str| notice.iter().filter_map(|notice| records.cell(*notice, path)).collect();
    let reviewed = ["notice.reviewed_on", "notice.updated_on"]
        .into_iter()
        .filter_map(|path| records.past_day(notice?, path))
        .max();
    let number = notice.and_then(|notice| records.text(notice, "notice.version").known());
    let found = |value: Option<String>| value.map_or(Found::Unknown, Found::Known);
    let text = |path: &str| found(notice.and_then(|notice| records.text(notice, path).known()));
    let fact = |id: &str, ask: &str, path: &str, value: Found<String>| {
        Question::new(format!("version.{id}"), ask, path, Duty::default()).found(value, cells(path))
    };
    // The day of the first publication is that of this version only if it was never updated.
    let updated = notice.is_some_and(|notice| records.day(notice, "notice.updated_on").is_some());
    let paths: &[&str] =
        if updated { &["notice.effective_on"] } else { &["notice.effective_on", "notice.published_on"] };
    let in_force = paths.iter().find_map(|path| Some((*path, records.day(notice?, path)?)));
    let (in_force_path, in_force) = in_force.unzip();
    let in_force_path = in_force_path.unwrap_or("notice.effective_on");
    let day = |day: Option<NaiveDate>| found(day.map(|day| records.language.long_date(day)));
    // A day that has passed is no day of a next review.
    let next = notice.and_then(|notice| records.day(notice, "notice.next_review_on"));
    let next = next.filter(|day| *day > records.as_of);
    let ask_address = "Where is this policy published?";
    let website = own_text(records, "organisation.website");
    let address = match text("notice.url") {
        Found::Known(url) => fact("address", ask_address, "notice.url", Found::Known(url)),
        _ => Question::new("version.address", ask_address, "notice.url", Duty::default())
            .found(website.0, website.1),
    };
    Version {
        as_of: records.as_of,
        effective: fact(
            "effective",
            "From which day is the published version in force?",
            in_force_path,
            day(in_force),
        ),
        next_review: fact(
            "next_review",
            "When is the policy reviewed next?",
            "notice.next_review_on",
            day(next),
        ),
        archive: fact(
            "archive",
            "Where can people read earlier versions?",
            "notice.archive_url",
            text("notice.archive_url"),
        ),
        address,
        last_reviewed: Question::new(
            "version.last_reviewed",
            "When was the policy last reviewed?",
            "notice.reviewed_on",
            Duty::default(),
        )
        .found(found(reviewed.map(|day| records.language.long_date(day))), cells("notice.reviewed_on")),
        number: Question::new(
            "version.number",
            "Which version is published?",
            "notice.version",
            Duty::default(),
        )
        .found(found(number), cells("notice.version")),
    }
}

/// The notice that this policy replaces: the only privacy policy on record, or the only one at the address that the
/// organisation gives, or below it. Where that leaves more than one, none of them.
pub(crate) fn own_policy(records: &Records<'_>) -> Option<RecordRef> {
    let is_policy = |notice: &RecordRef| records.choice(*notice, "notice.kind") == Some("privacy_policy");
    let policies: Vec<RecordRef> = records.of("notice").into_iter().filter(is_policy).collect();
    let only = |notices: &[RecordRef]| if let [only] = notices { Some(*only) } else { None };
    only(&policies).or_else(|| {
        let website = address(&own_text(records, "organisation.website").0.known()?);
        let below = format!("{website}/");
        let at = |is_there: &dyn Fn(&str) -> bool| {
            let url = |notice: &RecordRef| records.text(*notice, "notice.url").known();
            let there = |notice: &&RecordRef| url(notice).is_some_and(|url| is_there(&address(&url)));
            only(&policies.iter().filter(there).copied().collect::<Vec<_>>())
        };
        at(&|url| url == website).or_else(|| at(&|url| url.starts_with(&below)))
    })
}

/// An address without what does not tell pages apart.
fn address(url: &str) -> String {
    let lower = url.trim().to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}
