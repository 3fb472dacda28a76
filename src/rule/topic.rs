//! What rules are about, by which they are looked up: a rule is not even asked where what it is about does not exist.

use super::{Check, CheckRequest, Context};

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Source,
    SyntaxErrors,
    Violations,
    MessageErrors,
    Message(Part),
    Terms,
    Request,
    /// All requests of a source together.
    Requests,
    Ignores,
}

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The request line, or the status line of an answer.
    StartLine,
    /// The URL or path of the request line.
    Url,
    /// The header lines, of which there is at least one.
    Headers,
    /// The body of the request, be it blank.
    Body,
    /// The body of the answer.
    ResponseBody,
}

impl Check {
    /// What the rule is about, or `None` if it does not read sources.
    #[must_use]
    pub(crate) fn topic(self) -> Option<Topic> {
        Some(match self {
            Self::Source(_) | Self::Page(_) => Topic::Source,
            Self::SyntaxError(..) => Topic::SyntaxErrors,
            Self::Violation(..) => Topic::Violations,
            Self::MessageError(..) => Topic::MessageErrors,
            Self::Message(part, _) => Topic::Message(part),
            Self::Terms(_) | Self::Identifiers(..) | Self::Setting(..) => Topic::Terms,
            Self::Request(_) => Topic::Request,
            Self::Requests(_) => Topic::Requests,
            Self::Ignores(_) => Topic::Ignores,
            Self::Configuration => return None,
        })
    }

    /// The check of a request in which the topic of the rule exists, if there is something of the kinds that it is about.
    #[must_use]
    pub(crate) fn of_request(self, context: &Context<'_>) -> Option<CheckRequest> {
        let (is_there, check) = match self {
            Self::SyntaxError(is_about, check) => (context.syntax_errors().iter().any(|it| is_about(&it.kind)), check),
            Self::Violation(is_about, check) => (context.violations().iter().any(|it| is_about(&it.kind)), check),
            Self::MessageError(is_about, check) => (context.message_errors().any(|it| is_about(&it.kind)), check),
            Self::Identifiers(is_about, check) => (context.forms().any(is_about), check),
            Self::Setting(name, check) => (context.assumptions.own.has(name), check),
            Self::Message(_, check) | Self::Terms(check) | Self::Request(check) => (true, check),
            Self::Source(_) | Self::Page(_) | Self::Requests(_) | Self::Ignores(_) | Self::Configuration => {
                return None;
            }
        };
        is_there.then_some(check)
    }
}

impl Context<'_> {
    /// Whether a topic exists in the request.
    #[must_use]
    pub(crate) fn has(&self, topic: Topic) -> bool {
        let message = &self.request.raw().message;
        match topic {
            Topic::SyntaxErrors => !self.syntax_errors().is_empty(),
            Topic::Violations => !self.violations().is_empty(),
            Topic::MessageErrors => self.message_errors().next().is_some(),
            Topic::Message(Part::StartLine) => message.start.is_some(),
            Topic::Message(Part::Url) => self.request.url.is_some(),
            Topic::Message(Part::Headers) => !message.headers.is_empty(),
            Topic::Message(Part::Body) => self.request.body.is_some(),
            Topic::Message(Part::ResponseBody) => self.request.response_body.is_some(),
            Topic::Terms => self.terms().is_some(),
            Topic::Request => true,
            Topic::Source | Topic::Requests | Topic::Ignores => false,
        }
    }
}
