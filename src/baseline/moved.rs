//! Known findings whose pointer or request has another name now, because a fix renamed a member on the way, or added or
//! took away a level.
//!
//! A finding is known again by its rule and its words if its pointer is nearly the same, or if it differs where another
//! known finding of the file is gone: that one was the cause, and its fix moved the others.

use std::collections::HashMap;

use super::Entry;
use crate::finding::Finding;
use crate::text::fingerprint::Fingerprint;
use crate::text::suggest;

/// The entries of one file that no finding has met, by rule and words and then by what they are about.
#[derive(Debug, Default)]
pub(super) struct Moved {
    by_words: HashMap<Fingerprint, Vec<(About, Vec<usize>)>>,
    /// What all of them are about.
    gone: Vec<About>,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct About {
    /// The names on the way of its pointer, without numbers of elements; none without a pointer.
    names: Option<Vec<String>>,
    request: Option<String>,
    rule: String,
}

impl About {
    fn new(rule: &str, pointer: Option<&str>, request: Option<&str>) -> Self {
        let is_number = |token: &&str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        let names = |pointer: &str| pointer.split('/').skip(1).filter(|it| !is_number(it)).map(str::to_owned).collect();
        Self { names: pointer.map(names), request: request.map(str::to_owned), rule: rule.to_owned() }
    }
}

impl Moved {
    /// Those of these entries, each with its number.
    pub(super) fn new<'e>(entries: impl Iterator<Item = (usize, &'e Entry)>) -> Self {
        let mut moved = Self::default();
        for (number, entry) in entries {
            let about = About::new(&entry.rule, entry.pointer.as_deref(), entry.request.as_deref());
            if let Some(words) = entry.words.as_deref().and_then(|words| words.parse().ok()) {
                let alike = moved.by_words.entry(words).or_default();
                match alike.iter_mut().find(|(known, _)| *known == about) {
                    Some((_, numbers)) => numbers.push(number),
                    None => alike.push((about.clone(), vec![number])),
                }
            }
            if !moved.gone.contains(&about) {
                moved.gone.push(about);
            }
        }
        moved
    }

    /// The number of an entry that this finding may be, which no other finding is after that.
    pub(super) fn take(&mut self, finding: &Finding) -> Option<usize> {
        let candidates = self.by_words.get_mut(&finding.identity.words)?;
        let now = About::new(finding.rule.id, finding.pointer.as_deref(), finding.request.as_deref());
        let gone = &self.gone;
        let is_it = |(before, numbers): &&mut (About, Vec<usize>)| {
            !numbers.is_empty() && before.rule == now.rule && may_be(before, &now, gone)
        };
        candidates.iter_mut().find(is_it)?.1.pop()
    }
}

/// Whether what was about `before` may be about `now`, if what `gone` was about is found no more.
fn may_be(before: &About, now: &About, gone: &[About]) -> bool {
    let caused = |is_cause: &dyn Fn(&About) -> bool| gone.iter().any(|it| it.rule != before.rule && is_cause(it));
    match (&before.names, &now.names) {
        (Some(old), Some(new)) => {
            let is_same_request = before.request == now.request || caused(&|it| it.request == before.request);
            let is_on_the_way = |it: &About| it.names.as_ref().is_some_and(|names| old.starts_with(names));
            is_same_request
                && match old.len().abs_diff(new.len()) {
                    0 => {
                        let mut renamed = old.iter().zip(new).filter(|(old, new)| !are_alike(old, new)).count();
                        renamed -= usize::from(renamed == 1 && caused(&is_on_the_way));
                        renamed == 0
                    }
                    // What lacked the level is reported at one of the members that are in it now.
                    1 if old.len() < new.len() => {
                        let level = level(old, new);
                        let is_beside = |it: &About| {
                            let names = it.names.as_ref().and_then(|names| names.split_last());
                            names.is_some_and(|(_, way)| level == Some(way.len()) && old.starts_with(way))
                        };
                        level.is_some() && (caused(&is_on_the_way) || caused(&is_beside))
                    }
                    1 => level(new, old).is_some() && caused(&is_on_the_way),
                    _ => false,
                }
        }
        // The request was renamed, or its body could be read only after other fixes.
        _ => before.names == now.names && caused(&|it| it.names.is_none() && it.request == before.request),
    }
}

/// Whether a name is another spelling of the same.
fn are_alike(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replace(['_', '-'], "").to_lowercase();
    one == other || plain(one) == plain(other) || suggest::nearest(one, [other]).is_some()
}

/// Where `long` has a name that `short` has not, if they are alike but for that.
fn level(short: &[String], long: &[String]) -> Option<usize> {
    let front = short.iter().zip(long).take_while(|(one, other)| are_alike(one, other)).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(one, other)| are_alike(one, other)).count();
    (front + back >= short.len()).then_some(front)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(rule: &str, pointer: &str) -> About {
        About::new(rule, Some(pointer), Some("a"))
    }

    #[test]
    fn a_pointer_moves_with_the_names_on_its_way() {
        for (before, now, cause, expected) in [
            ("/parameter/0/x", "/parameters/0/x", None, true),
            ("/Parameters/0/rule_id", "/parameters/0/ruleId", None, true),
            ("/parameters/x", "/parameters/0/x", None, true),
            ("/parameters/0/type", "/parameters/0/objectTypeName", None, false),
            ("/parameters/0/type", "/parameters/0/objectTypeName", Some("/parameters/0/type"), true),
            ("/body/parameters/0/x", "/parameters/0/x", Some("/body"), true),
            ("/subjects/0/x", "/parameters/0/subjects/0/x", Some(""), true),
            ("/subjects/0/x", "/parameters/0/subjects/0/x", Some("/ruleId"), true),
            ("/subjects/0/x", "/parameters/0/subjects/0/x", Some("/parameters/0/ruleId"), false),
            ("/parameters/0/x", "/parameters/0/subjects/0/x", None, false),
            ("/parameters/0/subjects/0/x", "/parameters/0/x", Some("/parameters/0/ruleId"), false),
            ("/parameters/0/links/members/0/x", "/parameters/0/x", Some("/parameters"), false),
        ] {
            let gone: Vec<About> = cause.map(|cause| about("cause", cause)).into_iter().collect();
            assert_eq!(may_be(&about("r", before), &about("r", now), &gone), expected, "{before} to {now}");
        }
    }

    #[test]
    fn a_request_gets_another_name_only_with_a_cause() {
        let [before, now] = ["POST /a", "POST /b"].map(|name| About::new("r", None, Some(name)));
        assert!(!may_be(&before, &now, &[]));
        assert!(!may_be(&before, &now, std::slice::from_ref(&before)));
        assert!(may_be(&before, &now, &[About::new("cause", None, Some("POST /a"))]));
    }
}
