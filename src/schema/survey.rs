//! The walk along the schema: what is named or wrapped otherwise than the schema has it, and what was meant.
//!
//! It recurses with the nesting of the body, which the reader limits to [`crate::json::MAX_DEPTH`].

use std::collections::{BTreeMap, BTreeSet};

use super::layout;
use super::names::{Likeness, Names, fits, meant_by, surely_meant_by};
use super::shape::{Property, ROOT, ShapeId, ShapeKind, Shapes};
use super::violation::{Violation, ViolationKind, opener};
use crate::json::{Kind, Member, Node};
use crate::text::{Edit, Span};

/// How a body is to be corrected.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) violations: Vec<Violation>,
    /// By the node that they are about.
    pub(super) corrections: BTreeMap<u32, Correction>,
    /// Whether the corrected root can be compared with the schema.
    pub(super) comparable: bool,
}

/// How a node is to be corrected.
#[derive(Debug, Default)]
pub(super) struct Correction {
    /// A key: the name that was meant. The outermost list: the property of an object that it belongs in.
    pub(super) name: Option<String>,
    /// A key or an element: it is left out, because it stands elsewhere too.
    pub(super) left_out: bool,
    /// An object: it belongs in a list.
    pub(super) in_list: bool,
    /// An object: lists of one object that are missing in it, from the outside in.
    pub(super) levels: Vec<Level>,
    /// An object: the neighbour whose members belong to it.
    pub(super) joined: Option<u32>,
    /// A container around which there is a level too many: the container in it that was meant.
    pub(super) inside: Option<u32>,
    /// An object that stands for the list of the values of its members.
    pub(super) is_list: bool,
    /// An object: members that stand elsewhere and belong in it.
    pub(super) added: Vec<Moved>,
    /// An object: objects that are missing in it.
    pub(super) objects: Vec<Level>,
}

/// A member that stands elsewhere, by its nodes.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) name: String,
    pub(super) key: u32,
    pub(super) value: u32,
}

/// A member, and the property that it stands for.
pub(super) type Likely<'s, 't> = (Member<'t>, Option<(&'s Property, Likeness)>);

/// A missing list of one object, or a missing object.
#[derive(Debug)]
pub(crate) struct Level {
    pub(super) name: String,
    /// The keys of the members that belong in the object.
    pub(super) keys: BTreeSet<u32>,
}

/// Compares names and nesting of the body at `root` with the schema.
pub(super) fn survey(shapes: &Shapes, names: &Names, root: Node<'_>) -> Found {
    let found = Found { comparable: true, ..Found::default() };
    let mut survey =
        Survey { shapes, names, root, path: Vec::new(), moves: BTreeMap::new(), searches: SEARCHES, found };
    if matches!(shapes.get(ROOT).kind, ShapeKind::Object(_)) {
        survey.root();
    }
    survey.found
}

pub(super) struct Survey<'s, 't> {
    pub(super) shapes: &'s Shapes,
    pub(super) names: &'s Names,
    root: Node<'t>,
    /// The objects around the one that is looked at, from the outside in.
    pub(super) path: Vec<Place<'s, 't>>,
    /// The violations about a misplaced property, by the object that it belongs in and its name.
    pub(super) moves: BTreeMap<(u32, &'s str), usize>,
    /// How many more objects are searched for the places of names.
    pub(super) searches: usize,
    pub(super) found: Found,
}

/// How many objects are searched for the places of names; each takes well below a microsecond.
const SEARCHES: usize = 100_000;

/// An object on the way.
pub(crate) struct Place<'s, 't> {
    pub(super) node: Node<'t>,
    pub(super) shape: ShapeId,
    /// The properties that it has.
    pub(super) has: BTreeSet<&'s str>,
    /// The property whose value it is, or is in.
    pub(super) within: String,
}

impl<'s, 't> Survey<'s, 't> {
    fn root(&mut self) {
        let root = self.root;
        if root.kind() == Kind::Object {
            return self.value(root, ROOT, "");
        }
        self.found.comparable = false;
        // A string that holds JSON was encoded twice, which is an error of syntax and reported as such.
        let holds_json = root.string().is_some_and(|string| string.trim_start().starts_with(['{', '[']));
        if root.kind() == Kind::Unknown || holds_json {
            return;
        }
        let level =
            self.shapes.level(ROOT).filter(|&(_, items)| root.elements().any(|node| self.is_entry(node, items)));
        let span = if root.kind() == Kind::Array { opener(root) } else { root.span() };
        let mut violation =
            Violation::new(span, ViolationKind::BodyNotObject { found: root.kind(), entries: level.is_some() });
        if let Some((property, items)) = level {
            if root.elements().all(|element| element.kind() == Kind::Object) {
                violation.edits = layout::wrap(root, &["{"], &format!("\"{}\":", property.name), &["}"]);
                violation.certain = true;
            }
            self.correct(root).name = Some(property.name.clone());
            self.found.comparable = true;
            let before = self.found.violations.len();
            self.elements(root, items, &property.name);
            // Levels that are missing in the elements have the same cause.
            let is_level = |violation: &Violation| matches!(violation.kind, ViolationKind::MissingLevel { .. });
            let inside = self.found.violations.split_off(before);
            self.found.violations.extend(inside.into_iter().filter(|violation| !is_level(violation)));
        }
        self.found.violations.push(violation);
    }

    /// Whether an object has what an object of this shape, or one on a level missing in it, has.
    pub(super) fn is_entry(&self, node: Node<'_>, shape: ShapeId) -> bool {
        node.kind() == Kind::Object && node.members().any(|member| self.belongs(member, shape))
    }

    fn belongs(&self, member: Member<'_>, shape: ShapeId) -> bool {
        let Some(key) = member.key.string() else { return false };
        let mut current = Some(shape);
        while let Some(shape) = current {
            let meant = surely_meant_by(self.shapes, self.names, shape, &key);
            if meant.is_some_and(|(property, _)| !property.name.starts_with('@')) {
                return true;
            }
            current = self.shapes.level(shape).map(|(_, items)| items);
        }
        false
    }

    pub(super) fn value(&mut self, node: Node<'t>, shape: ShapeId, property: &str) {
        if let Some(inner) = self.superfluous_level(node, shape, property) {
            return inner.into_iter().for_each(|inner| self.value(inner, shape, property));
        }
        match (&self.shapes.get(shape).kind, node.kind()) {
            (&ShapeKind::Array(items), Kind::Array) => self.elements(node, items, property),
            (&ShapeKind::Array(items), Kind::Object) => {
                let mut violation =
                    Violation::new(opener(node), ViolationKind::NotAnArray { property: property.to_owned() });
                // Where the object lacks a bracket of its own, that comes first.
                if node.words().starts_with('{') && node.words().ends_with('}') {
                    violation.edits = vec![Edit::insert(node.span().start, "["), Edit::insert(node.span().end, "]")];
                    violation.certain = true;
                }
                self.found.violations.push(violation);
                self.correct(node).in_list = true;
                self.value(node, items, property);
            }
            (ShapeKind::Object(_), Kind::Object) => {
                self.object(node, &node.members().collect::<Vec<_>>(), shape, property);
            }
            _ => {}
        }
    }

    fn elements(&mut self, list: Node<'t>, items: ShapeId, property: &str) {
        let mut elements = list.elements().peekable();
        while let Some(element) = elements.next() {
            match elements.next_if(|&next| self.complete_each_other(element, next, items)) {
                None => self.value(element, items, property),
                Some(next) => self.join(element, next, items, property),
            }
        }
    }

    /// Whether two neighbours are one object of this shape only together: each has what the other lacks, and nothing
    /// else. Only objects that hold a list of others are ever so split.
    fn complete_each_other(&self, first: Node<'t>, second: Node<'t>, shape: ShapeId) -> bool {
        if self.shapes.level(shape).is_none() {
            return false;
        }
        let (Some(first), Some(second)) = (self.known_only(first, shape), self.known_only(second, shape)) else {
            return false;
        };
        let required = self.shapes.properties(shape).iter().filter(|property| property.required);
        !first.is_empty()
            && !second.is_empty()
            && first.iter().all(|name| !second.contains(name))
            && required.map(|property| property.name.as_str()).all(|name| first.contains(name) || second.contains(name))
    }

    /// The properties that an object has, or `None` if it has others as well, or is not all there.
    fn known_only(&self, node: Node<'t>, shape: ShapeId) -> Option<BTreeSet<&'s str>> {
        if node.kind() != Kind::Object || node.is_incomplete() {
            return None;
        }
        node.members().map(|member| Some(meant_by(self.shapes, self.names, shape, member)?.0.name.as_str())).collect()
    }

    fn join(&mut self, first: Node<'t>, second: Node<'t>, shape: ShapeId, property: &str) {
        let members: Vec<Member<'t>> = first.members().chain(second.members()).collect();
        let (Some(before), Some(after)) = (first.members().last(), second.members().next()) else { return };
        let mut violation =
            Violation::new(after.key.span(), ViolationKind::SplitElement { property: property.to_owned() });
        violation.other = first.members().next().map(|member| member.key.span());
        let space = Span::new(second.span().start + 1, after.key.span().start).of(first.tree().text());
        let seam = Span::new(before.value.span().end, after.key.span().start);
        violation.edits = vec![Edit::replace(seam, format!(",{space}"))];
        self.found.violations.push(violation);
        self.correct(first).joined = Some(second.index());
        self.correct(second).left_out = true;
        self.object(first, &members, shape, property);
    }

    /// Compares `members`, which belong to the object `node`, with the shape. They are not all of its members where a
    /// level is missing, and more where it is joined with its neighbour.
    fn object(&mut self, node: Node<'t>, members: &[Member<'t>], shape: ShapeId, within: &str) {
        let mut likely: Vec<Likely<'s, 't>> =
            members.iter().map(|&member| (member, meant_by(self.shapes, self.names, shape, member))).collect();
        let missing = self.missing_level(&likely, shape);
        let is_deeper = |member: &Member<'_>| missing.as_ref().is_some_and(|keys| keys.contains(&member.key.index()));
        let mut has: BTreeSet<&'s str> = BTreeSet::new();
        has.extend(likely.iter().filter_map(|(_, like)| like.map(|(property, _)| property.name.as_str())));
        let added = self.found.corrections.get(&node.index()).map(|correction| &correction.added[..]);
        let added = added.unwrap_or_default().iter().filter_map(|moved| self.shapes.property(shape, &moved.name));
        has.extend(added.map(|property| property.name.as_str()));
        self.path.push(Place { node, shape, has, within: within.to_owned() });
        likely.retain(|&(member, like)| is_deeper(&member) || !self.misplaced(members, member, like));
        if missing.is_none() {
            self.guess(&mut likely, shape);
        }
        for property in self.shapes.properties(shape) {
            let same: Vec<(Member<'t>, Likeness)> = likely
                .iter()
                .filter_map(|&(member, likeness)| Some((member, likeness?)))
                .filter(|&(member, (like, _))| std::ptr::eq(like, property) && !is_deeper(&member))
                .map(|(member, (_, likeness))| (member, likeness))
                .collect();
            self.property(property, &same);
        }
        if let Some(keys) = missing {
            let moved: Vec<Member<'t>> =
                members.iter().copied().filter(|member| keys.contains(&member.key.index())).collect();
            self.level(node, members, &moved, keys, shape);
        }
        self.path.pop();
    }

    /// Where one name is not known and one property is missing, one is meant for the other if both end in the same word,
    /// as `userId` for `objectId`, or if what is there is a list of what belongs there.
    fn guess(&self, likely: &mut [Likely<'s, 't>], shape: ShapeId) {
        let Some(place) = self.path.last() else { return };
        let is_homeless = |(member, like): &Likely<'_, '_>| {
            like.is_none() && member.key.string().is_some_and(|key| !key.contains(['@', '$']))
        };
        let absent = |property: &&Property| property.required && !place.has.contains(property.name.as_str());
        let mut absent = self.shapes.properties(shape).iter().filter(absent);
        let mut homeless = likely.iter_mut().filter(|likely| is_homeless(likely));
        if let (Some(property), None, Some((member, like)), None) =
            (absent.next(), absent.next(), homeless.next(), homeless.next())
            && fits(self.shapes, property, *member)
            && (self.holds_entries_of(property, *member)
                || member
                    .key
                    .string()
                    .is_some_and(|key| last_word(&key).eq_ignore_ascii_case(last_word(&property.name))))
        {
            *like = Some((property, Likeness::Near));
        }
    }

    /// Whether the value of `member` is a list of objects that only the list of `property` has.
    fn holds_entries_of(&self, property: &Property, member: Member<'_>) -> bool {
        match self.shapes.get(property.shape).kind {
            ShapeKind::Array(items) => {
                let mut elements = member.value.elements().peekable();
                elements.peek().is_some() && elements.all(|element| self.is_entry(element, items))
            }
            _ => false,
        }
    }

    /// The keys of the members that belong one level deeper, if the list of that level is missing.
    fn missing_level(&self, likely: &[Likely<'s, 't>], shape: ShapeId) -> Option<BTreeSet<u32>> {
        let (property, items) = self.shapes.level(shape)?;
        let present = likely.iter().any(|(_, like)| like.is_some_and(|(like, _)| std::ptr::eq(like, property)));
        if present {
            return None;
        }
        let sure =
            |like: &Option<(&Property, Likeness)>| like.is_some_and(|(_, likeness)| likeness <= Likeness::Spelling);
        let homeless = || likely.iter().filter(|(_, like)| !sure(like)).map(|&(member, _)| member);
        if !homeless().any(|member| self.belongs(member, items)) {
            return None;
        }
        // At the root everything is meant for the one entry; further in only what is known there.
        let moves = |member: &Member<'_>| {
            let annotation = member.key.string().is_some_and(|key| key.contains('@'));
            !annotation && (shape == ROOT || meant_by(self.shapes, self.names, items, *member).is_some())
        };
        Some(homeless().filter(moves).map(|member| member.key.index()).collect())
    }

    fn level(
        &mut self,
        node: Node<'t>,
        members: &[Member<'t>],
        moved: &[Member<'t>],
        keys: BTreeSet<u32>,
        shape: ShapeId,
    ) {
        let Some((property, items)) = self.shapes.level(shape) else { return };
        let outermost = self.found.corrections.get(&node.index()).is_none_or(|correction| correction.levels.is_empty());
        let at = self.correct(node).levels.len();
        self.correct(node).levels.push(Level { name: property.name.clone(), keys });
        self.object(node, moved, items, &property.name);
        if !outermost {
            // The same cause as that of the level around it.
            return;
        }
        let kind = ViolationKind::MissingLevel {
            name: property.name.clone(),
            keys: moved.iter().map(|member| member.key.span()).collect(),
        };
        let mut violation = Violation::new(moved.first().map_or(node.span(), |member| member.key.span()), kind);
        let levels = &self.correct(node).levels[at..];
        if levels.iter().all(|level| level.keys.len() == members.len()) {
            let openers: Vec<String> =
                levels.iter().flat_map(|level| ["{".to_owned(), format!("\"{}\": [", level.name)]).collect();
            let openers: Vec<&str> = openers.iter().map(String::as_str).collect();
            violation.edits = layout::wrap(node, &openers, "", &["]", "}"].repeat(levels.len()));
            violation.certain = true;
        }
        self.found.violations.push(violation);
    }

    /// Compares the members that stand for one property with it: the surest is it, the others are left out.
    fn property(&mut self, property: &'s Property, same: &[(Member<'t>, Likeness)]) {
        // As `serde_json` and .NET read it, the last of equals counts.
        let Some(&(chosen, best)) = same.iter().rev().min_by_key(|&&(_, likeness)| likeness) else { return };
        let alone = same.iter().filter(|&&(_, likeness)| likeness == best).count() == 1;
        for &(member, likeness) in same {
            if likeness == Likeness::Near && (best < Likeness::Near || !alone) {
                // A guess does not stand against a known name, nor one guess against another.
                continue;
            }
            if likeness != Likeness::Exact {
                self.misnamed(property, member, likeness, alone && member == chosen);
            }
            if member == chosen {
                if likeness != Likeness::Exact {
                    self.correct(member.key).name = Some(property.name.clone());
                }
                self.value(member.value, property.shape, &property.name);
            } else {
                self.correct(member.key).left_out = true;
            }
        }
    }

    fn misnamed(&mut self, property: &Property, member: Member<'t>, likeness: Likeness, mendable: bool) {
        let key = member.key.string().unwrap_or_default();
        let wanted = property.name.clone();
        let (kind, certain) = match likeness {
            Likeness::Legacy if let Some(legacy) = self.names.legacy(&key) => {
                (ViolationKind::LegacyName { wanted, from: legacy.from.clone(), until: legacy.until.clone() }, true)
            }
            Likeness::Near => (ViolationKind::MisspeltProperty { wanted }, false),
            Likeness::Alias => (ViolationKind::PropertyAlias { wanted }, !self.names.is_doubtful(&key)),
            Likeness::Spelling => (ViolationKind::PropertyAlias { wanted }, true),
            _ => (ViolationKind::PropertyCase { wanted }, true),
        };
        let mut violation = Violation::new(member.key.span(), kind);
        if mendable {
            violation.edits = vec![layout::rename(member.key, &property.name)];
            violation.certain = certain;
            self.correct(member.key).name = Some(property.name.clone());
        }
        self.found.violations.push(violation);
    }

    pub(super) fn correct(&mut self, node: Node<'_>) -> &mut Correction {
        self.found.corrections.entry(node.index()).or_default()
    }
}

/// The last word of a name in camel case: `Id` of `objectId`.
fn last_word(name: &str) -> &str {
    let start = name.char_indices().rfind(|(_, character)| character.is_uppercase());
    start.map_or(name, |(at, _)| &name[at..])
}
