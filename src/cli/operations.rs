//! `operations`: what is known of the operations, as a list or as one sheet.

use std::io::{self, Write};

use super::args::Operations;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::formats::{Paint, Style, prose};
use crate::operation::{Operation, Privileges};
use crate::operations;
use crate::text::suggest;

pub(super) fn run(options: &Operations, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let style = shell.environment.stdout_style(shell.color);
    match &options.id {
        Some(id) => write_sheet(find(id)?, shell.streams.stdout, &style)?,
        None => {
            for operation in operations::all() {
                let id = style.paint(Paint::Code, &operation.id);
                writeln!(shell.streams.stdout, "{id}  {}", operation.title)?;
            }
        }
    }
    Ok(EXIT_CLEAN)
}

/// The operation with this id, or a word about which was meant.
pub(super) fn find(id: &str) -> Result<&'static Operation, Failure> {
    let ids = || operations::all().iter().map(|operation| operation.id.as_str());
    operations::find(id).ok_or_else(|| {
        Failure::Message(match suggest::nearest(id, ids()) {
            Some(nearest) => format!("there is no operation `{id}`; did you mean `{nearest}`?"),
            None => format!("there is no operation `{id}`; `msgraph-lint operations` lists them all"),
        })
    })
}

fn write_sheet(operation: &Operation, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Paint::Strong, &operation.title))?;
    writeln!(out, "{}\n", style.paint(Paint::Faint, &operation.documentation))?;
    writeln!(out, "{}\n", textwrap::fill(&operation.summary, prose(style.width)))?;
    writeln!(out, "{} {}", style.paint(Paint::Strong, &operation.method), operation.path)?;
    for (title, rows) in sections(operation) {
        writeln!(out, "\n{}", style.paint(Paint::Strong, &title))?;
        write_rows(&rows, out, style)?;
    }
    Ok(())
}

/// The parts of the sheet: a title each, and rows of a name and words.
fn sections(operation: &Operation) -> Vec<(String, Vec<(String, String)>)> {
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
    let told = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
    told.map(|(title, rows)| (title.to_owned(), rows)).collect()
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

/// Names in a column, with the words beside them, wrapped there.
fn write_rows(rows: &[(String, String)], out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let width = rows.iter().filter(|row| !row.1.is_empty()).map(|row| row.0.chars().count()).max().unwrap_or_default();
    let room = style.width.min(120).saturating_sub(width + 4).max(30);
    for (name, words) in rows {
        if words.is_empty() {
            writeln!(out, "  {}", style.paint(Paint::Code, name))?;
            continue;
        }
        let mut name = style.paint(Paint::Code, &format!("{name:width$}"));
        for line in textwrap::wrap(words, prose(room)) {
            writeln!(out, "  {name}  {line}")?;
            name = " ".repeat(width);
        }
    }
    Ok(())
}
