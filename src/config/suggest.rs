//! "Did you mean …?"

/// The candidate that a mistyped word most likely stands for: at most a third of its letters off.
pub(crate) fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = normal(typed);
    let limit = (typed.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&typed, &normal(candidate), limit), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Keys differ from each other in more than case and separators: `base_url` and `baseUrl` mean `base-url`.
fn normal(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// Edit distance with swaps of neighbours counted as one; anything above `limit` may be reported as `limit + 1`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_key_that_was_meant() {
        let keys = ["title", "description", "base-url", "language", "author"];
        for (typed, meant) in [
            ("base_url", Some("base-url")),
            ("baseUrl", Some("base-url")),
            ("titel", Some("title")),
            ("auther", Some("author")),
            ("descripton", Some("description")),
            ("theme", None),
            ("", None),
        ] {
            assert_eq!(closest(typed, keys), meant, "{typed}");
        }
    }

    #[test]
    fn counts_edits() {
        assert_eq!(distance("kitten", "sitting", 9), 3);
        assert_eq!(distance("ab", "ba", 9), 1);
        assert_eq!(distance("", "abc", 9), 3);
        assert_eq!(distance("a", "abcdefgh", 2), 3);
    }
}
