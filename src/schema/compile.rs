//! Building validators: nothing is fetched, and no pattern takes longer than it may.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;

use jsonschema::{Draft, PatternOptions, Retrieve, Uri, ValidationError, ValidationOptions, Validator};
use serde_json::Value;

use super::instance::Instance;
use crate::text::guid;

/// The most steps that matching one pattern against one string may take: patterns with look-around backtrack.
const BACKTRACKING: usize = 100_000;

/// The largest program that a pattern may be compiled to, in bytes.
const PATTERN_SIZE: usize = 4 << 20;

/// Compiles a schema of an operation, draft-07. A format that is not known is an error, so that none is passed over.
pub(super) fn operation(schema: &Value) -> Result<Validator<Instance>, ValidationError<'static>> {
    // The draft is fixed, so that the validator never looks for a metaschema.
    options().with_draft(Draft::Draft7).offline().should_ignore_unknown_formats(false).build(schema)
}

/// Compiles a schema of a user whose files are `files`, by their URIs. With `formats` each `format` has to hold,
/// whatever the draft says of it.
pub(super) fn user(
    schema: &Value,
    draft: Draft,
    base: &str,
    files: HashMap<String, Value>,
    formats: Option<bool>,
) -> Result<Validator<Instance>, ValidationError<'static>> {
    let options = options().with_draft(draft).with_base_uri(base).with_retriever(Files(files));
    match formats {
        Some(formats) => options.should_validate_formats(formats).build(schema),
        None => options.build(schema),
    }
}

fn options() -> ValidationOptions<'static, std::sync::Arc<dyn Retrieve>, Instance> {
    let patterns = PatternOptions::fancy_regex();
    jsonschema::options_for::<Instance>()
        .with_pattern_options(patterns.backtrack_limit(BACKTRACKING).size_limit(PATTERN_SIZE))
        // Drafts before 2019-09 do not know it, and would pass it over.
        .with_format("uuid", |text: &str| guid::is_canonical(text))
}

/// The files that were read.
struct Files(HashMap<String, Value>);

/// There is no such file among them.
#[derive(Debug)]
struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("it was not read")
    }
}

impl Error for Unknown {}

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        self.0.get(uri.as_str()).cloned().ok_or_else(|| Unknown.into())
    }
}
