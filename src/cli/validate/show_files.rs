//! Lists what would be checked, as which format, and what is left out.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::super::feed::Reading;
use super::super::run_options::RunOptions;
use super::super::tasks;
use super::super::{CommandContext, EXIT_CLEAN, EXIT_FAILURE, Failure};
use super::nothing::extensions;
use super::tally::count;
use crate::input::Claim;
use crate::source::{Start, visible};
use crate::workspace::{ClaimedSource, Origin, Plan, Reason, Workspace};

pub(super) fn run(
    options: &RunOptions,
    workspace: &mut Workspace,
    plan: Plan,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let mut failed = None;
    let mut checked = BTreeSet::new();
    let describe = |claimed: ClaimedSource| {
        let is_first = claimed.source.start() == Start::default();
        is_first.then(|| (claimed.source.name().to_owned(), line(&claimed)))
    };
    let unchecked = tasks::each(Reading::InParts, options.jobs, workspace, plan, shell, describe, |described, out| {
        let Some((name, line)) = described else { return ControlFlow::Continue(()) };
        checked.insert(name);
        match out.stdout.write_all(line.as_bytes()) {
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
    checked.extend(unchecked.notices.iter().map(|notice| notice.path.clone()));
    let survey = workspace.survey(&options.request);
    let unrecognised = survey.looked_at.iter().filter(|name| !checked.contains(*name));
    let mut left_out: Vec<(&str, String)> =
        unrecognised.map(|name| (name.as_str(), "no sign of a request to Microsoft Graph".to_owned())).collect();
    for (name, it) in survey.left_out.iter().filter(|(name, _)| !checked.contains(*name)) {
        let files = if name.ends_with('/') { format!(", {}", count(it.files, "file")) } else { String::new() };
        left_out.push((name, format!("{}{files}", words(&it.reason))));
    }
    left_out.sort();
    for (name, reason) in left_out {
        writeln!(shell.streams.stdout, "{}: left out: {}", visible(name, false), visible(&reason, false))?;
    }
    // On a terminal the words below belong below.
    shell.streams.stdout.flush()?;
    if !options.quiet {
        extensions(&survey).iter().for_each(|line| shell.note(&format!("left out: {line}")));
    }
    if survey.is_cut {
        shell.note("there are too many files to list all that are left out");
    }
    shell.complain_of_unchecked(&unchecked);
    if options.error_on_empty && unchecked.is_all {
        shell.complain("nothing would be checked (--error-on-empty)");
        return Ok(EXIT_FAILURE);
    }
    Ok(if unchecked.is_failure() { EXIT_FAILURE } else { EXIT_CLEAN })
}

/// The file and its format, with the reason where it is not that its name or content shows the format.
fn line(claimed: &ClaimedSource) -> String {
    let sent_by =
        claimed.settings.sent_by().map(|place| format!(" (the body of the request at {})", visible(place, false)));
    let reason = match (claimed.origin, claimed.claim) {
        (Origin::Body, _) => sent_by.as_deref().unwrap_or(" (the body of a request)"),
        (_, Claim::Certain) => "",
        (Origin::Folder | Origin::Offered, Claim::Fallback) => " (as the configuration says)",
        (Origin::Named, Claim::Fallback) => " (named; nothing shows another format)",
    };
    format!("{}: {}{reason}\n", visible(claimed.source.name(), false), claimed.input.name)
}

fn words(reason: &Reason) -> String {
    match reason {
        Reason::Excluded(glob) => format!("excluded by {glob}"),
        Reason::Ignored => "named by .gitignore or .ignore".to_owned(),
    }
}
