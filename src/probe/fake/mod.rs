//! Scripted probes: what they will see is told beforehand. For tests of the engine and for demonstrations.

mod picture;
mod run;

use std::sync::Arc;
use std::time::Duration;

pub use picture::test_picture;

use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::live::{Frame, Latest, LevelReading};
use crate::model::observation::Observation;
use crate::model::run::{CameraStage, EventBody, SoundStage};
use crate::model::{CheckId, DeviceChoice, Unknown};
use crate::probe::ports::{
    CameraProbe, CameraRequest, CameraSession, ComputerProbe, EventSink, NetworkPlan, NetworkProbe, Probes, Running,
    SoundProbe, SoundRequest, SoundSession,
};
use run::{Actor, Talk};

/// What happens, and how long before it.
pub type Script = Vec<(Duration, EventBody)>;

/// What scripted probes will do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The network's events.
    pub network: Script,
    /// The background load's events.
    pub computer: Script,
    /// What the microphone will hear, or why not.
    pub sound: Option<Result<Observation, Unknown>>,
    /// What the meter shows.
    pub level: Option<LevelReading>,
    /// What the camera will show, or why not.
    pub camera: Option<Result<Observation, Unknown>>,
    /// Microphones.
    pub inputs: Vec<AudioDevice>,
    /// Outputs.
    pub outputs: Vec<AudioDevice>,
    /// Cameras.
    pub cameras: Vec<CameraDevice>,
}

/// Probes that follow this plan.
#[must_use]
pub fn probes(plan: Plan) -> Probes {
    let fake = Arc::new(Fake(Arc::new(plan)));
    Probes { network: fake.clone(), sound: fake.clone(), camera: fake.clone(), computer: fake }
}

#[derive(Clone)]
struct Fake(Arc<Plan>);

impl Running for Actor {
    fn cancel(&self) {
        self.stop();
    }
}

fn play(name: &str, check: CheckId, script: Script, sink: EventSink) -> Box<dyn Running> {
    Box::new(Actor::start(name, move |talk: &Talk<()>| {
        for (before, body) in script {
            if talk.wait(before).is_err() {
                return;
            }
            sink.emit(check, body);
        }
    }))
}

impl NetworkProbe for Fake {
    fn start(&self, _: NetworkPlan, sink: EventSink) -> Box<dyn Running> {
        play("gr-fake-network", CheckId::Network, self.0.network.clone(), sink)
    }
}

impl ComputerProbe for Fake {
    fn start(&self, _: u32, sink: EventSink) -> Box<dyn Running> {
        play("gr-fake-computer", CheckId::Computer, self.0.computer.clone(), sink)
    }
}

impl SoundProbe for Fake {
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Ok(self.0.inputs.clone())
    }

    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Ok(self.0.outputs.clone())
    }

    fn open(&self, _: DeviceChoice, sink: EventSink, levels: Latest<LevelReading>) -> Box<dyn SoundSession> {
        let plan = self.0.clone();
        Box::new(SoundActor(Actor::start("gr-fake-sound", move |talk| hear(&plan, &sink, &levels, talk))))
    }
}

struct SoundActor(Actor<SoundRequest>);

impl SoundSession for SoundActor {
    fn request(&self, request: SoundRequest) {
        self.0.ask(request);
    }
}

/// How fast a scripted meter moves.
const LEVEL_EVERY: Duration = Duration::from_millis(33);

fn hear(plan: &Plan, sink: &EventSink, levels: &Latest<LevelReading>, talk: &Talk<SoundRequest>) {
    let check = CheckId::Sound;
    let stage = |stage| sink.emit(check, EventBody::Sound { stage });
    let observation = match plan.sound.clone() {
        Some(Ok(observation)) => observation,
        Some(Err(unknown)) => return sink.emit(check, EventBody::CheckUnknown { unknown }),
        None => return,
    };
    let finish = || {
        sink.emit(check, EventBody::Observed { observation: observation.clone() });
        sink.emit(check, EventBody::CheckEnded);
    };
    let (mut speech_s, mut wanted_s) = (0.0, 0.0);
    loop {
        match talk.next(LEVEL_EVERY) {
            Err(run::Ended) => return,
            Ok(Some(SoundRequest::Read { speech_s: wanted })) => {
                (speech_s, wanted_s) = (0.0, wanted);
                stage(SoundStage::Listening { speech_s, wanted_s });
            }
            Ok(Some(SoundRequest::Watch { .. } | SoundRequest::Finish)) => return finish(),
            Ok(Some(SoundRequest::PlayBack { .. })) => {
                stage(SoundStage::PlayingBack);
                if talk.wait(Duration::from_secs(2)).is_err() {
                    return;
                }
                stage(SoundStage::Recorded);
            }
            Ok(Some(SoundRequest::PlayTone { .. })) => {
                stage(SoundStage::PlayingTone);
                if talk.wait(Duration::from_millis(1500)).is_err() {
                    return;
                }
                stage(SoundStage::Asking);
            }
            Ok(Some(SoundRequest::StopPlaying)) => stage(SoundStage::Recorded),
            Ok(None) => {
                if let Some(level) = plan.level {
                    levels.set(level);
                    if speech_s < wanted_s && !level.silent {
                        speech_s += LEVEL_EVERY.as_secs_f64();
                        stage(SoundStage::Listening { speech_s: speech_s.min(wanted_s), wanted_s });
                        if speech_s >= wanted_s {
                            sink.emit(check, EventBody::Observed { observation: observation.clone() });
                            stage(SoundStage::Recorded);
                        }
                    }
                }
            }
        }
    }
}

impl CameraProbe for Fake {
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        Ok(self.0.cameras.clone())
    }

    fn open(&self, _: DeviceChoice, sink: EventSink, frames: Latest<Frame>) -> Box<dyn CameraSession> {
        let plan = self.0.clone();
        Box::new(CameraActor(Actor::start("gr-fake-camera", move |talk| look(&plan, &sink, &frames, talk))))
    }
}

struct CameraActor(Actor<CameraRequest>);

impl CameraSession for CameraActor {
    fn request(&self, request: CameraRequest) {
        self.0.ask(request);
    }
}

fn look(plan: &Plan, sink: &EventSink, frames: &Latest<Frame>, talk: &Talk<CameraRequest>) {
    let check = CheckId::Camera;
    let observation = match plan.camera.clone() {
        Some(Ok(observation)) => observation,
        Some(Err(unknown)) => return sink.emit(check, EventBody::CheckUnknown { unknown }),
        None => return,
    };
    sink.emit(check, EventBody::Camera { stage: CameraStage::Live });
    let black = matches!(&observation, Observation::Camera(o) if o.black_ratio.is_some_and(|r| r > 0.5));
    frames.set(test_picture(black));
    sink.emit(check, EventBody::Observed { observation });
    loop {
        match talk.next(Duration::from_secs(1)) {
            Err(run::Ended) => return,
            Ok(Some(CameraRequest::Watch { .. } | CameraRequest::Finish)) => {
                return sink.emit(check, EventBody::CheckEnded);
            }
            Ok(None) => {}
        }
    }
}
