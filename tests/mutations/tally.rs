//! What was measured, by kind of mistake and by number of mistakes.

use std::fmt;

use crate::Broken;
use crate::kinds::Kind;
use crate::outcome::{Outcome, Tried};

/// What became of some texts.
#[derive(Clone, Debug, Default)]
struct Row {
    texts: usize,
    found: usize,
    /// After safe fixes.
    restored: usize,
    /// After all fixes.
    restored_all: usize,
    wrong: usize,
    wrong_all: usize,
    mistakes: usize,
    findings: usize,
}

impl Row {
    fn add(&mut self, mistakes: usize, tried: &Tried) {
        self.texts += 1;
        self.mistakes += mistakes;
        self.findings += tried.findings;
        self.found += usize::from(tried.findings > 0 || tried.is_request);
        self.restored += usize::from(tried.safe == Outcome::Restored);
        self.restored_all += usize::from(tried.all == Outcome::Restored);
        self.wrong += usize::from(tried.safe == Outcome::Wrong);
        self.wrong_all += usize::from(tried.all == Outcome::Wrong);
    }

    fn merge(&mut self, other: &Self) {
        self.texts += other.texts;
        self.found += other.found;
        self.restored += other.restored;
        self.restored_all += other.restored_all;
        self.wrong += other.wrong;
        self.wrong_all += other.wrong_all;
        self.mistakes += other.mistakes;
        self.findings += other.findings;
    }

    fn per_mistake(&self) -> f64 {
        ratio(self.findings, self.mistakes)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part| 100.0 * ratio(part, self.texts);
        write!(
            f,
            "{:>7} {:>6.1} {:>6.1} {:>6.1} {:>6} {:>6} {:>6.2}",
            self.texts,
            percent(self.found),
            percent(self.restored),
            percent(self.restored_all),
            self.wrong,
            self.wrong_all,
            self.per_mistake()
        )
    }
}

/// A row for each kind and for each number of mistakes, and texts that went wrong.
#[derive(Debug)]
pub(crate) struct Table {
    kinds: Vec<(&'static str, Row)>,
    /// For one, two and three mistakes.
    counts: [Row; 3],
    all: Row,
    wrong: Vec<String>,
    wrong_all: Vec<String>,
    /// Texts with one mistake that do not come back.
    lost: Vec<String>,
}

/// How many texts are shown.
const SHOWN: usize = 12;

impl Table {
    pub(crate) fn new(kinds: &[Kind]) -> Self {
        Self {
            kinds: kinds.iter().map(|kind| (kind.name, Row::default())).collect(),
            counts: Default::default(),
            all: Row::default(),
            wrong: Vec::new(),
            wrong_all: Vec::new(),
            lost: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, broken: &Broken, mut tried: Tried) {
        let mistakes = broken.names.len();
        if tried.is_request {
            // Nobody can know that the author meant another request.
            for outcome in [&mut tried.safe, &mut tried.all] {
                *outcome = if *outcome == Outcome::Wrong { Outcome::Broken } else { *outcome };
            }
        }
        let show = |text: &str| {
            let before = String::from_utf8_lossy(&broken.bytes);
            format!("{}\n{before}\nbecame\n{text}\n", broken.names.join(" + "))
        };
        if tried.safe == Outcome::Wrong {
            self.wrong.push(show(&tried.texts[0]));
        } else if tried.all == Outcome::Wrong {
            self.wrong_all.push(show(&tried.texts[1]));
        } else if mistakes == 1 && tried.all == Outcome::Broken && !tried.is_request {
            self.lost.push(show(&tried.texts[1]));
        }
        for row in [&mut self.kinds[broken.kind].1, &mut self.counts[mistakes - 1], &mut self.all] {
            row.add(mistakes, &tried);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (row, (_, more)) in self.kinds.iter_mut().zip(&other.kinds) {
            row.1.merge(more);
        }
        for (row, more) in self.counts.iter_mut().zip(&other.counts) {
            row.merge(more);
        }
        self.all.merge(&other.all);
        self.wrong.extend(other.wrong);
        self.wrong_all.extend(other.wrong_all);
        self.lost.extend(other.lost);
    }

    /// Fails if a kind was not tried, or if more went wrong than may.
    pub(crate) fn judge(&self, texts: usize) {
        let untried: Vec<_> =
            self.kinds.iter().filter(|(_, row)| row.texts < texts.min(25)).map(|(name, _)| name).collect();
        assert!(untried.is_empty(), "too few texts of {untried:?}");
        assert!(self.wrong.is_empty(), "{} are silently wrong\n{}", self.wrong.len(), self.wrong[0]);
        let share = 100.0 * ratio(self.all.wrong_all, self.all.texts);
        assert!(share <= 0.3, "{share:.2} % are silently wrong after all fixes\n{}", self.wrong_all[0]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, texts) in [("LOST", &self.lost), ("WRONG AFTER ALL FIXES", &self.wrong_all), ("WRONG", &self.wrong)]
        {
            let shown = if std::env::var_os("MUTATIONS_SHOW").is_some() { usize::MAX } else { SHOWN };
            for text in texts.iter().take(shown) {
                writeln!(f, "--- {title}: {text}")?;
            }
        }
        writeln!(f, "{:<45}   texts  found   safe    all  wrong     -u  f/m", "kind (restored and found in percent)")?;
        for (name, row) in &self.kinds {
            writeln!(f, "{name:<45} {row}")?;
        }
        for (at, row) in self.counts.iter().enumerate() {
            writeln!(f, "{:<45} {row}", format!("{} mistakes", at + 1))?;
        }
        writeln!(f, "{:<45} {}", "all", self.all)
    }
}
