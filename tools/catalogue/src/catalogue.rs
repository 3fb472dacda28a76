//! The parts of the linter that the generator shares.

#[path = "../../../src/catalogue/csdl.rs"]
pub mod csdl;
#[path = "../../../src/catalogue/listing.rs"]
pub mod listing;
#[path = "../../../src/catalogue/model.rs"]
pub mod model;
