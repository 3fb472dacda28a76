//! Keeps the layers: a module imports from lower layers only, a plug-in from none of its siblings, and what touches the
//! world outside, or a crate that only one module may know, stays where it belongs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::support::files::{files_below, shown};
use crate::support::paths::{module_at, module_of, paths};

/// The layers from the bottom: the table in docs/architecture.md. Its first column counts them, its second one names modules.
static LAYERS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let page = std::fs::read_to_string("docs/architecture.md").expect("the page can be read");
    let rows =
        page.lines().skip_while(|line| !line.starts_with("## Layers")).skip_while(|line| !line.starts_with("|---"));
    let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
    let modules = |row: &str| row.split('|').nth(2).expect("a column of modules").to_owned();
    let names = |column: String| {
        column.split(',').map(|name| name.trim().trim_matches('`').trim_end_matches("/*").to_owned()).collect()
    };
    rows.map(|row| names(modules(row))).collect()
});

/// The modules of plug-ins: one file makes one, and knows none of the others.
const PLUGINS: &[&str] = &["inputs", "rules", "formats"];

/// What only one module may name, by the beginning of the path.
const RESERVED: [(&str, &[&str]); 25] = [
    ("anstream", &["cli", "main"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("flate2", &["serve"]),
    ("gen_lsp_types", &["lsp::protocol"]),
    ("globset", &["config"]),
    ("httparse", &["serve"]),
    ("ignore", &["cli", "workspace::disk"]),
    ("jsonschema", &["schema"]),
    ("lsp_server", &["lsp::protocol"]),
    ("miette", &["formats::full"]),
    ("mio", &["serve"]),
    ("pulldown_cmark", &["page"]),
    ("roxmltree", &["catalogue"]),
    ("similar", &["cli", "lsp"]),
    ("terminal_size", &["cli"]),
    ("textwrap", &["cli", "formats"]),
    ("toml", &["config"]),
    ("std::env", &["cli", "main"]),
    ("std::fs", &["cli", "main", "serve", "workspace::disk"]),
    ("std::net", &["serve"]),
    ("std::process", &["cli", "main"]),
    ("std::thread", &["cli", "main", "serve"]),
    ("std::time", &["cli", "main", "serve"]),
];

fn is_or_below(module: &str, ancestor: &str) -> bool {
    module.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn top(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.iter().any(|name| name == top(module)))
}

/// Why `module` may not name `path`, or `None` if it may.
fn objection(module: &str, path: &[String], modules: &BTreeSet<String>) -> Option<String> {
    let raw = path.join("::");
    if let Some((_, homes)) = RESERVED.iter().find(|(reserved, _)| is_or_below(&raw, reserved)) {
        let at_home = homes.iter().any(|home| is_or_below(module, home));
        return (!at_home).then(|| format!("`{raw}` is known in {} only", homes.join(", ")));
    }
    let target = module_at(path, modules)?;
    if top(target) == top(module) {
        // A plug-in may use what its group keeps for all, and has the files below itself.
        let kin = is_or_below(module, target) || is_or_below(target, module);
        return (PLUGINS.contains(&top(module)) && !kin).then(|| format!("`{raw}` belongs to a sibling"));
    }
    match (layer(module)?, layer(target)?) {
        (own, other) if other > own => Some(format!("`{raw}` is in layer {other}, above layer {own}")),
        (own, other) if other == own => Some(format!("`{raw}` is a neighbour in layer {own}")),
        _ => None,
    }
}

/// The objections to one file, each with its line.
fn objections(module: &str, source: &str, modules: &BTreeSet<String>) -> Vec<String> {
    let segments: Vec<&str> = module.split("::").collect();
    let named = paths(source, &segments).into_iter();
    named.filter_map(|named| Some(format!("{}: {}", named.line, objection(module, &named.path, modules)?))).collect()
}

#[test]
fn every_module_imports_downwards() {
    let files: Vec<_> = files_below("src").into_iter().map(|path| (module_of(&shown(&path)), path)).collect();
    let modules: BTreeSet<String> = files.iter().map(|(module, _)| module.clone()).collect();
    let mut wrong = Vec::new();
    for (module, path) in &files {
        if is_unit_test(&shown(path)) {
            continue;
        }
        let source = std::fs::read_to_string(path).expect("a source file can be read");
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        wrong.extend(objections(module, source, &modules).iter().map(|text| format!("{}:{text}", shown(path))));
    }
    assert!(wrong.is_empty(), "imports against the layers:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    let modules = files_below("src").iter().map(|path| module_of(&shown(path))).collect::<Vec<_>>();
    let homeless = |module: &&String| layer(module).is_none() && !["lib", "main"].contains(&module.as_str());
    assert_eq!(modules.iter().filter(homeless).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(modules.len() > 20, "the sources were not found");
    let made = |name: &&String| !modules.iter().any(|module| module == *name);
    let unknown: Vec<&String> = LAYERS.iter().flatten().filter(made).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "in docs/architecture.md, and no module");
}

/// The wall itself: what it must stop, and what it must let through.
#[test]
fn a_made_up_violation_is_seen() {
    let modules = ["text", "json", "source", "rule", "config", "rules", "rules::syntax", "rules::syntax::comment"];
    let more = ["rules::syntax::ellipsis", "rules::value", "formats::full", "check", "cli", "finding", "schema"];
    let modules: BTreeSet<String> = modules.iter().chain(&more).map(|&module| module.to_owned()).collect();
    let lines = |module: &str, source: &str| -> Vec<usize> {
        let objections = objections(module, source, &modules);
        objections.iter().map(|text| text.split(':').next().unwrap().parse().unwrap()).collect()
    };
    // Upwards, in every way of writing it.
    assert_eq!(lines("text", "use crate::json;"), [1]);
    assert_eq!(lines("json", "use crate::{\n    text::Span,\n    rule::{Rule, Check},\n    check,\n};"), [3, 3, 4]);
    assert_eq!(lines("json", "fn f() {\n    let x: crate::rule::Rule = g(\n        crate::text::offset(1));\n}"), [2]);
    assert_eq!(lines("json::tree", "pub use super::super::rule::Rule as R;"), [1]);
    assert_eq!(lines("rule", "pub(crate) use crate::{self as all, config::*};"), [1]);
    assert_eq!(lines("rule", "macro_rules! m { () => { $crate::check::check() } }"), [1]);
    // Sideways.
    assert_eq!(lines("finding", "use crate::schema::Reading;"), [1]);
    assert_eq!(lines("rules::syntax::comment", "use super::ellipsis::dots;\nuse super::safety;"), [1]);
    assert_eq!(lines("rules::syntax::comment", "fn f() { super::super::value::x() }"), [1]);
    assert_eq!(lines("rules::syntax::comment", "use crate::formats::full;"), [1]);
    // What is reserved.
    assert_eq!(lines("config", "use std::{collections::BTreeMap, fs};"), [1]);
    assert_eq!(lines("config", "fn f() { std::env::var(\"x\"); }\n#[derive(clap::Parser)] struct S;"), [1, 2]);
    assert_eq!(lines("finding", "use miette;"), [1]);
    assert_eq!(lines("formats::full", "use miette::Report;\nuse jsonschema::Json;"), [2]);
    // And what is in order.
    assert_eq!(lines("cli", "use std::fs; use clap::Parser; use crate::{check::check, text};"), [0; 0]);
    assert_eq!(lines("schema", "use jsonschema::json::Json; use crate::json::Tree;"), [0; 0]);
    assert_eq!(lines("rules::syntax", "mod comment; use crate::rule::Rule; fn f() { comment::RULE; }"), [0; 0]);
    assert_eq!(lines("rules::syntax::comment", "use super::safety; mod tests { use super::*; }"), [0; 0]);
    let quoted = "// use crate::check;\n/* crate::check /* nested */ */ const A: &str = \"crate::check::x\";\n\
                  const B: &str = r#\"crate::\"check\"#; const C: (char, char) = ('\"', '\\''); fn f<'a>(x: &'a str) {}";
    assert_eq!(lines("json", quoted), [0; 0]);
    assert_eq!(lines("json", &format!("{quoted}\nuse crate::check;")), [4]);
}

/// Words of one operation, or of one family of operations, that the code of the others, and the general code, must not have.
/// The second is where each of them lives.
const OWN_WORDS: [(&str, &str); 13] = [
    ("ruleid", "src/operations/provision_on_demand"),
    ("subjects", "src/operations/provision_on_demand"),
    ("objectid", "src/operations/provision_on_demand"),
    ("objecttypename", "src/operations/provision_on_demand"),
    ("applicationparameters", "src/operations/provision_on_demand"),
    ("linkedobjects", "src/operations/provision_on_demand"),
    ("provisionondemand", "src/operations/provision_on_demand"),
    ("provision_on_demand", "src/operations/provision_on_demand"),
    ("sync_schema", "src/operations/provision_on_demand"),
    ("sync-schema", "src/operations/provision_on_demand"),
    ("syncschema", "src/operations/provision_on_demand"),
    ("synchronization", "src/operations/"),
    ("job_id", "src/operations/"),
];

/// What unit tests use is not part of the program.
fn is_unit_test(path: &str) -> bool {
    path.contains("/tests/")
}

/// The code of a source file: without its comments, and without what unit tests use.
fn code(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let program = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = program.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The words of one operation that a file has and must not have, each with its line.
fn foreign_words(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (line, words) in code(source) {
        let words = words.to_ascii_lowercase();
        let foreign = OWN_WORDS.iter().filter(|(word, home)| words.contains(word) && !path.starts_with(home));
        found.extend(foreign.map(|(word, home)| format!("{path}:{line}: `{word}` belongs in {home}")));
    }
    found
}

#[test]
fn words_of_an_operation_stay_behind_its_door() {
    let mut wrong = Vec::new();
    for path in files_below("src") {
        let name = shown(&path);
        // The list of the operations names them all, and Graph's own data has the words of every operation.
        let is_data = name == "src/operations.rs" || name.starts_with("src/catalogue");
        if !name.ends_with(".rs") || is_data || is_unit_test(&name) {
            continue;
        }
        wrong.extend(foreign_words(&name, &std::fs::read_to_string(&path).expect("a source file can be read")));
    }
    assert!(wrong.is_empty(), "words behind the wrong door:\n{}", wrong.join("\n"));
    let made_up = "// ruleId\nlet a = \"ruleId\";\nfn sync_schema() {}\n";
    assert_eq!(foreign_words("src/rule.rs", made_up).len(), 2);
    assert_eq!(foreign_words("src/operations/synchronization/x.rs", "\"synchronization\" \"subjects\"").len(), 1);
    assert_eq!(foreign_words("src/operations/provision_on_demand/x.rs", made_up).len(), 0);
}
