//! The operations that are known deeply: a folder each, which alone knows the words of its operation.

pub(crate) mod provision_on_demand;
pub(crate) mod synchronization;

use std::sync::LazyLock;

use crate::http;
use crate::languages::{Argument, KnownClient};
use crate::operation::{Code, Command, Files, Fit, NamedRequest, Operation, Operations, OwnSetting, Target};
use crate::request::{Bodies, ContainerKind, Notes, RawRequest, Request};
use crate::rule::Rule;
use crate::text::Span;
use crate::text::mapped::MappedText;

/// An operation: its files, its code, and the rules that are only about it and its family.
struct Entry {
    files: Files,
    code: Code,
    rules: &'static [&'static [Rule]],
}

/// An operation on a synchronization job that needs no code of its own. Its files lie in the folder of this name.
macro_rules! of_job {
    ($folder:literal) => {
        Entry {
            files: Files {
                operation: include_str!(concat!("operations/", $folder, "/operation.json")),
                body: Some(include_str!(concat!("operations/", $folder, "/schemas/body.json"))),
                response: None,
            },
            code: Code { terms: None, is_body: None, settings: &[], answers: None },
            rules: &[synchronization::rules::RULES],
        }
    };
}

/// The operations. A body belongs to the first one unless something says otherwise.
const ENTRIES: &[Entry] = &[
    Entry {
        files: provision_on_demand::FILES,
        code: provision_on_demand::CODE,
        rules: &[provision_on_demand::rules::RULES, synchronization::rules::RULES],
    },
    of_job!("validate_credentials"),
    of_job!("put_secrets"),
    of_job!("create_job"),
    of_job!("restart_job"),
];

static OPERATIONS: [LazyLock<Operation>; ENTRIES.len()] = [
    LazyLock::new(|| read(0)),
    LazyLock::new(|| read(1)),
    LazyLock::new(|| read(2)),
    LazyLock::new(|| read(3)),
    LazyLock::new(|| read(4)),
];

fn read(number: usize) -> Operation {
    let entry = &ENTRIES[number];
    #[expect(clippy::expect_used, reason = "the texts are part of the program, and a test reads them")]
    let operation = Operation::read(number, entry.files, entry.code).expect("operation files fit their type");
    operation
}

/// Every operation that is known.
#[must_use]
pub(crate) fn all() -> Operations {
    Operations(&OPERATIONS)
}

/// The operation with this id.
#[must_use]
pub(crate) fn find(id: &str) -> Option<&'static Operation> {
    all().iter().find(|operation| operation.id == id)
}

/// The operation that somebody names by its method and URL.
#[must_use]
pub(crate) fn of_named(named: &NamedRequest) -> Option<&'static Operation> {
    let text = format!("{} {}", named.method(), named.url());
    let raw = RawRequest {
        name: None,
        container: ContainerKind::Client,
        mapped: MappedText::whole(&text),
        message: http::read(&text, Span::whole(&text)),
        response: None,
        notes: Notes::default(),
        bodies: Bodies::default(),
    };
    match Target::of(&Request::read(&raw), all()).fit {
        Fit::Operation(operation) => Some(operation),
        _ => None,
    }
}

/// The operation of a bare body unless something says otherwise.
#[must_use]
pub(crate) fn default_operation() -> &'static Operation {
    &OPERATIONS[0]
}

/// The commands of client libraries that send an operation which is known.
#[must_use]
pub fn clients() -> &'static [KnownClient] {
    static CLIENTS: LazyLock<Vec<KnownClient>> = LazyLock::new(|| {
        let commands = all().iter().flat_map(|operation| operation.commands.iter().map(move |it| (operation, it)));
        let client = |(operation, command): (&Operation, &Command)| KnownClient {
            name: command.name.clone(),
            method: vec![Argument::Always(operation.method.clone())],
            url: vec![Argument::Always(command.url.clone())],
            body: vec![Argument::Named(command.body.clone())],
            base: None,
            any_case: true,
        };
        commands.map(client).collect()
    });
    &CLIENTS
}

/// Whether a text is meant as a body of one of the operations, well-formed or not.
pub(crate) fn is_body(text: &str) -> bool {
    ENTRIES.iter().filter_map(|entry| entry.code.is_body).any(|is_body| is_body(text))
}

/// Whether a text names the path of one of the operations by a word that nothing else has.
pub(crate) fn is_marked(text: &str) -> bool {
    let is_in = |mark: &String| {
        let mark = mark.as_bytes();
        text.as_bytes().windows(mark.len().max(1)).any(|window| window.eq_ignore_ascii_case(mark))
    };
    all().iter().filter_map(|operation| operation.mark.as_ref()).any(is_in)
}

/// How a configuration names an operation, for the documentation.
pub(crate) const SETTING_EXAMPLE: &str = "[[overrides]]\npaths = [\"payloads\"]\noperation = \"synchronizationjob_provisionondemand\"\n[[overrides]]\npaths = [\"new-users\"]\noperation = \"POST /users\"";

/// The settings that operations contribute to the configuration.
pub(crate) fn settings() -> impl Iterator<Item = &'static OwnSetting> {
    ENTRIES.iter().flat_map(|entry| entry.code.settings).copied()
}

/// The rules that are about one operation, or one family of operations, alone; each once.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let mut lists: Vec<&'static [Rule]> = Vec::new();
    for list in ENTRIES.iter().flat_map(|entry| entry.rules) {
        if !lists.iter().any(|known| std::ptr::eq(*known, *list)) {
            lists.push(list);
        }
    }
    lists.into_iter().flatten()
}

/// The numbers of the operations that `rule` is about alone; none if it is about requests of any.
pub(crate) fn owners(rule: &'static Rule) -> Vec<usize> {
    let has = |entry: &Entry| entry.rules.iter().any(|list| list.as_ptr_range().contains(&std::ptr::from_ref(rule)));
    ENTRIES.iter().enumerate().filter(|(_, entry)| has(entry)).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use crate::http;
    use crate::operation::{Fit, Target};
    use crate::operations;
    use crate::request::{Bodies, ContainerKind, Notes, RawRequest, Request};
    use crate::text::Span;
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
            bodies: Bodies::default(),
        }
    }

    fn fit(text: &str) -> String {
        let raw = raw(text, ContainerKind::Client);
        let request = Request::read(&raw);
        let target = Target::of(&request, operations::all());
        let keys: Vec<&str> = target.keys.iter().map(|(_, span)| span.of(text)).collect();
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
            ("GET https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/jobs", "graph"),
            ("GET https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/secrets", "graph"),
            ("GET https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/templates", "graph"),
            ("POST https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/acquireAccessToken", "graph"),
            ("PUT https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/jobs/J/schema", "graph"),
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

    /// The id of the operation and how well it fits.
    fn named(text: &str) -> (&'static str, &'static str) {
        let raw = raw(text, ContainerKind::Client);
        match Target::of(&Request::read(&raw), operations::all()).fit {
            Fit::Operation(operation) => ("exact", &operation.id),
            Fit::OtherMethod(operation) => ("other method", &operation.id),
            Fit::Near(operation) => ("near", &operation.id),
            Fit::Graph => ("graph", ""),
            Fit::Foreign => ("foreign", ""),
        }
    }

    #[test]
    fn the_best_of_all_operations_is_taken() {
        for (request, fit, id) in [
            ("POST", "exact", "jobs/J/validateCredentials synchronizationjob_validatecredentials"),
            ("POST", "exact", "jobs/validateCredentials synchronizationjob_validatecredentials"),
            ("GET", "other method", "jobs/J/validateCredentials synchronizationjob_validatecredentials"),
            ("POST", "near", "jobs/J/validateCredential synchronizationjob_validatecredentials"),
            ("PUT", "exact", "secrets synchronization_put_secrets"),
            ("POST", "other method", "secrets synchronization_put_secrets"),
            ("PUT", "near", "secret synchronization_put_secrets"),
            ("POST", "exact", "jobs synchronization_post_jobs"),
            ("POST", "exact", "jobs/ synchronization_post_jobs"),
            ("POST", "near", "job synchronization_post_jobs"),
            ("POST", "exact", "jobs/J/restart synchronizationjob_restart"),
            ("PATCH", "other method", "jobs/J/restart synchronizationjob_restart"),
            ("POST", "near", "job/J/Restart synchronizationjob_restart"),
            ("POST", "exact", "jobs/J/provisionOnDemand synchronizationjob_provisionondemand"),
        ] {
            let (path, id) = id.split_once(' ').unwrap_or_default();
            let text = format!("{request} https://graph.microsoft.com/v1.0/servicePrincipals/S/synchronization/{path}");
            assert_eq!(named(&text), (fit, id), "{text}");
        }
    }
}
