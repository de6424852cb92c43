//! `candor template`: lists the templates of documents, shows what one can place, begins one, checks them.

mod example;

use std::path::{Path, PathBuf};

use anyhow::Result;
use candor_report::{
    Document, Edition, Input, Mistake, Source, Templates, check_document, check_template, compose, reference,
    reference_page, template_in_one_piece,
};

use crate::args::{InputArguments, ShowFormat, TemplateCommand};
use crate::commands::check::counted;
use crate::commands::{Printed, audit};
use crate::documents;
use crate::exit::{Exit, stop};
use crate::output;
use crate::print::{self, Align, Paint, Style};
use crate::workspace::{self, TEMPLATE_FOLDER, read_templates, read_text};
use example::Example;

pub(crate) fn run(command: &TemplateCommand, paint: Paint) -> Result<Printed> {
    let text = match command {
        TemplateCommand::List { workspace } => list(workspace.as_deref())?,
        TemplateCommand::Show { name, source: true, .. } => template_in_one_piece(find(name)?),
        TemplateCommand::Show { name, format, .. } => show(find(name)?, *format)?,
        TemplateCommand::New { name, workspace } => new(find(name)?, workspace)?,
        TemplateCommand::Check { files } => return check(files, paint),
    };
    Ok(Printed { text, exit: Exit::Done })
}

/// The document of a name such as `audit` or `audit.md`.
fn find(name: &str) -> Result<Document> {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let by_template = || Document::all().find(|document| document.template() == format!("{stem}.md"));
    Document::find(stem).or_else(by_template).ok_or_else(|| {
        let known: Vec<&str> = Document::all().map(Document::stem).collect();
        let help = match candor_model::text::nearest(stem, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the documents are {}", known.join(", ")),
        };
        stop(Exit::Usage, format!("there is no document `{stem}`"), help)
    })
}

fn list(workspace: Option<&Path>) -> Result<String> {
    let templates = read_templates(workspace.unwrap_or(Path::new(".")), &mut Vec::new())?;
    let own: Vec<&str> = templates.own_names().collect();
    let mut rows = vec![["document", "template", "used"].map(str::to_owned).to_vec()];
    for document in Document::all() {
        let used = if own.contains(&document.template()) { "the one of this workspace" } else { "built in" };
        rows.push([document.stem(), document.template(), used].map(str::to_owned).to_vec());
    }
    let mut text: String = print::columns(&rows, &[Align::Left; 3])
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    for name in strangers(&templates) {
        text.push_str(&format!("\n{TEMPLATE_FOLDER}/{name} belongs to no document\n"));
    }
    text.push_str("\n`candor template new NAME` copies one into the workspace, to be changed there.\n");
    Ok(text)
}

/// The names of templates that no document has.
fn strangers(templates: &Templates) -> Vec<&str> {
    let is_known = |name: &&str| Document::all().any(|document| document.template() == *name);
    templates.own_names().filter(|name| !is_known(name)).collect()
}

fn show(document: Document, format: ShowFormat) -> Result<String> {
    let example = Example::read()?;
    let input = example.input();
    if format == ShowFormat::Markdown {
        return Ok(reference_page(document, Some(&input)));
    }
    let mut text = String::new();
    for entry in reference(document, Some(&input)) {
        let example = if entry.example.is_empty() { String::new() } else { format!(" ({})", entry.example) };
        text.push_str(&format!("{}: {}\n    {}{example}\n", entry.path, entry.kind, entry.about));
    }
    text.push_str("\nFilters\n");
    for filter in candor_report::FILTERS {
        text.push_str(&format!("{}: {}\n    {}\n", filter.name, filter.about, filter.example));
    }
    Ok(text)
}

fn new(document: Document, workspace: &Path) -> Result<String> {
    let path = workspace.join(TEMPLATE_FOLDER).join(document.template());
    if path.exists() {
        let help = "change it there, or move it away to begin again";
        return Err(stop(Exit::Usage, format!("`{}` exists already", path.display()), help));
    }
    let stem = document.stem();
    let text = format!(
        "{{*- Stands in for the built-in template of the document `{stem}`.\n    What it can place: candor template show \
         {stem}. Check it: candor template check {}. -*}}\n{}",
        path.display(),
        template_in_one_piece(document)
    );
    output::write(&path, text.as_bytes())?;
    Ok(format!(
        "Written to {}\nChange it there; `candor template check {}` tells what is wrong with it.\n",
        path.display(),
        path.display()
    ))
}

/// A template to be checked, with the workspace that it is for.
struct Checked {
    path: PathBuf,
    workspace: Option<PathBuf>,
}

fn check(files: &[PathBuf], paint: Paint) -> Result<Printed> {
    let (mut text, mut wrong, mut checked) = (String::new(), 0, 0);
    let example = Example::read()?;
    for file in files {
        for one in to_check(file)? {
            checked += 1;
            for line in mistakes(&one, &example)? {
                wrong += 1;
                text.push_str(&line);
            }
        }
    }
    let summary = match wrong {
        0 => format!("{}: no mistakes", counted(checked, "template")),
        _ => counted(wrong, "mistake"),
    };
    let style = if wrong == 0 { Style::Good } else { Style::Bad };
    text.push_str(&format!("{}\n", paint.text(style, &summary)));
    Ok(Printed { text, exit: if wrong == 0 { Exit::Done } else { Exit::GateFailed } })
}

/// A file, or the templates of a workspace.
fn to_check(path: &Path) -> Result<Vec<Checked>> {
    if !path.is_dir() {
        return Ok(vec![Checked { path: path.to_path_buf(), workspace: None }]);
    }
    let templates = read_templates(path, &mut Vec::new())?;
    let folder = path.join(TEMPLATE_FOLDER);
    let found: Vec<Checked> = templates
        .own_names()
        .map(|name| Checked { path: folder.join(name), workspace: Some(path.to_path_buf()) })
        .collect();
    if found.is_empty() {
        let help = "`candor template new NAME` puts one there";
        return Err(stop(Exit::Usage, format!("`{}` holds no template", folder.display()), help));
    }
    Ok(found)
}

/// What is wrong with a template and with the documents that it makes, a paragraph each.
fn mistakes(checked: &Checked, example: &Example) -> Result<Vec<String>> {
    let name = checked.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shown = checked.path.display();
    let text = read_text(&checked.path)?;
    let Some(document) = Document::all().find(|document| document.template() == name) else {
        let known: Vec<&str> = Document::all().map(Document::template).collect();
        return Ok(vec![format!(
            "{shown}: no document has this template\n  = help: name it {}\n",
            known.join(", ")
        )]);
    };
    let found = check_template(document, &text);
    if !found.is_empty() {
        return Ok(found.iter().map(|mistake| mistake_text(&shown.to_string(), mistake)).collect());
    }
    let templates = Templates::builtin().with(&name, &text);
    let mut told = rendered(document, &templates, &example.input(), &shown.to_string(), "the example")?;
    if let Some(folder) = &checked.workspace {
        let arguments = InputArguments { paths: vec![folder.clone()], as_of: None };
        let workspace = workspace::open(&arguments)?;
        let assessment = audit::judge(&workspace, &[], Some(100))?;
        let input = documents::input(&workspace, &assessment, &[]);
        told.extend(rendered(document, &templates, &input, &shown.to_string(), "this workspace")?);
    }
    Ok(told)
}

fn rendered(
    document: Document,
    templates: &Templates,
    input: &Input<'_>,
    shown: &str,
    whose: &str,
) -> Result<Vec<String>> {
    let source = compose(&document.whole(), input, templates)?;
    if !source.refused().is_empty() {
        return Ok(source.refused().iter().map(|mistake| mistake_text(shown, mistake)).collect());
    }
    let told = check_document(source.markdown());
    Ok(told.iter().map(|told| format!("{shown}: in the document made from {whose}, {told}\n")).collect())
}

fn mistake_text(shown: &str, mistake: &Mistake) -> String {
    format!("{shown}:{}:{}: {}\n  = help: {}\n", mistake.line, mistake.column, mistake.message, mistake.help)
}

/// Says on standard error which templates of the workspace were not used, and why.
pub(crate) fn tell_refused(templates: &Templates, sources: &[(Edition, Source)]) {
    let mut text = String::new();
    for name in strangers(templates) {
        text.push_str(&format!(
            "warning: {TEMPLATE_FOLDER}/{name} belongs to no document\n  = help: `candor template list` names them\n"
        ));
    }
    let mut told: Vec<&str> = Vec::new();
    for (edition, source) in sources {
        let name = edition.document.template();
        if source.refused().is_empty() || told.contains(&name) {
            continue;
        }
        told.push(name);
        for mistake in source.refused() {
            text.push_str(&format!(
                "warning: {}",
                mistake_text(&format!("{TEMPLATE_FOLDER}/{name}"), mistake)
            ));
        }
        text.push_str(&format!("  = the built-in template was used for {}\n", edition.document.stem()));
    }
    print::tell(&text, Paint::PLAIN);
}
