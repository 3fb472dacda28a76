//! Adds suppression comments for all findings to files that can have comments, and prints entries for the configuration
//! for the others.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::super::baseline::BaselineRun;
use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks::{self, Out};
use super::super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, unless_unread, write};
use super::nothing;
use super::tally::count;
use crate::config;
use crate::finding::{Finding, Safety, Severity};
use crate::fix::{self, fix};
use crate::input::Input;
use crate::report::{Checked, Notice};
use crate::rules::{self, ignores::UNUSED_IGNORE};
use crate::source::{Encoding, Source, visible};
use crate::suppression::{self, Ignores, additions};
use crate::workspace::files::{absolute, slashed};
use crate::workspace::{ClaimedSource, Plan, ResolvedConfig, Workspace};

/// The changes to a source with findings.
#[derive(Default)]
struct Outcome {
    name: String,
    path: Option<PathBuf>,
    /// Its text before and after.
    change: Option<(String, String)>,
    /// How many findings are ignored by the comments that were added.
    ignored: usize,
    /// How many ids were removed from comments, because they suppress nothing.
    unused: usize,
    /// How many findings are left because no comment may hide them.
    secrets: usize,
    /// Findings are left because no comment can be written for them.
    left: Option<Left>,
    /// The highest severity of all findings that are left.
    worst: Option<Severity>,
}

struct Left {
    findings: usize,
    why: &'static str,
    /// The name of the configuration file that can ignore them instead, and what to write there.
    entries: (String, String),
}

pub(super) fn run(
    options: &RunOptions,
    workspace: &mut Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    if options.request.has_stdin() {
        return Err(Failure::Message("--add-ignores changes files; standard input is none".to_owned()));
    }
    let folder = workspace.folder();
    let baseline = Mutex::new(BaselineRun::open(options, workspace, &plan)?);
    let (mut nothing, mut left, mut unwritten) = (true, None, Vec::new());
    let mut printed = Ok(());
    let work = |claimed| outcome(claimed, folder, &baseline);
    let mut unchecked = tasks::each(Reading::Whole, options.jobs, workspace, plan, shell, work, |outcome, out| {
        let Some(outcome) = outcome else { return ControlFlow::Continue(()) };
        nothing = false;
        left = left.max(outcome.worst);
        // The files are changed even if the reader of the output is gone.
        match settle(&outcome, folder, out) {
            Ok(notice) => unwritten.extend(notice),
            Err(error) => printed = unless_unread(Err(error)),
        }
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    printed?;
    unchecked.notices.append(&mut unwritten);
    shell.complain_of_unchecked(&unchecked);
    let is_missing = nothing::explain(options, &unchecked, workspace, shell);
    if nothing && !options.quiet {
        writeln!(shell.streams.stdout, "Nothing to ignore.")?;
    }
    let found = left >= Some(options.fail_on);
    Ok(match (is_missing || unchecked.is_failure(), found && !options.exit_zero) {
        (true, _) => EXIT_FAILURE,
        (false, true) => EXIT_FOUND,
        (false, false) => EXIT_CLEAN,
    })
}

/// Rewrites a file, and prints what was done and what is left. Returns a notice if it cannot be written.
fn settle(outcome: &Outcome, folder: &Path, out: &mut Out<'_>) -> io::Result<Option<Notice>> {
    let name = visible(&outcome.name, false);
    if let (Some((before, after)), Some(path)) = (&outcome.change, &outcome.path) {
        let is_before = |bytes: &[u8]| bytes == before.as_bytes();
        if let Err(message) = write::replace(&folder.join(path), &is_before, after.as_bytes()) {
            return Ok(Some(Notice::failure(outcome.name.clone(), message)));
        }
        if outcome.unused > 0 {
            writeln!(out.stdout, "{name}: {} removed", count(outcome.unused, "unused id"))?;
        }
        if outcome.ignored > 0 {
            writeln!(out.stdout, "{name}: {} ignored", count(outcome.ignored, "finding"))?;
        }
    }
    if outcome.secrets > 0 {
        let what = count(outcome.secrets, "secret");
        writeln!(out.stdout, "{name}: {what} left: remove it from the file and revoke it; no comment is added for it")?;
    }
    if let Some(Left { findings, why, entries: (file, entries) }) = &outcome.left {
        writeln!(out.stdout, "{name}: {} left: {why}", count(*findings, "finding"))?;
        writeln!(out.stdout, "  in {}:", visible(file, false))?;
        for line in entries.lines() {
            let line = visible(line, false);
            writeln!(out.stdout, "{}{line}", if line.is_empty() { "" } else { "    " })?;
        }
    }
    Ok(None)
}

/// What becomes of a source; `None` if nothing is found in it.
fn outcome(claimed: ClaimedSource, folder: &Path, baseline: &Mutex<BaselineRun>) -> Option<Outcome> {
    let (input, path, settings) = (claimed.input, claimed.path, claimed.settings);
    let checker = settings.checker();
    let checked = checker.check_as(claimed.source, input);
    if checked.findings.is_empty() {
        return None;
    }
    let check = |source| checker.check_as(source, input);
    let before = checked.source.text().to_owned();
    let (mut checked, unused) = without_unused(checked, &check);
    let total = checked.findings.len() + checked.suppressed.len();
    // A thread that panicked ends the run anyway. The result for a file does not depend on the order of the files.
    baseline.lock().unwrap_or_else(PoisonError::into_inner).take(&mut checked);
    let (wanted, secret): (Vec<Finding>, Vec<Finding>) =
        std::mem::take(&mut checked.findings).into_iter().partition(suppression::may_be_added);
    if wanted.is_empty() && secret.is_empty() && unused == 0 {
        return None;
    }
    let mut outcome = Outcome {
        name: checked.source.name().to_owned(),
        unused,
        secrets: secret.len(),
        worst: worst(&secret),
        ..Outcome::default()
    };
    match silenced(&checked, input, &wanted, total, &check) {
        Ok(after) => {
            outcome.change = (after != before).then_some((before, after));
            outcome.ignored = wanted.len();
        }
        Err(why) => {
            let text = checked.source.text();
            outcome.change = (text != before).then(|| (before, text.to_owned()));
            let entries = entries(&outcome.name, folder, path.as_deref(), &settings.resolved, &wanted);
            outcome.worst = outcome.worst.max(worst(&wanted));
            outcome.left = Some(Left { findings: wanted.len(), why, entries });
        }
    }
    outcome.path = path;
    Some(outcome)
}

/// The same source without the ids in comments that find nothing, and how many these are.
fn without_unused(checked: Checked, check: &dyn Fn(Source) -> Checked) -> (Checked, usize) {
    if !checked.findings.iter().any(is_unused) {
        return (checked, 0);
    }
    let only_unused = |mut checked: Checked| {
        checked.findings.retain(is_unused);
        checked
    };
    let again = |checked: &Checked| Source::new(checked.source.name(), checked.source.text()).map(check);
    // Only the findings about suppressions are fixed here, nothing else.
    let Ok(copy) = again(&checked) else { return (checked, 0) };
    let fixed = fix(only_unused(copy), Safety::Unsafe, &|source| only_unused(check(source)));
    let made = fixed.made.values().sum();
    match fixed.after.map(|after| again(&after)) {
        Some(Ok(after)) => (after, made),
        _ => (checked, 0),
    }
}

fn is_unused(finding: &Finding) -> bool {
    finding.rule.id == UNUSED_IGNORE.id
}

/// The text of `checked` with comments after which none of the `wanted` findings is reported, of all `total` in it.
fn silenced(
    checked: &Checked,
    input: &Input,
    wanted: &[Finding],
    total: usize,
    check: &dyn Fn(Source) -> Checked,
) -> Result<String, &'static str> {
    let text = checked.source.text();
    if wanted.is_empty() {
        return Ok(text.to_owned());
    }
    let comments = input.comments(&checked.source).ok_or("its format has no comments")?;
    if *checked.source.encoding() != Encoding::Utf8 {
        return Err("the file is not UTF-8");
    }
    let ignores = Ignores::read(&checked.source, &comments, &rules::infos(), |_| true);
    let after = fix::apply(text, &additions(&comments, &ignores, wanted));
    let again = Source::new(checked.source.name(), after.as_str()).map_err(|_| "the file would be too large")?;
    let again = check(again);
    // A new comment must not change other findings.
    let is_same = again.findings.len() + again.suppressed.len() == total && again.requests == checked.requests;
    let ignored_before = checked.suppressed.iter().filter(|suppressed| !suppressed.is_known()).count();
    let may_remain = total.saturating_sub(ignored_before + wanted.len());
    if !is_same || again.findings.len() > may_remain {
        return Err("comments would not be read as such there");
    }
    Ok(after)
}

/// The configuration file that may ignore these findings instead, and what to write there.
fn entries(
    name: &str,
    folder: &Path,
    path: Option<&Path>,
    resolved: &ResolvedConfig,
    findings: &[Finding],
) -> (String, String) {
    match resolved.chain.last().zip(path) {
        Some((file, path)) => {
            let path = config::relative(&file.folder, &slashed(&absolute(folder, path)));
            (file.source.name().to_owned(), config::ignore_entries(&path, findings))
        }
        None => ("msgraph-lint.toml".to_owned(), config::ignore_entries(name, findings)),
    }
}

fn worst(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).max()
}
