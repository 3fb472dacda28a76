//! The JSON Schema of a body or of an answer, draft-07, made from the types of the catalogue: for editors and other validators.
//!
//! It has the structural properties, and what is contained in the entity that the body is about, one level deep. Types that
//! derive from others are not distinguished: where there are some, an object may have more properties. What the metadata does not
//! say, it does not ask for.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::catalogue::{BodyShape, Containment, Member, Operation, Primitive, Type, TypeKind, Value, ValueType};

/// Makes the schema of what a request holds. `title` is the request: `POST /users`. None where nothing is known of the
/// body, or there is none.
pub(crate) fn json_schema(shape: BodyShape<'_>, title: &str, metadata: &str) -> Option<Json> {
    let mut schemas = Schemas::default();
    let schema = match shape {
        BodyShape::Value(value) => match value.named().filter(|ty| !value.collection && ty.kind() != TypeKind::Enum) {
            Some(ty) => schemas.object(ty, Depth::Root),
            // A property by itself is in an object.
            None => {
                let value = schemas.value(value, true);
                json!({ "type": "object", "properties": { "value": value }, "required": ["value"] })
            }
        },
        BodyShape::Parameters(action) => schemas.parameters(action),
        BodyShape::Reference => json!({
            "type": "object",
            "properties": { "@odata.id": { "type": "string" } },
            "required": ["@odata.id"],
        }),
        BodyShape::Batch => batch(),
        BodyShape::Nothing | BodyShape::Unknown => return None,
    };
    Some(schemas.finish(schema, title, metadata))
}

/// Makes the schema of what a request is answered with, if it is a value of this type. An answer may leave out any property, as
/// `$select` does, and have others that were asked for with `$expand`.
pub(crate) fn answer_schema(value: Value<'_>, title: &str, metadata: &str) -> Json {
    let mut schemas = Schemas::default();
    let schema = match value.named().filter(|ty| !value.collection && ty.kind() != TypeKind::Enum) {
        Some(ty) => schemas.object(ty, Depth::Answer),
        // Lists, and values that are not objects, are in an object.
        None => {
            let value = schemas.value(value, !value.collection);
            json!({
                "type": "object",
                "properties": { "value": value },
                "required": ["value"],
                "patternProperties": { "@": true },
                "additionalProperties": false,
            })
        }
    };
    schemas.finish(schema, title, metadata)
}

/// How far an object is from the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Root,
    Inside,
    /// It is the whole answer: what it refers to may be in it, and nothing is bound.
    Answer,
}

/// The definitions, by the full name of the type; none while one is being made.
#[derive(Default)]
struct Schemas {
    done: BTreeMap<String, Option<Json>>,
}

impl Schemas {
    /// A whole schema, with the definitions that it refers to.
    fn finish(self, schema: Json, title: &str, metadata: &str) -> Json {
        let mut root = Map::new();
        root.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
        root.insert("title".to_owned(), title.into());
        root.insert("$comment".to_owned(), format!("Made from {metadata}.").into());
        if let Json::Object(schema) = schema {
            root.extend(schema);
        }
        let definitions: Map<String, Json> =
            self.done.into_iter().filter_map(|(name, schema)| Some((name, schema?))).collect();
        if !definitions.is_empty() {
            root.insert("definitions".to_owned(), Json::Object(definitions));
        }
        Json::Object(root)
    }

    fn object(&mut self, ty: Type<'_>, depth: Depth) -> Json {
        let mut properties = Map::new();
        for member in ty.members() {
            properties.insert(member.name().to_owned(), self.member(member, depth));
            if member.is_navigation() && depth == Depth::Root {
                let url = json!({ "type": "string" });
                let bind = if member.value().collection { json!({ "type": "array", "items": url }) } else { url };
                properties.insert(format!("{}@odata.bind", member.name()), bind);
            }
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        let is_closed = !ty.is_open() && !ty.is_dictionary() && ty.derived().next().is_none();
        if is_closed && let Some(schema) = schema.as_object_mut() {
            // Annotations of OData may stand anywhere.
            schema.insert("patternProperties".to_owned(), json!({ "@": true }));
            schema.insert("additionalProperties".to_owned(), false.into());
        }
        schema
    }

    fn member(&mut self, member: Member<'_>, depth: Depth) -> Json {
        if member.is_navigation() && (depth != Depth::Root || member.containment() != Containment::Contained) {
            return true.into();
        }
        let mut schema = self.value(member.value(), member.is_nullable() || member.is_navigation());
        if member.is_computed()
            && let Some(schema) = schema.as_object_mut()
        {
            schema.insert("readOnly".to_owned(), true.into());
        }
        schema
    }

    fn value(&mut self, value: Value<'_>, nullable: bool) -> Json {
        if value.collection {
            let items = self.value(value.element(), false);
            return or_null(json!({ "type": "array", "items": items }), nullable);
        }
        match value.ty {
            ValueType::Primitive(it) => or_null(primitive(it), nullable),
            ValueType::Named(ty) if ty.kind() == TypeKind::Enum => or_null(enumeration(ty), nullable),
            ValueType::Named(ty) if ty.name() == "Json" => true.into(),
            ValueType::Named(ty) => {
                let name = ty.full_name();
                if !self.done.contains_key(&name) {
                    self.done.insert(name.clone(), None);
                    let schema = self.object(ty, Depth::Inside);
                    self.done.insert(name.clone(), Some(schema));
                }
                or_null(json!({ "$ref": format!("#/definitions/{name}") }), nullable)
            }
        }
    }

    /// The services take the first letter of a parameter in either case.
    fn parameters(&mut self, action: Operation<'_>) -> Json {
        let mut properties = Map::new();
        for parameter in action.parameters() {
            let schema = self.value(parameter.value(), true);
            let name = parameter.name();
            let mut letters = name.chars();
            if let Some(first) = letters.next().filter(char::is_ascii_uppercase) {
                properties.insert(format!("{}{}", first.to_ascii_lowercase(), letters.as_str()), schema.clone());
            }
            properties.insert(name.to_owned(), schema);
        }
        json!({
            "type": "object",
            "properties": properties,
            "patternProperties": { "@": true },
            "additionalProperties": action.parameters().next().is_none(),
        })
    }
}

fn or_null(schema: Json, nullable: bool) -> Json {
    if !nullable || schema.is_boolean() {
        return schema;
    }
    match schema.get("type").and_then(Json::as_str) {
        Some(ty) if schema.get("enum").is_none() => {
            let both = json!([ty, "null"]);
            let mut schema = schema;
            if let Some(schema) = schema.as_object_mut() {
                schema.insert("type".to_owned(), both);
            }
            schema
        }
        _ if schema.as_object().is_some_and(Map::is_empty) => schema,
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn primitive(primitive: Primitive) -> Json {
    match primitive {
        Primitive::String | Primitive::Binary => json!({ "type": "string" }),
        Primitive::Boolean => json!({ "type": "boolean" }),
        _ if primitive.is_integer() => json!({ "type": "integer" }),
        // OData writes what no JSON number is in quotes.
        Primitive::Double | Primitive::Single | Primitive::Decimal => {
            json!({ "anyOf": [{ "type": "number" }, { "enum": ["NaN", "INF", "-INF"] }] })
        }
        Primitive::Guid => {
            json!({ "type": "string", "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" })
        }
        Primitive::DateTimeOffset => json!({ "type": "string", "format": "date-time" }),
        Primitive::Date => json!({ "type": "string", "format": "date" }),
        Primitive::TimeOfDay => json!({ "type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?$" }),
        Primitive::Duration => json!({ "type": "string", "format": "duration" }),
        _ => json!({}),
    }
}

fn enumeration(ty: Type<'_>) -> Json {
    let names: Vec<&str> = ty.names().collect();
    if ty.is_flags() {
        // Several are in one string: `read, write`.
        let one = format!("({})", names.join("|"));
        return json!({ "type": "string", "pattern": format!("^{one}( *, *{one})*$") });
    }
    json!({ "type": "string", "enum": names })
}

fn batch() -> Json {
    json!({
        "type": "object",
        "properties": {
            "requests": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": { "type": "string" },
                        "method": { "enum": ["GET", "POST", "PATCH", "PUT", "DELETE"] },
                        "url": { "type": "string" },
                        "headers": { "type": "object" },
                        "body": true,
                        "dependsOn": { "type": "array", "items": { "type": "string" } },
                    },
                    "required": ["id", "method", "url"],
                },
            },
        },
        "required": ["requests"],
    })
}
