//! What an id in a body is meant as. It is decided here, once, so that two rules never explain one id differently.

use std::borrow::Cow;

use super::Operation;
use super::word::{OwnedWord, Word};
use crate::json::Tree;
use crate::text::distinguished_name;
use crate::text::guid::{self, Dress, Guid};
use crate::text::placeholder::{self, Pattern};

/// The value of a property that takes an id, as it is kept beside its tree.
#[derive(Debug)]
pub(crate) struct OwnedIdentifier {
    word: OwnedWord,
    form: Form,
    settled: bool,
}

/// The value of a property that takes an id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identifier<'a> {
    pub(crate) word: Word<'a>,
    /// What it is meant as.
    pub(crate) form: &'a Form,
    /// Whether the user's own settings say which of these ids are right.
    pub(crate) settled: bool,
}

/// What an id is meant as. Ranges lie in the text of the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A GUID, where the operation allows it with `#` and a suffix.
    Guid,
    /// A GUID in other dress than the canonical one.
    DressedGuid(Box<Dressed>),
    /// Not a GUID, though it is meant as one.
    MalformedGuid(Box<guid::Fault>),
    DistinguishedName,
    /// A distinguished name that breaks RFC 4514.
    MalformedDistinguishedName(Box<distinguished_name::Fault>),
    /// A user principal name, such as `jane@contoso.com`.
    PrincipalName,
    /// An id of a form that only the operation knows.
    Own,
    /// A gap of a template, or a word with one in it.
    Placeholder,
    /// The name of a type, which PowerShell writes in place of a value. The rules of the structure group speak of it.
    PowerShellType,
    /// Anything else: the number of a worker, a word.
    Other,
}

/// A GUID in other dress than the canonical one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dressed {
    pub(crate) dress: Dress,
    /// The same id in canonical form, a suffix included.
    pub(crate) canonical: Box<str>,
}

impl Form {
    /// Of the text of an id. `is_own` says whether it has a form that only the operation knows.
    pub(crate) fn of(text: &str, placeholders: &[Pattern], is_own: fn(&str) -> bool) -> Self {
        if placeholders.iter().any(|pattern| pattern.find(text).is_some()) {
            return Self::Placeholder;
        }
        // What nearly all are, and is none of the others.
        if guid::is_canonical(text) {
            return Self::Guid;
        }
        if is_powershell_type(text) {
            return Self::PowerShellType;
        }
        if is_own(text) {
            return Self::Own;
        }
        match guid::read(text) {
            Some(Guid::Canonical) => return Self::Guid,
            Some(Guid::Dressed { dress, canonical }) => {
                return Self::DressedGuid(Box::new(Dressed { dress, canonical: canonical.into() }));
            }
            Some(Guid::Malformed(fault)) => return Self::MalformedGuid(Box::new(fault)),
            None => {}
        }
        if placeholder::find(text).is_some() {
            Self::Placeholder
        } else if distinguished_name::is_meant(text) {
            match distinguished_name::fault(text) {
                Some(fault) => Self::MalformedDistinguishedName(Box::new(fault)),
                None => Self::DistinguishedName,
            }
        } else if is_principal_name(text) {
            Self::PrincipalName
        } else {
            Self::Other
        }
    }
}

impl Dressed {
    /// The same id with `#` and a suffix.
    pub(crate) fn with_suffix(self, suffix: &str) -> Self {
        Self { canonical: format!("{}#{suffix}", self.canonical).into(), ..self }
    }
}

impl OwnedIdentifier {
    /// An id that is meant as `form`. It is `settled` if the user's own settings say which of these ids are right.
    pub(crate) fn new(word: OwnedWord, form: Form, settled: bool) -> Self {
        Self { word, form, settled }
    }

    /// What it is meant as.
    pub(crate) fn form(&self) -> &Form {
        &self.form
    }

    /// The id in the tree that it was read from.
    pub(crate) fn of<'a>(&'a self, tree: &'a Tree<'a>) -> Option<Identifier<'a>> {
        Some(Identifier { word: self.word.of(tree)?, form: &self.form, settled: self.settled })
    }
}

fn is_nil(form: &Form, text: &str) -> bool {
    matches!(form, Form::Guid | Form::DressedGuid(_)) && guid::is_nil(without_suffix(canonical(form, text)))
}

fn canonical<'t>(form: &'t Form, text: &'t str) -> &'t str {
    match form {
        Form::DressedGuid(dressed) => &dressed.canonical,
        _ => text,
    }
}

impl<'a> Identifier<'a> {
    /// Whether it is a GUID without any digit but 0.
    pub(crate) fn is_nil(self) -> bool {
        is_nil(self.form, self.word.text())
    }

    /// Whether it is in the examples of the reference.
    pub(crate) fn is_example(self, operation: &Operation) -> bool {
        if !matches!(self.form, Form::Guid | Form::DressedGuid(_) | Form::DistinguishedName) {
            return false;
        }
        let id = canonical(self.form, self.word.text());
        let bare = without_suffix(id);
        operation.has_example(id) || bare.len() < id.len() && operation.has_example(bare)
    }

    /// Whether it is a distinguished name, well-formed or not.
    pub(crate) fn is_distinguished_name(self) -> bool {
        matches!(self.form, Form::DistinguishedName | Form::MalformedDistinguishedName(_))
    }

    /// The same for all spellings of one id, or `None` where the words are not an id, so that two of them say nothing.
    pub(crate) fn key(self) -> Option<Cow<'a, str>> {
        let text = self.word.text();
        match self.form {
            Form::Placeholder | Form::PowerShellType => None,
            Form::DistinguishedName | Form::MalformedDistinguishedName(_) => {
                Some(distinguished_name::normalised(text).into())
            }
            // Whether the case of other ids matters is for the system to say that gave them.
            Form::Other => Some(text.into()),
            _ if self.is_nil() => None,
            _ => Some(lower(canonical(self.form, text))),
        }
    }
}

/// Whether a value is what PowerShell writes for an object that `ConvertTo-Json -Depth` did not reach.
pub(crate) fn is_powershell_type(text: &str) -> bool {
    text.starts_with("@{")
        || ["System.Collections.", "System.Object", "System.Management."].iter().any(|name| text.starts_with(name))
}

/// In lower case, which most are.
fn lower(id: &str) -> Cow<'_, str> {
    let is_lower = id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { id.into() } else { id.to_lowercase().into() }
}

fn without_suffix(id: &str) -> &str {
    id.split_once('#').map_or(id, |(id, _)| id)
}

/// Whether `text` has the form `local@domain.tld`.
fn is_principal_name(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !text.contains(|character: char| character.is_whitespace() || character == '=')
            && domain.split('.').count() > 1
            && domain.split('.').all(|label| !label.is_empty() && !label.contains('@'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_has_one_form() {
        for (id, expected) in [
            ("adele@contoso.com", Form::PrincipalName),
            ("adele_fabrikam.com#EXT#@contoso.onmicrosoft.com", Form::PrincipalName),
            ("CN=Adele@Home,DC=contoso,DC=com", Form::DistinguishedName),
            ("adele@contoso", Form::Other),
            ("21001", Form::Other),
            ("System.Collections.Hashtable", Form::PowerShellType),
            ("@{ruleId=x}", Form::PowerShellType),
            ("{user}@contoso.com", Form::Placeholder),
            ("ea807875-5618-4f0a-9125-0b46a05298ca", Form::Guid),
        ] {
            assert_eq!(Form::of(id, &[], |_| false), expected, "{id}");
        }
    }
}
