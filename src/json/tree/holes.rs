//! Taking back what was read where nothing is known: marks of holes, and members that are none.

use std::sync::Arc;

use super::Tree;
use super::kind::{Kind, Nature};

impl Tree<'_> {
    /// Makes the slots `unknown` what nothing is known of, and notes of `partly` and `incomplete` what the names say.
    pub(in crate::json) fn mark_holes(&mut self, unknown: &[u32], partly: &[u32], incomplete: &[u32]) {
        let nodes = Arc::make_mut(&mut self.nodes);
        for &index in unknown {
            nodes.natures[index as usize] = Nature::of(Kind::Unknown);
        }
        for &index in partly {
            nodes.natures[index as usize].mark(Nature::HOLED);
        }
        for &index in incomplete {
            nodes.natures[index as usize].mark(Nature::INCOMPLETE);
        }
    }

    /// Takes whole members out: `ranges` of slots, in ascending order of their beginnings, perhaps inside each other.
    pub(in crate::json) fn remove(&mut self, ranges: &[std::ops::Range<u32>]) {
        if ranges.is_empty() {
            return;
        }
        let nodes = Arc::make_mut(&mut self.nodes);
        let length = nodes.slots.len();
        let mut kept = vec![true; length];
        for range in ranges {
            kept[range.start as usize..range.end as usize].fill(false);
        }
        // The new index of each slot, and of the end.
        let mut moved = Vec::with_capacity(length + 1);
        let mut next = 0;
        for &kept in &kept {
            moved.push(next);
            next += u32::from(kept);
        }
        moved.push(next);
        for slot in &mut nodes.slots {
            slot.next = moved[slot.next as usize];
        }
        let mut all = kept.iter();
        nodes.slots.retain(|_| *all.next().unwrap_or(&true));
        let mut all = kept.iter();
        nodes.natures.retain(|_| *all.next().unwrap_or(&true));
        nodes.meant.retain(|&(slot, _)| kept[slot as usize]);
        for (slot, _) in &mut nodes.meant {
            *slot = moved[*slot as usize];
        }
    }
}
