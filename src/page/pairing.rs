//! Which answer belongs to which request.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::block::{Block, Role};
use crate::http::{self, Message, StartLine};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::text::Span;
use crate::text::mapped::{MappedText, MappedTextBuilder};

/// A request of a page, with the answer that belongs to it.
#[derive(Debug)]
pub struct Example<'a> {
    /// The number of the block that it is in.
    pub block: usize,
    /// The number of the block of its answer.
    pub answer: Option<usize>,
    /// The number of the block that is its body, if that is another one.
    pub body: Option<usize>,
    /// Both, as the rules for requests see them.
    pub raw: Rc<RawRequest<'a>>,
}

/// The place of a message: the number of its block, and its number in that.
type At = (usize, usize);

/// The requests in `blocks`, in order. An answer belongs to the request of its name, or to the last one before it.
pub(super) fn examples<'a>(text: &'a str, blocks: &[Block<'a>]) -> Vec<Example<'a>> {
    let mut pairs: Vec<(At, Option<At>)> = Vec::new();
    let mut named: HashMap<&str, usize> = HashMap::new();
    for (number, block) in blocks.iter().enumerate() {
        for (index, part) in block.parts.iter().enumerate() {
            if part.role == Role::Request {
                named.extend(block.name().map(|name| (name, pairs.len())));
                pairs.push(((number, index), None));
                continue;
            }
            let namesake = block.name().and_then(|name| named.get(name).copied());
            // A block without an end may have swallowed the request that it is the answer to.
            let is_last =
                |&(request, _): &(At, Option<At>)| request.0 == number || blocks[request.0].swallowed.is_none();
            let last = || pairs.last().filter(|pair| is_last(pair)).map(|_| pairs.len() - 1);
            if let Some(at) = namesake.or_else(last)
                && pairs[at].1.is_none()
            {
                pairs[at].1 = Some((number, index));
            }
        }
    }
    pairs.into_iter().map(|(request, answer)| example(text, blocks, request, answer)).collect()
}

/// The number of the block that is the body of the request at `at`: the next one, if the request has none of its own.
fn body_behind(text: &str, blocks: &[Block<'_>], (number, index): At) -> Option<usize> {
    let (block, next) = (blocks.get(number)?, blocks.get(number + 1)?);
    let part = block.parts.get(index).filter(|_| index + 1 == block.parts.len())?;
    let takes_none = match part.message.start {
        Some(StartLine::Request { method: Some(method), .. }) => {
            ["GET", "HEAD", "DELETE"].iter().any(|known| method.of(block.mapped.text()).eq_ignore_ascii_case(known))
        }
        _ => true,
    };
    let between = text.get(block.first_line().end as usize..next.opener.start as usize)?;
    // What is said of a request has headings of its own: "Request body".
    let is_of_body = |line: &str| line.to_ascii_lowercase().contains("body");
    let has_heading = between.lines().any(|line| line.trim_start().starts_with('#') && !is_of_body(line));
    let is_answer = between.lines().any(is_about_answer);
    (part.message.body.is_none() && !takes_none && !has_heading && !is_answer && next.body.is_some())
        .then_some(number + 1)
}

/// Whether a line of a page says that what follows is an answer.
fn is_about_answer(line: &str) -> bool {
    let small = line.trim().to_ascii_lowercase();
    let is_label = small.len() <= 60 && small.ends_with(':');
    is_label && ["response", "answer", "returns", "result"].iter().any(|word| small.contains(word))
}

/// Whether the block of this number is nothing but JSON which a request before it was answered with. That request takes no
/// body, or has one of its own.
fn is_answer(text: &str, blocks: &[Block<'_>], examples: &[Example<'_>], number: usize) -> bool {
    let Some((before, block)) = number.checked_sub(1).and_then(|before| blocks.get(before)).zip(blocks.get(number))
    else {
        return false;
    };
    let is_body_of = |number: usize| examples.iter().any(|example| example.body == Some(number));
    let is_asked = before.parts.last().is_some_and(|part| part.role == Role::Request) && is_asked(before);
    let is_behind = || {
        let between = text.get(before.extent(text).end as usize..block.opener.start as usize);
        between.is_some_and(|between| !between.lines().any(|line| line.trim_start().starts_with('#')))
    };
    block.body.is_some()
        && block.language == "json"
        && block.annotation.is_none()
        && !is_body_of(number)
        && (is_asked || is_body_of(number - 1))
        && is_behind()
}

/// Whether the last request of a block wants no body after it.
fn is_asked(block: &Block<'_>) -> bool {
    let words = block.mapped.text();
    block.parts.last().is_some_and(|part| match part.message.start {
        Some(StartLine::Request { method: Some(method), .. }) => {
            part.message.body.is_some() || ["GET", "HEAD"].iter().any(|it| method.of(words).eq_ignore_ascii_case(it))
        }
        _ => false,
    })
}

/// The answers on a page whose bodies are JSON.
pub(super) fn answers<'a>(text: &'a str, blocks: &[Block<'a>], examples: &[Example<'a>]) -> Vec<Rc<RawRequest<'a>>> {
    // The requests to which answers belong, by the places of their bodies in the page.
    let asked: BTreeMap<Span, &RawRequest<'_>> = examples
        .iter()
        .filter(|example| std::ptr::eq(example.raw.mapped.text(), text))
        .filter_map(|example| Some((example.raw.response.as_ref()?.body?, example.raw.as_ref())))
        .collect();
    let mut found = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let words = block.mapped.text();
        let is_body = examples.iter().any(|example| example.body == Some(number));
        let is_graphs = |body: &Span| !is_body && names_metadata(body.of(words));
        if let Some(body) = block.body.filter(|body| is_answer(text, blocks, examples, number) || is_graphs(body)) {
            let mut builder = MappedTextBuilder::new(text);
            let span = builder.append(&block.mapped, body);
            let message = Message { body: Some(span), ..Message::default() };
            found.push(Rc::new(answer(None, builder.finish(), message, Bodies::default())));
        }
        for part in block.parts.iter().filter(|part| part.role == Role::Response) {
            let kind =
                part.message.header(words, "Content-Type").map(|header| header.value.of(words).to_ascii_lowercase());
            let is_json = kind.is_none_or(|kind| kind.contains("json"));
            if !is_json || !part.message.body.is_some_and(|body| body.of(words).starts_with(['{', '['])) {
                continue;
            }
            let whole = std::ptr::eq(words, text);
            let (mapped, message) = if whole {
                (MappedText::whole(text), part.message.clone())
            } else {
                let mut builder = MappedTextBuilder::new(text);
                let span = builder.append(&block.mapped, part.span);
                let mapped = builder.finish();
                let message = http::read(mapped.text(), span);
                (mapped, message)
            };
            let asked = message.body.filter(|_| whole).and_then(|body| asked.get(&body));
            let bodies = asked.map_or_else(Bodies::default, |asked| Bodies::of_answer(asked));
            // Errors of the message are reported with its request.
            let message = Message { body: message.body, ..Message::default() };
            found.push(Rc::new(answer(block.name(), mapped, message, bodies)));
        }
    }
    found
}

/// Whether a JSON says itself that it is an answer of Microsoft Graph.
fn names_metadata(words: &str) -> bool {
    words.contains("\"@odata.context\"") && words.contains("://graph.microsoft.com/") && words.contains("$metadata#")
}

fn answer<'a>(name: Option<&str>, mapped: MappedText<'a>, message: Message, bodies: Bodies) -> RawRequest<'a> {
    RawRequest {
        name: name.map(str::to_owned),
        container: ContainerKind::Answer,
        mapped,
        message,
        response: None,
        notes: Notes::default(),
        bodies,
    }
}

fn example<'a>(text: &'a str, blocks: &[Block<'a>], request: At, answer: Option<At>) -> Example<'a> {
    let part = |(block, part): At| (&blocks[block], &blocks[block].parts[part]);
    let (block, asked) = part(request);
    let answered = answer.map(part);
    let whole = |block: &Block<'_>| std::ptr::eq(block.mapped.text(), text);
    let body_block = body_behind(text, blocks, request);
    let behind = body_block.and_then(|number| blocks.get(number));
    let (mapped, message, response) =
        if behind.is_none() && whole(block) && answered.is_none_or(|(block, _)| whole(block)) {
            let response = answered.map(|(_, part)| part.message.clone());
            (MappedText::whole(text), asked.message.clone(), response)
        } else {
            let mut builder = MappedTextBuilder::new(text);
            let asked = builder.append(&block.mapped, asked.span);
            let asked = match behind.and_then(|behind| Some((behind, behind.body?))) {
                Some((behind, body)) => {
                    builder.between("\n\n");
                    asked.join(builder.append(&behind.mapped, body))
                }
                None => asked,
            };
            builder.between("\n");
            let answered = answered.map(|(block, part)| builder.append(&block.mapped, part.span));
            let mapped = builder.finish();
            let message = http::read(mapped.text(), asked);
            let response = answered.map(|span| http::read(mapped.text(), span));
            (mapped, message, response)
        };
    let name = block.name().map(str::to_owned);
    let raw = RawRequest {
        bodies: Bodies::default(),
        name,
        container: ContainerKind::Documentation,
        mapped,
        message,
        response,
        notes: Notes { is_body_apart: behind.is_some(), ..Notes::default() },
    };
    Example { block: request.0, answer: answer.map(|(block, _)| block), body: body_block, raw: Rc::new(raw) }
}
