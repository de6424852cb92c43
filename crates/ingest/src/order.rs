//! The order in which problems are told: as a person meets them, file by file, sheet by sheet, row by row.

use std::collections::HashMap;

use candor_model::{Place, Problem, cell_position};

/// Orders problems by file and sheet as these were read, then by row and column. What concerns a whole file or sheet
/// comes before its cells; problems of one cell keep their order.
pub(crate) fn by_source<'a>(problems: &mut [Problem], read: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut files: HashMap<String, usize> = HashMap::new();
    let mut sheets: HashMap<(String, String), usize> = HashMap::new();
    for (file, sheet) in read {
        let next = files.len();
        files.entry(file.to_owned()).or_insert(next);
        let next = sheets.len();
        sheets.entry((file.to_owned(), sheet.to_owned())).or_insert(next);
    }
    problems.sort_by_cached_key(|problem| {
        let Place { file, sheet, cell } = &problem.place;
        let (row, column) = row_and_column(cell);
        let of_file = files.get(file).copied().unwrap_or(usize::MAX);
        let of_sheet = sheets.get(&(file.clone(), sheet.clone())).copied();
        // A sheet that was not read stands behind those that were.
        (of_file, of_sheet.unwrap_or(usize::MAX), row, column)
    });
}

/// 1-based row and 0-based column; zeros for a whole sheet, the line of a settings file as its row.
fn row_and_column(cell: &str) -> (u32, u32) {
    match cell.strip_prefix("line ") {
        Some(line) => (line.parse().unwrap_or_default(), 0),
        None => cell_position(cell).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use candor_model::Severity;

    use super::*;

    #[test]
    fn problems_stand_in_the_order_of_what_was_read() {
        let at = |file: &str, sheet: &str, cell: &str| {
            let place = Place { file: file.to_owned(), sheet: sheet.to_owned(), cell: cell.to_owned() };
            Problem::new(Severity::Note, "date-unreadable", place, String::new(), "")
        };
        let mut problems = vec![
            at("b.csv", "", "A2"),
            at("a.xlsx", "Two", "A1"),
            at("a.xlsx", "One", "AA3"),
            at("a.xlsx", "One", "B10"),
            at("a.xlsx", "One", "B3"),
            at("b.csv", "", ""),
            at("a.xlsx", "", ""),
        ];
        by_source(
            &mut problems,
            [("a.xlsx", ""), ("a.xlsx", "One"), ("a.xlsx", "Two"), ("b.csv", "")].into_iter(),
        );
        let shown: Vec<String> = problems.iter().map(|problem| problem.place.to_string()).collect();
        assert_eq!(
            shown,
            [
                "a.xlsx",
                "a.xlsx › One › B3",
                "a.xlsx › One › AA3",
                "a.xlsx › One › B10",
                "a.xlsx › Two › A1",
                "b.csv",
                "b.csv › A2"
            ]
        );
    }
}
