//! `validate --show-files`: what would be checked, as which format, and why.

use super::args::Validate;
use super::configs::Configs;
use super::tasks::{self, Origin};
use super::{EXIT_CLEAN, EXIT_FAILURE, Failure, Shell};
use crate::input::Claim;
use crate::source::visible;

pub(super) fn run(options: &Validate, configs: &mut Configs, shell: &mut Shell<'_, '_>) -> Result<u8, Failure> {
    let looked = tasks::each(options, configs, shell, |taken| {
        let reason = match (taken.origin, taken.claim) {
            (Origin::Folder, Claim::Fallback) => "found in a folder; the configuration says what it is",
            (Origin::Folder, Claim::Certain) => "found in a folder; name or content show the format",
            (Origin::Named, Claim::Certain) => "named; name or content show the format",
            (Origin::Named, Claim::Fallback) => "named; nothing shows another format",
        };
        (taken.source.name().to_owned(), taken.input.name, reason)
    });
    let (mut taken, notices) = match looked {
        Ok(looked) => looked,
        Err(report) => {
            shell.object(&report)?;
            return Ok(EXIT_FAILURE);
        }
    };
    taken.sort();
    for (path, format, reason) in taken {
        writeln!(shell.streams.stdout, "{}: {format} ({reason})", visible(&path, false))?;
    }
    shell.complain_of(&notices);
    Ok(if notices.is_empty() { EXIT_CLEAN } else { EXIT_FAILURE })
}
