//! Sends a stream at absolute times and keeps an account of its own lateness.

use std::net::{SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::auth::Key;
use super::datagram::{Echo, HEADER_BYTES, Header, Kind, MAX_BYTES};
use super::stream::Stream;

/// A datagram that leaves later than this after its time is marked and left out of the timing figures.
pub const LATE: Duration = Duration::from_millis(2);

/// Longest wait before looking whether to stop.
const STOP_SLICE: Duration = Duration::from_millis(20);

/// What a sender needs.
pub struct Pacer<'a> {
    /// The socket.
    pub socket: &'a UdpSocket,
    /// Where to; `None` when the socket is connected.
    pub to: Option<SocketAddr>,
    /// The session's key.
    pub key: &'a Key,
    /// The session.
    pub session: u64,
    /// Index of the phase.
    pub phase: u8,
    /// What send times count from.
    pub epoch: Instant,
    /// Set to stop early.
    pub stop: &'a AtomicBool,
}

/// One datagram that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Microseconds since the epoch.
    pub at_us: u64,
    /// It left more than [`LATE`] after its time.
    pub late: bool,
    /// Length of its payload.
    pub bytes: u16,
}

impl Pacer<'_> {
    /// Sends the stream. `may_send` is asked before each datagram (a slot that may not be used is left out and takes no
    /// number); `echo` gives the answer to carry, with the time at which the answered datagram arrived; `sent` is told of
    /// each datagram just before it leaves, and told to forget it by `false` when the system refused it.
    pub fn run(
        &self,
        stream: &Stream,
        mut may_send: impl FnMut() -> bool,
        mut echo: impl FnMut() -> Option<(u8, u32, Instant)>,
        mut sent: impl FnMut(u32, Sent, bool),
    ) {
        let start = Instant::now();
        let mut buffer = [0u8; MAX_BYTES];
        let mut seq = 0u32;
        for slot in stream.schedule() {
            let due = start + slot.at;
            if !self.wait_until(due) {
                return;
            }
            if !may_send() {
                continue;
            }
            let length = usize::from(slot.bytes).clamp(HEADER_BYTES, MAX_BYTES);
            let Some(datagram) = buffer.get_mut(..length) else { continue };
            let answer = echo();
            let now = Instant::now();
            // Within a train only the first has a time of its own; a processor that is away for long enough skews all.
            let late = now.saturating_duration_since(due) > LATE && !stream.trains;
            let at_us = micros(now.saturating_duration_since(self.epoch));
            let echo = answer.map(|(phase, seq, arrived)| Echo {
                phase,
                seq,
                hold_us: u32::try_from(micros(now.saturating_duration_since(arrived))).unwrap_or(u32::MAX),
            });
            Header { kind: Kind::Data, session: self.session, phase: self.phase, seq, sent_us: at_us, late, echo }
                .write(self.key, datagram);
            let record = Sent { at_us, late, bytes: slot.bytes };
            sent(seq, record, true);
            let outcome = match self.to {
                Some(to) => self.socket.send_to(datagram, to),
                None => self.socket.send(datagram),
            };
            if outcome.is_ok() {
                seq += 1;
            } else {
                sent(seq, record, false);
            }
        }
    }

    /// Sleeps until `due`; false when it is to stop. No spinning: the real send time is recorded, and a busy computer is
    /// not made busier.
    fn wait_until(&self, due: Instant) -> bool {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            let left = due.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(STOP_SLICE));
        }
    }
}

/// A duration in whole microseconds.
#[must_use]
pub fn micros(d: Duration) -> u64 {
    u64::try_from(d.as_micros()).unwrap_or(u64::MAX)
}
