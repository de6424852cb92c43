//! The first sheet: what the workbook is, what it was made from, how it is read, and where each sheet is.

use candor_model::text::grouped;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline, Url, Worksheet, XlsxError};

use crate::Input;
use crate::exports::sheets::Sheet;
use crate::workbook;

const LABELS: f64 = 26.0;
const TEXTS: f64 = 96.0;

pub(super) fn write(
    target: &mut Worksheet,
    input: &Input<'_>,
    filled: &[&Sheet],
    empty: &[&Sheet],
    cuts: &[String],
) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let (label, text) = (top.clone().set_bold(), top.clone().set_text_wrap());
    let link = top.set_font_color(Color::RGB(0x000b_4f7a)).set_underline(FormatUnderline::Single);
    target.set_name("Cover")?.set_column_width(0, LABELS)?.set_column_width(1, TEXTS)?;
    target.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&RPage &P of &N");
    let heading = Format::new().set_bold().set_font_size(18);
    workbook::write(target, 0, 0, &format!("Privacy audit: {}", input.assessment.organisation), &heading)?;
    let mut row = 2;
    for (name, said) in lines(input, filled, empty, cuts) {
        workbook::write(target, row, 0, name, &label)?;
        workbook::write(target, row, 1, &said, &text)?;
        target.set_row_height(row, workbook::height([(said.as_str(), TEXTS)]))?;
        row += 1;
    }
    row += 1;
    workbook::write(target, row, 0, "Sheets", &label)?;
    for (row, sheet) in (row + 1..).zip(filled) {
        let rows = sheet.rows.len() as u64;
        let said = format!("{} {} {}.", sheet.help, grouped(rows), if rows == 1 { "row" } else { "rows" });
        let place = Url::new(format!("internal:'{}'!A1", sheet.title)).set_text(&sheet.title);
        target.write_url_with_format(row, 0, place, &link)?;
        workbook::write(target, row, 1, &said, &text)?;
        target.set_row_height(row, workbook::height([(said.as_str(), TEXTS)]))?;
    }
    Ok(())
}

/// Labels with what is said.
fn lines(
    input: &Input<'_>,
    filled: &[&Sheet],
    empty: &[&Sheet],
    cuts: &[String],
) -> Vec<(&'static str, String)> {
    let assessment = input.assessment;
    let checklists = assessment.checklists.iter();
    let versions = checklists
        .map(|law| format!("{} {} (law as read on {})", law.short, law.version, law.law_as_of))
        .collect::<Vec<_>>();
    let mut lines = vec![
        ("Quarter", input.quarter.clone()),
        ("As of", assessment.as_of.to_string()),
        ("Made with", format!("Candor {}; checklists: {}", input.tool_version, versions.join("; "))),
        (
            "What this is",
            "The audit as tables, to filter, sort and copy from. It shows what the records showed on that day. It is not \
             legal advice."
                .to_owned(),
        ),
        (
            "How to read it",
            "Each sheet is one table; the arrows in its header filter it. A finding names file, sheet and cell: mend it \
             there and run the audit again. Changing a word here changes nothing in the audit."
                .to_owned(),
        ),
        (
            "Unknown",
            "What is blank, unreadable, missing, stale or only claimed is unknown, never met. The headline counts it as \
             not met. Codes says what every word means."
                .to_owned(),
        ),
        (
            "Yellow columns",
            "Room for an owner's response and an auditor's remarks. They are not read back; the action plan is a workbook \
             of its own."
                .to_owned(),
        ),
        ("Personal data", personal_data(filled)),
    ];
    let (kept, all) = assessment.requirements.iter().fold((0, 0), |(kept, all), result| {
        (kept + result.findings.len() as u64, all + result.findings_total)
    });
    if kept < all {
        let (kept, all) = (grouped(kept), grouped(all));
        lines.push((
            "Findings not listed",
            format!("{kept} of {all} findings stand here; run with --findings all to list all."),
        ));
    }
    let clocks = || assessment.clocks.iter();
    let runs: u64 = clocks().map(|clock| clock.counts.all()).sum();
    let listed: u64 = clocks().map(|clock| clock.runs.len() as u64).sum();
    if listed < runs {
        let (listed, runs) = (grouped(listed), grouped(runs));
        lines.push((
            "Deadlines not listed",
            format!("{listed} of {runs} deadlines stand here; run with --findings all to list all."),
        ));
    }
    lines.extend(cuts.iter().map(|cut| {
        ("Left out", format!("{cut}, for a sheet holds no more. The text files hold all (--formats csv)."))
    }));
    if !empty.is_empty() {
        let titles: Vec<&str> = empty.iter().map(|sheet| sheet.title.as_str()).collect();
        lines.push(("Nothing to list under", titles.join(", ")));
    }
    lines
}

fn personal_data(filled: &[&Sheet]) -> String {
    let titles: Vec<&str> =
        filled.iter().filter(|sheet| sheet.names_people).map(|sheet| sheet.title.as_str()).collect();
    let others = "Names of owners and contacts, and cells that a finding quotes, can stand in any sheet.";
    if titles.is_empty() {
        return format!("No register about single people was read. {others}");
    }
    format!(
        "The rows of {} can be about single people: delete these sheets before you pass the workbook on; no other sheet \
         needs them. {others}",
        titles.join(", ")
    )
}
