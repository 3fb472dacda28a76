//! Requests in scripts: a call becomes the message that is sent, as a mapped text whose pieces lie anywhere in the script.
//!
//! So a finding points into the literal of a body and not at the variable that stands for it, and rules for requests need to
//! know no language. What the message does not show – what cuts a body off, a name that the shell expands – is added after it
//! it, as further pieces, and noted ([`ScriptNotes`]).

mod body;
mod template;

use std::sync::Arc;

use self::body::Renderer;
use crate::catalogue::{Catalogue, Version};
use crate::http::{Header, Message, StartLine};
use crate::languages::{
    self, Body, Call, Embedded, KnownClient, Language, NoteKind, Part, Script, Text, UnknownBody, is_named_after_graph,
};
use crate::request::{Bodies, BodyFile, ContainerKind, Mark, Notes, RawRequest, ScriptNote, ScriptNotes};
use crate::text::Span;
use crate::text::mapped::{MappedText, MappedTextBuilder};

/// A script that was read, and the requests in it.
#[derive(Debug, Default)]
pub struct Requests<'a> {
    /// Its requests, those to other services among them.
    pub found: Vec<RawRequest<'a>>,
    /// The calls of which the URL or the body is not known.
    pub unread: Vec<UnreadCall>,
    /// What else is known of it.
    pub script: Script,
}

/// A call of which something is not known before the script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadCall {
    /// The call in bytes of the source.
    pub span: Span,
    /// What is not known: "the URL", "the body, which is piped in".
    pub what: &'static str,
    /// The number of its request, or `None` if not even the URL is known.
    pub request: Option<usize>,
}

/// Reads the script in `span` of `text`, which is in `language`; `clients` are those that it does not know of itself. An `example` is shown to readers, and not run.
#[must_use]
pub fn requests<'a>(
    text: &str,
    span: Span,
    language: &Language,
    clients: &[KnownClient],
    example: bool,
) -> Requests<'a> {
    if !languages::may_call_graph(span.of(text), clients) {
        return Requests { found: Vec::new(), unread: Vec::new(), script: Script::default() };
    }
    let mut script = (language.read)(text, span, clients);
    let embedded = std::mem::take(&mut script.embedded);
    let mut requests = rendered(text, span, script, example);
    for inner in embedded {
        requests.embed(text, &inner, clients);
    }
    requests
}

/// The same of a script in which something else fills in values before it runs: `${{ … }}` and `$(name)` of a workflow.
#[must_use]
pub(crate) fn templated_requests<'a>(
    text: &str,
    span: Span,
    language: &Language,
    clients: &[KnownClient],
) -> Requests<'a> {
    let mut script = (language.read)(text, span, clients);
    for call in &mut script.calls {
        template::fill(text, call);
    }
    rendered(text, span, script, false)
}

fn rendered<'a>(text: &str, span: Span, script: Script, example: bool) -> Requests<'a> {
    // Variables may be used any number of times: what is rendered stays in proportion to what was read.
    let mut room = 64 * 1024 + 8 * span.len() as usize;
    let mut found = Vec::new();
    let mut unread = Vec::new();
    for call in &script.calls {
        if call.url.as_ref().is_none_or(Text::is_hole) {
            unread.push(UnreadCall { span: call.span, what: unknown_url(text, call), request: None });
            continue;
        }
        if call.client.base.is_none() && call.url.as_ref().is_some_and(is_of_other_service) {
            continue;
        }
        let Some((raw, why)) = render(text, call, &mut room, example) else {
            unread.push(UnreadCall { span: call.span, what: REPEATED, request: None });
            continue;
        };
        unread.extend(why.map(|what| UnreadCall { span: call.span, what, request: Some(found.len()) }));
        found.push(raw);
    }
    Requests { found, unread, script }
}

/// What is not known of a call behind others that repeat the same values so often that nobody would follow them.
pub(crate) const REPEATED: &str = "the request, since the script repeats its values more often than is followed";

/// Whether a URL begins with a variable that is named after another service, and not after an address: `$teamsService/beta/teams`.
fn is_of_other_service(url: &Text) -> bool {
    /// What names of variables for an address of Microsoft Graph have in them.
    const ADDRESS: [&str; 20] = [
        "graph",
        "url",
        "uri",
        "base",
        "api",
        "host",
        "endpoint",
        "root",
        "resource",
        "address",
        "server",
        "domain",
        "prefix",
        "microsoft",
        "msft",
        "azure",
        "cloud",
        "env",
        "value",
        "version",
    ];
    let Some(Part::Hole { name, .. }) = url.parts.first() else { return false };
    let name = name.to_ascii_lowercase();
    url.parts.len() > 1 && name.contains("service") && !ADDRESS.iter().any(|word| name.contains(word))
}

/// What a URL is of which nothing is known.
fn unknown_url(script: &str, call: &Call) -> &'static str {
    let is_link = call.url.as_ref().is_some_and(|url| languages::is_link(url.span.of(script)));
    if is_link { "the URL, which is a link from an answer" } else { "the URL" }
}

impl<'a> Requests<'a> {
    /// Adds those of a script that is in a string of `text`.
    fn embed(&mut self, text: &str, inner: &Embedded, clients: &[KnownClient]) {
        let mut builder = MappedTextBuilder::new(text);
        for part in &inner.text.parts {
            match part {
                Part::Words { span, quoting } => drop(builder.quoted(*span, *quoting)),
                Part::Known { text, span } => drop(builder.opaque(text, *span)),
                // As a workflow writes what it fills in.
                Part::Hole { name, span } => drop(builder.opaque(&format!("${{{{ {name} }}}}"), *span)),
            }
        }
        let mapped = Arc::new(builder.finish().into_owned());
        if !languages::may_call_graph(mapped.text(), clients) {
            return;
        }
        let inner = templated_requests(mapped.text(), Span::whole(mapped.text()), inner.language, clients);
        let inner = inner.through(&mapped);
        let before = self.found.len();
        self.found.extend(inner.found);
        let moved =
            inner.unread.into_iter().map(|call| UnreadCall { request: call.request.map(|it| it + before), ..call });
        self.unread.extend(moved);
        // They count for what the file is.
        self.script.calls.extend(inner.script.calls);
    }

    /// The same, where the text that was read is in turn the text of `outer`.
    #[must_use]
    pub(crate) fn through(mut self, outer: &Arc<MappedText<'a>>) -> Self {
        for raw in &mut self.found {
            let mapped = std::mem::replace(&mut raw.mapped, MappedText::whole(""));
            raw.mapped = mapped.through(outer);
            if let Some(file) = &mut raw.notes.body_file {
                file.path.span = outer.locate(file.path.span);
            }
        }
        for call in &mut self.unread {
            call.span = outer.locate(call.span);
        }
        for (span, words) in &mut self.script.comments {
            (*span, *words) = (outer.locate(*span), outer.locate(*words));
        }
        for statement in &mut self.script.statements {
            *statement = outer.locate(*statement);
        }
        self
    }
}

/// The message of a call, and what of it is not known; `None` if there is no room left for it.
fn render<'a>(
    script: &str,
    call: &Call,
    room: &mut usize,
    example: bool,
) -> Option<(RawRequest<'a>, Option<&'static str>)> {
    let mut renderer = Renderer::new(script, room);
    let mut message = Message::default();
    let mut notes = Notes::default();
    let has_body = !matches!(call.body, Body::None);
    let client = &call.client;

    renderer.builder.next_expression();
    let given = call.method.as_ref().map(|method| method.known_value(script).map(|_| method));
    let method = match given {
        // Which method it is, is not known.
        Some(None) => None,
        Some(Some(method)) => Some(renderer.text(method)),
        None => {
            let method = if has_body { client.method_with_body } else { client.method };
            Some(renderer.builder.opaque(method, client.name))
        }
    };
    renderer.builder.between(" ");
    let hosted = call.url.as_ref().and_then(|url| with_host(script, url, call));
    let url = hosted.as_ref().or(call.url.as_ref());
    let url = url.map_or(Span::gap(renderer.builder.len()), |url| render_url(&mut renderer, url, call));
    message.start = Some(StartLine::Request { span: method.unwrap_or(url).join(url), method, url });

    let mut typed = false;
    for (name, value) in &call.headers.known {
        if name.is_hole() {
            continue;
        }
        typed |= name.value(script).eq_ignore_ascii_case("Content-Type");
        renderer.builder.between("\n");
        let name = renderer.text(name);
        renderer.builder.between(": ");
        let value = renderer.text(value);
        message.headers.push(Header { span: name.join(value), name, value });
    }
    if has_body && !typed {
        // The client sets it, or a rule of its own says what it sets instead.
        renderer.builder.between("\n");
        let header = renderer.builder.opaque("Content-Type: application/json", client.name);
        let name = Span::new(header.start, header.start + 12);
        message.headers.push(Header { span: header, name, value: Span::new(name.end + 2, header.end) });
    }

    if renderer.is_cut {
        return None;
    }
    renderer.builder.between("\n\n");
    let mut unread = None;
    match &call.body {
        Body::None => {}
        Body::Json(literal) => message.body = renderer.value(literal),
        Body::Text(text) => message.body = renderer.json_text(text),
        Body::File(path) => {
            // A file that is known is checked by itself.
            unread = path.known_value(script).is_none().then_some(UnknownBody::File.words());
            notes.body_file = path.known_value(script).map(|path_text| BodyFile {
                path: Mark { span: path.span, text: path_text },
                has_variables: false,
                may_be_missing: true,
            });
        }
        Body::Unknown(_, why) => unread = (*why != UnknownBody::Form).then(|| why.words()),
    }
    message.body_elsewhere = has_body && message.body.is_none();
    if message.body_elsewhere
        && unread.is_none()
        && !matches!(call.body, Body::Text(_) | Body::File(_) | Body::Unknown(..))
    {
        unread = Some(UnknownBody::Computed.words());
    }
    let script_notes = renderer.notes(call);
    notes.script = Some(Box::new(script_notes));
    let mapped = renderer.finish();
    Some((
        RawRequest {
            name: None,
            container: ContainerKind::Script { example },
            mapped,
            message,
            response: None,
            notes,
            bodies: Bodies::default(),
        },
        unread,
    ))
}

/// The URL with the host, and perhaps an unknown version, in place of an unknown beginning, if that can be nothing else: its
/// name has the word `graph` in it, or its client speaks to nothing but Microsoft Graph.
fn with_host(script: &str, url: &Text, call: &Call) -> Option<Text> {
    let [Part::Hole { name, span }, rest @ ..] = url.parts.as_slice() else { return None };
    let is_named = is_named_after_graph(name) || is_named_after_graph(span.of(script));
    if call.client.base.is_none() && !is_named {
        return None;
    }
    let rest = Text { span: url.span, parts: rest.to_vec(), ..Text::default() };
    let path = rest.value(script);
    let first = path.trim_start_matches('/').split(['/', '?', '(']).next()?;
    let slash = if path.starts_with('/') { "" } else { "/" };
    let host = Text::known("https://graph.microsoft.com", *span);
    let host = match first {
        "v1.0" | "beta" => host,
        // A beginning with more than a host and a version in it is followed by something else.
        root if is_named && is_root(root) => {
            host.joined(&Text::known("/", *span), *span).joined(&Text::hole("version", *span), *span)
        }
        _ => return None,
    };
    Some(host.joined(&Text::known(slash, *span), *span).joined(&rest, url.span))
}

/// Whether a path of Microsoft Graph may begin with a segment.
fn is_root(segment: &str) -> bool {
    let graph = |version| Catalogue::builtin().graph(version);
    [Version::V1, Version::Beta].into_iter().any(|version| graph(version).root(segment).is_some())
}

fn render_url(renderer: &mut Renderer<'_>, url: &Text, call: &Call) -> Span {
    let start = renderer.builder.len();
    let value = url.value(renderer.script);
    let begins_with_hole = matches!(url.parts.first(), Some(Part::Hole { .. }));
    if let Some(base) = call.client.base.filter(|_| !value.contains("://") && !begins_with_hole) {
        let base = if value.starts_with('/') { base.trim_end_matches('/') } else { base };
        renderer.builder.opaque(base, call.client.name);
    }
    renderer.url(url);
    Span::new(start, renderer.builder.len())
}

impl Renderer<'_> {
    /// Adds the places that the notes of a call speak of, after the message.
    fn notes(&mut self, call: &Call) -> ScriptNotes {
        let mut notes = Vec::new();
        for note in &call.notes {
            self.builder.next_expression();
            self.builder.between("\n");
            let span = self.builder.verbatim(note.span, "");
            let other = match &note.kind {
                NoteKind::Shallow(cut) => cut.given.map(|given| {
                    self.builder.next_expression();
                    self.builder.between(" ");
                    self.builder.verbatim(given, "")
                }),
                _ => None,
            };
            notes.push(ScriptNote { span, other, kind: note.kind.clone() });
        }
        ScriptNotes { holes: self.take_holes(), any_case: call.client.any_case, notes }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::languages::{Client, Headers, Key, Literal, Member, Object};
    use crate::text::notation::POWERSHELL;
    use crate::text::quoting::Quoting;
    use crate::text::{Edit, offset};

    fn place(script: &str, words: &str) -> Span {
        let start = script.find(words).expect("the words are there");
        Span::new(offset(start), offset(start + words.len()))
    }

    fn quoted(script: &str, words: &str, quoting: Quoting) -> Text {
        let span = place(script, words);
        Text::literal(span, span.inside_quotes(), quoting, &POWERSHELL)
    }

    fn member(script: &str, key: &str, value: Literal) -> Member {
        let span = place(script, key);
        let key = Key { span, inner: span, quoting: Quoting::PowerShellBare };
        let sign = |at: u32, sign| {
            let space = script[at as usize..].len() - script[at as usize..].trim_start().len();
            let at = at + offset(space);
            script[at as usize..].starts_with(sign).then_some(Span::new(at, at + 1))
        };
        Member { key, colon: sign(span.end, '='), comma: sign(value.span().end, ';'), value }
    }

    fn call(script: &str, url: Text, body: Body) -> Call {
        let client = Client {
            name: place(script, "Invoke-MgGraphRequest"),
            method: "GET",
            method_with_body: "POST",
            base: Some("https://graph.microsoft.com/"),
            any_case: false,
        };
        Call {
            span: Span::whole(script),
            client,
            method: None,
            url: Some(url),
            headers: Headers::default(),
            body,
            notes: Vec::new(),
        }
    }

    fn rendered<'a>(script: &str, call: &Call) -> RawRequest<'a> {
        render(script, call, &mut 10_000, false).expect("room").0
    }

    /// The script after `edit` of the message, if it can be made.
    fn edited(script: &str, raw: &RawRequest<'_>, edit: &Edit) -> Option<String> {
        raw.mapped.edit(edit).map(|edit| {
            let mut edited = script.to_owned();
            edited.replace_range(edit.span.range(), &edit.text);
            edited
        })
    }

    #[test]
    fn a_literal_goes_out_as_json_and_is_changed_as_it_is_written() {
        let script = "$body = @{ DisplayName = 'it''s'; on = $x\n  \"n\" = @{} }\nInvoke-MgGraphRequest -Uri '/v1.0/groups' -Body $body";
        let empty = Object {
            span: place(script, "@{}"),
            open: place(script, "@{}"),
            close: Span::gap(place(script, "@{}").end),
            notation: &POWERSHELL,
            members: Vec::new(),
            incomplete: true,
        };
        let span = place(script, "@{ DisplayName = 'it''s'; on = $x\n  \"n\" = @{} }");
        let mut last = member(script, "\"n\"", Literal::Object(Rc::new(empty)));
        last.key.inner = last.key.span.inside_quotes();
        last.key.quoting = Quoting::PowerShellDouble;
        let body = Object {
            span,
            open: Span::new(span.start, span.start + 2),
            close: Span::new(span.end - 1, span.end),
            notation: &POWERSHELL,
            members: vec![
                member(
                    script,
                    "DisplayName",
                    Literal::Text(Rc::new(quoted(script, "'it''s'", Quoting::PowerShellSingle))),
                ),
                member(script, "on", Literal::hole("$x", place(script, "$x"))),
                last,
            ],
            incomplete: false,
        };
        let url = quoted(script, "'/v1.0/groups'", Quoting::PowerShellSingle);
        let raw = rendered(script, &call(script, url, Body::Json(Literal::Object(Rc::new(body)))));
        let text = raw.mapped.text();
        assert_eq!(
            text,
            "POST https://graph.microsoft.com/v1.0/groups\nContent-Type: application/json\n\n\
             {\"DisplayName\":\"it's\",\"on\":null,\"n\":{}}"
        );
        for (words, outer) in [
            ("\"DisplayName\"", "DisplayName"),
            ("DisplayName", "DisplayName"),
            ("\"it's\"", "'it''s'"),
            ("'s", "''s"),
            ("\"n\"", "\"n\""),
            ("null", "$x"),
            ("POST", "Invoke-MgGraphRequest"),
            ("/v1.0", "/v1.0"),
        ] {
            assert_eq!(raw.mapped.locate(place(text, words)).of(script), outer, "{words}");
        }
        let request = crate::request::Request::read(&raw);
        let root = request.body.as_ref().and_then(|body| body.document.tree.root()).expect("a body");
        assert_eq!(root.get("on").map(|node| node.kind()), Some(crate::json::Kind::Unknown));
        assert!(root.get("n").is_some_and(|node| node.is_incomplete()) && !root.is_incomplete());

        let all = |edit: &Edit| edited(script, &raw, edit);
        let has = |edit: Edit, words: &str| {
            let edited = all(&edit).unwrap_or_default();
            assert!(edited.contains(words), "{edit:?} gives {edited}");
        };
        has(Edit::replace(place(text, "DisplayName"), "displayName"), "@{ displayName = 'it''s'");
        has(Edit::replace(place(text, "DisplayName"), "@odata.type"), "@{ '@odata.type' = 'it''s'");
        has(Edit::replace(place(text, "\"DisplayName\""), "\"a-b\""), "@{ 'a-b' = 'it''s'");
        has(Edit::replace(place(text, "it's"), "it's 'x'"), "= 'it''s ''x''';");
        has(Edit::replace(place(text, "\"it's\""), "[1, {\"a\": \"b\"}]"), "= @(1, @{a = 'b'});");
        has(Edit::insert(place(text, "{}").start, "["), "\"n\" = @(@{} }");
        has(Edit::delete(place(text, "\"DisplayName\":\"it's\",")), "@{  on");
        assert_eq!(all(&Edit::replace(place(text, "null"), "1")), None);
        assert_eq!(all(&Edit::replace(place(text, "POST"), "PATCH")), None);
        assert_eq!(all(&Edit::insert(place(text, "\"it's\"").start, "\"")), None);
    }

    #[test]
    fn holes_in_text_leave_it_the_json_that_it_may_be() {
        let script = "Invoke-MgGraphRequest $u '/a' \"{ \"id\": \"$(x)\", $k: $v, \"l\": [$i, 1$i], $rest }\"";
        let url = quoted(script, "'/a'", Quoting::PowerShellSingle);
        let span = Span::new(place(script, "\"{").start, offset(script.len()));
        let mut parts = Vec::new();
        let mut at = span.start + 1;
        for hole in ["$(x)", "$k", "$v", "$i", "$i]", "$rest"] {
            let from = Span::new(at, span.end).of(script).find(hole).expect("the hole is there");
            let start = at + offset(from);
            let hole = hole.trim_end_matches(']');
            parts.push(Part::Words { span: Span::new(at, start), quoting: Quoting::PowerShellHereDouble });
            at = start + offset(hole.len());
            parts.push(Part::Hole { name: hole.trim_matches(['$', '(', ')']).into(), span: Span::new(start, at) });
        }
        parts.push(Part::Words { span: Span::new(at, span.end - 1), quoting: Quoting::PowerShellHereDouble });
        let raw = rendered(script, &call(script, url, Body::Text(Text { span, parts, ..Text::default() })));
        let body = raw.message.body.expect("a body").of(raw.mapped.text());
        assert_eq!(body, r#"{ "id": "{x}", "{k}": null, "l": [null, 1], "{rest}":null }"#);
        let request = crate::request::Request::read(&raw);
        let document = &request.body.as_ref().expect("a body").document;
        assert_eq!(document.syntax_errors, []);
        let root = document.tree.root().expect("an object");
        let keys: Vec<_> = root.members().map(|member| member.key.string().expect("a key").into_owned()).collect();
        assert_eq!((keys, root.is_incomplete()), (vec!["id".to_owned(), "l".to_owned()], true));
        assert!(root.get("id").is_some_and(|node| node.has_hole()));
    }
}
