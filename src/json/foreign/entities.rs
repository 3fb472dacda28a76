//! `&quot;` for every quotation mark: the source of a web page.

use super::Form;
use super::lines::replace;
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form::new(ForeignForm::HtmlEntities, undress);

const ENTITIES: [(&str, &str); 16] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&#123;", "{"),
    ("&#125;", "}"),
    ("&#91;", "["),
    ("&#93;", "]"),
    ("&lbrace;", "{"),
    ("&rbrace;", "}"),
];

fn undress(text: &str) -> Option<Vec<Edit>> {
    let entities = memchr::memchr_iter(b'&', text.as_bytes()).filter_map(|at| {
        let (entity, sign) = ENTITIES.iter().find(|(entity, _)| text[at..].starts_with(entity))?;
        Some((at..at + entity.len(), *sign))
    });
    let edits: Vec<_> = entities.collect();
    let marks = edits.iter().filter(|(_, sign)| *sign == "\"").count();
    let bare = memchr::memchr_iter(b'"', text.as_bytes()).count();
    let is_quoted = marks >= 2 && bare * 4 <= marks;
    // Only the brackets or the spaces are entities; what is in strings stays.
    let is_outside = |at: usize| memchr::memchr_iter(b'"', &text.as_bytes()[..at]).count().is_multiple_of(2);
    let structural = || {
        edits
            .iter()
            .filter(|(_, sign)| matches!(*sign, " " | "{" | "}" | "[" | "]"))
            .take(64)
            .all(|(range, _)| is_outside(range.start))
    };
    let is_structural = marks == 0 && edits.len() >= 2 && structural();
    (is_quoted || is_structural).then(|| edits.into_iter().map(|(range, sign)| replace(range, sign)).collect())
}
