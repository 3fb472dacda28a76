//! The catalog of operations: what the reference says of each, as data from `schemas/`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::schema::BodySchema;

/// One operation of Microsoft Graph.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Its name in options and reports: `synchronizationjob_provisionondemand`.
    pub id: String,
    /// Its name in the reference.
    pub title: String,
    /// How much one request may hold.
    pub limits: Limits,
    /// The documented values of `objectTypeName`.
    pub object_types: Vec<ObjectType>,
    /// The ids of the reference's examples, in lower case: GUIDs and distinguished names.
    pub example_ids: Vec<String>,
    /// The JSON Schema of its request body.
    #[serde(skip)]
    pub body: BodySchema,
}

/// How much one request may hold.
#[derive(Debug, Deserialize)]
pub struct Limits {
    /// Members of a group in one request.
    pub members: usize,
    /// Groups in one request.
    pub groups: usize,
}

/// A value of `objectTypeName`.
#[derive(Debug, Deserialize)]
pub struct ObjectType {
    /// The value; case matters.
    pub name: String,
    /// What it stands for, and where.
    #[serde(rename = "use")]
    pub used_for: String,
}

/// The operation that a bare body is taken for.
#[must_use]
pub fn default_operation() -> &'static Operation {
    static OPERATION: LazyLock<Operation> = LazyLock::new(|| {
        let text = include_str!("../schemas/synchronizationjob_provisionondemand.operation.json");
        #[expect(clippy::expect_used, reason = "the text is part of the program, and a test reads it")]
        serde_json::from_str(text).expect("an operation file fits its type")
    });
    &OPERATION
}
