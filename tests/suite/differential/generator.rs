//! Makes shell scripts that send a body, in the ways in which people write them.

use serde_json::Value;

use super::mistakes::Mistake;
use crate::support::dice::Dice;
use crate::support::payloads::{LAYOUTS, raw};

/// The path of the operation, with made-up ids.
const PATH: &str = "/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/Box.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac-1d2e-4f3a-8b5c-6d7e8f901a2b/provisionOnDemand";
const HOST: &str = "https://graph.microsoft.com";

/// A script.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) text: String,
    /// What is in the file that it sends, if it sends one.
    pub(super) file: Option<String>,
    /// The mistake in it.
    pub(super) wanted: Option<&'static Mistake>,
    /// The body without the mistake.
    pub(super) body: Value,
}

/// How a text is quoted.
#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    Single,
    Double,
    Ansi,
    /// A here-document in which variables expand.
    Expanding,
    Verbatim,
}

fn quoted(text: &str, quotes: Quotes) -> String {
    let prefixed = |special: &[char]| {
        let mut written = String::new();
        for character in text.chars() {
            if special.contains(&character) {
                written.push('\\');
            }
            written.push(character);
        }
        written
    };
    match quotes {
        Quotes::Single => format!("'{}'", text.replace('\'', r"'\''")),
        Quotes::Double => format!("\"{}\"", prefixed(&['"', '\\', '$', '`'])),
        Quotes::Ansi => format!("$'{}'", prefixed(&['\\', '\'']).replace('\n', "\\n").replace('\t', "\\t")),
        Quotes::Expanding => prefixed(&['\\', '$', '`']),
        Quotes::Verbatim => text.to_owned(),
    }
}

/// The script with this number that sends `body`.
pub(super) fn script(number: usize, body: &Value, jq: bool, mistake: Option<&'static Mistake>) -> Script {
    let mut dice = Dice::new(number as u64);
    let mut json = raw(body, LAYOUTS[dice.below(LAYOUTS.len())]);
    if json.contains('\r') {
        json = json.replace('\r', "");
    }
    let mut wanted = None;
    if let Some(mistake) = mistake
        && let Some(made) = (mistake.make)(&json)
    {
        json = made;
        wanted = Some(mistake);
    }
    let mut made = Script { text: String::new(), file: None, wanted, body: body.clone() };
    let mut before = String::from(dice.one(&[
        "#!/bin/bash\n",
        "#!/usr/bin/env bash\nset -euo pipefail\n\n",
        "",
        "# A comment's quote\n",
    ]));
    let pipes = dice.below(3) == 0;
    // The body as an argument, or as what is written to the client.
    let argument;
    let (mut input, mut behind) = (String::new(), String::new());
    let of_text = wanted.is_some_and(|mistake| mistake.of_text);
    let with_jq = jq && !of_text && dice.below(6) == 0;
    if with_jq {
        let filter = quoted(&json.replace('\'', "\\u0027"), Quotes::Single);
        let flags = dice.one(&["-n", "-nc", "--null-input", "-c -n"]);
        if pipes {
            input = format!("jq {flags} {filter} |{}", dice.one(&[" ", "\n  ", " \\\n"]));
            argument = "@-".to_owned();
        } else {
            before.push_str(&format!("payload=$(jq {flags} {filter})\n"));
            argument = "\"$payload\"".to_owned();
        }
    } else if pipes {
        argument = "@-".to_owned();
        let quotes = if dice.below(2) == 0 { Quotes::Expanding } else { Quotes::Verbatim };
        let delimiter = if quotes == Quotes::Verbatim { dice.one(&["'EOF'", "\"EOF\"", "\\EOF"]) } else { "EOF" };
        match dice.below(5) {
            0 => input = format!("echo {} | ", quoted(&json, Quotes::Single)),
            1 => input = format!("printf '%s' {} |\\\n  ", quoted(&json, Quotes::Double)),
            2 => behind = format!(" <<{delimiter}\n{}\nEOF", quoted(&json, quotes)),
            3 => behind = format!(" <<< {}", quoted(&json, Quotes::Single)),
            _ => {
                input = format!("cat <<{delimiter} | ");
                behind = format!("\n{}\nEOF", quoted(&json, quotes));
            }
        }
    } else {
        match dice.below(10) {
            0 => argument = quoted(&json, Quotes::Single),
            1 => argument = quoted(&json, Quotes::Double),
            2 => argument = quoted(&json, Quotes::Ansi),
            3 => {
                before.push_str(&format!("body={}\n", quoted(&json, Quotes::Single)));
                argument = dice.one(&["\"$body\"", "\"${body}\""]).to_owned();
            }
            4 => {
                before.push_str(&format!("body=$(cat <<EOF\n{}\nEOF\n)\n", quoted(&json, Quotes::Expanding)));
                argument = "\"$body\"".to_owned();
            }
            5 => {
                before.push_str(&format!("read -r -d '' BODY <<'JSON' || true\n{json}\nJSON\n"));
                argument = "\"$BODY\"".to_owned();
            }
            6 => {
                before
                    .push_str(&format!("make_body() {{\n  cat <<EOF\n{}\nEOF\n}}\n", quoted(&json, Quotes::Expanding)));
                argument = "\"$(make_body)\"".to_owned();
            }
            7 => (before, argument) = interrupted(before, &json, &mut dice),
            8 if wanted.is_none() => {
                made.file = Some(json.clone());
                argument = format!("@body-{number:05}.json");
            }
            _ => {
                before.push_str(&format!("declare -r body={}\n", quoted(&json, Quotes::Double)));
                argument = "\"$body\"".to_owned();
            }
        }
    }
    let url = match dice.below(4) {
        0 => format!("'{HOST}{PATH}'"),
        1 => {
            before.push_str(&format!("GRAPH={HOST}\n"));
            format!("\"${{GRAPH}}{PATH}\"")
        }
        2 => {
            before.push_str(&format!("url=\"{HOST}{PATH}\"\n"));
            "\"$url\"".to_owned()
        }
        _ => format!("{HOST}{PATH}"),
    };
    let call = call(&mut dice, &mut before, &url, &argument, pipes);
    let (open, close) = match dice.below(5) {
        0 if behind.is_empty() => ("send() {\n  ", "\n}\nsend\n"),
        1 if behind.is_empty() => ("response=$(", ")\n"),
        2 if behind.is_empty() => ("if true; then\n    ", "\nfi\n"),
        _ => ("", "\n"),
    };
    made.text = format!("{before}{open}{input}{call}{behind}{close}");
    made
}

/// The body in single quotes, with a variable in between.
fn interrupted(mut before: String, json: &str, dice: &mut Dice) -> (String, String) {
    let Some(start) = json.find("-4") else { return (before, quoted(json, Quotes::Single)) };
    let words = &json[start..start + 5];
    before.push_str(&format!("PART={}{words}\n", dice.one(&["", "''", "\"\""])));
    let variable = dice.one(&["'\"$PART\"'", "'$PART'", "'\"${PART}\"'"]);
    let (first, last) = (json[..start].replace('\'', r"'\''"), json[start + 5..].replace('\'', r"'\''"));
    (before, format!("'{first}{variable}{last}'"))
}

/// The command that sends `argument`.
fn call(dice: &mut Dice, before: &mut String, url: &str, argument: &str, pipes: bool) -> String {
    let goes_on = dice.one(&[" ", " \\\n  ", " \\\n\t"]);
    let bearer = dice.one(&["-H \"Authorization: Bearer x\"", "--header 'Authorization: Bearer x'"]);
    let parts = match dice.below(4) {
        0 => {
            let method = dice.one(&["--method post", "--method=POST", "-m POST"]);
            let headers =
                dice.one(&["--headers Content-Type=application/json", "--headers \"Content-Type=application/json\""]);
            // `az` reads no standard input.
            if pipes {
                return curl(dice, before, goes_on, bearer, url, argument);
            }
            vec![
                "az rest".to_owned(),
                method.to_owned(),
                format!("--uri {url}"),
                headers.to_owned(),
                format!("--body {argument}"),
            ]
        }
        1 if pipes => vec![
            dice.one(&["http", "xh", "http POST", "xh post"]).to_owned(),
            url.to_owned(),
            "Content-Type:application/json".to_owned(),
            "\"Authorization:Bearer x\"".to_owned(),
        ],
        2 if !pipes && !argument.starts_with('@') => vec![
            "wget".to_owned(),
            "--method=POST".to_owned(),
            "--header='Content-Type: application/json'".to_owned(),
            "--header=\"Authorization: Bearer x\"".to_owned(),
            format!("--body-data={argument}"),
            url.to_owned(),
        ],
        _ => return curl(dice, before, goes_on, bearer, url, argument),
    };
    parts.join(goes_on)
}

fn curl(dice: &mut Dice, before: &mut String, goes_on: &str, bearer: &str, url: &str, argument: &str) -> String {
    let mut parts = vec!["curl".to_owned()];
    parts.push(dice.one(&["-X POST", "-XPOST", "-sX POST", "--request POST", "-s"]).to_owned());
    parts.push(bearer.to_owned());
    if dice.below(5) == 0 {
        parts.push(format!("--json {argument}"));
    } else {
        let header = dice.one(&[
            "-H 'Content-Type: application/json'",
            "-H Content-Type:application/json",
            "--header \"content-type: application/json\"",
        ]);
        if dice.below(4) == 0 {
            before.push_str(&format!("options=(-s {header})\n"));
            parts.push("\"${options[@]}\"".to_owned());
        } else {
            parts.push(header.to_owned());
        }
        let option = dice.one(&["-d ", "--data ", "--data-binary ", "-sd ", "-d"]);
        parts.push(format!("{option}{argument}"));
    }
    let url = if dice.below(3) == 0 { format!("--url {url}") } else { url.to_owned() };
    let place = 1 + dice.below(parts.len());
    parts.insert(place, url);
    parts.join(goes_on)
}
