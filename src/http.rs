//! HTTP as people write it: request and status lines, headers, a body, every part with its place, and the syntax errors met.
//!
//! Beside the hosts of Microsoft Graph, nothing here knows what a request is for. Terms are those of RFC 9110 and RFC 9112.

mod header_line;
mod host;
mod labelled_lines;
mod message;
pub(crate) mod odata;
mod parts;
mod request_line;
mod status_line;
mod url;

pub(crate) use host::{Host, names_graph};
pub(crate) use message::is_status_line;
pub use message::read;
pub use parts::{Header, HeaderFault, Message, MessageError, MessageErrorKind, RequestLineFault, StartLine};
pub(crate) use url::is_of_gap;
pub use url::{Segment, Url, UrlFault, UrlFaultKind};
