//! Quotation marks of every kind: lost, doubled, mixed, displaced, on keys and on values.

use std::ops::Range;

use super::{Change, Kind, at, insert, one, whole};
use crate::dice::Dice;
use crate::marks::Marks;

pub(super) const KINDS: &[Kind] = &[
    at("key: opening mark lost", |marks, dice| on_key(marks, dice, "", "\"")),
    at("key: closing mark lost", |marks, dice| on_key(marks, dice, "\"", "")),
    at("key: both marks lost", |marks, dice| on_key(marks, dice, "", "")),
    at("key: opening mark doubled", |marks, dice| on_key(marks, dice, "\"\"", "\"")),
    at("key: closing mark doubled", |marks, dice| on_key(marks, dice, "\"", "\"\"")),
    at("key: both marks doubled", |marks, dice| on_key(marks, dice, "\"\"", "\"\"")),
    at("key: single marks", |marks, dice| on_key(marks, dice, "'", "'")),
    at("key: back quotes", |marks, dice| on_key(marks, dice, "`", "`")),
    at("key: typographic marks", |marks, dice| on_key(marks, dice, "“", "”")),
    at("key: German marks", |marks, dice| on_key(marks, dice, "„", "“")),
    at("key: guillemets", |marks, dice| on_key(marks, dice, "«", "»")),
    at("key: full-width marks", |marks, dice| on_key(marks, dice, "＂", "＂")),
    at("key: `'` closes", |marks, dice| on_key(marks, dice, "\"", "'")),
    at("key: `'` opens", |marks, dice| on_key(marks, dice, "'", "\"")),
    at("key: `”` closes", |marks, dice| on_key(marks, dice, "\"", "”")),
    at("key: `“` opens", |marks, dice| on_key(marks, dice, "“", "\"")),
    at("key: marks escaped", |marks, dice| on_key(marks, dice, "\\\"", "\\\"")),
    at("key: colon inside the marks", |marks, dice| {
        let key = dice.pick(&marks.keys)?;
        let colon = marks.text[key.end..].find(':')? + key.end;
        Some(vec![(key.end - 1..key.end, ":\"".to_owned()), (colon..colon + 1, String::new())])
    }),
    at("value: opening mark lost", |marks, dice| on_value(marks, dice, "", "\"")),
    at("value: closing mark lost", |marks, dice| on_value(marks, dice, "\"", "")),
    at("value: both marks lost", |marks, dice| on_value(marks, dice, "", "")),
    at("value: opening mark doubled", |marks, dice| on_value(marks, dice, "\"\"", "\"")),
    at("value: closing mark doubled", |marks, dice| on_value(marks, dice, "\"", "\"\"")),
    at("value: both marks doubled", |marks, dice| on_value(marks, dice, "\"\"", "\"\"")),
    at("value: single marks", |marks, dice| on_value(marks, dice, "'", "'")),
    at("value: back quotes", |marks, dice| on_value(marks, dice, "`", "`")),
    at("value: two apostrophes", |marks, dice| on_value(marks, dice, "''", "''")),
    at("value: typographic marks", |marks, dice| on_value(marks, dice, "“", "”")),
    at("value: German marks", |marks, dice| on_value(marks, dice, "„", "“")),
    at("value: guillemets", |marks, dice| on_value(marks, dice, "«", "»")),
    at("value: guillemets with spaces", |marks, dice| on_value(marks, dice, "« ", " »")),
    at("value: full-width marks", |marks, dice| on_value(marks, dice, "＂", "＂")),
    at("value: double primes", |marks, dice| on_value(marks, dice, "″", "″")),
    at("value: `'` closes", |marks, dice| on_value(marks, dice, "\"", "'")),
    at("value: `'` opens", |marks, dice| on_value(marks, dice, "'", "\"")),
    at("value: `”` closes", |marks, dice| on_value(marks, dice, "\"", "”")),
    at("value: `“` opens", |marks, dice| on_value(marks, dice, "“", "\"")),
    at("value: marks escaped", |marks, dice| on_value(marks, dice, "\\\"", "\\\"")),
    at("value: `'` before the closing mark", |marks, dice| on_value(marks, dice, "\"", "'\"")),
    at("value: `'` behind the closing mark", |marks, dice| on_value(marks, dice, "\"", "\"'")),
    at("value: single, closing doubled", |marks, dice| on_value(marks, dice, "'", "''")),
    at("value: typographic, closing doubled", |marks, dice| on_value(marks, dice, "“", "””")),
    at("value: typographic, opening doubled", |marks, dice| on_value(marks, dice, "““", "”")),
    at("value: comma inside the marks", |marks, dice| comma_inside(marks, dice, "\"", "\"")),
    at("value: comma inside single marks", |marks, dice| comma_inside(marks, dice, "'", "'")),
    at("value: comma inside typographic marks", |marks, dice| comma_inside(marks, dice, "“", "”")),
    at("value: a letter behind the closing mark", |marks, dice| {
        insert(dice.pick(&marks.values)?.end, ["x", "s", "ä", "1"][dice.below(4)])
    }),
    at("value: a letter before the opening mark", |marks, dice| {
        insert(dice.pick(&marks.values)?.start, ["x", "s", "q", "1"][dice.below(4)])
    }),
    at("value: closing mark a letter early", |marks, dice| {
        let value = dice.pick(&marks.values)?;
        let last = marks.text[..value.end - 1].char_indices().next_back()?.0;
        let letter = &marks.text[last..value.end - 1];
        one(last..value.end, format!("\"{letter}"))
    }),
    at("key: closing mark a letter early", |marks, dice| {
        let key = dice.pick(&marks.keys)?;
        let letter = &marks.text[key.end - 2..key.end - 1];
        one(key.end - 2..key.end, format!("\"{letter}"))
    }),
    whole("all marks single", |text, _| Some(text.replace('"', "'"))),
    whole("all marks typographic", |text, _| paired(text, "“", "”")),
    whole("all marks German", |text, _| paired(text, "„", "“")),
    whole("all marks lost", |text, _| Some(text.replace('"', ""))),
    whole("all marks escaped", |text, _| Some(text.replace('"', "\\\""))),
    whole("all marks doubled", |text, _| Some(text.replace('"', "\"\""))),
    whole("all marks as entities", |text, _| Some(text.replace('"', "&quot;"))),
    at("no key in marks", |marks, _| {
        let bare = |key: &Range<usize>| (key.clone(), marks.text[key.start + 1..key.end - 1].to_owned());
        Some(marks.keys.iter().map(bare).collect())
    }),
    at("all keys single, values right", |marks, _| {
        let single = |key: &Range<usize>| (key.clone(), format!("'{}'", &marks.text[key.start + 1..key.end - 1]));
        Some(marks.keys.iter().map(single).collect())
    }),
];

/// A string in other marks.
fn marked(string: &Range<usize>, opening: &str, closing: &str) -> Option<Vec<Change>> {
    Some(vec![(string.start..string.start + 1, opening.to_owned()), (string.end - 1..string.end, closing.to_owned())])
}

fn on_key(marks: &Marks<'_>, dice: &mut Dice, opening: &str, closing: &str) -> Option<Vec<Change>> {
    marked(dice.pick(&marks.keys)?, opening, closing)
}

fn on_value(marks: &Marks<'_>, dice: &mut Dice, opening: &str, closing: &str) -> Option<Vec<Change>> {
    marked(dice.pick(&marks.values)?, opening, closing)
}

/// The comma after a value is before its closing mark.
fn comma_inside(marks: &Marks<'_>, dice: &mut Dice, opening: &str, closing: &str) -> Option<Vec<Change>> {
    let followed: Vec<&Range<usize>> =
        marks.values.iter().filter(|value| marks.text[value.end..].starts_with(',')).collect();
    let value = *dice.pick(&followed)?;
    Some(vec![
        (value.start..value.start + 1, opening.to_owned()),
        (value.end - 1..value.end + 1, format!(",{closing}")),
    ])
}

/// Every other `"` becomes `opening`, the others `closing`.
fn paired(text: &str, opening: &str, closing: &str) -> Option<String> {
    let mut inside = false;
    let mut paired = String::new();
    for character in text.chars() {
        match character {
            '"' => {
                paired.push_str(if inside { closing } else { opening });
                inside = !inside;
            }
            other => paired.push(other),
        }
    }
    Some(paired)
}
