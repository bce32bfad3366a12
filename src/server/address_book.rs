//! Who has been here how often: starts an hour, measurements at a time, wrong answers. Addresses are only kept in memory.
//!
//! Both lists are bounded. When one is full, who says least makes room: an honest newcomer is never turned away for want of a
//! line in it, and who is guessing is never forgotten for somebody who slipped once.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

use super::limits::{ADDRESSES_KEPT, Limits, SILENCE, WIDE_SHARES, WRONG_ANSWERS};

const HOUR: Duration = Duration::from_secs(3600);

/// An IPv4 address, or the network of an IPv6 address: its first 64 or 48 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Net(IpAddr, u8);

/// Where somebody comes from: an IPv4 address; by IPv6 the /64 that a home or an office has, and the /48 that a provider
/// may give to one customer, who then has 65,536 of the former.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Neighbour {
    /// The address or the /64.
    pub near: Net,
    wide: Option<Net>,
}

impl Neighbour {
    pub(super) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let net = |bits: u8| {
                    let kept = u128::MAX << (128 - u32::from(bits));
                    Net(IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & kept)), bits)
                };
                Self { near: net(64), wide: Some(net(48)) }
            }
            v4 => Self { near: Net(v4, 32), wide: None },
        }
    }

    /// Each network that this counts for, and how many times the share of a single one it has.
    pub(super) fn nets(self) -> impl Iterator<Item = (Net, usize)> {
        std::iter::once((self.near, 1)).chain(self.wide.map(|net| (net, WIDE_SHARES)))
    }
}

#[derive(Debug, Default)]
struct Visits {
    active: usize,
    starts: VecDeque<Instant>,
}

impl Visits {
    fn forget_old(&mut self, now: Instant) {
        while self.starts.front().is_some_and(|t| now.saturating_duration_since(*t) > HOUR) {
            self.starts.pop_front();
        }
    }
}

#[derive(Debug)]
struct Guesses {
    wrong: usize,
    last: Instant,
}

impl Guesses {
    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last) > SILENCE
    }
}

/// All addresses.
#[derive(Debug)]
pub(super) struct AddressBook {
    visits: HashMap<Net, Visits>,
    guesses: HashMap<Net, Guesses>,
    per_address: usize,
    starts_per_hour: usize,
}

impl AddressBook {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            visits: HashMap::new(),
            guesses: HashMap::new(),
            per_address: limits.sessions_per_address,
            starts_per_hour: limits.starts_per_hour,
        }
    }

    /// True while this address meets silence.
    pub(super) fn silenced(&self, who: Neighbour, now: Instant) -> bool {
        who.nets().any(|(net, share)| {
            self.guesses.get(&net).is_some_and(|g| !g.is_over(now) && g.wrong >= WRONG_ANSWERS * share)
        })
    }

    /// One measurement begins; false when this address has had its share. To be followed by [`Self::ended`] when true.
    pub(super) fn begins(&mut self, who: Neighbour, now: Instant) -> bool {
        let (per_address, per_hour) = (self.per_address, self.starts_per_hour);
        let room = who.nets().all(|(net, share)| {
            self.visits.get_mut(&net).is_none_or(|v| {
                v.forget_old(now);
                v.active < per_address.saturating_mul(share) && v.starts.len() < per_hour.saturating_mul(share)
            })
        });
        if !room {
            return false;
        }
        for (net, _) in who.nets() {
            self.make_room_for_visits(net, now);
            let visits = self.visits.entry(net).or_default();
            visits.active += 1;
            if per_hour != usize::MAX {
                visits.starts.push_back(now);
            }
        }
        true
    }

    /// Whoever was here longest ago, and is not here now, is forgotten.
    fn make_room_for_visits(&mut self, net: Net, now: Instant) {
        if self.visits.contains_key(&net) || self.visits.len() < ADDRESSES_KEPT {
            return;
        }
        self.visits.retain(|_, v| {
            v.forget_old(now);
            v.active > 0 || !v.starts.is_empty()
        });
        while self.visits.len() >= ADDRESSES_KEPT {
            let idle = self.visits.iter().filter(|(_, v)| v.active == 0);
            let Some((oldest, _)) = idle.min_by_key(|(_, v)| v.starts.back().copied()) else { return };
            let oldest = *oldest;
            self.visits.remove(&oldest);
        }
    }

    /// One measurement has ended.
    pub(super) fn ended(&mut self, who: Neighbour) {
        for (net, _) in who.nets() {
            if let Some(visits) = self.visits.get_mut(&net) {
                visits.active = visits.active.saturating_sub(1);
                if visits.active == 0 && visits.starts.is_empty() {
                    self.visits.remove(&net);
                }
            }
        }
    }

    /// One wrong answer.
    pub(super) fn wrong_answer(&mut self, who: Neighbour, now: Instant) {
        for (net, _) in who.nets() {
            if !self.make_room_for_guesses(net, now) {
                continue;
            }
            let guesses = self.guesses.entry(net).or_insert(Guesses { wrong: 0, last: now });
            if guesses.is_over(now) {
                guesses.wrong = 0;
            }
            guesses.wrong += 1;
            guesses.last = now;
        }
    }

    /// Whoever slipped the least, and longest ago, is forgotten; false when all that are known are being silenced.
    fn make_room_for_guesses(&mut self, net: Net, now: Instant) -> bool {
        if self.guesses.contains_key(&net) || self.guesses.len() < ADDRESSES_KEPT {
            return true;
        }
        self.guesses.retain(|_, g| !g.is_over(now));
        if self.guesses.len() < ADDRESSES_KEPT {
            return true;
        }
        let slips = self.guesses.iter().filter(|(_, g)| g.wrong < WRONG_ANSWERS);
        let Some((least, _)) = slips.min_by_key(|(_, g)| (g.wrong, g.last)) else { return false };
        let least = *least;
        self.guesses.remove(&least);
        true
    }

    /// A right answer: earlier slips are forgotten.
    pub(super) fn right_answer(&mut self, who: Neighbour) {
        let Some(slips) = self.guesses.remove(&who.near) else { return };
        if let Some(wide) = who.wide.and_then(|net| self.guesses.get_mut(&net)) {
            wide.wrong = wide.wrong.saturating_sub(slips.wrong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(text: &str) -> Neighbour {
        Neighbour::of(text.parse().unwrap())
    }

    fn v4(n: usize) -> Neighbour {
        Neighbour::of(IpAddr::V4(u32::try_from(n).unwrap().into()))
    }

    #[test]
    fn a_v6_network_counts_as_one_and_a_mapped_address_as_its_v4() {
        assert_eq!(who("2001:db8::1"), who("2001:db8::ffff:2"));
        assert_ne!(who("2001:db8::1"), who("2001:db8:0:1::1"));
        assert_eq!(who("2001:db8::1").wide, who("2001:db8:0:1::1").wide);
        assert_ne!(who("2001:db8::1").wide, who("2001:db8:1::1").wide);
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
    fn who_has_many_networks_has_the_share_of_a_few() {
        let now = Instant::now();
        let limits = Limits { sessions_per_address: 2, ..Limits::default() };
        let mut book = AddressBook::new(&limits);
        let begun = (0..100).filter(|n| book.begins(who(&format!("2001:db8:0:{n:x}::1")), now)).count();
        assert_eq!(begun, 2 * WIDE_SHARES);
        assert!(book.begins(who("2001:db8:1::1"), now), "another customer");
        for n in 0..WRONG_ANSWERS * WIDE_SHARES {
            assert!(!book.silenced(who("2001:db8:2:ffff::1"), now), "{n}");
            book.wrong_answer(who(&format!("2001:db8:2:{n:x}::1")), now);
        }
        assert!(book.silenced(who("2001:db8:2:ffff::1"), now));
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
        book.wrong_answer(a, now + Duration::from_secs(61));
        assert!(!book.silenced(a, now + Duration::from_secs(61)), "it begins anew");
    }

    #[test]
    fn a_full_book_neither_refuses_the_honest_nor_forgets_the_guessers() {
        let now = Instant::now();
        let mut book = AddressBook::new(&Limits::default());
        let guesser = who("192.0.2.1");
        for _ in 0..WRONG_ANSWERS {
            book.wrong_answer(guesser, now);
        }
        for n in 0..ADDRESSES_KEPT * 2 {
            book.wrong_answer(v4(n), now + Duration::from_millis(1));
        }
        assert_eq!(book.guesses.len(), ADDRESSES_KEPT);
        assert!(book.silenced(guesser, now + Duration::from_secs(1)), "not forgotten");
        let honest = who("198.51.100.7");
        assert!(!book.silenced(honest, now) && book.begins(honest, now), "not refused");

        let mut book = AddressBook::new(&Limits::default());
        assert!(book.begins(honest, now), "here all the time");
        for n in 0..ADDRESSES_KEPT * 2 {
            assert!(book.begins(v4(n), now + Duration::from_millis(n as u64)), "{n}");
            book.ended(v4(n));
        }
        assert_eq!(book.visits.len(), ADDRESSES_KEPT);
        assert!(book.visits.contains_key(&honest.near), "who is here is never forgotten");
        assert!(!book.visits.contains_key(&v4(0).near) && book.visits.contains_key(&v4(ADDRESSES_KEPT * 2 - 1).near));
    }
}
