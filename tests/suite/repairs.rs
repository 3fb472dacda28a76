//! What fixing a broken body gives: after safe fixes never another value, after all fixes nearly always the author's.

use crate::support::mending::mended;
use crate::support::payloads::{LAYOUTS, Layout, other_bodies, payloads, raw};
use msgraph_lint::finding::Safety;
use proptest::prelude::*;
use serde_json::Value;

const SEED: u8 = 20;

/// How often the author's value came back, another one, and none.
#[derive(Debug, Default)]
struct Tally {
    equal: usize,
    other: usize,
    none: usize,
    /// The first few that are not equal.
    examples: Vec<String>,
}

impl Tally {
    fn add(&mut self, meant: &Value, broken: &str, limit: Safety) {
        let text = mended(broken, limit);
        let count = match serde_json::from_str::<Value>(&text) {
            Ok(value) if value == *meant => return self.equal += 1,
            Ok(_) => &mut self.other,
            Err(_) => &mut self.none,
        };
        *count += 1;
        if self.examples.len() < 5 {
            self.examples.push(format!("{broken}\nbecame\n{text}"));
        }
    }

    /// The share of author's values, in percent.
    fn rate(&self) -> f64 {
        let all = self.equal + self.other + self.none;
        100.0 * f64::from(u32::try_from(self.equal).expect("few")) / f64::from(u32::try_from(all).expect("few"))
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// The places of all signs of structure, quotation marks among them.
fn signs(text: &str) -> Vec<usize> {
    let (mut inside, mut escaped) = (false, false);
    text.char_indices()
        .filter(|&(_, character)| {
            let quote = character == '"' && !escaped;
            escaped = inside && character == '\\' && !escaped;
            inside ^= quote;
            quote || !inside && matches!(character, ':' | ',' | '{' | '}' | '[' | ']')
        })
        .map(|(at, _)| at)
        .collect()
}

/// The text with one sign less, for every `step`th sign of structure.
fn with_a_sign_less(text: &str, step: usize) -> impl Iterator<Item = String> {
    let broken = signs(text).into_iter().step_by(step).map(|at| format!("{}{}", &text[..at], &text[at + 1..]));
    broken.filter(|broken| !is_json(broken))
}

#[test]
fn a_lost_sign_is_put_back() {
    let (mut safe, mut all) = (Tally::default(), Tally::default());
    for meant in payloads(SEED, 3) {
        for layout in LAYOUTS {
            for broken in with_a_sign_less(&raw(&meant, layout), 1) {
                safe.add(&meant, &broken, Safety::Safe);
                all.add(&meant, &broken, Safety::Unsafe);
            }
        }
    }
    println!(
        "one sign lost: {:.2} % come back, {} of them safely; {} become something else",
        all.rate(),
        safe.equal,
        all.other
    );
    assert!(all.rate() >= 99.0, "{:.2} %: {}", all.rate(), all.examples.join("\n\n"));
    assert!(safe.equal > 500 && safe.other == 0, "{safe:?}");
}

/// No schema is known, and the words are of all kinds.
#[test]
fn bodies_of_other_operations_are_mended_too() {
    let (mut safe, mut all) = (Tally::default(), Tally::default());
    for meant in other_bodies(SEED, 3) {
        for layout in LAYOUTS {
            for broken in with_a_sign_less(&raw(&meant, layout), 13) {
                safe.add(&meant, &broken, Safety::Safe);
                all.add(&meant, &broken, Safety::Unsafe);
            }
        }
    }
    println!("other bodies: {:.2} % come back; {} become something else", all.rate(), all.other);
    assert!(all.rate() >= 90.0, "{:.2} %: {}", all.rate(), all.examples.join("\n\n"));
    assert!(safe.equal > 50 && safe.other == 0, "{safe:?}");
}

#[test]
fn two_lost_signs_are_mostly_put_back() {
    let (mut safe, mut all) = (Tally::default(), Tally::default());
    for meant in payloads(SEED + 1, 2) {
        for layout in LAYOUTS {
            let text = raw(&meant, layout);
            let places = signs(&text);
            for (index, &first) in places.iter().enumerate().step_by(3) {
                // Another one, at distances that are near and far in turn.
                let Some(&second) = places.get(index + 1 + index * 7 % 40) else { continue };
                let broken = format!("{}{}{}", &text[..first], &text[first + 1..second], &text[second + 1..]);
                if !is_json(&broken) {
                    safe.add(&meant, &broken, Safety::Safe);
                    all.add(&meant, &broken, Safety::Unsafe);
                }
            }
        }
    }
    println!("two signs lost: {:.2} % come back; {} become something else", all.rate(), all.other);
    assert!(all.rate() >= 90.0, "{:.2} %: {}", all.rate(), all.examples.join("\n\n"));
    assert_eq!(safe.other, 0, "{safe:?}");
}

/// The brackets may be repaired in two ways or more; the operation's schema and the layout decide which.
#[test]
fn the_schema_chooses_among_repairs() {
    let id = "8213fd99-d6b6-417b-8e23-9e8f3e0a9ab3";
    let subject = format!(r#"{{"objectId":"{id}","objectTypeName":"User"}}"#);
    for (what, broken, meant) in [
        (
            "a word is no list",
            format!(r#"{{"parameters":[{{"ruleId":["{id}","subjects":[{subject}]}}]}}"#),
            format!(r#"{{"parameters":[{{"ruleId":"{id}","subjects":[{subject}]}}]}}"#),
        ),
        (
            "the id of a rule is none of a subject's members",
            format!(
                r#"{{"parameters":[{{"subjects":[{{"objectId":"{id}","objectTypeName":"User"],"ruleId":"{id}"}}]}}"#
            ),
            format!(r#"{{"parameters":[{{"subjects":[{subject}],"ruleId":"{id}"}}]}}"#),
        ),
        (
            "subjects are a list",
            format!(r#"{{"parameters":[{{"ruleId":"{id}","subjects":{subject}]}}]}}"#),
            format!(r#"{{"parameters":[{{"ruleId":"{id}","subjects":[{subject}]}}]}}"#),
        ),
    ] {
        assert_eq!(mended(&broken, Safety::Safe), broken, "{what}: brackets are never certain");
        assert_eq!(mended(&broken, Safety::Unsafe), meant, "{what}");
    }
}

/// Without a schema: elements of a list have keys in common, and an object has no key twice.
#[test]
fn likeness_chooses_among_repairs() {
    for (broken, meant) in [
        (
            r#"{"value":[{"id":"1","name":"a"},{"id":"2","name":"b"},"errors":[],"size":3]}"#,
            r#"{"value":[{"id":"1","name":"a"},{"id":"2","name":"b","errors":[],"size":3}]}"#,
        ),
        (
            r#"{"value":[{"id":"1","name":"a"},{"id":"2","name":"b"},"id":"3","name":"c"}]}"#,
            r#"{"value":[{"id":"1","name":"a"},{"id":"2","name":"b"},{"id":"3","name":"c"}]}"#,
        ),
    ] {
        let value = |text: &str| serde_json::from_str::<Value>(text).ok();
        assert_eq!(value(&mended(broken, Safety::Unsafe)), value(meant), "{broken}");
    }
}

/// Each of these parses after a repair that looks well and is wrong.
#[test]
fn known_traps_have_no_safe_repair() {
    for trap in [
        "{\"lifetimeInMinutes\": 1440,\"\n isUsableOnce\": false}",
        "{\"lifetimeInMinutes\": 1440,\"\n isUsableOnce\": false,}",
        r#"{"methods": {"email","mobileSMS"}}"#,
        r#"{"methods": {"email" "mobileSMS"}}"#,
        r#"{"duration": 00:00:00}"#,
        r#"{"duration": 00:00:00,}"#,
        r#"{"list": ["k":"v"]}"#,
        r#"["k":"v",]"#,
        // Between the two, a line with brackets was lost.
        r#"[{"id": "1", "name": "a" "id": "2", "name": "b"}]"#,
        "[{\"id\": \"1\",\n \"name\": \"a\",,\n \"id\": \"2\",\n \"name\": \"b\"}]",
        r#"[1 2]"#,
        r#"{"a": 1 2}"#,
        r#"{"a": "x", "b"}"#,
        r#"{"a": 010}"#,
        r#"{"a": [1, 2}"#,
        r#"{"a": 1}, "b": 2}"#,
        r#"{"a": "say "yes", ok"}"#,
        r#"{"a": , "b": 1,}"#,
        // The odd mark is a colon, or a comma, hit beside its key.
        "{\"a\" “ \"\", \"b\": 1}",
        "{\"a\":0“\"b\":1}",
        "{.a: 1}",
        // Quotation marks that were doubled and lost.
        r#"["a: """]"#,
        r#"{"a": 0, "b: """}"#,
    ] {
        assert!(!is_json(trap), "{trap} is no trap");
        let text = mended(trap, Safety::Safe);
        assert!(!is_json(&text), "{trap}\nbecame\n{text}");
    }
}

/// What is safe all the same, beside what only looks like a trap.
#[test]
fn what_reads_in_one_way_only_is_safe() {
    for (broken, meant) in [
        (r#"{"a" {"b": 1}}"#, r#"{"a": {"b": 1}}"#),
        (r#"{"a" "b", "c": 1}"#, r#"{"a": "b", "c": 1}"#),
        (r#"{"a": 1,, "b": 2,}"#, r#"{"a": 1, "b": 2}"#),
        (r#"["a" "b",]"#, r#"["a", "b"]"#),
        (r#"{a: True; "b" = None}"#, r#"{"a": true, "b": null}"#),
        ("{\"a\": 8532.\n \"b\": 2}", r#"{"a": 8532, "b": 2}"#),
        (r#"{"a": “x”, 'b': 'it\'s',}"#, r#"{"a": "x", "b": "it's"}"#),
    ] {
        let value = |text: &str| serde_json::from_str::<Value>(text).ok();
        assert_eq!(value(&mended(broken, Safety::Safe)), value(meant), "{broken}");
    }
}

/// What a hand does to a sign of structure.
#[derive(Clone, Copy, Debug)]
enum Hand {
    Loses,
    Doubles,
    Hits(&'static str),
}

fn hand() -> impl Strategy<Value = Hand> {
    let hits = prop::sample::select(vec![":", ",", ";", ".", "=", "{", "}", "[", "]", "\"", "'", "“", "…", "//", "\n"]);
    prop_oneof![2 => Just(Hand::Loses), 1 => Just(Hand::Doubles), 2 => hits.prop_map(Hand::Hits)]
}

fn value() -> impl Strategy<Value = Value> {
    let word = "[a-z]{0,4}( [a-z:,]{1,4}){0,2}".prop_map(Value::from);
    let leaf = prop_oneof![4 => word, 1 => any::<u8>().prop_map(Value::from), 1 => any::<bool>().prop_map(Value::from)];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-e]{1,2}", inner, 0..5).prop_map(Value::from_iter),
        ]
    })
}

/// The text after a syntax error at one of its signs.
fn damaged(text: &str, place: prop::sample::Index, hand: Hand) -> String {
    let places = signs(text);
    let mut text = text.to_owned();
    if places.is_empty() {
        return text;
    }
    let at = places[place.index(places.len())];
    let sign = text[at..=at].to_owned();
    match hand {
        Hand::Loses => text.replace_range(at..=at, ""),
        Hand::Doubles => text.insert_str(at, &sign),
        Hand::Hits(other) => text.replace_range(at..=at, other),
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// A safe repair never makes another value of a body after one syntax error of the hand. Of two, the second may remove all traces of the first.
    #[test]
    fn safe_repairs_never_change_a_value(
        meant in value(),
        layout in prop::sample::select(LAYOUTS.to_vec()),
        place in any::<prop::sample::Index>(),
        hand in hand(),
    ) {
        let layout: Layout = layout;
        let broken = damaged(&raw(&meant, layout), place, hand);
        if !is_json(&broken) {
            let text = mended(&broken, Safety::Safe);
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                prop_assert_eq!(value, meant, "{}\nbecame\n{}", broken, text);
            }
        }
    }
}
