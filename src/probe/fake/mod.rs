//! Scripted probes: what they will see is told beforehand. For tests of the engine and for demonstrations.

mod levels;
mod picture;
mod plan;
mod run;
mod sound;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

pub use levels::spoken;
pub use picture::test_picture;
pub use plan::{Plan, Script};

use crate::live::Live;
use crate::model::device::{AudioDevice, CameraDevice};
use crate::model::observation::Observation;
use crate::model::run::{CameraStage, EventBody};
use crate::model::{CheckId, DeviceChoice, ServerReply, Unknown};
use crate::probe::ports::{
    CameraProbe, CameraRequest, CameraSession, ComputerProbe, EventSink, NetworkPlan, NetworkProbe, Probes,
    ReportServer, Running, SoundProbe, SoundRequest, SoundSession,
};
use run::{Actor, Talk};

/// Probes that follow this plan.
#[must_use]
pub fn probes(plan: Plan) -> Probes {
    let fake = Arc::new(Fake(Arc::new(plan), Arc::default()));
    Probes { network: fake.clone(), sound: fake.clone(), camera: fake.clone(), computer: fake }
}

#[derive(Clone)]
struct Fake(Arc<Plan>, Arc<AtomicUsize>);

impl Running for Actor {
    fn cancel(&self) {
        self.stop();
    }
}

fn play(
    name: &str,
    check: CheckId,
    plan: Arc<Plan>,
    script: impl Fn(&Plan) -> Script + Send + 'static,
    sink: EventSink,
) -> Box<dyn Running> {
    let owned = sink.clone();
    Box::new(Actor::start(name, owned, move |talk: &Talk<()>| {
        for (before, body) in script(&plan) {
            if talk.wait(plan.time(before)).is_err() {
                return;
            }
            sink.emit(check, body);
        }
    }))
}

impl NetworkProbe for Fake {
    fn start(&self, asked: NetworkPlan, sink: EventSink) -> Box<dyn Running> {
        // A demonstration measures quickly at spots only.
        let spot = asked.quick.then(|| self.1.fetch_add(1, Ordering::Relaxed));
        let script = move |plan: &Plan| {
            let at_spot = spot.and_then(|number| plan.spots.get(number % plan.spots.len().max(1)));
            at_spot.unwrap_or(&plan.network).clone()
        };
        play("gr-fake-network", CheckId::Network, self.0.clone(), script, sink)
    }

    fn try_server(&self, _: NetworkPlan, report: ReportServer) -> Box<dyn Running> {
        let (plan, nobody) = (self.0.clone(), EventSink::new(|_, _| {}));
        Box::new(Actor::start("gr-fake-server", nobody, move |talk: &Talk<()>| {
            if talk.wait(plan.time(Duration::from_millis(600))).is_ok() {
                report(Ok(ServerReply { rtt_ms: 18.0, counts_loss: true, this_computer: false }));
            }
        }))
    }
}

impl ComputerProbe for Fake {
    fn start(&self, _: u32, sink: EventSink) -> Box<dyn Running> {
        play("gr-fake-computer", CheckId::Computer, self.0.clone(), |plan| plan.computer.clone(), sink)
    }
}

impl SoundProbe for Fake {
    fn inputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Ok(self.0.inputs.clone())
    }

    fn outputs(&self) -> Result<Vec<AudioDevice>, Unknown> {
        Ok(self.0.outputs.clone())
    }

    fn open(&self, _: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn SoundSession> {
        let (plan, owned) = (self.0.clone(), sink.clone());
        let hear = move |talk: &Talk<SoundRequest>| sound::hear(&plan, &sink, &live, talk);
        Box::new(SoundActor(Actor::start("gr-fake-sound", owned, hear)))
    }

    fn play_tone(&self, _: DeviceChoice, sink: EventSink) -> Box<dyn Running> {
        let (plan, owned) = (self.0.clone(), sink.clone());
        Box::new(Actor::start("gr-fake-tone", owned, move |talk: &Talk<()>| sound::tone_alone(&plan, &sink, talk)))
    }
}

struct SoundActor(Actor<SoundRequest>);

impl SoundSession for SoundActor {
    fn request(&self, request: SoundRequest) {
        self.0.ask(request);
    }
}

impl CameraProbe for Fake {
    fn cameras(&self) -> Result<Vec<CameraDevice>, Unknown> {
        Ok(self.0.cameras.clone())
    }

    fn open(&self, _: DeviceChoice, sink: EventSink, live: Live) -> Box<dyn CameraSession> {
        let (plan, owned) = (self.0.clone(), sink.clone());
        let show = move |talk: &Talk<CameraRequest>| show(&plan, &sink, &live, talk);
        Box::new(CameraActor(Actor::start("gr-fake-camera", owned, show)))
    }
}

struct CameraActor(Actor<CameraRequest>);

impl CameraSession for CameraActor {
    fn request(&self, request: CameraRequest) {
        self.0.ask(request);
    }
}

fn show(plan: &Plan, sink: &EventSink, live: &Live, talk: &Talk<CameraRequest>) {
    let check = CheckId::Camera;
    let observation = match plan.camera.clone() {
        Some(Ok(observation)) => observation,
        Some(Err(unknown)) => return sink.emit(check, EventBody::CheckUnknown { unknown }),
        None => return,
    };
    sink.emit(check, EventBody::Camera { stage: CameraStage::Live });
    if let Observation::Camera(seen) = &observation {
        live.frames.set_while(test_picture(seen), || sink.is_open());
    }
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
