//! What was seen over the last seconds, as one observation. Pure: times are seconds since the camera was asked for.

use std::collections::VecDeque;

use crate::model::observation::{CameraObservation, PictureLook, PictureSpan};

/// Length of the window in s where nothing else is asked.
pub const USUAL_S: f64 = 5.0;

/// Longest window in s.
pub const LONGEST_S: f64 = 120.0;

/// After the first frame so much time …
const SETTLING_S: f64 = 0.5;

/// … or so many frames do not count: exposure settles, and drivers repeat frames at the start of a stream.
const SETTLING_FRAMES: u32 = 10;

/// Length of a span in s.
const SPAN_S: f64 = 0.5;

/// Shortest time over which a rate is told, in s.
const LEAST_RATE_S: f64 = 0.9;

/// More frames than any camera gives in the longest window are not kept.
const MOST_KEPT: usize = 30_000;

/// What came in one span, under way.
#[derive(Debug, Clone)]
struct Span {
    /// Which one: spans are counted from second 0.
    number: u64,
    looked: u32,
    broken: u32,
    change: Option<f64>,
    /// The looks, added up.
    looks: u32,
    sum: PictureLook,
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
    spans: VecDeque<Span>,
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
            spans: VecDeque::new(),
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
            self.spans.clear();
        }
        self.settled_s.get_or_insert(at_s);
        self.arrivals.push_back((at_s, distinct));
        self.forget(at_s);
    }

    /// A frame was looked at. `difference` is the mean difference to the frame before, `None` where there is none to
    /// compare; `look` says what it looks like and is not needed for each.
    pub fn looked(&mut self, at_s: f64, look: Option<PictureLook>, difference: Option<f64>) {
        let live = self.live;
        let Some(span) = self.span(at_s) else { return };
        span.looked = span.looked.saturating_add(1);
        if live && let Some(difference) = difference {
            span.change = Some(span.change.map_or(difference, |most| most.max(difference)));
        }
        if let Some(look) = look {
            span.looks = span.looks.saturating_add(1);
            span.sum = if span.looks == 1 { look } else { combine(span.sum, look, |a, b| a + b) };
        }
        self.forget(at_s);
    }

    /// A frame could not be decoded.
    pub fn broke(&mut self, at_s: f64) {
        if let Some(span) = self.span(at_s) {
            span.broken = span.broken.saturating_add(1);
        }
        self.forget(at_s);
    }

    /// The span of this moment; a moment before the newest span counts to that.
    fn span(&mut self, at_s: f64) -> Option<&mut Span> {
        let number = span_of(at_s);
        if self.spans.back().is_none_or(|last| last.number < number) {
            let sum = PictureLook::default();
            self.spans.push_back(Span { number, looked: 0, broken: 0, change: None, looks: 0, sum });
        }
        self.spans.back_mut()
    }

    /// The observation at `now_s`, without the names and without what follows from the spans.
    #[must_use]
    pub fn observe(&self, now_s: f64) -> CameraObservation {
        let begin_s = self.begin_s(now_s);
        let (delivered_fps, distinct_fps) = self.rates(now_s);
        let spans = self.spans_between(begin_s, now_s);
        let looks: Vec<(f64, PictureLook)> =
            spans.iter().filter_map(|span| Some((f64::from(span.looked), span.look?))).collect();
        let weight = looks.iter().map(|(weight, _)| weight).fold(0.0, std::ops::Add::add);
        let mean = |value: fn(&PictureLook) -> f64| {
            let sum = looks.iter().map(|(weight, look)| weight * value(look)).fold(0.0, std::ops::Add::add);
            (weight > 0.0).then(|| (sum / weight / 255.0).clamp(0.0, 1.0))
        };
        CameraObservation {
            delivered_fps,
            distinct_fps,
            brightness: mean(|look| look.mean),
            contrast: mean(|look| look.p95 - look.p5),
            watched_s: (now_s - begin_s).max(0.0),
            spans,
            ..CameraObservation::default()
        }
    }

    /// Every span from `begin_s` to `now_s`, those without a frame too; the first and the last may be shorter.
    fn spans_between(&self, begin_s: f64, now_s: f64) -> Vec<PictureSpan> {
        if self.first_s.is_none() || now_s <= begin_s {
            return Vec::new();
        }
        (span_of(begin_s)..=span_of(now_s))
            .filter_map(|number| {
                let (from, to) = (count_u64(number) * SPAN_S, count_u64(number + 1) * SPAN_S);
                let length_s = to.min(now_s) - from.max(begin_s);
                let found = self.spans.iter().find(|span| span.number == number);
                let empty = PictureSpan { length_s: rounded(length_s), ..PictureSpan::default() };
                (length_s > 0.0).then(|| found.map_or(empty, |span| span.told(length_s)))
            })
            .collect()
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

    fn forget(&mut self, now_s: f64) {
        let begin_s = now_s - self.length_s - 1.0;
        while self.arrivals.len() > MOST_KEPT || self.arrivals.front().is_some_and(|(at, _)| *at < begin_s) {
            self.arrivals.pop_front();
        }
        while self.spans.len() > MOST_KEPT || self.spans.front().is_some_and(|span| span.number < span_of(begin_s)) {
            self.spans.pop_front();
        }
    }
}

impl Span {
    fn told(&self, length_s: f64) -> PictureSpan {
        let looks = f64::from(self.looks.max(1));
        PictureSpan {
            length_s: rounded(length_s),
            looked: self.looked,
            broken: self.broken,
            change: self.change.map(rounded),
            look: (self.looks > 0).then(|| combine(self.sum, self.sum, |sum, _| rounded(sum / looks))),
        }
    }
}

/// Combines two looks figure by figure. The size is that of the second.
fn combine(a: PictureLook, b: PictureLook, with: impl Fn(f64, f64) -> f64) -> PictureLook {
    let each = |a: [f64; 3], b: [f64; 3]| {
        let ([a0, a1, a2], [b0, b1, b2]) = (a, b);
        [with(a0, b0), with(a1, b1), with(a2, b2)]
    };
    PictureLook {
        shorter_side: b.shorter_side,
        mean: with(a.mean, b.mean),
        std: with(a.std, b.std),
        p5: with(a.p5, b.p5),
        p95: with(a.p95, b.p95),
        p99: with(a.p99, b.p99),
        areas_std: each(a.areas_std, b.areas_std),
        inner_std: each(a.inner_std, b.inner_std),
        area_samples: with(a.area_samples, b.area_samples),
        same_ratio: with(a.same_ratio, b.same_ratio),
        rest_ratio: with(a.rest_ratio, b.rest_ratio),
        rest_same_ratio: with(a.rest_same_ratio, b.rest_same_ratio),
        median_rgb: each(a.median_rgb, b.median_rgb),
    }
}

/// Finer than any figure is worth, short in a recording.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; times are not negative")]
fn span_of(at_s: f64) -> u64 {
    (at_s / SPAN_S).floor() as u64
}

#[expect(clippy::cast_precision_loss, reason = "half seconds of a session are far below 2^52")]
fn count_u64(n: u64) -> f64 {
    n as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of frames are far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
