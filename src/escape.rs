//! Foreign words inside the languages that reports are written in: JSON, XML, Markdown, URIs. Whatever the words are, they
//! stay words: they neither end what they stand in, nor act on a terminal, a log or a page.

pub mod json;
pub mod markdown;
pub mod snippet;
pub mod uri;
pub mod xml;
