//! What the values of a document look like: made from the schema of its view.

use serde_json::Value;

/// The kind of a value, with all that lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    YesNo,
    /// A word out of these.
    OneOf(Vec<String>),
    List(Box<Shape>),
    Record(Vec<Part>),
    /// Anything: nothing is known before a template runs.
    Any,
}

/// A named value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub name: String,
    pub about: String,
    /// It may be missing.
    pub optional: bool,
    pub shape: Shape,
}

impl Shape {
    /// The shape that a JSON schema describes.
    pub(crate) fn of(schema: &schemars::Schema) -> Shape {
        let schema = schema.as_value();
        shape(schema, schema)
    }

    pub(crate) fn part(&self, name: &str) -> Option<&Part> {
        match self {
            Shape::Record(parts) => parts.iter().find(|part| part.name == name),
            _ => None,
        }
    }

    /// Is it a fact: an answer, or the question for it?
    pub(crate) fn is_fact(&self) -> bool {
        self.part("ask").is_some() && self.part("mandatory").is_some()
    }

    /// In words: `text`, `list of records`.
    pub(crate) fn words(&self) -> String {
        match self {
            Shape::Text => "text".to_owned(),
            Shape::Number => "number".to_owned(),
            Shape::YesNo => "yes or no".to_owned(),
            Shape::OneOf(words) => format!("one of: {}", words.join(", ")),
            Shape::List(inner) => match &**inner {
                Shape::Text => "list of texts".to_owned(),
                Shape::Number => "list of numbers".to_owned(),
                fact if fact.is_fact() => "list of facts".to_owned(),
                Shape::Record(_) => "list of records".to_owned(),
                Shape::List(cells) => format!("list of lists: each a {}", Shape::List(cells.clone()).words()),
                other => format!("list: each {}", other.words()),
            },
            Shape::Record(_) if self.is_fact() => "fact".to_owned(),
            Shape::Record(_) => "record".to_owned(),
            Shape::Any => "any value".to_owned(),
        }
    }
}

fn shape(schema: &Value, root: &Value) -> Shape {
    if let Some(target) = schema["$ref"].as_str() {
        let pointer = target.trim_start_matches('#');
        return root.pointer(pointer).map_or(Shape::Any, |found| shape(found, root));
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(variants) = schema[key].as_array() {
            return of_variants(variants, root);
        }
    }
    if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
        return shape(only, root);
    }
    let words = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(options) = schema["enum"].as_array() {
        return Shape::OneOf(options.iter().filter_map(words).collect());
    }
    if let Some(word) = words(&schema["const"]) {
        return Shape::OneOf(vec![word]);
    }
    match kind(schema) {
        Some("string") => Shape::Text,
        Some("integer" | "number") => Shape::Number,
        Some("boolean") => Shape::YesNo,
        Some("array") => Shape::List(Box::new(shape(&schema["items"], root))),
        Some("object") => Shape::Record(parts(schema, root)),
        _ => Shape::Any,
    }
}

/// The kind beside null.
fn kind(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        kind => kind.as_str(),
    }
}

/// One kind beside null, or words to choose from.
fn of_variants(variants: &[Value], root: &Value) -> Shape {
    let real = variants.iter().filter(|variant| variant["type"] != "null");
    let shapes: Vec<Shape> = real.map(|variant| shape(variant, root)).collect();
    if let [only] = shapes.as_slice() {
        return only.clone();
    }
    let mut words = Vec::new();
    for shape in shapes {
        match shape {
            Shape::OneOf(more) => words.extend(more),
            _ => return Shape::Any,
        }
    }
    Shape::OneOf(words)
}

fn parts(schema: &Value, root: &Value) -> Vec<Part> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, inner)| Part {
            name: name.clone(),
            about: inner["description"].as_str().unwrap_or_default().replace('\n', " "),
            optional: !required.contains(&name.as_str()),
            shape: shape(inner, root),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use schemars::{JsonSchema, schema_for};

    use super::*;

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is read")]
    struct Row {
        /// What it is called.
        name: String,
        outcome: candor_assess::Outcome,
        share: Option<u64>,
        rows: Vec<Vec<String>>,
    }

    #[test]
    fn a_schema_becomes_a_shape() {
        let shape = Shape::of(&schema_for!(Row));
        let name = shape.part("name").expect("a test may fail here");
        assert_eq!(
            (name.about.as_str(), name.optional, &name.shape),
            ("What it is called.", false, &Shape::Text)
        );
        let words = |name| shape.part(name).map(|part| part.shape.words()).unwrap_or_default();
        assert_eq!(words("outcome"), "one of: not_met, partly_met, unknown, met, not_applicable");
        assert_eq!(words("share"), "number");
        assert!(shape.part("share").is_some_and(|part| part.optional));
        assert_eq!(words("rows"), "list of lists: each a list of texts");
    }
}
