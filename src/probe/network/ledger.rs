//! What was counted so far, phase by phase, and the observation that follows from it.

use crate::model::observation::{
    Direction, DirectionObservation, DropOut, Goodput, LevelTried, LoadedRtt, NetworkObservation, NetworkPath,
    PhaseCount, PhaseId, RttSummary, Server, TriedDirection, UdpState,
};
use crate::model::{Level, demand};
use crate::server::protocol::control::Arrival;
use crate::server::protocol::pacer::Sent;

use super::stats::delay::Delays;
use super::stats::flow::{Flow, Packet};
use super::stats::gaps::gaps;
use super::stats::loss::{LossCount, clopper_pearson_95};
use super::stats::mos::{MosInput, buffer_ms, mos};
use super::stats::percentile;

/// A stretch without datagrams of this length is a drop-out worth telling.
const DROP_OUT_MS: f64 = 100.0;
/// Drop-outs that are listed at most.
const DROP_OUTS_KEPT: usize = 100;
/// Datagrams needed in a direction before an audio score is estimated.
const MOS_SAMPLES: u64 = 100;
/// A load takes its time to fill the queue: round trips count from the first stretch of this length on, the median of which
/// reaches this share of the greatest.
const FILL_STRETCH_US: u64 = 200_000;
const FILLED: f64 = 0.9;

/// One phase as it was counted.
#[derive(Debug, Clone, Default)]
pub struct PhaseLog {
    /// What it counts as.
    pub id: Option<PhaseId>,
    /// Which directions are filled.
    pub loads: Vec<Direction>,
    /// Sent by us.
    pub sent: Vec<Sent>,
    /// Arrived here.
    pub arrived: Vec<Packet>,
    /// Payload bytes that arrived here.
    pub bytes_down: u64,
    /// Arrived at the server.
    pub arrived_there: Vec<Arrival>,
    /// Sent by the server; `None` until it has told.
    pub sent_there: Option<(u32, u64)>,
    /// Round trips: when (microseconds), how long (ms).
    pub round_trips: Vec<(u64, f64)>,
    /// Start in microseconds.
    pub start_us: u64,
    /// The level of the pretend call that ran in it.
    pub tried: Option<Level>,
    /// Its level was given up for a lower one.
    pub stepped_down: bool,
}

/// TCP load of one direction.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LoadResult {
    /// The rate.
    pub goodput: Goodput,
    /// The cap came before the rate was known.
    pub at_least: bool,
    /// Bytes that arrived.
    pub bytes: u64,
}

/// The whole account.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// The far end.
    pub server: Server,
    /// The way there.
    pub path: Option<NetworkPath>,
    /// Whether UDP passes.
    pub udp: UdpState,
    /// Phases by index.
    pub phases: Vec<PhaseLog>,
    /// Load, upwards.
    pub load_up: LoadResult,
    /// Load, downwards.
    pub load_down: LoadResult,
    /// What arrives later than this is lost, at least.
    pub window_us: f64,
}

/// Phases whose loss is the line's own.
fn unloaded(id: PhaseId) -> bool {
    matches!(id, PhaseId::Idle | PhaseId::Call | PhaseId::Watch)
}

impl Ledger {
    /// An empty account.
    #[must_use]
    pub fn new(server: Server, window: std::time::Duration) -> Self {
        Self {
            server,
            path: None,
            udp: UdpState::Unknown,
            phases: Vec::new(),
            load_up: LoadResult::default(),
            load_down: LoadResult::default(),
            window_us: window.as_secs_f64() * 1e6,
        }
    }

    /// A phase by its index.
    pub fn phase_mut(&mut self, index: u8) -> Option<&mut PhaseLog> {
        self.phases.get_mut(usize::from(index))
    }

    /// Notes that the pretend call of this level runs in a phase.
    pub fn tried(&mut self, index: usize, level: Level) {
        if let Some(phase) = self.phases.get_mut(index) {
            phase.tried = Some(level);
        }
    }

    /// Forgets phases of which the server never told what arrived: they would look lost.
    pub fn keep_reported(&mut self) {
        self.phases.retain(|p| p.sent_there.is_some());
    }

    /// Notes what arrived at the server.
    pub fn arrived_there(&mut self, index: u8, items: &[Arrival]) {
        if let Some(phase) = self.phase_mut(index) {
            phase.arrived_there.extend_from_slice(items);
        }
    }

    /// The flow of one phase in one direction. `until_us`: only what left before (for a phase under way).
    #[must_use]
    pub fn flow(&self, index: usize, direction: Direction, until_us: Option<u64>) -> Flow {
        let Some(phase) = self.phases.get(index) else { return Flow::default() };
        match direction {
            Direction::Up => up_flow(phase, until_us),
            Direction::Down => down_flow(phase, until_us),
        }
    }

    fn round_trips(&self, keep: impl Fn(&PhaseLog) -> bool) -> impl Iterator<Item = f64> {
        self.phases.iter().filter(move |p| keep(p)).flat_map(|p| p.round_trips.iter().map(|r| r.1))
    }

    /// Round trips of the unloaded phases.
    #[must_use]
    pub fn rtt(&self) -> RttSummary {
        percentile::rtt_summary(self.round_trips(|p| p.id.is_some_and(unloaded)))
    }

    /// The window of a phase: the base, or three of its round trips.
    fn window_of(&self, index: usize) -> f64 {
        let slowest = self
            .phases
            .get(index)
            .and_then(|p| percentile::of_sorted(&percentile::sorted(p.round_trips.iter().map(|r| r.1 * 1000.0)), 0.95));
        self.window_us.max(3.0 * slowest.unwrap_or(0.0))
    }

    /// Loss of one phase in one direction.
    #[must_use]
    pub fn loss(&self, index: usize, direction: Direction, until_us: Option<u64>) -> LossCount {
        LossCount::of(&self.flow(index, direction, until_us), self.window_of(index))
    }

    /// The observation as of now. `until_us`: of the phase under way only what left before; `None`: all is in.
    #[must_use]
    pub fn observe(&self, duration_s: f64, until_us: Option<u64>) -> NetworkObservation {
        let rtt_ms = self.rtt();
        let (up, mut drop_outs, up_delays) = self.direction(Direction::Up, until_us);
        let (down, drops_down, down_delays) = self.direction(Direction::Down, until_us);
        drop_outs.extend(drops_down);
        drop_outs.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        drop_outs.truncate(DROP_OUTS_KEPT);
        let (sent, late) = self
            .phases
            .iter()
            .flat_map(|p| &p.sent)
            .fold((0u64, 0u64), |(n, late), s| (n + 1, late + u64::from(s.late)));
        let scores = [(&up, &up_delays), (&down, &down_delays)].map(|(d, delays)| audio_score(d, delays, &rtt_ms));
        let mos = match scores {
            [Some(a), Some(b)] => Some(if a.low <= b.low { a } else { b }),
            _ => None,
        };
        NetworkObservation {
            server: self.server.clone(),
            path: self.path.clone(),
            udp: self.udp,
            rtt_ms,
            up,
            down,
            sender_late_ratio: (sent > 0).then(|| late as f64 / sent as f64),
            mos,
            drop_outs,
            levels_tried: self.levels_tried(until_us),
            duration_s,
        }
    }

    fn direction(&self, way: Direction, until_us: Option<u64>) -> (DirectionObservation, Vec<DropOut>, Delays) {
        let load = if way == Direction::Up { self.load_up } else { self.load_down };
        let mut seen = DirectionObservation {
            goodput_mbps: load.goodput,
            at_least: load.at_least,
            loaded_rtt_ms: self.loaded_rtt(way),
            bytes: self.bytes(way) + load.bytes,
            ..DirectionObservation::default()
        };
        let mut drop_outs = Vec::new();
        if self.udp != UdpState::Works {
            return (seen, drop_outs, Delays::default());
        }
        let mut total = LossCount::default();
        let mut flows = Vec::new();
        for (index, phase) in self.phases.iter().enumerate() {
            let Some(id) = phase.id else { continue };
            let flow = self.flow(index, way, until_us);
            let window_us = self.window_of(index);
            let loss = LossCount::of(&flow, window_us);
            add_phase(&mut seen.phases, id, &loss);
            if unloaded(id) {
                total = total.plus(loss);
                let found = gaps(&flow, window_us);
                let longest = found.iter().map(|g| g.length_ms).fold(0.0, f64::max);
                if flow.packets.len() > 1 {
                    seen.longest_gap_ms = Some(seen.longest_gap_ms.unwrap_or(0.0).max(longest));
                }
                drop_outs.extend(found.iter().filter(|g| g.length_ms >= DROP_OUT_MS).map(|g| {
                    let at_us = if way == Direction::Up { g.sent_us } else { g.arrived_us };
                    DropOut { at_s: at_us as f64 / 1e6, direction: way, length_ms: g.length_ms }
                }));
                flows.push(flow);
            }
        }
        let delays = Delays::of(&flows);
        if total.sent > 0 {
            (seen.sent, seen.lost) = (Some(total.sent), Some(total.lost));
            (seen.loss_ratio, seen.loss_ci95) = (total.ratio(), clopper_pearson_95(total.lost, total.sent));
            (seen.reordered, seen.duplicated) = (Some(total.reordered), Some(total.duplicated));
            seen.burst_mean = total.burst_mean();
        }
        seen.jitter_ms = delays.jitter_ms;
        seen.pdv_p95_ms = percentile::p95(&delays.pdv_ms);
        seen.pdv_p99_ms = percentile::p99(&delays.pdv_ms);
        (seen, drop_outs, delays)
    }

    fn levels_tried(&self, until_us: Option<u64>) -> Vec<LevelTried> {
        let tried = self.phases.iter().enumerate().filter_map(|(index, phase)| {
            let level = phase.tried?;
            let way = |way| {
                let loss = self.loss(index, way, until_us);
                let mbps = demand::wire_kbps(level, way) / 1000.0;
                TriedDirection { mbps, sent: loss.sent, lost: loss.lost, burst_mean: loss.burst_mean() }
            };
            let last_us = phase.sent.last().map_or(phase.start_us, |s| s.at_us);
            Some(LevelTried {
                level,
                phase: if phase.id == Some(PhaseId::Watch) { PhaseId::Watch } else { PhaseId::Call },
                duration_s: last_us.saturating_sub(phase.start_us) as f64 / 1e6,
                stepped_down: phase.stepped_down,
                up: way(Direction::Up),
                down: way(Direction::Down),
            })
        });
        tried.filter(|t| t.up.sent + t.down.sent > 0).collect()
    }

    fn loaded_rtt(&self, way: Direction) -> LoadedRtt {
        let loaded = self.phases.iter().filter(|p| p.loads.contains(&way));
        let sorted = percentile::sorted(loaded.flat_map(|p| while_filled(&p.round_trips)));
        LoadedRtt { p50: percentile::of_sorted(&sorted, 0.5), p95: percentile::p95(&sorted) }
    }

    fn bytes(&self, way: Direction) -> u64 {
        match way {
            Direction::Down => self.phases.iter().map(|p| p.bytes_down).sum(),
            Direction::Up => {
                let size = |p: &PhaseLog, a: &Arrival| p.sent.get(a.0 as usize).map_or(0, |s| u64::from(s.bytes));
                self.phases.iter().flat_map(|p| p.arrived_there.iter().map(move |a| size(p, a))).sum()
            }
        }
    }
}

/// The round trips from the moment on at which the queue was full.
fn while_filled(trips: &[(u64, f64)]) -> impl Iterator<Item = f64> {
    let stretches: Vec<(u64, f64)> = trips
        .chunk_by(|a, b| a.0 / FILL_STRETCH_US == b.0 / FILL_STRETCH_US)
        .filter_map(|c| Some((c.first()?.0, percentile::median(c.iter().map(|r| r.1))?)))
        .collect();
    // The second greatest: a single one may be an accident.
    let medians = percentile::sorted(stretches.iter().map(|s| s.1));
    let greatest = medians.iter().rev().nth(1).copied().unwrap_or(0.0);
    let from = stretches.iter().find(|s| s.1 >= FILLED * greatest).map_or(0, |s| s.0);
    trips.iter().filter(move |r| r.0 >= from).map(|r| r.1)
}

fn up_flow(phase: &PhaseLog, until_us: Option<u64>) -> Flow {
    let sent: Vec<Sent> =
        phase.sent.iter().copied().take_while(|s| until_us.is_none_or(|until| s.at_us < until)).collect();
    let packets = phase.arrived_there.iter().filter_map(|Arrival(seq, at_us)| {
        let own = sent.get(*seq as usize)?;
        Some(Packet { seq: *seq, sent_us: own.at_us, arrived_us: *at_us, late: own.late })
    });
    Flow {
        sent: u32::try_from(sent.len()).unwrap_or(u32::MAX),
        last_sent_us: sent.last().map(|s| s.at_us),
        packets: packets.collect(),
        sent_at_us: sent.iter().map(|s| s.at_us).collect(),
    }
}

fn down_flow(phase: &PhaseLog, until_us: Option<u64>) -> Flow {
    let (sent, last_sent_us) = match phase.sent_there {
        Some((sent, last)) => (sent, Some(last)),
        // Still under way: what certainly left is all up to the newest of those that came some time ago.
        None => {
            let old = phase.arrived.iter().filter(|p| until_us.is_none_or(|until| p.arrived_us < until));
            (old.map(|p| p.seq.saturating_add(1)).max().unwrap_or(0), None)
        }
    };
    Flow { sent, last_sent_us, packets: phase.arrived.clone(), sent_at_us: Vec::new() }
}

fn add_phase(phases: &mut Vec<PhaseCount>, id: PhaseId, loss: &LossCount) {
    if loss.sent == 0 {
        return;
    }
    match phases.iter_mut().find(|p| p.id == id) {
        Some(known) => (known.sent, known.lost) = (known.sent + loss.sent, known.lost + loss.lost),
        None => phases.push(PhaseCount { id, sent: loss.sent, lost: loss.lost }),
    }
}

fn audio_score(
    seen: &DirectionObservation,
    delays: &Delays,
    rtt: &RttSummary,
) -> Option<crate::model::observation::MosRange> {
    if seen.sent? < MOS_SAMPLES {
        return None;
    }
    let pdv_p99_ms = percentile::of_sorted(&delays.pdv_ms, 0.99)?;
    let late = delays.late_ratio(buffer_ms(pdv_p99_ms)).unwrap_or(0.0);
    let lost = seen.loss_ratio?;
    let input = MosInput {
        rtt_ms: rtt.p50?,
        pdv_p99_ms,
        loss_ratio: lost + (1.0 - lost) * late,
        burst_mean: seen.burst_mean.unwrap_or(1.0),
    };
    Some(mos(input))
}
