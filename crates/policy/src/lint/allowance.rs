//! Allowances: what an author allows with a reason stays listed, and does not count. One without a reason, or that allows
//! nothing, is told itself (PL000).

use super::page::{Hit, Page, hit};
use super::rules::find_rule;
use super::{Checked, RuleRun};

pub(super) fn apply(page: &Page<'_>, runs: &[RuleRun], hits: &mut Vec<Hit>) {
    let mut own = Vec::new();
    for (at, block) in page.text.blocks.iter().enumerate() {
        for allowance in &block.allowed {
            let tell = |why: String| hit("PL000", (at, 0..0), format!("`{}`", allowance.rule)).against(why);
            let Some(rule) = find_rule(&allowance.rule) else {
                own.push(tell("names no rule".to_owned()));
                continue;
            };
            if allowance.reason.trim().is_empty() {
                own.push(tell("gives no reason, so it has no effect".to_owned()));
                continue;
            }
            // What is about the text as a whole is allowed at its start.
            let is_here = |hit: &&mut Hit| hit.rule.id == rule.id && hit.place().0 == at;
            let mut allowed = 0;
            for hit in hits.iter_mut().filter(is_here) {
                hit.allowed = Some(allowance.reason.trim().to_owned());
                allowed += 1;
            }
            let was_checked = runs.iter().any(|run| run.rule == rule.id && run.checked == Checked::Yes);
            if allowed == 0 && was_checked {
                own.push(tell("allows nothing here".to_owned()));
            }
        }
    }
    hits.append(&mut own);
}
