//! What the built-in catalogue says, against a plain reading of the listings it was packed from.

mod metadata;
mod paths;

use std::collections::BTreeMap;

use super::csdl;
use super::listing;
use super::model::{Containment, MemberDef, Model, TypeKind, TypeRef};
use super::{Catalogue, Graph, Primitive, Value, Version};

fn model(version: Version) -> Model {
    let text = match version {
        Version::V1 => include_str!("../../schemas/catalogue/v1.0.txt"),
        Version::Beta => include_str!("../../schemas/catalogue/beta.txt"),
    };
    listing::read(text).expect("the listing reads")
}

fn graph(version: Version) -> Graph<'static> {
    Catalogue::builtin().graph(version)
}

fn shown(value: Value<'_>) -> TypeRef {
    let name = match value.named() {
        Some(ty) => ty.name(),
        None => value.primitive().map_or("", Primitive::name),
    };
    TypeRef { name: name.to_owned(), collection: value.collection }
}

#[test]
fn everything_of_the_listings_is_found_again() {
    for version in [Version::V1, Version::Beta] {
        let (model, graph) = (model(version), graph(version));
        assert_eq!(graph.date(), model.date);
        assert_eq!(graph.sources(), model.sources.join(", "));
        assert_eq!(graph.types().count(), model.types.len());
        assert_eq!(graph.roots().count(), model.roots.len());
        assert_eq!(graph.options().count(), model.options.len());
        for root in &model.roots {
            let found = graph.root(&root.name.to_ascii_uppercase()).expect("a root");
            assert_eq!((found.name(), found.is_set()), (root.name.as_str(), root.ty.collection));
            assert_eq!(found.restrictions(), root.restrictions);
        }
        for ty in &model.types {
            let found = graph.ty(&format!("#microsoft.graph.{}", ty.name)).expect("a type");
            assert_eq!(found.name(), ty.name);
            assert_eq!(found.kind(), ty.kind);
            assert_eq!(found.base().map(|base| base.name().to_owned()), ty.base);
            assert_eq!(found.is_abstract(), ty.is_abstract, "{}", ty.name);
            assert_eq!(found.is_flags(), ty.flags);
            assert_eq!(found.restrictions(), ty.restrictions, "{}", ty.name);
            assert!(!ty.open || found.is_open());
            let mut names: Vec<&str> = found.names().collect();
            let mut expected: Vec<&str> = ty.names.iter().map(String::as_str).collect();
            names.sort_unstable();
            expected.sort_unstable();
            assert_eq!(names, expected, "{}", ty.name);
            for name in &ty.names {
                assert!(found.name_of(&name.to_ascii_lowercase()).is_some());
            }
            for key in &ty.alternate_keys {
                assert!(found.alternate_keys().any(|known| known == key));
            }
            for member in &ty.members {
                let at = found.member(&member.name).expect("a member");
                let again = MemberDef {
                    name: at.name().to_owned(),
                    ty: shown(at.value()),
                    navigation: at.is_navigation(),
                    nullable: at.is_nullable(),
                    containment: at.containment(),
                    computed: at.is_computed(),
                    restrictions: at.restrictions(),
                };
                assert_eq!((&again, at.owner().name()), (member, ty.name.as_str()));
            }
            let own = found.members().filter(|member| member.owner() == found).count();
            assert_eq!(own, ty.members.len(), "{}", ty.name);
        }
    }
}

#[test]
fn operations_are_found_with_their_overloads() {
    for version in [Version::V1, Version::Beta] {
        let (model, graph) = (model(version), graph(version));
        let mut overloads: BTreeMap<(String, bool, String), usize> = BTreeMap::new();
        for operation in &model.operations {
            let binding = operation.binding.as_ref().expect("all of them are bound");
            *overloads.entry((binding.name.clone(), binding.collection, operation.name.clone())).or_default() += 1;
            let ty = graph.ty(&binding.name).expect("a type");
            let mut found = ty.operations_named(&operation.name, binding.collection);
            let same = found.find(|found| {
                found.is_function() == operation.function
                    && found
                        .parameters()
                        .map(|parameter| parameter.name())
                        .eq(operation.parameters.iter().map(|it| &it.name))
                    && found.parameters().zip(&operation.parameters).all(|(one, other)| shown(one.value()) == other.ty)
                    && found.returns().map(shown) == operation.returns
            });
            assert!(same.is_some(), "{} {}", binding.name, operation.name);
        }
        for ((owner, of_collection, name), count) in overloads {
            let ty = graph.ty(&owner).expect("a type");
            assert!(ty.operations_named(&name, of_collection).count() >= count);
        }
    }
}

#[test]
fn what_everybody_uses_is_there() {
    let graph = graph(Version::V1);
    let user = graph.ty("user").expect("user");
    assert_eq!(user.kind(), TypeKind::Entity);
    assert!(user.is_open() && !user.is_dictionary());
    assert!(user.is_a(graph.ty("DIRECTORYOBJECT").expect("its base")));
    let messages = user.member("Messages").expect("messages");
    assert_eq!((messages.name(), messages.containment()), ("messages", Containment::Contained));
    let send = user.operations_named("sendmail", false).next().expect("sendMail");
    assert!(!send.is_function());
    assert_eq!(send.parameter("message").map(|parameter| parameter.name()), Some("Message"));
    assert!(send.page().expect("a page").contains("/user-sendmail?view=graph-rest-1.0"));
    assert!(graph.ty("bodyType").expect("an enumeration").name_of("HTML").is_some());
    assert!(graph.root("me").expect("me").value().is_some());
    assert!(graph.root("copilot").expect("copilot").value().is_none(), "nothing is known below it");
    assert!(graph.ty("plannerAssignments").expect("a dictionary").is_dictionary());
    assert!(graph.ty("nobody").is_none() && graph.root("user").is_none());
}

#[test]
fn damaged_bytes_read_as_nothing() {
    for bytes in [&b""[..], b"MGC1", &[0xFF; 200]] {
        let packed = super::packed::Packed::new(bytes.to_vec().into());
        let catalogue = Catalogue { packed, file: None };
        let graph = catalogue.graph(Version::V1);
        assert!(graph.ty("user").is_none() && graph.root("users").is_none());
        assert_eq!((graph.types().count(), graph.date()), (0, ""));
    }
}

const CSDL: &str = r#"<?xml version="1.0"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="colour" IsFlags="true"><Member Name="red"/><Member Name="blue"/></EnumType>
  <EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityType Name="thing" BaseType="graph.entity" OpenType="true">
    <Property Name="colour" Type="graph.colour"/>
    <Property Name="made" Type="Edm.DateTimeOffset"><Annotation Term="Org.OData.Core.V1.Computed"/></Property>
    <NavigationProperty Name="parts" Type="Collection(graph.thing)" ContainsTarget="true"/>
    <NavigationProperty Name="owner" Type="self.person"/>
  </EntityType>
  <Action Name="paint" IsBound="true"><Parameter Name="it" Type="graph.thing"/><Parameter Name="colour" Type="graph.colour"/></Action>
  <Function Name="recent" IsBound="true"><Parameter Name="all" Type="Collection(graph.thing)"/><ReturnType Type="Collection(graph.thing)"/></Function>
  <EntityContainer Name="GraphService"><EntitySet Name="things" EntityType="microsoft.graph.thing"/><Singleton Name="me" Type="graph.thing"/></EntityContainer>
  <Annotations Target="microsoft.graph.GraphService/things"><Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation></Annotations>
</Schema>
<Schema Namespace="microsoft.graph.people" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <ComplexType Name="person"><Property Name="name" Type="Edm.String"/><Property Name="boss" Type="self.person"/></ComplexType>
</Schema>
</edmx:DataServices></edmx:Edmx>"#;

#[test]
fn a_metadata_document_reads_as_the_same_form() {
    let catalogue = Catalogue::from_csdl(CSDL, "my.xml").expect("it reads");
    for version in [Version::V1, Version::Beta] {
        let graph = catalogue.graph(version);
        assert_eq!(graph.label(), "the metadata in my.xml");
        let thing = graph.ty("thing").expect("thing");
        assert!(thing.is_open());
        let made = thing.member("made").expect("made");
        assert!(made.is_computed() && made.value().primitive() == Some(Primitive::DateTimeOffset));
        assert_eq!(thing.member("parts").map(|member| member.containment()), Some(Containment::Contained));
        assert_eq!(thing.member("id").expect("id").owner().name(), "entity");
        assert_eq!(
            thing.member("owner").and_then(|owner| owner.value().named()).map(|ty| ty.name()),
            Some("people.person")
        );
        assert_eq!(thing.operations(true).map(|operation| operation.name()).collect::<Vec<_>>(), ["recent"]);
        assert_eq!(thing.operations(false).map(|operation| operation.name()).collect::<Vec<_>>(), ["paint"]);
        assert!(graph.root("things").expect("a set").restrictions().not_deletable);
        assert!(graph.ty("colour").expect("an enumeration").is_flags());
    }
}

/// Each text that is no metadata of Graph is refused with what it is.
#[test]
fn what_is_no_metadata_of_graph_is_named() {
    let other = CSDL.replace("microsoft.graph", "contoso.shop");
    let cut = &CSDL[..CSDL.len() / 2];
    let open = CSDL.replace("</edmx:DataServices></edmx:Edmx>", "");
    let crossed = CSDL.replace("</Schema>\n<Schema", "</Schem>\n<Schema");
    for (text, expected) in [
        ("{\"error\": {}}", "is JSON"),
        ("\u{FEFF}", "is empty"),
        ("<!DOCTYPE html><html><head></head></html>", "is an HTML page"),
        ("words", "is not well-formed XML at 1:1"),
        (&crossed, "is not well-formed XML at 16:"),
        ("<a/>", "has no `Schema`"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type definition"),
        (cut, "part of it is missing"),
        (&open, "part of it is missing"),
        (&other, "is the metadata of another service"),
    ] {
        let problem = Catalogue::from_csdl(text, "x").unwrap_err();
        assert!(problem.contains(expected), "{problem}, not {expected}");
    }
    assert!(Catalogue::from_csdl(&format!("\u{FEFF}{CSDL}"), "x").is_ok());
}

/// What the packed form of a document says, against the model that was read from it.
fn reads_back(text: &str) {
    let model = csdl::read(text).expect("it reads");
    let catalogue = Catalogue::from_csdl(text, "x").expect("it packs");
    let graph = catalogue.graph(Version::V1);
    for ty in &model.types {
        let found = graph.ty(&ty.name).expect("a type");
        assert_eq!((found.name(), found.kind(), found.is_flags()), (ty.name.as_str(), ty.kind, ty.flags));
        for member in &ty.members {
            let at = found.member(&member.name).expect("a member");
            assert_eq!(
                (at.name(), shown(at.value()), at.containment()),
                (member.name.as_str(), member.ty.clone(), member.containment)
            );
        }
    }
    for operation in model.operations.iter().filter(|it| it.binding.is_some()) {
        let binding = operation.binding.clone().unwrap_or_default();
        let mut found =
            graph.ty(&binding.name).into_iter().flat_map(|ty| ty.operations_named(&operation.name, binding.collection));
        assert!(found.any(|it| it.parameters().count() == operation.parameters.len()), "{}", operation.name);
    }
}

#[test]
fn a_document_reads_back() {
    reads_back(CSDL);
}
