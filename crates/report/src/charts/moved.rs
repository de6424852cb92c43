//! What moved since an earlier quarter, in one sentence.

use super::grid::counted;

/// The low end of a result then and now, in percent, both judged by the same rules.
pub(super) struct Moved<'a> {
    pub name: &'a str,
    pub was: i64,
    pub is: i64,
}

/// Titles about the results; none if there is nothing to compare.
pub(super) fn titles(results: &[Moved<'_>], since: &str) -> Vec<String> {
    let rose = results.iter().filter(|result| result.is > result.was).count();
    let fell = results.iter().filter(|result| result.is < result.was).count();
    let all = results.len();
    let said = match results {
        [] => return Vec::new(),
        [Moved { name, was, is }] if was == is => format!("{name} stayed at {is}% since {since}"),
        [Moved { name, was, is }] => {
            let moved = if is > was { "rose" } else { "fell" };
            format!("{name} {moved} from {was}% to {is}% since {since}")
        }
        _ if rose + fell == 0 => format!("No result moved since {since}"),
        _ if fell == 0 => format!("{rose} of {all} results rose since {since}"),
        _ if rose == 0 => format!("{fell} of {all} results fell since {since}"),
        _ => format!("{} rose, {fell} fell since {since}", counted(rose as i64, "result", "results")),
    };
    vec![said]
}
