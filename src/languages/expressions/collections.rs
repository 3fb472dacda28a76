//! What is read out of objects and lists, and written into them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::languages::{Key, Literal, Member, Object, Part, Text};

/// The name of a key.
pub(in crate::languages) fn name(text: &str, key: &Key) -> String {
    key.quoting.read(key.inner.of(text), 0, 0).0
}

/// The value of a member, or `None` if there is none, or it is not known.
pub(in crate::languages) fn get(text: &str, object: &Object, wanted: &str) -> Option<Literal> {
    let is_meant = |member: &&Member| name(text, &member.key) == wanted;
    object.members.iter().rev().find(is_meant).map(|member| member.value.clone())
}

/// Gives the member of a key a value, instead of the one that it has.
pub(in crate::languages) fn set(text: &str, object: &mut Object, mut member: Member) {
    let wanted = name(text, &member.key);
    member.comma = None;
    match object.members.iter().position(|member| name(text, &member.key) == wanted) {
        Some(at) => object.members[at] = member,
        None => object.members.push(member),
    }
}

/// An object of which one member after another is read. A name is looked up, so that many members cost no more than each once.
#[derive(Debug)]
pub(in crate::languages) struct Members<'t> {
    text: &'t str,
    pub(in crate::languages) object: Object,
    /// Where each name stands among the members.
    places: HashMap<String, usize>,
}

impl<'t> Members<'t> {
    /// Begins with an object that has none yet.
    pub(in crate::languages) fn of(text: &'t str, object: Object) -> Self {
        Self { text, object, places: HashMap::new() }
    }

    /// Adds a member. One whose key is there twice has its last value, at its first place.
    pub(in crate::languages) fn add(&mut self, member: Member) {
        match self.places.entry(name(self.text, &member.key)) {
            Entry::Occupied(place) => self.object.members[*place.get()] = Member { comma: None, ..member },
            Entry::Vacant(place) => {
                place.insert(self.object.members.len());
                self.object.members.push(member);
            }
        }
    }

    /// Adds the members of another object.
    pub(in crate::languages) fn merge(&mut self, more: &Object) {
        self.object.incomplete |= more.incomplete;
        for member in &more.members {
            self.add(Member { comma: None, ..member.clone() });
        }
    }
}

/// Adds the members of another object.
pub(in crate::languages) fn merge(text: &str, object: &mut Object, more: &Object) {
    object.incomplete |= more.incomplete;
    for member in &more.members {
        set(text, object, member.clone());
    }
}

pub(in crate::languages) fn remove(text: &str, object: &mut Object, wanted: &str) {
    object.members.retain(|member| name(text, &member.key) != wanted);
}

/// The words of a key as a text.
pub(in crate::languages) fn key_text(key: &Key) -> Text {
    let parts = vec![Part::Words { span: key.inner, quoting: key.quoting }];
    Text { span: key.span, parts, ..Text::default() }
}
