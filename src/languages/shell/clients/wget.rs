//! `wget` (<https://www.gnu.org/software/wget/manual/wget.html#HTTP-Options>).

use super::{Invocation, Program};
use crate::languages::shell::arguments::{Options, parse};
use crate::languages::{Body, Call, Headers};

pub(super) static PROGRAM: Program = Program { names: &["wget"], words: &[], call };

/// The options with a value.
const OPTIONS: Options = Options {
    short: "aBDeIilOoPQRTtUwXA",
    long: &[
        "body-data",
        "body-file",
        "header",
        "method",
        "output-document",
        "post-data",
        "post-file",
        "timeout",
        "tries",
        "user-agent",
        "output-file",
        "directory-prefix",
        "wait",
    ],
};

fn call(invocation: &Invocation<'_, '_>) -> Option<Call> {
    let arguments = parse(invocation.values, invocation.command, invocation.skip, &OPTIONS, invocation.at);
    let mut headers = Headers { incomplete: arguments.incomplete, ..Headers::default() };
    for header in arguments.all(&["header"]) {
        invocation.header(&mut headers, header, ':');
    }
    let body = match (arguments.get(&["post-data", "body-data"]), arguments.get(&["post-file", "body-file"])) {
        (Some(data), _) => invocation.body(data.clone()),
        (None, Some(file)) => invocation.file(file.clone()),
        (None, None) => Body::None,
    };
    let mut notes = Vec::new();
    if !invocation.is_typed(&headers) {
        invocation.note_form(&body, " --header='Content-Type: application/json'", &mut notes);
    }
    let client = invocation.client("GET", "POST");
    let method = arguments.get(&["method"]).cloned();
    let url = arguments.positional.first().cloned();
    Some(Call { span: invocation.command.span, client, method, url, headers, body, notes })
}
