//! Hostile scripts: 200 KB of one sign, behind a call to Graph and inside of its body, in every language.

use super::dice::Dice;
use super::{empty_folder, validate, write};

/// The length of a text, in bytes.
const LONG: usize = 200_000;

/// The most findings of one file: the syntax errors of one body, up to which it is read, and a few of the call.
const MOST: usize = 10_010;

/// What is repeated. In most languages it opens, closes or joins something.
const SIGNS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "`",
    "$a=",
    "a|",
    "a=a+",
    "a.",
    "a,",
    "<<EOF\n",
    "$(",
    "${",
    "\"${",
    "`${",
    "f\"{",
    "@{a=",
    "@(",
    "@'\n",
    "=>",
    "? :",
    "<T>(",
    "/*",
    "\"\"\"",
    "b(",
    "{a:",
    "[{",
    "if (",
    "function f(",
    "a: |\n ",
    "; then ",
    "resource \"a\" \"b\" {",
];

/// The names of files, and what stands before what is repeated: a whole call, and one whose body goes on.
const LANGUAGES: &[(&str, [&str; 2])] = &[
    (
        "a.ps1",
        [
            "Invoke-MgGraphRequest -Method POST -Uri 'https://graph.microsoft.com/v1.0/users' -Body @{ a = 1 }\n",
            "Invoke-MgGraphRequest -Method POST -Uri 'https://graph.microsoft.com/v1.0/users' -Body @{ a = ",
        ],
    ),
    (
        "a.sh",
        [
            "curl -X POST https://graph.microsoft.com/v1.0/users -d '{\"a\": 1}'\n",
            "curl -X POST https://graph.microsoft.com/v1.0/users -d ",
        ],
    ),
    (
        "a.py",
        [
            "import requests\nrequests.post('https://graph.microsoft.com/v1.0/users', json={'a': 1})\n",
            "import requests\nrequests.post('https://graph.microsoft.com/v1.0/users', json={'a': ",
        ],
    ),
    (
        "a.js",
        [
            "axios.post('https://graph.microsoft.com/v1.0/users', {a: 1});\n",
            "axios.post('https://graph.microsoft.com/v1.0/users', {a: ",
        ],
    ),
    (
        "a.tsx",
        [
            "fetch('https://graph.microsoft.com/v1.0/users', {method: 'POST', body: JSON.stringify({a: 1})});\n",
            "fetch('https://graph.microsoft.com/v1.0/users', {method: 'POST', body: JSON.stringify({a: ",
        ],
    ),
    (
        "a.tf",
        [
            "resource \"msgraph_resource\" \"a\" {\n  url = \"users\"\n  body = { a = 1 }\n}\n",
            "resource \"msgraph_resource\" \"a\" {\n  url = \"users\"\n  body = { a = ",
        ],
    ),
    (
        "a.yml",
        [
            "steps:\n- run: |\n    curl -X POST https://graph.microsoft.com/v1.0/users -d '{\"a\": 1}'\n",
            "steps:\n- run: |\n    curl -X POST https://graph.microsoft.com/v1.0/users -d ",
        ],
    ),
    (
        "a.ipynb",
        [
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [\"import requests\\nrequests.post('https://graph.microsoft.com/v1.0/users', json={'a': 1})\\n",
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [\"import requests\\nrequests.post('https://graph.microsoft.com/v1.0/users', json={'a': ",
        ],
    ),
];

/// A notebook whose cell goes on with `signs` and ends: the text of a cell is a string in JSON.
fn cell(start: &str, signs: &str) -> String {
    format!("{start}{}\"]}}]}}\n", signs.escape_default().to_string().replace("\\'", "'"))
}

#[test]
fn one_sign_again_and_again_comes_to_an_end() {
    for (name, starts) in LANGUAGES {
        let (stem, extension) = name.split_once('.').expect("a name has an extension");
        let folder = empty_folder(&format!("signs-{extension}"));
        for (at, sign) in SIGNS.iter().enumerate() {
            for (which, start) in starts.iter().enumerate() {
                let signs = sign.repeat(LONG / sign.len());
                let text = if extension == "ipynb" {
                    cell(start, &signs)
                } else {
                    // Only a block that ends is one.
                    let end = if extension == "tf" { "\n}\n}\n" } else { "\n" };
                    format!("{start}{signs}{end}")
                };
                write(&folder.join(format!("{stem}{at}-{which}.{extension}")), text);
            }
        }
        let outcome = validate(&folder, &["."]);
        assert!(matches!(outcome.exit, Some(0 | 1)), "{name}: {:?} {}", outcome.exit, outcome.stderr);
        let mut counts = std::collections::BTreeMap::new();
        for line in outcome.stdout.lines().filter(|line| line.starts_with(stem)) {
            *counts.entry(line.split(':').next().unwrap_or_default()).or_insert(0_usize) += 1;
        }
        let many = counts.iter().find(|(_, count)| **count > MOST);
        assert_eq!(many, None, "findings of a file");
    }
}

/// Signs beside which a reader may miss where a character begins.
const ODD: &[&str] =
    &["\u{20AC}", "\u{1F600}", "\\", "\r", "\n", "\\\r", "\"\"", "'''", "r\"", "#", "//", "a", " ", "--", "%", "\0"];

/// `TEXTS=20000 cargo test --test hostile signs_in_any_order` tries more.
#[test]
fn signs_in_any_order_are_read() {
    let texts = std::env::var("TEXTS").ok().and_then(|texts| texts.parse().ok()).unwrap_or(600);
    for (name, starts) in LANGUAGES {
        let (stem, extension) = name.split_once('.').expect("a name has an extension");
        let folder = empty_folder(&format!("any-{extension}"));
        let mut dice = Dice::new(11);
        for number in 0..texts {
            let signs: String = (0..2 + dice.below(12))
                .map(|_| if dice.once_in(2) { dice.one(ODD) } else { dice.one(SIGNS) })
                .collect();
            let start = dice.one(starts);
            let text = if extension == "ipynb" {
                cell(start, &signs)
            } else if dice.once_in(2) {
                format!("{start}{signs}\n")
            } else {
                format!("{signs}\n{start}\n")
            };
            write(&folder.join(format!("{stem}{number}.{extension}")), text);
        }
        let outcome = validate(&folder, &["."]);
        assert!(matches!(outcome.exit, Some(0 | 1)), "{name}: {:?} {}", outcome.exit, outcome.stderr);
    }
}
