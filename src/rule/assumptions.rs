//! What a user says of requests beyond what they show themselves.

use super::is_job_id;
use crate::catalogue::Catalogue;
use crate::sync_schema::SyncSchema;
use crate::text::placeholder::Pattern;

/// What is taken for granted of a request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Assumptions<'a> {
    /// The synchronization schema of its job.
    pub sync_schema: Option<&'a SyncSchema>,
    /// Where its job reads and writes.
    pub direction: Option<Direction>,
    /// The id of its job, if it is known from another file: that of the request which takes this body.
    pub job: Option<&'a str>,
    /// The metadata of Graph; none for what is built in.
    pub catalogue: Option<&'a Catalogue>,
    /// What stands for a value that is filled in before the request is sent.
    pub placeholders: &'a [Pattern],
}

/// What a job provisions from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From Microsoft Entra ID to an application.
    ToApplication,
    /// From Active Directory to Microsoft Entra ID.
    FromActiveDirectory,
    /// From the software of human resources, such as Workday.
    FromHr,
    /// From one tenant of Microsoft Entra ID to another.
    CrossTenant,
}

/// The tags with which the ids of jobs begin, in lower case. Those of other directions are not known well enough.
const TAGS: [(&str, Direction); 5] = [
    ("ad2aad", Direction::FromActiveDirectory),
    ("azure2azure", Direction::CrossTenant),
    ("scim", Direction::ToApplication),
    ("aws", Direction::ToApplication),
    ("githubenterprise", Direction::ToApplication),
];

impl Direction {
    /// The direction of the job with this id, if the id says so, and the tag in it that does.
    #[must_use]
    pub fn of_job(id: &str) -> Option<(Self, &str)> {
        let tag = id.split('.').next().filter(|_| is_job_id(id))?;
        let lower = tag.to_ascii_lowercase();
        TAGS.into_iter().find(|(known, _)| lower.starts_with(known)).map(|(_, direction)| (direction, tag))
    }

    /// Every direction, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::ToApplication, Self::FromActiveDirectory, Self::FromHr, Self::CrossTenant];

    /// Its name in a configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToApplication => "entra-to-app",
            Self::FromActiveDirectory => "ad-to-entra",
            Self::FromHr => "hr-to-entra",
            Self::CrossTenant => "entra-to-entra",
        }
    }
}
