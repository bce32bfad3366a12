//! Both kinds of addresses raced to the same host: which is quicker, and whether one of them leads nowhere.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use crate::model::observation::{FamiliesObservation, FamilyObservation};
use crate::probe::network::timing::HEAD_START;

/// A race that may still be under way: what came of it so far.
#[derive(Debug, Clone, Default)]
pub struct Families {
    seen: Arc<Mutex<FamiliesObservation>>,
}

impl Families {
    /// What is known by now.
    #[must_use]
    pub fn seen(&self) -> FamiliesObservation {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, address: SocketAddr, family: FamilyObservation) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if address.is_ipv4() {
            seen.ipv4 = family;
        } else {
            seen.ipv6 = family;
        }
    }
}

/// Connects to the first IPv4 and the first IPv6 address at once. The one that the system names first is taken if it answers
/// first, or soon after the other (RFC 8305, section 5). `None` where there is only one kind.
pub async fn race(addresses: &[SocketAddr], limit: Duration) -> Option<(Option<SocketAddr>, Families)> {
    let first = *addresses.first()?;
    let second = *addresses.iter().find(|a| a.is_ipv4() != first.is_ipv4())?;
    let families = Families::default();
    let (tell, mut told) = mpsc::channel::<(SocketAddr, bool)>(2);
    for address in [first, second] {
        let (tell, families) = (tell.clone(), families.clone());
        tokio::spawn(async move {
            let began = Instant::now();
            let answered = matches!(timeout(limit, TcpStream::connect(address)).await, Ok(Ok(_)));
            let connect_ms = answered.then(|| began.elapsed().as_secs_f64() * 1000.0);
            families.note(address, FamilyObservation { connect_ms, failed: !answered });
            let _ = tell.send((address, answered)).await;
        });
    }
    drop(tell);
    let mut other = None;
    loop {
        let next = match other {
            None => told.recv().await,
            Some(_) => timeout(HEAD_START, told.recv()).await.ok().flatten(),
        };
        match next {
            Some((address, true)) if address == first => return Some((Some(first), families)),
            Some((address, true)) => other = Some(address),
            Some((_, false)) => {}
            None => return Some((other, families)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(2);

    fn listens(at: &str) -> Option<TcpListener> {
        TcpListener::bind(at).ok()
    }

    #[tokio::test]
    async fn the_one_that_leads_nowhere_is_known() {
        // A machine without IPv6 on loopback has nothing to race.
        let Some(six) = listens("[::1]:0") else { return };
        let gone = six.local_addr().unwrap();
        drop(six);
        let four = listens("127.0.0.1:0").unwrap();
        let (there, families) = race(&[gone, four.local_addr().unwrap()], LIMIT).await.unwrap();
        assert_eq!(there, Some(four.local_addr().unwrap()));
        let seen = families.seen();
        assert!(seen.ipv4.connect_ms.is_some() && !seen.ipv4.failed);
        assert!(seen.ipv6.failed && seen.ipv6.connect_ms.is_none(), "{seen:?}");
    }

    #[tokio::test]
    async fn the_systems_first_is_taken_where_both_lead_there() {
        let Some(listening) = listens("[::1]:0").zip(listens("127.0.0.1:0")) else { return };
        let (six, four) = (listening.0.local_addr().unwrap(), listening.1.local_addr().unwrap());
        assert_eq!(race(&[six, four], LIMIT).await.unwrap().0, Some(six));
        assert_eq!(race(&[four, six], LIMIT).await.unwrap().0, Some(four));
        assert!(race(&[four], LIMIT).await.is_none() && race(&[], LIMIT).await.is_none());
    }
}
