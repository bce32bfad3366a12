//! The phases that fill the line: TCP both ways, or a second of datagrams where data is dear.

use std::time::{Duration, Instant};

use crate::model::observation::{Direction, Goodput, PhaseId};
use crate::model::run::Step;
use crate::probe::network::failure::Failure;
use crate::probe::network::ledger::LoadResult;
use crate::probe::network::load::{Flows, flows_for, result};
use crate::probe::network::stats::{percentile, rate};
use crate::server::protocol::stream::{OVERHEAD_BYTES, Stream, VOICE_BYTES};

use super::Measurement;

/// Voice datagrams a second while TCP fills the line.
const LOAD_PPS: u16 = 100;
/// What these take of the line, as the TCP payload that would have had their place (1448 bytes of 1500 on the wire).
const OWN_MBPS: f64 = LOAD_PPS as f64 * (VOICE_BYTES + OVERHEAD_BYTES) as f64 * 8.0 / 1e6 * 1448.0 / 1500.0;
/// Datagram rate that a metered measurement tries at most, in kbit/s.
const RAMP_KBPS: f64 = 7500.0;

impl Measurement<'_> {
    pub(super) async fn load(&mut self, way: Direction) -> Result<(), Failure> {
        let [up, down] = self.guess;
        let (step, cap, guess) = match way {
            Direction::Down => (Step::NetworkLoadDown, self.timing.load_down_bytes, down),
            Direction::Up => (Step::NetworkLoadUp, self.timing.load_up_bytes, up),
        };
        let cap = cap.min(self.control.grant.max_tcp_bytes / 2);
        let stream = Stream::voice(LOAD_PPS, self.timing.load + Duration::from_secs(1));
        let running = self.begin(PhaseId::Load, step, vec![way], [stream; 2]).await?;
        let index = running.index;
        let mut flows = Flows::open(&self.control, index, way, flows_for(guess), cap);
        let end = Instant::now() + self.timing.load;
        let mut capped = false;
        while Instant::now() < end && !capped {
            self.tick().await?;
            let (bins, bytes, _) = self.load_so_far(&flows, index, way);
            capped = bytes >= cap || flows.all_ended();
            if rate::steady(&bins) && self.queue_is_full(index) {
                break;
            }
        }
        let (bins, bytes, span) = self.load_so_far(&flows, index, way);
        let complete = if capped { (span.as_secs_f64() / rate::BIN_S) as usize } else { bins.len() };
        let mut load: LoadResult = result(bins.get(..complete).unwrap_or(&bins), bytes, span, capped);
        if self.link.is_some() {
            load.goodput = rate::plus(load.goodput, OWN_MBPS);
        }
        match way {
            Direction::Up => self.ledger.load_up = load,
            Direction::Down => self.ledger.load_down = load,
        }
        drop(flows);
        self.end(running).await
    }

    /// True when the round trip has stopped growing: until then the load has not shown its delay.
    fn queue_is_full(&self, index: u8) -> bool {
        const SPAN_US: u64 = 400_000;
        const GROWTH: f64 = 1.05;
        const JITTER_MS: f64 = 3.0;
        let trips = self.ledger.phases.get(usize::from(index)).map(|p| p.round_trips.as_slice()).unwrap_or_default();
        let now = self.now_us();
        let median = |spans_ago: u64| {
            let age = |at: u64| now.saturating_sub(at) / SPAN_US;
            percentile::median(trips.iter().filter(|r| age(r.0) == spans_ago).map(|r| r.1))
        };
        match (median(0), median(1)) {
            (Some(newer), Some(older)) => newer <= older * GROWTH + JITTER_MS,
            _ => false,
        }
    }

    fn load_so_far(&self, flows: &Flows, index: u8, way: Direction) -> (Vec<u64>, u64, Duration) {
        match way {
            Direction::Down => {
                let bins = flows.bins.get();
                (bins.complete(Instant::now()), bins.bytes(), bins.span())
            }
            Direction::Up => self.progress.get(&index).cloned().unwrap_or_default(),
        }
    }

    /// Instead of TCP load: a second of datagrams at the guessed rate, both ways.
    pub(super) async fn ramp(&mut self, guess: [Option<f64>; 2]) -> Result<(), Failure> {
        let index = self.ledger.phases.len();
        let streams = guess.map(|kbps| {
            let kbps = kbps.unwrap_or(RAMP_KBPS).min(RAMP_KBPS) as u32;
            Stream::call(kbps, self.timing.load)
        });
        let ways = vec![Direction::Up, Direction::Down];
        let running = self.begin(PhaseId::Load, Step::NetworkLoadDown, ways, streams).await?;
        let end = Instant::now() + self.timing.load;
        while Instant::now() < end {
            self.tick().await?;
        }
        self.end(running).await?;
        for (way, stream) in [Direction::Up, Direction::Down].into_iter().zip(streams) {
            let flow = self.ledger.flow(index, way, None);
            let all = flow.packets.len() as f64 / f64::from(flow.sent.max(1));
            let times = || flow.packets.iter().map(|p| p.arrived_us);
            let (Some(first), Some(last)) = (times().min(), times().max()) else { continue };
            let offered = stream.schedule().iter().map(|s| u64::from(s.bytes)).sum::<u64>() as f64;
            let seconds = (last.saturating_sub(first) as f64 / 1e6).max(self.timing.load.as_secs_f64());
            let goodput = Goodput { p10: None, p50: Some(rate::mbps((offered * all) as u64, seconds)) };
            let load = LoadResult { goodput, at_least: all > 0.98, bytes: 0 };
            match way {
                Direction::Up => self.ledger.load_up = load,
                Direction::Down => self.ledger.load_down = load,
            }
        }
        self.observe(true);
        Ok(())
    }
}
