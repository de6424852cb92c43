//! Charts: what each kind draws from its table, what it refuses, and that words never cover each other.
#![expect(clippy::unwrap_used, reason = "a test stops at a broken case")]

#[path = "charts/cases.rs"]
mod cases;
#[path = "charts/sound.rs"]
mod sound;

use candor_report::charts::{Chart, draw, picture};
use cases::{CASES, DAYS, FLOW, LAWS, MOMENTS, Table};
use proptest::prelude::*;
use sound::{assert_sound, texts};

fn drawn(kind: &str, caption: &str, headers: &[&str], rows: &[&[&str]]) -> Option<Chart> {
    let texts = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    draw(kind, caption, &texts(headers), &rows.iter().map(|row| texts(row)).collect::<Vec<_>>())
}

#[test]
fn every_kind_draws_the_numbers_of_its_table() {
    for ((kind, caption, headers, rows), title, words) in CASES {
        let chart = drawn(kind, caption, headers, rows).unwrap_or_else(|| panic!("{kind} draws nothing"));
        assert_eq!(chart.title, *title, "{kind}");
        assert!(
            chart.alt.ends_with(&format!("{title}.")) && chart.alt.len() > title.len() + 5,
            "{}",
            chart.alt
        );
        assert!(chart.alt.contains(caption.trim_end_matches('.')), "{}", chart.alt);
        assert!(chart.svg.contains(&format!("<title>{title}</title>\n<desc>{}</desc>", chart.alt)), "{kind}");
        let found = texts(&chart);
        for word in *words {
            assert!(found.iter().any(|text| text == word), "{kind}: {word} is not among {found:?}");
        }
        assert_sound(&chart, kind);
    }
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    for ((kind, caption, headers, rows), ..) in CASES {
        let chart = || drawn(kind, caption, headers, rows).unwrap();
        assert_eq!(chart(), chart());
        let (one, other) = (picture(&chart()).unwrap(), picture(&chart()).unwrap());
        assert!(one == other, "{kind}");
        assert!(one.png.starts_with(b"\x89PNG\r\n\x1a\n"));
        let side = |at: usize| u32::from_be_bytes(one.png[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (one.width * 2, one.height * 2), "{kind}: two dots a unit");
        assert_eq!(one.width, 720);
    }
}

/// Values of an attribute of the elements with a class.
fn values(svg: &str, class: &str, attribute: &str) -> Vec<i64> {
    let lines = svg.lines().filter(|line| line.contains(&format!("class=\"{class}\"")));
    lines
        .map(|line| line.split(&format!(" {attribute}=\"")).nth(1).unwrap().split('"').next().unwrap())
        .map(|value| value.parse().unwrap())
        .collect()
}

#[test]
fn the_parts_of_a_bar_fill_it_in_their_proportion() {
    let row: &[&str] = &["GDPR", "–", "500", "250", "1", "249", "0"];
    let svg = drawn("outcomes", "", LAWS, &[row]).unwrap().svg;
    let parts = ["part-met", "part-partly-met", "part-not-met", "part-unknown"];
    let starts: Vec<i64> = parts.iter().flat_map(|part| values(&svg, part, "x")).collect();
    let widths: Vec<i64> = parts.iter().flat_map(|part| values(&svg, part, "width")).collect();
    assert_eq!(widths.len(), 4, "what is not there has no part");
    for at in 1..4 {
        assert_eq!(starts[at], starts[at - 1] + widths[at - 1] + 3, "a gap of three units between parts");
    }
    assert_eq!(starts[3] + widths[3], 718);
    assert!((widths[0] - 2 * widths[1]).abs() <= 5, "{widths:?}");
    assert!(widths[2] >= 5, "one of a thousand is still seen");
    let hatch = svg.lines().find(|line| line.contains("chart-hatch")).unwrap();
    assert!(hatch.matches('M').count() > 20, "what is unknown is hatched");
}

#[test]
fn a_gap_is_never_bridged() {
    let headers: &[&str] = &["Law", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];
    let lines = |row: &[&str]| {
        let svg = drawn("quarters", "", headers, &[row]).unwrap().svg;
        svg.matches("chart-data-line").count()
    };
    assert_eq!(lines(&["GDPR", "40%", "50%", "60%", "70%"]), 3);
    assert_eq!(lines(&["GDPR", "40%", "not measured", "60%", "70%"]), 1);
    assert_eq!(lines(&["GDPR", "40%", "50%", "60%, other rules", "70%"]), 2);
}

#[test]
fn other_rules_never_look_like_progress() {
    let headers: &[&str] = &["Law", "Range", "Range in 2026-Q3"];
    let title = |before: &str| drawn("range", "", headers, &[&["GDPR", "70%", before]]).unwrap().title;
    assert_eq!(title("40%"), "GDPR rose from 40% to 70% since 2026-Q3");
    assert_eq!(title("40%, other rules"), "From what is shown to what could be");
}

#[test]
fn a_table_that_does_not_fit_draws_nothing() {
    let broken: &[Table] = &[
        ("pie", "", &["a", "Met"], &[&["x", "1"]]),
        ("outcomes", "", &["a", "Met", "Not met"], &[]),
        ("outcomes", "", &["a", "Met", "Not met"], &[&["x", "1"]]),
        ("outcomes", "", &["a", "Met", "Not met"], &[&["x", "many", "1"]]),
        ("outcomes", "", &["a", "Met", "Not met"], &[&["x", "0", "0"]]),
        ("outcomes", "", &["a", "b", "c"], &[&["x", "1", "2"]]),
        ("range", "", &["a", "Range"], &[&["x", "80% to 20%"]]),
        ("range", "", &["a", "Range"], &[&["x", "–"]]),
        ("quarters", "", &["a", "2026-Q2", "2026-Q1"], &[&["x", "1%", "2%"]]),
        ("quarters", "", &["a", "spring", "summer"], &[&["x", "1%", "2%"]]),
        ("ageing", "", &["a", "new", "old"], &[&["x", "0", "0"]]),
        ("days", "", DAYS, &[&["-3", "30", "1", "0", "0", "0"]]),
        ("days", "", DAYS, &[&["999999999999", "30", "1", "0", "0", "0"]]),
        ("timeline", "", MOMENTS, &[&["x", "soon", "–", "–", "2026-01-01", "Late", "–"]]),
        ("timeline", "", MOMENTS, &[&["x", "–", "–", "–", "–", "Unknown", "–"]]),
        ("flow", "", FLOW, &[&["a", "b", "c", "d", "few"]]),
        ("flow", "", FLOW, &[&["a", "–", "–", "–", "1"]]),
    ];
    for (kind, caption, headers, rows) in broken {
        assert_eq!(drawn(kind, caption, headers, rows), None, "{kind}: {rows:?}");
    }
}

#[test]
fn hostile_words_are_shown_and_never_obeyed() {
    let hostile = "<script>alert(1)</script>\"'&\u{202e}\u{0}]]>";
    let charts = [
        drawn("outcomes", hostile, &["a", "Met", "Not met"], &[&[hostile, "1", "2"]]),
        drawn("range", hostile, &["a", "Range", "Range in <b>"], &[&[hostile, "1%", "2%"]]),
        drawn("ageing", hostile, &["a", hostile, hostile], &[&[hostile, "1", "2"]]),
        drawn(
            "timeline",
            hostile,
            MOMENTS,
            &[&[hostile, "2026-01-01", "–", "–", "2026-02-01", "Running", hostile]],
        ),
        drawn("flow", hostile, &[hostile, hostile], &[&[hostile, "x"]]),
    ];
    for chart in charts {
        let chart = chart.unwrap();
        assert!(chart.svg.contains("&lt;script&gt;"), "{}", chart.svg);
        for forbidden in ["<script", "\u{202e}", "\u{0}", "]]>"] {
            assert!(!chart.svg.contains(forbidden), "{forbidden:?} in {}", chart.svg);
        }
        assert_sound(&chart, "hostile");
    }
}

/// A register with so many places in each of four layers.
fn register(places: usize) -> Chart {
    let rows: Vec<Vec<String>> = (0..places * 3)
        .map(|row| {
            let of = |kind: &str, step: usize| {
                format!("{kind} number {} of the northern branch", row * step % places)
            };
            vec![
                of("Source", 1),
                of("System", 7),
                of("Vendor", 11),
                of("Country", 13),
                (row % 9 + 1).to_string(),
            ]
        })
        .collect();
    let headers: Vec<String> = FLOW.iter().map(|header| (*header).to_owned()).collect();
    draw("flow", "Flows", &headers, &rows).unwrap()
}

#[test]
fn a_flow_stays_readable_with_sixty_places_and_tells_what_is_left_out() {
    let sixty = register(15);
    assert_eq!(values(&sixty.svg, "chart-node", "x").len(), 60);
    assert!(!sixty.svg.contains("in the table"));
    let many = register(200);
    assert_eq!(values(&many.svg, "chart-node", "x").len(), 60);
    let told = texts(&many).join(" ");
    assert_eq!(told.matches("186 more of “").count(), 4, "{told}");
    for chart in [sixty, many] {
        assert_sound(&chart, "flow");
        let boxes: Vec<[i64; 4]> = {
            let side = |name| values(&chart.svg, "chart-node", name);
            let (x, y, width, height) = (side("x"), side("y"), side("width"), side("height"));
            (0..x.len()).map(|at| [x[at], y[at], x[at] + width[at], y[at] + height[at]]).collect()
        };
        for (index, one) in boxes.iter().enumerate() {
            for other in &boxes[index + 1..] {
                let apart =
                    one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
                assert!(apart, "{one:?} and {other:?}");
            }
        }
    }
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-z<&éж一 ]{0,60}"
}

fn percent() -> impl Strategy<Value = String> {
    (0_u8..=100, 0_u8..=100, 0_u8..4).prop_map(|(one, other, form): (u8, u8, u8)| match form {
        0 => "–".to_owned(),
        1 => format!("{one}%"),
        2 => format!("{}% to {}%, other rules", one.min(other), one.max(other)),
        _ => format!("{}% to {}%", one.min(other), one.max(other)),
    })
}

fn own(headers: &[&str]) -> Vec<String> {
    headers.iter().map(|header| (*header).to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn bars_are_sound_whatever_they_hold(
        rows in prop::collection::vec((name(), prop::array::uniform5(0_u32..3000)), 1..8),
    ) {
        let cells = |(name, counts): &(String, [u32; 5])| {
            [name.clone(), "–".to_owned()].into_iter().chain(counts.iter().map(u32::to_string)).collect()
        };
        let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
        if let Some(chart) = draw("outcomes", "", &own(LAWS), &rows) {
            assert_sound(&chart, "outcomes");
        }
    }

    #[test]
    fn results_are_sound_whatever_they_hold(rows in prop::collection::vec((name(), percent(), percent(), percent()), 1..8)) {
        let ranges: Vec<Vec<String>> = rows.iter().map(|(name, now, was, _)| vec![name.clone(), now.clone(), was.clone()]).collect();
        if let Some(chart) = draw("range", "", &own(&["Law", "Range", "Range in 2026-Q3"]), &ranges) {
            assert_sound(&chart, "range");
        }
        let series: Vec<Vec<String>> = rows.iter().map(|(name, a, b, c)| vec![name.clone(), a.clone(), b.clone(), c.clone()]).collect();
        if let Some(chart) = draw("quarters", "", &own(&["Law", "2026-Q2", "2026-Q3", "2026-Q4"]), &series) {
            assert_sound(&chart, "quarters");
        }
    }

    #[test]
    fn strips_are_sound_whatever_they_hold(
        rows in prop::collection::vec((0_u32..400, prop::sample::select(vec![10_u32, 28, 30, 31, 45, 90, 92]), 0_u32..40, 0_u32..9), 1..20),
    ) {
        let cells = |(days, deadline, one, other): &(u32, u32, u32, u32)| {
            [days, deadline, one, other, &0, &1].map(u32::to_string).to_vec()
        };
        let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
        assert_sound(&draw("days", "", &own(DAYS), &rows).expect("a test may fail here"), "days");
    }

    #[test]
    fn flows_are_sound_whatever_they_hold(
        rows in prop::collection::vec((name(), name(), name()), 1..40),
    ) {
        let rows: Vec<Vec<String>> = rows.into_iter().map(|(a, b, c)| vec![a, b, c]).collect();
        if let Some(chart) = draw("flow", "", &own(&["From", "Over", "To"]), &rows) {
            assert_sound(&chart, "flow");
        }
    }
}
