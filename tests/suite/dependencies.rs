//! What the program is made of: every dependency is listed with its reason, and nothing in it talks to a network or starts
//! another program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::files::{files_below, shown};

/// Crates that open connections, or that others build such crates on. `mio` is not among them: the endpoint of `serve` waits for
/// connections with it.
const NETWORK: &[&str] = &[
    "async-std",
    "attohttpc",
    "curl",
    "curl-sys",
    "h2",
    "hyper",
    "isahc",
    "native-tls",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "trust-dns-resolver",
    "ureq",
];

/// What a source would have to name to open a connection or to start a program. `serve` accepts connections, and opens one, to
/// itself, to end.
const WAYS_OUT: &[&str] =
    &["std::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream", "UnixListener", "process::Command"];

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
}

/// The names in the tables of dependencies of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut is_wanted = false;
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            is_wanted = table.trim_end_matches(']').ends_with("dependencies");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| is_wanted && !line.starts_with('#')) {
            names.insert(name.trim().to_owned());
        }
    }
    names
}

/// The names in the first column of the table below `## Dependencies`, each with the rest of its row.
fn listed(page: &str) -> Vec<(String, String)> {
    let (_, section) = page.split_once("\n## Dependencies\n").expect("the page has the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" | "));
    let names = |(names, rest): (&str, &str)| {
        let names: Vec<_> = names.split('`').step_by(2).map(|name| (name.to_owned(), rest.to_owned())).collect();
        names
    };
    rows.flat_map(names).filter(|(name, _)| !name.is_empty()).collect()
}

#[test]
fn every_dependency_is_listed_with_its_reason() {
    let page = text("docs/architecture.md");
    let listed = listed(&page);
    let names: BTreeSet<String> = listed.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names.len(), listed.len(), "one is listed twice");
    let mut wanted = dependencies(&text("Cargo.toml"));
    assert!(wanted.contains("jsonschema") && wanted.contains("proptest"), "the manifest was not understood");
    // Workspaces of their own, so that nothing of them is in the program.
    for manifest in ["fuzz/Cargo.toml", "benches/peers/limits/Cargo.toml", "benches/peers/reader/Cargo.toml"] {
        wanted.extend(dependencies(&text(manifest)));
    }
    wanted.remove("msgraph-lint");
    assert_eq!(names, wanted);
    for (name, rest) in listed {
        let cells: Vec<&str> = rest.trim_end_matches([' ', '|']).split(" | ").collect();
        assert!(cells.len() == 2 && cells.iter().all(|cell| cell.trim().len() > 3), "{name}: {cells:?}");
    }
}

#[test]
fn no_dependency_talks_to_a_network() {
    let lock = text("Cargo.lock");
    let locked: BTreeSet<&str> =
        lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    assert!(locked.len() > 50, "the list was not understood");
    let found: Vec<&str> = NETWORK.iter().copied().filter(|name| locked.contains(name)).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_source_opens_a_connection_or_starts_a_program() {
    let sources = files_below("src");
    assert!(sources.len() > 100, "the sources were not found");
    for path in sources {
        let source = fs::read_to_string(&path).expect("a source is a text");
        let name = shown(&path);
        let listens = ["src/serve.rs", "src/serve/worker.rs", "src/serve/guard.rs"].contains(&name.as_str());
        let accepts = |way: &str| listens && ["std::net", "TcpStream", "TcpListener"].contains(&way);
        let found: Vec<&str> = WAYS_OUT.iter().copied().filter(|way| source.contains(way) && !accepts(way)).collect();
        assert_eq!(found, [""; 0], "{name}");
        let connects = source.matches("TcpStream::connect").count();
        assert_eq!(connects, usize::from(name == "src/serve.rs"), "{name}");
    }
}
