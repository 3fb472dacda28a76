//! The rules of the group `docs`, one file each: pages in the style of the Microsoft Graph reference.

mod duplicate_request_name;
mod fence_inside_body;
mod fence_language;
mod malformed_annotation;
mod missing_annotation;
mod response_body_mismatch;
mod response_type_mismatch;
mod several_requests;
mod template_mismatch;
mod unclosed_fence;
mod unknown_block_type;
mod unpaired_response;
mod version_mismatch;

use crate::page::{Block, Page};
use crate::rule::Rule;
use crate::text::{Span, excerpt};

/// The rules of the group.
pub(crate) static RULES: &[Rule] = &[
    malformed_annotation::RULE,
    unknown_block_type::RULE,
    unclosed_fence::RULE,
    fence_inside_body::RULE,
    several_requests::RULE,
    missing_annotation::RULE,
    unpaired_response::RULE,
    duplicate_request_name::RULE,
    response_type_mismatch::RULE,
    response_body_mismatch::RULE,
    fence_language::RULE,
    version_mismatch::RULE,
    template_mismatch::RULE,
];

/// Words of a user, quoted for a sentence.
fn quote(words: &str) -> String {
    format!("`{}`", excerpt(words, 60))
}

/// The place of the first words of a block; its fence where it has none.
fn first_words(block: &Block<'_>) -> Span {
    let line = Page::lines(block.mapped.text(), block.content.range()).find(|line| !line.is_empty());
    line.map_or(block.opener, |line| block.mapped.locate(line))
}
