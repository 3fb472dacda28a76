//! The options that operations contribute to `validate`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};

use crate::operation::{OwnKind, SettingFiles};
use crate::operations;

/// The values of these options.
#[derive(Clone, Debug, Default)]
pub(super) struct Contributed {
    files: BTreeMap<&'static str, PathBuf>,
}

impl Contributed {
    /// All files that the options name.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.values()
    }

    /// The file that the option names.
    pub(super) fn file(&self, option: &str) -> Option<&Path> {
        self.files.get(option).map(PathBuf::as_path)
    }
}

fn options() -> impl Iterator<Item = &'static SettingFiles> {
    operations::settings().filter_map(|setting| match setting.kind {
        OwnKind::Files(files) => Some(files),
        OwnKind::Choice(_) => None,
    })
}

impl Args for Contributed {
    fn augment_args(command: Command) -> Command {
        command.args(options().map(|files| {
            Arg::new(files.option)
                .long(files.option)
                .value_name("FILE")
                .help(files.option_about)
                .action(ArgAction::Set)
                .value_parser(value_parser!(PathBuf))
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Contributed {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given =
            |files: &'static SettingFiles| Some((files.option, matches.get_one::<PathBuf>(files.option)?.clone()));
        Ok(Self { files: options().filter_map(given).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
