//! What a bare body looks like from outside: so that a format claims bodies of this operation and nobody else's JSON.

use memchr::memmem;

use crate::json::{Document, Kind, Node};
use crate::text::guid;

/// Whether a text can be nothing but a body of provisionOnDemand, well-formed or not. Descriptions of APIs and templates of
/// deployments have a member `parameters` too, so its name alone says nothing. `read` reads the text as JSON; most texts need
/// no reading.
pub(super) fn is_body<'t>(text: &str, read: &dyn Fn() -> Document<'t>) -> bool {
    // Names of the payload without their first letters, whose case is often wrong. Most JSON ends here, unread.
    let has = |name: &str| memmem::find(text.as_bytes(), name.as_bytes()).is_some();
    if !has("ubject") && !has("uleI") {
        return false;
    }
    let document = read();
    let Some(root) = document.tree.root() else { return false };
    match named(root, &["parameters"]) {
        Some(parameters) => is_entry(parameters) || parameters.elements().any(is_entry),
        None => is_entry(root),
    }
}

/// Whether `node` is an object with subjects, or with the id of a rule.
fn is_entry(node: Node<'_>) -> bool {
    let rule = named(node, &["ruleId"]).and_then(Node::string);
    let subjects = named(node, &["subjects", "subject"]);
    let is_subject = |node: Node<'_>| named(node, &["objectTypeName", "objectType", "objectId"]).is_some();
    let has_subject = subjects.is_some_and(|subjects| is_subject(subjects) || subjects.elements().any(is_subject));
    let has_list = subjects.is_some_and(|subjects| subjects.kind() == Kind::Array);
    has_subject || rule.is_some_and(|rule| has_list || guid::read(rule.split('#').next().unwrap_or_default()).is_some())
}

/// The value of the first of an object's members that has one of `names`, in whatever case.
fn named<'t>(object: Node<'t>, names: &[&str]) -> Option<Node<'t>> {
    let is_meant = |key: &str| names.iter().any(|name| name.eq_ignore_ascii_case(key));
    object.members().find(|member| member.key.string().is_some_and(|key| is_meant(&key))).map(|member| member.value)
}

#[cfg(test)]
mod tests {
    use crate::json::parse;
    use crate::text::Span;

    fn is_body(text: &str) -> bool {
        super::is_body(text, &|| parse(text, Span::whole(text)))
    }

    #[test]
    fn a_body_is_known_by_its_shape() {
        for body in [
            r#"{"parameters": [{"ruleId": "x", "subjects": []}]}"#,
            r#"{"parameters" [{"subjects": [{"objectId": "x", "objectType": "User"}]"#,
            r#"{"Parameters": {"Subjects": {"ObjectId": "x"}}}"#,
            r#"{"subjects": [{"objectId": "x"}], "ruleId": "usr"}"#,
            r#"{parameters: [{ruleId: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8#V2',}]}"#,
        ] {
            assert!(is_body(body), "{body}");
        }
    }

    #[test]
    fn other_json_is_not() {
        for other in [
            "",
            "subjects, ruleId",
            r#"{"name": "subjects", "scripts": {"ruleId": "x"}}"#,
            r#"{"swagger": "2.0", "parameters": {"subjects": {"in": "query", "name": "subjects", "type": "array"}}}"#,
            r#"{"$schema": "x", "parameters": {"ruleId": {"value": "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"}}}"#,
            r#"{"parameters": [{"name": "subjects"}, {"ruleId": "no-console"}]}"#,
            r#"{"subjects": ["maths", "physics"]}"#,
            r#"{"subjects": [{"name": "maths"}]}"#,
            r#"[{"ruleId": "no-console", "messages": []}]"#,
            r#"{"request": {"parameters": [{"ruleId": "x", "subjects": []}]}}"#,
        ] {
            assert!(!is_body(other), "{other}");
        }
    }
}
