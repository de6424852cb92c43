//! Whatever cells a sheet has and whichever are marked: values stay, every mark is there, order holds.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Place, Problem, Severity, cell_position, column_letters};
use candor_report::annotate::workbook;
use proptest::prelude::*;

use crate::package::{book, parts};

type Cells = BTreeSet<(u32, u32)>;

fn name((row, column): (u32, u32)) -> String {
    format!("{}{row}", column_letters(column))
}

/// A sheet with the cells; each of them holds its own name.
fn sheet(cells: &Cells, with_places: bool, with_empty_rows: bool) -> String {
    let mut rows: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for cell in cells {
        rows.entry(cell.0).or_default().push(*cell);
    }
    if with_empty_rows {
        for row in [2, 5, 11] {
            rows.entry(row).or_default();
        }
    }
    let mut text = String::from("<sheetData>");
    for (row, cells) in rows {
        let cell = |cell: &(u32, u32)| {
            let name = name(*cell);
            format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{name}</t></is></c>")
        };
        let cells: String = cells.iter().map(cell).collect();
        let place = if with_places || row > 1 { format!(" r=\"{row}\"") } else { String::new() };
        text.push_str(&if cells.is_empty() {
            format!("<row{place}/>")
        } else {
            format!("<row{place}>{cells}</row>")
        });
    }
    text + "</sheetData>"
}

/// The cells of a sheet in their order, with whether they have a style and what they hold.
fn cells_of(sheet: &str) -> Vec<((u32, u32), bool, String)> {
    let cells = sheet.split("<c ").skip(1);
    cells
        .map(|cell| {
            let tag = &cell[..cell.find('>').expect("a test may fail here")];
            let place = tag
                .split("r=\"")
                .nth(1)
                .expect("a test may fail here")
                .split('"')
                .next()
                .expect("a test may fail here");
            let text = cell
                .split("<t>")
                .nth(1)
                .map_or("", |text| text.split('<').next().expect("a test may fail here"));
            (cell_position(place).expect("a test may fail here"), tag.contains(" s=\""), text.to_owned())
        })
        .collect()
}

proptest! {
    #[test]
    fn marks_leave_everything_else_as_it_was(
        there in prop::collection::btree_set((1u32..14, 0u32..9), 0..30),
        marked in prop::collection::btree_set((1u32..14, 0u32..9), 1..20),
        with_places in any::<bool>(),
        with_empty_rows in any::<bool>(),
    ) {
        let problems: Vec<Problem> = marked
            .iter()
            .map(|cell| {
                let place = Place { file: "f".into(), sheet: "One".into(), cell: name(*cell) };
                Problem::new(Severity::Error, "date-unreadable", place, "wrong".into(), "mend it")
            })
            .collect();
        let bytes = book("", &sheet(&there, with_places, with_empty_rows), false);
        let copy = workbook("f", &bytes, &problems).expect("a test may fail here");
        prop_assert_eq!(copy.cells, marked.len());
        let parts = parts(&copy.bytes);
        let found = cells_of(&parts["xl/worksheets/sheet1.xml"]);
        let places: Vec<(u32, u32)> = found.iter().map(|(place, _, _)| *place).collect();
        prop_assert_eq!(places, there.union(&marked).copied().collect::<Vec<_>>());
        for (place, has_style, text) in found {
            prop_assert_eq!(has_style, marked.contains(&place));
            prop_assert_eq!(text, if there.contains(&place) { name(place) } else { String::new() });
        }
        let notes = &parts["xl/comments1.xml"];
        prop_assert_eq!(notes.matches("<comment ref=").count(), marked.len());
        let boxes = &parts["xl/drawings/vmlDrawing1.vml"];
        prop_assert_eq!(boxes.matches("<v:shape ").count(), marked.len());
    }
}
