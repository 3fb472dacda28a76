//! Lines deleted, doubled, swapped, joined and cut, and what is before and after the text.

use super::{Kind, at, insert, one, whole};

pub(super) const KINDS: &[Kind] = &[
    at("a line deleted", |marks, dice| {
        let line = dice.pick(&marks.lines)?;
        let end = marks.text[line.end..].find('\n').map_or(line.end, |at| line.end + at + 1);
        one(line.start..end, "").filter(|_| marks.lines.len() > 1)
    })
    .losing("a value went with its line"),
    at("a line doubled", |marks, dice| {
        let line = dice.pick(&marks.lines)?;
        insert(line.start, format!("{}{}", &marks.text[line.clone()], marks.line_break()))
    }),
    at("two lines swapped", |marks, dice| {
        let first = dice.below(marks.lines.len() - 1);
        let (first, second) = (marks.lines.get(first)?, marks.lines.get(first + 1)?);
        let line = |line: &std::ops::Range<usize>| marks.text[line.clone()].to_owned();
        Some(vec![(first.clone(), line(second)), (second.clone(), line(first))])
    }),
    at("a line broken in a string", |marks, dice| {
        let value = dice.pick(&marks.values)?;
        insert(marks.text.floor_char_boundary((value.start + value.end) / 2), format!("{}    ", marks.line_break()))
    }),
    at("two members on one line without comma", |marks, dice| {
        let commas = marks.of(',');
        one(*dice.pick(&commas)?..*dice.pick(&commas)?, "").and(None).or_else(|| {
            let comma = *dice.pick(&commas)?;
            let next = marks.text[comma + 1..].trim_start();
            one(comma..marks.text.len() - next.len(), " ")
        })
    }),
    whole("cut off at the end", |text, dice| {
        let end = text.trim_end().len();
        let cut = text.floor_char_boundary(end - 1 - dice.below(end / 2));
        Some(text[..cut].to_owned())
    })
    .losing("values are cut off"),
    whole("cut off by a few signs", |text, dice| {
        let end = text.trim_end().len();
        Some(text[..text.floor_char_boundary(end.saturating_sub(1 + dice.below(4)))].to_owned())
    })
    .losing("values are cut off"),
    whole("cut off at the beginning", |text, dice| {
        Some(text[text.ceil_char_boundary(1 + dice.below(12)).min(text.len())..].to_owned())
    }),
    whole("cut at 80 columns with `…`", |text, _| {
        let lines = text.lines().map(|line| {
            let cut = line.char_indices().nth(80).map(|(at, _)| at);
            cut.map_or_else(|| line.to_owned(), |at| format!("{}…", &line[..at]))
        });
        Some(lines.collect::<Vec<_>>().join("\n")).filter(|cut| cut.contains('…'))
    })
    .losing("values are cut off"),
    whole("the text twice", |text, _| Some(format!("{text}{text}"))),
    whole("a sentence before", |text, _| Some(format!("Here is the request body:\n\n{text}"))),
    whole("a sentence behind", |text, _| Some(format!("{text}\n\nPlease try this one.\n"))),
    whole("a heading before", |text, _| Some(format!("## Request body\n{text}"))),
    whole("the request line before", |text, _| {
        Some(format!(
            "POST /v1.0/servicePrincipals/4f6f1c62-8d0e-4b7a-9a53-2c7e9b1d6f10/synchronization/jobs/scim.9d4c2b7e1f6a48039c5e0d8b7a6f1e23/provisionOnDemand\n\n{text}"
        ))
    }),
    whole("a prompt behind", |text, _| Some(format!("{text}\nPS C:\\Users\\jane> "))),
    whole("all on one line", |text, _| {
        Some(text.lines().map(str::trim).collect::<Vec<_>>().join("\\n")).filter(|_| text.contains('\n'))
    }),
];
