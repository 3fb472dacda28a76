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
            let may_be_near = least <= most && have_letters_in_common(&lower, &candidate_lower, most);
            let distance = may_be_near.then(|| strsim::osa_distance(&lower, &candidate_lower))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Whether two words are at most so many edits apart.
#[must_use]
pub(crate) fn is_within(one: &str, other: &str, most: usize) -> bool {
    one == other || have_letters_in_common(one, other, most) && strsim::osa_distance(one, other) <= most
}

/// Whether two words have so many letters in common, wherever they stand, that so many edits may lie between them. An edit exchanges
/// one letter at most. It is far cheaper than the distance, and most words have other letters.
fn have_letters_in_common(one: &str, other: &str, most: usize) -> bool {
    let mut more = [0_isize; 32];
    let index = |letter: char| u32::from(letter) as usize % 32;
    one.chars().for_each(|letter| more[index(letter)] += 1);
    other.chars().for_each(|letter| more[index(letter)] -= 1);
    more.iter().map(|count| count.unsigned_abs()).sum::<usize>() <= 2 * most
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

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn letters_in_common_decide_nothing_that_the_distance_does_not() {
        let words = [
            "",
            "a",
            "parameters",
            "parametres",
            "subjects",
            "objectId",
            "grpah.microsoft.com",
            "graph.microsoft.com",
            "Zoë",
        ];
        for (one, other) in words.iter().flat_map(|one| words.map(|other| (*one, other))) {
            for most in 0..12 {
                let expected = strsim::osa_distance(one, other) <= most;
                assert_eq!(is_within(one, other, most), expected, "{one}, {other}, {most}");
            }
        }
    }
}
