//! Resolves a path by OData's grammar of resource paths (OData URL Conventions 4.01, section 4) over Graph's types.
//!
//! A variable in the place of a key is a key. In the place of a name nothing is said from there on. Names are compared without
//! regard to case, as the service does.

use std::borrow::Cow;

use super::arguments::{arguments, choose, decoded};
use super::route::{End, Failure, FailureKind, Holder, Route, Step, StepKind};
use super::value::ValueType;
use super::{Graph, Operation, Primitive, Type, TypeKind, Value};
use crate::http::Segment;
use crate::text::{Span, offset, placeholder, suggest};

/// Resolves the segments of a path after the version. Spans are places in `text`.
#[must_use]
pub(crate) fn resolve<'c>(graph: Graph<'c>, text: &str, segments: &[Segment]) -> Route<'c> {
    let mut walk = Walk { text, route: Route { graph, steps: Vec::new(), end: End::Service, failure: None } };
    let mut segments = segments.iter().filter(|segment| !segment.span.is_empty());
    while let Some(segment) = segments.next() {
        let words = Words::read(text, segment.span);
        if walk.route.steps.is_empty() && words.name.eq_ignore_ascii_case("myorganization") {
            continue;
        }
        walk.step(&words);
        if walk.route.failure.is_some() {
            break;
        }
        if words.opens_path {
            walk.path(&mut segments);
        }
    }
    walk.route
}

struct Words<'t> {
    span: Span,
    /// The name, without percent-encoding, parentheses and the colon after it.
    name: Cow<'t, str>,
    name_span: Span,
    /// What is in parentheses, as written.
    call: Option<Span>,
    /// Whether it opens a path of a drive: `root:`.
    opens_path: bool,
}

impl<'t> Words<'t> {
    fn read(text: &'t str, span: Span) -> Self {
        let words = span.of(text);
        let opens_path = words.len() > 1 && words.ends_with(':');
        let words = if opens_path { &words[..words.len() - 1] } else { words };
        let open = words.find('(').filter(|open| *open > 0 && words.ends_with(')'));
        let call = open.map(|open| Span::new(span.start + offset(open) + 1, span.start + offset(words.len()) - 1));
        let name = &words[..open.unwrap_or(words.len())];
        let name_span = Span::new(span.start, span.start + offset(name.len()));
        Self { span, name: decoded(name), name_span, call, opens_path }
    }

    /// Whether it stands for something that is filled in later.
    fn is_hole(&self) -> bool {
        let name = self.name.as_ref();
        let marked = name.contains(['{', '<', '*', '\u{2026}']) || name.contains("...") || name.starts_with([':', '@']);
        let variable = name.starts_with('$') && !is_system(name);
        marked || variable || name.contains('$') && !name.starts_with('$') || placeholder::find(name).is_some()
    }

    /// The name without `microsoft.graph.` or `graph.`, if it has one of them.
    fn qualified(&self) -> Option<&str> {
        let name = self.name.as_ref();
        let short = super::model::short(name);
        (short.len() < name.len()).then_some(short)
    }
}

/// The longest name of an action that is too short to distinguish from a misspelt key: `add`.
const SHORT: usize = 4;

/// Whether a segment is a word as names are, not a key. A letter may be missing.
fn is_word(name: &str) -> bool {
    name.len() >= SHORT && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Segments that begin with `$`.
const SYSTEM: [&str; 5] = ["$ref", "$value", "$count", "$batch", "$metadata"];

/// `$cuont` is a segment that was meant; `$userId` is a variable.
fn is_system(name: &str) -> bool {
    name.contains('=') || suggest::nearest(name, SYSTEM).is_some()
}

struct Walk<'c, 't> {
    text: &'t str,
    route: Route<'c>,
}

/// The types that are derived from one and have a name that it has not.
enum Derived<'c> {
    None,
    Some(Type<'c>),
    /// The name leads to different things.
    Several,
}

impl<'c> Walk<'c, '_> {
    fn push(&mut self, span: Span, kind: StepKind<'c>, end: End<'c>) {
        self.route.steps.push(Step { span, kind, end });
        self.route.end = end;
    }

    fn open(&mut self, words: &Words<'_>) {
        self.push(words.span, StepKind::Open, End::Unknown);
    }

    fn fail(&mut self, words: &Words<'_>, kind: FailureKind<'c>, candidates: impl Iterator<Item = &'c str>) {
        let nearest = suggest::nearest(&words.name, candidates);
        let failure = Failure {
            span: words.name_span,
            name: words.name.clone().into_owned(),
            in_other_version: self.in_other_version(words, kind),
            kind,
            nearest,
        };
        self.route.failure = Some(failure);
        self.route.end = End::Unknown;
    }

    /// Whether the other version has this name at this place.
    fn in_other_version(&self, words: &Words<'_>, kind: FailureKind<'c>) -> bool {
        let other = self.route.graph.other();
        match kind {
            FailureKind::NoRoot => other.root(&words.name).is_some(),
            FailureKind::NoType => words.qualified().is_some_and(|name| other.ty(name).is_some()),
            FailureKind::NoMember(owner) => other.ty(owner.name()).is_some_and(|owner| {
                let name = words.qualified().unwrap_or(&words.name);
                owner.member(name).is_some() || owner.operations_named(name, false).next().is_some()
            }),
            _ => false,
        }
    }

    fn step(&mut self, words: &Words<'_>) {
        match self.route.end {
            End::Unknown => self.open(words),
            End::Service => self.root(words),
            End::Collection { ty, holder } => self.in_collection(words, ty, holder),
            End::Entity { ty, holder, .. } => self.in_entity(words, ty, holder),
            End::Property(value) => self.in_property(words, value),
            End::Content if words.name == "$value" => self.push(words.span, StepKind::System, End::Content),
            End::Reference { collection: true, holder } if words.name != "$value" => {
                // `…/$ref/{id}` is an old way of writing `…/{id}/$ref`.
                self.push(words.span, StepKind::Key, End::Reference { collection: false, holder });
            }
            _ if words.is_hole() => self.open(words),
            _ => self.fail(words, FailureKind::NothingBelow, std::iter::empty()),
        }
    }

    fn root(&mut self, words: &Words<'_>) {
        let graph = self.route.graph;
        for (name, end) in [("$batch", End::Batch), ("$metadata", End::Metadata)] {
            if words.name.eq_ignore_ascii_case(name) {
                return self.push(words.span, StepKind::System, end);
            }
        }
        let Some(root) = graph.root(&words.name) else {
            if words.is_hole() {
                return self.open(words);
            }
            return self.fail(words, FailureKind::NoRoot, graph.roots().map(super::Root::name));
        };
        let Some(value) = root.value() else {
            return self.push(words.span, StepKind::Root(root), End::Unknown);
        };
        self.push(words.name_span, StepKind::Root(root), End::of(value, Some(Holder::Root(root))));
        self.key_in_parentheses(words);
    }

    /// Reads the key of a segment such as `users('id')` or `applications(appId='…')`.
    fn key_in_parentheses(&mut self, words: &Words<'_>) {
        let Some(call) = words.call.filter(|call| !call.is_empty()) else { return };
        let End::Collection { ty, holder } = self.route.end else { return };
        let named = arguments(self.text, call).any(|argument| argument.name.is_some());
        let kind = if named { StepKind::AlternateKey } else { StepKind::Key };
        self.push(call, kind, End::Entity { ty, holder, keyed: true });
        if named {
            self.named_key(call, ty);
        }
    }

    /// Fails on the name of a key that is no property of `ty`. Which properties are keys is not known of all types.
    fn named_key(&mut self, call: Span, ty: Type<'c>) {
        let is_open = |name: &str| name.contains(['{', '<', '$', '*']) || placeholder::find(name).is_some();
        let is_known = |name: &str| ty.member(name).is_some() || ty.derived().any(|ty| ty.member(name).is_some());
        let mut names = arguments(self.text, call).filter_map(|argument| argument.name);
        let Some((span, name)) = names.find(|(_, name)| !is_open(name) && !is_known(name)) else { return };
        let nearest = suggest::nearest(&name, ty.members().filter(|it| !it.is_navigation()).map(super::Member::name));
        let (name, kind) = (name.into_owned(), FailureKind::NoKey(ty));
        self.route.failure = Some(Failure { span, name, kind, nearest, in_other_version: false });
        self.route.end = End::Unknown;
    }

    /// `microsoft.graph.user`, `microsoft.graph.delta`, `graph.user`: whether the segment was one of these.
    fn qualified(&mut self, words: &Words<'_>, ty: Type<'c>, of_collection: bool) -> bool {
        let Some(short) = words.qualified() else { return false };
        let last = short.rsplit('.').next().unwrap_or(short);
        if self.operation(words, ty, last, of_collection) {
            return true;
        }
        let graph = self.route.graph;
        match graph.ty(short) {
            Some(cast) if cast.is_a(ty) || ty.is_a(cast) => {
                let end = match self.route.end {
                    End::Collection { holder, .. } => End::Collection { ty: cast, holder },
                    End::Entity { holder, keyed, .. } => End::Entity { ty: cast, holder, keyed },
                    End::Property(value) => End::Property(Value { ty: ValueType::Named(cast), ..value }),
                    end => end,
                };
                self.push(words.name_span, StepKind::Cast(cast), end);
                self.key_in_parentheses(words);
            }
            Some(_) => self.fail(words, FailureKind::UnrelatedCast(ty), std::iter::empty()),
            None if words.is_hole() => self.open(words),
            None => {
                let names = ty.derived().map(Type::name).chain(ty.operations(of_collection).map(Operation::name));
                let names: Vec<&str> = names.collect();
                let nearest = suggest::nearest(short, names.iter().copied());
                self.fail(words, FailureKind::NoType, std::iter::empty());
                if let Some(failure) = &mut self.route.failure {
                    failure.nearest = nearest;
                }
            }
        }
        true
    }

    fn in_collection(&mut self, words: &Words<'_>, ty: Type<'c>, holder: Holder<'c>) {
        if self.qualified(words, ty, true) {
            return;
        }
        match words.name.as_ref() {
            "$count" => return self.push(words.span, StepKind::System, End::Count),
            "$ref" => return self.push(words.span, StepKind::System, End::Reference { holder, collection: true }),
            "$value" => return self.push(words.span, StepKind::System, End::Content),
            // OData resolves an entity by its id so; what Graph makes of it is not known.
            "$entity" => return self.open(words),
            name if name.starts_with('$') && is_system(name) => {
                return self.fail(words, FailureKind::NoSystemSegment(Some(ty)), SYSTEM.into_iter().take(3));
            }
            name => {
                if self.operation(words, ty, name, true) {
                    return;
                }
            }
        }
        // An action or function with a typing error. Keys of letters only are rare, and those of Graph are not near any.
        if words.call.is_none() && is_word(&words.name) {
            let names = ty.operations(true).map(Operation::name);
            let nearest = suggest::nearest(&words.name, names.filter(|name| name.len() > SHORT));
            if nearest.is_some() {
                return self.fail(words, FailureKind::NoOperation(ty), nearest.into_iter());
            }
        }
        self.push(words.span, StepKind::Key, End::Entity { ty, holder, keyed: true });
    }

    fn in_entity(&mut self, words: &Words<'_>, ty: Type<'c>, holder: Holder<'c>) {
        if self.qualified(words, ty, false) {
            return;
        }
        match words.name.as_ref() {
            "$ref" => return self.push(words.span, StepKind::System, End::Reference { holder, collection: false }),
            "$value" => return self.push(words.span, StepKind::System, End::Content),
            name if name.starts_with('$') && is_system(name) => {
                return self.fail(words, FailureKind::NoSystemSegment(Some(ty)), SYSTEM.into_iter().take(2));
            }
            _ => {}
        }
        if !self.member_or_operation(words, ty) {
            if words.is_hole() {
                return self.open(words);
            }
            // What only a derived type has is reached without a cast too.
            match self.derived_with(words, ty) {
                Derived::Some(derived) if self.member_or_operation(words, derived) => return,
                Derived::Several => return self.open(words),
                _ => {}
            }
            let navigation = ty.members().filter(|member| reaches(member.value())).map(super::Member::name);
            let names: Vec<&str> = navigation.chain(ty.operations(false).map(Operation::name)).collect();
            self.fail(words, FailureKind::NoMember(ty), names.into_iter());
        }
    }

    fn derived_with(&self, words: &Words<'_>, ty: Type<'c>) -> Derived<'c> {
        let name = &*words.name;
        // Looking through all types is dear, and needless where nothing has this name.
        if !self.route.graph.has_name(name) {
            return Derived::None;
        }
        let has = |derived: &Type<'c>| {
            derived.member(name).is_some() || derived.operations_named(name, false).next().is_some()
        };
        let value = |ty: Type<'c>| ty.member(name).map(super::Member::value);
        let mut found = ty.derived().filter(has);
        let Some(first) = found.next() else { return Derived::None };
        if found.all(|other| value(other) == value(first)) { Derived::Some(first) } else { Derived::Several }
    }

    fn member_or_operation(&mut self, words: &Words<'_>, ty: Type<'c>) -> bool {
        if let Some(member) = ty.member(&words.name)
            && (words.call.is_none() || member.value().collection)
        {
            self.push(words.name_span, StepKind::Member(member), End::of(member.value(), Some(Holder::Member(member))));
            self.key_in_parentheses(words);
            return true;
        }
        self.operation(words, ty, &words.name, false)
    }

    fn in_property(&mut self, words: &Words<'_>, value: Value<'c>) {
        let name = words.name.as_ref();
        if name == "$count" && value.collection {
            return self.push(words.span, StepKind::System, End::Count);
        }
        if name == "$value" {
            return self.push(words.span, StepKind::System, End::Content);
        }
        match value.ty {
            ValueType::Named(ty) if ty.kind() != TypeKind::Enum => {
                if self.qualified(words, ty, value.collection) {
                    return;
                }
                if value.collection {
                    if !self.operation(words, ty, name, true) {
                        self.open(words);
                    }
                } else if !self.member_or_operation(words, ty) {
                    if ty.is_dictionary() || words.is_hole() {
                        return self.open(words);
                    }
                    let names: Vec<&str> = ty.members().map(super::Member::name).collect();
                    self.fail(words, FailureKind::NoMember(ty), names.into_iter());
                }
            }
            ValueType::Primitive(Primitive::Untyped) => self.open(words),
            _ if words.is_hole() || value.collection => self.open(words),
            _ => self.fail(words, FailureKind::NothingBelow, std::iter::empty()),
        }
    }

    /// An action or function that is bound to what is before it: whether there is one of this name.
    fn operation(&mut self, words: &Words<'_>, ty: Type<'c>, name: &str, of_collection: bool) -> bool {
        let mut overloads = ty.operations_named(name, of_collection).peekable();
        if overloads.peek().is_none() {
            return false;
        }
        let (operation, fault) = match words.call {
            // Without parentheses the parameters may be in the query.
            None => (overloads.clone().min_by_key(|it| it.parameters().count()), None),
            Some(call) => choose(self.text, call, overloads),
        };
        let Some(operation) = operation else { return false };
        let end = match operation.returns() {
            _ if !operation.is_function() => End::Action(operation),
            None => End::Unknown,
            Some(value) => match End::of(value, Some(Holder::Result(operation))) {
                End::Property(value) if value.named().is_none() => End::Function(operation),
                End::Content => End::Function(operation),
                end => end,
            },
        };
        self.push(words.span, StepKind::Operation { operation, fault }, end);
        true
    }

    /// Goes over the path of an item: up to the segment that ends with a colon, or to the end.
    fn path<'s>(&mut self, segments: &mut impl Iterator<Item = &'s Segment>) {
        let mut whole: Option<Span> = None;
        for segment in segments {
            whole = Some(whole.map_or(segment.span, |span| span.join(segment.span)));
            if segment.span.of(self.text).ends_with(':') {
                break;
            }
        }
        if let Some(span) = whole {
            self.push(span, StepKind::Path, self.route.end);
        }
    }
}

/// Whether a path can go on after a value.
fn reaches(value: Value<'_>) -> bool {
    value.named().is_some_and(|ty| ty.kind() != TypeKind::Enum) || value.primitive() == Some(Primitive::Stream)
}
