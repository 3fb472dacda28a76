//! The synchronization schema of a job, as the service answers it and a user saved it: which rules the job has, and what
//! they map.

use std::fmt;

use serde::Deserialize;

/// What `GET …/synchronization/jobs/{id}/schema` answers, as far as a request depends on it.
///
/// PowerShell writes the names with capitals, so both spellings are read.
#[derive(Clone, Debug, Deserialize)]
pub struct SyncSchema {
    #[serde(rename = "synchronizationRules", alias = "SynchronizationRules")]
    rules: Vec<SyncRule>,
}

/// A `synchronizationRule`.
#[derive(Clone, Debug, Deserialize)]
pub struct SyncRule {
    /// What `ruleId` names.
    #[serde(alias = "Id")]
    pub id: String,
    /// What people call it; empty if it has no name.
    #[serde(default, alias = "Name", deserialize_with = "or_default")]
    pub name: String,
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
pub enum SyncSchemaError {
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
    pub fn parse(text: &str) -> Result<Self, SyncSchemaError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let schema: Self = serde_json::from_str(text).map_err(SyncSchemaError::Unreadable)?;
        if schema.rules.is_empty() { Err(SyncSchemaError::Empty) } else { Ok(schema) }
    }

    /// Its rules.
    #[must_use]
    pub fn rules(&self) -> &[SyncRule] {
        &self.rules
    }

    /// The rule with this id. The case of GUIDs has no meaning.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&SyncRule> {
        self.rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(id))
    }

    /// The rules that may be run on demand: those that say so, or all where none says anything of it.
    #[must_use]
    pub fn on_demand(&self) -> Vec<&SyncRule> {
        let tells = self.rules.iter().any(|rule| rule.on_demand().is_some());
        self.rules.iter().filter(|rule| !tells || rule.on_demand() == Some(true)).collect()
    }
}

impl SyncRule {
    /// The types of the objects that it provisions (`objectMappings[].sourceObjectName`), each once.
    #[must_use]
    pub fn types(&self) -> Vec<&str> {
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
    fn where_no_rule_tells_all_may_run() {
        let schema = SyncSchema::parse(r#"{"synchronizationRules": [{"id": "a"}, {"id": "b", "metadata": []}]}"#);
        assert_eq!(schema.expect("it is a schema").on_demand().len(), 2);
    }

    #[test]
    fn other_texts_are_told_apart() {
        for text in ["", "{", "[]", "{}", r#"{"synchronizationRules": []}"#, r#"{"synchronizationRules": [{}]}"#] {
            assert!(SyncSchema::parse(text).is_err(), "{text}");
        }
    }
}
