//! The downward flows of the call, from the packets that came.
//!
//! A number that is missing is no proof of a loss: some servers leave numbers out on purpose (quic-go does, against receivers
//! that acknowledge what they never got), and a packet may have carried nothing but an acknowledgement. It carried the call when
//! the stream has a hole there; when the server says how far it has sent, and less came; or when bytes that it had been let send
//! came only a round trip after it had acknowledged that: then they are sent again.

use std::collections::BTreeMap;

use crate::probe::network::link::RoundTrip;
use crate::probe::network::stats::flow::Packet;

/// A packet of the server.
#[derive(Debug, Clone, Copy)]
pub struct Came {
    /// Its number.
    pub number: u64,
    /// The phase of the moment in which it came.
    pub phase: u8,
    /// When it came, in microseconds.
    pub at_us: u64,
    /// Its length.
    pub bytes: u16,
    /// Place and number of the call's bytes in it.
    pub call: Option<(u64, u64)>,
    /// The greatest number of ours that it acknowledges.
    pub acknowledges: Option<u64>,
    /// The call's bytes have been sent up to here, it says.
    pub blocked: Option<u64>,
}

/// A moment in which the server was let send up to `limit` bytes of the call: a datagram is due.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    /// So many bytes in all.
    pub limit: u64,
    /// When, in microseconds.
    pub at_us: u64,
    /// The number of the packet that says so.
    pub number: u64,
    /// Its phase.
    pub phase: u8,
    /// It left late.
    pub late: bool,
}

/// The downward flow of a phase.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Down {
    /// Those that came, in order of arrival.
    pub packets: Vec<Packet>,
    /// How many were sent.
    pub sent: u32,
    /// Numbers that are missing and may have been left out on purpose, or carried none of the call.
    pub unsure: u32,
    /// When the last that came was sent, in microseconds.
    pub last_us: u64,
}

/// An answer that ends within this time of a packet's arrival, in microseconds, was on its way with it.
const BESIDE_US: u64 = 30_000;
/// Bytes that come so much later than an acknowledgement, in microseconds, did not leave with it; nor within half a round trip.
const APART_US: u64 = 200;

/// Counts the flows of all phases. `came` in order of number; what lies within the first `head` bytes nobody had to be let go for, so
/// that it has no time of its own; `releases` in order of time, those alone that arrived there;
/// `trips` in the order in which they ended.
#[must_use]
pub fn count(came: &[Came], head: u64, releases: &[Release], trips: &[RoundTrip]) -> Vec<Down> {
    let full = came.iter().filter_map(|packet| packet.call).map(|(_, length)| length).max().unwrap_or(1).max(1);
    let mut counter =
        Counter { releases, trips, full, end: head, missing: 0, answers: Vec::new(), phases: BTreeMap::new() };
    let mut before: Option<u64> = None;
    for packet in came {
        if let Some(before) = before.replace(packet.number) {
            counter.missing += packet.number - before - 1;
        }
        counter.takes(packet);
    }
    let last = counter.phases.keys().last().copied();
    let mut phase = |index| {
        let mut phase = counter.phases.remove(&index).unwrap_or_default();
        phase.packets.sort_by_key(|p| p.arrived_us);
        phase
    };
    last.map(|last| (0..=last).map(&mut phase).collect()).unwrap_or_default()
}

struct Counter<'a> {
    releases: &'a [Release],
    trips: &'a [RoundTrip],
    /// The longest piece of the call in one packet.
    full: u64,
    /// The call's bytes are known up to here.
    end: u64,
    /// Numbers that are missing since the last of the call came.
    missing: u64,
    /// What was acknowledged since then, and when that came.
    answers: Vec<(u64, u64)>,
    phases: BTreeMap<u8, Down>,
}

impl Counter<'_> {
    fn takes(&mut self, packet: &Came) {
        let Some((offset, length)) = packet.call.filter(|(offset, length)| offset + length > self.end) else {
            if let Some(sent) = packet.blocked.filter(|sent| *sent > self.end && self.missing > 0) {
                let (from, to) = (self.place_of(self.end + 1), self.place_of(sent) + 1);
                self.lose((to - from.min(to)) as u64, from, to, packet.phase);
                self.end = sent;
            }
            if let Some(number) = packet.acknowledges.filter(|_| self.missing > 0) {
                self.answers.push((number, packet.at_us));
            }
            return;
        };
        let end = offset + length;
        let hole = offset.saturating_sub(self.end);
        let (from, to) = (self.place_of(self.end + 1), self.place_of(offset) + 1);
        let (first, last) = (self.place_of(offset.max(self.end) + 1), self.place_of(end));
        self.end = end;
        let in_hole = if hole == 0 { 0 } else { hole.div_ceil(self.full).max((to - from.min(to)) as u64).max(1) };
        self.lose(in_hole, from, to, packet.phase);
        if hole == 0 && self.missing > 0 && self.is_sent_again(packet, last) {
            return self.lose((last - first.min(last)) as u64 + 1, first, last + 1, packet.phase);
        }
        self.settle(packet.phase);
        let release = self.releases.get(last).copied();
        // What was held back there, by a window of its own after a loss, was no longer on its way than an answer is.
        let released_us = release.map_or(packet.at_us, |r| r.at_us.min(packet.at_us));
        let sent_us = self
            .answers_us(packet.at_us)
            .max()
            .map_or(released_us, |us| released_us.max(packet.at_us.saturating_sub(us)));
        let phase = self.phase(release.map_or(packet.phase, |r| r.phase));
        let (seq, late) = (phase.sent, release.is_some_and(|r| r.late));
        phase.sent = phase.sent.saturating_add(1);
        phase.last_us = phase.last_us.max(sent_us);
        phase.packets.push(Packet { seq, sent_us, arrived_us: packet.at_us, late, bytes: packet.bytes });
    }

    /// The release that let the call go up to there.
    fn place_of(&self, end: u64) -> usize {
        self.releases.partition_point(|r| r.limit < end)
    }

    fn phase(&mut self, index: u8) -> &mut Down {
        self.phases.entry(index).or_default()
    }

    /// So many datagrams did not come, as far as numbers are missing: those of the releases from `from` to `to`.
    fn lose(&mut self, number: u64, from: usize, to: usize, phase: u8) {
        let number = number.min(self.missing);
        self.missing -= number;
        for n in 0..usize::try_from(number).unwrap_or(0) {
            let due = self.releases.get(from..to.max(from)).and_then(|hole| hole.get(n)).map(|r| r.phase);
            let phase = self.phase(due.unwrap_or(phase));
            phase.sent = phase.sent.saturating_add(1);
        }
    }

    /// The other numbers that are missing up to here may mean nothing.
    fn settle(&mut self, phase: u8) {
        let unsure = u32::try_from(std::mem::take(&mut self.missing)).unwrap_or(u32::MAX);
        self.answers.clear();
        if unsure > 0 {
            let phase = self.phase(phase);
            phase.unsure = phase.unsure.saturating_add(unsure);
        }
    }

    /// True when the bytes that this release let go had left before: it was acknowledged by a packet that came well before.
    fn is_sent_again(&self, packet: &Came, release: usize) -> bool {
        let Some(release) = self.releases.get(release) else { return false };
        let answered = self.answers.iter().find(|(number, _)| *number >= release.number);
        let apart = APART_US.max(self.answers_us(packet.at_us).min().unwrap_or(0) / 2);
        answered.is_some_and(|(_, at_us)| packet.at_us.saturating_sub(*at_us) > apart)
    }

    /// How long answers took when a packet came, in microseconds.
    fn answers_us(&self, at_us: u64) -> impl Iterator<Item = u64> {
        let from = self.trips.partition_point(|t| t.at_us + BESIDE_US < at_us);
        let near = self.trips.get(from..).unwrap_or_default().iter().take_while(move |t| t.at_us <= at_us + BESIDE_US);
        near.map(|t| (t.ms * 1000.0) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP_US: u64 = 20_000;
    const BYTES: u64 = 132;
    const RTT_US: u64 = 10_000;

    /// A call of which everything comes: release n lets go the bytes of datagram n and leaves with our packet n; it is answered by
    /// the server's packet n, a round trip later.
    fn call(n: u64) -> (Vec<Came>, Vec<Release>, Vec<RoundTrip>) {
        let release = |n: u64| Release { limit: (n + 1) * BYTES, at_us: n * STEP_US, number: n, phase: 0, late: false };
        let came = |n: u64| Came {
            number: n,
            phase: 0,
            at_us: n * STEP_US + RTT_US,
            bytes: 170,
            call: Some((n * BYTES, BYTES)),
            acknowledges: Some(n),
            blocked: None,
        };
        let trip = |n: u64| RoundTrip { phase: 0, at_us: n * STEP_US + RTT_US, ms: RTT_US as f64 / 1000.0 };
        ((0..n).map(came).collect(), (0..n).map(release).collect(), (0..n * 2).map(trip).collect())
    }

    fn counted((came, releases, trips): &(Vec<Came>, Vec<Release>, Vec<RoundTrip>)) -> (u32, usize, u32) {
        let down = count(came, 0, releases, trips).remove(0);
        (down.sent, down.packets.len(), down.unsure)
    }

    /// A packet without any of the call.
    fn without(number: u64, at_us: u64, acknowledges: Option<u64>, blocked: Option<u64>) -> Came {
        Came { number, phase: 0, at_us, bytes: 32, call: None, acknowledges, blocked }
    }

    #[test]
    fn what_comes_was_on_its_way_for_a_round_trip() {
        let (came, releases, trips) = call(50);
        let down = count(&came, 0, &releases, &trips).remove(0);
        assert_eq!((down.sent, down.packets.len(), down.unsure), (50, 50, 0));
        assert!(down.packets.iter().all(|p| p.arrived_us - p.sent_us == RTT_US));
    }

    #[test]
    fn a_number_without_a_hole_behind_it_may_mean_nothing() {
        let mut call = call(50);
        call.0.iter_mut().skip(20).for_each(|packet| packet.number += 3);
        assert_eq!(counted(&call), (50, 50, 3));
    }

    #[test]
    fn a_hole_where_a_number_is_missing_is_a_loss() {
        let mut call = call(50);
        call.0.drain(20..23);
        assert_eq!(counted(&call), (50, 47, 0));
        // They are sent again later, in one packet: no datagrams of their own.
        let again = Came { number: 50, call: Some((20 * BYTES, 3 * BYTES)), at_us: 2_000_000, ..call.0[46] };
        call.0.push(again);
        assert_eq!(counted(&call), (50, 47, 0));
    }

    #[test]
    fn a_server_that_says_how_far_it_has_sent_shows_a_loss() {
        let mut call = call(50);
        let lost = call.0.remove(20);
        // Number 20 is lost; 21 says what was sent; 22 brings it again before anything new.
        call.0.iter_mut().skip(20).for_each(|packet| packet.number += 2);
        call.0.insert(20, without(21, lost.at_us, None, Some(21 * BYTES)));
        call.0.insert(21, Came { number: 22, at_us: lost.at_us + 2 * RTT_US / 10, ..lost });
        call.0.iter_mut().skip(22).for_each(|packet| packet.number += 1);
        assert_eq!(counted(&call), (50, 49, 1));
    }

    #[test]
    fn what_comes_a_round_trip_after_it_was_acknowledged_is_sent_again() {
        let mut call = call(50);
        let lost = call.0.remove(20);
        call.0.iter_mut().skip(20).for_each(|packet| packet.number += 2);
        call.0.insert(20, without(21, lost.at_us, Some(20), None));
        call.0.insert(21, Came { number: 22, at_us: lost.at_us + RTT_US, ..lost });
        assert_eq!(counted(&call), (50, 49, 0));
        // At once it is the first time: a number was left out before.
        call.0[21].at_us = lost.at_us + 100;
        assert_eq!(counted(&call), (50, 50, 1));
    }

    #[test]
    fn what_the_server_holds_back_is_no_delay_of_the_line() {
        let (mut came, releases, trips) = call(50);
        came.iter_mut().skip(20).for_each(|packet| packet.at_us += 200_000);
        let down = count(&came, 0, &releases, &trips).remove(0);
        assert!(down.packets.iter().all(|p| p.arrived_us - p.sent_us <= RTT_US), "{:?}", down.packets);
    }

    #[test]
    fn a_datagram_belongs_to_the_phase_that_let_it_go() {
        let (mut came, mut releases, trips) = call(50);
        releases.iter_mut().skip(30).for_each(|release| release.phase = 1);
        came.iter_mut().skip(28).for_each(|packet| packet.phase = 1);
        came.remove(30);
        let down = count(&came, 0, &releases, &trips);
        assert_eq!(down.iter().map(|d| (d.sent, d.packets.len())).collect::<Vec<_>>(), [(30, 30), (20, 19)]);
    }
}
