//! The type of a value: what it is, and whether it is a list.

use super::layout::{FIRST_PRIMITIVE, NONE, PRIMITIVES, flag};
use super::{Graph, Type};

/// The type of a property, a parameter or a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value<'c> {
    /// What it is; of a list, what its elements are.
    pub ty: ValueType<'c>,
    /// Whether it is a list.
    pub collection: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueType<'c> {
    /// A number, a text, a date …
    Primitive(Primitive),
    /// An entity, a structure, or a member of an enumeration.
    Named(Type<'c>),
}

/// The primitive types of OData.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of OData")]
pub(crate) enum Primitive {
    String,
    Boolean,
    /// Also any whole number whose width is not known.
    Int64,
    Int32,
    Int16,
    Byte,
    SByte,
    /// Also any other number whose width is not known.
    Double,
    Single,
    Decimal,
    Guid,
    DateTimeOffset,
    Date,
    TimeOfDay,
    Duration,
    Binary,
    /// Content with an address of its own, which is not part of a body.
    Stream,
    /// JSON of any kind, or a type that is not known.
    Untyped,
    Geography,
}

/// In the order of [`PRIMITIVES`].
const ALL: [Primitive; PRIMITIVES.len()] = {
    use Primitive::{
        Binary, Boolean, Byte, Date, DateTimeOffset, Decimal, Double, Duration, Geography, Guid, Int16, Int32, Int64,
        SByte, Single, Stream, String, TimeOfDay, Untyped,
    };
    [
        String,
        Boolean,
        Int64,
        Int32,
        Int16,
        Byte,
        SByte,
        Double,
        Single,
        Decimal,
        Guid,
        DateTimeOffset,
        Date,
        TimeOfDay,
        Duration,
        Binary,
        Stream,
        Untyped,
        Geography,
    ]
};

impl Primitive {
    /// The name in OData, without `Edm.`.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        let at = ALL.iter().position(|known| *known == self);
        at.and_then(|at| PRIMITIVES.get(at)).copied().unwrap_or_default()
    }

    /// Whether it is a number.
    #[must_use]
    pub(crate) fn is_number(self) -> bool {
        self.is_integer() || matches!(self, Self::Double | Self::Single | Self::Decimal)
    }

    /// Whether it is a whole number.
    #[must_use]
    pub(crate) fn is_integer(self) -> bool {
        matches!(self, Self::Int64 | Self::Int32 | Self::Int16 | Self::Byte | Self::SByte)
    }
}

impl<'c> Value<'c> {
    /// The value that a code and flags stand for, or `None` where there is no type.
    pub(super) fn new(graph: Graph<'c>, code: u16, flags: u8) -> Option<Self> {
        let collection = flags & flag::COLLECTION != 0;
        let ty = match code {
            NONE => return None,
            code if code >= FIRST_PRIMITIVE => {
                ValueType::Primitive(*ALL.get(usize::from(code - FIRST_PRIMITIVE)).unwrap_or(&Primitive::Untyped))
            }
            code => Type::new(graph, code).map_or(ValueType::Primitive(Primitive::Untyped), ValueType::Named),
        };
        Some(Self { ty, collection })
    }

    /// The type, unless it is primitive.
    #[must_use]
    pub(crate) fn named(self) -> Option<Type<'c>> {
        match self.ty {
            ValueType::Named(ty) => Some(ty),
            ValueType::Primitive(_) => None,
        }
    }

    /// The primitive type, if it is one.
    #[must_use]
    pub(crate) fn primitive(self) -> Option<Primitive> {
        match self.ty {
            ValueType::Primitive(primitive) => Some(primitive),
            ValueType::Named(_) => None,
        }
    }

    /// One of these, if this is a list.
    #[must_use]
    pub(crate) fn element(self) -> Self {
        Self { collection: false, ..self }
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self.ty {
            ValueType::Primitive(primitive) => primitive.name(),
            ValueType::Named(ty) => ty.name(),
        };
        if self.collection { write!(formatter, "Collection({name})") } else { formatter.write_str(name) }
    }
}
