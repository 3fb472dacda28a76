//! What the operations on the synchronization jobs of a service principal have in common: ids of jobs, and the rules about
//! their URLs.

pub(crate) mod job_id;
pub(crate) mod rules;
