//! The parsed document as data for the look: which sections lie on wide pages, how wide the columns of tables are,
//! where long words may break, and which letters are shown as numbers.
//!
//! Invariant: every letter of the document stands in the data once, in its order; cells that name rows stand in
//! each part of a table that is cut.

use candor_report::{Block, Column, ColumnPart, Inline, Parsed, Room, Row, Table, Target, column_parts};
use chrono::Datelike as _;
use serde_json::{Value, json};

use crate::Properties;
use crate::fonts::FONTS;

/// Width of the text on a page that stands and on one that lies, in twentieths of a point: A4 without margins.
const UPRIGHT: usize = 9638;
const LYING: usize = 14570;
/// Room beside the text of a cell, in the same.
const PADDING: usize = 140;
/// From this number of columns a table is set in small letters.
const SMALL_FROM: usize = 5;
/// Size of letters in a usual and in a small table, in points, and the width of a usual letter in em.
const SIZE: f64 = 9.0;
const SIZE_SMALL: f64 = 8.0;
const LETTER: f64 = 0.56;
/// A row with a cell of more lines may go over to the next page.
const LINES_TOGETHER: f64 = 25.0;
/// Edge of a chip, in points.
const CHIP_EDGE: f64 = 8.0;
/// Room for a word outside of tables, in em.
const PROSE: f64 = 30.0;
/// Sections that a list of contents is worth.
const CONTENTS_FROM: usize = 3;

const REPLACED: &str = "□ with a number stands for a letter that the typefaces of this file do not have; the number is its place in Unicode.";

/// The data that `document.typ` reads.
pub(crate) fn plan(parsed: &Parsed, properties: &Properties) -> Value {
    let mut planner = Planner { replaced: false };
    let sections = sections(&parsed.main);
    let mut planned: Vec<Value> = Vec::new();
    let last = sections.len().saturating_sub(1);
    let mut contents_due = parsed.main.iter().filter(|block| is_listed(block)).count() >= CONTENTS_FROM;
    for (index, section) in sections.iter().enumerate() {
        let mut blocks = Vec::new();
        if index == 0 && !parsed.banner.is_empty() {
            blocks.push(json!({ "is": "banner", "blocks": planner.blocks(&parsed.banner, section.wide) }));
        }
        for block in &section.blocks {
            if contents_due && is_listed(block) {
                blocks.push(json!({ "is": "contents" }));
                contents_due = false;
            }
            if begins_page(block) {
                blocks.push(json!({ "is": "page" }));
            }
            blocks.push(planner.block(block, section.wide));
        }
        if index == last {
            let mut closing = planner.blocks(&parsed.footer, section.wide);
            if planner.replaced {
                closing.push(json!({ "is": "paragraph", "words": [REPLACED] }));
            }
            if !closing.is_empty() {
                blocks.push(json!({ "is": "closing", "blocks": closing }));
            }
        }
        planned.push(json!({ "wide": section.wide, "blocks": blocks }));
    }
    let (language, region) = parsed.language.split_once('-').unwrap_or((parsed.language, ""));
    let banner = parsed.banner.iter().map(text_of).collect::<Vec<_>>().join(" ");
    json!({
        "title": planner.shown(&parsed.title),
        "author": planner.shown(&properties.organisation),
        "description": planner.shown(&banner),
        "keywords": [properties.quarter],
        "language": language,
        "region": region,
        "contents": parsed.contents,
        "year": properties.as_of.year(),
        "month": properties.as_of.month(),
        "day": properties.as_of.day(),
        "banner": planner.blocks(&parsed.banner, false),
        "sections": planned,
    })
}

fn has(classes: &[String], class: &str) -> bool {
    classes.iter().any(|given| given == class)
}

/// Is it a section that stands in the list of contents?
fn is_listed(block: &Block) -> bool {
    matches!(block, Block::Heading { level: 2, classes, .. } if !has(classes, "unlisted"))
}

/// A letter begins a page, and a heading that says so.
fn begins_page(block: &Block) -> bool {
    match block {
        Block::Heading { classes, .. } => has(classes, "page"),
        Block::Boxed { classes, .. } => has(classes, "letter"),
        _ => false,
    }
}

/// Blocks on pages of one orientation.
struct Section<'a> {
    wide: bool,
    blocks: Vec<&'a Block>,
}

/// Cuts the document before its headings of level 2 and before what a page folds; neighbours on pages of one
/// orientation are one section.
fn sections(main: &[Block]) -> Vec<Section<'_>> {
    let mut pieces: Vec<Section<'_>> = Vec::new();
    for block in main {
        let begins = matches!(block, Block::Heading { level: 2, .. } | Block::Details { .. });
        match pieces.last_mut() {
            Some(piece) if !begins => {
                piece.wide |= is_wide(block);
                piece.blocks.push(block);
            }
            _ => pieces.push(Section { wide: is_wide(block), blocks: vec![block] }),
        }
    }
    let mut sections: Vec<Section<'_>> = Vec::new();
    for piece in pieces {
        match sections.last_mut() {
            Some(section) if section.wide == piece.wide => section.blocks.extend(piece.blocks),
            _ => sections.push(piece),
        }
    }
    if sections.is_empty() {
        sections.push(Section { wide: false, blocks: Vec::new() });
    }
    sections
}

/// Does a table in it need a page that lies?
fn is_wide(block: &Block) -> bool {
    match block {
        Block::Table(table) => parts(table, false).len() > 1,
        Block::Quote(blocks) | Block::Details { blocks, .. } | Block::Boxed { blocks, .. } => {
            blocks.iter().any(is_wide)
        }
        Block::List { items, .. } => items.iter().flatten().any(is_wide),
        _ => false,
    }
}

/// Size of the letters of a table, in points.
fn size(table: &Table) -> f64 {
    if table.header.len() >= SMALL_FROM { SIZE_SMALL } else { SIZE }
}

fn parts(table: &Table, wide: bool) -> Vec<ColumnPart> {
    let mut columns = vec![Column::default(); table.header.len()];
    for cells in std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells)) {
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.add(&Inline::text_of(cell));
        }
    }
    let page = if wide { LYING } else { UPRIGHT };
    column_parts(&columns, Room { page, letter: (size(table) * LETTER * 20.0) as usize, padding: PADDING })
}

fn text_of(block: &Block) -> String {
    match block {
        Block::Paragraph(words) | Block::Heading { words, .. } => Inline::text_of(words),
        _ => String::new(),
    }
}

struct Planner {
    /// Was a letter replaced by its number?
    replaced: bool,
}

impl Planner {
    fn shown(&mut self, text: &str) -> String {
        let (shown, replaced) = FONTS.shown(text);
        self.replaced |= replaced;
        shown
    }

    fn blocks<'a>(&mut self, blocks: impl IntoIterator<Item = &'a Block>, wide: bool) -> Vec<Value> {
        blocks.into_iter().map(|block| self.block(block, wide)).collect()
    }

    fn block(&mut self, block: &Block, wide: bool) -> Value {
        match block {
            Block::Heading { level, id, classes, words } => {
                let (listed, words) = (!has(classes, "unlisted"), self.words(words, PROSE));
                json!({ "is": "heading", "level": level, "id": id, "listed": listed, "words": words })
            }
            Block::Paragraph(words) => json!({ "is": "paragraph", "words": self.words(words, PROSE) }),
            Block::List { start, items } => {
                let items: Vec<_> = items.iter().map(|item| self.blocks(item, wide)).collect();
                json!({ "is": "list", "start": start, "items": items })
            }
            Block::Quote(blocks) => json!({ "is": "quote", "blocks": self.blocks(blocks, wide) }),
            Block::Table(table) => self.table(table, wide),
            Block::Details { summary, blocks } => {
                let summary = self.block(summary, wide);
                json!({ "is": "details", "summary": summary, "blocks": self.blocks(blocks, wide) })
            }
            Block::Boxed { classes, blocks } => {
                json!({ "is": "boxed", "classes": classes, "blocks": self.blocks(blocks, wide) })
            }
            Block::Verbatim(text) => json!({ "is": "verbatim", "text": self.shown(text) }),
            Block::Rule => json!({ "is": "rule" }),
        }
    }

    fn table(&mut self, table: &Table, wide: bool) -> Value {
        let parts = parts(table, wide);
        let count = parts.len();
        let planned = parts.iter().enumerate().map(|(index, part)| {
            let which = (count > 1).then(|| format!(" (part {} of {count})", index + 1));
            self.part(table, part, which, index == 0)
        });
        let planned: Vec<Value> = planned.collect();
        let caption = self.words(&table.caption, PROSE);
        let chart = table.chart.as_ref().map(|chart| {
            json!({
                "svg": self.shown(&chart.svg),
                "title": self.shown(&chart.title),
                "alt": self.shown(&chart.alt),
            })
        });
        json!({ "is": "table", "caption": caption, "chart": chart, "size": size(table), "parts": planned })
    }

    /// Some columns of a table; links lead to the rows of the first part.
    fn part(&mut self, table: &Table, part: &ColumnPart, which: Option<String>, is_first: bool) -> Value {
        let columns: Vec<usize> = [0].into_iter().chain(part.columns.clone()).collect();
        let rooms: Vec<f64> = part
            .widths
            .iter()
            .map(|width| width.saturating_sub(PADDING) as f64 / 20.0 / size(table))
            .collect();
        let mut cells = |cells: &[Vec<Inline>]| -> Vec<Value> {
            let shown = columns.iter().zip(&rooms);
            shown
                .map(|(column, room)| match cells.get(*column) {
                    Some(cell) => self.words(cell, *room),
                    None => json!([]),
                })
                .collect()
        };
        let header = cells(&table.header);
        let rows: Vec<Value> = table
            .rows
            .iter()
            .map(|Row { id, cells: of_row }| {
                let id = id.as_ref().filter(|_| is_first);
                let together = columns.iter().zip(&rooms).all(|(column, room)| {
                    let letters = of_row.get(*column).map_or(0, |cell| Inline::text_of(cell).chars().count());
                    letters as f64 * LETTER <= LINES_TOGETHER * room
                });
                json!({ "id": id, "together": together, "cells": cells(of_row) })
            })
            .collect();
        let numbers: Vec<bool> =
            columns.iter().map(|column| table.numbers.get(*column).copied().unwrap_or_default()).collect();
        json!({ "which": which, "widths": part.widths, "numbers": numbers, "header": header, "rows": rows })
    }

    /// Pieces within a line that has some room, in em.
    fn words(&mut self, pieces: &[Inline], room: f64) -> Value {
        let mut words = Vec::new();
        for piece in pieces {
            match piece {
                Inline::Text(text) => self.text(text, room, &mut words),
                Inline::Break => words.push(json!({ "is": "break" })),
                Inline::Code { classes, text } => {
                    let mut inner = Vec::new();
                    self.text(text, (room - CHIP_EDGE / SIZE_SMALL).max(1.0), &mut inner);
                    words.push(json!({ "is": "code", "classes": classes, "words": inner }));
                }
                Inline::Emphasis(inner) => {
                    words.push(json!({ "is": "emphasis", "words": self.words(inner, room) }));
                }
                Inline::Strong(inner) => {
                    words.push(json!({ "is": "strong", "words": self.words(inner, room) }));
                }
                Inline::Added(inner) => {
                    words.push(json!({ "is": "added", "words": self.words(inner, room) }))
                }
                Inline::Removed(inner) => {
                    words.push(json!({ "is": "removed", "words": self.words(inner, room) }));
                }
                Inline::Mark(inner) => words.push(json!({ "is": "mark", "words": self.words(inner, room) })),
                Inline::Link { target, words: inner } => {
                    let (place, to) = match target {
                        Target::Place(id) => (true, id),
                        Target::Address(url) => (false, url),
                    };
                    let inner = self.words(inner, room);
                    words.push(json!({ "is": "link", "place": place, "to": to, "words": inner }));
                }
            }
        }
        Value::Array(words)
    }

    /// Text with nothing (`null`) where a long word may break.
    fn text(&mut self, text: &str, room: f64, words: &mut Vec<Value>) {
        let shown = self.shown(text);
        for (index, piece) in FONTS.pieces(&shown, room).into_iter().enumerate() {
            if index > 0 {
                words.push(Value::Null);
            }
            words.push(json!(piece));
        }
    }
}
