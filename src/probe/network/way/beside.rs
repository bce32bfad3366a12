//! Round trips to the router beside the measurement, on a thread of their own.
//!
//! By ICMP echo where the system lets us and the router answers, else by TCP: a connection that is accepted and one that is refused
//! are both a round trip. A router that answers neither is let be: that is no fault of it.

use std::net::SocketAddr;
use std::sync::Arc;
#[cfg(any(unix, test))]
use std::time::Duration;
use std::time::Instant;

use crate::model::observation::GatewayAsked;
use crate::probe::network::timing::GATEWAY_LIMIT;
#[cfg(unix)]
use crate::probe::network::timing::{GATEWAY_EVERY, SOCKET_PAUSE};

use super::by_tcp;
use super::series::{Question, Series};

/// Asks the router as long as it is kept.
#[derive(Debug, Clone)]
pub struct Beside {
    work: Arc<Work>,
}

#[derive(Debug)]
struct Work {
    series: Arc<Series>,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.series.stop();
    }
}

impl Beside {
    /// Asks this router from now on. `epoch` is what all times count from.
    #[must_use]
    pub fn begin(router: SocketAddr, epoch: Instant) -> Self {
        let series = Arc::new(Series::new(epoch));
        let for_thread = series.clone();
        let ask = move || {
            // Whatever a library does there: the measurement goes on without the router.
            let _ = crate::probe::thread::guarded(|| ask(router, &for_thread));
        };
        // Without a thread nothing is known of the router.
        let _ = std::thread::Builder::new().name("gr-net-gateway".into()).spawn(ask);
        Self { work: Arc::new(Work { series }) }
    }

    /// How it is asked, and what came of it so far in the order of asking; `None` while it has not answered at all.
    #[must_use]
    pub fn seen(&self) -> Option<(GatewayAsked, Vec<Question>)> {
        self.work.series.seen()
    }
}

fn ask(router: SocketAddr, series: &Arc<Series>) {
    series.by(GatewayAsked::Icmp);
    // It ends when nobody wants to know any more, when it can't be done, or when nothing is answered.
    let _ = by_echo(router, series);
    if series.is_over() {
        return;
    }
    if let Some(door) = by_tcp::open(router) {
        series.by(GatewayAsked::Tcp);
        by_tcp::ask(door, series);
    }
}

/// Question after question over one socket, answers taken as they come with the time at which they did.
#[cfg(unix)]
fn by_echo(router: SocketAddr, series: &Series) -> std::io::Result<()> {
    use std::collections::BTreeMap;

    use super::echo::{self, Version};
    use crate::os::net::{Receiver, is_timeout};

    let version = if router.is_ipv4() { Version::V4 } else { Version::V6 };
    let socket = crate::os::echo::socket(router)?;
    let token: echo::Token = rand::random();
    let mut receiver = Receiver::new();
    let mut waiting: BTreeMap<u16, Instant> = BTreeMap::new();
    let (mut number, mut due) = (0_u16, Instant::now());
    let mut bytes = [0; echo::ANSWER_BYTES];
    while !series.is_over() && !series.is_deaf() {
        let now = Instant::now();
        if now >= due {
            number = number.wrapping_add(1);
            // One that can't leave is none: the line itself is told of by the measurement.
            if socket.send(&echo::question(version, number, &token)).is_ok() {
                waiting.insert(number, now);
            }
            due = (due + GATEWAY_EVERY).max(now);
        }
        let wait = due.saturating_duration_since(Instant::now());
        socket.set_read_timeout(Some(wait.max(Duration::from_millis(1))))?;
        match receiver.receive(&socket, &mut bytes) {
            Ok(heard) => {
                let told = echo::answered(version, bytes.get(..heard.len).unwrap_or_default(), &token);
                if let Some(asked) = told.and_then(|number| waiting.remove(&number)) {
                    series.tell(asked, Some(heard.at));
                }
            }
            Err(e) if is_timeout(&e) => {}
            // "No way there" and the like, said by somebody on the way: no answer.
            Err(_) => std::thread::sleep(SOCKET_PAUSE),
        }
        let late = |asked: &Instant| asked.elapsed() > GATEWAY_LIMIT;
        let given_up: Vec<Instant> = waiting.values().copied().filter(late).collect();
        waiting.retain(|_, asked| !late(asked));
        given_up.into_iter().for_each(|asked| series.tell(asked, None));
    }
    Ok(())
}

/// One call of the system for each question, each on a thread of its own: it waits for the answer.
#[cfg(windows)]
fn by_echo(router: SocketAddr, series: &Arc<Series>) -> std::io::Result<()> {
    let std::net::IpAddr::V4(to) = router.ip() else { return Err(std::io::ErrorKind::Unsupported.into()) };
    by_tcp::each(series, move || crate::os::echo::ask(to, GATEWAY_LIMIT).is_ok_and(|answered| answered));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_answers_one_way_or_the_other_until_nobody_listens() {
        let beside = Beside::begin("127.0.0.1:0".parse().unwrap(), Instant::now());
        let series = beside.work.series.clone();
        let until = Instant::now() + Duration::from_secs(20);
        let seen = loop {
            match beside.seen() {
                Some((_, questions)) if questions.len() >= 3 => break questions,
                _ if Instant::now() > until => panic!("no answer"),
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        assert!(seen.iter().all(|q| q.ms.is_some_and(|ms| ms < 1000.0)), "{seen:?}");
        let copy = beside.clone();
        drop(beside);
        assert!(!series.is_over());
        drop(copy);
        assert!(series.is_over(), "whoever is not listened to stops");
    }
}
