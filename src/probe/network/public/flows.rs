//! What fills the line: downloads and uploads of several flows until they are told to stop.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::model::observation::Direction;
use crate::probe::network::failure::Failure;
use crate::probe::network::load::SharedBins;
use crate::server::protocol::bins::Bins;

use super::request::{Asker, Refusal};
use super::uplink::{Meter, Uplink};

/// A body of a request lasts about this long, so that rates can be seen in between; and as many round trips longer, so
/// that a deep queue is filled and not only followed: a request that waits for its answer sends nothing.
const REQUEST_LENGTH: Duration = Duration::from_millis(300);
const REQUEST_TRIPS: u32 = 6;
const LONGEST_REQUEST: Duration = Duration::from_millis(1500);
/// First and least length of an upload request: many flows at once still get through a slow line in a second or so.
const FIRST_UPLOAD: u64 = 16 * 1024;
/// How often it is looked how much has arrived upwards.
const LOOK: Duration = Duration::from_millis(20);

/// Why a flow ended, and whether that was after the end: then it may just have starved among the others.
pub(in crate::probe::network) type Trouble = Mutex<Option<(Refusal, bool)>>;

/// What the flows of one direction share.
pub(in crate::probe::network) struct Work {
    asker: Asker,
    began: Instant,
    cap: u64,
    /// Bytes that may still be moved.
    pub(in crate::probe::network) left: Arc<AtomicU64>,
    /// Flows upwards whose arrival the system tells; without it they go request by request.
    uplink: Option<Uplink>,
    meters: Mutex<Vec<Meter>>,
    pub(in crate::probe::network) stop: AtomicBool,
    /// The delay as it is now, in microseconds.
    pub(in crate::probe::network) delay_us: AtomicU64,
    /// What arrived for certain, when it did.
    came: SharedBins,
    /// What was sent up request by request, and answered.
    uploads: Mutex<Vec<Upload>>,
    /// Until when each upload flow's bytes are known to have arrived.
    done_until: Mutex<Vec<Instant>>,
    trouble: Trouble,
    /// A request was answered after the end.
    answered_late: AtomicBool,
}

impl Work {
    /// Takes up to `bytes` off what may still be moved; what was left of it.
    fn spend(&self, bytes: u64) -> u64 {
        let before = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |l| Some(l.saturating_sub(bytes)));
        before.unwrap_or(0).min(bytes)
    }

    /// The length of a request that would like to move `bytes`.
    fn at_most(&self, bytes: u64) -> u64 {
        bytes.min(self.asker.server.max_request_bytes)
    }

    /// A new account of what `asker` may move: `cap` bytes at most.
    pub(in crate::probe::network) fn new(asker: Asker, uplink: Option<Uplink>, cap: u64) -> Self {
        Self {
            asker,
            began: Instant::now(),
            cap,
            left: Arc::new(AtomicU64::new(cap)),
            uplink,
            meters: Mutex::default(),
            stop: AtomicBool::new(false),
            delay_us: AtomicU64::new(0),
            came: SharedBins::default(),
            uploads: Mutex::default(),
            done_until: Mutex::default(),
            trouble: Trouble::default(),
            answered_late: AtomicBool::new(false),
        }
    }

    /// A flow could not go on.
    pub(in crate::probe::network) fn fails(&self, refusal: Refusal) {
        let late = self.stop.swap(true, Ordering::Relaxed);
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert((refusal, late));
    }

    /// True when a flow waited in vain for its answer after the end.
    pub(in crate::probe::network) fn has_starved(&self) -> bool {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(*trouble, Some((Refusal::Other(_), true)))
    }

    /// Why it failed. A flow that starved after the end, while others were still answered, is none.
    pub(in crate::probe::network) fn failure(&self) -> Option<Refusal> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take();
        let others_were_answered = self.answered_late.load(Ordering::Relaxed);
        match trouble {
            Some((Refusal::Other(_), true)) if others_were_answered => None,
            trouble => trouble.map(|(refusal, _)| refusal),
        }
    }

    /// True when so little is under way at this time after the beginning that the flows must have lost something: less than
    /// the least window of TCP for each. A flow begins with 10 segments and is held back by losses alone.
    pub(in crate::probe::network) fn is_crowded(&self, elapsed: Duration) -> bool {
        /// BBR's least window, 4 segments; CUBIC's after a loss is no greater for long.
        const LEAST_WINDOW: f64 = 4.0 * 1448.0;
        let under_way = self.bytes_a_second(elapsed) * self.delay().as_secs_f64();
        self.bytes() > 0 && under_way < LEAST_WINDOW * self.flows() as f64
    }

    /// What the line has carried until now, about: of requests upwards that are not answered yet half is on its way.
    fn bytes_a_second(&self, elapsed: Duration) -> f64 {
        let (arrived, begun) = (self.bytes(), self.cap.saturating_sub(self.left.load(Ordering::Relaxed)));
        (arrived as f64 + begun.saturating_sub(arrived) as f64 / 2.0) / elapsed.as_secs_f64().max(0.001)
    }

    /// How long a request upwards is meant to take.
    fn meant(&self) -> Duration {
        (REQUEST_LENGTH + self.delay() * REQUEST_TRIPS).min(LONGEST_REQUEST)
    }

    /// The length with which a flow begins: its share of what has arrived for certain. One that had to find it out request by
    /// request would add next to nothing for as many times the delay; one that took too much would keep a slow line too long.
    fn first_length(&self, elapsed: Duration) -> u64 {
        let a_second = self.bytes() as f64 / elapsed.as_secs_f64().max(0.001);
        let share = a_second * self.meant().as_secs_f64() / self.flows().max(1) as f64;
        (share as u64).max(FIRST_UPLOAD)
    }

    fn going(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    pub(in crate::probe::network) async fn download(&self) -> Result<(), Refusal> {
        while self.going() {
            // What arrives counts, not what was asked for: the request of each flow is as long as all may still move.
            let length = self.at_most(self.left.load(Ordering::Relaxed));
            if length == 0 {
                return Ok(());
            }
            let request = self.asker.client.get(self.asker.server.download_url(length));
            let mut response = self.asker.checked(request.send().await)?;
            let mut got = 0;
            while let Some(chunk) = response.chunk().await.map_err(|e| self.asker.refusal(&e))? {
                got += chunk.len() as u64;
                self.came.add(chunk.len() as u64, Instant::now());
                if got > length {
                    return Err(Refusal::Other(Failure::Garbage("more bytes than were asked for".into())));
                }
                let none_left = self.spend(chunk.len() as u64) < chunk.len() as u64;
                if none_left || !self.going() {
                    return Ok(());
                }
            }
            if got < length {
                return Err(Refusal::Other(Failure::Garbage(format!("{got} bytes instead of {length}"))));
            }
        }
        Ok(())
    }

    /// A flow begins; its number.
    pub(in crate::probe::network) fn begins(&self, now: Instant) -> usize {
        let mut known = self.done_until.lock().unwrap_or_else(PoisonError::into_inner);
        known.push(now);
        known.len() - 1
    }

    /// How many flows have begun.
    pub(in crate::probe::network) fn flows(&self) -> usize {
        self.done_until.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// True where the flows of a direction send all the time, and what arrived of it is known at once.
    pub(in crate::probe::network) fn is_steady(&self, direction: Direction) -> bool {
        direction == Direction::Down || self.uplink.is_some()
    }

    /// A flow upwards, until it is cut or told to stop.
    pub(in crate::probe::network) async fn upload(&self, flow: usize) -> Result<(), Refusal> {
        let Some(uplink) = &self.uplink else { return self.upload_by_requests(flow).await };
        let sent = match uplink.open().await {
            Ok((wire, meter)) => {
                self.meters.lock().unwrap_or_else(PoisonError::into_inner).push(meter);
                uplink.send(wire, &self.left).await
            }
            Err(failure) => Err(Refusal::Other(failure)),
        };
        match sent {
            // A flow that does not come about, or breaks, leaves the others; the rate shows it.
            Err(Refusal::Other(_)) if self.came.get().bytes() > 0 => Ok(()),
            sent => sent,
        }
    }

    /// Notes again and again what has arrived upwards, until it is dropped.
    pub(in crate::probe::network) async fn look(&self) {
        let (mut known, mut before) = (0, Instant::now());
        loop {
            tokio::time::sleep(LOOK).await;
            let arrived: u64 = {
                let meters = self.meters.lock().unwrap_or_else(PoisonError::into_inner);
                meters.iter().map(Meter::arrived).sum()
            };
            let now = Instant::now();
            if arrived > known {
                self.came.spread(arrived - known, before..now);
                known = arrived;
            }
            before = now;
        }
    }

    async fn upload_by_requests(&self, flow: usize) -> Result<(), Refusal> {
        let mut length = self.first_length(self.began.elapsed());
        while self.going() {
            let bytes = self.spend(self.at_most(length));
            if bytes == 0 {
                return Ok(());
            }
            let mut body = vec![0u8; usize::try_from(bytes).unwrap_or(0)];
            rand::fill(body.as_mut_slice());
            let began = Instant::now();
            let request = self.asker.client.post(self.asker.server.upload_url()).body(body);
            self.asker.checked(request.send().await)?;
            // Only the answer shows that all has arrived.
            let took = began.elapsed();
            self.answered_late.fetch_or(!self.going(), Ordering::Relaxed);
            self.uploads.lock().unwrap_or_else(PoisonError::into_inner).push(Upload { began, took, bytes });
            if let Some(place) = self.done_until.lock().unwrap_or_else(PoisonError::into_inner).get_mut(flow) {
                *place = began + took;
            }
            let ideal = bytes as f64 * self.meant().as_secs_f64() / took.as_secs_f64().max(0.001);
            length = (ideal as u64).clamp(FIRST_UPLOAD, length * 4);
        }
        Ok(())
    }

    fn delay(&self) -> Duration {
        Duration::from_micros(self.delay_us.load(Ordering::Relaxed))
    }

    /// What has arrived for certain, in either direction.
    pub(in crate::probe::network) fn bytes(&self) -> u64 {
        let up: u64 = self.uploads.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|u| u.bytes).sum();
        self.came.get().bytes() + up
    }

    /// From the beginning of the first upload to the last answer.
    pub(in crate::probe::network) fn uploading(&self) -> Duration {
        let uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        let first = uploads.iter().map(|u| u.began).min();
        let last = uploads.iter().map(|u| u.began + u.took).max();
        first.zip(last).map_or(Duration::ZERO, |(first, last)| last.saturating_duration_since(first))
    }

    /// What has arrived, by time. `delay_at` tells how long what left at a time waited.
    pub(in crate::probe::network) fn bins(&self, delay_at: impl Fn(Instant) -> Duration) -> Bins {
        let mut bins = self.came.get();
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner).clone();
        uploads.sort_by_key(|u| u.began);
        for upload in uploads {
            bins.spread(upload.bytes, arrival(upload.began, upload.took, delay_at(upload.began)));
        }
        bins
    }

    /// Until when that is certain: for an upload until the oldest request that is not answered began.
    pub(in crate::probe::network) fn certain_until(&self, direction: Direction) -> Instant {
        let oldest = || self.done_until.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().min();
        match direction {
            Direction::Up if self.uplink.is_none() => oldest().unwrap_or_else(Instant::now),
            Direction::Up | Direction::Down => Instant::now(),
        }
    }
}

/// A request upwards that was answered.
#[derive(Debug, Clone, Copy)]
struct Upload {
    began: Instant,
    took: Duration,
    bytes: u64,
}

/// When the bytes of a request arrived that began then and was answered after `took`: the first of them waited behind what was
/// already in the queue. Counted from the beginning they would be early by the whole queue, and the line too fast.
fn arrival(began: Instant, took: Duration, delay: Duration) -> Range<Instant> {
    /// The answer to a short request says little more than the delay itself.
    const LEAST_SHARE: f64 = 0.1;
    began + delay.min(took.mul_f64(1.0 - LEAST_SHARE))..began + took
}

#[cfg(test)]
mod tests {
    use super::super::request::testing::asker;
    use super::*;

    #[test]
    fn flows_that_hold_next_to_nothing_have_lost_something() {
        let crowded = |flows: u32, kbps: u64, delay_ms: u64| {
            let (work, now) = (Work::new(asker(), None, 0), Instant::now());
            for _ in 0..flows {
                work.begins(now);
            }
            work.delay_us.store(delay_ms * 1000, Ordering::Relaxed);
            work.came.add(kbps * 125 * (1000 - delay_ms) / 1000, now);
            work.is_crowded(Duration::from_secs(1))
        };
        // 3 Mbit/s and 100 ms of queue are 26 segments.
        assert!(crowded(8, 3000, 100) && !crowded(4, 3000, 100));
        // Of a second's queue on 20 Mbit/s the first 100 ms are filled.
        assert!(!crowded(4, 20_000, 100) && !crowded(16, 20_000, 200));
        assert!(!crowded(4, 0, 100), "nothing is known yet");
    }

    #[test]
    fn a_flow_that_is_added_begins_with_its_share() {
        let work = Work::new(asker(), None, 12_000_000);
        assert_eq!(work.first_length(Duration::ZERO), FIRST_UPLOAD, "nothing is known yet");
        // 10 Mbit/s, and requests of 1.5 s.
        work.came.add(1_250_000, Instant::now());
        work.delay_us.store(300_000, Ordering::Relaxed);
        for flows in 1..=16u32 {
            work.begins(Instant::now());
            let share = 1_875_000 / u64::from(flows);
            assert!(work.first_length(Duration::from_secs(1)).abs_diff(share) < 2, "{flows}");
        }
    }

    #[test]
    fn one_flow_that_starves_after_the_end_is_no_failure() {
        let silent = || Refusal::Other(Failure::NoAnswer(String::new()));
        let work = Work::new(asker(), None, 0);
        work.fails(silent());
        assert!(!work.has_starved() && work.failure().is_some(), "it ended the load");
        let work = Work::new(asker(), None, 0);
        work.stop.store(true, Ordering::Relaxed);
        work.fails(silent());
        assert!(work.failure().is_some(), "nobody was answered any more");
        let work = Work::new(asker(), None, 0);
        work.stop.store(true, Ordering::Relaxed);
        work.fails(silent());
        work.answered_late.store(true, Ordering::Relaxed);
        assert!(work.has_starved() && work.failure().is_none());
    }

    #[test]
    fn what_waits_in_the_queue_has_not_arrived() {
        let (began, ms) = (Instant::now(), Duration::from_millis);
        assert_eq!(arrival(began, ms(1500), ms(1000)), began + ms(1000)..began + ms(1500));
        assert_eq!(arrival(began, ms(1000), ms(1200)), began + ms(900)..began + ms(1000));
        // 32 requests at once on a line of a megabyte a second: what is counted at any time is what had come out by then.
        let mut bins = Bins::default();
        for n in 0..32 {
            bins.spread(31_250, arrival(began, ms(31) * (n + 1), ms(31) * n));
        }
        let counted: u64 = bins.complete(began + ms(600)).iter().sum();
        assert!((580_000..=650_000).contains(&counted), "{counted}");
    }
}
