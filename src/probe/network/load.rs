//! TCP flows that fill one direction, and the bytes that arrive.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::model::observation::{Direction, Goodput};
use crate::server::protocol::auth::{flow_proof, to_hex};
use crate::server::protocol::bins::{BIN, Bins};
use crate::server::protocol::control::{ClientMessage, FlowDirection, to_line};
use crate::server::protocol::wire::Wire;
use crate::server::protocol::{LOAD_FLOWS, LOAD_FLOWS_MOST};

use super::client::Control;
use super::ledger::LoadResult;
use super::stats::rate;
use super::timing::DRIED_UP;
use super::tls::Tls;

const CHUNK: usize = 64 * 1024;
/// Bytes that several flows add to.
#[derive(Debug, Clone, Default)]
pub struct SharedBins(Arc<Mutex<Bins>>);

impl SharedBins {
    /// Some bytes arrived; returns all so far.
    pub fn add(&self, bytes: u64, at: Instant) -> u64 {
        let mut bins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bins.add(bytes, at);
        bins.bytes()
    }

    /// Some bytes arrived within this time.
    pub fn spread(&self, bytes: u64, over: std::ops::Range<Instant>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).spread(bytes, over);
    }

    /// A copy.
    #[must_use]
    pub fn get(&self) -> Bins {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What the bins of a load say; `rate_of` makes a rate of a series. `capped`: there was nothing more to send. Then the line counts only as long as it was busy: up to
/// the bin with which all but a few stragglers had arrived; and when that is too short for a series, the mean up to there is
/// what the line gave at least.
#[must_use]
pub fn result(
    rate_of: fn(&[u64]) -> Goodput,
    complete: &[u64],
    bytes: u64,
    span: Duration,
    capped: bool,
) -> LoadResult {
    const SPAN_NEEDED: Duration = Duration::from_millis(1);
    /// What may still come behind, held up by one flow of several.
    const STRAGGLERS: f64 = 0.05;
    if !capped {
        return LoadResult { goodput: rate_of(complete), at_least: false, bytes };
    }
    let mut arrived = 0;
    let busy = complete.iter().position(|bin| {
        arrived += *bin;
        arrived as f64 >= bytes as f64 * (1.0 - STRAGGLERS)
    });
    // The bin in which it ended was not busy to its end.
    let whole = complete.get(..busy.unwrap_or(complete.len())).unwrap_or_default();
    let mut goodput = rate_of(whole);
    if goodput.p50.is_none() && span >= SPAN_NEEDED {
        let time = busy.map_or(span, |bin| (BIN * u32::try_from(bin + 1).unwrap_or(u32::MAX)).min(span));
        let sum = if busy.is_some() { arrived } else { bytes };
        goodput = Goodput { p10: None, p50: Some(rate::mbps(sum, time.as_secs_f64())) };
    }
    LoadResult { goodput, at_least: !rate::steady(whole), bytes }
}

/// True when nothing arrived in the last bins.
#[must_use]
pub fn dry(bins: &[u64]) -> bool {
    let last = (DRIED_UP.as_millis() / BIN.as_millis()) as usize;
    bins.len() > last && bins.iter().rev().take(last).all(|bytes| *bytes == 0)
}

/// How many flows fill the queue of a line of this rate (kbit/s) within the load phase. A flow's window grows by a segment a
/// round trip once it has met the queue, so a faster line needs more of them; on a slow one many flows lose too much to tell
/// its rate. Found by trial at 5, 20 and 100 Mbit/s with 300 ms of queue.
#[must_use]
pub fn flows_for(kbps: Option<f64>) -> u8 {
    const KBPS_PER_FLOW: f64 = 1600.0;
    const UNKNOWN: u8 = 8;
    let flows = |kbps: f64| (kbps / KBPS_PER_FLOW).clamp(LOAD_FLOWS.into(), LOAD_FLOWS_MOST.into()) as u8;
    kbps.map_or(UNKNOWN, flows)
}

/// The flows of one phase. Dropping it cuts them.
pub struct Flows {
    tasks: JoinSet<()>,
    direction: Direction,
    index: u8,
    cap: u64,
    opened: u8,
    written: Arc<AtomicU64>,
    /// What arrives here (downwards only).
    pub bins: SharedBins,
}

impl Flows {
    /// Opens the flows of a phase; together they carry `cap` bytes at most.
    #[must_use]
    pub fn open(control: &Control, index: u8, direction: Direction, number: u8, cap: u64) -> Self {
        let (tasks, written, bins) = (JoinSet::new(), Arc::default(), SharedBins::default());
        let mut flows = Self { tasks, direction, index, cap, opened: 0, written, bins };
        flows.more(control, number);
        flows
    }

    /// How many have been opened.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.opened
    }

    /// Opens more of them.
    pub fn more(&mut self, control: &Control, number: u8) {
        let (server, session, key) = (control.peer, control.session, &control.key);
        let (index, direction, cap) = (self.index, self.direction, self.cap);
        for flow in self.opened..self.opened.saturating_add(number) {
            let flow_direction = if direction == Direction::Up { FlowDirection::Up } else { FlowDirection::Down };
            let first_line = to_line(&ClientMessage::Flow {
                session: format!("{session:016x}"),
                index,
                flow,
                direction: flow_direction,
                proof: to_hex(&flow_proof(key, index, flow, flow_direction)),
            });
            let (bins, written, tls) = (self.bins.clone(), self.written.clone(), control.tls.clone());
            self.tasks.spawn(async move {
                // A flow that does not come about leaves the others; the rate shows it.
                if let Ok(stream) = open(server, tls).await {
                    let _ = match direction {
                        Direction::Down => download(stream, &first_line, &bins, cap).await,
                        Direction::Up => upload(stream, &first_line, &written, cap).await,
                    };
                }
            });
        }
        self.opened = self.opened.saturating_add(number);
    }

    /// True when all that may be sent has been handed over to the system (upwards only).
    #[must_use]
    pub fn all_offered(&self) -> bool {
        self.written.load(Ordering::Relaxed) >= self.cap
    }

    /// True when no flow is left.
    pub fn all_ended(&mut self) -> bool {
        while self.tasks.try_join_next().is_some() {}
        self.tasks.is_empty()
    }
}

async fn open(server: SocketAddr, tls: Option<Tls>) -> std::io::Result<Wire> {
    let stream = TcpStream::connect(server).await?;
    match tls {
        Some(tls) => tls.encrypt(stream).await,
        None => Ok(Wire::Clear(stream)),
    }
}

async fn download(mut stream: Wire, first_line: &[u8], bins: &SharedBins, cap: u64) -> std::io::Result<()> {
    stream.write_all(first_line).await?;
    stream.flush().await?;
    let mut chunk = vec![0u8; CHUNK];
    loop {
        let got = stream.read(&mut chunk).await?;
        if got == 0 {
            return Ok(());
        }
        if bins.add(got as u64, Instant::now()) >= cap {
            return Ok(());
        }
    }
}

async fn upload(mut stream: Wire, first_line: &[u8], written: &AtomicU64, cap: u64) -> std::io::Result<()> {
    crate::os::net::prefer_cubic(stream.tcp());
    // What waits in this computer when the phase ends is thrown away, not sent.
    let _ = stream.tcp().set_zero_linger();
    stream.write_all(first_line).await?;
    stream.flush().await?;
    let mut chunk = vec![0u8; CHUNK];
    rand::fill(chunk.as_mut_slice());
    while written.fetch_add(CHUNK as u64, Ordering::Relaxed) < cap {
        stream.write_all(&chunk).await?;
    }
    stream.flush().await?;
    // What was written is still on its way: cut only when the phase ends.
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_dries_up_after_it_has_flowed() {
        assert!(dry(&[9_000_000, 3_000_000, 0, 0]));
        assert!(!dry(&[9_000_000, 0, 3_000_000, 0]) && !dry(&[0, 0]) && !dry(&[]));
    }

    #[test]
    fn a_cap_that_comes_too_early_gives_a_lower_bound() {
        let fast = result(rate::goodput, &[], 20_000_000, Duration::from_millis(160), true);
        assert!(fast.at_least && fast.goodput.p50 == Some(1000.0));
        let steady =
            result(rate::goodput, &[1000, 1000, 1000, 1000, 1000, 1000, 1000], 7000, Duration::from_secs(1), true);
        assert!(!steady.at_least);
        assert_eq!(result(rate::goodput, &[], 0, Duration::ZERO, true).goodput, Goodput::default());
    }

    #[test]
    fn a_line_that_had_nothing_more_to_carry_is_not_slow() {
        // Four candidates at one server: nearly all arrives at once, the last chunk of one flow a second later. The bins between
        // are empty because there was nothing to send; they once read as 0 Mbit/s.
        let bins = [11_900_000, 0, 0, 0, 0, 65_536];
        let load = result(rate::goodput, &bins, 11_965_536, Duration::from_millis(1050), true);
        assert!(load.at_least && load.goodput.p50.is_some_and(|mbps| mbps > 400.0), "{load:?}");
        // The same when the last chunk never comes.
        let load = result(rate::goodput, &bins[..5], 11_900_000, Duration::from_millis(90), true);
        assert!(load.at_least && load.goodput.p50.is_some_and(|mbps| mbps > 400.0), "{load:?}");
        // A busy line of 20 Mbit/s that reaches its cap: the empty end does not lower its rate.
        let bins: Vec<u64> = [vec![480_000; 12], vec![0; 6], vec![100_000]].concat();
        let load = result(rate::goodput, &bins, 5_860_000, Duration::from_millis(3700), true);
        assert!(load.goodput.p50.is_some_and(|mbps| (mbps - 19.2).abs() < 0.1), "{load:?}");
    }
}
