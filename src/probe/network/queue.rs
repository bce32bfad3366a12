//! Whether TCP has filled the queue before the line: until then a load has shown neither its delay nor its losses.

use std::time::{Duration, Instant};

use crate::probe::network::stats::percentile;
use crate::server::protocol::pacer::micros;

/// The delay is first judged after this long.
const FIRST: Duration = Duration::from_millis(500);
/// Time from one judgement to the next, at least.
const BETWEEN: Duration = Duration::from_millis(300);
/// Round trips are compared over this long; with requests since the last judgement.
const SPAN_US: u64 = 300_000;
/// A round trip that grows by less than this from one judgement to the next fills the queue too slowly.
const SLOW_GROWTH: f64 = 1.25;
/// One that grows by less than this though flows were added has stopped growing.
const GROWTH: f64 = 1.1;
/// Within this it is jitter.
const JITTER_MS: f64 = 3.0;
/// A bin below this share of the median: something was lost, thus the queue was full.
const HELD_BACK: f64 = 0.75;

/// How the flows of a load send. CUBIC leaves its slow start as soon as the delay grows (HyStart), and BBR aims at a short
/// queue: a few flows only follow a deep queue that an hour's backup would fill, and others must be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// All the time: a delay that grows by itself is left alone, and one addition without effect shows that the queue is full.
    Steadily,
    /// Request by request: each flow rests until its answer has come through the queue. What added flows bring is over soon,
    /// so that more follow while they have an effect; and two additions must be without one, as requests that happen to end
    /// together leave the queue half empty for a moment.
    ByRequests,
}

/// The queue as the round trips and the bytes show it.
#[derive(Debug)]
pub struct Queue {
    began: Instant,
    sending: Sending,
    /// The round trip in ms when flows were last added with effect, and how many additions had none since.
    added: Option<f64>,
    without_effect: u32,
    judged: Option<(Instant, f64)>,
    full: Option<Instant>,
}

impl Queue {
    /// At the start of a load.
    #[must_use]
    pub fn new(began: Instant, sending: Sending) -> Self {
        Self { began, sending, added: None, without_effect: 0, judged: None, full: None }
    }

    /// How long the queue has been full.
    #[must_use]
    pub fn full_for(&self, now: Instant) -> Duration {
        self.full.map_or(Duration::ZERO, |at| now.saturating_duration_since(at))
    }

    /// Something must have been lost by `now`: the queue is full. Not so soon that it may just not have been filled.
    pub fn overflows(&mut self, now: Instant) {
        if now.saturating_duration_since(self.began) >= FIRST {
            self.full.get_or_insert(now);
        }
    }

    /// Judges what is known at `now`, which is `now_us` on the clock of the round trips (microseconds, ms), and the bytes by
    /// bin. True when more flows are needed.
    pub fn needs_more(&mut self, now: Instant, now_us: u64, trips: &[(u64, f64)], bins: &[u64]) -> bool {
        if self.full.is_some() || now.saturating_duration_since(self.began) < FIRST {
            return false;
        }
        if held_back(bins) {
            self.overflows(now);
            return false;
        }
        let since = |at: Instant| micros(now.saturating_duration_since(at));
        let span_us =
            self.judged.filter(|_| self.sending == Sending::ByRequests).map_or(SPAN_US, |j| since(j.0).max(SPAN_US));
        let recent = trips.iter().rev().take_while(|r| now_us.saturating_sub(r.0) <= span_us).map(|r| r.1);
        let Some(now_ms) = percentile::of_sorted(&percentile::sorted(recent), self.sending.share()) else {
            return false;
        };
        let Some((at, before_ms)) = self.judged else {
            self.judged = Some((now, now_ms));
            return false;
        };
        if now.saturating_duration_since(at) < self.pause(now_ms) {
            return false;
        }
        self.judged = Some((now, now_ms));
        let grows = |from_ms: f64, by: f64| now_ms > from_ms * by + JITTER_MS;
        let by_itself = self.sending == Sending::Steadily || self.added.is_none();
        if by_itself && grows(before_ms, SLOW_GROWTH) {
            return false;
        }
        if self.added.is_some_and(|ms| !grows(ms, GROWTH)) {
            self.without_effect += 1;
            if self.without_effect >= self.sending.without_effect_when_full() {
                self.full = Some(now);
                return false;
            }
        } else {
            (self.added, self.without_effect) = (Some(now_ms), 0);
        }
        true
    }

    /// Until the next judgement: what was changed shows after a round trip, and then for some more.
    fn pause(&self, now_ms: f64) -> Duration {
        let trip = Duration::from_secs_f64(now_ms / 1000.0);
        match (self.added, self.sending) {
            (None, _) => BETWEEN.max(trip / 2),
            (Some(_), Sending::Steadily) => BETWEEN + trip.mul_f64(1.5),
            (Some(_), Sending::ByRequests) => BETWEEN + trip,
        }
    }
}

impl Sending {
    /// Which percentile of the round trips tells how deep the queue is. Requests that end together drain it now and then.
    fn share(self) -> f64 {
        match self {
            Self::Steadily => 0.5,
            Self::ByRequests => 0.75,
        }
    }

    /// So many additions of flows without effect show that the queue is full.
    fn without_effect_when_full(self) -> u32 {
        match self {
            Self::Steadily => 1,
            Self::ByRequests => 2,
        }
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

    /// A load of which the round trip is `ms(t, n)` at each time after `n` additions; gives when flows were added, and when the queue was full.
    fn watched(sending: Sending, seconds: f64, ms: impl Fn(f64, usize) -> f64) -> (Vec<f64>, Option<f64>) {
        let began = Instant::now();
        let mut queue = Queue::new(began, sending);
        let (mut trips, mut added, mut full) = (Vec::new(), Vec::new(), None);
        for tick in 1..=(seconds * 10.0) as u64 {
            for step in 0..10 {
                let at_us = (tick - 1) * 100_000 + step * 10_000;
                trips.push((at_us, ms(at_us as f64 / 1e6, added.len())));
            }
            let now = began + Duration::from_millis(tick * 100);
            if queue.needs_more(now, tick * 100_000, &trips, &[]) {
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
        let (added, full) = watched(Sending::Steadily, 4.0, |t, _| (20.0 + 400.0 * t).min(620.0));
        // Full at 1.5 s: only then are flows added, to see whether there is more room.
        assert!(added.iter().all(|at| *at > 1.5), "{added:?}");
        assert!(full.is_some_and(|at| at > 1.5), "{full:?}");
    }

    #[test]
    fn a_queue_that_stays_short_gets_more_flows_and_is_full_when_they_change_nothing() {
        let (added, full) = watched(Sending::Steadily, 3.0, |_, _| 25.0);
        assert_eq!(added.len(), 1, "{added:?}");
        assert!(added[0] < 1.0 && full.is_some_and(|at| at > added[0]), "{added:?} {full:?}");
    }

    #[test]
    fn nothing_is_said_before_the_first_judgement_and_a_held_back_bin_says_full() {
        let began = Instant::now();
        let mut queue = Queue::new(began, Sending::Steadily);
        let bins = [2000, 1850, 1800, 1800, 300, 1800, 3300];
        assert!(!queue.needs_more(began + Duration::from_millis(400), 400_000, &[], &bins));
        assert_eq!(queue.full_for(began + Duration::from_millis(400)), Duration::ZERO);
        assert!(!queue.needs_more(began + Duration::from_millis(600), 600_000, &[], &bins));
        assert_eq!(queue.full_for(began + Duration::from_millis(900)), Duration::from_millis(300));
    }

    #[test]
    fn flows_that_rest_between_requests_are_added_as_long_as_they_have_an_effect() {
        // Each addition doubles the delay, up to a queue of a second.
        let (added, full) = watched(Sending::ByRequests, 8.0, |_, n| (120.0 * 2f64.powi(n as i32)).min(1000.0));
        assert!(added.len() >= 4 && added[3] < 4.0, "{added:?}");
        assert!(full.is_some_and(|at| at > 3.0), "{full:?}");
        // One that happens to have none proves nothing: requests that end together leave the queue half empty.
        let (added, full) = watched(Sending::ByRequests, 8.0, |_, n| [200.0, 390.0, 380.0, 900.0][n.min(3)]);
        assert!(added.len() >= 4 && full.is_some_and(|at| at > added[3]), "{added:?} {full:?}");
        // A short queue is full after two.
        let (added, full) = watched(Sending::ByRequests, 3.0, |_, _| 50.0);
        assert_eq!(added.len(), 2, "{added:?}");
        assert!(full.is_some_and(|at| at < 2.0), "{full:?}");
    }
}
