//! Signs of structure that are lost, doubled, swapped, full-width, or something else.

use super::{Change, Kind, at, insert, one};
use crate::dice::Dice;
use crate::marks::Marks;

pub(super) const KINDS: &[Kind] = &[
    at("`{` lost", |marks, dice| lost(marks, dice, '{')),
    at("`}` lost", |marks, dice| lost(marks, dice, '}')),
    at("`[` lost", |marks, dice| lost(marks, dice, '[')),
    at("`]` lost", |marks, dice| lost(marks, dice, ']')),
    at("`:` lost", |marks, dice| lost(marks, dice, ':')),
    at("`,` lost", |marks, dice| lost(marks, dice, ',')),
    at("`{` doubled", |marks, dice| instead(marks, dice, '{', "{{")),
    at("`}` doubled", |marks, dice| instead(marks, dice, '}', "}}")),
    at("`[` doubled", |marks, dice| instead(marks, dice, '[', "[[")),
    at("`]` doubled", |marks, dice| instead(marks, dice, ']', "]]")),
    at("`:` doubled", |marks, dice| instead(marks, dice, ':', "::")),
    at("`,` doubled", |marks, dice| instead(marks, dice, ',', ",,")),
    at("`{` full-width", |marks, dice| instead(marks, dice, '{', "｛")),
    at("`}` full-width", |marks, dice| instead(marks, dice, '}', "｝")),
    at("`[` full-width", |marks, dice| instead(marks, dice, '[', "［")),
    at("`]` full-width", |marks, dice| instead(marks, dice, ']', "］")),
    at("`:` full-width", |marks, dice| instead(marks, dice, ':', "：")),
    at("`,` full-width", |marks, dice| instead(marks, dice, ',', "，")),
    at("`,` ideographic", |marks, dice| instead(marks, dice, ',', "、")),
    at("`{` for `[`", |marks, dice| instead(marks, dice, '[', "{")),
    at("`[` for `{`", |marks, dice| instead(marks, dice, '{', "[")),
    at("`}` for `]`", |marks, dice| instead(marks, dice, ']', "}")),
    at("`]` for `}`", |marks, dice| instead(marks, dice, '}', "]")),
    at("`(` for `{`", |marks, dice| instead(marks, dice, '{', "(")),
    at("`)` for `}`", |marks, dice| instead(marks, dice, '}', ")")),
    at("`(` for `[`", |marks, dice| instead(marks, dice, '[', "(")),
    at("`)` for `]`", |marks, dice| instead(marks, dice, ']', ")")),
    at("`;` for `:`", |marks, dice| instead(marks, dice, ':', ";")),
    at("`=` for `:`", |marks, dice| instead(marks, dice, ':', "=")),
    at("`=>` for `:`", |marks, dice| instead(marks, dice, ':', "=>")),
    at("`,` for `:`", |marks, dice| instead(marks, dice, ':', ",")),
    at("`.` for `:`", |marks, dice| instead(marks, dice, ':', ".")),
    at("`;` for `,`", |marks, dice| instead(marks, dice, ',', ";")),
    at("`.` for `,`", |marks, dice| instead(marks, dice, ',', ".")),
    at("`:` for `,`", |marks, dice| instead(marks, dice, ',', ":")),
    at("comma before a closer", |marks, dice| {
        let closers = marks.signs.iter().filter(|(_, sign)| matches!(sign, '}' | ']')).map(|(at, _)| *at);
        let ends: Vec<usize> = closers.map(|at| marks.text[..at].trim_end().len()).collect();
        insert(*dice.pick(&ends)?, ",")
    }),
    at("comma behind an opener", |marks, dice| {
        let openers: Vec<usize> =
            marks.signs.iter().filter(|(_, sign)| matches!(sign, '{' | '[')).map(|(at, _)| at + 1).collect();
        insert(*dice.pick(&openers)?, ",")
    }),
    at("comma behind everything", |marks, _| insert(marks.text.trim_end().len(), ",")),
    at("semicolon behind everything", |marks, _| insert(marks.text.trim_end().len(), ";")),
    at("closers swapped", |marks, dice| {
        let pairs: Vec<_> = marks
            .signs
            .windows(2)
            .filter(|pair| matches!((pair[0].1, pair[1].1), ('}', ']') | (']', '}')))
            .map(|pair| (pair[0], pair[1]))
            .collect();
        let &((first, a), (second, b)) = dice.pick(&pairs)?;
        Some(vec![(first..first + 1, b.to_string()), (second..second + 1, a.to_string())])
    }),
    at("openers swapped", |marks, dice| {
        let pairs: Vec<_> = marks
            .signs
            .windows(2)
            .filter(|pair| pair[0].1 == '[' && pair[1].1 == '{')
            .map(|pair| (pair[0].0, pair[1].0))
            .collect();
        let &(first, second) = dice.pick(&pairs)?;
        Some(vec![(first..first + 1, "{".to_owned()), (second..second + 1, "[".to_owned())])
    }),
    at("comma before its value", |marks, dice| moved(marks, dice, ',')),
    at("colon before its key", |marks, dice| moved(marks, dice, ':')),
    at("all closers lost", |marks, _| {
        let end = marks.text.trim_end().len();
        let first = marks.text[..end].trim_end_matches(|sign: char| sign.is_whitespace() || "}]".contains(sign)).len();
        one(first..end, "")
    }),
    at("a value lost", |marks, dice| one(dice.pick(&marks.values)?.clone(), "")).losing("the value is gone"),
    at("a key lost", |marks, dice| one(dice.pick(&marks.keys)?.clone(), "")),
    at("a stray backslash between tokens", |marks, dice| insert(*dice.pick(&marks.token_ends())?, "\\")),
    at("a stray letter between tokens", |marks, dice| {
        let signs: Vec<usize> = marks.signs.iter().map(|(at, _)| *at).collect();
        insert(dice.pick(&signs)? + 1, ["x", "s", "q"][dice.below(3)])
    }),
];

fn lost(marks: &Marks<'_>, dice: &mut Dice, sign: char) -> Option<Vec<Change>> {
    instead(marks, dice, sign, "")
}

fn instead(marks: &Marks<'_>, dice: &mut Dice, sign: char, words: &str) -> Option<Vec<Change>> {
    let place = *dice.pick(&marks.of(sign))?;
    one(place..place + 1, words)
}

/// A sign is before the string that it should be after it.
fn moved(marks: &Marks<'_>, dice: &mut Dice, sign: char) -> Option<Vec<Change>> {
    let places = marks.of(sign);
    let strings = marks.strings();
    let place = *dice.pick(&places)?;
    let before =
        strings.iter().rfind(|string| string.end <= place && marks.text[string.end..place].trim().is_empty())?;
    Some(vec![(before.start..before.start, sign.to_string()), (place..place + 1, String::new())])
}
