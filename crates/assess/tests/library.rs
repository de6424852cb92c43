//! Walks the built-in checklists: no mistakes, nothing left out.

use candor_assess::Library;

#[test]
fn the_built_in_files_have_no_mistakes() {
    let mistakes = Library::parse(Library::builtin_files()).err().unwrap_or_default();
    let told: Vec<String> =
        mistakes.iter().map(|mistake| format!("{mistake}\n  help: {}", mistake.help)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
