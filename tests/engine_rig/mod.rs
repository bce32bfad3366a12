//! The real engine over scripted probes, with time moved by hand.

mod camera;
mod pace;
mod plain;
mod sound;

use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use greenroom::model::device::{AudioDevice, CameraDevice};
use greenroom::model::plan::PlanCounts;
use greenroom::model::run::{EventBody, Stage, Step, VoidReason};
use greenroom::model::{Assessment, CheckId, Requirement, Snapshot, Transport, Unknown, UnknownReason};
use greenroom::probe::ports::Probes;
use greenroom::session::command::Command;
use greenroom::session::handle::Handle;
use greenroom::session::{Clock, Judge, SessionOptions};

pub use pace::{Script, Timeline};

/// A clock that shows the rig's time.
struct HandClock(Timeline);

impl Clock for HandClock {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.0.now_ms())
    }

    fn wall(&self) -> String {
        "2026-03-04T13:23:00+01:00".to_owned()
    }
}

/// What a test may set beforehand.
pub struct Setup {
    pub network: Script,
    pub computer: Script,
    /// The meter shows silence; whether the whole sample was silent too.
    pub silent: Option<bool>,
    /// What is concluded: nothing, unless a test is about that.
    pub judge: Judge,
    pub options: SessionOptions,
}

impl Default for Setup {
    fn default() -> Self {
        let step = |step| EventBody::CheckStep { step, fraction: Some(0.5), remaining_s: Some(10.0) };
        Self {
            network: Script::new().at(500, step(Step::NetworkIdle)).at(18_000, EventBody::CheckEnded),
            computer: Script::new().at(1000, step(Step::ComputerSampling)).at(12_000, EventBody::CheckEnded),
            silent: None,
            judge: |_| Assessment::default(),
            options: SessionOptions::default(),
        }
    }
}

pub struct Rig {
    pub handle: Handle,
    pub inputs: Arc<Mutex<Vec<AudioDevice>>>,
    pub outputs: Arc<Mutex<Vec<AudioDevice>>>,
    pub cameras: Arc<Mutex<Vec<CameraDevice>>>,
    pub sound_failure: Arc<Mutex<Option<Unknown>>>,
    pub camera_failure: Arc<Mutex<Option<Unknown>>>,
    pub void: Arc<Mutex<Option<VoidReason>>>,
    pub allowed: Arc<Mutex<Option<bool>>>,
    pub network: Arc<plain::FakeNetwork>,
    pub computer: Arc<plain::FakeComputer>,
    sound_open: Arc<AtomicI32>,
    camera_open: Arc<AtomicI32>,
    time: Timeline,
    settled: AtomicU32,
    woken: Receiver<()>,
}

pub fn microphone(id: &str) -> AudioDevice {
    AudioDevice {
        id: id.to_owned(),
        name: format!("Microphone {id}"),
        default: id == "0",
        rates_hz: vec![48_000],
        channels: 1,
        transport: Transport::BuiltIn,
    }
}

pub fn camera(id: &str) -> CameraDevice {
    CameraDevice { id: id.to_owned(), name: format!("Camera {id}"), formats: Vec::new() }
}

impl Rig {
    pub fn new() -> Self {
        Self::with(Setup::default())
    }

    pub fn with(setup: Setup) -> Self {
        let time = Timeline::new();
        let pace = || pace::Pace::Manual(time.clone());
        let network = Arc::new(plain::FakeNetwork { script: setup.network, pace: pace(), ..Default::default() });
        let computer = Arc::new(plain::FakeComputer { script: setup.computer, pace: pace(), ..Default::default() });
        let mut sound = sound::FakeSound { pace: pace(), ..Default::default() };
        sound.observation.speech_level_dbfs = Some(-22.0);
        sound.observation.speech_ratio = Some(1.0);
        sound.meter_silent = setup.silent.is_some();
        sound.observation.silent = setup.silent;
        *sound.inputs.lock().unwrap() = vec![microphone("0")];
        *sound.outputs.lock().unwrap() = vec![microphone("out")];
        let film = camera::FakeCamera { pace: pace(), ..Default::default() };
        *film.cameras.lock().unwrap() = vec![camera("0")];
        let (void, allowed) = (Arc::new(Mutex::new(None)), Arc::new(Mutex::new(None)));
        let (asked_void, asked_allowed) = (void.clone(), allowed.clone());
        let options = SessionOptions {
            clock: Arc::new(HandClock(time.clone())),
            void: Box::new(move || asked_void.lock().unwrap().take()),
            allowed: Arc::new(move |_| *asked_allowed.lock().unwrap()),
            judge: setup.judge,
            ..setup.options
        };
        let rig = (sound.inputs.clone(), film.cameras.clone(), sound.failure.clone(), film.failure.clone());
        let outputs = sound.outputs.clone();
        let open = (sound.open.clone(), film.open.clone());
        let (sound, film) = (Arc::new(sound), Arc::new(film));
        let probes = Probes { network: network.clone(), sound, camera: film, computer: computer.clone() };
        let handle = greenroom::session::start(probes, options);
        let (wake, woken) = sync_channel(1);
        let waker: greenroom::live::Waker = Arc::new(move || {
            let _ = wake.try_send(());
        });
        handle.wake_by(&waker);
        Self {
            handle,
            inputs: rig.0,
            outputs,
            cameras: rig.1,
            sound_failure: rig.2,
            camera_failure: rig.3,
            void,
            allowed,
            network,
            computer,
            sound_open: open.0,
            camera_open: open.1,
            time,
            settled: AtomicU32::new(0),
            woken,
        }
    }

    /// Begins a run with all checks.
    pub fn start(&self) {
        self.send(Command::Start(Requirement::default()));
    }

    /// Hands a command over and waits until it has been carried out.
    pub fn send(&self, command: Command) {
        self.handle.send(command).unwrap();
        self.settle();
    }

    /// Moves the time on, step by step, and waits until everything has been taken in.
    pub fn advance(&self, ms: u64) {
        let mut left = ms;
        while left > 0 {
            let step = left.min(250);
            self.time.advance(step);
            self.settle();
            left -= step;
        }
    }

    /// Waits until the engine has taken in everything until now.
    pub fn settle(&self) {
        let number = self.settled.fetch_add(1, Ordering::SeqCst) + 1;
        self.handle.send(Command::Plan(PlanCounts { channels: number, tested: 0 })).unwrap();
        self.until("settled", |s| s.plan.channels >= number);
    }

    /// Waits until the state is as wanted; far longer than that ever takes.
    pub fn until(&self, what: &str, wanted: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let begun = Instant::now();
        loop {
            let state = self.handle.state();
            if wanted(&state) {
                return state;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "never {what}: {state:?}");
            let _ = self.woken.recv_timeout(Duration::from_secs(1));
        }
    }

    pub fn state(&self) -> Arc<Snapshot> {
        self.handle.state()
    }

    pub fn stage(&self, check: CheckId) -> Stage {
        self.state().stage(check).clone()
    }

    /// Why this check has no answer.
    pub fn reason(&self, check: CheckId) -> Option<UnknownReason> {
        match self.stage(check) {
            Stage::Unknown(unknown) => Some(unknown.reason),
            _ => None,
        }
    }

    /// How many microphones and cameras are open.
    pub fn open(&self) -> (i32, i32) {
        (self.sound_open.load(Ordering::SeqCst), self.camera_open.load(Ordering::SeqCst))
    }

    pub fn fail_sound(&self, reason: Option<UnknownReason>) {
        *self.sound_failure.lock().unwrap() = reason.map(|r| Unknown::new(r, "scripted"));
    }

    pub fn fail_camera(&self, reason: Option<UnknownReason>) {
        *self.camera_failure.lock().unwrap() = reason.map(|r| Unknown::new(r, "scripted"));
    }

    /// Ends the rig and tells how many devices are still open.
    pub fn end(self) -> (i32, i32) {
        let Self { handle, sound_open, camera_open, .. } = self;
        drop(handle);
        (sound_open.load(Ordering::SeqCst), camera_open.load(Ordering::SeqCst))
    }
}
