//! Which rows below a header are records, and why the others are none.

mod marks;

use candor_model::text::fold;
use candor_model::{Dictionary, LeftRows};

use crate::aside::{begins_as_note, begins_as_prompt};
use crate::grid::{Content, Grid, Row, Source};
use crate::locate::Found;
use crate::settings::Pattern;
use crate::words::{Word, Words};

use marks::{Marks, marks};

/// Characters of a label of sums; a longer text is about something else.
const TOTAL_LABEL_MAX: usize = 40;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RowKind {
    Record,
    /// What the layout names as no data.
    PassedOver,
    Example,
    /// Help, IRIs or units between header and data.
    Annotation,
    RepeatedHeader,
    /// A label over the rows that follow.
    Section,
    Total,
    /// Only a number, or template text.
    Blank,
    Footer,
    /// Title or notes above the header.
    Above,
    /// A row of groups or names above the lowest row of the header.
    Groups,
    /// In a form: a value that stands beside no label.
    Unlabelled,
    /// Nothing stands in it.
    Gap,
}

impl RowKind {
    /// Why such rows are no records, as said of one and of several.
    fn why(self) -> (&'static str, &'static str) {
        match self {
            RowKind::Record => ("record", "records"),
            RowKind::PassedOver => ("row passed over by the layout", "rows passed over by the layout"),
            RowKind::Example => ("example", "examples"),
            RowKind::Annotation => ("row of help below the header", "rows of help below the header"),
            RowKind::RepeatedHeader => ("repeated header", "repeated headers"),
            RowKind::Section => ("section label", "section labels"),
            RowKind::Total => ("total", "totals"),
            RowKind::Blank => {
                ("numbered or template row without content", "numbered or template rows without content")
            }
            RowKind::Footer => ("note below the table", "notes below the table"),
            RowKind::Above => ("title or note above the table", "titles or notes above the table"),
            RowKind::Groups => ("upper row of the header", "upper rows of the header"),
            RowKind::Unlabelled => ("value beside no label", "values beside no label"),
            RowKind::Gap => ("blank row", "blank rows"),
        }
    }

    /// Rows of this kind in the account of a table.
    pub(crate) fn left(self, count: u32, first_row: u32) -> LeftRows {
        let (one, many) = self.why();
        LeftRows { why: one.to_owned(), why_many: many.to_owned(), count, first_row }
    }
}

/// Judges every row of a table; rows whose first cell fits one of the patterns are passed over.
pub(crate) fn classify(grid: &Grid, found: &Found, passed_over: &[Pattern]) -> Vec<RowKind> {
    let marks = marks(grid, found, passed_over);
    // Below the actions of a plan stand actions of one's own, often behind a gap; none of them is a note.
    if Dictionary::builtin().entity(found.entity).from_candor {
        let kind = |marks: &Marks| if marks.filled > 0 { RowKind::Record } else { RowKind::Footer };
        return marks.iter().map(kind).collect();
    }
    let mut kinds: Vec<RowKind> = (found.rows.0..)
        .zip(&marks)
        .map(|(position, marks)| {
            if marks.is_passed_over() { RowKind::PassedOver } else { kind_of(grid, found, position, *marks) }
        })
        .collect();
    let typical = typical_width(&marks, &kinds);
    settle_lone_cells(grid, found, &marks, &mut kinds, typical);
    settle_footers(grid, &marks, found, &mut kinds, typical);
    kinds
}

/// Cells of a row that stand under the table's headers.
fn cells<'a>(found: &'a Found, row: Row<'a>) -> impl Iterator<Item = (usize, u32)> + 'a {
    row.cells().filter_map(|(column, id)| {
        found.columns.binary_search_by_key(&column, |plan| plan.index).ok().map(|at| (at, id))
    })
}

fn kind_of(grid: &Grid, found: &Found, position: usize, marks: Marks) -> RowKind {
    if marks.filled == 0 {
        return RowKind::Footer;
    }
    if marks.is_example() {
        return RowKind::Example;
    }
    if marks.repeats_header() {
        return RowKind::RepeatedHeader;
    }
    let first_rows = position <= found.header_position + 2;
    if first_rows && marks.filled >= 2 && explains(grid, found, position) {
        return RowKind::Annotation;
    }
    if marks.is_total() {
        return RowKind::Total;
    }
    if marks.says_something() { RowKind::Record } else { RowKind::Blank }
}

/// Does a row tell what is to be written in the columns?
fn explains(grid: &Grid, found: &Found, position: usize) -> bool {
    let row = grid.row(position);
    let filled: Vec<(usize, u32)> = cells(found, row).collect();
    is_annotation(grid, row) || numbers_columns(grid, &filled) || asks(grid, &filled)
}

/// A cell that fills itself: a running number in the key column, template text, `FALSE` of a tick box; or one that
/// puts off what is to be written.
fn is_number_only(content: &Content, folded: &str, found: &Found, at: usize) -> bool {
    if content.source == Source::Bool && content.text == "FALSE" {
        return true;
    }
    // A formula fails in every row that nobody filled; where the name failed, a record is hidden behind it.
    if content.source == Source::Error {
        return !means_name(found, at);
    }
    if is_template_folded(&content.text, folded) || Words::builtin().plain(folded) == Some(Word::Unknown) {
        return true;
    }
    let key = found.columns[at].matched.is_some_and(|(field, _)| {
        let entity = Dictionary::builtin().entity(field.entity);
        entity.key_field == Some(field.index)
    });
    let headed_as_number = at == 0 && found.columns[at].matched.is_none();
    (key || headed_as_number) && folded.len() <= 12 && folded.chars().any(|c| c.is_ascii_digit())
}

/// Does a column hold the names of the records?
fn means_name(found: &Found, at: usize) -> bool {
    found.columns[at]
        .matched
        .is_some_and(|(field, _)| Dictionary::builtin().entity(field.entity).name_field == field.index)
}

/// "Select an item", "Sélectionnez un élément dans cette liste", "da compilare", "[Insert name]".
pub(crate) fn is_template(text: &str) -> bool {
    is_template_folded(text, &fold(text))
}

fn is_template_folded(text: &str, folded: &str) -> bool {
    let inner = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '*'));
    let pairs = [('[', ']'), ('<', '>'), ('{', '}')];
    let framed = pairs.iter().any(|(open, close)| inner.starts_with(*open) && inner.ends_with(*close));
    framed || (folded.len() < 80 && begins_as_prompt(folded) && !folded.contains("criteria"))
}

/// A word for an example in brackets, before a sign, or alone: "[Example: Shop]", "(EXEMPLE) Paie", "Beispiel - Lohn".
pub(crate) fn starts_as_example(text: &str) -> bool {
    starts_as_example_folded(text, &fold(text))
}

fn starts_as_example_folded(text: &str, folded: &str) -> bool {
    Words::builtin().example.leading(folded).any(|word| is_example(text, word))
}

/// Is a word for an example, with which a text begins, meant as one?
fn is_example(text: &str, word: &str) -> bool {
    let text = text.trim();
    let inner = text.trim_start_matches(['[', '(', '<', '{', '*', '"', '„', '«', ' ']);
    let marked = inner.len() < text.len();
    let head: String = inner.chars().take(24).collect();
    let folded = fold(&head);
    let Some(rest) = folded.strip_prefix(word) else { return false };
    let end = || head.char_indices().find(|(at, sign)| is_label_sign(&head, *at, *sign));
    let label = || end().map(|(at, _)| fold(&head[..at]).split(' ').count());
    let whole = rest.is_empty() && fold(inner) == *word;
    let starts = rest.is_empty() || rest.starts_with(' ');
    let signed = || label().is_some_and(|words| words <= word.split(' ').count() + 1);
    starts && (whole || marked || signed())
}

/// Does this sign end a label ("Example:", "Beispiel - Lohn")? A hyphen within a word ("EX-01") does not.
fn is_label_sign(text: &str, at: usize, sign: char) -> bool {
    match sign {
        ':' | ')' | ']' | '>' => true,
        '-' | '–' | '.' => text[at + sign.len_utf8()..].starts_with(' '),
        _ => false,
    }
}

/// Most cells are IRIs, prefixed names or help: such a row explains the header.
pub(crate) fn is_annotation(grid: &Grid, row: Row<'_>) -> bool {
    let explains = |text: &str| {
        let token = text.trim();
        let iri =
            token.starts_with("http://") || token.starts_with("https://") || token.starts_with("Use http");
        let prefixed = token.split_once(':').is_some_and(|(prefix, rest)| {
            let rest = rest.trim_start();
            !prefix.is_empty()
                && prefix.len() <= 8
                && prefix.chars().all(|c| c.is_ascii_lowercase())
                && rest.chars().next().is_some_and(char::is_uppercase)
                && !rest.contains(' ')
        });
        let folded = fold(token);
        let help = [
            "eg ",
            "e g ",
            "please ",
            "enter ",
            "describe ",
            "list the ",
            "specify ",
            "indicate ",
            "z b ",
            "bitte ",
            "indiquer ",
            "indiquez ",
            "use this ",
            "format ",
        ]
        .iter()
        .any(|lead| folded.starts_with(lead));
        iri || prefixed || help
    };
    let explaining = row.cells().filter(|(_, id)| explains(grid.text(*id))).count();
    explaining >= 2 && explaining * 5 >= row.len() * 3
}

/// Counts the columns: 1, 2, 3 or (a), (b), (c) below the headers, as forms on paper have them.
fn numbers_columns(grid: &Grid, filled: &[(usize, u32)]) -> bool {
    let signs = |id: u32| fold(grid.text(id));
    let number = |text: &str| match text.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(i64::from(letter - b'a')),
        _ => text.parse::<i64>().ok(),
    };
    let numbers: Option<Vec<i64>> = filled.iter().map(|(_, id)| number(&signs(*id))).collect();
    filled.len() >= 4 && numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]))
}

/// Asks what to write: questions, and sentences, in nearly every cell.
fn asks(grid: &Grid, filled: &[(usize, u32)]) -> bool {
    let ends = |sign: char| {
        let texts = filled.iter().map(|(_, id)| grid.text(*id));
        texts.filter(|text| text.ends_with(sign) && text.split_whitespace().count() >= 3).count()
    };
    let (questions, sentences) = (ends('?'), ends('.'));
    filled.len() >= 3 && questions >= 2 && (questions + sentences) * 5 >= filled.len() * 4
}

/// The usual number of filled cells of a record. Rows with a single cell are left out of the count: below some
/// tables there are more notes than records in it.
fn typical_width(marks: &[Marks], kinds: &[RowKind]) -> usize {
    let mut widths: Vec<u16> = kinds
        .iter()
        .zip(marks)
        .filter(|(kind, _)| matches!(kind, RowKind::Record | RowKind::Example))
        .map(|(_, marks)| marks.filled)
        .filter(|width| *width > 1)
        .collect();
    let middle = widths.len() / 2;
    if widths.is_empty() { 0 } else { usize::from(*widths.select_nth_unstable(middle).1) }
}

/// A row with a single cell amid fuller ones is a label or a note, not a record that lacks all else; unless it
/// gives a name in the column for names while the first column is another one.
fn settle_lone_cells(grid: &Grid, found: &Found, marks: &[Marks], kinds: &mut [RowKind], typical: usize) {
    if typical < 3 {
        return;
    }
    for (offset, kind) in kinds.iter_mut().enumerate() {
        if *kind != RowKind::Record || marks[offset].filled != 1 {
            continue;
        }
        let Some((at, text)) = cells(found, grid.row(found.rows.0 + offset)).next() else { continue };
        if at == 0 || !means_name(found, at) || begins_as_note(&fold(grid.text(text))) {
            *kind = RowKind::Section;
        }
    }
}

/// Labels and notes behind the last record are notes below the table; so is everything behind a gap that
/// begins with such a note and holds only short rows.
fn settle_footers(grid: &Grid, marks: &[Marks], found: &Found, kinds: &mut [RowKind], typical: usize) {
    let width = |offset: usize| usize::from(marks[offset].filled);
    let mut end = kinds.len();
    while end > 0 {
        let narrow = typical >= 4 && width(end - 1) * 3 <= typical && behind_gap(grid, found, kinds, end - 1);
        let is_note = matches!(kinds[end - 1], RowKind::Section | RowKind::Blank | RowKind::Footer);
        let is_short = kinds[end - 1] == RowKind::Record && narrow;
        if !is_note && !is_short {
            break;
        }
        if kinds[end - 1] != RowKind::Blank {
            kinds[end - 1] = RowKind::Footer;
        }
        end -= 1;
    }
}

/// Is there a blank row between this row and the fuller records above it?
fn behind_gap(grid: &Grid, found: &Found, kinds: &[RowKind], offset: usize) -> bool {
    let number = |offset: usize| grid.numbers()[found.rows.0 + offset];
    (1..=offset)
        .rev()
        .take_while(|at| kinds[*at] != RowKind::Record || *at == offset || number(*at) > 0)
        .any(|at| number(at) > number(at - 1) + 1)
}
