//! A request to Graph, and what becomes of it.

use serde_json::Value;

use super::clock::Moment;
use super::coding::CodingError;
use super::refusals::Refusal;
use super::response::Response;
use crate::report::Checked;

/// A request to Graph: of a connection, or of a batch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Incoming<'a> {
    pub(super) method: &'a str,
    /// Path and query, from the version on. Begins with a slash.
    pub(super) target: &'a str,
    pub(super) headers: &'a [(String, String)],
    pub(super) body: &'a [u8],
    /// Why the body could not be decoded. It is empty then.
    pub(super) fault: Option<CodingError>,
    pub(super) now: Moment,
    /// The GUID of the request.
    pub(super) id: &'a str,
}

/// What became of a request.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) response: Response,
    /// Whether the service was seen to answer so.
    pub(super) is_known: bool,
    /// The request, and what is wrong with it.
    pub(super) checked: Checked,
    /// The operation: its id, or its method and path, or `None` if the path is not known.
    pub(super) name: Option<String>,
}

/// What is answered, before it is a response.
pub(super) enum Outcome {
    Success(Response),
    Refused(Refusal, Vec<(&'static str, String)>),
}

impl From<Refusal> for Outcome {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal, Vec::new())
    }
}

/// The media type of answers.
pub(super) const JSON: &str =
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

impl Incoming<'_> {
    /// The value of a header, by its name in any case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The media type of the body, in lower case and without parameters.
    pub(super) fn media_type(&self) -> Option<String> {
        let value = self.header("Content-Type")?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    /// Whether the body is the content of a file, not a value of a type.
    pub(super) fn is_content(&self) -> bool {
        let last = self.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        ["content", "$value", "%24value"].iter().any(|known| last.eq_ignore_ascii_case(known))
    }

    /// The path without the query.
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// A JSON answer as the service labels it.
pub(super) fn success(status: u16, body: &Value) -> Response {
    Response::with_body(status, JSON, serde_json::to_vec(body).unwrap_or_default()).header("OData-Version", "4.0")
}
