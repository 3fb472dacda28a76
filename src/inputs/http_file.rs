//! `.http` and `.rest` files, as the REST Client of Visual Studio Code and the HTTP client of JetBrains read them:
//! requests between lines of `###`, comments, variables, scripts.
//!
//! A variable that the file defines gives way to its value; every other `{{name}}` stays. Of a body that is only named
//! (`< body.json`) the name is noted: the library touches no files.

use crate::comment::{Comment, Comments, Place as Room};
use crate::http::{self, Header, MessageError, MessageErrorKind, RequestLineFault, StartLine};
use crate::input::envelope::with_batches;
use crate::input::unknown::with_values;
use crate::input::variables::{Part, Variables, is_variable};
use crate::input::{Claim, Input, Opened, is_named};
use crate::languages::Language;
use crate::page::Page;
use crate::request::{Bodies, BodyFile, ContainerKind, Mark, Notes, RawRequest};
use crate::script;
use crate::source::Source;
use crate::text::mapped::MappedTextBuilder;
use crate::text::{Edit, Span, offset};

pub(crate) const INPUT: Input = Input {
    name: "http-file",
    extensions: &["http", "rest"],
    json: false,
    claims,
    open,
    comments: Some(comments),
    names_files: true,
    by_line: false,
};

fn claims(source: &Source) -> Option<Claim> {
    let is_ours = INPUT.is_named(source) || is_plain(source) && is_message(source.text());
    is_ours.then_some(Claim::Certain)
}

/// Whether the name of a source does not say what is in it.
fn is_plain(source: &Source) -> bool {
    const PLAIN: &[&str] = &["txt", "text", "log", "raw", "req", "request"];
    is_named(source, PLAIN) || !source.name().contains('.')
}

/// Whether the first line of a text with words is a request line as proxies and browsers copy it: with a version, or with a whole
/// URL and headers or a body after it.
fn is_message(text: &str) -> bool {
    let mut text = text.trim_start_matches('\u{FEFF}').trim_start();
    while text.starts_with(['#', '/']) {
        text = text.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    }
    let line = text.lines().next().unwrap_or_default();
    if !line.starts_with(|first: char| first.is_ascii_uppercase()) || line.len() > LONGEST_LINE {
        return false;
    }
    let message = http::read(text, Span::new(0, offset(text.floor_char_boundary(MOST_READ))));
    let Some(StartLine::Request { method: Some(method), url, span }) = message.start else { return false };
    let is_whole = url.of(text).contains("://") && (!message.headers.is_empty() || message.body.is_some());
    method.of(text).bytes().all(|byte| byte.is_ascii_uppercase()) && (is_whole || span.of(text).contains(" HTTP/"))
}

/// Bytes of a request line at most, and of a text that are looked at for one.
const LONGEST_LINE: usize = 8 * 1024;
const MOST_READ: usize = 64 * 1024;

fn open(source: &Source) -> Opened<'_> {
    Opened::new(requests(source).into_iter())
}

fn requests(source: &Source) -> Vec<RawRequest<'_>> {
    let text = source.text();
    let blocks = blocks(text);
    let variables = variables(text, &blocks);
    with_batches(text, blocks.iter().filter_map(|block| request(text, block, &variables)).collect())
}

fn comments(source: &Source, _: Option<&Page<'_>>) -> Comments {
    let text = source.text();
    let blocks = blocks(text);
    // What is before no request of its own is about the next one.
    let mut next = None;
    let mut found = Vec::new();
    for block in blocks.iter().rev() {
        next = if block.lines.is_empty() { next } else { Some(block.span) };
        found.extend(block.comments.iter().rev().map(|&line| {
            let (span, words) = comment(text, line);
            Comment { span, words, about: next }
        }));
    }
    found.reverse();
    let places = blocks.iter().filter_map(|block| {
        let line = behind_mark(text, block.lines.first()?.start);
        Some(Room { line, lead: Span::gap(line), about: block.span })
    });
    Comments { found, places: places.collect(), head: behind_mark(text, 0), marks: ("# ", "") }
}

/// The comment on a line, and the words after its mark.
fn comment(text: &str, line: Span) -> (Span, Span) {
    let words = line.of(text).trim_start_matches('\u{FEFF}').trim_start();
    let start = line.end - offset(words.len());
    let end = start + offset(words.trim_end().len());
    let inside = words.strip_prefix("//").unwrap_or_else(|| words.trim_start_matches('#'));
    (Span::new(start, end), Span::new((line.end - offset(inside.len())).min(end), end))
}

/// The same place, or that after the byte order mark which is there.
fn behind_mark(text: &str, at: u32) -> u32 {
    let mark = '\u{FEFF}';
    if text[at as usize..].starts_with(mark) { at + offset(mark.len_utf8()) } else { at }
}

/// What is between two separators.
#[derive(Default)]
struct Block {
    span: Span,
    /// The lines with nothing but a comment.
    comments: Vec<Span>,
    name: Option<String>,
    /// The lines that define variables.
    definitions: Vec<Span>,
    /// The lines of the request, each with its line end; comments among the headers are left out.
    lines: Vec<Span>,
    /// The line that names the file that the body is taken from.
    file: Option<Span>,
    /// Whether a header says what the body is: the first thing after the headers is the body then, whatever it looks like.
    has_type: bool,
    /// The answer that was recorded after the request, from its status line on.
    answer: Option<Span>,
    /// Whether it is what a client reports of its own work, with `> ` before each line that it sent.
    is_transcript: bool,
}

/// Where in a block a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Prelude,
    Script,
    /// The code of httpYac, between `{{` and `}}` on lines of their own.
    Code,
    Head,
    BlankLines,
    Body,
    Handlers,
    Answer,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    let mut place = Place::Prelude;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + offset(line.len()));
        at = span.end;
        let words = line.trim_start_matches('\u{FEFF}').trim();
        if let Some(title) = line.trim_start_matches('\u{FEFF}').strip_prefix("###") {
            let title = title.trim_matches('#').trim();
            let name = (!title.is_empty()).then(|| title.to_owned());
            blocks.push(Block { span, name, ..Block::default() });
            place = Place::Prelude;
        } else if let Some(block) = blocks.last_mut() {
            block.span.end = span.end;
            place = block.add(text, place, words, span);
        }
    }
    for block in &mut blocks {
        block.part_comments_behind(text);
    }
    // An answer after a line of `###` belongs to the request before it.
    for at in 1..blocks.len() {
        if blocks[at].lines.is_empty() && blocks[at - 1].answer.is_none() && !blocks[at - 1].lines.is_empty() {
            blocks[at - 1].answer = blocks[at].answer.take();
        }
    }
    blocks
}

impl Block {
    /// Adds a line, and returns where the next one starts.
    fn add(&mut self, text: &str, place: Place, words: &str, line: Span) -> Place {
        let comment = words.strip_prefix('#').or_else(|| words.strip_prefix("//"));
        // What a client reports besides is marked with a star.
        let is_first = || self.lines.iter().all(|it| it.of(text).starts_with("* "));
        if matches!(place, Place::Prelude | Place::Head) && is_sent(words) && is_first() {
            self.is_transcript = true;
            self.lines = vec![line];
            return Place::Head;
        }
        if self.is_transcript && place != Place::Answer {
            return self.add_sent(place, words, line);
        }
        match place {
            Place::Answer => {
                self.answer = self.answer.map(|answer| answer.join(line));
                Place::Answer
            }
            _ if place != Place::Script && is_status_line(words) && !(place == Place::BlankLines && self.has_type) => {
                self.answer = Some(line);
                Place::Answer
            }
            Place::Prelude if words.is_empty() => Place::Prelude,
            Place::Prelude if words.starts_with("< {%") => after_script(words),
            Place::Code if words == "}}" => Place::Prelude,
            Place::Prelude if begins_code(words) => Place::Code,
            Place::Code => Place::Code,
            Place::BlankLines if begins_code(words) && !self.has_type => Place::Handlers,
            Place::Body if begins_code(words) && self.is_behind_blank(text) => Place::Handlers,
            Place::Prelude if definition(words).is_some() => {
                self.definitions.push(line);
                Place::Prelude
            }
            Place::Prelude | Place::Head | Place::BlankLines if comment.is_some() => {
                self.name = comment.and_then(name).or(self.name.take());
                self.comments.push(line);
                place
            }
            Place::Script => after_script(words),
            Place::Head if words.is_empty() => {
                self.lines.push(line);
                Place::BlankLines
            }
            Place::BlankLines | Place::Head if is_file(words) => {
                self.file = Some(line);
                Place::Handlers
            }
            Place::Prelude | Place::Head | Place::BlankLines | Place::Body if is_handler(words) => Place::Handlers,
            Place::BlankLines if words.is_empty() => {
                self.lines.push(line);
                place
            }
            Place::Prelude | Place::Head if !words.starts_with(['{', '[']) => {
                self.has_type |= words.get(..13).is_some_and(|name| name.eq_ignore_ascii_case("content-type:"));
                self.lines.push(line);
                Place::Head
            }
            Place::Prelude | Place::Head | Place::BlankLines | Place::Body => {
                self.lines.push(line);
                Place::Body
            }
            Place::Handlers => Place::Handlers,
        }
    }
}

impl Block {
    /// Adds a line of what a client reports, and returns where the next one starts.
    fn add_sent(&mut self, place: Place, words: &str, line: Span) -> Place {
        let (is_answer, is_remark) = (words.starts_with("< ") || words == "<", words.starts_with("* "));
        match words.strip_prefix('>') {
            Some(rest) => {
                let lead = offset(words.len() - rest.strip_prefix(' ').unwrap_or(rest).len());
                self.lines.push(Span::new(line.start + lead, line.end));
                if rest.trim().is_empty() { Place::Body } else { place }
            }
            None if is_answer => Place::Handlers,
            None if is_remark || place == Place::Handlers => place,
            None => {
                self.lines.push(line);
                place
            }
        }
    }

    /// The title, if it is the request line that the lines below want.
    fn request_line(&self, text: &str) -> Option<Span> {
        let line = self.span.of(text).split_inclusive('\n').next()?;
        let words = line.trim_start_matches('#').trim_start();
        let start = self.span.start + offset(line.len() - words.len());
        let title = Span::new(start, self.span.start + offset(line.len()));
        let is_request = |span: Span| {
            let message = http::read(text, span);
            matches!(message.start, Some(StartLine::Request { method: Some(_), url, .. }) if url.of(text).contains("://"))
                && message.syntax_errors.is_empty()
        };
        let first = *self.lines.first()?;
        let has_own = matches!(http::read(text, first).start, Some(StartLine::Request { .. }));
        (line.starts_with("###") && !has_own && is_request(title)).then_some(title)
    }

    /// The request that the command line of `curl` sends which the block is, as the REST Client takes it.
    fn command<'a>(&self, text: &'a str) -> Option<RawRequest<'a>> {
        let (first, last) = (self.lines.first()?, self.lines.last()?);
        let words = first.of(text).trim_start();
        let is_command = words.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("curl "))
            || words.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("curl.exe "));
        let span = first.join(*last);
        // A request line in the words of one has headers below.
        let is_option = |header: &Header| header.name.of(text).starts_with('-');
        if !is_command || !http::read(text, span).headers.iter().all(is_option) {
            return None;
        }
        let found = script::requests(text, span, Language::of_fence("bash")?, &[], false).found;
        let [raw] = <[RawRequest<'_>; 1]>::try_from(found).ok()?;
        Some(RawRequest { name: self.name.clone(), container: ContainerKind::Client, ..raw })
    }

    /// Whether the last line is blank.
    fn is_behind_blank(&self, text: &str) -> bool {
        self.lines.last().is_some_and(|line| line.of(text).trim().is_empty())
    }

    /// Takes the lines of comments after the body out of it: they belong to the file.
    fn part_comments_behind(&mut self, text: &str) {
        let words = |line: &Span| line.of(text).trim();
        let is_comment = |line: &Span| words(line).starts_with('#') || words(line).starts_with("//");
        let last = self.lines.iter().rposition(|line| !words(line).is_empty() && !is_comment(line));
        let behind = self.lines.split_off(last.map_or(0, |last| last + 1));
        self.comments.extend(behind.iter().filter(|line| is_comment(line)));
        self.lines.extend(behind.iter().filter(|line| !is_comment(line)));
    }
}

/// Whether a line begins code of httpYac: `{{`, `{{+after`, `{{@response`.
fn begins_code(words: &str) -> bool {
    words.strip_prefix("{{").is_some_and(|rest| rest.is_empty() || rest.starts_with(['+', '@']) && !rest.contains('}'))
}

fn after_script(words: &str) -> Place {
    if words.contains("%}") { Place::Prelude } else { Place::Script }
}

/// `HTTP/1.1 200 OK`: with it the answer begins that a client wrote down after the request.
fn is_status_line(words: &str) -> bool {
    let Some((version, rest)) = words.strip_prefix("HTTP/").and_then(|rest| rest.split_once(' ')) else { return false };
    let code = rest.split(' ').next().unwrap_or_default();
    let is_version = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_version && code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// `@name value` or `@name = value` in a comment.
fn name(comment: &str) -> Option<String> {
    let rest = comment.trim().strip_prefix("@name")?;
    let name = rest.trim_start().trim_start_matches('=').trim();
    (rest.starts_with([' ', '\t', '=']) && !name.is_empty()).then(|| name.to_owned())
}

/// `< body.json`, `<@ body.json`, `<@utf8 body.json`
fn is_file(words: &str) -> bool {
    words.starts_with("< ") || words.starts_with("<@")
}

/// The file that a line like those names. `<` sends it as it is, `<@` with its variables filled in; after `@` the encoding may
/// stand. A path with variables leads nowhere that could be known.
fn body_file(text: &str, line: Span) -> Option<BodyFile> {
    let words = line.of(text).trim_end();
    let rest = words.trim_start().strip_prefix('<')?;
    let (has_variables, path) = match rest.strip_prefix('@') {
        Some(rest) => (true, rest.split_once(char::is_whitespace)?.1.trim_start()),
        None => (false, rest.trim_start()),
    };
    let end = line.start + offset(words.len());
    let span = Span::new(end - offset(path.len()), end);
    let is_known = !path.is_empty() && !path.contains("{{");
    is_known.then(|| BodyFile { path: Mark { span, text: path.to_owned() }, has_variables, may_be_missing: false })
}

/// `> POST /v1.0/me HTTP/2`: how clients report the request line that they sent.
fn is_sent(words: &str) -> bool {
    const METHODS: [&str; 5] = ["GET ", "POST ", "PATCH ", "PUT ", "DELETE "];
    let Some(rest) = words.strip_prefix("> ") else { return false };
    let target = METHODS.iter().find_map(|method| rest.strip_prefix(method)).map(str::trim_start);
    target.is_some_and(|target| target.starts_with('/') || target.starts_with("http"))
}

/// What is done with the answer: `> {% … %}`, `> handler.js`, `>> file`, `?? status == 200`, and the answers that were kept, `<> file`.
fn is_handler(words: &str) -> bool {
    ["> ", ">> ", ">>! ", "<> ", "?? "].iter().any(|start| words.starts_with(start))
}

/// Reads a variable definition of the form `@name = value`.
fn definition(words: &str) -> Option<(&str, &str)> {
    let (name, value) = words.trim_start_matches('\u{FEFF}').trim().strip_prefix('@')?.split_once('=')?;
    let name = name.trim();
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some((name, value.trim()))
}

/// The variables of a file. One that is defined twice has no value: one client takes the last definition of the file, the
/// other the last one above the request.
fn variables(text: &str, blocks: &[Block]) -> Variables {
    let mut variables = Variables::default();
    let lines = blocks.iter().flat_map(|block| &block.definitions);
    for (name, value) in lines.filter_map(|line| definition(line.of(text))) {
        variables.define(name, value);
    }
    variables
}

fn request<'a>(text: &'a str, block: &Block, variables: &Variables) -> Option<RawRequest<'a>> {
    if let Some(raw) = block.command(text) {
        return Some(raw);
    }
    let mut builder = MappedTextBuilder::new(text);
    let title = block.request_line(text);
    let mut lines = title.into_iter().chain(block.lines.iter().copied()).peekable();
    lines.peek()?;
    let (mut in_url, mut is_open) = (true, false);
    while let Some(mut line) = lines.next() {
        if builder.is_empty() {
            line.start = behind_mark(text, line.start);
        }
        // A URL may go on below: each parameter of its query, or each part of its path, has a line of its own.
        let goes_on_at = |words: &str| goes_on(words) || is_open && words.starts_with([' ', '\t']);
        in_url = builder.is_empty() || in_url && goes_on_at(line.of(text));
        is_open = line.of(text).trim_end().ends_with(['?', '&']);
        let goes_on_at =
            |words: &str| goes_on(words) || is_open && words.starts_with([' ', '\t']) && !words.trim().is_empty();
        if in_url && lines.peek().is_some_and(|next| goes_on_at(next.of(text))) {
            line.end = line.start + offset(line.of(text).trim_end().len());
        }
        if in_url && !builder.is_empty() {
            line.start += offset(line.len() as usize - line.of(text).trim_start().len());
        }
        for (range, part) in variables.parts(line.of(text)) {
            let place = Span::new(line.start + offset(range.start), line.start + offset(range.end));
            match part {
                Part::Words if place.is_empty() => {}
                Part::Words => drop(builder.verbatim(place, "")),
                Part::Value(value) => drop(builder.opaque(value, place)),
            }
        }
    }
    let mapped = builder.finish();
    let mut message = http::read(mapped.text(), Span::whole(mapped.text()));
    if let Some(StartLine::Request { span, .. }) = message.start.filter(|_| title.is_some()) {
        let kind = MessageErrorKind::MalformedRequestLine(RequestLineFault::Title);
        let edits = vec![Edit::insert(span.start, "\n")];
        message.syntax_errors.insert(0, MessageError { kind, span, edits });
    }
    if block.is_transcript && block.lines.len() > 1 {
        // The marks of the lines below are not part of the text, so that nothing is gained by taking off the first alone.
        message.syntax_errors.iter_mut().for_each(|error| error.edits.clear());
    }
    message.body_elsewhere = block.file.is_some();
    if message.body.is_some_and(|body| is_variable(body.of(mapped.text()))) {
        message.body = None;
        message.body_elsewhere = true;
    }
    // Both clients take a URL alone for a GET, which has no body.
    if message.body.is_none() && !message.body_elsewhere {
        message.syntax_errors.retain(|syntax_error| syntax_error.kind != MessageErrorKind::MissingMethod);
    }
    let raw = RawRequest {
        name: block.name.clone(),
        container: ContainerKind::Client,
        mapped,
        message,
        response: None,
        bodies: Bodies::default(),
        notes: Notes { body_file: block.file.and_then(|line| body_file(text, line)), ..Notes::default() },
    };
    let had_method_error = raw.message.syntax_errors.iter().any(|error| error.kind == MessageErrorKind::MissingMethod);
    let mut raw = with_values(text, raw);
    if !had_method_error {
        raw.message.syntax_errors.retain(|error| error.kind != MessageErrorKind::MissingMethod);
    }
    Some(match block.answer {
        Some(answer) => with_answer(text, raw, answer),
        None => raw,
    })
}

/// The request with the answer that was recorded after it. The places of the request stay what they are.
fn with_answer<'a>(text: &'a str, raw: RawRequest<'a>, answer: Span) -> RawRequest<'a> {
    let mut builder = MappedTextBuilder::new(text);
    builder.append(&raw.mapped, Span::whole(raw.mapped.text()));
    builder.between("\n");
    let answer = builder.verbatim(answer, "");
    let mapped = builder.finish();
    let response = Some(http::read(mapped.text(), answer));
    RawRequest { mapped, response, bodies: Bodies::default(), ..raw }
}

/// A line with which a URL goes on: one that begins with `?`, `&` or a slash, as no header and no JSON does.
fn goes_on(words: &str) -> bool {
    let rest = words.trim_start();
    rest.starts_with(['?', '&']) || rest.starts_with('/') && !rest.starts_with("//")
}
