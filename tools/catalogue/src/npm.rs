//! The npm package of types: which properties can be `null`, and which are lists.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;

use crate::catalogue::model::{MemberDef, Model, TypeKind};

/// What the package declares.
pub struct Types {
    /// The package's name and version.
    pub source: String,
    /// Interface, in lower case, to its properties.
    interfaces: HashMap<String, HashMap<String, Declared>>,
}

/// A property of an interface.
#[derive(Clone, Copy)]
struct Declared {
    nullable: bool,
    list: bool,
}

/// Reads the package at `path`.
pub fn read(path: &str) -> Result<Types, String> {
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
    let value = |key: &str| {
        let (_, rest) = source.split_once(&format!("\"{key}\": \""))?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    };
    let source = format!("{} {}", value("name").unwrap_or_default(), value("version").unwrap_or_default());
    Ok(Types { source, interfaces: interfaces(&types) })
}

impl Types {
    /// Adds to `model` which properties can be `null`, and which enumerations are flags: the wheels show a property that takes
    /// several words in one text as a list, these types do not.
    pub fn apply(&self, model: &mut Model) {
        let enums: HashSet<String> =
            model.types.iter().filter(|ty| ty.kind == TypeKind::Enum).map(|ty| ty.name.clone()).collect();
        let mut flags: HashSet<String> = HashSet::new();
        self.each(model, |member, declared| {
            member.nullable = declared.nullable;
            if member.ty.collection && !declared.list && enums.contains(&member.ty.name) {
                flags.insert(member.ty.name.clone());
            }
        });
        for ty in model.types.iter_mut().filter(|ty| flags.contains(&ty.name)) {
            ty.flags = true;
        }
    }

    /// Puts right in `model` which properties are lists. Lists of flags exist too.
    pub fn settle_lists(&self, model: &mut Model) {
        let flags: HashSet<String> = model.types.iter().filter(|ty| ty.flags).map(|ty| ty.name.clone()).collect();
        self.each(model, |member, declared| {
            if flags.contains(&member.ty.name) {
                member.ty.collection = declared.list;
            }
        });
    }

    fn each(&self, model: &mut Model, mut apply: impl FnMut(&mut MemberDef, Declared)) {
        for ty in model.types.iter_mut().filter(|ty| ty.kind != TypeKind::Enum) {
            let Some(properties) = self.interfaces.get(&ty.name.to_ascii_lowercase()) else { continue };
            for member in &mut ty.members {
                if let Some(declared) = properties.get(&member.name) {
                    apply(member, *declared);
                }
            }
        }
    }
}

/// Interface, in lower case, to its properties.
fn interfaces(types: &str) -> HashMap<String, HashMap<String, Declared>> {
    let mut all: HashMap<String, HashMap<String, Declared>> = HashMap::new();
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
            let declared = Declared {
                nullable: ty.starts_with("NullableOption<"),
                list: ty.trim_end_matches([';', '>']).ends_with("[]"),
            };
            all.entry(interface.clone()).or_default().insert(name.trim_matches('"').to_owned(), declared);
        }
    }
    all
}
