//! Links: words that say nothing (PL019), targets that lead nowhere (PL020), one text for two targets (PL021).

use candor_model::text::fold;

use super::page::{Hit, Page, hit, shortened};
use crate::text::{Block, BlockKind, Link};

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let mut told: Vec<(String, &str)> = Vec::new();
    for (at, block) in page.blocks() {
        // The same words can be linked twice in a block: each link is looked for behind the one before.
        let mut from = 0;
        for link in &block.links {
            let range = range_of(block, link, from);
            from = range.end;
            let place = || (at, range.clone());
            if is_bare(page, link) {
                hits.push(hit("PL019", place(), named(link)));
            }
            if let Some(why) = dead(page, &link.target) {
                hits.push(hit("PL020", place(), shortened(&link.target)).against(why));
            }
            let text = fold(&link.text);
            match told.iter().find(|(known, target)| *known == text && !is_same(target, &link.target)) {
                Some((_, target)) if !text.is_empty() => {
                    hits.push(hit("PL021", place(), &link.text).against(shortened(target)));
                }
                _ => told.push((text, &link.target)),
            }
        }
    }
}

fn named(link: &Link) -> &str {
    if link.text.trim().is_empty() { &link.target } else { &link.text }
}

fn range_of(block: &Block, link: &Link, from: usize) -> std::ops::Range<usize> {
    let found = block.text.get(from..).and_then(|rest| rest.find(&link.text)).map(|at| at + from);
    match found.or_else(|| block.text.find(&link.text)) {
        Some(start) => start..start + link.text.len(),
        None => 0..block.text.len(),
    }
}

/// Words such as `here`, nothing at all, or a raw address.
fn is_bare(page: &Page<'_>, link: &Link) -> bool {
    let text = link.text.trim();
    let is_raw = |text: &str| ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    text.is_empty() || page.is_whole("PL019", text) || is_raw(&text.to_lowercase())
}

/// Why a link does not lead where it should.
fn dead(page: &Page<'_>, target: &str) -> Option<&'static str> {
    let target = target.trim();
    let lower = target.to_lowercase();
    let scheme = lower.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        scheme.starts_with(|first: char| first.is_ascii_lowercase())
            && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign))
    });
    match scheme {
        _ if target.is_empty() || target == "#" => Some("leads nowhere"),
        Some("javascript" | "data" | "about" | "vbscript") => Some("is a script, not an address"),
        Some("file") => Some("works only on the machine of its author"),
        Some("http" | "https") => {
            let host = lower.split_once("//")?.1.split(['/', ':', '?', '#']).next().unwrap_or_default();
            let is_local =
                host.is_empty() || host == "localhost" || host == "127.0.0.1" || !host.contains('.');
            is_local.then_some("works only on the machine of its author")
        }
        Some(_) => None,
        None if target.starts_with('#') => {
            (!has_anchor(page, &target[1..])).then_some("has no such place in the text")
        }
        None => Some("is relative: it breaks where the text is copied, mailed or printed"),
    }
}

/// Is there a place of this name? Headings have the one that Markdown writers give them.
fn has_anchor(page: &Page<'_>, name: &str) -> bool {
    let in_source = page.context.source.is_none_or(|source| {
        ["id=\"", "id='", "id=", "name=\"", "{#"]
            .iter()
            .any(|start| source.contains(&format!("{start}{name}")))
    });
    let headings = page.text.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    in_source || headings.map(|block| anchor(&block.text)).any(|anchor| anchor == name.to_lowercase())
}

fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_'));
    kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
}

/// Addresses that lead to the same place.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |address: &str| address.trim_end_matches('/').to_lowercase();
    plain(one) == plain(other)
}
