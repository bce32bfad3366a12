//! Whether the server may send to a client: only while it keeps acknowledging what arrives there.
//!
//! Every datagram carries a random tag; an acknowledgement must repeat it. Who only knows the numbers, or had an address
//! for a moment and lost it, can't keep a stream going towards whoever is there now.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::limits::{ACKNOWLEDGED_WITHIN, FIRST_GRACE, GRACES, TRICKLE};
use super::protocol::ACK_TIMEOUT;
use super::protocol::datagram::Echo;

/// What was sent in the phase under way, and what was acknowledged of it.
#[derive(Debug)]
pub(super) struct Outgoing {
    phase: u8,
    /// Number of the first one that is kept.
    first: u32,
    /// When each left, and its tag.
    left: VecDeque<(Instant, u32)>,
    acknowledged: Option<Instant>,
    /// The newest round trip.
    round_trip: Option<Duration>,
    grace: Option<Instant>,
    graces: u8,
    /// The longest datagram that came since the last one was sent without any acknowledgement.
    question: usize,
    trickled: Option<Instant>,
}

impl Default for Outgoing {
    fn default() -> Self {
        Self {
            phase: 0,
            first: 0,
            left: VecDeque::new(),
            acknowledged: None,
            round_trip: None,
            grace: None,
            graces: GRACES,
            question: 0,
            trickled: None,
        }
    }
}

impl Outgoing {
    /// A phase begins: until the first acknowledgement can be there the server sends without one.
    pub(super) fn begins(&mut self, phase: u8, now: Instant) {
        (self.phase, self.first) = (phase, 0);
        self.left.clear();
        let grace = self.round_trip.map_or(FIRST_GRACE, |trip| ACK_TIMEOUT + trip * 2);
        self.grace = (self.graces > 0).then(|| now + grace);
        self.graces = self.graces.saturating_sub(1);
    }

    /// May a datagram of this length leave now? While nothing is acknowledged, only one for one and seldom: a line that was
    /// cut shows that way that it is back.
    pub(super) fn may_leave(&mut self, bytes: usize, now: Instant) -> bool {
        let fresh = |t: Instant, for_so_long: Duration| now.saturating_duration_since(t) < for_so_long;
        if self.acknowledged.is_some_and(|t| fresh(t, ACK_TIMEOUT)) || self.grace.is_some_and(|until| now < until) {
            return true;
        }
        let trickles = self.question >= bytes && !self.trickled.is_some_and(|t| fresh(t, TRICKLE));
        if trickles {
            (self.question, self.trickled) = (0, Some(now));
        }
        trickles
    }

    /// A datagram leaves.
    pub(super) fn leaves(&mut self, phase: u8, seq: u32, tag: u32, now: Instant) {
        if phase != self.phase {
            return;
        }
        while self.left.front().is_some_and(|(t, _)| now.saturating_duration_since(*t) > ACKNOWLEDGED_WITHIN) {
            self.left.pop_front();
            self.first = self.first.wrapping_add(1);
        }
        if self.left.is_empty() {
            self.first = seq;
        }
        self.left.push_back((now, tag));
    }

    /// It did not leave after all.
    pub(super) fn refused(&mut self) {
        self.left.pop_back();
    }

    /// A genuine datagram of the client arrived.
    pub(super) fn hears(&mut self, bytes: usize, echo: Option<Echo>, now: Instant) {
        self.question = self.question.max(bytes);
        let Some(echo) = echo.filter(|e| e.phase == self.phase) else { return };
        let place = echo.seq.checked_sub(self.first).and_then(|place| self.left.get(place as usize));
        let Some((left, _)) = place.filter(|(_, tag)| *tag == echo.tag) else { return };
        let trip = now.saturating_duration_since(*left);
        if trip > ACKNOWLEDGED_WITHIN {
            return;
        }
        // A datagram can be acknowledged for as long as nothing newer arrives there; its age says nothing then.
        if echo.first {
            self.round_trip = Some(trip);
            self.acknowledged = Some(now);
            self.graces = GRACES;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn echo(seq: u32, tag: u32) -> Option<Echo> {
        Some(Echo { phase: 1, seq, hold_us: 0, tag, first: true })
    }

    #[test]
    fn only_the_right_tag_keeps_a_stream_going() {
        let start = Instant::now();
        let mut out = Outgoing::default();
        out.begins(1, start);
        out.leaves(1, 0, 77, start);
        out.leaves(1, 1, 88, start + 20 * MS);
        let late = start + FIRST_GRACE + MS;
        for wrong in
            [None, echo(0, 78), echo(2, 88), echo(1, 0), echo(1, 77), Some(Echo { phase: 0, ..echo(1, 88).unwrap() })]
        {
            out.hears(100, wrong, late);
            assert!(!out.may_leave(1200, late), "{wrong:?}");
        }
        out.hears(100, echo(1, 88), late);
        assert!(out.may_leave(1200, late + 400 * MS) && !out.may_leave(1200, late + 600 * MS));
        // The same one once more shows no presence.
        out.hears(100, echo(1, 88).map(|e| Echo { first: false, ..e }), late + 600 * MS);
        assert!(!out.may_leave(1200, late + 600 * MS));
        let long_after = late + ACKNOWLEDGED_WITHIN;
        out.hears(100, echo(1, 88), long_after);
        assert!(!out.may_leave(1200, long_after), "too old");
    }

    #[test]
    fn without_acknowledgement_one_for_one_seldom_and_never_longer() {
        let start = Instant::now();
        let mut out = Outgoing::default();
        out.begins(1, start);
        let mut now = start + FIRST_GRACE + MS;
        assert!(!out.may_leave(172, now), "nobody asked");
        out.hears(172, None, now);
        assert!(!out.may_leave(1200, now), "longer than its question");
        assert!(out.may_leave(172, now) && !out.may_leave(172, now), "one for one");
        let mut sent = 0;
        for _ in 0..1000 {
            now += MS;
            out.hears(172, None, now);
            sent += usize::from(out.may_leave(172, now));
        }
        assert!((18..=21).contains(&sent), "{sent}");
    }

    #[test]
    fn who_never_acknowledges_gets_a_few_starts_and_a_slow_line_its_time() {
        let mut now = Instant::now();
        let mut out = Outgoing::default();
        for phase in 0..20 {
            out.begins(phase, now);
            assert_eq!(out.may_leave(1200, now + MS), phase < GRACES, "{phase}");
            now += Duration::from_secs(3);
        }
        // 700 ms there and back, as by satellite.
        let mut out = Outgoing::default();
        out.begins(1, now);
        out.leaves(1, 0, 5, now);
        out.hears(100, echo(0, 5), now + 700 * MS);
        out.begins(2, now + 3000 * MS);
        assert!(out.may_leave(1200, now + 4500 * MS) && !out.may_leave(1200, now + 5500 * MS));
    }
}
