//! A choice where there may be nothing to choose from.

use crate::dice::Dice;

impl Dice {
    /// One of `choices`, or `None` if there is none.
    pub(crate) fn pick<'c, T>(&mut self, choices: &'c [T]) -> Option<&'c T> {
        choices.get(self.below(choices.len()))
    }
}
