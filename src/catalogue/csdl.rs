//! Reads CSDL, the XML of `$metadata` (OData CSDL XML 4.01), into a model.
//!
//! The generator in `tools/catalogue` includes this file too.

use roxmltree::{Document, Node};

use super::model::{
    Containment, MemberDef, Model, OperationDef, ParameterDef, Restrictions, RootDef, TypeDef, TypeKind, TypeRef, short,
};

/// Reads the text of a `$metadata` document.
///
/// # Errors
/// The text is not XML, or XML of something else.
pub(crate) fn read(text: &str) -> Result<Model, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    if let Some(other) = other_format(text) {
        return Err(other.to_owned());
    }
    // What the parser says would quote the file.
    let document = Document::parse(text).map_err(|problem| match problem {
        roxmltree::Error::UnclosedRootNode | roxmltree::Error::UnexpectedEndOfStream => {
            "ends before the XML does: part of it is missing".to_owned()
        }
        roxmltree::Error::DtdDetected => "has a document type definition, which metadata has not".to_owned(),
        problem => {
            let roxmltree::TextPos { row, col } = problem.pos();
            format!("is not well-formed XML at {row}:{col}")
        }
    })?;
    let schemas: Vec<Node<'_, '_>> = document.descendants().filter(|node| node.has_tag_name_of("Schema")).collect();
    if schemas.is_empty() {
        return Err("is not metadata: it has no `Schema`".to_owned());
    }
    let is_graphs = |schema: &Node<'_, '_>| {
        schema.attribute("Namespace").is_some_and(|namespace| namespace.starts_with("microsoft.graph"))
    };
    if !schemas.iter().any(is_graphs) {
        return Err("is the metadata of another service: no namespace of it is `microsoft.graph`".to_owned());
    }
    // Every alias of a namespace, longest namespace first, so that names can be made whole.
    let mut reader = Reader { model: Model::default(), aliases: Vec::new() };
    for schema in &schemas {
        if let (Some(alias), Some(namespace)) = (schema.attribute("Alias"), schema.attribute("Namespace")) {
            reader.aliases.push((format!("{alias}."), format!("{namespace}.")));
        }
    }
    for schema in &schemas {
        reader.schema(*schema);
    }
    for schema in &schemas {
        reader.annotations(*schema);
    }
    Ok(reader.model)
}

/// What a text is that was taken for metadata by mistake: an answer of the service in another format, or the page of a proxy.
fn other_format(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    let begins = |words: &str| text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    if text.is_empty() {
        Some("is empty")
    } else if text.starts_with(['{', '[']) {
        Some("is JSON; metadata is XML, the answer to `GET https://graph.microsoft.com/v1.0/$metadata`")
    } else if begins("<!doctype html") || begins("<html") {
        Some("is an HTML page, not metadata")
    } else {
        None
    }
}

/// Names without regard to their XML namespace, which differs between versions of CSDL.
trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
    fn is_true(&self, attribute: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }

    fn is_true(&self, attribute: &str) -> bool {
        self.attribute(attribute) == Some("true")
    }
}

struct Reader {
    model: Model,
    aliases: Vec<(String, String)>,
}

impl Reader {
    /// A name with its alias replaced and the common namespace removed.
    fn name(&self, name: &str, schema: Node<'_, '_>) -> String {
        // `self` is an alias that several schemas use, each for itself.
        let own = schema.attribute("Alias").zip(schema.attribute("Namespace"));
        let own = own.and_then(|(alias, namespace)| {
            let rest = name.strip_prefix(alias)?.strip_prefix('.')?;
            Some(format!("{namespace}.{rest}"))
        });
        let whole = own.or_else(|| {
            let (alias, namespace) = self.aliases.iter().find(|(alias, _)| name.starts_with(alias.as_str()))?;
            Some(format!("{namespace}{}", &name[alias.len()..]))
        });
        short(whole.as_deref().unwrap_or(name)).to_owned()
    }

    fn ty(&self, words: &str, schema: Node<'_, '_>) -> TypeRef {
        let inner = words.strip_prefix("Collection(").and_then(|words| words.strip_suffix(')'));
        let name = inner.unwrap_or(words);
        let name = match name.strip_prefix("Edm.") {
            Some("PrimitiveType" | "ComplexType" | "EntityType" | "AnyPropertyPath") => "Untyped".to_owned(),
            Some(name) => name.to_owned(),
            None => match self.name(name, schema) {
                // Graph's type for JSON of any kind.
                json if json == "Json" => "Untyped".to_owned(),
                name => name,
            },
        };
        TypeRef { name, collection: inner.is_some() }
    }

    fn schema(&mut self, schema: Node<'_, '_>) {
        let namespace = schema.attribute("Namespace").unwrap_or_default();
        for node in schema.children().filter(Node::is_element) {
            let Some(name) = node.attribute("Name") else { continue };
            let name = short(&format!("{namespace}.{name}")).to_owned();
            match node.tag_name().name() {
                "EntityType" => self.structured(node, name, TypeKind::Entity, schema),
                "ComplexType" => self.structured(node, name, TypeKind::Complex, schema),
                "EnumType" => {
                    let members = node.children().filter(|child| child.has_tag_name_of("Member"));
                    let names = members.filter_map(|member| member.attribute("Name")).map(str::to_owned).collect();
                    let flags = node.is_true("IsFlags");
                    self.model.types.push(TypeDef { name, kind: TypeKind::Enum, flags, names, ..TypeDef::default() });
                }
                "Action" => self.operation(node, false, schema),
                "Function" => self.operation(node, true, schema),
                "EntityContainer" => self.container(node, schema),
                _ => {}
            }
        }
    }

    fn structured(&mut self, node: Node<'_, '_>, name: String, kind: TypeKind, schema: Node<'_, '_>) {
        let mut ty = TypeDef {
            name,
            kind,
            base: node.attribute("BaseType").map(|base| self.name(base, schema)),
            open: node.is_true("OpenType"),
            is_abstract: node.is_true("Abstract"),
            media: node.is_true("HasStream"),
            ..TypeDef::default()
        };
        for child in node.children().filter(Node::is_element) {
            let navigation = match child.tag_name().name() {
                "Property" => false,
                "NavigationProperty" => true,
                "Annotation" => {
                    annotate(&mut ty.restrictions, child);
                    if child.attribute("Term").is_some_and(|term| term.ends_with(".AlternateKeys")) {
                        ty.alternate_keys.extend(alternate_keys(child));
                    }
                    continue;
                }
                _ => continue,
            };
            let (Some(name), Some(words)) = (child.attribute("Name"), child.attribute("Type")) else { continue };
            let mut member = MemberDef {
                name: name.to_owned(),
                ty: self.ty(words, schema),
                navigation,
                nullable: child.attribute("Nullable") != Some("false"),
                ..MemberDef::default()
            };
            if navigation {
                member.containment =
                    if child.is_true("ContainsTarget") { Containment::Contained } else { Containment::Reference };
            }
            for annotation in child.children().filter(|node| node.has_tag_name_of("Annotation")) {
                annotate(&mut member.restrictions, annotation);
                member.computed |= is_computed(annotation);
            }
            ty.members.push(member);
        }
        self.model.types.push(ty);
    }

    fn operation(&mut self, node: Node<'_, '_>, function: bool, schema: Node<'_, '_>) {
        let mut operation = OperationDef {
            name: node.attribute("Name").unwrap_or_default().to_owned(),
            function,
            ..OperationDef::default()
        };
        let mut bound = node.is_true("IsBound");
        for child in node.children().filter(Node::is_element) {
            let Some(words) = child.attribute("Type") else { continue };
            let ty = self.ty(words, schema);
            match child.tag_name().name() {
                "Parameter" if bound => {
                    operation.binding = Some(ty);
                    bound = false;
                }
                "Parameter" => {
                    let optional = child
                        .children()
                        .any(|node| node.attribute("Term").is_some_and(|term| term.ends_with(".OptionalParameter")));
                    let name = child.attribute("Name").unwrap_or_default().to_owned();
                    operation.parameters.push(ParameterDef { name, ty, optional });
                }
                "ReturnType" => operation.returns = Some(ty),
                _ => {}
            }
        }
        self.model.operations.push(operation);
    }

    fn container(&mut self, container: Node<'_, '_>, schema: Node<'_, '_>) {
        for node in container.children().filter(Node::is_element) {
            let (ty, collection) = match node.tag_name().name() {
                "EntitySet" => (node.attribute("EntityType"), true),
                "Singleton" => (node.attribute("Type"), false),
                _ => continue,
            };
            let (Some(name), Some(ty)) = (node.attribute("Name"), ty) else { continue };
            let mut restrictions = Restrictions::default();
            for annotation in node.children().filter(|node| node.has_tag_name_of("Annotation")) {
                annotate(&mut restrictions, annotation);
            }
            let ty = TypeRef { name: self.name(ty, schema), collection };
            self.model.roots.push(RootDef { name: name.to_owned(), ty, restrictions });
        }
    }

    /// Annotations that stand apart from what they are about: `<Annotations Target="microsoft.graph.user/messages">`.
    fn annotations(&mut self, schema: Node<'_, '_>) {
        let index: std::collections::HashMap<String, usize> =
            self.model.types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), at)).collect();
        for node in schema.children().filter(|node| node.has_tag_name_of("Annotations")) {
            let Some(target) = node.attribute("Target") else { continue };
            let (owner, member) =
                target.split_once('/').map_or((target, None), |(owner, member)| (owner, Some(member)));
            let owner = self.name(owner, schema);
            let annotations: Vec<Node<'_, '_>> =
                node.children().filter(|node| node.has_tag_name_of("Annotation")).collect();
            if let Some(ty) = index.get(&owner).and_then(|at| self.model.types.get_mut(*at)) {
                match member {
                    None => annotations.iter().for_each(|annotation| {
                        annotate(&mut ty.restrictions, *annotation);
                        if annotation.attribute("Term").is_some_and(|term| term.ends_with(".AlternateKeys")) {
                            ty.alternate_keys.extend(alternate_keys(*annotation));
                        }
                    }),
                    Some(name) => {
                        for member in ty.members.iter_mut().filter(|member| member.name == name) {
                            for annotation in &annotations {
                                annotate(&mut member.restrictions, *annotation);
                                member.computed |= is_computed(*annotation);
                            }
                        }
                    }
                }
            } else if let Some(name) = member {
                for root in self.model.roots.iter_mut().filter(|root| root.name == name) {
                    annotations.iter().for_each(|annotation| annotate(&mut root.restrictions, *annotation));
                }
            }
        }
    }
}

fn is_computed(annotation: Node<'_, '_>) -> bool {
    let term = annotation.attribute("Term").unwrap_or_default();
    term.ends_with(".Computed") && annotation.attribute("Bool") != Some("false")
        || term.ends_with(".Permissions")
            && annotation.descendants().any(|node| {
                node.text().is_some_and(|text| text.trim().ends_with("Permission/Read"))
                    || node.attribute("EnumMember").is_some_and(|text| text.ends_with("Permission/Read"))
            })
}

fn annotate(restrictions: &mut Restrictions, annotation: Node<'_, '_>) {
    let says_no = |property: &str| {
        annotation
            .descendants()
            .any(|node| node.attribute("Property") == Some(property) && node.attribute("Bool") == Some("false"))
    };
    let term = annotation.attribute("Term").unwrap_or_default();
    match term.rsplit('.').next() {
        Some("InsertRestrictions") => restrictions.not_insertable |= says_no("Insertable"),
        Some("UpdateRestrictions") => restrictions.not_updatable |= says_no("Updatable"),
        Some("DeleteRestrictions") => restrictions.not_deletable |= says_no("Deletable"),
        _ => {}
    }
}

/// The names of keys of one property; a key of several is rare, and each of its parts is as good as a name.
fn alternate_keys(annotation: Node<'_, '_>) -> Vec<String> {
    let names = annotation.descendants().filter(|node| node.attribute("Property") == Some("Name"));
    let names = names.filter_map(|node| node.attribute("PropertyPath").or_else(|| node.attribute("String")));
    names.map(str::to_owned).collect()
}
