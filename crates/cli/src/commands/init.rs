//! `candor init`: a commented `candor.toml` and a starter workbook, never over what is there.

use std::fs;
use std::path::Path;

use anyhow::Result;
use candor_model::{Dictionary, Kind, Quarter};
use chrono::Local;

use crate::args::InitArguments;
use crate::commands::Printed;
use crate::exit::{Exit, stop};
use crate::output;

const WORKBOOK: &str = "records.xlsx";

pub(crate) fn run(arguments: &InitArguments) -> Result<Printed> {
    let dir = &arguments.dir;
    let layouts = dir.join("layouts");
    let quarter = Quarter::of(Local::now().date_naive()).to_string();
    let settings = dir.join("candor.toml");
    let workbook = dir.join(&quarter).join(WORKBOOK);
    for path in [&settings, &workbook] {
        if path.exists() {
            return Err(stop(
                Exit::Usage,
                format!("`{}` exists already, and is left as it is", path.display()),
                "give another folder, or move the file away first",
            ));
        }
    }
    make_folder(&dir.join(&quarter))?;
    make_folder(&layouts)?;
    output::write(&settings, settings_text(&quarter).as_bytes())?;
    output::write(&workbook, &candor_report::starter_workbook()?)?;
    let shown = dir.display();
    let text = format!(
        "Made {}\n     {}\n     {}\n\nNext:\n  1. answer the questions in {shown}/candor.toml (who you are, which laws can apply)\n  \
         2. fill in the workbook, or put your own spreadsheets beside it\n  3. candor check {shown}\n  4. candor audit {shown}\n\n\
         If check does not understand a sheet of yours: candor layout FILE > {shown}/layouts/NAME.toml, and correct \
         what it proposes.\n",
        settings.display(),
        workbook.display(),
        layouts.display(),
    );
    Ok(Printed { text, exit: Exit::Done })
}

fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| {
        stop(
            Exit::Unreadable,
            format!("the folder `{}` cannot be made: {error}", path.display()),
            "choose a folder that you may write to",
        )
    })
}

/// The settings with every field of the organisation as a commented question.
fn settings_text(quarter: &str) -> String {
    let dictionary = Dictionary::builtin();
    let mut text = String::from(
        "# Settings of this workspace. Take the # off a line to answer it; what is left out stays unknown.\n\n\
         [organisation]\n",
    );
    let organisation = dictionary.find_entity("organisation").map(|entity| dictionary.entity(entity));
    for field in organisation.iter().flat_map(|entity| &entity.fields) {
        let law = if field.law.is_empty() { String::new() } else { format!(" ({})", field.law) };
        let help = if field.help.is_empty() { &field.label } else { &field.help };
        text.push_str(&format!("# {}: {help}{law}\n", field.label));
        text.push_str(&format!("# {} = {}\n", field.id, example(field.kind)));
    }
    text.push_str(&format!(
        "\n[run]\nquarter = \"{quarter}\"       # the quarter that reports are for\nrecords = \"{quarter}\"       # the \
         folder with the spreadsheets\n# as_of = 2026-11-21        # the day of the audit; today if left out\n# \
         checklists = [\"gdpr\", \"ccpa\", \"hipaa\", \"baseline\"]   # all if left out\n# accept_declared = false   # \
         true: answers without evidence count, too\n\n# [answers]\n# carry_over = true         # read the answers and the action plan of the quarter before, too\n# valid_days = 365          # an answer counts so many days from the day it was given\n\n# [policy]\n# languages = [\"en\", \"de\"]   # of the policies: en, de, fr, es; that of the records first\n\n# Where recognition goes wrong, say what a sheet is:\n# [[sheet]]\n# \
         file = \"inventory.xlsx\"\n# sheet = \"Sheet1\"\n# is = \"vendor\"             # an entity, or \"nothing\" to pass it \
         over\n# header_row = 3\n# headers = {{ \"Firma\" = \"name\", \"AVV\" = \"dpa_signed\" }}\n# date_order = \"dmy\"        # \
         or \"mdy\"\n# What many sheets have in common is a layout: `candor layout FILE` proposes one, to be saved in layouts/.\n\n# Checklists \
         of your own lie in checklists/: `candor checklist new ID` begins one.\n\n# How much is read of a file; a limit that \
         is hit is told with its key.\n# [limits]\n# file_size = \"512 MB\"\n# rows = 1048576\n# cell_length = 32767\n",
    ));
    text
}

fn example(kind: Kind) -> String {
    match kind {
        Kind::YesNo(_) => "true".to_owned(),
        Kind::Date => "2026-01-31".to_owned(),
        Kind::Number | Kind::Money => "100".to_owned(),
        Kind::List => "[\"web form\", \"toll-free phone\"]".to_owned(),
        Kind::Countries => "\"IE\"".to_owned(),
        Kind::Choice(list) | Kind::Choices(list) => {
            format!("\"{}\"", Dictionary::builtin().choice_list(list).options[0].id)
        }
        _ => "\"\"".to_owned(),
    }
}
