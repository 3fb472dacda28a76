//! `validate --fix` and `--diff`: what the fixes make of the sources goes back where it came from, or is only shown.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::args::Validate;
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, diff, tasks, write};
use crate::check::check;
use crate::config::Config;
use crate::finding::Safety;
use crate::fix::{Fixed, Left, fix};
use crate::formats::Paint;
use crate::report::{Notice, Report};
use crate::source::Encoding;

/// A source after its fixes.
struct Mended {
    fixed: Fixed,
    /// The file that it came from; none is standard input.
    path: Option<PathBuf>,
    /// Why the fixes are not where they belong.
    notice: Option<Notice>,
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
}

/// Whether the fixed text of standard input goes to standard output, and the report elsewhere.
pub(super) fn takes_stdout(options: &Validate) -> bool {
    options.fix && options.paths.iter().any(|path| tasks::is_stdin(path))
}

/// Checks everything that was named, fixes it, and reports what remains.
pub(super) fn run(options: &Validate, config: &Config, shell: &mut Shell<'_, '_>) -> Result<(Report, Tally), Failure> {
    let folder = shell.surroundings.folder.clone();
    let (mended, notices) = tasks::each(options, shell, |taken| {
        let mut mended = mend(taken, options, config);
        let after = mended.fixed.after.as_ref();
        if let (Some(path), Some(after)) = (&mended.path, after) {
            let before = mended.fixed.before.source.text();
            let written = write::replace(&folder.join(path), before, after.source.text());
            mended.notice = written.err().map(|message| Notice { path: after.source.name().to_owned(), message });
        }
        mended
    });
    let mut report = Report { notices, ..Report::default() };
    let mut tally = Tally::default();
    for mended in mended {
        if mended.path.is_none() {
            match mended.fixed.before.source.encoding() {
                Encoding::Utf8 => shell.streams.stdout.write_all(mended.fixed.now().source.text().as_bytes())?,
                _ => report.notices.push(Notice {
                    path: mended.fixed.before.source.name().to_owned(),
                    message: "is not encoded in UTF-8, and not written back".to_owned(),
                }),
            }
        }
        if let Some(notice) = mended.notice {
            // Nothing was fixed: the file is as it was.
            report.notices.push(notice);
            report.checked.push(mended.fixed.before);
            continue;
        }
        tally.add(&mended.fixed);
        report.checked.push(mended.fixed.after.unwrap_or(mended.fixed.before));
    }
    report.sort();
    Ok((report, tally))
}

/// Shows what `--fix` would change.
pub(super) fn show(options: &Validate, config: &Config, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    let (mut mended, notices) = tasks::each(options, shell, |taken| mend(taken, options, config));
    mended.sort_by(|a, b| a.fixed.before.source.name().cmp(b.fixed.before.source.name()));
    let style = shell.surroundings.stdout_style(shell.color);
    let mut tally = Tally::default();
    for Mended { fixed, .. } in &mended {
        tally.add(fixed);
        if let Some(after) = &fixed.after {
            diff::write(&fixed.before.source, after.source.text(), shell.streams.stdout, &style)?;
        }
    }
    shell.complain_of(&notices);
    if !options.quiet {
        tally.tell(shell, "Would fix");
    }
    Ok(match tally.files {
        _ if !notices.is_empty() => EXIT_FAILURE,
        0 => EXIT_CLEAN,
        _ if options.exit_zero => EXIT_CLEAN,
        _ => EXIT_FOUND,
    })
}

fn mend(taken: tasks::Taken, options: &Validate, config: &Config) -> Mended {
    let limit = if options.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let check = |source| check(source, config);
    Mended { fixed: fix(check(taken.source), limit, &check), path: taken.path, notice: None }
}

impl Tally {
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
    pub(super) fn tell(&self, shell: &mut Shell<'_, '_>, did: &str) {
        let style = shell.surroundings.stderr_style(shell.color);
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
        Left::Encoding => format!("{sum} in a text that is not encoded in UTF-8 and cannot be written back"),
    }
}

fn count(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
