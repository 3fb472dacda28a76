//! The synchronization schema of a job, as the service answers it and a user saved it: which rules the job has, and what
//! they map.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;

use crate::operation::{Assumptions, Identifier, OwnKind, OwnSetting, SettingFiles};
use crate::operations::synchronization::job_id;
use crate::rule::Context;

/// What `GET …/synchronization/jobs/{id}/schema` answers, as far as a request depends on it.
///
/// PowerShell writes the names with capitals, so both spellings are read.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SyncSchema {
    #[serde(rename = "synchronizationRules", alias = "SynchronizationRules")]
    rules: Vec<SyncRule>,
}

/// A `synchronizationRule` of a synchronization schema.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct SyncRule {
    /// The id that `ruleId` refers to.
    #[serde(alias = "Id")]
    pub(super) id: String,
    /// What people call it; empty if it has no name.
    #[serde(default, alias = "Name", deserialize_with = "or_default")]
    pub(super) name: String,
    #[serde(default, rename = "objectMappings", alias = "ObjectMappings", deserialize_with = "or_default")]
    mappings: Vec<Mapping>,
    #[serde(default, alias = "Metadata", deserialize_with = "or_default")]
    metadata: Vec<Metadata>,
}

#[derive(Clone, Debug, Deserialize)]
struct Mapping {
    #[serde(default, rename = "sourceObjectName", alias = "SourceObjectName", deserialize_with = "or_default")]
    source: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Metadata {
    #[serde(alias = "Key")]
    key: String,
    #[serde(default, alias = "Value", deserialize_with = "or_default")]
    value: serde_json::Value,
}

/// Why a text is not a synchronization schema.
#[derive(Debug)]
pub(super) enum SyncSchemaError {
    /// It is not JSON, or lacks what every schema has.
    Unreadable(serde_json::Error),
    /// It has no rules at all.
    Empty,
}

impl fmt::Display for SyncSchemaError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("is not the synchronization schema of a job: ")?;
        match self {
            Self::Unreadable(error) => write!(formatter, "{error}"),
            Self::Empty => formatter.write_str("`synchronizationRules` is empty"),
        }
    }
}

impl std::error::Error for SyncSchemaError {}

impl SyncSchema {
    /// Reads the JSON of a schema.
    ///
    /// # Errors
    /// [`SyncSchemaError`].
    pub(super) fn parse(text: &str) -> Result<Self, SyncSchemaError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let schema: Self = serde_json::from_str(text).map_err(SyncSchemaError::Unreadable)?;
        if schema.rules.is_empty() { Err(SyncSchemaError::Empty) } else { Ok(schema) }
    }

    pub(super) fn rules(&self) -> &[SyncRule] {
        &self.rules
    }

    /// The rule with this id. The case of GUIDs has no meaning.
    pub(super) fn rule(&self, id: &str) -> Option<&SyncRule> {
        self.rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
    }

    /// The rules that may be run on demand: those that say so, or all where none says anything of it.
    pub(super) fn on_demand(&self) -> Vec<&SyncRule> {
        let is_marked = self.rules.iter().any(|rule| rule.on_demand().is_some());
        self.rules.iter().filter(|rule| !is_marked || rule.on_demand() == Some(true)).collect()
    }
}

impl SyncRule {
    /// The types of the objects that it provisions (`objectMappings[].sourceObjectName`), each once.
    pub(super) fn types(&self) -> Vec<&str> {
        let mut types: Vec<&str> = Vec::new();
        for mapping in self.mappings.iter().filter(|mapping| !mapping.source.is_empty()) {
            if !types.contains(&mapping.source.as_str()) {
                types.push(&mapping.source);
            }
        }
        types
    }

    /// What its metadata says of `supportsProvisionOnDemand`.
    fn on_demand(&self) -> Option<bool> {
        let entry = self.metadata.iter().find(|entry| entry.key.eq_ignore_ascii_case("supportsProvisionOnDemand"))?;
        Some(match &entry.value {
            serde_json::Value::String(word) => word.eq_ignore_ascii_case("true"),
            value => value.as_bool() == Some(true),
        })
    }
}

/// The service writes `null` for what is not there.
fn or_default<'de, D: serde::Deserializer<'de>, T: Default + Deserialize<'de>>(reader: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}

/// The setting that names the files of schemas.
pub(super) static SETTING: OwnSetting = OwnSetting {
    name: "sync-schemas",
    about: "The synchronization schemas of jobs: files with the answer of `GET …/synchronization/jobs/{id}/schema`, by the \
            id of the job. The one of `*` is for all other jobs, and for requests that name none, such as bare bodies. \
            Paths are from the folder of the file that names them.",
    default: "{}",
    example: "[sync-schemas]\n\"*\" = \"schemas/default.json\"\n\"scim.980e9d6184814105a82598d1f1c1b8f2\" = \"schemas/scim.json\"",
    kind: OwnKind::Files(&SettingFiles {
        keys: "ids of jobs",
        content: "The file must hold the answer of `GET …/synchronization/jobs/{id}/schema`.",
        read: |text| match SyncSchema::parse(text) {
            Ok(schema) => Ok(Arc::new(schema)),
            Err(error) => Err(error.to_string()),
        },
        option: "sync-schema",
        option_about: "The synchronization schema of the job: the answer of GET …/synchronization/jobs/{id}/schema. With it, \
                       the ids of rules and the types of objects are checked against what the job has",
    }),
};

/// The schema of the job, if the user gave one. It settles which rules and types are right.
pub(super) fn of<'a>(assumptions: &Assumptions<'a>) -> Option<&'a SyncSchema> {
    assumptions.own.file(SETTING.name, assumptions.key(job_id::KEY).map(job_id::own))
}

/// The same, of the job that a request names.
pub(super) fn sync_schema<'c>(context: &'c Context<'_>) -> Option<&'c SyncSchema> {
    of(context.assumptions())
}

/// The rule of the schema that a `ruleId` names.
pub(super) fn sync_rule<'c>(context: &'c Context<'_>, rule: Option<Identifier<'_>>) -> Option<&'c SyncRule> {
    sync_schema(context)?.rule(&rule?.key()?)
}

#[cfg(test)]
mod tests {
    use super::SyncSchema;

    #[test]
    fn both_spellings_are_read() {
        let schema = SyncSchema::parse(
            r#"{"@odata.context": "x", "SynchronizationRules": [
                {"Id": "A", "Name": null, "ObjectMappings": [{"SourceObjectName": "User"}, {"SourceObjectName": "User"}]},
                {"Id": "B", "Name": "b", "Metadata": [{"Key": "supportsProvisionOnDemand", "Value": "True"}]}]}"#,
        );
        let schema = schema.expect("it is a schema");
        assert_eq!(schema.rule("a").map(|rule| rule.types()), Some(vec!["User"]));
        assert_eq!(schema.on_demand().iter().map(|rule| rule.name.as_str()).collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn all_rules_may_run_where_none_is_marked() {
        let schema = SyncSchema::parse(r#"{"synchronizationRules": [{"id": "a"}, {"id": "b", "metadata": []}]}"#);
        assert_eq!(schema.expect("it is a schema").on_demand().len(), 2);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "{", "[]", "{}", r#"{"synchronizationRules": []}"#, r#"{"synchronizationRules": [{}]}"#] {
            assert!(SyncSchema::parse(text).is_err(), "{text}");
        }
    }
}
