//! Valid bodies of provisionOnDemand, made up from a seed, in the layouts that people write.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// How a body is written down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// One level of indentation, or `None` for all on one line.
    pub(crate) indent: Option<&'static str>,
    /// `"parameters": [{`, as pages of the reference write it.
    pub(crate) hugging: bool,
    /// Objects of nothing but words on one line.
    pub(crate) flat_objects: bool,
    /// The colon with the space around it.
    pub(crate) colon: &'static str,
    pub(crate) line_break: &'static str,
}

const PRETTY: Layout =
    Layout { indent: Some("  "), hugging: false, flat_objects: false, colon: ": ", line_break: "\n" };

/// The layouts that people write.
pub(crate) const LAYOUTS: [Layout; 9] = [
    PRETTY,
    Layout { indent: Some("    "), ..PRETTY },
    Layout { indent: Some("\t"), ..PRETTY },
    Layout { hugging: true, ..PRETTY },
    Layout { hugging: true, indent: Some("    "), ..PRETTY },
    Layout { flat_objects: true, ..PRETTY },
    Layout { line_break: "\r\n", colon: " : ", ..PRETTY },
    Layout { indent: None, colon: ":", line_break: "", ..PRETTY },
    Layout { indent: None, colon: ": ", line_break: " ", ..PRETTY },
];

/// `count` bodies, the same for the same seed.
pub(crate) fn payloads(seed: u8, count: usize) -> Vec<Value> {
    values(&body(), seed, count)
}

/// `count` values of a strategy, the same for the same seed.
pub(crate) fn values<S: Strategy>(strategy: &S, seed: u8, count: usize) -> Vec<S::Value> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let value = |_| strategy.new_tree(&mut runner).expect("nothing is filtered out").current();
    (0..count).map(value).collect()
}

fn guid() -> impl Strategy<Value = String> {
    "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
}

fn person() -> impl Strategy<Value = Value> {
    let cloud = (guid(), prop::sample::select(vec!["User", "Worker"])).prop_map(|(id, kind)| (id, kind.to_owned()));
    let name = "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8}|\\\\, [A-Z][a-z]{2,6})?";
    let directory = (name, "OU=[A-Z][a-z]{3,6}(,OU=[A-Z][a-z]{3,6})?")
        .prop_map(|(name, unit)| (format!("CN={name},{unit},DC=example,DC=com"), "user".to_owned()));
    prop_oneof![2 => cloud, 1 => directory].prop_map(|(id, kind)| json!({ "objectId": id, "objectTypeName": kind }))
}

fn subject() -> impl Strategy<Value = Value> {
    let group = (guid(), prop::collection::vec(person(), 1..4)).prop_map(
        |(id, members)| json!({ "objectId": id, "objectTypeName": "Group", "links": { "members": members } }),
    );
    prop_oneof![2 => person(), 1 => group]
}

fn body() -> impl Strategy<Value = Value> {
    let entry = (guid(), prop::collection::vec(subject(), 1..3), any::<bool>()).prop_map(|(rule, subjects, first)| {
        if first {
            json!({ "ruleId": rule, "subjects": subjects })
        } else {
            json!({ "subjects": subjects, "ruleId": rule })
        }
    });
    prop::collection::vec(entry, 1..3).prop_map(|entries| json!({ "parameters": entries }))
}

/// Bodies of other operations: words, numbers, literals, lists of words, objects in objects.
pub(crate) fn other_bodies(seed: u8, count: usize) -> Vec<Value> {
    let name = || {
        prop::sample::select(vec![
            "id",
            "displayName",
            "subject",
            "importance",
            "@odata.type",
            "emailAddress",
            "address",
            "startDateTime",
            "endDateTime",
            "timeZone",
            "isEnabled",
            "businessPhones",
            "value",
            "content",
            "contentType",
            "toRecipients",
            "attendees",
            "rank",
            "members@odata.bind",
            "settings",
            "owner",
            "size",
        ])
    };
    let words = prop_oneof![
        4 => "[A-Za-z]{3,10}( [a-z]{2,8}){0,4}",
        1 => "[A-Z][a-z]{2,6}(, [a-z]{2,8}){1,3}[.!]?",
        1 => "[a-z]{3,8}@contoso\\.com",
        1 => "https://graph\\.microsoft\\.com/v1\\.0/users/[0-9a-f]{6}",
        1 => "#microsoft\\.graph\\.[a-z]{4,8}",
        1 => "20[0-2][0-9]-0[1-9]-1[0-9]T0[0-9]:[0-5][0-9]:00Z",
        1 => "<p>[a-z]{2,6} \"[a-z]{2,5}\"</p>",
        1 => Just(String::new()),
        1 => "[A-Z][a-z]{2,5}: [a-z]{2,5}",
    ];
    let leaf = prop_oneof![
        5 => words.clone().prop_map(Value::from),
        1 => any::<u16>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => prop::collection::vec(words.prop_map(Value::from), 0..4).prop_map(Value::from),
    ];
    let object = |value: BoxedStrategy<Value>| {
        prop::collection::vec((name(), value), 1..6)
            .prop_map(|members| Value::from_iter(members.into_iter().map(|(name, value)| (name.to_owned(), value))))
    };
    let value = leaf.prop_recursive(4, 30, 5, move |inner| {
        let elements = prop::collection::vec(object(inner.clone().boxed()), 1..4);
        prop_oneof![2 => object(inner.boxed()), 1 => elements.prop_map(Value::from)]
    });
    let root = prop::collection::vec((name(), value), 2..7)
        .prop_map(|members| Value::from_iter(members.into_iter().map(|(name, value)| (name.to_owned(), value))));
    values(&root, seed, count)
}

/// The text of a value.
pub(crate) fn raw(value: &Value, layout: Layout) -> String {
    let mut text = String::new();
    write_value(value, layout, 0, &mut text);
    text
}

fn write_value(value: &Value, layout: Layout, depth: usize, text: &mut String) {
    let lines: Vec<(Option<&String>, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (Some(key), value)).collect(),
        Value::Array(elements) => elements.iter().map(|element| (None, element)).collect(),
        scalar => return write!(text, "{scalar}").expect("a string takes all"),
    };
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    text.push(open);
    let is_container = |value: &Value| value.is_object() || value.is_array();
    let flat = layout.flat_objects && value.is_object() && !lines.iter().any(|(_, value)| is_container(value));
    let hugged = layout.hugging && value.is_array() && lines.iter().all(|(_, value)| value.is_object());
    let depth = if hugged { depth } else { depth + 1 };
    let lead = |depth: usize, text: &mut String| match layout.indent {
        _ if hugged || lines.is_empty() => {}
        Some(_) if flat => text.push(' '),
        Some(indent) => {
            text.push_str(layout.line_break);
            text.push_str(&indent.repeat(depth));
        }
        None => {}
    };
    for (at, (key, value)) in lines.iter().enumerate() {
        if at > 0 {
            text.push(',');
            if hugged || layout.indent.is_none() {
                text.push_str(if layout.indent.is_some() || layout.line_break == " " { " " } else { "" });
            }
        }
        lead(depth, text);
        if let Some(key) = key {
            write!(text, "{}{}", Value::from(key.as_str()), layout.colon).expect("a string takes all");
        }
        write_value(value, layout, depth, text);
    }
    lead(depth - usize::from(!hugged), text);
    text.push(close);
}
