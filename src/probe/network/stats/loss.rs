//! Loss by number at the receiver, and its bursts.

use super::flow::Flow;

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LossCount {
    /// Sent.
    pub sent: u64,
    /// Not arrived in time.
    pub lost: u64,
    /// Runs of consecutive losses.
    pub bursts: u64,
    /// Longest run.
    pub longest: u64,
    /// Arrived after one with a greater number (RFC 4737).
    pub reordered: u64,
    /// Arrived again.
    pub duplicated: u64,
}

impl LossCount {
    /// Counts one flow. What arrives more than `window_us` after the fastest is lost.
    #[must_use]
    pub fn of(flow: &Flow, window_us: f64) -> Self {
        let mut count = Self { sent: u64::from(flow.sent), ..Self::default() };
        let arrived = flow.in_time(window_us);
        let mut next = 0u32;
        for seq in arrived.iter().map(|p| p.seq).chain([flow.sent]) {
            let missing = u64::from(seq.saturating_sub(next));
            count.lost += missing;
            count.bursts += u64::from(missing > 0);
            count.longest = count.longest.max(missing);
            next = seq.saturating_add(1);
        }
        let mut highest = None;
        let mut seen = std::collections::HashSet::new();
        for packet in &flow.packets {
            if !seen.insert(packet.seq) {
                count.duplicated += 1;
            } else if highest.is_some_and(|h| packet.seq < h) {
                count.reordered += 1;
            }
            highest = highest.max(Some(packet.seq));
        }
        count
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            lost: self.lost + other.lost,
            bursts: self.bursts + other.bursts,
            longest: self.longest.max(other.longest),
            reordered: self.reordered + other.reordered,
            duplicated: self.duplicated + other.duplicated,
        }
    }

    /// lost / sent; `None` when nothing was sent.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.sent > 0).then(|| self.lost as f64 / self.sent as f64)
    }

    /// The ratio without the longest burst; `None` when nothing was sent.
    #[must_use]
    pub fn scattered_ratio(&self) -> Option<f64> {
        (self.sent > 0).then(|| (self.lost - self.longest.min(self.lost)) as f64 / self.sent as f64)
    }

    /// Mean length of a burst; `None` without loss.
    #[must_use]
    pub fn burst_mean(&self) -> Option<f64> {
        (self.bursts > 0).then(|| self.lost as f64 / self.bursts as f64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::flow::testing::flow;
    use super::*;

    const WINDOW: f64 = 1e6;

    #[test]
    fn counts_loss_bursts_and_the_tail() {
        let lost = |seq| ![3, 4, 7, 99].contains(&seq);
        let count = LossCount::of(&flow(100, 20_000, |s| lost(s).then_some(5000)), WINDOW);
        assert_eq!((count.sent, count.lost, count.bursts, count.longest), (100, 4, 3, 2));
        assert_eq!((count.burst_mean(), count.scattered_ratio()), (Some(4.0 / 3.0), Some(0.02)));
    }

    #[test]
    fn what_comes_after_the_window_is_lost_and_reordered() {
        let count = LossCount::of(&flow(100, 20_000, |s| Some(if s == 5 { 1_200_000 } else { 1000 })), WINDOW);
        assert_eq!((count.lost, count.reordered), (1, 1));
        let count = LossCount::of(&flow(100, 20_000, |s| Some(if s == 5 { 900_000 } else { 1000 })), WINDOW);
        assert_eq!((count.lost, count.reordered), (0, 1));
    }

    #[test]
    fn a_duplicate_replaces_nothing() {
        let mut flow = flow(10, 20_000, |s| (s != 4).then_some(1000));
        flow.packets.push(flow.packets[2]);
        let count = LossCount::of(&flow, WINDOW);
        assert_eq!((count.lost, count.duplicated, count.reordered), (1, 1, 0));
    }

    #[test]
    fn nothing_arrived_is_all_lost() {
        let count = LossCount::of(&flow(10, 20_000, |_| None), WINDOW);
        assert_eq!((count.lost, count.bursts, count.ratio()), (10, 1, Some(1.0)));
    }

    proptest! {
        #[test]
        fn lost_and_arrived_add_up(mask in proptest::collection::vec(any::<bool>(), 1..300)) {
            let n = u32::try_from(mask.len()).unwrap();
            let count = LossCount::of(&flow(n, 5000, |s| mask[s as usize].then_some(100)), WINDOW);
            prop_assert_eq!(count.lost, mask.iter().filter(|m| !**m).count() as u64);
        }
    }
}
