//! The project's own automation: `cargo xtask report`, `cargo xtask test`, `cargo xtask samples`,
//! `cargo xtask docs`.

mod docs;
mod report;
mod samples;
mod steps;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask report    run the quarterly job on every sample, into target/reports; with --pdf in every format
cargo xtask test      check the format, lint, and run every test
cargo xtask samples   make the documents that the samples are compared with anew
cargo xtask docs      make the pages about the checklists anew; with --check only compare them";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let result = match command.as_str() {
        "report" => report::run(std::env::args().nth(2).as_deref() == Some("--pdf")),
        "test" => test::run(),
        "samples" => samples::run(),
        "docs" => docs::run(std::env::args().nth(2).as_deref() == Some("--check")),
        _ => {
            steps::say(HELP);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            steps::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
