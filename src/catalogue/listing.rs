//! The metadata of a version as text: sorted, one thing a line, so that a refresh can be read as a diff.
//!
//! ```text
//! date 2026-10-22
//! source msgraph-sdk 1.65.0
//! option startDateTime
//! set users user
//! singleton me user
//! entity user directoryObject open
//!  p accountEnabled Boolean null
//!  n messages [message] contained
//!  k userPrincipalName
//!  a sendMail Message:message SaveToSentItems:Boolean? @user-sendmail
//!  f delta of-all -> [user] @user-delta
//! enum bodyType
//!  = html
//! ```
//!
//! `build.rs` and the generator in `tools/catalogue`, which writes this form, include this file too.

use super::model::{
    Containment, MemberDef, Model, OperationDef, ParameterDef, Restrictions, RootDef, TypeDef, TypeKind, TypeRef,
};

/// Parses a listing into a model.
///
/// # Errors
/// The 1-based line that could not be understood, and why.
pub(crate) fn read(text: &str) -> Result<Model, String> {
    let mut model = Model::default();
    for (number, line) in text.lines().enumerate() {
        if !line.trim().is_empty() && !line.starts_with('#') {
            read_line(&mut model, line).map_err(|problem| format!("line {}: {problem}: `{line}`", number + 1))?;
        }
    }
    Ok(model)
}

fn read_line(model: &mut Model, line: &str) -> Result<(), String> {
    let mut words = line.split_ascii_whitespace();
    let tag = words.next().unwrap_or_default();
    if line.starts_with(' ') {
        return read_item(model, tag, words);
    }
    let name = words.next().ok_or("a name is missing")?.to_owned();
    match tag {
        "date" => model.date = name,
        "source" => model.sources.push(std::iter::once(name.as_str()).chain(words).collect::<Vec<_>>().join(" ")),
        "option" => model.options.push(name),
        "set" | "singleton" => {
            let ty = words.next().ok_or("a type is missing")?.to_owned();
            let mut root = RootDef { name, ty: TypeRef { name: ty, collection: tag == "set" }, ..RootDef::default() };
            for word in words {
                restriction(&mut root.restrictions, word)?;
            }
            model.roots.push(root);
        }
        "action" | "function" => {
            let operation = operation(tag == "function", None, name, words)?;
            model.operations.push(operation);
        }
        "entity" | "complex" | "enum" => {
            let kind = match tag {
                "entity" => TypeKind::Entity,
                "complex" => TypeKind::Complex,
                _ => TypeKind::Enum,
            };
            let mut ty = TypeDef { name, kind, ..TypeDef::default() };
            for word in words {
                match word {
                    "open" => ty.open = true,
                    "dictionary" => (ty.open, ty.dictionary) = (true, true),
                    "abstract" => ty.is_abstract = true,
                    "flags" => ty.flags = true,
                    "media" => ty.media = true,
                    base if base.starts_with(':') => ty.base = Some(base[1..].to_owned()),
                    other => restriction(&mut ty.restrictions, other)?,
                }
            }
            model.types.push(ty);
        }
        _ => return Err("an unknown kind of line".to_owned()),
    }
    Ok(())
}

/// Reads a line that belongs to the type above it.
fn read_item<'l>(model: &mut Model, tag: &str, mut words: impl Iterator<Item = &'l str>) -> Result<(), String> {
    let owner = model.types.last_mut().ok_or("it belongs to no type")?;
    let name = words.next().ok_or("a name is missing")?.to_owned();
    match tag {
        "=" => owner.names.extend(std::iter::once(name).chain(words.map(str::to_owned))),
        "k" => owner.alternate_keys.push(name),
        "p" | "n" => {
            let ty = type_ref(words.next().ok_or("a type is missing")?);
            let mut member = MemberDef { name, ty, navigation: tag == "n", ..MemberDef::default() };
            for word in words {
                match word {
                    "null" => member.nullable = true,
                    "computed" => member.computed = true,
                    "contained" => member.containment = Containment::Contained,
                    "reference" => member.containment = Containment::Reference,
                    other => restriction(&mut member.restrictions, other)?,
                }
            }
            owner.members.push(member);
        }
        "a" | "f" => {
            let binding = TypeRef { name: owner.name.clone(), collection: false };
            let operation = operation(tag == "f", Some(binding), name, words)?;
            model.operations.push(operation);
        }
        _ => return Err("an unknown kind of line".to_owned()),
    }
    Ok(())
}

fn operation<'l>(
    function: bool,
    binding: Option<TypeRef>,
    name: String,
    mut words: impl Iterator<Item = &'l str>,
) -> Result<OperationDef, String> {
    let mut operation = OperationDef { name, function, binding, ..OperationDef::default() };
    while let Some(word) = words.next() {
        if word == "of-all" {
            if let Some(binding) = &mut operation.binding {
                binding.collection = true;
            }
        } else if word == "->" {
            operation.returns = Some(type_ref(words.next().ok_or("a type is missing")?));
        } else if let Some(page) = word.strip_prefix('@') {
            operation.page = Some(page.to_owned());
        } else {
            let (name, ty) = word.split_once(':').ok_or("a parameter without a type")?;
            let (ty, optional) = ty.strip_suffix('?').map_or((ty, false), |ty| (ty, true));
            operation.parameters.push(ParameterDef { name: name.to_owned(), ty: type_ref(ty), optional });
        }
    }
    Ok(operation)
}

fn restriction(restrictions: &mut Restrictions, word: &str) -> Result<(), String> {
    match word {
        "no-insert" => restrictions.not_insertable = true,
        "no-update" => restrictions.not_updatable = true,
        "no-delete" => restrictions.not_deletable = true,
        _ => return Err(format!("unknown word `{word}`")),
    }
    Ok(())
}

/// Reads a type such as `user`, `[user]` or `String`.
fn type_ref(words: &str) -> TypeRef {
    let inner = words.strip_prefix('[').and_then(|words| words.strip_suffix(']'));
    TypeRef { name: inner.unwrap_or(words).to_owned(), collection: inner.is_some() }
}
