//! A clock that rings when it is time. The timers of the runtime count in milliseconds and ring at the end of one: late by half a
//! millisecond on average, and by two and more where much goes on.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use tokio::sync::Notify;

#[derive(Debug, Default)]
struct Setting {
    at: Option<Instant>,
    stopped: bool,
}

#[derive(Debug, Default)]
struct Shared {
    setting: Mutex<Setting>,
    changed: Condvar,
    rings: Notify,
}

/// A clock on a thread of its own. Dropping it ends the thread.
#[derive(Debug)]
pub struct Alarm {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Alarm {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system refuses one.
    pub fn start() -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let for_thread = shared.clone();
        let thread = std::thread::Builder::new().name("gr-net-alarm".into()).spawn(move || for_thread.run())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Waits until `at`. May be dropped at any time; a new wait takes the place of an old one.
    pub async fn until(&self, at: Instant) {
        while Instant::now() < at {
            self.shared.set(|setting| setting.at = Some(at));
            self.shared.rings.notified().await;
        }
    }
}

impl Shared {
    fn set(&self, change: impl FnOnce(&mut Setting)) {
        change(&mut self.setting.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_one();
    }

    fn run(&self) {
        let mut setting = self.setting.lock().unwrap_or_else(PoisonError::into_inner);
        while !setting.stopped {
            let Some(at) = setting.at else {
                setting = self.changed.wait(setting).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = at.saturating_duration_since(Instant::now());
            if left.is_zero() {
                setting.at = None;
                self.rings.notify_one();
            } else {
                setting = self.changed.wait_timeout(setting, left).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.shared.set(|setting| setting.stopped = true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn it_rings_no_earlier_than_it_is_time_and_a_new_wait_takes_the_place_of_an_old_one() {
        let alarm = Alarm::start().unwrap();
        let began = Instant::now();
        for ms in [1, 3, 7] {
            alarm.until(began + Duration::from_millis(ms)).await;
            assert!(began.elapsed() >= Duration::from_millis(ms));
        }
        let far = tokio::time::timeout(Duration::from_millis(1), alarm.until(began + Duration::from_secs(3600)));
        assert!(far.await.is_err());
        alarm.until(Instant::now() + Duration::from_millis(1)).await;
        // What is over already needs no waiting.
        alarm.until(began).await;
    }
}
