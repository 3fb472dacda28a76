//! JSON Schema violations over our tree. The only module that knows the validator.
//!
//! A body is read as meant. [`survey`] walks it along the schema and notes what its author named or wrapped otherwise
//! than the schema has it; [`rebuild`] makes a tree with that corrected; the validator then compares that tree with the
//! schema, and [`mismatch`] turns its errors into violations. So a mis-cased name is one violation, not also an unknown
//! name and a missing one, and what is inside is still checked. Of most bodies [`fit`] says all that, and the
//! validator is not asked.

mod branch;
mod compile;
mod constraint;
mod drafts;
mod equality;
mod files;
mod fit;
mod instance;
mod layout;
mod mismatch;
mod misplaced;
mod misspelt;
mod names;
mod places;
mod rebuild;
mod scan;
mod shape;
mod survey;
mod type_violation;
mod types;
mod user;
mod violation;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::OnceLock;

use jsonschema::{ValidationError, Validator};
use serde_json::Value;

pub(crate) use constraint::{Bound, Constraint, Subject, Unit, Unmet};
pub(crate) use files::{SchemaFile, SchemaFiles};
pub(crate) use layout::{enclose, relocate, removal, rename};
pub(crate) use names::Names;
pub(crate) use scan::SchemaProblem;
pub(crate) use type_violation::{BindFault, Certainty, TypeFault, TypeViolation};
pub use user::JsonSchema;
pub(crate) use violation::{Violation, ViolationKind, Wanted};

use crate::json::{Document, Member, Node, Tree};
use instance::Instance;
use mismatch::Terms;
use shape::Shapes;

/// A JSON Schema of a body. It is read, and compiled, when first needed.
#[derive(Debug)]
pub(crate) struct BodySchema {
    text: &'static str,
    names: Names,
    shapes: OnceLock<Shapes>,
    validator: OnceLock<Validator<Instance>>,
    /// The schema as JSON, for details of a keyword that the validator does not report.
    value: OnceLock<Value>,
}

impl Default for BodySchema {
    /// The schema that any body fits.
    fn default() -> Self {
        Self::new("{}", Names::default())
    }
}

impl BodySchema {
    /// The draft-07 schema that `text` holds, with the names that people write for those in it.
    #[must_use]
    pub(crate) fn new(text: &'static str, names: Names) -> Self {
        Self { text, names, shapes: OnceLock::new(), validator: OnceLock::new(), value: OnceLock::new() }
    }

    /// A comparison of a body with the schema. Nothing is done until it is asked for its tree or its violations.
    #[must_use]
    pub(crate) fn read<'a>(&'a self, document: &'a Document<'a>) -> Reading<'a> {
        Reading { schema: Schema::Operation(self), document, surveyed: OnceCell::new(), violations: OnceCell::new() }
    }

    /// Whether an object has a member of the name of a property of the schema's root.
    pub(crate) fn knows_property_of(&self, root: Node<'_>) -> bool {
        let is_known = |member: Member<'_>| {
            member.key.string().is_some_and(|key| self.shapes().property(shape::ROOT, &key).is_some())
        };
        root.members().any(is_known)
    }

    /// How much of a body does not fit the schema, or `None` if it has no property of the schema's root, and so is likely
    /// to be about something else.
    #[must_use]
    pub(crate) fn violation_count(&self, document: &Document<'_>) -> Option<usize> {
        let root = document.tree.root()?;
        self.knows_property_of(root).then(|| self.read(document).violations().len())
    }

    fn shapes(&self) -> &Shapes {
        self.shapes.get_or_init(|| Shapes::new(self.text))
    }

    fn validator(&self) -> &Validator<Instance> {
        self.validator.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "schemas are part of the program, and a test compiles each")]
            let validator = compile::operation(self.value()).expect("a schema is valid");
            validator
        })
    }

    fn value(&self) -> &Value {
        self.value.get_or_init(|| serde_json::from_str(self.text).unwrap_or_default())
    }

    /// Adds what a corrected tree has against the schema.
    fn compare(&self, root: Node<'_>, violations: &mut Vec<Violation>) {
        match fit::compare(self.shapes(), &self.names, root) {
            Some(found) => violations.extend(found),
            None => self.validate(root, violations),
        }
    }

    /// The same by the validator.
    fn validate(&self, root: Node<'_>, violations: &mut Vec<Violation>) {
        let scope = |error: &ValidationError<'_>| {
            let (scope, _) = error.schema_path().as_str().rsplit_once('/')?;
            self.value().pointer(scope)
        };
        let keyword = |error: &ValidationError<'_>| error.schema_path().as_str().to_owned();
        let terms = Terms {
            operation: Some((self.shapes(), &self.names)),
            scope: &scope,
            keyword: &keyword,
            annotated_formats: &|_| false,
        };
        mismatch::collect(&terms, root, self.validator().iter_errors(instance::Value::Node(root)), violations);
    }
}

impl JsonSchema {
    /// A comparison of a text with the schema. Nothing is done until it is asked for its tree or its violations.
    #[must_use]
    pub(crate) fn read<'a>(&'a self, document: &'a Document<'a>) -> Reading<'a> {
        Reading { schema: Schema::User(self), document, surveyed: OnceCell::new(), violations: OnceCell::new() }
    }
}

/// What a text is compared with.
#[derive(Clone, Copy, Debug)]
enum Schema<'a> {
    Operation(&'a BodySchema),
    User(&'a JsonSchema),
    /// The types of Graph's metadata, by which it was compared elsewhere.
    Types,
}

/// A body as its author meant it, and how that differs from what is written and from what the schema wants.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    schema: Schema<'a>,
    document: &'a Document<'a>,
    surveyed: OnceCell<Surveyed<'a>>,
    violations: OnceCell<Vec<Violation>>,
}

/// What the walk along the schema gave.
#[derive(Debug)]
struct Surveyed<'a> {
    tree: Cow<'a, Tree<'a>>,
    violations: Vec<Violation>,
    /// Whether the root is still to be compared with the schema: it can be, and it is not known to fit.
    comparable: bool,
}

impl<'a> Reading<'a> {
    /// A body of which all violations are known: those of its types.
    pub(crate) fn of_types(document: &'a Document<'a>, violations: Vec<Violation>) -> Self {
        let surveyed = Surveyed { tree: Cow::Borrowed(&document.tree), violations, comparable: false };
        Self { schema: Schema::Types, document, surveyed: OnceCell::from(surveyed), violations: OnceCell::new() }
    }

    /// The body with its names and levels corrected; every span is that of the words as written. It is the document's
    /// own tree where there is nothing to correct.
    #[must_use]
    pub(crate) fn tree(&self) -> &Tree<'a> {
        &self.surveyed().tree
    }

    /// The schema of a user that the text is compared with, or `None` if it is an operation's.
    #[must_use]
    pub(crate) fn user_schema(&self) -> Option<&'a JsonSchema> {
        match self.schema {
            Schema::User(schema) => Some(schema),
            Schema::Operation(_) | Schema::Types => None,
        }
    }

    /// The mismatches, each cause once.
    #[must_use]
    pub(crate) fn violations(&self) -> &[Violation] {
        self.violations.get_or_init(|| {
            let surveyed = self.surveyed();
            let mut violations = surveyed.violations.clone();
            if let Schema::Operation(schema) = self.schema
                && let Some(root) = surveyed.tree.root().filter(|_| surveyed.comparable)
            {
                schema.compare(root, &mut violations);
            }
            violations
        })
    }

    fn surveyed(&self) -> &Surveyed<'a> {
        self.surveyed.get_or_init(|| {
            let tree = &self.document.tree;
            let schema = match self.schema {
                Schema::Operation(schema) => schema,
                Schema::Types => {
                    return Surveyed { tree: Cow::Borrowed(tree), violations: Vec::new(), comparable: false };
                }
                Schema::User(schema) => {
                    let (corrected, violations) = schema.compare(tree);
                    let tree = corrected.map_or(Cow::Borrowed(tree), Cow::Owned);
                    return Surveyed { tree, violations, comparable: false };
                }
            };
            let fits = |root: &Node<'_>| {
                fit::compare(schema.shapes(), &schema.names, *root).is_some_and(|violations| violations.is_empty())
            };
            let Some(root) = tree.root().filter(|root| !fits(root)) else {
                return Surveyed { tree: Cow::Borrowed(tree), violations: Vec::new(), comparable: false };
            };
            let found = survey::survey(schema.shapes(), &schema.names, root);
            let tree = match found.corrections.is_empty() {
                true => Cow::Borrowed(tree),
                false => Cow::Owned(rebuild::rebuild(tree, root, &found.corrections)),
            };
            Surveyed { tree, violations: found.violations, comparable: found.comparable }
        })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_representation_conforms() {
        let text = jsonschema::json::conformance::document().to_string();
        let document = crate::json::parse(&text, crate::text::Span::whole(&text));
        let root = super::instance::Value::Node(document.tree.root().expect("a document has a root"));
        jsonschema::json::conformance::assert_conformance::<super::Instance>(&root);
    }
}
