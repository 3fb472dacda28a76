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
