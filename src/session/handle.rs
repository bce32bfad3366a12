//! The readers' end of a session: commands in, state out. Nothing here blocks.

use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, OnceLock};

use crate::live::{Frame, Latest, LevelReading, Live, Waker};
use crate::model::{ServerTest, Snapshot, SpotBoard};

use super::command::Command;

/// A command could not be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The engine is behind; try again.
    #[error("the engine is busy")]
    Busy,
    /// The engine has ended.
    #[error("the engine has ended")]
    Ended,
}

/// Where commands go.
pub type CommandSender = Box<dyn Fn(Command) -> Result<(), SendError> + Send + Sync>;

/// A reader's end. Dropping the last one ends the engine and releases all devices.
#[derive(Clone)]
pub struct Handle {
    commands: Arc<CommandSender>,
    state: Latest<Snapshot>,
    live: Live,
    server_test: Latest<ServerTest>,
    spots: Latest<SpotBoard>,
    ended: Latest<()>,
    first: Arc<OnceLock<Arc<Snapshot>>>,
}

impl Handle {
    /// Joins the ends. `initial` is shown until the engine has published its first state.
    #[must_use]
    pub fn new(commands: CommandSender, initial: Snapshot, state: Latest<Snapshot>, live: Live) -> Self {
        let first = OnceLock::new();
        let _ = first.set(Arc::new(initial));
        let (server_test, spots, ended) = (Latest::new(), Latest::new(), Latest::new());
        Self { commands: Arc::new(commands), state, live, server_test, spots, ended, first: Arc::new(first) }
    }

    /// Shows what comes of trying out a server.
    #[must_use]
    pub fn with_server_test(mut self, server_test: Latest<ServerTest>) -> Self {
        self.server_test = server_test;
        self
    }

    /// Shows what comes of measuring at spots.
    #[must_use]
    pub fn with_spots(mut self, spots: Latest<SpotBoard>) -> Self {
        self.spots = spots;
        self
    }

    /// Knows when the engine has ended: `ended` is filled then.
    #[must_use]
    pub fn ending(mut self, ended: Latest<()>) -> Self {
        self.ended = ended;
        self
    }

    /// True when the engine has ended, by a wish or by a fault: nothing is measured any more, and every command is refused.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.ended.get().1.is_some()
    }

    /// A sender over a bounded channel.
    #[must_use]
    pub fn sender<T: Send + 'static>(channel: SyncSender<T>, wrap: fn(Command) -> T) -> CommandSender {
        Box::new(move |command| {
            channel.try_send(wrap(command)).map_err(|e| match e {
                TrySendError::Full(_) => SendError::Busy,
                TrySendError::Disconnected(_) => SendError::Ended,
            })
        })
    }

    /// Asks the engine for something.
    ///
    /// # Errors
    /// When the engine is behind or has ended.
    pub fn send(&self, command: Command) -> Result<(), SendError> {
        (self.commands)(command)
    }

    /// The newest state.
    #[must_use]
    pub fn state(&self) -> Arc<Snapshot> {
        match (self.state.get().1, self.first.get()) {
            (Some(state), _) => state,
            (None, Some(first)) => first.clone(),
            (None, None) => Arc::default(),
        }
    }

    /// The microphone's level now; `None` while it is closed.
    #[must_use]
    pub fn level(&self) -> Option<Arc<LevelReading>> {
        self.live.levels.get().1
    }

    /// The newest camera frame with its sequence number; `None` while the camera is closed.
    #[must_use]
    pub fn frame(&self) -> (u64, Option<Arc<Frame>>) {
        self.live.frames.get()
    }

    /// What is known of the server that was tried out last; `None` before the first [`Command::TestServer`].
    #[must_use]
    pub fn server_test(&self) -> Option<Arc<ServerTest>> {
        self.server_test.get().1
    }

    /// The spots that were measured, and the one that is.
    #[must_use]
    pub fn spots(&self) -> Arc<SpotBoard> {
        self.spots.get().1.unwrap_or_default()
    }

    /// Who is woken when state, level or frame change, or the engine ends. To be called once.
    pub fn wake_by(&self, waker: &Waker) {
        self.state.wake_by(waker.clone());
        self.live.wake_by(waker);
        self.server_test.wake_by(waker.clone());
        self.spots.wake_by(waker.clone());
        self.ended.wake_by(waker.clone());
    }
}
