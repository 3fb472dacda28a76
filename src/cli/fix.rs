//! `validate --fix` and `--diff`: what the fixes make of the sources goes back where it came from, or is only shown.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::args::Validate;
use super::diff::{self, Reader};
use super::plan::{self, Plan};
use super::tasks::{self, ClaimedSource, Out};
use super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, write};
use crate::finding::Safety;
use crate::fix::{Fixed, Left, fix};
use crate::formats::Paint;
use crate::json::MAX_SYNTAX_ERRORS;
use crate::report::{Checked, Notice};
use crate::source::Encoding;

/// A source after its fixes.
pub(super) struct Mended {
    fixed: Fixed,
    /// The file that it came from; none is standard input.
    path: Option<PathBuf>,
    /// Why the fixes are not where they belong.
    failure: Option<String>,
}

/// What the fixes of a run came to.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Sources with a fix.
    files: usize,
    /// How many fixes of each rule were made.
    made: BTreeMap<&'static str, usize>,
    /// How many findings of each rule are left, by the reason.
    left: BTreeMap<Left, BTreeMap<&'static str, usize>>,
    /// Hunks of a diff that are not shown, because of what is in them.
    hidden: usize,
}

/// Whether the fixed text of standard input goes to standard output, and the report elsewhere.
pub(super) fn takes_stdout(options: &Validate) -> bool {
    options.fix && options.paths.iter().any(|path| plan::is_stdin(path))
}

/// Checks a source and makes its fixes.
fn mend(claimed: ClaimedSource, options: &Validate) -> Mended {
    let limit = if options.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let checker = claimed.settings.checker();
    let check = |source| checker.check_as(source, claimed.input);
    let checked = check(claimed.source);
    claimed.settings.note(&checked);
    Mended { fixed: fix(checked, limit, &check), path: claimed.path, failure: None }
}

/// Checks a source, makes its fixes, and writes the file anew, whose path starts from `folder`.
pub(super) fn mend_file(claimed: ClaimedSource, options: &Validate, folder: &Path) -> Mended {
    let mut mended = mend(claimed, options);
    if let (Some(path), Some(after)) = (&mended.path, &mended.fixed.after) {
        let before = mended.fixed.before.source.text();
        mended.failure = write::replace(&folder.join(path), before, after.source.text()).err();
    }
    mended
}

/// Shows what `--fix` would change.
pub(super) fn show(options: &Validate, plan: Plan, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let style = shell.environment.stdout_style(shell.color);
    let folder = &shell.environment.folder;
    let reader = if shell.environment.stdout_is_terminal { Reader::Terminal } else { Reader::Program };
    let mut tally = Tally::default();
    let mut written = Ok(());
    let unchecked = tasks::each(
        options,
        plan,
        shell,
        |claimed| mend(claimed, options),
        |mended, out| {
            tally.add(&mended.fixed);
            if let Some(after) = &mended.fixed.after {
                let path = mended.path.as_deref().map(|path| path.strip_prefix(folder).unwrap_or(path));
                let before = (&mended.fixed.before.source, path);
                match diff::write(before, &after.source, reader, out.stdout, &style) {
                    Ok(count) => tally.hidden += count,
                    Err(error) => written = Err(error),
                }
            }
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
    // On a terminal the words below belong below.
    super::unless_unread(written.and_then(|()| shell.streams.stdout.flush()))?;
    shell.complain_of_unchecked(&unchecked);
    if !options.quiet {
        tally.tell(shell, "Would fix");
    }
    if tally.hidden > 0 {
        let what = count(tally.hidden, "change");
        let why = "next to a secret, or to characters that act on a terminal";
        let _ = writeln!(shell.streams.stderr, "Not shown: {what} {why}; `--fix` makes all of them.");
    }
    Ok(match tally.files {
        _ if unchecked.is_failure() => EXIT_FAILURE,
        0 => EXIT_CLEAN,
        _ if options.exit_zero => EXIT_CLEAN,
        _ => EXIT_FOUND,
    })
}

impl Tally {
    /// Counts what was fixed in a source, and gives what is left there, and why its fixes are not where they belong. The
    /// fixed text of standard input is written to standard output.
    pub(super) fn settle(&mut self, mended: Mended, out: &mut Out<'_>) -> io::Result<(Checked, Option<Notice>)> {
        let Mended { fixed, path, mut failure } = mended;
        if path.is_none() {
            match fixed.before.source.encoding() {
                Encoding::Utf8 => super::unless_unread(out.stdout.write_all(fixed.now().source.text().as_bytes()))?,
                _ => failure = Some("is not encoded in UTF-8, and not written back".to_owned()),
            }
        }
        if let Some(message) = failure {
            // Nothing was fixed: the file is as it was.
            let notice = Notice::failure(fixed.before.source.name().to_owned(), message);
            return Ok((fixed.before, Some(notice)));
        }
        self.add(&fixed);
        Ok((fixed.after.unwrap_or(fixed.before), None))
    }

    fn add(&mut self, fixed: &Fixed) {
        self.files += usize::from(fixed.after.is_some());
        for (&id, count) in &fixed.made {
            *self.made.entry(id).or_insert(0) += count;
        }
        for (finding, &left) in fixed.now().findings.iter().zip(&fixed.left) {
            *self.left.entry(left).or_default().entry(finding.rule.id).or_insert(0) += 1;
        }
    }

    /// Tells what was fixed and what is left, in a line each.
    pub(super) fn tell(&self, shell: &mut CommandContext<'_, '_>, did: &str) {
        let style = shell.environment.stderr_style(shell.color);
        let mut say = |line: &str| {
            // Where even that fails, nobody is left to be told.
            let _ = writeln!(shell.streams.stderr, "{line}");
        };
        let sum: usize = self.made.values().sum();
        let rules: Vec<String> = self.made.iter().map(|(id, count)| format!("{id} ({count})")).collect();
        let line = match sum {
            0 => format!("{did} nothing."),
            _ => format!("{did} {} in {}: {}.", count(sum, "finding"), count(self.files, "file"), rules.join(", ")),
        };
        if sum > 0 || !self.left.is_empty() {
            say(&style.paint(Paint::Strong, &line));
        }
        let reasons: Vec<String> = self.left.iter().map(|(&left, ids)| reason(left, ids)).collect();
        if !reasons.is_empty() {
            say(&format!("Left: {}.", reasons.join("; ")));
        }
    }
}

/// Why the findings of these rules, so many of each, are left.
fn reason(left: Left, rules: &BTreeMap<&'static str, usize>) -> String {
    let sum: usize = rules.values().sum();
    let ids: Vec<&str> = rules.keys().copied().collect();
    let ids = ids.join(", ");
    match left {
        Left::NoFix => format!("{sum} without a fix"),
        Left::Unsafe => format!("{sum} with only an unsafe fix (--unsafe-fixes)"),
        Left::Harmful => format!("{sum} with a fix after which something else would be wrong ({ids})"),
        Left::Untried => format!("{sum} with a fix that was wrong too often in this file ({ids})"),
        Left::Spent => format!("{sum} with a fix in a text that takes too long to fix at once ({ids}); run it again"),
        Left::Crowded => format!(
            "{sum} with a fix that is not safe among more than {MAX_SYNTAX_ERRORS} syntax errors, behind which the file \
             was not read (--unsafe-fixes)"
        ),
        Left::Encoding => format!("{sum} in a text that is not encoded in UTF-8 and cannot be written back"),
    }
}

fn count(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
