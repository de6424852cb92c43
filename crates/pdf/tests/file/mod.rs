//! A PDF as its tests see it: its words, its bookmarks, its structure.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

pub(crate) struct File {
    document: Document,
}

/// A text as it is drawn, with the id of the marked content that it stands in.
struct Piece {
    id: Option<i64>,
    text: String,
}

/// A structure element (ISO 32000-1, 14.7.2): its type, its own entries, and what it holds.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) kind: String,
    pub(crate) scope: Option<String>,
    pub(crate) children: Vec<Element>,
}

impl File {
    pub(crate) fn open(bytes: &[u8]) -> File {
        File { document: Document::load_mem(bytes).expect("the file can be read") }
    }

    pub(crate) fn pages(&self) -> usize {
        self.document.get_pages().len()
    }

    /// For each page: does it lie?
    pub(crate) fn lying(&self) -> Vec<bool> {
        let lies = |id: &ObjectId| {
            let page = self.document.get_dictionary(*id).expect("a page is a dictionary");
            let edges = page.get(b"MediaBox").and_then(Object::as_array).expect("a page has a size");
            let edge = |index: usize| edges[index].as_float().expect("an edge is a number");
            edge(2) - edge(0) > edge(3) - edge(1)
        };
        self.document.get_pages().values().map(lies).collect()
    }

    /// The letters of the content, without spaces and without what stands at the edge of every page.
    pub(crate) fn letters(&self) -> String {
        let pages = self.document.get_pages();
        let pieces = pages.values().flat_map(|page| self.pieces(*page));
        squeezed(&pieces.map(|piece| piece.text).collect::<String>())
    }

    /// The same in the order of the structure, as it is read aloud: a cell that goes over to the next page is whole.
    #[allow(dead_code, reason = "the tests with LibreOffice read so")]
    pub(crate) fn letters_read_aloud(&self) -> String {
        let mut marked: BTreeMap<(ObjectId, i64), String> = BTreeMap::new();
        for page in self.document.get_pages().into_values() {
            for piece in self.pieces(page) {
                if let Some(id) = piece.id {
                    marked.entry((page, id)).or_default().push_str(&piece.text);
                }
            }
        }
        squeezed(&self.read_aloud(self.root(), None, &marked))
    }

    /// What stands in an element: ids of marked content on its page (ISO 32000-1, 14.7.4), and other elements.
    fn read_aloud(
        &self,
        element: &Dictionary,
        page: Option<ObjectId>,
        marked: &BTreeMap<(ObjectId, i64), String>,
    ) -> String {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let text = |id: &Object| {
            let place = page.zip(id.as_i64().ok());
            place.and_then(|place| marked.get(&place)).cloned().unwrap_or_default()
        };
        let own = element.get(b"MCID").map(text).unwrap_or_default();
        let kids = self.kids(element).into_iter().map(|kid| match self.dictionary(kid) {
            Some(inner) => self.read_aloud(inner, page, marked),
            None => text(kid),
        });
        own + &kids.collect::<String>()
    }

    /// The texts of a page in the order in which they are drawn, without artifacts.
    fn pieces(&self, page: ObjectId) -> Vec<Piece> {
        let fonts = self.document.get_page_fonts(page).expect("the typefaces can be read");
        let encodings: BTreeMap<Vec<u8>, _> = fonts
            .into_iter()
            .map(|(name, font)| {
                (name, font.get_font_encoding(&self.document).expect("a typeface tells its letters"))
            })
            .collect();
        let content = self.document.get_page_content(page);
        let content = Content::decode(&content).expect("the content can be read");
        // Each open mark, from the outermost: whether it is an artifact, and its id.
        let mut marks: Vec<(bool, Option<i64>)> = Vec::new();
        let mut font: Vec<u8> = Vec::new();
        let mut pieces = Vec::new();
        for operation in &content.operations {
            let name = || operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
            match operation.operator.as_str() {
                "BMC" | "BDC" => {
                    let properties = operation.operands.get(1).and_then(|one| one.as_dict().ok());
                    let id = properties.and_then(|one| one.get(b"MCID").and_then(Object::as_i64).ok());
                    marks.push((name() == b"Artifact", id));
                }
                "EMC" => drop(marks.pop()),
                "Tf" => font = name().to_vec(),
                "Tj" | "TJ" if !marks.iter().any(|(artifact, _)| *artifact) => {
                    let encoding = encodings.get(&font).expect("the typeface is a part of the page");
                    let decoded = |piece| Document::decode_text(encoding, piece).expect("letters are known");
                    let text = strings(&operation.operands).into_iter().map(decoded).collect();
                    pieces.push(Piece { id: marks.iter().rev().find_map(|(_, id)| *id), text });
                }
                _ => {}
            }
        }
        pieces
    }

    /// Levels, from 1, and titles of the bookmarks.
    pub(crate) fn bookmarks(&self) -> Vec<(usize, String)> {
        let toc = self.document.get_toc().expect("the file has bookmarks");
        toc.toc.into_iter().map(|entry| (entry.level, entry.title)).collect()
    }

    pub(crate) fn language(&self) -> String {
        let catalog = self.document.catalog().expect("the file has a catalogue");
        let language = catalog.get(b"Lang").and_then(Object::as_str).expect("the file has a language");
        String::from_utf8_lossy(language).into_owned()
    }

    /// The structure elements at the top.
    pub(crate) fn structure(&self) -> Vec<Element> {
        self.children(self.root())
    }

    fn root(&self) -> &Dictionary {
        let catalog = self.document.catalog().expect("the file has a catalogue");
        let root = self.dictionary(catalog.get(b"StructTreeRoot").expect("the file is tagged"));
        root.expect("the tree has a root")
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        self.document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok())
    }

    fn children(&self, parent: &Dictionary) -> Vec<Element> {
        let kids = self.kids(parent).into_iter().filter_map(|kid| self.dictionary(kid));
        kids.filter_map(|kid| self.element(kid)).collect()
    }

    fn kids<'a>(&'a self, parent: &'a Dictionary) -> Vec<&'a Object> {
        match parent.get(b"K").and_then(|kids| self.document.dereference(kids)) {
            Ok((_, Object::Array(kids))) => kids.iter().collect(),
            Ok((_, kid)) => vec![kid],
            Err(_) => Vec::new(),
        }
    }

    fn element(&self, element: &Dictionary) -> Option<Element> {
        let kind = element.get(b"S").and_then(Object::as_name).ok()?;
        let attributes = element.get(b"A").and_then(|value| self.document.dereference(value)).ok();
        let attributes = match attributes.map(|(_, value)| value) {
            Some(Object::Array(all)) => all.iter().filter_map(|one| self.dictionary(one)).collect(),
            Some(Object::Dictionary(one)) => vec![one],
            _ => Vec::new(),
        };
        let scope = attributes.into_iter().find_map(|one| one.get(b"Scope").and_then(Object::as_name).ok());
        Some(Element {
            kind: String::from_utf8_lossy(kind).into_owned(),
            scope: scope.map(|scope| String::from_utf8_lossy(scope).into_owned()),
            children: self.children(element),
        })
    }
}

impl Element {
    /// All elements of a type below this one and it itself.
    pub(crate) fn all<'a>(&'a self, kind: &str, found: &mut Vec<&'a Element>) {
        if self.kind == kind {
            found.push(self);
        }
        for child in &self.children {
            child.all(kind, found);
        }
    }
}

fn strings(operands: &[Object]) -> Vec<&[u8]> {
    let pieces = operands.iter().flat_map(|operand| match operand {
        Object::Array(pieces) => pieces.as_slice(),
        piece => std::slice::from_ref(piece),
    });
    pieces.filter_map(|piece| piece.as_str().ok()).collect()
}

/// A text without its spaces.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Do all streams end where their lengths say (ISO 32000-1, 7.3.8.1), and one of them with a carriage return?
pub(crate) fn streams_end_where_they_say(bytes: &[u8]) -> bool {
    const START: &[u8] = b">>\nstream\n";
    let find = |from: usize| bytes[from..].windows(START.len()).position(|window| window == START);
    let (mut from, mut returns) = (0, false);
    while let Some(start) = find(from) {
        let head = String::from_utf8_lossy(&bytes[from..from + start]).into_owned();
        let length = head.rsplit("/Length ").next().and_then(|rest| rest.split(['/', ' ', '\n']).next());
        let Some(length) = length.and_then(|length| length.parse::<usize>().ok()) else { return false };
        let end = from + start + START.len() + length;
        if !bytes.get(end..).is_some_and(|rest| rest.starts_with(b"\nendstream")) {
            return false;
        }
        returns |= bytes[end - 1] == b'\r';
        from = end;
    }
    returns
}
