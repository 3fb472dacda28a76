//! What an operation is: what the reference says of it, as data, and the parts that some bring as code.

mod answer;
mod identifier;
mod named_request;
mod path;
mod reference;
mod setting;
mod target;
mod terms;
mod word;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub(crate) use reference::{Cloud, Example, Header, Permissions, Privileges, RateLimit, Response, Role, Version};

pub(crate) use crate::http::Host;
pub(crate) use named_request::NamedRequest;
pub(crate) use path::Departure;
pub(crate) use target::{Fit, Keys, Likeness, Target, is_elsewhere};

pub(crate) use answer::{Answer, Answers, Asked};
pub(crate) use identifier::{Form, Identifier, OwnedIdentifier, is_powershell_type};
pub(crate) use setting::{Choice, EVERY, Files as SettingFiles, Loaded, OwnKind, OwnSetting, OwnValues};
pub(crate) use terms::{Assumptions, ReadTerms, Terms};
pub(crate) use word::{OwnedWord, Word, is_quotation_mark};

use crate::schema::{BodySchema, Names};

/// One operation of Microsoft Graph.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Operation {
    /// Its name in options and reports: `synchronizationjob_provisionondemand`.
    pub id: String,
    /// Its name in the reference.
    pub title: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// Its page in the reference.
    pub documentation: String,
    pub method: String,
    /// The path after host and version, with the names of its variables in braces.
    pub path: String,
    /// Other paths that it may be called by.
    #[serde(default)]
    pub other_paths: Vec<String>,
    /// The commands of client libraries that send it.
    #[serde(default)]
    pub commands: Vec<Command>,
    /// The methods that stand for other operations on the same path.
    #[serde(default)]
    pub other_methods: Vec<String>,
    /// The headers that the reference names.
    pub headers: Vec<Header>,
    pub permissions: Permissions,
    /// The directory roles of which a signed-in user needs one.
    pub roles: Vec<Role>,
    /// How often it may be called, if that is documented.
    #[serde(default)]
    pub rate_limit: Option<RateLimit>,
    /// How much one request may hold, if that is documented.
    #[serde(default)]
    pub limits: Option<Limits>,
    /// What it answers when all goes well.
    pub response: Response,
    /// The versions of Microsoft Graph that have it.
    pub versions: Vec<Version>,
    /// The clouds that have it.
    pub clouds: Vec<Cloud>,
    /// The documented types of objects, if its bodies name them.
    #[serde(default)]
    pub object_types: Option<ObjectTypes>,
    /// The examples of the reference.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// The names that people write for those of the schema.
    #[serde(default)]
    pub names: Names,
    /// A word of its path that nothing else has, by which a URL of it is known in a text that is broken.
    #[serde(default)]
    pub mark: Option<String>,
    /// How messages call the parts of its bodies.
    #[serde(default)]
    pub words: Words,
    /// Where all this is said.
    pub sources: Vec<String>,
    /// The ids of the examples, in lower case and in order: GUIDs and distinguished names.
    #[serde(skip)]
    example_ids: Vec<String>,
    /// The JSON Schema of its request body.
    #[serde(skip)]
    pub body: BodySchema,
    /// The same as text, draft-07.
    #[serde(skip)]
    pub body_schema_text: &'static str,
    /// The JSON Schema of its answer.
    #[serde(skip)]
    pub answer: BodySchema,
    /// The same as text, draft-07; empty without one.
    #[serde(skip)]
    pub response_schema_text: &'static str,
    /// Its place among the operations that are known.
    #[serde(skip)]
    pub(crate) number: usize,
    /// The segments of each path that it may be called by.
    #[serde(skip)]
    pub(crate) templates: Vec<Vec<String>>,
    /// What it brings as code.
    #[serde(skip)]
    pub(crate) code: Code,
}

/// Operations, each of which is read when it is first asked for: a run on one body needs only one of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operations(pub(crate) &'static [LazyLock<Operation>]);

impl Operations {
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static Operation> + Clone {
        self.0.iter().map(|operation| &**operation)
    }
}

/// A command of a client library that sends an operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Command {
    pub name: String,
    /// The URL that it sends to, in which `{Name}` is the argument of that name.
    pub url: String,
    /// The argument that is the body.
    pub body: String,
}

/// How much one request may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    /// Members of a group in one request.
    pub members: usize,
    pub groups: usize,
    /// The page that says so.
    #[expect(dead_code, reason = "for those who read the data")]
    pub source: String,
}

/// How messages call the parts of bodies, by the names of their properties.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Words {
    pub outline: Option<String>,
    /// An object that is the value of a property, or an element of it.
    pub objects: BTreeMap<String, String>,
    /// What belongs in a list.
    pub elements: BTreeMap<String, String>,
    /// What a request with an empty list does, as a sentence.
    pub empty_list: Option<String>,
    /// Why a value that is blank is refused, and what to do, as sentences without the last full stop.
    pub blank: BTreeMap<String, String>,
    /// Where ids are found, as a clause.
    pub ids: Option<String>,
    /// How many levels PowerShell must write, as a clause.
    pub depth: Option<String>,
}

/// The documented types of objects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectTypes {
    /// The property that names the type.
    pub property: String,
    pub values: Vec<ObjectType>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectType {
    pub name: String,
    /// What it stands for, and where.
    #[serde(rename = "use")]
    pub used_for: String,
}

/// What an operation brings as code. An operation that needs none is data alone.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Code {
    /// Reads its bodies in its own terms.
    pub(crate) terms: Option<ReadTerms>,
    /// Whether a text can be nothing but a body of it, well-formed or not.
    pub(crate) is_body: Option<fn(&str) -> bool>,
    /// The settings that it contributes to the configuration.
    pub(crate) settings: &'static [&'static OwnSetting],
    /// Answers a request to it, where the type of the answer says too little.
    #[cfg_attr(not(feature = "serve"), allow(dead_code, reason = "only the endpoint answers"))]
    pub(crate) answers: Option<Answers>,
}

/// The texts of the files of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Files {
    /// What there is to know of it.
    pub(crate) operation: &'static str,
    /// The JSON Schema of its request body, if it has one.
    pub(crate) body: Option<&'static str>,
    /// The JSON Schema of its answer, if it has one.
    pub(crate) response: Option<&'static str>,
}

impl Operation {
    /// Reads the files of an operation.
    pub(crate) fn read(number: usize, files: Files, code: Code) -> Result<Self, serde_json::Error> {
        let mut operation: Self = serde_json::from_str(files.operation)?;
        operation.number = number;
        let ids = operation.examples.iter().flat_map(|example| &example.ids);
        operation.example_ids = ids.map(|id| id.id.to_ascii_lowercase()).collect();
        operation.example_ids.sort_unstable();
        if let Some(body) = files.body {
            operation.body = BodySchema::new(body, operation.names.clone());
            operation.body_schema_text = body;
        }
        if let Some(response) = files.response {
            operation.answer = BodySchema::new(response, Names::default());
            operation.response_schema_text = response;
        }
        let paths = std::iter::once(&operation.path).chain(&operation.other_paths);
        let segments = |path: &String| path.split('/').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        operation.templates = paths.map(segments).collect();
        operation.code = code;
        Ok(operation)
    }

    /// The names of the documented types of objects.
    pub(crate) fn object_type_names(&self) -> impl Iterator<Item = &str> + Clone {
        let types = self.object_types.as_ref().map_or(&[][..], |types| &types.values);
        types.iter().map(|kind| kind.name.as_str())
    }

    /// Whether an id is in the examples, in any case.
    pub(crate) fn has_example(&self, id: &str) -> bool {
        let order = |example: &String| example.bytes().cmp(id.bytes().map(|byte| byte.to_ascii_lowercase()));
        self.example_ids.binary_search_by(order).is_ok()
    }
}
