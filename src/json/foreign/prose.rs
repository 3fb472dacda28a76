//! Words of people or of a page around JSON: `Request body:`, `Here is the JSON:`, `<pre>…</pre>`.

use super::lines::delete;
use super::{Form, is_of_a_string};
use crate::json::ForeignForm;
use crate::text::Edit;

pub(super) const FORM: Form = Form { form: ForeignForm::Prose, undress, absorbs: is_of_a_string, keeps_all: true };

/// Names that a body has where it is a part of something.
const LABELS: [&str; 14] = [
    "body",
    "requestbody",
    "request",
    "payload",
    "data",
    "content",
    "json",
    "rawbody",
    "response",
    "responsebody",
    "input",
    "output",
    "message",
    "postdata",
];

/// What some services and clients put before JSON, so that no program runs it.
const GUARDS: [&str; 5] = [")]}',", ")]}'", "while(1);", "for(;;);", "<![CDATA["];

/// What the mark-up of wikis and forums puts around code, and what ends it.
const TAGS: [(&str, &str); 5] = [
    ("{code:json}", "{code}"),
    ("{code}", "{code}"),
    ("{noformat}", "{noformat}"),
    ("[code]", "[/code]"),
    ("[code=json]", "[/code]"),
];

fn undress(text: &str) -> Option<Vec<Edit>> {
    let lead = text.len() - text.trim_start().len();
    let tag = TAGS.iter().find(|(tag, _)| text[lead..].starts_with(tag)).map(|(tag, end)| (tag.len(), *end));
    if let Some((length, end)) = tag.or_else(|| tag_with_options(&text[lead..])) {
        let from = lead + length;
        let behind = text[from..].rfind(end).map_or(text.len(), |at| from + at);
        let from = from + text[from..].len() - text[from..].trim_start().len();
        let behind = text[..behind].trim_end().len().max(from);
        return Some(vec![delete(0..from), delete(behind..text.trim_end().len().max(behind))]);
    }
    let guard = GUARDS.iter().find(|guard| text[lead..].starts_with(**guard)).map(|guard| lead + guard.len());
    let from = guard.unwrap_or(0);
    let open = from + text[from..].find(['{', '['])?;
    let before = text[from..open].trim();
    if guard.is_none()
        && !is_lead(before, text[..open].ends_with(['\n', ' ', '\t', '>', '\u{201C}', ':', '[']), &text[open..])
    {
        return None;
    }
    let filled = text.trim_end().len();
    // Two brackets end a `CDATA`.
    let end = if guard.is_some() { text.rfind("]]>").unwrap_or(filled) } else { filled };
    let close = text[..end].rfind(['}', ']']).filter(|&close| close > open).map_or(filled, |close| close + 1);
    // Whether the last bracket belongs to the JSON is unknown where quotation marks are after it.
    let behind = if text[close..].contains('"') { filled..filled } else { close..filled };
    let mut edits = vec![delete(0..open), delete(behind)];
    // A comma after a labelled body went on with the next member.
    edits.retain(|edit| !edit.span.is_empty());
    Some(edits)
}

/// The length of a tag with options, `{code:title=a|language=json}`, `[source,json]` and the line below, and what ends it.
fn tag_with_options(text: &str) -> Option<(usize, &'static str)> {
    let line = text.lines().next()?.trim_end();
    if line.starts_with("{code:") && line.ends_with('}') && !line.contains('"') {
        return Some((line.len(), "{code}"));
    }
    let rest = text.strip_prefix("[source").filter(|_| line.ends_with(']'))?;
    let next = rest.lines().nth(1)?.trim_end();
    (next == "----").then(|| (text.find("\n----").map_or(line.len(), |at| at + 5), "----"))
}

/// Whether `before`, which is before a bracket, is not part of the JSON.
fn is_lead(before: &str, parted: bool, rest: &str) -> bool {
    if before.is_empty() || !parted || before.starts_with(['/', '#']) || before.starts_with("<!--") {
        return false;
    }
    // An HTTP message is reported as such.
    let first = before.split_whitespace().next().unwrap_or_default();
    if first.starts_with("HTTP/") || ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&first) {
        return false;
    }
    if let Some(name) = before.strip_suffix([':', '=']) {
        let plain: String = name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let is_name = !name.contains('\n') && LABELS.contains(&plain.as_str());
        if is_name && rest.starts_with('{') {
            return true;
        }
    }
    if before.contains(['"', '\'', '=', ',']) && !before.contains(' ') || before.contains('"') {
        return false;
    }
    let tagged = before.starts_with('<') && before.ends_with(['>']);
    let quoted = matches!(before, "\u{201C}" | "\u{201E}" | "\u{AB}");
    // Words are more than one, or end as a sentence does.
    let words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let sentence = words >= 2 && (rest.starts_with('{') || before.contains('\n') || before.ends_with(':'));
    tagged || quoted || sentence
}
