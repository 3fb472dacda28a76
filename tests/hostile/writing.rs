//! Writing where it fails, and being stopped on the way: a file is the old or the new one, whole. `src/cli/write.rs` tries the
//! same with a disk that fails at every single step.

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::{BROKEN, empty_folder, mended, names, pipe, program, read, start, write};

/// A file too long for what may be written in the tests below.
fn long() -> String {
    format!("{}{BROKEN}", " \n".repeat(40_000))
}

/// Runs the program where no file may be longer than a few kilobytes; `prefix` says what becomes of one who tries.
fn without_room(folder: &Path, prefix: &str, arguments: &[&str]) -> super::Outcome {
    let mut shell = Command::new("sh");
    // The outputs of the run are files too, and short.
    shell.args(["-c", &format!("{prefix} ulimit -f 8 && exec \"$@\""), "sh", env!("CARGO_BIN_EXE_msgraph-lint")]);
    start(shell.arg("validate").args(arguments).current_dir(folder), folder).end()
}

#[test]
fn a_full_disk_leaves_whole_files() {
    let folder = empty_folder("full-disk");
    write(&folder.join("a.json"), BROKEN);
    write(&folder.join("b.json"), long());
    write(&folder.join("c.json"), BROKEN);
    // The signal that comes with the limit is ignored, and the error is reported.
    let outcome = without_room(&folder, "trap '' XFSZ;", &["--fix", "--format", "concise"]);
    assert_eq!(outcome.exit, Some(2));
    assert!(outcome.stderr.starts_with("error: b.json: could not be written: "), "{}", outcome.stderr);
    let whole = |name: &str, text: &str| assert!(read(&folder.join(name)) == text, "{name}");
    whole("a.json", &mended());
    whole("b.json", &long());
    whole("c.json", &mended());
    assert_eq!(names(&folder), ["a.json", "b.json", "c.json"]);

    // The signal ends the program on the spot.
    write(&folder.join("b.json"), long());
    let outcome = without_room(&folder, "", &["--fix", "--format", "concise", "b.json"]);
    assert_eq!(outcome.exit, None, "{outcome:?}");
    whole("b.json", &long());
    for name in names(&folder).into_iter().filter(|name| !name.ends_with(".json")) {
        assert!(name.starts_with(".b.json.msgraph-lint-") && name.ends_with(".tmp"), "{name}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_without_room_is_reported() {
    let folder = empty_folder("full-device");
    write(&folder.join("a.json"), BROKEN);
    let full = || fs::File::create("/dev/full").expect("every Linux has it");
    for format in ["full", "concise", "json", "sarif", "markdown"] {
        let mut command = program(&folder);
        command.args(["validate", "--format", format]).stdout(full());
        let output = command.output().expect("the program can be run");
        let reported = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{format}: {reported}");
        assert!(reported.starts_with("error: standard output could not be written: "), "{format}: {reported}");
        let mut command = program(&folder);
        command.args(["validate", "--format", format, "--output-file", "/dev/full"]);
        let outcome = start(&mut command, &folder).end();
        outcome.is(2, "", "error: /dev/full: could not be written: the disk is full\n");
    }
    for arguments in [&["--help"][..], &["--version"], &["validate", "--help"], &["rules"], &["man"], &["schema"]] {
        let output = program(&folder).args(arguments).stdout(full()).output().expect("the program can be run");
        let reported = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {reported}");
        assert!(reported.starts_with("error: standard output could not be written: "), "{arguments:?}: {reported}");
    }
    let output = program(&folder).args(["validate"]).stderr(full()).arg("none.json").output().expect("it can be run");
    assert_eq!(output.status.code(), Some(2));
}

/// It waits for a pipe between two files when it is killed: by the one signal that nobody can ignore, as `nohup` and shells make
/// programs in the background ignore others.
#[test]
fn interrupted_between_two_files_each_is_whole() {
    let folder = empty_folder("interrupted");
    write(&folder.join("a.json"), BROKEN);
    pipe(&folder.join("b.json"));
    write(&folder.join("c.json"), BROKEN);
    let mut command = program(&folder);
    command.args(["validate", "--fix", "--jobs", "1", "a.json", "b.json", "c.json"]);
    let mut run = start(&mut command, &folder);
    let writer = OpenOptions::new().write(true).open(folder.join("b.json")).expect("the program reads it");
    run.child.kill().expect("the program goes on");
    assert_eq!(run.end().exit, None, "a signal ended it");
    drop(writer);
    assert_eq!((read(&folder.join("a.json")), read(&folder.join("c.json"))), (mended(), BROKEN.to_owned()));
    assert_eq!(names(&folder), ["a.json", "b.json", "c.json"]);
}

/// At any moment.
#[test]
fn interrupted_while_it_writes_each_file_is_whole() {
    let folder = empty_folder("interrupted-anywhere");
    let old = long();
    let new = old.replacen("\" [", "\": [", 1);
    let all: Vec<String> = (0..40).map(|number| format!("{number:02}.json")).collect();
    for moment in 0..12 {
        all.iter().for_each(|name| write(&folder.join(name), &old));
        let mut command = program(&folder);
        let mut run = start(command.args(["validate", "--fix", "--quiet"]).args(&all), &folder);
        thread::sleep(Duration::from_millis(5 + moment * 15));
        // It may have come to its end.
        let _ = run.child.kill();
        run.end();
        let texts: Vec<String> = all.iter().map(|name| read(&folder.join(name))).collect();
        assert!(texts.iter().all(|text| *text == old || *text == new), "a file is neither the old nor the new one");
        for name in names(&folder).into_iter().filter(|name| !all.contains(name)) {
            assert!(name.starts_with('.') && name.ends_with(".tmp"), "{name}");
            fs::remove_file(folder.join(name)).expect("it can be removed");
        }
    }
}
