//! The rules about the URLs of operations on synchronization jobs.

mod app_id_key;
mod applications_path;
mod composite_job_id;
mod malformed_job_id;
mod malformed_service_principal_id;

use crate::rule::Rule;

/// The rules of the family.
pub(crate) static RULES: &[Rule] = &[
    applications_path::RULE,
    app_id_key::RULE,
    malformed_service_principal_id::RULE,
    malformed_job_id::RULE,
    composite_job_id::RULE,
];

/// Whether the segment is `servicePrincipals(appId='…')`.
fn is_app_id_key(segment: &str) -> bool {
    segment.to_ascii_lowercase().contains("(appid=")
}
