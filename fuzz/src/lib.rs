//! What all targets share. The first byte of an input says what kind of file the others are.

#[path = "../../tests/suite/support"]
mod support {
    pub mod findings;
    pub mod fixing;
    #[cfg(feature = "lsp")]
    pub mod messages;
    pub mod reading;
    pub mod reporting;
    pub mod targets;
}

use support::targets::TARGETS;

/// The name of the file that an input stands for.
fn name(kind: u8) -> &'static str {
    match kind {
        b'h' => "requests.http",
        b'm' => "page.md",
        b'l' => "archive.jsonl",
        b'r' => "recording.har",
        b'p' => "script.ps1",
        b's' => "script.sh",
        b'y' => "workflow.yml",
        b'o' => "script.py",
        b'a' => "script.js",
        b't' => "script.tsx",
        b'n' => "notebook.ipynb",
        b'f' => "main.tf",
        // A body, an envelope, a batch, a collection: what it is, its text says.
        _ => "request.json",
    }
}

/// Tries the target of this name on an input.
///
/// # Panics
/// With what does not hold; that is how libFuzzer learns of it.
pub fn run(target: &str, input: &[u8]) {
    if let Some((&kind, bytes)) = input.split_first() {
        holds(target, name(kind), bytes);
    }
}

/// Tries what holds for findings and for fixes on an input as the file of this name, whatever its first byte.
///
/// # Panics
/// With what does not hold.
pub fn run_as(name: &str, input: &[u8]) {
    if let Some((_, bytes)) = input.split_first() {
        ["validate", "fix"].iter().for_each(|target| holds(target, name, bytes));
    }
}

fn holds(target: &str, name: &str, bytes: &[u8]) {
    let (_, holds) = TARGETS.iter().find(|(name, _)| *name == target).expect("the target is listed");
    holds(name, bytes).unwrap_or_else(|problem| panic!("{target}: {problem}"));
}
