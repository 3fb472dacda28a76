//! A model of Graph's metadata as plain data: what the readers of the listing and of CSDL produce and what the packer takes.
//!
//! `build.rs` and the generator in `tools/catalogue` include this file too, so it names nothing of the library.

/// The metadata of one version of Graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Model {
    /// The day that the metadata is of, as `2026-10-22`; empty if nobody says.
    pub date: String,
    /// What it was made from, one source a line: `msgraph-sdk 1.65.0`.
    pub sources: Vec<String>,
    pub types: Vec<TypeDef>,
    pub roots: Vec<RootDef>,
    pub operations: Vec<OperationDef>,
    /// Query options that are not OData's: `startDateTime`.
    pub options: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeKind {
    /// It has a key and an address of its own.
    #[default]
    Entity,
    /// A structure inside of others.
    Complex,
    Enum,
}

/// What the service refuses, by the capability annotations of the metadata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Restrictions {
    pub not_insertable: bool,
    pub not_updatable: bool,
    pub not_deletable: bool,
}

/// An entity, complex or enumeration type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeDef {
    /// The name without `microsoft.graph.`: `user`, `security.alert`.
    pub name: String,
    pub kind: TypeKind,
    /// The type that it derives from.
    pub base: Option<String>,
    /// Whether it takes properties that the metadata does not declare.
    pub open: bool,
    /// Whether its properties are entries of a dictionary, named by their author.
    pub dictionary: bool,
    /// Whether only types derived from it exist.
    pub is_abstract: bool,
    /// Whether several members of the enumeration can be given at once.
    pub flags: bool,
    /// Whether the entity has a media stream (`/$value`).
    pub media: bool,
    pub restrictions: Restrictions,
    /// Properties and navigation properties of its own.
    pub members: Vec<MemberDef>,
    /// The names of an enumeration.
    pub names: Vec<String>,
    /// Properties that can be in place of the key: `appId`.
    pub alternate_keys: Vec<String>,
}

/// A type with its multiplicity. Primitive types have a capital: `String`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeRef {
    /// The name as in [`TypeDef::name`], or that of a primitive type without `Edm.`.
    pub name: String,
    /// Whether it is a list.
    pub collection: bool,
}

/// Whether a navigation property contains what it leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Containment {
    #[default]
    Unknown,
    /// The target belongs to the owner: it is created by POST and deleted with it.
    Contained,
    /// The target lives elsewhere: `$ref` adds and removes references.
    Reference,
}

/// A property or navigation property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MemberDef {
    pub name: String,
    pub ty: TypeRef,
    /// Whether it leads to other entities.
    pub navigation: bool,
    /// Whether `null` is a value.
    pub nullable: bool,
    /// Of a navigation property: whether it contains what it leads to.
    pub containment: Containment,
    /// Whether the service computes it.
    pub computed: bool,
    pub restrictions: Restrictions,
}

/// An entity set or singleton.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RootDef {
    pub name: String,
    /// The type; a collection for an entity set.
    pub ty: TypeRef,
    pub restrictions: Restrictions,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OperationDef {
    pub name: String,
    /// Whether it is a function.
    pub function: bool,
    /// What it is bound to, or `None` if it hangs at the root.
    pub binding: Option<TypeRef>,
    /// Its parameters, without the one that it is bound by.
    pub parameters: Vec<ParameterDef>,
    pub returns: Option<TypeRef>,
    /// The last part of the address of its page in the reference: `user-sendmail`.
    pub page: Option<String>,
}

/// A parameter of an action or function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParameterDef {
    pub name: String,
    pub ty: TypeRef,
    /// Whether it can be left out.
    pub optional: bool,
}

/// The namespace that names lose in this model.
pub(crate) const NAMESPACE: &str = "microsoft.graph.";

/// `name` without the namespace, or its alias `graph.`.
#[must_use]
pub(crate) fn short(name: &str) -> &str {
    let cut = |prefix: &str| {
        let head = name.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| &name[prefix.len()..])
    };
    cut(NAMESPACE).or_else(|| cut("graph.")).unwrap_or(name)
}

impl std::fmt::Display for TypeRef {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.collection { write!(formatter, "[{}]", self.name) } else { formatter.write_str(&self.name) }
    }
}
