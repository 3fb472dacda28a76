//! The npm package of types: which properties can be `null`.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;

use crate::catalogue::model::{Model, TypeKind};

/// Adds what the package at `path` tells to `model`; returns the package's name and version.
pub fn apply(path: &str, model: &mut Model) -> Result<String, String> {
    let problem = |problem: &dyn std::fmt::Display| format!("{path}: {problem}");
    let file = File::open(path).map_err(|error| problem(&error))?;
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let (mut source, mut types) = (String::new(), String::new());
    for entry in archive.entries().map_err(|error| problem(&error))? {
        let mut entry = entry.map_err(|error| problem(&error))?;
        let name = entry.path().map_err(|error| problem(&error))?.display().to_string();
        let slot = match name.as_str() {
            "package/package.json" => &mut source,
            "package/microsoft-graph.d.ts" => &mut types,
            _ => continue,
        };
        entry.read_to_string(slot).map_err(|error| problem(&error))?;
    }
    if types.is_empty() {
        return Err(format!("{path}: no microsoft-graph.d.ts in it"));
    }
    let nullable = nullable(&types);
    for ty in model.types.iter_mut().filter(|ty| ty.kind != TypeKind::Enum) {
        let Some(properties) = nullable.get(&ty.name.to_ascii_lowercase()) else { continue };
        for member in &mut ty.members {
            if let Some(is_nullable) = properties.get(&member.name) {
                member.nullable = *is_nullable;
            }
        }
    }
    let value = |key: &str| {
        let (_, rest) = source.split_once(&format!("\"{key}\": \""))?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    };
    Ok(format!("{} {}", value("name").unwrap_or_default(), value("version").unwrap_or_default()))
}

/// Interface, in lower case, to its properties and whether they can be `null`.
fn nullable(types: &str) -> HashMap<String, HashMap<String, bool>> {
    let mut all: HashMap<String, HashMap<String, bool>> = HashMap::new();
    let mut namespace = String::new();
    let mut interface = String::new();
    for line in types.lines() {
        let words = line.trim();
        if let Some(name) = line.strip_prefix("export namespace ") {
            let name = name.trim_end_matches([' ', '{']);
            namespace = name.trim_end_matches("Namespace").to_ascii_lowercase() + ".";
        } else if line == "}" && interface.is_empty() {
            namespace.clear();
        }
        let named = words.strip_prefix("export ").unwrap_or(words).strip_prefix("interface ");
        if let Some(name) = named.and_then(|rest| rest.split([' ', '{']).next()) {
            interface = format!("{namespace}{}", name.to_ascii_lowercase());
            if words.ends_with("{}") {
                interface.clear();
            }
        } else if words == "}" {
            interface.clear();
        } else if !interface.is_empty()
            && let Some((name, ty)) = words.split_once("?: ")
        {
            let is_nullable = ty.starts_with("NullableOption<");
            all.entry(interface.clone()).or_default().insert(name.trim_matches('"').to_owned(), is_nullable);
        }
    }
    all
}
