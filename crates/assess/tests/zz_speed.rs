use candor_assess::*;
use candor_model::*;
#[test]
fn speed() {
    let n: usize = std::env::var("N").ok().and_then(|v| v.parse().ok()).unwrap_or(1000);
    let mut inv = Inventory::default();
    let d = Dictionary::builtin();
    for (e, fields) in [
        (
            "activity",
            vec![
                "ref",
                "name",
                "role",
                "legal_basis",
                "purposes",
                "retention",
                "status",
                "owner",
                "vendors",
                "transfers",
                "reviewed_on",
                "special_category",
                "phi",
                "sold",
            ],
        ),
        ("vendor", vec!["ref", "name", "status", "dpa_signed", "country", "gets_phi", "baa_signed"]),
        ("request", vec!["ref", "kind", "law", "received_on", "answered_on", "extension_told_on", "outcome"]),
    ] {
        let entity = d.find_entity(e).unwrap();
        let rows = if e == "vendor" { n / 10 } else { n };
        let mut columns = vec![];
        for (i, f) in fields.iter().enumerate() {
            let field = d.find_field(entity, f).unwrap();
            let mut entries = vec![Entry { text: String::new(), cell: Cell::Blank }];
            let distinct = match *f {
                "ref" | "name" => rows,
                "vendors" => (n / 10).max(1),
                _ => 50,
            };
            for k in 0..distinct {
                let text = format!("{e}-{f}-{k}");
                let cell = Cell::Value(match d.field(field).kind {
                    Kind::Text => Value::Text,
                    Kind::List => Value::List(vec![text.clone()]),
                    Kind::YesNo(_) => Value::YesNo(k % 3 != 0),
                    Kind::Choice(c) | Kind::Choices(c) => {
                        Value::Choices(vec![(k % d.choice_list(c).options.len()) as u16])
                    }
                    Kind::Date => Value::Date(Moment {
                        day: chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
                            + chrono::Days::new((k * 7) as u64),
                        time: None,
                    }),
                    Kind::Countries => {
                        Value::Countries(vec![Country::from_code(["DE", "US", "IN"][k % 3]).unwrap()])
                    }
                    Kind::Reference(_) => Value::References(vec![format!("vendor-name-{k}")]),
                    Kind::Duration => Value::Duration(Retention::default()),
                    _ => Value::Number(k as f64),
                });
                entries.push(Entry { text, cell });
            }
            let len = entries.len();
            let cells = (0..rows)
                .map(|r| if distinct == rows { r as u32 + 1 } else { ((r * 7919 + i) % len) as u32 })
                .collect();
            columns.push(Column {
                header: (*f).to_owned(),
                index: i as u32,
                field: Some(field),
                entries,
                cells,
                fixed: None,
            });
        }
        inv.tables.push(Table {
            entity,
            origin: Origin {
                file: "a.xlsx".into(),
                sheet: d.entity(entity).sheet.clone(),
                header_row: 1,
                first_column: 0,
            },
            rows: (2..2 + rows as u32).collect(),
            columns,
        });
    }
    let t = std::time::Instant::now();
    let lib = Library::builtin();
    println!("library {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let a = assess(&inv, lib, &Options::new("2026-11-21".parse().unwrap()));
    println!(
        "assess {:?} findings {}",
        t.elapsed(),
        a.requirements.iter().map(|r| r.findings.len()).sum::<usize>()
    );
    for c in &a.checklists {
        println!(
            "{} {} {} {} {} {} {:?}-{:?} {:?}",
            c.id, c.applies, c.met, c.partly_met, c.not_met, c.unknown, c.low, c.high, c.rating
        );
    }
    let t = std::time::Instant::now();
    let id = &a.requirements.iter().rev().find(|r| !r.findings.is_empty()).unwrap().findings[0].id;
    println!(
        "trace {} {:?}",
        trace(&inv, lib, &Options::new("2026-11-21".parse().unwrap()), id).is_some(),
        t.elapsed()
    );
    if n < 2000 {
        let mut k = 0;
        for r in &a.requirements {
            for f in r.findings.iter().take(1) {
                k += 1;
                if k % 9 == 0 {
                    println!("{} | {} | asked: {}", r.id, f.headline, f.asked);
                }
            }
        }
    }
}
