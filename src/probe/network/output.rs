//! What the probe tells while it works.

use std::time::Duration;

use crate::model::observation::{NetworkObservation, Observation, WatchEnd};
use crate::model::run::{EventBody, Step};
use crate::model::{CheckId, Unknown};
use crate::probe::ports::EventSink;

/// The way out for what is told.
#[derive(Clone)]
pub struct Output {
    sink: EventSink,
}

impl Output {
    /// Tells `sink`.
    #[must_use]
    pub fn new(sink: EventSink) -> Self {
        Self { sink }
    }

    /// Nothing is told from now on.
    pub fn close(&self) {
        self.sink.close();
    }

    /// Tells an event.
    pub fn emit(&self, body: EventBody) {
        self.sink.emit(CheckId::Network, body);
    }

    /// Tells what it does now and how much of it all is done; how long it still takes, where that is known.
    pub fn step(&self, step: Step, done: Duration, whole: Duration, left: Option<Duration>) {
        let share = if whole.is_zero() { 1.0 } else { done.as_secs_f64() / whole.as_secs_f64() };
        self.emit(EventBody::CheckStep {
            step,
            fraction: Some(share.clamp(0.0, 1.0)),
            remaining_s: left.map(|left| left.as_secs_f64()),
        });
    }

    /// Tells that a host is about to be contacted.
    pub fn contact(&self, host: &str, purpose: &str) {
        self.emit(EventBody::HostContacted { host: host.to_owned(), purpose: purpose.to_owned() });
    }

    /// Tells what was seen so far.
    pub fn observed(&self, seen: NetworkObservation) {
        self.emit(EventBody::Observed { observation: Observation::Network(Box::new(seen)) });
    }

    /// The answer stands; the line is watched on for this long.
    pub fn watch_started(&self, length: Duration) {
        self.emit(EventBody::WatchStarted { length_s: length.as_secs_f64() });
    }

    /// The quiet watch is over.
    pub fn watch_ended(&self, why: WatchEnd) {
        self.emit(EventBody::WatchEnded { why });
    }

    /// The check ended with an observation.
    pub fn ended(&self) {
        self.emit(EventBody::CheckEnded);
    }

    /// The check ended without an answer.
    pub fn unknown(&self, unknown: Unknown) {
        self.emit(EventBody::CheckUnknown { unknown });
    }
}
