//! Background load, memory, power, and who holds the devices.
//!
//! One sample a second on a thread of its own. Our own process and what it started are left out of every app.

pub mod catalogue;
pub mod grouping;
mod holders;
mod places;
mod surroundings;
pub mod watch;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crate::model::observation::Observation;
use crate::model::run::{EventBody, Step};
use crate::model::{CheckId, Unknown, UnknownReason};
use crate::os::process::Reader;

use super::ports::{ComputerProbe, EventSink, Running};
use super::thread;
use catalogue::{Catalogue, Os};
use surroundings::Surroundings;
use watch::Watch;

/// Between two samples.
const PERIOD: Duration = Duration::from_secs(1);
/// A watch longer than this is a mistake.
const MOST_SAMPLES: u32 = 3600;

/// The real computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Probe;

impl Probe {
    /// A probe of this computer.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl ComputerProbe for Probe {
    fn start(&self, samples: u32, sink: EventSink) -> Box<dyn Running> {
        let cancelled = Arc::new(AtomicBool::new(false));
        let (wake, sleep) = sync_channel(1);
        let task = Task { samples: samples.clamp(1, MOST_SAMPLES), sink, cancelled: cancelled.clone(), sleep };
        let sink = task.sink.clone();
        thread::begin("gr-computer", CheckId::Computer, &sink, move || task.run());
        Box::new(Handle { cancelled, wake, sink })
    }
}

struct Handle {
    cancelled: Arc<AtomicBool>,
    wake: SyncSender<()>,
    sink: EventSink,
}

impl Running for Handle {
    fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        self.sink.close();
        let _ = self.wake.try_send(());
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.cancel();
    }
}

struct Task {
    samples: u32,
    sink: EventSink,
    cancelled: Arc<AtomicBool>,
    sleep: Receiver<()>,
}

impl Task {
    fn run(self) {
        let mut reader = match Reader::new() {
            Ok(reader) => reader,
            Err(error) => {
                let unknown = Unknown::new(UnknownReason::Unsupported, error.to_string());
                return self.emit(EventBody::CheckUnknown { unknown });
            }
        };
        let mut watch = Watch::new(Catalogue::builtin(), Os::here(), std::process::id());
        let mut surroundings = Surroundings::default();
        let mut again = watch.add(&reader.read(&HashSet::new()));
        self.step(0);
        let mut due = Instant::now();
        while watch.samples() < self.samples {
            due += PERIOD;
            if !self.wait_until(due) {
                return;
            }
            let snapshot = reader.read(&again);
            // A late wake-up makes a longer sample, not a burst of short ones.
            due = due.max(snapshot.at.checked_sub(PERIOD / 2).unwrap_or(due));
            again = watch.add(&snapshot);
            let mut observation = watch.observation();
            surroundings.add_to(&mut observation, watch.grouping(), watch.samples() >= self.samples);
            self.emit(EventBody::Observed { observation: Observation::Computer(Box::new(observation)) });
            self.step(watch.samples());
        }
        self.emit(EventBody::CheckEnded);
    }

    /// False when it was cancelled meanwhile.
    fn wait_until(&self, due: Instant) -> bool {
        let left = due.saturating_duration_since(Instant::now());
        let waited = self.sleep.recv_timeout(left);
        waited == Err(RecvTimeoutError::Timeout) && !self.cancelled.load(Ordering::SeqCst)
    }

    fn step(&self, done: u32) {
        let fraction = Some(f64::from(done) / f64::from(self.samples));
        let remaining_s = Some(f64::from(self.samples - done.min(self.samples)) * PERIOD.as_secs_f64());
        self.emit(EventBody::CheckStep { step: Step::ComputerSampling, fraction, remaining_s });
    }

    fn emit(&self, body: EventBody) {
        self.sink.emit(CheckId::Computer, body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::ports::assert_broken_off;

    #[test]
    fn a_thread_that_panics_ends_the_check() {
        assert_broken_off(CheckId::Computer, |sink| Probe::new().start(12, sink));
    }
}
