//! The body of `POST /$batch` (<https://learn.microsoft.com/graph/json-batching>).

use super::walk::{At, Walk};
use crate::json::{Kind, Member as Pair, Node};
use crate::schema::{Subject, Violation, ViolationKind, rename};
use crate::text::Span;

/// The property of a batch that holds its requests.
const REQUESTS: &str = "requests";

/// Whether people write `name` where the list of the requests of a batch belongs.
fn is_requests(name: &str) -> bool {
    ["requests", "request", "value", "batch", "steps", "requets"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl Walk<'_, '_> {
    /// Compares the body of a batch with its only property. What is in its list are requests of their own.
    pub(super) fn batch(&mut self, root: Node<'_>) {
        if root.kind() != Kind::Object {
            return self.no_object(root, &At::default());
        }
        let name = REQUESTS.to_owned();
        let plain = |kind| Violation { span: Span::default(), kind, other: None, edits: Vec::new(), certain: false };
        if let Some(requests) = root.get(REQUESTS) {
            if requests.kind() == Kind::Array && requests.elements().next().is_none() && !requests.is_incomplete() {
                let kind = ViolationKind::EmptyArray { property: name };
                self.violations.push(Violation { span: requests.span(), ..plain(kind) });
            }
            return;
        }
        let other = root.members().find(|member| {
            member.key.string().is_some_and(|key| is_requests(&key)) && member.value.kind() == Kind::Array
        });
        let kind = ViolationKind::RequiredProperty { name, within: Subject::default(), because: None };
        match other {
            Some(Pair { key, .. }) => {
                let kind = ViolationKind::PropertyAlias { wanted: REQUESTS.to_owned() };
                let edits = vec![rename(key, REQUESTS)];
                self.violations.push(Violation { span: key.span(), edits, ..plain(kind) });
            }
            None if root.is_incomplete() => {}
            None => self.violations.push(Violation { span: root.first(), ..plain(kind) }),
        }
    }
}
