//! What the operations on the synchronization jobs of a service principal have in common: the rules about their URLs.

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

/// `servicePrincipals(appId='…')`
fn is_app_id_key(segment: &str) -> bool {
    segment.to_ascii_lowercase().contains("(appid=")
}

/// How much of a job's id is what Terraform puts before it: `<service principal>/job/`.
fn composite_start(id: &str) -> Option<usize> {
    let lower = id.to_ascii_lowercase();
    ["/job/", "%2fjob%2f"].iter().find_map(|mark| Some(lower.find(mark)? + mark.len()))
}
