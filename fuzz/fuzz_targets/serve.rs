//! What comes over a connection of the endpoint, whole and in parts.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| msgraph_lint_fuzz::run("serve", input));
