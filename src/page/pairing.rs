//! Which answer belongs to which request.

use std::collections::HashMap;
use std::rc::Rc;

use super::block::{Block, Role};
use crate::http;
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::text::mapped::{MappedText, MappedTextBuilder};

/// A request of a page, with the answer that belongs to it.
#[derive(Debug)]
pub struct Example<'a> {
    /// The number of the block that it stands in.
    pub block: usize,
    /// The number of the block of its answer.
    pub answer: Option<usize>,
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
            if let Some(at) = namesake.or(pairs.len().checked_sub(1))
                && pairs[at].1.is_none()
            {
                pairs[at].1 = Some((number, index));
            }
        }
    }
    pairs.into_iter().map(|(request, answer)| example(text, blocks, request, answer)).collect()
}

fn example<'a>(text: &'a str, blocks: &[Block<'a>], request: At, answer: Option<At>) -> Example<'a> {
    let part = |(block, part): At| (&blocks[block], &blocks[block].parts[part]);
    let (block, asked) = part(request);
    let answered = answer.map(part);
    let whole = |block: &Block<'_>| std::ptr::eq(block.mapped.text(), text);
    let (mapped, message, response) = if whole(block) && answered.is_none_or(|(block, _)| whole(block)) {
        let response = answered.map(|(_, part)| part.message.clone());
        (MappedText::whole(text), asked.message.clone(), response)
    } else {
        let mut builder = MappedTextBuilder::new(text);
        let asked = builder.append(&block.mapped, asked.span);
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
        notes: Notes::default(),
    };
    Example { block: request.0, answer: answer.map(|(block, _)| block), raw: Rc::new(raw) }
}
