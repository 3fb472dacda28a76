//! The ids and types in a body, as an operation reads them: what general rules judge without knowing the operation.

use std::any::Any;
use std::fmt;

use super::identifier::OwnedIdentifier;
use super::named_request::NamedRequest;
use super::setting::OwnValues;
use super::word::OwnedWord;
use crate::catalogue::Catalogue;
use crate::json::Node;
use crate::text::placeholder::Pattern;

/// Reads the corrected body of an operation. The answer is kept for all rules that look at the request.
pub(crate) type ReadTerms = fn(Node<'_>, &Assumptions<'_>) -> Box<dyn Terms>;

/// What an operation finds in a body. It refers to the nodes of the tree by their index, so that it can be kept beside it.
pub(crate) trait Terms: fmt::Debug + Any {
    /// The ids, each with what it is meant as.
    fn identifiers(&self) -> &[OwnedIdentifier];

    /// Words from a list that the operation defines, such as the names of types.
    fn words(&self) -> &[OwnedWord];
}

/// What is assumed of a request beyond what its body shows.
#[derive(Clone, Debug)]
pub(crate) struct Assumptions<'a> {
    /// The values of the settings that only some operation has.
    pub(crate) own: &'a OwnValues,
    /// The variables of the URL, by name: those of the request, then those of a request that takes the body from this file.
    pub(crate) keys: Vec<(&'a str, &'a str)>,
    /// How many of `keys` are of the request itself.
    pub(crate) written: usize,
    /// What stands for a value that is filled in before the request is sent.
    pub(crate) placeholders: &'a [Pattern],
    /// The metadata of Graph: the user's own, or what is built in.
    pub(crate) catalogue: &'a Catalogue,
    /// The request that a bare body is said to belong to, if it is none of an operation of ours.
    pub(crate) named: Option<&'a NamedRequest>,
}

impl<'a> Assumptions<'a> {
    /// The value of the variable `name` of the URL.
    pub(crate) fn key(&self, name: &str) -> Option<&'a str> {
        self.keys.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    /// The same, where only the file of another request says it.
    pub(crate) fn sent_key(&self, name: &str) -> Option<&'a str> {
        let (written, sent) = self.keys.split_at_checked(self.written)?;
        let of = |keys: &[(&'a str, &'a str)]| keys.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        of(sent).filter(|_| of(written).is_none())
    }
}
