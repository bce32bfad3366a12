//! Statistics of lost datagrams: exact binomial bounds, corrected for bursts, and a sequential test.

use statrs::function::beta::checked_beta_reg;

use super::limits::{ALPHA, Pair};

/// Counts of one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    sent: f64,
    lost: f64,
    /// Variance grows by this factor with bursts: 2b - 1 for a mean burst of b.
    spread: f64,
}

/// What the sequential test says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sprt {
    /// The good limit is accepted.
    Good,
    /// The fail limit is accepted.
    Fail,
    /// Go on.
    Undecided,
}

/// Above this the counts are scaled down, which widens the interval: the continued fraction stays exact.
const COUNTED: f64 = 16_000.0;

impl Counts {
    /// Counts with the observed mean burst length (`None`: 1). `None` when nothing was sent.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52; above, only the scale matters")]
    pub fn new(sent: u64, lost: u64, burst_mean: Option<f64>) -> Option<Self> {
        if sent == 0 {
            return None;
        }
        let burst = burst_mean.filter(|b| b.is_finite()).unwrap_or(1.0).clamp(1.0, 1000.0);
        Some(Self { sent: sent as f64, lost: lost.min(sent) as f64, spread: 2.0 * burst - 1.0 })
    }

    /// Both together, with the mean burst of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let bursts = |c: Self| c.lost / f64::midpoint(c.spread, 1.0);
        let (sent, lost) = (self.sent + other.sent, self.lost + other.lost);
        let mean = if lost > 0.0 { lost / (bursts(self) + bursts(other)) } else { 1.0 };
        Self { sent, lost, spread: 2.0 * mean - 1.0 }
    }

    /// How many were sent.
    #[must_use]
    pub fn sent(self) -> f64 {
        self.sent
    }

    /// lost / sent.
    #[must_use]
    pub fn ratio(self) -> f64 {
        self.lost / self.sent
    }

    /// Datagrams that would tell as much if losses were independent.
    #[must_use]
    pub fn effective(self) -> f64 {
        self.sent / self.spread
    }

    /// (sent, lost) as independent datagrams.
    fn independent(self) -> (f64, f64) {
        let n = self.effective().min(COUNTED);
        (n, self.ratio() * n)
    }

    /// True when the one-sided 95 % upper bound (Clopper-Pearson, corrected for bursts) lies below `limit`.
    #[must_use]
    pub fn surely_below(self, limit: f64) -> bool {
        let (n, k) = self.independent();
        n > k && beta(k + 1.0, n - k, limit).is_some_and(|p| p > 1.0 - ALPHA)
    }

    /// True when the one-sided 95 % lower bound lies above `limit`.
    #[must_use]
    pub fn surely_above(self, limit: f64) -> bool {
        let (n, k) = self.independent();
        k > 0.0 && beta(k, n - k + 1.0, limit).is_some_and(|p| p < ALPHA)
    }

    /// Clopper-Pearson 95 % interval, corrected for bursts.
    #[must_use]
    pub fn interval(self) -> [f64; 2] {
        let (n, k) = self.independent();
        let low = if k > 0.0 { quantile(k, n - k + 1.0, ALPHA / 2.0) } else { 0.0 };
        let high = if k < n { quantile(k + 1.0, n - k, 1.0 - ALPHA / 2.0) } else { 1.0 };
        [low, high]
    }

    /// Wald's sequential probability ratio test of `good` against `fail`, both error rates 5 %.
    #[must_use]
    pub fn sprt(self, limits: Pair) -> Sprt {
        let Pair { good, fail } = limits;
        let ratio = self.lost * (fail / good).ln() + (self.sent - self.lost) * ((1.0 - fail) / (1.0 - good)).ln();
        let bound = ((1.0 - ALPHA) / ALPHA).ln();
        if ratio <= -bound {
            Sprt::Good
        } else if ratio >= bound {
            Sprt::Fail
        } else {
            Sprt::Undecided
        }
    }
}

/// Independent datagrams that tell `good` from `fail` with 5 % error each way (normal approximation).
#[must_use]
pub fn datagrams_needed(limits: Pair) -> f64 {
    const Z: f64 = 1.645;
    let deviation = |p: f64| (p * (1.0 - p)).sqrt();
    (Z * (deviation(limits.good) + deviation(limits.fail)) / (limits.fail - limits.good)).powi(2)
}

fn beta(a: f64, b: f64, x: f64) -> Option<f64> {
    checked_beta_reg(a, b, x).ok().filter(|p| p.is_finite())
}

/// By bisection: the incomplete beta function grows with x.
fn quantile(a: f64, b: f64, p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..26 {
        let middle = f64::midpoint(low, high);
        if beta(a, b, middle).is_none_or(|q| q < p) { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(sent: u64, lost: u64) -> Counts {
        Counts::new(sent, lost, None).unwrap()
    }

    #[test]
    fn clopper_pearson_equals_published_values() {
        // 15 of 1500: 0.56 to 1.64 %; 0 of n: upper one-sided bound 3/n.
        let [low, high] = counts(1500, 15).interval();
        assert!((low - 0.0056).abs() < 5e-5 && (high - 0.0164).abs() < 5e-5, "{low} {high}");
        let [low, high] = counts(10, 0).interval();
        assert!(low == 0.0 && (high - 0.3085).abs() < 1e-4, "{low} {high}");
        assert_eq!(counts(10, 10).interval()[1], 1.0);
        assert!(counts(300, 0).surely_below(0.01) && !counts(297, 0).surely_below(0.01));
    }

    #[test]
    fn bounds_agree_with_the_interval() {
        for (sent, lost) in [(100, 3), (700, 20), (5000, 40), (9000, 300)] {
            let c = counts(sent, lost);
            let [low, high] = c.interval();
            assert!(c.surely_below(high) && c.surely_above(low));
            assert!(!c.surely_below(c.ratio()) && !c.surely_above(c.ratio()));
        }
    }

    #[test]
    fn bursts_widen() {
        let single = counts(1800, 18).interval();
        let burst = Counts::new(1800, 18, Some(2.5)).unwrap().interval();
        assert!(burst[0] < single[0] && burst[1] > single[1]);
        // Simulated, 95 % of ratios at p = 1 % and b = 2.5 lie between 0.28 and 2.06 %; the exact interval is a bit wider.
        assert!((0.0206..0.026).contains(&burst[1]), "{burst:?}");
    }

    #[test]
    fn sequential_test_decides_as_computed_by_hand() {
        let limits = Pair { good: 0.01, fail: 0.04 };
        // ln(0.96/0.99) = -0.03077; ln 19 = 2.944: 96 datagrams without loss.
        assert_eq!(counts(95, 0).sprt(limits), Sprt::Undecided);
        assert_eq!(counts(96, 0).sprt(limits), Sprt::Good);
        assert_eq!(counts(50, 4).sprt(limits), Sprt::Fail);
        assert!((datagrams_needed(Pair { good: 0.01, fail: 0.03 }) - 522.0).abs() < 60.0);
    }

    #[test]
    fn huge_and_strange_counts_do_no_harm() {
        assert!(Counts::new(0, 0, None).is_none());
        let c = Counts::new(u64::MAX, u64::MAX, Some(f64::NAN)).unwrap();
        assert!(c.surely_above(0.08) && !c.surely_below(0.08));
        let c = Counts::new(u64::MAX, 0, Some(f64::INFINITY)).unwrap();
        assert!(c.surely_below(0.005) && c.interval()[1] < 0.001);
    }
}
