//! A stacked bar of outcomes, drawn into the row whose numbers it shows.
//!
//! The numbers stay in the row, so the bar adds nothing that a reader without eyes would miss.

use candor_assess::Outcome;

use crate::escape::html;
use crate::template::outcome_class;

/// Outcomes in the order of the bar.
const ORDER: [Outcome; 4] = [Outcome::Met, Outcome::PartlyMet, Outcome::NotMet, Outcome::Unknown];

const WIDTH: u64 = 1000;

/// Draws the bar of a row from the columns that are headed with outcomes; nothing if they hold no numbers.
pub(crate) fn draw(headers: &[String], cells: &[String], number: usize) -> Option<String> {
    let count = |outcome: Outcome| -> Option<u64> {
        let column = headers.iter().position(|header| header == outcome.label())?;
        cells.get(column)?.trim().parse().ok()
    };
    let counts: Vec<(Outcome, u64)> =
        ORDER.into_iter().filter_map(|outcome| count(outcome).map(|count| (outcome, count))).collect();
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return None;
    }
    let words: Vec<String> =
        counts.iter().map(|(outcome, count)| format!("{count} {}", outcome.label().to_lowercase())).collect();
    let name = cells.first().map(String::as_str).unwrap_or_default();
    let mut svg = format!(
        "<svg class=\"bar\" viewBox=\"0 0 {WIDTH} 40\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"bar-{number}\"><title id=\"bar-{number}\">"
    );
    html(&format!("{name}: {}", words.join(", ")), &mut svg);
    svg.push_str("</title>");
    let mut before = 0;
    for (outcome, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let start = before * WIDTH / total;
        before += count;
        let end = before * WIDTH / total;
        let class = outcome_class(outcome);
        svg.push_str(&format!(
            "<rect class=\"{class}\" x=\"{start}\" width=\"{}\" height=\"40\"/>",
            end - start
        ));
    }
    svg.push_str("</svg>");
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_its_width_and_says_its_numbers() {
        let headers = ["Law", "Met", "Not met", "Unknown"].map(str::to_owned);
        let bar = draw(&headers, &["GDPR", "1", "1", "1"].map(str::to_owned), 1).unwrap();
        assert!(bar.contains("GDPR: 1 met, 1 not met, 1 unknown"));
        assert!(bar.contains("x=\"0\" width=\"333\"") && bar.contains("x=\"666\" width=\"334\""));
        assert_eq!(draw(&headers, &["GDPR", "0", "0", "0"].map(str::to_owned), 1), None);
    }
}
