//! synchronizationJob: provisionOnDemand.

pub(crate) mod rules;
