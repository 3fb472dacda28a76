//! `validate`: converts the arguments to the options of a run, and calls the driver.

mod add_ignores;
mod check;
mod fix;
mod nothing;
mod preview;
mod session;
mod show_files;
mod tally;

use std::sync::Arc;

pub(super) use self::session::ReportStream;
use self::session::Session;
use super::args::Validate;
use super::config::search;
use super::given::with_files;
use super::output::Output;
use super::run_options::{BaselineChoice, Jobs, RunOptions};
use super::walk::ParallelDisk;
use super::{CommandContext, EXIT_FAILURE, Failure};
use crate::config::Section;
use crate::finding::Safety;
use crate::report::Checked;
use crate::rules;
use crate::schema::JsonSchema;
use crate::workspace::disk::Disk;
use crate::workspace::schemas::{self, Broken};
use crate::workspace::{Request, Workspace};

/// The driver that processes the sources.
#[derive(Clone, Copy, Debug)]
enum Driver {
    Check,
    /// Applies the fixes that are at least this safe.
    Fix(Safety),
    /// Shows the changes of these fixes.
    Preview(Safety),
    AddIgnores,
    ShowFiles,
}

pub(super) fn run(
    options: &Validate,
    outputs: Result<Vec<Output>, String>,
    shell: &mut CommandContext<'_, '_>,
) -> Result<u8, Failure> {
    let mut section = settings(options, shell)?;
    let broken = match own_schema(options, shell)? {
        Ok(Some(schema)) => {
            section = section.with_schema(schema);
            Vec::new()
        }
        Ok(None) => Vec::new(),
        Err(broken) => broken,
    };
    let folder = &shell.environment.folder;
    let search = search(&options.configuration, folder)?;
    let (run, driver) = (run_options(options), driver(options));
    let disk = Arc::new(ParallelDisk::new(folder, run.jobs));
    let mut workspace = Workspace::new(disk, folder, search, section);
    workspace.refuse(broken);
    let plan = workspace.plan(&run.request);
    let objections = workspace.objections();
    let stream = match driver {
        // The fixed text of standard input goes to standard output.
        Driver::Fix(_) if run.request.has_stdin() => ReportStream::Stderr,
        Driver::Check | Driver::Fix(_) => ReportStream::Stdout,
        Driver::Preview(_) | Driver::AddIgnores | Driver::ShowFiles => {
            if let Some(report) = objections {
                shell.object(&report)?;
                return Ok(EXIT_FAILURE);
            }
            return match driver {
                Driver::Preview(limit) => preview::run(&run, limit, &mut workspace, plan, shell),
                Driver::AddIgnores => add_ignores::run(&run, &mut workspace, plan, shell),
                _ => show_files::run(&run, &mut workspace, plan, shell),
            };
        }
    };
    let outputs = outputs.map_err(Failure::Message)?;
    let session = Session::begin(&run, &outputs, stream, &workspace, &plan, shell)?;
    match (objections, driver) {
        (Some(report), _) => session.refuse(&report, shell),
        (None, Driver::Fix(limit)) => fix::run(&run, limit, session, workspace, plan, shell),
        (None, _) => check::run(&run, session, workspace, plan, shell),
    }
}

fn driver(options: &Validate) -> Driver {
    let limit = if options.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    if options.show_files {
        Driver::ShowFiles
    } else if options.diff {
        Driver::Preview(limit)
    } else if options.add_ignores {
        Driver::AddIgnores
    } else if options.fix {
        Driver::Fix(limit)
    } else {
        Driver::Check
    }
}

fn run_options(options: &Validate) -> RunOptions {
    let baseline = match (&options.write_baseline, &options.baseline) {
        (Some(file), _) => BaselineChoice::Write(file.clone()),
        (None, Some(file)) => BaselineChoice::Compare { file: file.clone(), prune: options.prune_baseline },
        (None, None) => BaselineChoice::Configured { prune: options.prune_baseline },
    };
    RunOptions {
        request: Request {
            paths: options.paths.clone(),
            stdin: options.stdin_filename.clone(),
            force_exclude: options.force_exclude,
            skip_unknown: options.skip_unknown,
        },
        jobs: Jobs(options.jobs),
        fail_on: options.fail_on.severity(),
        exit_zero: options.exit_zero,
        error_on_empty: options.error_on_empty,
        quiet: options.quiet,
        statistics: options.statistics,
        baseline,
        reads: options.baseline.iter().chain(options.contributed.files()).chain(&options.schema).cloned().collect(),
    }
}

/// The settings that the options give.
fn settings(options: &Validate, shell: &CommandContext<'_, '_>) -> Result<Section, Failure> {
    let select = options.select.iter().map(|word| word.trim());
    let ignore = options.ignore.iter().map(|word| word.trim());
    let mut section = Section::of_options(&rules::infos(), select, ignore)
        .map_err(|unknown| Failure::Message(unknown.to_string()))?
        .with_exclude(&options.exclude)
        .map_err(|wrong| Failure::Message(format!("--exclude: {wrong}")))?;
    if let Some(word) = &options.operation {
        section = section.with_operation(word).map_err(Failure::Message)?;
    }
    with_files(section, options.metadata.as_deref(), &options.contributed, shell)
}

/// The schema of the option `--schema`, or what is wrong in its files.
fn own_schema(
    options: &Validate,
    shell: &CommandContext<'_, '_>,
) -> Result<Result<Option<Arc<JsonSchema>>, Vec<Checked>>, Failure> {
    let Some(path) = &options.schema else { return Ok(Ok(None)) };
    let folder = &shell.environment.folder;
    match schemas::chosen(&Disk::new(folder), folder, path) {
        Ok(schema) => Ok(Ok(Some(schema))),
        Err(Broken::Wrong(checked)) => Ok(Err(checked)),
        Err(Broken::Unreadable(notice)) => Err(Failure::Message(format!("{}: {}", notice.path, notice.message))),
    }
}
