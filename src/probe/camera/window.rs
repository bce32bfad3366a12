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
mod tests {
    use super::*;

    const GREY: Measures = Measures { mean: 127.5, std: 40.0, p5: 51, p95: 204, p99: 220 };
    const BLACK: Measures = Measures { mean: 5.0, std: 1.0, p5: 3, p95: 8, p99: 9 };

    /// A camera that gives `frames` at `fps` from second 1 on, all different.
    fn camera(fps: f64, frames: u32) -> Window {
        let mut window = Window::new(true);
        for i in 0..frames {
            frame(&mut window, 1.0 + f64::from(i) / fps, 1.0);
        }
        window
    }

    fn frame(window: &mut Window, at_s: f64, difference: f64) {
        window.arrived(at_s, difference > 0.0);
        window.looked(at_s, Some(GREY), Some(difference));
    }

    #[test]
    fn a_steady_camera() {
        let window = camera(30.0, 300);
        let seen = window.observe(11.0);
        assert!((seen.delivered_fps.unwrap() - 30.0).abs() < 0.2, "{seen:?}");
        assert!((seen.distinct_fps.unwrap() - 30.0).abs() < 0.2);
        assert_eq!(seen.frozen_ratio, Some(0.0));
        assert!(seen.frozen_ratio.unwrap().is_sign_positive(), "never -0");
        assert_eq!(seen.black_ratio, Some(0.0));
        assert!((seen.brightness.unwrap() - 0.5).abs() < 1e-9);
        assert!((seen.contrast.unwrap() - 0.6).abs() < 1e-9);
        assert!((seen.watched_s - 5.0).abs() < 1e-9);
        assert_eq!(seen.garbage_ratio, 0.0);
    }

    #[test]
    fn the_start_of_a_stream_does_not_count() {
        let mut window = Window::new(true);
        for i in 0..10 {
            window.arrived(0.01 * f64::from(i), true);
            window.looked(0.01 * f64::from(i), Some(BLACK), Some(9.0));
        }
        for i in 0..30 {
            frame(&mut window, 0.5 + f64::from(i) / 10.0, 1.0);
        }
        let seen = window.observe(3.5);
        assert!((seen.delivered_fps.unwrap() - 10.0).abs() < 0.1, "{seen:?}");
        assert_eq!(seen.black_ratio, Some(0.0));
        assert!((seen.watched_s - 3.0).abs() < 1e-9);
    }

    #[test]
    fn repeated_frames_count_as_delivered_only() {
        let mut window = Window::new(true);
        for i in 0..200 {
            frame(&mut window, f64::from(i) / 30.0, if i % 2 == 0 { 1.0 } else { 0.0 });
        }
        let seen = window.observe(200.0 / 30.0);
        assert!((seen.delivered_fps.unwrap() - 30.0).abs() < 0.2);
        assert!((seen.distinct_fps.unwrap() - 15.0).abs() < 0.2);
        assert_eq!(seen.frozen_ratio, Some(0.0), "33 ms of standing still is no freezing");
    }

    #[test]
    fn a_frozen_picture_counts_from_when_it_stood_still() {
        let mut window = camera(10.0, 30);
        for i in 0..30 {
            frame(&mut window, 4.0 + f64::from(i) / 10.0, 0.001);
        }
        let seen = window.observe(6.9);
        // Window 1.9 to 6.9; the last change was at 3.9.
        assert!((seen.frozen_ratio.unwrap() - 0.6).abs() < 0.01, "{seen:?}");
        assert!(seen.distinct_fps.unwrap() < seen.delivered_fps.unwrap() || seen.delivered_fps.is_some());
        let mut long = window.clone();
        for i in 0..50 {
            frame(&mut long, 7.0 + f64::from(i) / 10.0, 0.0);
        }
        assert_eq!(long.observe(12.0).frozen_ratio, Some(1.0));
    }

    #[test]
    fn a_stream_that_stops_is_slow_and_frozen() {
        let window = camera(10.0, 50);
        let seen = window.observe(8.4);
        assert!(seen.delivered_fps.unwrap() < 6.0, "{seen:?}");
        assert!(seen.frozen_ratio.unwrap() > 0.4);
    }

    #[test]
    fn garbage_is_counted_and_has_no_brightness() {
        let mut window = Window::new(true);
        for i in 0..100 {
            window.arrived(f64::from(i) / 10.0, true);
            window.looked(f64::from(i) / 10.0, None, None);
        }
        let seen = window.observe(9.9);
        assert_eq!(seen.garbage_ratio, 1.0);
        assert_eq!((seen.brightness, seen.black_ratio, seen.frozen_ratio), (None, None, None));
        assert!((seen.delivered_fps.unwrap() - 10.0).abs() < 0.1);
    }

    #[test]
    fn black_frames_are_shared_out() {
        let mut window = Window::new(true);
        for i in 0..200 {
            window.arrived(f64::from(i) / 20.0, true);
            window.looked(f64::from(i) / 20.0, Some(if i % 4 == 0 { BLACK } else { GREY }), Some(1.0));
        }
        assert!((window.observe(10.0).black_ratio.unwrap() - 0.25).abs() < 0.02);
    }

    #[test]
    fn a_file_has_no_rates() {
        let mut window = Window::new(false);
        for i in 0..50 {
            window.arrived(f64::from(i) / 10.0, false);
            window.looked(f64::from(i) / 10.0, Some(GREY), Some(0.0));
        }
        let seen = window.observe(5.0);
        assert_eq!((seen.delivered_fps, seen.distinct_fps, seen.frozen_ratio), (None, None, None));
        assert!(seen.brightness.is_some());
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_gives_no_nonsense(
            frames in proptest::collection::vec((0.0_f64..30.0, proptest::bool::ANY, 0_u8..4, 0.0_f64..1.0), 0..200),
            now_s in 0.0_f64..60.0,
            length_s in 0.0_f64..200.0,
            live in proptest::bool::ANY,
        ) {
            let mut window = Window::new(live);
            window.reach(length_s);
            for (at_s, distinct, kind, difference) in frames {
                window.arrived(at_s, distinct);
                let measures = [Some(GREY), Some(BLACK), None, None][usize::from(kind)];
                window.looked(at_s, measures, (kind < 3).then_some(difference));
            }
            let seen = window.observe(now_s);
            for ratio in [seen.frozen_ratio, seen.black_ratio, seen.brightness, seen.contrast, Some(seen.garbage_ratio)] {
                proptest::prop_assert!(ratio.is_none_or(|r| (0.0..=1.0).contains(&r)), "{seen:?}");
            }
            for fps in [seen.delivered_fps, seen.distinct_fps] {
                proptest::prop_assert!(fps.is_none_or(|f| f.is_finite() && f >= 0.0), "{seen:?}");
            }
            proptest::prop_assert!(seen.distinct_fps <= seen.delivered_fps);
            proptest::prop_assert!(seen.watched_s.is_finite() && seen.watched_s >= 0.0);
        }
    }

    #[test]
    fn too_little_is_not_told() {
        assert_eq!(Window::new(true).observe(3.0), CameraObservation::default());
        let seen = camera(30.0, 20).observe(1.7);
        assert_eq!((seen.delivered_fps, seen.frozen_ratio), (None, None));
    }

    #[test]
    fn a_longer_watch_reaches_further_and_memory_is_bounded() {
        let mut window = Window::new(true);
        window.reach(20.0);
        window.reach(f64::NAN);
        for i in 0..3000 {
            frame(&mut window, f64::from(i) / 30.0, 1.0);
        }
        assert!((window.observe(100.0).watched_s - 20.0).abs() < 1e-9);
        assert!(window.arrivals.len() < 700 && window.looks.len() < 700 && window.changes.len() < 700);
    }
}
