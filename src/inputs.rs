//! The input formats, one file each.

mod answer;
mod batch;
mod envelope;
mod har;
mod http_file;
mod json_body;
mod json_lines;
mod markdown;
mod notebook;
mod postman;
mod script;
mod yaml;

use std::borrow::Cow;

use crate::input::{Claim, Input, language};
use crate::source::Source;

/// Every input format. The first of those with the strongest claim reads a source.
pub const INPUTS: &[Input] = &[
    http_file::INPUT,
    markdown::INPUT,
    script::INPUT,
    yaml::INPUT,
    notebook::INPUT,
    json_lines::INPUT,
    har::INPUT,
    postman::INPUT,
    batch::INPUT,
    envelope::INPUT,
    answer::INPUT,
    json_body::INPUT,
];

/// The extensions of the files that formats read, in lower case.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    INPUTS.iter().flat_map(|input| input.extensions).copied()
}

/// The format of a text that is a body and nothing else.
pub(crate) const BODY: &Input = &json_body::INPUT;

/// The format that reads `source`, which somebody named.
#[must_use]
pub fn claiming(source: &Source) -> Option<&'static Input> {
    claim(source).map(|(_, input)| input)
}

/// The format that reads `source`, and how sure it is of it. What nobody named is read only where that is
/// [`Claim::Certain`]. `None` if it is in a language that no format reads.
#[must_use]
pub fn claim(source: &Source) -> Option<(Claim, &'static Input)> {
    if unreadable(source).is_some() { None } else { claim_read(source) }
}

/// The language of a source that no format reads. No extension is that of a format and of such a language.
pub(crate) fn unreadable(source: &Source) -> Option<Cow<'static, str>> {
    let is_named = INPUTS.iter().any(|input| input.is_named(source));
    if is_named { None } else { language::unreadable(source.name(), source.text()) }
}

/// The same for a source of which it is known that some format reads its language.
pub(crate) fn claim_read(source: &Source) -> Option<(Claim, &'static Input)> {
    // Where each line stands for itself, the first one says nothing of the others.
    let by_line = INPUTS.iter().find(|input| input.by_line && input.is_named(source));
    if let Some(input) = by_line {
        return Some(((input.claims)(source)?, input));
    }
    let mut strongest: Option<(Claim, &'static Input)> = None;
    for input in INPUTS {
        match (input.claims)(source) {
            Some(Claim::Certain) => return Some((Claim::Certain, input)),
            Some(claim) if strongest.is_none_or(|(known, _)| known < claim) => strongest = Some((claim, input)),
            _ => {}
        }
    }
    strongest
}

/// The format of a source that is to match a schema of the user's: one JSON text, or one in each line.
#[must_use]
pub(crate) fn by_schema(source: &Source) -> &'static Input {
    INPUTS.iter().find(|input| input.by_line && (input.claims)(source).is_some()).unwrap_or(BODY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_extension_of_a_format_is_one_of_an_unread_language() {
        for extension in extensions() {
            assert_eq!(language::unreadable(&format!("a.{extension}"), ""), None, "{extension}");
        }
    }
}
