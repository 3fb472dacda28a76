//! Diagnostics: what rules report, with spans of the text that they read.

use std::borrow::Cow;

use super::{Finding, Fix, Identity, Label, RuleInfo, Severity};
use crate::catalogue::Catalogue;
use crate::source::Source;
use crate::text::mapped::MappedText;
use crate::text::{Edit, Span};

/// A problem that a rule reports, with spans of the text that it reads.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that reports the problem.
    pub rule: &'static RuleInfo,
    /// Its severity in this run.
    pub severity: Severity,
    /// The highest severity it may have, for cases milder than usual for the rule.
    pub ceiling: Severity,
    /// The severity that it has at least, for cases worse than usual for the rule, unless the configuration sets the rule's.
    pub floor: Severity,
    /// The message: one sentence that begins in lower case or with a quotation and has no full stop.
    pub message: Cow<'static, str>,
    /// Why the service cares, then what to do; whole sentences.
    pub help: Option<Cow<'static, str>>,
    /// The smallest wrong thing; a gap where something is missing.
    pub span: Span,
    /// Labels beside places. One at `span` itself comes first, if there is one.
    pub labels: Vec<Label>,
    /// The repair, if there is one.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Creates a diagnostic of `rule` at `span`.
    #[must_use]
    pub fn new(rule: &'static RuleInfo, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            ceiling: Severity::Error,
            floor: Severity::Info,
            message: message.into(),
            help: None,
            span,
            labels: Vec::new(),
            fix: None,
        }
    }

    /// Lowers the highest severity it may have.
    pub(crate) fn at_most(&mut self, ceiling: Severity) -> &mut Self {
        self.ceiling = ceiling;
        self
    }

    /// Raises the severity that it has, unless the configuration sets that of the rule.
    pub(crate) fn at_least(&mut self, floor: Severity) -> &mut Self {
        self.floor = floor;
        self
    }

    /// Adds the help: why the service cares and what to do.
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a label; call it for its own place first.
    pub fn label(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds a label, if there is a place.
    pub(crate) fn label_if(&mut self, span: Option<Span>, message: impl Into<Cow<'static, str>>) -> &mut Self {
        match span {
            Some(span) => self.label(span, message),
            None => self,
        }
    }

    /// Moves it from a mapped text to the text that the mapped text was taken from. A fix that cannot
    /// be made there is dropped.
    pub fn locate(&mut self, mapped: &MappedText<'_>) {
        self.span = mapped.locate(self.span);
        for label in &mut self.labels {
            label.span = mapped.locate(label.span);
        }
        // What is read out of one piece as a whole may have its places in one.
        let mut first = true;
        let span = self.span;
        self.labels.retain(|label| std::mem::take(&mut first) || label.span != span);
        self.fix = self.fix.take().and_then(|fix| {
            let edits: Option<Vec<Edit>> = fix.edits.iter().map(|edit| mapped.edit(edit)).collect();
            Fix::new(fix.safety, fix.title, edits?)
        });
    }

    /// Sets the fix, and replaces one that was set before.
    pub fn fix(&mut self, fix: Option<Fix>) -> &mut Self {
        self.fix = fix;
        self
    }

    /// Converts it to a finding of `source` without secrets, about the value at `pointer`
    /// in the request named `request`.
    #[must_use]
    pub fn finish(self, source: &Source, pointer: Option<String>, request: Option<String>) -> Finding {
        self.finish_with(source, Catalogue::builtin(), pointer, request)
    }

    /// The same where a message may quote names of `catalogue`.
    #[must_use]
    pub(crate) fn finish_with(
        self,
        source: &Source,
        catalogue: &Catalogue,
        pointer: Option<String>,
        request: Option<String>,
    ) -> Finding {
        let Self { rule, severity, message, help, span, labels, fix, .. } = self;
        let identity = Identity::default();
        let mut finding = Finding { rule, severity, message, help, span, labels, fix, pointer, request, identity };
        finding.mask(source, catalogue);
        finding
    }
}
