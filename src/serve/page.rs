//! The page that shows requests as they come, and the sheets of operations.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::response::Response;
use crate::catalogue::Catalogue;
use crate::operations;
use crate::sheet::{self, Row, Sheet};

/// Nothing is loaded from elsewhere, and nothing runs but our own script: what is shown is what clients sent.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, or what belongs to it, or `None` of other paths.
pub(super) fn answer(path: &str, target: &str, catalogue: &Catalogue) -> Option<Response> {
    let response = match path {
        "/" => Response::with_body(200, "text/html; charset=utf-8", include_str!("page/index.html")),
        "/_page.js" => Response::with_body(200, "text/javascript; charset=utf-8", include_str!("page/page.js")),
        "/_page.css" => Response::with_body(200, "text/css; charset=utf-8", include_str!("page/page.css")),
        "/favicon.ico" | "/_icon.svg" => Response::with_body(200, "image/svg+xml", include_str!("page/icon.svg")),
        "/_operations" => Response::json(200, &operations_for(target, catalogue)),
        _ => return None,
    };
    Some(
        response
            .header("Content-Security-Policy", POLICY)
            .header("Cache-Control", "no-cache")
            .header("Referrer-Policy", "no-referrer")
            .header("X-Content-Type-Options", "nosniff"),
    )
}

/// What there is for the words of `find`, as `msgraph-lint operations` shows it; without any, the operations that are known beyond
/// their types. A word alone is the beginning of a path, unless it is the id of an operation.
fn operations_for(target: &str, catalogue: &Catalogue) -> Value {
    let words = found_words(target);
    let words = words.trim();
    if words.is_empty() {
        let known = operations::all().iter().map(|operation| {
            json!({ "id": operation.id, "title": operation.title, "method": operation.method, "path": operation.path })
        });
        return json!({ "version": 1, "operations": known.collect::<Vec<_>>() });
    }
    if sheet::is_path(words) {
        return paths(sheet::below(words, catalogue));
    }
    match sheet::find(words, catalogue) {
        Ok(lookup) => json!({ "version": 1, "sheet": shown(&sheet::of(&lookup, catalogue)) }),
        Err(problem) if words.contains(char::is_whitespace) => json!({ "version": 1, "problem": problem }),
        Err(problem) => match sheet::below(&format!("/{words}"), catalogue) {
            Ok(rows) if !rows.is_empty() => paths(Ok(rows)),
            _ => json!({ "version": 1, "problem": problem }),
        },
    }
}

/// The value of `find` in a query.
fn found_words(target: &str) -> String {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let value = query.split('&').find_map(|pair| pair.strip_prefix("find=")).unwrap_or_default();
    percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned()
}

fn paths(rows: Result<Vec<Row>, String>) -> Value {
    match rows {
        Ok(rows) => {
            let row = |(methods, path): Row| json!({ "methods": methods.split_whitespace().collect::<Vec<_>>(), "path": path });
            json!({ "version": 1, "paths": rows.into_iter().map(row).collect::<Vec<_>>() })
        }
        Err(problem) => json!({ "version": 1, "problem": problem }),
    }
}

fn shown(sheet: &Sheet) -> Value {
    let parts = sheet.parts.iter().filter(|(_, rows)| !rows.is_empty());
    json!({
        "title": sheet.title,
        "method": sheet.call.as_ref().map(|(method, _)| method),
        "path": sheet.call.as_ref().map(|(_, path)| path),
        "summary": sheet.summary,
        "link": sheet.link,
        "parts": parts.map(|(title, rows)| json!({ "title": title, "rows": rows })).collect::<Vec<_>>(),
    })
}
