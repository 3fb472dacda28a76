//! Comments of every language, and what is left out.

use super::{Kind, at, insert, one};

pub(super) const KINDS: &[Kind] = &[
    at("`//` comment at a line's end", |marks, random| {
        let line = random.pick(&marks.lines)?;
        insert(line.end, " // the user")
    }),
    at("`#` comment at a line's end", |marks, random| insert(random.pick(&marks.lines)?.end, " # the rule")),
    at("`//` comment on a line of its own", |marks, random| {
        insert(random.pick(&marks.lines)?.start, format!("// TO BE CHECKED{}", marks.line_break()))
    }),
    at("`/* */` comment between tokens", |marks, random| {
        insert(*random.pick(&marks.token_ends())?, " /* from the \"portal\" */ ")
    }),
    at("`<!-- -->` comment between tokens", |marks, random| {
        insert(*random.pick(&marks.token_ends())?, "<!-- see above -->")
    }),
    at("`--` comment at a line's end", |marks, random| insert(random.pick(&marks.lines)?.end, " -- the group")),
    at("a member commented out", |marks, random| insert(random.pick(&marks.keys)?.start, "// ")),
    at("a comment never closed", |marks, random| insert(*random.pick(&marks.token_ends())?, " /* old")),
    at("`...` between members", |marks, random| {
        let commas = marks.of(',');
        insert(random.pick(&commas)? + 1, " ... ")
    }),
    at("`...` for a value", |marks, random| one(random.pick(&marks.values)?.clone(), "..."))
        .losing("the value was left out"),
    at("`…` in a container", |marks, random| {
        let openers = marks.of('[');
        insert(random.pick(&openers)? + 1, "…")
    }),
];
