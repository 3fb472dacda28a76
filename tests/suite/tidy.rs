//! What nobody sees in one file alone: how much of the library is public.

use std::fs;

use crate::support::files::files_below;

/// Each is a promise to the users of the library, or needed by a test, a benchmark or a fuzz target.
const MOST_PUBLIC_ITEMS: usize = 350;

fn is_public_item(line: &str) -> bool {
    let Some(item) = line.trim_start().strip_prefix("pub ") else { return false };
    let item = item.strip_prefix("const ").filter(|item| item.starts_with("fn ")).unwrap_or(item);
    ["fn ", "struct ", "enum ", "trait ", "const ", "type ", "mod "].iter().any(|word| item.starts_with(word))
}

#[test]
fn few_items_are_public() {
    let files =
        files_below("src").into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut public: Vec<(usize, String)> = files
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source is text");
            (text.lines().filter(|line| is_public_item(line)).count(), path.display().to_string())
        })
        .collect();
    public.sort();
    let count: usize = public.iter().map(|(count, _)| count).sum();
    assert!(count > 100, "the sources were not found");
    assert!(count <= MOST_PUBLIC_ITEMS, "{count} public items; make some `pub(crate)`: {public:?}");
}

/// A doc comment of so few words only repeats the name.
const FEW_WORDS: usize = 4;

/// Most of them are the help of options and their values.
const MOST_SHORT_DOCS: usize = 60;

fn is_short_doc(line: &str) -> bool {
    let Some(words) = line.trim_start().strip_prefix("///") else { return false };
    !words.is_empty() && !words.starts_with(" #") && words.split_whitespace().count() <= FEW_WORDS
}

#[test]
fn doc_comments_say_more_than_the_name() {
    let mut short = Vec::new();
    for path in
        files_below("src").into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
    {
        let text = fs::read_to_string(&path).expect("a source is text");
        let lines = text.lines().filter(|line| is_short_doc(line));
        short.extend(lines.map(|line| format!("{}: {}", path.display(), line.trim())));
    }
    let count = short.len();
    assert!(
        count <= MOST_SHORT_DOCS,
        "{count} lines of doc comments have {FEW_WORDS} words or fewer; give units, meaning and reason, or make the item \
         private and delete the comment:\n{}",
        short.join("\n")
    );
}

/// Words of a private dialect, each with the standard term. They are split, so that this list does not find itself.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&[concat!("sl", "ip"), concat!("sl", "ips"), concat!("sl", "ipped")], "syntax error"),
    (&[concat!("pass", "age"), concat!("pass", "ages")], "mapped text"),
    (&[concat!("prem", "ise"), concat!("prem", "ises")], "assumptions"),
    (&[concat!("mis", "fit"), concat!("mis", "fits")], "violations"),
    (&[concat!("lac", "king")], "missing"),
    (&[concat!("crooked", "ness")], "indent mismatch"),
    (&[concat!("surround", "ings")], "environment"),
    (&[concat!("led", "ger"), concat!("led", "gers")], "baseline"),
    (&[concat!("to", "ld"), concat!("te", "lls"), concat!("te", "ll")], "reported, says, shows, distinguished"),
];

/// Files whose words are not ours.
const FOREIGN: &[(&str, &str)] = &[
    ("Cargo.lock", "names of crates"),
    ("LICENSE-APACHE", "the text of the licence"),
    ("editors/vscode/package-lock.json", "names of packages and hashes"),
    ("fixtures/", "what users write, and reports that quote it"),
    ("fuzz/Cargo.lock", "names of crates"),
    ("schemas/catalogue/", "names of Microsoft Graph"),
];

/// The words of a text in lower case, each with its line. A name is split into its parts: `onPremises` is `on`, `premises`.
fn words(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.lines().enumerate().flat_map(|(line, text)| {
        let mut words: Vec<(usize, String)> = Vec::new();
        let mut before = ' ';
        for character in text.chars() {
            let is_part = character.is_alphabetic();
            let begins = !before.is_alphabetic() || before.is_lowercase() && character.is_uppercase();
            if is_part && begins {
                words.push((line + 1, String::new()));
            }
            if let (true, Some((_, word))) = (is_part, words.last_mut()) {
                word.extend(character.to_lowercase());
            }
            before = character;
        }
        words
    })
}

/// The forbidden words in `text`, each with its line and what to write. `onPremises` is a name of Microsoft's.
fn forbidden(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = String::new();
    for (line, word) in words(text) {
        let entry = FORBIDDEN.iter().find(|(forms, _)| forms.contains(&word.as_str()));
        if let Some((_, instead)) = entry
            && before != "on"
        {
            found.push(format!("{line}: `{word}`; write: {instead}"));
        }
        before = word;
    }
    found
}

#[test]
fn plain_words_are_used() {
    let mut found = Vec::new();
    let mut count = 0;
    let files = ignore::WalkBuilder::new(".").hidden(false).filter_entry(|entry| entry.file_name() != ".git").build();
    for entry in files {
        let entry = entry.expect("the folder of the project can be read");
        let path = entry.path().strip_prefix(".").expect("it is below").to_string_lossy().replace('\\', "/");
        let is_foreign = FOREIGN.iter().any(|(start, _)| path.starts_with(start));
        if is_foreign || !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        // What is not text, such as a picture, has no words.
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        count += 1;
        found.extend(forbidden(&text).into_iter().map(|words| format!("{path}:{words}")));
    }
    assert!(count > 1000, "{count} files: the project was not found");
    found.sort();
    assert!(found.is_empty(), "these words have a standard term:\n{}", found.join("\n"));
}

#[test]
fn forbidden_words_are_found_in_names_too() {
    let name = format!("is{}Text, max_{}", concat!("Pass", "age"), concat!("SL", "IPS"));
    assert_eq!(forbidden(&name).len(), 2, "{name}");
    assert_eq!(forbidden(concat!("onPrem", "isesSyncEnabled, on-prem", "ises, in", "telligence")).len(), 0);
}
