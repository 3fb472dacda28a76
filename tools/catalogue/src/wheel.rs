//! A wheel of an SDK: its generated files, read one by one.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;

use crate::python::{self, Module};

/// The package that was read.
#[derive(Debug)]
pub struct Package {
    /// `msgraph-sdk 1.65.0`
    pub source: String,
    /// The day on which its files were generated.
    pub date: String,
    /// Its modules by dotted path below `generated`.
    pub modules: HashMap<String, Module>,
}

/// Reads the wheel at `path`.
pub fn read(path: &str) -> Result<Package, String> {
    let problem = |problem: &dyn std::fmt::Display| format!("{path}: {problem}");
    let file = File::open(path).map_err(|error| problem(&error))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| problem(&error))?;
    let mut package = Package { source: String::new(), date: String::new(), modules: HashMap::new() };
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| problem(&error))?;
        let name = entry.name().to_owned();
        let mut text = String::new();
        if name.ends_with(".dist-info/METADATA") {
            entry.read_to_string(&mut text).map_err(|error| problem(&error))?;
            let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim();
            package.source = format!("{} {}", value("Name:"), value("Version:"));
        }
        let Some((_, below)) = name.split_once("/generated/") else { continue };
        let Some(module) = below.strip_suffix(".py") else { continue };
        if let Some(time) = entry.last_modified() {
            let date = format!("{:04}-{:02}-{:02}", time.year(), time.month(), time.day());
            package.date = package.date.clone().max(date);
        }
        entry.read_to_string(&mut text).map_err(|error| problem(&error))?;
        let module = module.replace('/', ".");
        let read = python::read(&text, &module);
        if !read.class.is_empty() {
            package.modules.insert(module, read);
        }
    }
    if package.source.is_empty() || package.modules.is_empty() {
        return Err(format!("{path}: not a wheel of a Graph SDK"));
    }
    Ok(package)
}
