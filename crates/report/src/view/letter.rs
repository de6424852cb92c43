//! A letter about an incident: its facts, and the note for whoever sends it.

use candor_assess::{ClockRun, ClockState, Notice, SeenCell, Truth};
use candor_policy::{Content, Fact, Incident, Letter, LetterFacts, Sender};
use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::{long_date, place, prose};
use crate::Input;
use crate::document::Part;
use crate::letters::{IncidentName, LetterDue, facts, incidents, is_late, letters};

#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// What the log holds of the incident.
    incident: Incident,
    /// Who writes the letter.
    sender: Sender,
    /// What the law asks for and the letter does not hold yet, in plain words.
    missing: Vec<String>,
    /// Was the notice sent after its time, or has the time run out?
    is_late: bool,
    /// The note for the sender.
    cover: Cover,
    /// The letters that can follow the incident; filled for the own record only.
    letters: Vec<Other>,
}

/// What the sender has to know; no part of the letter.
#[derive(Serialize, JsonSchema)]
struct Cover {
    /// `I-003: Laptop left on a bus`.
    incident: String,
    /// The day of the run, `21 November 2026`.
    as_of: String,
    /// Does a law ask for the letter: `yes`, `no` or `unknown`.
    due: &'static str,
    /// Why not, or what is not known; empty if it is due.
    because: String,
    /// The cells that decide, each with what stands there.
    deciding: Vec<String>,
    /// The times that the laws set.
    clocks: Vec<Clock>,
    /// What the law asks the letter to hold.
    contents: Vec<Asked>,
    /// The answers that are open, each with the cell where it belongs.
    open: Vec<OpenPlace>,
    /// What the notice that was sent left out, by the log.
    left_out: Vec<String>,
}

/// A time that a law sets.
#[derive(Serialize, JsonSchema)]
struct Clock {
    /// What is to be done.
    title: String,
    /// The provision.
    cite: String,
    /// `72 hours`, or `without undue delay`.
    limit: String,
    /// When it began, or empty.
    began: String,
    /// When it ends, or empty.
    due: String,
    /// How it stands on the day of the run, in a sentence.
    standing: String,
    /// How the time is counted, with the source; may be empty.
    counting: String,
}

/// One thing that the law asks the letter to hold.
#[derive(Serialize, JsonSchema)]
struct Asked {
    /// What it is, in plain words.
    title: String,
    /// The provision; empty where no list of contents names it.
    cite: String,
    /// `In the letter`, or `2 answers open`.
    state: String,
}

/// An answer that is open.
#[derive(Serialize, JsonSchema)]
struct OpenPlace {
    /// The question.
    ask: String,
    /// The cell where the answer belongs.
    place: String,
}

/// A letter after the incident, as the own record lists it.
#[derive(Serialize, JsonSchema)]
struct Other {
    /// To whom.
    to: &'static str,
    /// The provisions.
    cite: String,
    /// `Due`, `Not due` or `Not known`.
    due: &'static str,
    /// When, how it stands, or why not.
    says: String,
}

pub(crate) fn view(input: &Input<'_>, part: &Part, kind: Letter) -> View {
    let all = incidents(input.inventory);
    let incident = match part {
        Part::Record(folder) => all.iter().find(|incident| incident.folder == *folder),
        _ => None,
    };
    let others = incident.map(|incident| letters(input, incident)).unwrap_or_default();
    let own = others.iter().find(|letter| letter.letter == kind);
    let notices = own.map(|letter| letter.notices.as_slice()).unwrap_or_default();
    let late = is_late(notices);
    let LetterFacts { incident: facts, sender, contents } =
        facts(input, kind, incident.map(|incident| incident.record), late);
    View {
        cover: cover(input, incident, own, &facts, &contents, kind),
        missing: missing(&contents),
        is_late: late,
        letters: if kind == Letter::Record { listed(&others, input.assessment.as_of) } else { Vec::new() },
        incident: facts,
        sender,
    }
}

/// What the law asks for by name, as far as it is open.
fn missing(contents: &[Content]) -> Vec<String> {
    let is_open = |content: &&Content| !content.cite.is_empty() && content.open().next().is_some();
    contents.iter().filter(is_open).map(|content| content.title.clone()).collect()
}

fn cover(
    input: &Input<'_>,
    incident: Option<&IncidentName>,
    own: Option<&LetterDue>,
    facts: &Incident,
    contents: &[Content],
    kind: Letter,
) -> Cover {
    let notices = own.map(|letter| letter.notices.as_slice()).unwrap_or_default();
    let as_of = input.assessment.as_of;
    Cover {
        incident: incident.map(called).unwrap_or_default(),
        as_of: long_date(as_of),
        due: own.map_or("unknown", |letter| word(letter.due)),
        because: own.map(|letter| prose(&letter.because)).unwrap_or_default(),
        deciding: deciding(notices),
        clocks: notices.iter().map(|notice| clock(notice, as_of)).collect(),
        contents: contents.iter().map(asked).collect(),
        open: open(contents),
        left_out: match kind {
            Letter::Authority => facts.authority_notice_lacks.clone(),
            Letter::PeopleGdpr | Letter::PeopleHipaa | Letter::PeopleCalifornia => {
                facts.people_notice_lacks.clone()
            }
            _ => Vec::new(),
        },
    }
}

/// `I-003: Laptop left on a bus`.
fn called(incident: &IncidentName) -> String {
    match incident.reference.as_str() {
        "" => incident.title.clone(),
        reference if reference == incident.title => reference.to_owned(),
        reference => format!("{reference}: {}", incident.title),
    }
}

fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

/// Each cell once.
fn deciding(notices: &[Notice]) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for cell in notices.iter().flat_map(|notice| &notice.cells) {
        let words = shown(cell);
        if !cells.contains(&words) {
            cells.push(words);
        }
    }
    cells
}

fn shown(cell: &SeenCell) -> String {
    let at = place(&cell.file, &cell.sheet, &cell.cell);
    let label = super::label(&cell.field).unwrap_or_default();
    match (cell.cell.as_str(), cell.saw.as_str()) {
        ("", _) => format!("{label}: no such column in {at}"),
        (_, "") => format!("{label}: {at} is blank"),
        (_, saw) => format!("{label}: {at} says “{saw}”"),
    }
}

fn asked(content: &Content) -> Asked {
    let state = match content.open().count() {
        0 => "In the letter".to_owned(),
        1 => "1 answer open".to_owned(),
        count => format!("{count} answers open"),
    };
    Asked { title: content.title.clone(), cite: content.cite.clone(), state }
}

/// Each question once.
fn open(contents: &[Content]) -> Vec<OpenPlace> {
    let mut places: Vec<OpenPlace> = Vec::new();
    let facts = contents.iter().flat_map(Content::open);
    for Fact { ask, place, .. } in facts {
        if !places.iter().any(|known| (&known.ask, &known.place) == (ask, place)) {
            places.push(OpenPlace { ask: ask.clone(), place: place.clone() });
        }
    }
    places
}

fn clock(notice: &Notice, as_of: NaiveDate) -> Clock {
    let day = |text: Option<&String>| text.map(|text| moment(text)).unwrap_or_default();
    let run = notice.run.as_ref();
    Clock {
        title: notice.title.clone(),
        cite: notice.cite.clone(),
        limit: notice.limit.clone().unwrap_or_else(|| "without undue delay".to_owned()),
        began: day(run.and_then(|run| run.started.as_ref())),
        due: day(run.and_then(|run| run.due.as_ref())),
        standing: run.map(|run| standing(run, as_of)).unwrap_or_default(),
        counting: notice.counting.clone(),
    }
}

/// How a clock stands on the day of the run, in a sentence.
fn standing(run: &ClockRun, as_of: NaiveDate) -> String {
    let ended = run.ended.as_deref().map(moment).unwrap_or_default();
    let late = run.late_by.as_deref().unwrap_or_default();
    let days = run.days_used.unwrap_or_default();
    let today = long_date(as_of);
    match run.state {
        ClockState::Overdue => format!("Not sent; {late} late on {today}."),
        ClockState::Late => format!("Sent on {ended}, {late} late."),
        ClockState::InTime => format!("Sent on {ended}, in time."),
        ClockState::Running => left(run.due.as_deref().unwrap_or_default(), as_of),
        ClockState::Open => format!("Not sent; day {days} on {today}. The law gives no number of days."),
        ClockState::Done => format!("Sent on {ended}, on day {days}. The law gives no number of days."),
        ClockState::Unknown => format!("It cannot be counted: {}.", prose(&run.because)),
    }
}

fn left(due: &str, as_of: NaiveDate) -> String {
    let days =
        due.get(..10).and_then(|day| day.parse::<NaiveDate>().ok()).map(|day| (day - as_of).num_days());
    let today = long_date(as_of);
    match days {
        Some(0) => format!("Not sent; it ends on {today}, the day of this note."),
        Some(1) => format!("Not sent; 1 day left on {today}."),
        Some(days) => format!("Not sent; {days} days left on {today}."),
        None => "Not sent.".to_owned(),
    }
}

/// `16 November 2026, 09:10` of `2026-11-16 09:10`.
fn moment(text: &str) -> String {
    if let Ok(time) = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M") {
        return time.format("%-d %B %Y, %H:%M").to_string();
    }
    text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), long_date)
}

fn listed(letters: &[LetterDue], as_of: NaiveDate) -> Vec<Other> {
    let others = letters.iter().filter(|letter| letter.letter != Letter::Record);
    others.map(|letter| other(letter, as_of)).collect()
}

fn other(letter: &LetterDue, as_of: NaiveDate) -> Other {
    let clocks = letter.notices.iter().map(|notice| clock(notice, as_of));
    let said: Vec<String> = clocks
        .map(|clock| match clock.due.as_str() {
            "" => clock.standing,
            due => format!("By {due}. {}", clock.standing),
        })
        .filter(|words| !words.is_empty())
        .collect();
    let cites: Vec<&str> = letter.notices.iter().map(|notice| notice.cite.as_str()).collect();
    let (due, says) = match letter.due {
        Truth::Yes => ("Due", said.join(" ")),
        Truth::No => ("Not due", format!("{}.", prose(&letter.because))),
        Truth::Unknown => ("Not known", format!("{}.", prose(&letter.because))),
    };
    Other { to: letter.to(), cite: cites.join("; "), due, says }
}
