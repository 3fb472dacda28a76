//! Who may talk to the endpoint: programs of this machine, and pages of it. A page of the web must not, be it by a name of its own
//! that it lets resolve to a loopback address (DNS rebinding), be it with a request across origins.

use std::net::{IpAddr, SocketAddr};

use crate::operation::Host;

/// Decides by the headers `Host` and `Origin`.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    address: SocketAddr,
    /// Names that the user allows besides, in lower case.
    names: Vec<String>,
}

/// What an `Origin` may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// There is none, or it is the endpoint's own page.
    Own,
    /// A page that this machine serves itself: it may send requests to Graph, and read the answers.
    Local,
    Foreign,
}

impl Guard {
    /// For an endpoint that listens at `address`.
    pub(super) fn new(address: SocketAddr, names: &[String]) -> Self {
        Self { address, names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// Whether `host`, the value of `Host` or the authority of a URL, is a name of the endpoint.
    ///
    /// The addresses of IP cannot be rebound, and neither can `localhost` (RFC 6761 section 6.3) nor the hosts of Microsoft, which a
    /// client names that takes the endpoint for its proxy.
    pub(super) fn knows(&self, host: &str) -> bool {
        let Some((name, _)) = parts(host) else { return false };
        address(name).is_some_and(|ip| self.is_mine(ip))
            || is_localhost(name)
            || Host::of(name) == Host::Graph
            || self.names.iter().any(|known| name.eq_ignore_ascii_case(known))
    }

    /// A loopback address, or, where the endpoint is open to a network, any.
    fn is_mine(&self, ip: IpAddr) -> bool {
        ip.is_loopback() || !self.address.ip().is_loopback()
    }

    /// Judges an `Origin` beside the `Host` of the same request.
    pub(super) fn origin(&self, origin: Option<&str>, host: &str) -> Origin {
        let Some(origin) = origin else { return Origin::Own };
        let Some((scheme, authority)) = origin.split_once("://") else { return Origin::Foreign };
        let Some((name, _)) = parts(authority) else { return Origin::Foreign };
        let is_local = is_localhost(name) || address(name).is_some_and(|ip| ip.is_loopback());
        if scheme.eq_ignore_ascii_case("http") && authority.eq_ignore_ascii_case(host) && self.knows(host) {
            Origin::Own
        } else if is_local && (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")) {
            Origin::Local
        } else {
            Origin::Foreign
        }
    }
}

/// Name and port. None of what is not an authority.
fn parts(host: &str) -> Option<(&str, Option<&str>)> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let end = rest.find(']')? + 2;
            (host.get(..end)?, host.get(end..)?)
        }
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port = match port.strip_prefix(':') {
        Some(digits) if digits.len() <= 5 && digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits),
        None if port.is_empty() => None,
        _ => return None,
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_plain)).then_some((name, port))
}

fn address(name: &str) -> Option<IpAddr> {
    name.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str) -> Guard {
        Guard::new(address.parse().expect("an address"), &["Graph.Test".to_owned()])
    }

    #[test]
    fn names_that_can_be_rebound_are_not_known() {
        let guard = guard("127.0.0.1:8080");
        for host in [
            "127.0.0.1:8080",
            "127.0.0.1",
            "localhost:1",
            "LOCALHOST",
            "graph.localhost:8080",
            "[::1]:8080",
            "graph.microsoft.com",
            "graph.test:80",
        ] {
            assert!(guard.knows(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1:8080",
            "localhost@evil.example",
            "evil.example#localhost",
            "localhost:x",
            "[::1",
            "grap.microsoft.com",
            "127.0.0.1:8080:1",
        ] {
            assert!(!guard.knows(host), "{host}");
        }
        let open = super::tests::guard("0.0.0.0:80");
        assert!(open.knows("10.0.0.1:80") && !open.knows("evil.example"));
    }

    #[test]
    fn pages_of_the_web_are_foreign() {
        let guard = guard("127.0.0.1:8080");
        let host = "127.0.0.1:8080";
        assert_eq!(guard.origin(None, host), Origin::Own);
        assert_eq!(guard.origin(Some("http://127.0.0.1:8080"), host), Origin::Own);
        assert_eq!(guard.origin(Some("http://localhost:5173"), host), Origin::Local);
        assert_eq!(guard.origin(Some("https://localhost"), host), Origin::Local);
        for origin in
            ["null", "https://evil.example", "http://127.0.0.1.evil.example", "file://", "chrome-extension://x", ""]
        {
            assert_eq!(guard.origin(Some(origin), host), Origin::Foreign, "{origin}");
        }
        assert_eq!(guard.origin(Some("http://evil.example:8080"), "evil.example:8080"), Origin::Foreign);
    }
}
