//! The question of STUN, put to one server of each operator at once: does a datagram come back?

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};

use super::operators::StunServer;
use super::stun::{self, ANSWER_BYTES_MAX, TransactionId};
use crate::model::observation::StunObservation;
use crate::probe::network::path_lookup;
use crate::probe::network::timing::{SOCKET_PAUSE, STUN_LIMIT, STUN_TRIES};

/// Addresses of one server that are asked: one by IPv4, one by IPv6.
const FAMILIES: usize = 2;

/// What came of asking one operator.
enum Told {
    /// A datagram came back after this time.
    Answer(Duration),
    /// None did.
    Silence,
    /// It could not be asked: no address, or no socket.
    NotAsked,
}

/// What came of asking all of them. Dropping it stops the asking.
pub struct Asked {
    operators: JoinSet<Told>,
}

/// Asks them all, beside whatever goes on.
#[must_use]
pub fn ask(servers: &[StunServer]) -> Asked {
    let mut operators = JoinSet::new();
    for server in servers {
        let server = server.clone();
        operators.spawn(async move { one(&server).await });
    }
    Asked { operators }
}

impl Asked {
    /// Waits for what came of it: a few seconds at most. `None` where nobody could be asked.
    pub async fn told(mut self) -> Option<StunObservation> {
        let mut seen = StunObservation { asked: 0, answered: 0, rtt_ms: None };
        while let Some(told) = self.operators.join_next().await {
            match told {
                Ok(Told::Answer(after)) => {
                    seen.asked += 1;
                    seen.answered += 1;
                    let ms = after.as_secs_f64() * 1000.0;
                    seen.rtt_ms = Some(seen.rtt_ms.map_or(ms, |least| ms.min(least)));
                }
                Ok(Told::Silence) => seen.asked += 1,
                Ok(Told::NotAsked) | Err(_) => {}
            }
        }
        (seen.asked > 0).then_some(seen)
    }
}

async fn one(server: &StunServer) -> Told {
    let Some((name, port)) = server.place() else { return Told::NotAsked };
    let Ok(addresses) = path_lookup::resolve(name, port, STUN_LIMIT).await else { return Told::NotAsked };
    let of = |v4: bool| addresses.iter().copied().find(|a| a.is_ipv4() == v4);
    let mut asking = JoinSet::new();
    for address in [of(true), of(false)].into_iter().flatten().take(FAMILIES) {
        asking.spawn(exchange(address));
    }
    let mut told = Told::NotAsked;
    while let Some(next) = asking.join_next().await {
        match next {
            Ok(answer @ Told::Answer(_)) => return answer,
            Ok(Told::Silence) => told = Told::Silence,
            _ => {}
        }
    }
    told
}

/// Asks this address until an answer comes or the time is over. A late answer to an earlier try counts: each has its own id.
async fn exchange(server: SocketAddr) -> Told {
    let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let Ok(socket) = UdpSocket::bind(SocketAddr::new(any, 0)).await else { return Told::NotAsked };
    // From nobody else anything is taken.
    if socket.connect(server).await.is_err() {
        return Told::NotAsked;
    }
    let began = Instant::now();
    let mut sent: Vec<(TransactionId, Instant)> = Vec::with_capacity(STUN_TRIES.len());
    let mut left = false;
    // Until the next try is due, and after the last one until the end.
    for until in STUN_TRIES.iter().skip(1).chain([&STUN_LIMIT]) {
        let id: TransactionId = rand::random();
        sent.push((id, Instant::now()));
        left |= socket.send(&stun::question(&id)).await.is_ok();
        if let Some(answer) = listen(&socket, &sent, began + *until).await {
            return answer;
        }
    }
    if left { Told::Silence } else { Told::NotAsked }
}

/// Waits until then for an answer to one of these.
async fn listen(socket: &UdpSocket, sent: &[(TransactionId, Instant)], until: Instant) -> Option<Told> {
    // One byte more: what does not fit is no answer.
    let mut bytes = [0; ANSWER_BYTES_MAX + 1];
    loop {
        let length = match timeout_at(until, socket.recv(&mut bytes)).await {
            Ok(Ok(length)) => length,
            // "Nothing listens there" and the like: a later try may be heard all the same.
            Ok(Err(_)) => {
                sleep(SOCKET_PAUSE).await;
                if Instant::now() >= until {
                    return None;
                }
                continue;
            }
            Err(_) => return None,
        };
        let now = Instant::now();
        let heard = bytes.get(..length).unwrap_or_default();
        if let Some((_, at)) = sent.iter().find(|(id, _)| stun::answer(heard, id).is_some()) {
            return Some(Told::Answer(now - *at));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket as Blocking;

    use super::*;

    /// A server that makes this of each question; it ends with the test's process.
    fn stand_in(reply: impl Fn(&[u8]) -> Vec<Vec<u8>> + Send + 'static) -> StunServer {
        let socket = Blocking::bind("127.0.0.1:0").unwrap();
        let host = socket.local_addr().unwrap().to_string();
        std::thread::Builder::new()
            .name("stun".into())
            .spawn(move || {
                let mut bytes = [0; 2000];
                while let Ok((length, from)) = socket.recv_from(&mut bytes) {
                    for answer in reply(&bytes[..length]) {
                        let _ = socket.send_to(&answer, from);
                    }
                }
            })
            .unwrap();
        StunServer { name: host.clone(), host }
    }

    /// The answer to a question, as from 192.0.2.1:32853.
    fn right(question: &[u8]) -> Vec<u8> {
        let head = [&[1, 1, 0, 12], &question[4..20]].concat();
        [head.as_slice(), &[0, 0x20, 0, 8, 0, 1, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43]].concat()
    }

    async fn asked(servers: &[StunServer]) -> Option<(u32, u32)> {
        ask(servers).told().await.map(|seen| (seen.asked, seen.answered))
    }

    #[tokio::test]
    async fn an_answer_counts_and_is_timed() {
        let seen = ask(&[stand_in(|q| vec![right(q)])]).told().await.unwrap();
        assert_eq!((seen.asked, seen.answered), (1, 1));
        assert!(seen.rtt_ms.is_some_and(|ms| ms < 1000.0), "{seen:?}");
    }

    #[tokio::test]
    async fn a_later_try_is_answered_when_the_first_is_lost() {
        let first = std::sync::atomic::AtomicBool::new(true);
        let deaf_once =
            stand_in(
                move |q| {
                    if first.swap(false, std::sync::atomic::Ordering::SeqCst) { Vec::new() } else { vec![right(q)] }
                },
            );
        assert_eq!(asked(&[deaf_once]).await, Some((1, 1)));
    }

    #[tokio::test]
    async fn whatever_else_comes_is_no_answer() {
        let silent = stand_in(|_| Vec::new());
        let garbage = stand_in(|q| vec![b"HTTP/1.1 400".to_vec(), q.to_vec(), Vec::new()]);
        let other_id = stand_in(|q| {
            let mut wrong = right(q);
            wrong[8] ^= 1;
            vec![wrong]
        });
        let oversized = stand_in(|q| {
            let mut long = right(q);
            long.resize(1900, 0);
            long[2..4].copy_from_slice(&1880_u16.to_be_bytes());
            vec![long]
        });
        let cut_off = stand_in(|q| vec![right(q)[..24].to_vec()]);
        let began = Instant::now();
        assert_eq!(asked(&[silent, garbage, other_id, oversized, cut_off]).await, Some((5, 0)));
        assert!(began.elapsed() >= STUN_LIMIT);
    }

    #[tokio::test]
    async fn garbage_before_the_answer_hides_nothing() {
        let noisy = stand_in(|q| vec![vec![0; 30], right(q)]);
        let silent = stand_in(|_| Vec::new());
        assert_eq!(asked(&[noisy, silent]).await, Some((2, 1)));
    }

    #[tokio::test]
    async fn where_nothing_listens_nothing_came_back() {
        let gone = Blocking::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        assert_eq!(asked(&[StunServer { name: "x".into(), host: gone }]).await, Some((1, 0)));
    }

    #[tokio::test]
    async fn who_can_not_be_asked_says_nothing() {
        let server = |host: &str| StunServer { name: "x".into(), host: host.into() };
        assert_eq!(asked(&[server("no port"), server("256.256.256.256:1")]).await, None);
        assert_eq!(asked(&[]).await, None);
    }
}
