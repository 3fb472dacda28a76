//! What a client would send that was given some arguments. It reads only the options that the generator writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A request as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sent {
    pub(super) method: String,
    pub(super) url: String,
    /// By name, in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Option<Value>,
}

pub(super) fn sent(arguments: &[&str], stdin: &str, folder: &Path) -> Option<Sent> {
    let (client, arguments) = arguments.split_first()?;
    let mut sent = Sent { method: String::new(), url: String::new(), headers: BTreeMap::new(), body: None };
    let mut text = None;
    let mut words = arguments.iter().copied();
    let header = |sent: &mut Sent, header: &str, sign: char| {
        let (name, value) = header.split_once(sign).unwrap_or((header, ""));
        sent.headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
    };
    while let Some(word) = words.next() {
        let (option, joined) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option, Some(value)),
            _ => (word, None),
        };
        let mut value = || joined.or_else(|| words.next()).unwrap_or_default();
        match (*client, option) {
            ("curl", "-X" | "--request" | "-sX") | ("az", "--method" | "-m") | ("wget", "--method") => {
                sent.method = value().to_owned();
            }
            ("curl", "-H" | "--header") | ("wget", "--header") => header(&mut sent, value(), ':'),
            ("curl", "-d" | "--data" | "--data-raw" | "--data-binary" | "-sd") | ("az", "--body" | "-b") => {
                text = Some(value().to_owned());
            }
            ("wget", "--body-data" | "--post-data") | ("http" | "xh", "--raw") => text = Some(value().to_owned()),
            ("curl", "--json") => {
                text = Some(value().to_owned());
                header(&mut sent, "Content-Type: application/json", ':');
            }
            ("curl", "--url") | ("az", "--uri" | "--url" | "-u") => sent.url = value().to_owned(),
            ("az", "--headers") => header(&mut sent, value(), '='),
            ("az", "rest") | ("curl", "-s" | "-sS" | "-f") => {}
            ("curl", _) if word.starts_with("-X") => sent.method = word[2..].to_owned(),
            ("curl", _) if word.starts_with("-d") => text = Some(word[2..].to_owned()),
            ("http" | "xh", "POST" | "post") => sent.method = word.to_owned(),
            _ if word.starts_with("https://") => sent.url = word.to_owned(),
            ("http" | "xh", _) if word.contains(':') => header(&mut sent, word, ':'),
            _ => return None,
        }
    }
    let text = match text.as_deref().and_then(|text| text.strip_prefix('@')) {
        Some("-") => Some(stdin.to_owned()),
        Some(path) => Some(fs::read_to_string(folder.join(path)).ok()?),
        None => text.or_else(|| (!stdin.is_empty()).then(|| stdin.to_owned())),
    };
    if let Some(text) = text {
        sent.body = Some(serde_json::from_str(&text).ok()?);
    }
    if sent.method.is_empty() {
        sent.method = "POST".to_owned();
    }
    sent.method.make_ascii_uppercase();
    // What the client itself says of a body that nothing is said of.
    sent.headers.entry("content-type".to_owned()).or_insert_with(|| "application/json".to_owned());
    Some(sent)
}
