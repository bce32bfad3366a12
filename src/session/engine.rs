//! The engine: one thread that owns the state, starts and stops the probes, and publishes what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::command::Command;
use super::devices::{Allowed, DeviceWatch};
use super::handle::{Handle, SendError};
use super::options::SessionOptions;
use super::parts::waits_for_device;
use super::recorder::Recorder;
use crate::model::check::Unknown;
use crate::model::live::{Frame, Latest, LevelReading};
use crate::model::run::{CameraStage, EventBody, Phase, SoundStage, Stage, Step, VoidReason};
use crate::model::{CheckId, FindingId, ProbeEvent, Requirement, RunId, RunState, UnknownReason};
use crate::probe::ports::{
    CameraRequest, CameraSession, EventSink, NetworkPlan, Probes, Running, ServerTarget, SoundRequest, SoundSession,
};

/// Commands and events on their way to the engine. Live levels and frames don't pass here.
const QUEUE: usize = 1024;
/// How often deadlines are looked at.
const TICK: Duration = Duration::from_millis(100);
/// How often sleep and the network are looked at.
const VOID_EVERY: Duration = Duration::from_secs(2);
/// A network measurement that says nothing for this long has failed.
const NETWORK_DEADLINE: Duration = Duration::from_secs(45);
/// A watch of the background load that takes this long has failed.
const COMPUTER_DEADLINE: Duration = Duration::from_secs(40);

/// What reaches the engine.
pub(super) enum Input {
    Command(Command),
    /// An event of the check's attempt with this number.
    Event(u64, CheckId, EventBody),
    /// The devices that are there now, and what the system lets this program use.
    Devices(EventBody, Allowed),
    Stop,
}

/// Starts a session. The engine ends and all devices are released when the last handle is dropped.
#[must_use]
pub fn start(probes: Probes, options: SessionOptions) -> Handle {
    let (tx, rx) = sync_channel(QUEUE);
    let state = Latest::new();
    let levels = Latest::new();
    let frames = Latest::new();
    let mut initial = RunState::new(options.judge);
    initial.demo = options.demo;
    initial.devices.input = options.input.clone();
    initial.devices.output = options.output.clone();
    initial.devices.camera = options.camera.clone();
    let stopping = Arc::new(AtomicBool::new(false));
    let engine = Engine {
        devices: DeviceWatch::new(probes.clone(), options.allowed.clone(), tx.clone()),
        parts: BTreeSet::new(),
        allowed: Allowed::default(),
        replaced: BTreeMap::new(),
        probes,
        recorder: None,
        state: initial.clone(),
        published: state.clone(),
        levels: levels.clone(),
        frames: frames.clone(),
        inputs: tx.clone(),
        attempts: BTreeMap::new(),
        begun: BTreeMap::new(),
        run_began: Duration::ZERO,
        looked: Duration::ZERO,
        network: None,
        computer: None,
        sound: None,
        camera: None,
        options,
    };
    let stop = stopping.clone();
    let thread = std::thread::Builder::new().name("gr-engine".to_owned()).spawn(move || engine.run(&rx, &stop)).ok();
    let guard = Guard { inputs: tx, stopping, thread: Mutex::new(thread) };
    let send = move |command| guard.send(command);
    Handle::new(Box::new(send), initial, state, levels, frames)
}

/// Ends the engine when the last handle goes.
struct Guard {
    inputs: SyncSender<Input>,
    stopping: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Guard {
    fn send(&self, command: Command) -> Result<(), SendError> {
        if self.stopping.load(Ordering::Relaxed) {
            return Err(SendError::Ended);
        }
        if command == Command::Shutdown {
            self.stop();
            return Ok(());
        }
        self.inputs.try_send(Input::Command(command)).map_err(|e| match e {
            TrySendError::Full(_) => SendError::Busy,
            TrySendError::Disconnected(_) => SendError::Ended,
        })
    }

    fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        let _ = self.inputs.try_send(Input::Stop);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.stop();
    }
}

pub(super) struct Engine {
    pub(super) probes: Probes,
    pub(super) options: SessionOptions,
    pub(super) devices: DeviceWatch,
    pub(super) recorder: Option<Recorder>,
    pub(super) state: RunState,
    pub(super) published: Latest<RunState>,
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
    pub(super) computer: Option<Box<dyn Running>>,
    pub(super) sound: Option<Box<dyn SoundSession>>,
    pub(super) camera: Option<Box<dyn CameraSession>>,
}

impl Engine {
    fn run(mut self, inputs: &Receiver<Input>, stopping: &AtomicBool) {
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
        self.published.set(self.state.clone());
    }

    /// Stamps an event, takes it in, records it and shows what came of it.
    pub(super) fn apply(&mut self, check: Option<CheckId>, body: EventBody) {
        let since = self.options.clock.elapsed().saturating_sub(self.run_began);
        let at_ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
        let event = ProbeEvent { run: self.state.run.clone(), check, at_ms, body };
        self.take(&event);
    }

    fn take(&mut self, event: &ProbeEvent) {
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
    fn ended(&mut self, check: CheckId) {
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
            Command::PictureDone if self.camera.is_none() => self.skip(CheckId::Camera, FindingId::CameraSkipped),
            Command::PictureDone => self.ask_camera(CameraRequest::Finish),
            Command::Choose(kind, choice) => self.choose(kind, choice),
            Command::ListDevices => self.devices.list_once(),
            Command::Need(need) => self.apply(None, EventBody::NeedChanged { need }),
            Command::Plan(counts) => self.apply(None, EventBody::Plan { counts }),
            Command::Shutdown => {}
        }
    }

    fn start_run(&mut self, requirement: Requirement) {
        self.release_all();
        self.run_began = self.options.clock.elapsed();
        self.look_from_now();
        let started_at = self.options.clock.wall();
        let plan = self.state.plan;
        let run = RunId(format!("{:016x}", rand::random::<u64>()));
        if let Some(to) = &self.options.record {
            self.recorder = Some(Recorder::new(to, self.options.record_fault.clone()));
        }
        let checks = requirement.checks.clone();
        self.take(&ProbeEvent { run, check: None, at_ms: 0, body: EventBody::RunStarted { requirement, started_at } });
        self.apply(None, EventBody::Plan { counts: plan });
        for check in checks {
            match check {
                CheckId::Network | CheckId::Computer => self.again(check),
                CheckId::Sound | CheckId::Camera => self.wait_for_person(check),
            }
        }
        self.devices.list_once();
    }

    pub(super) fn wait_for_person(&mut self, check: CheckId) {
        self.apply(Some(check), EventBody::WaitingForPerson { step: Step::OpenPart });
    }

    /// What happened to clock and network until now is no matter any more.
    fn look_from_now(&mut self) {
        self.looked = self.options.clock.elapsed();
        let _ = (self.options.void)();
    }

    fn again_all(&mut self, checks: Vec<CheckId>) {
        match self.state.phase {
            // What was measured before belongs to another network or another hour.
            Phase::Void(VoidReason::Slept | VoidReason::NetworkChanged) => {
                return self.start_run(self.state.requirement.clone());
            }
            Phase::Running => {}
            Phase::Idle | Phase::Finished | Phase::Void(VoidReason::Stopped) => self.look_from_now(),
        }
        checks.into_iter().for_each(|c| self.again(c));
    }

    pub(super) fn again(&mut self, check: CheckId) {
        match check {
            CheckId::Network => self.start_network(),
            CheckId::Computer => self.start_computer(),
            CheckId::Sound | CheckId::Camera if self.parts.contains(&check) => self.open(check),
            // No microphone or camera is opened behind the person's back.
            CheckId::Sound | CheckId::Camera => {
                self.release(check);
                self.wait_for_person(check);
            }
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

    fn start_network(&mut self) {
        self.release(CheckId::Network);
        if self.options.server == ServerTarget::None {
            let unknown = Unknown::new(UnknownReason::Cancelled, "the network was not to be measured");
            self.apply(Some(CheckId::Network), EventBody::CheckUnknown { unknown });
            self.finish_if_done();
            return;
        }
        self.apply(Some(CheckId::Network), EventBody::CheckStarted);
        let sink = self.sink(CheckId::Network);
        let need = self.state.requirement.need;
        let plan = NetworkPlan {
            target: self.options.server.clone(),
            token: self.options.token.clone(),
            quick: self.options.quick,
            metered: self.options.metered,
            need,
            enough: (self.options.enough)(need),
        };
        self.begun.insert(CheckId::Network, self.options.clock.elapsed());
        self.network = Some(self.probes.network.start(plan, sink));
    }

    fn start_computer(&mut self) {
        self.release(CheckId::Computer);
        self.apply(Some(CheckId::Computer), EventBody::CheckStarted);
        let sink = self.sink(CheckId::Computer);
        self.begun.insert(CheckId::Computer, self.options.clock.elapsed());
        self.computer = Some(self.probes.computer.start(self.options.computer_s, sink));
    }

    fn tick(&mut self) {
        let now = self.options.clock.elapsed();
        for (check, limit) in [(CheckId::Network, NETWORK_DEADLINE), (CheckId::Computer, COMPUTER_DEADLINE)] {
            let late = self.begun.get(&check).is_some_and(|begun| now.saturating_sub(*begun) > limit);
            if late {
                let unknown = Unknown::new(UnknownReason::Timeout, format!("no end after {} s", limit.as_secs()));
                self.apply(Some(check), EventBody::CheckUnknown { unknown });
                self.ended(check);
            }
        }
        if self.state.phase == Phase::Running && now.saturating_sub(self.looked) >= VOID_EVERY {
            self.looked = now;
            let why = (self.options.void)();
            let matters =
                |why: &VoidReason| *why != VoidReason::NetworkChanged || self.state.requirement.wants(CheckId::Network);
            if let Some(why) = why.filter(matters) {
                self.void(why);
            }
        }
        self.try_replacing_again(now);
    }

    fn void(&mut self, why: VoidReason) {
        if self.state.phase == Phase::Running {
            self.release_all();
            self.apply(None, EventBody::RunVoid { why });
        }
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

    fn release_all(&mut self) {
        for check in CheckId::ALL {
            self.devices.want(check, false);
            self.release(check);
        }
        self.parts.clear();
        self.replaced.clear();
    }
}
