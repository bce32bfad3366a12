//! The engine: one thread that owns the state, starts and stops the probes, and publishes what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use crate::live::{Latest, Live};
use crate::model::run::{CameraStage, EventBody, Phase, SoundStage, Stage, VoidReason};
use crate::model::{CheckId, FindingId, ProbeEvent, RunState, ServerChoice, ServerTest, ServerTestState, Snapshot};
use crate::probe::ports::{
    CameraRequest, CameraSession, EventSink, NetworkPlan, Probes, Running, SoundRequest, SoundSession,
};

use super::command::Command;
use super::devices::DeviceWatch;
use super::far_end;
use super::input::{Allowed, Inbox, Input, Taken};
use super::options::SessionOptions;
use super::parts::waits_for_device;
use super::recorder::Recorder;
use super::snapshot::judged;

/// How often deadlines are looked at.
const TICK: Duration = Duration::from_millis(100);

pub(super) struct Engine {
    pub(super) probes: Probes,
    pub(super) options: SessionOptions,
    pub(super) devices: DeviceWatch,
    pub(super) recorder: Option<Recorder>,
    pub(super) state: RunState,
    pub(super) published: Latest<Snapshot>,
    pub(super) live: Live,
    pub(super) inbox: Arc<Inbox>,
    /// The sinks of the attempts under way.
    pub(super) sinks: BTreeMap<CheckId, EventSink>,
    /// When the current attempts with a deadline began.
    pub(super) begun: BTreeMap<CheckId, Duration>,
    /// The parts that the person has open, also when their check has ended.
    pub(super) parts: BTreeSet<CheckId>,
    pub(super) allowed: Allowed,
    /// When a device was let go for another one, and how often the system has said since that it is still in use.
    pub(super) replaced: BTreeMap<CheckId, (Duration, u32)>,
    pub(super) run_began: Duration,
    pub(super) looked: Duration,
    pub(super) network: Option<Box<dyn Running>>,
    /// A server that is being tried out, and what came of it.
    pub(super) trying: Option<Box<dyn Running>>,
    pub(super) server_test: Latest<ServerTest>,
    pub(super) computer: Option<Box<dyn Running>>,
    pub(super) sound: Option<Box<dyn SoundSession>>,
    pub(super) camera: Option<Box<dyn CameraSession>>,
}

impl Engine {
    pub(super) fn run(mut self) {
        self.publish();
        loop {
            let idle = self.state.phase != Phase::Running
                && self.begun.is_empty()
                && self.replaced.is_empty()
                && !self.devices.wanted();
            match self.inbox.take((!idle).then_some(TICK)) {
                Taken::Input(Input::Command(command)) => self.command(command),
                Taken::Input(Input::Event(attempt, check, body)) => self.event(attempt, check, body),
                Taken::Input(Input::Devices(body, allowed)) => self.listed(body, allowed),
                Taken::Nothing => {}
                Taken::Ended => break,
            }
            self.tick();
        }
        self.release_all();
    }

    fn publish(&self) {
        self.published.set(judged(self.state.clone(), self.options.judge));
    }

    /// Stamps an event, takes it in, records it and shows what came of it.
    pub(super) fn apply(&mut self, check: Option<CheckId>, body: EventBody) {
        let since = self.options.clock.elapsed().saturating_sub(self.run_began);
        let at_ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let event = ProbeEvent { run: self.state.id.clone(), check, at_ms, body };
        self.take(&event);
    }

    pub(super) fn take(&mut self, event: &ProbeEvent) {
        self.state.apply(event);
        if let Some(recorder) = &mut self.recorder {
            recorder.write(event);
        }
        self.publish();
    }

    fn event(&mut self, attempt: u64, check: CheckId, body: EventBody) {
        if !self.inbox.is_current(check, attempt) || self.still_being_released(check, &body) {
            return;
        }
        let ended = matches!(body, EventBody::CheckEnded | EventBody::CheckUnknown { .. });
        self.apply(Some(check), body);
        if ended {
            self.ended(check);
        }
    }

    /// A check has ended: its device is handed back at once.
    pub(super) fn ended(&mut self, check: CheckId) {
        self.begun.remove(&check);
        self.release(check);
        let missing = matches!(self.state.stage(check), Stage::Unknown(u) if waits_for_device(u.reason));
        self.devices.want(check, missing);
        self.finish_if_done();
    }

    pub(super) fn finish_if_done(&mut self) {
        if self.state.phase == Phase::Running && self.state.all_ended() {
            self.apply(None, EventBody::RunFinished);
        }
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Start(requirement) => self.start_run(requirement),
            Command::Again(checks) => self.again_all(checks),
            Command::Stop => {
                self.void(VoidReason::Stopped);
                self.release_all();
            }
            Command::OpenPart(check) => {
                self.parts.insert(check);
                self.open(check);
            }
            Command::Watch(check, seconds) => self.watch(check, seconds),
            Command::LeavePart(check) => self.leave(check),
            Command::Read => self.read(),
            Command::PlayBack => {
                let output = self.state.devices.output.clone();
                self.ask_sound(SoundRequest::PlayBack { output });
            }
            Command::PlayTone => {
                let output = self.state.devices.output.clone();
                self.ask_sound(SoundRequest::PlayTone { output });
            }
            Command::StopPlaying => self.ask_sound(SoundRequest::StopPlaying),
            Command::ToneAnswer(heard) => {
                self.apply(Some(CheckId::Sound), EventBody::ToneAnswered { heard });
                self.ask_sound(SoundRequest::Finish);
            }
            Command::SoundDone => self.ask_sound(SoundRequest::Finish),
            Command::CannotSpeak => self.skip(CheckId::Sound, FindingId::SoundSkipped),
            Command::SkipPicture => self.skip_picture(),
            Command::AwaitDevice(check) => self.devices.want(check, true),
            Command::PictureDone if self.camera.is_none() => self.skip(CheckId::Camera, FindingId::CameraSkipped),
            Command::PictureDone => self.ask_camera(CameraRequest::Finish),
            Command::Choose(kind, choice) => self.choose(kind, choice),
            Command::UseServer(choice) => self.options.far_end = far_end::read(&choice),
            Command::TestServer(choice) => self.test_server(choice),
            Command::ListDevices => self.devices.list_once(),
            Command::Need(need) => self.apply(None, EventBody::NeedChanged { need }),
            Command::Plan(counts) => self.apply(None, EventBody::Plan { counts }),
            Command::Shutdown => {}
        }
    }

    /// Tries out a server; one that was under way is left.
    fn test_server(&mut self, choice: ServerChoice) {
        self.trying = None;
        self.server_test.set(ServerTest { of: choice.clone(), state: ServerTestState::Running });
        let need = self.state.requirement.need;
        let plan = NetworkPlan { far_end: far_end::read(&choice), quick: true, metered: true, need };
        let shown = self.server_test.clone();
        let told = move |outcome: Result<_, _>| {
            let state = outcome.map_or_else(ServerTestState::Fails, ServerTestState::Answers);
            shown.set(ServerTest { of: choice, state });
        };
        self.trying = Some(self.probes.network.try_server(plan, Box::new(told)));
    }

    /// A sink for a new attempt of this check; events of earlier attempts are dropped from now on.
    pub(super) fn sink(&mut self, check: CheckId) -> EventSink {
        let attempt = self.inbox.begin_attempt(check);
        let (sending, closing) = (self.inbox.clone(), self.inbox.clone());
        let send = move |check, body| sending.event(attempt, check, body);
        let sink = EventSink::closing(send, move || closing.close_attempt(check, attempt));
        self.sinks.insert(check, sink.clone());
        sink
    }

    pub(super) fn release(&mut self, check: CheckId) {
        // The sink is closed first: what a probe still says while it ends is dropped.
        if let Some(sink) = self.sinks.remove(&check) {
            sink.close();
        }
        self.begun.remove(&check);
        match check {
            CheckId::Network => self.network = None,
            CheckId::Computer => self.computer = None,
            CheckId::Sound => {
                if self.sound.take().is_some() {
                    self.live.levels.clear();
                    self.apply(Some(check), EventBody::Sound { stage: SoundStage::Closed });
                }
            }
            CheckId::Camera => {
                if self.camera.take().is_some() {
                    self.live.frames.clear();
                    self.apply(Some(check), EventBody::Camera { stage: CameraStage::Closed });
                }
            }
        }
    }

    pub(super) fn release_all(&mut self) {
        for check in CheckId::ALL {
            self.devices.want(check, false);
            self.release(check);
        }
        self.parts.clear();
        self.replaced.clear();
    }
}
