//! synchronizationJob: provisionOnDemand. Nothing outside this folder knows the words of its bodies.

mod answers;
mod body;
mod direction;
mod payload;
mod repeats;
pub(super) mod rules;
mod sync_schema;

use crate::operation::{Code, Files};

/// What is known of it.
pub(super) const FILES: Files = Files {
    operation: include_str!("provision_on_demand/operation.json"),
    body: Some(include_str!("provision_on_demand/schemas/body.json")),
    response: Some(include_str!("provision_on_demand/schemas/response.json")),
};

/// What it brings as code.
pub(super) const CODE: Code = Code {
    terms: Some(payload::read),
    is_body: Some(body::is_body),
    settings: &[&direction::SETTING, &sync_schema::SETTING],
    answers: Some(answers::answer),
};
