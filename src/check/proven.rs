//! Bodies that were found right, so that one which differs from them in nothing but ids need not be looked at again.
//!
//! An archive holds the same body a million times, each time with other ids. Whether an id is right is a question of its
//! form, of the examples in the reference, and of which ids are the same; none of the rest depends on which id it is. So two
//! bodies of the same words that have *ordinary* ids ([`Proven::is_ordinary`]) in the same places, the same ones where
//! the other has the same ones, come out alike. Only bodies without any finding are kept, and only strict JSON: whatever has
//! something wrong with it is read with all care each time.
//!
//! What the user says of ids – a synchronization schema, placeholders – would break that, so nothing is kept then.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::Config;
use crate::input::{Claim, Input};
use crate::inputs;
use crate::json;
use crate::operations;
use crate::request::{ContainerKind, RawRequest};
use crate::source::Source;
use crate::text::{Span, guid};

/// Shapes that are kept. A stream has few; one that has many gains little.
const SHAPES: usize = 16;

/// The longest body that is kept, in bytes.
const LONGEST: usize = 8 * 1024;

/// The most different ids in a body that is kept.
const IDS: usize = 32;

/// Strings from this length on, in bytes, might be ids in other dress: no body with one is kept.
const LONG: usize = 32;

/// The words of a body, with gaps for its ids. Ids are of one length, so bodies of one shape are too.
#[derive(Clone, Debug, PartialEq)]
struct Shape {
    /// The words before each id, and the number of the id: the first has 0, and the same id has the same one again.
    before: Vec<(Box<[u8]>, usize)>,
    /// The words behind the last one.
    rest: Box<[u8]>,
    /// Bytes of the body.
    length: usize,
    /// Whether a JSON file of such words is taken for a bare body wherever it lies.
    is_file: bool,
}

impl Shape {
    /// The shape of a body; none if it has something in it that might be an id and is no ordinary one.
    fn of(body: &[u8], proven: &Proven) -> Option<Self> {
        if body.len() > LONGEST {
            return None;
        }
        let mut before = Vec::new();
        let mut ids: Vec<&[u8]> = Vec::new();
        let (mut begin, mut at) = (0, 0);
        while let Some(length) = memchr::memchr(b'"', &body[at..]) {
            let start = at + length + 1;
            let inside = &body[start..start + memchr::memchr2(b'"', b'\\', &body[start..])?];
            let end = start + inside.len();
            if body[end] == b'\\' {
                return None;
            }
            if proven.is_ordinary(inside) {
                let number = ids.iter().position(|&id| id == inside).unwrap_or(ids.len());
                if number == ids.len() {
                    ids.push(inside);
                }
                before.push((body[begin..start].into(), number));
                begin = end;
            } else if inside.len() >= LONG {
                return None;
            }
            at = end + 1;
        }
        let rest = body[begin..].into();
        (ids.len() <= IDS).then_some(Self { before, rest, length: body.len(), is_file: false })
    }

    /// Whether a body differs from that of this shape in nothing but which ordinary ids it has.
    fn is_of(&self, body: &[u8], proven: &Proven) -> bool {
        if body.len() != self.length {
            return false;
        }
        let mut ids = [&body[..0]; IDS];
        let mut met = 0;
        let mut behind = body;
        for (words, number) in &self.before {
            let Some((id, rest)) = behind.strip_prefix(&**words).and_then(|rest| rest.split_at_checked(guid::LENGTH))
            else {
                return false;
            };
            let is_alike = if *number < met { ids[*number] == id } else { !ids[..met].contains(&id) };
            if !is_alike || !proven.is_ordinary(id) {
                return false;
            }
            if *number == met {
                ids[met] = id;
                met += 1;
            }
            behind = rest;
        }
        *behind == *self.rest
    }
}

/// The shapes that are known to be right, for all threads.
#[derive(Debug)]
pub(super) struct Proven {
    /// Whether ids mean nothing but what their form says.
    applies: bool,
    /// The ids of the reference's examples, in lower case and in order: each id is looked for among them, and to hash one
    /// costs more than the few comparisons.
    examples: Vec<&'static [u8]>,
    shapes: Mutex<Arc<Vec<Shape>>>,
}

impl Proven {
    /// Nothing is known yet.
    pub(super) fn new(config: &Config) -> Self {
        let examples = operations::all().iter().flat_map(|operation| &operation.example_ids);
        let mut examples: Vec<&[u8]> = examples.map(|id| id.as_bytes()).collect();
        examples.sort_unstable();
        Self { applies: config.takes_ids_as_they_are(), examples, shapes: Mutex::default() }
    }

    /// What is known, for one source.
    pub(super) fn open(&self) -> Known<'_> {
        Known { proven: self, shapes: Arc::clone(&self.shapes()), new: Vec::new() }
    }

    /// A thread that panicked has left them whole.
    fn shapes(&self) -> MutexGuard<'_, Arc<Vec<Shape>>> {
        self.shapes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a JSON file of this text is surely a bare body, and right.
    pub(super) fn knows_file(&self, text: &str) -> bool {
        self.open().shapes.iter().any(|shape| shape.is_file && shape.is_of(text.as_bytes(), self))
    }

    /// Whether the inside of a string is a GUID that nothing but its digits tells from others: canonical, in lower case,
    /// random (RFC 9562 section 5.4), and in no example.
    fn is_ordinary(&self, inside: &[u8]) -> bool {
        // No early end: all bytes of a part are looked at at once.
        let is_hex =
            |part: &[u8]| part.iter().fold(true, |is_hex, byte| is_hex & matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let has_form = inside.len() == guid::LENGTH
            && [8, 13, 18, 23].iter().all(|&at| inside[at] == b'-')
            && inside[14] == b'4'
            && matches!(inside[19], b'8' | b'9' | b'a' | b'b')
            && [0..8, 9..13, 14..18, 19..23, 24..36].into_iter().all(|part| is_hex(&inside[part]));
        has_form && self.examples.binary_search(&inside).is_err()
    }
}

/// What is known while one source is looked at.
#[derive(Debug)]
pub(super) struct Known<'p> {
    proven: &'p Proven,
    shapes: Arc<Vec<Shape>>,
    new: Vec<Shape>,
}

impl Known<'_> {
    /// Whether nothing is wrong with a request, which is known without reading it.
    pub(super) fn is_right(&self, raw: &RawRequest<'_>) -> bool {
        let is_of = |shape: &Shape, body: &str| shape.is_of(body.as_bytes(), self.proven);
        let body = bare(raw);
        body.is_some_and(|body| self.new.iter().chain(&*self.shapes).any(|shape| is_of(shape, body)))
    }

    /// Takes note that nothing was found in a request, which `input` read.
    pub(super) fn note(&mut self, raw: &RawRequest<'_>, input: &Input) {
        let Some(body) = bare(raw).filter(|_| self.proven.applies && self.new.len() < SHAPES) else { return };
        let Some(shape) = Shape::of(body.as_bytes(), self.proven) else { return };
        if json::parse(body, Span::whole(body)).syntax_errors.is_empty() {
            let is_file = input.name == inputs::BODY.name && is_file(body);
            self.new.push(Shape { is_file, ..shape });
        }
    }
}

/// The body of a request that is nothing else.
fn bare<'a>(raw: &'a RawRequest<'_>) -> Option<&'a str> {
    let body = raw.message.body.filter(|_| raw.container == ContainerKind::Body)?;
    Some(body.of(raw.mapped.text()))
}

/// Whether a JSON file of this text is taken for a bare body wherever it lies.
fn is_file(text: &str) -> bool {
    let claim = Source::new("body.json", text).ok().and_then(|source| inputs::claim(&source));
    claim.is_some_and(|(claim, input)| claim == Claim::Certain && input.name == inputs::BODY.name)
}

/// What was learnt from the source becomes known to all.
impl Drop for Known<'_> {
    fn drop(&mut self) {
        if self.new.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.new);
        let mut shapes = self.proven.shapes();
        let others: Vec<Shape> = shapes.iter().filter(|shape| !all.contains(shape)).cloned().collect();
        all.extend(others);
        all.truncate(SHAPES);
        *shapes = Arc::new(all);
    }
}
