//! `operations`: what is known of the operations, as a list or as one sheet.

use std::io::{self, Write};

use super::args::Operations;
use super::{CommandContext, EXIT_CLEAN, Failure};
use crate::catalogue::Catalogue;
use crate::formats::{Paint, Style, prose};
use crate::operations;
use crate::sheet::{self, Row, Sheet};

pub(super) fn run(options: &Operations, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let style = shell.environment.stdout_style(shell.color);
    let catalogue = Catalogue::builtin();
    match options.operation.as_slice() {
        [path] if sheet::is_path(path) => {
            write_rows(&sheet::below(path, catalogue).map_err(Failure::Message)?, shell.streams.stdout, &style)?;
        }
        words @ [_, ..] => {
            let lookup = sheet::find(&words.join(" "), catalogue).map_err(Failure::Message)?;
            write_sheet(&sheet::of(&lookup, catalogue), shell.streams.stdout, &style)?;
        }
        [] => {
            for operation in operations::all().iter() {
                let id = style.paint(Paint::Code, &operation.id);
                writeln!(shell.streams.stdout, "{id}  {}", operation.title)?;
            }
        }
    }
    Ok(EXIT_CLEAN)
}

fn write_sheet(sheet: &Sheet, out: &mut dyn Write, style: &Style) -> io::Result<()> {
    writeln!(out, "{}", style.paint(Paint::Strong, &sheet.title))?;
    if let Some(link) = &sheet.link {
        writeln!(out, "{}", style.paint(Paint::Faint, link))?;
    }
    writeln!(out, "\n{}", textwrap::fill(&sheet.summary, prose(style.width)))?;
    if let Some((method, path)) = &sheet.call {
        writeln!(out, "\n{} {path}", style.paint(Paint::Strong, method))?;
    }
    for (title, rows) in sheet.parts.iter().filter(|(_, rows)| !rows.is_empty()) {
        writeln!(out, "\n{}", style.paint(Paint::Strong, title))?;
        write_rows(rows, out, style)?;
    }
    Ok(())
}

/// Names in a column, with the words beside them, wrapped there.
fn write_rows(rows: &[Row], out: &mut dyn Write, style: &Style) -> io::Result<()> {
    let width = rows.iter().filter(|row| !row.1.is_empty()).map(|row| row.0.chars().count()).max().unwrap_or_default();
    let room = style.width.min(120).saturating_sub(width + 4).max(30);
    for (name, words) in rows {
        if words.is_empty() {
            writeln!(out, "  {}", style.paint(Paint::Code, name))?;
            continue;
        }
        let mut name = style.paint(Paint::Code, &format!("{name:width$}"));
        for line in textwrap::wrap(words, prose(room)) {
            writeln!(out, "  {name}  {line}")?;
            name = " ".repeat(width);
        }
    }
    Ok(())
}
