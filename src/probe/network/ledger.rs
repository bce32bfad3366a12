//! What was counted so far, phase by phase. `summary` makes the observation of it.

use crate::model::Level;
use crate::model::observation::{Counting, Direction, Goodput, NetworkPath, PhaseId, RttSummary, Server, UdpState};
use crate::server::protocol::control::Arrival;
use crate::server::protocol::pacer::Sent;

use super::stats::flow::{Flow, Packet};
use super::stats::loss::LossCount;
use super::stats::percentile;
use super::way::{Around, Beside, Signal};

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

impl PhaseLog {
    /// True when a load of our own may have filled the line: what it lost or delayed is not the line's fault.
    #[must_use]
    pub fn loaded(&self) -> bool {
        self.stepped_down || !self.id.is_some_and(unloaded)
    }

    /// The median of the round trips since a time in microseconds; `None` with fewer than `least`.
    #[must_use]
    pub fn median_since(&self, from_us: u64, least: usize) -> Option<f64> {
        let recent: Vec<f64> = self.round_trips.iter().filter(|r| r.0 >= from_us).map(|r| r.1).collect();
        (recent.len() >= least).then(|| percentile::median(recent)).flatten()
    }
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
    /// What was seen of it before.
    pub around: Around,
    /// The router, which is asked beside the measurement.
    pub beside: Option<Beside>,
    /// The Wi-Fi card, which is read beside the measurement.
    pub signal: Option<Signal>,
    /// Whether UDP passes.
    pub udp: UdpState,
    /// How what is lost is counted.
    pub counting: Counting,
    /// Phases by index.
    pub phases: Vec<PhaseLog>,
    /// When anything at all came from the far end, in microseconds and in order, where this side alone counts.
    pub heard_us: Vec<u64>,
    /// Load, upwards.
    pub load_up: LoadResult,
    /// Load, downwards.
    pub load_down: LoadResult,
    /// What arrives later than this is lost, at least.
    pub window_us: f64,
}

/// Phases whose loss is the line's own.
pub(super) fn unloaded(id: PhaseId) -> bool {
    matches!(id, PhaseId::Idle | PhaseId::Call | PhaseId::Watch | PhaseId::QuietWatch)
}

impl Ledger {
    /// An empty account.
    #[must_use]
    pub fn new(server: Server, window: std::time::Duration) -> Self {
        Self {
            server,
            path: None,
            around: Around::default(),
            beside: None,
            signal: None,
            udp: UdpState::Unknown,
            counting: Counting::None,
            phases: Vec::new(),
            heard_us: Vec::new(),
            load_up: LoadResult::default(),
            load_down: LoadResult::default(),
            window_us: window.as_secs_f64() * 1e6,
        }
    }

    /// A phase by its index.
    pub fn phase_mut(&mut self, index: u8) -> Option<&mut PhaseLog> {
        self.phases.get_mut(usize::from(index))
    }

    /// A phase by its index.
    #[must_use]
    pub fn phase(&self, index: u8) -> Option<&PhaseLog> {
        self.phases.get(usize::from(index))
    }

    /// A phase by its place.
    #[must_use]
    pub fn phase_at(&self, index: usize) -> Option<&PhaseLog> {
        self.phases.get(index)
    }

    /// The account without what came after so many phases.
    #[must_use]
    pub fn before(&self, phases: usize) -> Self {
        let mut before = self.clone();
        before.phases.truncate(phases);
        before
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

    /// Round trips of the phases without load.
    #[must_use]
    pub fn rtt(&self) -> RttSummary {
        let quiet = self.phases.iter().filter(|p| !p.loaded());
        percentile::rtt_summary(quiet.flat_map(|p| p.round_trips.iter().map(|r| r.1)))
    }

    /// The window of a phase: the base, or three of its round trips.
    pub(super) fn window_of(&self, index: usize) -> f64 {
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
}

fn up_flow(phase: &PhaseLog, until_us: Option<u64>) -> Flow {
    let sent: Vec<Sent> =
        phase.sent.iter().copied().take_while(|s| until_us.is_none_or(|until| s.at_us < until)).collect();
    let packets = phase.arrived_there.iter().filter_map(|Arrival(seq, at_us)| {
        let own = sent.get(*seq as usize)?;
        Some(Packet { seq: *seq, sent_us: own.at_us, arrived_us: *at_us, late: own.late, bytes: own.bytes })
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
