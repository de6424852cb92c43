//! Reads the words of every language (Project Fluent) and stops the build where one lacks what another has.
//!
//! Checked: each message stands once in each language, with the same variables; it belongs to a fact, rests on a
//! provision (`.cite`) or only guides the reader (`.guide`). From English come the names that the code may use.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// English is the first: the others are held against it.
const LANGUAGES: [&str; 4] = ["en", "de", "fr", "es"];

/// Files that begin so hold words of facts, so that their sources are the facts'.
const OF_FACTS: [&str; 2] = ["facts", "formats"];

/// Messages that begin so are no sentences.
const NO_SENTENCES: [&str; 4] = ["heading-", "column-", "label-", "caption-"];

struct Message {
    file: String,
    variables: BTreeSet<String>,
    cite: Option<String>,
    guides: bool,
}

type Messages = BTreeMap<String, Message>;

fn main() {
    let words =
        Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../templates/words");
    println!("cargo::rerun-if-changed={}", words.display());
    let mut mistakes = Vec::new();
    let mut files = Vec::new();
    let languages: Vec<Messages> = LANGUAGES
        .iter()
        .map(|language| {
            let (messages, read) = read(&words.join(language), language, &mut mistakes);
            files.push(read);
            messages
        })
        .collect();
    compare(&languages, &mut mistakes);
    assert!(
        mistakes.is_empty(),
        "the words in templates/words do not fit together:\n  {}\n",
        mistakes.join("\n  ")
    );
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("words.rs");
    fs::write(out, generated(&languages[0], &files)).expect("the folder of the build can be written");
}

fn read(folder: &Path, language: &str, mistakes: &mut Vec<String>) -> (Messages, Vec<PathBuf>) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ftl"));
    files.sort();
    let mut messages = Messages::new();
    for path in &files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap_or_default();
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let line = text[..error.pos.start.min(text.len())].lines().count();
                mistakes.push(format!("{language}/{file}, line {line}: {error}"));
            }
            resource
        });
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name.to_owned();
            let attribute =
                |name: &str| message.attributes.iter().find(|attribute| attribute.id.name == name);
            let Some(value) = &message.value else {
                mistakes.push(format!("{language}/{file}: `{id}` says nothing"));
                continue;
            };
            let mut variables = BTreeSet::new();
            collect(value, &mut variables);
            let cite = attribute("cite").map(|attribute| plain(&attribute.value));
            let guides = attribute("guide").is_some();
            let read = Message { file: file.clone(), variables, cite, guides };
            if messages.insert(id.clone(), read).is_some() {
                mistakes.push(format!("{language}/{file}: `{id}` stands twice"));
            }
        }
    }
    (messages, files)
}

/// Names of the variables of a pattern, also within its choices.
fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => name(inline, variables),
            Expression::Select { selector, variants } => {
                name(selector, variables);
                variants.iter().for_each(|variant| collect(&variant.value, variables));
            }
        }
    }
}

fn name(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| name(argument, variables));
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                name(inner, variables);
            }
        }
        _ => {}
    }
}

fn plain(pattern: &Pattern<&str>) -> String {
    let parts = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => *value,
        PatternElement::Placeable { .. } => "",
    });
    parts.collect()
}

fn compare(languages: &[Messages], mistakes: &mut Vec<String>) {
    let english = &languages[0];
    for (language, messages) in LANGUAGES.iter().zip(languages).skip(1) {
        for (id, message) in english {
            match messages.get(id) {
                None => mistakes.push(format!("{language}: `{id}` is missing (en/{})", message.file)),
                Some(other) if other.variables != message.variables => mistakes.push(format!(
                    "{language}/{}: `{id}` has the variables {:?}, in English {:?}",
                    other.file, other.variables, message.variables
                )),
                Some(_) => {}
            }
        }
        for (id, message) in messages.iter().filter(|(id, _)| !english.contains_key(*id)) {
            mistakes.push(format!("{language}/{}: `{id}` does not stand in English", message.file));
        }
    }
    for (id, message) in english {
        let has_source = !message.variables.is_empty() || message.cite.is_some() || is_guide(id, message);
        if !has_source && !OF_FACTS.iter().any(|start| message.file.starts_with(start)) {
            mistakes.push(format!(
                "en/{}: `{id}` has no source: give it a variable, `.cite` or `.guide`",
                message.file
            ));
        }
    }
}

fn is_guide(id: &str, message: &Message) -> bool {
    message.guides || NO_SENTENCES.iter().any(|start| id.starts_with(start))
}

fn generated(english: &Messages, files: &[Vec<PathBuf>]) -> String {
    let mut code =
        String::from("/// The messages that the code may say.\npub mod key {\n    use super::Key;\n");
    for (index, id) in english.keys().enumerate() {
        let constant = id.to_uppercase().replace('-', "_");
        let _ = writeln!(code, "    pub const {constant}: Key = Key({index});");
    }
    code.push_str("}\n\nconst MESSAGES: &[Message] = &[\n");
    for (id, message) in english {
        let _ = writeln!(
            code,
            "    Message {{ id: {id:?}, cite: {:?}, variables: &{:?}, guides: {} }},",
            message.cite.as_deref().unwrap_or_default(),
            message.variables.iter().collect::<Vec<_>>(),
            is_guide(id, message),
        );
    }
    let _ = write!(code, "];\n\nconst FILES: [&[&str]; {}] = [\n", files.len());
    for language in files {
        code.push_str("    &[");
        for file in language {
            let _ = write!(code, "include_str!({:?}), ", file.display().to_string());
        }
        code.push_str("],\n");
    }
    code.push_str("];\n");
    code
}
