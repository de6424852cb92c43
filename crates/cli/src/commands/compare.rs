//! `candor compare`: what changed between two quarters, as documents and in a screenful.

mod sides;
mod told;

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_assess::{Quarterly, Sides, compare};
use candor_model::{Account, Inventory};
use candor_policy::{Language, changes};
use candor_report::{ChangeFile, Compared, Export, File, Group, Input, Past, change_workbook, editions};

use crate::args::{CompareArguments, Output, PrintFormat};
use crate::commands::Printed;
use crate::commands::audit::VERSION;
use crate::documents::{files, make, write_files};
use crate::exit::Exit;
use crate::output;
use crate::print::Paint;

use sides::{Both, both};

/// The change as JSON.
const CHANGE_FILE: &str = "change.json";

/// The change as a workbook.
const CHANGE_BOOK: &str = "change.xlsx";

pub(crate) fn run(arguments: &CompareArguments, paint: Paint) -> Result<Printed> {
    let both = both(arguments)?;
    let earlier: Vec<Quarterly<'_>> = both.earlier.iter().map(quarterly).collect();
    let comparison = compare(&Sides {
        earlier: &earlier,
        before: quarterly(&both.before),
        restated: both.restated.as_ref(),
        after: quarterly(&both.after),
        library: &both.library,
    });
    let facts_changes = both.facts.as_ref().map(|(before, after)| changes(before, after, Language::English));
    let change = Compared { comparison: &comparison, facts: facts_changes.as_ref() };
    let past: Vec<Past> = both.earlier.iter().chain([&both.before]).cloned().collect();
    let (nothing, unread) = (Inventory::default(), Account::default());
    let input = Input {
        past: &past,
        change: Some(change),
        quarter: both.after.quarter.clone(),
        ..Input::new(&both.after.assessment, &nothing, both.account.as_ref().unwrap_or(&unread), VERSION)
    };
    let json = ChangeFile::new(&input, change).json()?;
    let is_json = arguments.format == PrintFormat::Json;
    let mut written = Vec::new();
    if arguments.out.is_some() || !is_json {
        written = write(arguments, &both, &input, &json)?;
    }
    let text = match arguments.format {
        PrintFormat::Json => String::from_utf8(json)?,
        PrintFormat::Text => told::summary(&both, change, &input, &written, paint),
    };
    Ok(Printed { text, exit: Exit::Done })
}

fn quarterly(past: &Past) -> Quarterly<'_> {
    Quarterly { quarter: &past.quarter, assessment: &past.assessment }
}

fn write(arguments: &CompareArguments, both: &Both, input: &Input<'_>, json: &[u8]) -> Result<Vec<PathBuf>> {
    let default = || both.home.join("reports").join(&both.after.quarter);
    let folder = arguments.out.as_deref().map_or_else(default, Path::to_path_buf);
    let _lock = output::lock(&folder)?;
    let made = make(editions(Group::Change, input), input, &both.templates)?;
    let mut all = files(&made, input, &arguments.formats)?;
    let is_wanted = |wanted: Export| {
        let is_it = |output: &Output| matches!(output, Output::Export(one) if *one == wanted);
        arguments.formats.iter().any(|output| is_it(output) || *output == Output::All)
    };
    if is_wanted(Export::Json) {
        all.push(File { path: CHANGE_FILE.to_owned(), bytes: json.to_vec() });
    }
    if let Some(change) = input.change.filter(|_| is_wanted(Export::Xlsx)) {
        all.push(File { path: CHANGE_BOOK.to_owned(), bytes: change_workbook(input, change)? });
    }
    write_files(&folder, all)
}
