//! "Did you mean …?" for ids and names.

/// The known text that a written one most likely means: at most a third of its letters off. Ties go to the first in
/// alphabetical order.
pub(super) fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = written.to_lowercase().chars().take(64).collect();
    let limit = (written.len() / 3).max(1);
    known
        .filter(|text| text.len() <= 4 * (written.len() + limit))
        .filter_map(|text| {
            let letters: Vec<char> = text.to_lowercase().chars().collect();
            Some((distance(&written, &letters, limit)?, text))
        })
        .min()
        .map(|(_, text)| text)
}

/// Edit distance up to a limit.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    row.last().copied().filter(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_is_close() {
        let ids = ["emomali-rahmon", "ahmad-massoud", "kabul"];
        assert_eq!(nearest("emomali-ramon", ids.into_iter()), Some("emomali-rahmon"));
        assert_eq!(nearest("kabol", ids.into_iter()), Some("kabul"));
        assert_eq!(nearest("x", ids.into_iter()), None);
    }
}
