//! Every rule on its own examples: `fixtures/rules/<rule-id>/` holds texts that it flags and texts that it allows, the
//! report that a user sees, and the text after its fixes.
//!
//! - `flags*`: at least one finding of the rule, with every rule on.
//! - `allows*`: none.
//! - `flags*.fixed.*`: what the text beside it becomes when all fixes of the rule are made.
//! - `sync-schema.json`: the synchronization schema of the job, for all texts of the rule.
//! - `schema.json`: the JSON Schema of the option `--schema`, likewise.
//! - `flags*.report.txt`: the report for people; `UPDATE_EXPECT=1 cargo test --test suite fixtures::` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::support::files::{files_below, shown};
use crate::support::findings::invariants;
use msgraph_lint::check::{check, schema_file};
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Finding, Fix, FixAvailability, Group, RuleInfo, Safety};
use msgraph_lint::report::Checked;
use msgraph_lint::source::Source;
use msgraph_lint::{fix, rules};

/// The file of a rule's folder that stands for the option `--sync-schema`.
const SYNC_SCHEMA: &str = "sync-schema.json";

/// The one that stands for the option `--schema`.
const SCHEMA: &str = "schema.json";

/// A text of `fixtures/rules/`.
struct Fixture {
    /// From the root of the project.
    path: String,
    file: PathBuf,
    rule: &'static RuleInfo,
    bytes: Vec<u8>,
}

impl Fixture {
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    fn check(&self) -> Checked {
        self.check_with(everything())
    }

    fn check_text(&self, text: &str) -> Checked {
        check(Source::new(self.name(), text).expect("a fixture is small"), &self.config(everything()))
    }

    fn check_with(&self, config: Config) -> Checked {
        check(Source::from_bytes(self.name(), self.bytes.clone()).expect("a fixture is a text"), &self.config(config))
    }

    /// The settings, with the schemas that belong to the fixtures of the rule.
    fn config(&self, config: Config) -> Config {
        let config = match std::fs::read_to_string(self.file.with_file_name(SCHEMA)) {
            Ok(text) => {
                let source = Source::new(SCHEMA, text).expect("a schema is small");
                let schema = schema_file::read(source, &mut |path| Err(format!("{path} is not there")));
                config.with_schema(schema.expect("it is a schema"))
            }
            Err(_) => config,
        };
        match std::fs::read_to_string(self.file.with_file_name(SYNC_SCHEMA)) {
            Ok(text) => config.with_file("sync-schema", &text).expect("it is a synchronization schema"),
            Err(_) => config,
        }
    }

    /// The file of another kind that belongs to this one: `fixed.json` or `report.txt`.
    fn beside(&self, kind: &str) -> PathBuf {
        self.file.with_file_name(format!("{}.{kind}", self.name().split('.').next().unwrap_or_default()))
    }

    fn fixed(&self) -> Option<String> {
        let extension = self.name().rsplit('.').next().unwrap_or_default();
        std::fs::read_to_string(self.beside(&format!("fixed.{extension}"))).ok()
    }
}

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word, no unknown word")
}

/// The fixtures whose name starts with `kind`, without what belongs to them.
fn fixtures(kind: &str) -> Vec<Fixture> {
    let rules: BTreeMap<&str, &'static RuleInfo> = rules::infos().into_iter().map(|rule| (rule.id, rule)).collect();
    let mut fixtures = Vec::new();
    for file in files_below("fixtures/rules") {
        let path = shown(&file);
        let name = path.rsplit('/').next().unwrap_or_default();
        if !name.starts_with(kind)
            || name.contains(".fixed.")
            || name.ends_with(".report.txt")
            || [SCHEMA, SYNC_SCHEMA].contains(&name)
        {
            continue;
        }
        let id = path.split('/').nth(2).unwrap_or_default();
        let rule = rules.get(id).unwrap_or_else(|| panic!("{path}: there is no rule {id}"));
        fixtures.push(Fixture { rule, bytes: std::fs::read(&file).expect("a fixture can be read"), path, file });
    }
    fixtures
}

fn all_fixtures() -> Vec<Fixture> {
    fixtures("")
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

fn fail_with(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_rule_has_fixtures_and_every_fixture_a_role() {
    let mut problems = Vec::new();
    let flagged: BTreeSet<&str> = fixtures("flags").iter().map(|fixture| fixture.rule.id).collect();
    // Configuration files are not requests: what is wrong with them is shown in `tests/cli/`.
    let rules = rules::infos().into_iter().filter(|rule| rule.group != Group::Config);
    let without = rules.filter(|rule| !flagged.contains(rule.id));
    problems.extend(without.map(|rule| format!("fixtures/rules/{}/ has no flags file", rule.id)));
    let roles = ["flags", "allows"];
    let stray = all_fixtures().into_iter().filter(|fixture| !roles.iter().any(|role| fixture.name().starts_with(role)));
    problems.extend(stray.map(|fixture| format!("{} is neither flags nor allows", fixture.path)));
    fail_with(&problems);
}

#[test]
fn flags_are_flagged_and_allows_are_not() {
    let mut problems = Vec::new();
    for fixture in all_fixtures() {
        let found = ids(&fixture.check().findings);
        let flags = fixture.name().starts_with("flags");
        if found.contains(&fixture.rule.id) != flags {
            problems.push(format!("{}: found {found:?}", fixture.path));
        }
    }
    fail_with(&problems);
}

#[test]
#[cfg(feature = "cli")]
fn reports_read_as_expected() {
    use msgraph_lint::formats::{Style, find};
    use msgraph_lint::report::Report;

    let full = find("full").expect("the format for people");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut problems = Vec::new();
    // A report of thousands of findings is for nobody to read; the page of the rule shows its own.
    for fixture in fixtures("flags").into_iter().filter(|fixture| fixture.rule.id != "too-many-errors") {
        let report = Report { checked: vec![fixture.check()], ..Report::default() };
        let mut raw = Vec::new();
        full.write(&report, &mut raw, Style::PLAIN).expect("memory can be written to");
        let raw = String::from_utf8(raw).expect("a report is UTF-8");
        let path = fixture.beside("report.txt");
        if update {
            std::fs::write(&path, &raw).expect("an expectation can be written");
        } else if std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n") != raw {
            problems.push(format!("{} is not what the program writes:\n{raw}", shown(&path)));
        }
    }
    fail_with(&problems);
}

#[test]
fn rules_fix_as_they_promise() {
    let mut problems = Vec::new();
    let mut fixed_rules = BTreeSet::new();
    for fixture in fixtures("flags") {
        let checked = fixture.check();
        for finding in checked.findings {
            let fixed = finding.fix.as_ref().map(Fix::safety);
            let kept = match finding.rule.fix {
                // Beside a syntax error that leaves the structure open nothing is certain; in the rule's first example it is.
                FixAvailability::Safe if fixture.name().starts_with("flags.") && fixture.rule.id == finding.rule.id => {
                    fixed == Some(Safety::Safe)
                }
                FixAvailability::Safe => fixed.is_some(),
                FixAvailability::Unsafe => fixed != Some(Safety::Safe),
                FixAvailability::None => fixed.is_none(),
                FixAvailability::Sometimes => true,
            };
            if !kept {
                let (id, promised) = (finding.rule.id, finding.rule.fix.name());
                problems.push(format!("{}: {id} promises {promised}, offers {fixed:?}", fixture.path));
            }
        }
        if let Some(expected) = fixture.fixed() {
            fixed_rules.insert(fixture.rule.id);
            let fixed = fix_all(&fixture);
            if fixed != expected {
                problems.push(format!("{}: expected\n{expected}\nbut its fixes give\n{fixed}", fixture.path));
            }
        }
    }
    let without = rules::infos().into_iter().filter(|rule| rule.fix != FixAvailability::None);
    let without = without.filter(|rule| !fixed_rules.contains(rule.id));
    problems.extend(without.map(|rule| format!("fixtures/rules/{}/ has no fixed file", rule.id)));
    fail_with(&problems);
}

/// The text after all fixes of the fixture's rule, whether they are safe or not.
fn fix_all(fixture: &Fixture) -> String {
    let config = fixture.config(everything());
    let of_rule = |source| {
        let mut checked = check(source, &config);
        checked.findings.retain(|finding| finding.rule.id == fixture.rule.id);
        checked
    };
    let start = of_rule(Source::from_bytes(fixture.name(), fixture.bytes.clone()).expect("a fixture is a text"));
    fix::fix(start, Safety::Unsafe, &of_rule).now().source.text().to_owned()
}

#[test]
fn a_safe_fix_ends_its_finding_and_starts_no_other() {
    let mut problems = Vec::new();
    for fixture in all_fixtures() {
        let checked = fixture.check();
        let before = ids(&checked.findings);
        for finding in &checked.findings {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety() == Safety::Safe) else { continue };
            let mut allowed = before.clone();
            allowed.remove(allowed.iter().position(|&id| id == finding.rule.id).expect("it was found"));
            let fixed = fix::apply(checked.source.text(), fix.edits());
            let after = ids(&fixture.check_text(&fixed).findings);
            let mut left = allowed.clone();
            let new = after.iter().find(|&id| left.iter().position(|it| it == id).map(|at| left.remove(at)).is_none());
            if let Some(new) = new {
                let id = finding.rule.id;
                problems.push(format!("{}: after the fix of {id} there is one more {new}:\n{fixed}", fixture.path));
            }
        }
    }
    fail_with(&problems);
}

#[test]
fn findings_lie_in_the_text_in_order_and_come_out_the_same_twice() {
    let mut problems = Vec::new();
    for fixture in all_fixtures() {
        let checked = fixture.check();
        problems.extend(invariants(&checked).err().map(|problem| format!("{}: {problem}", fixture.path)));
        if format!("{:?}", checked.findings) != format!("{:?}", fixture.check().findings) {
            problems.push(format!("{}: not the same findings twice", fixture.path));
        }
    }
    fail_with(&problems);
}

#[test]
fn a_rule_that_is_off_finds_nothing_and_changes_nothing_else() {
    for fixture in all_fixtures() {
        let all = fixture.check();
        for group in Group::ALL {
            let config = Config::new(&rules::infos(), [], [group.name()]).expect("a group is known");
            // Whether a suppression is needed is judged only where its rules are on.
            let others = |it: &&Finding| it.rule.group != group && it.rule.group != Group::Ignores;
            let shown = |findings: &[Finding]| -> Vec<String> {
                findings.iter().filter(others).map(|finding| format!("{finding:?}")).collect()
            };
            let (rest, found) = (shown(&all.findings), shown(&fixture.check_with(config).findings));
            assert_eq!(found, rest, "{} without {}", fixture.path, group.name());
        }
    }
}

/// A text that is still being typed is checked too.
#[test]
fn every_beginning_of_a_fixture_can_be_checked() {
    for fixture in all_fixtures() {
        let source = fixture.check().source;
        let boundaries: Vec<usize> = source.text().char_indices().map(|(at, _)| at).collect();
        let step = (boundaries.len() / 60).max(1);
        for &end in boundaries.iter().step_by(step) {
            let checked = fixture.check_text(&source.text()[..end]);
            invariants(&checked).unwrap_or_else(|problem| panic!("{} up to {end}: {problem}", fixture.path));
        }
    }
}
