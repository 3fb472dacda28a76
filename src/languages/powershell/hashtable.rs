//! Hashtables: `@{ key = value; … }`, and what is read out of and written into one.

use std::rc::Rc;

use super::lexer::{Kind, Token};
use super::outline::statement_end;
use super::value::{At, Values};
use crate::languages::{Array, Key, Literal, Member, Object};
use crate::text::Span;
use crate::text::notation::POWERSHELL;
use crate::text::quoting::Quoting;

impl Values<'_> {
    /// The hashtable whose tokens are those from `start` to `end`.
    pub(super) fn hashtable(&self, start: usize, end: usize, at: At) -> Literal {
        let inside = start + 1..end.saturating_sub(1).max(start + 1);
        let mut members: Vec<Member> = Vec::new();
        let mut incomplete = false;
        let mut from = inside.start;
        while from < inside.end {
            if matches!(self.kind(from), Some(Kind::Newline | Kind::Semicolon)) {
                from += 1;
                continue;
            }
            let to = statement_end(self.text, self.tokens, from).clamp(from + 1, inside.end);
            if !self.steps(to - from) {
                incomplete = true;
                break;
            }
            match self.member(from, to, at) {
                Some(mut member) => {
                    let next = self.tokens.get(to).filter(|token| token.kind == Kind::Semicolon);
                    member.comma = next.map(|token| token.span);
                    members.push(member);
                }
                None => incomplete = true,
            }
            from = to;
        }
        let span = self.span(&(start..end));
        let token = |at: usize| self.tokens.get(at).map_or(Span::gap(span.end), |token| token.span);
        Literal::Object(Rc::new(Object {
            span,
            open: token(start),
            close: token(end - 1),
            notation: &POWERSHELL,
            members,
            incomplete,
        }))
    }

    /// The member in the tokens from `from` to `to`, or `None` if its key is not known.
    fn member(&self, from: usize, to: usize, at: At) -> Option<Member> {
        let token = self.tokens.get(from)?;
        let equals = from + 1;
        if self.kind(equals) != Some(Kind::Assign) {
            return None;
        }
        let key = key(self.text, token).or_else(|| self.key_of_variable(from, at))?;
        let colon = self.tokens.get(equals).map(|token| token.span);
        let value = self.pipeline(equals + 1..to, at);
        Some(Member { key, colon, value, comma: None })
    }
}

impl Values<'_> {
    /// The key that a variable stands for: `@{ $id = … }`, where `$id` is `"@odata.id"`.
    fn key_of_variable(&self, variable: usize, at: At) -> Option<Key> {
        let token = self.tokens.get(variable).filter(|token| token.kind == Kind::Variable)?;
        let Some(Literal::Text(name)) = self.of_variable(token.inner.of(self.text), variable, at.deeper()) else {
            return None;
        };
        let (inner, quoting, _) = name.word?;
        let is_plain = quoting.read(inner.of(self.text), 0, 0).0 == inner.of(self.text);
        is_plain.then_some(Key { span: name.span, inner, quoting: Quoting::FixedName })
    }
}

/// A key that is written down.
pub(super) fn key(text: &str, token: &Token) -> Option<Key> {
    match token.kind {
        Kind::Word => {
            (!token.span.of(text).contains(['$', '`'])).then_some(())?;
            Some(Key { span: token.span, inner: token.span, quoting: Quoting::PowerShellBare })
        }
        Kind::Number => Some(Key { span: token.span, inner: token.span, quoting: Quoting::PowerShellBare }),
        Kind::String(quoting) => {
            let expands = quoting == Quoting::PowerShellDouble;
            let plain = !expands || super::strings::pieces(text, token.inner).len() <= 1;
            let known = plain && (!expands || !token.inner.of(text).starts_with('$'));
            known.then_some(Key { span: token.span, inner: token.inner, quoting })
        }
        _ => None,
    }
}

fn name(text: &str, key: &Key) -> String {
    key.quoting.read(key.inner.of(text), 0, 0).0
}

/// The value of a member, in whatever case its name is written, or `None` if there is none, or it is not known.
pub(super) fn get(text: &str, object: &Object, wanted: &str) -> Option<Literal> {
    let is_meant = |member: &&Member| name(text, &member.key).eq_ignore_ascii_case(wanted);
    object.members.iter().rev().find(is_meant).map(|member| member.value.clone())
}

/// Gives the member of `key` a value, instead of the one that it has.
pub(super) fn set(text: &str, object: &mut Object, key: Key, colon: Option<Span>, value: Literal) {
    let wanted = name(text, &key);
    let at = object.members.iter().position(|member| name(text, &member.key).eq_ignore_ascii_case(&wanted));
    let member = Member { key, colon, value, comma: None };
    match at {
        Some(at) => object.members[at] = member,
        None => object.members.push(member),
    }
}

pub(super) fn remove(text: &str, object: &mut Object, wanted: &str) {
    object.members.retain(|member| !name(text, &member.key).eq_ignore_ascii_case(wanted));
}

/// What a new collection of the type `name` is, in lower case.
pub(super) fn empty(name: &str, span: Span) -> Option<Literal> {
    let last = name.split('[').next().unwrap_or(name).rsplit('.').next().unwrap_or(name).trim();
    let (open, close) = (Span::gap(span.start), Span::gap(span.end));
    match last {
        "hashtable" | "dictionary" | "ordereddictionary" | "psobject" | "pscustomobject" => {
            let object = Object { span, open, close, notation: &POWERSHELL, members: Vec::new(), incomplete: false };
            Some(Literal::Object(Rc::new(object)))
        }
        "arraylist" | "list" => {
            let array = Array { span, open, close, notation: &POWERSHELL, elements: Vec::new(), incomplete: false };
            Some(Literal::Array(Rc::new(array)))
        }
        // A typed object of Microsoft Graph PowerShell; the properties that nobody sets are not sent.
        _ if name.contains(MODELS) => Some(unknown(span)),
        _ => None,
    }
}

/// Where the types of Microsoft Graph PowerShell are, in lower case.
const MODELS: &str = "microsoft.graph.powershell.models.";

/// An object of which nothing is known but what the script does to it.
pub(super) fn unknown(span: Span) -> Literal {
    let (open, close) = (Span::gap(span.start), Span::gap(span.end));
    Literal::Object(Rc::new(Object { span, open, close, notation: &POWERSHELL, members: Vec::new(), incomplete: true }))
}
