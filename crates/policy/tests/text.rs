//! The text of a policy as a reader meets it, in each form.

use std::io::{Cursor, Write};

use candor_policy::text::{Block, BlockKind, Text, TextError, read, words};

/// Blocks in short: `line kind: text`, with `hidden` and `[text → target]` of links.
fn shown(text: &Text) -> Vec<String> {
    text.blocks.iter().map(shown_block).collect()
}

fn shown_block(block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::Item => "li".to_owned(),
        BlockKind::Cell { table, row, column, header } => {
            format!("{} {table}.{row}.{column}", if header { "th" } else { "td" })
        }
        BlockKind::Caption => "caption".to_owned(),
        BlockKind::Verbatim => "verbatim".to_owned(),
    };
    let hidden = if block.hidden { " hidden" } else { "" };
    let links: Vec<String> =
        block.links.iter().map(|link| format!(" [{} → {}]", link.text, link.target)).collect();
    let allowed: Vec<String> =
        block.allowed.iter().map(|allowed| format!(" allow {}: {}", allowed.rule, allowed.reason)).collect();
    format!("{} {kind}{hidden}: {}{}{}", block.line, block.text, links.concat(), allowed.concat())
}

fn blocks(name: &str, text: &str) -> Vec<String> {
    shown(&read(name, text.as_bytes()).expect("a test may fail here"))
}

fn sentences(text: &str) -> Vec<String> {
    let text = read("policy.md", text.as_bytes()).expect("a test may fail here");
    text.blocks.iter().flat_map(|block| &block.sentences).map(|sentence| sentence.text.clone()).collect()
}

#[test]
fn markdown_is_read_in_blocks() {
    let text = "\
---
title: Privacy
---
# How we use data {#top .page}

We keep **names**
and [addresses](https://a.example/x).

<!-- candor-allow PL003, PL007: the law names no period -->
- one
- two

  more of two
    - three

::: table {.wide}
What we keep

| Data | Why |
|------|-----|
| Name | Post `x`{.tag} |
:::

> The law says so.

::: verbatim
FIXED WORDS.
:::

```
code
```

::: details
## Show more
Folded.
:::

~~gone~~ Still here.<br>Next <!-- candor-allow PL001: said by law --> line ![logo](a.png).[^1]

[^1]: A note.
";
    assert_eq!(
        blocks("policy.md", text),
        [
            "4 h1: How we use data",
            "6 p: We keep names and addresses. [addresses → https://a.example/x]",
            "10 li: one allow PL003: the law names no period allow PL007: the law names no period",
            "11 li: two",
            "13 li: more of two",
            "14 li: three",
            "17 caption: What we keep",
            "19 th 0.0.0: Data",
            "19 th 0.0.1: Why",
            "21 td 0.1.0: Name",
            "21 td 0.1.1: Post x",
            "24 verbatim: The law says so.",
            "27 verbatim: FIXED WORDS.",
            "31 verbatim: code",
            "35 h2: Show more",
            "36 p hidden: Folded.",
            "39 p: Still here. Next line . allow PL001: said by law",
            "41 li: A note.",
        ]
    );
}

#[test]
fn html_in_markdown_is_read_as_html() {
    let text = "# Policy\n\n<table><tr><th>Data</th></tr>\n<tr><td>Name</td></tr></table>\n\n\
                <details>\n<summary>More</summary>\n\nFolded *words*.\n\n</details>\n\nShown.\n";
    assert_eq!(
        blocks("policy.md", text),
        [
            "1 h1: Policy",
            "3 th 0.0.0: Data",
            "4 td 0.1.0: Name",
            "7 p: More",
            "9 p hidden: Folded words.",
            "13 p: Shown."
        ]
    );
}

#[test]
fn html_is_read_as_a_visitor_sees_it() {
    let text = "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Shop | Privacy</title>
<style>p { color: red }</style></head><body>
<header><a href=\"/\">Home</a></header>
<nav><ul><li>Menu</ul></nav>
<main>
<h1>Privacy</h1>
<p>We keep <b>na</b>mes &amp; <a href='#x'><img alt='addresses' src=x></a>.
<p hidden>Not this.</p>
<ul><li>one<li>two <ul><li>three</ul></ul>
<table><caption>Data</caption><thead><tr><th>What<th>Why</thead>
<tr><td>Name<td><p>Post</p><p>Calls</p></table>
<details><summary>More</summary><p>Folded.</p><details open><summary>Deeper</summary>Deep.</details></details>
<details open><summary>Open</summary><p>Shown.</p></details>
<blockquote>Law.</blockquote>
<!-- candor-allow PL009: our slogan -->
<a href=\"https://a.example\"><h3>Linked</h3></a>
<script>if (a < b) { '</p>' }</script>
Loose <del>old</del><ins>new</ins> text<br>here.
</main><footer>Imprint</footer></body></html>";
    let read = read("policy", text.as_bytes()).expect("a test may fail here");
    assert_eq!(
        shown(&read),
        [
            "6 h1: Privacy",
            "7 p: We keep names & . [addresses → #x]",
            "9 li: one",
            "9 li: two",
            "9 li: three",
            "10 caption: Data",
            "10 th 0.0.0: What",
            "10 th 0.0.1: Why",
            "11 td 0.1.0: Name",
            "11 td 0.1.1: Post",
            "11 td 0.1.1: Calls",
            "12 p: More",
            "12 p hidden: Folded.",
            "12 p hidden: Deeper",
            "12 p hidden: Deep.",
            "13 p: Open",
            "13 p: Shown.",
            "14 verbatim: Law.",
            "16 h3: Linked [Linked → https://a.example] allow PL009: our slogan",
            "18 p: Loose new text here.",
        ]
    );
    assert_eq!(read.title.as_deref(), Some("Privacy"));
    assert_eq!(read.language.as_deref(), Some("en"));
}

#[test]
fn without_a_main_part_all_but_header_and_footer_is_read() {
    let page = "<html><body><header><h1>Policy</h1><p>Slogan</p></header><section><header><p>Since May</p></header>\
                <p>Text.</p></section><footer>Imprint</footer>";
    assert_eq!(blocks("a.html", page), ["1 h1: Policy", "1 p: Since May", "1 p: Text."]);
}

#[test]
fn plain_text_is_read_with_headings_by_guess() {
    let text = "Privacy policy\n\nWHO WE ARE\nWe are Example\nInc. in Bonn.\n\n2.1 Your rights\n\nYou can:\n- ask us\n  for a copy\n\
                - complain\n\nOur promise\n-----------\nWe answer.\n\ncandor-allow PL003: by law\nNo period";
    assert_eq!(
        blocks("policy.txt", text),
        [
            "1 h1: Privacy policy",
            "3 h2: WHO WE ARE",
            "4 p: We are Example Inc. in Bonn.",
            "7 h3: 2.1 Your rights",
            "9 p: You can:",
            "10 li: ask us for a copy",
            "12 li: complain",
            "14 h2: Our promise",
            "16 p: We answer.",
            "19 p: No period allow PL003: by law",
        ]
    );
}

/// A DOCX file of these parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a test may fail here");
        archive.write_all(xml.as_bytes()).expect("a test may fail here");
    }
    archive.finish().expect("a test may fail here").into_inner()
}

#[test]
fn docx_is_read_by_its_styles() {
    let document = r##"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:r="r"><w:body>
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Daten</w:t></w:r><w:r><w:t xml:space="preserve">schutz</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Here &amp; there: </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:t>rights</w:t></w:r></w:hyperlink>
<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>, new</w:t></w:r></w:ins>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:commentReference w:id="4"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Liste"/></w:pPr><w:r><w:t>item</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>numbered</w:t></w:r></w:p>
<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Data</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Why</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://b.example"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>site</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>Law.</w:t></w:r></w:p>
</w:body></w:document>"##;
    let styles = r#"<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Liste"><w:name w:val="Eigene"/><w:basedOn w:val="LB"/></w:style>
<w:style w:styleId="LB"><w:name w:val="List Bullet 2"/><w:basedOn w:val="Liste"/></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>"#;
    let bytes = docx(&[
        ("word/document.xml", document),
        ("word/styles.xml", styles),
        (
            "word/_rels/document.xml.rels",
            r#"<R><Relationship Id="rId1" Target="https://a.example" TargetMode="External"/></R>"#,
        ),
        (
            "word/comments.xml",
            r#"<w:comments xmlns:w="w"><w:comment w:id="4"><w:p><w:r><w:t>candor-allow PL001: agreed</w:t></w:r></w:p></w:comment></w:comments>"#,
        ),
        (
            "word/footnotes.xml",
            r#"<w:footnotes xmlns:w="w"><w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        ),
    ]);
    let read = read("policy.docx", &bytes).expect("a test may fail here");
    assert_eq!(
        shown(&read),
        [
            "1 h1: Datenschutz",
            "3 p: Here & there: rights, new [rights → https://a.example] allow PL001: agreed",
            "4 li: item",
            "5 li: numbered",
            "6 th 0.0.0: Data",
            "7 th 0.0.2: Why",
            "8 td 0.1.0: Name",
            "9 p: site [site → https://b.example]",
            "10 verbatim: Law.",
            "11 p: A note.",
        ]
    );
    assert_eq!(read.language.as_deref(), Some("nl"), "as declared, for its words tell nothing");
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    for (text, expected) in [
        ("We sell nothing. You pay us.", vec!["We sell nothing.", "You pay us."]),
        (
            "Harborlight, Inc. decides. We use Foo Inc. We pay it.",
            vec!["Harborlight, Inc. decides.", "We use Foo Inc.", "We pay it."],
        ),
        ("Foo Ltd. Privacy Team answers.", vec!["Foo Ltd. Privacy Team answers."]),
        (
            "See Art. 13 and No. 5. Is that all? No. We do more.",
            vec!["See Art. 13 and No. 5.", "Is that all?", "No.", "We do more."],
        ),
        (
            "Data, e.g. Names, i.e. People's, cost 1.5 cents.",
            vec!["Data, e.g. Names, i.e. People's, cost 1.5 cents."],
        ),
        (
            "Go to https://a.example/x?A=1 now. Or stay.",
            vec!["Go to https://a.example/x?A=1 now.", "Or stay."],
        ),
        (
            "Write to the U.S. Department of Health. In the U.S. we obey.",
            vec!["Write to the U.S. Department of Health.", "In the U.S. we obey."],
        ),
        ("Open from 9 a.m. to 5 p.m. We help.", vec!["Open from 9 a.m. to 5 p.m.", "We help."]),
        ("1\\. We ask first. 2. You answer.", vec!["1. We ask first.", "2. You answer."]),
        ("He said “We stop.” Then he did.", vec!["He said “We stop.”", "Then he did."]),
        ("Dr. J. Doe is here (see p. 4). She helps!", vec!["Dr. J. Doe is here (see p. 4).", "She helps!"]),
        (
            "Wir geben die Daten z. B. Ämtern und der Post, d. h. Sie sind am 1. Januar nach Art. 6 Abs. 1 lit. b DSGVO dort. Das ist 2026. Danach nicht.",
            vec![
                "Wir geben die Daten z. B. Ämtern und der Post, d. h. Sie sind am 1. Januar nach Art. 6 Abs. 1 lit. b DSGVO dort.",
                "Das ist 2026.",
                "Danach nicht.",
            ],
        ),
        (
            "Usted y la Sra. Ruiz son las personas, p. ej. Clientes. ¿Por qué? Para el art. 6.",
            vec!["Usted y la Sra. Ruiz son las personas, p. ej. Clientes.", "¿Por qué?", "Para el art. 6."],
        ),
        (
            "M. Dupont et Mme. Durand sont dans les bureaux de Foo S.A. Nous ne vendons pas.",
            vec!["M. Dupont et Mme. Durand sont dans les bureaux de Foo S.A.", "Nous ne vendons pas."],
        ),
    ] {
        assert_eq!(sentences(text), expected, "{text}");
    }
}

#[test]
fn a_sentence_knows_its_place_and_whether_it_ends() {
    let text = read("a.md", "We keep:\n\n* Names. And more".as_bytes()).expect("a test may fail here");
    let found: Vec<(usize, bool)> =
        text.blocks.iter().flat_map(|block| &block.sentences).map(|s| (s.start, s.complete)).collect();
    assert_eq!(found, [(0, false), (0, true), (7, false)]);
}

#[test]
fn words_are_counted_without_marks() {
    let counted: Vec<&str> =
        words("“Long-term” storage — and/or 30 days (max.) & don't see https://a.example/b").collect();
    assert_eq!(
        counted,
        ["Long-term", "storage", "and", "or", "30", "days", "max", "don't", "see", "https://a.example/b"]
    );
}

#[test]
fn the_language_is_told_by_small_words() {
    for (text, language) in [
        ("We keep the data of you and your family for the time that is needed.", Some("en")),
        ("Wir speichern die Daten und löschen sie nicht mit der Zeit.", Some("de")),
        ("Nous gardons les données et vous pouvez les voir dans une page.", Some("fr")),
        ("Guardamos los datos para usted y su familia con una copia del contrato.", Some("es")),
        ("Lorem ipsum dolor sit amet consectetur", None),
    ] {
        assert_eq!(
            read("a.txt", text.as_bytes()).expect("a test may fail here").language.as_deref(),
            language
        );
    }
}

#[test]
fn characters_that_nobody_sees_hide_no_word() {
    assert_eq!(blocks("a.md", "We se\u{ad}ll\u{200b} \u{202e}data."), ["1 p: We sell data."]);
}

#[test]
fn a_part_is_what_stands_under_its_heading() {
    let text = read("a.md", b"# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour")
        .expect("a test may fail here");
    let part = text.part(2).expect("a test may fail here");
    assert_eq!(shown(&part), ["5 h2: B", "7 p: two", "9 h3: C", "11 p: three"]);
    assert_eq!(
        part.blocks.iter().map(|block| block.section).collect::<Vec<_>>(),
        [None, Some(0), Some(0), Some(2)]
    );
    assert_eq!((part.title.as_deref(), text.part(1), text.part(99)), (Some("B"), None, None));
}

#[test]
fn hostile_files_are_refused_by_name() {
    let deep = format!("<p>{}x", "<div>".repeat(100_000));
    assert_eq!(read("a.html", deep.as_bytes()), Err(TextError::TooDeep { limit: 1_000 }));
    let quotes = format!("{} x", ">".repeat(100_000));
    assert_eq!(read("a.md", quotes.as_bytes()), Err(TextError::TooDeep { limit: 1_000 }));
    assert_eq!(read("a.txt", b"caf\xe9"), Err(TextError::NotUtf8 { at: 3 }));
    assert_eq!(read("a.txt", b"\x00\x01\x02"), Err(TextError::NotText));
    assert_eq!(read("a.md", b" \n"), Err(TextError::Empty));
    assert!(matches!(read("a.docx", b"PK\x03\x04 nothing"), Err(TextError::Broken(_))));
    let bomb = docx(&[("word/document.xml", &" ".repeat(70 << 20))]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read("a.docx", &bomb), Err(TextError::TextTooLarge { limit: 64 << 20 }));
    let nested = docx(&[("word/document.xml", &"<w:tbl>".repeat(2_000))]);
    assert_eq!(read("a.docx", &nested), Err(TextError::TooDeep { limit: 1_000 }));
    let latin = b"<html><head><meta charset=\"windows-1252\"></head><body><p>caf\xe9 ouvert</p>";
    assert_eq!(shown(&read("a.html", latin).expect("a test may fail here")), ["1 p: café ouvert"]);
    let utf16: Vec<u8> = "\u{feff}Privacy".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shown(&read("a.txt", &utf16).expect("a test may fail here")), ["1 h1: Privacy"]);
}

/// Pieces that documents are made of, in any order and number.
const PIECES: [&str; 40] = [
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<main>",
    "</main>",
    "<nav>",
    "<a href=x>",
    "</a>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<svg/>",
    "<h2>",
    "::: details\n",
    ":::\n",
    "| a | b |\n|---|---|\n",
    "> ",
    "- ",
    "# ",
    "[x](y)",
    "`",
    "\n\n",
    " ",
    "Inc. ",
    "z. B. ",
    "1. ",
    "Wörter. ",
    "ask us? ",
    "\u{ad}",
];

proptest::proptest! {
    #[test]
    fn whatever_is_read_keeps_its_promises(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.as_slice()), 0..60),
        name in proptest::sample::select(["a.md", "a.html", "a.txt"].as_slice()),
    ) {
        let Ok(text) = read(name, pieces.concat().as_bytes()) else { return Ok(()) };
        for (index, block) in text.blocks.iter().enumerate() {
            assert!(!block.text.is_empty() && block.text == block.text.split_whitespace().collect::<Vec<_>>().join(" "));
            assert!(block.line >= 1);
            if let Some(section) = block.section {
                assert!(section < index && matches!(text.blocks[section].kind, BlockKind::Heading(_)));
            }
            let of_sentences: Vec<&str> = block.sentences.iter().flat_map(|sentence| words(&sentence.text)).collect();
            assert_eq!(of_sentences, words(&block.text).collect::<Vec<_>>(), "no word is lost");
            for sentence in &block.sentences {
                assert!(block.text[sentence.start..].starts_with(&sentence.text));
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400),
        name in proptest::sample::select(["a.md", "a.html", "a.txt", "a.docx", "a"].as_slice()),
    ) {
        let _ = read(name, &bytes);
    }

    #[test]
    fn no_xml_makes_the_reader_panic(
        pieces in proptest::collection::vec(proptest::sample::select(XML.as_slice()), 0..60),
    ) {
        let _ = read("a.docx", &docx(&[("word/document.xml", &pieces.concat())]));
    }
}

const XML: [&str; 22] = [
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>words. ",
    "</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:del>",
    "</w:del>",
    "<w:hyperlink>",
    "</w:hyperlink>",
    "<w:fldChar w:fldCharType='separate'/>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "&amp;",
    "<w:outlineLvl w:val='300'/>",
];
