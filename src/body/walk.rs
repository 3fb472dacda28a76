//! The walk over a body along the types. It recurses with the nesting of the body, which the reader limits to
//! [`crate::json::MAX_DEPTH`].

use std::collections::HashMap;

use super::names::Place;
use super::{scalar, time};
use crate::catalogue::{Graph, Member, Operation, Primitive, Type, TypeKind, Value, ValueType};
use crate::json::{Kind, Member as Pair, Node};
use crate::schema::{
    BindFault, Certainty, Subject, TypeFault, TypeViolation, Violation, ViolationKind, enclose, relocate, removal,
    rename,
};
use crate::text::placeholder::{self, Pattern};
use crate::text::{Edit, Span, suggest};

/// Types of the service that was there before Graph.
const LEGACY: &str = "Microsoft.OutlookServices";

/// The complex type of any JSON.
const JSON: &str = "Json";

/// What names the thing that a reference leads to.
const REFERENCE: &str = "@odata.id";

pub(super) struct Walk<'c, 'p> {
    graph: Graph<'c>,
    creates: bool,
    is_loose: bool,
    /// Whether the body is an answer: services return names that no metadata has, most of them empty.
    pub(super) is_answer: bool,
    patterns: &'p [Pattern],
    /// The types that are derived from one, by its name.
    derived: HashMap<&'c str, Vec<Type<'c>>>,
    pub(super) violations: Vec<Violation>,
}

/// What a value is compared for.
#[derive(Clone, Copy, Default)]
pub(super) struct At<'c> {
    /// The property whose value it is, or is in.
    property: &'c str,
    /// Whether it is an element of the value.
    element: bool,
    /// The type, or the action, that has the property.
    owner: &'c str,
    /// The type of the object that has it.
    around: Option<Type<'c>>,
}

/// What an object says of its type.
enum Named<'c> {
    Nothing,
    Type(Type<'c>),
    Unknown,
}

impl<'c, 'p> Walk<'c, 'p> {
    pub(super) fn new(graph: Graph<'c>, creates: bool, is_loose: bool, patterns: &'p [Pattern]) -> Self {
        Self { graph, creates, is_loose, is_answer: false, patterns, derived: HashMap::new(), violations: Vec::new() }
    }

    /// Compares a whole body with what it is to be.
    pub(super) fn body(&mut self, root: Node<'_>, value: Value<'c>) {
        // A property by itself is in `{"value": …}`.
        let is_wrapped = value.primitive().is_some() || value.collection;
        match root.get("value").filter(|_| is_wrapped) {
            Some(inner) => self.value(inner, value, &At::default()),
            None if is_wrapped => {}
            None => self.value(root, value, &At::default()),
        }
    }

    /// Compares the body of an action with its parameters. Their case is free: the metadata of many has
    /// another one than everybody writes.
    pub(super) fn parameters(&mut self, root: Node<'_>, action: Operation<'c>) {
        if root.kind() != Kind::Object {
            return self.no_object(root, &At { owner: action.name(), ..At::default() });
        }
        for Pair { key, value, .. } in root.members() {
            let Some(name) = key.string().filter(|name| !name.contains('@')) else { continue };
            let at = At { property: &name, owner: action.name(), ..At::default() };
            match action.parameter(&name) {
                Some(parameter) => self.value(value, parameter.value(), &at),
                None if self.is_gap(&name) || action.parameters().next().is_none() => {}
                None => {
                    let nearest = suggest::nearest(&name, action.parameters().map(|parameter| parameter.name()));
                    let nearest = nearest.map(|nearest| in_case_of(&name, nearest));
                    let edits = nearest.as_ref().map(|nearest| rename(key, nearest));
                    let fault = TypeFault::Unknown { nearest, parameter: true };
                    self.add(key.span(), &at, (fault, Certainty::Doubtful), edits, false);
                }
            }
        }
    }

    /// Compares the body that adds a reference: `{"@odata.id": "https://graph.microsoft.com/v1.0/users/…"}`.
    pub(super) fn reference(&mut self, root: Node<'_>) {
        if root.kind() != Kind::Object {
            return self.no_object(root, &At::default());
        }
        let at = At { property: REFERENCE, ..At::default() };
        if let Some(member) = root.member(REFERENCE) {
            let is_right = match member.value.string() {
                Some(text) => self.is_gap(&text) || is_reference(&text),
                None => matches!(member.value.kind(), Kind::Unknown),
            };
            if !is_right {
                let fault = TypeFault::Bind(BindFault::NoUrl);
                self.add(opener(member.value), &at, (fault, Certainty::Refused), None, false);
            }
            return;
        }
        // Another spelling: `@odata.Id`, `odata.id`, `@data.id`.
        let near = root
            .members()
            .find(|member| member.key.string().is_some_and(|key| suggest::nearest(&key, [REFERENCE]).is_some()));
        if let Some(Pair { key, .. }) = near {
            let name = key.string().unwrap_or_default();
            let at = At { property: &name, owner: "reference", ..At::default() };
            let edits = vec![rename(key, REFERENCE)];
            let fault = match name.eq_ignore_ascii_case(REFERENCE) {
                true => TypeFault::Case { wanted: REFERENCE.to_owned() },
                false => TypeFault::Unknown { nearest: Some(REFERENCE.to_owned()), parameter: false },
            };
            return self.add(key.span(), &at, (fault, Certainty::Refused), edits, false);
        }
        // A key that a script computes may be the one.
        if !root.is_incomplete() {
            self.add(opener(root), &at, (TypeFault::Bind(BindFault::Absent), Certainty::Refused), None, false);
        }
    }

    fn value(&mut self, node: Node<'_>, value: Value<'c>, at: &At<'_>) {
        let is_known = !matches!(node.kind(), Kind::Null | Kind::Unknown);
        if !is_known || is_untyped(value) {
            return;
        }
        if let Some(string) = node.string().filter(|string| self.is_gap(string)) {
            // A variable may hold a list; a word that stands for a value in a pattern is one value.
            let is_one = is_pattern(&string) && placeholder::find_with(self.patterns, &string).is_none();
            if value.collection && is_one {
                let edits = vec![Edit::insert(node.span().start, "["), Edit::insert(node.span().end, "]")];
                self.add(node.span(), at, (TypeFault::NotAnArray, Certainty::Doubtful), edits, true);
            }
            return;
        }
        match (value.collection, node.kind() == Kind::Array) {
            (true, true) => {
                let at = At { element: true, ..*at };
                for element in node.elements() {
                    self.value(element, value.element(), &at);
                }
            }
            (false, true) => self.unexpected_array(node, value, at),
            (true, false) => {
                let edits = vec![Edit::insert(node.span().start, "["), Edit::insert(node.span().end, "]")];
                // Where the value lacks a bracket of its own, that comes first.
                let is_whole = node.kind() != Kind::Object || node.words().ends_with('}');
                let edits = if is_whole { edits } else { Vec::new() };
                self.add(opener(node), at, (TypeFault::NotAnArray, Certainty::Refused), edits, true);
                self.value(node, value.element(), at);
            }
            (false, false) => self.single(node, value.ty, at),
        }
    }

    fn unexpected_array(&mut self, node: Node<'_>, value: Value<'c>, at: &At<'_>) {
        let elements: Vec<Node<'_>> = node.elements().collect();
        let text = node.tree().text();
        let is_plain = |gap: Span| gap.of(text).trim().len() <= 1;
        let edits = match elements[..] {
            [only] => {
                let before = Span::new(node.span().start, only.span().start);
                let after = Span::new(only.span().end, node.span().end);
                let edits = vec![Edit::delete(before), Edit::delete(after)];
                if is_plain(before) && is_plain(after) { edits } else { Vec::new() }
            }
            _ => Vec::new(),
        };
        let fault = TypeFault::UnexpectedArray { elements: elements.len() };
        self.add(opener(node), at, (fault, Certainty::Refused), edits, true);
        for element in elements {
            self.value(element, value, at);
        }
    }

    fn single(&mut self, node: Node<'_>, ty: ValueType<'c>, at: &At<'_>) {
        let fault = match ty {
            ValueType::Named(ty) if ty.kind() == TypeKind::Enum => scalar::enum_fault(node, ty, self.is_loose),
            ValueType::Named(ty) => match node.kind() {
                Kind::Object => return self.object(node, ty, at),
                _ => return self.no_object(node, at),
            },
            ValueType::Primitive(primitive) => scalar::fault(node, primitive),
        };
        let Some(mut fault) = fault else { return };
        // The reference itself writes it so: `"saveToSentItems": "false"` in the examples of `sendMail`.
        if at.property == "saveToSentItems" && matches!(fault.0, TypeFault::Quoted { .. }) {
            fault.1 = Certainty::Harmless;
        }
        let span = if node.kind() == Kind::Object { opener(node) } else { node.span() };
        let edits = repair(node, &fault.0);
        // A time in another notation is the same time.
        let certain = matches!(fault.0, TypeFault::Time { .. });
        self.add(span, at, fault, edits, certain);
    }

    pub(super) fn no_object(&mut self, node: Node<'_>, at: &At<'_>) {
        if matches!(node.kind(), Kind::Null | Kind::Unknown) {
            return;
        }
        let fault = TypeFault::WrongType { wanted: "an object", found: node.kind() };
        let span = if node.kind() == Kind::Array { opener(node) } else { node.span() };
        self.add(span, at, (fault, Certainty::Refused), None, false);
    }

    fn object(&mut self, node: Node<'_>, expected: Type<'c>, at: &At<'_>) {
        let declared = node.get("@odata.type").filter(|name| name.kind() == Kind::String);
        let named = declared.map_or(Named::Nothing, |name| self.declared(name, expected));
        let (ty, is_open) = match named {
            Named::Type(ty) => (ty, false),
            Named::Nothing => (expected, false),
            Named::Unknown => (expected, true),
        };
        let (creates, is_loose) = (self.creates, self.is_loose);
        let place = Place { ty, around: at.around, declared: declared.is_some(), creates, is_loose };
        let at = At { owner: ty.name(), around: Some(ty), ..At::default() };
        for Pair { key, value, .. } in node.members() {
            let Some(name) = key.string() else { continue };
            let at = At { property: &name, ..at };
            if let Some(property) = name.strip_suffix("@odata.bind") {
                self.bind(key, value, property, ty, &at, is_open);
                continue;
            }
            if name.contains('@') {
                continue;
            }
            // A property may be called as the type of a value is: `dateTime`.
            match ty.member(&name) {
                Some(member) => self.member(node, key, value, member, &at),
                None if is_open || self.is_gap(&name) => {}
                None => self.unknown(node, Pair { key, value }, ty, &place, &at),
            }
        }
    }

    fn member(&mut self, object: Node<'_>, key: Node<'_>, value: Node<'_>, member: Member<'c>, at: &At<'_>) {
        let property = member.name();
        if at.property != property {
            let wanted = property.to_owned();
            // Where both are there, the other one is the property.
            let edits = object.get(&wanted).is_none().then(|| rename(key, &wanted));
            self.add(key.span(), at, (TypeFault::Case { wanted }, Certainty::Doubtful), edits, true);
        }
        if member.is_computed() && value.kind() != Kind::Null {
            let edits = removal(object, Pair { key, value }).map(Edit::delete);
            self.add(key.span(), at, (TypeFault::ReadOnly, Certainty::Harmless), edits, false);
        }
        self.value(value, member.value(), &At { property, ..*at });
    }

    fn unknown(&mut self, object: Node<'_>, member: Pair<'_>, ty: Type<'c>, place: &Place<'_>, at: &At<'_>) {
        let name = at.property;
        let derived = self.derived.entry(ty.name()).or_insert_with(|| ty.derived().collect());
        let Some(fault) = place.unknown(name, derived) else { return };
        let value = member.value;
        let is_empty = value.kind() == Kind::Null || value.kind() == Kind::Array && value.elements().next().is_none();
        if self.is_answer && is_empty && matches!(fault.0, TypeFault::Unknown { nearest: None, .. }) {
            return;
        }
        let edits = match &fault.0 {
            TypeFault::Unknown { nearest: Some(nearest), .. } => vec![rename(member.key, nearest)],
            TypeFault::Misplaced { home: Some(home) } => match object.get(home) {
                Some(target) if target.kind() == Kind::Object && target.get(name).is_none() => {
                    relocate(object, member, target, name)
                }
                Some(_) => Vec::new(),
                None => enclose(member, home, name),
            },
            _ => Vec::new(),
        };
        self.add(member.key.span(), at, fault, edits, false);
    }

    fn bind(&mut self, key: Node<'_>, value: Node<'_>, name: &str, ty: Type<'c>, at: &At<'_>, is_open: bool) {
        let derived = || ty.derived().find_map(|derived| derived.member(name));
        let Some(member) = ty.member(name).or_else(derived) else {
            let links = ty.members().filter(|member| member.is_navigation());
            let nearest = suggest::nearest(name, links.map(Member::name));
            if is_open || ty.is_dictionary() || ty.is_open() && nearest.is_none() {
                return;
            }
            let edits = nearest.map(|nearest| rename(key, &format!("{nearest}@odata.bind")));
            let fault = TypeFault::Bind(BindFault::Unknown { nearest: nearest.map(str::to_owned) });
            let is_doubtful = self.is_loose || ty.is_open();
            let certainty = if is_doubtful { Certainty::Doubtful } else { Certainty::Refused };
            return self.add(key.span(), at, (fault, certainty), edits, false);
        };
        let refused = |fault| (TypeFault::Bind(fault), Certainty::Refused);
        if !member.is_navigation() {
            return self.add(key.span(), at, refused(BindFault::NoNavigation), None, false);
        }
        let urls: Vec<Node<'_>> = match (member.value().collection, value.kind()) {
            (_, Kind::Null | Kind::Unknown) => return,
            (true, Kind::Array) => value.elements().collect(),
            (false, _) => vec![value],
            (true, _) => {
                let brackets = [Edit::insert(value.span().start, "["), Edit::insert(value.span().end, "]")];
                let edits = brackets.into_iter().filter(|_| value.kind() == Kind::String);
                return self.add(opener(value), at, refused(BindFault::NoList), edits, false);
            }
        };
        for url in urls {
            let is_right = match url.string() {
                Some(text) => self.is_gap(&text) || is_reference(&text),
                None => matches!(url.kind(), Kind::Null | Kind::Unknown),
            };
            if !is_right {
                // The reference itself binds entities of eDiscovery as objects, and an empty string for none.
                let is_doubtful = match url.string() {
                    Some(text) => text.is_empty(),
                    None => url.kind() == Kind::Object && url.members().next().is_some(),
                };
                let certainty = if is_doubtful { Certainty::Doubtful } else { Certainty::Refused };
                self.add(opener(url), at, (TypeFault::Bind(BindFault::NoUrl), certainty), None, false);
            }
        }
    }

    /// The type that an object says it is of.
    fn declared(&mut self, node: Node<'_>, expected: Type<'c>) -> Named<'c> {
        let name = node.string().unwrap_or_default();
        if self.is_gap(&name) || !name.contains('.') {
            return Named::Unknown;
        }
        let at = At { owner: expected.name(), ..At::default() };
        let plain = name.trim_start_matches('#');
        let doubtful = if self.is_loose { Certainty::Doubtful } else { Certainty::Refused };
        let is_graphs = plain.to_ascii_lowercase().starts_with("microsoft.graph.");
        match self.graph.ty(plain).filter(|_| is_graphs) {
            Some(ty) if ty.is_a(expected) => Named::Type(ty),
            Some(ty) if expected.is_a(ty) => Named::Type(expected),
            Some(_) => {
                let fault = TypeFault::OdataType { expected: Some(expected.name().to_owned()), nearest: None };
                self.add(node.span(), &at, (fault, doubtful), None, false);
                Named::Unknown
            }
            None => {
                let candidates: Vec<Type<'c>> = std::iter::once(expected).chain(expected.derived()).collect();
                // A part of the namespace may be left out or written in another way.
                let words = plain.rsplit('.').next().unwrap_or(plain);
                let nearest = suggest::nearest(words, candidates.iter().map(|ty| ty.short_name()));
                let named = |ty: &&Type<'c>| nearest == Some(ty.short_name());
                let nearest = candidates.iter().find(named).map(|ty| ty.name());
                let nearest = nearest.map(|nearest| format!("#microsoft.graph.{nearest}"));
                let certainty = if plain.starts_with(LEGACY) { Certainty::Doubtful } else { doubtful };
                let edits = nearest.as_ref().map(|nearest| Edit::replace(node.span(), format!("\"{nearest}\"")));
                self.add(node.span(), &at, (TypeFault::OdataType { expected: None, nearest }, certainty), edits, false);
                Named::Unknown
            }
        }
    }

    fn add(
        &mut self,
        span: Span,
        at: &At<'_>,
        (fault, certainty): (TypeFault, Certainty),
        edits: impl IntoIterator<Item = Edit>,
        certain: bool,
    ) {
        let kind = ViolationKind::Typed(Box::new(TypeViolation {
            subject: Subject { property: at.property.to_owned(), element: at.element },
            fault,
            certainty,
            owner: at.owner.to_owned(),
            metadata: self.graph.label(),
        }));
        let edits = edits.into_iter().collect();
        self.violations.push(Violation { span, kind, other: None, edits, certain });
    }

    /// Whether a string is to be filled in before it is sent.
    fn is_gap(&self, string: &str) -> bool {
        placeholder::find_with(self.patterns, string).is_some() || is_pattern(string)
    }
}

/// A name whose first letter is as large or small as that of another: `Message` is written `message` by everybody.
fn in_case_of(written: &str, name: &str) -> String {
    let is_small = written.starts_with(|first: char| first.is_ascii_lowercase());
    match name.chars().next().filter(|first| is_small && first.is_ascii_uppercase()) {
        Some(first) => name.replacen(first, &first.to_ascii_lowercase().to_string(), 1),
        None => name.to_owned(),
    }
}

fn is_untyped(value: Value<'_>) -> bool {
    value.named().is_some_and(|ty| ty.name() == JSON) || value.primitive() == Some(Primitive::Untyped)
}

/// Whether a string stands for a value in a pattern of a body: the name of a type, the choice of several words, `id-value`.
fn is_pattern(text: &str) -> bool {
    const TYPES: [&str; 12] = [
        "string",
        "boolean",
        "bool",
        "guid",
        "date",
        "datetime",
        "datetimeoffset",
        "integer",
        "int32",
        "number",
        "double",
        "timestamp",
    ];
    let is_type = |text: &str| TYPES.iter().any(|name| text.eq_ignore_ascii_case(name));
    let first = text.split_once('(').and_then(|(first, _)| first.strip_suffix(' '));
    is_type(first.unwrap_or(text))
        || text.contains("-value")
        || text.ends_with(".value")
        || text.ends_with(" value")
        || text.contains(" | ")
        || text.starts_with("@odata.type")
}

/// Whether a text refers to something in Graph: a URL, or a path of one.
fn is_reference(text: &str) -> bool {
    match text.split_once("://") {
        Some((scheme, _)) => scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"),
        None => text.contains(['/', '(']),
    }
}

/// The opening bracket of a container; anything else is the whole.
pub(super) fn opener(node: Node<'_>) -> Span {
    let start = node.span().start;
    if node.words().starts_with(['{', '[']) { Span::new(start, start + 1) } else { node.span() }
}

/// What is written instead of a scalar, where that is plain.
fn repair(node: Node<'_>, fault: &TypeFault) -> Vec<Edit> {
    let span = node.span();
    match fault {
        TypeFault::Quoted { .. } => {
            let value = node.string().unwrap_or_default().trim().to_ascii_lowercase();
            vec![Edit::replace(span, value)]
        }
        TypeFault::WrongType { wanted: "a string", found: Kind::Number } => {
            vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")]
        }
        TypeFault::Time { wanted, date_only: false } => {
            let text = node.string().unwrap_or_default();
            let repaired = time::repaired(&text, wanted.starts_with("a date and time"));
            let is_plain = node.words().trim_matches('"') == text;
            repaired.filter(|_| is_plain).map(|it| Edit::replace(span, format!("\"{it}\""))).into_iter().collect()
        }
        TypeFault::EnumMember { word, nearest: Some(nearest), .. } => {
            vec![Edit::replace(span, node.words().replacen(word.as_str(), nearest, 1))]
        }
        _ => Vec::new(),
    }
}
