//! The programming languages in which requests are written: what a script says of the requests that it sends.
//!
//! A language is a folder here, with its reader and its table of clients, and its line in [`ALL`]. What a reader gives is of
//! one shape for all languages: [`Call`]s made of [`Literal`]s and [`Text`]s, whose places lie in the text that was read.
//! `script` makes of a call the message that is sent; no rule knows a language.
//!
//! A reader takes any text, in linear time, without recursion on its depth (literals nest up to [`DEPTH`] and are a hole
//! below). What it does not understand is a hole, and never a guess.

mod az;
mod call;
mod curl;
mod expressions;
mod files;
mod javascript;
mod known;
mod literal;
mod odata;
mod powershell;
mod python;
mod shell;
mod terraform;

pub use crate::source::client::{Argument, KnownClient};
pub use call::{Body, Call, Client, Cut, Headers, Note, NoteKind, UnknownBody};
use literal::is_gap;
pub use literal::{Array, Key, Literal, Made, Member, Object, Part, Text};

use std::ops::Range;

use crate::text::Span;

/// The deepest nesting of a literal that is read; what lies deeper is a hole.
pub(crate) const DEPTH: usize = 100;

/// A scripting language and the functions that read it.
#[derive(Debug)]
pub struct Language {
    /// The name for users, such as `PowerShell`.
    pub name: &'static str,
    /// The extensions of its files, without the dot.
    pub extensions: &'static [&'static str],
    /// The programs that a first line `#!…` may name.
    pub interpreters: &'static [&'static str],
    /// The words by which a fenced block says that it is in this language, in lower case.
    pub fences: &'static [&'static str],
    pub(crate) encodings: Encodings,
    /// What is before and after the words of a comment that has a line for itself.
    pub comment: (&'static str, &'static str),
    /// Reads the part of a text in a span, where requests are also sent by the clients that are given. All places of the
    /// result lie in the text.
    pub read: fn(&str, Span, &[KnownClient]) -> Script,
}

/// The encodings in which the interpreter of a language reads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encodings {
    Utf8,
    /// Others too, where a comment names them: `# -*- coding: cp1252 -*-`
    /// (<https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations>).
    Declared,
    /// Unicode in any form that a byte order mark shows; what has none is read in two ways, by the edition
    /// (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding>).
    ByteOrderMark,
}

/// Where Microsoft Graph answers unless a script names another cloud.
pub(crate) const GRAPH: &str = "https://graph.microsoft.com/";

/// The methods that clients take by name ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), section 9, and RFC 5789).
pub(crate) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Every language, in the order in which it is listed.
pub(crate) static ALL: &[&Language] =
    &[&powershell::LANGUAGE, &shell::LANGUAGE, &python::LANGUAGE, &javascript::LANGUAGE, &terraform::LANGUAGE];

/// The extensions of all languages: those of the files that are looked for in folders.
pub(crate) const EXTENSIONS: &[&str] = &[
    "ps1", "psm1", "sh", "bash", "zsh", "py", "pyw", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "tf", "tofu",
];

/// What is known of a script.
#[derive(Debug, Default)]
pub struct Script {
    /// The requests that it sends, in the order of the text. Those to other services are among them.
    pub calls: Vec<Call>,
    /// Its comments, in order: each with its marks, and the words between them.
    pub comments: Vec<(Span, Span)>,
    /// The statements in which calls and their literals stand, in order, none inside another. A line may be added
    /// before the first line of each.
    pub statements: Vec<Span>,
    /// The scripts of other languages that it runs.
    pub embedded: Vec<Embedded>,
}

/// A script in a string of another one.
#[derive(Debug)]
pub struct Embedded {
    /// The language of the script in the string.
    pub language: &'static Language,
    /// The script, with what the outer one fills in as holes.
    pub text: Text,
}

impl Language {
    /// The language of a file with this name and this first line, or `None` if neither is certain.
    #[must_use]
    pub fn of_file(name: &str, text: &str) -> Option<&'static Self> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        let by_name = ALL.iter().find(|language| {
            language.extensions.iter().any(|known| extension.is_some_and(|it| it.eq_ignore_ascii_case(known)))
        });
        by_name.or_else(|| ALL.iter().find(|language| language.is_interpreter(text))).copied()
    }

    /// The language of a fenced block whose first word is `word`.
    #[must_use]
    pub(crate) fn of_fence(word: &str) -> Option<&'static Self> {
        let word = word.trim_matches(['{', '}', '.']).to_ascii_lowercase();
        ALL.iter().find(|language| language.fences.contains(&word.as_str())).copied()
    }

    /// Whether the first line of `text` names a program that runs this language: `#!/bin/bash`, `#!/usr/bin/env -S pwsh`.
    fn is_interpreter(&self, text: &str) -> bool {
        let Some(line) = text.trim_start_matches('\u{FEFF}').strip_prefix("#!") else { return false };
        let line = line.lines().next().unwrap_or_default();
        let mut words = line.split_ascii_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
        let program = match words.next() {
            Some("env") => words.find(|word| !word.starts_with('-') && !word.contains('=')),
            program => program,
        };
        program.is_some_and(|program| {
            let bare = program.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
            self.interpreters.contains(&program) || self.interpreters.contains(&bare)
        })
    }
}

/// Whether a name is one for Microsoft Graph, its address or its client: `GRAPH_URL`, `settings.graph_base_url`, `graphClient`.
pub(crate) fn is_named_after_graph(name: &str) -> bool {
    /// The longest name that is looked at, in bytes.
    const LONGEST: usize = 80;
    let name = name[..name.floor_char_boundary(LONGEST.min(name.len()))].to_ascii_lowercase();
    name.contains("graph") && !["graphql", "paragraph", "photograph", "router"].iter().any(|other| name.contains(other))
}

/// Whether an expression is named after a link out of an answer of the service: `$nextLink`, `page["@odata.nextLink"]`.
pub(crate) fn is_link(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    ["nextlink", "next_link", "deltalink", "navigationlink"].iter().any(|link| words.contains(link))
}

/// Whether a text may hold a call to Microsoft Graph in any language, or one of `clients`: only then it is
/// read. Most scripts do not.
#[must_use]
pub(crate) fn may_call_graph(text: &str, clients: &[KnownClient]) -> bool {
    use std::sync::LazyLock;

    use memchr::memmem::Finder;
    // Hosts, cmdlets, packages and paths; their first letters, which differ in case, are left out.
    static FINDERS: LazyLock<[Finder<'static>; 22]> = LazyLock::new(|| {
        let words = [
            "raph.microsoft",
            "icrosoftgraph",
            "icrosoft-graph",
            ".api(",
            "-Mg",
            "raphRequest",
            "-mg",
            "rovisionOnDemand",
            "ervicePrincipals",
            "msgraph_",
            "_on_demand",
            // Names of variables for its address.
            "RAPH_",
            "raph_",
            "raphU",
            "raphEnd",
            "raphBase",
            "raphHost",
            "raphApi",
            "raphAPI",
            "raphClient",
            "raph.request(",
            "raph.get(",
        ];
        words.map(Finder::new)
    });
    // Those of operations have one of these words in their names.
    let named =
        |client: &KnownClient| text.len() >= client.name.len() && is_in(text.as_bytes(), client.name.as_bytes());
    FINDERS.iter().any(|finder| finder.find(text.as_bytes()).is_some())
        || clients.iter().filter(|client| client.base.is_some()).any(named)
}

/// Whether `name` is in `text`, in any case.
fn is_in(text: &[u8], name: &[u8]) -> bool {
    let Some(first) = name.first() else { return false };
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text)
        .any(|at| text.get(at..at + name.len()).is_some_and(|words| words.eq_ignore_ascii_case(name)))
}

/// The statement that a token lies in. `statements` are in the order of their beginnings.
fn statement_around(statements: &[Range<usize>], place: usize) -> Option<&Range<usize>> {
    let begun = statements.partition_point(|statement| statement.start <= place);
    // The nearest one that begins before it is nearly always the one.
    statements[..begun].iter().rev().take(64).find(|statement| place < statement.end)
}

/// Of spans inside each other the innermost, each once, in order.
fn innermost(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut found: Vec<Span> = spans.collect();
    found.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    found.dedup();
    let mut innermost: Vec<Span> = Vec::new();
    for span in found {
        while innermost.last().is_some_and(|last| last.contains(span)) {
            innermost.pop();
        }
        innermost.push(span);
    }
    innermost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extensions_are_those_of_the_languages() {
        let all: Vec<&str> = ALL.iter().flat_map(|language| language.extensions).copied().collect();
        assert_eq!(EXTENSIONS, all);
    }

    #[test]
    fn a_language_is_known_by_name_first_line_or_fence() {
        let name = |language: Option<&'static Language>| language.map(|language| language.name);
        assert_eq!(name(Language::of_file("a/b.PS1", "")), Some("PowerShell"));
        assert_eq!(name(Language::of_file("b", "#!/usr/bin/env -S pwsh -NoProfile\n")), Some("PowerShell"));
        assert_eq!(name(Language::of_file("b", "#!/opt/microsoft/powershell/7/pwsh")), Some("PowerShell"));
        assert_eq!(name(Language::of_file("b.txt", "pwsh")), None);
        assert_eq!(name(Language::of_fence("powershell")), Some("PowerShell"));
        assert_eq!(name(Language::of_fence("{.ps1}")), Some("PowerShell"));
        assert_eq!(name(Language::of_fence("text")), None);
    }
}
