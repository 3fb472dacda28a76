//! The baseline: what was known stays quiet wherever it moves, and what is new is reported.

mod moved;

use std::fs;
use std::path::Path;

use crate::support::folder::empty_folder;
use msgraph_lint::baseline::Baseline;
use msgraph_lint::check::check;
use msgraph_lint::cli::{self, Environment, Streams};
use msgraph_lint::config::Config;
use msgraph_lint::rules;
use msgraph_lint::source::Source;

const PATH: &str = "/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/BoxOutDelta.3a5d9bca4c7b4ea3b7e0f6d9e63b4be1.46f9f4ac/provisionOnDemand";

fn run(folder: &Path, arguments: &[&str]) -> (u8, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let environment = Environment { folder: folder.to_owned(), ..Environment::default() };
    let mut streams = Streams { stdin: &mut std::io::empty(), stdout: &mut stdout, stderr: &mut stderr };
    let arguments = ["msgraph-lint", "validate"].iter().chain(arguments).map(Into::into);
    let exit = cli::run(arguments, &mut streams, &environment);
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (exit, text(stdout), text(stderr))
}

/// A subject with the old name of its type, which is an error, on one line.
fn subject(number: usize) -> String {
    format!("        {{ \"objectId\": \"5b2e7a90-6c14-4f83-b8d1-2a9c0e4d{number:04x}\", \"objectType\": \"User\" }}")
}

/// A body with subjects of these numbers, with errors and, in every third one, a missing comma between two of them.
fn body(subjects: &[usize], number: usize) -> String {
    let lines: Vec<String> = subjects.iter().map(|&subject_number| subject(subject_number)).collect();
    let between = if number.is_multiple_of(3) { "\n" } else { ",\n" };
    format!(
        "{{\n  \"parameters\": [\n    {{\n      \"ruleId\": \"03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8\",\n      \"subjects\": [\n{}\n      ]\n    }}\n  ]\n}}\n",
        lines.join(between)
    )
}

/// The file of this number: a body, an HTTP file or a page, by turns. `moved` has the same syntax errors elsewhere.
fn file(number: usize, moved: bool) -> (String, String) {
    let subjects = if moved { [3, 2, 1] } else { [1, 2, 3] };
    let body = body(&subjects, number);
    let line = format!("POST https://graph.microsoft.com/v1.0{PATH}");
    let request = format!("{line}\nContent-Type: text/plain\nAuthorization: Bearer {{{{token}}}}\n\n{body}");
    let other = format!("{line}\nContent-Type: application/json\n\n{{\"parameters\" []}}\n");
    match number % 3 {
        0 => {
            let text = if moved { body.replace("\n  ", "\n\n      ") } else { body };
            (format!("bodies/{number:03}.json"), text)
        }
        1 if moved => {
            (format!("requests/{number:03}.http"), format!("# a note\n\n### B\n{other}\n\n### A\n# more\n{request}"))
        }
        1 => (format!("requests/{number:03}.http"), format!("### A\n{request}\n### B\n{other}")),
        _ if moved => {
            let page =
                format!("# A\n\nMore words.\n\n> ```http\n> {}\n> ```\n", request.trim_end().replace('\n', "\n> "));
            (format!("pages/{number:03}.md"), page)
        }
        _ => (format!("pages/{number:03}.md"), format!("# A\n\n```http\n{request}```\n")),
    }
}

fn write_tree(folder: &Path, moved: bool) {
    for number in 0..100 {
        let (path, text) = file(number, moved);
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
}

#[test]
fn a_tree_with_a_baseline_is_quiet_until_one_new_syntax_error() {
    let folder = empty_folder("baseline-tree");
    write_tree(&folder, false);
    let (exit, all, _) = run(&folder, &["--format", "concise"]);
    assert_eq!(exit, 1);
    let syntax_errors = all.lines().count() - 1;
    assert!(syntax_errors > 300, "the tree has {syntax_errors} findings only");

    let (exit, stdout, stderr) = run(&folder, &["--write-baseline", "known.json"]);
    let requests = 100 + (0..100).filter(|number| number % 3 == 1).count();
    assert_eq!((exit, stderr), (0, format!("note: known.json: {syntax_errors} findings written\n")));
    assert_eq!(stdout, format!("No findings in {requests} requests of 100 files; {syntax_errors} known findings.\n"));
    let quiet = (0, stdout, String::new());
    for jobs in ["1", "4"] {
        assert_eq!(run(&folder, &["--baseline", "known.json", "--fail-on", "info", "--jobs", jobs]), quiet);
    }

    // Lines, elements, whole requests move; indentation changes; a fence becomes a quotation.
    write_tree(&folder, true);
    assert_eq!(run(&folder, &["--baseline", "known.json", "--fail-on", "info"]), quiet);

    // One new syntax error, before another like it.
    let path = folder.join("bodies/042.json");
    let text = fs::read_to_string(&path).expect("it was written");
    let at = text.find(subject(1).trim_start()).expect("there is a first subject");
    fs::write(&path, format!("{}{},\n{}", &text[..at], subject(77).trim_start(), &text[at..]))
        .expect("it can be written");
    let line = text[..at].lines().count();
    let (exit, stdout, stderr) = run(&folder, &["--baseline", "known.json", "--format", "concise"]);
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!((exit, lines.len(), stderr.as_str()), (1, 2, ""), "{stdout}");
    assert!(lines[0].starts_with(&format!("bodies/042.json:{line}:")), "{stdout}");
    assert!(lines[1].ends_with(&format!("; {syntax_errors} known findings.")), "{stdout}");
}

/// The one that is reported is the new one, also where another of its kind is after it.
#[test]
fn the_new_syntax_error_is_reported_and_not_its_neighbour() {
    let config = Config::new(&rules::infos(), [], []).expect("no word, no unknown word");
    let checked = |text: &str| check(Source::new("a.json", text).expect("it is short"), &config);
    let old = "{\n  \"a\": 1\n  \"b\": 2,\n  \"c\": 3\n}\n";
    let mut baseline = Baseline::default();
    baseline.add(&mut checked(old), "a.json", |_, finding| finding.identity.alike);
    let mut baseline = Baseline::parse(&baseline.text()).expect("what is written can be read");
    let mut now = checked("{\n  \"z\": 0\n  \"a\": 1\n  \"b\": 2,\n  \"c\": 3\n}\n");
    baseline.compare(&mut now, "a.json", |_, finding| finding.identity.alike);
    let lines: Vec<(u32, &str)> = now
        .findings
        .iter()
        .filter(|finding| finding.rule.id == "missing-comma")
        .map(|finding| (now.source.position(finding.span.start).line, finding.rule.id))
        .collect();
    assert_eq!(lines, [(2, "missing-comma")]);
    assert!(now.suppressed.iter().all(|it| it.is_known()) && !now.suppressed.is_empty());
}

#[test]
fn fingerprints_are_unique_in_a_file_and_never_change() {
    let config = Config::new(&rules::infos(), [], []).expect("no word, no unknown word");
    let text = "{\"parameters\": [1,, 2,, 3,, 4], \"a\" 1, \"a\" 1}";
    let checked = check(Source::new("a.json", text).expect("it is short"), &config);
    let mut fingerprints: Vec<String> =
        checked.findings.iter().map(|it| it.identity.fingerprint().to_string()).collect();
    assert_eq!(fingerprints.len(), checked.findings.len());
    // Written down, so that no change of the program brings back what users know by them.
    let colon = checked.findings.iter().find(|it| it.rule.id == "missing-colon").expect("it is found");
    assert_eq!(colon.identity.fingerprint().to_string(), "de8a3f6a990abbcb9a68f7f860124863");
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), checked.findings.len());
}

#[test]
fn what_is_written_fits_the_schema() {
    let schema = include_str!("../../schemas/msgraph-lint-baseline.v1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::draft7::new(&schema).expect("the schema is a schema");
    let folder = empty_folder("baseline-schema");
    write_tree(&folder, false);
    run(&folder, &["--write-baseline", "known.json"]);
    let text = fs::read_to_string(folder.join("known.json")).expect("it was written");
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let problems: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:?}");
    for broken in [r#"{"version": 2, "findings": []}"#, r#"{"version": 1, "findings": [{"path": "a", "rule": "b"}]}"#] {
        assert!(!validator.is_valid(&serde_json::from_str(broken).expect("it is JSON")));
        assert!(Baseline::parse(broken).is_err());
    }
    // An entry a line, in order: what git merges line by line stays a baseline.
    let entries: Vec<&str> = text.lines().filter(|line| line.starts_with("    {")).collect();
    assert_eq!(entries.len(), value["findings"].as_array().expect("a list").len());
    let paths: Vec<&str> =
        value["findings"].as_array().expect("a list").iter().filter_map(|it| it["path"].as_str()).collect();
    assert!(paths.is_sorted());
}

/// The paths of a baseline start from its own folder: what another folder's run finds, or does not look at, changes nothing.
#[test]
fn a_baseline_means_the_same_from_every_folder() {
    let folder = empty_folder("baseline-folders");
    write_tree(&folder, false);
    for known in ["known.json", "in/known.json"] {
        fs::create_dir_all(folder.join("in")).expect("a folder can be made");
        let (exit, _, reported) = run(&folder, &["--write-baseline", known]);
        assert_eq!(exit, 0, "{reported}");
        let text = fs::read_to_string(folder.join(known)).expect("it was written");
        let up = if known == "known.json" { "" } else { "../" };
        assert!(text.contains(&format!("{{\"path\":\"{up}bodies/000.json\"")), "{text}");
        for (start, paths) in
            [("", &["."][..]), ("in", &[".."]), ("bodies", &["."]), ("pages", &["../bodies", "../requests"])]
        {
            let start = folder.join(start);
            let known = folder.join(known);
            let options =
                ["--baseline", known.to_str().expect("it is Unicode"), "--prune-baseline", "--fail-on", "info"];
            let (exit, _, reported) = run(&start, &[&options[..], paths].concat());
            assert_eq!((exit, reported.as_str()), (0, ""), "{}", start.display());
            assert_eq!(fs::read_to_string(known).expect("it is there"), text);
        }
    }
}

/// A baseline that was moved to where nothing is that it knows is left as it is.
#[test]
fn a_baseline_that_was_moved_is_not_emptied() {
    let folder = empty_folder("baseline-moved");
    write_tree(&folder, false);
    run(&folder, &["--write-baseline", "known.json"]);
    let text = fs::read_to_string(folder.join("known.json")).expect("it was written");
    fs::rename(folder.join("known.json"), folder.join("bodies/known.json")).expect("it can be moved");
    for start in [&*folder, &folder.join("bodies"), &folder.join("pages")] {
        let known = folder.join("bodies/known.json");
        let (exit, _, reported) =
            run(start, &["--baseline", known.to_str().expect("it is Unicode"), "--prune-baseline", ".."]);
        assert_eq!((exit, reported.as_str()), (1, ""));
        assert_eq!(fs::read_to_string(known).expect("it is there"), text);
    }
}
