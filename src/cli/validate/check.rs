//! Checks the sources, and reports what is found in them.

use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks;
use super::super::{CommandContext, Failure};
use super::session::Session;
use crate::workspace::{ClaimedSource, Plan, Workspace};

pub(super) fn run(
    options: &RunOptions,
    mut session: Session<'_>,
    workspace: Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let needs_identities = session.needs_identities();
    let check = |claimed: ClaimedSource| {
        let checker = claimed.settings.checker();
        let checked = match needs_identities {
            true => checker.check_as(claimed.source, claimed.input),
            false => checker.check_unidentified(claimed.source, claimed.input),
        };
        claimed.settings.note(&checked);
        checked
    };
    let unchecked = tasks::each(Reading::InParts, options.jobs, &workspace, plan, shell, check, |checked, out| {
        session.add(checked, out);
        session.wants_more()
    });
    session.end(unchecked, Vec::new(), workspace, shell, |_| ())
}
