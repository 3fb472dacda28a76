//! How often each rule found something: what people see in place of the findings when they ask for counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Closing, Format, Paint, Style, Writer, write_closing};
use crate::finding::RuleInfo;
use crate::report::Checked;

/// A line a rule, the most findings first, and the closing line. It is in for the formats for people, so it is none of
/// those that are asked for by name.
pub const STATISTICS: Format = Format {
    name: "statistics",
    human: true,
    summary: "how often each rule found something",
    begin: |style| Box::new(Statistics { style, counts: BTreeMap::new() }),
};

#[derive(Debug)]
struct Statistics {
    style: Style,
    /// By the ids of the rules.
    counts: BTreeMap<&'static str, (&'static RuleInfo, usize)>,
}

impl Writer for Statistics {
    fn checked(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        for finding in &checked.findings {
            self.counts.entry(finding.rule.id).or_insert((finding.rule, 0)).1 += 1;
        }
        Ok(())
    }

    fn end(&mut self, closing: &Closing<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut counts: Vec<_> = self.counts.values().copied().collect();
        counts.sort_by_key(|&(_, count)| Reverse(count));
        let digits = counts.first().map_or(0, |(_, count)| count.to_string().len());
        let width = counts.iter().map(|(rule, _)| rule.id.len()).max().unwrap_or_default();
        for (rule, count) in counts {
            let name = self.style.paint(Paint::Severity(rule.severity), &format!("{:width$}", rule.id));
            writeln!(out, "{count:digits$}  {name}  {}", rule.summary)?;
        }
        write_closing(closing, out, &self.style)
    }
}
