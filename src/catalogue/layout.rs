//! Where what is in the packed catalogue: little-endian rows of fixed width, sorted, over one table of strings.
//!
//! The packer writes this form and [`super::packed`] reads it in place. `build.rs` and the generator include this file too.
//!
//! The header is [`MAGIC`] and, for each [`Section`], the byte offset at which it begins, as `u32`; one more offset says where
//! the last one ends. Both versions share the rows: a row says in which versions it holds.

/// What a packed catalogue begins with; the digit changes with the layout.
pub(crate) const MAGIC: &[u8; 4] = b"MGC1";

/// The sections, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// `u24` offsets into [`Section::Text`], one more than there are strings. Sorted without regard to ASCII case.
    Strings,
    /// The words of all strings.
    Text,
    /// [`TYPE`] bytes each, sorted by name; one more row ends the last one's lists.
    Types,
    /// [`MEMBER`] bytes each, by type, then by name.
    Members,
    /// [`NAME`] bytes each: members of enumerations, by type, then by name.
    Names,
    /// [`KEY`] bytes each: alternate keys, by type, then by name.
    Keys,
    /// [`ROOT`] bytes each, by name.
    Roots,
    /// [`OPERATION`] bytes each, by the type that they are bound to, then by name; one more row ends the last one's list.
    Operations,
    /// [`PARAMETER`] bytes each, by operation, in the order of the metadata.
    Parameters,
    /// [`RESTRICTION`] bytes each, by what is restricted.
    Restrictions,
    /// [`PAGE`] bytes each: by operation.
    Pages,
    /// [`OPTION`] bytes each, by name.
    Options,
    /// Two rows of [`ORIGIN`] bytes, for v1.0 and for beta.
    Origins,
}

/// How many sections there are.
pub(crate) const SECTIONS: usize = 13;

/// Name `u16`; flags in v1.0 `u8`; flags in beta `u8`; base in v1.0 `u16`; base in beta `u16`; first member `u16`; first name `u16`.
pub(crate) const TYPE: usize = 12;
/// Name `u16`; type `u16`; flags `u8`.
pub(crate) const MEMBER: usize = 5;
/// Two columns: the name as `u16`, the versions as `u8`.
pub(crate) const NAME: usize = 3;
/// Type `u16`; name `u16`; versions `u8`.
#[cfg_attr(not(test), allow(dead_code, reason = "what packs the listings shares this file"))]
pub(crate) const KEY: usize = 5;
/// Name `u16`; type `u16`; flags `u8` (as of a member).
pub(crate) const ROOT: usize = 5;
/// Binding type `u16`; name `u16`; flags `u8`; type returned `u16`; first parameter `u16`.
pub(crate) const OPERATION: usize = 9;
/// Name `u16`; type `u16`; flags `u8`.
pub(crate) const PARAMETER: usize = 5;
/// Kind of what is restricted `u8`; its index `u16`; flags `u8`.
pub(crate) const RESTRICTION: usize = 4;
/// Two columns: the operation as `u16`, the string as `u16`.
pub(crate) const PAGE: usize = 4;
/// Two columns: the name as `u16`, the versions as `u8`.
pub(crate) const OPTION: usize = 3;
/// Date `u16`; sources, joined, `u16`.
pub(crate) const ORIGIN: usize = 4;

/// Where there is no type, no base, no binding.
pub(crate) const NONE: u16 = 0xFFFF;
/// Codes from here on are primitive types, by their place in [`PRIMITIVES`].
pub(crate) const FIRST_PRIMITIVE: u16 = 0xFF00;

/// The primitive types. A number from an SDK, whose width is not known, is `Int64` or `Double`.
pub(crate) const PRIMITIVES: [&str; 19] = [
    "String",
    "Boolean",
    "Int64",
    "Int32",
    "Int16",
    "Byte",
    "SByte",
    "Double",
    "Single",
    "Decimal",
    "Guid",
    "DateTimeOffset",
    "Date",
    "TimeOfDay",
    "Duration",
    "Binary",
    "Stream",
    "Untyped",
    "Geography",
];

/// Bits of the flags of a type, in one version.
pub(crate) mod type_flag {
    /// The two bits of the kind: 0 where the version has no such type.
    pub(crate) const KIND: u8 = 0b11;
    pub(crate) const ENTITY: u8 = 1;
    pub(crate) const COMPLEX: u8 = 2;
    pub(crate) const ENUM: u8 = 3;
    pub(crate) const OPEN: u8 = 1 << 2;
    pub(crate) const ABSTRACT: u8 = 1 << 3;
    pub(crate) const FLAGS: u8 = 1 << 4;
    /// It has a media stream.
    pub(crate) const MEDIA: u8 = 1 << 5;
    /// Its properties are entries of a dictionary.
    pub(crate) const DICTIONARY: u8 = 1 << 6;
}

/// Bits of the flags of members, roots, operations and parameters. The lower two are the versions: bit 0 v1.0, bit 1 beta.
pub(crate) mod flag {
    /// The two bits of the versions.
    pub(crate) const VERSIONS: u8 = 0b11;
    /// The type is a list of what it names.
    pub(crate) const COLLECTION: u8 = 1 << 2;
    /// `null` is a value; a parameter can be left out.
    pub(crate) const NULLABLE: u8 = 1 << 3;
    /// A navigation property; a function.
    pub(crate) const NAVIGATION: u8 = 1 << 4;
    /// The service computes it; an operation is bound to the collection.
    pub(crate) const COMPUTED: u8 = 1 << 5;
    /// It contains what it leads to.
    pub(crate) const CONTAINED: u8 = 1 << 6;
    /// It does not contain what it leads to.
    pub(crate) const REFERENCE: u8 = 1 << 7;
}

/// Bits of restrictions, from bit 2 on; the lower two are the versions.
pub(crate) mod restriction {
    pub(crate) const INSERT: u8 = 1 << 2;
    pub(crate) const UPDATE: u8 = 1 << 3;
    pub(crate) const DELETE: u8 = 1 << 4;
    /// What is restricted: a type.
    pub(crate) const OF_TYPE: u8 = 0;
    pub(crate) const OF_MEMBER: u8 = 1;
    pub(crate) const OF_ROOT: u8 = 2;
}

/// Compares names as the catalogue sorts them: without regard to ASCII case, then with it.
#[must_use]
pub(crate) fn order(one: &str, other: &str) -> std::cmp::Ordering {
    folded(one, other).then_with(|| one.cmp(other))
}

/// Compares names without regard to ASCII case.
#[must_use]
pub(crate) fn folded(one: impl AsRef<[u8]>, other: impl AsRef<[u8]>) -> std::cmp::Ordering {
    let (one, other) = (one.as_ref(), other.as_ref());
    let mut at = 0;
    loop {
        let [one, other] = [one.get(at), other.get(at)];
        if one != other {
            let order = one.map(u8::to_ascii_lowercase).cmp(&other.map(u8::to_ascii_lowercase));
            if order.is_ne() {
                return order;
            }
        } else if one.is_none() {
            return std::cmp::Ordering::Equal;
        }
        at += 1;
    }
}
