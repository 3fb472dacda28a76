//! `schema`: prints the JSON Schema of a request body or of an answer, for editors and other validators.

use super::args::Schema;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::body::json_schema;
use crate::catalogue::Catalogue;
use crate::operation::NamedRequest;
use crate::operations;
use crate::sheet::{Lookup, find};

pub(super) fn run(options: &Schema, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let operation = match options.operation.as_slice() {
        [] => operations::default_operation(),
        words => match find(&words.join(" "), Catalogue::builtin()).map_err(Failure::Message)? {
            Lookup::Operation(operation) => operation,
            Lookup::Request(request) => {
                writeln!(shell.streams.stdout, "{}", of_request(&request, options.response)?)?;
                return Ok(EXIT_CLEAN);
            }
        },
    };
    let text = if options.response { operation.response_schema_text } else { operation.body_schema_text };
    writeln!(shell.streams.stdout, "{}", text.trim_end())?;
    Ok(EXIT_CLEAN)
}

/// The schema of a body, made from the metadata.
fn of_request(request: &NamedRequest, response: bool) -> Result<String, Failure> {
    let catalogue = Catalogue::builtin();
    let name = request.name(catalogue);
    if response {
        return Err(Failure::Message(format!("only the body of `{name}` has a schema, not its answer")));
    }
    let route = request.route(catalogue);
    let schema = json_schema(route.body(request.method()), &name, &route.graph.label());
    let schema = schema.ok_or_else(|| Failure::Message(format!("`{name}` has no body whose properties are known")))?;
    serde_json::to_string_pretty(&schema).map_err(|problem| Failure::Message(problem.to_string()))
}
