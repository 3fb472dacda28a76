//! What is on the wrong level: a level too many, and properties of the objects around or inside.

use std::collections::BTreeSet;

use super::layout;
use super::names::{Likeness, fits, meant_by, surely_meant_by};
use super::shape::{Property, ShapeId, ShapeKind};
use super::survey::{Level, Moved, Survey};
use super::violation::{Violation, ViolationKind, opener};
use crate::json::{Kind, Member, Node};
use crate::text::{Edit, Span};

/// Members that programs put beside a list when they write an object of it.
const BOOKKEEPING: [&str; 10] = [
    "Count",
    "Length",
    "LongLength",
    "Rank",
    "SyncRoot",
    "IsReadOnly",
    "IsFixedSize",
    "IsSynchronized",
    "Capacity",
    "Total",
];

/// An object in which a property belongs.
struct Target<'s, 't> {
    node: Node<'t>,
    property: &'s Property,
    within: String,
}

impl<'s, 't> Survey<'s, 't> {
    /// What is meant by a container around which there is a level too many, or `None` if there is no such level.
    pub(super) fn superfluous_level(
        &mut self,
        node: Node<'t>,
        shape: ShapeId,
        property: &str,
    ) -> Option<Option<Node<'t>>> {
        let kind = &self.shapes.get(shape).kind;
        match (kind, node.kind()) {
            (&ShapeKind::Array(items), Kind::Object) if !self.is_entry(node, items) => {
                if let Some(violation) = self.counted_object(node, items, property) {
                    self.found.violations.push(violation);
                    self.correct(node).is_list = true;
                    node.members().for_each(|member| self.value(member.value, items, property));
                    return Some(None);
                }
                let is_meant = |value: Node<'_>| {
                    self.is_entry(value, items) || value.elements().any(|element| self.is_entry(element, items))
                };
                let member =
                    self.only_member(node, is_meant).or_else(|| self.member_inside(node, property, is_meant))?;
                self.unwrap(node, member, property)
            }
            (&ShapeKind::Array(items), Kind::Array) if matches!(self.shapes.get(items).kind, ShapeKind::Object(_)) => {
                let mut elements = node.elements();
                let inner = elements.next().filter(|_| elements.next().is_none())?;
                let is_list = |list: Node<'_>| list.elements().any(|element| self.is_entry(element, items));
                if inner.kind() == Kind::Object && !self.is_entry(inner, items) {
                    // `"subjects": [{"subjects": […]}]`
                    let member = self.only_member(inner, is_list)?;
                    let is_same = member.key.string().as_deref() == Some(property);
                    return if is_same { self.unwrap(node, member, property) } else { None };
                }
                if inner.kind() != Kind::Array || !is_list(inner) {
                    return None;
                }
                let kind = ViolationKind::SuperfluousLevel { property: property.to_owned(), key: None, counted: false };
                let mut violation = Violation::new(opener(inner), kind);
                violation.edits = layout::unwrap(node, inner);
                violation.certain = true;
                self.found.violations.push(violation);
                self.correct(node).inside = Some(inner.index());
                Some(Some(inner))
            }
            (ShapeKind::Object(_), Kind::Object) if !self.is_entry(node, shape) => {
                let member = self.only_member(node, |value| self.is_entry(value, shape))?;
                self.unwrap(node, member, property)
            }
            _ => None,
        }
    }

    /// The member whose value is what was meant, where nothing else is in the object but what programs put there.
    fn only_member(&self, node: Node<'t>, is_meant: impl Fn(Node<'t>) -> bool) -> Option<Member<'t>> {
        let is_other = |member: &Member<'t>| {
            member.key.string().is_none_or(|key| {
                !key.starts_with(['@', '$']) && !BOOKKEEPING.iter().any(|known| known.eq_ignore_ascii_case(&key))
            })
        };
        let mut members = node.members().filter(is_other);
        members.next().filter(|member| is_meant(member.value) && members.next().is_none())
    }

    /// The same some levels further inside, all of this name: `{"parameters": {"parameters": […]}}`.
    fn member_inside(&self, node: Node<'t>, property: &str, is_meant: impl Fn(Node<'t>) -> bool) -> Option<Member<'t>> {
        const MOST: usize = 4;
        let mut at = node;
        for _ in 0..MOST {
            let outer = self.only_member(at, |value| value.kind() == Kind::Object)?;
            if outer.key.string().as_deref() != Some(property) {
                return None;
            }
            at = outer.value;
            if let Some(member) = self.only_member(at, &is_meant) {
                return Some(member);
            }
        }
        None
    }

    fn unwrap(&mut self, node: Node<'t>, member: Member<'t>, property: &str) -> Option<Option<Node<'t>>> {
        let key = member.key.string()?.into_owned();
        let others = node.members().filter(|other| other.key.index() != member.key.index()).count();
        let counted = key.eq_ignore_ascii_case("value") && others > 0;
        let kind = ViolationKind::SuperfluousLevel { property: property.to_owned(), key: Some(key.clone()), counted };
        let mut violation = Violation::new(member.key.span(), kind);
        violation.edits = layout::unwrap(node, member.value);
        violation.certain = counted || others == 0 && !property.is_empty() && key == property;
        self.found.violations.push(violation);
        self.correct(node).inside = Some(member.value.index());
        Some(Some(member.value))
    }

    /// `{"0": {…}, "1": {…}}`: an object where a list was meant, as some programs write lists.
    fn counted_object(&self, node: Node<'t>, items: ShapeId, property: &str) -> Option<Violation> {
        let is_counted = |(at, member): (usize, Member<'_>)| {
            member.key.string().is_some_and(|key| key == at.to_string()) && self.is_entry(member.value, items)
        };
        let first = node.members().next().filter(|_| node.members().enumerate().all(is_counted))?;
        let kind = ViolationKind::SuperfluousLevel { property: property.to_owned(), key: None, counted: false };
        let mut violation = Violation::new(first.key.span(), kind);
        let words = node.words();
        if words.starts_with('{') && words.ends_with('}') {
            let span = node.span();
            violation.edits = vec![Edit::replace(Span::new(span.start, span.start + 1), "[")];
            let keys = node.members().map(|member| Span::new(member.key.span().start, member.value.span().start));
            violation.edits.extend(keys.map(Edit::delete));
            violation.edits.push(Edit::replace(Span::new(span.end - 1, span.end), "]"));
            violation.certain = true;
        }
        Some(violation)
    }

    /// Whether a member that the object at the end of the path does not know belongs in one around it or in it. Then it
    /// is reported, and moved there.
    pub(super) fn misplaced(
        &mut self,
        members: &[Member<'t>],
        member: Member<'t>,
        like: Option<(&'s Property, Likeness)>,
    ) -> bool {
        if like.is_some_and(|(_, likeness)| likeness < Likeness::Near) {
            return false;
        }
        let Some(key) = member.key.string().filter(|key| !key.starts_with(['@', '$'])) else { return false };
        let (targets, is_deeper) = match self.above(&key, member) {
            Some(target) => (vec![target], false),
            None => (self.below(members, &key, member), true),
        };
        if let Some(first) = targets.first() {
            self.move_to(member, &targets, first.property, is_deeper);
            return true;
        }
        self.create_object_for(member, &key)
    }

    /// The nearest object around that knows the name.
    fn above(&self, key: &str, member: Member<'t>) -> Option<Target<'s, 't>> {
        let (_, around) = self.path.split_last()?;
        around.iter().rev().find_map(|place| {
            let (property, _) = surely_meant_by(self.shapes, self.names, place.shape, key)?;
            let is_it = !property.name.starts_with(['@', '$']) && fits(self.shapes, property, member);
            is_it.then(|| Target { node: place.node, property, within: place.within.clone() })
        })
    }

    /// The nearest objects inside that know the name.
    fn below(&mut self, members: &[Member<'t>], key: &str, member: Member<'t>) -> Vec<Target<'s, 't>> {
        let Some(place) = self.path.last() else { return Vec::new() };
        // Most unknown names are known nowhere, and need no search.
        if !self.is_known_below(place.shape, key) {
            return Vec::new();
        }
        // Many names, each searched for in many objects, must not take longer than the text is long.
        self.searches = self.searches.saturating_sub(members.len());
        if self.searches == 0 {
            return Vec::new();
        }
        let mut level = self.children(members.iter().copied(), place.shape);
        while !level.is_empty() {
            let targets: Vec<Target<'s, 't>> = level
                .iter()
                .filter_map(|(node, shape, within)| {
                    let (property, _) = surely_meant_by(self.shapes, self.names, *shape, key)?;
                    fits(self.shapes, property, member).then(|| Target {
                        node: *node,
                        property,
                        within: within.clone(),
                    })
                })
                .collect();
            if !targets.is_empty() {
                return targets;
            }
            level = level.iter().flat_map(|(node, shape, _)| self.children(node.members(), *shape)).collect();
            self.searches = self.searches.saturating_sub(level.len());
            if self.searches == 0 {
                break;
            }
        }
        Vec::new()
    }

    /// Whether an object that may be in one of this shape has a property of this name.
    fn is_known_below(&self, shape: ShapeId, key: &str) -> bool {
        let mut met = vec![shape];
        let mut at = 0;
        while let Some(&shape) = met.get(at) {
            at += 1;
            for property in self.shapes.properties(shape) {
                let inner = match self.shapes.get(property.shape).kind {
                    ShapeKind::Array(items) => items,
                    _ => property.shape,
                };
                if surely_meant_by(self.shapes, self.names, inner, key).is_some() {
                    return true;
                }
                if !met.contains(&inner) {
                    met.push(inner);
                }
            }
        }
        false
    }

    /// The objects in the values of members, each with its shape and the property.
    fn children(&self, members: impl Iterator<Item = Member<'t>>, shape: ShapeId) -> Vec<(Node<'t>, ShapeId, String)> {
        let mut found = Vec::new();
        for member in members {
            let Some((property, _)) = meant_by(self.shapes, self.names, shape, member) else { continue };
            let (items, is_list) = match self.shapes.get(property.shape).kind {
                ShapeKind::Array(items) => (items, true),
                _ => (property.shape, false),
            };
            let alone = (member.value.kind() == Kind::Object).then_some(member.value);
            let nodes = alone.into_iter().chain(member.value.elements().filter(|_| is_list));
            let objects = nodes.filter(|node| node.kind() == Kind::Object);
            found.extend(objects.map(|node| (node, items, property.name.clone())));
        }
        found
    }

    fn move_to(&mut self, member: Member<'t>, targets: &[Target<'s, 't>], property: &'s Property, is_deeper: bool) {
        let Some((within, first)) = self.path.last().map(|place| place.within.clone()).zip(targets.first()) else {
            return;
        };
        self.correct(member.key).left_out = true;
        let place = (first.node.index(), property.name.as_str());
        if let Some(&reported) = self.moves.get(&place) {
            // The same in another object of the list has the same cause.
            if let Some(violation) = self.found.violations.get_mut(reported)
                && let ViolationKind::MisplacedProperty { others, .. } = &mut violation.kind
            {
                others.push(member.key.span());
                violation.edits.clear();
            }
            return;
        }
        let missing: Vec<Node<'t>> = match is_deeper {
            true => targets.iter().map(|target| target.node).filter(|&node| !self.has(node, property)).collect(),
            false => {
                // An object around is known by what it has, which may be more than is in it.
                let place = self.path.iter_mut().find(|place| place.node.index() == first.node.index());
                let lacks = place.is_some_and(|place| place.has.insert(&property.name));
                if lacks { vec![first.node] } else { Vec::new() }
            }
        };
        for node in &missing {
            let moved = Moved { name: property.name.clone(), key: member.key.index(), value: member.value.index() };
            self.correct(*node).added.push(moved);
        }
        let kind = ViolationKind::MisplacedProperty { within, home: first.within.clone(), others: Vec::new() };
        let mut violation = Violation::new(member.key.span(), kind);
        if let ([target], [_]) = (missing.as_slice(), targets) {
            violation.edits = self
                .path
                .last()
                .map_or_else(Vec::new, |place| layout::relocate(place.node, member, *target, &property.name));
        }
        self.moves.insert(place, self.found.violations.len());
        self.found.violations.push(violation);
        if !missing.is_empty() {
            self.value(member.value, property.shape, &property.name);
        }
    }

    /// Whether an object has a member for the property.
    fn has(&self, node: Node<'t>, property: &Property) -> bool {
        let is_it =
            |member: Member<'_>| member.key.string().is_some_and(|key| key.eq_ignore_ascii_case(&property.name));
        node.members().any(is_it)
    }

    /// Whether a member belongs in an object that is missing here: `members` in `links`.
    fn create_object_for(&mut self, member: Member<'t>, key: &str) -> bool {
        let Some(place) = self.path.last() else { return false };
        let (node, within) = (place.node, place.within.clone());
        let homes = self.shapes.properties(place.shape).iter().filter(|home| {
            matches!(self.shapes.get(home.shape).kind, ShapeKind::Object(_)) && !place.has.contains(home.name.as_str())
        });
        let mut found = homes.filter_map(|home| {
            let (property, _) = surely_meant_by(self.shapes, self.names, home.shape, key)?;
            fits(self.shapes, property, member).then_some((home, property))
        });
        // A name that is known everywhere is not evidence, and neither is one that its own kind of object has.
        let Some((home, property)) = found.next().filter(|(home, _)| home.shape != place.shape) else { return false };
        let levels = &mut self.correct(node).objects;
        match levels.iter_mut().find(|level| level.name == home.name) {
            Some(level) => drop(level.keys.insert(member.key.index())),
            None => levels.push(Level { name: home.name.clone(), keys: BTreeSet::from([member.key.index()]) }),
        }
        if member.key.string().as_deref() != Some(&property.name) {
            self.correct(member.key).name = Some(property.name.clone());
        }
        let kind = ViolationKind::MisplacedProperty { within, home: home.name.clone(), others: Vec::new() };
        let mut violation = Violation::new(member.key.span(), kind);
        violation.edits = layout::enclose(member, &home.name, &property.name);
        self.found.violations.push(violation);
        self.value(member.value, property.shape, &property.name);
        true
    }
}
