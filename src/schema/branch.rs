//! The nearest of several schemas of which a value matches none: `anyOf` and `oneOf`.

use std::collections::BTreeSet;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use super::types::type_names;

/// The errors of one branch.
type Branch = Vec<ValidationError<'static>>;

/// What to report for a value that matches none of several schemas.
pub(super) enum Nearest<'e> {
    /// The errors of the branch that was most likely meant.
    Branch(&'e Branch),
    /// All branches want another type.
    Types(Vec<&'static str>),
    /// All branches want another value.
    Values(Vec<String>),
    /// No branch is nearer than the others.
    None,
}

/// How far a branch is from the value; less is nearer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    /// Whether it wants another type of value altogether.
    other_type: bool,
    /// How many properties have to have a fixed value, which usually distinguishes such branches, and have not.
    discriminators: usize,
    errors: usize,
}

/// Judges the branches. `path` is where the value stands, as a JSON Pointer.
pub(super) fn nearest<'e>(branches: &'e [Branch], path: &str) -> Nearest<'e> {
    let failed = || branches.iter().filter(|branch| !branch.is_empty());
    let Some(least) = failed().map(|branch| Distance::of(branch, path)).min() else { return Nearest::None };
    if least.other_type {
        let types: BTreeSet<&str> = failed().flatten().flat_map(|error| types_of(error, path)).collect();
        return Nearest::Types(types.into_iter().collect());
    }
    if let Some(values) = values(failed(), path) {
        return Nearest::Values(values);
    }
    failed().find(|branch| Distance::of(branch, path) == least).map_or(Nearest::None, Nearest::Branch)
}

impl Distance {
    fn of(branch: &Branch, path: &str) -> Self {
        let is_fixed = |error: &&ValidationError<'_>| {
            let below = error.instance_path().as_str().strip_prefix(path).and_then(|rest| rest.strip_prefix('/'));
            matches!(error.kind(), ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. })
                && below.is_some_and(|rest| !rest.contains('/'))
        };
        Self {
            other_type: branch.iter().any(|error| {
                error.instance_path().as_str() == path && matches!(error.kind(), ValidationErrorKind::Type { .. })
            }),
            discriminators: branch.iter().filter(is_fixed).count(),
            errors: branch.len(),
        }
    }
}

/// The types that an error wants of the value itself.
fn types_of(error: &ValidationError<'_>, path: &str) -> Vec<&'static str> {
    match error.kind() {
        ValidationErrorKind::Type { kind } if error.instance_path().as_str() == path => type_names(kind),
        _ => Vec::new(),
    }
}

/// The values that the branches want, if each that wants a value of this type wants one of some, and nothing else.
fn values<'e>(branches: impl Iterator<Item = &'e Branch>, path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for branch in branches {
        for error in branch.iter() {
            if error.instance_path().as_str() != path {
                return None;
            }
            match error.kind() {
                ValidationErrorKind::Constant { expected_value } => values.push(expected_value.to_string()),
                ValidationErrorKind::Enum { options } => {
                    values.extend(options.as_array().into_iter().flatten().map(Value::to_string));
                }
                ValidationErrorKind::Type { kind: TypeKind::Single(_) } => {}
                _ => return None,
            }
        }
    }
    Some(values)
}
