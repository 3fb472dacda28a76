//! Ids that nothing but their digits tells from others, and texts that differ in nothing but such ids. The fuzz targets share
//! it.

use msgraph_lint::finding::Finding;
use msgraph_lint::operations;

/// Ids that are like any other; the first three are those that [`renamed`] gives.
pub(crate) const ORDINARY: [&str; 4] = [
    "5b0d8f3e-6a41-4c27-9e15-7d2c8b9f0a36",
    "c2f71a90-3d5e-4b68-8f24-e19a6c70d5b3",
    "7e94c0b1-58fd-4a3c-b6e7-0f82d13a9c45",
    "19ab6d72-e03f-4589-a1c4-36f5b7e8d290",
];

/// What was found, as far as it does not depend on where the text lies.
pub(crate) fn told(findings: &[Finding], behind: u32) -> Vec<(&'static str, u32, u32, String, Option<String>)> {
    let told = |finding: &Finding| {
        let (start, end) = (finding.span.start - behind, finding.span.end - behind);
        (finding.rule.id, start, end, finding.message.clone(), finding.pointer.clone())
    };
    findings.iter().map(told).collect()
}

/// The text with other ordinary ids in place of its own, the same ones where it has the same ones. None if it has none, or
/// one in other dress besides.
pub(crate) fn renamed(text: &str) -> Option<String> {
    let examples: Vec<&String> = operations::all().iter().flat_map(|operation| &operation.example_ids).collect();
    let is_ordinary = |word: &str| {
        let form = word.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'4',
            19 => b"89ab".contains(&byte),
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        });
        form && !examples.iter().any(|example| *example == word)
    };
    let mut renamed = String::new();
    let mut met: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(quote) = text[at..].find('"') {
        let start = at + quote + 1;
        renamed.push_str(&text[at..start]);
        at = start;
        let Some(word) = text.get(start..start + 36).filter(|word| is_ordinary(word)) else { continue };
        if !text[start + 36..].starts_with('"') {
            continue;
        }
        let number = met.iter().position(|other| *other == word).unwrap_or(met.len());
        if number == met.len() {
            met.push(word);
        }
        renamed.push_str(&format!("{}{number:03x}", &ORDINARY[number % 3][..33]));
        at += 36;
    }
    renamed += &text[at..];
    let plain = |text: &str| text.to_lowercase().replace('-', "");
    (!met.is_empty() && !met.iter().any(|id| plain(&renamed).contains(&plain(id)))).then_some(renamed)
}
