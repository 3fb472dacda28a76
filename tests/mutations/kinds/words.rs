//! Words where strings belong, and escapes that are none.

use super::{Kind, at, insert, one};

pub(super) const KINDS: &[Kind] = &[
    at("value: `None`", |marks, random| one(random.pick(&marks.values)?.clone(), "None")),
    at("value: `True`", |marks, random| one(random.pick(&marks.values)?.clone(), "True")),
    at("value: a placeholder", |marks, random| one(random.pick(&marks.values)?.clone(), "<the id>")),
    at("value: a variable in braces", |marks, random| one(random.pick(&marks.values)?.clone(), "{{objectId}}")),
    at("value: a PowerShell variable", |marks, random| one(random.pick(&marks.values)?.clone(), "$objectId")),
    at("value: a backslash before the closing mark", |marks, random| insert(random.pick(&marks.values)?.end - 1, "\\")),
    at("value: a backslash before a comma", |marks, random| {
        let commas: Vec<usize> = marks
            .values
            .iter()
            .flat_map(|value| marks.text[value.clone()].match_indices(',').map(|(at, _)| value.start + at))
            .collect();
        insert(*random.pick(&commas)?, "\\")
    }),
    at("value: `\\'` for `'`", |marks, random| {
        let marks = marks.text.match_indices('\'').map(|(at, _)| at).collect::<Vec<_>>();
        insert(*random.pick(&marks)?, "\\")
    }),
    at("value: the replacement character", |marks, random| insert(random.pick(&marks.values)?.start + 1, "\u{FFFD}")),
    at("value: joined with `+`", |marks, random| {
        let value = random.pick(&marks.values)?;
        let middle = marks.text.floor_char_boundary((value.start + 1 + value.end) / 2);
        insert(middle, "\" + \"")
    }),
    at("value: cast as in C", |marks, random| insert(random.pick(&marks.values)?.start, "@")),
    at("a function around a value", |marks, random| {
        let value = random.pick(&marks.values)?;
        Some(vec![(value.start..value.start, "str(".to_owned()), (value.end..value.end, ")".to_owned())])
    }),
];
