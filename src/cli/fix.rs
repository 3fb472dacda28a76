//! `validate --fix` and `--diff`: what the fixes make of the sources goes back where it came from, or is only shown.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::args::Validate;
use super::tasks::{self, Taken};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, diff, replace};
use crate::check::{check, check_as};
use crate::config::Config;
use crate::finding::Safety;
use crate::fix::{Fixed, Left, fix};
use crate::formats::Paint;
use crate::report::{Checked, Notice};
use crate::source::Encoding;

/// A source after its fixes, if any were wanted.
pub(super) struct Mended {
    fixed: Fixed,
    /// Whether it is standard input, the text of which is given back.
    is_stdin: bool,
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
    /// What could not be written back.
    pub(super) notices: Vec<Notice>,
}

/// Whether the fixed text of standard input goes to standard output, and the report elsewhere.
pub(super) fn takes_stdout(options: &Validate) -> bool {
    options.fix && !options.diff && options.paths.iter().any(|path| path.as_os_str() == "-")
}

/// Checks a source and, if that is wanted, makes its fixes in the file.
pub(super) fn mend(taken: Taken, options: &Validate, config: &Config, folder: &Path) -> Mended {
    if !options.fix {
        let before = check_as(taken.source, taken.input, config);
        let fixed = Fixed { before, after: None, made: BTreeMap::new(), left: Vec::new() };
        return Mended { fixed, is_stdin: false, notice: None };
    }
    let path = taken.path.clone();
    let fixed = fixed(taken, options, config);
    let source = &fixed.before.source;
    let written = match (&path, &fixed.after) {
        (Some(path), Some(after)) => replace::replace(&folder.join(path), source.text(), after.source.text()),
        (None, _) if *source.encoding() != Encoding::Utf8 => {
            Err("is not encoded in UTF-8, and is not written back".to_owned())
        }
        _ => Ok(()),
    };
    let notice = written.err().map(|message| Notice { path: source.name().to_owned(), message });
    Mended { fixed, is_stdin: path.is_none(), notice }
}

/// Shows what `--fix` would change.
pub(super) fn show(options: &Validate, config: &Config, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    let style = shell.surroundings.stdout_style(shell.color);
    let mut tally = Tally::default();
    let mut failed = None;
    let notices = tasks::each(
        options,
        shell,
        |taken| fixed(taken, options, config),
        |fixed, stdout| {
            tally.add(&fixed);
            let Some(after) = &fixed.after else { return ControlFlow::Continue(()) };
            match diff::write(&fixed.before.source, after.source.text(), stdout, &style) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        },
    );
    if let Some(error) = failed {
        return Err(Failure::Output(error));
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

fn fixed(taken: Taken, options: &Validate, config: &Config) -> Fixed {
    let limit = if options.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    fix(check_as(taken.source, taken.input, config), limit, &|source| check(source, config))
}

impl Mended {
    /// Writes the text, if it came from standard input.
    pub(super) fn give_back(&self, stdout: &mut dyn Write) -> io::Result<()> {
        match self.is_stdin && self.notice.is_none() {
            true => stdout.write_all(self.fixed.now().source.text().as_bytes()),
            false => Ok(()),
        }
    }
}

impl Tally {
    /// Counts what was fixed, and gives what is there now.
    pub(super) fn take(&mut self, mended: Mended) -> Checked {
        if let Some(notice) = mended.notice {
            // The file is as it was.
            self.notices.push(notice);
            return mended.fixed.before;
        }
        self.add(&mended.fixed);
        mended.fixed.after.unwrap_or(mended.fixed.before)
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
