//! Fixing, with safe fixes only and with all.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run("fix", input));
