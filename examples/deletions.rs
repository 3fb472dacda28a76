//! tmp
#![expect(clippy::expect_used, clippy::print_stdout, reason = "x")]
#[path = "../tests/support/mending.rs"]
mod mending;
#[path = "../tests/support/payloads.rs"]
mod payloads;
use serde_json::Value;
use std::collections::BTreeMap;
fn signs(text: &str) -> Vec<(usize, char)> {
    let mut inside = false; let mut esc = false;
    text.char_indices().filter(|&(_, c)| {
        if esc { esc = false; return false; }
        if c == '\\' { esc = true; return false; }
        let quote = c == '"';
        inside ^= quote;
        quote || !inside && matches!(c, ':' | ',' | '{' | '}' | '[' | ']')
    }).collect()
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let n = args.get(1).map_or(6, |a| a.parse().expect("n"));
    let seed = args.get(2).map_or(7, |a| a.parse().expect("n"));
    let mut counts: BTreeMap<(char, &str, &str), usize> = BTreeMap::new();
    let mut total: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let what = args.get(3).map_or("own", |a| a.as_str());
    let mode = args.get(4).map_or("delete", |a| a.as_str());
    let values = if what == "own" { payloads::payloads(seed, n) } else { payloads::other_bodies(seed, n) };
    let mut state = u64::from(seed) * 7919 + 1;
    let mut random = move |n: usize| { state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); (state >> 33) as usize % n.max(1) };
    for value in values {
        for (l, layout) in payloads::LAYOUTS.iter().enumerate() {
            let text = payloads::written(&value, *layout);
            assert_eq!(serde_json::from_str::<Value>(&text).expect("valid"), value);
            let all = signs(&text);
            for &(at, sign) in &all {
                let mut slipped = String::new(); let mut name = String::new();
                match mode {
                    "delete" => { slipped = format!("{}{}", &text[..at], &text[at + 1..]); name = format!("{sign} lost"); }
                    "surplus" => { let extra = ["}", "]", "{", "[", ",", "\""][random(6)]; slipped = format!("{}{extra}{}", &text[..at], &text[at..]); name = format!("{extra} added"); }
                    "swap" => { let c = ["}", "]", "{", "[", ",", ":", "\"", ";", "."][random(9)]; slipped = format!("{}{c}{}", &text[..at], &text[at + 1..]); name = format!("{sign} to {c}"); }
                    "line" => { if layout.indent.is_none() { continue; }
                        let start = text[..at].rfind('\n').map_or(0, |i| i + 1); let end = text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
                        let line = &text[start..end]; if !line.trim().trim_end_matches(',').chars().all(|c| "{}[] ".contains(c)) { continue; }
                        slipped = format!("{}{}", &text[..start], &text[end..]); name = format!("line {}", line.trim()); }
                    _ => {
                        let (o, s2) = all[random(all.len())]; if o == at { continue; }
                        let (x, y) = if o < at { (o, at) } else { (at, o) };
                        slipped.push_str(&text[..x]); slipped.push_str(&text[x + 1..y]); slipped.push_str(&text[y + 1..]);
                        name = format!("{sign}+{s2} lost");
                    }
                }
                if serde_json::from_str::<Value>(&slipped).is_ok() { continue; }
                for (flags, unsafe_fixes) in [("safe", false), ("all", true)] {
                    let m = mending::mended(&slipped, unsafe_fixes);
                    let outcome = match serde_json::from_str::<Value>(&m) {
                        Ok(v) if v == value => "equal", Ok(_) => "other", Err(_) => "broken" };
                    *counts.entry((sign, flags, outcome)).or_default() += 1;
                    *total.entry((flags, outcome)).or_default() += 1;
                    if outcome == "other" || unsafe_fixes && outcome != "equal" {
                        println!("== {flags} {outcome} layout {l} {name} at {at}\n…{}⟦{sign}⟧{}…", text[..at].chars().rev().take(120).collect::<Vec<_>>().into_iter().rev().collect::<String>(), text[at+1..].chars().take(100).collect::<String>());
                        let diff = slipped.lines().zip(m.lines()).filter(|(a, b)| a != b).take(6);
                        for (a, b) in diff { println!("  - {a}\n  + {b}"); }
                    }
                }
            }
        }
    }
    for (k, c) in counts { println!("{k:?} {c}"); }
    for (k, c) in total { println!("{k:?} {c}"); }
}
