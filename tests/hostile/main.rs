//! Hostile inputs, given to the built program: each has an outcome of its own, and none a panic, a hang, a half-written file,
//! or more memory than there is.
#![cfg(feature = "cli")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../suite/support/dice.rs"]
#[allow(dead_code, reason = "the other programs of tests choose more")]
mod dice;
#[path = "../suite/support/folder.rs"]
mod folder;
#[cfg(unix)]
mod names;
#[cfg(unix)]
mod patches;
#[cfg(unix)]
mod places;
mod scripts;
mod statements;
#[cfg(target_os = "linux")]
mod streams;
mod texts;
#[cfg(unix)]
mod writing;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use folder::empty_folder;

/// A body with one syntax error, which has one safe fix.
const BROKEN: &str = "{ \"parameters\" [ { \"ruleId\": \"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8\", \"subjects\": [ { \"objectId\": \"0d1a6a30-68a3-4f7c-b94e-2a5c1d6e9b70\", \"objectTypeName\": \"User\" } ] } ] }\n";

/// The same after its fix.
fn mended() -> String {
    BROKEN.replacen("\" [", "\": [", 1)
}

/// How long a run may take before it counts as one that never ends.
const PATIENCE: Duration = Duration::from_secs(180);

/// What a run left behind. A run that was ended by a signal has no exit code.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    exit: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Outcome {
    /// Fails unless it is the exit code and the output.
    fn is(&self, exit: i32, stdout: &str, stderr: &str) {
        assert_eq!((self.exit, self.stdout.as_str(), self.stderr.as_str()), (Some(exit), stdout, stderr));
    }
}

/// A run that goes on.
struct Run {
    child: Child,
    folder: PathBuf,
}

impl Run {
    /// What it came to.
    fn end(mut self) -> Outcome {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                break status;
            }
            if start.elapsed() > PATIENCE {
                self.child.kill().expect("the program can be ended");
                panic!("the program does not end");
            }
            thread::sleep(Duration::from_millis(2));
        };
        let text = |name| fs::read_to_string(output(&self.folder, name)).expect("the program writes UTF-8");
        Outcome { exit: status.code(), stdout: text("stdout"), stderr: text("stderr") }
    }
}

/// Where an output of a run in `folder` goes.
fn output(folder: &Path, name: &str) -> PathBuf {
    folder.with_extension(name)
}

/// The program, to be run in `folder`.
fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_msgraph-lint"));
    program.current_dir(folder).stdin(Stdio::null());
    program
}

/// Starts a command that runs the program in `folder`.
fn start(command: &mut Command, folder: &Path) -> Run {
    let file = |name| File::create(output(folder, name)).expect("a file can be made");
    let child = command.stdout(file("stdout")).stderr(file("stderr")).spawn().expect("the program can be started");
    Run { child, folder: folder.to_owned() }
}

/// Checks with these arguments, a line a finding.
fn validate(folder: &Path, arguments: &[&str]) -> Outcome {
    validate_as(folder, "concise", arguments)
}

/// The same with a report of another format.
fn validate_as(folder: &Path, format: &str, arguments: &[&str]) -> Outcome {
    start(program(folder).args(["validate", "--format", format]).args(arguments), folder).end()
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is there, and UTF-8")
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Makes a pipe with a name.
#[cfg(unix)]
fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo is everywhere");
    assert!(made.success(), "a pipe can be made");
}
