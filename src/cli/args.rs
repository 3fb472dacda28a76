//! The command-line arguments as clap reads them: the source of help, completions and manual pages.

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::LazyLock;

use super::contributed::Contributed;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::{EXIT_CLEAN, Failure};
use crate::catalogue::{Catalogue, Version};
use crate::finding::Severity;
use crate::formats::FORMATS;

/// What `--version` prints: the version, and the dates of the built-in metadata.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let date = |version| Catalogue::builtin().graph(version).date();
    let (stable, beta) = (date(Version::V1), date(Version::Beta));
    format!("{}\nMicrosoft Graph metadata: v1.0 of {stable}, beta of {beta}", env!("CARGO_PKG_VERSION"))
});

/// A linter for Microsoft Graph requests: every error in one run, at its exact place, with its cause and fix.
#[derive(Debug, Parser)]
#[command(name = "msgraph-lint", version, long_version = VERSION.as_str(), disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 wrong usage or a \
                        file that could not be read or written.")]
pub(super) struct Arguments {
    /// When to use colour; overrides NO_COLOR, FORCE_COLOR and CLICOLOR
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub(super) color: Color,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check requests and request bodies
    #[command(visible_alias = "check")]
    Validate(Box<Validate>),
    /// List the rules
    Rules(Rules),
    /// Explain what a rule finds, why it matters, and what to do
    Explain(Explain),
    /// Show the effective configuration of a path, and where each setting comes from
    Config(Config),
    /// Print the JSON Schema of a request body
    Schema(Schema),
    /// Show what is known about an operation of Graph: body, answer, permissions
    Operations(Operations),
    /// Run the language server for editors, over standard input and output
    #[cfg(feature = "lsp")]
    Lsp(Lsp),
    /// Answer requests on this machine as Microsoft Graph would, and report their errors
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a manual page, in the format of man(7)
    Man(Manual),
}

/// Checks requests. A file that you name is always checked; if its format is not recognised, it is read as the JSON body of
/// one request to synchronizationJob: provisionOnDemand. In a folder, only files that are recognisably requests are checked,
/// and none that .gitignore excludes.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  msgraph-lint validate request.json\n  msgraph-lint validate provisioning --select syntax\n  msgraph-lint validate provisioning --fix\n  msgraph-lint validate settings --schema settings.schema.json\n  msgraph-lint validate *.json --format json \
                        --output-file report.json\n  jq .body saved.json | msgraph-lint validate -"
)]
pub(super) struct Validate {
    /// Files to check, and folders to search for requests [default: the current folder]. `-` is standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The file name that reports show for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// The report format. Repeat it for further reports, each but one followed by --output-file
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT", value_parser = formats())]
    pub(super) format: Vec<String>,
    /// Write the report of the preceding --format to a file
    #[arg(long, short, value_name = "FILE")]
    pub(super) output_file: Vec<PathBuf>,
    /// Check only these rules: ids or groups, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Do not check these rules: ids or groups, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Apply the safe fixes to the files, and report what remains. For standard input, the fixed text goes to standard output
    /// and the report to standard error
    #[arg(long)]
    pub(super) fix: bool,
    /// With --fix or --diff, also apply fixes that are guesses or lose text; without them, it has no effect
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Show what --fix would change, as a unified diff, instead of the findings. No file is written; the exit code is 1 if
    /// there is a change
    #[arg(long, conflicts_with_all = ["format", "output_file", "statistics"])]
    pub(super) diff: bool,
    /// The lowest severity that gives exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t)]
    pub(super) fail_on: FailOn,
    /// Exit with 0 even if there are findings; a file that cannot be read still gives 2
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Exit with 2 if nothing was checked
    #[arg(long)]
    pub(super) error_on_empty: bool,
    /// Report only the findings, without the closing line
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Show the number of findings per rule instead of the findings; has no effect on formats for programs
    #[arg(long)]
    pub(super) statistics: bool,
    /// Check the JSON syntax of files, and check them against this JSON Schema, draft-04 to 2020-12, instead of as requests.
    /// The schema may refer to files in its folder and below; nothing is fetched
    #[arg(long, value_name = "FILE")]
    pub(super) schema: Option<PathBuf>,
    /// Your own copy of Graph's metadata, the answer of GET …/$metadata, in place of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(super) metadata: Option<PathBuf>,
    /// The operation of bare bodies: its id, or a request such as "POST /users"
    #[arg(long, value_name = "OPERATION")]
    pub(super) operation: Option<String>,
    #[command(flatten)]
    pub(super) contributed: Contributed,
    /// Hide the findings in this baseline, and report its entries whose findings are gone. Replaces every `baseline` in a
    /// configuration
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write all findings of this run to a baseline instead of reporting them
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Remove entries whose findings are gone from the baseline
    #[arg(long)]
    pub(super) prune_baseline: bool,
    /// Add comments to the files that suppress all their findings, and print entries for the configuration where a format
    /// has no comments. Ids that suppress nothing are removed from comments; a token in a file is never suppressed
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline", "format", "output_file", "statistics", "show_files"])]
    pub(super) add_ignores: bool,
    /// List the files that would be checked, with their format, and those that are left out, with the reason, and check none
    #[arg(long)]
    pub(super) show_files: bool,
    /// The number of files to check in parallel [default: the number of cores]
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Skip files and folders that match this glob when folders are searched, besides what the configuration excludes. May be
    /// repeated. The glob is relative to the current folder; without `/` it matches a name in any folder
    #[arg(long, value_name = "PATTERN")]
    pub(super) exclude: Vec<String>,
    /// Skip what the configuration or --exclude excludes even if it is named, for hooks that name every changed file
    #[arg(long)]
    pub(super) force_exclude: bool,
    /// Skip files that are not recognisably requests even if they are named, for hooks that name every changed file
    #[arg(long)]
    pub(super) skip_unknown: bool,
    #[command(flatten)]
    pub(super) configuration: Configuration,
}

/// Where settings are looked for.
#[derive(Args, Debug)]
pub(super) struct Configuration {
    /// Use this configuration file for all files, instead of the nearest `msgraph-lint.toml` of each file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(super) isolated: bool,
}

#[derive(Args, Debug)]
pub(super) struct Rules {
    /// A table for people, or JSON for programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(super) format: ListFormat,
}

#[derive(Args, Debug)]
pub(super) struct Explain {
    /// The id of a rule, as shown in reports; or a group or a word, to list its rules or the rules with that word
    pub(super) rule: String,
}

#[derive(Args, Debug)]
#[command(
    after_help = "The configuration of a file is the nearest msgraph-lint.toml or .msgraph-lint.toml, in its folder or a \
                  folder above, with the files that it extends."
)]
pub(super) struct Config {
    /// A file or folder, which need not exist [default: the current folder]
    pub(super) path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) configuration: Configuration,
    /// Print the JSON Schema of the configuration file instead, for editors
    #[arg(long, conflicts_with_all = ["path", "config", "isolated"])]
    pub(super) schema: bool,
}

#[derive(Args, Debug)]
pub(super) struct Schema {
    /// The id of an operation, or the method and the path or URL of any Graph request, such as `POST /users` [default:
    /// provisionOnDemand]
    #[arg(value_name = "OPERATION | METHOD URL", num_args = 0..=2)]
    pub(super) operation: Vec<String>,
    /// Print the schema of the answer instead
    #[arg(long)]
    pub(super) response: bool,
}

#[derive(Args, Debug)]
pub(super) struct Operations {
    /// The id of an operation, or the method and the path or URL of any Graph request, to show all details; or a path, to list
    /// what is below it
    #[arg(value_name = "ID | METHOD URL | PATH", num_args = 0..=2)]
    pub(super) operation: Vec<String>,
}

/// Speaks the Language Server Protocol with an editor: diagnostics while you type, quick fixes, completion, hover. The editor
/// starts it. docs/editors.md lists its settings.
#[cfg(feature = "lsp")]
#[derive(Args, Debug)]
pub(super) struct Lsp {
    /// Use standard input and output, which is the default; some editors pass this option
    #[arg(long)]
    pub(super) stdio: bool,
}

/// Stands in for Microsoft Graph: accepts requests over plain HTTP, answers as the service would, and records every request with
/// its findings. The first line of output is the address; open it in a browser to watch the requests.
#[cfg(feature = "serve")]
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  msgraph-lint serve\n  msgraph-lint serve --listen 127.0.0.1:8080 --strict\n  msgraph-lint serve --record requests.har"
)]
pub(super) struct Serve {
    /// The address and port to listen on; port 0 picks a free one. Other machines can reach it only at an address outside the
    /// loopback range
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(super) listen: String,
    /// Write every request to a HAR file, without secrets; `validate` reads it
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
    #[command(flatten)]
    pub(super) contributed: Contributed,
    /// Your own copy of Graph's metadata, the answer of GET …/$metadata, in place of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(super) metadata: Option<PathBuf>,
    #[command(flatten)]
    pub(super) configuration: Configuration,
    /// Answer 400 for every error, not only for those that the service would refuse
    #[arg(long)]
    pub(super) strict: bool,
    /// Answer 401 to requests without an access token; any token will do
    #[arg(long)]
    pub(super) require_token: bool,
    /// Answer 429 to calls beyond the documented limits
    #[arg(long)]
    pub(super) rate_limit: bool,
    /// Accept this host name in the `Host` header, without the port
    #[arg(long, value_name = "HOST")]
    pub(super) allow_host: Vec<String>,
}

#[derive(Args, Debug)]
pub(super) struct Completions {
    /// The shell to generate the script for
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
pub(super) struct Manual {
    /// The command to describe [default: the program]
    command: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Color {
    /// Only on a terminal
    #[default]
    Auto,
    /// Always, even to a file or a pipe
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
}

impl FailOn {
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table
    #[default]
    Text,
    /// An array of objects
    Json,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.summary)))
}

pub(super) fn completions(options: &Completions, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "msgraph-lint", &mut script);
    out.write_all(&script)?;
    Ok(EXIT_CLEAN)
}

pub(super) fn manual(options: &Manual, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut program = Arguments::command();
    program.build();
    let command = match &options.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::Message(format!("there is no command `{name}`; `msgraph-lint --help` lists them all"))
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    out.write_all(&page)?;
    Ok(EXIT_CLEAN)
}
