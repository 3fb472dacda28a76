//! What an input format is: it claims sources, and takes the requests out of them.

use crate::request::Written;
use crate::source::Source;

/// How sure a format is that a source is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It would read the source if nothing better is found, and somebody named it.
    Fallback,
    /// Name or content say so.
    Certain,
}

/// An input format. One file in `inputs/` makes one.
#[derive(Debug)]
pub struct Input {
    /// Its name in reports and options.
    pub name: &'static str,
    /// Whether it reads this source.
    pub claims: fn(&Source) -> Option<Claim>,
    /// The requests of a source.
    pub requests: for<'a> fn(&'a Source) -> Vec<Written<'a>>,
}
