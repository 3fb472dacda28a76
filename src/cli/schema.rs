//! `schema`: prints the JSON Schema of a request body or of an answer, for editors and other validators.

use super::args::Schema;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::body::{answer_schema, json_schema};
use crate::catalogue::{Catalogue, Primitive};
use crate::operation::NamedRequest;
use crate::operations;
use crate::sheet::{self, Lookup, find};

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

/// The schema of a body or of an answer, made from the metadata.
fn of_request(request: &NamedRequest, response: bool) -> Result<String, Failure> {
    let catalogue = Catalogue::builtin();
    let name = request.name(catalogue);
    let route = request.route(catalogue);
    let label = route.graph.label();
    let (schema, what) = if response {
        let answer = sheet::answer(&route, request.method());
        // A stream is not JSON.
        let answer = answer.filter(|value| value.primitive() != Some(Primitive::Stream));
        (answer.map(|value| answer_schema(value, &name, &label)), "answer")
    } else {
        (json_schema(route.body(request.method()), &name, &label), "body")
    };
    let hint = if !response && sheet::answer(&route, request.method()).is_some() {
        "; `--response` prints the schema of the answer"
    } else {
        ""
    };
    let schema =
        schema.ok_or_else(|| Failure::Message(format!("`{name}` has no {what} whose properties are known{hint}")))?;
    serde_json::to_string_pretty(&schema).map_err(|problem| Failure::Message(problem.to_string()))
}
