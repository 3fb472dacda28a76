//! The one table of strings that a packed catalogue has: every name once, sorted.
//!
//! `build.rs` includes this file too.

use std::collections::{BTreeSet, HashMap};

use super::layout::{NONE, order};
use super::model::Model;

/// The string table: each string once, in sorted order.
pub(crate) struct Strings<'m> {
    ids: HashMap<&'m str, u16>,
    /// In order; the place of one is its id.
    pub(crate) words: Vec<&'m str>,
    /// The sources of each model, joined.
    pub(crate) extra: Vec<String>,
}

impl<'m> Strings<'m> {
    ///
    /// # Errors
    /// There are more strings than ids.
    pub(crate) fn of(models: &[(u8, &'m Model)]) -> Result<Self, String> {
        let mut words: BTreeSet<&'m str> = BTreeSet::new();
        for (_, model) in models {
            words.insert(&model.date);
            words.extend(model.options.iter().map(String::as_str));
            words.extend(model.roots.iter().map(|root| root.name.as_str()));
            for ty in &model.types {
                words.insert(&ty.name);
                words.extend(ty.members.iter().map(|member| member.name.as_str()));
                words.extend(ty.names.iter().chain(&ty.alternate_keys).map(String::as_str));
            }
            for operation in &model.operations {
                words.insert(&operation.name);
                words.extend(operation.parameters.iter().map(|parameter| parameter.name.as_str()));
                words.extend(operation.page.as_deref());
            }
        }
        let mut words: Vec<&'m str> = words.into_iter().collect();
        words.sort_by(|one, other| order(one, other));
        if words.len() >= usize::from(NONE) - models.len() {
            return Err(format!("{} names: there is no room for more than {NONE}", words.len()));
        }
        let ids = (0_u16..).zip(&words).map(|(id, words)| (*words, id)).collect();
        let extra = models.iter().map(|(_, model)| model.sources.join(", ")).collect();
        Ok(Self { ids, words, extra })
    }

    /// The id of one of them.
    pub(crate) fn id(&self, words: &str) -> Result<u16, String> {
        self.ids.get(words).copied().ok_or_else(|| format!("`{words}` is no string of the catalogue"))
    }
}
