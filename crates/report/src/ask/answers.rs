//! Requirements that a person's answer decides: unanswered, without proof, or with proof that ends soon.

use candor_assess::{Assessment, Basis, Level, Library, Outcome, RequirementResult, THEMES, theme_label};
use candor_model::text::{one_line, plain, shorten};
use candor_model::{Cell, Dictionary, FieldId, Inventory, Kind, Place, RecordRef, Seen, Value};
use chrono::{Days, NaiveDate};

/// Evidence that ends within so many days is asked for anew.
const EXPIRES_DAYS: u64 = 60;

/// A requirement to be answered.
#[derive(Debug)]
pub(super) struct AnswerQuestion {
    pub requirement: String,
    /// Id of its checklist.
    pub checklist: String,
    pub question: String,
    pub law: String,
    pub theme: String,
    pub evidence_wanted: String,
    pub why: String,
    /// The answer that counts now, in words.
    pub so_far: String,
    /// Who answered before; empty if nobody did.
    pub owner: String,
    /// What was filled in without an answer, by field.
    pub draft: Vec<(FieldId, String)>,
}

pub(super) fn field(id: &str) -> FieldId {
    Dictionary::builtin().expect_field(&format!("answer.{id}"))
}

/// By owner, those without one by theme; then by severity and in the order of the checklists.
pub(super) fn collect(
    assessment: &Assessment,
    inventory: &Inventory,
    library: &Library,
) -> Vec<AnswerQuestion> {
    let rows = Rows { inventory, as_of: assessment.as_of };
    let mut asked: Vec<(&RequirementResult, AnswerQuestion)> = assessment
        .requirements
        .iter()
        .filter_map(|requirement| {
            let given = rows.of(requirement);
            let why = rows.why(requirement, &given, library)?;
            Some((requirement, rows.question(requirement, &given, why)))
        })
        .collect();
    let theme = |id: &str| THEMES.iter().position(|(theme, _)| *theme == id).unwrap_or(THEMES.len());
    asked.sort_by_cached_key(|(requirement, question)| {
        let theme = if question.owner.is_empty() { theme(&requirement.theme) } else { 0 };
        (question.owner.is_empty(), plain(&question.owner), theme, requirement.severity)
    });
    asked.into_iter().map(|(_, question)| question).collect()
}

/// The rows of answers that there are.
struct Rows<'a> {
    inventory: &'a Inventory,
    as_of: NaiveDate,
}

impl Rows<'_> {
    fn of(&self, requirement: &RequirementResult) -> Vec<RecordRef> {
        let name = field("requirement");
        let (id, cite) = (plain(&requirement.id), plain(&requirement.cite));
        let names = |record: &RecordRef| {
            let written = plain(self.inventory.look(*record, name).text());
            written == id || written == cite
        };
        self.inventory.records(name.entity).filter(names).collect()
    }

    fn day(&self, record: RecordRef, id: &str) -> Option<NaiveDate> {
        match self.inventory.look(record, field(id)).value() {
            Some(Value::Date(moment)) => Some(moment.day),
            _ => None,
        }
    }

    fn text(&self, record: RecordRef, id: &str) -> String {
        match self.inventory.look(record, field(id)).value() {
            Some(Value::Date(moment)) => moment.to_string(),
            _ => one_line(self.inventory.look(record, field(id)).text()),
        }
    }

    fn is_answered(&self, record: RecordRef) -> bool {
        match self.inventory.look(record, field("answer")) {
            Seen::Cell { entry, .. } => entry.cell != Cell::Blank,
            Seen::NoColumn => false,
        }
    }

    /// Is the answer one of those that need a reason: another measure, or not reasonable?
    fn is_decision(&self, record: RecordRef) -> bool {
        let answer = field("answer");
        let Kind::Choice(list) = Dictionary::builtin().field(answer).kind else { return false };
        let options = &Dictionary::builtin().choice_list(list).options;
        match self.inventory.look(record, answer).value() {
            Some(Value::Choices(chosen)) => chosen
                .iter()
                .any(|at| matches!(options[usize::from(*at)].id.as_str(), "alternative" | "not_reasonable")),
            _ => false,
        }
    }

    /// The answer that counts, of those given.
    fn counting(&self, requirement: &RequirementResult, given: &[RecordRef]) -> Option<RecordRef> {
        let cell = requirement.cells.iter().find(|cell| cell.field == "answer.answer")?;
        let stands =
            |place: Place| place.file == cell.file && place.sheet == cell.sheet && place.cell == cell.cell;
        given
            .iter()
            .copied()
            .find(|record| self.inventory.look(*record, field("answer")).place().is_some_and(stands))
    }

    /// Why a requirement is asked; `None` if it is not.
    fn why(&self, requirement: &RequirementResult, given: &[RecordRef], library: &Library) -> Option<String> {
        let failed = matches!(requirement.outcome, Outcome::NotMet | Outcome::PartlyMet);
        let counting = self.counting(requirement, given);
        match requirement.basis {
            Basis::Missing | Basis::Declared if requirement.outcome == Outcome::Unknown => {
                Some(format!("{}{}", requirement.because, self.undated(given)))
            }
            Basis::Derived if failed && requirement.level == Level::Addressable => {
                let open = given.iter().all(|record| !self.is_answered(*record));
                let ask =
                    "Do it, or answer with another measure, or that it is not reasonable, and the reason.";
                open.then(|| format!("{} {ask}", requirement.because))
            }
            Basis::Declared if failed && counting.is_some_and(|record| self.is_decision(record)) => {
                Some(requirement.because.clone())
            }
            Basis::Evidenced => {
                let ends = self.ends(counting?, requirement, library)?;
                let soon = self.as_of.checked_add_days(Days::new(EXPIRES_DAYS))?;
                (ends <= soon).then(|| format!("The evidence holds until {ends}; name newer one."))
            }
            _ => None,
        }
    }

    /// The last day on which the evidence counts.
    fn ends(
        &self,
        record: RecordRef,
        requirement: &RequirementResult,
        library: &Library,
    ) -> Option<NaiveDate> {
        let dated = self.day(record, "evidence_on").or_else(|| self.day(record, "answered_on"));
        let fresh = library
            .requirement(&requirement.id)
            .and_then(|(_, requirement)| requirement.fresh_for().after(dated?));
        [fresh, self.day(record, "valid_until")].into_iter().flatten().min()
    }

    /// An undated answer cannot be later than another one: whoever gave it should know.
    fn undated(&self, given: &[RecordRef]) -> &'static str {
        let answered: Vec<RecordRef> =
            given.iter().copied().filter(|record| self.is_answered(*record)).collect();
        let undated = answered.iter().any(|record| self.day(*record, "answered_on").is_none());
        if undated && answered.len() > 1 {
            " An answer without the day it was given does not replace an earlier one."
        } else {
            ""
        }
    }

    fn question(&self, requirement: &RequirementResult, given: &[RecordRef], why: String) -> AnswerQuestion {
        let counting = self.counting(requirement, given);
        let question = if requirement.ask.is_empty() { &requirement.duty } else { &requirement.ask };
        AnswerQuestion {
            requirement: requirement.id.clone(),
            checklist: requirement.checklist.clone(),
            question: question.clone(),
            law: requirement.cite.clone(),
            theme: theme_label(&requirement.theme).to_owned(),
            evidence_wanted: requirement.evidence.clone(),
            why,
            so_far: counting.map(|record| self.so_far(record)).unwrap_or_default(),
            owner: counting
                .or(given.last().copied())
                .map(|record| self.text(record, "answered_by"))
                .unwrap_or_default(),
            draft: given
                .iter()
                .rev()
                .find(|record| !self.is_answered(**record))
                .map(|record| self.draft(*record))
                .unwrap_or_default(),
        }
    }

    /// `Yes; evidence: penetration test of 2025-03-01; answered on 2025-09-09`.
    fn so_far(&self, record: RecordRef) -> String {
        let part = |lead: &str, id: &str| {
            let text = self.text(record, id);
            if text.is_empty() { text } else { format!("{lead}{}", shorten(&text, 300)) }
        };
        let evidence = format!("{}{}", part("evidence: ", "evidence"), part(" of ", "evidence_on"));
        let parts = [
            part("", "answer"),
            part("", "reason"),
            evidence,
            part("valid until ", "valid_until"),
            part("answered on ", "answered_on"),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn draft(&self, record: RecordRef) -> Vec<(FieldId, String)> {
        ["reason", "evidence", "evidence_on", "valid_until", "answered_by", "answered_on"]
            .into_iter()
            .map(|id| (field(id), self.text(record, id)))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }
}
