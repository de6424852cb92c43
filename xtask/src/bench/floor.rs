//! The floors: the bare reading loops of the libraries that the program reads with, each a process of its own.

use std::path::Path;

use anyhow::{Context, Result, bail};
use calamine::{DataRef, Reader, Xlsx};

/// Runs a floor by its name and tells how many cells it saw, so that nothing of its work can be left out.
pub(super) fn run(name: &str, file: &Path) -> Result<()> {
    let cells = match name {
        "csv" => csv(file)?,
        "xlsx" => xlsx(file)?,
        _ => bail!("there is no floor `{name}`"),
    };
    crate::steps::say(&format!("{cells} cells"));
    Ok(())
}

/// The byte records of the `csv` crate, on one thread.
fn csv(file: &Path) -> Result<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file)?;
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record)? {
        cells += record.iter().filter(|cell| !cell.is_empty()).count();
    }
    Ok(cells)
}

/// The streaming cells of calamine, on one thread.
fn xlsx(file: &Path) -> Result<usize> {
    let mut book: Xlsx<_> =
        calamine::open_workbook(file).with_context(|| format!("`{}` is no workbook", file.display()))?;
    let mut cells = 0;
    for sheet in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&sheet)?;
        while let Some(cell) = reader.next_cell()? {
            cells += usize::from(*cell.get_value() != DataRef::Empty);
        }
    }
    Ok(cells)
}
