//! What is wrong with a template before it runs: names that do not exist, also in branches that a run would not
//! reach, and what templates may not do.
//!
//! Templates place values. They read no file, call nothing, define nothing; a value cannot be made longer and longer,
//! and loops are counted while they run (`limits`).

use candor_model::text::nearest;

use super::expression::Expression;
use super::scan::{Tag, TagKind, Token, TokenKind, tags};
use super::shape::{Part, Shape};
use crate::Mistake;
use crate::document::SHARED;

/// Tags that are understood, beside those that end or divide one.
const TAGS: &str = "for, if, elif, else, set, include, break, continue, raw";

/// Finds every mistake of a template, in the order of the text.
pub(crate) fn check(source: &str, values: &Shape) -> Vec<Mistake> {
    let mut walk = Walk { scopes: vec![Vec::new()], mistakes: Vec::new(), values };
    for tag in tags(source) {
        walk.tag(&tag);
    }
    walk.mistakes
}

/// Names and what they hold, the innermost last.
pub(super) struct Walk<'a> {
    scopes: Vec<Vec<(String, Shape)>>,
    mistakes: Vec<Mistake>,
    values: &'a Shape,
}

impl Walk<'_> {
    fn tag(&mut self, tag: &Tag) {
        let Some(first) = tag.tokens.first() else { return };
        let rest = &tag.tokens[1..];
        if tag.kind == TagKind::Output {
            self.expression(&tag.tokens, false);
            return;
        }
        match first.text.as_str() {
            "for" => self.for_loop(first, rest),
            "set" => self.set(first, rest),
            "include" => self.include(first, rest),
            "if" => {
                self.expression(rest, false);
                self.scopes.push(Vec::new());
            }
            "elif" => {
                self.expression(rest, false);
            }
            "endfor" | "endif" => {
                if self.scopes.len() > 1 {
                    self.scopes.pop();
                }
            }
            "else" | "break" | "continue" | "endraw" => {}
            // What it ends was told already.
            other if other.starts_with("end") => {}
            other => {
                let message = format!("a template cannot use the tag `{other}`");
                self.mistake(first, message, format!("use: {TAGS}"));
            }
        }
    }

    fn for_loop(&mut self, tag: &Token, rest: &[Token]) {
        let Some(split) = rest.iter().position(|token| token.is("in")) else {
            self.scopes.push(Vec::new());
            return;
        };
        let (names, over) = (&rest[..split], &rest[split + 1..]);
        let element = match self.expression(over, false) {
            Shape::List(inner) => *inner,
            Shape::Any => Shape::Any,
            other => {
                let message = format!("there is nothing to walk through: the value is a {}", other.words());
                self.mistake(over.first().unwrap_or(tag), message, "a loop needs a list".to_owned());
                Shape::Any
            }
        };
        let named: Vec<&Token> = names.iter().filter(|token| token.kind == TokenKind::Name).collect();
        let mut scope = vec![("loop".to_owned(), loop_shape())];
        for (index, name) in named.iter().enumerate() {
            let is_value = index + 1 == named.len();
            scope.push((name.text.clone(), if is_value { element.clone() } else { Shape::Any }));
        }
        self.scopes.push(scope);
    }

    /// What several built-in templates share may be placed; nothing else is there to be.
    fn include(&mut self, tag: &Token, rest: &[Token]) {
        let name = rest.first().map(|token| token.text.trim_matches(['"', '\'', '`'])).unwrap_or_default();
        match SHARED.into_iter().find(|(known, _)| *known == name) {
            Some((_, text)) => {
                for tag in tags(text) {
                    self.tag(&tag);
                }
            }
            None => {
                let names = SHARED.map(|(name, _)| name).join(", ");
                self.mistake(
                    tag,
                    format!("there is nothing to include as `{name}`"),
                    format!("there are: {names}"),
                );
            }
        }
    }

    fn set(&mut self, tag: &Token, rest: &[Token]) {
        match rest {
            [name, sign, value @ ..] if sign.is("=") => {
                let shape = self.expression(value, true);
                if let Some(scope) = self.scopes.last_mut() {
                    scope.push((name.text.clone(), shape));
                }
            }
            _ => {
                let help = "write `{% set name = value %}`";
                self.mistake(tag, "a template cannot set a block of text".to_owned(), help.to_owned());
            }
        }
    }

    /// The shape of an expression, if it is a value and no more; its mistakes are noted.
    fn expression(&mut self, tokens: &[Token], kept: bool) -> Shape {
        Expression { tokens, kept }.check(self)
    }

    pub(super) fn mistake(&mut self, token: &Token, message: String, help: String) {
        self.mistakes.push(Mistake { line: token.line, column: token.column, message, help });
    }

    /// What a name holds.
    pub(super) fn find(&self, name: &str) -> Option<&Shape> {
        let own = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
        own.into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, shape)| shape)
            .or_else(|| self.values.part(name).map(|part| &part.shape))
    }

    /// The names that exist, without doubles.
    pub(super) fn names(&self) -> Vec<String> {
        let own = self.scopes.iter().flatten().map(|(name, _)| name.clone());
        let mut names: Vec<String> = match self.values {
            Shape::Record(parts) => parts.iter().map(|part| part.name.clone()).collect(),
            _ => Vec::new(),
        };
        names.extend(own);
        names.sort();
        names.dedup();
        names
    }
}

/// What `loop` holds inside of a loop.
fn loop_shape() -> Shape {
    let part =
        |name: &str, shape| Part { name: name.to_owned(), about: String::new(), optional: false, shape };
    Shape::Record(vec![
        part("index", Shape::Number),
        part("index0", Shape::Number),
        part("first", Shape::YesNo),
        part("last", Shape::YesNo),
        part("length", Shape::Number),
    ])
}

/// "did you mean `x`?", and what there is.
pub(super) fn what_exists(word: &str, known: &[String]) -> String {
    let all = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
    match nearest(word, known.iter().map(String::as_str)) {
        Some(other) => format!("did you mean `{other}`? here there are: {all}"),
        None => format!("here there are: {all}"),
    }
}
