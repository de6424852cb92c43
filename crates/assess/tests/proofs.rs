//! Runs the proofs in `proofs/`: for every requirement that records decide, rows that meet it, miss it, leave it unknown
//! and are out of its scope.
//!
//! A proof is a table of tables. The rows of one of them are marked, the others stand beside each of them:
//!
//! ```toml
//! [gdpr-28-3]
//! vendor = '''
//!   name     | role      | dpa_signed
//! + Deskline | processor | yes
//! - Papermill | processor | no
//! ? Cloudrow | processor | ?
//! 0 Acme     | controller | no
//! '''
//! off.organisation = "eu_establishment\nno"   # tables that replace others and turn the requirement off for row `+`
//! as_of = "2026-11-21"                         # the default
//! ```
//!
//! `+` met, `-` not met, `?` unknown, `0` not applicable. Each marked row is judged alone, but for rows marked `&`, which
//! stand beside the row above them. `["gdpr-28-3 without a role"]` adds rows with other columns to a proof.

use crate::inventory;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use candor_assess::{Library, Options, Outcome, assess};
use candor_model::Inventory;

const MARKS: [(char, Outcome); 4] =
    [('+', Outcome::Met), ('-', Outcome::NotMet), ('?', Outcome::Unknown), ('0', Outcome::NotApplicable)];

/// A table with marked rows, taken apart.
struct Marked {
    header: String,
    /// Each with its mark and the rows that stand beside it.
    rows: Vec<(char, String)>,
}

fn marked(text: &str) -> Option<Marked> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let header = lines.next()?.to_owned();
    let mut rows: Vec<(char, String)> = Vec::new();
    for line in lines {
        let mark = line.chars().next()?;
        let row = line.strip_prefix(mark)?.strip_prefix(' ')?;
        match rows.last_mut() {
            Some((_, above)) if mark == '&' => {
                above.push('\n');
                above.push_str(row);
            }
            _ if MARKS.iter().any(|(known, _)| *known == mark) => rows.push((mark, row.to_owned())),
            _ => return None,
        }
    }
    (!rows.is_empty()).then_some(Marked { header, rows })
}

struct Proof<'a> {
    id: &'a str,
    tables: &'a toml::Table,
}

impl Proof<'_> {
    fn outcome(&self, entity: &str, rows: &str, off: Option<&toml::Table>) -> (Outcome, String) {
        let library = Library::builtin();
        let (checklist, _) = library.requirement(self.id).expect("it is of the library");
        let mut inventory = Inventory::default();
        let mut add = |name: &str, text: &str| {
            let entity = name.split(' ').next().unwrap_or_default();
            inventory::add_table(&mut inventory, entity, text);
        };
        let replaced = |name: &str| off.and_then(|off| off.get(name)).and_then(toml::Value::as_str);
        for (name, table) in self.tables {
            let Some(text) = table.as_str().filter(|_| name != "as_of" && name != entity) else { continue };
            add(name, replaced(name).unwrap_or(text));
        }
        add(entity, replaced(entity).unwrap_or(rows));
        for (name, table) in off.into_iter().flatten() {
            if name != entity && !self.tables.contains_key(name) {
                add(name, table.as_str().expect("a table is text"));
            }
        }
        let as_of = self.tables.get("as_of").and_then(toml::Value::as_str).unwrap_or("2026-11-21");
        let options = Options {
            checklists: vec![checklist.id().to_owned()],
            ..Options::new(as_of.parse().expect("a day"))
        };
        let assessment = assess(&inventory, library, &options);
        let result = assessment.requirements.iter().find(|result| result.id == self.id);
        let result = result.expect("it is judged");
        (result.outcome, result.because.clone())
    }

    fn run(&self, wrong: &mut String) -> BTreeSet<char> {
        let mut seen = BTreeSet::new();
        let tables = self.tables.iter().filter_map(|(name, text)| Some((name, marked(text.as_str()?)?)));
        for (entity, table) in tables {
            for (mark, row) in &table.rows {
                seen.insert(*mark);
                let expected = MARKS.iter().find(|(known, _)| known == mark).expect("it is a mark").1;
                let (outcome, because) = self.outcome(entity, &format!("{}\n{row}", table.header), None);
                if outcome != expected {
                    writeln!(wrong, "{}: `{mark} {row}` comes out as {outcome:?}: {because}", self.id)
                        .expect("text can be written");
                }
            }
            let good = table.rows.iter().find(|(mark, _)| *mark == '+');
            let off = self.tables.get("off").and_then(toml::Value::as_table);
            if let (Some((_, row)), Some(off)) = (good, off) {
                seen.insert('0');
                let (outcome, because) = self.outcome(entity, &format!("{}\n{row}", table.header), Some(off));
                if outcome != Outcome::NotApplicable {
                    writeln!(wrong, "{}: `off` leaves it {outcome:?}: {because}", self.id)
                        .expect("text can be written");
                }
            }
        }
        seen
    }
}

/// Runs the proofs of a file: what is wrong, and the ids that are proved.
fn run_file(file: &Path, only: &str) -> (String, BTreeSet<String>) {
    let library = Library::builtin();
    let (mut wrong, mut proved) = (String::new(), BTreeSet::new());
    let text = std::fs::read_to_string(file).expect("it can be read");
    let proofs: toml::Table =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut tell = |line: String| writeln!(wrong, "{line}").expect("text can be written");
    for (name, tables) in proofs.iter().filter(|(id, _)| id.starts_with(only)) {
        let (id, is_whole) = match name.split_once(' ') {
            Some((id, _)) => (id, false),
            None => (name.as_str(), true),
        };
        let Some((_, requirement)) = library.requirement(id) else {
            tell(format!("{id}: there is no such requirement"));
            continue;
        };
        let proof = Proof { id, tables: tables.as_table().expect("a proof is a table") };
        let mut failed = String::new();
        let seen = proof.run(&mut failed);
        failed.lines().for_each(|line| tell(line.to_owned()));
        if !is_whole {
            continue;
        }
        for (mark, outcome) in MARKS {
            if !seen.contains(&mark) && (mark != '0' || requirement.is_conditional()) {
                tell(format!("{id}: no row for {outcome:?}"));
            }
        }
        proved.insert(id.to_owned());
    }
    (wrong, proved)
}

#[test]
fn every_requirement_is_proved() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proofs");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let only = std::env::var("CANDOR_PROOFS").unwrap_or_default();
    // A file each, side by side: there are thousands of rows.
    let results: Vec<(String, BTreeSet<String>)> = std::thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|file| scope.spawn(|| run_file(file, &only))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut wrong: String = results.iter().map(|(wrong, _)| wrong.as_str()).collect();
    let proved: BTreeSet<&String> = results.iter().flat_map(|(_, proved)| proved).collect();
    for (_, requirement) in Library::builtin().requirements() {
        let id = requirement.id();
        if requirement.entity().is_some() && id.starts_with(&only) && !proved.iter().any(|known| *known == id)
        {
            writeln!(wrong, "{id}: no proof").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
