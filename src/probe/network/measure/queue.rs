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
    pub fn full_for(&self) -> Duration {
        self.full.map_or(Duration::ZERO, |at| at.elapsed())
    }

    /// Takes in what is known by now: round trips (microseconds, ms) and bytes by bin. True when more flows are needed.
    pub fn look(&mut self, trips: &[(u64, f64)], now_us: u64, bins: &[u64]) -> bool {
        if self.full.is_some() || self.began.elapsed() < FIRST {
            return false;
        }
        if held_back(bins) {
            self.full = Some(Instant::now());
            return false;
        }
        let recent = trips.iter().rev().take_while(|r| now_us.saturating_sub(r.0) <= SPAN_US).map(|r| r.1);
        let Some(now_ms) = percentile::median(recent) else { return false };
        // What was changed shows after a round trip, and then for some more.
        let trip = Duration::from_secs_f64(now_ms / 1000.0);
        let pause = if self.added.is_some() { BETWEEN + trip.mul_f64(1.5) } else { BETWEEN.max(trip / 2) };
        let Some((at, before_ms)) = self.looked else {
            self.looked = Some((Instant::now(), now_ms));
            return false;
        };
        if at.elapsed() < pause {
            return false;
        }
        self.looked = Some((Instant::now(), now_ms));
        let grows = |from_ms: f64, by: f64| now_ms > from_ms * by + JITTER_MS;
        if grows(before_ms, SLOW_GROWTH) {
            return false;
        }
        if self.added.is_some_and(|ms| !grows(ms, GROWTH)) {
            self.full = Some(Instant::now());
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
}
