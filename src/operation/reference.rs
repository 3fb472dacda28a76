//! The parts of a page of the reference: headers, permissions, limits, the answer, versions, clouds, examples.

use serde::Deserialize;

/// A header of the request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub name: String,
    pub value: String,
    /// Whether the request fails without it.
    pub required: bool,
}

/// Who may call an operation.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Permissions {
    /// With a signed-in user of a work or school account, or `None` if that is not supported.
    pub delegated_work: Option<Privileges>,
    /// With a signed-in user of a personal Microsoft account, or `None` if that is not supported.
    pub delegated_personal: Option<Privileges>,
    /// Without a signed-in user, or `None` if that is not supported.
    pub application: Option<Privileges>,
}

/// The permissions of which one is enough.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Privileges {
    /// Those that allow the least beside.
    pub least: Vec<String>,
    pub higher: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub name: String,
    /// What it is needed for; everything if nothing is said.
    #[serde(rename = "for")]
    pub used_for: Option<String>,
}

/// How often an operation may be called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateLimit {
    pub requests: u32,
    /// … in so many seconds.
    pub seconds: u32,
    /// The page that says so.
    #[expect(dead_code, reason = "for those who read the data")]
    pub source: String,
}

/// What an operation answers when all goes well.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Response {
    pub status: u16,
    pub reason: String,
    /// The type of the body, in the namespace `microsoft.graph`; none without a body.
    #[serde(rename = "type")]
    #[serde(default)]
    pub type_name: Option<String>,
    /// What it holds, in words that follow "a body".
    #[serde(default)]
    pub about: Option<String>,
    /// Its properties that are strings with JSON in them.
    #[serde(default)]
    pub json_strings: Vec<String>,
}

/// A version of Microsoft Graph.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Version {
    /// The segment of the URL.
    pub name: String,
    /// Year and month since when it has the operation, if that is known.
    #[serde(default)]
    pub since: Option<String>,
}

/// A deployment of Microsoft Graph.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cloud {
    /// Its name in the reference.
    pub name: String,
    pub host: String,
}

/// An example of the reference.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    #[expect(dead_code, reason = "for those who read the data")]
    pub name: String,
    /// The ids in its URL and its body.
    pub ids: Vec<ExampleId>,
}

/// An id in an example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExampleId {
    /// As the page has it.
    pub id: String,
    /// The variable of the URL or the property of the body that it stands for.
    #[expect(dead_code, reason = "for those who read the data")]
    pub role: String,
}
