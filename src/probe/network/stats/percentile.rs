//! Percentiles, only where there are enough samples for them.

use crate::model::observation::{P95_SAMPLES, P99_SAMPLES, RttSummary};

/// The percentile of sorted values by linear interpolation (type 7); `None` when there are none.
#[must_use]
pub fn of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// Finite values in ascending order.
#[must_use]
pub fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The median; `None` when there are no values.
#[must_use]
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    of_sorted(&sorted(values), 0.5)
}

/// The 95th percentile; `None` below [`P95_SAMPLES`].
#[must_use]
pub fn p95(sorted: &[f64]) -> Option<f64> {
    (sorted.len() as u64 >= P95_SAMPLES).then(|| of_sorted(sorted, 0.95)).flatten()
}

/// The 99th percentile; `None` below [`P99_SAMPLES`].
#[must_use]
pub fn p99(sorted: &[f64]) -> Option<f64> {
    (sorted.len() as u64 >= P99_SAMPLES).then(|| of_sorted(sorted, 0.99)).flatten()
}

/// Round trips in milliseconds, summed up.
#[must_use]
pub fn rtt_summary(values: impl IntoIterator<Item = f64>) -> RttSummary {
    let v = sorted(values);
    RttSummary {
        min: v.first().copied(),
        p50: of_sorted(&v, 0.5),
        p95: p95(&v),
        p99: p99(&v),
        max: v.last().copied(),
        samples: v.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        let v = sorted([4.0, 1.0, 3.0, 2.0, f64::NAN]);
        assert_eq!((of_sorted(&v, 0.0), of_sorted(&v, 0.5), of_sorted(&v, 1.0)), (Some(1.0), Some(2.5), Some(4.0)));
        assert_eq!(median([]), None);
    }

    #[test]
    fn too_few_samples_give_no_percentile() {
        let summary = |n: u32| rtt_summary((0..n).map(f64::from));
        assert_eq!((summary(58).p95, summary(299).p99), (None, None));
        assert!(summary(59).p95.is_some() && summary(300).p99.is_some());
        assert_eq!(summary(0), RttSummary::default());
    }
}
