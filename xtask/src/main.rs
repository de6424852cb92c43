//! The project's own automation: `cargo xtask report`, `cargo xtask test`, `cargo xtask samples`,
//! `cargo xtask docs`, `cargo xtask office`, `cargo xtask browser`, `cargo xtask syllables`,
//! `cargo xtask calibrate`, `cargo xtask drift-bench`, `cargo xtask bench`.

mod bench;
mod browser;
mod calibrate;
mod docs;
mod drift_bench;
mod office;
mod report;
mod samples;
mod steps;
mod syllables;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask report    run the quarter of every sample, or of the workspaces named or in --list FILE, into target/reports or
                      --out DIR; with --quarter, --as-of, --formats, --record as `candor run`; with --pdf in every format
cargo xtask test      check the format, lint, run every test, and look at what is written in LibreOffice and a browser
cargo xtask browser   only look at the pages in a browser; with names, only these checks
cargo xtask samples   make the documents that the samples are compared with anew
cargo xtask docs      make the pages about the checklists anew; with --check only compare them
cargo xtask office    only open the documents and workbooks of the samples with LibreOffice and compare what is in them
cargo xtask syllables make the list of syllables anew from a dictionary (cmudict.dict)
cargo xtask calibrate compare the counting rule with published policies in a folder (xtask/calibration.toml)
cargo xtask drift-bench make seeded edits of policies and count what the drift check finds; with a document show its items
cargo xtask bench     measure speed and memory beside polars, DuckDB, pandas and bare reading loops; --help says how";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let result = match command.as_str() {
        "report" => match report::run(&std::env::args().skip(2).collect::<Vec<_>>()) {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        "bench" => bench::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        "test" => test::run(),
        "browser" => browser::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        "samples" => samples::run(),
        "office" => office::run(),
        "drift-bench" => drift_bench::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        "calibrate" => calibrate::run(std::env::args().nth(2).as_deref()),
        "syllables" => syllables::run(std::env::args().nth(2).as_deref()),
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
