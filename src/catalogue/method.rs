//! Which methods go with what a path leads to.

use super::route::{End, Holder};

/// What changes or reads one thing. PUT is never judged against PATCH.
const ONE: &[&str] = &["GET", "PATCH", "PUT", "DELETE"];

impl End<'_> {
    /// The methods that go with it, or `None` where any may.
    #[must_use]
    pub(crate) fn methods(self) -> &'static [&'static str] {
        match self {
            Self::Collection { holder: Holder::Result(operation), .. } | Self::Function(operation)
                if operation.takes_post() =>
            {
                &["GET", "POST"]
            }
            Self::Entity { holder: Holder::Result(operation), keyed: false, .. } if operation.takes_post() => {
                &["GET", "POST", "PATCH", "PUT", "DELETE"]
            }
            Self::Collection { holder: Holder::Result(_), .. } | Self::Function(_) | Self::Count => &["GET"],
            Self::Collection { .. } => &["GET", "POST"],
            Self::Entity { .. } | Self::Content => ONE,
            Self::Property(value) if !value.collection => ONE,
            Self::Action(_) | Self::Batch => &["POST"],
            Self::Metadata | Self::Service => &["GET"],
            Self::Property(_) | Self::Reference { .. } | Self::Unknown => &[],
        }
    }
}
