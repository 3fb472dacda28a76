//! Reads as much YAML as finding scripts needs: keys by their indentation, and scalars with their places. It takes any
//! text, broken or a template of something else, in one walk over its lines
//! (<https://yaml.org/spec/1.2.2/#chapter-8-block-style-productions>).

use crate::text::{Span, offset};

/// A key with its value, or an entry of a list.
#[derive(Debug)]
pub(crate) struct Node {
    /// The number of what it is in; none at the top.
    pub parent: Option<usize>,
    /// None of an entry of a list.
    pub key: Option<Span>,
    pub value: Value,
    /// Where it begins, with the dash of an entry.
    pub start: u32,
}

#[derive(Debug)]
pub(crate) enum Value {
    /// Keys or entries follow, or there is none.
    None,
    /// A block: each line without its indentation but with its end, and what it is indented by.
    Block {
        lines: Vec<Span>,
        /// What the lines are indented by.
        lead: Span,
        /// Whether line breaks are spaces.
        folded: bool,
    },
    /// Words without quotes, on one line or several.
    Plain(Vec<Span>),
    /// What is between single quotes.
    Single(Span),
    /// What is between double quotes.
    Double(Span),
}

#[derive(Debug, Default)]
pub(crate) struct Yaml {
    pub nodes: Vec<Node>,
    /// Comments that have a line for themselves.
    pub comments: Vec<Span>,
}

/// What is open: its column, its number, and whether it is an entry of a list.
struct Open {
    column: usize,
    node: usize,
    entry: bool,
}

/// Deeper levels are not distinguished: nobody writes so many.
const DEEPEST: usize = 256;

#[must_use]
pub(crate) fn read(text: &str) -> Yaml {
    let mut reader = Reader { text, at: 0, yaml: Yaml::default(), open: Vec::new() };
    while reader.at < text.len() {
        reader.line();
    }
    reader.yaml
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    yaml: Yaml,
    open: Vec<Open>,
}

impl<'t> Reader<'t> {
    /// The line at hand, without its end, and where the next one begins.
    fn current(&self) -> (&'t str, usize) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        (rest[..length].trim_end_matches(['\n', '\r']), self.at + length)
    }

    fn line(&mut self) {
        let (line, next) = self.current();
        let start = self.at;
        self.at = next;
        let mut column = line.len() - line.trim_start_matches(' ').len();
        let rest = &line[column..];
        if rest.is_empty() || rest.starts_with("---") || rest.starts_with("...") {
            return;
        }
        if rest.starts_with('#') {
            self.yaml.comments.push(Span::new(offset(start + column), offset(start + line.len())));
            return;
        }
        // `- - key: value`
        while line[column..] == *"-" || line[column..].starts_with("- ") {
            self.close(column, true);
            self.push(start, column, None, true);
            column += 1;
            column += line[column..].len() - line[column..].trim_start_matches(' ').len();
        }
        let rest = &line[column..];
        let base = self.open.last().map_or(0, |open| open.column);
        match key(rest) {
            Some((key, behind)) => {
                self.close(column, false);
                let span = Span::new(offset(start + column), offset(start + column + key));
                self.push(start, column, Some(span), false);
                let value = column + behind;
                let space = line[value..].len() - line[value..].trim_start_matches([' ', '\t']).len();
                self.value(start + value + space, &line[value + space..], column);
            }
            None if !rest.is_empty() => {
                let is_entry = self.open.last().is_some_and(|open| open.entry && open.column < column);
                let is_first = matches!(self.yaml.nodes.last().map(|node| &node.value), Some(Value::None));
                if is_entry && is_first {
                    self.value(start + column, rest, base);
                } else if column > base
                    && let Some(Node { value: Value::Plain(lines), .. }) = self.yaml.nodes.last_mut()
                {
                    lines.push(plain(start + column, rest));
                }
            }
            None => {}
        }
    }

    /// Closes what something at `column` cannot be in.
    fn close(&mut self, column: usize, entry: bool) {
        let ends = |open: &Open| open.column > column || open.column == column && (open.entry || !entry);
        while self.open.last().is_some_and(ends) {
            self.open.pop();
        }
    }

    fn push(&mut self, line: usize, column: usize, key: Option<Span>, entry: bool) {
        let parent = self.open.last().map(|open| open.node);
        self.yaml.nodes.push(Node { parent, key, value: Value::None, start: offset(line + column) });
        if self.open.len() < DEEPEST {
            self.open.push(Open { column, node: self.yaml.nodes.len() - 1, entry });
        }
    }

    /// Reads the value of the last node, which begins at `start`; `column` is that of the node.
    fn value(&mut self, start: usize, words: &str, column: usize) {
        // `!tag` and `&anchor` say nothing of a script.
        let mut skipped = 0;
        while words[skipped..].starts_with(['!', '&']) {
            let length = words[skipped..].find(' ').map_or(words.len() - skipped, |at| at + 1);
            skipped += length;
        }
        let (start, words) = (start + skipped, &words[skipped..]);
        let value = match words.chars().next() {
            None | Some('#' | '{' | '[') => Value::None,
            Some(first @ ('|' | '>')) => self.block(words, column, first == '>'),
            Some(quote @ ('\'' | '"')) => quoted(start, words, quote),
            Some(_) => Value::Plain(vec![plain(start, words)]),
        };
        if let Some(node) = self.yaml.nodes.last_mut() {
            node.value = value;
        }
    }

    /// The lines of a block whose header is `words`, below a key or a dash at `column`.
    fn block(&mut self, words: &str, column: usize, folded: bool) -> Value {
        let given =
            words.chars().skip(1).take(2).find_map(|sign| sign.to_digit(10)).map(|digit| column + digit as usize);
        let mut indent = given;
        let mut lines = Vec::new();
        let mut lead = Span::default();
        while self.at < self.text.len() {
            let (line, next) = self.current();
            let own = line.len() - line.trim_start_matches(' ').len();
            let is_blank = line.trim().is_empty();
            if !is_blank {
                let wanted = *indent.get_or_insert(own);
                if own < wanted || own <= column && given.is_none() {
                    break;
                }
                if lead.is_empty() {
                    lead = Span::new(offset(self.at), offset(self.at + wanted));
                }
            }
            let from = self.at + indent.unwrap_or(own).min(own);
            lines.push(Span::new(offset(from), offset(next)));
            self.at = next;
        }
        Value::Block { lines, lead, folded }
    }
}

/// The length of the key at the start of a line, and where its value begins, or `None` if there is none.
fn key(line: &str) -> Option<(usize, usize)> {
    let quote = line.chars().next().filter(|first| matches!(first, '\'' | '"'));
    let end = match quote {
        Some(quote) => line[1..].find(quote)? + 2,
        None => {
            let end = line.find(": ").or_else(|| line.trim_end().strip_suffix(':').map(str::len))?;
            // What is long, or holds quotes, is not a key of anything that we look for.
            let is_key = end <= 64 && !line[..end].contains(['"', '\'', '{', '}', '(', '=', '|']);
            is_key.then_some(end)?
        }
    };
    let behind = line[end..].trim_start();
    behind.starts_with(':').then(|| (end, line.len() - behind.len() + 1))
}

/// The place of words without quotes, without a comment after them.
fn plain(start: usize, words: &str) -> Span {
    let end = words.find(" #").unwrap_or(words.len());
    Span::new(offset(start), offset(start + words[..end].trim_end().len()))
}

/// What is between the quotes that `words` begin with, or `None` if they go over lines.
fn quoted(start: usize, words: &str, quote: char) -> Value {
    let mut at = 1;
    let bytes = words.as_bytes();
    while at < bytes.len() {
        match (quote, bytes[at]) {
            ('"', b'\\') => at += 1,
            ('\'', b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 1,
            (_, byte) if char::from(byte) == quote => {
                let inner = Span::new(offset(start + 1), offset(start + at));
                return if quote == '"' { Value::Double(inner) } else { Value::Single(inner) };
            }
            _ => {}
        }
        at += 1;
    }
    Value::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_scalars_are_distinguished() {
        let text = "on: push\njobs:\n  a:\n    steps:\n    - name: x  # y\n      run: |\n        one\n\n          two\n    - run: >-\n        three\n        four\n    - 'it''s'\n    - curl -d \"a: b\"\n      -H c\n# end\nlast: \"q\\\"\"\n";
        let yaml = read(text);
        let shown: Vec<String> = yaml
            .nodes
            .iter()
            .map(|node| {
                let key = node.key.map_or("-", |key| key.of(text));
                let of = |lines: &[Span]| lines.iter().map(|line| line.of(text)).collect::<Vec<_>>().join("|");
                let value = match &node.value {
                    Value::None => String::new(),
                    Value::Block { lines, lead, folded } => format!("{}{}{folded}", of(lines), lead.len()),
                    Value::Plain(lines) => of(lines),
                    Value::Single(inner) | Value::Double(inner) => format!("<{}>", inner.of(text)),
                };
                let parent = node.parent.and_then(|parent| yaml.nodes[parent].key).map_or("", |key| key.of(text));
                format!("{parent}/{key}={value}")
            })
            .collect();
        assert_eq!(
            shown,
            [
                "/on=push",
                "/jobs=",
                "jobs/a=",
                "a/steps=",
                "steps/-=",
                "/name=x",
                "/run=one\n|\n|  two\n8false",
                "steps/-=",
                "/run=three\n|four\n8true",
                "steps/-=<it''s>",
                "steps/-=curl -d \"a: b\"|-H c",
                "/last=<q\\\">"
            ]
        );
        assert_eq!(yaml.comments.len(), 1);
    }
}
