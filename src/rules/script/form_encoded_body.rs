//! A body is sent as a form, because the script does not say that it is JSON.
//!
//! ## Why it matters
//! `Invoke-RestMethod` and `Invoke-WebRequest` send the body of a POST as `application/x-www-form-urlencoded` unless
//! they get a content type, and a hashtable as the fields of a form in any case. `curl -d` does the same. In Python, `data=` with
//! a dict is a form, and with a string has no type, or that of a form; in JavaScript, `fetch` sends a text as `text/plain`, and axios
//! sends it as a form. The service does not read such a body: it answers `400 Bad Request` with "Unable to read JSON request
//! payload".
//!
//! ## What to do
//! Say that the body is JSON: `-ContentType 'application/json'`, or the header `Content-Type: application/json`. Convert a
//! hashtable to JSON first: `-Body ($body | ConvertTo-Json -Depth 10)`. In Python, pass a dict as `json=`.
//!
//! ## Evidence
//! - [Invoke-RestMethod](https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-restmethod), parameters `-Body` and `-ContentType`.
//! - [curl, option -d](https://curl.se/docs/manpage.html#-d): sends what a browser sends for a form.
//! - [requests, more complicated POST requests](https://requests.readthedocs.io/en/latest/user/quickstart/#more-complicated-post-requests): `data=` and `json=`.
//! - [Fetch Standard, extract a body](https://fetch.spec.whatwg.org/#concept-bodyinit-extract): a string is `text/plain;charset=UTF-8`.
//! - [axios, request config](https://axios-http.com/docs/req_config): what is done with `data` before it is sent.
//! - [microsoft-graph-docs#6259](https://github.com/microsoftgraph/microsoft-graph-docs/issues/6259): the answer of the service.

use super::{notes, quoted};
use crate::finding::{Fix, FixAvailability, Group, RuleInfo, Severity};
use crate::languages::NoteKind;
use crate::rule::{Check, Context, Findings, Rule};
use crate::text::Edit;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "form-encoded-body",
        group: Group::Script,
        severity: Severity::Error,
        fix: FixAvailability::Sometimes,
        summary: "a body is sent as a form and not as JSON",
        manual: crate::manual!("form_encoded_body.rs"),
    },
    check: Check::Request(check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let forms = notes(context, |kind| match kind {
        NoteKind::FormEncoded { encoded, fix } => Some((*encoded, fix.as_deref())),
        _ => None,
    });
    for (note, (encoded, fix)) in forms {
        let (message, label, remedy) = if encoded {
            (
                format!("{} is sent as the fields of a form", quoted(context, note)),
                "a value, and no JSON text",
                "Make it JSON first, with enough depth, and say that it is: `Content-Type: application/json`.",
            )
        } else {
            (
                format!("{} does not label the body as JSON", quoted(context, note)),
                "does not send it as JSON",
                "Say that it is `application/json`.",
            )
        };
        let fix = fix
            .and_then(|words| Fix::safe(format!("add `{}`", words.trim()), vec![Edit::insert(note.span.end, words)]));
        findings
            .report(note.span, message)
            .label(note.span, label)
            .help(format!(
                "The service reads only JSON here, and answers \"Unable to read JSON request payload\". {remedy}"
            ))
            .fix(fix);
    }
}
