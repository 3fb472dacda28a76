//! How fast a body is read: strict, and with a syntax error at its end, so that all of it is read twice. `serde_json` reads the
//! same text in the same run; the ratio is what may be compared between machines. Run it with `cargo bench`.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use msgraph_lint::json::parse;
use msgraph_lint::text::Span;

const BYTES: usize = 10 << 20;
const ROUNDS: usize = 9;

fn main() {
    let strict = body();
    let broken = format!("{}]", &strict[..strict.len() - 1]);
    let syntax_error_in_each_entry = strict.replace("\"ruleId\": ", "\"ruleId\" ");
    let value = fastest(|| drop(black_box(serde_json::from_slice::<serde_json::Value>(strict.as_bytes()))));
    for (name, text) in
        [("strict", &strict), ("one syntax error", &broken), ("an error in each entry", &syntax_error_in_each_entry)]
    {
        let span = Span::whole(text);
        let time = fastest(|| drop(black_box(parse(black_box(text), span))));
        let rate = text.len() as f64 / 1e6 / time.as_secs_f64();
        let ratio = value.as_secs_f64() / time.as_secs_f64();
        println!("{name:>20}: {rate:6.0} MB/s, {ratio:5.1} times as fast as serde_json reads the strict one");
    }
}

/// A strict body of [`BYTES`], in the shape of the documented one.
fn body() -> String {
    let entry = concat!(
        "    {\n      \"ruleId\": \"ea807875-5618-4f0a-9125-0b46a05298ca\",\n      \"subjects\": [\n        {\n",
        "          \"objectId\": \"CN=Jeannie Ross,OU=Users,DC=example,DC=com\",\n",
        "          \"objectTypeName\": \"user\"\n        }\n      ]\n    }"
    );
    let entries = vec![entry; BYTES / entry.len()].join(",\n");
    format!("{{\n  \"parameters\": [\n{entries}\n  ]\n}}")
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
