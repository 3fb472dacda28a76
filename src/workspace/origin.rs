//! Why a file is part of a run.

/// Why a file is part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Named,
    /// It was named by a tool that names every file, such as a pre-commit hook.
    Offered,
    /// It is in a folder that the user named.
    Folder,
    /// A request of a checked file takes its body from it.
    Body,
}

impl Origin {
    /// Whether it is checked even if its format is not recognised.
    pub(crate) fn is_wanted(self) -> bool {
        matches!(self, Self::Named | Self::Body)
    }
}
