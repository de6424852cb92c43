//! What the help of each command adds to its arguments: its group, examples, exit codes and longer explanations.
//!
//! Invariants, held by tests: every command has its page; every example can be parsed; those that come to an end are
//! run on a sample. Lines of examples are short enough for a terminal of 60 columns.

use candor_report::profile_table;

use super::parts::WHOLE;
use super::record::CHAIN;
use crate::exit::Exit;

/// The groups of commands in the order of the help.
pub(super) const GROUPS: [&str; 6] = [BEGIN, RESULTS, QUARTERS, RECORD, KNOW, PROGRAMS];
const BEGIN: &str = "Begin";
const RESULTS: &str = "Judge and write";
const QUARTERS: &str = "Quarter after quarter";
const RECORD: &str = "Prove and hand on";
const KNOW: &str = "Understand and adapt";
const PROGRAMS: &str = "For shells and programs";

/// What a command's help adds.
#[derive(Debug)]
pub(crate) struct Page {
    /// The words of the command after `candor`.
    pub command: &'static str,
    /// The group that it is listed in; none for the commands of a command.
    pub group: Option<&'static str>,
    /// What one wants, and the line that does it.
    pub examples: &'static [(&'static str, &'static str)],
    /// The exit codes beside those that every command has.
    pub exits: &'static [Exit],
    /// What else is to be known.
    pub more: Option<fn() -> String>,
}

const PLAIN: Page = Page { command: "", group: None, examples: &[], exits: &[], more: None };
const GATED: &[Exit] = &[Exit::GateFailed];

/// The page of a command.
pub(crate) fn page(command: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.command == command)
}

/// The pages, by group; inside a group in the order in which they are listed.
pub(super) const PAGES: &[Page] = &[
    Page {
        examples: &[
            ("What is understood of a spreadsheet", "candor check register.xlsx"),
            ("Audit it as it is", "candor audit register.xlsx"),
            ("Begin a workspace that says who you are", "candor init mine"),
            ("The quarterly job: audit, policies, exports", "candor run acme"),
        ],
        ..PLAIN
    },
    Page {
        command: "init",
        group: Some(BEGIN),
        examples: &[("A workspace to fill in", "candor init mine")],
        ..PLAIN
    },
    Page {
        command: "check",
        group: Some(BEGIN),
        examples: &[
            ("One spreadsheet", "candor check register.xlsx"),
            ("A copy with every such cell marked", "candor check acme --annotate marked"),
            ("In CI: fail where a cell cannot be read", "candor check acme --fail-on error"),
            ("For a program", "candor check acme --format json"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "layout",
        group: Some(BEGIN),
        examples: &[
            ("What to save under layouts/", "candor layout register.xlsx"),
            ("Only one sheet", "candor layout register.xlsx --sheet Activities"),
        ],
        ..PLAIN
    },
    Page {
        command: "audit",
        group: Some(RESULTS),
        examples: &[
            ("A bare spreadsheet", "candor audit register.xlsx"),
            ("The same day gives the same bytes", "candor audit acme --as-of 2026-11-21"),
            ("Only two laws, as HTML", "candor audit acme --checklist gdpr,ccpa --formats html"),
            ("One JSON object; no files", "candor audit acme --format json"),
            ("Keep what is known, fail on what is new", "candor audit acme --write-baseline known.toml"),
            ("", "candor audit acme --fail-on new --baseline known.toml"),
            ("Keep the quarter under history/", "candor audit acme --record 2026-Q4"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "policy",
        group: Some(RESULTS),
        examples: &[
            ("A draft, open places marked", "candor policy acme"),
            ("Look at it", "candor policy acme --print"),
            ("The rows behind claims that need proof", "candor policy acme --proof"),
            ("What it promises, held against the logs", "candor policy acme --promises"),
            ("Only if nothing stands against it, else code 1", "candor policy acme --publish"),
            ("Lint a published policy", "candor policy lint policy.md --against acme"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "policy lint",
        examples: &[
            ("The text alone", "candor policy lint policy.md"),
            ("Against the records", "candor policy lint policy.md --against acme"),
            ("In CI: fail where it drifts", "candor policy lint policy.md --against acme --fail-on drift"),
            ("Findings may only get fewer", "candor policy lint policy.md --ratchet counts.toml"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "policy measure",
        examples: &[
            ("How plain a policy is", "candor policy measure policy.md"),
            ("Fail if it is not plain enough", "candor policy measure policy.md --gate"),
            ("How it is counted", "candor policy measure --rule"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "policy rules",
        examples: &[
            ("A table", "candor policy rules"),
            ("A page about every rule", "candor policy rules --format markdown"),
        ],
        ..PLAIN
    },
    Page {
        command: "letter",
        group: Some(RESULTS),
        examples: &[
            ("The incidents, and what each asks for", "candor letter acme"),
            ("The letters of one of them", "candor letter I-003 acme"),
            ("Only one letter, as DOCX", "candor letter I-003 acme --to people --formats docx"),
        ],
        ..PLAIN
    },
    Page {
        command: "ask",
        group: Some(RESULTS),
        examples: &[
            ("What is open, by owner", "candor ask acme"),
            ("To a place of your own", "candor ask acme --out questions.xlsx"),
        ],
        ..PLAIN
    },
    Page {
        command: "run",
        group: Some(QUARTERS),
        examples: &[
            ("The quarter of candor.toml", "candor run acme"),
            ("Kept under history/", "candor run acme --quarter 2026-Q4 --record"),
            ("Many in parallel", "candor run --list clients.txt --out reports"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "compare",
        group: Some(QUARTERS),
        examples: &[
            ("The quarter recorded last, and now", "candor compare acme"),
            ("A recorded quarter and now", "candor compare 2026-Q3 acme"),
            ("For a program", "candor compare 2026-Q3 acme --format json"),
        ],
        ..PLAIN
    },
    Page {
        command: "due",
        group: Some(QUARTERS),
        examples: &[
            ("Overdue, and the next 30 days", "candor due acme --days 30"),
            ("A calendar to subscribe to", "candor due acme --out deadlines.ics"),
        ],
        ..PLAIN
    },
    Page {
        command: "watch",
        group: Some(QUARTERS),
        examples: &[
            ("Until Ctrl-C", "candor watch acme"),
            ("On a shared folder, one law", "candor watch acme --poll --checklist gdpr"),
        ],
        ..PLAIN
    },
    Page {
        command: "portfolio",
        group: Some(QUARTERS),
        examples: &[
            ("All workspaces below a folder", "candor portfolio clients"),
            ("Those of a list", "candor portfolio --list clients.txt --out all"),
        ],
        ..PLAIN
    },
    Page {
        command: "verify",
        group: Some(RECORD),
        examples: &[
            ("Everything that was recorded", "candor verify acme"),
            ("Only the chain", "candor verify acme --only history"),
            ("Against the seal that you kept", "candor verify acme --seal 2026-Q4.seal"),
        ],
        exits: &[Exit::Differs],
        more: Some(|| CHAIN.to_owned()),
    },
    Page {
        command: "seal",
        group: Some(RECORD),
        examples: &[
            ("The newest hash", "candor seal acme"),
            ("A seal to keep elsewhere", "candor seal acme --out 2026-Q4.seal"),
            ("Signed with your SSH key", "candor seal acme --key id_ed25519"),
        ],
        more: Some(|| CHAIN.to_owned()),
        ..PLAIN
    },
    Page {
        command: "package",
        group: Some(RECORD),
        examples: &[
            ("For an auditor, as an archive", "candor package 2026-Q4 acme --redact auditor --out a.zip"),
            ("For a customer", "candor package 2026-Q4 acme --redact customer"),
        ],
        more: Some(|| format!("What each profile keeps:\n{}", profile_table().trim_end())),
        ..PLAIN
    },
    Page {
        command: "explain",
        group: Some(KNOW),
        examples: &[
            ("A requirement", "candor explain gdpr-33-1"),
            ("A field", "candor explain activity.retention"),
            ("A problem of a cell", "candor explain date-unreadable"),
            ("A rule of the policy lint", "candor explain PL003"),
        ],
        ..PLAIN
    },
    Page {
        command: "why",
        group: Some(KNOW),
        examples: &[("By words of the sentence", "candor why privacy-policy \"how long\" acme")],
        ..PLAIN
    },
    Page {
        command: "checklist",
        group: Some(KNOW),
        examples: &[
            ("Those that there are", "candor checklist list"),
            ("One of them", "candor checklist show gdpr"),
            ("One of your own", "candor checklist new house-rules acme"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "checklist list",
        examples: &[
            ("The built-in ones", "candor checklist list"),
            ("Also those of a workspace", "candor checklist list acme"),
        ],
        ..PLAIN
    },
    Page {
        command: "checklist show",
        examples: &[
            ("A checklist", "candor checklist show hipaa"),
            ("One requirement", "candor checklist show gdpr-6-1"),
            ("A page about everything in it", "candor checklist show ccpa --format markdown"),
        ],
        ..PLAIN
    },
    Page {
        command: "checklist lint",
        examples: &[
            ("A checklist of your own", "candor checklist new suppliers acme"),
            ("Is it right?", "candor checklist lint acme"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "checklist new",
        examples: &[("checklists/suppliers.toml of a workspace", "candor checklist new suppliers acme")],
        ..PLAIN
    },
    Page {
        command: "template",
        group: Some(KNOW),
        examples: &[
            ("The documents", "candor template list"),
            ("What the audit can place", "candor template show audit"),
            ("Words of your own", "candor template new register acme"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "template list",
        examples: &[
            ("The built-in ones", "candor template list"),
            ("Also those of a workspace", "candor template list acme"),
        ],
        ..PLAIN
    },
    Page {
        command: "template show",
        examples: &[
            ("What can be placed", "candor template show audit"),
            ("The text that is built in", "candor template show audit --source"),
        ],
        ..PLAIN
    },
    Page {
        command: "template new",
        examples: &[("templates/audit.md of a workspace", "candor template new audit acme")],
        ..PLAIN
    },
    Page {
        command: "template check",
        examples: &[
            ("Words of your own", "candor template new audit acme"),
            ("Are they right?", "candor template check acme"),
        ],
        exits: GATED,
        ..PLAIN
    },
    Page {
        command: "split",
        group: Some(PROGRAMS),
        examples: &[
            ("Cut what is too large for one machine", "candor split register.csv --rows 500"),
            ("Read the parts as it says, then", "candor merge parts --workspace acme"),
        ],
        more: Some(|| WHOLE.to_owned()),
        ..PLAIN
    },
    Page {
        command: "merge",
        group: Some(PROGRAMS),
        examples: &[
            ("A file by itself, its records kept", "candor audit register.xlsx --format json --keep-records"),
            ("All such files as one audit", "candor merge parts --workspace acme"),
            ("Only what was understood of them", "candor merge parts --check"),
        ],
        exits: GATED,
        more: Some(|| WHOLE.to_owned()),
    },
    Page {
        command: "schema",
        group: Some(PROGRAMS),
        examples: &[("Of `candor audit --format json`", "candor schema audit")],
        ..PLAIN
    },
    Page {
        command: "completions",
        group: Some(PROGRAMS),
        examples: &[
            ("bash: in ~/.bashrc", "source <(candor completions bash)"),
            ("zsh: into a folder of $fpath", "candor completions zsh > _candor"),
            ("fish: in ~/.config/fish/completions", "candor completions fish > candor.fish"),
            ("PowerShell: at the end of $PROFILE", "candor completions powershell >> $PROFILE"),
        ],
        ..PLAIN
    },
    Page {
        command: "man",
        group: Some(PROGRAMS),
        examples: &[
            ("Read one", "candor man audit | man -l -"),
            ("All pages, to be installed", "candor man --out ~/.local/share/man/man1"),
        ],
        ..PLAIN
    },
];
