//! A JSON Schema of a user: any draft from 04 to 2020-12.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::Value;

use super::constraint::{Constraint, Subject, Unmet};
use super::drafts::uri_of;
use super::files::{self, SchemaFile, SchemaFiles};
use super::instance::{self, Instance};
use super::mismatch::{self, Terms};
use super::scan::SchemaProblem;
use super::violation::{Violation, ViolationKind};
use super::{compile, misspelt};
use crate::json::{Node, Tree};
use crate::source::Source;
use crate::text::Span;

/// A JSON Schema of a user, ready to be compared with.
#[derive(Debug)]
pub struct JsonSchema {
    files: SchemaFiles,
    values: Vec<Value>,
    validator: Validator<Instance>,
    /// The same, with every `format` asserted, or `None` where the draft asserts them anyway, or the schema has none.
    formats: Option<Validator<Instance>>,
}

/// The most times that names are corrected in a body, each time a level deeper.
const ROUNDS: usize = 8;

impl JsonSchema {
    /// Compiles a schema without problems.
    ///
    /// # Errors
    /// What is wrong with it after all, such as a pattern that is not a regular expression.
    pub(crate) fn new(files: SchemaFiles) -> Result<Self, SchemaProblem> {
        let values: Option<Vec<Value>> = files.files.iter().map(SchemaFile::value).collect();
        let (Some(values), Some(root)) = (values, files.files.first()) else {
            return Err(Self::refused(None, "is not JSON".to_owned()));
        };
        let draft = root.draft;
        let base = root_uri(&files);
        let others = || -> HashMap<String, Value> {
            files.files.iter().zip(&values).skip(1).map(|(file, value)| (file.uri.clone(), value.clone())).collect()
        };
        let is_annotation = matches!(draft, Draft::Draft201909 | Draft::Draft202012);
        let has_formats = || files.files.iter().any(|file| file.source.text().contains("\"format\""));
        let built = compile::user(&values[0], draft, &base, others(), None).and_then(|validator| {
            let formats = match is_annotation && has_formats() {
                true => Some(compile::user(&values[0], draft, &base, others(), Some(true))?),
                false => None,
            };
            Ok((validator, formats))
        });
        match built {
            Ok((validator, formats)) => Ok(Self { files, values, validator, formats }),
            Err(error) => {
                let place = place_of(&files, &error);
                let message = match error.kind() {
                    ValidationErrorKind::Format { format } if format == "regex" => {
                        format!("{} is not a regular expression", error.instance())
                    }
                    _ => error.to_string(),
                };
                Err(Self::refused(place, message))
            }
        }
    }

    fn refused(place: Option<(usize, Span)>, message: String) -> SchemaProblem {
        let (file, span) = place.unwrap_or_default();
        let message = format!("the schema cannot be used: {}", message.trim_end_matches('.'));
        let help = "Correct the schema; nothing is checked by it before.".to_owned();
        SchemaProblem { file, span, message, label: "cannot be used", help }
    }

    /// The schema of schemas of the draft that the file is written in.
    pub(crate) fn of_draft(file: &SchemaFile) -> Option<Arc<Self>> {
        static METASCHEMAS: [OnceLock<Option<Arc<JsonSchema>>>; 5] = [const { OnceLock::new() }; 5];
        let at = match file.draft {
            Draft::Draft4 => 0,
            Draft::Draft6 => 1,
            Draft::Draft7 => 2,
            Draft::Draft201909 => 3,
            _ => 4,
        };
        METASCHEMAS[at]
            .get_or_init(|| {
                let uri = uri_of(file.draft);
                let text = format!("{{\"$schema\": \"{uri}\", \"$ref\": \"{uri}\"}}");
                let source = Source::new(uri.trim_end_matches('#'), text).ok()?;
                Self::new(SchemaFiles::read(source, &mut |_| Err(String::new()))).ok().map(Arc::new)
            })
            .clone()
    }

    #[must_use]
    pub(crate) fn name(&self) -> &str {
        self.files.files.first().map_or("", |file| file.source.name())
    }

    /// Compares a tree with the schema. Returns the tree as it was meant, where that is another, and the violations.
    pub(super) fn compare<'a>(&self, tree: &'a Tree<'a>) -> (Option<Tree<'a>>, Vec<Violation>) {
        let Some(root) = tree.root() else {
            let subject = Subject::default();
            let unmet = Unmet { subject, constraint: Constraint::Anything, keyword: String::new(), annotation: false };
            return (None, vec![Violation::new(Span::gap(0), ViolationKind::Keyword(Box::new(unmet)))]);
        };
        let mut violations = Vec::new();
        if self.is_valid(root) {
            return (None, violations);
        }
        let mut found = misspelt::Names::default();
        let mut corrected: Option<Tree<'a>> = None;
        for _ in 0..ROUNDS {
            let root = corrected.as_ref().and_then(Tree::root).unwrap_or(root);
            let errors: Vec<_> = self.validator.iter_errors(instance::Value::Node(root)).collect();
            if !found.add(root, &errors, &|error| self.scope(error)) {
                break;
            }
            corrected = found.rebuilt(tree);
        }
        violations.append(&mut found.violations);
        let root = corrected.as_ref().and_then(Tree::root).unwrap_or(root);
        self.collect(root, &mut violations);
        (corrected, violations)
    }

    fn is_valid(&self, root: Node<'_>) -> bool {
        let is_valid = |validator: &Validator<Instance>| validator.is_valid(instance::Value::Node(root));
        is_valid(&self.validator) && self.formats.as_ref().is_none_or(is_valid)
    }

    fn collect(&self, root: Node<'_>, violations: &mut Vec<Violation>) {
        let is_annotation = self.formats.is_some();
        // No draft before 2019-09 has it.
        let annotated_formats = |format: &str| is_annotation || format == "uuid";
        let scope = |error: &ValidationError<'_>| self.scope(error);
        let keyword = |error: &ValidationError<'_>| self.keyword(error);
        let terms = Terms { operation: None, scope: &scope, keyword: &keyword, annotated_formats: &annotated_formats };
        let node = instance::Value::Node(root);
        mismatch::collect(&terms, root, self.validator.iter_errors(node.clone()), violations);
        if let Some(formats) = &self.formats {
            let mut asserted = Vec::new();
            mismatch::collect(&terms, root, formats.iter_errors(node), &mut asserted);
            // All else was found before, and without them as the draft has it.
            asserted.retain(|it| matches!(&it.kind, ViolationKind::Keyword(unmet) if unmet.annotation));
            violations.append(&mut asserted);
        }
    }

    /// The place of an error's keyword: the index of the file, and the pointer within it.
    fn place(&self, error: &ValidationError<'_>) -> (usize, String) {
        let located = error.absolute_keyword_location().and_then(|uri| self.files.locate(uri.as_str()));
        located.unwrap_or_else(|| (0, error.schema_path().as_str().to_owned()))
    }

    /// The object of the schema that has the keyword of an error.
    fn scope(&self, error: &ValidationError<'_>) -> Option<&Value> {
        let (file, pointer) = self.place(error);
        let (scope, _) = pointer.rsplit_once('/')?;
        let value = self.values.get(file)?;
        // The keywords below `dependentRequired` and its like are its parts.
        value.pointer(scope)
    }

    fn keyword(&self, error: &ValidationError<'_>) -> String {
        match self.place(error) {
            (0, pointer) => pointer,
            (file, pointer) => {
                let name = self.files.files.get(file).map_or("", |file| file.path.as_str());
                format!("{name}#{pointer}")
            }
        }
    }
}

/// The URI of the schema itself.
fn root_uri(files: &SchemaFiles) -> String {
    let own = |uri: &&String| {
        files.found.resources.get(*uri).is_some_and(|resource| resource.file == 0 && resource.pointer.is_empty())
    };
    let asked = files.files.first().map_or("", |file| file.uri.as_str());
    // One that the file gives itself takes precedence over that of its name.
    let named = files.found.resources.keys().filter(own).find(|uri| *uri != asked);
    named.map_or_else(|| asked.to_owned(), Clone::clone)
}

/// Where in the files an error of compiling lies.
fn place_of(files: &SchemaFiles, error: &ValidationError<'_>) -> Option<(usize, Span)> {
    let words = error.to_string();
    let reference = files.found.references.iter().find(|reference| words.contains(&reference.written));
    let pointers = [error.instance_path().as_str(), error.schema_path().as_str()];
    let first = files.files.first()?.document();
    let node = pointers.iter().filter(|pointer| !pointer.is_empty()).find_map(|it| files::at_pointer(&first, it));
    node.map(|node| (0, node.span())).or_else(|| reference.map(|reference| (reference.file, reference.span)))
}
