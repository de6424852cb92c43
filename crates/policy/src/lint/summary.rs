//! The summary at the top: it says nothing that the body does not, and hides no surprise (PL043).

use super::page::{Hit, Page, Said, hit, shortened};
use super::values::{holds, values};
use crate::text::{Block, BlockKind};
use crate::{Facts, State};

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    // The title of the text can hold such words without being the head of a summary.
    let is_head = |block: &Block| match block.kind {
        BlockKind::Heading(1) => page.is_whole("glance", &block.text),
        BlockKind::Heading(_) => page.has_any("glance", &block.text),
        _ => false,
    };
    let Some(heading) = page.text.blocks.iter().position(is_head) else { return };
    let below = page.below(heading);
    let is_in = |at: usize| at == heading || below.contains(&at);
    let all = values(page.text);
    let (glance, body): (Vec<_>, Vec<_>) = all.into_iter().partition(|value| is_in(value.block));
    for value in glance.iter().filter(|value| !holds(&body, value)) {
        let said = &page.text.blocks[value.block].text[value.range.clone()];
        hits.push(
            hit("PL043", (value.block, value.range.clone()), said)
                .against("the summary says what the body does not"),
        );
    }
    surprises(page, heading, &is_in, hits);
}

/// Surprises of the body, or of the records, that the summary leaves out.
fn surprises(page: &Page<'_>, heading: usize, is_in: &dyn Fn(usize) -> bool, hits: &mut Vec<Hit>) {
    let Some(lists) = page.lists else { return };
    let (inside, outside): (Vec<Said<'_>>, Vec<Said<'_>>) =
        page.sentences().filter(|said| !said.is_question()).partition(|said| is_in(said.at));
    for topic in lists.topics.iter().filter(|topic| topic.surprise) {
        if inside.iter().any(|said| topic.does(said.text()).is_some()) {
            continue;
        }
        let told = outside.iter().find_map(|said| Some((said, topic.does(said.text())?)));
        let recorded = page.context.facts.and_then(|facts| recorded(facts, &topic.id));
        let leaves_out = format!("the summary leaves out {}", topic.label);
        if let Some((said, range)) = told {
            hits.push(hit("PL043", said.words(range), shortened(said.text())).against(leaves_out));
        } else if let Some(words) = recorded {
            let title = (heading, 0..page.text.blocks[heading].text.len());
            hits.push(hit("PL043", title, words).against(format!("{leaves_out}, which the records show")));
        }
    }
}

/// What the records say of a topic, if it is so.
fn recorded(facts: &Facts, topic: &str) -> Option<String> {
    let claims = &facts.claims;
    let known = |fact: &crate::Fact| (fact.state == State::Known).then(|| fact.text.clone());
    match topic {
        "sale" => known(&claims.selling),
        "abroad" => known(&claims.abroad),
        "automated" => known(&claims.automated),
        "children" => known(&claims.children),
        "sensitive" => {
            facts.activities.iter().flat_map(|activity| activity.sensitive.first()).find_map(known)
        }
        "endless" => {
            let endless =
                facts.activities.iter().find(|activity| activity.kept.iter().any(|kept| kept.is_endless))?;
            endless.how_long.iter().find_map(known)
        }
        _ => None,
    }
}
