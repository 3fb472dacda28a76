//! What a user says of requests beyond what they show themselves.

use crate::sync_schema::SyncSchema;
use crate::text::placeholder::Pattern;

/// What is taken for granted of a request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Premises<'a> {
    /// The synchronization schema of its job.
    pub sync_schema: Option<&'a SyncSchema>,
    /// Where its job reads and writes.
    pub direction: Option<Direction>,
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

impl Direction {
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
