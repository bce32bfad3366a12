//! A camera that shows one grey dot.

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::pace::{Pace, Playing, Script};
use greenroom::live::{Frame, Latest, Live};
use greenroom::model::device::CameraDevice;
use greenroom::model::observation::{CameraName, CameraObservation, Observation};
use greenroom::model::run::{CameraStage, EventBody, Step};
use greenroom::model::{CheckId, DeviceChoice, Unknown, UnknownReason};
use greenroom::probe::ports::{CameraProbe, CameraRequest, CameraSession, EventSink, Running};

/// Opening takes this long.
const OPENING_MS: u64 = 600;
/// Longer than anybody looks.
const WATCHED_S: u64 = 60;

/// A scripted camera.
#[derive(Default)]
pub struct FakeCamera {
    /// What is listed; may change while it runs.
    pub cameras: Arc<Mutex<Vec<CameraDevice>>>,
    /// What is measured.
    pub observation: CameraObservation,
    /// Why it does not open, or (`Unplugged`) ends after two seconds; may change while it runs.
    pub failure: Arc<Mutex<Option<Unknown>>>,
    /// When things happen.
    pub pace: Pace,
    /// How many cameras are open now.
    pub open: Arc<AtomicI32>,
}

impl CameraProbe for FakeCamera {
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        Ok(self.cameras.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn open(&self, camera: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn CameraSession> {
        let mut observation = self.observation.clone();
        let listed = self.cameras().unwrap_or_default();
        if let Some(device) = listed.into_iter().find(|d| camera == DeviceChoice::Id(d.id.clone())) {
            observation.device = Some(CameraName { name: device.name });
        }
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let opens = failure.as_ref().is_none_or(|f| f.reason == UnknownReason::Unplugged);
        let observed = EventBody::Observed { observation: Observation::Camera(Box::new(observation)) };
        let mut script = Script::new().at(0, EventBody::CheckStarted).then(stage(CameraStage::Opening));
        if opens {
            script = script.at(OPENING_MS, stage(CameraStage::Live)).then(watching(None, None));
        }
        match failure {
            Some(unknown) => {
                let at = if opens { 2500 } else { OPENING_MS };
                script = script.at(at, stage(CameraStage::Closed)).then(EventBody::CheckUnknown { unknown });
            }
            None => {
                for s in 1..=WATCHED_S {
                    script = script.at(OPENING_MS + s * 1000, observed.clone());
                }
            }
        }
        let show = opens.then(|| Show::begin(live.frames));
        self.open.fetch_add(1, Ordering::SeqCst);
        let playing = Mutex::new(Playing::begin(&self.pace, CheckId::Camera, script, &sink));
        Box::new(Session { playing, observed, sink, pace: self.pace.clone(), open: self.open.clone(), show })
    }
}

struct Session {
    playing: Mutex<Playing>,
    observed: EventBody,
    sink: EventSink,
    pace: Pace,
    open: Arc<AtomicI32>,
    show: Option<Show>,
}

impl CameraSession for Session {
    fn request(&self, request: CameraRequest) {
        if self.show.is_none() {
            return;
        }
        let end = |script: Script, at: u64| {
            script.at(at, self.observed.clone()).then(stage(CameraStage::Closed)).then(EventBody::CheckEnded)
        };
        let script = match request {
            CameraRequest::Finish => end(Script::new(), 0),
            CameraRequest::Watch { seconds } => {
                let mut script = Script::new().at(OPENING_MS, stage(CameraStage::Live));
                let whole = seconds.max(0.0);
                for s in 0..whole as u64 {
                    let done = s as f64;
                    script = script.at(OPENING_MS + s * 1000, watching(Some(done / whole), Some(whole - done)));
                }
                end(script, OPENING_MS + (whole * 1000.0) as u64)
            }
        };
        let mut playing = self.playing.lock().unwrap_or_else(PoisonError::into_inner);
        playing.cancel();
        *playing = Playing::begin(&self.pace, CheckId::Camera, script, &self.sink);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::SeqCst);
    }
}

fn stage(stage: CameraStage) -> EventBody {
    EventBody::Camera { stage }
}

fn watching(fraction: Option<f64>, remaining_s: Option<f64>) -> EventBody {
    EventBody::CheckStep { step: Step::Watching, fraction, remaining_s }
}

/// Shows a picture while it lives.
struct Show(Latest<Frame>);

impl Show {
    fn begin(frames: Latest<Frame>) -> Self {
        frames.set(Frame { width: 1, height: 1, rgba: vec![120, 120, 120, 255] });
        Self(frames)
    }
}

impl Drop for Show {
    fn drop(&mut self) {
        self.0.clear();
    }
}
