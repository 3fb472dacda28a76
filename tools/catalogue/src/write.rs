//! Writes a model as a listing: sorted, one thing a line.

use crate::catalogue::model::{Containment, MemberDef, Model, OperationDef, Restrictions, TypeDef, TypeKind};

/// The listing; `head` becomes comment lines before it.
pub fn listing(model: &Model, head: &str) -> String {
    let mut lines: Vec<String> = head.lines().map(|line| format!("# {line}").trim_end().to_owned()).collect();
    if !model.date.is_empty() {
        lines.push(format!("date {}", model.date));
    }
    lines.extend(model.sources.iter().map(|source| format!("source {source}")));
    let mut part: Vec<String> = model.options.iter().map(|option| format!("option {option}")).collect();
    part.sort();
    lines.append(&mut part);
    part.extend(model.roots.iter().map(|root| {
        let tag = if root.ty.collection { "set" } else { "singleton" };
        format!("{tag} {} {}{}", root.name, root.ty.name, restriction_words(root.restrictions))
    }));
    let unbound = model.operations.iter().filter(|operation| operation.binding.is_none());
    part.extend(unbound.map(|operation| {
        let tag = if operation.function { "function" } else { "action" };
        format!("{tag} {}", operation_words(operation))
    }));
    part.sort();
    lines.append(&mut part);
    let mut types: Vec<&TypeDef> = model.types.iter().collect();
    types.sort_by(|one, other| one.name.cmp(&other.name));
    for ty in types {
        lines.push(type_line(ty));
        part.extend(ty.names.iter().map(|name| format!(" = {name}")));
        part.extend(ty.alternate_keys.iter().map(|key| format!(" k {key}")));
        part.extend(ty.members.iter().map(member_line));
        let bound = |operation: &&OperationDef| operation.binding.as_ref().is_some_and(|at| at.name == ty.name);
        part.extend(model.operations.iter().filter(bound).map(|operation| {
            format!(" {} {}", if operation.function { "f" } else { "a" }, operation_words(operation))
        }));
        part.sort();
        lines.append(&mut part);
    }
    lines.push(String::new());
    lines.join("\n")
}

fn type_line(ty: &TypeDef) -> String {
    let tag = match ty.kind {
        TypeKind::Entity => "entity",
        TypeKind::Complex => "complex",
        TypeKind::Enum => "enum",
    };
    let mut line = format!("{tag} {}", ty.name);
    if let Some(base) = &ty.base {
        line.push_str(&format!(" :{base}"));
    }
    for (holds, word) in [
        (ty.open && !ty.dictionary, " open"),
        (ty.dictionary, " dictionary"),
        (ty.is_abstract, " abstract"),
        (ty.flags, " flags"),
        (ty.media, " media"),
    ] {
        if holds {
            line.push_str(word);
        }
    }
    line + &restriction_words(ty.restrictions)
}

fn member_line(member: &MemberDef) -> String {
    let mut line = format!(" {} {} {}", if member.navigation { "n" } else { "p" }, member.name, member.ty);
    match member.containment {
        Containment::Unknown => {}
        Containment::Contained => line.push_str(" contained"),
        Containment::Reference => line.push_str(" reference"),
    }
    for (holds, word) in [(member.nullable, " null"), (member.computed, " computed")] {
        if holds {
            line.push_str(word);
        }
    }
    line + &restriction_words(member.restrictions)
}

fn operation_words(operation: &OperationDef) -> String {
    let mut line = operation.name.clone();
    if operation.binding.as_ref().is_some_and(|binding| binding.collection) {
        line.push_str(" of-all");
    }
    for parameter in &operation.parameters {
        let optional = if parameter.optional { "?" } else { "" };
        line.push_str(&format!(" {}:{}{optional}", parameter.name, parameter.ty));
    }
    if let Some(returns) = &operation.returns {
        line.push_str(&format!(" -> {returns}"));
    }
    if let Some(page) = &operation.page {
        line.push_str(&format!(" @{page}"));
    }
    line
}

fn restriction_words(restrictions: Restrictions) -> String {
    let all = [
        (restrictions.not_insertable, " no-insert"),
        (restrictions.not_updatable, " no-update"),
        (restrictions.not_deletable, " no-delete"),
    ];
    all.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect()
}
