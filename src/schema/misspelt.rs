//! Names that are nearly those of a user's schema.
//!
//! A schema need not close its objects, and then a name in another case is simply another name. So names are only looked at
//! where the body does not match anyway: a name that may not be there, and one that is missing and nearly the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::branch::{self, Nearest};
use super::layout;
use super::names::alike;
use super::rebuild::rebuild;
use super::survey::Correction;
use super::violation::{Violation, ViolationKind};
use crate::json::{Kind, Node, Tree};
use crate::text::suggest;

/// What was found to be misspelt.
#[derive(Default)]
pub(crate) struct Names {
    pub(super) violations: Vec<Violation>,
    /// By the start of their keys: a corrected tree counts its nodes anew.
    names: HashMap<u32, String>,
}

/// Finds the object of a schema that has the keyword of an error.
type Scope<'s, 'v> = &'s dyn Fn(&ValidationError<'_>) -> Option<&'v Value>;

impl Names {
    /// Looks for misspelt names in what is wrong with a tree. Whether there are any that were not known.
    pub(super) fn add(&mut self, root: Node<'_>, errors: &[ValidationError<'_>], scope: Scope<'_, '_>) -> bool {
        let mut objects = Objects::default();
        errors.iter().for_each(|error| objects.error(root, error, scope));
        let before = self.names.len();
        for object in objects.in_order {
            self.object(&object);
        }
        self.names.len() > before
    }

    /// The tree with all names corrected, or `None` if there are none.
    pub(super) fn rebuilt<'a>(&self, tree: &'a Tree<'a>) -> Option<Tree<'a>> {
        let is_key = |node: &Node<'_>| node.kind() == Kind::String;
        let corrections: BTreeMap<u32, Correction> = tree
            .nodes()
            .filter(is_key)
            .filter_map(|node| {
                let name = self.names.get(&node.span().start)?;
                Some((node.index(), Correction { name: Some(name.clone()), ..Correction::default() }))
            })
            .collect();
        (!corrections.is_empty()).then(|| tree.root().map(|root| rebuild(tree, root, &corrections))).flatten()
    }

    fn object(&mut self, object: &Object<'_>) {
        let mut absent: Vec<&String> = object.absent.iter().collect();
        let keys: Vec<(Node<'_>, String)> = object
            .node
            .members()
            .filter_map(|member| Some((member.key, member.key.string()?.into_owned())))
            .filter(|(_, name)| !object.known.contains(name))
            .collect();
        let mut taken: HashSet<u32> = HashSet::new();
        // The surest first, so that a guess takes no name from another key.
        for likeness in [Likeness::Case, Likeness::Spelling, Likeness::Near] {
            for (key, name) in
                keys.iter().filter(|(_, name)| likeness < Likeness::Near || object.unexpected.contains(name))
            {
                let Some(at) = likeness.find(name, &absent).filter(|_| !taken.contains(&key.index())) else { continue };
                let wanted = absent.remove(at).clone();
                taken.insert(key.index());
                if self.names.insert(key.span().start, wanted.clone()).is_some() {
                    continue;
                }
                let edits = vec![layout::rename(*key, &wanted)];
                let kind = match likeness {
                    Likeness::Case => ViolationKind::PropertyCase { wanted },
                    Likeness::Spelling => ViolationKind::PropertyAlias { wanted },
                    Likeness::Near => ViolationKind::MisspeltProperty { wanted },
                };
                let certain = likeness != Likeness::Near;
                self.violations.push(Violation { edits, certain, ..Violation::new(key.span(), kind) });
            }
        }
    }
}

/// How a name is like another; the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Case,
    Spelling,
    Near,
}

impl Likeness {
    fn find(self, name: &str, absent: &[&String]) -> Option<usize> {
        match self {
            Self::Case => absent.iter().position(|wanted| wanted.eq_ignore_ascii_case(name)),
            Self::Spelling => absent.iter().position(|wanted| alike(wanted, name)),
            Self::Near => {
                let nearest = suggest::nearest(name, absent.iter().map(|wanted| wanted.as_str()))?;
                absent.iter().position(|wanted| wanted.as_str() == nearest)
            }
        }
    }
}

/// An object in which a name may be misspelt.
struct Object<'t> {
    node: Node<'t>,
    /// Names that the schema has.
    known: HashSet<String>,
    /// Names that the schema has, in its order, and the object has not.
    absent: Vec<String>,
    /// Names that may not be there.
    unexpected: HashSet<String>,
}

#[derive(Default)]
struct Objects<'t> {
    in_order: Vec<Object<'t>>,
    by_node: HashMap<u32, usize>,
}

impl<'t> Objects<'t> {
    fn error(&mut self, root: Node<'t>, error: &ValidationError<'_>, scope: Scope<'_, '_>) {
        let path = error.instance_path().as_str();
        let (unexpected, missing): (&[String], _) = match error.kind() {
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                if let Nearest::Branch(errors) = branch::nearest(context, path) {
                    errors.iter().for_each(|error| self.error(root, error, scope));
                }
                return;
            }
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => (unexpected, None),
            ValidationErrorKind::Required { property } => (&[], property.as_str()),
            _ => return,
        };
        let Some(node) = find(root, path).filter(|node| node.kind() == Kind::Object) else { return };
        let properties = scope(error).and_then(|scope| scope.get("properties")?.as_object());
        let known: Vec<String> = properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect();
        let at = *self.by_node.entry(node.index()).or_insert_with(|| {
            let [known, unexpected] = [HashSet::new(), HashSet::new()];
            self.in_order.push(Object { node, known, absent: Vec::new(), unexpected });
            self.in_order.len() - 1
        });
        let Some(object) = self.in_order.get_mut(at) else { return };
        object.unexpected.extend(unexpected.iter().cloned());
        // In an open object, only a required name is evidence that another one was meant for it.
        let wanted =
            missing.map(str::to_owned).into_iter().chain(known.iter().filter(|_| !unexpected.is_empty()).cloned());
        for name in wanted {
            if !object.absent.contains(&name) && node.get(&name).is_none() {
                object.absent.push(name);
            }
        }
        object.known.extend(known);
    }
}

fn find<'t>(root: Node<'t>, pointer: &str) -> Option<Node<'t>> {
    pointer.split('/').skip(1).try_fold(root, |node, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        match node.kind() {
            Kind::Array => node.elements().nth(token.parse().ok()?),
            _ => node.get(&token),
        }
    })
}
