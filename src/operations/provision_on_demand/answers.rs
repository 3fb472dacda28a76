//! What the service answers to provisionOnDemand.
//!
//! Known are the form of the answer ([reference](https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand#response)),
//! and the refusal of a rule that the job does not have
//! ([issue 10716](https://github.com/microsoftgraph/microsoft-graph-docs/issues/10716)). That a body without `parameters` is refused is
//! known too ([issue 8519](https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8519)), but not in which words.

use serde::Serialize;
use serde_json::{Value, json};

use super::sync_schema;
use crate::json::Node;
use crate::operation::{Answer, Asked};
use crate::operations::synchronization::job_id;

/// The most members of a group whose steps are answered, over all groups.
const MOST_MEMBERS: usize = 20;

pub(super) fn answer(asked: &Asked<'_>) -> Answer {
    let entries = asked.root.and_then(|root| root.get("parameters"));
    let entries: Vec<Node<'_>> = entries.into_iter().flat_map(Node::elements).collect();
    if entries.is_empty() {
        return Answer::Refused {
            code: "BadRequest",
            message: "A required parameter is missing: parameters.".to_owned(),
            is_known: false,
        };
    }
    let schema = sync_schema::of(asked.assumptions);
    for entry in &entries {
        // Some programs leave the rule out, and say that it works. An empty one is refused.
        let Some(rule) = text(*entry, "ruleId") else { continue };
        if rule.trim().is_empty() || schema.is_some_and(|schema| schema.rule(&rule).is_none()) {
            return unknown_rule(asked, &rule);
        }
    }
    let subjects = entries.iter().flat_map(|entry| entry.get("subjects")).flat_map(Node::elements);
    Answer::Success(success(asked, subjects))
}

fn unknown_rule(asked: &Asked<'_>, rule: &str) -> Answer {
    let job = asked.assumptions.key(job_id::KEY).map(job_id::own).unwrap_or_default();
    let message = format!(
        "The request identified this synchronization job: {job}.  The request also identified this synchronization rule: \
         {rule}.  However, the job does not include the rule."
    );
    Answer::Refused { code: "RequestParameterInvalid", message, is_known: true }
}

fn success<'n>(asked: &Asked<'_>, subjects: impl Iterator<Item = Node<'n>>) -> Value {
    let mut subjects = subjects.peekable();
    let first = subjects.peek().copied();
    let members = subjects.flat_map(|subject| std::iter::once(subject).chain(members(subject)));
    let steps: Vec<Step> = members.take(MOST_MEMBERS).flat_map(steps).collect();
    let job = asked.assumptions.key(job_id::KEY).map(job_id::own).unwrap_or_default();
    let value = Provisioning {
        id: asked.id,
        action: "Create",
        change_id: asked.id,
        job_id: job,
        start_time: asked.now,
        end_time: asked.now,
        initiating_user: "",
        modified_properties: [],
        provisioning_steps: &steps,
        reportable_identifier: first.and_then(|subject| text(subject, "objectId")).unwrap_or_default(),
        source_identity: Identity::of(first, "source"),
        target_identity: Identity::of(first, "target"),
        status_info: Status { odata_type: "#microsoft.graph.statusBase", status: "success" },
    };
    json!({
        "@odata.context": format!(
            "https://graph.microsoft.com/{}/$metadata#microsoft.graph.stringKeyStringValuePair", asked.version
        ),
        "key": r#"{"result":"Success","details":{}}"#,
        // Strings and lists of them can always be written.
        "value": serde_json::to_string(&value).unwrap_or_default(),
    })
}

/// What the string `value` holds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Provisioning<'a> {
    id: &'a str,
    action: &'static str,
    change_id: &'a str,
    job_id: &'a str,
    start_time: &'a str,
    end_time: &'a str,
    initiating_user: &'static str,
    modified_properties: [(); 0],
    provisioning_steps: &'a [Step],
    reportable_identifier: String,
    source_identity: Identity,
    target_identity: Identity,
    status_info: Status,
}

#[derive(Serialize)]
struct Status {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    status: &'static str,
}

/// An object that has no properties yet.
#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
#[serde(rename_all_fields = "camelCase", untagged)]
enum Identity {
    Known { id: String, display_name: String, identity_type: String, details: Empty },
    Unknown {},
}

impl Identity {
    fn of(subject: Option<Node<'_>>, side: &str) -> Self {
        let Some(subject) = subject else { return Self::Unknown {} };
        let kind = text(subject, "objectTypeName").unwrap_or_default();
        Self::Known {
            id: text(subject, "objectId").unwrap_or_default(),
            display_name: format!("{kind} in the {side} directory"),
            identity_type: kind,
            details: Empty {},
        }
    }
}

fn members(subject: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    subject.get("links").and_then(|links| links.get("members")).into_iter().flat_map(Node::elements)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    name: &'static str,
    provisioning_step_type: &'static str,
    status: &'static str,
    description: String,
    details: Empty,
}

/// What is done with each object, in the words of the provisioning logs.
fn steps(subject: Node<'_>) -> [Step; 4] {
    let id = text(subject, "objectId").unwrap_or_default();
    let kind = text(subject, "objectTypeName").unwrap_or_default();
    let step = |name, provisioning_step_type, description| Step {
        name,
        provisioning_step_type,
        status: "Success",
        description,
        details: Empty {},
    };
    [
        step("EntryImportAdd", "import", format!("{kind} {id} was read from the source")),
        step("EntrySynchronizationScoping", "scoping", format!("{kind} {id} is in scope")),
        step("EntryMatching", "matching", format!("no match for {kind} {id} in the target")),
        step("EntryExportAdd", "export", format!("{kind} {id} would be created in the target")),
    ]
}

fn text(node: Node<'_>, name: &str) -> Option<String> {
    node.get(name).and_then(Node::string).map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::json::parse;
    use crate::operation::{Assumptions, OwnKind, OwnValues};
    use crate::text::Span;

    fn answered(body: &str, schema: Option<&str>) -> Answer {
        let mut own = OwnValues::default();
        if let (Some(text), OwnKind::Files(files)) = (schema, &sync_schema::SETTING.kind) {
            own.set_file(sync_schema::SETTING.name, "*", (files.read)(text).expect("it is a schema"));
        }
        let assumptions = Assumptions {
            own: &own,
            keys: vec![(job_id::KEY, "scim.1")],
            written: 1,
            placeholders: &[],
            catalogue: Catalogue::builtin(),
            named: None,
        };
        let document = parse(body, Span::whole(body));
        answer(&Asked {
            root: document.tree.root(),
            assumptions: &assumptions,
            version: "beta",
            now: "2026-03-01T09:30:00.000Z",
            id: "I",
        })
    }

    #[test]
    fn both_strings_hold_json_made_of_the_request() {
        let body = r#"{'parameters': [{"ruleId": "R", "subjects": [{"objectId": "O", "objectTypeName": "Group",
            "links": {"members": [{"objectId": "M", "objectTypeName": "User"}]}}]}]}"#;
        let Answer::Success(answer) = answered(body, None) else { panic!("it is refused") };
        let inner = |name: &str| -> Value {
            serde_json::from_str(answer[name].as_str().expect("a string")).expect("JSON in a string")
        };
        assert_eq!(inner("key")["result"], "Success");
        let value = inner("value");
        assert_eq!(value["sourceIdentity"]["id"], "O");
        assert_eq!(value["jobId"], "scim.1");
        assert_eq!(value["provisioningSteps"].as_array().map(Vec::len), Some(8));
    }

    #[test]
    fn a_rule_that_the_job_lacks_is_refused() {
        let body = |rule: &str| format!(r#"{{"parameters": [{{"ruleId": "{rule}", "subjects": []}}]}}"#);
        let schema = Some(r#"{"synchronizationRules": [{"id": "A"}]}"#);
        let code = |answer: Answer| match answer {
            Answer::Refused { code, message, is_known } => Some((code, message, is_known)),
            Answer::Success(_) => None,
        };
        assert_eq!(code(answered(&body("a"), schema)), None);
        assert_eq!(code(answered(&body("B"), None)), None);
        let (code_of, message, is_known) = code(answered(&body("B"), schema)).expect("it is refused");
        assert!(code_of == "RequestParameterInvalid" && is_known);
        assert!(message.contains("job: scim.1.  ") && message.contains("rule: B.  "), "{message}");
        assert!(code(answered(&body(""), None)).is_some());
        assert_eq!(code(answered("{}", None)).map(|it| it.2), Some(false));
    }
}
