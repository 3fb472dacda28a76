//! What a cmdlet of Microsoft Graph PowerShell sends, by its name.
//!
//! The names are made from the paths: each segment without its keys, in the singular, behind a verb that says the method.
//! Words that the segment before ends with are not repeated (`UserCalendarPermission` is
//! `users/{id}/calendar/calendarPermissions`), an action stands behind the path without its own verb (`Add-MgApplicationPassword`), or is divided around it
//! (`Invoke-MgProvisionServicePrincipalSynchronizationJobOnDemand`). So the paths of the catalogue that begin with a name are followed.

use std::sync::LazyLock;

use super::names;
use crate::catalogue::{Catalogue, Graph, Operation, Type, Value, Version};

/// What is sent, with the parameters for ids in braces: `users/{UserId}/messages`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) content: Content,
}

/// What the body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::languages::powershell) enum Content {
    Entity(Type<'static>),
    /// The parameters of an action.
    Action(Operation<'static>),
    /// A reference, or what is not known.
    Other,
}

impl Content {
    /// The properties or parameters, by which those of the cmdlet are called.
    pub(in crate::languages::powershell) fn names(self) -> Vec<&'static str> {
        match self {
            Self::Entity(ty) => ty.members().map(|member| member.name()).collect(),
            Self::Action(action) => action.parameters().map(|parameter| parameter.name()).collect(),
            Self::Other => Vec::new(),
        }
    }

    /// The type of one of them, whose name is in any case.
    pub(in crate::languages::powershell) fn value(self, name: &str) -> Option<Value<'static>> {
        match self {
            Self::Entity(ty) => ty.member(name).map(|member| member.value()),
            Self::Action(action) => action.parameter(name).map(|parameter| parameter.value()),
            Self::Other => None,
        }
    }
}

/// No noun is longer, in bytes.
const LONGEST: usize = 200;

/// The first word of an action is no longer, in bytes.
const LONGEST_VERB: usize = 20;

/// More paths with the same beginning as the name are not followed.
const MOST_PLACES: usize = 256;

/// Segments that names do not have.
const LEFT_OUT: [&str; 3] = ["admin", "identityGovernance", "identityProtection"];

/// A segment that a path begins with.
struct Root {
    name: &'static str,
    ty: Type<'static>,
    is_set: bool,
    spellings: Spellings,
}

static V1: LazyLock<Vec<Root>> = LazyLock::new(|| roots(Catalogue::builtin().graph(Version::V1)));
static BETA: LazyLock<Vec<Root>> = LazyLock::new(|| roots(Catalogue::builtin().graph(Version::Beta)));

fn roots(graph: Graph<'static>) -> Vec<Root> {
    // There are no cmdlets for the user who is signed in.
    let roots = graph.roots().filter(|root| root.name() != "me");
    let root = |root: crate::catalogue::Root<'static>| {
        let ty = root.value()?.named()?;
        Some(Root { name: root.name(), ty, is_set: root.is_set(), spellings: Spellings::of(root.name()) })
    };
    roots.filter_map(root).collect()
}

/// How a segment may appear in a name.
struct Spellings {
    singular: Vec<String>,
    /// All in one, also with only the last word in the singular, and as it is.
    whole: [String; 3],
}

impl Spellings {
    fn of(segment: &str) -> Self {
        let words = names::words(segment);
        let singular = names::singular(&words);
        let mut last = words.clone();
        if let (Some(word), Some(it)) = (last.last_mut(), singular.last()) {
            word.clone_from(it);
        }
        Self { whole: [singular.concat(), last.concat(), words.concat()], singular }
    }

    /// The lengths in bytes that the segment may take at the beginning of `noun`, behind a segment of the words `before`.
    fn lengths(&self, noun: &str, before: &[String]) -> Vec<usize> {
        let is_there = |spelling: &str| !spelling.is_empty() && noun.starts_with(spelling);
        let whole = self.whole.iter().filter(|spelling| is_there(spelling)).map(String::len);
        let new = self.shared(before).map(|count| self.singular[count..].concat());
        let mut lengths: Vec<usize> = whole.chain(new.filter(|new| is_there(new)).map(|new| new.len())).collect();
        lengths.sort_unstable();
        lengths.dedup();
        lengths
    }

    /// How many of its first words the segment before ends with.
    fn shared(&self, before: &[String]) -> Option<usize> {
        (1..=self.singular.len()).rev().find(|count| before.ends_with(&self.singular[..*count]))
    }
}

/// A path whose name the noun begins with.
struct Place {
    path: String,
    ty: Type<'static>,
    is_collection: bool,
    /// The words of its last segment.
    words: Vec<String>,
    /// How many bytes of the noun it takes.
    taken: usize,
}

impl Place {
    /// The path of one entity there.
    fn entity(&self) -> String {
        if !self.is_collection {
            return self.path.clone();
        }
        let name = self.ty.name();
        let name = name.rsplit('.').next().unwrap_or(name);
        let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
        let id = format!("{}{rest}Id", first.to_ascii_uppercase());
        // The same type a second time: `MailFolderId1`.
        let number = (0..).map(|number| if number == 0 { String::new() } else { number.to_string() });
        let mut names = number.map(|number| format!("{{{id}{number}}}"));
        let free = names.find(|name| !self.path.contains(name.as_str())).unwrap_or_default();
        format!("{}/{free}", self.path)
    }
}

/// All that the cmdlet `verb-Mg<noun>` may send. Both are in lower case.
pub(super) fn sent(version: Version, verb: &str, noun: &str) -> Vec<Sent> {
    if noun.len() > LONGEST || !noun.is_ascii() {
        return Vec::new();
    }
    let roots: &'static [Root] = match version {
        Version::V1 => &V1,
        Version::Beta => &BETA,
    };
    let mut found = Vec::new();
    if verb == "invoke" {
        for start in 1..noun.len().min(LONGEST_VERB) {
            let (action, path) = noun.split_at(start);
            follow(roots, path, |place, rest| {
                let is_meant = |name: &str| {
                    let may_be = begin_alike(name, action) && name.len() >= action.len() + rest.len();
                    may_be && spelt(name).iter().any(|words| words.concat() == format!("{action}{rest}"))
                };
                actions(place, is_meant, &mut found);
            });
        }
        return found;
    }
    if let Some(path) = noun.strip_suffix("byref") {
        follow(roots, path, |place, rest| match verb {
            _ if !rest.is_empty() => {}
            "new" if place.is_collection => {
                found.push(Sent { method: "POST", path: format!("{}/$ref", place.path), content: Content::Other })
            }
            "set" if !place.is_collection => {
                found.push(Sent { method: "PUT", path: format!("{}/$ref", place.path), content: Content::Other })
            }
            _ => {}
        });
        return found;
    }
    follow(roots, noun, |place, rest| {
        let content = Content::Entity(place.ty);
        match verb {
            "new" if rest.is_empty() && place.is_collection => {
                found.push(Sent { method: "POST", path: place.path.clone(), content });
            }
            "update" if rest.is_empty() => found.push(Sent { method: "PATCH", path: place.entity(), content }),
            _ => {}
        }
        let is_rest = |words: &[String]| {
            let mut repeated = (1..=words.len()).filter(|count| place.words.ends_with(&words[..*count]));
            words.concat() == rest || repeated.any(|count| words[count..].concat() == rest)
        };
        let is_meant = |name: &str| {
            let first = name.split(|letter: char| letter.is_ascii_uppercase()).next().unwrap_or_default();
            names::is_verb_of(verb, first)
                && spelt(name).iter().any(|words| is_rest(words.get(1..).unwrap_or_default()))
        };
        actions(place, is_meant, &mut found);
    });
    found
}

/// Calls `at` for each place whose name `noun` begins with, and what is left of the noun there.
fn follow(roots: &'static [Root], noun: &str, mut at: impl FnMut(&Place, &str)) {
    let mut places: Vec<Place> = Vec::new();
    for root in roots {
        let lengths = root.spellings.lengths(noun, &[]).into_iter();
        places.extend(lengths.chain(LEFT_OUT.contains(&root.name).then_some(0)).map(|taken| Place {
            path: root.name.to_owned(),
            ty: root.ty,
            is_collection: root.is_set,
            words: root.spellings.singular.clone(),
            taken,
        }));
    }
    let mut seen = 0;
    while let Some(place) = places.pop() {
        seen += 1;
        let rest = noun.get(place.taken..).unwrap_or_default();
        at(&place, rest);
        if rest.is_empty() || seen == MOST_PLACES {
            continue;
        }
        for member in place.ty.members().filter(|member| member.is_navigation()) {
            let name = member.name();
            // Nearly all are none of these, and need no closer look.
            if !begin_alike(name, rest) && !place.words.iter().any(|word| begin_alike(name, word)) {
                continue;
            }
            let Some(ty) = member.value().named() else { continue };
            let spellings = Spellings::of(name);
            places.extend(spellings.lengths(rest, &place.words).into_iter().map(|length| Place {
                path: format!("{}/{name}", place.entity()),
                ty,
                is_collection: member.value().collection,
                words: spellings.singular.clone(),
                taken: place.taken + length,
            }));
        }
    }
}

/// Whether two names begin with the same letter, in any case.
fn begin_alike(one: &str, other: &str) -> bool {
    let first = |name: &str| name.bytes().next().map(|byte| byte.to_ascii_lowercase());
    first(one) == first(other)
}

/// The words of a name, in the singular and as they are.
fn spelt(name: &str) -> [Vec<String>; 2] {
    let words = names::words(name);
    [names::singular(&words), words]
}

/// Adds the actions at a place whose names are those that are meant.
fn actions(place: &Place, is_meant: impl Fn(&str) -> bool, found: &mut Vec<Sent>) {
    for of_collection in [true, false] {
        if of_collection && !place.is_collection {
            continue;
        }
        let path = if of_collection { place.path.clone() } else { place.entity() };
        let actions = place.ty.operations(of_collection).filter(|operation| !operation.is_function());
        found.extend(actions.filter(|action| is_meant(action.name())).map(|action| Sent {
            method: "POST",
            path: format!("{path}/{}", action.name()),
            content: Content::Action(action),
        }));
    }
}
