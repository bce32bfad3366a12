//! What fills the line: downloads and uploads of several flows until they are told to stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::observation::Direction;
use crate::probe::network::failure::Failure;
use crate::probe::network::load::SharedBins;

use super::request::{Asker, Refusal};

/// A body of a request lasts about this long, so that rates can be seen in between; and as many round trips longer, so
/// that a deep queue is filled and not only followed: a request that waits for its answer sends nothing.
const REQUEST_LENGTH: Duration = Duration::from_millis(300);
const REQUEST_TRIPS: u32 = 6;
const LONGEST_REQUEST: Duration = Duration::from_millis(1500);
/// First and least length of an upload request.
const FIRST_UPLOAD: u64 = 64 * 1024;
/// A download request; shorter ones would wait for round trips.
const DOWNLOAD: u64 = 5_000_000;

pub(super) type Trouble = Arc<Mutex<Option<Refusal>>>;

/// What the flows of one direction share.
pub(super) struct Work {
    pub(super) asker: Asker,
    pub(super) left: AtomicU64,
    pub(super) stop: AtomicBool,
    /// The longest round trip until now, in microseconds.
    pub(super) delay_us: AtomicU64,
    pub(super) bins: SharedBins,
    /// Until when each upload flow's bytes are known to have arrived.
    pub(super) done_until: Mutex<Vec<Instant>>,
    pub(super) trouble: Trouble,
}

impl Work {
    /// Takes up to `wanted` bytes of what may still be moved.
    fn take(&self, wanted: u64) -> u64 {
        let wanted = wanted.min(self.asker.server.max_request_bytes);
        let before = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |l| Some(l.saturating_sub(wanted)));
        before.unwrap_or(0).min(wanted)
    }

    fn going(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    pub(super) async fn download(&self) -> Result<(), Refusal> {
        while self.going() {
            let wanted = self.take(DOWNLOAD);
            if wanted == 0 {
                return Ok(());
            }
            let request = self.asker.client.get(self.asker.server.download_url(wanted));
            let mut response = self.asker.checked(request.send().await)?;
            let mut got = 0;
            while let Some(chunk) = response.chunk().await.map_err(|e| self.asker.refusal(&e))? {
                got += chunk.len() as u64;
                self.bins.add(chunk.len() as u64, Instant::now());
                if got > wanted {
                    return Err(Refusal::Other(Failure::Garbage("more bytes than were asked for".into())));
                }
                if !self.going() {
                    return Ok(());
                }
            }
            if got < wanted {
                return Err(Refusal::Other(Failure::Garbage(format!("{got} bytes instead of {wanted}"))));
            }
        }
        Ok(())
    }

    /// A flow begins; its number.
    pub(super) fn begins(&self, now: Instant) -> usize {
        let mut known = self.done_until.lock().unwrap_or_else(PoisonError::into_inner);
        known.push(now);
        known.len() - 1
    }

    /// How many flows have begun.
    pub(super) fn flows(&self) -> usize {
        self.done_until.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    pub(super) async fn upload(&self, flow: usize) -> Result<(), Refusal> {
        let mut length = FIRST_UPLOAD;
        while self.going() {
            let wanted = self.take(length);
            if wanted == 0 {
                return Ok(());
            }
            let mut body = vec![0u8; usize::try_from(wanted).unwrap_or(0)];
            rand::fill(body.as_mut_slice());
            let began = Instant::now();
            let request = self.asker.client.post(self.asker.server.upload_url()).body(body);
            self.asker.checked(request.send().await)?;
            // Only the answer shows that all has arrived; the bytes are spread evenly over the time that they took.
            let took = began.elapsed();
            self.spread(wanted, began, took);
            if let Some(place) = self.done_until.lock().unwrap_or_else(PoisonError::into_inner).get_mut(flow) {
                *place = began + took;
            }
            let delay = Duration::from_micros(self.delay_us.load(Ordering::Relaxed));
            let meant = (REQUEST_LENGTH + delay * REQUEST_TRIPS).min(LONGEST_REQUEST);
            let ideal = wanted as f64 * meant.as_secs_f64() / took.as_secs_f64().max(0.001);
            length = (ideal as u64).clamp(FIRST_UPLOAD, length * 4);
        }
        Ok(())
    }

    fn spread(&self, bytes: u64, began: Instant, took: Duration) {
        const PARTS: u32 = 20;
        for part in 0..PARTS {
            let share = bytes / u64::from(PARTS) + if part == 0 { bytes % u64::from(PARTS) } else { 0 };
            self.bins.add(share, began + took * part / PARTS);
        }
    }

    /// The bins that are certain: for an upload those before the oldest unanswered request.
    pub(super) fn complete(&self, way: Direction, capped: bool) -> Vec<u64> {
        let bins = self.bins.get();
        let until = match way {
            Direction::Down if capped => bins.last(),
            Direction::Down => Some(Instant::now()),
            Direction::Up => self.done_until.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().min(),
        };
        until.map(|t| bins.complete(t)).unwrap_or_default()
    }
}
