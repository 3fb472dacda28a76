//! `reader FILE` reads one body with the reader of msgraph-lint, sonic-rs and `serde_json`, in turn.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use msgraph_lint::json;
use msgraph_lint::text::Span;

const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(std::env::args_os().nth(1).ok_or("reader FILE")?)?;
    let span = Span::whole(&text);
    let mut fastest = [Duration::MAX; 3];
    for _ in 0..ROUNDS {
        let times = [
            timed(|| drop(black_box(json::parse(black_box(&text), span)))),
            timed(|| drop(black_box(sonic_rs::from_slice::<sonic_rs::Value>(black_box(text.as_bytes()))))),
            timed(|| drop(black_box(serde_json::from_slice::<serde_json::Value>(black_box(text.as_bytes()))))),
        ];
        fastest = std::array::from_fn(|index| fastest[index].min(times[index]));
    }
    for (name, time) in ["msgraph-lint's reader", "sonic_rs::Value", "serde_json::Value"].iter().zip(fastest) {
        println!("{name:>21}: {:6.0} MB/s", text.len() as f64 / 1e6 / time.as_secs_f64());
    }
    Ok(())
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
