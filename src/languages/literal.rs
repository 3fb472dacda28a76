//! Values as a script writes them, as far as they are known before it runs: one shape for all languages.
//!
//! All places lie in the text that was read. The parts of one value may come from anywhere in it: a variable stands for what
//! was assigned to it.

use std::collections::HashMap;
use std::rc::Rc;

use crate::text::Span;
use crate::text::notation::Notation;
use crate::text::quoting::Quoting;

/// A value that a script writes down, in any language.
#[derive(Clone, Debug)]
pub enum Literal {
    /// A hashtable, a dict, an object literal.
    Object(Rc<Object>),
    /// A list or array of values.
    Array(Rc<Array>),
    /// A string, or several that are joined.
    Text(Rc<Text>),
    /// A number: its JSON form, and where it stands.
    Number(Rc<str>, Span),
    /// True or false, and where it stands.
    Bool(bool, Span),
    /// Nothing, and where it stands.
    Null(Span),
    /// An expression whose value is not known: a name for it, and where it stands.
    Hole(Rc<str>, Span),
}

/// A hashtable, dict or object literal of a script.
#[derive(Clone, Debug)]
pub struct Object {
    /// All of it, as far as it is in one place.
    pub span: Span,
    /// What opens it, such as `{` or `@{`.
    pub open: Span,
    /// What closes it, such as `}`; an empty span where nothing does.
    pub close: Span,
    /// How its language writes it.
    pub notation: &'static Notation,
    /// Its members, in order. A key that is assigned again later has the later value.
    pub members: Vec<Member>,
    /// Whether there may be members that are not known: a spread, a key that is computed.
    pub incomplete: bool,
}

/// A name and its value.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, as the script writes it.
    pub key: Key,
    /// What is between name and value, if anything does: `=`.
    pub colon: Option<Span>,
    /// The value, or a hole where it is not known.
    pub value: Literal,
    /// What parts it from the next member, if anything but a line break does.
    pub comma: Option<Span>,
}

/// The name of a member.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The name with its quotes.
    pub span: Span,
    /// The name without its quotes.
    pub inner: Span,
    /// How the name is quoted, which decides how edits are escaped.
    pub quoting: Quoting,
}

/// A list or array literal of a script.
#[derive(Clone, Debug)]
pub struct Array {
    /// The whole array with its brackets.
    pub span: Span,
    /// What opens it: `@(`. A gap, where nothing does (`1, 2`).
    pub open: Span,
    /// What closes it, such as `)`; an empty span where nothing does.
    pub close: Span,
    /// How its language writes it.
    pub notation: &'static Notation,
    /// Its elements, each with what parts it from the next one.
    pub elements: Vec<(Literal, Option<Span>)>,
    /// Whether there may be elements that are not known.
    pub incomplete: bool,
}

/// A string, perhaps put together from several.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The whole expression that makes the string.
    pub span: Span,
    /// The literal and computed parts, in order.
    pub parts: Vec<Part>,
    /// If it is one literal and nothing else: what is between its marks, and how it is written there. Then it is a word
    /// of a rendered literal, and can be changed as one.
    pub word: Option<(Span, Quoting, &'static Notation)>,
    /// What it is made of, if the script makes it of a value: then it is a hole as a text.
    pub made: Option<Rc<Made>>,
}

/// What a text is made of.
#[derive(Clone, Debug)]
pub enum Made {
    /// It is a value as JSON.
    Json {
        /// The value that is converted to JSON.
        value: Literal,
        /// The name of what makes it: `ConvertTo-Json`, `json.dumps`.
        maker: Span,
        /// The depth at which that cuts it off, if it does, and where this is said.
        cut: Option<(usize, Option<Span>)>,
    },
    /// It is the content of the file of this path.
    File(Text),
}

/// A part of a string.
#[derive(Clone, Debug)]
pub enum Part {
    /// Text of a string literal, in the escapes of its language.
    Words {
        /// What is between its marks, or a part of that.
        span: Span,
        /// How the literal is quoted, which decides how it is unescaped.
        quoting: Quoting,
    },
    /// Characters that come from something else than a literal of text.
    Known {
        /// The characters that the expression evaluates to.
        text: Rc<str>,
        /// The expression that evaluates to the text.
        span: Span,
    },
    /// Characters that are not known.
    Hole {
        /// A name for them: that of the variable.
        name: Rc<str>,
        /// The expression whose value is not known.
        span: Span,
    },
}

impl Literal {
    /// The object with a change; anything else as it is.
    #[must_use]
    pub(in crate::languages) fn changed(&self, change: impl FnOnce(&mut Object)) -> Self {
        match self {
            Self::Object(object) => {
                let mut object = (**object).clone();
                change(&mut object);
                Self::Object(Rc::new(object))
            }
            other => other.clone(),
        }
    }

    /// The same object or list, of which something may be missing; of anything else nothing is known.
    #[must_use]
    pub(in crate::languages) fn incomplete(&self) -> Self {
        match self {
            Self::Object(_) => self.changed(|object| object.incomplete = true),
            Self::Array(array) => {
                let mut array = (**array).clone();
                array.incomplete = true;
                Self::Array(Rc::new(array))
            }
            other => Self::hole("", other.span()),
        }
    }

    #[must_use]
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Object(object) => object.span,
            Self::Array(array) => array.span,
            Self::Text(text) => text.span,
            Self::Number(_, span) | Self::Bool(_, span) | Self::Null(span) | Self::Hole(_, span) => *span,
        }
    }

    /// A value of which nothing is known but where it stands; `words` are the expression.
    #[must_use]
    pub(crate) fn hole(words: &str, span: Span) -> Self {
        Self::Hole(hole_name(words).into(), span)
    }

    /// How many levels of objects and arrays lie in it, itself included: 0 for a string.
    #[must_use]
    pub(crate) fn depth(&self) -> usize {
        self.depth_among(&mut HashMap::new())
    }

    /// The same, where the depths of some objects and arrays are known: one that is in several places is looked at once.
    fn depth_among(&self, known: &mut HashMap<*const (), usize>) -> usize {
        // Recursion ends with the nesting limit of the readers.
        let (place, values): (_, Vec<&Self>) = match self {
            Self::Object(object) => {
                (Rc::as_ptr(object).cast(), object.members.iter().map(|member| &member.value).collect())
            }
            Self::Array(array) => {
                (Rc::as_ptr(array).cast(), array.elements.iter().map(|(element, _)| element).collect())
            }
            _ => return 0,
        };
        if let Some(depth) = known.get(&place) {
            return *depth;
        }
        let depth = 1 + values.into_iter().map(|value| value.depth_among(known)).max().unwrap_or(0);
        known.insert(place, depth);
        depth
    }
}

impl Text {
    /// One literal: its place, what is between its marks, and how it is written there.
    #[must_use]
    pub(crate) fn literal(span: Span, inner: Span, quoting: Quoting, notation: &'static Notation) -> Self {
        Self {
            span,
            parts: vec![Part::Words { span: inner, quoting }],
            word: Some((inner, quoting, notation)),
            made: None,
        }
    }

    /// A value that is not known; `words` are the expression.
    #[must_use]
    pub(crate) fn hole(words: &str, span: Span) -> Self {
        Self { span, parts: vec![Part::Hole { name: hole_name(words).into(), span }], ..Self::default() }
    }

    /// Text that stands for something else, in `span`.
    #[must_use]
    pub(crate) fn known(text: &str, span: Span) -> Self {
        Self { span, parts: vec![Part::Known { text: text.into(), span }], ..Self::default() }
    }

    /// Both, one after the other, where `span` is the expression that puts them together.
    #[must_use]
    pub(crate) fn joined(&self, other: &Self, span: Span) -> Self {
        Self { span, parts: self.parts.iter().chain(&other.parts).cloned().collect(), ..Self::default() }
    }

    /// A value that is made text, where `words`, in `span`, are the expression that does.
    #[must_use]
    pub(crate) fn made(made: Made, words: &str, span: Span) -> Self {
        Self { made: Some(Rc::new(made)), ..Self::hole(words, span) }
    }

    /// What it says; `script` is the text that was read. Holes are `{name}`.
    #[must_use]
    pub(crate) fn value(&self, script: &str) -> String {
        let mut value = String::new();
        for part in &self.parts {
            match part {
                Part::Words { span, quoting } => value.push_str(&quoting.read(span.of(script), 0, 0).0),
                Part::Known { text, .. } => value.push_str(text),
                Part::Hole { name, .. } => value.extend(["{", name, "}"]),
            }
        }
        value
    }

    /// What it says, or `None` if a part is not known.
    #[must_use]
    pub(crate) fn known_value(&self, script: &str) -> Option<String> {
        let is_known = !self.parts.iter().any(|part| matches!(part, Part::Hole { .. }));
        is_known.then(|| self.value(script))
    }

    /// Whether nothing of it is known.
    #[must_use]
    pub fn is_hole(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| matches!(part, Part::Hole { .. }))
    }
}

/// Whether an empty text would be all of a segment of a path: `…/sites/$id/drives`, where `$id` is `""`. That is a gap that
/// somebody fills in before the script runs. `span` is the expression in `script` that stands for the text.
#[must_use]
pub(in crate::languages) fn is_gap(script: &str, span: Span, text: &Text) -> bool {
    let (before, behind) = (script.get(..span.start as usize), script.get(span.end as usize..));
    let is_segment = before.is_some_and(|before| before.ends_with('/'))
        && behind
            .is_some_and(|behind| behind.is_empty() || behind.starts_with(['/', '?', '"', '\'', '`', '\n', '\r', ' ']));
    is_segment && text.value(script).is_empty()
}

/// The longest name of a hole, in bytes.
const LONGEST_NAME: usize = 40;

/// A name for an expression: that of its variable, if it is no more than that.
fn hole_name(words: &str) -> String {
    let name: &str = words.trim_matches(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.len() <= LONGEST_NAME
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if is_name { name.to_owned() } else { "value".to_owned() }
}
