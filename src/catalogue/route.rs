//! Where a path leads: each of its segments, and what is at its end or where it goes wrong.

use super::value::ValueType;
use super::{Graph, Member, Operation, Root, Type, TypeKind, Value};
use crate::text::Span;

/// A path, resolved as far as it can be.
#[derive(Clone, Debug)]
pub(crate) struct Route<'c> {
    /// The metadata that it was resolved with.
    pub graph: Graph<'c>,
    /// What each segment is, in order. Segments after a failure have none.
    pub steps: Vec<Step<'c>>,
    /// What the path leads to.
    pub end: End<'c>,
    pub failure: Option<Failure<'c>>,
}

/// A segment, or the segments that belong together as a path inside a drive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<'c> {
    pub span: Span,
    pub kind: StepKind<'c>,
    /// What the path has led to with it.
    pub end: End<'c>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum StepKind<'c> {
    /// An entity set or singleton.
    Root(Root<'c>),
    /// A property or navigation property.
    Member(Member<'c>),
    /// A key of its own segment, or the one in parentheses after a collection.
    Key,
    /// A key in parentheses with the name of a property: `(appId='…')`.
    AlternateKey,
    /// A type: from here on the path is about what is of this type.
    Cast(Type<'c>),
    Operation {
        /// The overload that the parameters name.
        operation: Operation<'c>,
        /// What is wrong with the parameters.
        fault: Option<ParameterFault>,
    },
    /// The path of an item inside a drive or of a site: what is between two colons.
    Path,
    /// `$ref`, `$value`, `$count`, `$batch`, `$metadata`
    System,
    /// A segment of which nothing can be said: a variable in the place of a name, or below one.
    Open,
}

/// What is wrong with the parameters of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterFault {
    /// No overload has a parameter of this name. The span is the name.
    Unknown(Span),
    /// A parameter is not given, and no overload does without it. The span is the gap before the closing parenthesis.
    Missing(Span),
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End<'c> {
    /// The service itself: an empty path.
    Service,
    /// The batch endpoint of the service, `/$batch`.
    Batch,
    /// The metadata document of the service, `/$metadata`.
    Metadata,
    Collection {
        ty: Type<'c>,
        /// The set or navigation property that they are in; none below a function.
        holder: Holder<'c>,
    },
    Entity {
        ty: Type<'c>,
        /// The set, singleton or navigation property that it is in.
        holder: Holder<'c>,
        /// Whether it is one of a collection, named by its key.
        keyed: bool,
    },
    /// A property that is not an entity, or a list of such values.
    Property(Value<'c>),
    /// The content after `$value`, or a stream property.
    Content,
    /// The number of entities of a collection, `/$count`.
    Count,
    /// References instead of entities: a path that ends with `/$ref`.
    Reference {
        /// The navigation property whose references are meant.
        holder: Holder<'c>,
        collection: bool,
    },
    Action(Operation<'c>),
    /// A function that returns no entity.
    Function(Operation<'c>),
    /// Nothing is known of it.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Holder<'c> {
    /// An entity set or singleton.
    Root(Root<'c>),
    Member(Member<'c>),
    /// The result of a function.
    Result(Operation<'c>),
}

/// Where a path goes wrong.
#[derive(Clone, Debug)]
pub(crate) struct Failure<'c> {
    /// The segment, or its name without parentheses.
    pub span: Span,
    /// The segment as meant: without percent-encoding, without parentheses.
    pub name: String,
    /// Why it cannot be there.
    pub kind: FailureKind<'c>,
    /// The name that was probably meant.
    pub nearest: Option<&'c str>,
    /// Whether the other version of Graph has this name at this place.
    pub in_other_version: bool,
}

/// Why a segment cannot be where it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FailureKind<'c> {
    /// There is no such entity set or singleton.
    NoRoot,
    /// The type has no such property, navigation property, action or function.
    NoMember(Type<'c>),
    /// What is after a collection of this type is nearly one of its actions or functions, and no key.
    NoOperation(Type<'c>),
    /// Nothing can be called so on a collection of this type.
    NoSystemSegment(Option<Type<'c>>),
    /// The metadata has no such type.
    NoType,
    /// The type is not one of what is there.
    UnrelatedCast(Type<'c>),
    /// The key is named by what is no property of the type: `applications(applicationId='…')`.
    NoKey(Type<'c>),
    /// Nothing is below what is before it: a value, `$count`, an action.
    NothingBelow,
}

/// What the body of a request holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum BodyShape<'c> {
    /// A value of this type.
    Value(Value<'c>),
    /// An object with the parameters of an action.
    Parameters(Operation<'c>),
    /// A reference to an entity: `{"@odata.id": "…"}`.
    Reference,
    /// The steps of a batch.
    Batch,
    /// There is none: the method has no body here.
    Nothing,
    /// Content that is not JSON, or nothing is known of it.
    Unknown,
}

impl<'c> End<'c> {
    /// The type of the entities, one or many.
    #[must_use]
    pub(crate) fn entity_type(self) -> Option<Type<'c>> {
        match self {
            Self::Collection { ty, .. } | Self::Entity { ty, .. } => Some(ty),
            _ => None,
        }
    }

    /// What the entities are in.
    #[must_use]
    pub(crate) fn holder(self) -> Option<Holder<'c>> {
        match self {
            Self::Collection { holder, .. } | Self::Entity { holder, .. } | Self::Reference { holder, .. } => {
                Some(holder)
            }
            _ => None,
        }
    }

    /// What a value of a property, or the result of a function, leads to.
    pub(super) fn of(value: Value<'c>, holder: Option<Holder<'c>>) -> Self {
        match (value.ty, holder) {
            (ValueType::Named(ty), Some(holder)) if ty.kind() == TypeKind::Entity => {
                if value.collection {
                    Self::Collection { ty, holder }
                } else {
                    Self::Entity { ty, holder, keyed: false }
                }
            }
            (ValueType::Primitive(super::Primitive::Stream), _) => Self::Content,
            _ => Self::Property(value),
        }
    }
}

impl<'c> Route<'c> {
    /// Whether every segment is known.
    #[must_use]
    pub(crate) fn is_known(&self) -> bool {
        self.failure.is_none() && self.end != End::Unknown
    }

    /// Whether it is known and has names behind the root, as hardly a path of another service that is called so too.
    #[must_use]
    pub(crate) fn is_distinct(&self) -> bool {
        self.is_known() && self.names().next().is_some()
    }

    /// Whether it is known, or nearly.
    #[must_use]
    pub(crate) fn is_near(&self) -> bool {
        match &self.failure {
            None => self.is_known() && !self.steps.is_empty(),
            Some(failure) => failure.nearest.is_some() || failure.in_other_version || self.names().nth(1).is_some(),
        }
    }

    /// The steps behind the root that are called by a name of the metadata.
    fn names(&self) -> impl Iterator<Item = &Step<'c>> {
        self.steps.iter().filter(|step| matches!(step.kind, StepKind::Member(_) | StepKind::Operation { .. }))
    }

    /// The action or function at the end.
    #[must_use]
    pub(crate) fn operation(&self) -> Option<Operation<'c>> {
        match self.steps.last()?.kind {
            StepKind::Operation { operation, .. } => Some(operation),
            _ => None,
        }
    }

    /// What the body of a request with this method holds.
    #[must_use]
    pub(crate) fn body(&self, method: &str) -> BodyShape<'c> {
        let writes = ["POST", "PUT", "PATCH"].iter().any(|known| method.eq_ignore_ascii_case(known));
        if self.failure.is_some() {
            return BodyShape::Unknown;
        }
        match self.end {
            End::Unknown | End::Content => BodyShape::Unknown,
            _ if !writes => BodyShape::Nothing,
            End::Batch => BodyShape::Batch,
            End::Reference { .. } => BodyShape::Reference,
            End::Action(operation) => BodyShape::Parameters(operation),
            End::Collection { holder: Holder::Result(operation), .. }
            | End::Entity { holder: Holder::Result(operation), keyed: false, .. }
            | End::Function(operation)
                if operation.takes_post() && method.eq_ignore_ascii_case("POST") =>
            {
                BodyShape::Parameters(operation)
            }
            // Many at once are changed by other means, whose bodies have another form.
            End::Collection { .. } if !method.eq_ignore_ascii_case("POST") => BodyShape::Unknown,
            End::Collection { ty, .. } | End::Entity { ty, .. } => {
                BodyShape::Value(Value { ty: ValueType::Named(ty), collection: false })
            }
            // What is posted to a list of objects is one more of them.
            End::Property(value) if value.named().is_some() && method.eq_ignore_ascii_case("POST") => {
                BodyShape::Value(value.element())
            }
            End::Property(value) => BodyShape::Value(value),
            End::Service | End::Metadata | End::Count | End::Function(_) => BodyShape::Nothing,
        }
    }

    /// What a GET, or a call of the operation at the end, returns, or `None` if that is not known or no JSON.
    #[must_use]
    pub(crate) fn answer(&self) -> Option<Value<'c>> {
        if self.failure.is_some() {
            return None;
        }
        match self.end {
            End::Collection { ty, .. } => Some(Value { ty: ValueType::Named(ty), collection: true }),
            End::Entity { ty, .. } => Some(Value { ty: ValueType::Named(ty), collection: false }),
            End::Property(value) => Some(value),
            End::Action(operation) | End::Function(operation) => operation.returns(),
            _ => None,
        }
    }

    /// The path with keys as gaps and names as the metadata has them: `/users/{id}/messages`. None unless it is known.
    #[must_use]
    pub(crate) fn template(&self) -> Option<String> {
        if !self.is_known() {
            return None;
        }
        let mut template = String::new();
        let mut in_path = false;
        for step in &self.steps {
            match step.kind {
                StepKind::Root(root) => push(&mut template, root.name()),
                StepKind::Member(member) => push(&mut template, member.name()),
                StepKind::Key | StepKind::AlternateKey => push(&mut template, "{id}"),
                StepKind::Cast(ty) => push(&mut template, &ty.full_name()),
                StepKind::Operation { operation, .. } => {
                    push(&mut template, operation.name());
                    if operation.is_function() {
                        let names: Vec<String> =
                            operation.parameters().map(|it| format!("{}={{{}}}", it.name(), it.name())).collect();
                        template.push_str(&format!("({})", names.join(",")));
                    }
                }
                StepKind::Path => {
                    template.push_str(":/{path}");
                    in_path = true;
                    continue;
                }
                StepKind::System => push(&mut template, step.system_name()),
                StepKind::Open => return None,
            }
            if std::mem::take(&mut in_path)
                && let Some(at) = template.rfind('/')
            {
                template.insert(at, ':');
            }
        }
        if template.is_empty() {
            template.push('/');
        }
        Some(template)
    }
}

fn push(template: &mut String, name: &str) {
    template.push('/');
    template.push_str(name);
}

impl Step<'_> {
    /// The name of a segment that begins with `$`.
    fn system_name(&self) -> &'static str {
        match self.end {
            End::Batch => "$batch",
            End::Metadata => "$metadata",
            End::Count => "$count",
            End::Reference { .. } => "$ref",
            _ => "$value",
        }
    }
}
