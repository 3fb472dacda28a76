//! Lists what would be checked, as which format, and why.

use std::ops::ControlFlow;

use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks;
use super::super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, Failure};
use crate::input::Claim;
use crate::source::{Start, visible};
use crate::workspace::{ClaimedSource, Origin, Plan, Workspace};

pub(super) fn run(
    options: &RunOptions,
    workspace: &Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let mut failed = None;
    let describe = |claimed: ClaimedSource| {
        let sent_by = claimed.settings.sent_by();
        let sent_by = sent_by.map(|place| format!("the body of the request at {}", visible(place, false)));
        let reason = match (claimed.origin, claimed.claim) {
            (Origin::Body, _) => sent_by.as_deref().unwrap_or("the body of a request"),
            (Origin::Folder, Claim::Fallback) => "found in a folder; the configuration says what it is",
            (Origin::Folder, Claim::Certain) => "found in a folder; name or content show the format",
            (Origin::Named | Origin::Offered, Claim::Certain) => "named; name or content show the format",
            (Origin::Offered, Claim::Fallback) => "named; the configuration says what it is",
            (Origin::Named, Claim::Fallback) => "named; nothing shows another format",
        };
        let is_first = claimed.source.start() == Start::default();
        is_first.then(|| format!("{}: {} ({reason})\n", visible(claimed.source.name(), false), claimed.input.name))
    };
    let unchecked =
        tasks::each(Reading::InParts, options.jobs, workspace, plan, shell, describe, |line, out| {
            match out.stdout.write_all(line.unwrap_or_default().as_bytes()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
    if let Some(error) = failed {
        return Err(Failure::Output(error));
    }
    shell.complain_of_unchecked(&unchecked);
    Ok(if unchecked.is_failure() { EXIT_FAILURE } else { EXIT_CLEAN })
}
