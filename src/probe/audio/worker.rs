//! The thread `gr-sound`: opens the microphone, runs the meter, does what it is asked.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use super::events::Events;
use super::listening::{Flow, Listening};
use super::source::{Opening, Source};
use crate::model::device::Transport;
use crate::model::run::{SoundStage, Step};
use crate::model::{DeviceChoice, FindingId, Unknown, UnknownReason};
use crate::os::audio::Quiet;
use crate::os::permission::{self, Access};
use crate::probe::ports::SoundRequest;

/// How often the thread looks for samples and requests.
const TICK: Duration = Duration::from_millis(10);
/// One turn counts at most this long against a device: when the whole computer stalls or sleeps, it is not its fault.
const TURN_AT_MOST: Duration = Duration::from_millis(50);
/// The system has this long to open a microphone.
const OPEN_WITHIN: Duration = Duration::from_secs(10);
/// A microphone has this long to give its first samples.
const FIRST_DATA_WITHIN: Duration = Duration::from_secs(4);
/// A microphone that has given samples may pause this long.
const DATA_WITHIN: Duration = Duration::from_secs(1);
/// One made by software may give its samples in bursts: the monitor of an output passes on what was played ahead.
const VIRTUAL_DATA_WITHIN: Duration = Duration::from_secs(4);

/// Counts the time that a device lets us wait, by turns of the thread.
pub struct Patience {
    waited: Duration,
    last: Instant,
}

impl Patience {
    /// From now.
    pub fn new() -> Self {
        Self { waited: Duration::ZERO, last: Instant::now() }
    }

    /// Another turn: how long we have waited in all.
    pub fn turn(&mut self) -> Duration {
        let now = Instant::now();
        self.waited += now.duration_since(self.last).min(TURN_AT_MOST);
        self.last = now;
        self.waited
    }

    /// Something came.
    pub fn reset(&mut self) {
        self.waited = Duration::ZERO;
    }
}

/// Why the work ended early.
pub enum Stop {
    /// The session was dropped.
    Dropped,
    /// It can't go on.
    Failed(Unknown),
}

/// What the thread owns.
pub struct Worker {
    /// Where events go.
    pub events: Events,
    /// What is asked.
    pub requests: Receiver<SoundRequest>,
    /// What was asked while the microphone was being opened.
    pub waiting: VecDeque<SoundRequest>,
}

impl Worker {
    /// The whole life of a session.
    pub fn run(mut self, choice: &DeviceChoice) {
        let _quiet = Quiet::new();
        match self.work(choice) {
            Ok(()) => self.events.ended(),
            Err(Stop::Dropped) => self.events.close(),
            Err(Stop::Failed(unknown)) => self.events.failed(unknown),
        }
    }

    fn work(&mut self, choice: &DeviceChoice) -> Result<(), Stop> {
        self.events.started();
        if !matches!(choice, DeviceChoice::File(_)) {
            self.permission()?;
        }
        self.events.stage(SoundStage::Opening);
        self.events.step(Step::OpenDevice, None, None);
        let source = self.open(choice)?;
        let mut listening = Listening::new(source, self.events.clone());
        self.first_data(&mut listening)?;
        listening.announce();
        let virtual_input = listening.transport() == Transport::Virtual;
        let within = if virtual_input { VIRTUAL_DATA_WITHIN } else { DATA_WITHIN };
        let mut patience = Patience::new();
        loop {
            self.turn()?;
            while let Some(request) = self.waiting.pop_front() {
                if listening.request(request).map_err(Stop::Failed)? == Flow::Done {
                    return Ok(());
                }
            }
            if listening.read_samples().map_err(Stop::Failed)? {
                patience.reset();
            } else if patience.turn() > within && !listening.source_ended() {
                return Err(Stop::Failed(listening.no_more_data()));
            }
            if listening.progress() == Flow::Done {
                return Ok(());
            }
        }
    }

    /// Waits one tick, or until something is asked.
    fn turn(&mut self) -> Result<(), Stop> {
        match self.requests.recv_timeout(TICK) {
            Ok(request) => {
                self.waiting.push_back(request);
                Ok(())
            }
            Err(RecvTimeoutError::Timeout) if !self.events.closed() => Ok(()),
            Err(_) => Err(Stop::Dropped),
        }
    }

    /// Has the system ask the person where it must; waiting for the answer has no time limit.
    fn permission(&mut self) -> Result<(), Stop> {
        let denied = || {
            let detail = "opening the microphone: the system does not let this program use it";
            Err(Stop::Failed(Unknown::new(UnknownReason::NoPermission, detail)))
        };
        match permission::microphone() {
            Access::Allowed | Access::Unknown => return Ok(()),
            Access::Denied => return denied(),
            Access::NotAsked => {}
        }
        self.events.stage(SoundStage::AskingPermission);
        self.events.waiting(Step::SystemPermission);
        let (answer, answered) = sync_channel(1);
        permission::request_microphone(move |allowed| {
            let _ = answer.try_send(allowed);
        });
        loop {
            self.turn()?;
            match answered.try_recv() {
                Ok(true) => return Ok(()),
                Ok(false) | Err(TryRecvError::Disconnected) => return denied(),
                Err(TryRecvError::Empty) => {}
            }
        }
    }

    fn open(&mut self, choice: &DeviceChoice) -> Result<Source, Stop> {
        let opening = Opening::begin(choice.clone());
        let mut patience = Patience::new();
        loop {
            if let Some(opened) = opening.poll() {
                return opened.map_err(Stop::Failed);
            }
            if patience.turn() > OPEN_WITHIN {
                let detail = "opening the microphone: the system did not answer";
                return Err(Stop::Failed(Unknown::new(UnknownReason::Timeout, detail)));
            }
            self.turn()?;
        }
    }

    fn first_data(&mut self, listening: &mut Listening) -> Result<(), Stop> {
        let mut patience = Patience::new();
        loop {
            self.turn()?;
            if listening.read_samples().map_err(Stop::Failed)? || listening.source_ended() {
                return Ok(());
            }
            if patience.turn() > FIRST_DATA_WITHIN {
                let detail = format!("listening to {}: no samples", listening.name());
                let unknown = Unknown::new(UnknownReason::Timeout, detail).with_finding(FindingId::SoundNoData);
                return Err(Stop::Failed(unknown));
            }
        }
    }
}
