//! Hostile texts: depth, length, encodings, nothing at all.

use super::{BROKEN, empty_folder, validate, validate_as, write};

const DEEP: usize = 100_000;

/// What is found in a file of this name, without the place and the closing line: `severity[rule]` of each finding.
fn found(name: &str, text: impl AsRef<[u8]>) -> Vec<String> {
    let folder = empty_folder(&format!("text-{name}"));
    write(&folder.join(name), text);
    let outcome = validate(&folder, &[name]);
    assert!(matches!(outcome.exit, Some(0 | 1)), "{outcome:?}");
    assert_eq!(outcome.stderr, "");
    let rule = |line: &str| Some(line.split_once(": ")?.1.split_once(']')?.0.to_owned() + "]");
    let mut rules: Vec<String> = outcome.stdout.lines().filter_map(rule).collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn a_hundred_thousand_levels_are_one_finding() {
    let arrays = "[".repeat(DEEP) + &"]".repeat(DEEP);
    let objects = "{\"a\":".repeat(DEEP) + "1" + &"}".repeat(DEEP);
    let body = |deep: &str| format!("{{\"parameters\": {deep}}}");
    let url = "https://graph.microsoft.com/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/a.b.c/provisionOnDemand";
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    for deep in [arrays.as_str(), &objects, &"[".repeat(DEEP), &"{\"parameters\":".repeat(DEEP), &"[{".repeat(DEEP)] {
        let body = body(deep);
        let files = [
            ("a.json", deep.to_owned()),
            ("b.json", body.clone()),
            ("c.json", format!("{{\"method\": \"POST\", \"url\": \"{url}\", \"body\": {body}}}")),
            ("d.http", format!("POST {url}\nContent-Type: application/json\n\n{body}\n")),
            ("e.md", format!("```http\nPOST {url}\nContent-Type: application/json\n\n{body}\n```\n")),
            ("f.jsonl", format!("{body}\n")),
            (
                "g.har",
                format!(
                    "{{\"log\": {{\"entries\": [{{\"request\": {{\"method\": \"POST\", \"url\": \"{url}\", \"headers\": [], \"postData\": {{\"text\": {}}}}}}}]}}}}",
                    quoted(&body)
                ),
            ),
        ];
        for (name, text) in files {
            let deep = &text[..text.len().min(60)];
            let found = found(name, &text);
            assert!(found.contains(&"error[nesting-too-deep]".to_owned()), "{name}: {deep}");
            // Nothing is reported bracket by bracket beyond the limit.
            assert!(!found.contains(&"error[stray-character]".to_owned()), "{name}: {deep}");
        }
    }
}

/// Quotes in Markdown and batches in strings are nested too.
#[test]
fn containers_may_be_deep() {
    let quotation = "> ".repeat(5_000) + "a\n";
    assert_eq!(found("a.md", quotation), [""; 0]);
    assert_eq!(found("b.md", "- ".repeat(2_000) + "```http\nPOST /x\n"), [""; 0]);
    let batch = "{\"requests\": [".repeat(DEEP);
    assert!(found("c.json", batch).contains(&"error[nesting-too-deep]".to_owned()));
}

/// One line of 16 MB, whole and broken. One of a gigabyte is in the test below.
#[test]
fn a_long_line_is_shown_in_part() {
    let long = "x".repeat(16_000_000);
    let folder = empty_folder("long-line");
    write(&folder.join("a.json"), format!("{{\"parameters\": \"{long}\"}}"));
    write(&folder.join("b.json"), format!("{{\"{}", &long[..2_000_000]));
    write(&folder.join("c.jsonl"), format!("{BROKEN}{{\"parameters\": \"{long}\"}}\n{BROKEN}"));
    let outcome = validate_as(&folder, "full", &["a.json", "b.json", "c.jsonl"]);
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(1), ""));
    for place in ["a.json:1:16", "b.json:1:2", "c.jsonl:1:15", "c.jsonl:2:16", "c.jsonl:3:15"] {
        assert!(outcome.stdout.contains(&format!("─[{place}]")), "{place}: {}", outcome.stdout);
    }
    assert!(outcome.stdout.len() < 20_000, "the line is printed");
}

/// `cargo test --release --test hostile -- --ignored`.
#[test]
#[ignore = "a gigabyte"]
fn a_line_of_a_gigabyte_is_shown_in_part() {
    let folder = empty_folder("gigabyte");
    let long = "x".repeat(1_000_000_000);
    for (name, exit) in [("a.json", 1), ("b.jsonl", 1)] {
        write(&folder.join(name), format!("{{\"parameters\": \"{long}\"}}\n"));
        let outcome = validate_as(&folder, "full", &[name]);
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(exit), ""));
        assert!(outcome.stdout.contains("error[wrong-type]") && outcome.stdout.len() < 10_000, "{name}");
    }
}

/// Reading ends after 10,000 syntax errors, be they in one string.
#[test]
fn the_syntax_errors_of_one_string_are_counted_too() {
    let folder = empty_folder("errors-of-a-string");
    for syntax_error in ["\\x", "\u{1}", "\\ud800"] {
        let text = format!("{{\"parameters\": [{{\"ruleId\": \"{}\"}},]}}", syntax_error.repeat(100_000));
        write(&folder.join("a.json"), text);
        let outcome = validate(&folder, &["a.json"]);
        assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(1), ""));
        let count = |rule: &str| outcome.stdout.lines().filter(|line| line.contains(rule)).count();
        assert_eq!(count("error[too-many-errors]"), 1, "{syntax_error:?}");
        let all = ["[invalid-escape]", "[control-character]", "[lone-surrogate]"].map(count).iter().sum::<usize>();
        assert_eq!(all, 10_001, "{syntax_error:?}");
        assert_eq!(count("[trailing-comma]"), 0, "{syntax_error:?}: behind the place up to which the text was read");
    }
}

/// The closing line of a run over a folder in which nothing is a request.
const UNRECOGNISED: &str = "Nothing was checked; 1 JSON file was not recognised as a request.\n";

/// What is said of a folder in which one file shows nothing of a request.
const UNSEEN: &str = "note: 1 file was seen, and none was checked\nnote: 1 file without a sign of a request to Microsoft \
                      Graph (a.json); a .json file that is named is checked as the body of one\n";

#[test]
fn nul_characters_are_syntax_errors_and_binary_files_no_texts() {
    assert_eq!(found("nul.json", b"{\"parameters\": [\0]}"), ["error[empty-array]", "error[stray-character]"]);
    assert_eq!(found("nuls.json", vec![0; 1_000_000]), ["error[stray-character]"]);
    assert!(found("in-string.json", b"{\"parameters\": \"\0\"}").contains(&"error[control-character]".to_owned()));
    assert_eq!(found("nul.http", b"POST /\0\n\0: \0\n\n\0"), [""; 0]);
    let folder = empty_folder("binary");
    write(&folder.join("a.json"), b"{\"parameters\": \"\0\xFF\"}");
    let words = "error: a.json: is not a text: it has NUL bytes and fits no encoding of Unicode\n";
    validate(&folder, &["a.json"]).is(2, "Nothing was checked.\n", words);
    validate(&folder, &["."]).is(0, UNRECOGNISED, UNSEEN);
}

#[test]
fn every_encoding_is_read_or_reported() {
    let utf16 = |mark: bool, big: bool, text: &str| -> Vec<u8> {
        let mark = if mark { "\u{FEFF}" } else { "" };
        let order = if big { u16::to_be_bytes } else { u16::to_le_bytes };
        format!("{mark}{text}").encode_utf16().flat_map(order).collect()
    };
    for (mark, big) in [(false, false), (false, true), (true, false), (true, true)] {
        let rules = found("wide.json", utf16(mark, big, BROKEN));
        assert_eq!(rules, ["error[missing-colon]", "error[not-utf8]"], "{mark} {big}");
        let mut odd = utf16(mark, big, BROKEN);
        odd.pop();
        assert!(found("odd.json", odd).contains(&"error[not-utf8]".to_owned()));
    }
    // Half of a character: as an escape, in UTF-16, and as UTF-8 that is none.
    let lone = BROKEN.replace("User", "\\ud800");
    assert!(found("escape.json", lone).contains(&"warning[lone-surrogate]".to_owned()));
    let mut half = utf16(true, false, "{\"parameters\": \"");
    half.extend([0x00, 0xD8]);
    half.extend(utf16(false, false, "\"}"));
    assert!(found("half.json", half).contains(&"error[not-utf8]".to_owned()));
    // Overlong forms of `/` and NUL, a surrogate, more than Unicode has, a start alone.
    for bytes in [&b"\xC0\xAF"[..], b"\xE0\x80\xAF", b"\xC0\x80", b"\xED\xA0\x80", b"\xF4\x90\x80\x80", b"\xF0"] {
        let text = [b"{\"parameters\": \"", bytes, b"\"}"].concat();
        assert!(found("overlong.json", text).contains(&"error[not-utf8]".to_owned()), "{bytes:?}");
    }
}

#[test]
fn nothing_is_nothing_in_every_format() {
    assert_eq!(found("empty.json", ""), ["error[empty-body]"]);
    for name in ["empty.http", "empty.rest", "empty.md", "empty.har", "empty.jsonl", "empty.ndjson"] {
        assert_eq!(found(name, ""), [""; 0], "{name}");
    }
    let folder = empty_folder("nothing");
    write(&folder.join("a.json"), "");
    validate(&folder, &["."]).is(0, UNRECOGNISED, UNSEEN);
    validate(&folder, &["--fix", "--unsafe-fixes", "a.json", "--quiet"]);
    assert_eq!(super::read(&folder.join("a.json")), "");
}
