//! How often each rule found something: what people see in place of the findings when they ask for counts.

use std::io::{self, Write};

use super::{Paint, Style, write_closing};
use crate::report::Report;

/// A line a rule, the most findings first, and the closing line.
///
/// # Errors
/// Those of writing to `out`.
pub fn write(report: &Report, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let statistics = report.statistics();
    let digits = statistics.first().map_or(0, |(_, count)| count.to_string().len());
    let width = statistics.iter().map(|(rule, _)| rule.id.len()).max().unwrap_or_default();
    for (rule, count) in statistics {
        let severity = style.paint(Paint::Severity(rule.severity), &format!("{:width$}", rule.id));
        writeln!(out, "{count:digits$}  {severity}  {}", rule.summary)?;
    }
    write_closing(report, out, style)
}
