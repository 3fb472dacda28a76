//! The environment of the program: folder, terminal, environment variables.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::Color;
use crate::formats::Style;
use crate::text::timestamp;

/// The only environment variables that are read.
const VARIABLES: [&str; 11] = [
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "NO_COLOR",
    "SOURCE_DATE_EPOCH",
    "TERM",
];

/// The environment that the program runs in.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The folder that relative paths start from.
    pub folder: PathBuf,
    /// Whether standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// Columns of the terminal, if there is one.
    pub columns: Option<usize>,
    /// Seconds since the beginning of 1970, if it matters what day it is.
    pub now: Option<u64>,
    /// Environment variables by name; values that are not Unicode are converted lossily.
    pub variables: BTreeMap<String, String>,
}

impl Environment {
    /// Reads the environment of the current process.
    #[must_use]
    pub fn of_process() -> Self {
        let variable = |name: &str| Some((name.to_owned(), std::env::var_os(name)?.to_string_lossy().into_owned()));
        Self {
            folder: std::env::current_dir().unwrap_or_default(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
            stderr_is_terminal: std::io::stderr().is_terminal(),
            columns: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            now: SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs()),
            variables: VARIABLES.iter().filter_map(|name| variable(name)).collect(),
        }
    }

    /// The style of reports on standard output.
    pub(super) fn stdout_style(&self, color: Color) -> Style {
        self.style(color, self.stdout_is_terminal)
    }

    /// The style of messages on standard error.
    pub(super) fn stderr_style(&self, color: Color) -> Style {
        self.style(color, self.stderr_is_terminal)
    }

    /// Whether the day `date`, such as `2026-10-22`, is more than nine months ago. `SOURCE_DATE_EPOCH` stands for the present
    /// moment where it is set (<https://reproducible-builds.org/specs/source-date-epoch/>).
    pub(super) fn is_old(&self, date: &str) -> bool {
        const NINE_MONTHS: u64 = 274 * 24 * 60 * 60;
        let set = self.variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok());
        let then = timestamp::read(&format!("{date}T00:00:00Z")).and_then(|then| u64::try_from(then / 1000).ok());
        set.or(self.now).zip(then).is_some_and(|(now, then)| now > then.saturating_add(NINE_MONTHS))
    }

    /// The columns that text may take on standard output.
    pub(super) fn width(&self) -> usize {
        let chosen = self.variable("COLUMNS").and_then(|columns| columns.parse().ok());
        chosen.or(self.columns.filter(|_| self.stdout_is_terminal)).filter(|&columns| columns > 0).unwrap_or(80)
    }

    /// Whether standard error is a terminal that can erase a line.
    pub(super) fn shows_progress(&self) -> bool {
        self.stderr_is_terminal && self.variable("CI").is_none() && self.variable("TERM") != Some("dumb")
    }

    fn style(&self, color: Color, terminal: bool) -> Style {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.wants_color(terminal),
        };
        Style {
            color,
            unicode: !terminal || self.is_unicode(),
            links: color && terminal,
            details: true,
            closing: true,
            width: self.width(),
        }
    }

    /// The conventions of no-color.org, force-color.org and bixense.com/clicolors, so that a
    /// setting against colour takes precedence.
    fn wants_color(&self, terminal: bool) -> bool {
        let is_on = |name| self.variable(name).is_some_and(|value| value != "0");
        if self.variable("NO_COLOR").is_some() {
            false
        } else if is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE") {
            true
        } else {
            terminal && self.variable("CLICOLOR") != Some("0") && self.variable("TERM") != Some("dumb")
        }
    }

    /// Whether the terminal takes UTF-8: it does unless the locale says otherwise.
    fn is_unicode(&self) -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.variable(name));
        locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
    }

    /// The value of a variable that is set and not empty.
    fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
