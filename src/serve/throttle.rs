//! How often an operation was called, for `--rate-limit`.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use super::clock::Moment;
use crate::operation::RateLimit;

/// The calls of the last seconds, by what the limit counts for.
#[derive(Debug, Default)]
pub(super) struct Throttle(Mutex<HashMap<String, VecDeque<Moment>>>);

/// So many keys are remembered; then those are forgotten whose time is over.
const MOST: usize = 10_000;

impl Throttle {
    /// Counts a call. Gives the seconds after which it may be tried again, if it is one too many; such a call does not count.
    pub(super) fn count(&self, key: &str, limit: &RateLimit, now: Moment) -> Option<u64> {
        let window = u64::from(limit.seconds) * 1000;
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = |call: &Moment| now.milliseconds.saturating_sub(call.milliseconds) >= window;
        if calls.len() >= MOST {
            calls.retain(|_, calls| calls.back().is_some_and(|call| !is_old(call)));
        }
        let calls = calls.entry(key.to_ascii_lowercase()).or_default();
        while calls.front().is_some_and(is_old) {
            calls.pop_front();
        }
        match calls.front() {
            Some(first) if calls.len() >= limit.requests as usize => {
                let left = (first.milliseconds + window).saturating_sub(now.milliseconds);
                Some(left.div_ceil(1000).max(1))
            }
            _ => {
                calls.push_back(now);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_call_in_ten_seconds_has_to_wait() {
        let limit = RateLimit { requests: 5, seconds: 10, source: String::new() };
        let throttle = Throttle::default();
        let at = |milliseconds| throttle.count("A", &limit, Moment { milliseconds });
        assert!((0..5).all(|call| at(call * 1000).is_none()));
        assert_eq!(at(5000), Some(5));
        assert_eq!(throttle.count("B", &limit, Moment { milliseconds: 5000 }), None);
        assert_eq!(at(9999), Some(1));
        assert_eq!(at(10_000), None);
        assert_eq!(at(10_001), Some(1));
    }
}
