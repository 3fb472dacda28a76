//! Hostile places: loops of links, what may not be read, very many files.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{BROKEN, empty_folder, start, validate, write};

/// Links in a circle; `tests/suite/walk.rs` has one to a folder above.
#[test]
fn links_that_lead_nowhere_are_reported_where_they_are_named() {
    let folder = empty_folder("links");
    write(&folder.join("a/b.json"), BROKEN);
    for (target, link) in [("x.json", "x.json"), ("z.json", "y.json"), ("y.json", "z.json")] {
        symlink(target, folder.join(link)).expect("a link can be made");
    }
    symlink("../c", folder.join("a/c")).expect("a link can be made");
    fs::create_dir(folder.join("c")).expect("a folder can be made");
    symlink("../a", folder.join("c/a")).expect("a link can be made");
    let outcome = validate(&folder, &["."]);
    assert_eq!(outcome.exit, Some(2));
    // The folder can be reached by two ways, and each goes round no more than once.
    let found: Vec<&str> = outcome.stdout.lines().filter_map(|line| line.split_once(".json:")).map(|it| it.0).collect();
    assert_eq!(found, ["a/b", "c/a/b"]);
    for link in ["a/c/a: is a link to the folder", "c/a/c: is a link to the folder", "x.json: could not be read"] {
        assert!(outcome.stderr.contains(&format!("error: {link}")), "{}", outcome.stderr);
    }
    for link in ["x.json", "y.json"] {
        let outcome = validate(&folder, &[link]);
        assert_eq!(outcome.exit, Some(2));
        assert!(outcome.stderr.starts_with(&format!("error: {link}: could not be read: ")), "{}", outcome.stderr);
    }
    validate(&folder, &["a/b.json/c.json"]);
}

/// What is written in a file leads the program to no other file on this machine, whose lines would show in the report, or
/// which would be written by `--fix`; and to no pipe, for which it would wait.
#[test]
fn files_that_somebody_else_names_are_read_below_the_folder_only() {
    let folder = empty_folder("elsewhere");
    let secret = folder.with_extension("secret.json");
    write(&secret, BROKEN);
    fs::create_dir_all(folder.join("run/in")).expect("a folder can be made");
    super::pipe(&folder.join("run/in/pipe"));
    symlink(&secret, folder.join("run/in/link.body")).expect("a link can be made");
    let url = "https://graph.microsoft.com/v1.0/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/a.b.c/provisionOnDemand";
    let bodies =
        ["/proc/self/environ", "../../../elsewhere.secret.json", "./link.body", "./pipe", "/dev/zero", "../b.json"];
    let requests = bodies.map(|body| format!("POST {url}\nContent-Type: application/json\n\n< {body}\n###\n"));
    write(&folder.join("run/in/a.http"), requests.concat());
    write(&folder.join("run/b.json"), BROKEN);
    for options in [&["in"][..], &["in", "--fix"]] {
        let outcome = validate(&folder.join("run"), options);
        assert_eq!(outcome.exit, Some(2), "{outcome:?}");
        assert_eq!(outcome.stderr.matches("; it is the body of the request at in/a.http:").count(), 5, "{outcome:?}");
        assert_eq!(outcome.stdout.matches("missing-colon").count(), usize::from(options.len() == 1), "{outcome:?}");
    }
    assert_eq!(super::read(&secret), BROKEN);
    assert_eq!(super::read(&folder.join("run/b.json")), super::mended());

    // A configuration that leads elsewhere.
    let config = folder.join("run/msgraph-lint.toml");
    for text in ["extend = '/proc/self/environ'", "extend = '../../elsewhere.secret.json'", "extend = 'in/pipe'"] {
        write(&config, text);
        let outcome = validate(&folder.join("run"), &["b.json"]);
        assert_eq!(outcome.exit, Some(2), "{outcome:?}");
        assert!(!outcome.stdout.contains("ruleId") && !outcome.stdout.contains("PATH="), "{outcome:?}");
    }
    write(&config, "[sync-schemas]\n\"a.b.c\" = 'in/pipe'");
    assert_eq!(validate(&folder.join("run"), &["b.json"]).exit, Some(2));
    fs::remove_file(&config).expect("it can be removed");
    symlink(&secret, &config).expect("a link can be made");
    let words = "is not named, or leads to a file that is not named, with `.toml` at its end; not read";
    let outcome = validate(&folder.join("run"), &["b.json"]);
    assert_eq!((outcome.exit, outcome.stderr), (Some(2), format!("error: msgraph-lint.toml: {words}\n")));
}

/// A configuration that is not there is a mistake: the checks would be others than its owner wants.
#[test]
fn a_configuration_that_is_a_link_to_nothing_is_reported() {
    let folder = empty_folder("dangling");
    write(&folder.join("in/a.json"), BROKEN);
    for (name, target) in [("msgraph-lint.toml", "gone.toml"), (".msgraph-lint.toml", ".msgraph-lint.toml")] {
        symlink(target, folder.join(name)).expect("a link can be made");
        let reported = format!("error: {name}: is a link that leads to no file; the configuration cannot be read\n");
        for arguments in [&["."][..], &["in/a.json"], &["--fix", "."], &["--show-files"]] {
            let outcome = validate(&folder, &[arguments, &["--quiet"]].concat());
            outcome.is(2, "", &reported);
        }
        assert_eq!(super::read(&folder.join("in/a.json")), BROKEN);
        fs::remove_file(folder.join(name)).expect("it can be removed");
    }
}

/// A report never goes over what is checked, by whatever name.
#[test]
fn a_report_over_an_input_is_refused_whatever_it_is_called() {
    let folder = empty_folder("over");
    write(&folder.join("in/a.json"), BROKEN);
    symlink("in/a.json", folder.join("link")).expect("a link can be made");
    symlink("in", folder.join("folder")).expect("a link can be made");
    fs::hard_link(folder.join("in/a.json"), folder.join("second")).expect("a link can be made");
    write(&folder.join("first"), "");
    symlink("first", folder.join("to-first")).expect("a link can be made");
    let whole = folder.join("in/a.json");
    let inputs = ["in/a.json", "in/../folder/a.json", "folder", ".", whole.to_str().expect("it is Unicode")];
    for input in inputs {
        for report in ["link", "second", "folder/a.json", "./in/a.json", "folder/../in/a.json"] {
            for options in [&["--output-file", report][..], &["--format", "json", "--output-file", report, "--fix"]] {
                let outcome = validate(&folder, &[options, &[input]].concat());
                assert_eq!((outcome.exit, outcome.stdout.as_str()), (Some(2), ""), "{input} {report}: {outcome:?}");
                assert!(outcome.stderr.contains("does not write over it\n"), "{outcome:?}");
                assert_eq!(super::read(&whole), BROKEN);
            }
            let outcome = validate(&folder, &["--write-baseline", report, input]);
            assert!(outcome.stderr.contains("a new baseline is not written over it\n"), "{outcome:?}");
            assert_eq!((outcome.exit, super::read(&whole)), (Some(2), BROKEN.to_owned()));
        }
    }
    let twice = ["--output-file", "first", "--format", "json", "--output-file", "to-first", "in/a.json"];
    let outcome = validate(&folder, &twice);
    assert_eq!((outcome.exit, super::read(&folder.join("first"))), (Some(2), String::new()), "{outcome:?}");
    // Devices take what they are given.
    let twice = ["--output-file", "/dev/null", "--format", "json", "--output-file", "/dev/null", "in/a.json"];
    validate(&folder, &twice).is(1, "", "");
}

/// A folder of a user without rights, and how to run the program as one.
fn without_rights() -> (TempDir, Vec<&'static str>) {
    // Not below the project, which may lie where others may not go.
    let folder = tempfile::tempdir().expect("a folder can be made");
    // What is made belongs to whoever runs the tests.
    let is_root = fs::metadata(&folder).expect("it is there").uid() == 0;
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let prefix = if is_root { nobody.to_vec() } else { vec!["env"] };
    let can = Command::new(prefix[0]).args(&prefix[1..]).arg("true").status().is_ok_and(|status| status.success());
    assert!(
        can,
        "an administrator may do all: to be somebody else the test needs `setpriv`, or another user to run it"
    );
    let program = folder.path().join("msgraph-lint");
    fs::copy(env!("CARGO_BIN_EXE_msgraph-lint"), program).expect("the program can be copied");
    (folder, prefix)
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("the mode can be set");
}

#[test]
fn what_may_not_be_read_or_written_is_reported() {
    let (folder, prefix) = without_rights();
    let folder = folder.path();
    let work = folder.join("work");
    for name in ["closed.json", "closed/a.json", "fixed/a.json", "open.json"] {
        write(&work.join(name), BROKEN);
    }
    set(folder, 0o755);
    // The files are everybody's, but their folder is not.
    set(&work.join("fixed/a.json"), 0o666);
    set(&work.join("fixed"), 0o555);
    set(&work.join("closed.json"), 0);
    set(&work.join("closed"), 0);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(prefix[0]);
        command.args(&prefix[1..]).arg(folder.join("msgraph-lint")).args(["validate", "--format", "concise"]);
        start(command.args(arguments).current_dir(&work), &work).end()
    };
    let all = run(&["."]);
    let named = run(&["closed/a.json", "open.json"]);
    let fix = run(&["--fix", "fixed"]);
    let fixed = super::read(&work.join("fixed/a.json"));
    let report = run(&["open.json", "--output-file", "fixed/report.txt"]);
    [("closed", 0o755), ("fixed", 0o755)].into_iter().for_each(|(name, mode)| set(&work.join(name), mode));

    let denied = "could not be read: permission denied\n";
    let found = "error[missing-colon] the key `\"parameters\"` has no `:` after it (/parameters of synchronizationjob_provisionondemand)\n";
    let one = "1 error in 1 request of 1 file; 1 safe fix";
    let closing = "2 errors in 2 requests of 2 files; 2 safe fixes; 2 files not checked.\n";
    let of_all = format!("fixed/a.json:1:15: {found}open.json:1:15: {found}{closing}");
    all.is(2, &of_all, &format!("error: closed: {denied}error: closed.json: {denied}"));
    named.is(
        2,
        &format!("open.json:1:15: {found}{one}; 1 file not checked.\n"),
        &format!("error: closed/a.json: {denied}"),
    );
    let unwritten = "error: fixed/a.json: could not be written: permission denied\n";
    fix.is(2, &format!("fixed/a.json:1:15: {found}{one}.\n"), unwritten);
    assert_eq!(fixed, BROKEN);
    report.is(2, "", "error: fixed/report.txt: could not be written: permission denied\n");
}

fn many(name: &str, count: usize) {
    let folder = empty_folder(name);
    for number in 0..count {
        let text = if number % 100 == 0 { BROKEN } else { "{\"name\": \"somebody else's\"}" };
        write(&folder.join(format!("{:03}/{number}.json", number % 331)), text);
    }
    let outcome = validate(&folder, &["."]);
    let found = count / 100;
    assert_eq!((outcome.exit, outcome.stderr.as_str()), (Some(1), ""));
    let others = count - found;
    let closing = format!(
        "{found} errors in {found} requests of {found} files; {found} safe fixes; {others} JSON files were not recognised as a \
         request."
    );
    assert_eq!(outcome.stdout.lines().last(), Some(closing.as_str()));
    assert_eq!(outcome.stdout.lines().count(), found + 1);
}

#[test]
fn many_files_are_all_looked_at() {
    many("many", 3_000);
}

/// `cargo test --release --test hostile -- --ignored`.
#[test]
#[ignore = "a hundred thousand files"]
fn a_hundred_thousand_files_are_all_looked_at() {
    many("very-many", 100_000);
}
