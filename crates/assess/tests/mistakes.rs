//! Mistakes in checklist files: all of them at once, where they stand, with a suggestion.

use candor_assess::{Library, Source};

const HEADER: &str = "id = \"t\"\ntitle = \"T\"\nshort = \"T\"\nversion = \"1\"\nlaw_as_of = 2026-11-21\n\
                      source = \"T\"\n";

/// The mistakes of files, as `file:line:column: message (help)`.
fn mistakes(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source<'_>> = files.iter().map(|(name, text)| Source { name, text }).collect();
    Library::parse(&sources)
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|mistake| match mistake.help.as_str() {
            "" => mistake.to_string(),
            help => format!("{mistake} ({help})"),
        })
        .collect()
}

fn requirement(keys: &str) -> String {
    let given = |key: &str| keys.lines().any(|line| line.starts_with(&format!("{key} =")));
    let mut text = format!("{HEADER}\n[[requirement]]\n{}\n", keys.trim());
    for key in ["cite", "title", "duty", "why", "fix"] {
        if !given(key) {
            text.push_str(&format!("{key} = \"X\"\n"));
        }
    }
    for (key, value) in [
        ("id", "t-1"),
        ("theme", "records"),
        ("level", "required"),
        ("severity", "high"),
        ("confidence", "high"),
    ] {
        if !given(key) {
            text.push_str(&format!("{key} = \"{value}\"\n"));
        }
    }
    text
}

/// Keys of a requirement, and the message its only mistake has, with its help.
const ONE_MISTAKE: &[(&str, &str)] = &[
    (
        "each = \"activty\"\nmust = { present = \"name\" }",
        "9:8: `activty` is no entity (did you mean `activity`?)",
    ),
    (
        "each = \"activity\"\nmust = { present = \"retenton\" }",
        "10:20: `retenton` is no field of `activity` (did you mean `retention`?)",
    ),
    (
        "each = \"activity\"\nmust = { presnt = \"retention\" }",
        "10:10: `presnt` is no key of this table (did you mean `present`?)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"legal_basis\", one_of = [\"consnt\"] }",
        "10:43: `consnt` is no choice of `legal_basis` (did you mean `consent`?)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"phi\", one_of = [\"maybe\"] }",
        "10:35: `maybe` is no answer to a yes or no field (use one of `yes`, `no`)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"owner\", within = \"12 months\" }",
        "10:8: `owner` is of the kind text, which `within` cannot ask (`within` fits date)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"started_on\", within = \"a year\" }",
        "10:41: `a year` is no period of time (write for example `72 hours`, `30 days`, `10 business days`, \
         `12 months`)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"started_on\", within = \"1 year\", of = \"owner\" }",
        "10:56: `owner` is of the kind text (name a date)",
    ),
    (
        "each = \"request\"\nmust = { field = \"answered_on\", within = \"1 year\", extended_to = \"2 years\" }",
        "10:8: `extended_to` needs `of`",
    ),
    (
        "each = \"activity\"\nmust = { field = \"transfer_countries\", all_in = \"eu\" }",
        "10:49: `eu` is no set of countries (use one of `eea`, `adequate`, `eea_or_adequate`)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"vendors\", refers_to = \"system\" }",
        "10:41: `vendors` refers to `vendor`, not to `system` (write `refers_to = \"vendor\"`)",
    ),
    (
        "each = \"activity\"\nmust = { linked = \"assessment\", by = \"name\" }",
        "10:38: `assessment.name` does not refer to records of `activity`",
    ),
    (
        "each = \"activity\"\nmust = { linked = \"assessment\" }",
        "10:8: `linked` needs `by` (name the field of `assessment` that names this record)",
    ),
    (
        "each = \"activity\"\nmust = { present = \"name\", field = \"owner\" }",
        "10:8: a test asks one thing, this one has `present` and `field` (write one of `present`, \
         `answered`, `blank`, `field`, `states`, `unique`, `linked`, `all`, `any`, `known_any`, `not`, `unless`)",
    ),
    (
        "each = \"activity\"\nmust = { present = \"name\", within = \"1 year\" }",
        "10:8: `within` does not go with `present` (leave it out, or write two tests in `all = [..]`)",
    ),
    (
        "each = \"activity\"\nmust = { field = \"phi\" }",
        "10:8: nothing is asked of `phi` (write `one_of`, `within` or another test beside `field`, one each)",
    ),
    ("each = \"activity\"\nmust = { all = [] }", "10:8: an empty list of tests asks nothing"),
    (
        "each = \"activity\"\nmust = { unless = { present = \"name\" } }",
        "10:8: `unless` is for `where` only (an unknown would count as met; use `not`)",
    ),
    (
        "each = \"activity\"\nmust = { blank = \"owner\" }",
        "10:8: `blank` is for `where` only (an empty cell proves nothing; leave it out)",
    ),
    (
        "each = \"activity\"\nmust = { all = [{ not = { known_any = [{ present = \"name\" }] } }] }",
        "10:8: `known_any` does not go within `not` (what is missing would count as met; use `any`)",
    ),
    (
        "each = \"activity\"\nwhere = { unless = { known_any = [{ present = \"name\" }] } }\nmust = { present = \"name\" }",
        "10:9: `known_any` does not go within `not` or `unless` (what is missing would count as being in scope; use `any`)",
    ),
    (
        "each = \"training\"\nmust = { present = \"person\" }\nlatest = \"completed_on\"",
        "11:10: `latest` needs `per` (name the field that tells who or what a record is about)",
    ),
    (
        "each = \"training\"\nmust = { present = \"person\" }\nper = \"person\"",
        "11:7: `per` needs `latest` (name the date that tells which record is the latest)",
    ),
    (
        "each = \"training\"\nmust = { present = \"person\" }\nlatest = \"course\"\nper = \"person\"",
        "11:10: `course` is of the kind text (name a date)",
    ),
    (
        "some = \"training\"\nmust = { present = \"person\" }\nlatest = \"completed_on\"\nper = \"person\"",
        "11:10: `latest` needs `each`",
    ),
    ("ask = \"Is it so?\"\nfrom = 2027-01-01\nuntil = 2026-12-31", "11:9: `until` lies before `from`"),
    ("ask = \"Is it so?\"\nfrom = 08:00:00", "10:8: `from` is no day (write it as `2026-11-21`)"),
    ("each = \"activity\"", "9:8: nothing is asked of `activity` (add `must = { … }`)"),
    (
        "each = \"activity\"\nsome = \"vendor\"\nmust = { present = \"name\" }",
        "10:8: `each` and `some` contradict each other (keep one of them)",
    ),
    (
        "must = { present = \"name\" }",
        "9:8: a test needs `each` or `some` (say of which entity the records are tested)",
    ),
    ("who = [\"controller\"]", "8:1: nothing decides this requirement (add `each` with `must`, or `ask`)"),
    ("ask = \"Is it so?\"\ntheme = \"record\"", "10:9: `record` is no theme (did you mean `records`?)"),
    (
        "ask = \"Is it so?\"\nlevel = \"conditional\"",
        "10:9: a conditional requirement says when it applies (add `applies` or `where`, or make it `required`)",
    ),
    ("ask = \"Is it so?\"\napplies = \"never\"", "10:11: `never` is no condition"),
    ("ask = \"Is it so?\"\nrolls_up_to = \"t-2\"", "10:15: `t-2` is no requirement (did you mean `t-1`?)"),
    ("ask = \"Is it so?\"\nrolls_up_to = \"t-1\"", "10:15: a requirement cannot roll up to itself"),
    (
        "ask = \"Is it so?\"\nid = \"x-1\"",
        "10:6: the id `x-1` does not begin with that of its checklist (begin it with `t-`)",
    ),
    ("ask = \"Is it so?\"\nwhy = \" \"", "10:7: `why` is missing (add `why = \"…\"`)"),
    ("ask = \"Is it so?\"\nwho = \"all\"", "10:7: invalid type: string \"all\", expected a list `[…]`"),
    (
        "each = \"activity\"\nmust = { states = [\"rights\"] }",
        "10:8: `states` asks a notice, not the entity `activity` (use it with `notice`)",
    ),
];

#[test]
fn each_mistake_is_told_where_it_stands() {
    for (keys, expected) in ONE_MISTAKE {
        let found = mistakes(&[("t.toml", &requirement(keys))]);
        assert_eq!(found, [format!("t.toml:{expected}")], "{keys}");
    }
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let broken = "id = \"a\"\ntitle = \n[[condition]]\nid = \"known\"\ntitle = \"it is known\"\n\
                  holds = { some = \"activity\" }\n";
    let first = format!(
        "{HEADER}scope = \"known\"\nsorce = 1\n\n[[requirement]]\nid = \"t-1\"\ncite = \"A\"\nthem = \"x\"\n\
         each = \"vendors\"\nmust = {{ all = [{{ present = \"nam\" }}, {{ field = \"phi\", oneof = [\"yes\"] }}] }}\n\n\
         [[requirement]]\nid = \"t-1\"\n"
    );
    let found = mistakes(&[("a.toml", broken), ("t.toml", &first)]);
    let starts: Vec<&str> =
        found.iter().map(|mistake| mistake.split(" (").next().unwrap_or_default()).collect();
    assert_eq!(starts[0], "a.toml:2:9: string values must be quoted, expected literal string");
    for expected in [
        "t.toml:8:1: `sorce` is no key of this table",
        "t.toml:13:1: `them` is no key of this table",
        "t.toml:14:8: `vendors` is no entity",
        "t.toml:15:55: `oneof` is no key of this table",
        "t.toml:10:1: `title` is missing",
        "t.toml:18:6: there is a requirement `t-1` already",
        "t.toml:17:1: `cite` is missing",
    ] {
        assert!(starts.contains(&expected), "{expected}\n{found:#?}");
    }
    assert!(!found.iter().any(|mistake| mistake.contains("`known`")), "{found:#?}");
    let lines: Vec<usize> =
        found.iter().skip(1).filter_map(|mistake| mistake.split(':').nth(1)?.parse().ok()).collect();
    assert!(lines.is_sorted(), "{found:#?}");
}

#[test]
fn conditions_are_checked_too() {
    let text = "title = \"No id\"\n\
                [[condition]]\nid = \"a\"\ntitle = \"a\"\nholds = { condition = \"b\" }\n\
                [[condition]]\nid = \"b\"\ntitle = \"b\"\nholds = { not = { condition = \"a\" } }\n\
                [[condition]]\nid = \"c\"\ntitle = \"c\"\nholds = { some = \"activity\", where = { present = \"x\" } }\n\
                [[condition]]\nid = \"c\"\ntitle = \"c\"\nholds = { condition = \"d\" }\n\
                [[condition]]\nid = \"e\"\nholds = { all = [], any = [] }\n\
                [[condition]]\nid = \"f\"\ntitle = \"f\"\nholds = { some = \"activity\", where = \
                { not = { known_any = [{ present = \"name\" }] } } }\n";
    let found = mistakes(&[("c.toml", text)]);
    let expected = [
        "c.toml:1:9: this file is no checklist, it has no `id` (give the file an `id` and requirements, or leave the key out)",
        "c.toml:3:6: the condition `a` depends on itself",
        "c.toml:7:6: the condition `b` depends on itself",
        "c.toml:13:50: `x` is no field of `activity`",
        "c.toml:15:6: there is a condition `c` already (give it an id of its own)",
        "c.toml:17:23: `d` is no condition (use one of `a`, `b`, `c`, `e`, `f`)",
        "c.toml:18:1: `title` is missing (add `title = \"…\"`)",
        "c.toml:20:9: a condition says one thing (write one of `organisation`, `some`, `condition`, `all`, `any`, `not`, `known_any`)",
        "c.toml:24:38: `known_any` does not go within `not` or `unless` (what is missing would count as being in scope; use `any`)",
    ];
    assert_eq!(found, expected);
}
