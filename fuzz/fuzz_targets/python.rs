//! Python: findings and fixes.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run_as("script.py", input));
