//! Bodies that are made up from return types, against JSON Schemas that are made of the same types in another way, against those that
//! the program prints, and against its own check of answers.

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, Graph, Primitive, Type, TypeKind, Value as TypedValue, ValueType, Version};
use crate::check::check;
use crate::cli::{self, Environment, Streams};
use crate::config::Config;
use crate::serve::{Limits, exchange};
use crate::source::Source;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// An operation that is read: its path, and what it returns.
fn operations(graph: Graph<'_>) -> Vec<(String, Type<'_>, bool)> {
    let mut found = Vec::new();
    for root in graph.roots() {
        let Some(ty) = root.value().and_then(|value| value.named()) else { continue };
        let own = if root.is_set() { format!("/{}/k", root.name()) } else { format!("/{}", root.name()) };
        found.push((own.clone(), ty, false));
        if root.is_set() {
            found.push((format!("/{}", root.name()), ty, true));
        }
        for member in ty.members().filter(|member| member.is_navigation()) {
            if let Some(target) = member.value().named().filter(|ty| ty.kind() == TypeKind::Entity) {
                found.push((format!("{own}/{}", member.name()), target, member.value().collection));
            }
        }
    }
    found
}

/// The schema of a value, and the types that it needs.
fn schema(value: TypedValue<'_>, needed: &mut BTreeSet<String>) -> Value {
    if value.collection {
        return json!({ "type": "array", "items": schema(value.element(), needed), "minItems": 0 });
    }
    match value.ty {
        ValueType::Named(ty) => {
            needed.insert(ty.name().to_owned());
            json!({ "$ref": format!("#/definitions/{}", ty.name()) })
        }
        ValueType::Primitive(primitive) => match primitive {
            Primitive::Boolean => json!({ "type": "boolean" }),
            _ if primitive.is_integer() => json!({ "type": "integer" }),
            _ if primitive.is_number() => json!({ "type": "number" }),
            Primitive::Guid => json!({ "type": "string", "format": "uuid" }),
            Primitive::DateTimeOffset => json!({ "type": "string", "format": "date-time" }),
            Primitive::Date => json!({ "type": "string", "format": "date" }),
            Primitive::Duration => json!({ "type": "string", "pattern": "^-?P" }),
            Primitive::TimeOfDay => json!({ "type": "string", "pattern": r"^\d\d:\d\d:\d\d" }),
            Primitive::Binary => json!({ "type": "string", "pattern": "^[A-Za-z0-9+/=_-]*$" }),
            Primitive::Untyped | Primitive::Geography => json!({}),
            _ => json!({ "type": "string" }),
        },
    }
}

/// The schema of a type: what it has, and nothing else. One that derives from it says which it is.
fn definition(ty: Type<'_>, needed: &mut BTreeSet<String>) -> Value {
    if ty.kind() == TypeKind::Enum {
        return json!({ "enum": ty.names().collect::<Vec<_>>() });
    }
    let members = ty
        .members()
        .filter(|member| !member.is_navigation())
        .map(|member| (member.name().to_owned(), schema(member.value(), needed)));
    let own = json!({
        "type": "object",
        "properties": members.collect::<Map<_, _>>(),
        "patternProperties": { "^@odata\\.": {} },
        "additionalProperties": false,
    });
    if ty.is_abstract() {
        let says = json!({ "type": "object", "required": ["@odata.type"] });
        let says_nothing = json!({ "type": "object", "maxProperties": 1 });
        return json!({ "anyOf": [says, says_nothing] });
    }
    own
}

fn validator(graph: Graph<'_>, ty: Type<'_>, collection: bool) -> Validator {
    let mut needed = BTreeSet::from([ty.name().to_owned()]);
    let mut definitions = Map::new();
    while let Some(name) = needed.iter().find(|name| !definitions.contains_key(*name)).cloned() {
        let known = graph.ty(&name).expect("the type was named");
        let made = definition(known, &mut needed);
        definitions.insert(name, made);
    }
    let one = json!({ "$ref": format!("#/definitions/{}", ty.name()) });
    let mut root = if collection {
        json!({
            "type": "object",
            "properties": { "value": { "type": "array", "minItems": 1, "items": one } },
            "required": ["@odata.context", "value"],
        })
    } else {
        json!({ "allOf": [one], "required": ["@odata.context"] })
    };
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["definitions"] = Value::Object(definitions);
    jsonschema::options().should_validate_formats(true).build(&root).expect("it is a schema")
}

#[test]
fn made_up_bodies_fit_their_types() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let config = Config::all();
    for version in [Version::V1, Version::Beta] {
        let graph = Catalogue::builtin().graph(version);
        let operations = operations(graph);
        assert!(operations.len() > 500, "{}", operations.len());
        let step = operations.len() / 300;
        for (path, ty, collection) in operations.iter().step_by(step) {
            let request = format!("GET /{}{path} HTTP/1.1\r\nHost: localhost\r\n\r\n", version.name());
            let got = exchange(&config, Limits::default(), [request.as_bytes()]);
            let text = String::from_utf8(got).expect("it is a text");
            let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
            if !head.starts_with("HTTP/1.1 200") {
                wrong.push(format!("{path}: {}", head.lines().next().unwrap_or_default()));
                continue;
            }
            tried += 1;
            let body: Value = serde_json::from_str(body).expect("it is JSON");
            let of_body = validator(graph, *ty, *collection);
            wrong.extend(of_body.iter_errors(&body).map(|error| format!("{path} {}: {error}", error.instance_path())));
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
    assert!(tried >= 500, "{tried}");
}

/// Requests with their bodies: everything that is read, what is made in collections, and actions that return something.
fn requests(graph: Graph<'_>) -> Vec<String> {
    let version = graph.version().name();
    let mut requests = Vec::new();
    for (path, ty, collection) in operations(graph) {
        requests.push(format!("GET /{version}{path}"));
        if collection {
            requests.push(format!("POST /{version}{path}"));
        } else {
            let bound = ty.operations(false).filter(|it| !it.is_function() && it.returns().is_some());
            requests.extend(bound.map(|it| format!("POST /{version}{path}/{}", it.name())));
        }
    }
    requests
}

/// What the program prints.
fn printed(arguments: &[&str]) -> Option<String> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut streams = Streams { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let arguments = ["msgraph-lint"].iter().chain(arguments).map(Into::into);
    let exit = cli::run(arguments, &mut streams, &Environment::default());
    (exit == 0).then(|| String::from_utf8(stdout).expect("the program writes UTF-8"))
}

#[test]
fn made_up_bodies_fit_the_printed_schema_and_our_own_check_of_answers() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let config = Config::all();
    for version in [Version::V1, Version::Beta] {
        let requests = requests(Catalogue::builtin().graph(version));
        for request in requests.iter().step_by(requests.len() / 300) {
            let (method, path) = request.split_once(' ').expect("a method and a path");
            let typed =
                if method == "POST" { "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" } else { "\r\n" };
            let sent = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{typed}");
            let got = String::from_utf8(exchange(&config, Limits::default(), [sent.as_bytes()])).expect("it is a text");
            let (head, body) = got.split_once("\r\n\r\n").expect("a head and a body");
            let is_json = head.to_ascii_lowercase().contains("content-type: application/json");
            let status = head.split(' ').nth(1).and_then(|code| code.parse::<u16>().ok()).expect("a status");
            let Some(schema) = printed(&["schema", method, path, "--response"]).filter(|_| is_json) else { continue };
            if status >= 300 {
                // The body of an action needs more than nothing, and some things cannot be made.
                continue;
            }
            tried += 1;
            let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
            let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema");
            let answer: Value = serde_json::from_str(body).expect("it is JSON");
            wrong.extend(
                validator.iter_errors(&answer).map(|error| format!("{request} {}: {error}", error.instance_path())),
            );
            let answer = json!({ "status": status, "content": { "mimeType": "application/json", "text": body } });
            let sent = json!({ "method": method, "url": format!("https://graph.microsoft.com{path}"), "headers": [] });
            let recording =
                json!({ "log": { "version": "1.2", "entries": [{ "request": sent, "response": answer }] } });
            let source = Source::new("answers.har", recording.to_string()).expect("it is small");
            let of_answer =
                check(source, &config).findings.into_iter().filter(|it| it.rule.id.starts_with("response-"));
            wrong.extend(of_answer.map(|finding| format!("{request}: {}", finding.message)));
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
    assert!(tried >= 500, "{tried}");
}
