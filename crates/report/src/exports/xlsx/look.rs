//! How cells of the workbook look: widths that fit, colours that say no more than the word on them.

use candor_assess::Outcome;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Worksheet,
    XlsxError,
};

use crate::exports::sheets::{Cell, Codes, Column, Sheet};
use crate::workbook::{self, DAY, MOMENT};

/// Lines of a long header.
const HEADER_LINES: f64 = 3.0;

/// In characters. Longer texts are wrapped.
const WIDTH_MIN: f64 = 10.0;
const WIDTH_MAX: f64 = 60.0;
const WIDTH_OF_PROSE: f64 = 44.0;
/// Of a column whose texts are mostly short, and seldom long.
const WIDTH_OF_MIXED: f64 = 28.0;

/// The formats of a workbook, made once.
pub(super) struct Look {
    text: Format,
    quoted: Format,
    number: Format,
    day: Format,
    moment: Format,
    to_fill: Format,
    header: Format,
    header_to_fill: Format,
}

impl Look {
    pub(super) fn new() -> Look {
        // Not every program shows the lines of a table's style.
        let grey = Color::RGB(0x00bf_bfbf);
        let top = Format::new()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(grey);
        let text = top.clone().set_text_wrap();
        let yellow = Color::RGB(workbook::YELLOW);
        let header = workbook::header_format();
        let left = top.clone().set_align(FormatAlign::Left);
        Look {
            quoted: text.clone().set_quote_prefix(),
            // The indent keeps it from the text of the next column.
            number: top.set_align(FormatAlign::Right).set_indent(1),
            day: left.clone().set_num_format(DAY),
            moment: left.set_num_format(MOMENT),
            to_fill: text.clone().set_background_color(yellow),
            header_to_fill: header.clone().set_background_color(yellow),
            text,
            header,
        }
    }

    pub(super) fn header(&self, column: &Column) -> Format {
        let format = if column.is_to_fill { &self.header_to_fill } else { &self.header };
        let is_formula = candor_model::formula::begins_formula(&column.header);
        if is_formula { format.clone().set_quote_prefix() } else { format.clone() }
    }

    pub(super) fn write(
        &self,
        target: &mut Worksheet,
        (row, index): (u32, u16),
        cell: &Cell,
        column: &Column,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Blank if column.is_to_fill => target.write_blank(row, index, &self.to_fill)?,
            Cell::Blank => target.write_blank(row, index, &self.text)?,
            Cell::Text(text) => {
                let is_formula = candor_model::formula::begins_formula(text);
                let format = if is_formula { &self.quoted } else { &self.text };
                target.write_string_with_format(row, index, workbook::fitted(text), format)?
            }
            Cell::Number(number) => target.write_number_with_format(row, index, *number, &self.number)?,
            Cell::Day(day) => match serial(day.and_time(NaiveTime::MIN)) {
                Some(serial) => target.write_number_with_format(row, index, serial, &self.day)?,
                None => target.write_string_with_format(row, index, day.to_string(), &self.text)?,
            },
            Cell::Moment(moment) => match serial(*moment) {
                Some(serial) => target.write_number_with_format(row, index, serial, &self.moment)?,
                None => target.write_string_with_format(row, index, moment.to_string(), &self.text)?,
            },
        };
        Ok(())
    }

    /// Colours the words of a list, as far as they have a colour.
    pub(super) fn colour(
        &self,
        target: &mut Worksheet,
        list: Codes,
        (top, left, bottom, right): (u32, u16, u32, u16),
    ) -> Result<(), XlsxError> {
        if list != Codes::Outcome {
            return Ok(());
        }
        for outcome in Outcome::ALL {
            let (text, fill) = colours(outcome);
            let format =
                Format::new().set_font_color(Color::RGB(text)).set_background_color(Color::RGB(fill));
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(outcome.label().to_owned()))
                .set_format(format);
            target.add_conditional_format(top, left, bottom, right, &rule)?;
        }
        Ok(())
    }
}

/// The number by which Excel counts a day: the 1900 date system, from the day on that is free of its 29 February 1900
/// (ECMA-376 part 1, 18.17.4.1), to the last that it shows.
fn serial(moment: NaiveDateTime) -> Option<f64> {
    const MARCH_1900: f64 = 61.0;
    const SECONDS: f64 = 86_400.0;
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let is_countable = moment.date() >= first && moment.year() <= 9999;
    let days = (moment.date() - first).num_days() as f64;
    let part = f64::from(moment.num_seconds_from_midnight()) / SECONDS;
    is_countable.then_some(MARCH_1900 + days + part)
}

/// Text and ground of an outcome, with a contrast of 7.2 to 1 or more (reference C5).
fn colours(outcome: Outcome) -> (u32, u32) {
    match outcome {
        Outcome::Met => (0x000b_4f7a, 0x00e3_f0f8),
        Outcome::PartlyMet => (0x006b_4a00, 0x00fd_f1d0),
        Outcome::NotMet => (0x008a_1c1c, 0x00fb_e6e4),
        Outcome::Unknown => (0x004a_3a78, 0x00ec_e8f7),
        Outcome::NotApplicable => (0x004d_4d4d, 0x00f0_f0f0),
    }
}

/// Width of a column: that of its longest line; where that is long, a width at which most texts are short to read.
pub(super) fn width(sheet: &Sheet, index: usize) -> f64 {
    let column = &sheet.columns[index];
    let lengths =
        || sheet.rows.iter().filter_map(|row| row.get(index)).map(length).filter(|length| *length > 0);
    let choice = column.codes.into_iter().flat_map(Codes::words).map(|(word, _)| word.chars().count());
    let longest = lengths().chain(choice).max().unwrap_or_default() as f64 * 1.1 + 2.0;
    let average = lengths().sum::<usize>() as f64 / lengths().count().max(1) as f64;
    let is_for_notes = column.is_to_fill && column.codes.is_none();
    let content = if is_for_notes || longest > WIDTH_MAX {
        if is_for_notes || average > WIDTH_OF_MIXED { WIDTH_OF_PROSE } else { WIDTH_OF_MIXED }
    } else {
        longest
    };
    content.max(header_width(&column.header)).clamp(WIDTH_MIN, WIDTH_MAX)
}

fn header_width(header: &str) -> f64 {
    // The arrow of the filter needs room beside the longest word.
    let word = header.split_whitespace().map(|word| word.chars().count() + 4).max().unwrap_or_default();
    // Lines break between words, so they are seldom full.
    (header.chars().count() as f64 * 1.3 / HEADER_LINES).max(word as f64)
}

/// Characters of the longest line.
fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Blank => 0,
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or_default(),
        Cell::Number(number) => number.to_string().len(),
        Cell::Day(_) => DAY.len(),
        Cell::Moment(_) => MOMENT.len(),
    }
}
