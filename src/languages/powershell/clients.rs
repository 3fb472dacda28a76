//! The commands that send requests, and the calls that they make.

use super::arguments::{self, Argument as Given, Arguments};
use super::lexer::Kind;
use super::outline::Command;
use super::sdk;
use super::value::{At, Values};
use super::{bodies, curl};
use crate::languages::{
    Argument, Body, Call, Client, GRAPH, Headers, KnownClient, Literal, METHODS, Note, NoteKind, Part, Text,
    UnknownBody, known,
};
use crate::text::Span;

/// A command that sends requests.
struct Cmdlet {
    /// Its names, in lower case.
    names: &'static [&'static str],
    /// The parameters for method, URL and body.
    method: &'static str,
    url: &'static str,
    body: &'static str,
    /// What a URL without a host begins with.
    base: Option<&'static str>,
    /// Whether it sends a hashtable as JSON, and text as `application/json`.
    json: bool,
}

const CMDLETS: [Cmdlet; 4] = [
    // https://learn.microsoft.com/powershell/module/microsoft.graph.authentication/invoke-mggraphrequest
    Cmdlet {
        names: &["invoke-mggraphrequest", "invoke-mgrestmethod", "invoke-graphrequest"],
        method: "Method",
        url: "Uri",
        body: "Body",
        base: Some(GRAPH),
        json: true,
    },
    // https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-restmethod
    Cmdlet {
        names: &["invoke-restmethod", "irm", "invoke-webrequest", "iwr", "curl", "wget"],
        method: "Method",
        url: "Uri",
        body: "Body",
        base: None,
        json: false,
    },
    // The module Microsoft.Graph.Intune, which is retired and still much used.
    Cmdlet {
        names: &["invoke-msgraphrequest"],
        method: "HttpMethod",
        url: "Url",
        body: "Content",
        base: Some("https://graph.microsoft.com/v1.0/"),
        json: true,
    },
    // https://learn.microsoft.com/powershell/module/az.accounts/invoke-azrestmethod
    Cmdlet {
        names: &["invoke-azrestmethod", "invoke-azrest"],
        method: "Method",
        url: "Uri",
        body: "Payload",
        base: None,
        json: true,
    },
];

const PARAMETERS: [&str; 16] = [
    "Method",
    "HttpMethod",
    "Uri",
    "Url",
    "Body",
    "Content",
    "Payload",
    "Headers",
    "ContentType",
    "OutFile",
    "InFile",
    "InputFilePath",
    "OutputFilePath",
    "Token",
    "Authentication",
    "UserAgent",
];

const SWITCHES: [&str; 9] = [
    "UseBasicParsing",
    "SkipHttpErrorCheck",
    "SkipHeaderValidation",
    "PassThru",
    "UseDefaultCredentials",
    "Verbose",
    "Debug",
    "DisableKeepAlive",
    "SkipCertificateCheck",
];

/// The name of a command without its module, in lower case: `Microsoft.PowerShell.Utility\Invoke-RestMethod`.
fn bare_name(values: &Values<'_>, command: &Command) -> String {
    let name = values.words(command.name);
    name.rsplit('\\').next().unwrap_or(name).to_ascii_lowercase()
}

/// Whether a command sends requests.
pub(super) fn sends(values: &Values<'_>, command: &Command, clients: &[KnownClient]) -> bool {
    let name = bare_name(values, command);
    curl::is_program(values, command)
        || name == "az" && values.words(command.arguments.start).eq_ignore_ascii_case("rest")
        || CMDLETS.iter().any(|cmdlet| cmdlet.names.contains(&name.as_str()))
        || clients.iter().any(|client| client.name.eq_ignore_ascii_case(&name))
        || is_sdk_cmdlet(values, command, &name)
}

/// The call that a command makes, or `None` if it sends no request.
pub(super) fn call(values: &Values<'_>, command: &Command, clients: &[KnownClient]) -> Option<Call> {
    let name = bare_name(values, command);
    let at = At { scope: command.scope, depth: 0 };
    if curl::is_program(values, command) {
        return curl::call(values, command);
    }
    if let Some(cmdlet) = CMDLETS.iter().find(|cmdlet| cmdlet.names.contains(&name.as_str())) {
        let mut arguments = arguments::bind(values, command.arguments.clone(), &PARAMETERS, &SWITCHES, at);
        let mut call = of_cmdlet(values, command, cmdlet, &mut arguments);
        if name == ALIAS {
            call.url = call.url.map(|url| versioned(values, url, call.client.name));
        }
        return Some(call);
    }
    if let Some(call) = super::az::call(values, command) {
        return Some(call);
    }
    match clients.iter().find(|client| client.name.eq_ignore_ascii_case(&name)) {
        Some(known) => {
            let names: Vec<&str> = known.parameters().collect();
            let arguments = arguments::bind(values, command.arguments.clone(), &names, &SWITCHES, at);
            Some(of_known(values, command, known, &arguments))
        }
        None => of_sdk(values, command, &name, at),
    }
}

/// The call of a cmdlet of the SDK that is given a body, or properties of one.
fn of_sdk(values: &Values<'_>, command: &Command, name: &str, at: At) -> Option<Call> {
    let sdk::Cmdlet { client, content } = sdk_cmdlet(values, command, name)?;
    let names: Vec<&str> = client.parameters().chain(content.names()).collect();
    let arguments = arguments::bind(values, command.arguments.clone(), &names, &SWITCHES, at);
    let call = of_known(values, command, &client, &arguments);
    let made = |path: &Argument| match path {
        Argument::Always(path) => sdk::made_of_properties(values.text, content, &arguments, path, call.client.name),
        _ => None,
    };
    let body = match &call.body {
        // A list of properties is as good as a body.
        Body::None => Body::Json(client.url.first().and_then(made)?),
        Body::Unknown(..) if arguments.incomplete => {
            client.url.first().and_then(made).map_or(call.body.clone(), Body::Json)
        }
        Body::Json(literal @ Literal::Object(_)) => Body::Json(sdk::whole(values.text, literal, content)),
        body => body.clone(),
    };
    Some(Call { body, ..call })
}

/// The names of the parameters that a command is given, in lower case.
fn given_names(values: &Values<'_>, command: &Command) -> impl Iterator<Item = String> {
    let tokens = command.arguments.clone().filter_map(|at| values.tokens.get(at));
    tokens.filter(|token| token.kind == Kind::Dash).map(|token| token.inner.of(values.text).to_ascii_lowercase())
}

/// Whether a command may be a cmdlet of the SDK that sends a body: one with parameters, whose verb is none of those that only read.
fn is_sdk_cmdlet(values: &Values<'_>, command: &Command, name: &str) -> bool {
    const READ: [&str; 5] = ["connect", "disconnect", "find", "remove", "select"];
    let is_given = |at: usize| matches!(values.kind(at), Some(Kind::Splat | Kind::Dash));
    name.split_once("-mg").is_some_and(|(verb, _)| !READ.contains(&verb)) && command.arguments.clone().any(is_given)
}

/// The cmdlet of the SDK that `name` is, if it may send a body.
fn sdk_cmdlet(values: &Values<'_>, command: &Command, name: &str) -> Option<sdk::Cmdlet> {
    let ids = || given_names(values, command).filter(|name| name.ends_with("id")).collect::<Vec<String>>();
    if is_sdk_cmdlet(values, command, name) { sdk::cmdlet(name, &ids()) } else { None }
}

fn client(values: &Values<'_>, command: &Command, base: Option<&'static str>, any_case: bool) -> Client {
    let name = values.tokens.get(command.name).map_or(Span::default(), |token| token.span);
    Client { name, method: "GET", method_with_body: "GET", base, any_case }
}

fn whole(values: &Values<'_>, command: &Command) -> Span {
    values.span(&(command.name..command.arguments.end))
}

fn of_cmdlet(values: &Values<'_>, command: &Command, cmdlet: &Cmdlet, arguments: &mut Arguments) -> Call {
    let at = At { scope: command.scope, depth: 0 };
    let mut positional = arguments.positional.clone().into_iter().peekable();
    let text = |value: &Literal| super::texts::as_text(value);
    let is_method = |given: &Given| {
        text(&given.value)
            .and_then(|text| text.known_value(values.text))
            .is_some_and(|word| METHODS.iter().any(|method| method.eq_ignore_ascii_case(&word)))
    };
    let method = arguments.get(cmdlet.method).or(arguments.get("HttpMethod")).cloned();
    let method = method.or_else(|| positional.next_if(is_method));
    // `-Url` is nobody's parameter there, and what people write all the same.
    let url = arguments.get(cmdlet.url).or(arguments.get("Url")).cloned().or_else(|| positional.next());
    let body = arguments.get(cmdlet.body).or(arguments.get("Content").filter(|_| cmdlet.json)).cloned();
    let body = body.or_else(|| positional.next().filter(|_| cmdlet.json));
    let given_body = body.clone();
    let file = arguments.get("InFile").or(arguments.get("InputFilePath"));

    let mut headers = self::headers(arguments);
    let typed = headers.known.iter().any(|(name, _)| name.value(values.text).eq_ignore_ascii_case("Content-Type"));
    if let Some(given) = arguments.get("ContentType").filter(|_| !typed) {
        let name = Text::known("Content-Type", given.span);
        headers.known.extend(text(&given.value).map(|value| (name, value)));
    }
    headers.incomplete |= arguments.incomplete;
    let typed = headers.incomplete
        || headers.known.iter().any(|(name, _)| name.value(values.text).eq_ignore_ascii_case("Content-Type"))
        || arguments.get("ContentType").is_some();

    let mut notes = Vec::new();
    let client = client(values, command, cmdlet.base, false);
    let method = method.and_then(|given| text(&given.value));
    let body = match (&body, file) {
        (Some(given), _) => bodies::body(given, cmdlet.json, &mut notes),
        (None, Some(file)) => match text(&file.value) {
            Some(path) => match values.written(&path, file.span.of(values.text), command.name, at) {
                Some(Some(content)) => {
                    bodies::body(&Given { value: content, span: file.span, key: None }, true, &mut notes)
                }
                Some(None) => Body::Unknown(file.span, UnknownBody::Written),
                None if path.is_hole() => Body::Unknown(file.span, UnknownBody::File),
                None => Body::File(path),
            },
            None => Body::Unknown(file.span, UnknownBody::File),
        },
        (None, None) => match &command.input {
            Some(input) if cmdlet.body == "Body" => Body::Unknown(values.span(input), UnknownBody::Piped),
            _ if arguments.incomplete => Body::Unknown(client.name, UnknownBody::Computed),
            _ => Body::None,
        },
    };
    let sends = method.as_ref().and_then(|method| method.known_value(values.text));
    let sends_body = sends.is_some_and(|method| !method.eq_ignore_ascii_case("GET"));
    if !cmdlet.json && !typed && sends_body && matches!(body, Body::Json(_) | Body::Text(_)) {
        let fix = Some(" -ContentType 'application/json'".to_owned());
        notes.push(Note { span: client.name, kind: NoteKind::FormEncoded { encoded: false, fix } });
    }
    let body = match body {
        // Without a method a body becomes a query, and no body at all.
        Body::Unknown(span, UnknownBody::Fields) => {
            if sends_body {
                notes.push(Note { span, kind: NoteKind::FormEncoded { encoded: true, fix: None } });
            }
            Body::Unknown(span, UnknownBody::Form)
        }
        body => body,
    };
    let body = match (body, &given_body) {
        (Body::Unknown(span, UnknownBody::Computed), Some(given)) if is_parameter(values, &given.value) => {
            Body::Unknown(span, UnknownBody::Parameter)
        }
        (body, _) => body,
    };
    let mut url = url.and_then(|given| text(&given.value));
    let mut body = body;
    if let Some(url) = &mut url {
        notes.extend(super::notes::of_text(values, url, true, at));
    }
    if let Body::Text(text) = &mut body {
        notes.extend(super::notes::of_text(values, text, false, at));
    }
    Call { span: whole(values, command), client, method, url, headers, body, notes }
}

/// An alias of `Invoke-MgGraphRequest` that many modules have as a function of their own, which knows the version.
const ALIAS: &str = "invoke-graphrequest";

/// A URL with a version that is not known, if it names none.
fn versioned(values: &Values<'_>, url: Text, name: Span) -> Text {
    let value = url.value(values.text);
    let path = value.trim_start_matches('/');
    let is_version = |it: &str| matches!(it.to_ascii_lowercase().as_str(), "v1.0" | "beta");
    let begins_with_hole = matches!(url.parts.first(), None | Some(Part::Hole { .. }));
    if begins_with_hole || value.contains("://") || path.split('/').next().is_some_and(is_version) {
        return url;
    }
    let slash = if value.starts_with('/') { "" } else { "/" };
    let base = Text::known(GRAPH, name).joined(&Text::hole("version", name), name);
    base.joined(&Text::known(slash, name), name).joined(&url, url.span)
}

/// Whether a value is what a function is given.
fn is_parameter(values: &Values<'_>, value: &Literal) -> bool {
    let span = match value {
        Literal::Hole(_, span) => *span,
        Literal::Text(text) => text.span,
        _ => return false,
    };
    super::variables::is_parameter(values, span)
}

fn headers(arguments: &Arguments) -> Headers {
    let mut headers = Headers::default();
    match arguments.get("Headers").map(|given| &given.value) {
        None => {}
        Some(Literal::Object(object)) => {
            headers.incomplete = object.incomplete;
            for member in &object.members {
                let key = member.key;
                let parts = vec![Part::Words { span: key.inner, quoting: key.quoting }];
                let name = Text { span: key.span, parts, ..Text::default() };
                match super::texts::as_text(&member.value) {
                    Some(value) => headers.known.push((name, value)),
                    None => headers.known.push((name, Text::hole("", member.value.span()))),
                }
            }
        }
        Some(_) => headers.incomplete = true,
    }
    headers
}

/// The call of a client that is known from outside.
fn of_known(values: &Values<'_>, command: &Command, known: &KnownClient, arguments: &Arguments) -> Call {
    let client = known::client(known, client(values, command, None, false).name);
    let named = |name: &str| super::texts::as_text(&arguments.get(name)?.value);
    let placed = |place: usize| super::texts::as_text(&arguments.positional.get(place)?.value);
    let given = known::Given { named: &named, placed: &placed };
    let body = known.body.iter().find_map(|argument| match argument {
        Argument::Named(name) => arguments.get(name),
        Argument::At(place) => arguments.positional.get(*place),
        Argument::Always(_) => None,
    });
    let mut notes = Vec::new();
    let mut body = match body {
        Some(given) => bodies::body(given, true, &mut notes),
        None if arguments.incomplete && !known.body.is_empty() => Body::Unknown(client.name, UnknownBody::Computed),
        None => Body::None,
    };
    let at = At { scope: command.scope, depth: 0 };
    let mut url = known::url(known, &given, client.name, values.text);
    if let Some(url) = &mut url {
        notes.extend(super::notes::of_text(values, url, true, at));
    }
    if let Body::Text(text) = &mut body {
        notes.extend(super::notes::of_text(values, text, false, at));
    }
    let method = known::method(known, &given, client.name);
    // Its own parameters may be headers: `-IfMatch`.
    let headers = Headers { incomplete: true, ..Headers::default() };
    Call { span: whole(values, command), client, method, url, headers, body, notes }
}
