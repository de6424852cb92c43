//! The project's own automation: `cargo xtask report`, `cargo xtask test`, `cargo xtask samples`,
//! `cargo xtask docs`, `cargo xtask office`, `cargo xtask browser`, `cargo xtask spark`, `cargo xtask syllables`,
//! `cargo xtask calibrate`, `cargo xtask drift-bench`, `cargo xtask fuzz`, `cargo xtask mutants`, `cargo xtask dist`,
//! `cargo xtask reproducible`, `cargo xtask supply`, `cargo xtask release-check`, `cargo xtask bench`.

mod bench;
mod browser;
mod calibrate;
mod dist;
mod docs;
mod drift_bench;
mod fuzz;
mod mutants;
mod office;
mod release;
mod report;
mod reproducible;
mod samples;
mod spark;
mod steps;
mod supply;
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
cargo xtask spark     run the example of docs/scale with PySpark and compare it with one audit; with a Python that has PySpark
                      nothing is installed
cargo xtask syllables make the list of syllables anew from a dictionary (cmudict.dict)
cargo xtask calibrate compare the counting rule with published policies in a folder (xtask/calibration.toml)
cargo xtask drift-bench make seeded edits of policies and count what the drift check finds; with a document show its items
cargo xtask fuzz      run the fuzz targets under libFuzzer; with a number for so many seconds each, with names only these
cargo xtask mutants   change what decides an outcome in one place at a time and see that the tests notice
cargo xtask bench     measure speed and memory beside polars, DuckDB, pandas and bare reading loops; --help says how
cargo xtask supply    licences, sources, bans and advisories of all dependencies; with --keep keep the advisories for later
cargo xtask dist      what a release holds, into target/dist; with --target TRIPLE, --program FILE (built already), --pdf
cargo xtask reproducible build the release in two folders and compare the hashes
cargo xtask release-check TAG  do the tag, the version and the changelog agree";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) =
        arguments.split_first().map_or(("", &[][..]), |(command, rest)| (command.as_str(), rest));
    let first = rest.first().map(String::as_str);
    let result = match command {
        "report" => match report::run(rest) {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        "bench" => bench::run(rest),
        "test" => test::run(),
        "browser" => browser::run(rest),
        "samples" => samples::run(),
        "office" => office::run(),
        "spark" => spark::run(first),
        "drift-bench" => drift_bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "mutants" => mutants::run(rest),
        "calibrate" => calibrate::run(first),
        "syllables" => syllables::run(first),
        "supply" => supply::run(rest).map(|left| supply::tell(&left)),
        "dist" => dist::run(rest),
        "reproducible" => reproducible::run(),
        "release-check" => release::run(first),
        "docs" => docs::run(first == Some("--check")),
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
