//! The engine: one thread that owns the state, starts and stops the probes, and publishes what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::time::Duration;

use crate::model::live::{Frame, Latest, LevelReading};
use crate::model::run::{CameraStage, EventBody, Phase, SoundStage, Stage, VoidReason};
use crate::model::{CheckId, FindingId, ProbeEvent, RunState, ServerTest, Snapshot};
use crate::probe::ports::{CameraRequest, CameraSession, EventSink, Probes, Running, SoundRequest, SoundSession};

use super::command::Command;
use super::devices::{Allowed, DeviceWatch};
use super::options::SessionOptions;
use super::parts::waits_for_device;
use super::recorder::Recorder;
use super::snapshot::judged;

/// How often deadlines are looked at.
const TICK: Duration = Duration::from_millis(100);

/// What reaches the engine.
pub(super) enum Input {
    Command(Command),
    /// An event of the check's attempt with this number.
    Event(u64, CheckId, EventBody),
    /// The devices that are there now, and what the system lets this program use.
    Devices(EventBody, Allowed),
    Stop,
}

pub(super) struct Engine {
    pub(super) probes: Probes,
    pub(super) options: SessionOptions,
    pub(super) devices: DeviceWatch,
    pub(super) recorder: Option<Recorder>,
    pub(super) state: RunState,
    pub(super) published: Latest<Snapshot>,
    pub(super) levels: Latest<LevelReading>,
    pub(super) frames: Latest<Frame>,
    pub(super) inputs: SyncSender<Input>,
    /// The number of each check's current attempt: events of an earlier one are dropped.
    pub(super) attempts: BTreeMap<CheckId, Arc<AtomicU64>>,
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
    pub(super) fn run(mut self, inputs: &Receiver<Input>, stopping: &AtomicBool) {
        self.publish();
        while !stopping.load(Ordering::Relaxed) {
            let idle = self.state.phase != Phase::Running
                && self.begun.is_empty()
                && self.replaced.is_empty()
                && !self.devices.wanted();
            let input = if idle {
                inputs.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                inputs.recv_timeout(TICK)
            };
            match input {
                Ok(Input::Command(command)) => self.command(command),
                Ok(Input::Event(attempt, check, body)) => self.event(attempt, check, body),
                Ok(Input::Devices(body, allowed)) => self.listed(body, allowed),
                Ok(Input::Stop) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
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
        if self.attempts.get(&check).map(|a| a.load(Ordering::Relaxed)) != Some(attempt) {
            return;
        }
        if self.still_being_released(check, &body) {
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
            Command::UseServer(choice) => self.options.use_server(&choice),
            Command::TestServer(choice) => self.test_server(choice),
            Command::ListDevices => self.devices.list_once(),
            Command::Need(need) => self.apply(None, EventBody::NeedChanged { need }),
            Command::Plan(counts) => self.apply(None, EventBody::Plan { counts }),
            Command::Shutdown => {}
        }
    }

    /// A sink for a new attempt of this check; events of earlier attempts are dropped from now on.
    pub(super) fn sink(&mut self, check: CheckId) -> EventSink {
        let current = self.attempts.entry(check).or_default().clone();
        let attempt = current.fetch_add(1, Ordering::Relaxed) + 1;
        let inputs = self.inputs.clone();
        EventSink::new(move |check, body| {
            let lossy = matches!(body, EventBody::RoundTrip { .. } | EventBody::CheckStep { .. });
            let mut input = Input::Event(attempt, check, body);
            // Never blocks for good: the engine may be waiting for this very probe to end.
            while current.load(Ordering::Relaxed) == attempt {
                match inputs.try_send(input) {
                    Err(TrySendError::Full(back)) if !lossy => {
                        input = back;
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    _ => return,
                }
            }
        })
    }

    pub(super) fn release(&mut self, check: CheckId) {
        // The number goes up first: what a probe still says while it ends is dropped.
        self.attempts.entry(check).or_default().fetch_add(1, Ordering::Relaxed);
        self.begun.remove(&check);
        match check {
            CheckId::Network => self.network = None,
            CheckId::Computer => self.computer = None,
            CheckId::Sound => {
                if self.sound.take().is_some() {
                    self.levels.clear();
                    self.apply(Some(check), EventBody::Sound { stage: SoundStage::Closed });
                }
            }
            CheckId::Camera => {
                if self.camera.take().is_some() {
                    self.frames.clear();
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
