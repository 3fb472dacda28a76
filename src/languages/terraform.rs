//! Terraform (HCL): the requests that resources and data sources send (<https://developer.hashicorp.com/terraform/language/syntax>).
//!
//! Tokens ([`lexer`]), the items of a block ([`blocks`]), and then the values of what the blocks that send requests are given
//! ([`values`]). Blocks that send nothing are passed over.

mod blocks;
mod clients;
mod functions;
mod lexer;
mod local_exec;
mod values;

use self::blocks::{Item, items};
use self::values::Values;
use super::{Encodings, KnownClient, Language, Script};
use crate::text::Span;

pub(super) static LANGUAGE: Language = Language {
    name: "Terraform",
    extensions: &["tf", "tofu"],
    interpreters: &[],
    fences: &["terraform", "hcl", "tf", "opentofu"],
    encodings: Encodings::Utf8,
    comment: ("# ", ""),
    read,
};

fn read(text: &str, span: Span, clients: &[KnownClient]) -> Script {
    let cut = lexer::cut(text, span);
    let whole = items(&cut.tokens, 0..cut.tokens.len());
    let values = Values::new(text, &cut.tokens, &whole);
    let (mut calls, mut statements, mut embedded) = (Vec::new(), Vec::new(), Vec::new());
    for item in &whole {
        let Item::Block(block) = item else { continue };
        let scripts = local_exec::scripts(&values, block);
        if !scripts.is_empty() {
            statements.push(values.span(&block.whole));
            embedded.extend(scripts);
        }
        if let Some(call) = clients::call(&values, block, clients) {
            calls.push(call);
            statements.push(values.span(&block.whole));
        }
    }
    Script { calls, comments: cut.comments, statements, embedded }
}
