//! What the service refuses, and in which words, by the rule that finds it.
//!
//! A row is here only where the service itself does not take the request: its reader cannot read it, or its router cannot route
//! it. What else is wrong is found, and answered as if it were right, unless `--strict` is given.

use super::source;
use crate::finding::{Finding, Severity};
use crate::report::Checked;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
    /// Whether the service was seen to answer so; otherwise code or words are ours.
    pub(super) is_known: bool,
}

/// The text for a body that is not JSON, and for one without a type.
pub(super) const UNREADABLE: &str = "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid \
                                     JSON format.";
/// The text for a body that is not there.
pub(super) const EMPTY: &str = "Empty Payload. JSON content expected.";

/// A row of the table: the rule, and what is answered where it finds an error. `{}` stands for the words that it found.
struct Row {
    rule: &'static str,
    status: u16,
    code: &'static str,
    message: &'static str,
    is_known: bool,
    /// Whether it goes for operations too whose bodies are known better than by their types.
    always: bool,
}

const fn known(rule: &'static str, status: u16, code: &'static str, message: &'static str) -> Row {
    Row { rule, status, code, message, is_known: true, always: true }
}

const fn made_up(rule: &'static str, status: u16, code: &'static str, message: &'static str) -> Row {
    Row { rule, status, code, message, is_known: false, always: true }
}

const fn by_type(rule: &'static str, message: &'static str) -> Row {
    Row { rule, status: 400, code: READ, message, is_known: false, always: false }
}

const READ: &str = "RequestBodyRead";
const BAD: &str = "BadRequest";
const NO_PROPERTY: &str = "The property '{}' does not exist on its type. Make sure to only use property names that are defined by \
                           the type or mark the type as open type.";

/// The most important first: a request is refused for one reason only.
const ROWS: &[Row] = &[
    made_up("missing-api-version", 404, "NotFound", "Every path of Microsoft Graph begins with /v1.0 or /beta."),
    known("unknown-path", 400, BAD, "Resource not found for the segment '{}'."),
    known("misspelt-action", 400, BAD, "Resource not found for the segment '{}'."),
    made_up("composite-job-id", 400, BAD, "Resource not found for the segment 'job'."),
    made_up("unknown-function-parameter", 400, BAD, "Resource not found for the segment '{}'."),
    made_up("wrong-method", 405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."),
    made_up("missing-ref", 400, BAD, "Write requests are only supported on contained entities."),
    made_up(
        "missing-consistency-level",
        400,
        "Request_UnsupportedQuery",
        "The query needs the header 'ConsistencyLevel: eventual'.",
    ),
    made_up("unknown-query-property", 400, BAD, "Could not find a property named '{}'."),
    made_up("unknown-query-option", 400, BAD, "The query parameter '{}' is not supported."),
    made_up("malformed-filter", 400, BAD, "Invalid filter clause."),
    known("missing-content-type", 400, BAD, UNREADABLE),
    known("empty-body", 400, BAD, EMPTY),
    made_up("double-encoded-body", 400, READ, "A JSON object was expected as the payload."),
    made_up("duplicate-key", 400, READ, "Multiple properties with the name '{}' were detected."),
    made_up("body-not-object", 400, READ, "A JSON object was expected as the payload."),
    made_up("unknown-property", 400, READ, NO_PROPERTY),
    made_up("property-case", 400, READ, NO_PROPERTY),
    made_up("property-alias", 400, READ, NO_PROPERTY),
    made_up("misplaced-property", 400, READ, NO_PROPERTY),
    made_up("legacy-object-type", 400, READ, NO_PROPERTY),
    made_up("not-an-array", 400, READ, "A 'StartArray' node was expected when reading from the JSON reader."),
    made_up(
        "unexpected-array",
        400,
        READ,
        "An unexpected 'StartArray' node was found when reading from the JSON reader.",
    ),
    made_up("wrong-type", 400, READ, "Cannot read the value '{}' as the expected type."),
    by_type("malformed-guid", "Cannot convert the literal '{}' to the expected type 'Edm.Guid'."),
    by_type("malformed-date-time", "Cannot convert the literal '{}' to the expected type."),
    by_type("unknown-enum-member", "Requested value '{}' was not found."),
    by_type("unknown-odata-type", "A type named '{}' could not be resolved by the model."),
    by_type("malformed-bind", "The value of '{}' cannot be bound."),
];

/// The reason for which the service does not take a request, or `None` if it does. `is_deep` says that the operation is known better
/// than by its types; `is_json`, whether its reader takes the body.
pub(super) fn of(checked: &Checked, is_deep: bool, is_json: bool) -> Option<Refusal> {
    let errors = || checked.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let by_row = |rows: &[Row]| {
        rows.iter().filter(|row| row.always || !is_deep).find_map(|row| {
            let finding = errors().find(|finding| finding.rule.id == row.rule)?;
            let message = row.message.replace("{}", &words(checked, finding));
            Some(Refusal { status: row.status, code: row.code, message, is_known: row.is_known })
        })
    };
    // What is about the body comes after whether it can be read at all.
    let of_body = ROWS.iter().position(|row| row.rule == "empty-body").map_or(ROWS.len(), |at| at + 1);
    let (before, behind) = ROWS.split_at_checked(of_body).unwrap_or((ROWS, &[]));
    let is_foreign = errors().any(|finding| finding.rule.id == source::ENCODING);
    by_row(before).or_else(|| (is_foreign || !is_json).then(unreadable)).or_else(|| by_row(behind))
}

/// Of an id that no object has.
pub(super) fn no_such(id: &str) -> Refusal {
    let id = crate::source::visible(id, false);
    let message =
        format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
    Refusal { status: 404, code: "Request_ResourceNotFound", message, is_known: false }
}

/// Of a body that is not JSON.
pub(super) fn unreadable() -> Refusal {
    Refusal { status: 400, code: BAD, message: UNREADABLE.to_owned(), is_known: true }
}

/// Of a body of another type.
pub(super) fn wrong_media_type(media_type: &str) -> Refusal {
    let supported = supported_types().join(", ");
    let message = format!(
        "A supported MIME type could not be found that matches the content type of the response. None of the supported type(s) \
         '{supported}' matches the content type '{media_type}'."
    );
    Refusal { status: 400, code: READ, message, is_known: true }
}

/// The media types that the service lists: every combination of three parameters, the longest first.
fn supported_types() -> Vec<String> {
    let mut types = Vec::new();
    for metadata in ["minimal", "full", "none", ""] {
        for streaming in ["true", "false", ""] {
            for compatible in ["false", "true", ""] {
                let parameters =
                    [("odata.metadata", metadata), ("odata.streaming", streaming), ("IEEE754Compatible", compatible)];
                let given = parameters.iter().filter(|(_, value)| !value.is_empty());
                let given = given.map(|(name, value)| format!(";{name}={value}"));
                types.push(format!("application/json{}", given.collect::<String>()));
            }
        }
    }
    types
}

/// Of a request that has a finding at error level, where the user wants none.
pub(super) fn strict(checked: &Checked) -> Option<Refusal> {
    let finding = checked.findings.iter().find(|finding| finding.severity == Severity::Error)?;
    let message = format!("{} ({}).", finding.message, finding.rule.id);
    Some(Refusal { status: 400, code: BAD, message, is_known: false })
}

/// The words that a finding is about, short and without what must not be shown.
fn words(checked: &Checked, finding: &Finding) -> String {
    let span = finding.span;
    if checked.source.secrets_in(span).next().is_some() {
        return crate::text::secret::MASK.to_owned();
    }
    let words = span.of(checked.source.text()).trim_matches('"');
    let short: String = words.chars().take(80).collect();
    crate::source::visible(&short, false).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn every_row_is_about_a_rule() {
        let ids: Vec<&str> = rules::infos().iter().map(|rule| rule.id).collect();
        let unknown = ROWS.iter().map(|row| row.rule).chain([source::ENCODING, source::TOKEN]);
        let unknown: Vec<&str> = unknown.filter(|rule| !ids.contains(rule)).collect();
        assert_eq!(unknown, [""; 0]);
    }

    #[test]
    fn the_list_of_types_begins_and_ends_as_the_service_has_it() {
        let types = supported_types();
        assert_eq!(types.len(), 36);
        assert_eq!(types[0], "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false");
        assert_eq!(types[35], "application/json");
    }
}
