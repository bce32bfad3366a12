//! What is known of the run: the only place where its state changes. Stamps each event, takes it in, records it, publishes
//! what came of it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::recorder::Recorder;
use crate::live::Latest;
use crate::model::run::{EventBody, Phase};
use crate::model::{CheckId, ProbeEvent, Requirement, RunId, RunState, Snapshot};
use crate::session::changes::Changes;
use crate::session::options::{Clock, RecordTo};
use crate::session::snapshot::{Judge, judged};

/// The run's state and who hears of it.
pub(super) struct Journal {
    pub(super) state: RunState,
    pub(super) judge: Judge,
    /// When the answer last changed.
    pub(super) changes: Changes,
    pub(super) published: Latest<Snapshot>,
    pub(super) clock: Arc<dyn Clock>,
    /// Where each run is recorded, if at all.
    pub(super) record: Option<RecordTo>,
    pub(super) record_fault: Arc<OnceLock<String>>,
    pub(super) recorder: Option<Recorder>,
    /// When the run began.
    pub(super) began: Duration,
}

impl Journal {
    pub(super) fn state(&self) -> &RunState {
        &self.state
    }

    /// Now, since the session began.
    pub(super) fn now(&self) -> Duration {
        self.clock.elapsed()
    }

    /// Begins another run; what was known of the one before is gone.
    pub(super) fn begin(&mut self, requirement: Requirement) {
        self.began = self.now();
        let run = RunId(format!("{:016x}", rand::random::<u64>()));
        if let Some(to) = &self.record {
            self.recorder = Some(Recorder::new(to, self.record_fault.clone()));
        }
        let body = EventBody::RunStarted { requirement, started_at: self.clock.wall() };
        self.take_in(&ProbeEvent { run, check: None, at_ms: 0, body });
    }

    /// Something happened now.
    pub(super) fn note(&mut self, check: Option<CheckId>, body: EventBody) {
        let since = self.now().saturating_sub(self.began);
        let at_ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        self.take_in(&ProbeEvent { run: self.state.id.clone(), check, at_ms, body });
    }

    fn take_in(&mut self, event: &ProbeEvent) {
        self.state.apply(event);
        if let Some(recorder) = &mut self.recorder {
            recorder.write(event);
        }
        self.publish();
    }

    /// Shows what is known to the readers.
    pub(super) fn publish(&mut self) {
        let snapshot = judged(self.state.clone(), self.judge);
        let changed_at_s = self.changes.take_in(&snapshot.run, &snapshot.assessment);
        self.published.set(Snapshot { changed_at_s, ..snapshot });
    }

    /// The run has ended when all its checks have.
    pub(super) fn finish_if_done(&mut self) {
        if self.state.phase == Phase::Running && self.state.all_ended() {
            self.note(None, EventBody::RunFinished);
        }
    }
}
