//! What a container says of a request besides what is sent: when, under which id, after which others.

use crate::json::Holes;
use crate::languages::NoteKind;
use crate::text::Span;

/// What is noted of a request. Unlike the parts of the request itself, these are places in the source.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// When it was sent, in milliseconds since 1970 (UTC). Recordings know it.
    pub sent: Option<i64>,
    /// The first sign of the place where the container describes it.
    pub entry: Option<Span>,
    /// The number of its batch, if it is one of a batch. A source may hold several batches.
    pub batch: usize,
    /// The id by which its answer and other requests of a batch refer to it.
    pub id: Option<Mark>,
    /// Whether it has an id that is only known when it is sent, or may have one.
    pub has_unknown_id: bool,
    /// Whether a part of its URL is only known when it is sent, if it is one of a batch or of a workflow.
    pub has_url_hole: bool,
    /// The ids of the requests of the batch that have to be answered before it.
    pub after: Vec<Mark>,
    /// Whether it has a member `method`, if it is one of a batch.
    pub has_method: bool,
    /// Whether it has a member `url`, if it is one of a batch.
    pub has_url: bool,
    /// Places in the text of the request of values that are only known when it is sent.
    pub unknown: Vec<Span>,
    /// Whether its body or its headers stand somewhere else.
    pub is_body_apart: bool,
    /// Whether the client adds the header `Content-Type` to a body that is JSON.
    pub is_typed: bool,
    /// Whether the client may add it, which is not documented.
    pub is_typed_perhaps: bool,
    /// Whether the client adds the header `Authorization`.
    pub is_authorized: bool,
    /// Whether the client encodes what a URL may not have.
    pub encodes_url: bool,
    /// The file that its body is taken from.
    pub body_file: Option<BodyFile>,
    /// What is known of it besides because a script sends it.
    pub script: Option<Box<ScriptNotes>>,
}

/// What is peculiar to a request of a script. Unlike the rest, all places are places in the text of the request.
#[derive(Clone, Debug, Default)]
pub struct ScriptNotes {
    /// What is not known before the script runs.
    pub holes: Holes,
    /// Whether its client takes the names of properties in any case, and sends the right ones.
    pub any_case: bool,
    /// What rules may say of the call.
    pub notes: Vec<ScriptNote>,
}

/// Something that a rule may say of a call.
#[derive(Clone, Debug)]
pub struct ScriptNote {
    /// The part of the call that the note is about.
    pub span: Span,
    /// Another place that belongs to it, for those kinds that have one.
    pub other: Option<Span>,
    /// Which peculiarity of the call it is.
    pub kind: NoteKind,
}

/// A file that a body is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyFile {
    /// Its path, from the folder of the source, as it is there.
    pub path: Mark,
    /// Whether variables in it are filled in before it is sent.
    pub has_variables: bool,
    /// Whether it may be made by a program before the request is sent, or lie in another folder: then it need not be there.
    pub may_be_missing: bool,
}

/// A name at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it is in the source.
    pub span: Span,
    /// The name as the source writes it.
    pub text: String,
}
