//! Quotation marks of every kind: lost, doubled, mixed, displaced, on keys and on values.

use std::ops::Range;

use super::{Change, Kind, at, insert, one, whole};
use crate::marks::Marks;
use crate::random::Random;

pub(super) const KINDS: &[Kind] = &[
    at("key: opening mark lost", |marks, random| on_key(marks, random, "", "\"")),
    at("key: closing mark lost", |marks, random| on_key(marks, random, "\"", "")),
    at("key: both marks lost", |marks, random| on_key(marks, random, "", "")),
    at("key: opening mark doubled", |marks, random| on_key(marks, random, "\"\"", "\"")),
    at("key: closing mark doubled", |marks, random| on_key(marks, random, "\"", "\"\"")),
    at("key: both marks doubled", |marks, random| on_key(marks, random, "\"\"", "\"\"")),
    at("key: single marks", |marks, random| on_key(marks, random, "'", "'")),
    at("key: back quotes", |marks, random| on_key(marks, random, "`", "`")),
    at("key: typographic marks", |marks, random| on_key(marks, random, "“", "”")),
    at("key: German marks", |marks, random| on_key(marks, random, "„", "“")),
    at("key: guillemets", |marks, random| on_key(marks, random, "«", "»")),
    at("key: full-width marks", |marks, random| on_key(marks, random, "＂", "＂")),
    at("key: `'` closes", |marks, random| on_key(marks, random, "\"", "'")),
    at("key: `'` opens", |marks, random| on_key(marks, random, "'", "\"")),
    at("key: `”` closes", |marks, random| on_key(marks, random, "\"", "”")),
    at("key: `“` opens", |marks, random| on_key(marks, random, "“", "\"")),
    at("key: marks escaped", |marks, random| on_key(marks, random, "\\\"", "\\\"")),
    at("key: colon inside the marks", |marks, random| {
        let key = random.pick(&marks.keys)?;
        let colon = marks.text[key.end..].find(':')? + key.end;
        Some(vec![(key.end - 1..key.end, ":\"".to_owned()), (colon..colon + 1, String::new())])
    }),
    at("value: opening mark lost", |marks, random| on_value(marks, random, "", "\"")),
    at("value: closing mark lost", |marks, random| on_value(marks, random, "\"", "")),
    at("value: both marks lost", |marks, random| on_value(marks, random, "", "")),
    at("value: opening mark doubled", |marks, random| on_value(marks, random, "\"\"", "\"")),
    at("value: closing mark doubled", |marks, random| on_value(marks, random, "\"", "\"\"")),
    at("value: both marks doubled", |marks, random| on_value(marks, random, "\"\"", "\"\"")),
    at("value: single marks", |marks, random| on_value(marks, random, "'", "'")),
    at("value: back quotes", |marks, random| on_value(marks, random, "`", "`")),
    at("value: two apostrophes", |marks, random| on_value(marks, random, "''", "''")),
    at("value: typographic marks", |marks, random| on_value(marks, random, "“", "”")),
    at("value: German marks", |marks, random| on_value(marks, random, "„", "“")),
    at("value: guillemets", |marks, random| on_value(marks, random, "«", "»")),
    at("value: guillemets with spaces", |marks, random| on_value(marks, random, "« ", " »")),
    at("value: full-width marks", |marks, random| on_value(marks, random, "＂", "＂")),
    at("value: double primes", |marks, random| on_value(marks, random, "″", "″")),
    at("value: `'` closes", |marks, random| on_value(marks, random, "\"", "'")),
    at("value: `'` opens", |marks, random| on_value(marks, random, "'", "\"")),
    at("value: `”` closes", |marks, random| on_value(marks, random, "\"", "”")),
    at("value: `“` opens", |marks, random| on_value(marks, random, "“", "\"")),
    at("value: marks escaped", |marks, random| on_value(marks, random, "\\\"", "\\\"")),
    at("value: `'` before the closing mark", |marks, random| on_value(marks, random, "\"", "'\"")),
    at("value: `'` behind the closing mark", |marks, random| on_value(marks, random, "\"", "\"'")),
    at("value: single, closing doubled", |marks, random| on_value(marks, random, "'", "''")),
    at("value: typographic, closing doubled", |marks, random| on_value(marks, random, "“", "””")),
    at("value: typographic, opening doubled", |marks, random| on_value(marks, random, "““", "”")),
    at("value: comma inside the marks", |marks, random| comma_inside(marks, random, "\"", "\"")),
    at("value: comma inside single marks", |marks, random| comma_inside(marks, random, "'", "'")),
    at("value: comma inside typographic marks", |marks, random| comma_inside(marks, random, "“", "”")),
    at("value: a letter behind the closing mark", |marks, random| {
        insert(random.pick(&marks.values)?.end, ["x", "s", "ä", "1"][random.below(4)])
    }),
    at("value: a letter before the opening mark", |marks, random| {
        insert(random.pick(&marks.values)?.start, ["x", "s", "q", "1"][random.below(4)])
    }),
    at("value: closing mark a letter early", |marks, random| {
        let value = random.pick(&marks.values)?;
        let last = marks.text[..value.end - 1].char_indices().next_back()?.0;
        let letter = &marks.text[last..value.end - 1];
        one(last..value.end, format!("\"{letter}"))
    }),
    at("key: closing mark a letter early", |marks, random| {
        let key = random.pick(&marks.keys)?;
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

fn on_key(marks: &Marks<'_>, random: &mut Random, opening: &str, closing: &str) -> Option<Vec<Change>> {
    marked(random.pick(&marks.keys)?, opening, closing)
}

fn on_value(marks: &Marks<'_>, random: &mut Random, opening: &str, closing: &str) -> Option<Vec<Change>> {
    marked(random.pick(&marks.values)?, opening, closing)
}

/// The comma after a value is before its closing mark.
fn comma_inside(marks: &Marks<'_>, random: &mut Random, opening: &str, closing: &str) -> Option<Vec<Change>> {
    let followed: Vec<&Range<usize>> =
        marks.values.iter().filter(|value| marks.text[value.end..].starts_with(',')).collect();
    let value = *random.pick(&followed)?;
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
