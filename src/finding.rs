//! A finding: what a rule reports, with its place, message, help and, where possible, a fix.

mod diagnostic;
mod mask;

pub use diagnostic::Diagnostic;

use std::borrow::Cow;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::fingerprint::Fingerprint;
use crate::text::{Edit, Span};

/// The severity of a finding, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Probably not what was meant, or not known to work.
    Warning,
    /// The service refuses it, or does something else than what was meant.
    Error,
}

impl Severity {
    /// The lower-case name that reports and the configuration use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// The subject of a rule; users select and ignore whole groups by these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Rules that hold for any JSON text, whatever it describes.
    Syntax,
    /// The body against the operation's JSON Schema.
    Structure,
    /// Rules about the meaning of single values: ids, names, types.
    Value,
    /// The message around the body.
    Http,
    /// How a script builds a request.
    Script,
    /// Rules for pages of Markdown documentation that show requests.
    Docs,
    /// Comments that suppress findings of other rules.
    Ignores,
    /// Rules for `msgraph-lint.toml`, the configuration file of this program.
    Config,
}

impl Group {
    /// Every group, in the order in which it is listed.
    pub const ALL: [Self; 8] =
        [Self::Syntax, Self::Structure, Self::Value, Self::Http, Self::Script, Self::Docs, Self::Ignores, Self::Config];

    /// The word in reports and selections.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Structure => "structure",
            Self::Value => "value",
            Self::Http => "http",
            Self::Script => "script",
            Self::Docs => "docs",
            Self::Ignores => "ignores",
            Self::Config => "config",
        }
    }
}

/// Whether the findings of a rule come with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FixAvailability {
    /// Always a safe fix, unless another syntax error makes the structure of the text uncertain.
    Safe,
    /// Always or sometimes, and it is a guess or loses text.
    Unsafe,
    /// Some findings have a safe fix, some an unsafe one or none.
    Sometimes,
    /// The rule never offers a fix.
    None,
}

impl FixAvailability {
    /// The lower-case word that reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Sometimes => "sometimes",
            Self::None => "none",
        }
    }
}

/// The metadata of a rule, for the list of rules, `explain`, selections and reports.
#[derive(Debug)]
pub struct RuleInfo {
    /// In kebab case; names the defect; never changes.
    pub id: &'static str,
    /// The group it is selected by.
    pub group: Group,
    /// The severity of its findings unless the user sets another.
    pub severity: Severity,
    /// Whether its findings can be fixed.
    pub fix: FixAvailability,
    /// One sentence, without a full stop.
    pub summary: &'static str,
    /// The page for users, in Markdown: what it finds, why the service cares, what to do, the evidence.
    pub manual: &'static str,
}

impl RuleInfo {
    /// The address of the rule's page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://github.com/msgraph-lint/msgraph-lint/blob/main/docs/rules/{}.md", self.id)
    }
}

/// A finished finding: at its place in the source, without secrets, with a fingerprint for later runs.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that it belongs to.
    pub rule: &'static RuleInfo,
    /// Its severity in this run.
    pub severity: Severity,
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
    /// The JSON Pointer (RFC 6901) of the value it is about, within the body.
    pub pointer: Option<String>,
    /// The name of the request it is about.
    pub request: Option<String>,
    /// Identifies it in later runs.
    pub identity: Identity,
}

impl Finding {
    /// The fix as reports show it; `None` if an edit contains a secret.
    #[must_use]
    pub(crate) fn shown_fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|fix| !fix.is_secret)
    }
}

/// A few words beside a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The labelled text, in bytes of the source.
    pub span: Span,
    /// What the reader should notice at that place.
    pub message: Cow<'static, str>,
}

/// Identifies a finding in later runs, without lines and offsets (see [`crate::fingerprint`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The fingerprint that equal findings of a source share.
    pub alike: Fingerprint,
    /// The context on its line, which distinguishes equal findings while it stays.
    pub around: Fingerprint,
    /// Its rule and the words at its place alone: what stays when a fix changes the names on the way to it.
    pub words: Fingerprint,
    /// Its number among those that are alike, from 1.
    pub number: u32,
}

impl Identity {
    /// A fingerprint that no other finding of the source has.
    #[must_use]
    pub fn fingerprint(self) -> Fingerprint {
        Fingerprint::of([self.alike.to_string().as_str(), self.number.to_string().as_str()])
    }
}

/// A finding that is not reported.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding that is not reported.
    pub finding: Finding,
    /// Why it is not reported.
    pub by: Suppression,
}

impl Suppressed {
    /// Whether it is suppressed by the baseline.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.by == Suppression::Baseline
    }
}

/// Why a finding is not reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// A comment in the source.
    Comment {
        /// The comment that suppresses the finding, in bytes of the source.
        place: Span,
        /// The reason that the author of the comment gives.
        reason: Option<String>,
    },
    /// An entry of `ignores` in the configuration.
    Entry {
        /// Its index among those that cover the file.
        entry: usize,
        /// The reason that the entry of `ignores` gives.
        reason: Option<String>,
    },
    /// The baseline: it was known before.
    Baseline,
}

/// How certain a fix is, from the most certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The only reasonable reading; loses nothing that the author wrote.
    Safe,
    /// A likely reading, or text is lost.
    Unsafe,
}

/// A repair: edits of the source that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    title: String,
    safety: Safety,
    edits: Vec<Edit>,
    is_secret: bool,
}

impl Fix {
    /// A repair that is certain. None where there are no edits, or where they overlap.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Option<Self> {
        Self::new(Safety::Safe, title.into(), edits)
    }

    /// A repair that is a guess, or loses text. None where there are no edits, or where they overlap.
    pub fn guess(title: impl Into<String>, edits: Vec<Edit>) -> Option<Self> {
        Self::new(Safety::Unsafe, title.into(), edits)
    }

    /// A repair of the given safety. None where there are no edits, or where they overlap.
    pub(crate) fn new(safety: Safety, title: String, mut edits: Vec<Edit>) -> Option<Self> {
        edits.sort_by_key(|edit| edit.span);
        let disjoint =
            edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].span != pair[1].span);
        (disjoint && !edits.is_empty()).then_some(Self { title, safety, edits, is_secret: false })
    }

    /// What it does, as an imperative: ``insert `:` ``.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether `--fix` may apply it, or only `--unsafe-fixes`.
    #[must_use]
    pub fn safety(&self) -> Safety {
        self.safety
    }

    /// Its edits, in order, disjoint.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}
