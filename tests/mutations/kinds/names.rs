//! Names that are spelt otherwise.

use std::ops::Range;

use super::{Change, Kind, at, one};
use crate::marks::Marks;
use crate::random::Random;

pub(super) const KINDS: &[Kind] = &[
    at("key: a letter lost", |marks, random| {
        let key = random.pick(&marks.keys)?;
        let place = key.start + 1 + random.below(key.len() - 2);
        one(place..place + 1, "")
    }),
    at("key: a letter doubled", |marks, random| {
        let key = random.pick(&marks.keys)?;
        let place = key.start + 1 + random.below(key.len() - 2);
        one(place..place + 1, marks.text[place..place + 1].repeat(2))
    }),
    at("key: two letters swapped", |marks, random| {
        let key = random.pick(&marks.keys)?;
        let place = key.start + 1 + random.below(key.len() - 3);
        let letters: String = marks.text[place..place + 2].chars().rev().collect();
        one(place..place + 2, letters)
    }),
    at("key: capital first", |marks, random| named(marks, random, capital)),
    at("key: small letters", |marks, random| named(marks, random, str::to_lowercase)),
    at("key: underscores", |marks, random| named(marks, random, |name| parted(name, '_'))),
    at("key: dashes", |marks, random| named(marks, random, |name| parted(name, '-'))),
    at("key: spaces", |marks, random| named(marks, random, |name| parted(name, ' '))),
    at("key: `ID` for `Id`", |marks, random| named(marks, random, |name| name.replace("Id", "ID"))),
    at("key: no plural", |marks, random| named(marks, random, |name| name.trim_end_matches('s').to_owned())),
    at("key: a Cyrillic letter", |marks, random| named(marks, random, |name| name.replacen('e', "е", 1))),
    at("all keys: capital first", |marks, _| {
        let name = |key: &Range<usize>| &marks.text[key.start + 1..key.end - 1];
        Some(marks.keys.iter().map(|key| (key.start + 1..key.end - 1, capital(name(key)))).collect())
    }),
];

fn named(marks: &Marks<'_>, random: &mut Random, other: fn(&str) -> String) -> Option<Vec<Change>> {
    let names = marks.keys.iter().map(|key| key.start + 1..key.end - 1);
    let changes: Vec<Change> = names
        .map(|name| (name.clone(), other(&marks.text[name])))
        .filter(|(name, other)| marks.text[name.clone()] != **other)
        .collect();
    Some(vec![random.pick(&changes)?.clone()])
}

fn capital(name: &str) -> String {
    let first = name.get(..1).unwrap_or_default().to_uppercase();
    format!("{first}{}", name.get(1..).unwrap_or_default())
}

fn parted(name: &str, sign: char) -> String {
    let mut parted = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            parted.push(sign);
        }
        parted.extend(letter.to_lowercase());
    }
    parted
}
