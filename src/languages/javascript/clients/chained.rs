//! Clients whose requests are put together step by step: superagent, XMLHttpRequest.

use super::new_call;
use crate::languages::expressions::operators::as_text;
use crate::languages::expressions::requests::Callee;
use crate::languages::expressions::token::{Bracket, Kind};
use crate::languages::expressions::values::Values;
use crate::languages::{Body, Call, Literal, Text};

/// How far what belongs to a request is looked for, in tokens.
const REACH: usize = 600;

/// The call that is begun at `callee`, or `None` if that is nothing of this kind.
pub(super) fn call(values: &Values<'_>, callee: &Callee, verb: Option<&str>) -> Option<Call> {
    if let Some(verb) = verb.filter(|_| callee.path.starts_with("superagent.")) {
        return Some(superagent(values, callee, verb));
    }
    if values.words(callee.name) == "open" {
        let object = callee.object.clone().filter(|object| object.len() == 1)?;
        let origin = values.origin(&object, callee.at)?;
        return (origin.path == "XMLHttpRequest").then(|| xml_http_request(values, callee, object.start));
    }
    None
}

/// Reads a chain such as `superagent.post(url).set(name, value).send(body)`.
fn superagent(values: &Values<'_>, callee: &Callee, verb: &str) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let mut call = new_call(values, callee);
    call.method = Some(Text::known(&verb.to_uppercase(), call.client.name));
    call.url = arguments.placed.first().and_then(as_text);
    let mut at = callee.whole.end;
    let mut sets_type = false;
    for _ in 0..64 {
        let is_link = values.kind(at) == Some(Kind::Dot)
            && values.kind(at + 1) == Some(Kind::Name)
            && values.kind(at + 2) == Some(Kind::Open(Bracket::Paren));
        if !is_link {
            break;
        }
        let end = values.behind(at + 2, values.tokens.len());
        let arguments = values.arguments(&values.inside(at + 2, end), callee.at);
        match (values.words(at + 1), arguments.placed.as_slice()) {
            ("send", [body, ..]) => {
                sets_type = matches!(body, Literal::Object(_) | Literal::Array(_));
                call.body = values.body(body, true);
            }
            ("set", [name, value]) => {
                call.headers.known.extend(as_text(name).and_then(|name| Some((name, as_text(value)?))));
            }
            ("set", headers) => call.headers = values.headers(headers.first()),
            ("type", [_]) => sets_type = true,
            ("query", [query]) => call.url = call.url.map(|url| values.with_query(url, Some(query))),
            _ => {}
        }
        at = end;
    }
    // Text is sent as a form.
    values.noted(call, sets_type)
}

/// `xhr.open("POST", url)`, and after it `xhr.setRequestHeader(name, value)` and `xhr.send(body)`
fn xml_http_request(values: &Values<'_>, callee: &Callee, object: usize) -> Call {
    let arguments = values.arguments(&callee.inside, callee.at);
    let mut call = new_call(values, callee);
    call.method = arguments.placed.first().and_then(as_text);
    call.url = arguments.placed.get(1).and_then(as_text);
    let name = values.words(object);
    let mut at = callee.whole.end;
    let end = (at + REACH).min(values.tokens.len());
    while at < end {
        let is_own = values.words(at) == name
            && values.kind(at + 1) == Some(Kind::Dot)
            && values.kind(at + 3) == Some(Kind::Open(Bracket::Paren));
        if !is_own {
            at += 1;
            continue;
        }
        let behind = values.behind(at + 3, values.tokens.len());
        let arguments = values.arguments(&values.inside(at + 3, behind), callee.at);
        match (values.words(at + 2), arguments.placed.as_slice()) {
            ("setRequestHeader", [name, value]) => {
                call.headers.known.extend(as_text(name).and_then(|name| Some((name, as_text(value)?))));
            }
            ("send", given) => {
                call.body = given.first().map_or(Body::None, |body| values.body(body, false));
                break;
            }
            ("open", _) => break,
            _ => {}
        }
        at = behind;
    }
    values.noted(call, false)
}
