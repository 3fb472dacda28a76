//! The program `msgraph-lint`: hands its arguments and streams to the library.

fn main() {}
