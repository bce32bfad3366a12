//! When the events of a script come.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greenroom::model::CheckId;
use greenroom::model::run::EventBody;
use greenroom::probe::ports::{EventSink, Running};

/// Events with their moments in ms after the start, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Script(Vec<(u64, EventBody)>);

impl Script {
    /// Nothing happens.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an event at `at_ms` after the start; not before the one that was added last.
    pub fn at(mut self, at_ms: u64, body: EventBody) -> Self {
        let at_ms = self.0.last().map_or(at_ms, |(last, _)| at_ms.max(*last));
        self.0.push((at_ms, body));
        self
    }

    /// Adds an event together with the one before it.
    pub fn then(self, body: EventBody) -> Self {
        self.at(0, body)
    }
}

/// Whose time it is.
#[derive(Clone)]
pub enum Pace {
    /// Moved by hand.
    Manual(Timeline),
}

impl Default for Pace {
    fn default() -> Self {
        Self::Manual(Timeline::new())
    }
}

/// Time that a test moves. Events go out on the thread that moves it.
#[derive(Clone, Default)]
pub struct Timeline {
    inner: Arc<Mutex<Moments>>,
}

#[derive(Default)]
struct Moments {
    now_ms: u64,
    pending: Vec<Moment>,
}

struct Moment {
    at_ms: u64,
    check: CheckId,
    body: EventBody,
    sink: EventSink,
    cancelled: Arc<AtomicBool>,
}

impl Timeline {
    /// At 0 ms.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where it is.
    pub fn now_ms(&self) -> u64 {
        self.lock().now_ms
    }

    /// Moves on and lets everything happen that was due until then, in order.
    pub fn advance(&self, ms: u64) {
        let end = self.lock().now_ms.saturating_add(ms);
        while let Some(moment) = self.next_until(end) {
            if !moment.cancelled.load(Ordering::SeqCst) {
                moment.sink.emit(moment.check, moment.body);
            }
        }
        self.lock().now_ms = end;
    }

    fn next_until(&self, end: u64) -> Option<Moment> {
        let mut inner = self.lock();
        let earliest = inner.pending.iter().map(|m| m.at_ms).min().filter(|at| *at <= end)?;
        let index = inner.pending.iter().position(|m| m.at_ms == earliest)?;
        inner.now_ms = inner.now_ms.max(earliest);
        Some(inner.pending.remove(index))
    }

    fn add(&self, check: CheckId, script: Script, sink: &EventSink, cancelled: &Arc<AtomicBool>) {
        let mut inner = self.lock();
        let now = inner.now_ms;
        for (at, body) in script.0 {
            let (sink, cancelled) = (sink.clone(), cancelled.clone());
            inner.pending.push(Moment { at_ms: now + at, check, body, sink, cancelled });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Moments> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A script that is being played. Dropping it cancels the rest.
pub struct Playing {
    cancelled: Arc<AtomicBool>,
}

impl Playing {
    /// Begins.
    pub fn begin(pace: &Pace, check: CheckId, script: Script, sink: &EventSink) -> Self {
        let cancelled = Arc::new(AtomicBool::new(false));
        let Pace::Manual(timeline) = pace;
        timeline.add(check, script, sink, &cancelled);
        Self { cancelled }
    }
}

impl Running for Playing {
    fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        self.cancel();
    }
}
