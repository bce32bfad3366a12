//! A probe that is listened to.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use greenroom::model::observation::{NetworkObservation, Observation};
use greenroom::model::run::{EventBody, Step};
use greenroom::model::{FindingId, Unknown};
use greenroom::probe::network::Probe;
use greenroom::probe::ports::{EventSink, NetworkPlan, NetworkProbe, Running};

/// Longest silence of a probe at work.
const SILENCE: Duration = Duration::from_secs(60);

/// A probe at work; dropping it cancels it.
pub struct Listened {
    pub running: Option<Box<dyn Running>>,
    pub events: Receiver<EventBody>,
}

/// What came of it.
pub struct Outcome {
    pub events: Vec<EventBody>,
    pub end: Result<(), Unknown>,
}

pub fn start(probe: &Probe, plan: NetworkPlan) -> Listened {
    let (send, events) = sync_channel(10_000);
    let send = Mutex::new(send);
    let sink = EventSink::new(move |_, body| {
        let _ = send.lock().unwrap().send(body);
    });
    Listened { running: Some(probe.start(plan, sink)), events }
}

pub fn run(probe: &Probe, plan: NetworkPlan) -> Outcome {
    start(probe, plan).finish(|_| {})
}

impl Listened {
    /// All events up to the end; `each` hears them as they come.
    pub fn finish(self, mut each: impl FnMut(&EventBody)) -> Outcome {
        let mut events = Vec::new();
        loop {
            let event = self.events.recv_timeout(SILENCE).unwrap_or_else(|e| panic!("no end: {e}"));
            each(&event);
            match event {
                EventBody::CheckEnded => return Outcome { events, end: Ok(()) },
                EventBody::CheckUnknown { unknown } => return Outcome { events, end: Err(unknown) },
                event => events.push(event),
            }
        }
    }

    pub fn wait_for(&self, step: Step) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            match self.events.recv_timeout(Duration::from_secs(10)) {
                Ok(EventBody::CheckStep { step: s, .. }) if s == step => return,
                Ok(EventBody::CheckEnded | EventBody::CheckUnknown { .. }) | Err(_) => break,
                Ok(_) => {}
            }
        }
        panic!("{step:?} did not come");
    }
}

impl Outcome {
    /// What was seen last.
    pub fn observed(&self) -> &NetworkObservation {
        let last = self.events.iter().rev().find_map(|e| match e {
            EventBody::Observed { observation: Observation::Network(seen) } => Some(seen.as_ref()),
            _ => None,
        });
        last.expect("an observation")
    }

    pub fn count(&self, what: impl Fn(&EventBody) -> bool) -> usize {
        self.events.iter().filter(|e| what(e)).count()
    }
}

/// It ended for this reason.
#[track_caller]
pub fn fails(outcome: Outcome, finding: FindingId) {
    let unknown = outcome.end.expect_err("no answer");
    assert_eq!(unknown.finding, Some(finding), "{}", unknown.detail);
}
