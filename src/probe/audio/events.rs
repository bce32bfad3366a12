//! What the sound part tells the session, until it is dropped.

use crate::live::{LevelReading, Live};
use crate::model::observation::{Observation, SoundObservation};
use crate::model::run::{EventBody, SoundStage, Step};
use crate::model::{CheckId, Unknown};
use crate::probe::ports::EventSink;

/// The way out for events and levels; closed when the session was dropped.
#[derive(Clone)]
pub struct Events {
    sink: EventSink,
    live: Live,
}

impl Events {
    /// Open until [`Events::close`].
    pub fn new(sink: EventSink, live: Live) -> Self {
        Self { sink, live }
    }

    /// From now on nothing goes out.
    pub fn close(&self) {
        if self.sink.is_open() {
            self.sink.close();
            self.live.levels.clear();
        }
    }

    /// True after [`Events::close`].
    pub fn closed(&self) -> bool {
        !self.sink.is_open()
    }

    fn emit(&self, body: EventBody) {
        self.sink.emit(CheckId::Sound, body);
    }

    /// The check begins.
    pub fn started(&self) {
        self.emit(EventBody::CheckStarted);
    }

    /// The sound part is at another stage.
    pub fn stage(&self, stage: SoundStage) {
        self.emit(EventBody::Sound { stage });
    }

    /// The check goes on.
    pub fn step(&self, step: Step, fraction: Option<f64>, remaining_s: Option<f64>) {
        self.emit(EventBody::CheckStep { step, fraction, remaining_s });
    }

    /// The check waits for the person.
    pub fn waiting(&self, step: Step) {
        self.emit(EventBody::WaitingForPerson { step });
    }

    /// Something was measured.
    pub fn observed(&self, observation: SoundObservation) {
        self.emit(EventBody::Observed { observation: Observation::Sound(Box::new(observation)) });
    }

    /// The level now; `None` when the microphone is closed.
    pub fn level(&self, reading: Option<LevelReading>) {
        match reading {
            Some(reading) => self.live.levels.set_while(reading, || self.sink.is_open()),
            None if self.sink.is_open() => self.live.levels.clear(),
            None => {}
        }
    }

    /// The device is released and the check has ended. The last word.
    pub fn ended(&self) {
        self.level(None);
        self.stage(SoundStage::Closed);
        self.emit(EventBody::CheckEnded);
    }

    /// The device is released and the check has no answer. The last word.
    pub fn failed(&self, unknown: Unknown) {
        self.level(None);
        self.stage(SoundStage::Closed);
        self.emit(EventBody::CheckUnknown { unknown });
    }
}
