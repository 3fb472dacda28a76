//! The JSON Schema (draft-07) of a configuration file, made from the table of settings, for editors.

use serde_json::{Map, Value, json};

use super::section::Level;
use super::selection;
use super::settings::{Kind, Setting, file};
use crate::finding::RuleInfo;
use crate::operation::Choice;

/// The name of a function or of a parameter, as a regular expression.
const NAME: &str = "[\\p{L}_$][\\p{L}\\p{N}_$-]*";

/// The schema, in which `rules` may be named.
#[must_use]
pub fn json_schema(rules: &[&'static RuleInfo]) -> Value {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://raw.githubusercontent.com/msgraph-lint/msgraph-lint/main/schemas/msgraph-lint.config.schema.json",
        "title": "Configuration of msgraph-lint",
        "description": "The file `msgraph-lint.toml` or `.msgraph-lint.toml`. The one that is nearest to a checked file, in its folder or above, counts for it.",
    });
    let definitions = json!({
        "rule": one_of(selection::names(rules).map(|name| (name, about(rules, name)))),
        "level": one_of(Level::ALL.into_iter().map(|level| (level.name(), about_level(level)))),
        "glob": {
            "description": "A path or a name with `*`, `?`, `**`, `[…]` and `{…,…}`, from the folder of the file that says it. Without `/` it is a name in any folder. A folder stands for all that lies in it.",
            "type": "string",
            "minLength": 1
        },
    });
    if let (Some(schema), Value::Object(table)) = (schema.as_object_mut(), table(file(), rules)) {
        schema.extend(table);
        schema.insert("definitions".to_owned(), definitions);
    }
    schema
}

fn about(rules: &[&'static RuleInfo], name: &str) -> String {
    match rules.iter().find(|rule| rule.id == name) {
        Some(rule) => format!("{} ({})", rule.summary, rule.severity),
        None if name == selection::ALL => "every rule".to_owned(),
        None => format!("the rules of the group `{name}`"),
    }
}

fn about_level(level: Level) -> String {
    match level {
        Level::Off => "not reported".to_owned(),
        Level::On(severity) => format!("reported as {severity}"),
    }
}

/// One of these words, each with what it means.
fn one_of<'w>(words: impl IntoIterator<Item = (&'w str, String)>) -> Value {
    let words = words.into_iter().map(|(word, about)| json!({ "const": word, "description": about }));
    json!({ "oneOf": words.collect::<Vec<_>>() })
}

fn one_of_choices(choices: &[Choice]) -> Value {
    one_of(choices.iter().map(|choice| (choice.word, choice.about.to_owned())))
}

/// A table that has these settings and no others.
fn table(settings: &[&Setting], rules: &[&'static RuleInfo]) -> Value {
    let properties: Map<String, Value> =
        settings.iter().map(|setting| (setting.name.to_owned(), property(setting, rules))).collect();
    let mut table = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    let required: Vec<&str> = settings.iter().filter(|it| it.required).map(|it| it.name).collect();
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn property(setting: &Setting, rules: &[&'static RuleInfo]) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let mut property = match &setting.kind {
        Kind::Rules(_) => list(json!({ "$ref": "#/definitions/rule" })),
        Kind::Severities(_) => json!({
            "type": "object",
            "additionalProperties": false,
            "properties": selection::names(rules)
                .map(|name| (name.to_owned(), json!({ "$ref": "#/definitions/level" })))
                .collect::<Map<_, _>>(),
        }),
        Kind::Globs(_) => list(json!({ "$ref": "#/definitions/glob" })),
        Kind::Patterns(_) => list(json!({ "type": "string", "pattern": "[^*]" })),
        Kind::Operation(_, choices) => {
            let request = "a request: its method and path, as `POST /users`";
            let request = json!({ "pattern": "^ *[A-Za-z]+ +[^ ]+ *$", "description": request });
            json!({ "type": "string", "anyOf": [one_of_choices(&choices()), request] })
        }
        Kind::OwnChoice(_, choices) => one_of_choices(choices),
        Kind::Pointer(_) => json!({ "type": "string", "pattern": "^(/([^~/]|~[01])*)*$" }),
        Kind::File(_) | Kind::SchemaFile(_) | Kind::Metadata(_) => json!({ "type": "string", "minLength": 1 }),
        Kind::Function(_) => json!({ "type": "string", "pattern": format!("^{NAME}(\\.{NAME})*$") }),
        Kind::Part(kind, _) => {
            let name = json!({ "type": "string", "pattern": format!("^{NAME}$") });
            let place = json!({ "type": "integer", "minimum": 1, "maximum": 99 });
            let fixed = kind.pattern.map(|pattern| json!({ "type": "string", "pattern": pattern }));
            let one: Vec<Value> = [name, place].into_iter().chain(fixed).collect();
            let list = json!({ "type": "array", "minItems": 1, "items": { "anyOf": one } });
            json!({ "anyOf": one.iter().chain([&list]).collect::<Vec<_>>() })
        }
        Kind::Base(_) => json!({ "type": "string", "pattern": "^https?://" }),
        Kind::Text(_) => json!({ "type": "string" }),
        Kind::OwnFiles(..) => {
            json!({ "type": "object", "additionalProperties": { "type": "string", "minLength": 1 } })
        }
        Kind::Tables(settings, _) => list(table(settings(), rules)),
    };
    let mut described = Map::new();
    described.insert("description".to_owned(), setting.about.into());
    if let Ok(default) = serde_json::from_str::<Value>(setting.default) {
        described.insert("default".to_owned(), default);
    }
    if let Some(property) = property.as_object_mut() {
        described.append(property);
    }
    Value::Object(described)
}
