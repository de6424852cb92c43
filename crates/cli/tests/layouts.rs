//! Layouts of a workspace in the program: used and told, and every mistake of every file shown at once.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn candor(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("a test may fail here")
}

#[test]
fn a_proposed_layout_can_be_saved_and_is_used() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = folder.path();
    fs::write(
        home.join("list.csv"),
        "Firma;AVV seit;Klasse\nPapierhof KG;31.01.2024;B\nZahlwerk;02.03.2025;A\n",
    )
    .expect("a test may fail here");
    let proposed = candor(&["layout", "list.csv"], home);
    assert!(proposed.status.success(), "{proposed:?}");
    let text = String::from_utf8(proposed.stdout)
        .expect("a test may fail here")
        .replace("name = \"Our vendors\"", "name = \"Ours\"");
    fs::create_dir(home.join("layouts")).expect("a test may fail here");
    fs::write(home.join("layouts/ours.toml"), &text).expect("a test may fail here");
    let checked = candor(&["check", "."], home);
    let told = String::from_utf8(checked.stdout).expect("a test may fail here");
    assert!(told.contains("; layout `Ours`"), "{text}\n{told}");
}

#[test]
fn mistakes_of_all_layouts_are_told_with_their_places() {
    let folder = tempfile::tempdir().expect("a test may fail here");
    let home = folder.path();
    fs::write(home.join("list.csv"), "a,b\n1,2\n").expect("a test may fail here");
    fs::create_dir(home.join("layouts")).expect("a test may fail here");
    fs::write(home.join("layouts/a.toml"), "name = \"A\"\nis = \"vendr\"\nsheet = \"x\"\n")
        .expect("a test may fail here");
    fs::write(home.join("layouts/b.toml"), "name = \"B\"\nis = \"vendor\"\nshet = \"x\"\n")
        .expect("a test may fail here");
    let checked = candor(&["check", "."], home);
    assert_eq!(checked.status.code(), Some(2));
    let told = String::from_utf8(checked.stderr).expect("a test may fail here");
    for part in [
        "a.toml:2:6: there is no entity `vendr`",
        "did you mean `vendor`?",
        "b.toml:3:1: unknown field `shet`",
    ] {
        assert!(told.contains(part), "{told}");
    }
}
