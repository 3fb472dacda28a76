//! Shows as a diff what fixes would change, and writes nothing.

use std::ops::ControlFlow;

use super::super::diff::{self, Reader};
use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks;
use super::super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, unless_unread};
use super::fix::mend;
use super::nothing;
use super::tally::{Tally, count};
use crate::finding::Safety;
use crate::source::Encoding;
use crate::workspace::{Plan, Workspace};

pub(super) fn run(
    options: &RunOptions,
    limit: Safety,
    workspace: &mut Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let style = shell.environment.stdout_style(shell.color);
    let reader = if shell.environment.stdout_is_terminal { Reader::Terminal } else { Reader::Program };
    let mut tally = Tally::default();
    let (mut hidden, mut encoded, mut written) = (0, 0, Ok(()));
    let mend = |claimed| mend(claimed, limit);
    let unchecked = tasks::each(Reading::Whole, options.jobs, workspace, plan, shell, mend, |mended, out| {
        tally.add(&mended.fixed);
        if *mended.fixed.before.source.encoding() != Encoding::Utf8 {
            // The lines of a patch would be in UTF-8, and not apply.
            encoded += usize::from(mended.fixed.after.is_some());
        } else if let Some(after) = &mended.fixed.after {
            let path = mended.path.as_deref().map(|path| path.strip_prefix(workspace.folder()).unwrap_or(path));
            let before = (&mended.fixed.before.source, path);
            match diff::write(before, &after.source, reader, out.stdout, &style) {
                Ok(count) => hidden += count,
                Err(error) => written = Err(error),
            }
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    // On a terminal the words below belong below.
    unless_unread(written.and_then(|()| shell.streams.stdout.flush()))?;
    shell.complain_of_unchecked(&unchecked);
    let is_missing = nothing::explain(options, &unchecked, workspace, shell);
    if !options.quiet {
        tally.print(shell, "Would fix");
    }
    if hidden > 0 {
        let what = count(hidden, "change");
        let why = "next to a secret, or to characters that act on a terminal";
        let _ = writeln!(shell.streams.stderr, "Not shown: {what} {why}; `--fix` makes all of them.");
    }
    if encoded > 0 {
        let what = count(encoded, "file");
        let _ =
            writeln!(shell.streams.stderr, "Not shown: {what} in another encoding than UTF-8; `--fix` changes them.");
    }
    Ok(match tally.files {
        _ if is_missing || unchecked.is_failure() => EXIT_FAILURE,
        0 => EXIT_CLEAN,
        _ if options.exit_zero => EXIT_CLEAN,
        _ => EXIT_FOUND,
    })
}
