//! Bodies read as meant: which mismatches are found, where, and what is in the corrected tree.

use crate::check::check;
use crate::config::Config;
use crate::json::{self, Document, Kind, Node};
use crate::rules;
use crate::schema::{Violation, ViolationKind};
use crate::source::Source;
use crate::text::Span;
use crate::{fix, operations};

fn parse(text: &str) -> Document<'_> {
    json::parse(text, Span::whole(text))
}

/// The violations of a body, by position.
fn violations(text: &str) -> Vec<Violation> {
    let document = parse(text);
    let mut violations = operations::default_operation().body.read(&document).violations().to_vec();
    violations.sort_by_key(|violation| violation.span);
    violations
}

/// The words at each violation, and its kind's name.
fn reported(text: &str) -> Vec<(String, String)> {
    let name = |kind: &ViolationKind| format!("{kind:?}").split([' ', '{', '(']).next().unwrap_or_default().to_owned();
    violations(text).iter().map(|violation| (violation.span.of(text).to_owned(), name(&violation.kind))).collect()
}

fn assert_found(text: &str, expected: &[(&str, &str)]) {
    let reported = reported(text);
    let reported: Vec<(&str, &str)> = reported.iter().map(|(words, kind)| (words.as_str(), kind.as_str())).collect();
    assert_eq!(reported, expected, "{text}");
}

/// Calls `look` with the corrected root.
fn meant<T>(text: &str, look: impl FnOnce(Node<'_>) -> T) -> T {
    let document = parse(text);
    let reading = operations::default_operation().body.read(&document);
    look(reading.tree().root().expect("the text has a value"))
}

/// The corrected body as strict JSON.
fn corrected(text: &str) -> serde_json::Value {
    fn value(node: Node<'_>) -> serde_json::Value {
        match node.kind() {
            Kind::Object => node
                .members()
                .map(|member| (member.key.string().unwrap_or_default().into_owned(), value(member.value)))
                .collect(),
            Kind::Array => node.elements().map(value).collect(),
            _ => node.string().map_or(serde_json::Value::Null, |string| string.into_owned().into()),
        }
    }
    meant(text, value)
}

fn ids(text: &str) -> Vec<&'static str> {
    let config = Config::new(&rules::infos(), ["structure"], []).expect("a group");
    let checked = check(Source::new("request.json", text).expect("small"), &config);
    checked.findings.iter().map(|finding| finding.rule.id).collect()
}

const SUBJECT: &str = r#"{"objectId":"a","objectTypeName":"User"}"#;

fn body(subject: &str) -> String {
    format!(r#"{{"parameters":[{{"ruleId":"r","subjects":[{subject}]}}]}}"#)
}

#[test]
fn a_right_body_is_silent_and_not_copied() {
    for text in [
        body(SUBJECT),
        body(
            r#"{"objectTypeName":"Group","objectId":"a","links":{"members":[{"objectId":"b","objectTypeName":"User"}]}}"#,
        ),
    ] {
        assert_found(&text, &[]);
        let document = parse(&text);
        let reading = operations::default_operation().body.read(&document);
        assert!(std::ptr::eq(reading.tree(), &document.tree));
    }
}

#[test]
fn each_mismatch_is_one_violation_at_its_place() {
    for (subject, words, kind) in [
        (r#"{"ObjectID":"a","objectTypeName":"User"}"#, "\"ObjectID\"", "PropertyCase"),
        (r#"{"object_id":"a","objectTypeName":"User"}"#, "\"object_id\"", "PropertyAlias"),
        (r#"{"id":"a","objectTypeName":"User"}"#, "\"id\"", "PropertyAlias"),
        (r#"{"objectId":"a","objectType":"User"}"#, "\"objectType\"", "LegacyName"),
        (r#"{"objectId":"a","ObjectType":"User"}"#, "\"ObjectType\"", "LegacyName"),
        (r#"{"objectId":"a","object_type":"User"}"#, "\"object_type\"", "PropertyAlias"),
        (r#"{"objctId":"a","objectTypeName":"User"}"#, "\"objctId\"", "MisspeltProperty"),
        (r#"{"objectId":"a","objectTypeName":"User","x":1}"#, "\"x\"", "UnknownProperty"),
        (r#"{"objectId":"a","objectTypeName":"User","objectid":"a"}"#, "\"objectid\"", "PropertyCase"),
        (r#"{"objectId":"a"}"#, "{", "MissingProperty"),
        (r#"{"objectId":7,"objectTypeName":"User"}"#, "7", "WrongType"),
        (r#"{"objectId":null,"objectTypeName":"User"}"#, "null", "Blank"),
        (r#"{"objectId":" ","objectTypeName":"User"}"#, "\" \"", "Blank"),
        (r#"{"objectId":"a","objectTypeName":"User","links":[]}"#, "[]", "WrongType"),
        (r#"{"objectId":"a","objectTypeName":"User","links":{"members":null}}"#, "null", "WrongType"),
        (r#"{"@odata.type":"x","objectId":"a","objectTypeName":"User"}"#, "\"x\"", "ConstMismatch"),
        (r#""a""#, "\"a\"", "WrongType"),
        ("", "[]", "EmptyArray"),
    ] {
        assert_found(&body(subject), &[(words, kind)]);
    }
}

#[test]
fn the_shape_of_the_whole_is_understood() {
    let entry = format!(r#"{{"ruleId":"r","subjects":[{SUBJECT}]}}"#);
    let right: serde_json::Value = serde_json::from_str(&body(SUBJECT)).expect("strict");
    for (text, words, kind) in [
        (entry.clone(), "\"ruleId\"", "MissingLevel"),
        (format!("[{entry}]"), "[", "BodyNotObject"),
        (format!(r#"{{"parameters":{entry}}}"#), "{", "NotAnArray"),
        (format!(r#"{{"parameters":[{{"ruleId":"r","subjects":{SUBJECT}}}]}}"#), "{", "NotAnArray"),
        (format!(r#"{{"parameters":[{{"ruleId":"r"}},{{"subjects":[{SUBJECT}]}}]}}"#), "\"subjects\"", "SplitElement"),
        (
            r#"{"parameters":[{"ruleId":"r","objectId":"a","objectTypeName":"User"}]}"#.into(),
            "\"objectId\"",
            "MissingLevel",
        ),
        (r#"{"ruleId":"r","objectId":"a","objectTypeName":"User"}"#.into(), "\"ruleId\"", "MissingLevel"),
        (format!(r#"{{"paramters":[{entry}]}}"#), "\"paramters\"", "MisspeltProperty"),
    ] {
        assert_found(&text, &[(words, kind)]);
        assert_eq!(corrected(&text), right, "{text}");
    }
}

#[test]
fn sure_repairs_give_the_body_that_was_meant() {
    for text in [
        r#"{"ruleId":"r","subjects":[{"objectId":"a","objectTypeName":"User"}]}"#,
        "{\r\n    \"ruleId\": \"r\",\r\n    \"subjects\": [\r\n    ]\r\n}\r\n",
        "  {\n    \"objectId\": \"a\",\n    \"objectTypeName\": \"User\"\n  }",
        r#"[ {"ruleId":"r","subjects":[]} , {"ruleId":"s","subjects":[]} ]"#,
        "[\n\t{\n\t\t\"ruleId\": \"r\"\n\t}\n]",
        r#"{"parameters":{"ruleID":"r","subjects":{"id":"a","objectTypeName":"User","links":{"member":{}}}}}"#,
    ] {
        let wanted = corrected(text);
        let mut mended = text.to_owned();
        while let Some(violation) = violations(&mended).into_iter().find(|violation| violation.certain) {
            let fix = crate::finding::Fix::safe("mend", violation.edits).expect("disjoint edits");
            mended = fix::apply(&mended, fix.edits());
            assert_eq!(corrected(&mended), wanted, "{mended}");
        }
        assert_eq!(serde_json::from_str::<serde_json::Value>(&mended).expect("strict JSON stays strict"), wanted);
    }
}

#[test]
fn corrected_nodes_have_the_places_of_what_is_written() {
    let text = r#"{"ruleID":"r","subjects":{"id":"a","objectTypeName":"User"}}"#;
    meant(text, |root| {
        let entry = root.get("parameters").and_then(|list| list.elements().next()).expect("wrapped");
        assert_eq!(entry.span().of(text), text);
        assert_eq!(entry.member("ruleId").expect("renamed").key.words(), "\"ruleID\"");
        let subjects = entry.get("subjects").expect("there");
        assert_eq!(subjects.kind(), Kind::Array);
        assert_eq!(subjects.words(), r#"{"id":"a","objectTypeName":"User"}"#);
        let subject = subjects.elements().next().expect("wrapped");
        assert_eq!(subject.span(), subjects.span());
        assert_eq!(subject.get("objectId").expect("renamed").words(), "\"a\"");
    });
}

#[test]
fn what_is_not_known_is_not_missed() {
    assert_found(r#"{"parameters":[{"ruleId":"r", ... }]}"#, &[]);
    assert_found(r#"{"parameters":[ ... ]}"#, &[]);
    assert_found(r#"{"parameters": }"#, &[]);
    assert_found(r#"{"parameters":[{"ruleId": , "subjects":[...]}]}"#, &[]);
    assert_found("", &[]);
    assert_found("...", &[]);
}

#[test]
fn a_body_encoded_twice_is_reported_by_the_syntax_rules_alone() {
    assert_found(r#""{\"parameters\":[]}""#, &[]);
}

#[test]
fn the_last_of_equal_keys_counts() {
    assert_found(
        r#"{"parameters":7,"parameters":[{"ruleId":"r","ruleId":null,"subjects":[]}]}"#,
        &[("null", "Blank"), ("[]", "EmptyArray")],
    );
}

#[test]
fn two_syntax_errors_are_two_findings_without_echo() {
    let text = r#"{"parameters":[{"RuleID":"usr","subjects":{"objectId":"4ea-b8c3-4cbb-aa49-04a9a1c619a4","objectTypeName":"Users"}}]}"#;
    assert_eq!(ids(text), ["property-case", "not-an-array"]);
    let text = r#"{"parameters":[{"ruleId":"r","subjects":["System.Collections.Hashtable"]}]}"#;
    assert_eq!(ids(text), ["powershell-depth-truncation"]);
}

#[test]
fn a_long_list_of_syntax_errors_takes_no_longer_than_its_length() {
    let subjects = format!("{},", r#"{"ObjectId":7,"x":1}"#).repeat(20_000);
    let text = body(subjects.trim_end_matches(','));
    assert_eq!(violations(&text).len(), 4 * 20_000);
    let unknown: String = (0..20_000).map(|at| format!(r#""x{at}":[],"#)).collect();
    let text = body(&format!(r#"{{{unknown}"objectId":7,"objectTypeName":null}}"#));
    assert_eq!(violations(&text).len(), 20_002);
}

#[test]
fn every_schema_compiles_and_every_keyword_in_it_has_a_violation() {
    for operation in operations::all().iter() {
        let texts = [operation.body_schema_text, operation.response_schema_text];
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let schema = serde_json::from_str(text).expect("a schema is JSON");
            jsonschema::options()
                .with_draft(jsonschema::Draft::Draft7)
                .offline()
                .build(&schema)
                .expect("a schema is valid");
        }
        keywords(&serde_json::from_str(operation.body_schema_text).expect("a schema is JSON"));
    }
}

/// A keyword that the reading does not understand would be checked by other validators and not by this one.
fn keywords(schema: &serde_json::Value) {
    for (keyword, value) in schema.as_object().expect("a schema is an object") {
        match keyword.as_str() {
            "$schema"
            | "$id"
            | "$ref"
            | "title"
            | "description"
            | "examples"
            | "type"
            | "required"
            | "minItems"
            | "const"
            | "additionalProperties" => {}
            "pattern" => assert_eq!(value, r"\S"),
            "items" => keywords(value),
            "properties" | "patternProperties" | "definitions" => {
                value.as_object().expect("a map of schemas").values().for_each(keywords);
            }
            _ => panic!("no fact stands for `{keyword}`"),
        }
    }
}
