//! The ids of synchronization jobs.

use crate::text::guid;

/// The variable of the URL that holds one.
pub(crate) const KEY: &str = "synchronizationJob-id";

/// Whether `text` is the id of a job: `tag.<32 hex digits>`, `tag.<32 hex digits>.<GUID>`, a tag of
/// several parts, or Terraform's `<GUID>/job/<id>`.
pub(crate) fn is_job_id(text: &str) -> bool {
    if memchr::memchr2(b'.', b'/', text.as_bytes()).is_none() {
        return false;
    }
    let (principal, job) = text.split_once("/job/").unwrap_or(("", text));
    if !principal.is_empty() && guid::is_canonical(job) {
        return true;
    }
    let is_tenant = |part: &str| part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = job.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let tenant = if guid::is_canonical(last) { parts.next().unwrap_or_default() } else { last };
    let mut tag = parts.peekable();
    is_tenant(tenant)
        && tag.peek().is_some()
        && tag.all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

/// The length in bytes of what Terraform puts before the id of a job: `<service principal>/job/`.
pub(crate) fn composite_start(id: &str) -> Option<usize> {
    let lower = id.to_ascii_lowercase();
    ["/job/", "%2fjob%2f"].iter().find_map(|mark| Some(lower.find(mark)? + mark.len()))
}

/// The id of the job itself, without what Terraform puts before it.
pub(crate) fn own(id: &str) -> &str {
    id.rsplit_once("/job/").map_or(id, |(_, own)| own)
}

#[cfg(test)]
mod tests {
    use super::is_job_id;

    #[test]
    fn job_ids_have_many_forms() {
        let hex = "980e9d6184814105a82598d1f1c1b8f2";
        let guid = "4d89f061-9d3c-4d2e-a6a3-9a3a2b6d1c11";
        for id in [
            format!("scim.{hex}.{guid}"),
            format!("AD2AADProvisioning.{hex}"),
            format!("apply.BoxOutDelta.{hex}.{guid}"),
            format!("{guid}/job/scim.{hex}.{guid}"),
            format!("{guid}/job/{guid}"),
        ] {
            assert!(is_job_id(&id), "{id}");
        }
        for id in [guid.to_owned(), hex.to_owned(), format!(".{hex}"), "scim.x".into(), format!("{guid}#V2")] {
            assert!(!is_job_id(&id), "{id}");
        }
    }
}
