//! Functions and commands that send requests and that no language knows of itself: those that the configuration names, and the
//! cmdlets of one operation.

use std::borrow::Cow;

/// A function or command that sends requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// Its name: of a cmdlet, a function, a program.
    pub name: String,
    /// The method: the first of these that a call gives. None: `POST` with a body, `GET` without.
    pub method: Vec<Argument>,
    /// The URL: the first of these that a call gives.
    pub url: Vec<Argument>,
    /// The value that is sent as JSON, or the text that is sent as it is.
    pub body: Vec<Argument>,
    /// What a URL without a host begins with. A version in the URL is in place of one here.
    pub base: Option<Cow<'static, str>>,
    /// Whether it takes the names of properties in any case, and sends the right ones.
    pub any_case: bool,
}

/// Where a client finds what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// In the argument of this name.
    Named(String),
    /// In the argument at this place, counted from 0.
    At(usize),
    /// It is always this. `{Name}` in it is the argument of that name.
    Always(String),
}

impl KnownClient {
    /// The names of the parameters that it uses.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        [&self.method, &self.url, &self.body].into_iter().flatten().filter_map(|argument| match argument {
            Argument::Named(name) => Some(name.as_str()),
            _ => None,
        })
    }
}
