//! A workbook as plain texts, to be filled in the way a person does.
#![allow(dead_code, reason = "each test crate uses a part of it")]

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

/// A sheet with its header in the first row.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub name: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Book {
    pub sheets: Vec<Sheet>,
}

impl Sheet {
    pub(crate) fn column(&self, header: &str) -> usize {
        self.header.iter().position(|known| known == header).expect("a test may fail here")
    }
}

fn open(path: &Path) -> Xlsx<std::io::BufReader<std::fs::File>> {
    open_workbook(path).expect("a test may fail here")
}

impl Book {
    /// The sheets with questions.
    pub(crate) fn read(path: &Path) -> Book {
        let mut workbook = open(path);
        let names = workbook.sheet_names();
        let sheets = names.iter().filter(|name| !["Read me", "Lists"].contains(&name.as_str())).map(|name| {
            let range = workbook.worksheet_range(name).expect("a test may fail here");
            let text = |cell: &Data| cell.to_string();
            let mut rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(text).collect()).collect();
            let header = rows.remove(0);
            Sheet { name: name.clone(), header, rows }
        });
        Book { sheets: sheets.collect() }
    }

    pub(crate) fn write(&self, path: &Path) {
        let mut workbook = Workbook::new();
        for sheet in &self.sheets {
            let page = workbook.add_worksheet();
            page.set_name(&sheet.name).expect("a test may fail here");
            for (row, cells) in (0u32..).zip([&sheet.header].into_iter().chain(&sheet.rows)) {
                for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    page.write_string(row, column, cell).expect("a test may fail here");
                }
            }
        }
        workbook.save(path).expect("a test may fail here");
    }

    /// Every formula of a cell.
    pub(crate) fn formulas(path: &Path) -> Vec<String> {
        let mut workbook = open(path);
        let mut formulas = Vec::new();
        for name in workbook.sheet_names() {
            let range = workbook.worksheet_formula(&name).expect("a test may fail here");
            formulas.extend(range.used_cells().map(|(_, _, formula)| formula.clone()));
        }
        formulas
    }
}
