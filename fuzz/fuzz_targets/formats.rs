//! Every report format, on what is found in the input.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run("formats", input));
