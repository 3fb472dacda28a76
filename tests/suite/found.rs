//! Texts that once broke something, and texts of a shape that nobody writes: what the fuzzer tries holds for each of them.

use crate::support::files::{files_below, shown};
use crate::support::targets::TARGETS;

#[test]
fn what_the_fuzzer_tries_holds_for_what_it_found() {
    let files = files_below("fixtures/found");
    assert!(files.len() > 20, "the texts were not found");
    let mut problems = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file).expect("a fixture can be read");
        for &(target, holds) in TARGETS {
            problems.extend(holds(&shown(&file), &bytes).err().map(|it| format!("{target} of {}: {it}", shown(&file))));
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
