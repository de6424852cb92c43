//! What a run knows before it reads records, and how what was read becomes a workspace.

use anyhow::Result;
use candor_assess::{Library, action_problems};
use candor_history::InputHash;
use candor_ingest::{Reading, Settings, tell};
use candor_model::{FileReading, Problem, Quarter};
use candor_report::Templates;
use chrono::{Local, NaiveDate};

use super::walk::Walk;
use super::{
    Found, Input, Workspace, carried, policy_languages, quarter, read_checklists, read_layouts,
    read_settings, read_templates, read_text, shown_paths,
};
use crate::exit::{Exit, stop};

/// All that a run knows before it reads records.
pub(super) struct Ground {
    pub(super) found: Found,
    asked: Option<Quarter>,
    /// The day of the run as the command line gives it.
    given: Option<NaiveDate>,
    pub(super) day: quarter::Day,
    library: Library,
    pub(super) settings: Settings,
    settings_text: Option<String>,
    templates: Templates,
    records_note: Option<String>,
    pub(super) inputs: Vec<InputHash>,
    /// Folders that were not looked through.
    folders: Vec<Problem>,
}

impl Ground {
    /// Reads settings, checklists, layouts and templates; `given` says the day of the run where it does not follow from
    /// that of the settings.
    pub(super) fn of(
        found: Found,
        asked: Option<Quarter>,
        given: impl FnOnce(Option<NaiveDate>) -> Result<Option<NaiveDate>>,
    ) -> Result<Self> {
        let mut inputs = Vec::new();
        let (library, ()) = rayon::join(|| read_checklists(&found.home, &mut inputs), candor_ingest::prepare);
        let library = library?;
        let settings_text = found.settings.as_deref().map(read_text).transpose()?;
        let mut settings = match (&found.settings, &settings_text) {
            (Some(path), Some(text)) => read_settings(path, text, &library, &mut inputs)?,
            _ => Settings::default(),
        };
        settings.layouts = read_layouts(&found.home, &mut inputs)?;
        let templates = read_templates(&found.home, &mut inputs)?;
        let given = given(settings.as_of)?;
        let day = quarter::day(asked, given, settings.as_of, Local::now().date_naive())?;
        let records_note = asked.and_then(|asked| quarter::turn_records(&found.home, &mut settings, asked));
        Ok(Ground {
            found,
            asked,
            given,
            day,
            library,
            settings,
            settings_text,
            templates,
            records_note,
            inputs,
            folders: Vec::new(),
        })
    }

    /// The spreadsheets, at least one.
    pub(super) fn files(&mut self) -> Result<Vec<Input>> {
        let Walk { files, problems, .. } = self.found.files(&self.settings)?;
        self.folders = problems;
        if files.is_empty() {
            return Err(stop(
                Exit::Unreadable,
                format!("no spreadsheet was found in {}", shown_paths(&self.found.paths)),
                "give a folder or a file that ends in xlsx, xlsm, xls, xlsb, ods, csv or tsv",
            ));
        }
        Ok(files)
    }

    /// What was read, with what of earlier quarters and of the checklists belongs to it.
    pub(super) fn finish(
        mut self,
        mut files: Vec<Input>,
        mut reading: Reading,
        unreadable: Vec<Problem>,
    ) -> Result<Workspace> {
        let as_of = self.day.day;
        for problem in unreadable {
            reading
                .account
                .files
                .push(FileReading { file: problem.place.file.clone(), ..FileReading::default() });
            reading.account.problems.push(problem);
        }
        let carried = carried::read(&self.found.home, &self.settings, as_of, &files, &mut reading)?;
        files.extend(carried.files);
        self.inputs.extend(carried.inputs);
        let refused = action_problems(&reading.inventory, &self.library);
        tell(&mut reading, refused.into_iter().chain(self.folders).collect());
        let quarter = self.asked.unwrap_or_else(|| match self.given {
            Some(day) => Quarter::of(day),
            None => self.settings.quarter.unwrap_or_else(|| Quarter::of(as_of)),
        });
        Ok(Workspace {
            folders: self.found.folders(&self.settings),
            files,
            carried_over: carried.names,
            languages: policy_languages(&self.settings),
            settings: self.settings,
            settings_text: self.settings_text,
            library: self.library,
            reading,
            templates: self.templates,
            as_of,
            as_of_today: self.day.is_today,
            quarter,
            records_note: self.records_note,
            inputs: self.inputs,
            home: self.found.home,
        })
    }
}
