//! All mistakes of a `candor.toml` are told at once, each where it stands and with a way out.

use candor_ingest::{Mistake, parse_settings};

/// Line, column, a part of the message and a part of the help.
type Expected = (u32, u32, &'static str, &'static str);

fn mistakes(text: &str) -> Vec<Mistake> {
    match parse_settings("candor.toml", text, &["gdpr", "ccpa", "hipaa"]) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes,
    }
}

fn check(text: &str, expected: &[Expected]) {
    let found = mistakes(text);
    let shown: Vec<String> = found
        .iter()
        .map(|mistake| format!("{}:{} {} ({})", mistake.line, mistake.column, mistake.message, mistake.help))
        .collect();
    assert_eq!(found.len(), expected.len(), "{shown:#?}");
    for ((mistake, shown), (line, column, message, help)) in found.iter().zip(&shown).zip(expected) {
        assert_eq!((mistake.line, mistake.column), (*line, *column), "{shown}");
        assert!(mistake.message.contains(message), "{shown}");
        assert!(mistake.help.contains(help), "{shown}");
    }
}

#[test]
fn mistakes_of_meaning_are_told_together() {
    let text = r#"[organisation]
legal_name = "Harrow Quay Trust"
legal_nam = "twice"
employees = "a few"
eu_establishment = "perhaps"
country = "Nowhere"
dpo_registered_on = 2026-02-28

[run]
quarter = "2026-Q5"
as_of = "soon"
checklists = ["gdpr", "hippa"]

[[sheet]]
file = "vendors.xlsx"
is = "vendr"
date_order = "ymd"

[[sheet]]
file = "rows.csv"
is = "activity"
[sheet.headers]
"Wie lang" = "retension"

[[sheet]]
file = "more.csv"
[sheet.headers]
"Wer" = "owner"
"#;
    check(
        text,
        &[
            (3, 1, "`legal_nam`", "did you mean `legal_name`?"),
            (4, 13, "`employees`", "number"),
            (5, 20, "`eu_establishment`", "true or false"),
            (6, 11, "`country`", "countr"),
            (10, 11, "`2026-Q5` is no quarter", "2026-Q4"),
            (11, 9, "is no date", "2026-11-21"),
            (12, 23, "no checklist `hippa`", "did you mean `hipaa`?"),
            (16, 6, "no entity `vendr`", "did you mean `vendor`?"),
            (17, 14, "`ymd`", "\"dmy\" or \"mdy\""),
            (23, 14, "no field `retension`", "did you mean `retention`?"),
            (28, 9, "`headers`", "`is`"),
        ],
    );
}

#[test]
fn mistakes_of_form_do_not_hide_each_other() {
    let text = r#"[run]
quater = "2026-Q4"
accept_declared = "no"
records = "records"

[[sheet]]
file = "vendors.xlsx"
header_row = "two"
entity = "vendor"

[organisation]
legal_nam = "Harrow Quay Trust"
"#;
    check(
        text,
        &[
            (2, 1, "`quater`", "`quarter`"),
            (3, 19, "", ""),
            (8, 14, "", ""),
            (9, 1, "`entity`", "`is`"),
            (12, 1, "`legal_nam`", "did you mean `legal_name`?"),
        ],
    );
}

#[test]
fn a_file_that_is_no_toml_is_told_where_it_breaks() {
    let found = mistakes("[run]\nquarter = \"2026-Q4\"\n\n[organisation\nlegal_name = \"Ä\"\n");
    assert_eq!(found.first().map(|mistake| mistake.line), Some(4), "{found:?}");
}

#[test]
fn columns_are_counted_in_characters() {
    check(
        "[organisation]\n\"größe\" = \"Ä\"\n[run]\nquarter = 'ÄÖÜ' # ß\n",
        &[(2, 1, "`größe`", ""), (4, 11, "`ÄÖÜ` is no quarter", "")],
    );
}

#[test]
fn right_settings_have_no_mistakes() {
    let text = r#"[organisation]
legal_name = "Harrow Quay Trust"
country = "IE"
employees = 40
eu_establishment = true
request_channels = ["web form", "email"]
dpo_registered_on = 2026-02-28
annual_revenue_usd = 2500000

[run]
quarter = "2026-Q4"
as_of = 2026-11-21
checklists = ["gdpr"]
accept_declared = true
records = "records"

[[sheet]]
file = "vendors.xlsx"
sheet = "Sheet1"
is = "vendor"
header_row = 3
date_order = "dmy"
[sheet.headers]
"Wer" = "name"

[[sheet]]
file = "old.xlsx"
is = "nothing"
"#;
    check(text, &[]);
    let settings = parse_settings("candor.toml", text, &["gdpr"]).unwrap();
    assert_eq!(settings.sheets.len(), 2);
    assert_eq!(settings.as_of.map(|day| day.to_string()).as_deref(), Some("2026-11-21"));
    assert_eq!(settings.quarter.map(|quarter| quarter.to_string()).as_deref(), Some("2026-Q4"));
}

#[test]
fn limits_are_set_by_size_or_number() {
    let text = "[limits]\nfile_size = \"200 MB\"\nunpacked_size = 1000\nrows = 50\n";
    let limits = parse_settings("candor.toml", text, &[]).expect("a test may fail here").limits;
    assert_eq!((limits.file_size, limits.unpacked_size, limits.rows), (200 << 20, 1000, 50));
    assert_eq!(limits.columns, candor_ingest::Limits::default().columns);
}

#[test]
fn mistakes_in_limits_are_told_together() {
    let text = r#"[limits]
file_sise = "200 MB"
unpacked_size = "two gigabytes"
ratio = "200"
rows = 0
columns = 20000
cell_length = -5
sheets = 2.5
"#;
    check(
        text,
        &[
            (2, 1, "no limit `file_sise`", "did you mean `file_size`?"),
            (3, 17, "does not fit `unpacked_size`", "a size like \"200 MB\""),
            (4, 9, "does not fit `ratio`", "a whole number"),
            (5, 8, "`0` does not fit `rows`", "from 1 to 100,000,000"),
            (6, 11, "`20000` does not fit `columns`", "from 1 to 16,384"),
            (7, 15, "`-5` does not fit `cell_length`", "a whole number"),
            (8, 10, "`2.5` does not fit `sheets`", "a whole number"),
        ],
    );
}

#[test]
fn a_sheet_is_not_both_read_and_passed_over() {
    check(
        "[[sheet]]\nfile = \"rows.xlsx\"\nread = true\nis = \"nothing\"\n",
        &[(3, 8, "to be read, and to be passed over", "leave out")],
    );
    check("[[sheet]]\nfile = \"rows.xlsx\"\nsheet = \"Lists\"\nread = true\n", &[]);
}

#[test]
fn languages_of_policies_are_known_ones() {
    let read = |text: &str| parse_settings("candor.toml", text, &[]);
    let settings = read("[policy]\nlanguages = [\"de\", \"en\", \"de\"]\n").expect("a test may fail here");
    assert_eq!(settings.policy_languages, ["de", "en"]);
    let mistakes = read("[policy]\nlanguages = [\"en\", \"tlh\"]\n").expect_err("a test may fail here");
    assert_eq!((mistakes[0].line, mistakes[0].message.as_str()), (2, "there are no policies in `tlh`"));
}
