//! What was measured, by kind of mistake and by number of mistakes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use crate::Broken;
use crate::kinds::{self, Kind};
use crate::outcome::{Outcome, Tried};

/// What became of some texts.
#[derive(Clone, Debug, Default)]
struct Row {
    texts: usize,
    found: usize,
    /// How many have lost a value; these cannot be restored, and are not part of the next two.
    lost: usize,
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
    fn add(&mut self, mistakes: usize, is_lost: bool, tried: &Tried) {
        self.texts += 1;
        self.lost += usize::from(is_lost);
        self.mistakes += mistakes;
        self.findings += tried.findings;
        self.found += usize::from(tried.findings > 0 || tried.is_request);
        self.restored += usize::from(tried.safe == Outcome::Restored && !is_lost);
        self.restored_all += usize::from(tried.all == Outcome::Restored && !is_lost);
        self.wrong += usize::from(tried.safe == Outcome::Wrong);
        self.wrong_all += usize::from(tried.all == Outcome::Wrong);
    }

    fn merge(&mut self, other: &Self) {
        self.texts += other.texts;
        self.lost += other.lost;
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
        let percent = |part| 100.0 * ratio(part, self.texts - self.lost);
        write!(
            f,
            "{:>7} {:>6.1} {:>5} {:>6.1} {:>6.1} {:>6} {:>6} {:>6.2}",
            self.texts,
            100.0 * ratio(self.found, self.texts),
            self.lost,
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
    /// For one, two and three mistakes, the first of them of this kind.
    kinds: Vec<(&'static str, [Row; 3])>,
    /// For one, two and three mistakes.
    counts: [Row; 3],
    all: Row,
    /// How many texts with two mistakes, by their kinds, come back and do not.
    pairs: BTreeMap<[&'static str; 2], [usize; 2]>,
    wrong: Vec<String>,
    wrong_all: Vec<String>,
    /// Texts with one mistake that do not come back, or with up to `MUTATIONS_SHOW` mistakes.
    lost: Vec<String>,
}

/// How many texts are shown.
const SHOWN: usize = 12;

fn shown_mistakes() -> usize {
    std::env::var("MUTATIONS_SHOW").ok().and_then(|count| count.parse().ok()).unwrap_or(1)
}

impl Table {
    pub(crate) fn new(kinds: &[Kind]) -> Self {
        Self {
            kinds: kinds.iter().map(|kind| (kind.name, Default::default())).collect(),
            counts: Default::default(),
            all: Row::default(),
            pairs: BTreeMap::new(),
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
        } else if mistakes <= shown_mistakes() && tried.all == Outcome::Broken && !tried.is_request && !broken.is_lost {
            self.lost.push(show(&tried.texts[1]));
        }
        if let (&[one, other], false) = (broken.names.as_slice(), broken.is_lost) {
            let pair = self.pairs.entry([one.min(other), one.max(other)]).or_default();
            pair[usize::from(tried.all != Outcome::Restored)] += 1;
        }
        let of_kind = &mut self.kinds[broken.kind].1[mistakes - 1];
        for row in [of_kind, &mut self.counts[mistakes - 1], &mut self.all] {
            row.add(mistakes, broken.is_lost, &tried);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for ((_, rows), (_, more)) in self.kinds.iter_mut().zip(&other.kinds) {
            rows.iter_mut().zip(more).for_each(|(row, more)| row.merge(more));
        }
        for (pair, [restored, lost]) in other.pairs {
            let counts = self.pairs.entry(pair).or_default();
            counts[0] += restored;
            counts[1] += lost;
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
        let count = |rows: &[Row; 3]| rows.iter().map(|row| row.texts).sum::<usize>();
        let is_untried = |(_, rows): &&(&str, [Row; 3])| count(rows) < texts.min(25);
        let untried: Vec<_> = self.kinds.iter().filter(is_untried).map(|(name, _)| name).collect();
        assert!(untried.is_empty(), "too few texts of {untried:?}");
        assert!(self.wrong.is_empty(), "{} are silently wrong\n{}", self.wrong.len(), self.wrong[0]);
        let share = 100.0 * ratio(self.all.wrong_all, self.all.texts);
        assert!(share <= 0.3, "{share:.2} % are silently wrong after all fixes\n{}", self.wrong_all[0]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if std::env::var_os("MUTATIONS_SHOW").is_some() { usize::MAX } else { SHOWN };
        for (title, texts) in [("LOST", &self.lost), ("WRONG AFTER ALL FIXES", &self.wrong_all), ("WRONG", &self.wrong)]
        {
            for text in texts.iter().take(shown) {
                writeln!(f, "--- {title}: {text}")?;
            }
        }
        writeln!(
            f,
            "{:<45}   texts  found  lost   safe    all  wrong     -u    f/m   all at 1, 2, 3; f/m at 1",
            "kind (restored and found in percent)"
        )?;
        for (name, rows) in &self.kinds {
            let mut all = Row::default();
            rows.iter().for_each(|row| all.merge(row));
            let [one, two, three] = rows.each_ref().map(|row| 100.0 * ratio(row.restored_all, row.texts - row.lost));
            writeln!(f, "{name:<45} {all}   {one:>6.1} {two:>6.1} {three:>6.1} {:>6.2}", rows[0].per_mistake())?;
        }
        for (at, row) in self.counts.iter().enumerate() {
            writeln!(f, "{:<45} {row}", format!("{} mistakes", at + 1))?;
        }
        writeln!(f, "{:<45} {}", "all", self.all)?;
        writeln!(f, "lost: a value is not in the text any more, and so is no part of what is restored")?;
        for kind in kinds::all() {
            if let Some(loss) = kind.loss {
                writeln!(f, "    {}: {}", kind.name, loss.why)?;
            }
        }
        let comes_back = |name: &str| {
            self.kinds.iter().any(|(it, [one, ..])| *it == name && one.restored_all * 10 >= (one.texts - one.lost) * 9)
        };
        let lost = |(pair, [_, lost]): &(&[&str; 2], &[usize; 2])| *lost > 0 && pair.iter().all(|it| comes_back(it));
        let mut pairs: Vec<_> = self.pairs.iter().filter(lost).collect();
        pairs.sort_by_key(|(_, [_, lost])| Reverse(*lost));
        writeln!(f, "pairs that do not come back together, but alone: lost, restored")?;
        for ([one, other], [restored, lost]) in pairs.into_iter().take(shown) {
            writeln!(f, "{lost:>3} {restored:>3}  {one} + {other}")?;
        }
        // Each kind that comes back alone, by how often it does not beside another one that does.
        let mut beside: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for ([one, other], [restored, lost]) in self.pairs.iter().filter(|it| it.0.iter().all(|it| comes_back(it))) {
            for name in [one, other] {
                let counts = beside.entry(name).or_default();
                counts[0] += restored;
                counts[1] += lost;
            }
        }
        let mut beside: Vec<_> = beside.into_iter().collect();
        beside.sort_by_key(|(_, [_, lost])| Reverse(*lost));
        writeln!(f, "kinds beside another one, both of which come back alone: lost, restored")?;
        for (name, [restored, lost]) in beside.into_iter().take(3 * shown.min(1000)) {
            writeln!(f, "{lost:>4} {restored:>4}  {name}")?;
        }
        Ok(())
    }
}
