//! A thread that follows a script, hears requests, and ends at once when its owner lets go.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The owner has let go.
pub struct Ended;

enum Said<T> {
    Ask(T),
    End,
}

/// The owner's end. Dropping it ends the thread and waits for it.
pub struct Actor<T: Send + 'static = ()> {
    say: SyncSender<Said<T>>,
    thread: Option<JoinHandle<()>>,
}

/// The thread's end.
pub struct Talk<T> {
    hear: Receiver<Said<T>>,
}

impl<T: Send + 'static> Actor<T> {
    /// Starts a thread that does `act`.
    pub fn start(name: &str, act: impl FnOnce(&Talk<T>) + Send + 'static) -> Self {
        let (say, hear) = sync_channel(16);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || act(&Talk { hear })).ok();
        Self { say, thread }
    }

    /// Hands a request over; one too many is dropped.
    pub fn ask(&self, request: T) {
        let _ = self.say.try_send(Said::Ask(request));
    }

    /// Asks it to end.
    pub fn stop(&self) {
        let _ = self.say.try_send(Said::End);
    }
}

impl<T: Send + 'static> Drop for Actor<T> {
    fn drop(&mut self) {
        // A closed channel ends it even when the queue is full.
        let (closed, _) = sync_channel(0);
        self.say = closed;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl<T> Talk<T> {
    /// The next request, or `None` after this time.
    pub fn next(&self, within: Duration) -> Result<Option<T>, Ended> {
        match self.hear.recv_timeout(within) {
            Ok(Said::Ask(request)) => Ok(Some(request)),
            Ok(Said::End) | Err(RecvTimeoutError::Disconnected) => Err(Ended),
            Err(RecvTimeoutError::Timeout) => Ok(None),
        }
    }

    /// Waits; requests meanwhile are dropped.
    pub fn wait(&self, time: Duration) -> Result<(), Ended> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            self.next(left)?;
        }
    }
}
