//! White space of every kind, beside every token and inside strings.

use std::ops::Range;

use super::{Change, Kind, at, insert};
use crate::dice::Dice;
use crate::marks::Marks;

pub(super) const KINDS: &[Kind] = &[
    at("no-break space beside a mark", |marks, dice| beside_string(marks, dice, "\u{A0}")),
    at("no-break space beside a sign", |marks, dice| beside_sign(marks, dice, "\u{A0}")),
    at("zero-width space beside a mark", |marks, dice| beside_string(marks, dice, "\u{200B}")),
    at("zero-width space beside a sign", |marks, dice| beside_sign(marks, dice, "\u{200B}")),
    at("ideographic space beside a mark", |marks, dice| beside_string(marks, dice, "\u{3000}")),
    at("ideographic space beside a sign", |marks, dice| beside_sign(marks, dice, "\u{3000}")),
    at("narrow no-break space beside a mark", |marks, dice| beside_string(marks, dice, "\u{202F}")),
    at("em space beside a sign", |marks, dice| beside_sign(marks, dice, "\u{2003}")),
    at("line separator beside a mark", |marks, dice| beside_string(marks, dice, "\u{2028}")),
    at("next line beside a sign", |marks, dice| beside_sign(marks, dice, "\u{85}")),
    at("vertical tab beside a mark", |marks, dice| beside_string(marks, dice, "\u{B}")),
    at("form feed beside a sign", |marks, dice| beside_sign(marks, dice, "\u{C}")),
    at("byte order mark beside a mark", |marks, dice| beside_string(marks, dice, "\u{FEFF}")),
    at("word joiner beside a sign", |marks, dice| beside_sign(marks, dice, "\u{2060}")),
    at("left-to-right mark beside a mark", |marks, dice| beside_string(marks, dice, "\u{200E}")),
    at("soft hyphen beside a sign", |marks, dice| beside_sign(marks, dice, "\u{AD}")),
    at("no-break space on both sides of a colon", |marks, dice| {
        let colon = *dice.pick(&marks.of(':'))?;
        Some(vec![(colon..colon, "\u{A0}".to_owned()), (colon + 1..colon + 1, "\u{A0}".to_owned())])
    }),
    at("indentation of no-break spaces", |marks, _| {
        let indented = marks.lines.iter().filter_map(|line| {
            let words = &marks.text[line.clone()];
            let indent = words.len() - words.trim_start().len();
            (indent > 0).then(|| (line.start..line.start + indent, "\u{A0}".repeat(indent)))
        });
        Some(indented.collect()).filter(|changes: &Vec<Change>| !changes.is_empty())
    }),
    at("NUL beside a sign", |marks, dice| beside_sign(marks, dice, "\0")),
    at("raw tab in a key", |marks, dice| inside(marks, dice.pick(&marks.keys)?.clone(), "\t")),
    at("raw tab in a value", |marks, dice| {
        let value = dice.pick(&marks.values)?.clone();
        inside_anywhere(marks, dice, value, "\t")
    }),
    at("raw tab at the end of a value", |marks, dice| insert(dice.pick(&marks.values)?.end - 1, "\t")),
    at("raw line break in a value", |marks, dice| {
        let value = dice.pick(&marks.values)?.clone();
        inside_anywhere(marks, dice, value, marks.line_break())
    }),
    at("raw line break at the end of a value", |marks, dice| {
        insert(dice.pick(&marks.values)?.end - 1, marks.line_break())
    }),
    at("NUL in a value", |marks, dice| {
        let value = dice.pick(&marks.values)?.clone();
        inside_anywhere(marks, dice, value, "\0")
    }),
    at("space before a value's closing mark", |marks, dice| insert(dice.pick(&marks.values)?.end - 1, " ")),
    at("no-break space in a value", |marks, dice| insert(dice.pick(&marks.values)?.start + 1, "\u{A0}")),
    at("space in a key", |marks, dice| insert(dice.pick(&marks.keys)?.end - 1, " ")),
];

/// Before or after a string.
fn beside_string(marks: &Marks<'_>, dice: &mut Dice, space: &str) -> Option<Vec<Change>> {
    let strings = marks.strings();
    let string = dice.pick(&strings)?;
    insert(if dice.once_in(2) { string.start } else { string.end }, space)
}

/// Before or after a sign of structure.
fn beside_sign(marks: &Marks<'_>, dice: &mut Dice, space: &str) -> Option<Vec<Change>> {
    let (sign, _) = *dice.pick(&marks.signs)?;
    insert(sign + usize::from(dice.once_in(2)), space)
}

fn inside(marks: &Marks<'_>, string: Range<usize>, space: &str) -> Option<Vec<Change>> {
    let middle = marks.text.floor_char_boundary((string.start + string.end) / 2);
    insert(middle, space)
}

fn inside_anywhere(marks: &Marks<'_>, dice: &mut Dice, string: Range<usize>, space: &str) -> Option<Vec<Change>> {
    let place = string.start + 1 + dice.below(string.len() - 1);
    insert(marks.text.floor_char_boundary(place), space)
}
