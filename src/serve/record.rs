//! A recording of all requests, as HAR 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>), which is whole after each.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::log::Entry;
use super::response::reason;

/// What is before the entries. A file that begins so is a recording of ours, and may be begun anew.
const BEGIN: &str = concat!(
    r#"{"log":{"version":"1.2","creator":{"name":""#,
    env!("CARGO_PKG_NAME"),
    r#"","version":""#,
    env!("CARGO_PKG_VERSION"),
    "\"},\"entries\":[\n"
);
/// The part of it that is the same in every version.
const OURS: &str = concat!(r#"{"log":{"version":"1.2","creator":{"name":""#, env!("CARGO_PKG_NAME"), "\"");
const END: &str = "\n]}}\n";

/// A file that is written to.
#[derive(Debug)]
pub(super) struct Recording(Mutex<State>);

#[derive(Debug)]
struct State {
    file: File,
    /// Where the next entry belongs: before [`END`].
    at: u64,
    is_empty: bool,
    /// Whether it was said that nothing can be written.
    is_broken: bool,
}

impl Recording {
    /// Begins a recording. A file that is not a recording of ours is left alone.
    ///
    /// # Errors
    /// Those of the file system; that the file holds something else.
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut before = Vec::new();
        Read::by_ref(&mut file).take(OURS.len() as u64).read_to_end(&mut before)?;
        if !before.is_empty() && before != OURS.as_bytes() {
            return Err(io::Error::other("the file is not a recording of this program, and is not overwritten"));
        }
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(format!("{BEGIN}{END}").as_bytes())?;
        Ok(Self(Mutex::new(State { file, at: BEGIN.len() as u64, is_empty: true, is_broken: false })))
    }

    ///
    /// # Errors
    /// Those of writing, once; after that nothing more is recorded.
    pub(super) fn add(&self, entry: &Entry) -> io::Result<()> {
        let entry = shown(entry).to_string();
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_broken {
            return Ok(());
        }
        let separator = if state.is_empty { "" } else { ",\n" };
        let written = state.write(&format!("{separator}{entry}{END}"));
        if written.is_err() {
            state.is_broken = true;
            // What was there before is made whole again, if that can be.
            let at = state.at;
            let _ = state.write(END).and_then(|()| state.file.set_len(at + END.len() as u64));
            return written;
        }
        state.at += (separator.len() + entry.len()) as u64;
        state.is_empty = false;
        Ok(())
    }
}

impl State {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.at))?;
        self.file.write_all(text.as_bytes())
    }
}

/// The entry of a request.
fn shown(entry: &Entry) -> Value {
    let headers = |headers: Vec<(String, String)>| -> Vec<Value> {
        headers.into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
    };
    let (url, body) = (entry.url(), entry.body());
    let sent = entry.headers();
    let media_type = sent.iter().find(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
    let media_type = media_type.map(|(_, value)| value.clone()).unwrap_or_default();
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        json!({ "name": name, "value": value })
    });
    let mut request = json!({
        "method": entry.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(sent),
        "queryString": pairs.collect::<Vec<_>>(),
        "headersSize": -1,
        "bodySize": body.len(),
    });
    if !body.is_empty() {
        request["postData"] = json!({ "mimeType": media_type, "text": body });
    } else if entry.is_unseen {
        // It had a body; without a text nobody takes it for empty.
        request["postData"] = json!({ "mimeType": media_type });
    }
    let response = &entry.response;
    let answered = response.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({
        "startedDateTime": entry.at.precise(),
        "time": 0,
        "request": request,
        "response": {
            "status": response.status,
            "statusText": reason(response.status),
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": headers(answered),
            "content": {
                "size": response.body.len(),
                "mimeType": response.value("Content-Type").unwrap_or_default(),
                "text": entry.answer(),
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": response.body.len(),
        },
        "cache": {},
        "timings": { "send": 0, "wait": 0, "receive": 0 },
    })
}
