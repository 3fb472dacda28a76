//! Bodies that are in files of their own, which requests name. The pipeline touches no files: it returns which ones
//! there are and the request of each, and the caller checks them like any other source.

use crate::config::Sender;
use crate::input::Input;
use crate::operation::{Fit, Target};
use crate::operations;
use crate::request::Request;
use crate::source::Source;

/// A body in a file of its own.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// The path, from the folder of the source, as it is there.
    pub path: String,
    /// Whether it need not be there.
    pub may_be_missing: bool,
    /// The 1-based line of the source on which it stands.
    pub line: u32,
    /// The request that takes it.
    pub sender: Sender,
}

/// The bodies that requests to Microsoft Graph in `source`, which `input` reads, take from other files.
#[must_use]
pub(crate) fn named(source: &Source, input: &Input) -> Vec<Named> {
    let mut found = Vec::new();
    if !input.names_files {
        return found;
    }
    for raw in &input.requests(source) {
        let Some(file) = &raw.notes.body_file else { continue };
        let request = Request::read(raw);
        let target = Target::of(&request, operations::all());
        // Other operations may take something else than JSON: a picture, a file.
        let may_be_json = file.path.text.to_ascii_lowercase().ends_with(".json");
        let is_ours = target.operation().is_some() || matches!(target.fit, Fit::Graph) && may_be_json;
        if is_ours {
            let keys = target.keys.iter().map(|(name, span)| (name, span.of(request.text()).to_owned())).collect();
            let sender = Sender { operation: target.operation(), keys, has_variables: file.has_variables };
            let line = source.position(file.path.span.start).line;
            found.push(Named { path: file.path.text.clone(), may_be_missing: file.may_be_missing, line, sender });
        }
    }
    found
}
