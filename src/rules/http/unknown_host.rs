//! The path belongs to Microsoft Graph, but the host does not: it is misspelt, belongs to another service, or to a
//! cloud that was closed (`graph.microsoft.de`).
//!
//! ## Why it matters
//! The request, with its access token, goes to another server or to none.
//!
//! ## What to do
//! Write the host of your cloud: `graph.microsoft.com`, `graph.microsoft.us` (US Government L4), `dod-graph.microsoft.us` (US
//! Government L5) or `microsoftgraph.chinacloudapi.cn`. If it is a proxy of your own, ignore this rule.
//!
//! ## Evidence
//! - [National cloud deployments](https://learn.microsoft.com/graph/deployments).

use super::{host, is_graph};
use crate::finding::{FixAvailability, Group, RuleInfo, Severity};
use crate::operation::Host;
use crate::rule::wording::quoted;
use crate::rule::{Check, Context, Findings, Part, Rule};
use crate::text::suggest::alternatives;

pub(super) const RULE: Rule = Rule {
    info: RuleInfo {
        id: "unknown-host",
        group: Group::Http,
        severity: Severity::Error,
        fix: FixAvailability::None,
        summary: "the host is none of Microsoft Graph",
        manual: crate::manual!("unknown_host.rs"),
    },
    check: Check::Message(Part::Url, check),
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((span, host)) = host(context).filter(|_| is_graph(context)) else { return };
    let name = quoted(context, span);
    let (message, label) = match host {
        Host::Retired => {
            (format!("{name} was the host of a cloud that is closed"), "closed in October 2021".to_owned())
        }
        Host::Near(known) => (format!("{name} is not a host of Microsoft Graph; `{known}` is"), format!("`{known}`?")),
        Host::Other => (format!("{name} is not a host of Microsoft Graph"), "another host".to_owned()),
        Host::Graph | Host::Variable => return,
    };
    let clouds = context.operation().into_iter().flat_map(|operation| &operation.clouds);
    let hosts = alternatives(clouds.map(|cloud| cloud.host.as_str()));
    let hosts = if hosts.is_empty() { "`graph.microsoft.com`".to_owned() } else { hosts };
    findings.report(span, message).label(span, label).help(format!(
        "The request goes to that host together with its access token. Write the host of your cloud: {hosts}."
    ));
}
