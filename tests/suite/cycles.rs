//! No file of `src` needs another one that needs it. A module may name what lies below it: that is what it is for.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::files::{files_below, shown};
use crate::support::paths::{module_at, module_of, paths};

type Graph = BTreeMap<String, BTreeSet<String>>;

/// Which modules each module names, but for those below it.
fn imports<'s>(sources: impl Iterator<Item = (&'s str, &'s str)> + Clone) -> Graph {
    let modules: BTreeSet<String> = sources.clone().map(|(module, _)| module.to_owned()).collect();
    let edges = sources.map(|(module, source)| {
        let segments: Vec<&str> = module.split("::").collect();
        // What unit tests use is not part of the program.
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let named = paths(source, &segments).into_iter().filter_map(|named| module_at(&named.path, &modules).cloned());
        let other = |target: &String| *target != module && !target.starts_with(&format!("{module}::"));
        (module.to_owned(), named.filter(other).collect())
    });
    edges.collect()
}

/// What is left of the graph once everything is removed that needs nothing else: cycles, and what leads into them.
fn cycles(mut graph: Graph) -> Graph {
    loop {
        let left: BTreeSet<String> = graph.keys().cloned().collect();
        let free = |edges: &BTreeSet<String>| edges.is_disjoint(&left);
        let size = graph.len();
        graph.retain(|_, edges| !free(edges));
        if graph.len() == size {
            break;
        }
    }
    // And from the other side: what nothing needs.
    loop {
        let needed: BTreeSet<String> = graph.values().flatten().cloned().collect();
        let size = graph.len();
        graph.retain(|module, _| needed.contains(module));
        if graph.len() == size {
            break;
        }
    }
    let left: BTreeSet<String> = graph.keys().cloned().collect();
    graph.values_mut().for_each(|edges| edges.retain(|edge| left.contains(edge)));
    graph
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let files = files_below("src")
        .into_iter()
        .map(|path| (module_of(&shown(&path)), std::fs::read_to_string(&path).expect("a source file can be read")));
    let files: Vec<(String, String)> = files.collect();
    let graph = imports(files.iter().map(|(module, source)| (module.as_str(), source.as_str())));
    assert!(graph.values().any(|edges| !edges.is_empty()), "no import was found");
    let cycles = cycles(graph);
    assert!(cycles.is_empty(), "files in a cycle, and what they need of it: {cycles:#?}");
}

#[test]
fn a_made_up_cycle_is_seen() {
    let sources = [
        ("json", "mod a; mod b; mod c; use a::A;"),
        ("json::a", "use super::b::B;"),
        ("json::b", "fn f() { crate::json::c::g() }"),
        ("json::c", "use super::a::A;"),
        ("rule", "use crate::json::A;"),
    ];
    let left = cycles(imports(sources.into_iter()));
    assert_eq!(left.keys().collect::<Vec<_>>(), ["json::a", "json::b", "json::c"]);
    let sources = sources.into_iter().filter(|(module, _)| *module != "json::c");
    assert_eq!(cycles(imports(sources)), Graph::new());
}
