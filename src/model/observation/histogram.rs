//! How often each value was seen: a raw series that is short enough to be stored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Samples needed before the 95th percentile has an upper 95 % bound among them: 0.95^59 < 0.05.
pub const P95_SAMPLES: u64 = 59;
/// The same for the 99th: 0.99^299 < 0.05.
pub const P99_SAMPLES: u64 = 300;

/// Values in ms and how often each was seen, in ascending order. Below 100 ms to the whole ms, below 1 s to 5 ms, above to
/// 50 ms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Histogram(Vec<[u64; 2]>);

/// The value that a measured one is counted as.
fn rounded(ms: f64) -> u64 {
    let step = match ms {
        ms if ms < 100.0 => 1.0,
        ms if ms < 1000.0 => 5.0,
        _ => 50.0,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates; negative values count as 0"
    )]
    let rounded = ((ms / step).round() * step) as u64;
    rounded
}

impl Histogram {
    /// Of these values in ms; what is not finite is left out.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut counts = std::collections::BTreeMap::<u64, u64>::new();
        for ms in values.into_iter().filter(|ms| ms.is_finite()) {
            *counts.entry(rounded(ms)).or_default() += 1;
        }
        Self(counts.into_iter().map(|(ms, n)| [ms, n]).collect())
    }

    /// All of them together.
    #[must_use]
    pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut counts = std::collections::BTreeMap::<u64, u64>::new();
        for [ms, n] in parts.into_iter().flat_map(|p| p.0.iter().copied()) {
            let place = counts.entry(ms).or_default();
            *place = place.saturating_add(n);
        }
        Self(counts.into_iter().map(|(ms, n)| [ms, n]).collect())
    }

    /// Each value in ms with how often it was seen, in ascending order.
    #[must_use]
    pub fn counts(&self) -> &[[u64; 2]] {
        &self.0
    }

    /// How many values.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().fold(0, |sum, [_, n]| sum.saturating_add(*n))
    }

    /// The value that this share of them does not exceed; `None` without values.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts and ms far below 2^52")]
    pub fn percentile(&self, p: f64) -> Option<f64> {
        let all = self.count() as f64;
        let mut passed = 0u64;
        let reached = self.0.iter().find(|[_, n]| {
            passed = passed.saturating_add(*n);
            passed as f64 >= p.clamp(0.0, 1.0) * all
        });
        reached.or(self.0.last()).map(|[ms, _]| *ms as f64)
    }

    /// The 95th percentile; `None` below [`P95_SAMPLES`].
    #[must_use]
    pub fn p95(&self) -> Option<f64> {
        (self.count() >= P95_SAMPLES).then(|| self.percentile(0.95)).flatten()
    }

    /// The 99th percentile; `None` below [`P99_SAMPLES`].
    #[must_use]
    pub fn p99(&self) -> Option<f64> {
        (self.count() >= P99_SAMPLES).then(|| self.percentile(0.99)).flatten()
    }

    /// The greatest value.
    #[must_use]
    pub fn max(&self) -> Option<f64> {
        self.percentile(1.0)
    }

    /// The share of the values above this one; `None` without values.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts and ms far below 2^52")]
    pub fn share_above(&self, limit_ms: f64) -> Option<f64> {
        let above =
            self.0.iter().filter(|[ms, _]| *ms as f64 > limit_ms).fold(0u64, |sum, [_, n]| sum.saturating_add(*n));
        let all = self.count();
        (all > 0).then(|| above as f64 / all as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_shares() {
        let h = Histogram::of((1..=100).map(f64::from).chain([f64::NAN]));
        assert_eq!(
            (h.count(), h.percentile(0.5), h.percentile(0.95), h.max()),
            (100, Some(50.0), Some(95.0), Some(100.0))
        );
        assert_eq!((h.percentile(0.0), h.share_above(90.0)), (Some(1.0), Some(0.1)));
        assert_eq!((Histogram::default().percentile(0.5), Histogram::default().share_above(0.0)), (None, None));
    }

    #[test]
    fn parts_add_up_and_great_values_are_rounded() {
        let h = Histogram::sum([&Histogram::of([0.2, 0.4, 612.0]), &Histogram::of([0.3, 614.0, 99.6, 1234.0])]);
        assert_eq!(h, Histogram(vec![[0, 3], [100, 1], [610, 1], [615, 1], [1250, 1]]));
        assert_eq!(Histogram::of([f64::MAX, -3.0]).count(), 2);
    }
}
