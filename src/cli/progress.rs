//! A progress line for long runs. For people at a terminal only.

use std::io::Write;
use std::time::{Duration, Instant};

use super::Environment;

/// How long a run stays silent.
const PATIENCE: Duration = Duration::from_secs(1);

/// One line on standard error, which is rewritten and removed at the end.
pub(super) struct Progress {
    wanted: bool,
    begun: Instant,
    total: usize,
    /// When the line was written last.
    shown: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// How often the line changes.
    pub(super) const BEAT: Duration = Duration::from_millis(100);

    /// Creates the progress line for `total` files; silent unless standard error is a terminal.
    pub(super) fn new(environment: &Environment, total: usize, begun: Instant) -> Self {
        Self { wanted: environment.shows_progress(), begun, total, shown: None, drawn: false }
    }

    /// Shows on standard error how many files are left, but not more often than every [`Progress::BEAT`].
    pub(super) fn show(&mut self, left: usize, now: Instant, stderr: &mut dyn Write) {
        let is_due = self.shown.is_none_or(|shown| now.duration_since(shown) >= Self::BEAT);
        if self.wanted && is_due && now.duration_since(self.begun) >= PATIENCE {
            self.shown = Some(now);
            self.drawn = true;
            let done = self.total.saturating_sub(left);
            // A write error here does not affect the run.
            let _ = write!(stderr, "\r\u{1b}[K{done} of {} files", self.total).and_then(|()| stderr.flush());
        }
    }

    /// Erases the line, so that other output can be written.
    pub(super) fn clear(&mut self, stderr: &mut dyn Write) {
        if std::mem::take(&mut self.drawn) {
            let _ = write!(stderr, "\r\u{1b}[K").and_then(|()| stderr.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(variables: &[(&str, &str)], terminal: bool, seconds: u64) -> String {
        let variables = variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let environment = Environment { stderr_is_terminal: terminal, variables, ..Environment::default() };
        let (mut out, begun) = (Vec::new(), Instant::now());
        let mut progress = Progress::new(&environment, 9, begun);
        progress.show(8, begun, &mut out);
        progress.show(7, begun + Duration::from_secs(seconds), &mut out);
        progress.show(6, begun + Duration::from_secs(seconds), &mut out);
        progress.clear(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn it_is_shown_only_during_long_runs() {
        assert_eq!(written(&[], true, 2), "\r\u{1b}[K2 of 9 files\r\u{1b}[K");
        assert_eq!(written(&[], true, 0), "");
        assert_eq!(written(&[], false, 2), "");
        assert_eq!(written(&[("CI", "true")], true, 2), "");
        assert_eq!(written(&[("TERM", "dumb")], true, 2), "");
    }
}
