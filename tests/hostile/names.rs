//! Hostile names of files: they are read and written like others, and show in reports as what they are.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use msgraph_lint::formats::FORMATS;

use super::{BROKEN, empty_folder, mended, program, start, validate, write};

/// A name, and how it is shown.
pub(super) const NAMES: &[(&[u8], &str)] = &[
    (b" .json", " .json"),
    (b"##[error]x.json", "##<U+005B>error]x.json"),
    (b"##vso[task.setvariable]x.json", "##vso<U+005B>task.setvariable]x.json"),
    (b"$(touch pwned).json", "$(touch pwned).json"),
    (b"--help.json", "--help.json"),
    (b"::error::x.json", "<U+003A>:error::x.json"),
    (b"<b>&amp;\"'.json", "<b>&amp;\"'.json"),
    (b"a b.json", "a b.json"),
    (b"a\n::error::b.json", "a␊::error::b.json"),
    (b"a\r.json", "a␍.json"),
    (b"a\x1b[2J\x07.json", "a␛[2J␇.json"),
    (b"a\xC2\x9B2J.json", "a<U+009B>2J.json"),
    (b"a\xE2\x80\xAEnosj.json", "a<U+202E>nosj.json"),
    (b"a\xFE.json", "a<0xFE>.json"),
    (b"a\xFF.json", "a<0xFF>.json"),
];

#[test]
fn files_with_any_name_are_checked_and_fixed() {
    let folder = empty_folder("names");
    for (name, _) in NAMES {
        write(&folder.join(OsStr::from_bytes(name)), BROKEN);
    }
    let mut shown: Vec<&str> = NAMES.iter().map(|name| name.1).collect();
    let outcome = validate(&folder, &[]);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(1), ""));
    let found: Vec<&str> =
        outcome.stdout.lines().filter_map(|line| line.split_once(":1:15: ")).map(|it| it.0).collect();
    // Reports go by the names themselves, before anything in them is made visible.
    let in_order = found.clone();
    shown.sort_unstable();
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, shown);
    let listed = validate(&folder, &["--show-files"]);
    let listed: Vec<&str> =
        listed.stdout.lines().filter_map(|line| line.split_once(": json-body")).map(|it| it.0).collect();
    assert_eq!(listed, in_order);
    // Every one by its name, as a shell gives them.
    let mut command = program(&folder);
    command.args(["validate", "--format", "concise", "--"]).args(NAMES.iter().map(|name| OsStr::from_bytes(name.0)));
    assert_eq!(start(&mut command, &folder).end(), outcome);

    let fixed = validate(&folder, &["--fix"]);
    let reported = format!("Fixed {0} findings in {0} files: missing-colon ({0}).\n", NAMES.len());
    assert_eq!((fixed.exit, fixed.stderr), (Some(0), reported));
    for (name, _) in NAMES {
        assert_eq!(super::read(&folder.join(OsStr::from_bytes(name))), mended());
    }
    assert_eq!(super::names(&folder).len(), NAMES.len());
}

/// Reports of every format, lists, differences and complaints.
#[test]
fn no_name_acts_where_it_is_shown() {
    let folder = empty_folder("shown-names");
    let mut files = Vec::new();
    for (name, _) in NAMES {
        let name = OsStr::from_bytes(name);
        write(&folder.join(name), BROKEN);
        files.push(name.to_owned());
        // Not there.
        files.push([b"no", name.as_bytes()].concat().as_slice().into_os_string());
    }
    let mut all: Vec<Vec<&str>> = FORMATS.iter().map(|format| vec!["--format", format.name]).collect();
    all.extend([vec!["--show-files"], vec!["--diff"], vec!["--statistics"], vec!["--write-baseline", "known"]]);
    all.extend([vec!["--baseline", "known"], vec!["--add-ignores"]]);
    for options in all {
        let mut command = program(&folder);
        command.arg("validate").args(&options).arg("--").args(&files);
        let outcome = start(&mut command, &folder).end();
        assert_eq!(outcome.exit, Some(2), "{options:?}: {}", outcome.stderr);
        let known = fs::read_to_string(folder.join("known")).unwrap_or_default();
        for text in [&outcome.stdout, &outcome.stderr, &known] {
            let acts = |character: &char| character.is_control() && *character != '\n' || *character == '\u{202E}';
            assert_eq!(text.chars().find(acts), None, "{options:?}");
            let command = |line: &&str| {
                line.contains("##[") || line.contains("##vso[") || line.trim_start().starts_with("::error::")
            };
            assert_eq!(text.lines().find(command), None, "{options:?}");
        }
    }
    for command in [&["explain"][..], &["config"], &["validate", "--config"], &["validate", "--select"], &["schema"]] {
        for name in &files {
            let outcome = start(program(&folder).args(command).arg(name), &folder).end();
            for text in [outcome.stdout, outcome.stderr] {
                let acts = |character: char| character.is_control() && character != '\n';
                assert!(!text.contains(acts) && !text.contains('\u{202E}'), "{command:?}: {text:?}");
            }
        }
    }
    assert!(!folder.join("pwned").exists());
}

/// Makes a name of bytes.
trait IntoOsString {
    fn into_os_string(self) -> std::ffi::OsString;
}

impl IntoOsString for &[u8] {
    fn into_os_string(self) -> std::ffi::OsString {
        OsStr::from_bytes(self).to_owned()
    }
}
