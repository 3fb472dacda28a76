//! Workflows in YAML: which of their scalars are scripts, and in which language.

mod reader;
mod steps;

pub(crate) use reader::{Node, Value, Yaml, read};
pub(crate) use steps::scripts;
