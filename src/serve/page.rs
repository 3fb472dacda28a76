//! The page that shows requests as they come, and the sheets of operations.

use serde_json::{Value, json};

use super::response::Response;
use crate::operation::{Operation, Privileges};
use crate::operations;

/// Nothing is loaded from elsewhere, and nothing runs but our own script: what is shown is what clients sent.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, or what belongs to it; none of other paths.
pub(super) fn answer(path: &str, _target: &str) -> Option<Response> {
    let response = match path {
        "/" => Response::with_body(200, "text/html; charset=utf-8", include_str!("page/index.html")),
        "/_page.js" => Response::with_body(200, "text/javascript; charset=utf-8", include_str!("page/page.js")),
        "/_page.css" => Response::with_body(200, "text/css; charset=utf-8", include_str!("page/page.css")),
        "/favicon.ico" | "/_icon.svg" => Response::with_body(200, "image/svg+xml", include_str!("page/icon.svg")),
        "/_operations" => {
            let sheets: Vec<Value> = operations::all().iter().map(sheet).collect();
            Response::json(200, &json!({ "version": 1, "operations": sheets }))
        }
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

/// What is known of an operation, as `operations` prints it.
fn sheet(operation: &Operation) -> Value {
    let privileges = |privileges: &Option<Privileges>| match privileges {
        None => Value::Null,
        Some(privileges) => json!({ "least": privileges.least, "higher": privileges.higher }),
    };
    let permissions = &operation.permissions;
    json!({
        "id": operation.id,
        "title": operation.title,
        "summary": operation.summary,
        "documentation": operation.documentation,
        "method": operation.method,
        "path": operation.path,
        "headers": operation.headers.iter().map(|header| json!({
            "name": header.name, "value": header.value, "required": header.required,
        })).collect::<Vec<_>>(),
        "permissions": {
            "work or school account": privileges(&permissions.delegated_work),
            "personal Microsoft account": privileges(&permissions.delegated_personal),
            "application": privileges(&permissions.application),
        },
        "rateLimit": operation.rate_limit.as_ref().map(|limit| json!({
            "requests": limit.requests, "seconds": limit.seconds,
        })),
        "response": { "status": operation.response.status, "type": operation.response.type_name },
    })
}
