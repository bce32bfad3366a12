//! Whether TCP has filled the queue before the line: until then a load has shown neither its delay nor its losses.

use std::time::{Duration, Instant};

use crate::probe::network::stats::percentile;

/// Flows that are opened in addition where those at work do not fill the queue: CUBIC leaves its slow start as soon as the
/// delay grows (HyStart), and then a deep queue on a slow line would take ten seconds.
pub const MORE_FLOWS: u8 = 4;
/// The first look.
const FIRST: Duration = Duration::from_millis(500);
/// Time between two looks, at least.
const BETWEEN: Duration = Duration::from_millis(300);
/// Round trips are compared by their medians over this long.
const SPAN_US: u64 = 300_000;
/// A round trip that grows by less than this from look to look fills the queue too slowly.
const SLOW_GROWTH: f64 = 1.25;
/// One that grows by less than this though flows were added has stopped growing.
const GROWTH: f64 = 1.1;
/// Within this it is jitter.
const JITTER_MS: f64 = 3.0;
/// A bin below this share of the median: something was lost, thus the queue was full.
const HELD_BACK: f64 = 0.75;

/// The queue as the round trips and the bytes show it.
#[derive(Debug)]
pub struct Queue {
    began: Instant,
    /// The round trip in ms when flows were last added.
    added: Option<f64>,
    looked: Option<(Instant, f64)>,
    full: Option<Instant>,
}

impl Queue {
    /// At the start of a load.
    #[must_use]
    pub fn new(began: Instant) -> Self {
        Self { began, added: None, looked: None, full: None }
    }

    /// How long the queue has been full.
    #[must_use]
    pub fn full_for(&self, now: Instant) -> Duration {
        self.full.map_or(Duration::ZERO, |at| now.saturating_duration_since(at))
    }

    /// Takes in what is known at `now`, which is `now_us` on the clock of the round trips (microseconds, ms), and the bytes by
    /// bin. True when more flows are needed.
    pub fn look(&mut self, now: Instant, now_us: u64, trips: &[(u64, f64)], bins: &[u64]) -> bool {
        if self.full.is_some() || now.saturating_duration_since(self.began) < FIRST {
            return false;
        }
        if held_back(bins) {
            self.full = Some(now);
            return false;
        }
        let recent = trips.iter().rev().take_while(|r| now_us.saturating_sub(r.0) <= SPAN_US).map(|r| r.1);
        let Some(now_ms) = percentile::median(recent) else { return false };
        // What was changed shows after a round trip, and then for some more.
        let trip = Duration::from_secs_f64(now_ms / 1000.0);
        let pause = if self.added.is_some() { BETWEEN + trip.mul_f64(1.5) } else { BETWEEN.max(trip / 2) };
        let Some((at, before_ms)) = self.looked else {
            self.looked = Some((now, now_ms));
            return false;
        };
        if now.saturating_duration_since(at) < pause {
            return false;
        }
        self.looked = Some((now, now_ms));
        let grows = |from_ms: f64, by: f64| now_ms > from_ms * by + JITTER_MS;
        if grows(before_ms, SLOW_GROWTH) {
            return false;
        }
        if self.added.is_some_and(|ms| !grows(ms, GROWTH)) {
            self.full = Some(now);
            return false;
        }
        self.added = Some(now_ms);
        true
    }
}

/// True when a bin after the first second's half lags far behind the others.
fn held_back(bins: &[u64]) -> bool {
    let later = bins.get(2..).unwrap_or_default();
    let Some(median) = percentile::median(later.iter().map(|b| *b as f64)) else { return false };
    later.iter().any(|b| (*b as f64) < median * HELD_BACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lump_shows_a_loss_and_even_bins_none() {
        assert!(held_back(&[2000, 1850, 1800, 1800, 300, 1800, 3300]));
        assert!(!held_back(&[100, 900, 1800, 1790, 1810, 1700]));
        assert!(!held_back(&[]));
    }

    /// A load of which the round trip is `ms(t)` at each time; gives when flows were added, and when the queue was full.
    fn watched(seconds: f64, ms: impl Fn(f64) -> f64) -> (Vec<f64>, Option<f64>) {
        let began = Instant::now();
        let mut queue = Queue::new(began);
        let (mut trips, mut added, mut full) = (Vec::new(), Vec::new(), None);
        for tick in 1..=(seconds * 10.0) as u64 {
            for step in 0..10 {
                let at_us = (tick - 1) * 100_000 + step * 10_000;
                trips.push((at_us, ms(at_us as f64 / 1e6)));
            }
            let now = began + Duration::from_millis(tick * 100);
            if queue.look(now, tick * 100_000, &trips, &[]) {
                added.push(tick as f64 / 10.0);
            }
            if full.is_none() && queue.full.is_some() {
                full = Some(tick as f64 / 10.0);
            }
        }
        (added, full)
    }

    #[test]
    fn a_queue_that_grows_by_itself_is_left_alone_until_it_stops() {
        let (added, full) = watched(4.0, |t| (20.0 + 400.0 * t).min(620.0));
        // Full at 1.5 s: only then are flows added, to see whether there is more room.
        assert!(added.iter().all(|at| *at > 1.5), "{added:?}");
        assert!(full.is_some_and(|at| at > 1.5), "{full:?}");
    }

    #[test]
    fn a_queue_that_stays_short_gets_more_flows_and_is_full_when_they_change_nothing() {
        let (added, full) = watched(3.0, |_| 25.0);
        assert_eq!(added.len(), 1, "{added:?}");
        assert!(added[0] < 1.0 && full.is_some_and(|at| at > added[0]), "{added:?} {full:?}");
    }

    #[test]
    fn nothing_is_said_before_the_first_look_and_a_held_back_bin_says_full() {
        let began = Instant::now();
        let mut queue = Queue::new(began);
        let bins = [2000, 1850, 1800, 1800, 300, 1800, 3300];
        assert!(!queue.look(began + Duration::from_millis(400), 400_000, &[], &bins));
        assert_eq!(queue.full_for(began + Duration::from_millis(400)), Duration::ZERO);
        assert!(!queue.look(began + Duration::from_millis(600), 600_000, &[], &bins));
        assert_eq!(queue.full_for(began + Duration::from_millis(900)), Duration::from_millis(300));
    }
}
