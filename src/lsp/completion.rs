//! What may be written at a place.

mod body;
mod header;
mod skeleton;
mod url;

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::{Value, json};

use super::place::{self, Part, Place};
use super::positions::Positions;
use super::protocol::{Position, TextEdit};
use super::shapes::Shape;
use super::state::{Answer, State, value};
use crate::operation::Operation;
use crate::text::{Edit, Span};

/// Something that may be written. It is offered in the order in which it is found.
#[derive(Clone, Debug)]
struct Item {
    label: String,
    kind: Kind,
    /// What it is, in a few words.
    detail: Option<String>,
    meaning: Option<String>,
    /// What gives way to it, in the text of the request.
    span: Span,
    text: String,
}

/// What is offered, by its number in the protocol.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Field = 5,
    Property = 10,
    Value = 12,
    Snippet = 15,
    Reference = 18,
    Folder = 19,
    Member = 20,
    Operation = 3,
    Type = 7,
}

/// More than this nobody reads, and the client asks again when more is written.
const MOST: usize = 1_000;

pub(super) fn complete(state: &mut State, uri: &str, position: Position) -> Answer {
    let Some(analysis) = state.analysis_for_place(uri) else { return Ok(Value::Null) };
    let source = &analysis.checked.source;
    let positions = Positions::new(source.text(), source.lines(), state.client.encoding);
    let at = positions.at(position);
    let items = place::with(&analysis, at, |place| {
        let items = match place.part {
            Part::Start(line) => url::items(place, line),
            Part::Header(line) => header::items(place, line),
            Part::Body(body) => body::items(place, body),
        };
        let edits = items.into_iter().filter_map(|item| {
            let edit = place.edit(&Edit::replace(item.span, item.text.clone()))?;
            // What gives way has to be around the cursor, on its line.
            (edit.span.start <= at && at <= edit.span.end).then_some((item, edit))
        });
        Some(edits.collect::<Vec<_>>())
    });
    let items = items.unwrap_or_default();
    let is_incomplete = items.len() > MOST;
    let shown: Vec<Value> = items
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(number, (item, edit))| {
            let edit = TextEdit { range: positions.range(edit.span), new_text: edit.text.clone() };
            let documentation =
                item.meaning.as_ref().map(|words| json!({ "kind": "markdown", "value": words.as_str() }));
            let mut shown = json!({
                "label": item.label,
                "kind": item.kind as u32,
                "sortText": format!("{number:04}"),
                "filterText": filter(&edit.new_text, &item.label),
                "insertTextFormat": 1,
                "textEdit": value(&edit),
            });
            if let Some(detail) = &item.detail {
                shown["detail"] = json!(detail);
            }
            if let Some(documentation) = documentation {
                shown["documentation"] = documentation;
            }
            shown
        })
        .collect();
    Ok(json!({ "isIncomplete": is_incomplete, "items": shown }))
}

/// What the client compares with what is written: the editors take the mark of a string for a part of it.
fn filter(text: &str, label: &str) -> String {
    match text.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        Some(mark) => format!("{mark}{label}{mark}"),
        None => label.to_owned(),
    }
}

/// The JSON Schema of the body of an operation, read once.
pub(super) fn schema_of(operation: &'static Operation) -> Option<&'static Value> {
    static READ: LazyLock<Mutex<BTreeMap<&'static str, &'static Value>>> = LazyLock::new(Mutex::default);
    if operation.body_schema_text.is_empty() {
        return None;
    }
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.get(operation.id.as_str()) {
        return Some(known);
    }
    let schema = serde_json::from_str(operation.body_schema_text).ok()?;
    // As many as there are operations, each for as long as the program runs.
    let schema: &'static Value = Box::leak(Box::new(schema));
    read.insert(operation.id.as_str(), schema);
    Some(schema)
}

/// What the body of the request is to be.
pub(super) fn body_shape<'a>(place: &Place<'a>) -> Option<Shape<'a>> {
    if let Some(schema) = place.operation.and_then(schema_of) {
        return Some(Shape::Schema(schema, schema));
    }
    let route = &place.resource?.route;
    Shape::of_body(route.graph, route.body(&place.method()))
}
