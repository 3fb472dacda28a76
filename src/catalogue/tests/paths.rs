//! Paths: what the grammar must know, and random walks against a plain reading of the listing.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::super::model::{Model, TypeRef};
use super::super::{BodyShape, Catalogue, End, FailureKind, Route, StepKind, TypeKind, Version, resolve};
use super::model;
use crate::http::Url;
use crate::text::Span;

fn route_in(version: Version, path: &str) -> Route<'static> {
    let url = Url::read(path, Span::whole(path));
    resolve(Catalogue::builtin().graph(version), path, &url.segments)
}

/// What a path leads to, in a word and the name of a type.
fn leads_to(path: &str) -> String {
    let route = route_in(Version::V1, path);
    if let Some(failure) = &route.failure {
        let what = match failure.kind {
            FailureKind::NoOperation(ty) => format!("collection of {}", ty.name()),
            FailureKind::NoRoot => "no root".to_owned(),
            FailureKind::NoMember(ty) => format!("not in {}", ty.name()),
            FailureKind::NoSystemSegment(_) => "no such $".to_owned(),
            FailureKind::NoType => "no type".to_owned(),
            FailureKind::UnrelatedCast(ty) => format!("no {}", ty.name()),
            FailureKind::NoKey(ty) => format!("no key of {}", ty.name()),
            FailureKind::NothingBelow => "nothing below".to_owned(),
        };
        let nearest = failure.nearest.map(|name| format!(", near {name}")).unwrap_or_default();
        let beta = if failure.in_other_version { ", in beta" } else { "" };
        return format!("{what}: {}{nearest}{beta}", failure.span.of(path));
    }
    match route.end {
        End::Collection { ty, .. } => format!("many {}", ty.name()),
        End::Entity { ty, .. } => format!("one {}", ty.name()),
        End::Property(value) => format!("property {value}"),
        End::Action(operation) => format!("action {}", operation.name()),
        End::Function(operation) => format!("function {}", operation.name()),
        End::Reference { collection, .. } => format!("references {collection}"),
        End::Service => "service".to_owned(),
        End::Batch => "batch".to_owned(),
        End::Metadata => "metadata".to_owned(),
        End::Content => "content".to_owned(),
        End::Count => "count".to_owned(),
        End::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn the_grammar_knows_every_form() {
    for (path, expected) in [
        ("/", "service"),
        ("/me", "one user"),
        ("/users", "many user"),
        ("/myorganization/users/{id}", "one user"),
        ("/users/a@b.c/messages/AAMk=/attachments", "many attachment"),
        ("/USERS//{id}/Messages/", "many message"),
        ("/users('id')/manager", "one directoryObject"),
        ("/users(userPrincipalName='a')/manager/$ref", "references false"),
        ("/applications(appId='x')/owners/$ref", "references true"),
        ("/groups/{id}/members/microsoft.graph.user", "many user"),
        ("/groups/{id}/members/graph.user/$count", "count"),
        ("/groups/{id}/members/{id}/microsoft.graph.user/mail", "property String"),
        ("/me/photo/$value", "content"),
        ("/me/photos/48x48/$value", "content"),
        ("/$batch", "batch"),
        ("/$metadata", "metadata"),
        ("/users/delta", "many user"),
        ("/users/microsoft.graph.delta()", "many user"),
        ("/me/sendMail", "action sendMail"),
        ("/me/microsoft.graph.sendMail", "action sendMail"),
        ("/me/drive/root:/a b/c.docx:/content", "content"),
        ("/drives/{id}/root:/a/b", "one driveItem"),
        ("/drives/{id}/items/{id}:/n.txt:/createUploadSession", "action createUploadSession"),
        ("/sites/contoso.com:/teams/hr:/lists/{id}/items", "many listItem"),
        ("/sites/contoso.com:/teams/hr", "one site"),
        ("/sites/root/drive/root:/{path}:/children", "many driveItem"),
        ("/me/drive/items/{id}/workbook/worksheets/{id}/range(address='A1:B2')/format", "one workbookRangeFormat"),
        ("/me/drive/items/{id}/workbook/worksheets/{id}/cell(column=1,row=2)", "one workbookRange"),
        ("/me/drive/root/search(q='{text}')", "many driveItem"),
        ("/me/mailboxSettings/automaticRepliesSetting", "property automaticRepliesSetting"),
        ("/me/displayName/$value", "content"),
        ("/copilot/whatever/there/is", "unknown"),
        ("/users/{id}/{name}/x", "unknown"),
        ("/{resource}/x", "unknown"),
        ("/users/$userId/messages", "many message"),
        ("/users/%7Bid%7D/messages", "many message"),
        ("/security/microsoft.graph.security.runHuntingQuery", "action runHuntingQuery"),
        ("/reports/getTeamsUserActivityCounts(period='D7')", "function getTeamsUserActivityCounts"),
        // What only a derived type has.
        ("/me/messages/{id}/event", "one event"),
        ("/user/me/messges", "no root: user, near users"),
        ("/me/messges", "not in user: messges, near messages"),
        ("/me/messages/{id}/attachements", "not in message: attachements, near attachments"),
        ("/me/profile", "not in user: profile, near mailFolders, in beta"),
        ("/users/{id}/$cuont", "no such $: $cuont"),
        ("/groups/{id}/members/microsoft.graph.usr", "no type: microsoft.graph.usr, near user"),
        ("/groups/{id}/members/microsoft.graph.message", "no directoryObject: microsoft.graph.message"),
        ("/me/sendMail/now", "nothing below: now"),
        ("/users/$count/x", "nothing below: x"),
        ("/me/displayName/x", "nothing below: x"),
    ] {
        let found = leads_to(path);
        // The nearest of several names far away is no matter here.
        let same = found == expected || expected.contains("near mailFolders") && found.ends_with(", in beta");
        assert!(same, "{path}: {found}, not {expected}");
    }
}

#[test]
fn parameters_name_an_overload() {
    let fault = |path: &str| {
        let route = route_in(Version::V1, path);
        route.steps.iter().find_map(|step| match step.kind {
            StepKind::Operation { fault, .. } => fault.map(|fault| format!("{fault:?}")),
            _ => None,
        })
    };
    let range = "/me/drive/items/1/workbook/worksheets/1/range";
    assert_eq!(fault(&format!("{range}(address='A1,B2')")), None);
    assert_eq!(fault(&format!("{range}(address=%27A1%2CB2%27)")), None);
    assert_eq!(fault(&format!("{range}(address=@a)")), None);
    assert_eq!(fault(&format!("{range}({{address}})")), None);
    assert_eq!(fault(range), None);
    assert!(fault(&format!("{range}(adress='A1')")).is_some_and(|fault| fault.contains("Unknown")));
    let cell = "/me/drive/items/1/workbook/worksheets/1/cell";
    assert_eq!(fault(&format!("{cell}(row=1,column=2)")), None);
    assert_eq!(fault(&format!("{cell}(COLUMN=1, row=2)")), None);
    assert!(fault(&format!("{cell}(row=1)")).is_some_and(|fault| fault.contains("Missing")));
}

#[test]
fn templates_and_bodies() {
    for (path, template) in [
        ("/USERS/a@b.c/Messages", "/users/{id}/messages"),
        ("/applications(appId='x')", "/applications/{id}"),
        ("/me/drive/root:/a/b:/children", "/me/drive/root:/{path}:/children"),
        ("/me/drive/root:/a/b", "/me/drive/root:/{path}"),
        ("/groups/1/members/graph.user/$count", "/groups/{id}/members/microsoft.graph.user/$count"),
        ("/groups/1/members/$ref", "/groups/{id}/members/$ref"),
        ("/users/delta", "/users/delta()"),
        ("/$batch", "/$batch"),
    ] {
        assert_eq!(route_in(Version::V1, path).template().as_deref(), Some(template));
    }
    assert_eq!(route_in(Version::V1, "/users/{x}/{y}").template(), None);
    let shape = |method: &str, path: &str| match route_in(Version::V1, path).body(method) {
        BodyShape::Value(value) => value.to_string(),
        BodyShape::Parameters(operation) => format!("{}()", operation.name()),
        other => format!("{other:?}"),
    };
    assert_eq!(shape("POST", "/users"), "user");
    assert_eq!(shape("patch", "/users/1"), "user");
    assert_eq!(shape("GET", "/users/1"), "Nothing");
    assert_eq!(shape("POST", "/me/sendMail"), "sendMail()");
    assert_eq!(shape("POST", "/groups/1/members/$ref"), "Reference");
    assert_eq!(shape("POST", "/$batch"), "Batch");
    assert_eq!(shape("PUT", "/me/photo/$value"), "Unknown");
    assert_eq!(
        route_in(Version::V1, "/users").answer().map(|value| value.to_string()).as_deref(),
        Some("Collection(user)")
    );
}

/// A plain walk over the listing: maps, exact names, no allocation spared.
struct Plain {
    model: Model,
    types: HashMap<String, usize>,
}

impl Plain {
    fn new(version: Version) -> Self {
        let model = model(version);
        let types = model.types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), at)).collect();
        Self { model, types }
    }

    /// What the type and its bases have: name, type, and whether it is a function.
    fn steps(&self, ty: &TypeRef) -> Vec<(String, TypeRef)> {
        let mut steps = Vec::new();
        let mut name = Some(ty.name.clone());
        while let Some(at) = name.and_then(|name| self.types.get(&name).copied()) {
            let def = &self.model.types[at];
            if !ty.collection {
                steps.extend(def.members.iter().map(|member| (member.name.clone(), member.ty.clone())));
            }
            let bound = TypeRef { name: def.name.clone(), collection: ty.collection };
            let functions =
                self.model.operations.iter().filter(|it| it.function && it.binding.as_ref() == Some(&bound));
            steps.extend(functions.filter_map(|it| {
                let parameters: Vec<String> = it.parameters.iter().map(|it| format!("{}='x'", it.name)).collect();
                Some((format!("{}({})", it.name, parameters.join(",")), it.returns.clone()?))
            }));
            name = def.base.clone();
        }
        // What a derived type says counts, and comes first.
        let mut met = HashSet::new();
        steps.retain(|(name, _)| met.insert(name.clone()));
        if ty.collection {
            steps.push(("{key}".to_owned(), TypeRef { name: ty.name.clone(), collection: false }));
        }
        steps
    }

    /// Walks as `choices` say, and returns the path and what it leads to.
    fn walk(&self, choices: &[prop::sample::Index]) -> (Vec<String>, TypeRef) {
        let known: Vec<_> = self.model.roots.iter().filter(|root| self.types.contains_key(&root.ty.name)).collect();
        let (first, rest) = choices.split_first().expect("a choice");
        let root = first.get(&known);
        let (mut path, mut ty) = (vec![root.name.clone()], root.ty.clone());
        for choice in rest {
            // A list of values that are not entities has no keys.
            let is_entity = self.types.get(&ty.name).is_some_and(|at| self.model.types[*at].kind == TypeKind::Entity);
            let steps = if is_entity || !ty.collection { self.steps(&ty) } else { Vec::new() };
            if steps.is_empty() {
                break;
            }
            let (name, next) = choice.get(&steps).clone();
            path.push(name);
            ty = next;
        }
        (path, ty)
    }
}

thread_local! {
    static PLAIN: [Plain; 2] = [Plain::new(Version::V1), Plain::new(Version::Beta)];
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_walks_lead_where_the_listing_says(
        beta in any::<bool>(),
        choices in prop::collection::vec(any::<prop::sample::Index>(), 1..7),
        wrong in any::<prop::sample::Index>(),
    ) {
        let version = if beta { Version::Beta } else { Version::V1 };
        let (path, ty) = PLAIN.with(|plain| plain[usize::from(beta)].walk(&choices));
        let text = format!("/{}", path.join("/"));
        let route = route_in(version, &text);
        prop_assert!(route.failure.is_none(), "{text}: {:?}", route.failure);
        let found = match route.end {
            End::Collection { ty, .. } => TypeRef { name: ty.name().to_owned(), collection: true },
            End::Entity { ty, .. } => TypeRef { name: ty.name().to_owned(), collection: false },
            End::Property(value) => super::shown(value),
            End::Content => TypeRef { name: "Stream".to_owned(), collection: false },
            End::Function(operation) => operation.returns().map(super::shown).unwrap_or_default(),
            _ => TypeRef::default(),
        };
        prop_assert_eq!(&found, &ty, "{}", text);
        // A name that nobody has is found where it stands, unless a key may be there.
        let at = wrong.index(path.len());
        if path[at] != "{key}" {
            let mut path = path.clone();
            path[at] = "zzzqqqxxx".to_owned();
            let text = format!("/{}", path.join("/"));
            let route = route_in(version, &text);
            let before_is_many = at > 0 && matches!(route.steps.get(at - 1).map(|step| step.end), Some(End::Collection { .. }));
            match &route.failure {
                Some(failure) if !before_is_many => prop_assert_eq!(failure.span.of(&text), "zzzqqqxxx"),
                None => prop_assert!(before_is_many || route.end == End::Unknown, "{}", text),
                Some(_) => {}
            }
        }
    }

    #[test]
    fn any_text_resolves_to_something(path in "(/|[a-z$'(),=%.:{}<>]{1,8}|users|me|microsoft\\.graph\\.user|\\$ref|delta){0,12}") {
        let route = route_in(Version::V1, &path);
        for step in &route.steps {
            prop_assert!(path.get(step.span.range()).is_some());
        }
        if let Some(failure) = &route.failure {
            prop_assert!(path.get(failure.span.range()).is_some());
        }
        let _ = (route.template(), route.body("POST"), route.answer());
    }
}
