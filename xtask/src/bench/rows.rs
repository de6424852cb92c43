//! The rows that the bench is run on: a register of processing activities of 20 columns, as people keep one.
//!
//! Invariant: the same number gives the same rows, on any machine.

/// Headers of the register.
pub(super) const HEADERS: [&str; 20] = [
    "Activity ID",
    "Processing activity",
    "Department",
    "Process owner",
    "Role",
    "Purpose of processing",
    "Lawful basis",
    "Categories of data subjects",
    "Categories of personal data",
    "Special category data",
    "Source of data",
    "Systems",
    "Recipients",
    "Transfer to third country",
    "Transfer countries",
    "Safeguards",
    "Retention period",
    "Security measures",
    "Risk level",
    "Last reviewed",
];

/// Whether texts repeat as they do in a register, or every cell is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Usual,
    Distinct,
}

const SUBJECTS: [&str; 24] = [
    "Payroll",
    "Recruiting",
    "Newsletter",
    "Web shop orders",
    "Customer support",
    "Loyalty card",
    "Video surveillance",
    "Supplier accounts",
    "Complaint handling",
    "Access badges",
    "Sick leave",
    "Credit checks",
    "Warranty claims",
    "Patient appointments",
    "Field service",
    "Travel expenses",
    "Web analytics",
    "Whistleblowing",
    "Donations",
    "Event registration",
    "Fleet tracking",
    "Training records",
    "Archive",
    "Market research",
];
const PLACES: [&str; 16] = [
    "Berlin", "Lyon", "Madrid", "Torino", "Utrecht", "Porto", "Gdańsk", "Malmö", "Boston", "Austin",
    "Dublin", "Wien", "Zürich", "Leeds", "Antwerp", "Tampere",
];
const DEPARTMENTS: [&str; 12] = [
    "Human Resources",
    "Marketing",
    "Finance",
    "IT Operations",
    "Customer Service",
    "Legal",
    "Sales",
    "Facilities",
    "Research",
    "human resources",
    "Finance ",
    "Procurement",
];
const FIRST_NAMES: [&str; 20] = [
    "Anna", "Bruno", "Carla", "Dirk", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Klara", "Luca",
    "Maja", "Nils", "Olga", "Pavel", "Rosa", "Sven", "Tara", "Uwe",
];
const LAST_NAMES: [&str; 20] = [
    "Albrecht", "Bianchi", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Hansen", "Ivanova", "Jansen",
    "Kowalski", "Lefèvre", "Müller", "Novák", "O'Brien", "Petrov", "Quist", "Rossi", "Schmidt", "Tanaka",
];
const ROLES: [&str; 5] = ["Controller", "Processor", "controller", "Joint controller", "Data controller"];
const PURPOSES: [&str; 14] = [
    "Pay salaries and report to the tax office",
    "Answer questions of customers and solve their problems",
    "Send news about products to people who asked for it",
    "Deliver what was ordered and collect the payment",
    "Keep buildings safe and investigate incidents",
    "Find out who fits an open position",
    "Meet duties of bookkeeping and audit",
    "Measure how the website is used, so that it can be improved",
    "Decide about credit and prevent fraud",
    "Plan appointments and send reminders",
    "Manage contracts with suppliers",
    "Handle complaints; improve the service",
    "Train staff and prove that they were trained",
    "Ship spare parts under warranty",
];
const BASES: [&str; 11] = [
    "Contract",
    "Legal obligation",
    "Consent",
    "Legitimate interests",
    "Art. 6(1)(b)",
    "Art. 6(1)(c) GDPR",
    "6(1)(f)",
    "legitimate interest",
    "Public task",
    "consent; contract",
    "Contract, legal obligation",
];
const PEOPLE: [&str; 10] = [
    "Employees",
    "Customers",
    "Applicants",
    "Visitors",
    "Suppliers",
    "Patients",
    "Newsletter subscribers",
    "Members",
    "Children under 16",
    "Former employees",
];
const DATA: [&str; 16] = [
    "Name",
    "Contact details",
    "Bank details",
    "Date of birth",
    "Salary",
    "Purchase history",
    "Health data",
    "Location data",
    "IP address",
    "Photos",
    "Qualifications",
    "Tax number",
    "Complaints",
    "Login data",
    "Usage data",
    "Emergency contact",
];
const SPECIAL: [&str; 9] = ["No", "no", "N", "Yes", "health", "No", "none", "Biometric data", "Nein"];
const SOURCES: [&str; 6] = [
    "The person",
    "Data subject",
    "Third party",
    "directly from the person",
    "Public source",
    "Website; the person",
];
const SYSTEMS: [&str; 14] = [
    "SAP HR",
    "Workday",
    "Salesforce",
    "Shopify",
    "Zendesk",
    "SharePoint",
    "Personio",
    "Mailchimp",
    "Oracle ERP",
    "Genetec",
    "Matomo",
    "DATEV",
    "MediDoc",
    "Dynamics 365",
];
const RECIPIENTS: [&str; 12] = [
    "Tax office",
    "Payroll provider",
    "Banks",
    "Insurers",
    "Hosting provider",
    "Auditors",
    "Parcel services",
    "Credit agencies",
    "none",
    "Group companies",
    "Courts",
    "IT support",
];
const YES_NO: [&str; 6] = ["Yes", "No", "no", "Y", "N", "No"];
const COUNTRIES: [&str; 12] = [
    "none",
    "USA",
    "United States",
    "India; USA",
    "UK",
    "Switzerland",
    "Japan",
    "none",
    "US, IN",
    "Brazil",
    "Canada",
    "Philippines",
];
const SAFEGUARDS: [&str; 8] = [
    "SCC",
    "Standard contractual clauses",
    "Adequacy decision",
    "EU-US DPF",
    "BCR",
    "n/a",
    "SCCs",
    "None documented",
];
const PERIODS: [&str; 8] = [
    "years",
    "years after the contract ends",
    "months",
    "years after the end of employment, then delete",
    "days",
    "years from the last purchase",
    "yrs",
    "years, then anonymise",
];
const MEASURES: [&str; 12] = [
    "Encryption at rest",
    "Access control by role",
    "Two-factor sign-in",
    "Backups",
    "Logging",
    "Pseudonymisation",
    "Locked cabinets",
    "Penetration tests",
    "TLS",
    "Clean desk",
    "Patch management",
    "Staff training",
];
const LEVELS: [&str; 5] = ["Low", "Medium", "High", "low", "medium"];

/// Makes row after row.
#[derive(Debug)]
pub(super) struct Rows {
    kind: Kind,
    state: u64,
    number: u64,
    cells: Vec<String>,
}

impl Rows {
    pub(super) fn new(kind: Kind) -> Rows {
        Rows { kind, state: 0x9e37_79b9_7f4a_7c15, number: 0, cells: vec![String::new(); HEADERS.len()] }
    }

    /// Xorshift64*: the same everywhere, and good enough to shuffle words.
    fn draw(&mut self, below: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        ((self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % below
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.draw(words.len())]
    }

    /// One to `most` of the words, one after the other as they stand in the list.
    fn some(&mut self, words: &[&str], most: usize, cell: &mut String) {
        let count = 1 + self.draw(most);
        let first = self.draw(words.len());
        let separator = if self.draw(8) == 0 { ", " } else { "; " };
        for at in 0..count {
            if at > 0 {
                cell.push_str(separator);
            }
            cell.push_str(words[(first + at) % words.len()]);
        }
    }

    fn day(&mut self, cell: &mut String) {
        let (year, month, day) = (2021 + self.draw(6), 1 + self.draw(12), 1 + self.draw(28));
        let text = match self.draw(5) {
            0 => format!("{day:02}/{month:02}/{year}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        cell.push_str(&text);
    }

    /// The cells of the next row.
    pub(super) fn next_row(&mut self) -> &[String] {
        self.number += 1;
        let mut cells = std::mem::take(&mut self.cells);
        for (column, cell) in cells.iter_mut().enumerate() {
            cell.clear();
            // Some 6 % of what may be left out is.
            if column > 1 && self.draw(100) < 6 {
                continue;
            }
            self.fill(column, cell);
            if self.kind == Kind::Distinct && column > 0 {
                cell.push_str(&format!(" ({column}-{:07})", self.number));
            }
        }
        self.cells = cells;
        &self.cells
    }

    fn fill(&mut self, column: usize, cell: &mut String) {
        match column {
            // One in a thousand repeats the reference of the row before.
            0 => {
                let number = self.number - u64::from(self.number > 1 && self.draw(1000) == 0);
                cell.push_str(&format!("PA-{number:07}"));
            }
            1 => {
                let (subject, place) = (self.of(&SUBJECTS), self.of(&PLACES));
                cell.push_str(&format!("{subject} {place} {}", self.draw(5000)));
            }
            2 => cell.push_str(self.of(&DEPARTMENTS)),
            3 => {
                let (first, last) = (self.of(&FIRST_NAMES), self.of(&LAST_NAMES));
                cell.push_str(&format!("{first} {last}"));
            }
            4 => cell.push_str(self.of(&ROLES)),
            5 => {
                cell.push_str(self.of(&PURPOSES));
                // Three in a hundred have a line of their own.
                if self.draw(100) < 3 {
                    cell.push('\n');
                    cell.push_str(self.of(&PURPOSES));
                }
            }
            6 => cell.push_str(self.of(&BASES)),
            7 => self.some(&PEOPLE, 3, cell),
            8 => self.some(&DATA, 5, cell),
            9 => cell.push_str(self.of(&SPECIAL)),
            10 => cell.push_str(self.of(&SOURCES)),
            11 => self.some(&SYSTEMS, 2, cell),
            12 => self.some(&RECIPIENTS, 3, cell),
            13 => cell.push_str(self.of(&YES_NO)),
            14 => cell.push_str(self.of(&COUNTRIES)),
            15 => cell.push_str(self.of(&SAFEGUARDS)),
            16 => {
                let count = 1 + self.draw(10);
                let unit = self.of(&PERIODS);
                cell.push_str(&format!("{count} {unit}"));
            }
            17 => self.some(&MEASURES, 5, cell),
            18 => cell.push_str(self.of(&LEVELS)),
            _ => self.day(cell),
        }
    }
}
