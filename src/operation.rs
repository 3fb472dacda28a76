//! The catalog of operations: what the reference says of each, as data from `src/operations/`.
//!
//! An operation is three files: what there is to know of it, and the JSON Schemas of its request body and its answer.
//! Adding one is adding its files and its entry in [`FILES`].

mod host;
mod path;
mod reference;
mod target;

use std::sync::LazyLock;

use serde::Deserialize;

pub use reference::{Cloud, Example, ExampleId, Header, Permissions, Privileges, RateLimit, Response, Role, Version};

pub use host::Host;
pub use path::Departure;
pub use target::{Fit, Target};

use crate::languages::{Argument, KnownClient};
use crate::schema::{BodySchema, Names};

/// One operation of Microsoft Graph.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Operation {
    /// Its name in options and reports: `synchronizationjob_provisionondemand`.
    pub id: String,
    /// Its name in the reference.
    pub title: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// Its page in the reference.
    pub documentation: String,
    /// The HTTP method.
    pub method: String,
    /// The path behind host and version, with the names of its variables in braces.
    pub path: String,
    /// The commands of client libraries that send it.
    #[serde(default)]
    pub commands: Vec<Command>,
    /// The headers that the reference names.
    pub headers: Vec<Header>,
    /// Who may call it.
    pub permissions: Permissions,
    /// The directory roles of which a signed-in user needs one.
    pub roles: Vec<Role>,
    /// How often it may be called.
    pub rate_limit: RateLimit,
    /// How much one request may hold.
    pub limits: Limits,
    /// What it answers when all goes well.
    pub response: Response,
    /// The versions of Microsoft Graph that have it.
    pub versions: Vec<Version>,
    /// The clouds that have it.
    pub clouds: Vec<Cloud>,
    /// The documented values of `objectTypeName`.
    pub object_types: Vec<ObjectType>,
    /// The examples of the reference.
    pub examples: Vec<Example>,
    /// The names that people write for those of the schema.
    pub names: Names,
    /// Where all this is said.
    pub sources: Vec<String>,
    /// The ids of the examples, in lower case: GUIDs and distinguished names.
    #[serde(skip)]
    pub example_ids: Vec<String>,
    /// The JSON Schema of its request body.
    #[serde(skip)]
    pub body: BodySchema,
    /// The same as text, draft-07.
    #[serde(skip)]
    pub body_schema_text: &'static str,
    /// The JSON Schema of its answer.
    #[serde(skip)]
    pub answer: BodySchema,
    /// The same as text, draft-07.
    #[serde(skip)]
    pub response_schema_text: &'static str,
}

/// A command of a client library that sends an operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// Its name.
    pub name: String,
    /// The URL that it sends to, in which `{Name}` is the argument of that name.
    pub url: String,
    /// The argument that is the body.
    pub body: String,
}

/// How much one request may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Members of a group in one request.
    pub members: usize,
    /// Groups in one request.
    pub groups: usize,
    /// The page that says so.
    pub source: String,
}

/// A value of `objectTypeName`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectType {
    /// The value; case matters.
    pub name: String,
    /// What it stands for, and where.
    #[serde(rename = "use")]
    pub used_for: String,
}

/// The files of one operation.
struct Files {
    operation: &'static str,
    body: &'static str,
    response: &'static str,
}

const FILES: &[Files] = &[Files {
    operation: include_str!("operations/provision_on_demand/operation.json"),
    body: include_str!("operations/provision_on_demand/schemas/body.json"),
    response: include_str!("operations/provision_on_demand/schemas/response.json"),
}];

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the texts are part of the program, and a test reads them")]
    let operations = FILES.iter().map(read).collect::<Result<_, _>>().expect("operation files fit their type");
    operations
});

fn read(files: &Files) -> Result<Operation, serde_json::Error> {
    let mut operation: Operation = serde_json::from_str(files.operation)?;
    let ids = operation.examples.iter().flat_map(|example| &example.ids);
    operation.example_ids = ids.map(|id| id.id.to_lowercase()).collect();
    operation.body = BodySchema::new(files.body, operation.names.clone());
    operation.body_schema_text = files.body;
    operation.answer = BodySchema::new(files.response, Names::default());
    operation.response_schema_text = files.response;
    Ok(operation)
}

/// Every operation that is known.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter()
}

/// The commands of client libraries that send an operation which is known.
#[must_use]
pub fn clients() -> &'static [KnownClient] {
    static CLIENTS: LazyLock<Vec<KnownClient>> = LazyLock::new(|| {
        let commands = all().flat_map(|operation| operation.commands.iter().map(move |command| (operation, command)));
        let client = |(operation, command): (&Operation, &Command)| KnownClient {
            name: command.name.clone(),
            method: Argument::Always(operation.method.clone()),
            url: Argument::Always(command.url.clone()),
            body: Some(Argument::Named(command.body.clone())),
            base: None,
            any_case: true,
        };
        commands.map(client).collect()
    });
    &CLIENTS
}

/// The operation with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Operation> {
    all().find(|operation| operation.id == id)
}

/// The operation that a bare body is taken for.
#[must_use]
pub fn default_operation() -> &'static Operation {
    &OPERATIONS[0]
}
