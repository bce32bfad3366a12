//! Connections that have not shown yet what they are. They have a few seconds; a host that keeps many of them locks nobody out:
//! when it has its share, or the house is full, the oldest of whoever holds most makes room for the newcomer.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use tokio_util::sync::CancellationToken;

use super::address_book::{Neighbour, Net};
use super::limits::WAITING_PER_ADDRESS;
use super::lock::lock;

/// All connections that wait to be known.
#[derive(Debug)]
pub(super) struct Crowd(Mutex<Waiting>);

#[derive(Debug)]
struct Waiting {
    most: usize,
    next: u64,
    /// In order of arrival.
    all: BTreeMap<u64, (Neighbour, CancellationToken)>,
    by_net: HashMap<Net, usize>,
}

/// A place in the crowd; dropping it gives it back.
#[derive(Debug)]
pub(super) struct Place {
    crowd: Arc<Crowd>,
    number: u64,
    evicted: CancellationToken,
}

impl Place {
    /// Is cancelled when somebody else gets this place.
    pub(super) fn evicted(&self) -> CancellationToken {
        self.evicted.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.crowd.0).remove(self.number);
    }
}

impl Crowd {
    /// For at most `most` connections at a time.
    pub(super) fn new(most: usize) -> Arc<Self> {
        let (all, by_net) = (BTreeMap::new(), HashMap::new());
        Arc::new(Self(Mutex::new(Waiting { most: most.max(1), next: 0, all, by_net })))
    }

    /// Somebody comes in; who must leave for that is told.
    pub(super) fn enter(self: &Arc<Self>, who: Neighbour) -> Place {
        let mut waiting = lock(&self.0);
        while let Some(number) = waiting.place_to_free_for(who) {
            if let Some(evicted) = waiting.remove(number) {
                evicted.cancel();
            }
        }
        let evicted = CancellationToken::new();
        let number = waiting.next;
        waiting.next += 1;
        waiting.all.insert(number, (who, evicted.clone()));
        for (net, _) in who.nets() {
            *waiting.by_net.entry(net).or_default() += 1;
        }
        Place { crowd: self.clone(), number, evicted }
    }
}

impl Waiting {
    /// Who must make room: the oldest of a network that has its share, else of the one that holds most.
    fn place_to_free_for(&self, who: Neighbour) -> Option<u64> {
        let held = |net: &Net| self.by_net.get(net).copied().unwrap_or(0);
        let over = who.nets().find(|(net, share)| held(net) >= WAITING_PER_ADDRESS * share).map(|(net, _)| net);
        let greediest = || self.all.values().map(|(who, _)| who.near).max_by_key(held);
        let net = over.or_else(|| (self.all.len() >= self.most).then(greediest).flatten())?;
        self.all.iter().find(|(_, (who, _))| who.nets().any(|(n, _)| n == net)).map(|(number, _)| *number)
    }

    fn remove(&mut self, number: u64) -> Option<CancellationToken> {
        let (who, evicted) = self.all.remove(&number)?;
        for (net, _) in who.nets() {
            if let Some(held) = self.by_net.get_mut(&net) {
                *held = held.saturating_sub(1);
                if *held == 0 {
                    self.by_net.remove(&net);
                }
            }
        }
        Some(evicted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(text: &str) -> Neighbour {
        Neighbour::of(text.parse().unwrap())
    }

    fn left(places: &[Place]) -> usize {
        places.iter().filter(|p| !p.evicted.is_cancelled()).count()
    }

    #[test]
    fn a_host_that_keeps_many_only_pushes_itself_out() {
        let crowd = Crowd::new(320);
        let honest = crowd.enter(who("192.0.2.1"));
        let many: Vec<_> = (0..1000).map(|_| crowd.enter(who("192.0.2.2"))).collect();
        assert_eq!(left(&many), WAITING_PER_ADDRESS);
        assert!(!many[999].evicted.is_cancelled() && many[0].evicted.is_cancelled(), "the oldest goes");
        assert!(!honest.evicted.is_cancelled());
        drop(many);
        assert_eq!(lock(&crowd.0).by_net.len(), 1, "places come back");
    }

    #[test]
    fn a_full_house_has_room_for_a_newcomer() {
        let crowd = Crowd::new(100);
        let few: Vec<_> = (0..40).map(|n| crowd.enter(who(&format!("198.51.100.{n}")))).collect();
        let many: Vec<_> = (0..60).map(|_| crowd.enter(who("192.0.2.2"))).collect();
        let honest = crowd.enter(who("192.0.2.1"));
        assert_eq!((left(&few), left(&many)), (40, 59), "whoever holds most makes room");
        let more: Vec<_> = (0..200).map(|n| crowd.enter(who(&format!("203.0.113.{n}")))).collect();
        assert!(!more[199].evicted.is_cancelled());
        assert_eq!(lock(&crowd.0).all.len(), 100);
        drop((honest, more));
    }

    #[test]
    fn many_networks_of_one_customer_count_together() {
        let crowd = Crowd::new(10_000);
        let many: Vec<_> = (0..2000).map(|n| crowd.enter(who(&format!("2001:db8:0:{n:x}::1")))).collect();
        assert_eq!(left(&many), WAITING_PER_ADDRESS * super::super::limits::WIDE_SHARES);
    }
}
