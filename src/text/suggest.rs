//! Nearest names: which of a list somebody meant.

/// The candidate nearest to `word`, if it is near enough to be named in a message: the same but for case, or at most
/// one edit away in three characters (insertions, deletions, substitutions, swaps of neighbours).
#[must_use]
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let (length, lower_length) = (word.chars().count(), lower.chars().count());
    candidates
        .into_iter()
        .filter_map(|candidate| {
            // Nearly all candidates differ so much in length that nothing else needs to be looked at.
            let (longer, difference) = (candidate.len().max(word.len()), candidate.len().abs_diff(word.len()));
            if difference > longer / 3 && word.is_ascii() && candidate.is_ascii() {
                return None;
            }
            let most = candidate.chars().count().max(length) / 3;
            let candidate_lower = candidate.to_lowercase();
            // A word whose length differs so much cannot be nearer, so its distance is not computed.
            let least = candidate_lower.chars().count().abs_diff(lower_length);
            let distance = (least <= most).then(|| strsim::osa_distance(&lower, &candidate_lower))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// A list as a sentence has it: `` `a`, `b` or `c` ``.
#[must_use]
pub(crate) fn alternatives<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
