//! The outline of a script: its commands, and what is done to its variables, each with its scope. One walk over the tokens.

mod walk;

use std::collections::HashMap;
use std::ops::Range;

use super::lexer::{Kind, Token};
use crate::text::Span;

pub(super) use walk::read;

/// What is known of a script before any value is.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) commands: Vec<Command>,
    /// What is done to the variables, in order.
    pub(super) events: Vec<Event>,
    /// The numbers of the events of each variable, by its name in lower case.
    pub(super) of_variable: HashMap<String, Vec<usize>>,
    /// The scopes: functions. The first one is the file.
    pub(super) scopes: Vec<Scope>,
    /// The scopes of the functions, by their names in lower case; of several of one name the last.
    pub(super) functions: HashMap<String, usize>,
    /// The outermost statements of every block, as tokens, in the order of their beginnings.
    pub(super) statements: Vec<Range<usize>>,
}

/// A function, or the file.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) parent: Option<usize>,
    /// The tokens of its block, from brace to brace.
    pub(super) body: Range<usize>,
    /// The numbers of the events that are its parameters, in order.
    pub(super) parameters: Vec<usize>,
}

/// A command and its arguments.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    /// The token of its name.
    pub(super) name: usize,
    /// The tokens of its arguments.
    pub(super) arguments: Range<usize>,
    /// The scope that it is in.
    pub(super) scope: usize,
    /// The tokens of what is piped into it.
    pub(super) input: Option<Range<usize>>,
}

/// Something that is done to a variable.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The token at which it is.
    pub(super) at: usize,
    pub(super) scope: usize,
    /// The tokens of the innermost block around it.
    pub(super) block: Range<usize>,
    /// Whether it is done any number of times.
    pub(super) in_loop: bool,
    pub(super) kind: EventKind,
}

/// What is done to it.
#[derive(Clone, Debug)]
pub(super) enum EventKind {
    /// It gets the value of an expression.
    Set(Range<usize>),
    /// The value of an expression is added to it.
    Append(Range<usize>),
    /// It is a parameter, perhaps with a default.
    Parameter(Option<Range<usize>>),
    /// It gets a value that is not known.
    Unknown,
    /// A member gets the value of an expression, or has it added. The first tokens are the path to the member.
    Member(Range<usize>, Range<usize>),
    /// A method that changes it is called: its name, and its arguments. The first tokens are the path to the member.
    Method(Range<usize>, usize, Range<usize>),
}

impl EventKind {
    /// Whether the token at `position` is in the value that is assigned.
    pub(super) fn contains(&self, position: usize) -> bool {
        match self {
            Self::Set(value) | Self::Append(value) | Self::Member(_, value) => value.contains(&position),
            Self::Parameter(_) | Self::Unknown | Self::Method(..) => false,
        }
    }
}

const OPERATORS: [&str; 44] = [
    "f",
    "join",
    "split",
    "replace",
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "like",
    "notlike",
    "match",
    "notmatch",
    "contains",
    "notcontains",
    "in",
    "notin",
    "and",
    "or",
    "xor",
    "not",
    "is",
    "isnot",
    "as",
    "band",
    "bor",
    "bxor",
    "bnot",
    "shl",
    "shr",
    "ieq",
    "ceq",
    "ine",
    "cne",
    "ilike",
    "clike",
    "imatch",
    "cmatch",
    "ireplace",
    "creplace",
    "isplit",
    "csplit",
    "icontains",
];

/// Whether a word after a dash is an operator of expressions.
pub(super) fn is_operator(word: &str) -> bool {
    OPERATORS.iter().any(|operator| operator.eq_ignore_ascii_case(word))
}

/// The end of the statement that the token at `from` is in: the first token at its level that ends it.
pub(super) fn statement_end(text: &str, tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    // Whether something has to follow what came last.
    let mut expects = false;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Semicolon | Kind::Close(_) => return at,
            Kind::Newline => {
                // At most a few blank lines are looked over: more are not a layout of one statement.
                let next = tokens[at..].iter().take(8).find(|token| token.kind != Kind::Newline);
                if !expects && next.is_none_or(|next| next.kind != Kind::Pipe) {
                    return at;
                }
            }
            _ => {
                expects = has_to_go_on(text, token);
                if let Kind::Open(_) = token.kind {
                    at = token.partner.map_or(tokens.len(), |partner| partner as usize);
                    expects = false;
                }
            }
        }
        at += 1;
    }
    tokens.len()
}

fn has_to_go_on(text: &str, token: &Token) -> bool {
    match token.kind {
        Kind::Comma | Kind::Pipe | Kind::AndOr | Kind::Plus | Kind::Assign | Kind::Append => true,
        Kind::OtherAssign | Kind::Dot | Kind::Colons => true,
        Kind::Operator => !matches!(token.span.of(text), "++" | "--" | "}" | ")"),
        Kind::Dash => is_operator(token.inner.of(text)),
        _ => false,
    }
}

/// The name of a variable by which it is known again: in lower case, and without what says where it lives.
pub(super) fn variable_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let bare =
        ["script:", "global:", "local:", "private:", "variable:"].iter().find_map(|scope| lower.strip_prefix(scope));
    bare.map_or(lower.clone(), str::to_owned)
}

/// The place of tokens in the text.
pub(super) fn span_of(tokens: &[Token], range: &Range<usize>) -> Span {
    let inside = tokens.get(range.clone()).unwrap_or_default();
    let mut inside = inside.iter().filter(|token| token.kind != Kind::Newline);
    let Some(first) = inside.next() else { return Span::default() };
    inside.next_back().map_or(first.span, |last| first.span.join(last.span))
}
