//! `candor split`: a large text file as parts, each readable by itself.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Take};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use candor_ingest::{Cuts, Unsplittable, cuts, read_files};
use serde::Serialize;

use crate::args::{PrintFormat, SplitArguments};
use crate::commands::Printed;
use crate::commands::check::counted;
use crate::exit::{Exit, stop};
use crate::listing::slashed;
use crate::output;
use crate::workspace::{RESULT_FOLDERS, SETTINGS_FILE, resolved, settings_beside};

/// So much of a file is looked at for its header, in bytes.
const HEAD_SIZE: u64 = 1 << 20;

pub(crate) fn run(arguments: &SplitArguments) -> Result<Printed> {
    let path = &arguments.file;
    let shown = path.display();
    let refused = |error: Unsplittable| {
        stop(Exit::Unreadable, format!("`{shown}` cannot be split: {error}"), error.help())
    };
    let cuts = cuts(open(path)?, header_rows(path)?, arguments.rows).map_err(refused)?;
    let header_rows = cuts.header_rows;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        // What lies below `reports` is never taken for records.
        None => path.with_file_name("reports").join(format!("{stem}-parts")),
    };
    require_apart(&folder)?;
    let of = cuts.parts.len();
    let width = of.to_string().len();
    let mut parts = Vec::new();
    for number in 1..=of {
        let part = folder.join(format!("{stem}-{number:0width$}-of-{of}.{extension}"));
        output::write(&part, &bytes_of(path, &cuts, number)?)?;
        parts.push(Part { number, path: part });
    }
    let split = Split { file: path, header_rows, parts };
    let text = match arguments.format {
        PrintFormat::Json => serde_json::to_string_pretty(&split)? + "\n",
        PrintFormat::Text => text(&split),
    };
    Ok(Printed { text, exit: Exit::Done })
}

/// Parts among the records of a workspace would be read as records, beside the file that they are of.
fn require_apart(folder: &Path) -> Result<()> {
    let folder = resolved(folder);
    let Some(home) = home_of(&folder) else { return Ok(()) };
    let below = folder.strip_prefix(&home).unwrap_or(&folder);
    if below.iter().any(|part| RESULT_FOLDERS.iter().any(|known| part == *known)) {
        return Ok(());
    }
    let message = format!("`{}` lies in a workspace: the parts would be read as records", folder.display());
    Err(stop(Exit::Usage, message, "give a folder outside of the workspace, or one below reports/"))
}

/// The workspace that a path lies in.
fn home_of(path: &Path) -> Option<PathBuf> {
    let is_home = |folder: &&Path| folder.join(SETTINGS_FILE).is_file();
    path.ancestors().find(is_home).map(Path::to_path_buf)
}

/// What was written.
#[derive(Debug, Serialize)]
struct Split<'a> {
    file: &'a Path,
    /// Rows at the top of each part but the first that are those of the file's top.
    header_rows: u32,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    number: usize,
    path: PathBuf,
}

fn text(split: &Split<'_>) -> String {
    let stem = split.file.file_stem().unwrap_or_default().to_string_lossy();
    let home = split.file.parent().and_then(home_of);
    // Without a workspace a file is known by its last name, with one by its path there.
    let name = match &home {
        Some(home) => split.file.strip_prefix(home).unwrap_or(split.file),
        None => Path::new(split.file.file_name().unwrap_or_default()),
    };
    let workspace = home.as_deref().map_or_else(String::new, |home| {
        let home = if home.as_os_str().is_empty() { Path::new(".") } else { home };
        format!(" --workspace {}", quoted(&home.to_string_lossy()))
    });
    let (of, header_rows) = (split.parts.len(), split.header_rows);
    let name = quoted(&slashed(name));
    let lines: String = split
        .parts
        .iter()
        .map(|Part { number, path }| {
            let json = path.with_extension("json");
            let json = quoted(&json.file_name().unwrap_or_default().to_string_lossy());
            let path = quoted(&path.to_string_lossy());
            format!(
                "  candor audit {path} --part-of {name} --part {number}/{of} --header-rows {header_rows}{workspace} \
                 --format json --keep-records=only > {json}\n"
            )
        })
        .collect();
    format!(
        "{}: {}, each but the first with the {} at the top taken along\n\nRead each, wherever there is room:\n{lines}\n\
         Then put them together:\n  candor merge {}-*.json{workspace}\n",
        split.file.display(),
        counted(of, "part"),
        counted(header_rows as usize, "row"),
        quoted(&stem),
    )
}

/// A word of a command line as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// The rows down to the header of the first table; none where no table is known in it.
fn header_rows(path: &Path) -> Result<u32> {
    let settings = settings_beside(path)?;
    let mut head = Vec::new();
    open(path)?.take(HEAD_SIZE).read_to_end(&mut head).map_err(|error| unreadable(path, &error))?;
    if head.len() as u64 == HEAD_SIZE {
        // The last line may be cut off.
        head.truncate(head.iter().rposition(|byte| *byte == b'\n').map_or(head.len(), |at| at + 1));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let reading = read_files([candor_ingest::File { name, bytes: head }], &settings, None);
    let mut tables = reading.account.files.iter().flat_map(|file| &file.tables);
    Ok(tables.next().map_or(0, |table| table.header_row))
}

/// The bytes of a part: the separator named, so that each part is read as the whole is; the header; the rows.
fn bytes_of(path: &Path, cuts: &Cuts, number: usize) -> Result<Vec<u8>> {
    let mut bytes = format!("sep={}\n", cuts.separator).into_bytes();
    if number > 1 {
        range(path, &cuts.header)?.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    }
    range(path, &cuts.parts[number - 1])?
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

fn range(path: &Path, range: &Range<u64>) -> Result<Take<File>> {
    let mut file = open(path)?;
    file.seek(SeekFrom::Start(range.start))
        .with_context(|| format!("`{}` cannot be read", path.display()))?;
    Ok(file.take(range.end - range.start))
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> anyhow::Error {
    stop(
        Exit::Unreadable,
        format!("`{}` cannot be read: {error}", path.display()),
        "check the path and its permissions",
    )
}
