//! How irregularly datagrams arrive.

use super::flow::{Flow, Packet};
use super::percentile;

/// Delay variation of one direction.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Delays {
    /// RFC 3550 section 6.4.1 interarrival jitter at the end, in ms.
    pub jitter_ms: Option<f64>,
    /// RFC 5481 packet delay variation (difference to the fastest), in ms, ascending.
    pub pdv_ms: Vec<f64>,
}

impl Delays {
    /// From all flows of one direction, in order. Datagrams that left late are left out; the drift between the clocks is
    /// taken out.
    #[must_use]
    pub fn of<'a>(flows: impl IntoIterator<Item = &'a Flow> + Clone) -> Self {
        let timely = |f: &'a Flow| f.packets.iter().filter(|p| !p.late);
        let points: Vec<(f64, f64)> = flows
            .clone()
            .into_iter()
            .flat_map(timely)
            .map(|p| (p.sent_us as f64 / 1e6, p.difference_us() / 1000.0))
            .collect();
        let drift = drift_ms_per_s(&points);
        let levelled: Vec<f64> = points.iter().map(|(t, d)| d - drift * t).collect();
        let least = levelled.iter().copied().min_by(f64::total_cmp).unwrap_or(0.0);
        let pdv_ms = percentile::sorted(levelled.into_iter().map(|d| d - least));

        let mut jitter: Option<f64> = None;
        for flow in flows {
            let packets: Vec<&Packet> = timely(flow).collect();
            for pair in packets.windows(2) {
                if let [a, b] = pair {
                    let change = (b.difference_us() - a.difference_us()).abs() / 1000.0;
                    let j = jitter.unwrap_or(0.0);
                    jitter = Some(j + (change - j) / 16.0);
                }
            }
        }
        Self { jitter_ms: jitter, pdv_ms }
    }

    /// Share of datagrams that come too late for a buffer of this length; `None` without datagrams.
    #[must_use]
    pub fn late_ratio(&self, buffer_ms: f64) -> Option<f64> {
        let n = self.pdv_ms.len();
        (n > 0).then(|| (n - self.pdv_ms.partition_point(|v| *v <= buffer_ms)) as f64 / n as f64)
    }
}

/// Slope between the clocks, by a straight line through the least difference of each second (least squares). Zero when the
/// time is too short to tell drift from a filling queue, or when the slope is more than clocks do.
fn drift_ms_per_s(points: &[(f64, f64)]) -> f64 {
    const SECONDS_NEEDED: usize = 6;
    // 200 ppm; quartz clocks are within 100 ppm.
    const PLAUSIBLE: f64 = 0.2;
    let mut minima: std::collections::BTreeMap<i64, (f64, f64)> = std::collections::BTreeMap::new();
    for (t, d) in points {
        let place = minima.entry(t.floor() as i64).or_insert((*t, *d));
        if *d < place.1 {
            *place = (*t, *d);
        }
    }
    if minima.len() < SECONDS_NEEDED {
        return 0.0;
    }
    let minima: Vec<(f64, f64)> = minima.into_values().collect();
    let slope = slope(&minima).unwrap_or(0.0);
    if slope.abs() <= PLAUSIBLE { slope } else { 0.0 }
}

/// Slope of the least-squares line; `None` when all points have the same x.
#[must_use]
pub fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len() as f64;
    let (sum_x, sum_y) = points.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
    let (mean_x, mean_y) = (sum_x / n, sum_y / n);
    let (mut xy, mut xx) = (0.0, 0.0);
    for (x, y) in points {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x).powi(2);
    }
    (xx > 0.0).then(|| xy / xx)
}

#[cfg(test)]
mod tests {
    use super::super::flow::testing::flow;
    use super::*;

    #[test]
    fn a_steady_line_has_none() {
        let delays = Delays::of(&[flow(300, 20_000, |_| Some(30_000))]);
        assert_eq!(delays.jitter_ms, Some(0.0));
        assert_eq!(percentile::p99(&delays.pdv_ms), Some(0.0));
    }

    #[test]
    fn jitter_settles_at_the_mean_change() {
        // Every other datagram 8 ms later: |D| is always 8 ms, so J approaches 8.
        let delays = Delays::of(&[flow(400, 20_000, |s| Some(if s % 2 == 0 { 0 } else { 8000 }))]);
        assert!((delays.jitter_ms.unwrap() - 8.0).abs() < 0.01);
        assert_eq!(percentile::p95(&delays.pdv_ms), Some(8.0));
        assert_eq!(delays.late_ratio(5.0), Some(0.5));
    }

    #[test]
    fn drift_between_the_clocks_is_no_delay() {
        // 50 ppm over 20 s is 1 ms.
        let delays = Delays::of(&[flow(1000, 20_000, |s| Some(u64::from(s)))]);
        assert!(*delays.pdv_ms.last().unwrap() < 0.05, "{:?}", delays.pdv_ms.last());
    }

    #[test]
    fn late_sends_are_left_out() {
        let mut f = flow(300, 20_000, |s| Some(if s == 100 { 40_000 } else { 1000 }));
        f.packets.iter_mut().filter(|p| p.seq == 100).for_each(|p| p.late = true);
        assert_eq!(Delays::of(&[f]).pdv_ms.last(), Some(&0.0));
        assert_eq!(Delays::of(&[]), Delays::default());
    }
}
