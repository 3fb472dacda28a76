//! A value is `System.Collections.Hashtable`, `System.Object[]` or `@{…}`: what PowerShell writes in place of an object or
//! an array that it cuts off.
//!
//! ## Why it matters
//! `ConvertTo-Json` goes two levels deep by default, and turns anything deeper into a string with the name of its
//! type ([ConvertTo-Json](https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-json)). A
//! body of provisionOnDemand is deeper than that, so the subjects are lost. Microsoft's own generated samples had the fault
//! ([microsoft-graph-devx-api#1999](https://github.com/microsoftgraph/microsoft-graph-devx-api/issues/1999)).
//!
//! ## What to do
//! Write `ConvertTo-Json -Depth 10`. The nesting of a body requires at least `-Depth 4`, or `-Depth 7` with members of
//! a group.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{QUOTED, is_truncated};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::json::Kind;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::excerpt;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "powershell-depth-truncation",
        group: Group::Structure,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "PowerShell wrote a type name in place of an object",
        manual: crate::manual!("powershell_depth_truncation.rs"),
    },
    check: Check::Message(Part::Body, check),
};

/// Whether a text has the beginning of such a string anywhere: most have not, and need not be walked through.
fn may_be_truncated(text: &str) -> bool {
    static BEGINNINGS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["@{", "System.", "\\u"].map(Finder::new));
    BEGINNINGS.iter().any(|beginning| beginning.find(text.as_bytes()).is_some())
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Only the body is searched: the text around it may be a long page with many requests.
    let Some(body) = &context.request().body else { return };
    let document = &body.document;
    if !may_be_truncated(context.words(body.span)) {
        return;
    }
    let needed = context.operation().and_then(|operation| operation.words.depth.as_ref());
    let needed = needed.map_or_else(String::new, |words| format!("; {words}"));
    for node in document.tree.nodes().filter(|node| node.kind() == Kind::String) {
        let Some(string) = node.string().filter(|string| is_truncated(string)) else { continue };
        findings
            .report(node.span(), format!("`{}` is what PowerShell wrote instead of an object", excerpt(&string, QUOTED)))
            .label(node.span(), "the content is lost")
            .help(format!("`ConvertTo-Json` cuts objects off below two levels by default. Write the body again with `ConvertTo-Json -Depth 10`{needed}."));
    }
}
