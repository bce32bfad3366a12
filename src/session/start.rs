//! Starts the engine on its thread, and ends it when the last handle goes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::model::RunState;
use crate::model::live::Latest;
use crate::probe::ports::Probes;

use super::command::Command;
use super::devices::{Allowed, DeviceWatch};
use super::engine::{Engine, Input};
use super::handle::{Handle, SendError};
use super::options::SessionOptions;
use super::snapshot::judged;

/// Commands and events on their way to the engine. Live levels and frames don't pass here.
const QUEUE: usize = 1024;

/// Starts a session. The engine ends and all devices are released when the last handle is dropped.
#[must_use]
pub fn start(probes: Probes, options: SessionOptions) -> Handle {
    let (tx, rx) = sync_channel(QUEUE);
    let state = Latest::new();
    let levels = Latest::new();
    let frames = Latest::new();
    let server_test = Latest::new();
    let mut initial = RunState { demo: options.demo, ..RunState::default() };
    initial.devices.input = options.input.clone();
    initial.devices.output = options.output.clone();
    initial.devices.camera = options.camera.clone();
    let first = judged(initial.clone(), options.judge);
    let stopping = Arc::new(AtomicBool::new(false));
    let engine = Engine {
        devices: DeviceWatch::new(probes.clone(), options.allowed.clone(), tx.clone()),
        parts: BTreeSet::new(),
        allowed: Allowed::default(),
        replaced: BTreeMap::new(),
        probes,
        recorder: None,
        state: initial,
        published: state.clone(),
        levels: levels.clone(),
        frames: frames.clone(),
        inputs: tx.clone(),
        attempts: BTreeMap::new(),
        begun: BTreeMap::new(),
        run_began: Duration::ZERO,
        looked: Duration::ZERO,
        network: None,
        trying: None,
        server_test: server_test.clone(),
        computer: None,
        sound: None,
        camera: None,
        options,
    };
    let stop = stopping.clone();
    let thread = std::thread::Builder::new().name("gr-engine".to_owned()).spawn(move || engine.run(&rx, &stop)).ok();
    let guard = Guard { inputs: tx, stopping, thread: Mutex::new(thread) };
    let send = move |command| guard.send(command);
    Handle::new(Box::new(send), first, state, levels, frames).with_server_test(server_test)
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
