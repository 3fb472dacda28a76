//! Scripts with a mistake in their text: `--fix` leaves what the interpreter can read, and touches nothing but the call.
//!
//! `SCRIPTS=1000 cargo test --test suite mutated::` makes more of them.

use super::interpreters::{count, errors};
use super::{FORMS, bodies, everything};
use crate::support::dice::Dice;
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::Safety;
use msgraph_lint::fix;
use msgraph_lint::source::Source;

/// What is before and after the call: nobody may tidy it up.
const BEFORE: &str = "# Über\t \r\n\r\n#   \u{1F600}\t\n";
const AFTER: &str = "\t \r\n#\u{a0}end  \n \n";

fn before(file: &str) -> String {
    BEFORE.replace('#', comment(file))
}

fn after(file: &str) -> String {
    AFTER.replace('#', comment(file))
}

fn comment(file: &str) -> &'static str {
    if file.ends_with("js") || file.ends_with("ts") { "//" } else { "#" }
}

/// What is left after the fixes, if there were any.
fn fixed(file: &str, text: &str, safety: Safety, config: &Config) -> Option<String> {
    let start = check(Source::new(file, text).expect("small"), config);
    fix::fix(start, safety, &|source| check(source, config)).after.map(|after| after.source.text().to_owned())
}

/// The script with one mistake of somebody who types.
fn mutated(dice: &mut Dice, script: &str) -> String {
    let places: Vec<(usize, char)> = script.char_indices().filter(|(_, sign)| !sign.is_whitespace()).collect();
    let (at, sign) = dice.one(&places);
    let behind = at + sign.len_utf8();
    let new = match dice.below(6) {
        0 => String::new(),
        1 => format!("{sign}{sign}"),
        2 if sign.is_lowercase() => sign.to_uppercase().collect(),
        2 => sign.to_lowercase().collect(),
        3 => format!("{sign},"),
        4 => dice.one(&["\"", "'", "“", "”", "True", "none", ";", "="]).to_owned(),
        _ => format!("{sign} "),
    };
    format!("{}{new}{}", &script[..at], &script[behind..])
}

#[test]
fn fixes_leave_what_the_interpreter_reads() {
    let config = everything();
    let bodies = bodies();
    // Node reads no types, and no `import` in a function.
    for extension in ["sh", "py", "js"] {
        let forms: Vec<_> =
            FORMS.iter().filter(|form| form.file.ends_with(extension) && !form.file.ends_with(".mjs")).collect();
        let mut dice = Dice::new(17);
        let scripts: Vec<(&str, String)> = (0..count())
            .map(|_| {
                let form = dice.one(&forms);
                let (_, _, body) = &bodies[dice.below(bodies.len())];
                let script = mutated(&mut dice, &(form.write)(body));
                (form.file, format!("{}{script}{}", before(form.file), after(form.file)))
            })
            .collect();
        let texts: Vec<String> = scripts.iter().map(|(_, script)| script.clone()).collect();
        let Some(was_wrong) = errors(extension, &texts) else { continue };
        for safety in [Safety::Safe, Safety::Unsafe] {
            let mut mended = Vec::new();
            for ((file, script), was_wrong) in scripts.iter().zip(&was_wrong) {
                let Some(fixed) = fixed(file, script, safety, &config) else { continue };
                // A string without an end reaches to that of the script; a safe fix does not follow it.
                let is_apart = safety == Safety::Safe || was_wrong.is_none();
                let is_kept = fixed.starts_with(&before(file)) && fixed.ends_with(&after(file));
                assert!(!is_apart || is_kept, "{script}\nis now\n{fixed}");
                if was_wrong.is_none() {
                    mended.push((script, fixed));
                }
            }
            let texts: Vec<String> = mended.iter().map(|(_, fixed)| fixed.clone()).collect();
            let broken = errors(extension, &texts).into_iter().flatten().zip(&mended);
            let broken: Vec<String> = broken
                .filter_map(|(error, (script, fixed))| Some(format!("{}\n{script}\nis now\n{fixed}", error?)))
                .collect();
            println!("{extension}, {safety:?}: {} mended, {} do not parse", mended.len(), broken.len());
            assert!(broken.is_empty(), "{} do not parse:\n{}", broken.len(), broken[..broken.len().min(3)].join("\n"));
            assert!(mended.len() * 10 > count(), "only {} were mended", mended.len());
        }
    }
}

#[test]
fn a_file_in_another_language_gets_no_fix_of_its_own() {
    let config = everything();
    let mut failures = Vec::new();
    let bodies = bodies();
    for (number, (name, _, body)) in bodies.iter().enumerate() {
        for (at, form) in FORMS.iter().enumerate() {
            // Each form and body meet; not every language is tried with both.
            let other = ["a.ps1", "a.sh", "a.py", "a.js", "a.tf"][(number + at) % 5];
            let is_same = form.file.rsplit('.').next() == other.rsplit('.').next()
                || other == "a.js" && (form.file.ends_with("mjs") || form.file.ends_with("ts"));
            // PowerShell runs these programs, too.
            let is_both = other == "a.ps1" && form.file.ends_with("sh");
            let text = (form.write)(body);
            let fixed = |file: &str| fixed(file, &text, Safety::Safe, &config);
            // A call of Python can be one of JavaScript; then the fix is the same.
            let is_wrong = || fixed(other).is_some_and(|after| Some(&after) != fixed(form.file).as_ref());
            if !is_same && !is_both && is_wrong() {
                failures.push(format!("{name}: {} as {other}\n{text}", form.file));
            }
        }
    }
    assert!(failures.is_empty(), "{}\n{}", failures.len(), failures[..failures.len().min(3)].join("\n"));
}
