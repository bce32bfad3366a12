//! Things of which only the newest counts: level readings and camera frames. They bypass the event stream.

use std::sync::{Arc, Mutex, OnceLock};

/// Called whenever something changed that a reader may want to show. Must be cheap and must not block.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// A slot in which the newest value wins. Cloning shares the slot.
#[derive(Clone)]
pub struct Latest<T> {
    inner: Arc<Slot<T>>,
}

struct Slot<T> {
    value: Mutex<(u64, Option<Arc<T>>)>,
    waker: OnceLock<Waker>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { inner: Arc::new(Slot { value: Mutex::new((0, None)), waker: OnceLock::new() }) }
    }
}

impl<T> Latest<T> {
    /// An empty slot.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Who is to be woken on a new value. Only the first call counts.
    pub fn wake_by(&self, waker: Waker) {
        let _ = self.inner.waker.set(waker);
    }

    /// Puts a new value in and wakes the reader. Not for audio callbacks: it locks.
    pub fn set(&self, value: T) {
        self.swap(Some(Arc::new(value)));
    }

    /// Empties the slot, when the device is released, and wakes the reader.
    pub fn clear(&self) {
        self.swap(None);
    }

    /// The newest value with its sequence number (the number grows with every change).
    #[must_use]
    pub fn get(&self) -> (u64, Option<Arc<T>>) {
        match self.inner.value.lock() {
            Ok(guard) => guard.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    fn swap(&self, value: Option<Arc<T>>) {
        {
            let mut guard = match self.inner.value.lock() {
                Ok(guard) => guard,
                Err(poisoned) => poisoned.into_inner(),
            };
            guard.0 += 1;
            guard.1 = value;
        }
        if let Some(waker) = self.inner.waker.get() {
            waker();
        }
    }
}

/// What the microphone gives now, about 30 times a second. Unfiltered, dBFS re 1.0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelReading {
    /// RMS over the last 300 ms; at least -120.
    pub rms_dbfs: f32,
    /// Sample peak with the fall-back of IEC 60268-10 type I (20 dB in 1.7 s).
    pub peak_dbfs: f32,
    /// Greatest peak of the last 1.5 s.
    pub hold_dbfs: f32,
    /// A run of 3 or more full-scale samples came within the last second.
    pub clipping: bool,
    /// No sample above -80 dBFS for the last second.
    pub silent: bool,
}

/// A camera picture ready to show: 8-bit RGBA, rows from the top, not mirrored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// width x height x 4 bytes.
    pub rgba: Vec<u8>,
}
