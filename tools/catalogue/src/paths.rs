//! Types from the models of an SDK; roots, navigation, actions and functions from the paths of its request builders.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalogue::model::{
    Containment, MemberDef, Model, OperationDef, ParameterDef, RootDef, TypeDef, TypeKind, TypeRef,
};
use crate::python::{self, Builder, Module, Value};
use crate::wheel::Package;

/// Types that the SDK adds itself.
const MADE_UP: [&str; 6] = [
    "BaseCollectionPaginationCountResponse",
    "BaseDeltaFunctionResponse",
    "ReferenceCreate",
    "ReferenceUpdate",
    "ReferenceNumeric",
    "ODataError",
];

/// Types whose names begin with a capital, which the SDK gives to all.
const CAPITALS: [&str; 4] = ["ComplexExtensionValue", "CopyNotebookModel", "Dictionary", "Json"];

/// The model that a package describes.
pub fn model(package: &Package) -> Result<Model, String> {
    let names = type_names(package);
    let mut model = Model { date: package.date.clone(), ..Model::default() };
    for (path, name) in &names {
        let Some(module) = package.modules.get(path) else { continue };
        model.types.push(type_of(module, name, &names));
    }
    let mut tree = Tree { package, names: &names, nodes: HashMap::new(), types: HashMap::new(), sets: BTreeSet::new() };
    tree.types = model.types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), at)).collect();
    tree.read(&mut model)?;
    Ok(model)
}

/// Sorts out what several paths say of one thing.
pub fn settle(model: &mut Model) {
    let bases: HashMap<String, Option<String>> =
        model.types.iter().map(|ty| (ty.name.clone(), ty.base.clone())).collect();
    // An operation of a base type is one of every derived type: once is enough.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let key = |operation: &OperationDef, binding: &TypeRef| {
        let parameters: Vec<String> =
            operation.parameters.iter().map(|parameter| format!("{}:{}", parameter.name, parameter.ty)).collect();
        let returns = operation.returns.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{binding} {} {} {} {returns}", operation.name, operation.function, parameters.join(","))
    };
    for operation in &model.operations {
        if let Some(binding) = &operation.binding {
            seen.insert(key(operation, binding));
        }
    }
    let mut kept: BTreeSet<String> = BTreeSet::new();
    model.operations.retain(|operation| {
        let Some(binding) = &operation.binding else { return true };
        let mut base = bases.get(&binding.name).cloned().flatten();
        while let Some(name) = base {
            if seen.contains(&key(operation, &TypeRef { name: name.clone(), collection: binding.collection })) {
                return false;
            }
            base = bases.get(&name).cloned().flatten();
        }
        kept.insert(key(operation, binding))
    });
    model.options.sort();
    model.options.dedup();
}

/// Module path to the name of the type, without `microsoft.graph.`.
fn type_names(package: &Package) -> BTreeMap<String, String> {
    let written: HashMap<String, &String> = package
        .modules
        .values()
        .flat_map(|module| &module.named_types)
        .map(|name| (name.to_ascii_lowercase(), name))
        .collect();
    let mut names = BTreeMap::new();
    for (path, module) in &package.modules {
        let Some(below) = path.strip_prefix("models.") else { continue };
        let class = module.class.as_str();
        if below.starts_with("o_data_errors.") || MADE_UP.contains(&class) || class.ends_with("CollectionResponse") {
            continue;
        }
        let mut folders: Vec<String> = below.split('.').map(python::camel).collect();
        // A type with the name of a namespace is put into its folder: `security/security.py`.
        if let [folder, file] = folders.as_slice()
            && folder == file
        {
            folders.pop();
        }
        let mut name = folders[..folders.len().saturating_sub(1)].join(".");
        if !name.is_empty() {
            name.push('.');
        }
        let class = class.trim_end_matches('_');
        let mut characters = class.chars();
        name.extend(characters.next().map(|first| first.to_ascii_lowercase()));
        name.push_str(characters.as_str());
        let capital = CAPITALS.iter().find(|known| known.eq_ignore_ascii_case(&name));
        let name = written.get(&name.to_ascii_lowercase()).map_or(name, |name| (*name).clone());
        let name = capital.map_or(name, |name| (*name).to_owned());
        names.insert(path.clone(), name);
    }
    names
}

fn type_of(module: &Module, name: &str, names: &BTreeMap<String, String>) -> TypeDef {
    let mut ty = TypeDef { name: name.to_owned(), kind: TypeKind::Complex, ..TypeDef::default() };
    if let Some(words) = &module.words {
        ty.kind = TypeKind::Enum;
        ty.names = words.clone();
        return ty;
    }
    ty.base = module.base.as_ref().and_then(|base| names.get(module.imports.get(base)?)).cloned();
    if name == "entity" {
        ty.kind = TypeKind::Entity;
    }
    for (name, value) in &module.fields {
        let ty_of = reference(value, module, names);
        ty.members.push(MemberDef { name: name.clone(), ty: ty_of, nullable: true, ..MemberDef::default() });
    }
    ty
}

/// The type of a field. What the SDK has no class for is JSON of any kind.
fn reference(value: &Value, module: &Module, names: &BTreeMap<String, String>) -> TypeRef {
    // A class needs no import of itself.
    let own = || (value.name == module.class).then_some(&module.path);
    let class = || names.get(module.imports.get(&value.name).or_else(own)?).cloned();
    let name = if value.primitive { Some(value.name.clone()) } else { class() };
    TypeRef { name: name.unwrap_or_else(|| "Untyped".to_owned()), collection: value.collection }
}

/// What a path leads to.
#[derive(Clone, Debug, Default)]
struct Node {
    ty: Option<TypeRef>,
    /// The type that declares the navigation property that led here, and the property.
    via: Option<(usize, usize)>,
}

/// The paths of the request builders, from the root down.
struct Tree<'p> {
    package: &'p Package,
    names: &'p BTreeMap<String, String>,
    nodes: HashMap<String, Node>,
    types: HashMap<String, usize>,
    /// Roots below which there are keys.
    sets: BTreeSet<String>,
}

impl Tree<'_> {
    fn read(&mut self, model: &mut Model) -> Result<(), String> {
        let package = self.package;
        let mut builders: BTreeMap<(usize, &str), (&Module, &Builder)> = BTreeMap::new();
        for module in package.modules.values() {
            if let Some(builder) = &module.builder
                && !builder.path.is_empty()
            {
                builders.insert((depth(&builder.path), &builder.path), (module, builder));
                model.options.extend(builder.options.iter().cloned());
            }
        }
        for (_, path) in builders.keys() {
            if let Some((root, key)) = path[1..].split_once('/')
                && key.starts_with('{')
            {
                self.sets.insert(root.to_owned());
            }
        }
        for ((_, path), (module, builder)) in &builders {
            let (parent, segment) = path.rsplit_once('/').unwrap_or(("", path));
            let node = if parent.is_empty() {
                self.root(model, segment, module, builder)
            } else {
                let Some(parent_node) = self.nodes.get(parent).cloned() else { continue };
                self.below(model, &parent_node, segment, module, builder)
            };
            self.nodes.insert((*path).to_owned(), node);
        }
        Ok(())
    }

    fn root(&mut self, model: &mut Model, segment: &str, module: &Module, builder: &Builder) -> Node {
        let (name, call) = segment.split_once('(').unwrap_or((segment, ""));
        if !call.is_empty() {
            // `applications(appId='{appId}')`
            let set = self.nodes.get(&format!("/{name}")).and_then(|node| node.ty.clone());
            if let Some(set) = set {
                let key = call.split('=').next().unwrap_or_default();
                if let Some(ty) = self.types.get(&set.name).and_then(|at| model.types.get_mut(*at))
                    && !ty.alternate_keys.iter().any(|known| known == key)
                {
                    ty.alternate_keys.push(key.to_owned());
                }
                return Node { ty: Some(TypeRef { collection: false, ..set }), via: None };
            }
            return Node::default();
        }
        let Some(mut ty) = self.answered(module, builder) else { return Node::default() };
        // Some sets cannot be listed.
        ty.collection |= self.sets.contains(name);
        model.roots.push(RootDef { name: name.to_owned(), ty: ty.clone(), ..RootDef::default() });
        Node { ty: Some(ty), via: None }
    }

    /// The type of what a builder's methods send or return.
    fn answered(&self, module: &Module, builder: &Builder) -> Option<TypeRef> {
        let of = |name: &str| builder.methods.iter().find(|method| method.name == name);
        let returned =
            of("get").or_else(|| of("post")).or_else(|| of("patch")).and_then(|method| method.returns.as_ref());
        returned.and_then(|class| self.class(class, module))
    }

    /// A class as a type: a model, or the `value` of a response.
    fn class(&self, class: &str, module: &Module) -> Option<TypeRef> {
        if class == "bytes" {
            return Some(TypeRef { name: "Stream".to_owned(), collection: false });
        }
        let Some(path) = module.imports.get(class) else {
            return Some(TypeRef { name: python::python_type(class).to_owned(), collection: false });
        };
        if let Some(name) = self.names.get(path) {
            return Some(TypeRef { name: name.clone(), collection: false });
        }
        let response = self.package.modules.get(path)?;
        let (_, value) = response.fields.iter().find(|(name, _)| name == "value")?;
        Some(reference(value, response, self.names))
    }

    fn below(&mut self, model: &mut Model, parent: &Node, segment: &str, module: &Module, builder: &Builder) -> Node {
        let none = Node::default();
        let Some(owner) = &parent.ty else { return none };
        if segment == "$ref" {
            self.say(model, parent.via, Containment::Reference);
        }
        if segment.starts_with('$') {
            return none;
        }
        let changes = |name: &str| builder.methods.iter().any(|method| method.name == name);
        if segment.starts_with('{') {
            // Only what belongs to its owner is changed and deleted below it.
            if changes("patch") && changes("delete") {
                self.say(model, parent.via, Containment::Contained);
            }
            return Node { ty: Some(TypeRef { collection: false, ..owner.clone() }), via: None };
        }
        if builder.sentence.starts_with("Casts the") {
            let name = segment.rsplit_once("graph.").map_or(segment, |(_, name)| name);
            let name = self.types.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
            return Node { ty: name.map(|name| TypeRef { name, collection: owner.collection }), via: None };
        }
        let (name, call) = segment.split_once('(').map_or((segment, None), |(name, call)| (name, Some(call)));
        let plain = name.rsplit('.').next().unwrap_or(name);
        if builder.sentence.contains("to call the") || call.is_some() && self.member(model, &owner.name, name).is_none()
        {
            return self.operation(model, owner, plain, call, module, builder);
        }
        if owner.collection {
            return none;
        }
        if let Some((at, index)) = self.member(model, &owner.name, name) {
            let member = model.types[at].members[index].ty.clone();
            if let Some(call) = call {
                // `memberOf(appId='…')`: an alternate key of what the navigation property leads to.
                let key = call.split('=').next().unwrap_or_default();
                let ty = self.types.get(&member.name).and_then(|at| model.types.get_mut(*at));
                if let Some(ty) = ty.filter(|ty| !ty.alternate_keys.iter().any(|known| known == key)) {
                    ty.alternate_keys.push(key.to_owned());
                }
                return Node { ty: Some(TypeRef { collection: false, ..member }), via: None };
            }
            // Two classes of one name in a file: its path says which of them is meant.
            let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
            let answered = self
                .answered(module, builder)
                .filter(|answered| answered.name != member.name && last(&answered.name) == last(&member.name));
            if let Some(answered) = answered {
                model.types[at].members[index].ty.name = answered.name;
            }
            let member = model.types[at].members[index].ty.clone();
            if !member.collection && changes("patch") && changes("delete") {
                self.say(model, Some((at, index)), Containment::Contained);
            }
            return Node { ty: Some(member), via: Some((at, index)) };
        }
        // The models leave streams out.
        let ty = self.answered(module, builder).filter(|ty| ty.name == "Stream" || self.types.contains_key(&ty.name));
        if let (Some(ty), Some(at)) = (ty, self.types.get(&owner.name)) {
            model.types[*at].members.push(MemberDef {
                name: name.to_owned(),
                ty: ty.clone(),
                nullable: true,
                ..MemberDef::default()
            });
            return Node { ty: Some(ty), via: None };
        }
        none
    }

    /// Notes what a path says of the navigation property that led to it; `$ref` has the last word.
    fn say(&self, model: &mut Model, via: Option<(usize, usize)>, containment: Containment) {
        let member = via.and_then(|(at, index)| model.types.get_mut(at)?.members.get_mut(index));
        if let Some(member) = member.filter(|member| member.containment != Containment::Reference) {
            member.containment = containment;
        }
    }

    /// Where a member of a type, or of one that it derives from, is declared.
    fn member(&self, model: &Model, owner: &str, name: &str) -> Option<(usize, usize)> {
        let mut at = self.types.get(owner).copied();
        while let Some((index, ty)) = at.and_then(|at| Some((at, model.types.get(at)?))) {
            if let Some(member) = ty.members.iter().position(|member| member.name == name) {
                return Some((index, member));
            }
            at = ty.base.as_ref().and_then(|base| self.types.get(base)).copied();
        }
        None
    }

    fn operation(
        &self,
        model: &mut Model,
        owner: &TypeRef,
        name: &str,
        call: Option<&str>,
        module: &Module,
        builder: &Builder,
    ) -> Node {
        let Some(method) = builder.methods.first() else {
            return Node::default();
        };
        let returns = method.returns.as_ref().and_then(|class| self.class(class, module));
        let mut operation = OperationDef {
            name: name.to_owned(),
            function: call.is_some(),
            binding: Some(owner.clone()),
            returns: returns.clone(),
            page: method.page.clone(),
            ..OperationDef::default()
        };
        if let Some(call) = call {
            for argument in call.trim_end_matches(')').split(',').filter(|argument| !argument.is_empty()) {
                let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
                let ty = if value.starts_with('\'') {
                    "String"
                } else {
                    let python = builder.arguments.iter().find(|(known, _)| python::camel(known) == name);
                    python.map_or("Untyped", |(_, ty)| python::python_type(ty))
                };
                let ty = TypeRef { name: ty.to_owned(), collection: false };
                operation.parameters.push(ParameterDef {
                    name: name.trim_start_matches('@').to_owned(),
                    ty,
                    optional: false,
                });
            }
            operation.parameters.sort_by(|one, other| one.name.cmp(&other.name));
        } else if let Some(body) = method.body.as_ref().and_then(|class| module.imports.get(class)) {
            let own = self.package.modules.get(body).filter(|_| !self.names.contains_key(body));
            if let Some(body) = own {
                for (name, value) in &body.fields {
                    let ty = reference(value, body, self.names);
                    operation.parameters.push(ParameterDef { name: name.clone(), ty, optional: true });
                }
            }
        }
        model.operations.push(operation);
        Node { ty: returns, via: None }
    }
}

fn depth(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// Marks entity types, navigation properties, and what `$ref` says about them. Runs when the traits are known.
pub fn entities(model: &mut Model, keyless: &BTreeSet<String>) {
    let bases: HashMap<String, Option<String>> =
        model.types.iter().map(|ty| (ty.name.clone(), ty.base.clone())).collect();
    let is_entity = |name: &str| {
        let mut at = Some(name.to_owned());
        while let Some(name) = at {
            if name == "entity" || keyless.contains(&name) {
                return true;
            }
            at = bases.get(&name).cloned().flatten();
        }
        false
    };
    let entities: BTreeSet<String> =
        model.types.iter().map(|ty| ty.name.clone()).filter(|name| is_entity(name)).collect();
    for ty in &mut model.types {
        if entities.contains(&ty.name) {
            ty.kind = TypeKind::Entity;
        }
        for member in &mut ty.members {
            member.navigation = entities.contains(&member.ty.name);
            if !member.navigation {
                member.containment = Containment::Unknown;
            }
        }
    }
}
