//! Spots in their order: which place in the house carries the call best, and why. With the same statistics and levels as the
//! connection itself; spots whose figures can't be told apart share a number.

use super::levels;
use super::limits::{SPOT_GAP_MS, SPOT_LOSS_BANDS, SPOT_RTT_MS};
use super::marks::{self, positive};
use crate::model::observation::{Direction, DirectionObservation, NetworkObservation, ServerKind};
use crate::model::spot::{RankedSpot, SpotBefore, SpotChange, SpotFigures, SpotLoss, SpotReason, SpotVisit};
use crate::model::{FindingId, Level, LevelOutcome};

/// The spots of these visits (oldest first) for a call that needs this level, best first. Each stands there by its newest
/// visit; those of which too little was seen come last, without a number.
#[must_use]
pub fn rank(visits: &[SpotVisit], need: Level) -> Vec<RankedSpot> {
    let mut spots: Vec<Standing<'_>> = Vec::new();
    for visit in visits.iter().rev() {
        match spots.iter_mut().find(|spot| spot.visit.name == visit.name) {
            None => spots.push(Standing::of(visit, need)),
            Some(spot) if spot.before.is_none() => spot.before = Some(visit),
            Some(_) => {}
        }
    }
    let (mut ranked, unranked): (Vec<_>, Vec<_>) = spots.into_iter().partition(Standing::is_claim);
    // Equal ones stay in the order of their names, so that none changes places with another for nothing.
    ranked.sort_by(|a, b| a.key().cmp(&b.key()).then_with(|| a.visit.name.cmp(&b.visit.name)));
    let numbers = numbers(&ranked);
    let shared = |rank: usize| numbers.iter().filter(|n| **n == rank).count() > 1;
    let best = ranked.first();
    let numbered = ranked.iter().zip(&numbers).map(|(spot, rank)| {
        let reason = spot.reason(best.filter(|best| best.visit.name != spot.visit.name), shared(*rank));
        spot.ranked(Some(*rank), reason, need)
    });
    let rest = unranked.iter().map(|spot| spot.ranked(None, spot.reason(None, false), need));
    numbered.chain(rest).collect()
}

/// The figures of a visit.
#[must_use]
pub fn figures(o: &NetworkObservation) -> SpotFigures {
    let both = [(Direction::Up, &o.up), (Direction::Down, &o.down)];
    let losses = both.into_iter().filter(|_| o.counts_loss()).filter_map(|(way, d)| loss(way, d));
    let gaps = both.into_iter().filter_map(|(way, d)| Some((positive(d.longest_gap_ms)?, way)));
    SpotFigures {
        rtt_ms: positive(o.rtt_ms.p50),
        loss: losses.reduce(|a, b| if b.ci95[1] > a.ci95[1] { b } else { a }),
        longest_gap: gaps.reduce(|a, b| if b.0 > a.0 { b } else { a }),
        bytes: o.up.bytes.saturating_add(o.down.bytes),
        interface: o.path.as_ref().map(|path| path.interface_kind),
    }
}

fn loss(direction: Direction, d: &DirectionObservation) -> Option<SpotLoss> {
    let counts = marks::counts(d)?;
    let (sent, lost) = (d.sent?, d.lost?);
    Some(SpotLoss { direction, sent, lost, ratio: counts.ratio(), ci95: counts.interval() })
}

/// A spot with all that its place depends on.
struct Standing<'a> {
    visit: &'a SpotVisit,
    before: Option<&'a SpotVisit>,
    outcome: LevelOutcome,
    because: Vec<FindingId>,
    seen: Seen,
}

/// The figures of one visit, as they are compared.
#[derive(Clone, Copy)]
struct Seen {
    figures: SpotFigures,
    /// The greater of both directions' lower and upper bounds of the loss; `None` where nothing was counted.
    loss: Option<[f64; 2]>,
}

impl Seen {
    fn of(o: &NetworkObservation) -> Self {
        let bounds = [&o.up, &o.down].into_iter().filter_map(|d| Some(marks::counts(d)?.interval()));
        let bounds = bounds.reduce(|a, b| [a[0].max(b[0]), a[1].max(b[1])]);
        Self { figures: figures(o), loss: bounds.filter(|_| o.counts_loss()) }
    }

    /// Which of the bands of loss its upper bound lies in; the last one where nothing was counted.
    fn band(&self) -> usize {
        let over = |high: f64| SPOT_LOSS_BANDS.iter().filter(|band| high > **band).count();
        self.loss.map_or(SPOT_LOSS_BANDS.len() + 1, |[_, high]| over(high))
    }

    fn gap_ms(&self) -> f64 {
        self.figures.longest_gap.map_or(0.0, |gap| gap.0)
    }

    /// What this one is clearly worse at than that one: beyond what chance explains, and by more than a person notices.
    fn clearly_worse_than(&self, other: &Self) -> Option<SpotReason> {
        let (gap, way) = self.figures.longest_gap.unwrap_or((0.0, Direction::Up));
        if gap >= SPOT_GAP_MS && gap > other.gap_ms() + SPOT_GAP_MS {
            return Some(SpotReason::Gap(gap, way));
        }
        match (self.loss, other.loss, self.figures.loss) {
            (Some([low, _]), Some([_, high]), Some(loss)) if low > high => {
                return Some(SpotReason::LosesMore(loss.direction));
            }
            (None, Some(_), _) => return Some(SpotReason::LossNotCounted),
            _ => {}
        }
        let slower = match (self.figures.rtt_ms, other.figures.rtt_ms) {
            (Some(mine), Some(theirs)) => mine > theirs + SPOT_RTT_MS,
            (mine, theirs) => mine.is_none() && theirs.is_some(),
        };
        slower.then_some(SpotReason::Slower)
    }
}

/// What decides the order. The smaller one is better; each part grows with a worse figure.
#[derive(PartialEq)]
struct Key(u8, usize, f64, f64);

impl Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let whole = (self.0, self.1).cmp(&(other.0, other.1));
        whole.then(self.2.total_cmp(&other.2)).then(self.3.total_cmp(&other.3))
    }
}

/// The verdict on what the call needs. Against a server on this computer nothing is claimed of the place.
fn verdict(o: &NetworkObservation, need: Level) -> (LevelOutcome, Vec<FindingId>) {
    let mine = levels::levels(o).into_iter().find(|level| level.id == need);
    mine.filter(|_| o.server.kind != ServerKind::Local)
        .map_or((LevelOutcome::NotEnoughEvidence, Vec::new()), |level| (level.outcome, level.because))
}

impl<'a> Standing<'a> {
    fn of(visit: &'a SpotVisit, need: Level) -> Self {
        let (outcome, because) = verdict(&visit.observation, need);
        Self { visit, before: None, outcome, because, seen: Seen::of(&visit.observation) }
    }

    fn is_claim(&self) -> bool {
        self.outcome != LevelOutcome::NotEnoughEvidence
    }

    fn key(&self) -> Key {
        let seen = &self.seen;
        Key(grade(self.outcome), seen.band(), seen.figures.rtt_ms.unwrap_or(f64::INFINITY), seen.gap_ms())
    }

    fn is_clearly_worse_than(&self, other: &Self) -> bool {
        grade(self.outcome) > grade(other.outcome) || self.seen.clearly_worse_than(&other.seen).is_some()
    }

    /// `best`: the first spot, where that is another one. `shared`: this one has its number in common with others.
    fn reason(&self, best: Option<&Self>, shared: bool) -> SpotReason {
        if self.outcome != LevelOutcome::Holds {
            return self.because.first().map_or(SpotReason::NotEnough, |id| self.fault(*id));
        }
        if shared {
            return SpotReason::AsGood;
        }
        if let Some(reason) = best.and_then(|best| self.seen.clearly_worse_than(&best.seen)) {
            return reason;
        }
        match self.seen.figures.loss {
            None => SpotReason::LossNotCounted,
            Some(loss) if loss.lost == 0 => SpotReason::NothingLost,
            Some(_) => SpotReason::HardlyAnythingLost,
        }
    }

    /// What a finding of the connection says about a spot.
    fn fault(&self, id: FindingId) -> SpotReason {
        match id {
            FindingId::NetworkLossUp => SpotReason::LosesMore(Direction::Up),
            FindingId::NetworkLossDown => SpotReason::LosesMore(Direction::Down),
            FindingId::NetworkSlowUp => SpotReason::Narrow(Direction::Up),
            FindingId::NetworkSlowDown => SpotReason::Narrow(Direction::Down),
            FindingId::NetworkGap => {
                let (ms, way) = self.seen.figures.longest_gap.unwrap_or((SPOT_GAP_MS, Direction::Up));
                SpotReason::Gap(ms, way)
            }
            FindingId::NetworkDelay => SpotReason::Slow,
            FindingId::NetworkDelayUnderLoad => SpotReason::SlowUnderLoad,
            FindingId::NetworkJitter => SpotReason::Unsteady,
            FindingId::NetworkLossNotMeasured | FindingId::NetworkUdpBlocked => SpotReason::LossNotCounted,
            _ => SpotReason::NotEnough,
        }
    }

    fn ranked(&self, rank: Option<usize>, reason: SpotReason, need: Level) -> RankedSpot {
        let before = self.before.map(|visit| self.compared(visit, need));
        RankedSpot {
            name: self.visit.name.clone(),
            kind: self.visit.kind,
            measured_at: self.visit.measured_at.clone(),
            rank,
            outcome: self.outcome,
            figures: self.seen.figures,
            reason,
            before,
        }
    }

    fn compared(&self, before: &SpotVisit, need: Level) -> SpotBefore {
        let then = Standing::of(before, need);
        let unsure = !self.is_claim() || !then.is_claim();
        let change = match (self.is_clearly_worse_than(&then), then.is_clearly_worse_than(self)) {
            _ if unsure => SpotChange::Same,
            // Worse at one thing and better at another: no clear difference, unless the call itself says so.
            (true, true) => match grade(self.outcome).cmp(&grade(then.outcome)) {
                std::cmp::Ordering::Less => SpotChange::Better,
                std::cmp::Ordering::Equal => SpotChange::Same,
                std::cmp::Ordering::Greater => SpotChange::Worse,
            },
            (true, false) => SpotChange::Worse,
            (false, true) => SpotChange::Better,
            (false, false) => SpotChange::Same,
        };
        SpotBefore { measured_at: before.measured_at.clone(), figures: then.seen.figures, change }
    }
}

/// How bad an outcome is.
fn grade(outcome: LevelOutcome) -> u8 {
    match outcome {
        LevelOutcome::Holds => 0,
        LevelOutcome::AtRisk => 1,
        LevelOutcome::No => 2,
        LevelOutcome::NotEnoughEvidence => 3,
    }
}

/// The number of each spot in this order: it has that of the spots before it as long as it is not clearly worse than the first
/// of them.
fn numbers(ranked: &[Standing<'_>]) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(ranked.len());
    let mut leader: Option<(usize, &Standing<'_>)> = None;
    for (index, spot) in ranked.iter().enumerate() {
        let rank = match leader {
            Some((rank, first)) if !spot.is_clearly_worse_than(first) => rank,
            _ => {
                leader = Some((index + 1, spot));
                index + 1
            }
        };
        numbers.push(rank);
    }
    numbers
}
