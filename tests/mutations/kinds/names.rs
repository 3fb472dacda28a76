//! Names that are spelt otherwise.

use std::ops::Range;

use super::{Change, Kind, at, one};
use crate::dice::Dice;
use crate::marks::Marks;

pub(super) const KINDS: &[Kind] = &[
    at("key: a letter lost", |marks, dice| {
        let key = dice.pick(&marks.keys)?;
        let place = key.start + 1 + dice.below(key.len() - 2);
        one(place..place + 1, "")
    }),
    at("key: a letter doubled", |marks, dice| {
        let key = dice.pick(&marks.keys)?;
        let place = key.start + 1 + dice.below(key.len() - 2);
        one(place..place + 1, marks.text[place..place + 1].repeat(2))
    }),
    at("key: two letters swapped", |marks, dice| {
        let key = dice.pick(&marks.keys)?;
        let place = key.start + 1 + dice.below(key.len() - 3);
        let letters: String = marks.text[place..place + 2].chars().rev().collect();
        one(place..place + 2, letters)
    }),
    at("key: capital first", |marks, dice| named(marks, dice, capital)),
    at("key: small letters", |marks, dice| named(marks, dice, str::to_lowercase)),
    at("key: underscores", |marks, dice| named(marks, dice, |name| parted(name, '_'))),
    at("key: dashes", |marks, dice| named(marks, dice, |name| parted(name, '-'))),
    at("key: spaces", |marks, dice| named(marks, dice, |name| parted(name, ' '))),
    at("key: `ID` for `Id`", |marks, dice| named(marks, dice, |name| name.replace("Id", "ID"))),
    at("key: no plural", |marks, dice| named(marks, dice, |name| name.trim_end_matches('s').to_owned())),
    at("key: a Cyrillic letter", |marks, dice| named(marks, dice, |name| name.replacen('e', "е", 1))),
    at("all keys: capital first", |marks, _| {
        let name = |key: &Range<usize>| &marks.text[key.start + 1..key.end - 1];
        Some(marks.keys.iter().map(|key| (key.start + 1..key.end - 1, capital(name(key)))).collect())
    }),
];

fn named(marks: &Marks<'_>, dice: &mut Dice, other: fn(&str) -> String) -> Option<Vec<Change>> {
    let names = marks.keys.iter().map(|key| key.start + 1..key.end - 1);
    let changes: Vec<Change> = names
        .map(|name| (name.clone(), other(&marks.text[name])))
        .filter(|(name, other)| marks.text[name.clone()] != **other)
        .collect();
    Some(vec![dice.pick(&changes)?.clone()])
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
