//! The parts of a message, with their places.

use crate::text::{Edit, Span};

/// One message. All spans lie in the text that it was read from.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The request line or status line, if there is one.
    pub start: Option<StartLine>,
    /// The headers, in the order of the message.
    pub headers: Vec<Header>,
    /// What is after the blank line, without space around it, or `None` if nothing does.
    pub body: Option<Span>,
    /// Whether there is a body that is not written down here: a file that is only named, a form.
    pub body_elsewhere: bool,
    /// The syntax errors, in order.
    pub syntax_errors: Vec<MessageError>,
}

/// The first line of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartLine {
    /// A request line of the form `METHOD URL [HTTP/1.1]`.
    Request {
        /// The whole line without its line end.
        span: Span,
        /// The method, or `None` if the line begins with the URL.
        method: Option<Span>,
        /// The request target: an absolute URL or a path.
        url: Span,
    },
    /// A status line such as `HTTP/1.1 200 OK`.
    Status {
        /// The whole line without its line end.
        span: Span,
        /// The three digits of the status code.
        code: Span,
    },
}

impl StartLine {
    /// The whole line without its line end.
    #[must_use]
    pub fn span(&self) -> Span {
        match *self {
            Self::Request { span, .. } | Self::Status { span, .. } => span,
        }
    }
}

/// A header line of the form `Name: value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The whole line, without its line end.
    pub span: Span,
    /// The name, as written; compare it without regard to case (RFC 9110 section 5.1).
    pub name: Span,
    /// The value, without space around it.
    pub value: Span,
}

/// One departure, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageError {
    /// Which form of error it is.
    pub kind: MessageErrorKind,
    /// The smallest wrong thing; a gap where something is missing.
    pub span: Span,
    /// The edits that correct it, disjoint and in order; empty where no repair is known.
    pub edits: Vec<Edit>,
}

/// The kinds of errors in the form of an HTTP message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageErrorKind {
    /// A blank line between the start line and lines that are headers. The span is the blank line.
    BlankLineBeforeHeaders,
    /// A header directly followed by the body. The span is the gap in which the blank line belongs.
    MissingBlankLine,
    /// A header that is written wrongly. The span is the header, or the part that is wrong.
    MalformedHeader(HeaderFault),
    /// Headers or a body, and no line above that says what to do. The span is the gap before them.
    MissingRequestLine,
    /// A URL without a method. The span is the gap before it.
    MissingMethod,
    /// Of the body only the beginning was written down. The span is the gap after it.
    CutBody,
    /// The markers of an unfinished merge are among the lines before the body. The span is the first of them.
    ConflictMarker,
    /// Something is beside method and URL. The span is what does not belong there.
    MalformedRequestLine(RequestLineFault),
}

/// What is wrong with a request line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestLineFault {
    /// A dash, a colon, brackets, emphasis.
    Decoration,
    /// `post /a`: methods are case-sensitive (RFC 9110 section 9.1).
    LowerCaseMethod,
    /// The URL is in the line below.
    Parted,
    /// The method is after the URL.
    Reversed,
    /// Method and URL have lines with labels of their own.
    Labelled,
    /// It stands behind the `###` that parts two requests, and is read as a title.
    Title,
}

/// What is wrong with a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// The colon is missing: `Content-Type application/json`.
    NoColon,
    /// A space is before the colon: `Content-Type : application/json`.
    SpaceBeforeColon,
    /// No space follows the colon: `Content-Type:application/json`. HTTP allows it.
    NoSpaceBehindColon,
    /// A blank that HTTP does not know, such as a no-break space, at an end of the line or of the value.
    OddBlank,
    /// `- Content-Type: …`, `"Content-Type": "…",`, `'Content-Type' = '…'`: a line of a list or of a program.
    Decorated,
}
