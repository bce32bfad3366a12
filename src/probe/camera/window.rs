//! What was seen over the last seconds, as one observation. Pure: times are seconds since the camera was asked for.

use std::collections::VecDeque;

use crate::model::observation::CameraObservation;

use super::measure::{Measures, STILL_BELOW};

/// Length of the window in s where nothing else is asked.
pub const USUAL_S: f64 = 5.0;

/// Longest window in s.
pub const LONGEST_S: f64 = 120.0;

/// After the first frame so much time …
const SETTLING_S: f64 = 0.5;

/// … or so many frames do not count: exposure settles, and drivers repeat frames at the start of a stream.
const SETTLING_FRAMES: u32 = 10;

/// A picture that stands still for this long is frozen, in s.
const FROZEN_AFTER_S: f64 = 1.5;

/// Shortest time over which a rate is told, in s.
const LEAST_RATE_S: f64 = 0.9;

/// More frames than any camera gives in the longest window are not kept.
const MOST_KEPT: usize = 30_000;

/// One frame that could be looked at.
#[derive(Debug, Clone, Copy)]
struct Look {
    at_s: f64,
    /// `None`: garbage.
    measures: Option<Measures>,
}

/// The frames of the last seconds.
#[derive(Debug, Clone)]
pub struct Window {
    /// False for pictures from a file: they have no rate and may stand still.
    live: bool,
    length_s: f64,
    first_s: Option<f64>,
    frames: u32,
    settled_s: Option<f64>,
    arrivals: VecDeque<(f64, bool)>,
    looks: VecDeque<Look>,
    /// When the picture changed; the last change before the window is kept.
    changes: VecDeque<f64>,
}

impl Window {
    /// An empty window of the usual length. `live` is false for pictures from a file.
    #[must_use]
    pub fn new(live: bool) -> Self {
        Self {
            live,
            length_s: USUAL_S,
            first_s: None,
            frames: 0,
            settled_s: None,
            arrivals: VecDeque::new(),
            looks: VecDeque::new(),
            changes: VecDeque::new(),
        }
    }

    /// Makes the window longer, for a watch that lasts longer. It never gets shorter.
    pub fn reach(&mut self, seconds: f64) {
        if seconds.is_finite() {
            self.length_s = self.length_s.max(seconds.min(LONGEST_S));
        }
    }

    /// The driver handed a frame over that it took at `at_s`; `distinct`: it is not the one before once more.
    pub fn arrived(&mut self, at_s: f64, distinct: bool) {
        let at_s = self.arrivals.back().map_or(at_s, |(last, _)| at_s.max(*last));
        let first = *self.first_s.get_or_insert(at_s);
        self.frames = self.frames.saturating_add(1);
        if self.live && self.settled_s.is_none() {
            if self.frames <= SETTLING_FRAMES && at_s - first < SETTLING_S {
                return;
            }
            // The pictures until now were of a camera that was settling.
            self.looks.clear();
        }
        self.settled_s.get_or_insert(at_s);
        self.arrivals.push_back((at_s, distinct));
        self.forget(at_s);
    }

    /// A frame was looked at: `measures` is `None` for garbage; `difference` is the mean difference to the frame before,
    /// `None` where there is none to compare.
    pub fn looked(&mut self, at_s: f64, measures: Option<Measures>, difference: Option<f64>) {
        if measures.is_some() && difference.is_none_or(|d| d >= STILL_BELOW) {
            self.changes.push_back(at_s);
        }
        self.looks.push_back(Look { at_s, measures });
        self.forget(at_s);
    }

    /// The observation at `now_s`, without the names.
    #[must_use]
    pub fn observe(&self, now_s: f64) -> CameraObservation {
        let begin_s = self.begin_s(now_s);
        let looks = || self.looks.iter().filter(move |look| look.at_s >= begin_s);
        let seen: Vec<Measures> = looks().filter_map(|look| look.measures).collect();
        let (delivered_fps, distinct_fps) = self.rates(now_s);
        let mean =
            |value: fn(&Measures) -> f64| share(seen.iter().map(value).fold(0.0, std::ops::Add::add), seen.len());
        CameraObservation {
            delivered_fps,
            distinct_fps,
            frozen_ratio: self.frozen_ratio(now_s),
            black_ratio: mean(|m| f64::from(u8::from(m.is_black()))),
            brightness: mean(|m| m.mean / 255.0),
            contrast: mean(|m| f64::from(m.p95.saturating_sub(m.p5)) / 255.0),
            watched_s: (now_s - begin_s).max(0.0),
            garbage_ratio: share(count(looks().filter(|look| look.measures.is_none()).count()), looks().count())
                .unwrap_or(0.0),
            ..CameraObservation::default()
        }
    }

    /// Where the window begins: never before the camera had settled.
    fn begin_s(&self, now_s: f64) -> f64 {
        let start = self.settled_s.or(self.first_s).unwrap_or(now_s);
        start.max(now_s - self.length_s)
    }

    /// Frames per second, all and distinct ones.
    fn rates(&self, now_s: f64) -> (Option<f64>, Option<f64>) {
        let begin_s = self.begin_s(now_s);
        let inside: Vec<&(f64, bool)> = self.arrivals.iter().filter(|(at, _)| *at >= begin_s).collect();
        let (Some((first, _)), Some((last, _)), true) = (inside.first(), inside.last(), self.live) else {
            return (None, None);
        };
        let intervals = inside.len() - 1;
        let mut span = last - first;
        // Where the stream has stopped since, the silence counts as well.
        let mean = span / count(intervals.max(1));
        let silence = now_s - last;
        if silence > (3.0 * mean).max(0.3) {
            span += silence - mean;
        }
        if span < LEAST_RATE_S {
            return (None, None);
        }
        let distinct = inside.iter().skip(1).filter(|(_, distinct)| *distinct).count();
        (Some(count(intervals) / span), Some(count(distinct) / span))
    }

    /// Share of the window in which the picture stood still for long enough, a stream without frames included.
    fn frozen_ratio(&self, now_s: f64) -> Option<f64> {
        let begin_s = self.begin_s(now_s);
        let watched = now_s - begin_s;
        if !self.live || watched < LEAST_RATE_S || self.changes.is_empty() {
            return None;
        }
        let ends = self.changes.iter().skip(1).copied().chain([now_s]);
        let still: f64 = self
            .changes
            .iter()
            .zip(ends)
            .filter(|(from, to)| to - *from >= FROZEN_AFTER_S)
            .map(|(from, to)| (to.min(now_s) - from.max(begin_s)).max(0.0))
            // Not `sum`: that of nothing is -0.
            .fold(0.0, std::ops::Add::add);
        Some((still / watched).clamp(0.0, 1.0))
    }

    fn forget(&mut self, now_s: f64) {
        let begin_s = now_s - self.length_s - 1.0;
        while self.arrivals.len() > MOST_KEPT || self.arrivals.front().is_some_and(|(at, _)| *at < begin_s) {
            self.arrivals.pop_front();
        }
        while self.looks.len() > MOST_KEPT || self.looks.front().is_some_and(|look| look.at_s < begin_s) {
            self.looks.pop_front();
        }
        while self.changes.len() > MOST_KEPT || self.changes.get(1).is_some_and(|second| *second < begin_s) {
            self.changes.pop_front();
        }
    }
}

fn share(sum: f64, of: usize) -> Option<f64> {
    (of > 0).then(|| sum / count(of))
}

#[expect(clippy::cast_precision_loss, reason = "counts of frames are far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
