//! How telling it is that two things stand in the same articles.

/// The log-likelihood ratio (Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence") of `a` and
/// `b` articles having `both` in common among `all`; 0 when they meet no more often than chance would have it. What is
/// everywhere is never telling.
pub(super) fn log_likelihood(both: u32, a: u32, b: u32, all: u32) -> f32 {
    let [both, a, b, all] = [both, a, b, all].map(f64::from);
    if both * all <= a * b {
        return 0.0;
    }
    let cell = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let (only_a, only_b) = ((a - both).max(0.0), (b - both).max(0.0));
    let neither = (all - a - b + both).max(0.0);
    let sum = cell(both, a * b / all)
        + cell(only_a, a * (all - b) / all)
        + cell(only_b, (all - a) * b / all)
        + cell(neither, (all - a) * (all - b) / all);
    #[expect(clippy::cast_possible_truncation, reason = "a weight for ranking; its digits beyond f32 do not matter")]
    let ratio = (2.0 * sum.max(0.0)) as f32;
    ratio
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_everywhere_tells_nothing() {
        assert!(log_likelihood(5, 5, 100, 100) <= 0.0);
        assert!(log_likelihood(1, 10, 10, 100) <= 0.0);
    }

    #[test]
    fn rarer_company_tells_more() {
        assert!(log_likelihood(5, 5, 5, 100) > log_likelihood(5, 5, 50, 100));
        assert!(log_likelihood(10, 10, 10, 100) > log_likelihood(2, 2, 2, 100));
    }

    #[test]
    fn it_is_symmetric() {
        assert_eq!(log_likelihood(3, 7, 20, 90).to_bits(), log_likelihood(3, 20, 7, 90).to_bits());
    }
}
