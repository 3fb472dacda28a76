//! The drafts of JSON Schema, by their URIs.

use jsonschema::Draft;

/// The URIs of the drafts, from the oldest on.
const DRAFTS: [(Draft, &str); 5] = [
    (Draft::Draft4, "http://json-schema.org/draft-04/schema#"),
    (Draft::Draft6, "http://json-schema.org/draft-06/schema#"),
    (Draft::Draft7, "http://json-schema.org/draft-07/schema#"),
    (Draft::Draft201909, "https://json-schema.org/draft/2019-09/schema"),
    (Draft::Draft202012, "https://json-schema.org/draft/2020-12/schema"),
];

/// The URI of a draft's meta-schema.
pub(super) fn uri_of(draft: Draft) -> &'static str {
    DRAFTS.iter().find(|(known, _)| *known == draft).map_or(DRAFTS[4].1, |(_, uri)| uri)
}

/// Whether a URI without fragment is that of a draft's meta-schema, or of a part of one.
pub(super) fn is_metaschema(uri: &str) -> bool {
    let parts = [
        "core",
        "applicator",
        "unevaluated",
        "validation",
        "meta-data",
        "content",
        "format",
        "format-annotation",
        "format-assertion",
    ];
    DRAFTS.iter().any(|(_, draft)| {
        let draft = draft.trim_end_matches('#');
        let folder = draft.trim_end_matches("schema");
        draft == uri
            || uri
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix("meta/"))
                .is_some_and(|part| parts.contains(&part))
    })
}
