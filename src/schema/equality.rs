//! Which values are equal, as JSON Schema has it: numbers by what they are worth, objects whatever the order of their
//! members.

use std::collections::HashMap;

use jsonschema::json::Node as _;
use serde_json::Value;

use super::instance;
use crate::json::Node;

/// The first two equal elements of an array, in the order of the second.
pub(super) fn first_equal(array: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let mut met: HashMap<String, Node<'_>> = HashMap::new();
    for element in array.elements() {
        let mut text = String::new();
        canonical(&value(element), &mut text);
        if let Some(&first) = met.get(&text) {
            return Some((first, element));
        }
        met.insert(text, element);
    }
    None
}

/// The JSON text of a value.
pub(super) fn json(node: Node<'_>) -> String {
    value(node).to_string()
}

fn value(node: Node<'_>) -> Value {
    instance::Value::Node(node).to_value().into_owned()
}

/// Writes the same text for equal values. It recurses with the nesting, which the reader limits.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => {
            // A whole number is itself, however it is written.
            match number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15) {
                #[expect(clippy::cast_possible_truncation, reason = "whole, and small")]
                Some(whole) => text.push_str(&(whole as i64).to_string()),
                None => text.push_str(&number.to_string()),
            }
        }
        Value::Array(elements) => {
            text.push('[');
            for element in elements {
                canonical(element, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|&(name, _)| name);
            text.push('{');
            for (name, value) in members {
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}
