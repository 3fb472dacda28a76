//! What a job provisions from and to: what the user says of it, or what its id shows.

use crate::operation::{Choice, OwnKind, OwnSetting};
use crate::operations::synchronization::job_id::{self, is_job_id};
use crate::rule::Context;
use crate::text::{Span, offset};

/// What a job provisions from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From Microsoft Entra ID to an application.
    ToApplication,
    /// From Active Directory to Microsoft Entra ID.
    FromActiveDirectory,
    /// From the software of human resources, such as Workday.
    FromHr,
    /// From one tenant of Microsoft Entra ID to another.
    CrossTenant,
}

/// The setting that gives the direction.
pub(super) static SETTING: OwnSetting = OwnSetting {
    name: "direction",
    about: "What the jobs provision from and to. Ids and types are judged by it.",
    default: "\"auto\"",
    example: "direction = \"ad-to-entra\"",
    kind: OwnKind::Choice(&[
        Choice { word: "auto", about: "Taken from the id of the job in the URL, if it shows the direction." },
        Choice { word: "entra-to-app", about: "From Microsoft Entra ID to an application." },
        Choice { word: "ad-to-entra", about: "From Active Directory to Microsoft Entra ID." },
        Choice { word: "hr-to-entra", about: "From the software of human resources, such as Workday." },
        Choice { word: "entra-to-entra", about: "From one tenant of Microsoft Entra ID to another." },
    ]),
};

/// What a direction is known from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Evidence<'a> {
    Setting,
    /// By the id of the job, in the request that takes its body from this file.
    Sender(&'a str),
    /// By this part of the id of the job in the URL.
    Url(Span),
}

impl Evidence<'_> {
    /// The place in the request that shows it, if any does.
    pub(super) fn span(self) -> Option<Span> {
        match self {
            Self::Url(span) => Some(span),
            Self::Setting | Self::Sender(_) => None,
        }
    }
}

/// The tags with which the ids of jobs begin, in lower case. Those of other directions are not known well enough.
const TAGS: [(&str, Direction); 5] = [
    ("ad2aad", Direction::FromActiveDirectory),
    ("azure2azure", Direction::CrossTenant),
    ("scim", Direction::ToApplication),
    ("aws", Direction::ToApplication),
    ("githubenterprise", Direction::ToApplication),
];

/// The direction of the job, and what it is known from.
pub(super) fn direction<'a>(context: &'a Context<'_>) -> Option<(Direction, Evidence<'a>)> {
    let known = match context.assumptions().own.word(SETTING.name) {
        Some("entra-to-app") => Some(Direction::ToApplication),
        Some("ad-to-entra") => Some(Direction::FromActiveDirectory),
        Some("hr-to-entra") => Some(Direction::FromHr),
        Some("entra-to-entra") => Some(Direction::CrossTenant),
        _ => None,
    };
    if let Some(direction) = known {
        return Some((direction, Evidence::Setting));
    }
    if let Some(job) = context.assumptions().sent_key(job_id::KEY) {
        return Some((of_job(job)?.0, Evidence::Sender(job)));
    }
    let span = context.target().keys.get(job_id::KEY)?;
    let id = job_id::own(context.words(span));
    let (direction, tag) = of_job(id)?;
    let start = span.end - offset(id.len());
    Some((direction, Evidence::Url(Span::new(start, start + offset(tag.len())))))
}

/// The direction of the job with this id, if the id says so, and the tag in it that does.
fn of_job(id: &str) -> Option<(Direction, &str)> {
    let tag = id.split('.').next().filter(|_| is_job_id(id))?;
    let lower = tag.to_ascii_lowercase();
    TAGS.into_iter().find(|(known, _)| lower.starts_with(known)).map(|(_, direction)| (direction, tag))
}
