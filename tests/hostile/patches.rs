//! What `--diff` shows of hostile texts and names, `git apply` makes of the files, as `--fix` does.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::names::NAMES;
use super::{BROKEN, empty_folder, output, program, read, start, write};

/// Applies the patch that the last run in `folder` wrote to standard output.
fn git_apply(folder: &Path) {
    let mut git = Command::new("git");
    // The folder may lie in the repository of the project.
    git.env("GIT_CEILING_DIRECTORIES", folder.parent().expect("it lies in a room of its own"));
    git.args(["apply", "--whitespace=nowarn"]).arg(output(folder, "stdout")).current_dir(folder);
    let applied = git.output().expect("the tests need git");
    assert!(
        applied.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&applied.stderr),
        read(&output(folder, "stdout"))
    );
}

/// Compares what `--fix` makes of these files with what a patch makes of them, and gives what the run said of them.
fn both_ways(files: &[(PathBuf, String)]) -> String {
    let folder = empty_folder("patched");
    let fill = || files.iter().for_each(|(name, text)| write(&folder.join(name), text));
    let texts = || files.iter().map(|(name, _)| read(&folder.join(name))).collect::<Vec<String>>();
    let run = |option: &str| start(program(&folder).args(["validate", option]), &folder).end();
    fill();
    assert!(run("--fix").stderr.starts_with("Fixed "));
    let fixed = texts();
    fill();
    let outcome = run("--diff");
    assert_eq!(outcome.exit, Some(1));
    git_apply(&folder);
    let patched = texts();
    for (index, (name, before)) in files.iter().enumerate() {
        assert_ne!(fixed[index], *before, "{} is to be fixed", name.display());
        assert_eq!(patched[index], fixed[index], "{}", name.display());
    }
    outcome.stderr.lines().take(1).map(|line| format!("{line}\n")).collect()
}

fn reported(findings: usize) -> String {
    format!("Would fix {0} findings in {0} files: missing-colon ({0}).\n", findings)
}

#[test]
fn patches_of_hostile_names_apply() {
    let more =
        [&b"in/a b/c.json"[..], b"in/\xC3\xA4.json", b"in/a\\b\".json", b"in/a ::error::b.json", b"in/a\tb.json"];
    let names = NAMES.iter().map(|name| name.0).chain(more).map(|name| PathBuf::from(OsStr::from_bytes(name)));
    let files: Vec<(PathBuf, String)> = names.map(|name| (name, BROKEN.to_owned())).collect();
    assert_eq!(both_ways(&files), reported(files.len()));
}

#[test]
fn patches_of_hostile_texts_apply() {
    let lines = BROKEN.replace("[ {", "[\n{").replace(", \"subjects\"", ",\n\"subjects\"");
    let in_value = |words: &str| lines.replace("\"User\"", &format!("\"User\", \"note\": \"{words}\""));
    let texts = [
        ("cr.json", lines.replace('\n', "\r")),
        ("crlf.json", lines.replace('\n', "\r\n")),
        ("mixed.json", lines.replacen('\n', "\r", 1).replacen('\n', "\r\n", 1)),
        ("line-separator.json", in_value("a\u{2028}b\u{2029}c")),
        ("no-end.json", lines.trim_end().to_owned()),
        ("no-width.json", in_value("a\u{200B}\u{AD}b")),
        ("next-line.json", in_value("ä\u{A0}☃ @@ -1 +1 @@ --- a +++ b")),
    ];
    let files = texts.map(|(name, text)| (PathBuf::from(name), text));
    assert_eq!(both_ways(&files), reported(files.len()));
    let marked = [(PathBuf::from("mark.json"), format!("\u{FEFF}{lines}"))];
    let reported = "Would fix 2 findings in 1 file: byte-order-mark (1), missing-colon (1).\n";
    assert_eq!(both_ways(&marked), reported);
}

/// What would act on a terminal or a log is in no patch, and the rest of it applies.
#[test]
fn changes_that_would_act_are_left_out_and_counted() {
    let folder = empty_folder("acting");
    let acts = BROKEN.replace("User", "\u{1b}[2J");
    let text = format!("{BROKEN}{}{acts}{}{BROKEN}", " \n".repeat(8), "\n".repeat(8));
    write(&folder.join("a.jsonl"), text);
    let outcome = start(program(&folder).args(["validate", "--diff"]), &folder).end();
    assert!(
        outcome.stderr.contains("\nNot shown: 1 change next to a secret, or to characters that act"),
        "{outcome:?}"
    );
    assert!(!outcome.stdout.contains('\u{1b}'));
    git_apply(&folder);
    let lines: Vec<bool> = read(&folder.join("a.jsonl")).lines().map(|line| line.contains("\"parameters\":")).collect();
    assert_eq!((lines.len(), lines[0], lines[9], lines[18]), (19, true, false, true));
}
