//! Foreign words inside the languages that reports are written in: JSON, XML, Markdown, URIs. Whatever the words are, they
//! stay words: they neither end what they are in, nor act on a terminal, a log or a page.

pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod snippet;
pub(crate) mod uri;
pub(crate) mod xml;
