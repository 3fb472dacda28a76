//! The walk over the types against the JSON Schema that is printed of them: both refuse the same bodies.
//!
//! The schema says less in three ways, which are left out here. A type that is open, or that others derive from, may have any name in it. It does
//! not forbid what the walk only remarks, such as a property that the service computes. And what is an annotation may be anything.

use super::{STEP, clean, mistakes};
use crate::body::json_schema;
use crate::body::walk::Walk;
use crate::catalogue::{BodyShape, Catalogue, Type, TypeKind, Value, ValueType, Version};
use crate::json;
use crate::schema::{Certainty, ViolationKind};
use crate::text::Span;

/// Whether the walk finds that the service refuses a body, or may do so.
fn walk_refuses(ty: Type<'static>, text: &str) -> bool {
    let document = json::parse(text, Span::whole(text));
    let mut walk = Walk::new(ty.graph(), true, false, &[]);
    let root = document.tree.root().expect("a body has a root");
    walk.body(root, Value { ty: ValueType::Named(ty), collection: false });
    let is_serious = |kind: &ViolationKind| match kind {
        ViolationKind::Typed(typed) => typed.certainty != Certainty::Harmless,
        _ => true,
    };
    walk.violations.iter().any(|violation| is_serious(&violation.kind))
}

#[test]
fn the_walk_and_the_printed_schema_refuse_the_same() {
    let (mut compared, mut refused) = (0, 0);
    let mut differ = Vec::new();
    for version in [Version::V1, Version::Beta] {
        let graph = Catalogue::builtin().graph(version);
        let types = graph.types().filter(|ty| ty.kind() != TypeKind::Enum && !ty.is_dictionary());
        for ty in types.step_by(2 * STEP + 1) {
            let shape = BodyShape::Value(Value { ty: ValueType::Named(ty), collection: false });
            let schema = json_schema(shape, "POST /things", "the metadata").expect("a type has a schema");
            let options = jsonschema::options().with_draft(jsonschema::Draft::Draft7).should_validate_formats(true);
            let validator = options.build(&schema).expect("it is a schema");
            let is_closed = !ty.is_open() && ty.derived().next().is_none();
            let members = ty.members().filter(|member| !member.is_navigation() && !member.is_computed());
            for member in members {
                let Some(right) = clean(member.value()) else { continue };
                let right = ("nothing", format!("\"{}\":{right}", member.name()));
                let is_name = |kind: &str| ["case of a name", "misspelt name"].contains(&kind);
                let wrong = mistakes(member).into_iter().filter(|(kind, _)| is_closed || !is_name(kind));
                for (kind, member) in std::iter::once(right).chain(wrong) {
                    let text = format!("{{{member}}}");
                    let value: serde_json::Value = serde_json::from_str(&text).expect("a body is JSON");
                    let (ours, theirs) = (walk_refuses(ty, &text), !validator.is_valid(&value));
                    compared += 1;
                    refused += usize::from(ours);
                    if ours != theirs {
                        differ.push(format!("{kind}: {} {text}: walk {ours}, schema {theirs}", ty.name()));
                    }
                }
            }
        }
    }
    assert!(compared > 1_000 && refused > 500, "{compared} bodies, {refused} refused");
    assert!(differ.is_empty(), "{} of {compared} differ\n{}", differ.len(), differ.join("\n"));
}
