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
