//! Which known name somebody meant.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::shape::{Property, ShapeId, ShapeKind, Shapes};
use crate::json::{Kind, Member};
use crate::text::suggest;

/// The names that people write for those of a schema.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Names {
    /// Names that the reference once had.
    pub legacy: Vec<LegacyName>,
    /// Other words for known names, by the type that knows them; the type of the whole body is `body`.
    pub aliases: BTreeMap<String, BTreeMap<String, String>>,
    /// Those of the other words that may also mean something else.
    pub doubtful: Vec<String>,
    /// The required names whose absence a rule of the operation reports itself.
    #[serde(default)]
    pub required: Vec<String>,
}

/// A name that the reference once had.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LegacyName {
    pub name: String,
    pub wanted: String,
    /// Year and month since when the reference had it.
    pub from: String,
    /// Year and month since when it has the name of today.
    pub until: String,
}

/// How a key stands for a property. The order is that of certainty, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    Exact,
    Case,
    Legacy,
    /// The same but for `_`, `-`, spaces and case.
    Spelling,
    Alias,
    /// A typing syntax error away.
    Near,
}

/// The property of `shape` that a member stands for. An annotation of OData stands for none.
pub(super) fn meant_by<'s>(
    shapes: &'s Shapes,
    names: &Names,
    shape: ShapeId,
    member: Member<'_>,
) -> Option<(&'s Property, Likeness)> {
    let key = member.key.string()?;
    let key = key.as_ref();
    if let Some(found) = surely_meant_by(shapes, names, shape, key) {
        return Some(found);
    }
    if key.contains('@') {
        return None;
    }
    let properties = shapes.properties(shape);
    let named = |wanted: &str| properties.iter().find(|property| property.name == wanted);
    let aliases = names.aliases.get(&shapes.get(shape).name).into_iter().flatten();
    let legacy = names.legacy.iter().map(|legacy| (&legacy.name, &legacy.wanted));
    let alias = aliases.chain(legacy).find(|(alias, _)| alike(alias, key)).map(|(_, wanted)| wanted);
    if let Some(property) = alias.and_then(|wanted| named(wanted)) {
        return fits(shapes, property, member).then_some((property, Likeness::Alias));
    }
    let candidates =
        properties.iter().map(|property| property.name.as_str()).filter(|name| !name.starts_with(['$', '@']));
    let property = named(suggest::nearest(key, candidates)?)?;
    fits(shapes, property, member).then_some((property, Likeness::Near))
}

/// The property of `shape` whose name a key is, written otherwise at most.
pub(super) fn surely_meant_by<'s>(
    shapes: &'s Shapes,
    names: &Names,
    shape: ShapeId,
    key: &str,
) -> Option<(&'s Property, Likeness)> {
    let properties = shapes.properties(shape);
    let find = |same: &dyn Fn(&str) -> bool| properties.iter().find(|property| same(&property.name));
    if let Some(property) = find(&|name| name == key) {
        return Some((property, Likeness::Exact));
    }
    if let Some(property) = find(&|name| name.eq_ignore_ascii_case(key)) {
        return Some((property, Likeness::Case));
    }
    if key.contains('@') {
        return None;
    }
    if let Some(legacy) = names.legacy(key)
        && let Some(property) = find(&|name| name == legacy.wanted)
    {
        return Some((property, Likeness::Legacy));
    }
    find(&|name| alike(name, key)).map(|property| (property, Likeness::Spelling))
}

impl Names {
    /// The name that the reference once had, in any case.
    pub(super) fn legacy(&self, key: &str) -> Option<&LegacyName> {
        self.legacy.iter().find(|legacy| legacy.name.eq_ignore_ascii_case(key))
    }

    /// Whether a rule of the operation is about the absence of this property alone.
    pub(super) fn has_own_rule(&self, name: &str) -> bool {
        self.required.iter().any(|own| own == name)
    }

    /// Whether another word for a name may also mean something else.
    pub(super) fn is_doubtful(&self, key: &str) -> bool {
        self.doubtful.iter().any(|doubtful| alike(doubtful, key))
    }
}

/// Whether the value could be that of the property: a guess at a name needs more than a likeness of words.
pub(super) fn fits(shapes: &Shapes, property: &Property, member: Member<'_>) -> bool {
    let kind = member.value.kind();
    match shapes.get(property.shape).kind {
        ShapeKind::Object(_) => matches!(kind, Kind::Object | Kind::Unknown),
        ShapeKind::Array(_) => matches!(kind, Kind::Array | Kind::Object | Kind::Unknown),
        ShapeKind::String => !matches!(kind, Kind::Array | Kind::Object),
        ShapeKind::Any => true,
    }
}

/// Whether two names are the same but for `_`, `-`, spaces and case.
pub(super) fn alike(one: &str, other: &str) -> bool {
    squashed(one).eq(squashed(other))
}

fn squashed(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase())
}
