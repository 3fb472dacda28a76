//! Metadata documents in the catalogue's form, against a plain reading of their XML. `MSGRAPH_LINT_CSDL` names a file of Graph's own
//! metadata that is held against what is built in besides.

use crate::catalogue::{Catalogue, Containment, Graph, Version};
use roxmltree::{Document, Node};

const SMALL: &str = include_str!("metadata.xml");

/// A property or navigation property as the document writes it.
struct Declared {
    owner: String,
    name: String,
    is_list: bool,
    is_navigation: bool,
    is_contained: bool,
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attribute(name).unwrap_or_default()
}

/// What a document declares, type by type.
fn declared(text: &str) -> Vec<Declared> {
    let document = Document::parse(text).expect("it is XML");
    let members = document.descendants().filter(|node| {
        let parent = node.parent_element().map(|parent| parent.tag_name().name());
        matches!(node.tag_name().name(), "Property" | "NavigationProperty")
            && matches!(parent, Some("EntityType" | "ComplexType"))
    });
    let declared = members.filter_map(|node| {
        let owner = node.parent_element()?;
        let namespace = attribute(owner.parent_element()?, "Namespace");
        Some(Declared {
            owner: format!("{namespace}.{}", attribute(owner, "Name")),
            name: attribute(node, "Name").to_owned(),
            is_list: attribute(node, "Type").starts_with("Collection("),
            is_navigation: node.tag_name().name() == "NavigationProperty",
            is_contained: attribute(node, "ContainsTarget") == "true",
        })
    });
    declared.collect()
}

/// How many members a version has as declared, and those that it has otherwise or not.
fn agreement(graph: Graph<'_>, declared: &[Declared]) -> (usize, Vec<String>) {
    let agrees = |it: &&Declared| {
        graph.ty(&it.owner).and_then(|ty| ty.member(&it.name)).is_some_and(|member| {
            member.name() == it.name
                && member.value().collection == it.is_list
                && member.is_navigation() == it.is_navigation
                && (!it.is_contained || member.containment() == Containment::Contained)
        })
    };
    let (same, other): (Vec<&Declared>, Vec<&Declared>) = declared.iter().partition(agrees);
    (same.len(), other.iter().map(|it| format!("{}/{}", it.owner, it.name)).collect())
}

#[test]
fn a_document_says_in_the_catalogue_what_it_says_in_xml() {
    let own = std::env::var("MSGRAPH_LINT_CSDL").ok();
    let own = own.map(|path| std::fs::read_to_string(path).expect("the file can be read"));
    for text in [SMALL].into_iter().chain(own.as_deref()) {
        let declared = declared(text);
        let catalogue = Catalogue::from_csdl(text, "metadata.xml").expect("it is metadata");
        let (same, other) = agreement(catalogue.graph(Version::V1), &declared);
        assert!(same > 5 && other.is_empty(), "{other:?}");
        // What is built in comes from the packages of the SDKs, which are of another day.
        if declared.len() > 1_000 {
            let (same, other) = agreement(Catalogue::builtin().graph(Version::V1), &declared);
            assert!(other.len() * 100 < same, "{} of {} members differ: {other:?}", other.len(), declared.len());
        }
    }
}
