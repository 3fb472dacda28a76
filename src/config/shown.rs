//! Prints the effective settings as a configuration file, each line with its origin.

use std::fmt::Write as _;
use std::sync::Arc;

use super::resolve::{Covering, EffectiveConfig, Origin};
use super::section::{ConfigFile, Level};
use super::settings::{Kind, file};
use super::written::string;
use crate::catalogue::Catalogue;
use crate::finding::Group;
use crate::schema::JsonSchema;
use crate::text::Span;

/// Settings whose values are printed as they were written.
const VERBATIM: [&str; 3] = ["exclude", "operation", "placeholders"];

/// Writes the effective settings for `path` as TOML. `files` and `covering` are their sources.
#[must_use]
pub(crate) fn shown(effective: &EffectiveConfig, files: &[Arc<ConfigFile>], covering: &Covering, path: &str) -> String {
    let mut text = format!("# In force for {path}\n");
    match files {
        [] => text.push_str("# There is no configuration file; all settings have their defaults.\n"),
        files => {
            for (at, file) in files.iter().rev().enumerate() {
                let word = if at == 0 { "from" } else { "which extends" };
                let _ = writeln!(text, "# {word} {}", file.source.name());
            }
        }
    }
    text.push('\n');
    for setting in file().iter().filter(|it| VERBATIM.contains(&it.name) || matches!(it.kind, Kind::OwnChoice(..))) {
        let origin = effective.settings.get(setting.name);
        let value = match origin {
            Some(&Origin::File(index, span)) => span.of(files[index].source.text()),
            _ => setting.default,
        };
        let _ = writeln!(text, "{} = {value}  # {}", setting.name, place(origin, files));
    }
    if let Some(origin @ &Origin::File(index, span)) = effective.settings.get("baseline") {
        let file = span.of(files[index].source.text());
        let _ = writeln!(text, "baseline = {file}  # {}", place(Some(origin), files));
    }
    if let Some(origin) = effective.settings.get("schema") {
        let name = effective.config.schema().map_or("", JsonSchema::name);
        let _ = writeln!(text, "schema = {}  # {}", string(name), place(Some(origin), files));
    }
    if let Some(origin) = effective.settings.get("metadata") {
        let name = effective.config.catalogue().and_then(Catalogue::file).unwrap_or_default();
        let _ = writeln!(text, "metadata = {}  # {}", string(name), place(Some(origin), files));
    }
    write_rules(&mut text, effective, files);
    for (name, by_id) in &effective.files {
        let _ = writeln!(text, "\n[{name}]");
        for (id, (file, origin)) in by_id {
            let _ = writeln!(text, "{} = {}  # {}", string(id), string(file), place(Some(origin), files));
        }
    }
    for file in files.iter().rev() {
        for entry in &file.section.clients {
            let _ = writeln!(text, "\n[[clients]]  # {}", file.place(entry.span));
            let spans = [
                ("name", entry.name.as_ref().map(|it| it.span)),
                ("method", entry.method.as_ref().map(|it| it.span)),
                ("url", entry.url.as_ref().map(|it| it.span)),
                ("body", entry.body.as_ref().map(|it| it.span)),
                ("base", entry.base.as_ref().map(|it| it.span)),
            ];
            for (name, span) in spans.into_iter().filter_map(|(name, span)| Some((name, span?))) {
                let _ = writeln!(text, "{name} = {}", span.of(file.source.text()));
            }
        }
    }
    for &(index, at) in &covering.ignores {
        let file = &files[index];
        let entry = &file.section.ignores[at];
        let words = |span: Span| span.of(file.source.text());
        let _ = writeln!(text, "\n[[ignores]]  # {}", file.place(entry.span));
        let spans = [
            ("paths", entry.paths.as_ref().map(|it| it.span)),
            ("rules", entry.rules.as_ref().map(|it| it.span)),
            ("pointer", entry.pointer.as_ref().map(|it| it.span)),
            ("reason", entry.reason.as_ref().map(|it| it.span)),
        ];
        for (name, span) in spans.into_iter().filter_map(|(name, span)| Some((name, span?))) {
            let _ = writeln!(text, "{name} = {}", words(span));
        }
    }
    text
}

/// The rules that differ from the default; one line for all rules of a group that are equal.
fn write_rules(text: &mut String, effective: &EffectiveConfig, files: &[Arc<ConfigFile>]) {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let rules: Vec<_> = effective.rules.iter().filter(|it| it.rule.group == group).collect();
        let alike = rules.windows(2).all(|pair| pair[0].level == pair[1].level && pair[0].origin == pair[1].origin);
        let changed: Vec<_> = rules.into_iter().filter(|it| it.level != Level::On(it.rule.severity)).collect();
        let named = if alike { &changed[..changed.len().min(1)] } else { &changed[..] };
        lines.extend(named.iter().map(|it| {
            let name = if alike { group.name() } else { it.rule.id };
            format!("{name} = \"{}\"  # {}", it.level.name(), place(it.origin.as_ref(), files))
        }));
    }
    if !lines.is_empty() {
        let _ = write!(text, "\n[severity]\n{}\n", lines.join("\n"));
    }
    let _ = writeln!(text, "\n# The other rules have their own severity; `msgraph-lint rules` lists them.");
}

fn place(origin: Option<&Origin>, files: &[Arc<ConfigFile>]) -> String {
    match origin {
        Some(&Origin::File(index, span)) => files[index].place(span),
        Some(Origin::CommandLine) => "command line".to_owned(),
        None => "default".to_owned(),
    }
}
