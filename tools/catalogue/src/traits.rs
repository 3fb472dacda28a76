//! What the SDKs lose, from the hand-kept list: open, abstract, flags, containment, roots, restrictions.
//!
//! A line is a trait, what has it, and its members if it is they that have it: `contained user messages events`.

use std::collections::{BTreeSet, HashMap};

use crate::catalogue::listing;
use crate::catalogue::model::{
    Containment, Model, OperationDef, ParameterDef, Restrictions, RootDef, TypeDef, TypeRef,
};
use crate::paths;

/// Adds the traits in `text` to `model`. What the model does not have is passed over: the list is for both versions.
pub fn apply(text: &str, model: &mut Model) -> Result<(), String> {
    let lines = || {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        lines.map(|(number, line)| (number + 1, line.split_ascii_whitespace().collect::<Vec<_>>()))
    };
    let keyless: BTreeSet<String> = lines()
        .filter(|(_, words)| words.first() == Some(&"entity"))
        .flat_map(|(_, words)| words[1..].iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        .collect();
    paths::entities(model, &keyless);
    let index: HashMap<String, usize> = model.types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), at)).collect();
    let known = model.types.iter().filter(|ty| ty.flags).map(|ty| ty.name.clone());
    let kept = lines().filter(|(_, words)| words.first() == Some(&"flags"));
    let flags: BTreeSet<String> =
        known.chain(kept.filter_map(|(_, words)| Some((*words.get(1)?).to_owned()))).collect();
    // The packages show members that take several words of an enumeration as lists; Graph takes one text.
    for member in model.types.iter_mut().flat_map(|ty| &mut ty.members) {
        member.ty.collection &= !flags.contains(member.ty.name.as_str());
    }
    for parameter in model.operations.iter_mut().flat_map(|operation| &mut operation.parameters) {
        parameter.ty.collection &= !flags.contains(parameter.ty.name.as_str());
    }
    for (number, words) in lines() {
        let (tag, words) = words.split_first().ok_or("an empty line")?;
        if matches!(*tag, "set" | "singleton") {
            let [name, ty] = words else { return Err(format!("line {number}: a root has a name and a type")) };
            let known = model.roots.iter().any(|root| root.name == *name);
            if !known && (index.contains_key(*ty) || *ty == "Untyped") {
                let ty = TypeRef { name: (*ty).to_owned(), collection: *tag == "set" };
                model.roots.push(RootDef { name: (*name).to_owned(), ty, ..RootDef::default() });
            }
            continue;
        }
        if *tag == "entity" {
            continue;
        }
        if *tag == "parameters" {
            let [owner, name, parameters @ ..] = words else { return Err(format!("line {number}: a name is missing")) };
            let bound = |it: &&mut OperationDef| {
                it.name == *name && it.binding.as_ref().is_some_and(|binding| binding.name == *owner)
            };
            for operation in model.operations.iter_mut().filter(bound) {
                for parameter in parameters {
                    let (name, ty) = parameter.split_once(':').unwrap_or((parameter, "Untyped"));
                    if !operation.parameters.iter().any(|known| known.name == name) {
                        let ty = TypeRef { name: ty.to_owned(), collection: false };
                        operation.parameters.push(ParameterDef { name: name.to_owned(), ty, optional: true });
                    }
                }
            }
            continue;
        }
        if *tag == "optional" {
            let [owner, name, parameters @ ..] = words else { return Err(format!("line {number}: a name is missing")) };
            let bound = |it: &&mut OperationDef| {
                it.name == *name && it.binding.as_ref().is_some_and(|binding| binding.name == *owner)
            };
            for operation in model.operations.iter_mut().filter(bound) {
                let named = operation.parameters.iter_mut().filter(|it| parameters.contains(&it.name.as_str()));
                named.for_each(|parameter| parameter.optional = true);
            }
            continue;
        }
        if *tag == "list-parameter" {
            let [name, parameters @ ..] = words else { return Err(format!("line {number}: a name is missing")) };
            for operation in model.operations.iter_mut().filter(|operation| operation.name == *name) {
                let listed = operation.parameters.iter_mut().filter(|it| parameters.contains(&it.name.as_str()));
                listed.for_each(|parameter| parameter.ty.collection = true);
            }
            continue;
        }
        let (name, members) = words.split_first().ok_or(format!("line {number}: a name is missing"))?;
        if let Some(root) = model.roots.iter_mut().find(|root| name.strip_prefix('/') == Some(&root.name)) {
            restrict(&mut root.restrictions, tag);
            continue;
        }
        let Some(ty) = index.get(*name).and_then(|at| model.types.get_mut(*at)) else { continue };
        if !of_type(ty, tag, members) && !of_members(ty, tag, members) {
            return Err(format!("line {number}: unknown trait `{tag}`"));
        }
    }
    Ok(())
}

fn of_type(ty: &mut TypeDef, tag: &str, members: &[&str]) -> bool {
    match tag {
        "alternate" => {
            for key in members {
                if !ty.alternate_keys.iter().any(|known| known == key) {
                    ty.alternate_keys.push((*key).to_owned());
                }
            }
            return true;
        }
        _ if !members.is_empty() => return false,
        "open" => ty.open = true,
        "abstract" => ty.is_abstract = true,
        "flags" => ty.flags = true,
        "media" => ty.media = true,
        "dictionary" => (ty.open, ty.dictionary) = (true, true),
        _ => return restrict(&mut ty.restrictions, tag),
    }
    true
}

fn of_members(ty: &mut TypeDef, tag: &str, members: &[&str]) -> bool {
    let mut known = true;
    for member in ty.members.iter_mut().filter(|member| members.contains(&member.name.as_str())) {
        match tag {
            "contained" => member.containment = Containment::Contained,
            "reference" => member.containment = Containment::Reference,
            "computed" => member.computed = true,
            "list" => member.ty.collection = true,
            "stream" => member.ty.name = "Stream".to_owned(),
            _ => known &= restrict(&mut member.restrictions, tag),
        }
    }
    known
}

fn restrict(restrictions: &mut Restrictions, tag: &str) -> bool {
    match tag {
        "no-insert" => restrictions.not_insertable = true,
        "no-update" => restrictions.not_updatable = true,
        "no-delete" => restrictions.not_deletable = true,
        _ => return false,
    }
    true
}

/// Adds what only the listing `text` has: types, and members and operations of types. What names a type that the model
/// does not have is left out.
pub fn add(text: &str, model: &mut Model) -> Result<(), String> {
    let more = listing::read(text)?;
    let known: BTreeSet<String> = model.types.iter().chain(&more.types).map(|ty| ty.name.clone()).collect();
    let names =
        |ty: &TypeRef| known.contains(&ty.name) || ty.name.starts_with(|first: char| first.is_ascii_uppercase());
    for mut ty in more.types {
        ty.members.retain(|member| names(&member.ty));
        match model.types.iter_mut().find(|known| known.name == ty.name) {
            None => model.types.push(ty),
            Some(known) => {
                for member in ty.members {
                    if !known.members.iter().any(|other| other.name == member.name) {
                        known.members.push(member);
                    }
                }
            }
        }
    }
    let types: BTreeSet<String> = model.types.iter().map(|ty| ty.name.clone()).collect();
    for operation in more.operations {
        let is_known = model.operations.iter().any(|known| {
            known.name == operation.name && known.binding == operation.binding && known.function == operation.function
        });
        let all_known = operation.parameters.iter().map(|parameter| &parameter.ty).chain(&operation.returns).all(names);
        let bound = operation.binding.as_ref().is_some_and(|binding| types.contains(&binding.name));
        if !is_known && all_known && bound {
            model.operations.push(operation);
        }
    }
    Ok(())
}
