//! Names of properties: which one is meant by a key that the type does not have.

use crate::catalogue::{Member, Type, TypeKind, Version};
use crate::schema::{Certainty, TypeFault};
use crate::text::suggest;

/// What is known of the object in which a key stands.
pub(crate) struct Place<'c> {
    pub(super) ty: Type<'c>,
    /// The type of the object around it.
    pub(super) around: Option<Type<'c>>,
    /// Whether the object names its type.
    pub(super) declared: bool,
    pub(super) creates: bool,
    /// Whether names may be others than those of the metadata at hand.
    pub(super) is_loose: bool,
}

impl<'c> Place<'c> {
    /// What is wrong with a key that no property has, or `None` if it may well be right. `derived` are all types that are derived
    /// from its own: to list them takes longer than everything else.
    pub(super) fn unknown(&self, key: &str, derived: &[Type<'c>]) -> Option<(TypeFault, Certainty)> {
        let ty = self.ty;
        if ty.is_dictionary() || ty.is_open() && looks_like_extension(key) {
            return None;
        }
        if !self.declared
            && let Some(derived) = derived.iter().find(|derived| derived.member(key).is_some())
        {
            let fault = TypeFault::Undeclared { derived: derived.name().to_owned() };
            return self.creates.then_some((fault, Certainty::Harmless));
        }
        if self.is_of_v1(key) {
            return None;
        }
        if self.is_id_of_navigation(key) {
            let fault = TypeFault::Unknown { nearest: None, parameter: false };
            return self.creates.then_some((fault, Certainty::Harmless));
        }
        let is_certain = !ty.is_open() && !self.is_loose;
        let refused = if is_certain { Certainty::Refused } else { Certainty::Doubtful };
        let nearest = suggest::nearest(key, ty.members().map(Member::name)).map(str::to_owned);
        Some(match (nearest, self.home(key)) {
            (nearest @ Some(_), _) => (TypeFault::Unknown { nearest, parameter: false }, refused),
            (None, Some(home)) => (TypeFault::Misplaced { home }, refused),
            (None, None) => (TypeFault::Unknown { nearest: None, parameter: false }, Certainty::Doubtful),
        })
    }

    /// Whether a key is the name of a navigation property with `Id` after it. Some services take such a name in place of a
    /// reference: requests for access packages have `accessPackageId`, which no metadata has.
    fn is_id_of_navigation(&self, key: &str) -> bool {
        let member = key.strip_suffix("Id").and_then(|name| self.ty.member(name));
        member.is_some_and(|member| member.is_navigation() && !member.value().collection)
    }

    /// Whether the type is one of beta, and has the property in v1.0: the packages of beta leave out what the service has.
    fn is_of_v1(&self, key: &str) -> bool {
        let graph = self.ty.graph();
        let stable = || graph.catalogue().graph(Version::V1).ty(self.ty.name());
        graph.version() == Version::Beta && stable().is_some_and(|ty| ty.member(key).is_some())
    }

    /// Where the property belongs, if there is only one place near by: in the value of a property, or in the object around.
    fn home(&self, key: &str) -> Option<Option<String>> {
        let has = |ty: Type<'c>| ty.member(key).is_some_and(|member| member.name() == key);
        if self.around.is_some_and(has) {
            return Some(None);
        }
        let complex = |member: &Member<'c>| member.value().named().filter(|ty| ty.kind() == TypeKind::Complex);
        let mut homes = self.ty.members().filter(|member| complex(member).is_some_and(has));
        let home = homes.next()?;
        homes.next().is_none().then(|| Some(home.name().to_owned()))
    }
}

/// Whether a key is that of a directory or schema extension: `extension_<application>_<name>`, `ext<id>_<name>`,
/// Names of the form `<domain>_<name>`.
fn looks_like_extension(key: &str) -> bool {
    key.contains('_')
}
