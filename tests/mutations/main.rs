//! Mistakes as people make them, in bodies as people write them: what is found, what comes back, and that no safe fix
//! makes another request of it without a word.
//!
//! `MUTATIONS=100000 cargo test --release --test mutations -- --nocapture` tries so many texts and prints a table.
#![expect(clippy::print_stdout, reason = "the test prints what it measured")]

#[path = "../suite/support/dice.rs"]
mod dice;
mod kinds;
mod marks;
mod outcome;
mod payloads;
mod picking;
mod tally;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use dice::Dice;
use kinds::{Change, Kind, Make, changed};
use marks::Marks;
use msgraph_lint::check::Checker;
use msgraph_lint::config::Config;
use msgraph_lint::rules;
use payloads::{Payload, payload};
use serde_json::Value;
use tally::Table;

/// How many texts of each kind are made if nobody says otherwise. Some are not text at all afterwards (bytes that are none of
/// UTF-8), so a few more than the 25 that [`Table::judge`] wants.
const TEXTS_OF_A_KIND: usize = 30;

/// A text with mistakes.
struct Broken {
    payload: Payload,
    /// The index of the kind that it is for.
    kind: usize,
    /// The names of the mistakes.
    names: Vec<&'static str>,
    bytes: Vec<u8>,
    /// Whether a value is gone, so that nobody can know what the author meant.
    is_lost: bool,
}

/// The text with this number, which has a mistake of the kind `number` modulo the number of kinds, or `None` if no place for
/// its mistakes is found.
fn broken(kinds: &[Kind], number: usize) -> Option<Broken> {
    let kind = number % kinds.len();
    let count = 1 + number / kinds.len() % 3;
    // Some kinds need a body of some shape: look for one.
    (0..2000).find_map(|turn| {
        let mut dice = Dice::new((number * 64 + turn % 60 + turn / 60 * 1_000_003) as u64);
        let payload = payload(&mut dice);
        let mut chosen = vec![kinds[kind]];
        chosen.extend((1..count).filter_map(|_| dice.pick(kinds)));
        let (bytes, is_lost) = made(&payload, &chosen, &mut dice)?;
        let names = chosen.iter().map(|kind| kind.name).collect();
        (bytes != payload.text.as_bytes()).then_some(Broken { payload, kind, names, bytes, is_lost })
    })
}

/// The text with all of the mistakes: those of a place first, then those of the whole text, then those of its bytes. Last,
/// whether a value is gone.
fn made(payload: &Payload, chosen: &[Kind], dice: &mut Dice) -> Option<(Vec<u8>, bool)> {
    let marks = Marks::new(&payload.text);
    let values = strings(&payload.value);
    let is_lost =
        |kind: &Kind, before: &str, after: &str| kind.loss.is_some_and(|loss| (loss.is_lost)(&values, before, after));
    let mut lost = false;
    let mut changes: Vec<Change> = Vec::new();
    for kind in chosen {
        if let Make::At(make) = kind.make {
            let more = make(&marks, dice)?;
            let meets = |change: &Change| {
                changes.iter().any(|(other, _)| change.0.start <= other.end && other.start <= change.0.end)
            };
            if more.iter().any(meets) {
                return None;
            }
            lost |= is_lost(kind, &payload.text, &changed(&payload.text, more.clone())?);
            changes.extend(more);
        }
    }
    let mut text = changed(&payload.text, changes)?;
    let mut bytes = None;
    for kind in chosen {
        match kind.make {
            Make::At(_) => {}
            Make::Whole(make) => {
                let before = std::mem::take(&mut text);
                text = make(&before, dice)?;
                lost |= is_lost(kind, &before, &text);
            }
            Make::Bytes(_) if bytes.is_some() => return None,
            Make::Bytes(make) => bytes = Some(make),
        }
    }
    Some((bytes.map_or_else(|| text.clone().into_bytes(), |make| make(&text, dice)), lost))
}

/// The strings of a body, as JSON writes them, without their quotation marks.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(_) => vec![value.to_string().trim_matches('"').to_owned()],
        Value::Array(elements) => elements.iter().flat_map(strings).collect(),
        Value::Object(members) => members.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_safe_fix_is_silently_wrong() {
    let kinds = kinds::all();
    assert!(kinds.len() >= 100, "{} kinds", kinds.len());
    let wanted = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok());
    let count: usize = wanted.unwrap_or(TEXTS_OF_A_KIND * kinds.len());
    let config = Config::new(&rules::infos(), [], ["documentation-id"]).expect("the rules are known");
    let next = AtomicUsize::new(0);
    let table = Mutex::new(Table::new(&kinds));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let checker = Checker::new(config.clone());
                let mut own = Table::new(&kinds);
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    let Some(broken) = broken(&kinds, number) else { continue };
                    if let Some(tried) = outcome::outcome(&checker, &broken.bytes, &broken.payload.value) {
                        own.add(&broken, tried);
                    }
                }
                table.lock().expect("no thread panics").merge(own);
            });
        }
    });
    let table = table.into_inner().expect("no thread panics");
    println!("{table}");
    table.judge(count / kinds.len());
}
