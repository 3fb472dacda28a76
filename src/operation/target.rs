//! What a request is for: the operation that its method and URL name, or the one that they nearly name.

use super::path::{Departure, Path, align};
use super::{Host, Operation, all, default_operation};
use crate::http::Url;
use crate::request::{ContainerKind, Request};
use crate::text::Span;

/// What a request is for.
#[derive(Debug)]
pub struct Target {
    /// How well it is known.
    pub fit: Fit,
    /// The version segment of the URL: `v1.0`, `beta`.
    pub version: Option<Span>,
    /// The variables of the operation's path, in its order: the ids of the service principal and of the job.
    pub keys: Vec<Span>,
    /// Whether the host is a variable whose value nobody told, so that it may be a request to Microsoft Graph.
    pub is_host_unknown: bool,
    /// Where the path departs from that of the operation; empty unless it is nearly the operation's.
    pub departures: Vec<Departure>,
}

/// How well it is known what a request is for.
#[derive(Clone, Copy, Debug)]
pub enum Fit {
    /// Method and path are those of the operation, or nothing but a body is written down, which is taken for one.
    Operation(&'static Operation),
    /// The path is the operation's, the method is not.
    OtherMethod(&'static Operation),
    /// The path is nearly the operation's.
    Near(&'static Operation),
    /// Another operation of Microsoft Graph.
    Graph,
    /// Not a request to Microsoft Graph, as far as one can tell.
    Foreign,
}

/// First segments of Microsoft Graph, by which a URL without a host is told from one of another service.
const ROOTS: [&str; 32] = [
    "admin",
    "agreements",
    "applications",
    "auditLogs",
    "communications",
    "connections",
    "contacts",
    "deviceAppManagement",
    "deviceManagement",
    "devices",
    "directory",
    "directoryObjects",
    "directoryRoles",
    "domains",
    "drives",
    "education",
    "groups",
    "identity",
    "identityGovernance",
    "identityProtection",
    "me",
    "organization",
    "planner",
    "policies",
    "reports",
    "roleManagement",
    "security",
    "servicePrincipals",
    "sites",
    "subscriptions",
    "teams",
    "users",
];

impl Target {
    /// Looks a request up.
    #[must_use]
    pub fn of(request: &Request<'_>) -> Self {
        if request.container() == ContainerKind::Answer {
            // What an answer of any operation has to be is JSON.
            return Self::of_fit(Fit::Graph);
        }
        let Some(url) = &request.url else { return Self::without_url(request) };
        let text = request.text();
        let host = host(request, url);
        let path = Path::read(text, url);
        let mut target = Self { version: path.version, ..Self::of_fit(Fit::Foreign) };
        for operation in all() {
            let Some(alignment) = align(&operation.path, &path.atoms) else { continue };
            if !alignment.departures.is_empty() && host == Some(Host::Other) {
                continue;
            }
            let method = request.method().map(|span| span.of(text));
            target.fit = if !alignment.departures.is_empty() {
                Fit::Near(operation)
            } else if method.is_none_or(|method| method.eq_ignore_ascii_case(&operation.method)) {
                Fit::Operation(operation)
            } else {
                Fit::OtherMethod(operation)
            };
            target.keys = alignment.keys;
            target.departures = alignment.departures;
            return target;
        }
        let graph = match host {
            Some(Host::Graph | Host::Retired | Host::Near(_)) => true,
            Some(Host::Other) => false,
            Some(Host::Variable) | None => {
                let root = path.atoms.first().map(|atom| atom.words.as_ref());
                let known = root.is_some_and(|root| ROOTS.iter().any(|known| known.eq_ignore_ascii_case(root)));
                known && (path.version.is_some() || request.container() == ContainerKind::Batch)
            }
        };
        if graph {
            target.fit = Fit::Graph;
        }
        target.is_host_unknown = !graph && host == Some(Host::Variable);
        target
    }

    /// The operation that is meant, even if the method or the path is not quite its own.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        match self.fit {
            Fit::Operation(operation) | Fit::OtherMethod(operation) | Fit::Near(operation) => Some(operation),
            Fit::Graph | Fit::Foreign => None,
        }
    }

    /// A request without a URL is known by its body, if at all.
    fn without_url(request: &Request<'_>) -> Self {
        let root = request.body.as_ref().and_then(|body| body.document.tree.root());
        let known =
            request.container() == ContainerKind::Body || root.is_some_and(|root| root.get("parameters").is_some());
        Self::of_fit(if known { Fit::Operation(default_operation()) } else { Fit::Foreign })
    }

    fn of_fit(fit: Fit) -> Self {
        Self { fit, version: None, keys: Vec::new(), departures: Vec::new(), is_host_unknown: false }
    }
}

/// The host that the request goes to: that of the URL, or the one that a `Host` header names.
fn host(request: &Request<'_>, url: &Url) -> Option<Host> {
    let text = request.text();
    let span = url.host.or_else(|| request.header("Host").map(|header| header.value))?;
    Some(Host::of(span.of(text), default_operation()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http;
    use crate::request::{Notes, RawRequest};

    use crate::text::mapped::MappedText;

    const ID: &str = "c8c95753-f628-48e1-9fab-76c2d4cf624c";

    fn raw(text: &str, container: ContainerKind) -> RawRequest<'_> {
        let message = http::read(text, Span::whole(text));
        RawRequest {
            name: None,
            container,
            mapped: MappedText::whole(text),
            message,
            response: None,
            notes: Notes::default(),
        }
    }

    fn fit(text: &str) -> String {
        let raw = raw(text, ContainerKind::Client);
        let request = Request::read(&raw);
        let target = Target::of(&request);
        let keys: Vec<&str> = target.keys.iter().map(|key| key.of(text)).collect();
        let fit = match target.fit {
            Fit::Operation(_) => "operation",
            Fit::OtherMethod(_) => "other method",
            Fit::Near(_) => "near",
            Fit::Graph => "graph",
            Fit::Foreign => "foreign",
        };
        format!("{fit} {}", keys.join(" ")).trim_end().to_owned()
    }

    #[test]
    fn the_operation_is_known_in_every_spelling() {
        for url in [
            "https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/jobs/J/provisionOnDemand",
            "https://graph.microsoft.com:443/beta/servicePrincipals('S')/synchronization/jobs('J')/provisionOnDemand/",
            "https://GRAPH.microsoft.us/v1.0/servicePrincipals(appId='S')/synchronization/jobs/J/provisionOnDemand",
            "/servicePrincipals/S/synchronization/jobs/J/microsoft.graph.provisionOnDemand",
            "{{base}}/applications/S/synchronization/jobs/J/provisionOnDemand()",
            "https://{{host}}/{{version}}/servicePrincipals/S/synchronization/jobs/J/provisionOnDemand?$select=key",
            "https://proxy.example/v1.0/servicePrincipals/S/synchronization/jobs/J/provisionOnDemand",
            "https://graph.microsoft.com/v1.0/serviceprincipals/S/synchronization/jobs/J/provision%4FnDemand",
        ] {
            assert_eq!(fit(&format!("POST {url}")), "operation S J", "{url}");
            assert_eq!(fit(&format!("GET {url}")), "other method S J", "{url}");
        }
        let composite = format!("/servicePrincipals/S/synchronization/jobs/{ID}/job/J/provisionOnDemand");
        assert_eq!(fit(&format!("POST {composite}")), format!("operation S {ID}/job/J"));
    }

    #[test]
    fn near_paths_are_near() {
        for path in [
            "servicePrincipals/S/synchronization/jobs/J/provision-on-demand",
            "servicePrincipals/S/synchronization/jobs/J/ProvisionOnDemand",
            "servicePrincipals/S/synchronization/jobs/J/provisiononDemand",
            "servicePrincipals/S/synchronization/jobs/J/provisionOnDemmand",
            "servicePrincipals/S/synchronization/job/J/provisionOnDemand",
            "servicePrincipals/S/synchronization/J/provisionOnDemand",
            "servicePrincipals/S/jobs/J/provisionOnDemand",
            "servicePrincipal/S/synchronisation/jobs/J/provisionOnDemand",
        ] {
            assert_eq!(fit(&format!("POST https://graph.microsoft.com/v1.0/{path}")), "near S J", "{path}");
            assert_eq!(fit(&format!("POST https://jobs.example/v1.0/{path}")), "foreign", "{path}");
        }
    }

    #[test]
    fn others_are_others() {
        for (request, expected) in [
            ("GET https://graph.microsoft.com/v1.0/me", "graph"),
            ("GET https://graph.microsft.com/v1.0/me", "graph"),
            ("POST https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/jobs/J/start", "graph"),
            ("GET https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/jobs/J", "graph"),
            ("GET https://graph.facebook.com/v1.0/me", "foreign"),
            ("GET {{host}}/v1.0/users", "graph"),
            ("GET {{host}}/v1.0/payments", "foreign"),
            ("POST /api/users\n\n{}", "foreign"),
            ("GET /v1.0/me\nHost: api.example.com", "foreign"),
            ("Content-Type: application/json\n\n{\"parameters\": []}", "operation"),
            ("Content-Type: application/json\n\n{\"name\": 1}", "foreign"),
        ] {
            assert_eq!(fit(request), expected, "{request}");
        }
    }
}
