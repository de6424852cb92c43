//! The boxes of notes: the older drawing language (VML, ECMA-376 part 4) that Excel still keeps them in.
//!
//! Such parts are not always well-formed XML, so they are edited as text.
//!
//! Invariant: ids of new shapes come from blocks of 1,024 that no drawing of the workbook has claimed.

use super::Unfit;
use super::notes::Notes;
use super::sheet::MarkedSheet;
use super::xml::Edits;

/// Ids of a block that are used.
const BLOCK: usize = 1_000;
const WIDTH: u32 = 320;
const HEIGHT_MAX: u32 = 400;
const LINE: u32 = 15;
/// Room for what stood in a note before.
const LINES_OF_OTHERS: u32 = 6;
/// Letters that fit in a line of a note.
const LINE_LETTERS: usize = 48;

const HEAD: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">";
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" \
o:connecttype=\"rect\"/></v:shapetype>";
const NAMESPACES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];

/// The blocks of ids that a drawing has claimed.
pub(super) fn claimed(drawing: &str) -> impl Iterator<Item = usize> + '_ {
    let data = id_map(drawing).map_or("", |(from, to)| &drawing[from..to]);
    data.split(',').filter_map(|block| block.trim().parse().ok())
}

/// Where the value of `data` of the `idmap` stands.
fn id_map(drawing: &str) -> Option<(usize, usize)> {
    let map = drawing.find(":idmap")?;
    let end = map + drawing[map..].find('>')?;
    let data = map + drawing[map..end].find("data=")? + "data=".len();
    let quote = drawing[data..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let to = data + 1 + drawing[data + 1..end].find(quote)?;
    Some((data + 1, to))
}

/// A drawing with a box for each of the cells. `next_block` is the first block that is free, and is moved on.
pub(super) fn add(
    existing: Option<String>,
    cells: &[(u32, u32)],
    notes: &Notes,
    sheet: &MarkedSheet,
    next_block: &mut usize,
) -> Result<String, Unfit> {
    let first = *next_block;
    let blocks: Vec<String> = (first..first + cells.len().div_ceil(BLOCK)).map(|b| b.to_string()).collect();
    *next_block += blocks.len();
    let blocks = blocks.join(",");
    let layout =
        format!("<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{blocks}\"/></o:shapelayout>");
    let mut drawing = match existing {
        None => format!("{HEAD}{layout}{SHAPE_TYPE}</xml>"),
        Some(drawing) => claim(drawing, &blocks, &layout)?,
    };
    let end = drawing.rfind("</xml>").ok_or_else(|| Unfit::lacks("</xml>"))?;
    let mut added = String::new();
    if !drawing.contains("\"_x0000_t202\"") {
        added.push_str(&declared(SHAPE_TYPE, &drawing));
    }
    for (index, cell) in cells.iter().enumerate() {
        let id = (first + index / BLOCK) * 1_024 + 1 + index % BLOCK;
        let lines = notes.get(cell).map_or(1, |note| lines(note));
        added.push_str(&declared(&shape(id, *cell, lines, sheet), &drawing));
    }
    drawing.insert_str(end, &added);
    Ok(drawing)
}

/// Makes the boxes of cells whose notes have grown large enough.
pub(super) fn enlarge(drawing: &str, cells: &[(u32, u32)], notes: &Notes, sheet: &MarkedSheet) -> String {
    let mut edits = Edits::default();
    let mut from = 0;
    while let Some((start, end)) = between(drawing, from, "ClientData ", "ClientData>") {
        from = end;
        let data = |name: &str| {
            let (from, to) = between(&drawing[..end], start, &format!("{name}>"), "<")?;
            Some((from, to, drawing[from..to].trim()))
        };
        let number = |name: &str| data(name).and_then(|(_, _, text)| text.parse::<u32>().ok());
        let (Some(row), Some(column), Some(anchor)) = (number("Row"), number("Column"), data("Anchor"))
        else {
            continue;
        };
        let cell = (row + 1, column);
        if let Some(note) = notes.get(&cell).filter(|_| cells.contains(&cell)) {
            edits.replace(anchor.0..anchor.1, box_of(cell, lines(note) + LINES_OF_OTHERS, sheet));
        }
    }
    edits.apply(drawing)
}

/// Where the text between two others stands, looked for from a place on.
fn between(text: &str, from: usize, before: &str, behind: &str) -> Option<(usize, usize)> {
    let start = from + text.get(from..)?.find(before)? + before.len();
    let end = start + text[start..].find(behind)?;
    Some((start, end))
}

/// Adds blocks to those that a drawing has.
fn claim(mut drawing: String, blocks: &str, layout: &str) -> Result<String, Unfit> {
    if let Some((from, to)) = id_map(&drawing) {
        let comma = if drawing[from..to].trim().is_empty() { "" } else { "," };
        drawing.insert_str(to, &format!("{comma}{blocks}"));
        return Ok(drawing);
    }
    let root = drawing.find("<xml").ok_or_else(|| Unfit::lacks("<xml>"))?;
    let end = root + drawing[root..].find('>').ok_or_else(|| Unfit::lacks("<xml>"))? + 1;
    let layout = declared(layout, &drawing);
    drawing.insert_str(end, &layout);
    Ok(drawing)
}

/// An element with the namespaces that the drawing's root does not declare under these names.
fn declared(element: &str, drawing: &str) -> String {
    let root = drawing.find("<xml").map_or("", |root| &drawing[root..]);
    let root = &root[..root.find('>').unwrap_or(root.len())];
    let missing: String = NAMESPACES
        .iter()
        .filter(|(prefix, name)| {
            !["\"", "'"].iter().any(|quote| root.contains(&format!("xmlns:{prefix}={quote}{name}{quote}")))
        })
        .map(|(prefix, name)| format!(" xmlns:{prefix}=\"{name}\""))
        .collect();
    let name = element.find(' ').unwrap_or(element.len());
    format!("{}{missing}{}", &element[..name], &element[name..])
}

fn lines(note: &str) -> u32 {
    note.lines().map(|line| (line.chars().count() / LINE_LETTERS + 1) as u32).sum()
}

fn shape(id: usize, (row, column): (u32, u32), lines: u32, sheet: &MarkedSheet) -> String {
    let anchor = box_of((row, column), lines, sheet);
    format!(
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;z-index:{};\
         visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
         <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
         <x:AutoFill>False</x:AutoFill>\
         <x:Row>{}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        id % 1_024,
        row - 1,
    )
}

/// The place of a box beside a cell: columns and rows with pixels into them, as VML counts.
fn box_of((row, column): (u32, u32), lines: u32, sheet: &MarkedSheet) -> String {
    let height = (lines * LINE + 20).min(HEIGHT_MAX);
    let (right, right_pixels) = reach(column + 1, WIDTH + 15, |column| sheet.column_pixels(column));
    let top = row.saturating_sub(2);
    let (bottom, bottom_pixels) = reach(top, height + 7, |row| sheet.row_pixels(row + 1));
    // The last row of a sheet has none below it.
    let bottom = bottom.min(1_048_575);
    format!("{}, 15, {top}, 7, {right}, {right_pixels}, {bottom}, {bottom_pixels}", column + 1)
}

/// The column or row in which a length ends that begins at another, and how far into it.
fn reach(from: u32, length: u32, size: impl Fn(u32) -> u32) -> (u32, u32) {
    let mut rest = length;
    // Hidden ones have no size: there is an end to looking.
    for at in from..from + 200 {
        let own = size(at);
        if rest < own {
            return (at, rest);
        }
        rest -= own;
    }
    (from + 4, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claimed_blocks_are_found_and_added_to() {
        let drawing = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><o:shapelayout>\
            <o:idmap v:ext=\"edit\" data=\"1,3\"/></o:shapelayout><br></xml>";
        assert_eq!(claimed(drawing).collect::<Vec<_>>(), [1, 3]);
        let more = claim(drawing.to_owned(), "4", "").unwrap();
        assert_eq!(claimed(&more).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(claimed("<xml/>").count(), 0);
    }

    #[test]
    fn places_of_boxes_are_found_whatever_the_prefix() {
        let drawing =
            "<a:ClientData ObjectType=\"Note\"><a:Anchor>1, 2</a:Anchor><a:Row>4</a:Row></a:ClientData>";
        let (start, end) = between(drawing, 0, "ClientData ", "ClientData>").unwrap();
        let (from, to) = between(&drawing[..end], start, "Anchor>", "<").unwrap();
        assert_eq!(&drawing[from..to], "1, 2");
        assert_eq!(between(drawing, end, "ClientData ", "ClientData>"), None);
    }

    #[test]
    fn a_length_ends_in_the_column_it_reaches() {
        assert_eq!(reach(2, 100, |_| 64), (3, 36));
        assert_eq!(reach(2, 100, |_| 0), (6, 0));
    }
}
