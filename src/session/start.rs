//! Starts the engine on its thread, and ends it when the last handle goes.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::live::{Latest, Live};
use crate::model::RunState;
use crate::probe::ports::Probes;

use super::command::Command;
use super::engine::{Ends, Engine};
use super::handle::{Handle, SendError};
use super::input::Inbox;
use super::options::SessionOptions;
use super::snapshot::judged;

/// Starts a session. The engine ends and all devices are released when the last handle is dropped.
#[must_use]
pub fn start(probes: Probes, options: SessionOptions) -> Handle {
    let inbox = Arc::new(Inbox::default());
    let (state, live, server_test, spots) = (Latest::new(), Live::default(), Latest::new(), Latest::new());
    let mut initial = RunState { demo: options.demo, ..options.begin.clone() };
    initial.devices.input = options.input.clone();
    initial.devices.output = options.output.clone();
    initial.devices.camera = options.camera.clone();
    let first = judged(initial.clone(), options.judge);
    let ends = Ends {
        inbox: inbox.clone(),
        published: state.clone(),
        live: live.clone(),
        server_test: server_test.clone(),
        spots: spots.clone(),
    };
    let engine = Engine::new(probes, options, initial, ends);
    let ending = Ending { inbox: inbox.clone(), ended: Latest::new() };
    let ended = ending.ended.clone();
    let run = move || {
        let _ending = ending;
        engine.run();
    };
    // Without the thread the ending is dropped at once, and every command is told so.
    let thread = std::thread::Builder::new().name("gr-engine".to_owned()).spawn(run).ok();
    let guard = Guard { inbox, thread: Mutex::new(thread) };
    let send = move |command| guard.send(command);
    Handle::new(Box::new(send), first, state, live).with_server_test(server_test).with_spots(spots).ending(ended)
}

/// However the engine ends, also by a fault of its own: nobody waits for it any more, and readers see it.
struct Ending {
    inbox: Arc<Inbox>,
    ended: Latest<()>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.inbox.end();
        self.ended.set(());
    }
}

/// Ends the engine when the last handle goes.
struct Guard {
    inbox: Arc<Inbox>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Guard {
    fn send(&self, command: Command) -> Result<(), SendError> {
        if command == Command::Shutdown {
            self.stop();
            return Ok(());
        }
        self.inbox.command(command)
    }

    fn stop(&self) {
        self.inbox.end();
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
