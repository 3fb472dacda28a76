//! `validate --add-ignores`: writes suppressions of all that is found into the files, where these have comments.

use std::collections::BTreeSet;
use std::fs;

use super::args::Validate;
use super::output::{unwritable, write_whole};
use super::tasks::{self, Taken};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell};
use crate::check::check;
use crate::config::Config;
use crate::finding::{Finding, Severity};
use crate::source::{Encoding, Source, visible};
use crate::suppression::{Ignores, additions};
use crate::{fix, rules};

/// What becomes of a source in which something was found.
struct Outcome {
    name: String,
    findings: usize,
    rules: BTreeSet<&'static str>,
    worst: Option<Severity>,
    /// Its text before and after; or why it stays as it is.
    change: Result<(String, String), &'static str>,
}

pub(super) fn run(options: &Validate, config: &Config, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    if options.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::Message("--add-ignores changes files; standard input is none".to_owned()));
    }
    let (outcomes, notices) = tasks::each(options, shell, |taken| outcome(taken, config));
    let mut outcomes: Vec<Outcome> = outcomes.into_iter().flatten().collect();
    outcomes.sort_by(|one, other| one.name.cmp(&other.name));
    shell.complain_of(&notices);

    let mut failed = !notices.is_empty();
    let mut left = None;
    for outcome in &outcomes {
        let name = visible(&outcome.name, false);
        let count = if outcome.findings == 1 { "1 finding" } else { &format!("{} findings", outcome.findings) };
        match &outcome.change {
            Ok((before, after)) => match write(&outcome.name, before, after, shell) {
                Ok(()) => writeln!(shell.streams.stdout, "{name}: {count} ignored")?,
                Err(message) => {
                    shell.complain(&message);
                    failed = true;
                }
            },
            Err(why) => {
                writeln!(shell.streams.stdout, "{name}: {count} left: {why}")?;
                writeln!(shell.streams.stdout, "{}", entry(outcome))?;
                left = left.max(outcome.worst);
            }
        }
    }
    if outcomes.is_empty() && !options.quiet {
        writeln!(shell.streams.stdout, "Nothing to ignore.")?;
    }
    let found = left >= Some(options.fail_on.severity());
    Ok(match (failed, found && !options.exit_zero) {
        (true, _) => EXIT_FAILURE,
        (false, true) => EXIT_FOUND,
        (false, false) => EXIT_CLEAN,
    })
}

/// What the configuration would have to say in place of comments.
fn entry(outcome: &Outcome) -> String {
    // What JSON escapes in a string, TOML escapes in the same way.
    let quoted = |word: &str| visible(&serde_json::Value::from(word).to_string(), false).into_owned();
    let rules: Vec<String> = outcome.rules.iter().copied().map(quoted).collect();
    let (path, rules) = (quoted(&outcome.name), rules.join(", "));
    format!("  in msgraph-lint.toml:\n    [[ignores]]\n    paths = [{path}]\n    rules = [{rules}]")
}

/// What becomes of a source; none if nothing is found in it.
fn outcome(taken: Taken, config: &Config) -> Option<Outcome> {
    let checked = check(taken.source, config);
    let findings = &checked.findings;
    let change = || {
        let comments = taken.input.comments.ok_or("its format has no comments")?;
        if *checked.source.encoding() != Encoding::Utf8 {
            return Err("the file is not UTF-8");
        }
        let text = checked.source.text();
        let comments = comments(&checked.source);
        let ignores = Ignores::read(&checked.source, &comments, &rules::infos(), |_| true);
        let after = fix::apply(text, &additions(&comments, &ignores, findings));
        let again = Source::new(checked.source.name(), after.as_str()).map_err(|_| "the file would be too large")?;
        // A comment must change nothing of what is said around it.
        let again = check(again, config);
        let all = findings.len() + checked.suppressed.len();
        if !again.findings.is_empty() || again.suppressed.len() != all || again.requests != checked.requests {
            return Err("comments would not be read as such there");
        }
        Ok((text.to_owned(), after))
    };
    (!findings.is_empty()).then(|| Outcome {
        name: checked.source.name().to_owned(),
        findings: findings.len(),
        rules: findings.iter().map(|finding| finding.rule.id).collect(),
        worst: findings.iter().map(|finding: &Finding| finding.severity).max(),
        change: change(),
    })
}

/// Writes a file that still is what was checked.
fn write(name: &str, before: &str, after: &str, shell: &Shell<'_, '_>) -> Result<(), String> {
    let path = shell.surroundings.folder.join(name);
    if !fs::read(&path).is_ok_and(|bytes| bytes == before.as_bytes()) {
        return Err(format!("{name}: was changed by somebody else meanwhile; not written"));
    }
    write_whole(&path, |out| out.write_all(after.as_bytes())).map_err(|error| unwritable(name.as_ref(), &error))
}
