//! `schema`: prints the JSON Schema of a request body or of an answer, for editors and other validators.

use super::args::Schema;
use super::{CommandContext, EXIT_CLEAN, Failure, operations};
use crate::operations as known;

pub(super) fn run(options: &Schema, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let operation = match &options.operation {
        Some(id) => operations::find(id)?,
        None => known::default_operation(),
    };
    let text = if options.response { operation.response_schema_text } else { operation.body_schema_text };
    writeln!(shell.streams.stdout, "{}", text.trim_end())?;
    Ok(EXIT_CLEAN)
}
