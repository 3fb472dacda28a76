//! The reader against `serde_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run("reader", input));
