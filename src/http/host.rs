//! The hosts at which Microsoft Graph answers.

use crate::text::placeholder;
use crate::text::suggest::is_within;

/// What a host is to Microsoft Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Graph,
    /// One that it answered at once.
    Retired,
    /// Nearly the name of one of its clouds.
    Near(&'static str),
    /// A variable, which may stand for any.
    Variable,
    Other,
}

/// The clouds of Microsoft Graph: the global service, two of the US Government, and that of China.
const CLOUDS: [&str; 4] =
    ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

/// The cloud of Germany, closed in October 2021.
const RETIRED: &str = "graph.microsoft.de";

/// What the names of all clouds have that is in no other word.
const SIGNS: [&str; 2] = ["graph.microsoft.", "microsoftgraph."];

/// Whether words name a host of Microsoft Graph, in lower case as nearly everybody writes it.
#[must_use]
pub(crate) fn names_graph(words: &str) -> bool {
    SIGNS.iter().any(|sign| memchr::memmem::find(words.as_bytes(), sign.as_bytes()).is_some())
}

impl Host {
    /// Judges `name`; a port after it does not count.
    #[must_use]
    pub(crate) fn of(name: &str) -> Self {
        if CLOUDS.contains(&name) {
            return Self::Graph;
        }
        if name.contains("{{") || placeholder::find(name).is_some() {
            return Self::Variable;
        }
        let name = without_port(name).to_ascii_lowercase();
        if name == RETIRED {
            return Self::Retired;
        }
        let mut hosts = CLOUDS.into_iter();
        if hosts.clone().any(|host| host == name) {
            return Self::Graph;
        }
        // No host of another service is that near.
        let near = hosts.find(|host| is_within(host, &name, 2));
        near.map_or(Self::Other, Self::Near)
    }
}

fn without_port(host: &str) -> &str {
    host.rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |(name, _)| name)
}
