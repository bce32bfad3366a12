//! The phases that fill the line: TCP both ways, or a second of datagrams where data is dear.

use std::time::{Duration, Instant};

use crate::model::Level;
use crate::model::observation::{Direction, Goodput, PhaseId};
use crate::model::run::Step;
use crate::probe::network::failure::Failure;
use crate::probe::network::ledger::LoadResult;
use crate::probe::network::queue::Queue;
use crate::probe::network::stats::rate;
use crate::probe::network::timing::{FULL_FOR, LEAST_LOAD, LOAD_LONGER};
use crate::server::protocol::pacer::micros;
use crate::server::protocol::stream::{OVERHEAD_BYTES, Stream, VOICE_BYTES};

use super::Measurement;
use super::peer::{LoadPlan, Peer};

/// Flows that are opened in addition where those at work do not fill the queue.
const MORE_FLOWS: u8 = 4;
/// Voice datagrams a second while TCP fills the line.
const LOAD_PPS: u16 = 100;
/// The same on a line so slow (kbit/s) that they would leave too little of it.
const NARROW: (f64, u16) = (400.0, 50);
/// What one a second takes of the line, as the TCP payload that would have had its place (1448 bytes of 1500 on the wire).
const OWN_MBPS: f64 = (VOICE_BYTES + OVERHEAD_BYTES) as f64 * 8.0 / 1e6 * 1448.0 / 1500.0;
/// Datagram rate that a metered measurement tries at most, in kbit/s.
const RAMP_KBPS: f64 = 7500.0;

/// Below this guess (kbit/s) a queue takes long to fill and losses are long to mend: the load takes longer.
const SLOW_KBPS: f64 = 4000.0;

impl<P: Peer> Measurement<'_, P> {
    pub(super) async fn load(&mut self, direction: Direction) -> Result<(), Failure> {
        let [up, down] = self.guess;
        let (step, cap, guess) = match direction {
            Direction::Down => (Step::NetworkLoadDown, self.timing.load_down_bytes, down),
            Direction::Up => (Step::NetworkLoadUp, self.timing.load_up_bytes, up),
        };
        let kind = self.peer.load_kind(direction);
        let (usual, longest) = self.load_lengths(direction, guess, kind.slower);
        let slowest = self.guess.into_iter().flatten().fold(f64::INFINITY, f64::min);
        // Where no picture was carried, the usual voice alone might fill it, and no answer would come through.
        let narrow = slowest < NARROW.0 || self.held.is_none_or(|held| held <= Level::Audio);
        let pps = if narrow { NARROW.1 } else { LOAD_PPS };
        let stream = Stream::voice(pps, longest);
        let index = self.go_over(PhaseId::Load, step, vec![direction], [stream; 2]).await?;
        self.peer.begin_load(LoadPlan { index, direction, guess, cap: cap.min(kind.cap) }).await;
        let began = Instant::now();
        let mut queue = Queue::new(began, kind.sending);
        let mut capped = false;
        while !capped {
            self.tick().await?;
            let moved = self.peer.moved();
            capped = self.peer.load_is_over(&moved);
            let trips = self.ledger.phases.get(usize::from(index)).map(|p| p.round_trips.as_slice());
            let now = Instant::now();
            if queue.needs_more(now, self.now_us(), trips.unwrap_or_default(), &moved.bins)
                && self.peer.flows() < kind.most
            {
                self.peer.more_flows(MORE_FLOWS.min(kind.most - self.peer.flows()));
            }
            let known = queue.full_for(now) >= FULL_FOR;
            let length = began.elapsed();
            if length >= longest || known && (length >= usual || rate::steady(&moved.bins)) {
                break;
            }
        }
        let mut load: LoadResult = self.peer.end_load(capped).await?;
        let until = self.now_us().saturating_sub(micros(self.drain()));
        self.report().await?;
        if self.peer.has_datagrams() {
            // What of the voice really arrived.
            let lost = self.ledger.loss(usize::from(index), direction, Some(until)).ratio().unwrap_or(0.0);
            load.goodput = rate::plus(load.goodput, OWN_MBPS * f64::from(pps) * (1.0 - lost));
        }
        match direction {
            Direction::Up => self.ledger.load_up = load,
            Direction::Down => self.ledger.load_down = load,
        }
        Ok(())
    }

    /// How long the load of a direction usually takes and how long it may take: longer on a slow line, as far as the time
    /// for the whole measurement allows.
    fn load_lengths(&self, direction: Direction, guess: Option<f64>, slower: f64) -> (Duration, Duration) {
        let load = self.timing.load.mul_f64(slower);
        let longest = load.mul_f64(LOAD_LONGER);
        let slow = guess.is_some_and(|kbps| kbps < SLOW_KBPS);
        let usual = if slow { longest.mul_f64(0.875) } else { load };
        let left = self.whole().saturating_sub(self.epoch.elapsed() + self.timing.window + self.drain() / 2);
        let share = if direction == Direction::Down { left / 2 } else { left };
        let most = share.max(LEAST_LOAD.min(self.timing.load));
        (usual.min(most), longest.min(most))
    }

    /// Instead of TCP load: a second of datagrams at the guessed rate, both ways.
    pub(super) async fn ramp(&mut self, guess: [Option<f64>; 2]) -> Result<(), Failure> {
        let streams = guess.map(|kbps| {
            let kbps = kbps.unwrap_or(RAMP_KBPS).min(RAMP_KBPS) as u32;
            Stream::call(kbps, self.timing.load)
        });
        let ways = vec![Direction::Up, Direction::Down];
        let index = self.go_over(PhaseId::Load, Step::NetworkLoadDown, ways, streams).await?;
        self.let_pass(self.timing.load).await?;
        self.pause(PhaseId::Load).await?;
        self.collect(index).await?;
        for direction in [Direction::Up, Direction::Down] {
            let flow = self.ledger.flow(usize::from(index), direction, None);
            let all = flow.packets.len() as f64 / f64::from(flow.sent.max(1));
            let began = flow.packets.iter().map(|p| p.sent_us).min().unwrap_or(0);
            // The voice goes on until the next phase: only what left within the ramp counts.
            let within = || flow.packets.iter().filter(|p| p.sent_us.saturating_sub(began) < micros(self.timing.load));
            let times = || within().map(|p| p.arrived_us);
            let (Some(first), Some(last)) = (times().min(), times().max()) else { continue };
            let bytes: u64 = within().map(|p| u64::from(p.bytes)).sum();
            let seconds = (last.saturating_sub(first) as f64 / 1e6).max(self.timing.load.as_secs_f64());
            let goodput = Goodput { p10: None, p50: Some(rate::mbps(bytes, seconds)) };
            let load = LoadResult { goodput, at_least: all > 0.98, bytes: 0 };
            match direction {
                Direction::Up => self.ledger.load_up = load,
                Direction::Down => self.ledger.load_down = load,
            }
        }
        self.observe(true);
        Ok(())
    }
}
