//! Why a run checked nothing: a wrong `exclude`, or a folder without requests, must not look like success.

use std::collections::BTreeMap;

use super::super::CommandContext;
use super::super::run_options::RunOptions;
use super::super::tasks::Unchecked;
use super::tally::count;
use crate::workspace::{Reason, Survey, Workspace};

/// How many names or extensions one line shows.
const SHOWN: usize = 5;

/// Says on standard error why nothing was checked, if that is so. Returns whether it is a failure.
pub(super) fn explain(
    options: &RunOptions,
    unchecked: &Unchecked,
    workspace: &mut Workspace,
    shell: &mut CommandContext<'_, '_>,
) -> bool {
    if !unchecked.is_all {
        return false;
    }
    if !options.quiet {
        let mut survey = workspace.survey(&options.request);
        // These already have a line.
        for notice in &unchecked.notices {
            survey.looked_at.remove(&notice.path);
        }
        let has_folder = options.request.roots().iter().any(|path| workspace.folder().join(path).is_dir());
        if survey.seen() > 0 || has_folder {
            lines(options, &survey).iter().for_each(|line| shell.note(line));
        }
    }
    if options.error_on_empty {
        shell.complain("nothing was checked (--error-on-empty)");
    }
    options.error_on_empty
}

/// How many files were seen, then a line for each reason.
fn lines(options: &RunOptions, survey: &Survey) -> Vec<String> {
    let seen = survey.seen();
    let more = if survey.is_cut { "more than " } else { "" };
    let were = if seen == 1 { "was" } else { "were" };
    let mut lines = vec![match seen {
        0 => "no file was seen; hidden files are not looked at".to_owned(),
        _ => format!("{more}{} {were} seen, and none was checked", count(seen, "file")),
    }];
    let mut excluded: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ignored = 0;
    for left_out in survey.left_out.values() {
        match &left_out.reason {
            Reason::Excluded(glob) => *excluded.entry(glob).or_default() += left_out.files,
            Reason::Ignored => ignored += left_out.files,
        }
    }
    for (glob, files) in excluded {
        lines.push(format!("{} excluded by {glob}", count(files, "file")));
    }
    if ignored > 0 {
        lines.push(format!("{} named by .gitignore or .ignore", count(ignored, "file")));
    }
    lines.extend(extensions(survey));
    if !survey.looked_at.is_empty() {
        let files = count(survey.looked_at.len(), "file");
        let names = first(survey.looked_at.iter().cloned());
        let hint = match survey.looked_at.iter().any(|name| name.ends_with(".json")) {
            true if !options.request.skip_unknown => "; a .json file that is named is checked as the body of one",
            _ => "",
        };
        lines.push(format!("{files} without a sign of a request to Microsoft Graph ({names}){hint}"));
    }
    lines
}

/// A line about the files that no format reads because of their extension, if there are any.
pub(super) fn extensions(survey: &Survey) -> Option<String> {
    let files = survey.extensions.values().sum();
    let extensions = survey.extensions.keys().map(|extension| match extension.as_str() {
        "" => "none".to_owned(),
        extension => format!(".{extension}"),
    });
    (files > 0)
        .then(|| format!("{} with an extension that no format has ({})", count(files, "file"), first(extensions)))
}

/// The first of the words.
fn first(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    let shown = words.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if words.len() > SHOWN { format!("{shown}, …") } else { shown }
}
