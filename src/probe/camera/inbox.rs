//! What the thread that reads the camera leaves for the one that watches it. Bounded: only the newest picture is kept.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::live::Frame;
use crate::model::Unknown;
use crate::model::device::CameraFormat;
use crate::probe::ports::CameraRequest;

use super::pixel::PixelFormat;
use super::reader::Reader;

/// More frames than any camera gives while the watcher is busy are not counted.
const MOST_ARRIVALS: usize = 1000;

/// More requests than any caller has reason to make at once are not kept.
const MOST_REQUESTS: usize = 16;

/// A picture on its way to the watcher.
pub(super) enum Picture {
    /// As the camera sent it.
    Sent(Sent),
    /// Ready, from a file.
    Ready(Frame),
    /// It could not be read.
    Broken,
}

/// A frame as the camera sent it.
pub(super) struct Sent {
    /// What the bytes are.
    pub(super) format: PixelFormat,
    /// Pixels across; a JPEG has its own size.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// The bytes, rows without padding.
    pub(super) bytes: Vec<u8>,
}

/// What was opened.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    /// The camera's name, or `file`.
    pub(super) name: String,
    /// Its id; `None` for a file.
    pub(super) id: Option<String>,
    /// The format in use; `None` for a file.
    pub(super) format: Option<CameraFormat>,
}

/// All that came since the last look.
#[derive(Default)]
pub(super) struct Batch {
    /// Set once.
    pub(super) opened: Option<Opened>,
    /// Each frame: when it was taken, and whether it differs from the one before.
    pub(super) arrivals: Vec<(Instant, bool)>,
    /// The newest picture, with when it was taken.
    pub(super) newest: Option<(Instant, Picture)>,
    /// Why reading ended, if it failed.
    pub(super) failure: Option<Unknown>,
    /// What was asked.
    pub(super) requests: VecDeque<CameraRequest>,
    /// The session was dropped: nothing is to be said any more.
    pub(super) cancelled: bool,
}

#[derive(Default)]
struct State {
    batch: Batch,
    reader: Option<Reader>,
    stop: bool,
    released: bool,
}

/// The shared box. One reader of the camera, one watcher, one session that asks.
#[derive(Default)]
pub(super) struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// The reader: which thread it is.
    pub(super) fn reader(&self, reader: Reader) {
        self.change(|state| state.reader = Some(reader));
    }

    /// The watcher: the reader, unless it has not begun or has released the camera.
    pub(super) fn busy_reader(&self) -> Option<Reader> {
        let state = self.lock();
        state.reader.filter(|_| !state.released)
    }

    /// The reader: must it end?
    pub(super) fn stopped(&self) -> bool {
        self.lock().stop
    }

    /// The reader: waits so long, less if it must end. True if it must.
    pub(super) fn pause(&self, time: Duration) -> bool {
        let guard = self.lock();
        let waited = self.changed.wait_timeout_while(guard, time, |state| !state.stop);
        waited.map_or_else(|poisoned| poisoned.into_inner().0.stop, |(state, _)| state.stop)
    }

    /// The reader: the camera is open.
    pub(super) fn opened(&self, opened: Opened) {
        self.change(|state| state.batch.opened = Some(opened));
    }

    /// The reader: a frame.
    pub(super) fn frame(&self, at: Instant, distinct: bool, picture: Picture) {
        self.change(|state| {
            if state.batch.arrivals.len() < MOST_ARRIVALS {
                state.batch.arrivals.push((at, distinct));
            }
            state.batch.newest = Some((at, picture));
        });
    }

    /// The reader: it cannot go on.
    pub(super) fn failed(&self, unknown: Unknown) {
        self.change(|state| state.batch.failure = Some(unknown));
    }

    /// The reader: the camera is released.
    pub(super) fn released(&self) {
        self.change(|state| state.released = true);
    }

    /// The session: asks for something.
    pub(super) fn request(&self, request: CameraRequest) {
        self.change(|state| {
            if state.batch.requests.len() < MOST_REQUESTS {
                state.batch.requests.push_back(request);
            }
        });
    }

    /// The session: is dropped.
    pub(super) fn cancel(&self) {
        self.change(|state| {
            state.stop = true;
            state.batch.cancelled = true;
        });
    }

    /// The watcher: the reader is to end.
    pub(super) fn stop(&self) {
        self.change(|state| state.stop = true);
    }

    /// The watcher: waits for news until `deadline` and receives it.
    pub(super) fn receive(&self, deadline: Instant) -> Batch {
        let mut state = self.lock();
        loop {
            let batch = &state.batch;
            let news = batch.opened.is_some()
                || batch.newest.is_some()
                || batch.failure.is_some()
                || !batch.requests.is_empty()
                || batch.cancelled;
            let left = deadline.saturating_duration_since(Instant::now());
            if news || left.is_zero() {
                let cancelled = batch.cancelled;
                let taken = std::mem::take(&mut state.batch);
                state.batch.cancelled = cancelled;
                return taken;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The watcher: waits until the reader has released the camera. False when it took longer than `time`.
    pub(super) fn wait_released(&self, time: Duration) -> bool {
        let guard = self.lock();
        let waited = self.changed.wait_timeout_while(guard, time, |state| !state.released);
        waited.map_or_else(|poisoned| poisoned.into_inner().0.released, |(state, _)| state.released)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(shade: u8) -> Picture {
        Picture::Ready(Frame { width: 1, height: 1, rgba: vec![shade; 4] })
    }

    #[test]
    fn only_the_newest_picture_is_kept_but_all_are_counted() {
        let inbox = Inbox::default();
        for shade in 0..200 {
            inbox.frame(Instant::now(), true, ready(shade));
        }
        let batch = inbox.receive(Instant::now());
        assert_eq!(batch.arrivals.len(), 200);
        assert!(matches!(batch.newest, Some((_, Picture::Ready(frame))) if frame.rgba == [199; 4]));
        assert!(inbox.receive(Instant::now()).newest.is_none());
        for shade in 0..2000_u32 {
            inbox.frame(Instant::now(), true, ready(shade as u8));
        }
        assert_eq!(inbox.receive(Instant::now()).arrivals.len(), MOST_ARRIVALS);
    }

    #[test]
    fn a_stopped_reader_does_not_wait() {
        let inbox = Inbox::default();
        inbox.cancel();
        assert!(inbox.stopped() && inbox.receive(Instant::now()).cancelled);
        assert!(inbox.pause(Duration::from_secs(60)));
    }

    #[test]
    fn waiting_for_the_release_has_an_end() {
        let inbox = Inbox::default();
        assert!(!inbox.wait_released(Duration::ZERO));
        inbox.released();
        assert!(inbox.wait_released(Duration::from_secs(60)));
    }
}
