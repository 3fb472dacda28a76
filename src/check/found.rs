//! The diagnostics of a source, and turning them into findings.

use std::borrow::Cow;

use crate::catalogue::Catalogue;
use crate::finding::{Diagnostic, Finding, RuleInfo};
use crate::fingerprint;
use crate::json;
use crate::request::{Body, RawRequest};
use crate::source::Source;
use crate::text::Span;

/// The diagnostics of a source, mapped to it.
#[derive(Debug, Default)]
pub(super) struct Found {
    located: Vec<Located>,
    /// Whether the findings get an identity, by which they are compared with those of another run.
    is_identified: bool,
}

#[derive(Debug)]
struct Located {
    diagnostic: Diagnostic,
    pointer: Option<String>,
    request: Option<Cow<'static, str>>,
}

impl Found {
    /// None yet; they become findings with an identity.
    pub(super) fn identified() -> Self {
        Self { is_identified: true, ..Self::default() }
    }

    /// Adds diagnostics about the source itself.
    pub(super) fn add(&mut self, diagnostics: Vec<Diagnostic>) {
        let located = |diagnostic| Located { diagnostic, pointer: None, request: None };
        self.located.extend(diagnostics.into_iter().map(located));
    }

    /// Adds the diagnostics about a request of this name, whose body was read as `body`.
    pub(super) fn add_of(
        &mut self,
        raw: &RawRequest<'_>,
        body: Option<&Body<'_>>,
        name: Option<&Cow<'static, str>>,
        mut diagnostics: Vec<Diagnostic>,
    ) {
        diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        let places: Vec<Span> = diagnostics.iter().map(|diagnostic| diagnostic.span).collect();
        let mut pointers = match body {
            Some(body) => json::pointers(&body.document.tree, &places),
            None => Vec::new(),
        };
        pointers.resize(places.len(), None);
        for (mut diagnostic, pointer) in diagnostics.into_iter().zip(pointers) {
            let pointer = pointer.filter(|_| body.is_some_and(|body| body.span.contains(diagnostic.span)));
            diagnostic.locate(&raw.mapped);
            self.located.push(Located { diagnostic, pointer, request: name.cloned() });
        }
    }

    /// The places, each with its rule.
    pub(super) fn places(&self) -> impl Iterator<Item = (Span, &'static RuleInfo)> {
        self.located.iter().map(|it| (it.diagnostic.span, it.diagnostic.rule))
    }

    /// The findings, sorted by place. With `distinct`, equal findings are merged: several calls of a script may send
    /// one literal, and each of them reports its errors. Names of `catalogue` are no secrets.
    pub(super) fn finish(self, source: &Source, catalogue: &Catalogue, distinct: bool) -> Vec<Finding> {
        let finish = |it: Located| match it.request {
            // The name of an operation is none of the words of the source, and has no secret.
            Some(Cow::Borrowed(name)) => {
                let finding = it.diagnostic.finish_with(source, catalogue, it.pointer, None);
                Finding { request: Some(name.to_owned()), ..finding }
            }
            Some(Cow::Owned(name)) => it.diagnostic.finish_with(source, catalogue, it.pointer, Some(name)),
            None => it.diagnostic.finish_with(source, catalogue, it.pointer, None),
        };
        let mut findings: Vec<Finding> = self.located.into_iter().map(finish).collect();
        findings.sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
        if distinct {
            findings.dedup_by(|b, a| (a.span, a.rule.id, &a.message) == (b.span, b.rule.id, &b.message));
        }
        if self.is_identified {
            fingerprint::mark(source, &mut findings);
        }
        findings
    }
}
