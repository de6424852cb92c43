//! PDF files as others read them: two standards judged by a validator that is not ours, every word of the document,
//! bookmarks, header cells; hostile values, foreign letters and wide tables.

#[path = "../../report/tests/case/mod.rs"]
mod case;
mod file;
#[path = "../../policy/tests/inventory/mod.rs"]
mod inventory;

use candor_assess::Outcome;
use candor_pdf::{Properties, write};
use candor_report::{Block, Document, Edition, Group, Inline, Input, Source, Templates, compose, editions};
use case::{Case, DRAFT, HOSTILE, finding};
use file::{Element, File, squeezed, streams_end_where_they_say};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

fn properties(input: &Input<'_>) -> Properties {
    Properties {
        as_of: input.assessment.as_of,
        organisation: input.assessment.organisation.clone(),
        quarter: input.quarter.clone(),
        tool_version: input.tool_version.clone(),
    }
}

/// A document of our own words.
fn source(markdown: &str) -> Source {
    let case = Case::new(&[]);
    let templates = Templates::builtin().with("audit.md", &format!("{{% raw %}}{markdown}{{% endraw %}}"));
    compose(&Document::Audit.whole(), &case.input(), &templates).expect("the template is right")
}

fn written(source: &Source) -> Vec<u8> {
    write(source, &properties(&Case::new(&[]).input())).unwrap_or_else(|error| panic!("{error}"))
}

/// Both standards, as a validator judges them that is not ours.
fn validate(bytes: &[u8], name: &str) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile));
        let report = report.unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut failures = report.failures.iter().map(|failure| failure.rule_id.as_str());
        // The validator takes a carriage return that ends the data of a stream for a part of the line end behind it.
        let is_told_wrongly =
            failures.all(|rule| rule.ends_with("STREAM-LENGTH-001")) && streams_end_where_they_say(bytes);
        assert!(report.is_compliant || is_told_wrongly, "{name}: {report:?}");
    }
}

/// The words of headings, paragraphs and lists in their order, and those of cells.
#[derive(Default)]
struct Words {
    running: Vec<String>,
    cells: Vec<String>,
}

impl Words {
    fn add(&mut self, block: &Block) {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) => {
                self.running.push(squeezed(&Inline::text_of(words)));
            }
            Block::List { items, .. } => items.iter().flatten().for_each(|block| self.add(block)),
            Block::Quote(blocks) | Block::Boxed { blocks, .. } => {
                blocks.iter().for_each(|block| self.add(block));
            }
            Block::Details { summary, blocks } => {
                self.add(summary);
                blocks.iter().for_each(|block| self.add(block));
            }
            Block::Table(table) => {
                self.running.push(squeezed(&Inline::text_of(&table.caption)));
                let rows = table.rows.iter().map(|row| &row.cells);
                let cells = std::iter::once(&table.header).chain(rows).flatten();
                self.cells.extend(cells.map(|cell| squeezed(&Inline::text_of(cell))));
            }
            Block::Verbatim(text) => self.running.push(squeezed(text)),
            Block::Rule => {}
        }
    }

    fn of(source: &Source) -> Words {
        let parsed = source.parsed();
        let mut words = Words::default();
        [&parsed.banner, &parsed.main, &parsed.footer]
            .into_iter()
            .flatten()
            .for_each(|block| words.add(block));
        words
    }
}

/// Every word of the document stands in the file, running text in its order.
fn same_words(source: &Source, file: &File, name: &str) {
    let letters = file.letters();
    let words = Words::of(source);
    let mut rest = letters.as_str();
    for running in &words.running {
        let found = rest.find(running.as_str()).unwrap_or_else(|| panic!("{name}: `{running}` is not there"));
        rest = &rest[found + running.len()..];
    }
    let mut cells: Vec<&String> = words.cells.iter().filter(|cell| !cell.is_empty()).collect();
    cells.sort();
    for same in cells.chunk_by(|one, other| one == other) {
        let cell = same[0].as_str();
        assert!(letters.matches(cell).count() >= same.len(), "{name}: `{cell}` stands {} times", same.len());
    }
}

/// Bookmarks are the headings, each at its level.
fn same_outline(source: &Source, file: &File, name: &str) {
    fn headings(blocks: &[Block], found: &mut Vec<(usize, String)>) {
        for block in blocks {
            match block {
                Block::Heading { level, words, .. } => {
                    found.push((usize::from(*level), Inline::text_of(words)));
                }
                Block::Details { summary, blocks } => {
                    headings(std::slice::from_ref(&**summary), found);
                    headings(blocks, found);
                }
                Block::Boxed { blocks, .. } | Block::Quote(blocks) => headings(blocks, found),
                _ => {}
            }
        }
    }
    let mut expected = Vec::new();
    headings(&source.parsed().main, &mut expected);
    assert_eq!(file.bookmarks(), expected, "{name}");
}

/// Tables have a row of header cells for the columns, and each other row a header cell of its own.
fn headed_tables(source: &Source, file: &File, name: &str) -> usize {
    let structure = file.structure();
    let all = |kind: &str| -> Vec<&Element> {
        let mut found = Vec::new();
        structure.iter().for_each(|element| element.all(kind, &mut found));
        found
    };
    let tables = all("Table");
    let asked = format!("{:?}", source.parsed()).matches("Table { id:").count();
    assert!(tables.len() >= asked, "{name}: {} of {asked}", tables.len());
    for table in &tables {
        let mut rows = Vec::new();
        table.all("TR", &mut rows);
        let scopes = |row: &Element| -> Vec<String> {
            let heads = row.children.iter().filter(|cell| cell.kind == "TH");
            heads.map(|head| head.scope.clone().expect("a header cell has a scope")).collect()
        };
        let (head, body) = rows.split_first().expect("a table has rows");
        assert_eq!(
            head.children.len(),
            scopes(head).len(),
            "{name}: every cell of the first row is a header"
        );
        assert!(body.iter().all(|row| scopes(row) == ["Row"]), "{name}: {body:?}");
    }
    tables.len()
}

fn every_edition(case: &Case, mut check: impl FnMut(&Edition, &Source)) {
    let input = case.input();
    for edition in [Group::Audit, Group::Policy].into_iter().flat_map(|group| editions(group, &input)) {
        check(&edition, &compose(&edition, &input, &Templates::builtin()).expect("the templates are right"));
    }
}

#[test]
fn every_document_meets_both_standards_and_holds_every_word() {
    let mut tables = 0;
    for changes in [&[][..], DRAFT] {
        let case = Case::new(changes);
        every_edition(&case, |edition, source| {
            let name = edition.path();
            let bytes = written(source);
            validate(&bytes, &name);
            let file = File::open(&bytes);
            assert_eq!(file.language(), "en-GB", "{name}");
            same_words(source, &file, &name);
            same_outline(source, &file, &name);
            tables += headed_tables(source, &file, &name);
        });
    }
    assert!(tables > 100, "{tables}");
}

#[test]
fn every_finding_and_requirement_stands_in_the_audit() {
    let case = Case::new(&[]);
    let source = compose(&Document::Audit.whole(), &case.input(), &Templates::builtin());
    let letters = File::open(&written(&source.expect("the template is right"))).letters();
    for result in &case.assessment.requirements {
        assert!(letters.contains(&result.id), "{}", result.id);
        assert!(result.findings.iter().all(|finding| letters.contains(&finding.id)), "{}", result.id);
    }
}

#[test]
fn hostile_values_are_shown_as_they_are() {
    let mut case = Case::new(&[]);
    let typst = "#panic() $x$ *b* _i_ <label> @ref `raw` // x /* y */ \\u{41} #import \"@preview/x:1.0.0\"";
    case.assessment.organisation = typst.to_owned();
    let mut one = finding(7, Outcome::NotMet);
    one.headline = format!("{typst} {}", "W".repeat(300));
    case.assessment.requirements[0].findings = vec![one];
    case.assessment.requirements[0].outcome = Outcome::NotMet;
    let source = compose(&Document::Audit.whole(), &case.input(), &Templates::builtin());
    let source = source.expect("the template is right");
    let bytes = write(&source, &properties(&case.input())).unwrap_or_else(|error| panic!("{error}"));
    validate(&bytes, "hostile");
    let file = File::open(&bytes);
    let letters = file.letters();
    for shown in HOSTILE.iter().copied().chain([typst]) {
        let shown = squeezed(&shown.replace("\n\n", "\n").replace('\n', " / "));
        assert!(letters.contains(&shown), "{shown}");
    }
    same_words(&source, &file, "hostile");
}

#[test]
fn letters_of_other_scripts_are_set_and_the_rest_told() {
    let known = "Łódź Ελλάδα Київ שלום ✓ ◐ ✗ → e\u{301}";
    let bytes = written(&source(&format!("# {known}\n\n**{known}** *{known}* `{known}`{{.met}}\n")));
    validate(&bytes, "known letters");
    let letters = File::open(&bytes).letters();
    assert!(letters.contains("ŁódźΕλλάδαКиїв") && !letters.contains("Unicode"), "{letters}");
    let bytes = written(&source("# 漢 \u{e000}\u{feff}\n\n👍🏽 *\u{1f9ff}*\n\n```\n\u{7}\n```\n"));
    validate(&bytes, "unknown letters");
    let letters = File::open(&bytes).letters();
    for shown in ["□U+6F22", "□U+E000□U+FEFF", "□U+1F44D□U+1F3FD", "□U+1F9FF", "□U+0007", "placeinUnicode"]
    {
        assert!(letters.contains(shown), "{shown}: {letters}");
    }
}

#[test]
fn every_block_and_mark_has_a_shape() {
    let source = source(
        "::: banner\n**Us**\n:::\n\n# T\n\n::: meta\nm\n:::\n\n::: lead\nl\n:::\n\n[up](#a) [out](https://x.example/?a=%C3%A4) \
         [mail](mailto:a@b.example)\\\nnext ==open== `F-1`{.id} `c` `x`{.rating .rating-limited}\n\n## A {#a}\n\n1. one\n   - two\n\n     more\n\
         5. three\n\n> quote\n\n---\n\n```\n  lines\n\tof code\n```\n\n::: details\nMore\n\nrest\n:::\n\n\
         :::: finding is-unknown\n#### F\n\n::: open\no\n:::\n\n| only a header |\n|---|\n::::\n\n## B\n\n<b>raw</b>\n\n## C\n\n::: footer\nend\n:::\n",
    );
    let bytes = written(&source);
    validate(&bytes, "all shapes");
    let file = File::open(&bytes);
    same_words(&source, &file, "all shapes");
    same_outline(&source, &file, "all shapes");
    assert!(file.letters().contains("Contents"));
}

/// So that the one thing that is forgiven is judged by itself.
#[test]
fn a_stream_that_ends_in_a_carriage_return_is_sound() {
    let found =
        (0..400).any(|number| streams_end_where_they_say(&written(&source(&format!("# T\n\n{number}\n")))));
    assert!(found);
}

#[test]
fn a_document_of_nothing_is_a_file() {
    let source = source("# T\n");
    let bytes = written(&source);
    validate(&bytes, "nothing");
    assert_eq!(File::open(&bytes).pages(), 1);
}

#[test]
fn a_letter_and_a_marked_heading_begin_pages() {
    let source = source(
        "# T\n\n## Hidden {#h .unlisted}\n\n## A\n\n## B {#b .page}\n\n::: letter\n## C {#c .unlisted}\n\nDear\n:::\n\n## D\n",
    );
    let bytes = written(&source);
    validate(&bytes, "pages");
    let file = File::open(&bytes);
    assert_eq!(file.pages(), 3);
    same_outline(&source, &file, "pages");
    assert_eq!(file.letters().matches("Hidden").count(), 1, "it is in no list of contents");
}

#[test]
fn a_wide_table_lies_and_loses_no_column() {
    let row = |word: &str| (0..40).map(|column| format!("| {word}{column} ")).collect::<String>() + "|\n";
    let rows = format!("{}{}{}", row("Heading"), "|---".repeat(40) + "|\n", row("Requirement"));
    let source = source(&format!("# T\n\nfirst\n\n## Wide\n\n{rows}\n\n## Narrow\n\nlast\n"));
    let bytes = written(&source);
    validate(&bytes, "wide");
    let file = File::open(&bytes);
    same_words(&source, &file, "wide");
    assert!(headed_tables(&source, &file, "wide") > 1);
    let lying = file.lying();
    assert!(!lying[0] && lying[1] && !lying[lying.len() - 1], "{lying:?}");
    assert!(file.letters().contains("(part2of"));
}

#[test]
fn a_cell_longer_than_a_page_goes_on() {
    let source = source(&format!("# T\n\n| a | b |\n|---|---|\n| x | {} |\n", "many words ".repeat(2000)));
    let bytes = written(&source);
    validate(&bytes, "long");
    let file = File::open(&bytes);
    assert!(file.pages() > 3);
    same_words(&source, &file, "long");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let case = Case::new(DRAFT);
    let source = compose(&Document::PrivacyPolicy.whole(), &case.input(), &Templates::builtin());
    let source = source.expect("the template is right");
    assert!(written(&source) == written(&source));
}
