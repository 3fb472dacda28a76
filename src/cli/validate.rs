//! `validate`: reads the sources that the user names, checks them on all cores, writes the reports.

use std::collections::BTreeSet;
use std::io::{BufWriter, ErrorKind, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::ArgMatches;

use super::args::Validate;
use super::output::{Output, outputs, write_whole};
use super::{EXIT_CLEAN, EXIT_FAILURE, EXIT_FOUND, Failure, Shell, files};
use crate::check::check;
use crate::config::Config;
use crate::formats::{self, Style};
use crate::report::{Checked, Notice, Report};
use crate::rules;
use crate::source::Source;

pub(super) fn run(options: &Validate, matches: Option<&ArgMatches>, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    if options.paths.is_empty() {
        return Err(Failure::Message("nothing to check: name a file, or `-` for standard input".to_owned()));
    }
    let select = options.select.iter().map(|word| word.trim());
    let ignore = options.ignore.iter().map(|word| word.trim());
    let config =
        Config::new(&rules::infos(), select, ignore).map_err(|unknown| Failure::Message(unknown.to_string()))?;
    let outputs = outputs(matches).map_err(Failure::Message)?;
    let report = report(options, &config, shell);

    for notice in &report.notices {
        shell.complain(&format!("{}: {}", notice.path, notice.message));
    }
    let mut failed = !report.notices.is_empty();
    let mut closed = None;
    for output in &outputs {
        match write(&report, output, options, shell) {
            Ok(()) => {}
            Err(Failure::Message(message)) => {
                shell.complain(&message);
                failed = true;
            }
            // Whoever reads standard output has seen enough; the files are still wanted.
            Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(Failure::Output(error)) => closed = Some(error),
        }
    }
    let found = report.worst() >= Some(options.fail_on.severity());
    match closed {
        Some(error) => Err(Failure::Output(error)),
        None if failed => Ok(EXIT_FAILURE),
        None if found && !options.exit_zero => Ok(EXIT_FOUND),
        None => Ok(EXIT_CLEAN),
    }
}

fn write(report: &Report, output: &Output, options: &Validate, shell: &mut Shell<'_, '_>) -> Result<(), Failure> {
    let style = match &output.file {
        None => shell.surroundings.stdout_style(shell.color),
        Some(_) => Style::PLAIN,
    };
    let style = Style { closing: !options.quiet, ..style };
    let counts = options.statistics && output.format.human;
    let write = if counts { formats::write_statistics } else { output.format.write };
    match &output.file {
        None => {
            let mut out = BufWriter::new(&mut *shell.streams.stdout);
            write(report, &mut out, &style)?;
            Ok(out.flush()?)
        }
        Some(file) => {
            write_whole(&shell.surroundings.folder.join(file), |out| write(report, out, &style)).map_err(|error| {
                let why = match error.kind() {
                    ErrorKind::NotFound => "there is no such folder".to_owned(),
                    ErrorKind::PermissionDenied => "permission denied".to_owned(),
                    ErrorKind::IsADirectory => "it is a directory".to_owned(),
                    _ => error.to_string(),
                };
                Failure::Message(format!("{}: could not be written: {why}", file.display()))
            })
        }
    }
}

/// Checks everything that was named, each source once.
fn report(options: &Validate, config: &Config, shell: &mut Shell<'_, '_>) -> Report {
    let folder = &shell.surroundings.folder;
    let mut report = Report::default();
    let mut add = |result: Result<Checked, Notice>| match result {
        Ok(checked) => report.checked.push(checked),
        Err(notice) => report.notices.push(notice),
    };
    let mut paths: Vec<&PathBuf> = Vec::with_capacity(options.paths.len());
    let mut names = BTreeSet::new();
    for path in &options.paths {
        let stdin = path.as_os_str() == "-";
        if !names.insert((stdin, files::shown(folder, path))) {
            continue;
        }
        if stdin {
            let name = options.stdin_filename.as_ref().map_or("<stdin>".to_owned(), |name| files::shown(folder, name));
            add(files::read_stdin(shell.streams.stdin, name).map(|source| check(source, config)));
        } else {
            paths.push(path);
        }
    }
    let jobs = options.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    check_files(&paths, folder, config, jobs).into_iter().for_each(add);
    report.sort();
    report
}

fn check_files(paths: &[&PathBuf], folder: &Path, config: &Config, jobs: usize) -> Vec<Result<Checked, Notice>> {
    let check_one = |path: &Path| files::read(folder, path).map(|source: Source| check(source, config));
    if jobs.min(paths.len()) <= 1 {
        return paths.iter().map(|path| check_one(path)).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(paths.len()));
    thread::scope(|scope| {
        for _ in 0..jobs.min(paths.len()) {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = check_one(path);
                    results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(result);
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}
