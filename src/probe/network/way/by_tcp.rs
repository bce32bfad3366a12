//! Round trips without ICMP: a TCP connection that the router accepts or refuses.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use crate::probe::network::timing::{GATEWAY_EVERY, GATEWAY_LIMIT};

use super::series::Series;

/// Doors at which routers usually open or refuse: names, the page of their settings, the same under TLS.
const PORTS: [u16; 3] = [53, 80, 443];

/// The first of its doors at which a router opens or refuses; `None` where it does neither.
pub(super) fn open(router: SocketAddr) -> Option<SocketAddr> {
    let (tell, told) = sync_channel(PORTS.len());
    for port in PORTS {
        let (tell, door) = (tell.clone(), SocketAddr::new(router.ip(), port));
        let door = match (door, router) {
            // A router by IPv6 has an address that holds on one card only.
            (SocketAddr::V6(mut door), SocketAddr::V6(router)) => {
                door.set_scope_id(router.scope_id());
                door.into()
            }
            (door, _) => door,
        };
        let knock = move || {
            let _ = tell.send(answers(door).then_some(door));
        };
        let _ = std::thread::Builder::new().name("gr-net-gateway".into()).spawn(knock);
    }
    drop(tell);
    told.into_iter().flatten().next()
}

/// True when somebody there answers, be it by a refusal.
fn answers(door: SocketAddr) -> bool {
    match TcpStream::connect_timeout(&door, GATEWAY_LIMIT) {
        Ok(stream) => {
            // Let go at once, so that nothing is left of it on either side.
            let _ = socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
            true
        }
        Err(e) => matches!(e.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset),
    }
}

/// Knocks there, question after question.
pub(super) fn ask(door: SocketAddr, series: &Arc<Series>) {
    each(series, move || answers(door));
}

/// Asks again and again, each question on a thread of its own, until nobody wants to know any more or nothing is answered.
pub(super) fn each(series: &Arc<Series>, question: impl Fn() -> bool + Clone + Send + 'static) {
    let mut due = Instant::now();
    while !series.is_over() && !series.is_deaf() {
        let (series, question) = (series.clone(), question.clone());
        let ask = move || {
            let asked = Instant::now();
            let answered = question().then(Instant::now);
            series.tell(asked, answered);
        };
        let _ = std::thread::Builder::new().name("gr-net-gateway".into()).spawn(ask);
        due = (due + GATEWAY_EVERY).max(Instant::now());
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_an_answer_and_silence_is_none() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let door = listener.local_addr().unwrap();
        assert!(answers(door));
        drop(listener);
        assert!(answers(door), "refused");
    }

    #[test]
    fn loopback_answers_at_one_of_its_doors() {
        let door = open("127.0.0.1:0".parse().unwrap()).unwrap();
        assert!(PORTS.contains(&door.port()));
    }
}
