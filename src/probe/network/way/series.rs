//! What came of asking the router, shared by those who ask and those who read.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::model::observation::GatewayAsked;
use crate::server::protocol::pacer::micros;

/// So many questions without any answer at the beginning: it does not answer this way.
const NEVER_ANSWERED: usize = 10;
/// Questions that are kept at most: half an hour of them.
const KEPT: usize = 18_000;

/// One question and what came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// When it was asked, in microseconds of the measurement.
    pub at_us: u64,
    /// The round trip in ms; `None`: no answer.
    pub ms: Option<f64>,
}

/// The questions so far.
#[derive(Debug)]
pub(super) struct Series {
    epoch: Instant,
    stop: AtomicBool,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    asked_by: Option<GatewayAsked>,
    questions: Vec<Question>,
}

impl Series {
    /// None yet. `epoch` is what all times count from.
    pub(super) fn new(epoch: Instant) -> Self {
        Self { epoch, stop: AtomicBool::new(false), told: Mutex::new(Told::default()) }
    }

    fn lock(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody wants to know any more.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// True once nobody wants to know any more.
    pub(super) fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// From now on it is asked this way; what came of another one is forgotten.
    pub(super) fn by(&self, way: GatewayAsked) {
        *self.lock() = Told { asked_by: Some(way), questions: Vec::new() };
    }

    /// What came of a question.
    pub(super) fn tell(&self, asked: Instant, answered: Option<Instant>) {
        let at_us = micros(asked.saturating_duration_since(self.epoch));
        let ms = answered.map(|at| at.saturating_duration_since(asked).as_secs_f64() * 1000.0);
        let mut told = self.lock();
        if told.questions.len() < KEPT {
            told.questions.push(Question { at_us, ms });
        }
    }

    /// True when so many were asked that an answer would have come.
    pub(super) fn is_deaf(&self) -> bool {
        let told = self.lock();
        told.questions.len() >= NEVER_ANSWERED && told.questions.iter().all(|q| q.ms.is_none())
    }

    /// How it is asked, and what came of it in the order of asking; `None` while it has not answered at all.
    pub(super) fn seen(&self) -> Option<(GatewayAsked, Vec<Question>)> {
        let told = self.lock();
        let mut questions = told.questions.clone();
        questions.sort_by_key(|q| q.at_us);
        let answered = questions.iter().any(|q| q.ms.is_some());
        told.asked_by.filter(|_| answered).map(|by| (by, questions))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn nothing_is_known_until_something_was_answered() {
        let series = Series::new(Instant::now());
        series.by(GatewayAsked::Icmp);
        let asked = Instant::now();
        (0..NEVER_ANSWERED).for_each(|_| series.tell(asked, None));
        assert!(series.is_deaf() && series.seen().is_none());
        series.tell(asked, Some(asked + Duration::from_millis(3)));
        let (by, questions) = series.seen().unwrap();
        assert_eq!((by, questions.len(), series.is_deaf()), (GatewayAsked::Icmp, NEVER_ANSWERED + 1, false));
        assert!(questions.last().unwrap().ms.is_some_and(|ms| (ms - 3.0).abs() < 0.01));
        series.by(GatewayAsked::Tcp);
        assert!(series.seen().is_none());
    }
}
