//! Recordings of a browser or a proxy: HAR 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>).
//!
//! Bodies are JSON inside of JSON strings; some tools write them in Base64.

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine};

use crate::input::composed::Composed;
use crate::input::envelope::with_batches;
use crate::input::{Claim, Input, Opened, may_be_object_with};
use crate::json::{Kind, Node};
use crate::request::{ContainerKind, Notes, RawRequest};
use crate::source::Source;
use crate::text::mapped::MappedText;
use crate::text::timestamp;
use crate::text::words::Words;

pub(crate) const INPUT: Input = Input {
    name: "har",
    extensions: &["har"],
    json: true,
    claims,
    open,
    comments: None,
    names_files: false,
    by_line: false,
};

/// Names that the format has at its top.
static NAMES: Words = Words::new(&["log", "version", "entries"]);

fn claims(source: &Source) -> Option<Claim> {
    let is_recording = || {
        let document = source.json();
        let log = document.tree.root().and_then(|root| root.get("log"));
        log.is_some_and(|log| log.get("version").is_some() && log.get("entries").is_some())
    };
    let certain = INPUT.is_named(source) || may_be_object_with(source, &NAMES) && is_recording() || is_entry(source);
    certain.then_some(Claim::Certain)
}

fn open(source: &Source) -> Opened<'_> {
    Opened::new(requests(source).into_iter())
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let document = source.json();
    let root = document.tree.root();
    let entries = root.and_then(|root| root.get("log").unwrap_or(root).get("entries")).or(root);
    let entries: Vec<Node<'_>> = match entries {
        Some(entry) if entry.kind() == Kind::Object => vec![entry],
        entries => entries.into_iter().flat_map(Node::elements).collect(),
    };
    let found = entries.into_iter().filter_map(|entry| request(source.text(), entry));
    with_batches(source.text(), found.collect())
}

/// Whether a text is a part of a recording: one of its entries, a list of them, or what stands in `log`.
fn is_entry(source: &Source) -> bool {
    static NAMES: Words = Words::new(&["startedDateTime"]);
    if !source.text().trim_start().starts_with(['{', '[']) || !NAMES.any_in(source.text()) {
        return false;
    }
    let document = source.json();
    let Some(root) = document.tree.root() else { return false };
    let first = root.get("entries").unwrap_or(root);
    let first = first.elements().next().unwrap_or(first);
    first.get("startedDateTime").is_some() && first.get("request").is_some_and(|it| it.get("url").is_some())
}

fn request<'a>(text: &'a str, entry: Node<'_>) -> Option<RawRequest<'a>> {
    let request = entry.get("request")?;
    let inner = MappedText::whole(text);
    let mut composed = Composed::new(text, &inner);
    composed.request_line(request.get("method"), None, request.get("url"));
    composed.listed_headers(request.get("headers"), "name");
    if let Some(data) = request.get("postData") {
        body(&mut composed, data);
    }
    let answer = entry.get("response");
    let status = answer.and_then(|response| response.get("status")).filter(|status| status.kind() == Kind::Number);
    let (message, response) = match answer.zip(status) {
        Some((response, status)) => {
            let message = composed.response(status);
            composed.listed_headers(response.get("headers"), "name");
            if let Some(content) = response.get("content") {
                body(&mut composed, content);
            }
            (message, Some(composed.message()))
        }
        None => (composed.message(), None),
    };
    let started = entry.get("startedDateTime").and_then(Node::string);
    let notes = Notes { sent: started.and_then(|started| timestamp::read(&started)), ..Notes::default() };
    Some(RawRequest { notes, ..composed.finish(None, ContainerKind::Recording, message, response) })
}

/// Adds the `text` of `postData` or `content`. One that stands for something else than a text is not looked at.
fn body(composed: &mut Composed<'_, '_>, data: Node<'_>) {
    let Some(text) = data.get("text").filter(|text| text.kind() == Kind::String) else {
        composed.unseen_body();
        return;
    };
    let encoding = ["encoding", "_encoding"].into_iter().find_map(|key| data.get(key)?.string());
    if !encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        composed.text_body(text);
        return;
    }
    let bytes = base64(&text.string().unwrap_or_default());
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(decoded) => composed.decoded_body(&decoded, text.span()),
        None => composed.unseen_body(),
    }
}

/// The bytes that Base64 stands for (RFC 4648 section 4). White space is let pass, and padding may be absent, as recorders write it.
fn base64(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let compact: String = text.split_ascii_whitespace().collect();
    GeneralPurpose::new(&alphabet::STANDARD, LENIENT).decode(compact).ok()
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_decoded() {
        for (text, bytes) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v\nYmE=", "fooba"), ("w7zDtg", "üö")] {
            assert_eq!(base64(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(base64("Zg-"), None);
    }
}
