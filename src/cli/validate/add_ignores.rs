//! Writes suppressions of all that is found into the files, where these have comments.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks::{self, Out};
use super::super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, unless_unread, write};
use crate::finding::{Finding, Severity};
use crate::report::Notice;
use crate::source::{Encoding, Source, visible};
use crate::suppression::{Ignores, additions};
use crate::workspace::{ClaimedSource, Plan, Workspace};
use crate::{fix, rules};

/// What becomes of a source in which something was found.
struct Outcome {
    name: String,
    path: Option<PathBuf>,
    findings: usize,
    rules: BTreeSet<&'static str>,
    worst: Option<Severity>,
    /// Its text before and after; or why it stays as it is.
    change: Result<(String, String), &'static str>,
}

pub(super) fn run(
    options: &RunOptions,
    workspace: &Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    if options.request.has_stdin() {
        return Err(Failure::Message("--add-ignores changes files; standard input is none".to_owned()));
    }
    let folder = workspace.folder();
    let (mut nothing, mut left, mut unwritten) = (true, None, Vec::new());
    let mut told = Ok(());
    let mut unchecked = tasks::each(Reading::Whole, options.jobs, workspace, plan, shell, outcome, |outcome, out| {
        let Some(outcome) = outcome else { return ControlFlow::Continue(()) };
        nothing = false;
        left = left.max(outcome.worst.filter(|_| outcome.change.is_err()));
        // What is to be changed is changed, whether somebody reads on or not.
        match settle(&outcome, folder, out) {
            Ok(notice) => unwritten.extend(notice),
            Err(error) => told = unless_unread(Err(error)),
        }
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    told?;
    unchecked.notices.append(&mut unwritten);
    shell.complain_of_unchecked(&unchecked);
    if nothing && !options.quiet {
        writeln!(shell.streams.stdout, "Nothing to ignore.")?;
    }
    let found = left >= Some(options.fail_on);
    Ok(match (unchecked.is_failure(), found && !options.exit_zero) {
        (true, _) => EXIT_FAILURE,
        (false, true) => EXIT_FOUND,
        (false, false) => EXIT_CLEAN,
    })
}

/// Writes a file anew, and tells of it; or tells why not.
fn settle(outcome: &Outcome, folder: &Path, out: &mut Out<'_>) -> io::Result<Option<Notice>> {
    let name = visible(&outcome.name, false);
    let count = if outcome.findings == 1 { "1 finding" } else { &format!("{} findings", outcome.findings) };
    match (&outcome.change, &outcome.path) {
        (Ok((before, after)), Some(path)) => match write::replace(&folder.join(path), before, after) {
            Ok(()) => writeln!(out.stdout, "{name}: {count} ignored")?,
            Err(message) => return Ok(Some(Notice::failure(outcome.name.clone(), message))),
        },
        (change, _) => {
            let why = change.as_ref().err().unwrap_or(&"it is no file");
            writeln!(out.stdout, "{name}: {count} left: {why}")?;
            writeln!(out.stdout, "{}", entry(outcome))?;
        }
    }
    Ok(None)
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
fn outcome(claimed: ClaimedSource) -> Option<Outcome> {
    let (input, path, checker) = (claimed.input, claimed.path, claimed.settings.checker());
    let checked = checker.check_as(claimed.source, input);
    let findings = &checked.findings;
    let change = || {
        let comments = input.comments(&checked.source).ok_or("its format has no comments")?;
        if *checked.source.encoding() != Encoding::Utf8 {
            return Err("the file is not UTF-8");
        }
        let text = checked.source.text();
        let ignores = Ignores::read(&checked.source, &comments, &rules::infos(), |_| true);
        let after = fix::apply(text, &additions(&comments, &ignores, findings));
        let again = Source::new(checked.source.name(), after.as_str()).map_err(|_| "the file would be too large")?;
        // A comment must change nothing of what is said around it.
        let again = checker.check_as(again, input);
        let all = findings.len() + checked.suppressed.len();
        if !again.findings.is_empty() || again.suppressed.len() != all || again.requests != checked.requests {
            return Err("comments would not be read as such there");
        }
        Ok((text.to_owned(), after))
    };
    (!findings.is_empty()).then(|| Outcome {
        name: checked.source.name().to_owned(),
        path,
        findings: findings.len(),
        rules: findings.iter().map(|finding| finding.rule.id).collect(),
        worst: findings.iter().map(|finding: &Finding| finding.severity).max(),
        change: change(),
    })
}
