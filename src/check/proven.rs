//! Bodies that were found right, so that one which differs from them in nothing but ids need not be looked at again.
//!
//! An archive holds the same body a million times, each time with other ids. Whether an id is right is a question of its
//! form, of the examples in the reference, and of which ids are the same; none of the rest depends on which id it is. So two
//! bodies of the same words that have *ordinary* ids ([`Proven::is_ordinary`]) in the same places, the same ones where
//! the other has the same ones, come out alike. Only bodies without any finding are kept, and only strict JSON: whatever has
//! something wrong with it is read with all care each time.
//!
//! What the user says of ids – a synchronization schema, placeholders – would break that, so nothing is kept then.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Config;
use crate::json;
use crate::operation;
use crate::request::{Setting, Written};
use crate::text::guid;

/// Shapes that are kept. A stream has few; one that has many gains little.
const SHAPES: usize = 16;

/// The longest body that is kept, in bytes.
const LONGEST: usize = 8 * 1024;

/// The most different ids in a body that is kept.
const IDS: usize = 32;

/// Strings from this length on, in bytes, might be ids in other dress: no body with one is kept.
const LONG: usize = 32;

/// Stands for an id in a shape, before its number. No UTF-8 text has this byte.
const MARK: u8 = 0xFF;

/// A body with numbers in place of its ids: the first of them has 0.
type Shape = Box<[u8]>;

/// The shapes that are known to be right, for all threads.
#[derive(Debug)]
pub(super) struct Proven {
    /// Whether ids mean nothing but what their form says.
    applies: bool,
    /// The ids of the reference's examples, in lower case.
    examples: BTreeSet<&'static [u8]>,
    shapes: Mutex<Arc<Vec<Shape>>>,
}

impl Proven {
    /// Nothing is known yet.
    pub(super) fn new(config: &Config) -> Self {
        let examples = operation::all().flat_map(|operation| &operation.example_ids);
        Self {
            applies: config.takes_ids_as_they_are(),
            examples: examples.map(|id| id.as_bytes()).collect(),
            shapes: Mutex::default(),
        }
    }

    /// What is known, for one source.
    pub(super) fn open(&self) -> Known<'_> {
        let shapes = Arc::clone(&self.shapes.lock().unwrap_or_else(PoisonError::into_inner));
        Known { proven: self, shapes, new: Vec::new(), shape: Vec::new(), ids: Vec::new() }
    }

    /// Whether the inside of a string is a GUID that nothing but its digits tells from others: canonical, in lower case,
    /// random (RFC 9562 section 5.4), and in no example.
    fn is_ordinary(&self, inside: &[u8]) -> bool {
        let has_form = inside.len() == guid::LENGTH
            && inside.iter().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => *byte == b'-',
                14 => *byte == b'4',
                19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
                _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            });
        has_form && !self.examples.contains(inside)
    }
}

/// What is known while one source is looked at.
#[derive(Debug)]
pub(super) struct Known<'p> {
    proven: &'p Proven,
    shapes: Arc<Vec<Shape>>,
    new: Vec<Shape>,
    /// The shape of the body that was asked for last; empty if it has none.
    shape: Vec<u8>,
    /// Where the ids of that body begin.
    ids: Vec<usize>,
}

impl Known<'_> {
    /// Whether nothing is wrong with a request, which is known without reading it.
    pub(super) fn is_right(&mut self, written: &Written<'_>) -> bool {
        self.shape.clear();
        let Some(body) = written.message.body.filter(|_| self.proven.applies && written.setting == Setting::Body)
        else {
            return false;
        };
        if self.read(body.of(written.passage.text()).as_bytes()).is_none() {
            self.shape.clear();
        }
        let is_it = |known: &Shape| **known == *self.shape;
        !self.shape.is_empty() && (self.new.iter().any(is_it) || self.shapes.iter().any(is_it))
    }

    /// Takes note that nothing was found in the request that was asked for last.
    pub(super) fn note(&mut self, written: &Written<'_>) {
        let strict =
            || written.message.body.is_some_and(|body| json::parse(written.passage.text(), body).slips.is_empty());
        if !self.shape.is_empty() && self.new.len() < SHAPES && strict() {
            self.new.push(self.shape.as_slice().into());
        }
    }

    /// Writes the shape of a body; none if it has something in it that might be an id and is no ordinary one.
    fn read(&mut self, body: &[u8]) -> Option<()> {
        if body.len() > LONGEST {
            return None;
        }
        self.ids.clear();
        let mut at = 0;
        while let Some(length) = memchr::memchr(b'"', &body[at..]) {
            let start = at + length + 1;
            let inside = &body[start..start + memchr::memchr2(b'"', b'\\', &body[start..])?];
            let end = start + inside.len();
            if body[end] == b'\\' {
                return None;
            }
            if inside.len() < LONG {
                self.shape.extend_from_slice(&body[at..=end]);
            } else if self.proven.is_ordinary(inside) {
                let is_it = |&id: &usize| &body[id..id + guid::LENGTH] == inside;
                let number = self.ids.iter().position(is_it).unwrap_or(self.ids.len());
                if number == self.ids.len() {
                    self.ids.push(start);
                }
                self.shape.extend_from_slice(&body[at..start]);
                self.shape.extend_from_slice(&[MARK, u8::try_from(number).ok().filter(|_| number < IDS)?]);
            } else {
                return None;
            }
            at = end + 1;
        }
        self.shape.extend_from_slice(&body[at..]);
        Some(())
    }
}

/// What was learnt from the source becomes known to all.
impl Drop for Known<'_> {
    fn drop(&mut self) {
        if self.new.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.new);
        let mut shapes = self.proven.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        let others: Vec<Shape> = shapes.iter().filter(|shape| !all.contains(shape)).cloned().collect();
        all.extend(others);
        all.truncate(SHAPES);
        *shapes = Arc::new(all);
    }
}
