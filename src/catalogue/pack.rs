//! Packs models into the bytes of [`super::layout`]: sorted rows over one table of strings, shared by the versions.
//!
//! `build.rs` includes this file too.

use std::collections::{BTreeMap, HashMap};

use super::layout::{
    self, FIRST_PRIMITIVE, MAGIC, NONE, PRIMITIVES, SECTIONS, Section, flag, order, restriction, type_flag,
};
use super::model::{Containment, MemberDef, Model, Restrictions, TypeDef, TypeKind, TypeRef};
use super::strings::Strings;

/// Packs `models`, each with the versions that it is of: 1 for v1.0, 2 for beta, 3 for both.
///
/// # Errors
/// A name that is used and not defined, or a table with more rows than the layout has room for.
pub(crate) fn pack(models: &[(u8, &Model)]) -> Result<Vec<u8>, String> {
    let strings = Strings::of(models)?;
    let types = merged_types(models);
    let names: Vec<&str> = types.keys().map(|name| name.0).collect();
    let ids: HashMap<&str, u16> = (0_u16..).zip(&names).map(|(id, name)| (*name, id)).collect();
    if names.len() >= usize::from(FIRST_PRIMITIVE) {
        return Err(format!("{} types: there is no room for more than {FIRST_PRIMITIVE}", names.len()));
    }
    let mut packer = Packer { strings, ids, sections: Default::default() };
    packer.types(&types)?;
    packer.roots(models)?;
    packer.operations(models)?;
    packer.options(models)?;
    packer.origins(models)?;
    packer.sections[Section::Restrictions as usize].sort();
    packer.finish()
}

/// A name in the order of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Name<'m>(&'m str);

impl Ord for Name<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        order(self.0, other.0)
    }
}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The definitions of a type in the versions that have it.
type Definitions<'m> = Vec<(u8, &'m TypeDef)>;

fn merged_types<'m>(models: &[(u8, &'m Model)]) -> BTreeMap<Name<'m>, Definitions<'m>> {
    let mut types: BTreeMap<Name<'m>, Definitions<'m>> = BTreeMap::new();
    for (versions, model) in models {
        for ty in &model.types {
            types.entry(Name(&ty.name)).or_default().push((*versions, ty));
        }
    }
    types
}

struct Packer<'m> {
    strings: Strings<'m>,
    ids: HashMap<&'m str, u16>,
    sections: [Rows; SECTIONS],
}

/// The rows of a section, not yet joined.
type Rows = Vec<Vec<u8>>;

/// A row from its parts.
fn row(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn count(rows: &Rows) -> Result<u16, String> {
    u16::try_from(rows.len()).map_err(|_| format!("{} rows: a table holds 65,535 at most", rows.len()))
}

impl<'m> Packer<'m> {
    fn rows(&mut self, section: Section) -> &mut Rows {
        &mut self.sections[section as usize]
    }

    /// The code of a type.
    fn code(&self, ty: &TypeRef) -> Result<u16, String> {
        if let Some(id) = self.ids.get(ty.name.as_str()) {
            return Ok(*id);
        }
        let primitive = (FIRST_PRIMITIVE..).zip(PRIMITIVES).find(|(_, name)| *name == ty.name);
        let geography = ty.name.starts_with("Geography") || ty.name.starts_with("Geometry");
        let last = FIRST_PRIMITIVE + 18;
        primitive
            .map(|(code, _)| code)
            .or(geography.then_some(last))
            .ok_or(format!("type `{}` is not defined", ty.name))
    }

    fn restrict(&mut self, kind: u8, index: u16, versions: u8, restrictions: Restrictions) {
        let bits = [
            (restrictions.not_insertable, restriction::INSERT),
            (restrictions.not_updatable, restriction::UPDATE),
            (restrictions.not_deletable, restriction::DELETE),
        ];
        let bits = bits.iter().filter(|(holds, _)| *holds).fold(0, |all, (_, bit)| all | bit);
        if bits != 0 {
            // Big-endian while sorting, so that bytes sort as numbers; `finish` turns it round.
            let row = row(&[&[kind], &index.to_be_bytes(), &[bits | versions]]);
            self.rows(Section::Restrictions).push(row);
        }
    }

    fn types(&mut self, types: &BTreeMap<Name<'m>, Definitions<'m>>) -> Result<(), String> {
        for (name, definitions) in types {
            let id = count(&self.sections[Section::Types as usize])?;
            let (mut flags, mut bases) = ([0_u8; 2], [NONE; 2]);
            for (versions, ty) in definitions {
                let base = match &ty.base {
                    Some(base) => self.code(&TypeRef { name: base.clone(), collection: false })?,
                    None => NONE,
                };
                for version in [0, 1] {
                    if versions & (1 << version) != 0 {
                        flags[version] = type_flags(ty);
                        bases[version] = base;
                    }
                }
                self.restrict(restriction::OF_TYPE, id, *versions, ty.restrictions);
            }
            let (members, names) =
                (count(&self.sections[Section::Members as usize])?, count(&self.sections[Section::Names as usize])?);
            let row = row(&[
                &self.strings.id(name.0)?.to_le_bytes(),
                &flags,
                &bases[0].to_le_bytes(),
                &bases[1].to_le_bytes(),
                &members.to_le_bytes(),
                &names.to_le_bytes(),
            ]);
            self.rows(Section::Types).push(row);
            self.members(definitions)?;
            self.names(definitions)?;
            self.keys(id, definitions)?;
        }
        let (members, names) =
            (count(&self.sections[Section::Members as usize])?, count(&self.sections[Section::Names as usize])?);
        let end = row(&[&[0; 8], &members.to_le_bytes(), &names.to_le_bytes()]);
        self.rows(Section::Types).push(end);
        Ok(())
    }

    fn members(&mut self, definitions: &Definitions<'m>) -> Result<(), String> {
        // The same member in several versions is one row.
        let mut rows: BTreeMap<(u16, u16, u8), (u8, Restrictions)> = BTreeMap::new();
        for (versions, ty) in definitions {
            for member in &ty.members {
                let key = (self.strings.id(&member.name)?, self.code(&member.ty)?, member_flags(member));
                let entry = rows.entry(key).or_default();
                entry.0 |= versions;
                entry.1 = member.restrictions;
            }
        }
        for ((name, ty, flags), (versions, restrictions)) in rows {
            let index = count(&self.sections[Section::Members as usize])?;
            self.restrict(restriction::OF_MEMBER, index, versions, restrictions);
            let row = row(&[&name.to_le_bytes(), &ty.to_le_bytes(), &[flags | versions]]);
            self.rows(Section::Members).push(row);
        }
        Ok(())
    }

    fn names(&mut self, definitions: &Definitions<'m>) -> Result<(), String> {
        let mut rows: BTreeMap<u16, u8> = BTreeMap::new();
        for (versions, ty) in definitions {
            for name in &ty.names {
                *rows.entry(self.strings.id(name)?).or_default() |= versions;
            }
        }
        let rows = rows.into_iter().map(|(name, versions)| row(&[&name.to_le_bytes(), &[versions]]));
        self.rows(Section::Names).extend(rows);
        Ok(())
    }

    fn keys(&mut self, id: u16, definitions: &Definitions<'m>) -> Result<(), String> {
        let mut rows: BTreeMap<u16, u8> = BTreeMap::new();
        for (versions, ty) in definitions {
            for key in &ty.alternate_keys {
                *rows.entry(self.strings.id(key)?).or_default() |= versions;
            }
        }
        let rows = rows.into_iter().map(|(name, versions)| row(&[&id.to_le_bytes(), &name.to_le_bytes(), &[versions]]));
        self.rows(Section::Keys).extend(rows);
        Ok(())
    }

    fn roots(&mut self, models: &[(u8, &'m Model)]) -> Result<(), String> {
        let mut rows: BTreeMap<(u16, u16, u8), (u8, Restrictions)> = BTreeMap::new();
        for (versions, model) in models {
            for root in &model.roots {
                let collection = if root.ty.collection { flag::COLLECTION } else { 0 };
                let entry = rows.entry((self.strings.id(&root.name)?, self.code(&root.ty)?, collection)).or_default();
                entry.0 |= versions;
                entry.1 = root.restrictions;
            }
        }
        for ((name, ty, flags), (versions, restrictions)) in rows {
            let index = count(&self.sections[Section::Roots as usize])?;
            self.restrict(restriction::OF_ROOT, index, versions, restrictions);
            let row = row(&[&name.to_le_bytes(), &ty.to_le_bytes(), &[flags | versions]]);
            self.rows(Section::Roots).push(row);
        }
        Ok(())
    }

    fn operations(&mut self, models: &[(u8, &'m Model)]) -> Result<(), String> {
        /// Binding, name, flags, type returned, parameters.
        type Key = (u16, u16, u8, u16, Vec<(u16, u16, u8)>);
        let mut rows: BTreeMap<Key, (u8, Option<&'m str>)> = BTreeMap::new();
        for (versions, model) in models {
            for operation in &model.operations {
                let mut flags = if operation.function { flag::NAVIGATION } else { 0 };
                let binding = match &operation.binding {
                    Some(binding) => {
                        flags |= if binding.collection { flag::COMPUTED } else { 0 };
                        self.code(binding)?
                    }
                    None => NONE,
                };
                let returns = match &operation.returns {
                    Some(ty) => {
                        flags |= if ty.collection { flag::COLLECTION } else { 0 };
                        self.code(ty)?
                    }
                    None => NONE,
                };
                let mut parameters = Vec::new();
                for parameter in &operation.parameters {
                    let collection = if parameter.ty.collection { flag::COLLECTION } else { 0 };
                    let optional = if parameter.optional { flag::NULLABLE } else { 0 };
                    parameters.push((
                        self.strings.id(&parameter.name)?,
                        self.code(&parameter.ty)?,
                        collection | optional,
                    ));
                }
                let key = (binding, self.strings.id(&operation.name)?, flags, returns, parameters);
                let entry = rows.entry(key).or_default();
                entry.0 |= versions;
                entry.1 = entry.1.or(operation.page.as_deref());
            }
        }
        for ((binding, name, flags, returns, parameters), (versions, page)) in rows {
            let index = count(&self.sections[Section::Operations as usize])?;
            let first = count(&self.sections[Section::Parameters as usize])?;
            let row_of_operation = row(&[
                &binding.to_le_bytes(),
                &name.to_le_bytes(),
                &[flags | versions],
                &returns.to_le_bytes(),
                &first.to_le_bytes(),
            ]);
            self.rows(Section::Operations).push(row_of_operation);
            let rows = parameters
                .into_iter()
                .map(|(name, ty, flags)| row(&[&name.to_le_bytes(), &ty.to_le_bytes(), &[flags]]));
            self.rows(Section::Parameters).extend(rows);
            if let Some(page) = page {
                let row = row(&[&index.to_le_bytes(), &self.strings.id(page)?.to_le_bytes()]);
                self.rows(Section::Pages).push(row);
            }
        }
        let first = count(&self.sections[Section::Parameters as usize])?;
        let end = row(&[&NONE.to_le_bytes(), &[0; 5], &first.to_le_bytes()]);
        self.rows(Section::Operations).push(end);
        Ok(())
    }

    fn options(&mut self, models: &[(u8, &'m Model)]) -> Result<(), String> {
        let mut rows: BTreeMap<u16, u8> = BTreeMap::new();
        for (versions, model) in models {
            for option in &model.options {
                *rows.entry(self.strings.id(option)?).or_default() |= versions;
            }
        }
        let rows = rows.into_iter().map(|(name, versions)| row(&[&name.to_le_bytes(), &[versions]]));
        self.rows(Section::Options).extend(rows);
        Ok(())
    }

    fn origins(&mut self, models: &[(u8, &'m Model)]) -> Result<(), String> {
        for version in [1_u8, 2] {
            let at = models.iter().position(|(versions, _)| versions & version != 0);
            let (date, sources) = match at.and_then(|at| Some((at, models.get(at)?))) {
                // The sources are after all other strings: they are only printed, never looked up.
                Some((at, (_, model))) => {
                    let sources = u16::try_from(self.strings.words.len() + at).map_err(|_| "too many strings")?;
                    (self.strings.id(&model.date)?, sources)
                }
                None => (NONE, NONE),
            };
            let row = row(&[&date.to_le_bytes(), &sources.to_le_bytes()]);
            self.rows(Section::Origins).push(row);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, String> {
        let mut text = Vec::new();
        let words = self.strings.words.iter().copied().chain(self.strings.extra.iter().map(String::as_str));
        let mut offsets = vec![vec![0; 3]];
        for words in words {
            text.extend_from_slice(words.as_bytes());
            let end = u32::try_from(text.len()).ok().filter(|end| *end < 1 << 24).ok_or("too much text")?;
            offsets.push(end.to_le_bytes()[..3].to_vec());
        }
        *self.rows(Section::Strings) = offsets;
        *self.rows(Section::Text) = vec![text];
        for row in self.rows(Section::Restrictions) {
            row.swap(1, 2);
        }
        let header = MAGIC.len() + 4 * (SECTIONS + 1);
        let mut bytes = MAGIC.to_vec();
        let mut at = header;
        for section in &self.sections {
            bytes.extend(u32::try_from(at).map_err(|_| "too many bytes")?.to_le_bytes());
            at += section.iter().map(Vec::len).sum::<usize>();
        }
        bytes.extend(u32::try_from(at).map_err(|_| "too many bytes")?.to_le_bytes());
        for section in &self.sections {
            section.iter().for_each(|row| bytes.extend_from_slice(row));
        }
        debug_assert_eq!(bytes.len(), at);
        Ok(bytes)
    }
}

fn type_flags(ty: &TypeDef) -> u8 {
    let kind = match ty.kind {
        TypeKind::Entity => type_flag::ENTITY,
        TypeKind::Complex => type_flag::COMPLEX,
        TypeKind::Enum => type_flag::ENUM,
    };
    // An open structure that declares nothing has no names but those of its author: `security.stringValueDictionary`.
    let is_unnamed = ty.kind == TypeKind::Complex && ty.open && ty.base.is_none() && ty.members.is_empty();
    let bits = [
        (ty.open, type_flag::OPEN),
        (ty.is_abstract, type_flag::ABSTRACT),
        (ty.flags, type_flag::FLAGS),
        (ty.media, type_flag::MEDIA),
        (ty.dictionary || is_unnamed, type_flag::DICTIONARY),
    ];
    bits.iter().filter(|(holds, _)| *holds).fold(kind, |all, (_, bit)| all | bit)
}

fn member_flags(member: &MemberDef) -> u8 {
    let bits = [
        (member.ty.collection, flag::COLLECTION),
        (member.nullable, flag::NULLABLE),
        (member.navigation, flag::NAVIGATION),
        (member.computed, flag::COMPUTED),
        (member.containment == Containment::Contained, flag::CONTAINED),
        (member.containment == Containment::Reference, flag::REFERENCE),
    ];
    bits.iter().filter(|(holds, _)| *holds).fold(0, |all, (_, bit)| all | bit)
}

const _: () = assert!(Section::Origins as usize + 1 == SECTIONS);
const _: () = assert!(layout::PRIMITIVES.len() == 19);
