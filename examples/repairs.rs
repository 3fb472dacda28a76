//! What the fixes of syntax make of broken bodies: `cargo run --example repairs < bodies.jsonl`. Each line is an object
//! with `before`, a broken body, and `after`, what its author made of it; `id` and `minimal` (the author changed nothing
//! but syntax) are optional. Bodies that come out otherwise are listed, and with `--show` printed.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a measurement prints, and fails by panicking")]

#[path = "../tests/suite/support/mending.rs"]
mod mending;

use std::collections::BTreeMap;
use std::io::BufRead;

use mending::mended;
use msgraph_lint::finding::Safety;
use serde_json::Value;

fn main() {
    let show = std::env::args().any(|argument| argument == "--show");
    let mut counts: BTreeMap<(bool, &str, &str), usize> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line.expect("text")).expect("a record is JSON");
        let part = |name: &str| record[name].as_str().unwrap_or_default();
        let Ok(meant) = serde_json::from_str::<Value>(part("after")) else { continue };
        let minimal = record["minimal"] == true;
        for (flags, limit) in [("safe", Safety::Safe), ("all", Safety::Unsafe)] {
            let text = mended(part("before"), limit);
            let outcome = match serde_json::from_str::<Value>(&text) {
                Ok(value) if value == meant => "equal",
                Ok(_) => "other",
                Err(_) => "broken",
            };
            *counts.entry((minimal, flags, outcome)).or_default() += 1;
            let expected = outcome == "equal" || outcome == "broken" && limit == Safety::Safe;
            if minimal && !expected {
                println!("{} {flags}: {outcome}", part("id"));
                if show {
                    println!("--- before\n{}\n--- after\n{}\n--- mended\n{text}\n", part("before"), part("after"));
                }
            }
        }
    }
    for ((minimal, flags, outcome), count) in counts {
        println!("{} {flags:>4} {outcome:>6}: {count}", if minimal { "minimal" } else { "others " });
    }
}
