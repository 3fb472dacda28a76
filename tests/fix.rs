//! Applying fixes: what holds for every text whatever, and what comes of the fixtures.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "support/files.rs"]
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use files::{files_below, shown};
use msgraph_lint::check::check;
use msgraph_lint::config::Config;
use msgraph_lint::finding::{Group, Safety};
use msgraph_lint::fix::{Fixed, fix};
use msgraph_lint::report::Checked;
use msgraph_lint::rules;
use msgraph_lint::source::Source;
use msgraph_lint::sync_schema::SyncSchema;

/// The file of a rule's folder that stands for the option `--sync-schema`.
const SYNC_SCHEMA: &str = "sync-schema.json";

/// A text with the settings that it is checked by.
struct Text {
    name: String,
    bytes: Vec<u8>,
    config: Config,
}

impl Text {
    fn check(&self) -> Checked {
        check(Source::from_bytes(&*self.name, self.bytes.clone()).expect("a text"), &self.config)
    }

    fn check_text(&self, text: &str) -> Checked {
        check(Source::new(&*self.name, text).expect("a text"), &self.config)
    }

    fn fix(&self, limit: Safety) -> Fixed {
        fix(self.check(), limit, &|source| check(source, &self.config))
    }
}

fn everything() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word, no unknown word")
}

/// Every text of the fixtures, those of reports and expectations excepted.
fn texts() -> Vec<Text> {
    let schema = |file: &Path| {
        let text = std::fs::read_to_string(file.with_file_name(SYNC_SCHEMA)).ok()?;
        Some(SyncSchema::parse(&text).expect("it is a synchronization schema"))
    };
    let other = |path: &str| [".report.txt", ".expected", SYNC_SCHEMA].iter().any(|end| path.ends_with(end));
    let files = files_below("fixtures").into_iter().filter(|file| !other(&shown(file)));
    files
        .map(|file| {
            let config = everything();
            let config = schema(&file).map_or(config.clone(), |schema| config.with_sync_schema(schema));
            Text { name: shown(&file), bytes: std::fs::read(&file).expect("a fixture can be read"), config }
        })
        .collect()
}

/// How many findings each rule has.
fn counts(checked: &Checked) -> BTreeMap<(&'static str, Group), usize> {
    let mut counts = BTreeMap::new();
    for finding in &checked.findings {
        *counts.entry((finding.rule.id, finding.rule.group)).or_insert(0) += 1;
    }
    counts
}

#[test]
fn fixing_again_changes_nothing_and_brings_nothing_of_another_group() {
    for limit in [Safety::Safe, Safety::Unsafe] {
        for text in texts() {
            let fixed = text.fix(limit);
            let Some(now) = &fixed.after else { continue };
            let again = fix(text.check_text(now.source.text()), limit, &|source| check(source, &text.config));
            assert!(again.after.is_none(), "{} is fixed again to\n{}", text.name, again.now().source.text());
            let (before, after) = (counts(&fixed.before), counts(now));
            let made: BTreeSet<Group> =
                rules::infos().iter().filter(|rule| fixed.made.contains_key(rule.id)).map(|rule| rule.group).collect();
            for (rule, count) in after {
                let new = before.get(&rule).is_none_or(|&before| before < count);
                assert!(!new || made.contains(&rule.1), "{} has {rule:?} after its fixes", text.name);
            }
        }
    }
}
