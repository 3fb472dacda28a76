//! The sheet of an operation that is known beyond its types: what the reference says of it.

use super::{Part, Sheet};
use crate::operation::{Operation, Privileges};

pub(super) fn sheet(operation: &Operation) -> Sheet {
    Sheet {
        title: operation.title.clone(),
        call: Some((operation.method.clone(), operation.path.clone())),
        summary: operation.summary.clone(),
        link: Some(operation.documentation.clone()),
        parts: sections(operation),
    }
}

/// The parts of the sheet: a title each, and rows of a name and words.
fn sections(operation: &Operation) -> Vec<Part> {
    let row = |name: &str, words: String| (name.to_owned(), words);
    let headers = operation.headers.iter().map(|header| {
        let needed = if header.required { "required" } else { "optional" };
        row(&header.name, format!("{} ({needed})", header.value))
    });
    let permissions = &operation.permissions;
    let permissions = vec![
        row("work or school account", privileges(permissions.delegated_work.as_ref())),
        row("personal Microsoft account", privileges(permissions.delegated_personal.as_ref())),
        row("application", privileges(permissions.application.as_ref())),
    ];
    let roles = operation
        .roles
        .iter()
        .map(|role| row(&role.name, role.used_for.as_ref().map_or_else(String::new, |used| format!("for {used}"))));
    let mut limits = Vec::new();
    if let Some(rate) = &operation.rate_limit {
        limits.push(row("requests", format!("{} in {} seconds", rate.requests, rate.seconds)));
    }
    if let Some(most) = &operation.limits {
        limits.push(row("groups", format!("{} in one request", most.groups)));
        limits.push(row("members", format!("{} of a group in one request", most.members)));
    }
    let types = operation.object_types.iter().flat_map(|types| &types.values);
    let types = types.map(|kind| row(&kind.name, kind.used_for.clone()));
    let types_title = match &operation.object_types {
        Some(types) => format!("Values of {}", types.property),
        None => String::new(),
    };
    let response = &operation.response;
    let answer =
        vec![row(&format!("{} {}", response.status, response.reason), response.type_name.clone().unwrap_or_default())];
    let versions = operation.versions.iter().map(|version| {
        row(&version.name, version.since.as_ref().map_or_else(String::new, |since| format!("since {since}")))
    });
    let clouds = operation.clouds.iter().map(|cloud| row(&cloud.host, cloud.name.clone()));
    let mut schemas = Vec::new();
    if !operation.body_schema_text.is_empty() {
        schemas.push(row("request body", format!("msgraph-lint schema {}", operation.id)));
    }
    if !operation.response_schema_text.is_empty() {
        schemas.push(row("answer", format!("msgraph-lint schema {} --response", operation.id)));
    }
    let sources = operation.sources.iter().map(|source| row(source, String::new()));
    let sections: Vec<(&str, Vec<_>)> = vec![
        ("Headers", headers.collect()),
        ("Permissions, one of which is enough", permissions),
        ("Directory roles, one of which a signed-in user needs", roles.collect()),
        ("Limits", limits),
        (&types_title, types.collect()),
        ("Answer", answer),
        ("Versions", versions.collect()),
        ("Clouds", clouds.collect()),
        ("JSON Schemas", schemas),
        ("Sources", sources.collect()),
    ];
    let filled = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
    filled.map(|(title, rows)| (title.to_owned(), rows)).collect()
}

fn privileges(privileges: Option<&Privileges>) -> String {
    match privileges {
        None => "not supported".to_owned(),
        Some(Privileges { least, higher }) if higher.is_empty() => least.join(", "),
        Some(Privileges { least, higher }) => {
            format!("{}; higher: {}", least.join(", "), higher.join(", "))
        }
    }
}
