//! Who has been here how often: starts an hour, measurements at a time, wrong answers. Addresses are only kept in memory.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

use super::limits::{ADDRESSES_KEPT, Limits, SILENCE, WRONG_ANSWERS};

const HOUR: Duration = Duration::from_secs(3600);

/// An IPv4 address, or the /64 network of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Neighbour(IpAddr);

impl Neighbour {
    pub(super) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => Self(IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)))),
            v4 => Self(v4),
        }
    }
}

#[derive(Debug, Default)]
struct Entry {
    active: usize,
    starts: VecDeque<Instant>,
    wrong: u32,
    last_wrong: Option<Instant>,
}

impl Entry {
    fn forget_old(&mut self, now: Instant) {
        while self.starts.front().is_some_and(|t| now.duration_since(*t) > HOUR) {
            self.starts.pop_front();
        }
        if self.last_wrong.is_some_and(|t| now.duration_since(t) > SILENCE) {
            (self.wrong, self.last_wrong) = (0, None);
        }
    }

    fn idle(&self) -> bool {
        self.active == 0 && self.starts.is_empty() && self.wrong == 0
    }
}

/// All addresses.
#[derive(Debug)]
pub(super) struct AddressBook {
    entries: HashMap<Neighbour, Entry>,
    per_address: usize,
    starts_per_hour: usize,
}

impl AddressBook {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            entries: HashMap::new(),
            per_address: limits.sessions_per_address,
            starts_per_hour: limits.starts_per_hour,
        }
    }

    fn entry(&mut self, who: Neighbour, now: Instant) -> Option<&mut Entry> {
        if !self.entries.contains_key(&who) && self.entries.len() >= ADDRESSES_KEPT {
            self.entries.retain(|_, e| {
                e.forget_old(now);
                !e.idle()
            });
            if self.entries.len() >= ADDRESSES_KEPT {
                return None;
            }
        }
        let entry = self.entries.entry(who).or_default();
        entry.forget_old(now);
        Some(entry)
    }

    /// True while this address meets silence.
    pub(super) fn silenced(&mut self, who: Neighbour, now: Instant) -> bool {
        self.entries.get_mut(&who).is_some_and(|e| {
            e.forget_old(now);
            e.wrong >= WRONG_ANSWERS
        })
    }

    /// One measurement begins; false when this address has had its share. To be followed by [`Self::ended`] when true.
    pub(super) fn begins(&mut self, who: Neighbour, now: Instant) -> bool {
        let (per_address, per_hour) = (self.per_address, self.starts_per_hour);
        let Some(entry) = self.entry(who, now) else { return false };
        if entry.active >= per_address || entry.starts.len() >= per_hour {
            return false;
        }
        entry.active += 1;
        if per_hour != usize::MAX {
            entry.starts.push_back(now);
        }
        true
    }

    /// One measurement has ended.
    pub(super) fn ended(&mut self, who: Neighbour) {
        if let Some(entry) = self.entries.get_mut(&who) {
            entry.active = entry.active.saturating_sub(1);
        }
    }

    /// One wrong answer.
    pub(super) fn wrong_answer(&mut self, who: Neighbour, now: Instant) {
        if let Some(entry) = self.entry(who, now) {
            entry.wrong += 1;
            entry.last_wrong = Some(now);
        }
    }

    /// A right answer: earlier slips are forgotten.
    pub(super) fn right_answer(&mut self, who: Neighbour) {
        if let Some(entry) = self.entries.get_mut(&who) {
            (entry.wrong, entry.last_wrong) = (0, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(text: &str) -> Neighbour {
        Neighbour::of(text.parse().unwrap())
    }

    #[test]
    fn a_v6_network_counts_as_one_and_a_mapped_address_as_its_v4() {
        assert_eq!(who("2001:db8::1"), who("2001:db8::ffff:2"));
        assert_ne!(who("2001:db8::1"), who("2001:db8:0:1::1"));
        assert_eq!(who("::ffff:192.0.2.1"), who("192.0.2.1"));
    }

    #[test]
    fn shares_per_address() {
        let now = Instant::now();
        let limits = Limits { sessions_per_address: 2, starts_per_hour: 3, ..Limits::default() };
        let mut book = AddressBook::new(&limits);
        let a = who("192.0.2.1");
        assert!(book.begins(a, now) && book.begins(a, now) && !book.begins(a, now));
        assert!(book.begins(who("192.0.2.2"), now));
        book.ended(a);
        assert!(book.begins(a, now));
        book.ended(a);
        assert!(!book.begins(a, now), "three starts this hour");
        assert!(book.begins(a, now + HOUR + Duration::from_secs(1)));
    }

    #[test]
    fn five_wrong_answers_bring_a_minute_of_silence() {
        let now = Instant::now();
        let mut book = AddressBook::new(&Limits::default());
        let a = who("192.0.2.1");
        for _ in 0..4 {
            book.wrong_answer(a, now);
        }
        assert!(!book.silenced(a, now));
        book.wrong_answer(a, now);
        assert!(book.silenced(a, now + Duration::from_secs(59)));
        assert!(!book.silenced(a, now + Duration::from_secs(61)));
    }

    #[test]
    fn the_book_is_bounded() {
        let now = Instant::now();
        let mut book = AddressBook::new(&Limits::default());
        for n in 0..u32::try_from(ADDRESSES_KEPT).unwrap() + 10 {
            book.wrong_answer(Neighbour::of(IpAddr::V4(n.into())), now);
        }
        assert_eq!(book.entries.len(), ADDRESSES_KEPT);
        assert!(book.begins(who("192.0.2.1"), now + SILENCE * 2), "old ones make room");
    }
}
