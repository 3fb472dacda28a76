//! What `az rest` takes, whatever language calls it (<https://learn.microsoft.com/cli/azure/reference-index#az-rest>).

/// Its options with a value, without the dashes. Those with several values take the first one, and the others follow it as arguments.
pub(crate) const OPTIONS: &[&str] = &[
    "method",
    "uri",
    "url",
    "body",
    "headers",
    "resource",
    "output",
    "output-file",
    "query",
    "subscription",
    "uri-parameters",
    "url-parameters",
];
