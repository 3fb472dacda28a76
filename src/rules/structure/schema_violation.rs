//! A value violates its JSON Schema: it is not an allowed value, is too long, has too many elements or another format,
//! or matches none of several alternatives.
//!
//! ## Why it matters
//! A schema describes the bodies that a receiver can process. For an operation of Microsoft Graph that has a schema
//! here (`msgraph-lint schema` prints it), the service refuses or misunderstands a body that violates it. With a schema
//! of your own (`--schema`, or `schema = "…"` in the configuration), programs that rely on the schema may fail.
//!
//! ## What to do
//! Write a value that the schema allows. Every keyword of JSON Schema from draft-04 to 2020-12 is checked, and the help
//! names the violated one by its place in the schema. Where a value matches none of several alternatives (`anyOf`,
//! `oneOf`), the violation is that of the nearest one. The fix writes the nearest allowed value; it is unsafe, because
//! another one may be meant.
//!
//! From draft 2019-09 on, `format` is an annotation, so a violation is only a warning. The same applies to formats that
//! the draft does not define.
//!
//! ## Evidence
//! - [JSON Schema](https://json-schema.org/specification), in particular the vocabulary for
//!   [validation](https://json-schema.org/draft/2020-12/json-schema-validation).

use super::schema_says;
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::Kind;
use crate::rule::wording::fix;
use crate::rule::{Check, Context, Findings, Rule};
use crate::schema::{Bound, Constraint, Subject, Unit, Unmet, Violation, ViolationKind};
use crate::text::{excerpt, suggest};

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "schema-violation",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
        summary: "a value breaks its JSON Schema",
        manual: crate::manual!("schema_violation.rs"),
    },
    check: Check::Violation(|kind| matches!(kind, ViolationKind::Keyword(_)), check),
};

/// The longest quotation of the user's words, in characters.
const QUOTED: usize = 60;

/// So many of the values that are allowed are listed.
const LISTED: usize = 12;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for violation in context.violations() {
        if let ViolationKind::Keyword(unmet) = &violation.kind {
            report(context, violation, unmet, findings);
        }
    }
}

fn report(context: &Context<'_>, violation: &Violation, unmet: &Unmet, findings: &mut Findings<'_>) {
    let words = format!("`{}`", excerpt(context.words(violation.span), QUOTED));
    let said = Said { place: place(&unmet.subject), words: &words };
    let (message, label, advice) = said.of(&unmet.constraint);
    let mut help = schema_says(context, &unmet.keyword);
    if !advice.is_empty() {
        help = format!("{advice} {help}");
    }
    if unmet.annotation {
        help.push_str(
            " The draft makes `format` an annotation, or does not define this one: other validators may accept it.",
        );
    }
    let finding = findings.report(violation.span, message);
    finding.label(violation.span, label).label_if(violation.other, "the first one").help(help);
    if let Constraint::Enum { nearest: Some(nearest), .. } = &unmet.constraint {
        finding.fix(fix(violation, format!("replace it with `{}`", excerpt(nearest, QUOTED))));
    }
    if unmet.annotation {
        finding.at_most(Severity::Warning);
    }
}

/// A value as a sentence calls it.
fn place(subject: &Subject) -> String {
    match (subject.property.as_str(), subject.element) {
        ("", false) => "the value".to_owned(),
        ("", true) => "an element of the list".to_owned(),
        (property, false) => format!("`{}`", excerpt(property, QUOTED)),
        (property, true) => format!("an element of `{}`", excerpt(property, QUOTED)),
    }
}

/// What a message says of a value.
struct Said<'w> {
    place: String,
    /// The words of the text, quoted.
    words: &'w str,
}

impl Said<'_> {
    /// The message, a few words beside the place, and what to do.
    fn of(&self, constraint: &Constraint) -> (String, String, String) {
        let Self { place, words } = self;
        let wording = |message: String, label: &str, advice: &str| (message, label.to_owned(), advice.to_owned());
        match constraint {
            Constraint::Type { wanted, found } => {
                let wanted = listed(wanted.iter().map(|name| described(name).to_owned()));
                let found = match found {
                    Kind::Number => words,
                    found => found.described(),
                };
                wording(format!("{place} is {found}, not {wanted}"), &format!("{wanted} belongs here"), "")
            }
            Constraint::Enum { options, nearest } => {
                let label = match nearest {
                    Some(nearest) => format!("did you mean `{}`?", excerpt(nearest, QUOTED)),
                    None => "none of the allowed values".to_owned(),
                };
                wording(format!("{place} is {words}, which is not allowed here"), &label, &allowed(options))
            }
            Constraint::Const(wanted) => {
                let wanted = excerpt(wanted, QUOTED);
                wording(
                    format!("{place} is {words}; it can only be `{wanted}`"),
                    &format!("`{wanted}` belongs here"),
                    "",
                )
            }
            Constraint::Pattern(pattern) => {
                let pattern = excerpt(pattern, QUOTED);
                wording(format!("{place} does not match the pattern `{pattern}`"), "does not match", "")
            }
            Constraint::UndecidedPattern(pattern) => {
                let pattern = excerpt(pattern, QUOTED);
                wording(
                    format!("whether {place} matches the pattern `{pattern}` takes too long to find out"),
                    "not decided",
                    "The pattern tries too many ways to match this string. Write it without nested repetitions.",
                )
            }
            Constraint::Format(format) => {
                let wanted = format_described(format);
                let short = wanted.split(" such as ").next().unwrap_or_default();
                wording(format!("{place} is {words}, which is no {wanted}"), &format!("no {short}"), "")
            }
            Constraint::Limit { bound, limit } => {
                let limit = match bound {
                    Bound::Least => format!("at least {limit}"),
                    Bound::Most => format!("at most {limit}"),
                    Bound::Above => format!("more than {limit}"),
                    Bound::Below => format!("less than {limit}"),
                };
                wording(format!("{place} is {words}; it must be {limit}"), &format!("must be {limit}"), "")
            }
            Constraint::MultipleOf(factor) => wording(
                format!("{place} is {words}, which is not a multiple of {factor}"),
                &format!("no multiple of {factor}"),
                "",
            ),
            &Constraint::Size { unit, least, limit, found } => {
                let unit = |count: u64| match (unit, count) {
                    (Unit::Characters, 1) => "character",
                    (Unit::Characters, _) => "characters",
                    (Unit::Elements, 1) => "element",
                    (Unit::Elements, _) => "elements",
                    (Unit::Properties, 1) => "property",
                    (Unit::Properties, _) => "properties",
                };
                let limit = format!("{} {limit}", if least { "at least" } else { "at most" });
                wording(
                    format!("{place} has {found} {}; it must have {limit}", unit(found)),
                    &format!("must have {limit}"),
                    "",
                )
            }
            Constraint::NoFurtherElement { limit: Some(limit) } => {
                wording(format!("{place} has a place for {limit} elements, and no more"), "one too many", "")
            }
            Constraint::NoFurtherElement { limit: None } => {
                wording(format!("the schema has no place for {place} like this one"), "no place for it", "")
            }
            Constraint::UniqueItems => wording(
                format!("{words} is in {place} twice; its elements must differ"),
                "the same again",
                "Remove one of them.",
            ),
            Constraint::Contains { least, limit } => {
                let element = if *limit == 1 { "element that matches" } else { "elements that match" };
                let limit = format!(
                    "{} {limit} {element} the schema of `contains`",
                    if *least { "at least" } else { "at most" }
                );
                wording(format!("{place} must have {limit}"), if *least { "has fewer" } else { "has more" }, "")
            }
            Constraint::KnownProperty { known } => {
                let names = suggest::alternatives(known.iter().take(LISTED).map(String::as_str));
                let advice = match known.len() {
                    0 => "Remove it.".to_owned(),
                    count if count > LISTED => format!("Remove it, or write one of {count} names: {names} …"),
                    _ => format!("Remove it, or write the name that you mean: {names}."),
                };
                let name = words.replace('"', "");
                wording(
                    format!("{name} is not a property that {} may have", self.object()),
                    "not allowed here",
                    &advice,
                )
            }
            Constraint::PropertyName(inner) => {
                let name = words.replace('"', "");
                let said = Said { place: "the name".to_owned(), words: &name };
                let (message, label, advice) = said.of(inner);
                (format!("{name} cannot be a name in {}: {message}", self.object()), label, advice)
            }
            Constraint::Anything => wording(
                "there is no JSON here".to_owned(),
                "a value belongs here",
                "The file is empty, and `null` is the least that it can hold.",
            ),
            Constraint::Nothing => {
                wording(format!("{place} must not be there"), "nothing is allowed here", "Remove it.")
            }
            Constraint::Not => wording(
                format!("{place} is what the schema rules out"),
                "ruled out",
                "It matches the schema of `not`, and so must not be as it is.",
            ),
            Constraint::Alternative { count } => {
                wording(format!("{place} matches none of {count} alternatives"), "matches none", "")
            }
            Constraint::OneAlternative => wording(
                format!("{place} matches more than one of the alternatives, of which it must match exactly one"),
                "matches several",
                "Say something that only one of them allows, or leave out what belongs to another.",
            ),
            Constraint::ContentEncoding(encoding) => {
                wording(format!("{place} is not encoded in {}", excerpt(encoding, QUOTED)), "another encoding", "")
            }
            Constraint::ContentMediaType(media_type) => {
                let wanted = excerpt(media_type, QUOTED);
                wording(format!("{place} does not hold text of the type `{wanted}`"), "another type of text", "")
            }
            Constraint::Other(keyword) => {
                wording(format!("`{keyword}` of the schema does not hold for {place}"), "does not hold", "")
            }
        }
    }

    /// The value as an object.
    fn object(&self) -> &str {
        if self.place == "the value" { "this object" } else { &self.place }
    }
}

/// A type of JSON Schema.
fn described(name: &str) -> &str {
    match name {
        "array" => "an array",
        "boolean" => "a boolean",
        "integer" => "a whole number",
        "null" => "`null`",
        "number" => "a number",
        "object" => "an object",
        "string" => "a string",
        other => other,
    }
}

/// A list as a sentence has it: `a`, `a or b`, `a, b or c`.
fn listed(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    match words.split_last() {
        None => "a value".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

fn allowed(options: &[String]) -> String {
    let shown: Vec<&str> = options.iter().take(LISTED).map(String::as_str).collect();
    let shown: Vec<_> = shown.into_iter().map(|option| excerpt(option, QUOTED)).collect();
    let list = suggest::alternatives(shown.iter().map(|option| &**option));
    match options.len() {
        0 => "No value is allowed.".to_owned(),
        1 => format!("The only value that is allowed is {list}."),
        count if count > LISTED => format!("There are {count} values that are allowed, among them {list}."),
        _ => format!("Allowed are {list}."),
    }
}

/// A format of JSON Schema.
fn format_described(format: &str) -> String {
    let words = match format {
        "date-time" => "date and time such as `2026-02-28T09:30:00Z`",
        "date" => "date such as `2026-02-28`",
        "time" => "time such as `09:30:00Z`",
        "duration" => "duration such as `P1DT2H`",
        "email" => "e-mail address",
        "hostname" => "host name",
        "ipv4" => "IPv4 address",
        "ipv6" => "IPv6 address",
        "uri" => "URI",
        "uri-reference" => "URI or relative reference",
        "uuid" => "GUID such as `6c00f3e1-0a5b-4d4e-9d3f-2b7f8c1a9e54`",
        "regex" => "regular expression",
        "json-pointer" => "JSON Pointer",
        other => return format!("`{}`", excerpt(other, QUOTED)),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::finding::Diagnostic;
    use crate::json;
    use crate::operation::{Fit, Keys, Likeness, Target};
    use crate::request::{RawRequest, Request};
    use crate::rule::{Check, Context, Findings};
    use crate::rules;
    use crate::schema::{BodySchema, Names};
    use crate::source::Source;
    use crate::text::Span;

    /// The schema of an operation that nobody has.
    const SCHEMA: &str = r##"{
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["title", "owner", "seats"],
        "additionalProperties": false,
        "properties": {
            "title": {"type": "string", "maxLength": 10},
            "state": {"type": "string", "enum": ["draft", "final"]},
            "due": {"type": "string", "format": "date-time"},
            "seats": {"type": "integer", "minimum": 1, "exclusiveMaximum": 100},
            "owner": {"$ref": "#/definitions/owner"},
            "rooms": {"type": "array", "minItems": 2, "items": {"type": "string", "pattern": "^R[0-9]+$"}},
            "place": {
                "oneOf": [
                    {"type": "object", "required": ["kind", "street"], "properties": {"kind": {"const": "street"}}},
                    {"type": "object", "required": ["kind", "link"],
                     "properties": {"kind": {"const": "online"}, "link": {"type": "string", "format": "uri"}}}
                ]
            }
        },
        "definitions": {
            "owner": {
                "type": "object",
                "required": ["id"],
                "additionalProperties": false,
                "properties": {"id": {"type": "string", "format": "uuid"}}
            }
        }
    }"##;

    /// What the rules of any schema report for a body, and where.
    fn found(text: &str) -> Vec<(String, String)> {
        let schema = BodySchema::new(SCHEMA, Names::default());
        let source = Source::new("body.json", text).expect("it is small");
        let raw = RawRequest::body(source.text(), Span::whole(source.text()));
        let request = Request::read(&raw);
        let target = Target {
            fit: Fit::Graph,
            version: None,
            keys: Keys::default(),
            departures: Vec::new(),
            likeness: Likeness::None,
        };
        let document = json::parse(source.text(), Span::whole(source.text()));
        let reading = schema.read(&document);
        let config = Config::new(&rules::infos(), ["all"], []).expect("a group");
        let context = Context::new(&source, &request, &target, Some(&reading), config.assumptions(Vec::new()));
        let mut found: Vec<Diagnostic> = Vec::new();
        for rule in rules::all() {
            let mut findings = Findings::new(&rule.info, &mut found);
            let check = rule.check.of_request(&context).filter(|_| matches!(rule.check, Check::Violation(..)));
            if let Some(check) = check {
                check(&context, &mut findings);
            }
        }
        found.sort_by_key(|finding| finding.span);
        let shown = |finding: &Diagnostic| {
            (finding.span.of(source.text()).to_owned(), format!("{}: {}", finding.rule.id, finding.message))
        };
        found.iter().map(shown).collect()
    }

    #[test]
    fn every_violation_is_reported_once_in_words_at_its_place() {
        let body = r#"{"title": "far too long a title", "State": "finl", "due": "soon", "seats": 100,
            "owner": {"id": "me", "name": "x"}, "rooms": ["R1", "12"], "place": {"kind": "online", "link": "no uri"}}"#;
        let expected = [
            ("\"far too long a title\"", "schema-violation: `title` has 20 characters; it must have at most 10"),
            ("\"State\"", "property-case: `State` has the wrong case; the property is called `state`"),
            ("\"finl\"", "schema-violation: `state` is `\"finl\"`, which is not allowed here"),
            (
                "\"soon\"",
                "schema-violation: `due` is `\"soon\"`, which is no date and time such as `2026-02-28T09:30:00Z`",
            ),
            ("100", "schema-violation: `seats` is `100`; it must be less than 100"),
            (
                "\"me\"",
                "schema-violation: `id` is `\"me\"`, which is no GUID such as `6c00f3e1-0a5b-4d4e-9d3f-2b7f8c1a9e54`",
            ),
            ("\"name\"", "unknown-property: `name` is not a property of `owner`"),
            ("\"12\"", "schema-violation: an element of `rooms` does not match the pattern `^R[0-9]+$`"),
            ("\"no uri\"", "schema-violation: `link` is `\"no uri\"`, which is no URI"),
        ];
        let found = found(body);
        let found: Vec<(&str, &str)> = found.iter().map(|(words, found)| (words.as_str(), found.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_missing_property_is_reported_at_its_object() {
        let found = found(r#"{"title": 5, "owner": {}, "rooms": ["R1"], "place": {"kind": "street"}}"#);
        let found: Vec<(&str, &str)> = found.iter().map(|(words, found)| (words.as_str(), found.as_str())).collect();
        let expected = [
            ("{", "missing-property: the body has no `seats`"),
            ("5", "wrong-type: `title` is a number, not a string"),
            ("{", "missing-property: `owner` has no `id`"),
            ("[", "schema-violation: `rooms` has 1 element; it must have at least 2"),
            ("{", "missing-property: `place` has no `street`"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_right_body_is_left_alone() {
        let body = r#"{"title": "a", "seats": 1, "owner": {"id": "6c00f3e1-0a5b-4d4e-9d3f-2b7f8c1a9e54"},
            "place": {"kind": "online", "link": "https://example.com"}}"#;
        assert_eq!(found(body), []);
    }
}
