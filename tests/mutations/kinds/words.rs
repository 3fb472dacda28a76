//! Words where strings belong, and escapes that are none.

use super::{Kind, at, insert, one};

pub(super) const KINDS: &[Kind] = &[
    at("value: `None`", |marks, dice| one(dice.pick(&marks.values)?.clone(), "None"))
        .losing("another word stands for the value"),
    at("value: `True`", |marks, dice| one(dice.pick(&marks.values)?.clone(), "True"))
        .losing("another word stands for the value"),
    at("value: a placeholder", |marks, dice| one(dice.pick(&marks.values)?.clone(), "<the id>"))
        .losing("another word stands for the value"),
    at("value: a variable in braces", |marks, dice| one(dice.pick(&marks.values)?.clone(), "{{objectId}}"))
        .losing("another word stands for the value"),
    at("value: a PowerShell variable", |marks, dice| one(dice.pick(&marks.values)?.clone(), "$objectId"))
        .losing("another word stands for the value"),
    at("value: a backslash before the closing mark", |marks, dice| insert(dice.pick(&marks.values)?.end - 1, "\\")),
    at("value: the backslash of a name not escaped", |marks, dice| {
        let escapes: Vec<usize> = marks.text.match_indices("\\\\").map(|(at, _)| at).collect();
        let escape = *dice.pick(&escapes)?;
        one(escape..escape + 1, "")
    }),
    at("value: `\\'` for `'`", |marks, dice| {
        let marks = marks.text.match_indices('\'').map(|(at, _)| at).collect::<Vec<_>>();
        insert(*dice.pick(&marks)?, "\\")
    }),
    at("the replacement character between tokens", |marks, dice| insert(*dice.pick(&marks.token_ends())?, "\u{FFFD}")),
    at("value: joined with `+`", |marks, dice| {
        let value = dice.pick(&marks.values)?;
        let middle = marks.text.floor_char_boundary((value.start + 1 + value.end) / 2);
        insert(middle, "\" + \"")
    }),
    at("value: cast as in C", |marks, dice| insert(dice.pick(&marks.values)?.start, "@")),
    at("a function around a value", |marks, dice| {
        let value = dice.pick(&marks.values)?;
        Some(vec![(value.start..value.start, "str(".to_owned()), (value.end..value.end, ")".to_owned())])
    }),
];
