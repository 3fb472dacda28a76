//! Why a file is looked at.

/// Why a file is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Named,
    /// It was named by what names every file, whatever is in it, as a pre-commit hook does.
    Offered,
    /// It lies in a folder that the user named.
    Folder,
    /// A request that is looked at takes its body from it.
    Body,
}

impl Origin {
    /// Whether somebody wants it checked even if nothing shows what it is.
    pub(crate) fn is_wanted(self) -> bool {
        matches!(self, Self::Named | Self::Body)
    }
}
