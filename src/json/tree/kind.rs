//! What a node is, and how a tree remembers it.

/// The types of JSON values, and one for a value that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The literal value `null` of JSON.
    Null,
    /// The literal value `true` of JSON.
    True,
    /// The literal value `false` of JSON.
    False,
    /// A number of any size, never converted to a float.
    Number,
    /// A string; the key of a member too.
    String,
    /// An array, written in `[` and `]`.
    Array,
    /// An object, written in `{` and `}`.
    Object,
    /// A value is here, or should, but nothing is known of it: an ellipsis, a missing value, something nested too
    /// deep. No rule may complain about what it is.
    Unknown,
}

impl Kind {
    /// Every kind, at the place of its number.
    const ALL: [Self; 8] =
        [Self::Null, Self::True, Self::False, Self::Number, Self::String, Self::Array, Self::Object, Self::Unknown];

    /// What a sentence calls a value of this kind.
    #[must_use]
    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::Null => "`null`",
            Self::True | Self::False => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Unknown => "something unknown",
        }
    }
}

/// The kind of a node and what is known of it besides, in one byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nature(u8);

impl Nature {
    /// The words of the text are not the value.
    pub(super) const MEANT: u8 = 1 << 3;
    /// Something is known to be left out of the container.
    pub(super) const INCOMPLETE: u8 = 1 << 4;
    /// The string is known to have no escape: what is between its quotes is its value.
    pub(super) const PLAIN: u8 = 1 << 5;
    /// A part of the string is not known.
    pub(super) const HOLED: u8 = 1 << 6;
    /// The number of the kind, which has the bits below.
    const KIND: u8 = (1 << 3) - 1;

    /// Of a node of which nothing is known but its kind.
    #[inline]
    pub(super) fn of(kind: Kind) -> Self {
        Self(kind as u8)
    }

    #[inline]
    pub(super) fn kind(self) -> Kind {
        Kind::ALL[usize::from(self.0 & Self::KIND)]
    }

    pub(super) fn set_kind(&mut self, kind: Kind) {
        self.0 = self.0 & !Self::KIND | kind as u8;
    }

    #[inline]
    pub(super) fn has(self, mark: u8) -> bool {
        self.0 & mark != 0
    }

    pub(super) fn mark(&mut self, mark: u8) {
        self.0 |= mark;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_stands_at_its_number_beside_all_marks() {
        for (number, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
            let mut nature = Nature::of(Kind::Unknown);
            nature.mark(Nature::MEANT);
            nature.set_kind(kind);
            nature.mark(Nature::INCOMPLETE);
            nature.mark(Nature::PLAIN);
            assert_eq!(nature.kind(), kind);
            assert!([Nature::MEANT, Nature::INCOMPLETE, Nature::PLAIN].into_iter().all(|mark| nature.has(mark)));
            assert!(!Nature::of(kind).has(Nature::MEANT | Nature::INCOMPLETE | Nature::PLAIN));
        }
    }
}
