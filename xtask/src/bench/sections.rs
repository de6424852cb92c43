//! The parts of the bench, each with its inputs, its contestants and its table.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use candor_model::text::grouped;

use super::Bench;
use super::measure::{Contestant, Taken, compare, megabytes, seconds, table};
use super::ordinary;
use super::others::contestants;

/// The program's name in the tables.
const OURS: &str = "candor, all checklists, JSON written";

pub(super) fn run(part: &str, bench: &Bench) -> Result<String> {
    let rows = bench.asked.rows;
    match part {
        "start" => start(bench),
        "ordinary" => ordinary(bench),
        "csv" => side_by_side(bench, "csv", "register", rows, &["polars", "DuckDB", "pandas"]),
        "distinct" => {
            side_by_side(bench, "csv, every cell distinct", "distinct", rows, &["polars", "DuckDB"])
        }
        "xlsx" => xlsx(bench),
        "ods" => ods(bench),
        "requirements" => requirements(bench),
        _ => slopes(bench),
    }
}

/// A floor, the program and the others on one csv file.
fn side_by_side(bench: &Bench, title: &str, kind: &str, rows: usize, others: &[&str]) -> Result<String> {
    let file = bench.input(kind, rows, "csv")?;
    let workspace = bench.workspace(&format!("{kind}-{rows}"), &file, &as_large_as_asked(rows))?;
    let mut taking = vec![
        Contestant::new("`csv` crate, byte records, one thread", bench.floor("csv", &file)),
        Contestant::new(OURS, bench.audit(&[&workspace], "json")),
    ];
    taking.extend(contestants(bench, others, &file));
    Ok(section(title, &file, rows, &compare(&mut taking, bench.asked.runs)?))
}

/// Settings that let a file of so many rows be read.
fn as_large_as_asked(rows: usize) -> String {
    let (rows, cells) = (rows + 1, rows * 20 + 20);
    format!("[run]\nas_of = 2026-11-21\n\n[limits]\nrows = {rows}\ncells = {cells}\nfile_size = \"20 GB\"\n")
}

fn section(title: &str, file: &Path, rows: usize, taken: &[Taken]) -> String {
    let size = fs::metadata(file).map_or(0, |metadata| metadata.len());
    let rows = grouped(rows as u64);
    format!("\n**{title}**, {rows} rows, 20 columns, {}\n\n{}", megabytes(size), table(taken))
}

/// The largest file against its floor; a smaller one against those that need minutes; several files at once.
fn xlsx(bench: &Bench) -> Result<String> {
    let (rows, runs) = (bench.asked.rows, bench.asked.runs);
    let floor = "calamine, streamed cells, one thread";
    let large = bench.input("register", rows, "xlsx")?;
    let mut taking = [
        Contestant::new(floor, bench.floor("xlsx", &large)),
        Contestant::new(OURS, bench.audit(&[&large], "json")),
    ];
    let mut page = section("xlsx", &large, rows, &compare(&mut taking, runs)?);
    let few = (rows / 10).max(1);
    let small = bench.input("register", few, "xlsx")?;
    let mut taking = vec![
        Contestant::new(floor, bench.floor("xlsx", &small)),
        Contestant::new(OURS, bench.audit(&[&small], "json")),
    ];
    let others = ["polars", "pandas with calamine", "pandas with openpyxl"];
    taking.extend(contestants(bench, &others, &small));
    page.push_str(&section("xlsx", &small, few, &compare(&mut taking, runs)?));
    let again = small.with_file_name(format!("second-{few}.xlsx"));
    fs::copy(&small, &again)?;
    let mut taking = [
        Contestant::new("candor, one file", bench.audit(&[&small], "json")),
        Contestant::new("candor, two files", bench.audit(&[&small, &again], "json")),
    ];
    page.push_str(&section("two xlsx files at once", &small, few, &compare(&mut taking, runs)?));
    Ok(page)
}

fn ods(bench: &Bench) -> Result<String> {
    let rows = (bench.asked.rows / 10).max(1);
    let file = bench.input("register", rows, "ods")?;
    let mut taking = [Contestant::new(OURS, bench.audit(&[&file], "json"))];
    Ok(section("ods", &file, rows, &compare(&mut taking, bench.asked.runs)?))
}

/// What a further requirement costs: a checklist of 40 that test every record, against one with a single one.
fn requirements(bench: &Bench) -> Result<String> {
    const MORE: usize = 40;
    let rows = bench.asked.rows;
    let file = bench.input("register", rows, "csv")?;
    let workspace = |count: usize| -> Result<PathBuf> {
        let settings = "[run]\nas_of = 2026-11-21\nchecklists = [\"own\"]\n";
        let folder = bench.workspace(&format!("requirements-{count}"), &file, settings)?;
        fs::create_dir_all(folder.join("checklists"))?;
        fs::write(folder.join("checklists/own.toml"), checklist(count))?;
        Ok(folder)
    };
    let (one, many) = (workspace(1)?, workspace(1 + MORE)?);
    let mut taking = [
        Contestant::new("`csv` crate, byte records, one thread", bench.floor("csv", &file)),
        Contestant::new("candor, 1 requirement", bench.audit(&[&one], "json")),
        Contestant::new(format!("candor, {} requirements", 1 + MORE), bench.audit(&[&many], "json")),
    ];
    let taken = compare(&mut taking, bench.asked.runs)?;
    let more = taken[2].wall.saturating_sub(taken[1].wall).as_secs_f64() / MORE as f64;
    let share = 100.0 * more / taken[0].wall.as_secs_f64();
    let mut page = section("cost of a requirement", &file, rows, &taken);
    page.push_str(&format!(
        "\nEach further requirement takes {:.2} ms, {share:.2}% of the bare read.\n",
        more * 1000.0
    ));
    Ok(page)
}

/// Requirements on pairs of fields that are filled for some records and not for others.
fn checklist(count: usize) -> String {
    const FIELDS: [&str; 8] = [
        "department",
        "owner",
        "purposes",
        "legal_basis",
        "subjects",
        "data_categories",
        "systems",
        "retention",
    ];
    let mut text = "id = \"own\"\ntitle = \"Cost of a requirement\"\nshort = \"Own\"\nversion = \"1\"\nlaw_as_of = 2026-11-21\nsource = \"None\"\n".to_owned();
    for number in 0..count {
        let (one, other) = (FIELDS[number % 8], FIELDS[(number / 8 + number + 1) % 8]);
        let must = format!("{{ any = [{{ present = \"{one}\" }}, {{ present = \"{other}\" }}] }}");
        let says = ["ask", "evidence", "why", "fix"].map(|key| format!("{key} = \"To measure.\"\n")).concat();
        text.push_str(&format!(
            "\n[[requirement]]\nid = \"own-{number}\"\ncite = \"Own {number}\"\ntitle = \"{one} or {other}\"\n\
             duty = \"Each activity says one of the two.\"\ntheme = \"lawful_basis\"\nlevel = \"required\"\n\
             who = [\"controller\"]\neach = \"activity\"\nmust = {must}\nseverity = \"low\"\nconfidence = \"high\"\n{says}"
        ));
    }
    text
}

/// How time and memory grow with the rows.
fn slopes(bench: &Bench) -> Result<String> {
    let most = bench.asked.rows * 10;
    let mut page = "\n**csv, growing**\n\n| rows | bare read | candor | x the bare read | candor, each row | peak memory |\n|---:|---:|---:|---:|---:|---:|\n".to_owned();
    let mut rows = (most / 10_000).max(1);
    while rows <= most {
        let file = bench.input("register", rows, "csv")?;
        let folder = bench.workspace(&format!("register-{rows}"), &file, &as_large_as_asked(rows))?;
        let mut taking = [
            Contestant::new("floor", bench.floor("csv", &file)),
            Contestant::new(OURS, bench.audit(&[&folder], "json")),
        ];
        let runs = if rows > bench.asked.rows { bench.asked.runs.min(3) } else { bench.asked.runs };
        let taken = compare(&mut taking, runs)?;
        let [floor, ours] = &taken[..] else { break };
        let ratio = ours.wall.as_secs_f64() / floor.wall.as_secs_f64();
        let each = ours.wall.as_secs_f64() * 1e6 / rows as f64;
        page.push_str(&format!(
            "| {} | {} | {} | {ratio:.2} | {each:.2} µs | {} |\n",
            grouped(rows as u64),
            seconds(floor.wall),
            seconds(ours.wall),
            megabytes(ours.peak_bytes)
        ));
        rows *= 10;
    }
    Ok(page)
}

/// A workspace as many have it: 10 sheets in one workbook, 2,000 rows, all documents but PDF.
fn ordinary(bench: &Bench) -> Result<String> {
    let folder = bench.folder.join("ordinary");
    ordinary::make(&folder)?;
    let mut taking = [Contestant::new(
        "candor, all documents but PDF",
        bench.audit(&[&folder], "html,docx,md,json,xlsx,plan,csv,sarif,oscal,dpv"),
    )];
    let taken = compare(&mut taking, bench.asked.runs)?;
    Ok(format!("\n**An ordinary workspace**, 10 sheets, 2,000 rows\n\n{}", table(&taken)))
}

/// Start-up alone: enough runs that a few milliseconds can be told.
fn start(bench: &Bench) -> Result<String> {
    let mut command = Command::new(&bench.candor);
    command.arg("--version");
    let mut taking = [Contestant::new("candor --version", command)];
    let taken = compare(&mut taking, bench.asked.runs.max(50))?;
    let wall: Duration = taken[0].wall;
    Ok(format!("\n**Start-up**: `candor --version` takes {}.\n", seconds(wall)))
}
