//! What an id of the payload is meant as. It is decided here, once, so that two rules never explain one id differently.

use std::borrow::Cow;

use super::word::Word;
use crate::operation::Operation;
use crate::text::distinguished_name;
use crate::text::guid::{self, Dress, Guid};
use crate::text::placeholder::{self, Pattern};

/// The value of an `objectId` or a `ruleId`.
#[derive(Clone, Copy, Debug)]
pub struct Identifier<'a> {
    /// The string.
    pub word: Word<'a>,
    /// What it is meant as.
    pub form: &'a Form,
}

/// What an id is meant as. Ranges lie in the text of the word. There may be a hundred thousand ids, so what only a few have
/// is kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A GUID; in a `ruleId` perhaps with `#` and a suffix.
    Guid,
    /// A GUID in other dress than the canonical one.
    DressedGuid(Box<Dressed>),
    /// Not a GUID, though it is meant as one.
    MalformedGuid(Box<guid::Fault>),
    /// A distinguished name.
    DistinguishedName,
    /// A distinguished name that breaks RFC 4514.
    MalformedDistinguishedName(Box<distinguished_name::Fault>),
    /// `a@b.c`
    PrincipalName,
    /// The id of a synchronization job.
    JobId,
    /// A gap of a template, or a word with one in it.
    Placeholder,
    /// The name of a type, which PowerShell writes in place of a value. The rules of the structure group speak of it.
    PowerShellType,
    /// Anything else: the number of a worker, a word.
    Other,
}

/// A GUID in other dress than the canonical one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dressed {
    /// How it is dressed.
    pub dress: Dress,
    /// The same id in canonical form, a suffix included.
    pub canonical: Box<str>,
}

impl Form {
    /// Of the `objectId` of an object whose type is `type_name`.
    pub(super) fn of_object(id: &str, type_name: Option<&str>, placeholders: &[Pattern]) -> Self {
        // The ids of a worker are Workday's own: a WID is 32 hex digits without hyphens.
        let worker = type_name.is_some_and(|name| name.eq_ignore_ascii_case("Worker"));
        match form(id, placeholders) {
            Self::DressedGuid(_) | Self::MalformedGuid(_) if worker => Self::Other,
            form => form,
        }
    }

    /// Of a `ruleId`: as of other ids, and a suffix behind a `#` is right.
    pub(super) fn of_rule(id: &str, placeholders: &[Pattern]) -> Self {
        match id.split_once('#').map(|(id, suffix)| (form(id, placeholders), suffix)) {
            Some((Self::Guid, suffix)) if suffix.is_empty() || suffix.contains(char::is_whitespace) => Self::Other,
            Some((form @ (Self::Guid | Self::MalformedGuid(_)), _)) => form,
            Some((Self::DressedGuid(dressed), suffix)) => {
                let canonical = format!("{}#{suffix}", dressed.canonical).into();
                Self::DressedGuid(Box::new(Dressed { canonical, ..*dressed }))
            }
            _ => form(id, placeholders),
        }
    }
}

impl<'a> Identifier<'a> {
    /// Whether it is a GUID without any digit but 0.
    #[must_use]
    pub fn is_nil(self) -> bool {
        matches!(self.form, Form::Guid | Form::DressedGuid(_)) && guid::is_nil(without_suffix(&self.canonical()))
    }

    /// Whether it stands in the examples of the reference.
    #[must_use]
    pub fn is_example(self, operation: &Operation) -> bool {
        if !matches!(self.form, Form::Guid | Form::DressedGuid(_) | Form::DistinguishedName) {
            return false;
        }
        let id = self.canonical();
        let bare = without_suffix(&id);
        let is_it = |example: &String| example.eq_ignore_ascii_case(&id) || example.eq_ignore_ascii_case(bare);
        operation.example_ids.iter().any(is_it)
    }

    /// Whether it is a distinguished name, well-formed or not.
    #[must_use]
    pub fn is_distinguished_name(self) -> bool {
        matches!(self.form, Form::DistinguishedName | Form::MalformedDistinguishedName(_))
    }

    /// The same for all spellings of one id; none where the words are not an id, so that two of them say nothing.
    #[must_use]
    pub fn key(self) -> Option<Cow<'a, str>> {
        match self.form {
            Form::Placeholder | Form::PowerShellType => None,
            Form::DistinguishedName | Form::MalformedDistinguishedName(_) => {
                Some(distinguished_name::normalised(&self.word.text()).into())
            }
            // Whether the case of other ids matters is for the system to say that gave them.
            Form::Other => Some(self.word.text()),
            _ if self.is_nil() => None,
            _ => Some(lower(self.canonical())),
        }
    }

    fn canonical(self) -> Cow<'a, str> {
        match self.form {
            Form::DressedGuid(dressed) => Cow::Borrowed(&dressed.canonical),
            _ => self.word.text(),
        }
    }
}

/// Whether a value is what PowerShell writes for an object that `ConvertTo-Json -Depth` did not reach.
#[must_use]
pub fn is_powershell_type(text: &str) -> bool {
    text.starts_with("@{")
        || ["System.Collections.", "System.Object", "System.Management."].iter().any(|name| text.starts_with(name))
}

/// In lower case, which most are.
fn lower(id: Cow<'_, str>) -> Cow<'_, str> {
    let is_lower = id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { id } else { id.to_lowercase().into() }
}

fn without_suffix(id: &str) -> &str {
    id.split_once('#').map_or(id, |(id, _)| id)
}

fn form(text: &str, placeholders: &[Pattern]) -> Form {
    if placeholders.iter().any(|pattern| pattern.find(text).is_some()) {
        return Form::Placeholder;
    }
    if is_powershell_type(text) {
        return Form::PowerShellType;
    }
    if is_job_id(text) {
        return Form::JobId;
    }
    match guid::read(text) {
        Some(Guid::Canonical) => return Form::Guid,
        Some(Guid::Dressed { dress, canonical }) => {
            return Form::DressedGuid(Box::new(Dressed { dress, canonical: canonical.into() }));
        }
        Some(Guid::Malformed(fault)) => return Form::MalformedGuid(Box::new(fault)),
        None => {}
    }
    if placeholder::find(text).is_some() {
        Form::Placeholder
    } else if distinguished_name::is_meant(text) {
        match distinguished_name::fault(text) {
            Some(fault) => Form::MalformedDistinguishedName(Box::new(fault)),
            None => Form::DistinguishedName,
        }
    } else if is_principal_name(text) {
        Form::PrincipalName
    } else {
        Form::Other
    }
}

/// `local@domain.tld`
fn is_principal_name(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !text.contains(|character: char| character.is_whitespace() || character == '=')
            && domain.split('.').count() > 1
            && domain.split('.').all(|label| !label.is_empty() && !label.contains('@'))
    })
}

/// Whether `text` is the id of a job: `tag.<32 hex digits>`, `tag.<32 hex digits>.<GUID>`, a tag of several parts, or Terraform's `<GUID>/job/<id>`.
#[must_use]
pub fn is_job_id(text: &str) -> bool {
    let (principal, job) = text.split_once("/job/").unwrap_or(("", text));
    if !principal.is_empty() && guid::is_canonical(job) {
        return true;
    }
    let is_tenant = |part: &str| part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = job.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let tenant = if guid::is_canonical(last) { parts.next().unwrap_or_default() } else { last };
    let mut tag = parts.peekable();
    is_tenant(tenant)
        && tag.peek().is_some()
        && tag.all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_ids_have_many_forms() {
        let hex = "980e9d6184814105a82598d1f1c1b8f2";
        let guid = "4d89f061-9d3c-4d2e-a6a3-9a3a2b6d1c11";
        for id in [
            format!("scim.{hex}.{guid}"),
            format!("AD2AADProvisioning.{hex}"),
            format!("apply.BoxOutDelta.{hex}.{guid}"),
            format!("{guid}/job/scim.{hex}.{guid}"),
            format!("{guid}/job/{guid}"),
        ] {
            assert_eq!(form(&id, &[]), Form::JobId, "{id}");
        }
        for id in [guid.to_owned(), hex.to_owned(), format!(".{hex}"), "scim.x".into(), format!("{guid}#V2")] {
            assert_ne!(form(&id, &[]), Form::JobId, "{id}");
        }
    }

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
            assert_eq!(form(id, &[]), expected, "{id}");
        }
    }
}
