//! A thread that follows a script, hears requests, and ends soon after its owner lets go.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crate::probe::ports::EventSink;

/// The owner has let go.
pub struct Ended;

enum Said<T> {
    Ask(T),
    End,
}

/// The owner's end. Dropping it closes the sink and ends the thread.
pub struct Actor<T: Send + 'static = ()> {
    say: SyncSender<Said<T>>,
    sink: EventSink,
}

/// The thread's end.
pub struct Talk<T> {
    hear: Receiver<Said<T>>,
}

impl<T: Send + 'static> Actor<T> {
    /// Starts a thread that does `act` and tells it to `sink`.
    pub fn start(name: &str, sink: EventSink, act: impl FnOnce(&Talk<T>) + Send + 'static) -> Self {
        let (say, hear) = sync_channel(16);
        // Without the thread nothing happens: the engine's deadlines tell.
        let _ = std::thread::Builder::new().name(name.to_owned()).spawn(move || act(&Talk { hear }));
        Self { say, sink }
    }

    /// Hands a request over; one too many is dropped.
    pub fn ask(&self, request: T) {
        let _ = self.say.try_send(Said::Ask(request));
    }

    /// Asks it to end.
    pub fn stop(&self) {
        self.sink.close();
        let _ = self.say.try_send(Said::End);
    }
}

impl<T: Send + 'static> Drop for Actor<T> {
    fn drop(&mut self) {
        // With `say` the channel is closed, which ends the thread even when the queue is full.
        self.sink.close();
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
