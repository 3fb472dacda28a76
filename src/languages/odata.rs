//! The names of OData that begin with `$`, which many languages take for variables of their own.

const OPTIONS: [&str; 12] = [
    "select",
    "filter",
    "expand",
    "top",
    "skip",
    "orderby",
    "count",
    "search",
    "format",
    "skiptoken",
    "deltatoken",
    "apply",
];

const SEGMENTS: [&str; 5] = ["ref", "value", "count", "batch", "metadata"];

/// Whether `name`, in lower case, is a query option without its `$`.
pub(super) fn is_option(name: &str) -> bool {
    OPTIONS.contains(&name)
}

/// Whether `name`, in lower case, is a segment without its `$`.
pub(super) fn is_segment(name: &str) -> bool {
    SEGMENTS.contains(&name)
}
