//! Jupyter notebooks: the requests that their cells send, and those shown in their pages.
//!
//! All code in one language is one script, since a later cell uses what an earlier one assigns. Format:
//! <https://nbformat.readthedocs.io/en/latest/format_description.html>; the languages of cells:
//! <https://github.com/dotnet/interactive>, <https://ipython.readthedocs.io/en/stable/interactive/magics.html>.

use std::sync::Arc;

use crate::comment::{Comment, Comments, Place};
use crate::http;
use crate::input::{Claim, Input, Opened, scripts};
use crate::json::{Kind, Node};
use crate::languages::{self, Language};
use crate::operations;
use crate::page::{Page, Role};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest};
use crate::script::{self, Requests};
use crate::source::Source;
use crate::source::client::KnownClient;
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::{Span, offset};

pub(crate) const INPUT: Input = Input {
    name: "notebook",
    extensions: &["ipynb"],
    json: false,
    claims,
    open,
    comments: Some(comments),
    names_files: true,
    by_line: false,
};

/// A notebook is ours if a call to Microsoft Graph is in it, like a script.
fn claims(source: &Source) -> Option<Claim> {
    INPUT.is_named(source).then(|| scripts::claim(&read_all(source), operations::all()))
}

fn open(source: &Source) -> Opened<'_> {
    let all = read_all(source);
    let unread = all.iter().flat_map(|requests| scripts::unread(requests, operations::all())).collect();
    let mut found: Vec<RawRequest<'_>> = all.into_iter().flat_map(|requests| requests.found).collect();
    found.sort_by_key(|raw| raw.mapped.locate(Span::gap(0)).start);
    Opened { unread, ..Opened::new(found.into_iter()) }
}

/// What the code of each language sends, and what the pages show.
fn read_all(source: &Source) -> Vec<Requests<'_>> {
    let clients = scripts::clients(source, operations::clients());
    if !languages::may_call_graph(source.text(), &clients) {
        return Vec::new();
    }
    let mut all: Vec<Requests<'_>> = code(source).iter().map(|code| read(code, &clients)).collect();
    let document = source.json();
    for cell in cells(document.tree.root()).filter(|cell| is_of(*cell, "markdown")) {
        all.extend(shown(source.text(), cell, &clients));
    }
    all
}

/// The code of a notebook in one language.
struct Code<'a> {
    language: &'static Language,
    mapped: MappedText<'a>,
}

fn read<'a>(code: &Code<'a>, clients: &[KnownClient]) -> Requests<'a> {
    let text = code.mapped.text();
    let requests = script::requests(text, Span::whole(text), code.language, clients, false);
    requests.through(&Arc::new(code.mapped.clone()))
}

fn cells<'t>(root: Option<Node<'t>>) -> impl Iterator<Item = Node<'t>> {
    root.and_then(|root| root.get("cells")).into_iter().flat_map(Node::elements)
}

fn is_of(cell: Node<'_>, kind: &str) -> bool {
    word(cell.get("cell_type")).is_some_and(|word| word == kind)
}

fn word(node: Option<Node<'_>>) -> Option<String> {
    node.filter(|node| node.kind() == Kind::String).and_then(Node::string).map(std::borrow::Cow::into_owned)
}

/// The strings that a cell is written in: one a line, or one in all.
fn lines(cell: Node<'_>) -> Vec<Node<'_>> {
    match cell.get("source") {
        Some(source) if source.kind() == Kind::Array => {
            source.elements().filter(|line| line.kind() == Kind::String).collect()
        }
        source => source.into_iter().filter(|source| source.kind() == Kind::String).collect(),
    }
}

/// The code of a notebook, each language by itself.
fn code(source: &Source) -> Vec<Code<'_>> {
    let document = source.json();
    let root = document.tree.root();
    let metadata = |path: [&str; 2]| word(root?.get("metadata")?.get(path[0])?.get(path[1]));
    let main = metadata(["kernelspec", "language"]).or_else(|| metadata(["language_info", "name"]));
    let main = main.as_deref().or(Some("python"));
    let mut builders: Vec<(&'static Language, MappedTextBuilder<'_>)> = Vec::new();
    for cell in cells(root).filter(|cell| is_of(*cell, "code")) {
        let lines = lines(cell);
        let first = lines.first().and_then(|line| line.string()).unwrap_or_default();
        let named = named_language(&first).or_else(|| cell_language(cell));
        let Some(language) = named.as_deref().or(main).and_then(Language::of_fence) else { continue };
        let index = builders.iter().position(|(known, _)| std::ptr::eq(*known, language)).unwrap_or(builders.len());
        if index == builders.len() {
            builders.push((language, MappedTextBuilder::new(source.text())));
        }
        let Some((_, builder)) = builders.get_mut(index) else { continue };
        for line in lines {
            let words = line.string().unwrap_or_default();
            let is_whole_cell = words.trim_end().contains('\n');
            // A line for the notebook itself is not code.
            if is_whole_cell || !words.trim_start().starts_with(['%', '!']) && named_language(&words).is_none() {
                builder.json_string(line.span());
            }
        }
        builder.between("\n");
    }
    let code = builders.into_iter().filter(|(_, builder)| !builder.is_empty());
    code.map(|(language, builder)| Code { language, mapped: builder.finish().into_owned() }).collect()
}

/// The language that the first line of a cell names: `#!pwsh`, `%%javascript`.
fn named_language(line: &str) -> Option<String> {
    let line = line.lines().next().unwrap_or_default();
    let name = line.strip_prefix("#!").or_else(|| line.strip_prefix("%%"))?;
    let name = name.split_whitespace().next().unwrap_or_default();
    // A line `#!/bin/bash` names a program, and no language.
    (!name.contains('/')).then(|| name.to_ascii_lowercase())
}

/// The language that the metadata of a cell names.
fn cell_language(cell: Node<'_>) -> Option<String> {
    let metadata = cell.get("metadata")?;
    let paths = [["polyglot_notebook", "kernelName"], ["dotnet_interactive", "language"], ["vscode", "languageId"]];
    paths.into_iter().find_map(|[outer, inner]| word(metadata.get(outer)?.get(inner)))
}

/// The requests in the fenced blocks of a cell that is a page.
fn shown<'a>(text: &'a str, cell: Node<'_>, clients: &[KnownClient]) -> Vec<Requests<'a>> {
    let mut builder = MappedTextBuilder::new(text);
    for line in lines(cell) {
        builder.json_string(line.span());
    }
    if builder.is_empty() {
        return Vec::new();
    }
    let outer = Arc::new(builder.finish().into_owned());
    let Ok(source) = Source::new("cell.md", outer.text()) else { return Vec::new() };
    let page = Page::read(&source);
    let words = source.text();
    let mut all = Vec::new();
    // A block in a quotation is there in pieces, and is left.
    for block in page.blocks.iter().filter(|block| std::ptr::eq(block.mapped.text(), words)) {
        if let Some(language) = Language::of_fence(&block.language) {
            let requests = script::requests(words, block.content, language, clients, true);
            all.push(requests.through(&outer));
            continue;
        }
        for part in block.parts.iter().filter(|part| part.role == Role::Request && page.is_of_graph()) {
            let mut builder = MappedTextBuilder::new(words);
            let place = builder.verbatim(part.span, "");
            let mapped = builder.finish();
            let message = http::read(mapped.text(), place);
            let raw = RawRequest {
                name: None,
                container: ContainerKind::Documentation,
                mapped: mapped.into_owned().through(&outer),
                message,
                response: None,
                notes: Notes::default(),
                bodies: Bodies::default(),
            };
            all.push(Requests { found: vec![raw], ..Requests::default() });
        }
    }
    all
}

/// A comment is about the statement that it is before or in. A new one is a line of a cell: a string of its own.
fn comments(source: &Source, _: Option<&Page<'_>>) -> Comments {
    let text = source.text();
    let clients = scripts::clients(source, operations::clients());
    let (mut found, mut places) = (Vec::new(), Vec::new());
    let mut mark = "#";
    for (number, code) in code(source).iter().enumerate() {
        let script = read(code, &clients).script;
        found.extend(script.comments.iter().map(|&(span, words)| {
            let next = script.statements.partition_point(|statement| statement.end < span.end);
            Comment { span, words, about: script.statements.get(next).copied() }
        }));
        let opens = code.language.comment.0.trim();
        if number == 0 {
            mark = opens;
        }
        if opens == mark {
            places.extend(script.statements.iter().filter_map(|&about| place(text, about)));
        }
    }
    found.sort_by_key(|comment| comment.span.start);
    places.sort_by_key(|place| place.line);
    let document = source.json();
    let cells = cells(document.tree.root()).filter(|cell| is_of(*cell, "code")).map(lines);
    // What names the language of a cell has to stay its first line.
    let is_main = |lines: &Vec<Node<'_>>| {
        lines.first().and_then(|line| line.string()).is_some_and(|first| named_language(&first).is_none())
    };
    let first =
        cells.filter(is_main).flatten().find_map(|line| place(text, Span::new(line.span().start + 1, line.span().end)));
    let head = first.map_or(Comments::NO_ROOM, |place| place.line);
    let marks = if mark == "#" { ("\"# ", "\\n\",") } else { ("\"// ", "\\n\",") };
    Comments { found, places, head, marks }
}

/// Where a line may be added before what begins in a string that has a line of the file for itself.
fn place(text: &str, about: Span) -> Option<Place> {
    let before = text.get(..about.start as usize)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let (space, code) = before[line..].split_once('"')?;
    let is_space = |words: &str| words.chars().all(|character| matches!(character, ' ' | '\t'));
    let lead = Span::new(offset(line), offset(line + space.len()));
    (is_space(space) && is_space(code)).then_some(Place { line: offset(line), lead, about })
}
