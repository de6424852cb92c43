//! A workspace as many organisations have it: one workbook of ten registers, 2,000 rows in all.

use std::fs;
use std::path::Path;

use anyhow::Result;
use rust_xlsxwriter::Workbook;

/// What stands in a column.
#[derive(Clone, Copy)]
enum Cells {
    /// A prefix and the number of the row.
    Key(&'static str),
    /// A word and the number of the row, in turn.
    Name(&'static [&'static str]),
    /// One of these, in turn; a blank where it is empty.
    One(&'static [&'static str]),
    /// The name of a record of another sheet.
    Of(&'static str),
    Day,
}

struct Register {
    sheet: &'static str,
    rows: u32,
    columns: &'static [(&'static str, Cells)],
}

use Cells::{Day, Key, Name, Of, One};

const NAMES: &[&str] =
    &["Payroll", "Newsletter", "Web shop", "Support", "Recruiting", "Access badges", "Complaints"];
const YES_NO: &[&str] = &["yes", "no", "no", "", "yes"];
const PEOPLE: &[&str] = &["Customers", "Employees", "Applicants; employees", "Visitors"];

const REGISTERS: [Register; 10] = [
    Register {
        sheet: "Activities",
        rows: 400,
        columns: &[
            ("Reference", Key("PA")),
            ("Activity", Name(NAMES)),
            ("Department", One(&["HR", "Sales", "IT", ""])),
            ("Purposes", One(&["Pay salaries", "Send news", "Deliver orders", ""])),
            ("Legal basis", One(&["Contract", "Consent", "Legal obligation", "Legitimate interests", ""])),
            ("People", One(PEOPLE)),
            ("Data categories", One(&["Contact details; bank details", "Health data", "Name"])),
            ("Special category data", One(YES_NO)),
            ("Systems", Of("System")),
            ("Vendors", Of("Vendor")),
            ("Leaves the EEA", One(YES_NO)),
            ("Retention", One(&["7 years after the contract ends", "90 days", ""])),
            ("Security measures", One(&["Encryption; access control", "Backups", ""])),
        ],
    },
    Register {
        sheet: "Vendors",
        rows: 250,
        columns: &[
            ("Vendor", Name(&["Vendor"])),
            ("Role", One(&["Processor", "Sub-processor", ""])),
            ("Country", One(&["DE", "US", "IN", "FR"])),
            ("Contract signed on", Day),
            ("Last reviewed", Day),
        ],
    },
    Register {
        sheet: "Systems",
        rows: 150,
        columns: &[
            ("System", Name(&["System"])),
            ("Location", One(&["DE", "US", ""])),
            ("Vendor", Of("Vendor")),
            ("Owner", One(&["IT", "HR"])),
        ],
    },
    Register {
        sheet: "Transfers",
        rows: 150,
        columns: &[
            ("Recipient", Of("Vendor")),
            ("Country", One(&["US", "IN", "UK"])),
            ("Activity", Of("Payroll")),
            ("Transfer mechanism", One(&["SCC", "Adequacy decision", ""])),
        ],
    },
    Register {
        sheet: "Incidents",
        rows: 100,
        columns: &[
            ("Reference", Key("I")),
            ("What happened", One(&["Mail to the wrong person", "Laptop lost"])),
            ("Discovered on", Day),
            ("Authority told on", Day),
            ("People affected", One(&["3", "620", ""])),
        ],
    },
    Register {
        sheet: "Requests",
        rows: 300,
        columns: &[
            ("Reference", Key("R")),
            ("Type", One(&["Access", "Deletion", "Correction"])),
            ("Received on", Day),
            ("Answered on", Day),
            ("Outcome", One(&["Granted", "Refused", ""])),
        ],
    },
    Register {
        sheet: "Training",
        rows: 350,
        columns: &[
            ("Person", Name(&["Person"])),
            ("Role", One(&["Nurse", "Clerk"])),
            ("Topic", One(&["Data protection"])),
            ("Completed on", Day),
        ],
    },
    Register {
        sheet: "Documents",
        rows: 100,
        columns: &[
            ("Document", Name(&["Policy"])),
            ("Kind", One(&["Policy", "Procedure"])),
            ("Approved on", Day),
            ("Last reviewed", Day),
        ],
    },
    Register {
        sheet: "Retention",
        rows: 100,
        columns: &[
            ("Record type", Name(&["Files"])),
            ("Retention period", One(&["7 years", "30 days", ""])),
            ("Activity", Of("Payroll")),
        ],
    },
    Register {
        sheet: "Assessments",
        rows: 100,
        columns: &[
            ("Assessment", Name(&["DPIA"])),
            ("Activity", Of("Payroll")),
            ("Completed on", Day),
            ("Risk", One(&["Low", "High", ""])),
        ],
    },
];

/// Makes the workspace anew.
pub(super) fn make(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("candor.toml"), "as_of = 2026-11-21\n")?;
    let mut book = Workbook::new();
    for register in &REGISTERS {
        let sheet = book.add_worksheet();
        sheet.set_name(register.sheet)?;
        for (at, (header, cells)) in (0u16..).zip(register.columns) {
            sheet.write_string(0, at, *header)?;
            for row in 1..=register.rows {
                let text = cells.text(row, u32::from(at));
                if !text.is_empty() {
                    sheet.write_string(row, at, text)?;
                }
            }
        }
    }
    Ok(book.save(folder.join("register.xlsx"))?)
}

impl Cells {
    fn text(self, row: u32, column: u32) -> String {
        let turn = |list: &[&str], row: u32| list[((row * 7 + column * 3) as usize) % list.len()].to_owned();
        match self {
            Key(prefix) => format!("{prefix}-{row:04}"),
            Name(words) => format!("{} {row}", words[row as usize % words.len()]),
            One(list) => turn(list, row),
            Of(word) => format!("{word} {}", row % 100 / 7 * 7 + 7),
            Day => format!("20{}-{:02}-{:02}", 24 + row % 3, 1 + row % 12, 1 + row % 28),
        }
    }
}
