//! Workflows in YAML – GitHub Actions, Azure Pipelines, GitLab: the requests that the scripts in them send.

use std::sync::Arc;

use crate::comment::Comments;
use crate::input::workflow::{self, Node, Value, Yaml};
use crate::input::{Claim, Input, Opened, scripts};
use crate::languages::{Language, may_call_graph};
use crate::operations;
use crate::page::Page;
use crate::script::{self, Requests};
use crate::source::Source;
use crate::text::mapped::{MappedText, MappedTextBuilder};
use crate::text::quoting::Quoting;
use crate::text::{Span, offset};

pub(crate) const INPUT: Input = Input {
    name: "yaml",
    extensions: &["yml", "yaml"],
    json: false,
    claims,
    open,
    comments: Some(comments),
    names_files: true,
    by_line: false,
};

/// A file is ours if a call to Microsoft Graph is in a script of it. Any other one is nobody's.
fn claims(source: &Source) -> Option<Claim> {
    INPUT.is_named(source).then(|| scripts::claim(&read(source), operations::all()))
}

fn open(source: &Source) -> Opened<'_> {
    let all = read(source);
    let unread = all.iter().flat_map(|requests| scripts::unread(requests, operations::all())).collect();
    Opened { unread, ..Opened::new(all.into_iter().flat_map(|requests| requests.found)) }
}

fn read(source: &Source) -> Vec<Requests<'_>> {
    let text = source.text();
    let clients = scripts::clients(source, operations::clients());
    if !may_call_graph(text, &clients) {
        return Vec::new();
    }
    let yaml = workflow::read(text);
    let read = |(node, language): (usize, &'static Language)| {
        let node = yaml.nodes.get(node)?;
        let mapped = mapped(text, &node.value)?;
        let whole = Span::whole(mapped.text());
        let requests = script::templated_requests(mapped.text(), whole, language, &clients);
        let mut requests = requests.through(&Arc::new(mapped));
        if !matches!(node.value, Value::Block { folded: false, .. }) {
            // A comment would go on to the end of the script; the whole of it may have one before it.
            requests.script.comments = Vec::new();
            requests.script.statements = vec![Span::new(start(&yaml, node), end(&node.value))];
        }
        Some(requests)
    };
    workflow::scripts(text, &yaml).into_iter().filter_map(read).collect()
}

/// Where the line of a node begins, without its indentation.
fn start(yaml: &Yaml, node: &Node) -> u32 {
    let parent = node.parent.and_then(|parent| yaml.nodes.get(parent));
    match parent {
        // The first key of an entry is after its dash.
        Some(entry) if entry.key.is_none() && node.key.is_some() && is_first(yaml, entry, node) => entry.start,
        _ => node.start,
    }
}

fn is_first(yaml: &Yaml, entry: &Node, node: &Node) -> bool {
    yaml.nodes.partition_point(|it| it.start <= entry.start) == yaml.nodes.partition_point(|it| it.start < node.start)
}

fn end(value: &Value) -> u32 {
    match value {
        Value::None => 0,
        Value::Block { lines, .. } | Value::Plain(lines) => lines.last().map_or(0, |line| line.end),
        Value::Single(inner) | Value::Double(inner) => inner.end + 1,
    }
}

/// The words of a scalar.
fn mapped<'a>(text: &'a str, value: &Value) -> Option<MappedText<'a>> {
    let mut builder = MappedTextBuilder::new(text);
    match value {
        Value::None => return None,
        Value::Block { lines, lead, folded } => {
            let lead = lead.of(text);
            for (index, line) in lines.iter().enumerate() {
                let words = line.of(text);
                let content = words.trim_end_matches(['\n', '\r']);
                // A line break of a folded block is a space, but before and after what is indented or empty.
                let joins = |line: &Span| line.of(text).starts_with(|first: char| !first.is_whitespace());
                if *folded && joins(line) && lines.get(index + 1).is_some_and(joins) {
                    let end = line.start + offset(content.len());
                    builder.line(Span::new(line.start, end));
                    builder.between(" ");
                } else {
                    builder.verbatim(*line, lead);
                }
            }
        }
        Value::Plain(lines) => {
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    builder.between(" ");
                }
                builder.line(*line);
            }
        }
        Value::Single(inner) => drop(builder.quoted(*inner, Quoting::YamlSingle)),
        Value::Double(inner) => drop(builder.quoted(*inner, Quoting::YamlDouble)),
    }
    Some(builder.finish())
}

/// The comments of the scripts, and those of the file itself, which are about the statement that comes next.
fn comments(source: &Source, _: Option<&Page<'_>>) -> Comments {
    let text = source.text();
    let Yaml { comments, .. } = workflow::read(text);
    let mut statements = Vec::new();
    let mut found: Vec<(Span, Span)> =
        comments.into_iter().map(|span| (span, Span::new(span.start + 1, span.end))).collect();
    for requests in read(source) {
        found.extend(requests.script.comments);
        statements.extend(requests.script.statements);
    }
    found.sort_unstable();
    found.dedup();
    statements.sort_unstable();
    scripts::comments(text, &found, &statements, ("# ", ""), 0)
}
