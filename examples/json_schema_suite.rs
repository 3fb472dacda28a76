//! Runs the official JSON-Schema-Test-Suite: `cargo run --example json_schema_suite -- FOLDER`, where the folder has one
//! folder for each draft. Every required test is run by the whole check, as a file with `schema = "…"` is; what is valid has
//! no error. Tests whose schemas lie on another host are left out, since nothing is ever fetched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use msgraph_lint::check::{Checker, schema_file};
use msgraph_lint::config::Config;
use msgraph_lint::finding::Severity;
use msgraph_lint::rules;
use msgraph_lint::source::Source;
use serde_json::Value;

/// The drafts: their folders, and the `$schema` of a test that names none.
const DRAFTS: [(&str, &str); 5] = [
    ("draft4", "http://json-schema.org/draft-04/schema#"),
    ("draft6", "http://json-schema.org/draft-06/schema#"),
    ("draft7", "http://json-schema.org/draft-07/schema#"),
    ("draft2019-09", "https://json-schema.org/draft/2019-09/schema"),
    ("draft2020-12", "https://json-schema.org/draft/2020-12/schema"),
];

/// The host whose files the suite serves from itself.
const REMOTE: &str = "localhost:1234";

/// The tests that are decided otherwise: draft, file, the beginning of the name of a test, and why.
const EXCEPTIONS: &str = include_str!("../tests/external/json-schema-exceptions.txt");

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return failed("usage: json_schema_suite FOLDER");
    };
    let mut tally = Tally::default();
    for (draft, uri) in DRAFTS {
        let files = match files(&folder.join(draft)) {
            Ok(files) if !files.is_empty() => files,
            Ok(_) => return failed(&format!("{}: has no tests", folder.join(draft).display())),
            Err(error) => return failed(&format!("{}: {error}", folder.join(draft).display())),
        };
        for file in files {
            let cases = fs::read_to_string(&file).map_err(|error| error.to_string());
            let cases = cases.and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| error.to_string()));
            match cases {
                Ok(cases) => {
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    cases.as_array().into_iter().flatten().for_each(|case| tally.case(draft, uri, &name, case));
                }
                Err(error) => return failed(&format!("{}: {error}", file.display())),
            }
        }
    }
    tally.end()
}

#[expect(clippy::print_stderr, reason = "a program")]
fn failed(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

/// The required tests of a draft; what is optional lies in a folder below.
fn files(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}

#[derive(Default)]
struct Tally {
    right: BTreeMap<&'static str, usize>,
    excepted: usize,
    remote: usize,
    wrong: Vec<String>,
    /// The exceptions that were met, by their line.
    met: Vec<usize>,
}

impl Tally {
    fn case(&mut self, draft: &'static str, uri: &str, file: &str, case: &Value) {
        let words = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let tests = case["tests"].as_array().map_or(&[][..], Vec::as_slice);
        let schema = &case["schema"];
        if schema.to_string().contains(REMOTE) {
            self.remote += tests.len();
            return;
        }
        let mut schema = schema.clone();
        if let Some(schema) = schema.as_object_mut() {
            schema.entry("$schema").or_insert_with(|| uri.into());
        }
        let checker = checker(&schema);
        for test in tests {
            let name = format!("{draft}\t{file}\t{}: {}", words(case, "description"), words(test, "description"));
            let valid = test["valid"].as_bool();
            let found = match &checker {
                Ok(checker) => verdict(checker, &test["data"]),
                Err(error) => Err(error.clone()),
            };
            if found.as_ref().ok().copied() == valid {
                *self.right.entry(draft).or_default() += 1;
                continue;
            }
            let exceptions = EXCEPTIONS.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
            let exception = exceptions.filter_map(|(at, line)| Some((at, line.rsplit_once('\t')?.0)));
            match exception.into_iter().find(|(_, test)| name.starts_with(test)) {
                Some((at, _)) => {
                    self.excepted += 1;
                    self.met.push(at);
                }
                None => self.wrong.push(format!("{name}: valid is {valid:?}, found {found:?}")),
            }
        }
    }

    #[expect(clippy::print_stdout, reason = "a program")]
    fn end(self) -> ExitCode {
        for wrong in &self.wrong {
            println!("{wrong}");
        }
        let unmet: Vec<&str> = EXCEPTIONS
            .lines()
            .enumerate()
            .filter(|(at, line)| !line.is_empty() && !line.starts_with('#') && !self.met.contains(at))
            .map(|(_, line)| line)
            .collect();
        for unmet in &unmet {
            println!("this exception is needed no more: {unmet}");
        }
        println!(
            "{:?}: {} right, {} wrong, {} excepted, {} need a network",
            self.right,
            self.right.values().sum::<usize>(),
            self.wrong.len(),
            self.excepted,
            self.remote
        );
        let is_right = self.wrong.is_empty() && unmet.is_empty() && self.right.len() == DRAFTS.len();
        ExitCode::from(u8::from(!is_right))
    }
}

fn checker(schema: &Value) -> Result<Checker, String> {
    let source = Source::new("schema.json", schema.to_string()).map_err(|error| error.to_string())?;
    let schema = schema_file::read(source, &mut |path| Err(format!("{path} is not there"))).map_err(|broken| {
        let messages = broken.iter().flat_map(|checked| &checked.findings).map(|finding| &*finding.message);
        messages.collect::<Vec<_>>().join("; ")
    })?;
    let config = Config::new(&rules::infos(), ["all"], []).map_err(|error| error.to_string())?;
    Ok(Checker::new(config.with_schema(schema)))
}

/// Whether a value is valid: nothing is found in it that is an error.
fn verdict(checker: &Checker, data: &Value) -> Result<bool, String> {
    let source = Source::new("data.json", data.to_string()).map_err(|error| error.to_string())?;
    let checked = checker.check(source);
    Ok(checked.findings.iter().all(|finding| finding.severity < Severity::Error))
}
