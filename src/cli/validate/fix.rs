//! Applies the fixes to the sources, writes them back, and reports what remains.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks::{self, Out, Unchecked};
use super::super::{CommandContext, Failure, unless_unread, write};
use super::session::Session;
use super::tally::Tally;
use crate::finding::Safety;
use crate::fix::{Fixed, fix};
use crate::report::{Checked, Notice};
use crate::workspace::{ClaimedSource, Plan, Workspace};

/// A source after its fixes.
pub(super) struct Mended {
    pub(super) fixed: Fixed,
    /// The file that it came from; none is standard input.
    pub(super) path: Option<PathBuf>,
    /// Why the fixes could not be written.
    failure: Option<String>,
}

pub(super) fn run(
    options: &RunOptions,
    limit: Safety,
    mut session: Session<'_>,
    workspace: Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let mut tally = Tally::default();
    let (mut unwritten, mut written) = (Vec::new(), Ok(()));
    let mend = |claimed| mend_file(claimed, limit, workspace.folder());
    let unchecked = tasks::each(Reading::Whole, options.jobs, &workspace, plan, shell, mend, |mended, out| {
        match settle(mended, &mut tally, out) {
            Ok((checked, notice)) => {
                unwritten.extend(notice);
                // The files are fixed even if the reader of the output is gone.
                session.add(checked, out);
                ControlFlow::Continue(())
            }
            Err(error) => {
                written = Err(error);
                ControlFlow::Break(())
            }
        }
    });
    written?;
    pass_on(&unchecked, shell)?;
    session.end(unchecked, unwritten, workspace, shell, |shell| {
        if !options.quiet {
            tally.print(shell, "Fixed");
        }
    })
}

/// Checks a source and applies its fixes.
pub(super) fn mend(claimed: ClaimedSource, limit: Safety) -> Mended {
    let checker = claimed.settings.checker();
    let check = |source| checker.check_as(source, claimed.input);
    let checked = check(claimed.source);
    Mended { fixed: fix(checked, limit, &check), path: claimed.path, failure: None }
}

/// Checks a source, makes its fixes, and writes the file anew, whose path starts from `folder`.
fn mend_file(claimed: ClaimedSource, limit: Safety, folder: &Path) -> Mended {
    let settings = claimed.settings.clone();
    let mut mended = mend(claimed, limit);
    if let (Some(path), Some(after)) = (&mended.path, &mended.fixed.after) {
        let before = |bytes: &[u8]| mended.fixed.before.source.is_of(bytes);
        // What cannot be encoded is left as it was.
        let text = after.source.encoded().unwrap_or_default();
        mended.failure = write::replace(&folder.join(path), &before, &text).err();
    }
    // An entry of `ignores` may have matched only before the fixes.
    settings.note(if mended.failure.is_some() { &mended.fixed.before } else { mended.fixed.now() });
    mended
}

/// Counts what was fixed in a source, and gives what is left there, and why its fixes are not where they belong. The fixed
/// text of standard input is written to standard output.
fn settle(mended: Mended, tally: &mut Tally, out: &mut Out<'_>) -> io::Result<(Checked, Option<Notice>)> {
    let Mended { fixed, path, mut failure } = mended;
    if path.is_none() {
        match fixed.now().source.encoded() {
            Some(text) => unless_unread(out.stdout.write_all(&text))?,
            None => failure = Some("is not valid UTF-8, and not written back".to_owned()),
        }
    }
    if let Some(message) = failure {
        // Nothing was fixed, so the file is unchanged.
        let notice = Notice::failure(fixed.before.source.name(), message);
        return Ok((fixed.before, Some(notice)));
    }
    tally.add(&fixed);
    Ok((fixed.after.unwrap_or(fixed.before), None))
}

/// Copies standard input to standard output unchanged, if no format reads its language.
fn pass_on(unchecked: &Unchecked, shell: &mut CommandContext<'_, '_>) -> io::Result<()> {
    match unchecked.stdin.as_ref().and_then(|source| source.encoded()) {
        Some(text) => unless_unread(shell.streams.stdout.write_all(&text)),
        None => Ok(()),
    }
}
