//! The way from bytes to findings, in every input format.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run("validate", input));
