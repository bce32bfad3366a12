//! Every packet of the connection with its number, time and fate, and the two flows of the pretend call that follow from it.
//!
//! Upwards a packet has arrived when an acknowledgement names it. Downwards a packet is lost when its number is missing and
//! the stream has a hole at that place: servers leave numbers out on purpose, and then nothing is missing behind them.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio_util::sync::CancellationToken;

use crate::probe::network::link::RoundTrip;
use crate::server::protocol::control::Arrival;
use crate::server::protocol::pacer::{Sent, micros};

use super::down::{self, Came, Down, Release};
use super::frames::{self, Frame};
use super::session::Watcher;

/// The unit of an acknowledgement's delay: 2^3 microseconds unless a server asks for another, which none that was met does.
const DELAY_UNIT_US: u64 = 8;
/// A delay of an acknowledgement beyond what servers promise (RFC 9000, section 18.2) is none to be subtracted.
const DELAY_MOST_US: u64 = 25_000;
/// What one acknowledgement names at once and left within this time arrived one by one: servers answer that often.
const TOGETHER_US: u64 = 30_000;

/// A phase that lost more than this share, and so many packets, leaves much to be sent again.
const CLOGGED: f64 = 0.03;
const LOST_LEAST: u32 = 10;

/// A server that has not sent what it was let go for longer than an answer takes and this, in microseconds, is behind; if it was
/// heard this long ago. So many round trips tell how long an answer takes.
const BEHIND_US: u64 = 300_000;
const HEARD_US: u64 = 100_000;
const RECENT: usize = 5;

/// The server may send this much before the call begins: settings and the head of its answer.
pub const HEAD_BYTES: u32 = 4096;

/// A packet of ours.
#[derive(Debug, Clone, Copy)]
struct Left {
    number: u64,
    phase: u8,
    sent: Sent,
    /// It carries bytes of the pretend call.
    call: bool,
    /// When it arrived, as far as the answers tell: the way back is part of it.
    arrived_us: Option<u64>,
}

#[derive(Debug, Default)]
struct Books {
    phase: u8,
    late: bool,
    up_stream: Option<u64>,
    down_stream: Option<u64>,
    left: Vec<Left>,
    /// Not acknowledged yet: number, place in `left`.
    open: BTreeMap<u64, usize>,
    came: Vec<Came>,
    numbers: HashSet<u64>,
    /// The newest number, and how many below it were missing when the last acknowledgement came.
    newest: Option<u64>,
    missing: u64,
    /// How many bytes of the call have left; what lies below is sent again.
    offset: u64,
    releases: Vec<Release>,
    /// The end of each stream from the server, as far as it is known.
    ends: BTreeMap<u64, u64>,
    trips: Vec<RoundTrip>,
    /// The greatest of our numbers that was acknowledged.
    newest_answered: u64,
}

/// The account of one connection.
#[derive(Debug)]
pub struct Packets {
    epoch: Instant,
    books: Mutex<Books>,
    over: CancellationToken,
}

/// A phase as it was counted.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// Sent by us.
    pub sent: Vec<Sent>,
    /// What of it arrived there, and when, about.
    pub arrived_there: Vec<Arrival>,
    /// What the server sent.
    pub down: Down,
}

impl Packets {
    /// Times count from `epoch`.
    #[must_use]
    pub fn new(epoch: Instant) -> Self {
        Self { epoch, books: Mutex::default(), over: CancellationToken::new() }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now_us(&self) -> u64 {
        micros(self.epoch.elapsed())
    }

    /// Waits until the server has ended its stream, which it was not to.
    pub async fn download_ends(&self) {
        self.over.cancelled().await;
    }

    /// The stream that the server is let go on.
    pub fn download_is(&self, stream: u64) {
        self.books().down_stream = Some(stream);
    }

    /// The stream that the call is written to.
    pub fn upload_is(&self, stream: u64) {
        let mut books = self.books();
        (books.up_stream, books.offset) = (Some(stream), 0);
    }

    /// True when the server is far behind what it was let go, though it is heard: it holds back by itself, as after losses
    /// (RFC 9002, section 7). What it is let go now would come in a later phase.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        let (books, now_us) = (self.books(), self.now_us());
        let others: u64 = books.others();
        let end = books.down_stream.and_then(|id| books.ends.get(&id)).copied().unwrap_or(0);
        let heard = books.came.last().is_some_and(|packet| now_us.saturating_sub(packet.at_us) < HEARD_US);
        let due = books.releases.get(books.releases.partition_point(|r| r.limit <= end.saturating_add(others)));
        let answer_us = books.trips.iter().rev().take(RECENT).map(|t| (t.ms * 1000.0) as u64).max().unwrap_or(0);
        heard && due.is_some_and(|release| now_us.saturating_sub(release.at_us) > answer_us + BEHIND_US)
    }

    /// True when so much of a phase was lost, or waits, that more would be sent again than is new.
    #[must_use]
    pub fn is_clogged(&self) -> bool {
        let books = self.books();
        let own = || books.left.iter().rev().take_while(|left| left.phase == books.phase);
        let (sent, lost) = own()
            .filter(|left| left.number < books.newest_answered)
            .fold((0u32, 0u32), |(sent, lost), left| (sent + 1, lost + u32::from(left.arrived_us.is_none())));
        lost >= LOST_LEAST && f64::from(lost) > f64::from(sent) * CLOGGED
    }

    /// From now on packets belong to this phase.
    pub fn go_over(&self, phase: u8) {
        self.books().phase = phase;
    }

    /// What leaves next leaves in time or late.
    pub fn leaves_late(&self, late: bool) {
        self.books().late = late;
    }

    /// Bytes that were sent after the newest that was acknowledged: what came before is lost.
    #[must_use]
    pub fn in_flight_bytes(&self) -> u64 {
        let books = self.books();
        let newest = books.newest_answered;
        books
            .open
            .range(newest..)
            .filter_map(|(_, place)| books.left.get(*place))
            .map(|l| u64::from(l.sent.bytes))
            .sum()
    }

    /// Round trips from the `from`th on.
    #[must_use]
    pub fn round_trips(&self, from: usize) -> Vec<RoundTrip> {
        self.books().trips.get(from..).unwrap_or_default().to_vec()
    }

    /// When anything came from the server, in microseconds and in order.
    #[must_use]
    pub fn heard_us(&self) -> Vec<u64> {
        self.books().came.iter().map(|packet| packet.at_us).collect()
    }

    /// What is known of each phase, by index.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        let books = self.books();
        let mut phases: Vec<Counted> = Vec::new();
        for left in books.left.iter().filter(|left| left.call) {
            let index = usize::from(left.phase);
            if phases.len() <= index {
                phases.resize_with(index + 1, Counted::default);
            }
            let Some(phase) = phases.get_mut(index) else { continue };
            let seq = u32::try_from(phase.sent.len()).unwrap_or(u32::MAX);
            phase.sent.push(left.sent);
            phase.arrived_there.extend(left.arrived_us.map(|at_us| Arrival(seq, at_us)));
        }
        for phase in &mut phases {
            phase.arrived_there.sort_by_key(|arrival| arrival.1);
        }
        let down = down(&books);
        phases.resize_with(phases.len().max(down.len()), Counted::default);
        for (phase, down) in phases.iter_mut().zip(down) {
            phase.down = down;
        }
        phases
    }
}

impl Watcher for Packets {
    fn leaves(&self, number: u64, length: usize, payload: &[u8]) {
        let at_us = self.now_us();
        let bytes = u16::try_from(length).unwrap_or(u16::MAX);
        let mut books = self.books();
        let (phase, late, up_stream) = (books.phase, books.late, books.up_stream);
        let (mut end, mut limit) = (0, None);
        // Our own packets can be read to their end.
        let _ = frames::read(payload, |frame| match frame {
            Frame::Stream { id, offset, length, .. } if Some(id) == up_stream => end = end.max(offset + length),
            Frame::MaxData(n) => limit = Some(n),
            _ => {}
        });
        if let Some(limit) = limit.filter(|n| books.releases.last().is_none_or(|last| last.limit < *n)) {
            books.releases.push(Release { limit, at_us, number, phase, late });
        }
        let call = end > books.offset;
        books.offset = books.offset.max(end);
        let place = books.left.len();
        books.open.insert(number, place);
        books.left.push(Left { number, phase, sent: Sent { at_us, late, bytes }, call, arrived_us: None });
    }

    fn comes(&self, number: u64, length: usize, payload: &[u8]) {
        let at_us = self.now_us();
        let mut books = self.books();
        if !books.numbers.insert(number) {
            return;
        }
        if let Some(newest) = books.newest.filter(|newest| number > *newest) {
            books.missing += number - newest - 1;
        }
        books.newest = books.newest.max(Some(number));
        let mut call = None;
        let mut acks = Vec::new();
        let (mut blocked, mut over) = (None, false);
        let down_stream = books.down_stream;
        // What comes after a frame that is not known is not read.
        let _ = frames::read(payload, |frame| match frame {
            Frame::Ack { ranges, delay } => acks.push((ranges, delay)),
            Frame::Stream { id, offset, length, last } => {
                over |= last && Some(id) == down_stream;
                let end = books.ends.entry(id).or_default();
                *end = (*end).max(offset.saturating_add(length));
                let newer = call.is_none_or(|(o, l): (u64, u64)| o + l < offset + length);
                if Some(id) == down_stream && newer {
                    call = Some((offset, length));
                }
            }
            Frame::Blocked(limit) => blocked = Some(limit),
            Frame::Reset(id) => over |= Some(id) == down_stream,
            Frame::MaxData(_) | Frame::Other => {}
        });
        if over {
            self.over.cancel();
        }
        let acknowledges = acks.iter().filter_map(|(ranges, _)| ranges.first()).map(|range: &(u64, u64)| range.1).max();
        for (ranges, delay) in acks {
            books.acknowledge(&ranges, delay, at_us);
        }
        let (phase, bytes) = (books.phase, u16::try_from(length).unwrap_or(u16::MAX));
        books.came.push(Came { number, phase, at_us, bytes, call, acknowledges, blocked });
    }
}

impl Books {
    fn acknowledge(&mut self, ranges: &[(u64, u64)], delay: u64, at_us: u64) {
        let fresh: Vec<(u64, usize)> =
            ranges.iter().flat_map(|(low, high)| self.open.range(low..=high).map(|(n, place)| (*n, *place))).collect();
        let gaps_in_answers = std::mem::take(&mut self.missing) > 0;
        let Some(largest) = ranges.first().map(|range| range.1) else { return };
        self.newest_answered = self.newest_answered.max(largest);
        let head = fresh.iter().max_by_key(|(n, _)| *n).copied();
        let Some(newest) = head.and_then(|(_, place)| self.left.get(place)).map(|left| left.sent.at_us) else { return };
        let waited_us = delay.saturating_mul(DELAY_UNIT_US).min(DELAY_MOST_US);
        let reached_us = at_us.saturating_sub(waited_us).max(newest);
        let oldest = fresh.iter().filter_map(|(_, place)| self.left.get(*place)).map(|l| l.sent.at_us).min();
        // Many at once after a silence: they were held up together, unless it was the answers that did not come.
        let together = newest.saturating_sub(oldest.unwrap_or(newest)) > TOGETHER_US && !gaps_in_answers;
        if head.is_some_and(|(n, _)| n == largest)
            && let Some(left) = head.and_then(|(_, place)| self.left.get(place))
        {
            let ms = reached_us.saturating_sub(left.sent.at_us) as f64 / 1000.0;
            self.trips.push(RoundTrip { phase: left.phase, at_us, ms });
        }
        for (number, place) in fresh {
            self.open.remove(&number);
            if let Some(left) = self.left.get_mut(place) {
                let steady = left.sent.at_us + reached_us.saturating_sub(newest);
                left.arrived_us = Some(if together { reached_us } else { steady });
            }
        }
    }

    /// Bytes of the server's other streams.
    fn others(&self) -> u64 {
        self.ends.iter().filter(|(id, _)| Some(**id) != self.down_stream).map(|(_, end)| end).sum()
    }

    fn has_arrived(&self, number: u64) -> bool {
        let place = self.left.partition_point(|left| left.number < number);
        self.left.get(place).is_some_and(|left| left.number == number && left.arrived_us.is_some())
    }
}

fn down(books: &Books) -> Vec<Down> {
    // The limits are for all streams together.
    let others = books.others();
    let own = |limit: u64| limit.saturating_sub(others);
    let arrived = books.releases.iter().filter(|r| books.has_arrived(r.number));
    let releases: Vec<Release> = arrived.map(|r| Release { limit: own(r.limit), ..*r }).collect();
    let mut came: Vec<Came> = books.came.iter().map(|c| Came { blocked: c.blocked.map(own), ..*c }).collect();
    came.sort_by_key(|packet| packet.number);
    down::count(&came, own(HEAD_BYTES.into()), &releases, &books.trips)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: u64 = 4;

    fn number(n: u64) -> [u8; 4] {
        u32::try_from(n).map(|n| (n | 0x8000_0000).to_be_bytes()).unwrap()
    }

    /// A STREAM frame with offset and length.
    fn written(offset: u64, length: u64) -> Vec<u8> {
        let filling = vec![0; usize::try_from(length).unwrap()];
        [&[0x0e], &number(UP)[..], &number(offset), &number(length), &filling].concat()
    }

    /// An ACK frame of one stretch.
    fn acknowledged(from: u64, to: u64) -> Vec<u8> {
        [&[0x02], &number(to)[..], &number(0), &number(0), &number(to - from)].concat()
    }

    fn packets() -> Packets {
        let packets = Packets::new(Instant::now());
        packets.upload_is(UP);
        packets.download_is(0);
        packets
    }

    #[test]
    fn what_no_answer_names_was_lost_and_what_is_sent_again_is_no_datagram_of_the_call() {
        let packets = packets();
        for n in 0..10 {
            packets.leaves(n, 160, &written(n * 132, 132));
        }
        packets.comes(0, 40, &acknowledged(0, 3));
        packets.comes(1, 40, &acknowledged(5, 9));
        packets.leaves(10, 160, &written(4 * 132, 132));
        packets.comes(2, 40, &acknowledged(10, 10));
        let counted = packets.counted().remove(0);
        let arrived: Vec<u32> = counted.arrived_there.iter().map(|arrival| arrival.0).collect();
        assert_eq!(counted.sent.len(), 10);
        assert_eq!(arrived.len(), 9);
        assert!(!arrived.contains(&4), "{arrived:?}");
        assert_eq!(packets.round_trips(0).len(), 3);
        assert_eq!(packets.in_flight_bytes(), 0);
    }

    #[test]
    fn a_phase_that_loses_much_is_clogged_and_a_new_upload_begins_at_its_beginning() {
        let packets = packets();
        packets.go_over(1);
        for n in 0..100 {
            packets.leaves(n, 160, &written(n * 132, 132));
        }
        packets.comes(0, 40, &acknowledged(80, 99));
        assert!(packets.is_clogged());
        packets.go_over(2);
        packets.upload_is(UP);
        packets.leaves(100, 160, &written(0, 132));
        assert_eq!(packets.counted().pop().map(|counted| counted.sent.len()), Some(1));
        assert!(!packets.is_clogged());
    }

    #[test]
    fn a_packet_that_comes_twice_counts_once_and_one_that_cannot_be_read_costs_nothing() {
        let packets = packets();
        packets.leaves(0, 160, &written(0, 132));
        packets.comes(0, 40, &acknowledged(0, 0));
        packets.comes(0, 40, &acknowledged(0, 0));
        packets.comes(1, 40, &[0xff, 0xff, 0x02]);
        assert_eq!((packets.heard_us().len(), packets.round_trips(0).len()), (2, 1));
    }

    #[test]
    fn a_download_that_ends_is_told() {
        let packets = packets();
        assert!(!packets.over.is_cancelled());
        let reset = [&[0x04], &number(0)[..], &number(0x102), &number(500)].concat();
        packets.comes(0, 40, &reset);
        assert!(packets.over.is_cancelled());
    }
}
