//! The validator's errors as violations: each is brought back to the node that it is about.

use std::collections::{HashMap, HashSet};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::branch::{self, Nearest};
use super::constraint::{Bound, Constraint, Unit, Unmet};
use super::equality;
use super::names::Names;
use super::places::{Place, Places};
use super::shape::{NOT_BLANK, ROOT, Shapes};
use super::types::{self, type_names};
use super::violation::{Violation, ViolationKind, opener};
use crate::json::{Kind, Node};
use crate::text::{Edit, Span, suggest};

/// What errors are read by.
pub(super) struct Terms<'s> {
    /// Those of an operation, whose rules word some violations themselves. None for a schema of a user.
    pub(super) operation: Option<(&'s Shapes, &'s Names)>,
    /// Finds the object of the schema that has the keyword of an error.
    pub(super) scope: &'s dyn Fn(&ValidationError<'_>) -> Option<&'s Value>,
    /// The keyword of an error as a user finds it: a JSON Pointer, after `#` in another file.
    pub(super) keyword: &'s dyn Fn(&ValidationError<'_>) -> String,
    /// Whether `format` is an annotation only.
    pub(super) annotated_formats: &'s dyn Fn(&str) -> bool,
}

/// The violations that the errors of a tree, whose root is `root`, come to; each cause once.
pub(super) fn collect<'e>(
    terms: &Terms<'_>,
    root: Node<'_>,
    errors: impl Iterator<Item = ValidationError<'e>>,
    violations: &mut Vec<Violation>,
) {
    let mut collector =
        Collector { terms, places: Places::new(terms.operation.map(|(shapes, _)| shapes), root), found: Vec::new() };
    for error in errors {
        collector.error(&error);
    }
    collector.finish(violations);
}

/// How much an error says of a value: where a stronger one of the same schema does not hold, a weaker one is not
/// a cause of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Detail,
    Value,
    Type,
}

struct Found {
    node: u32,
    /// The object of the schema, by its place.
    scope: String,
    strength: Strength,
    violation: Violation,
}

struct Collector<'c, 's, 't> {
    terms: &'c Terms<'s>,
    places: Places<'s, 't>,
    found: Vec<Found>,
}

impl<'t> Collector<'_, '_, 't> {
    fn error(&mut self, error: &ValidationError<'_>) {
        let path = error.instance_path().as_str();
        let Some(place) = self.places.find(path) else { return };
        if place.node.kind() == Kind::Unknown {
            return;
        }
        if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } = error.kind() {
            let constraint = match branch::nearest(context, path) {
                Nearest::Branch(errors) => {
                    errors.iter().for_each(|error| self.error(error));
                    return;
                }
                Nearest::Types(wanted) => Constraint::Type { wanted, found: place.node.kind() },
                Nearest::Values(options) => choice(options, place.node),
                Nearest::None => Constraint::Alternative { count: context.len() },
            };
            return self.keyword(error, &place, constraint);
        }
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => self.unknown(error, &place, unexpected),
            ValidationErrorKind::Required { property: name } => {
                if !place.node.is_incomplete() {
                    self.required(error, &place, name.as_str().unwrap_or_default());
                }
            }
            ValidationErrorKind::UnevaluatedItems { unexpected } => {
                for element in elements_like(place.node, unexpected) {
                    let kind = self.unmet(error, &place.element(), Constraint::NoFurtherElement { limit: None });
                    self.push(error, &place, Violation::new(element.span(), kind));
                }
            }
            ValidationErrorKind::AdditionalItems { limit } => {
                let further: Vec<Node<'_>> = place.node.elements().skip(*limit).collect();
                let spans = further.first().zip(further.last());
                let span = spans.map_or(place.node.span(), |(first, last)| first.span().join(last.span()));
                let kind = self.unmet(error, &place, Constraint::NoFurtherElement { limit: Some(*limit) });
                self.push(error, &place, Violation::new(span, kind));
            }
            ValidationErrorKind::UniqueItems => {
                let equal = equality::first_equal(place.node);
                let span = equal.map_or(opener(place.node), |(_, second)| second.span());
                let kind = self.unmet(error, &place, Constraint::UniqueItems);
                let other = equal.map(|(first, _)| first.span());
                self.push(error, &place, Violation { other, ..Violation::new(span, kind) });
            }
            ValidationErrorKind::PropertyNames { error: inner } => {
                let name = inner.instance().as_str().unwrap_or_default().to_owned();
                let key = place.node.members().find(|member| member.key.string().as_deref() == Some(&*name));
                let (Some(key), Some(constraint)) = (key, self.constraint(inner, &place, Some(&name))) else { return };
                let constraint = match constraint {
                    Constraint::Enum { options, .. } => Constraint::Enum { nearest: nearest(&name, &options), options },
                    constraint => constraint,
                };
                let kind = self.unmet(error, &place, Constraint::PropertyName(Box::new(constraint)));
                self.push(error, &place, Violation::new(key.key.span(), kind));
            }
            _ if self.in_own_words(error, &place) => {}
            _ => {
                if let Some(constraint) = self.constraint(error, &place, None) {
                    self.keyword(error, &place, constraint);
                }
            }
        }
    }

    /// Records a violation for the rules of an operation that word it, if any do.
    fn in_own_words(&mut self, error: &ValidationError<'_>, place: &Place<'t>) -> bool {
        if self.terms.operation.is_none() {
            return false;
        }
        let node = place.node;
        let property = place.subject.property.as_str();
        let violation = match error.kind() {
            ValidationErrorKind::MinItems { limit: 1 } if !node.is_incomplete() => Violation::empty(node, property),
            ValidationErrorKind::Pattern { pattern } if pattern == NOT_BLANK => Violation::blank(node, property),
            ValidationErrorKind::Constant { expected_value } if property.starts_with('@') => {
                Violation::other_constant(node, property, expected_value)
            }
            ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::String) } if node.kind() == Kind::Null => {
                Violation::blank(node, property)
            }
            ValidationErrorKind::Type { kind } => {
                let violation = types::wanted(kind).and_then(|it| types::wrong_type(node, place.subject.clone(), it));
                match violation {
                    Some(violation) => violation,
                    None => return false,
                }
            }
            _ => return false,
        };
        self.push(error, place, violation);
        true
    }

    fn required(&mut self, error: &ValidationError<'_>, place: &Place<'t>, name: &str) {
        let has_own_rule = self.terms.operation.is_some_and(|(_, names)| names.has_own_rule(name));
        let because = self.cause(error, place.node, name);
        let kind = ViolationKind::missing(name, place.subject.clone(), has_own_rule, because);
        self.push(error, place, Violation::new(opener(place.node), kind));
    }

    /// The property because of which another is required, by `dependentRequired`, or `dependencies` in older drafts.
    fn cause(&self, error: &ValidationError<'_>, node: Node<'_>, name: &str) -> Option<String> {
        let keyword = error.schema_path().as_str().rsplit('/').next()?;
        let causes = (self.terms.scope)(error)?.get(keyword)?.as_object()?;
        let requires = |names: &Value| names.as_array().is_some_and(|names| names.iter().any(|it| it == name));
        causes
            .iter()
            .find(|(cause, names)| requires(names) && node.get(cause).is_some())
            .map(|(cause, _)| cause.clone())
    }

    fn unknown(&mut self, error: &ValidationError<'_>, place: &Place<'t>, names: &[String]) {
        let names: HashSet<&str> = names.iter().map(String::as_str).collect();
        let known: Vec<String> = match self.terms.operation {
            Some((shapes, _)) => shapes.names(place.shape.unwrap_or(ROOT)),
            None => self.known(error),
        };
        for member in place.node.members() {
            let Some(name) = member.key.string().filter(|name| names.contains(&**name)) else { continue };
            let kind = match self.terms.operation {
                Some((shapes, _)) if place.shape.is_some() => ViolationKind::UnknownProperty {
                    home: shapes.home(&name).map(str::to_owned),
                    within: place.subject.property.clone(),
                    known: known.clone(),
                },
                _ => self.unmet(error, place, Constraint::KnownProperty { known: known.clone() }),
            };
            self.push(error, place, Violation::new(member.key.span(), kind));
        }
    }

    /// The names that the schema has beside the keyword of an error.
    fn known(&self, error: &ValidationError<'_>) -> Vec<String> {
        let properties = (self.terms.scope)(error).and_then(|scope| scope.get("properties")?.as_object());
        properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect()
    }

    fn keyword(&mut self, error: &ValidationError<'_>, place: &Place<'t>, constraint: Constraint) {
        let node = place.node;
        // An object or array as a whole is pointed at by its opening bracket.
        let span = match node.kind() {
            Kind::Object | Kind::Array => opener(node),
            _ => node.span(),
        };
        let edits = match &constraint {
            Constraint::Enum { nearest: Some(nearest), .. } => vec![Edit::replace(span, nearest.as_str())],
            _ => Vec::new(),
        };
        let kind = self.unmet(error, place, constraint);
        self.push(error, place, Violation { edits, ..Violation::new(span, kind) });
    }

    fn unmet(&self, error: &ValidationError<'_>, place: &Place<'t>, constraint: Constraint) -> ViolationKind {
        let annotation = match error.kind() {
            ValidationErrorKind::Format { format } => (self.terms.annotated_formats)(format),
            _ => false,
        };
        let keyword = (self.terms.keyword)(error);
        ViolationKind::Keyword(Box::new(Unmet { subject: place.subject.clone(), constraint, keyword, annotation }))
    }

    /// What the keyword of an error wants. None where what is missing may only not have been read.
    fn constraint(&self, error: &ValidationError<'_>, place: &Place<'t>, name: Option<&str>) -> Option<Constraint> {
        let node = place.node;
        let limit = |bound, limit: &Value| Constraint::Limit { bound, limit: limit.to_string() };
        let size = |unit: Unit, least: bool, limit: u64| {
            let found = match (unit, name) {
                (Unit::Characters, Some(name)) => name.chars().count(),
                (Unit::Characters, None) => node.string().map_or(0, |string| string.chars().count()),
                (Unit::Elements, _) => node.elements().count(),
                (Unit::Properties, _) => node.members().count(),
            };
            let found = u64::try_from(found).unwrap_or(u64::MAX);
            (!least || !node.is_incomplete()).then_some(Constraint::Size { unit, least, limit, found })
        };
        Some(match error.kind() {
            ValidationErrorKind::Type { kind } => {
                let found = if name.is_some() { Kind::String } else { node.kind() };
                Constraint::Type { wanted: type_names(kind), found }
            }
            ValidationErrorKind::Enum { options } => {
                choice(options.as_array().into_iter().flatten().map(Value::to_string).collect(), node)
            }
            ValidationErrorKind::Constant { expected_value } => Constraint::Const(expected_value.to_string()),
            ValidationErrorKind::Pattern { pattern } => Constraint::Pattern(pattern.clone()),
            ValidationErrorKind::BacktrackLimitExceeded { .. } | ValidationErrorKind::RegexEngineFailure { .. } => {
                let pattern = (self.terms.scope)(error).and_then(|scope| scope.get("pattern")?.as_str());
                Constraint::UndecidedPattern(pattern.unwrap_or_default().to_owned())
            }
            ValidationErrorKind::Format { format } => Constraint::Format(format.clone()),
            ValidationErrorKind::Minimum { limit: number } => limit(Bound::Least, number),
            ValidationErrorKind::Maximum { limit: number } => limit(Bound::Most, number),
            ValidationErrorKind::ExclusiveMinimum { limit: number } => limit(Bound::Above, number),
            ValidationErrorKind::ExclusiveMaximum { limit: number } => limit(Bound::Below, number),
            ValidationErrorKind::MultipleOf { multiple_of } => Constraint::MultipleOf(multiple_of.to_string()),
            ValidationErrorKind::MinLength { limit } => size(Unit::Characters, true, *limit)?,
            ValidationErrorKind::MaxLength { limit } => size(Unit::Characters, false, *limit)?,
            ValidationErrorKind::MinItems { limit } => size(Unit::Elements, true, *limit)?,
            ValidationErrorKind::MaxItems { limit } => size(Unit::Elements, false, *limit)?,
            ValidationErrorKind::MinProperties { limit } => size(Unit::Properties, true, *limit)?,
            ValidationErrorKind::MaxProperties { limit } => size(Unit::Properties, false, *limit)?,
            ValidationErrorKind::Contains => {
                let keyword = error.schema_path().as_str().rsplit('/').next().unwrap_or_default();
                let least = keyword != "maxContains";
                let limit = (self.terms.scope)(error).and_then(|scope| scope.get(keyword)?.as_f64());
                if least && node.is_incomplete() {
                    return None;
                }
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
                Constraint::Contains { least, limit: limit.map_or(1, |limit| limit as u64) }
            }
            ValidationErrorKind::FalseSchema => Constraint::Nothing,
            ValidationErrorKind::Not { .. } => Constraint::Not,
            ValidationErrorKind::OneOfMultipleValid { .. } => Constraint::OneAlternative,
            ValidationErrorKind::ContentEncoding { content_encoding } => {
                Constraint::ContentEncoding(content_encoding.clone())
            }
            ValidationErrorKind::FromUtf8 { .. } => Constraint::ContentEncoding("UTF-8".to_owned()),
            ValidationErrorKind::ContentMediaType { content_media_type } => {
                Constraint::ContentMediaType(content_media_type.clone())
            }
            // Those with places of their own are reported before, unless one is about a property's name.
            kind => Constraint::Other(kind.keyword().to_owned()),
        })
    }

    fn push(&mut self, error: &ValidationError<'_>, place: &Place<'t>, violation: Violation) {
        let strength = match error.kind() {
            ValidationErrorKind::Type { .. } => Strength::Type,
            ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => Strength::Value,
            _ => Strength::Detail,
        };
        let scope = error.schema_path().as_str().rsplit_once('/').map_or("", |(scope, _)| scope).to_owned();
        self.found.push(Found { node: place.node.index(), scope, strength, violation });
    }

    fn finish(self, violations: &mut Vec<Violation>) {
        let mut strongest: HashMap<(u32, &str), Strength> = HashMap::new();
        for found in &self.found {
            let known = strongest.entry((found.node, &found.scope)).or_insert(found.strength);
            *known = (*known).max(found.strength);
        }
        let mut reported: HashSet<(Span, String)> = HashSet::new();
        for found in &self.found {
            let is_strongest = strongest.get(&(found.node, &*found.scope)) == Some(&found.strength);
            // Two schemas may want the same of a value.
            if is_strongest && reported.insert((found.violation.span, same(&found.violation.kind))) {
                violations.push(found.violation.clone());
            }
        }
    }
}

/// A violation without the place of its keyword.
fn same(kind: &ViolationKind) -> String {
    match kind {
        ViolationKind::Keyword(unmet) => format!("{:?}", unmet.constraint),
        kind => format!("{kind:?}"),
    }
}

/// The values that a schema allows, of which `node` is none.
fn choice(options: Vec<String>, node: Node<'_>) -> Constraint {
    let nearest = node.string().and_then(|string| nearest(&string, &options));
    Constraint::Enum { options, nearest }
}

/// The string among JSON texts that is nearest to `word`, as JSON text.
fn nearest(word: &str, options: &[String]) -> Option<String> {
    let strings: Vec<(String, &String)> =
        options.iter().filter_map(|option| Some((serde_json::from_str(option).ok()?, option))).collect();
    let nearest = suggest::nearest(word, strings.iter().map(|(string, _)| string.as_str()))?;
    strings.iter().find(|(string, _)| string == nearest).map(|(_, option)| (*option).clone())
}

/// The elements of an array that are those values, given as JSON texts. What is not evaluated usually comes last.
fn elements_like<'t>(array: Node<'t>, values: &[String]) -> Vec<Node<'t>> {
    let mut wanted: HashMap<&str, usize> = HashMap::new();
    for value in values {
        *wanted.entry(value).or_default() += 1;
    }
    let elements: Vec<Node<'t>> = array.elements().collect();
    let mut found: Vec<Node<'t>> = Vec::new();
    for element in elements.into_iter().rev() {
        if let Some(left) = wanted.get_mut(equality::json(element).as_str()).filter(|left| **left > 0) {
            *left -= 1;
            found.push(element);
        }
    }
    found.reverse();
    found
}
