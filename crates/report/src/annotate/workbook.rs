//! Marks a workbook in place: its package is edited, and everything else of it stays.

use candor_model::PROBLEMS_SHEET;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::listing::{self, Listing, SheetNames, TABLE};
use super::notes::{self, Noted, Notes};
use super::package::Package;
use super::sheet::{self, MarkedSheet, Marks};
use super::styles::Styles;
use super::{Marked, Told, Unfit, shapes, xml};

const FORMAT: &str = "application/vnd.openxmlformats-officedocument";
const MAIN_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Notes of a sheet; more make Excel slow, and the list has them all.
const NOTES_MAX: usize = 10_000;

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    part: Option<String>,
}

/// What to say above the list of problems.
pub(super) struct Heading {
    pub title: String,
    pub lines: Vec<String>,
}

/// Marks the cells of a workbook and adds the list. `names` are the names that problems know the sheets by, if
/// not their own.
pub(super) fn mark(
    bytes: &[u8],
    told: &[Told<'_>],
    names: Option<&[String]>,
    mut heading: Heading,
) -> Result<Marked, Unfit> {
    if told.is_empty() {
        return Ok(Marked { bytes: bytes.to_vec(), cells: 0 });
    }
    let mut package = Package::open(bytes)?;
    let book = related(&mut package, "", "officeDocument")?.ok_or_else(|| Unfit::lacks("officeDocument"))?;
    let text = package.text(&book)?;
    if text.contains("http://purl.oclc.org/ooxml/") {
        return Err(Unfit::Strict);
    }
    let sheets = sheets(&mut package, &book, &text)?;
    let copy: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let names = SheetNames { told: names.unwrap_or(&copy), copy: &copy };
    let styles_part = related(&mut package, &book, "styles")?;
    let styles_text = styles_part.as_ref().map(|part| package.text(part)).transpose()?;
    let mut styles = Styles::read(styles_text)?;
    let mut cells = 0;
    let mut drawings = Drawings::new(&mut package)?;
    for (at, sheet) in sheets.iter().enumerate() {
        let (marks, mut notes) = super::marks(told, names.told.get(at).map_or("", String::as_str));
        let Some(part) = sheet.part.as_ref().filter(|_| !marks.is_empty()) else { continue };
        cells += marks.values().map(|row| row.len()).sum::<usize>();
        if notes.len() > NOTES_MAX {
            notes = notes.into_iter().take(NOTES_MAX).collect();
            heading.lines.push(format!("Of {} only the first {NOTES_MAX} cells have notes.", sheet.name));
        }
        mark_sheet(&mut package, part, &marks, &notes, &mut styles, &mut drawings)?;
    }
    let left_out = Listing::left_out(told);
    if left_out > 0 {
        heading
            .lines
            .push(format!("{left_out} more problems are not in this list; candor check prints them."));
    }
    let listing = Listing { lines: &heading.lines, told, names };
    add_list(&mut package, &book, &sheets, &listing, &heading.title, &mut styles)?;
    write_styles(&mut package, &book, styles_part, styles)?;
    Ok(Marked { bytes: package.finish()?, cells })
}

fn related(package: &mut Package<'_>, part: &str, kind: &str) -> Result<Option<String>, Unfit> {
    let relations = package.relations(part)?;
    Ok(relations.into_iter().find(|relation| relation.kind == kind).map(|relation| relation.part))
}

/// The sheets in their order, with the parts of those that hold cells.
fn sheets(package: &mut Package<'_>, book: &str, text: &str) -> Result<Vec<Listed>, Unfit> {
    let relations = package.relations(book)?;
    let list = xml::find(text, "sheets")?.ok_or_else(|| Unfit::lacks("sheets"))?;
    let mut reader = Reader::from_str(&text[list.tag.end..list.end.unwrap_or(list.tag.end)]);
    let mut sheets = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let id = tag.attributes().filter_map(Result::ok).find(|attribute| {
                    attribute.key.local_name().as_ref() == "id" && attribute.key.prefix().is_some()
                });
                let id = id.map(|id| id.value.into_owned()).unwrap_or_default();
                let relation = relations.iter().find(|one| one.id == id && one.kind == "worksheet");
                sheets.push(Listed {
                    name: xml::attribute(&tag, "name")?.unwrap_or_default(),
                    part: relation.map(|relation| relation.part.clone()),
                });
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Ids that the drawings of the workbook have claimed.
struct Drawings {
    next_block: usize,
}

impl Drawings {
    fn new(package: &mut Package<'_>) -> Result<Self, Unfit> {
        let mut last = 0;
        for part in package.parts_with(".vml") {
            last = shapes::claimed(&package.text(&part)?).max().unwrap_or(0).max(last);
        }
        Ok(Drawings { next_block: last + 1 })
    }
}

fn mark_sheet(
    package: &mut Package<'_>,
    part: &str,
    marks: &Marks,
    notes: &Notes,
    styles: &mut Styles,
    drawings: &mut Drawings,
) -> Result<(), Unfit> {
    let mut sheet = sheet::mark(&package.text(part)?, marks, styles)?;
    let existing = related(package, part, "comments")?;
    let there = existing.as_ref().map(|part| package.text(part)).transpose()?;
    let noted = notes::add(there, notes)?;
    let comments = match existing {
        Some(comments) => comments,
        None => {
            let comments = package.free_name("xl/comments", "xml");
            package.declare(&comments, &format!("{MAIN_TYPE}.comments+xml"))?;
            package.relate(part, "comments", &comments)?;
            comments
        }
    };
    add_boxes(package, part, &noted, notes, &mut sheet, drawings)?;
    package.write(&comments, noted.text);
    package.write(part, sheet.into_text());
    Ok(())
}

fn add_boxes(
    package: &mut Package<'_>,
    part: &str,
    noted: &Noted,
    notes: &Notes,
    sheet: &mut MarkedSheet,
    drawings: &mut Drawings,
) -> Result<(), Unfit> {
    let existing = match &sheet.legacy {
        Some(id) => {
            let relations = package.relations(part)?;
            let drawing = relations.into_iter().find(|relation| relation.id == *id);
            Some(drawing.ok_or_else(|| Unfit::lacks("legacyDrawing"))?.part)
        }
        None => None,
    };
    if existing.is_none() && noted.new.is_empty() {
        return Ok(());
    }
    let there = existing.as_ref().map(|part| package.text(part)).transpose()?;
    let there = there.map(|text| shapes::enlarge(&text, &noted.grown, notes, sheet));
    let text = match there {
        Some(text) if noted.new.is_empty() => text,
        there => shapes::add(there, &noted.new, notes, sheet, &mut drawings.next_block)?,
    };
    let drawing = match existing {
        Some(drawing) => drawing,
        None => {
            let drawing = package.free_name("xl/drawings/vmlDrawing", "vml");
            package.declare_extension("vml", &format!("{FORMAT}.vmlDrawing"))?;
            let id = package.relate(part, "vmlDrawing", &drawing)?;
            sheet.set_legacy(&id);
            drawing
        }
    };
    package.write(&drawing, text);
    Ok(())
}

fn write_styles(
    package: &mut Package<'_>,
    book: &str,
    part: Option<String>,
    styles: Styles,
) -> Result<(), Unfit> {
    let part = match part {
        Some(part) => part,
        None => {
            let part = package.free_name("xl/styles", "xml");
            package.declare(&part, &format!("{MAIN_TYPE}.styles+xml"))?;
            package.relate(book, "styles", &part)?;
            part
        }
    };
    package.write(&part, styles.finish()?);
    Ok(())
}

/// Adds the list as the last sheet, or makes an earlier one of ours anew.
fn add_list(
    package: &mut Package<'_>,
    book: &str,
    sheets: &[Listed],
    listing: &Listing<'_>,
    title: &str,
    styles: &mut Styles,
) -> Result<(), Unfit> {
    if let Some((part, table)) = earlier(package, sheets)? {
        let text = package.text(&table.part)?;
        let tag = xml::find(&text, "table")?.ok_or_else(|| Unfit::lacks("table"))?.tag;
        let tag = xml::start(&text[tag])?;
        let id = xml::number(&tag, "id")?.ok_or_else(|| Unfit::lacks("id"))?;
        let name = xml::attribute(&tag, "displayName")?.unwrap_or_default();
        package.write(&table.part, listing.table(id, &name));
        package.write(&part, listing.sheet(title, &table.id, styles));
        return Ok(());
    }
    let part = package.free_name("xl/worksheets/sheet", "xml");
    let table = package.free_name("xl/tables/table", "xml");
    let (id, name) = free_table(package, book)?;
    package.write(&table, listing.table(id, &name));
    package.declare(&part, &format!("{MAIN_TYPE}.worksheet+xml"))?;
    package.declare(&table, &format!("{MAIN_TYPE}.table+xml"))?;
    let table_id = package.relate(&part, "table", &table)?;
    package.write(&part, listing.sheet(title, &table_id, styles));
    let relation = package.relate(book, "worksheet", &part)?;
    let text = package.text(book)?;
    let id = last_sheet_id(&text)? + 1;
    let name = listing::free_name(listing.names.copy);
    let text = xml::append(&text, "sheets", 1, |p| {
        format!(
            "<{p}sheet xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
             name=\"{}\" sheetId=\"{id}\" r:id=\"{relation}\"/>",
            xml::escape(&name)
        )
    })?;
    package.write(book, text);
    Ok(())
}

/// The part of a list that was made before, with its table.
fn earlier(
    package: &mut Package<'_>,
    sheets: &[Listed],
) -> Result<Option<(String, super::package::Relation)>, Unfit> {
    for sheet in sheets.iter().filter(|sheet| sheet.name.starts_with(PROBLEMS_SHEET)) {
        let Some(part) = &sheet.part else { continue };
        for relation in package.relations(part)?.into_iter().filter(|relation| relation.kind == "table") {
            if package.text(&relation.part)?.contains(&format!("displayName=\"{TABLE}")) {
                return Ok(Some((part.clone(), relation)));
            }
        }
    }
    Ok(None)
}

fn last_sheet_id(text: &str) -> Result<u32, Unfit> {
    let mut reader = Reader::from_str(text);
    let mut last = 0;
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sheet" => {
                last = xml::number(&tag, "sheetId")?.unwrap_or(0).max(last);
            }
            Event::Eof => return Ok(last),
            _ => {}
        }
    }
}

/// An id and a name that no table of the workbook has.
fn free_table(package: &mut Package<'_>, book: &str) -> Result<(usize, String), Unfit> {
    let mut texts = vec![package.text(book)?];
    let mut last = 0;
    for part in package.parts_with(".xml").iter().filter(|part| part.contains("/tables/")) {
        let text = package.text(part)?;
        if let Some(table) = xml::find(&text, "table")? {
            last = xml::number(&xml::start(&text[table.tag])?, "id")?.unwrap_or(0).max(last);
        }
        texts.push(text);
    }
    let free = |name: &String| {
        let quoted = format!("\"{}\"", name.to_lowercase());
        !texts.iter().any(|text| text.to_lowercase().contains(&quoted))
    };
    let first = TABLE.to_owned();
    let name = if free(&first) {
        first
    } else {
        (2u32..).map(|number| format!("{TABLE}{number}")).find(free).unwrap_or(first)
    };
    Ok((last + 1, name))
}
