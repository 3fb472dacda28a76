//! Known findings live through the fixes that change the pointers to them.

use std::fs;
use std::path::Path;

use super::run;
use crate::support::folder::{Folder, empty_folder};

const RULE: &str = "5cd10b3a-3f0c-4f7e-9a42-1d8e6f0b7c12";

fn subject(number: usize, name: &str, kind: &str) -> String {
    format!(r#"{{"objectId": "c1d5f0a2-7b3e-4e69-9f84-60a2b8d7{number:04x}", "{name}": "{kind}"}}"#)
}

fn body(root: &str, list: &str, subjects: &[String]) -> String {
    format!(r#"{{"{root}": [{{"ruleId": "{RULE}", "{list}": [{}]}}]}}"#, subjects.join(", "))
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("it can be written");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("it is there")
}

/// The rules and pointers of what is reported.
fn reported(folder: &Path, options: &[&str]) -> Vec<String> {
    let (_, stdout, _) = run(folder, &[options, &["--format", "json", "--baseline", "known.json", "."]].concat());
    let report = stdout.get(stdout.find("{\"version\"").unwrap_or_default()..).unwrap_or_default();
    let report: serde_json::Value = serde_json::from_str(report).expect("a report is JSON");
    let findings = report["findings"].as_array().expect("a list");
    let words = |finding: &serde_json::Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    findings.iter().map(|finding| format!("{} {}", words(finding, "rule"), words(finding, "pointer"))).collect()
}

/// Writes the files and the baseline of all that is found in them.
fn known(name: &str, files: &[(&str, String)]) -> Folder {
    let folder = empty_folder(name);
    files.iter().for_each(|(file, text)| write(&folder, file, text));
    let (exit, _, stderr) = run(&folder, &["--write-baseline", "known.json", "."]);
    assert_eq!(exit, 0, "{stderr}");
    folder
}

/// Whatever a fix renames, wraps or unwraps on the way.
#[test]
fn what_was_known_stays_known_after_the_fixes() {
    let printer = |name| vec![subject(1, name, "Printer"), subject(2, name, "Printer")];
    let url = format!("https://graph.microsoft.com/v1.0/servicePrincipals/{RULE}/synchronization/jobs/scim.1");
    let message = |action: &str, body: &str| {
        format!("POST {url}/{action}\nContent-Type: application/json\nAuthorization: Bearer {{{{token}}}}\n\n{body}\n")
    };
    for (case, file, text) in [
        ("misspelt", "a.json", body("parameter", "subjects", &printer("objectTypeName"))),
        ("case", "a.json", body("Parameters", "Subjects", &printer("ObjectTypeName"))),
        ("legacy", "a.json", body("parameters", "subject", &printer("objectType"))),
        ("no-list", "a.json", {
            let entry = format!(r#"{{"ruleId": "{RULE}", "subjects": {}}}"#, subject(1, "objectTypeName", "Printer"));
            format!(r#"{{"parameters": {entry}}}"#)
        }),
        ("level", "a.json", format!(r#"{{"body": {}}}"#, body("parameters", "subjects", &printer("objectTypeName")))),
        ("single", "a.json", body("parameter", "subjects", &printer("objectTypeName")).replace('"', "'")),
        ("wrap", "a.json", {
            format!(r#"{{"ruleId": "{RULE}", "subjects": [{}]}}"#, subject(1, "objectTypeName", "Printer"))
        }),
        ("action", "a.http", {
            let body = body("parameter", "subjects", &printer("objectTypeName"));
            message("provision-on-demand", &body).replace("Authorization: Bearer {{token}}\n", "")
        }),
    ] {
        for options in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
            let folder = known(&format!("moved-{case}-{}", options.len()), &[(file, text.clone())]);
            let before = reported(&folder, &[]);
            assert_eq!(before, Vec::<String>::new(), "{case}");
            assert_eq!(reported(&folder, options), Vec::<String>::new(), "{case} while it is fixed");
            let fixed = read(&folder, file);
            assert_eq!(reported(&folder, &[]), Vec::<String>::new(), "{case}: {fixed}");
            // What the baseline now says is read in the same way, after it was written anew.
            assert_eq!(reported(&folder, &["--prune-baseline"]), Vec::<String>::new(), "{case}: {fixed}");
            assert_eq!(reported(&folder, &[]), Vec::<String>::new(), "{case}: {fixed}");
            if options.len() == 1 && !matches!(case, "level" | "wrap" | "no-list") {
                assert_ne!(fixed, text, "{case}: nothing was fixed, so that this shows nothing");
            }
        }
    }
}

#[test]
fn what_is_new_at_another_place_is_reported() {
    let printers = [subject(1, "objectTypeName", "Printer")];
    let folder = known("moved-new", &[("a.json", body("parameter", "subjects", &printers))]);
    reported(&folder, &["--fix"]);
    let fixed = read(&folder, "a.json");
    // The known one is there, and another of the same words in a group of members.
    let group = r#""objectTypeName": "Group", "links": {"members": ["#;
    let group = format!(r#"{{"objectId": "c1d5f0a2-7b3e-4e69-9f84-60a2b8d70009", {group}{}]}}}}"#, printers[0]);
    write(&folder, "a.json", &fixed.replace("}]}]}", &format!("}}, {group}]}}]}}")));
    let new = reported(&folder, &[]);
    assert!(
        new.contains(&"unknown-object-type /parameters/0/subjects/1/links/members/0/objectTypeName".to_owned()),
        "{new:?}"
    );
    assert!(!new.contains(&"unknown-object-type /parameters/0/subjects/0/objectTypeName".to_owned()), "{new:?}");
    // The known one is gone, and the other is no less new.
    let others = [subject(1, "objectTypeName", "User"), group];
    write(&folder, "a.json", &body("parameters", "subjects", &others));
    let new = reported(&folder, &[]);
    assert!(
        new.contains(&"unknown-object-type /parameters/0/subjects/1/links/members/0/objectTypeName".to_owned()),
        "{new:?}"
    );
    // Nor is what is known of one file known of another.
    write(&folder, "b.json", &fixed);
    let new = reported(&folder, &[]);
    assert!(new.contains(&"unknown-object-type /parameters/0/subjects/0/objectTypeName".to_owned()), "{new:?}");
}

#[test]
fn an_entry_is_good_for_one_finding_only() {
    let one = [subject(1, "objectTypeName", "Printer")];
    let folder = known("moved-two", &[("a.json", body("parameter", "subjects", &one))]);
    let two = [subject(1, "objectTypeName", "Printer"), subject(2, "objectTypeName", "Printer")];
    write(&folder, "a.json", &body("parameters", "subjects", &two));
    let new = reported(&folder, &[]);
    let printers = new.iter().filter(|it| it.starts_with("unknown-object-type ")).count();
    assert_eq!(printers, 1, "{new:?}");
}
