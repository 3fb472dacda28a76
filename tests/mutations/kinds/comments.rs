//! Comments of every language, and what is left out.

use super::{Kind, at, insert, one};

pub(super) const KINDS: &[Kind] = &[
    at("`//` comment at a line's end", |marks, dice| {
        let line = dice.pick(&marks.lines)?;
        insert(line.end, " // the user")
    }),
    at("`#` comment at a line's end", |marks, dice| insert(dice.pick(&marks.lines)?.end, " # the rule")),
    at("`//` comment on a line of its own", |marks, dice| {
        insert(dice.pick(&marks.lines)?.start, format!("// TO BE CHECKED{}", marks.line_break()))
    }),
    at("`/* */` comment between tokens", |marks, dice| {
        insert(*dice.pick(&marks.token_ends())?, " /* from the \"portal\" */ ")
    }),
    at("`<!-- -->` comment between tokens", |marks, dice| {
        insert(*dice.pick(&marks.token_ends())?, "<!-- see above -->")
    }),
    at("`--` comment at a line's end", |marks, dice| insert(dice.pick(&marks.lines)?.end, " -- the group")),
    at("a member commented out", |marks, dice| insert(dice.pick(&marks.keys)?.start, "// ")),
    at("a comment never closed", |marks, dice| insert(*dice.pick(&marks.token_ends())?, " /* old")),
    at("`...` between members", |marks, dice| {
        let commas = marks.of(',');
        insert(dice.pick(&commas)? + 1, " ... ")
    }),
    at("`...` for a value", |marks, dice| one(dice.pick(&marks.values)?.clone(), "..."))
        .losing("the value was left out"),
    at("`…` in a container", |marks, dice| {
        let openers = marks.of('[');
        insert(dice.pick(&openers)? + 1, "…")
    }),
];
