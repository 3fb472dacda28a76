//! Configuration files: the JSON Schema and the documentation say what the program reads, and what comes out of files that
//! extend each other, of overrides and of the command line.

use std::path::Path;
use std::sync::Arc;

use crate::support::files::{files_below, shown};
use msgraph_lint::check::check;
use msgraph_lint::config::{self, Config, ConfigFile, Section};
use msgraph_lint::rules;
use msgraph_lint::source::Source;
use proptest::prelude::*;
use serde_json::Value;

/// Compares a file of the project with what it should hold; `UPDATE_EXPECT=1` writes it anew.
fn keep(path: &str, expected: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, expected).expect("the file can be written");
    }
    let text = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(text == expected, "{path} is not what the settings are; UPDATE_EXPECT=1 writes it anew");
}

/// The TOML examples of a page.
fn examples(page: &str) -> Vec<&str> {
    page.split("```toml\n").skip(1).filter_map(|block| block.split("```").next()).collect()
}

fn as_json(toml: &str) -> Value {
    fn of(value: &toml::de::DeValue<'_>) -> Value {
        use toml::de::DeValue;
        match value {
            DeValue::String(text) => Value::from(text.as_ref()),
            DeValue::Boolean(is) => Value::from(*is),
            DeValue::Array(elements) => elements.iter().map(|element| of(element.get_ref())).collect(),
            DeValue::Table(members) => {
                members.iter().map(|(key, value)| (key.get_ref().to_string(), of(value.get_ref()))).collect()
            }
            DeValue::Integer(number) => Value::from(number.as_str().parse::<i64>().unwrap_or(0)),
            // No setting takes one; a number stands for both.
            DeValue::Float(_) | DeValue::Datetime(_) => Value::from(0),
        }
    }
    let (table, errors) = toml::de::DeTable::parse_recoverable(toml);
    assert!(errors.is_empty(), "{toml}: {errors:?}");
    table.get_ref().iter().map(|(key, value)| (key.get_ref().to_string(), of(value.get_ref()))).collect()
}

fn schema() -> jsonschema::Validator {
    let schema = config::json_schema(&rules::infos());
    jsonschema::draft7::meta::validate(&schema).expect("it is a schema of draft-07");
    jsonschema::draft7::new(&schema).expect("it is a schema")
}

#[test]
fn the_schema_is_that_of_the_settings() {
    let schema = config::json_schema(&rules::infos());
    keep("schemas/msgraph-lint.config.schema.json", &format!("{schema:#}\n"));
}

#[test]
fn the_documentation_is_that_of_the_settings() {
    const MARK: &str = "<!-- From here on the page is made from the table of settings: UPDATE_EXPECT=1 cargo test --test suite configuration:: -->\n";
    let path = "docs/configuration.md";
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("there is a page");
    let page = page.replace("\r\n", "\n");
    let (head, _) = page.split_once(MARK).expect("the page has a mark");
    keep(path, &format!("{head}{MARK}\n{}", config::reference()));
    let examples = examples(&page);
    assert!(examples.len() > 12, "the examples were not found");
    for example in examples {
        config::read(example, &rules::infos()).unwrap_or_else(|problems| panic!("{example}: {problems:?}"));
        let found: Vec<String> = schema().iter_errors(&as_json(example)).map(|error| error.to_string()).collect();
        assert!(found.is_empty(), "{example}: {found:?}");
    }
}

/// An editor with the schema objects where the program does, but for what no schema can know.
#[test]
fn schema_and_program_agree() {
    let schema = schema();
    let mut wrong = 0;
    for path in files_below("tests/cli") {
        let scenario = std::fs::read_to_string(&path).expect("a scenario is a text");
        for section in scenario.split("\n--- ").filter(|section| section.starts_with("file ")) {
            let (title, text) = section.split_once('\n').unwrap_or((section, ""));
            if !title.ends_with(".toml") || toml::de::DeTable::parse(text).is_err() {
                continue;
            }
            let problems = config::read(text, &rules::infos()).err().unwrap_or_default();
            let beyond =
                |message: &str| message.contains("is not a glob") || message.starts_with("there is no `usrs` in");
            let expected = problems.iter().any(|problem| !beyond(&problem.message));
            wrong += usize::from(expected);
            assert_eq!(!schema.is_valid(&as_json(text)), expected, "{}: {title}: {problems:?}", shown(&path));
        }
    }
    assert!(wrong > 2, "no wrong configuration was found");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to a right configuration, what is wrong with it is reported, at a place in the text.
    #[test]
    fn every_text_is_read(at in 0_usize..2000, length in 0_usize..40, words in "[\\[\\]{}=\"',#.a-z0-9*!~/\\\\é\r\n ]{0,6}") {
        let page = config::reference();
        let mut text: String = examples(&page).into_iter().filter(|example| !example.contains("[severity]")).collect();
        let start = text.floor_char_boundary(at.min(text.len()));
        let end = text.floor_char_boundary((start + length).min(text.len()));
        text.replace_range(start..end, &words);
        if let Err(problems) = config::read(&text, &rules::infos()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.windows(2).all(|pair| pair[0].span <= pair[1].span));
            for problem in problems {
                prop_assert!(text.get(problem.span.range()).is_some(), "{problem:?} in {text}");
            }
        }
    }
}

fn file(name: &str, text: &str) -> Arc<ConfigFile> {
    let section = config::read(text, &rules::infos()).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let source = Source::new(name, text).expect("it is small");
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    Arc::new(ConfigFile { source, folder, section })
}

fn options(select: &[&str], ignore: &[&str]) -> Section {
    let words = (select.iter().copied(), ignore.iter().copied());
    Section::of_options(&rules::infos(), words.0, words.1).expect("the words are known")
}

/// What is in force for a path: files that extend each other, the farthest first, then the command line.
fn settled(files: &[Arc<ConfigFile>], path: &str, options: &Section) -> Config {
    config::resolve(&rules::infos(), files, &config::covering(files, path), options).config
}

fn level(config: &Config, id: &str) -> String {
    let infos = rules::infos();
    let rule = infos.iter().find(|rule| rule.id == id).expect("the rule is known");
    config.severity(rule).map_or("off".to_owned(), |severity| severity.to_string())
}

#[test]
fn whose_word_counts() {
    let none = options(&[], &[]);
    for (files, select, ignore, expected) in [
        (vec![""], vec![], vec![], "warning error error"),
        // Within a file an id outweighs a group, and a group everything.
        (vec!["ignore = ['value']\nselect = ['object-type-case']"], vec![], vec![], "warning off off"),
        (vec!["ignore = ['all']\nselect = ['value']"], vec![], vec![], "warning error off"),
        (vec!["ignore = ['value']\nselect = ['value']"], vec![], vec![], "off off off"),
        (vec!["severity = {value = 'info', malformed-guid = 'off'}"], vec![], vec![], "info off error"),
        // `ignore` adds, `select` begins anew.
        (vec!["ignore = ['malformed-guid']", "ignore = ['comment']"], vec![], vec![], "warning off off"),
        (vec!["ignore = ['malformed-guid']", "select = ['value']"], vec![], vec![], "warning error off"),
        (vec!["severity = {malformed-guid = 'off'}", "select = ['malformed-guid']"], vec![], vec![], "off error off"),
        (vec!["severity = {all = 'off'}", "severity = {value = 'info'}"], vec![], vec![], "info info off"),
        (vec!["select = ['syntax']", "severity = {value = 'info'}"], vec![], vec![], "off off error"),
        // The command line has the last word.
        (vec!["ignore = ['malformed-guid']"], vec!["malformed-guid"], vec![], "off error off"),
        (vec!["ignore = ['malformed-guid']"], vec![], vec!["comment"], "warning off off"),
        (vec!["severity = {malformed-guid = 'info'}"], vec!["value"], vec![], "warning info off"),
    ] {
        let files: Vec<_> = files.into_iter().map(|text| file("/r/c.toml", text)).collect();
        let config = settled(&files, "/r/a.json", &options(&select, &ignore));
        let found = ["object-type-case", "malformed-guid", "comment"].map(|id| level(&config, id)).join(" ");
        let texts: Vec<&str> = files.iter().map(|file| file.source.text()).collect();
        assert_eq!(found, expected, "{texts:?} {select:?} {ignore:?}");
    }
    assert_eq!(level(&settled(&[], "/r/a.json", &none), "malformed-guid"), "error");
}

#[test]
fn overrides_are_about_paths_and_the_later_one_wins() {
    let base = file("/r/common/base.toml", "[[overrides]]\npaths = ['../docs']\nseverity = {malformed-guid = 'info'}");
    let own = file(
        "/r/c.toml",
        "severity = {malformed-guid = 'error'}\n\
         [[overrides]]\npaths = ['*.http', 'docs\\old']\nseverity = {malformed-guid = 'warning'}\n\
         [[overrides]]\npaths = ['docs/old/*.json']\nselect = ['syntax']",
    );
    let files = [base, own];
    let none = options(&[], &[]);
    for (path, expected) in [
        ("/r/a.json", "error"),
        ("/r/docs/a.json", "info"),
        ("/r/docs/deep/a.http", "warning"),
        ("/r/docs/old/a.md", "warning"),
        ("/r/docs/old/a.json", "off"),
        ("/elsewhere/docs/a.json", "error"),
    ] {
        assert_eq!(level(&settled(&files, path, &none), "malformed-guid"), expected, "{path}");
    }
    // Windows has its own separators; what is matched is the path with `/`.
    let windows = file("C:/r/c.toml", "[[overrides]]\npaths = ['docs\\*.json']\nignore = ['malformed-guid']");
    let path = config::slashed("C:\\r\\docs\\a.json");
    assert_eq!(level(&settled(&[windows], &path, &none), "malformed-guid"), "off");
}

#[test]
fn folders_are_excluded_from_the_folder_of_the_file() {
    let base = file("/r/common/base.toml", "exclude = ['../archive', '*.http']");
    let own = file("/r/c.toml", "exclude = ['generated', '/top.json']");
    for (files, path, expected) in [
        (vec![&base], "/r/archive", true),
        (vec![&base], "/r/old/archive", false),
        (vec![&base], "/r/common/in/a.http", true),
        (vec![&base], "/r/a.http", true),
        (vec![&base, &own], "/r/archive", false),
        (vec![&base, &own], "/r/deep/generated", true),
        (vec![&base, &own], "/r/top.json", true),
        (vec![&base, &own], "/r/deep/top.json", false),
    ] {
        let files: Vec<_> = files.into_iter().cloned().collect();
        assert_eq!(config::excluding(&files, path).is_some(), expected, "{path}");
    }
}

/// The ids of what is found in `body` by a configuration.
fn found(text: &str, name: &str, body: &str) -> Vec<&'static str> {
    let config = settled(&[file("/r/c.toml", text)], &format!("/r/{name}"), &options(&[], &[]));
    let checked = check(Source::new(name, body).expect("it is small"), &config);
    checked.findings.iter().map(|finding| finding.rule.id).collect()
}

fn body(object: &str, of_type: &str, rule: &str) -> String {
    format!(
        r#"{{"parameters": [{{"subjects": [{{"objectId": "{object}", "objectTypeName": "{of_type}"}}], "ruleId": "{rule}"}}]}}"#
    )
}

const GUID: &str = "c1d5f0a2-7b3e-4e69-9f84-60a2b8d7e913";
const RULE: &str = "5cd10b3a-3f0c-4f7e-9a42-1d8e6f0b7c12";
const NAME: &str = "CN=Jane,OU=Users,DC=fabrikam,DC=com";

#[test]
fn the_direction_decides_what_ids_and_types_are_right() {
    for (direction, object, of_type, expected) in [
        ("auto", GUID, "User", vec![]),
        ("auto", NAME, "User", vec!["distinguished-name-needs-user"]),
        ("entra-to-app", GUID, "User", vec![]),
        ("entra-to-app", NAME, "User", vec!["direction-mismatch"]),
        ("entra-to-entra", NAME, "user", vec!["direction-mismatch"]),
        ("entra-to-entra", GUID, "Group", vec!["cross-tenant-group", "group-without-members"]),
        ("ad-to-entra", GUID, "user", vec!["direction-mismatch"]),
        ("ad-to-entra", NAME, "User", vec!["distinguished-name-needs-user"]),
        ("ad-to-entra", NAME, "user", vec![]),
        ("hr-to-entra", "21001", "Worker", vec![]),
        ("hr-to-entra", NAME, "user", vec!["direction-mismatch"]),
        ("hr-to-entra", NAME, "Worker", vec!["direction-mismatch"]),
        ("hr-to-entra", "21001", "worker", vec!["object-type-case"]),
    ] {
        let text = format!("direction = '{direction}'");
        assert_eq!(found(&text, "a.json", &body(object, of_type, RULE)), expected, "{direction} {object} {of_type}");
    }
}

#[test]
fn placeholders_are_for_others_to_fill() {
    let text = "placeholders = ['__*__', '{{*}}', 'TBD']";
    for (object, of_type, rule, expected) in [
        ("__USER__", "User", RULE, vec![]),
        ("{{user}}", "{{type}}", "{{rule}}", vec![]),
        ("TBD", "User", "TBD", vec![]),
        ("<user>", "User", RULE, vec!["unresolved-placeholder"]),
        ("__USER__", "User", "__USER", vec!["malformed-rule-id"]),
    ] {
        assert_eq!(found(text, "a.json", &body(object, of_type, rule)), expected, "{object} {of_type} {rule}");
    }
    assert_eq!(found("", "a.json", &body("{{user}}", "User", RULE)), ["unresolved-placeholder"]);
}

#[test]
fn entries_of_ignores_are_about_paths_rules_and_places() {
    let entry = |rules: &str, pointer: &str| {
        format!("[[ignores]]\npaths = ['old/*.json']\nrules = ['{rules}']\n{pointer}\nreason = 'known'")
    };
    let body = body("adele@contoso.com", "USER", "x");
    let all = ["upn-as-object-id", "object-type-case", "malformed-rule-id"];
    for (name, text, expected) in [
        ("new/a.json", entry("all", ""), &all[..]),
        ("old/a.json", entry("all", ""), &[]),
        ("old/a.json", entry("syntax", ""), &all),
        ("old/a.json", entry("object-type-case", ""), &[all[0], all[2]]),
        ("old/a.json", entry("value", "pointer = '/parameters/*/subjects'"), &all[2..]),
        ("old/a.json", entry("value", "pointer = '/parameters/0/ruleId'"), &all[..2]),
        ("old/a.json", entry("value", "pointer = '/parameters/1'"), &all),
    ] {
        assert_eq!(found(&text, name, &body), expected, "{name} {text}");
    }
}
