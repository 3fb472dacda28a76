//! Bodies made up from the types of the catalogue: every property has a value that its type takes.

use serde_json::{Map, Number, Value as Json, json};

use crate::catalogue::{Member, Primitive, Type, TypeKind, Value, ValueType};
use crate::text::fingerprint::Fingerprint;

/// Objects inside of objects are made up to this depth; deeper ones are left out.
const DEPTH: usize = 3;

/// Makes bodies for one request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Maker<'a> {
    /// What the ids that are made up depend on.
    pub(super) seed: &'a str,
    /// The current time as RFC 3339: `2026-03-01T09:30:00Z`.
    pub(super) now: &'a str,
}

impl Maker<'_> {
    /// A value of this type; of a list, a list of one. None if nothing is known of it.
    pub(super) fn value(self, value: Value<'_>, name: &str) -> Option<Json> {
        self.nested(value, name, 0)
    }

    fn nested(self, value: Value<'_>, name: &str, depth: usize) -> Option<Json> {
        if value.collection {
            let element = self.nested(value.element(), name, depth);
            return Some(Json::Array(element.into_iter().collect()));
        }
        match value.ty {
            ValueType::Primitive(primitive) => self.primitive(primitive, name),
            ValueType::Named(ty) if ty.kind() == TypeKind::Enum => {
                let member = ty.names().find(|name| *name != "unknownFutureValue")?;
                Some(Json::from(member))
            }
            ValueType::Named(_) if depth >= DEPTH => None,
            ValueType::Named(ty) => Some(Json::Object(self.object(ty, depth)?)),
        }
    }

    /// An object of this type; of an abstract one, of the first type that derives from it. None if there is none.
    fn object(self, ty: Type<'_>, depth: usize) -> Option<Map<String, Json>> {
        let concrete = if ty.is_abstract() { ty.derived().find(|ty| !ty.is_abstract())? } else { ty };
        let mut object = Map::new();
        if concrete != ty {
            object.insert("@odata.type".to_owned(), Json::from(format!("#{}", concrete.full_name())));
        }
        for member in properties(concrete) {
            if let Some(value) = self.nested(member.value(), member.name(), depth + 1) {
                object.insert(member.name().to_owned(), value);
            }
        }
        Some(object)
    }

    /// An entity of this type, with this key if one is known.
    pub(super) fn entity(self, ty: Type<'_>, key: Option<&str>) -> Map<String, Json> {
        let mut entity = self.object(ty, 0).unwrap_or_default();
        if let (Some(key), Some(id)) = (key, entity.get_mut("id")) {
            *id = Json::from(key);
        }
        entity
    }

    fn primitive(self, primitive: Primitive, name: &str) -> Option<Json> {
        Some(match primitive {
            Primitive::String => Json::from(self.text(name)),
            Primitive::Boolean => Json::from(false),
            Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => {
                Json::from(1)
            }
            Primitive::Double | Primitive::Single | Primitive::Decimal => Number::from_f64(1.5).map(Json::Number)?,
            Primitive::Guid => Json::from(self.guid(name)),
            Primitive::DateTimeOffset => Json::from(self.now),
            Primitive::Date => Json::from(self.now.split('T').next().unwrap_or_default()),
            Primitive::TimeOfDay => Json::from("08:00:00.0000000"),
            Primitive::Duration => Json::from("PT1H"),
            Primitive::Binary => Json::from("AA=="),
            // A stream has an address of its own, and is not part of a body.
            Primitive::Stream => return None,
            Primitive::Untyped => json!({}),
            Primitive::Geography => json!({ "type": "Point", "coordinates": [0.0, 0.0] }),
        })
    }

    /// A text that fits the name of its property.
    fn text(self, name: &str) -> String {
        let lower = name.to_ascii_lowercase();
        let ends = |words: &[&str]| words.iter().any(|word| lower.ends_with(word));
        if lower == "id" || name.ends_with("Id") {
            self.guid(name)
        } else if ends(&["mail", "userprincipalname", "emailaddress"]) {
            "adele@contoso.example".to_owned()
        } else if ends(&["url", "uri", "link"]) {
            "https://contoso.example/".to_owned()
        } else {
            format!("sample {name}")
        }
    }

    /// A GUID, always the same for the same request and name.
    pub(super) fn guid(self, name: &str) -> String {
        guid(&[self.seed, name])
    }
}

/// A GUID made of words: version 8 of RFC 9562, whose bits are the maker's own.
pub(super) fn guid(words: &[&str]) -> String {
    let hash = Fingerprint::of(words.iter().copied()).to_string();
    let digit = |at: usize| hash.as_bytes().get(at).copied().filter(u8::is_ascii_hexdigit).unwrap_or(b'0');
    (0..32)
        .flat_map(|at| {
            let character = char::from(match at {
                12 => b'8',
                16 => b'a',
                _ => digit(at),
            });
            let dash = matches!(at, 8 | 12 | 16 | 20).then_some('-');
            dash.into_iter().chain([character])
        })
        .collect()
}

/// The properties that the service answers with if nothing else is asked for.
fn properties(ty: Type<'_>) -> impl Iterator<Item = Member<'_>> {
    ty.members().filter(|member| !member.is_navigation())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Version};

    const MAKER: Maker<'static> = Maker { seed: "a", now: "2026-03-01T09:30:00Z" };

    #[test]
    fn ids_are_guids_and_last() {
        let id = MAKER.guid("x");
        assert!(crate::text::guid::is_canonical(&id), "{id}");
        assert_eq!(id, MAKER.guid("x"));
        assert_ne!(id, MAKER.guid("y"));
    }

    #[test]
    fn entities_have_their_key_and_abstract_ones_their_type() {
        let graph = Catalogue::builtin().graph(Version::V1);
        let user = MAKER.entity(graph.ty("user").expect("it is a type"), Some("u"));
        assert_eq!(user.get("id"), Some(&Json::from("u")));
        assert!(user.contains_key("displayName") && !user.contains_key("messages"));
        let policy =
            graph.types().find(|ty| ty.is_abstract() && ty.kind() == TypeKind::Entity).expect("one is abstract");
        let made = MAKER.entity(policy, None);
        assert!(made.is_empty() || made.contains_key("@odata.type"));
    }
}
