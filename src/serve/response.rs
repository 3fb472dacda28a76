//! An answer, and how it is written on the connection.

use std::io::Write;

use super::clock::Moment;

#[derive(Clone, Debug, Default)]
pub(crate) struct Response {
    pub(super) status: u16,
    /// All but those that say how it is framed, and `Date`.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body; of `204` there is none.
    pub(super) body: Vec<u8>,
}

impl Response {
    /// An answer without a body.
    pub(super) fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// An answer of this type.
    pub(super) fn with_body(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("Content-Type", content_type.to_owned())], body: body.into() }
    }

    pub(super) fn json(status: u16, body: &serde_json::Value) -> Self {
        // A `Value` can always be written.
        Self::with_body(status, "application/json", serde_json::to_vec(body).unwrap_or_default())
    }

    /// The same with another header.
    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The value of a header that it has.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Writes it. A client that asked with `HEAD` gets no body.
    pub(super) fn write(&self, out: &mut Vec<u8>, now: Moment, is_head: bool, keep_alive: bool) {
        let has_length = self.status != 204;
        self.write_head(out, now);
        if has_length {
            let _ = write!(out, "Content-Length: {}\r\n", self.body.len());
        }
        if !keep_alive {
            out.extend_from_slice(b"Connection: close\r\n");
        }
        out.extend_from_slice(b"\r\n");
        if has_length && !is_head {
            out.extend_from_slice(&self.body);
        }
    }

    /// Writes the head of an answer without an end, whose body comes in chunks.
    pub(super) fn write_stream(&self, out: &mut Vec<u8>, now: Moment) {
        self.write_head(out, now);
        out.extend_from_slice(b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
    }

    fn write_head(&self, out: &mut Vec<u8>, now: Moment) {
        // Writing to memory cannot fail.
        let _ = write!(out, "HTTP/1.1 {} {}\r\nDate: {}\r\n", self.status, reason(self.status), now.http_date());
        for (name, value) in &self.headers {
            let _ = write!(out, "{name}: ");
            // A value may hold what a client sent.
            out.extend(value.bytes().map(|byte| if matches!(byte, b' '..=b'~') { byte } else { b'?' }));
            out.extend_from_slice(b"\r\n");
        }
    }
}

/// Writes a chunk of a body.
pub(super) fn write_chunk(out: &mut Vec<u8>, bytes: &[u8]) {
    if !bytes.is_empty() {
        let _ = write!(out, "{:x}\r\n", bytes.len());
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\r\n");
    }
}

/// The reason phrase of a status (RFC 9110 section 15).
pub(super) fn reason(status: u16) -> &'static str {
    match status {
        100 => "Continue",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        424 => "Failed Dependency",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Unknown",
    }
}
