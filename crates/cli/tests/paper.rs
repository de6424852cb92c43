//! PDF from the command line: files beside the others where the program has it, and how to get it where it has not.

use std::process::{Command, Output};

fn candor(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("a test may fail here")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("a test may fail here")
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_pdf_the_program_says_how_to_get_it() {
    for arguments in [
        &["audit", ".", "--formats", "html,pdf"][..],
        &["audit", ".", "--format", "pdf"],
        &["policy", ".", "--formats", "pdf"],
    ] {
        let output = candor(arguments);
        assert_eq!(output.status.code(), Some(2));
        let told = stderr(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("built without PDF") && told.contains("--features pdf"), "{told}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn documents_are_written_as_pdf() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/lindenkorb");
    let out = tempfile::tempdir().expect("a test may fail here");
    let folder = out.path().display().to_string();
    for (command, files) in [
        ("audit", &["audit.pdf", "register.pdf", "readers/audit-executive.pdf"][..]),
        ("policy", &["privacy-policy.pdf"]),
    ] {
        let output = candor(&[command, sample, "--out", &folder, "--formats", "pdf"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        for file in files {
            let bytes = std::fs::read(out.path().join(file)).expect("the file was written");
            assert!(bytes.starts_with(b"%PDF-1.7"), "{file}");
        }
    }
    let output = candor(&["audit", sample, "--format", "pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--formats pdf"), "{}", stderr(&output));
}
