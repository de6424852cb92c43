//! `candor letter`: the letters that may be due after an incident, or the list of incidents.

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_assess::Truth;
use candor_model::text::{fold, shorten};
use candor_policy::Letter;
use candor_report::{IncidentName, Input, LetterDue, incidents, letters};

use crate::args::{Addressee, InputArguments, LetterArguments};
use crate::commands::Printed;
use crate::commands::audit::{judge, past};
use crate::documents::{files, folder, input, make, write_files, written_lines};
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{self, Align, Paint, Style};
use crate::workspace::{self, Workspace};

/// Longest title of an incident in a list, in characters.
const TITLE_LIMIT: usize = 60;

/// Laws that letters come from, with the ids of their checklists.
const LAWS: [(&str, &str); 3] = [("gdpr", "GDPR"), ("hipaa", "HIPAA"), ("ccpa", "California")];

pub(crate) fn run(arguments: &LetterArguments, paint: Paint) -> Result<Printed> {
    let (wanted, paths) = split(&arguments.words);
    let workspace = workspace::open(&InputArguments { paths, as_of: arguments.as_of })?;
    workspace.require_readable()?;
    let known = incidents(&workspace.reading.inventory);
    let Some(wanted) = wanted else {
        return Ok(Printed { text: list(&known), exit: Exit::Done });
    };
    let incident = find(&known, wanted)?;
    let assessment = judge(&workspace, &[], Some(0))?;
    let past = past(&workspace)?;
    let input = input(&workspace, &assessment, &past);
    let all = letters(&input, incident);
    let is_made = |letter: &&LetterDue| match arguments.to.as_slice() {
        [] => letter.due != Truth::No,
        to => to.contains(&addressee(letter.letter)),
    };
    let made: Vec<&LetterDue> = all.iter().filter(is_made).collect();
    let editions: Vec<_> = made.iter().map(|letter| letter.edition.clone()).collect();
    let folder = folder(&workspace, arguments.out.as_deref());
    let _lock = output::lock(&folder)?;
    let made = make(editions, &input, &workspace.templates)?;
    let written = write_files(&folder, files(&made, &input, &arguments.formats)?)?;
    let mut text =
        format!("{} · as of {}\n\n", paint.text(Style::Strong, &called(incident)), assessment.as_of);
    text.push_str(&table(&all, &input, incident));
    text.push_str(&reasons(&all));
    text.push_str(&not_judged(&input));
    text.push_str(&ending(&workspace, &written, paint));
    Ok(Printed { text, exit: Exit::Done })
}

/// The incident and the paths. A single word that is a path is no incident.
fn split(words: &[String]) -> (Option<&str>, Vec<PathBuf>) {
    let here = || vec![PathBuf::from(".")];
    match words {
        [] => (None, here()),
        [only] if Path::new(only).exists() => (None, vec![PathBuf::from(only)]),
        [only] => (Some(only), here()),
        [first, paths @ ..] => (Some(first), paths.iter().map(PathBuf::from).collect()),
    }
}

fn list(known: &[IncidentName]) -> String {
    if known.is_empty() {
        return "The records hold no incident.\n".to_owned();
    }
    let rows: Vec<Vec<String>> = known
        .iter()
        .map(|incident| {
            vec![shorten(&incident.reference, TITLE_LIMIT), shorten(&incident.title, TITLE_LIMIT)]
        })
        .collect();
    let lines: String =
        print::columns(&rows, &[Align::Left; 2]).iter().map(|line| format!("{line}\n")).collect();
    format!("{lines}\nWrite the letters after one of them: candor letter INCIDENT PATH\n")
}

/// By reference, else by title, in any case of letters; an error if none or several are called so.
fn find<'a>(known: &'a [IncidentName], wanted: &str) -> Result<&'a IncidentName> {
    let is = |name: &str| !name.is_empty() && fold(name) == fold(wanted);
    let by = |name: fn(&IncidentName) -> &str| -> Vec<&'a IncidentName> {
        known.iter().filter(|incident| is(name(incident))).collect()
    };
    let mut found = by(|incident| &incident.reference);
    if found.is_empty() {
        found = by(|incident| &incident.title);
    }
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(unknown(known, wanted)),
        several => Err(stop(
            Exit::Usage,
            format!("{} incidents are called `{wanted}`", several.len()),
            "give its title, or give each incident a reference of its own in the log",
        )),
    }
}

fn unknown(known: &[IncidentName], wanted: &str) -> anyhow::Error {
    let names = known.iter().flat_map(|incident| [incident.reference.as_str(), incident.title.as_str()]);
    let help = match candor_model::text::nearest(wanted, names.filter(|name| !name.is_empty())) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "the records hold no incident".to_owned(),
        None => "give a path alone to list the incidents: candor letter PATH".to_owned(),
    };
    stop(Exit::Usage, format!("no incident is called `{wanted}`"), help)
}

fn called(incident: &IncidentName) -> String {
    let title = shorten(&incident.title, TITLE_LIMIT);
    match incident.reference.as_str() {
        "" => title,
        reference => format!("{} · {title}", shorten(reference, TITLE_LIMIT)),
    }
}

fn addressee(letter: Letter) -> Addressee {
    match letter {
        Letter::Authority => Addressee::Authority,
        Letter::PeopleGdpr | Letter::PeopleHipaa | Letter::PeopleCalifornia => Addressee::People,
        Letter::AttorneyGeneral => Addressee::AttorneyGeneral,
        Letter::Hhs => Addressee::Hhs,
        Letter::Media => Addressee::Media,
        Letter::Customer => Addressee::Customer,
        Letter::Record => Addressee::Record,
    }
}

fn table(all: &[LetterDue], input: &Input<'_>, incident: &IncidentName) -> String {
    let head = ["letter to", "due", "by", "how it stands", "open"];
    let mut rows: Vec<Vec<String>> = vec![head.iter().map(|cell| (*cell).to_owned()).collect()];
    for letter in all {
        let due = match letter.due {
            _ if letter.letter == Letter::Record => "kept",
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "not known",
        };
        let runs: Vec<_> = letter.notices.iter().filter_map(|notice| notice.run.as_ref()).collect();
        let first = runs.iter().min_by_key(|run| (run.due.is_none(), run.due.clone()));
        let standing = first.map(|run| match &run.late_by {
            Some(late) => format!("{}, {late}", run.state.label()),
            None => run.state.label().to_owned(),
        });
        let open =
            if letter.due == Truth::No { String::new() } else { letter.open(input, incident).to_string() };
        rows.push(vec![
            letter.to().to_owned(),
            due.to_owned(),
            first.and_then(|run| run.due.clone()).unwrap_or_default(),
            standing.unwrap_or_default(),
            open,
        ]);
    }
    let aligns = [Align::Left, Align::Left, Align::Left, Align::Left, Align::Right];
    print::columns(&rows, &aligns).iter().map(|line| format!("{line}\n")).collect()
}

/// Why a letter is not due, or what is not known.
fn reasons(all: &[LetterDue]) -> String {
    let told = all.iter().filter(|letter| !letter.because.is_empty());
    let lines: String = told
        .map(|letter| {
            let word = if letter.due == Truth::No { "not due" } else { "not known" };
            format!("  {}: {word}: {}\n", letter.to(), letter.because)
        })
        .collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

/// The laws that say nothing here because their checklists are left out.
fn not_judged(input: &Input<'_>) -> String {
    let is_judged = |id: &str| input.assessment.checklists.iter().any(|checklist| checklist.id == id);
    let names: Vec<&str> = LAWS.iter().filter(|(id, _)| !is_judged(id)).map(|(_, name)| *name).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("\nNot looked at: {} (not among the checklists of this workspace)\n", names.join(", "))
}

fn ending(workspace: &Workspace, written: &[PathBuf], paint: Paint) -> String {
    let mut text = String::new();
    if written.is_empty() {
        text.push_str("\nNothing was written: no law that was looked at has such a letter.\n");
    }
    for line in written_lines(written) {
        text.push_str(&format!("\nWritten to {line}\n"));
    }
    if workspace.as_of_today {
        text.push_str("Times are counted to today; give --as-of to repeat this run.\n");
    }
    text.push_str(&format!(
        "\n{}\n",
        paint.text(Style::Faint, "This shows what the records show. It is not legal advice.")
    ));
    text
}
