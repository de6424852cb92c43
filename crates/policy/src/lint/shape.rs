//! Shape: long sentences (PL013) and paragraphs (PL014), capitals (PL022), what is folded away (PL045).

use super::page::{Hit, Page, Said, hit, shortened};
use super::values::periods;
use crate::text::{Block, BlockKind, words};

/// The most words of a sentence: above the first a warning, above the second an error (GOV.UK; gate R4).
const SENTENCE_WORDS: (usize, usize) = (25, 30);
/// The most words and sentences of a paragraph.
const PARAGRAPH_WORDS: usize = 80;
const PARAGRAPH_SENTENCES: usize = 5;
/// The most words in capitals in a row.
const CAPITALS_MAX: usize = 8;

pub(super) fn check(page: &Page<'_>, hits: &mut Vec<Hit>) {
    for said in page.sentences() {
        // A cell without a full stop is a list of names, not a sentence.
        if said.sentence.complete || !matches!(said.block.kind, BlockKind::Cell { .. }) {
            long_sentence(&said, hits);
        }
    }
    for (at, block) in page.blocks() {
        long_paragraph(at, block, hits);
        capitals(at, block, hits);
    }
    folded(page, hits);
}

fn long_sentence(said: &Said<'_>, hits: &mut Vec<Hit>) {
    let count = words(said.text()).count();
    let (warning, error) = SENTENCE_WORDS;
    if count > error {
        hits.push(hit("PL013", said.whole(), count.to_string()).against(error.to_string()));
    } else if count > warning {
        hits.push(hit("PL013", said.whole(), count.to_string()).against(warning.to_string()).milder());
    }
}

fn long_paragraph(at: usize, block: &Block, hits: &mut Vec<Hit>) {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
        return;
    }
    let (count, sentences) = (words(&block.text).count(), block.sentences.len());
    let whole = (at, 0..block.text.len());
    if count > PARAGRAPH_WORDS {
        let other = PARAGRAPH_WORDS.to_string();
        hits.push(hit("PL014", whole, format!("{count} words")).against(other));
    } else if sentences > PARAGRAPH_SENTENCES {
        let other = PARAGRAPH_SENTENCES.to_string();
        hits.push(hit("PL014", whole, format!("{sentences} sentences")).against(other));
    }
}

/// The longest run of words in capitals.
fn capitals(at: usize, block: &Block, hits: &mut Vec<Hit>) {
    let start_of = |word: &str| word.as_ptr() as usize - block.text.as_ptr() as usize;
    let (mut run, mut longest): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for word in words(&block.text) {
        let is_upper = !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase);
        if is_upper {
            run.push(word);
        } else if word.chars().any(char::is_alphabetic) {
            run.clear();
        }
        if run.len() > longest.len() {
            longest.clone_from(&run);
        }
    }
    if longest.len() > CAPITALS_MAX {
        let (first, last) = (longest[0], longest[longest.len() - 1]);
        let range = start_of(first)..start_of(last) + last.len();
        hits.push(hit("PL022", (at, range), longest.len().to_string()));
    }
}

/// Key facts that stand in a closed part and nowhere in the open.
fn folded(page: &Page<'_>, hits: &mut Vec<Hit>) {
    let Some(lists) = page.lists else { return };
    let open: Vec<Said<'_>> = page.all_sentences().filter(|said| !said.block.hidden).collect();
    for said in page.sentences().filter(|said| said.block.hidden) {
        for topic in &lists.topics {
            let Some(range) = topic.does(said.text()) else { continue };
            if !open.iter().any(|other| topic.does(other.text()).is_some()) {
                hits.push(hit("PL045", said.words(range.clone()), &said.text()[range]));
            }
        }
        for period in periods(said.text()) {
            let is_open =
                open.iter().any(|other| periods(other.text()).iter().any(|known| known.is_like(&period)));
            if !is_open {
                hits.push(hit(
                    "PL045",
                    said.words(period.range.clone()),
                    shortened(&said.text()[period.range]),
                ));
            }
        }
    }
}
