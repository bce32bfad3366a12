//! A slot in which the newest value wins.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

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
        self.set_while(value, || true);
    }

    /// Like [`Latest::set`], unless `open` says no. It is asked while nobody else can change the slot: whoever closes
    /// first and clears then finds nothing of a writer that came too late.
    pub fn set_while(&self, value: T, open: impl FnOnce() -> bool) {
        {
            let mut guard = self.lock();
            if !open() {
                return;
            }
            guard.0 += 1;
            guard.1 = Some(Arc::new(value));
        }
        self.wake();
    }

    /// Empties the slot, when the device is released, and wakes the reader.
    pub fn clear(&self) {
        {
            let mut guard = self.lock();
            guard.0 += 1;
            guard.1 = None;
        }
        self.wake();
    }

    /// The newest value with its sequence number (the number grows with every change).
    #[must_use]
    pub fn get(&self) -> (u64, Option<Arc<T>>) {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, (u64, Option<Arc<T>>)> {
        self.inner.value.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self) {
        if let Some(waker) = self.inner.waker.get() {
            waker();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn the_newest_value_wins_and_every_change_wakes() {
        let (slot, woken) = (Latest::new(), Arc::new(AtomicU32::new(0)));
        let count = woken.clone();
        slot.wake_by(Arc::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        }));
        assert_eq!(slot.get(), (0, None));
        slot.set(1);
        slot.clone().set(2);
        assert_eq!(slot.get(), (2, Some(Arc::new(2))));
        slot.clear();
        assert_eq!((slot.get(), woken.load(Ordering::SeqCst)), ((3, None), 3));
    }

    #[test]
    fn a_writer_that_comes_too_late_changes_nothing() {
        let slot = Latest::new();
        slot.set_while(1, || true);
        slot.clear();
        slot.set_while(2, || false);
        assert_eq!(slot.get(), (2, None));
    }
}
