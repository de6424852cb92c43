//! The names in an expression of a template: values, filters, tests.

use candor_policy::Key;

use super::check::{Walk, what_exists};
use super::filters::{FILTERS, TESTS};
use super::scan::{Token, TokenKind};
use super::shape::Shape;

/// Words of the language.
const WORDS: [&str; 14] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None", "null"];

/// Filters whose result has the shape of what they are given.
const KEEPING: [&str; 2] = ["default", "safe"];

/// Filters that take an element out of a list.
const ELEMENT: [&str; 3] = ["first", "last", "nth"];

pub(super) struct Expression<'a> {
    pub tokens: &'a [Token],
    /// Its value is kept under a name, so it must not grow.
    pub kept: bool,
}

impl Expression<'_> {
    /// Notes mistakes; gives the shape if the expression is one value, with or without filters.
    pub(super) fn check(&self, walk: &mut Walk<'_>) -> Shape {
        if let Some(token) = self.tokens.iter().find(|token| token.is("for")) {
            let help = "write a loop: `{% for item in list %}`".to_owned();
            walk.mistake(token, "a template cannot make lists".to_owned(), help);
            return Shape::Any;
        }
        let mut shape = None;
        let mut is_one = true;
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            let before = at.checked_sub(1).map(|before| &self.tokens[before]);
            let after = self.tokens.get(at + 1);
            match token.kind {
                TokenKind::Name if before.is_some_and(|before| before.is("|")) => {
                    known(walk, token, "filter", &FILTERS.map(|filter| filter.name));
                    if token.is("say") {
                        self.message(at, walk);
                    }
                    shape = shape.map(|shape| filtered(&token.text, shape));
                }
                TokenKind::Name if self.is_test(at) => known(walk, token, "test", &TESTS),
                TokenKind::Name if WORDS.contains(&token.text.as_str()) => is_one = false,
                // The name of an argument.
                TokenKind::Name if at > 0 && after.is_some_and(|after| after.is("=")) => at += 1,
                TokenKind::Name if after.is_some_and(|after| after.is("(")) => {
                    let message = format!("a template cannot call `{}`", token.text);
                    walk.mistake(token, message, "place a value; filters stand behind `|`".to_owned());
                }
                TokenKind::Name => {
                    let (found, length) = self.path(at, walk);
                    if at == 0 {
                        shape = Some(found);
                    }
                    at += length - 1;
                }
                TokenKind::Mark => {
                    is_one &= ["|", "(", ")", "="].contains(&token.text.as_str());
                    self.mark(at, walk);
                }
                TokenKind::Text | TokenKind::Number => {}
            }
            at += 1;
        }
        shape.filter(|_| is_one).unwrap_or(Shape::Any)
    }

    /// Is the text before `say` a message, and is everything there that it needs?
    fn message(&self, at: usize, walk: &mut Walk<'_>) {
        let Some(token) = at.checked_sub(2).map(|before| &self.tokens[before]) else { return };
        if token.kind != TokenKind::Text {
            return;
        }
        let id = token.text.trim_matches(['"', '\'', '`']);
        let Some(message) = Key::find(id) else {
            let ids: Vec<String> = Key::all().map(|key| key.id().to_owned()).collect();
            let help = match what_exists(id, &ids).split_once("; ") {
                Some((near, _)) => near.replace("here there are", "").trim().to_owned(),
                None => "messages stand in templates/words".to_owned(),
            };
            return walk.mistake(token, format!("there is no message `{id}`"), help);
        };
        let named =
            |name: &&&str| self.tokens[at..].windows(2).any(|pair| pair[0].is(name) && pair[1].is("="));
        for missing in message.variables().iter().filter(|name| !named(name)) {
            let help = format!("write `say({missing}=…)`");
            walk.mistake(token, format!("the message `{id}` needs `{missing}`"), help);
        }
    }

    /// Is this the name of a test: behind `is` or `is not`?
    fn is_test(&self, at: usize) -> bool {
        let before = |steps: usize| at.checked_sub(steps).map(|place| &self.tokens[place]);
        let is = |token: Option<&Token>, word: &str| token.is_some_and(|token| token.is(word));
        !self.tokens[at].is("not") && (is(before(1), "is") || (is(before(1), "not") && is(before(2), "is")))
    }

    fn mark(&self, at: usize, walk: &mut Walk<'_>) {
        let token = &self.tokens[at];
        let message = match token.text.as_str() {
            "<" | "</" if at == 0 => "a template cannot use components",
            "~" | "+" | "*" | "**" | "[" | "{" | "..." if self.kept => {
                "a kept value must be one that exists: it cannot be put together"
            }
            _ => return,
        };
        let help = "place values where they are shown: `{{ one }} {{ two }}`".to_owned();
        walk.mistake(token, message.to_owned(), help);
    }

    /// Follows a name and what stands behind its points and in its brackets; also the number of tokens.
    fn path(&self, start: usize, walk: &mut Walk<'_>) -> (Shape, usize) {
        let first = &self.tokens[start];
        let mut shape = match walk.find(&first.text) {
            Some(shape) => shape.clone(),
            None => {
                let message = format!("there is no value `{}`", first.text);
                walk.mistake(first, message, what_exists(&first.text, &walk.names()));
                Shape::Any
            }
        };
        let mut at = start + 1;
        let mut path = first.text.clone();
        while let (Some(mark), Some(next)) = (self.tokens.get(at), self.tokens.get(at + 1)) {
            if (mark.is(".") || mark.is("?.")) && next.kind == TokenKind::Name {
                shape = part(walk, &path, &shape, next);
                path = format!("{path}.{}", next.text);
                at += 2;
            } else if mark.is("[") || mark.is("?[") {
                let length = closing(&self.tokens[at..]);
                let inner = &self.tokens[at + 1..at + length - 1];
                Expression { tokens: inner, kept: false }.check(walk);
                shape = match shape {
                    Shape::List(element) => *element,
                    _ => Shape::Any,
                };
                path.push_str("[]");
                at += length;
            } else {
                break;
            }
        }
        (shape, at - start)
    }
}

/// The part of a value behind a point.
fn part(walk: &mut Walk<'_>, path: &str, shape: &Shape, name: &Token) -> Shape {
    let help = match shape {
        Shape::Any => return Shape::Any,
        Shape::Record(parts) => match shape.part(&name.text) {
            Some(part) => return part.shape.clone(),
            None => {
                let known: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
                what_exists(&name.text, &known)
            }
        },
        other => format!("`{path}` is a {}", other.words()),
    };
    walk.mistake(name, format!("there is no value `{path}.{}`", name.text), help);
    Shape::Any
}

fn filtered(filter: &str, shape: Shape) -> Shape {
    match shape {
        shape if KEEPING.contains(&filter) => shape,
        Shape::List(element) if ELEMENT.contains(&filter) => *element,
        _ => Shape::Any,
    }
}

fn known(walk: &mut Walk<'_>, token: &Token, what: &str, names: &[&str]) {
    if !names.contains(&token.text.as_str()) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        walk.mistake(token, format!("there is no {what} `{}`", token.text), what_exists(&token.text, &names));
    }
}

/// The number of tokens from a bracket to the one that closes it.
fn closing(tokens: &[Token]) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "[" | "?[" if token.kind == TokenKind::Mark => depth += 1,
            "]" if token.kind == TokenKind::Mark => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len().max(2)
}
