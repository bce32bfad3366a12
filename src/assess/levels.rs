//! Which level of call the line carries.

use super::limits;
use super::marks::{self, Grade, counts, marks, positive};
use super::stats::{Counts, datagrams_needed};
use super::tried;
use crate::model::observation::{Counting, Direction, DirectionObservation, NetworkObservation, ServerKind, UdpState};
use crate::model::{Confidence, FindingId, Level, LevelOutcome, LevelVerdict};

/// All five levels, least demanding first. A level is never better than one that asks less.
pub(super) fn levels(o: &NetworkObservation) -> Vec<LevelVerdict> {
    let mut verdicts: Vec<LevelVerdict> = Vec::with_capacity(Level::ALL.len());
    for level in Level::ALL {
        let marks = marks(o, level);
        let mut worst = marks.iter().map(|m| m.grade).max().unwrap_or(Grade::NotEnough);
        let mut because: Vec<FindingId> =
            marks.iter().filter(|m| m.grade == worst && worst != Grade::Holds).map(|m| m.id).collect();
        let below = match level {
            Level::Audio => None,
            Level::Share => verdicts.iter().find(|v| v.id == Level::P720),
            _ => verdicts.last(),
        };
        if let Some(below) = below
            && grade_of(below.outcome) > worst
        {
            worst = grade_of(below.outcome);
            because.clone_from(&below.because);
        }
        if worst == Grade::NotEnough {
            because = vec![FindingId::NetworkNotEnoughEvidence];
        }
        if worst == Grade::Holds && marks::loss_is_missing(o) {
            because.push(FindingId::NetworkLossNotMeasured);
        }
        because.dedup();
        let confidence = confidence(o, level, worst);
        verdicts.push(LevelVerdict { id: level, outcome: outcome_of(worst), confidence, because });
    }
    verdicts
}

fn outcome_of(grade: Grade) -> LevelOutcome {
    match grade {
        Grade::Holds => LevelOutcome::Holds,
        Grade::NotEnough => LevelOutcome::NotEnoughEvidence,
        Grade::AtRisk => LevelOutcome::AtRisk,
        Grade::No => LevelOutcome::No,
    }
}

fn grade_of(outcome: LevelOutcome) -> Grade {
    match outcome {
        LevelOutcome::Holds => Grade::Holds,
        LevelOutcome::NotEnoughEvidence => Grade::NotEnough,
        LevelOutcome::AtRisk => Grade::AtRisk,
        LevelOutcome::No => Grade::No,
    }
}

fn confidence(o: &NetworkObservation, level: Level, grade: Grade) -> Confidence {
    let datagrams = o.counts_loss() && o.udp == UdpState::Works;
    if grade == Grade::NotEnough || o.server.kind == ServerKind::Local || !datagrams {
        return Confidence::Low;
    }
    // A public host stands at the nearest edge, not where the meeting is, and counts nothing itself.
    let most = if o.counting() == Counting::ByQuic { Confidence::Medium } else { Confidence::High };
    let needed = datagrams_needed(limits::level(level).loss);
    let evidence = tried::evidence(o, level);
    let plenty = |way, d: &DirectionObservation| {
        let parts = evidence.within.iter().chain(&evidence.above).filter_map(|p| p.counts(way));
        let all = tried::idle(o, d).into_iter().chain(parts).reduce(Counts::plus);
        let all = all.filter(|_| !o.levels_tried.is_empty()).or_else(|| counts(d));
        all.is_some_and(|c| c.effective() >= 2.0 * needed)
    };
    let loaded = |d: &DirectionObservation| positive(d.loaded_rtt_ms.p95).is_some();
    let in_time = positive(o.sender_late_ratio).is_none_or(|r| r <= limits::SENDER_LATE_RATIO);
    let both = [(Direction::Up, &o.up), (Direction::Down, &o.down)];
    let all = both.into_iter().all(|(way, d)| plenty(way, d) && loaded(d));
    let sure = all && in_time && positive(o.rtt_ms.p95).is_some();
    // Throughput by TCP and loss at a lower rate let a level be expected; only the attempt shows it.
    match (sure, grade == Grade::No || tried::shown(o, level)) {
        (true, true) => most,
        (true, false) | (false, true) => Confidence::Medium,
        (false, false) => Confidence::Low,
    }
}
