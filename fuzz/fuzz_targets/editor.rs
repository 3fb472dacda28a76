//! The language server, with messages and edits that nobody would send.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run("editor", input));
