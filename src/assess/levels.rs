//! Which level of call the line carries.

use super::limits::{self, LevelLimits, Pair};
use super::stats::{Counts, Sprt, datagrams_needed};
use super::tried;
use crate::model::observation::{Direction, DirectionObservation, NetworkObservation, ServerKind, UdpState};
use crate::model::{Confidence, FindingId, Level, LevelOutcome, LevelVerdict, demand};

/// How one quantity stands against a level. The greater one decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    Holds,
    NotEnough,
    AtRisk,
    No,
}

/// One quantity against a level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub id: FindingId,
    pub grade: Grade,
    pub direction: Option<Direction>,
    /// The measured value, when there is one.
    pub value: Option<f64>,
    /// From here on it is good, whatever the grade: what a person is told to compare with.
    pub limit: f64,
    /// The datagrams behind it, when it is about loss.
    pub counts: Option<Counts>,
}

impl Mark {
    fn new(id: FindingId, direction: Option<Direction>, grade: Grade, value: Option<f64>, limits: Pair) -> Self {
        Self { id, grade, direction, value, limit: limits.good, counts: None }
    }
}

/// True when datagrams were counted per direction: only a server of ours does, and only while UDP passes.
pub(super) fn loss_is_measured(o: &NetworkObservation) -> bool {
    o.server.kind != ServerKind::Public && o.udp != UdpState::Blocked
}

/// Every quantity against a level, one mark for each finding (the worse direction).
pub(super) fn marks(o: &NetworkObservation, level: Level) -> Vec<Mark> {
    let limits = limits::level(level);
    let both = [(Direction::Up, &o.up), (Direction::Down, &o.down)];
    let mut marks = vec![rate(Direction::Up, &o.up, &limits), rate(Direction::Down, &o.down, &limits)];
    if loss_is_measured(o) {
        marks.extend(both.map(|(direction, d)| loss(o, level, direction, d, limits.loss)));
        marks.extend(worse(both.map(|(direction, d)| {
            let value = positive(d.pdv_p99_ms);
            Mark::new(FindingId::NetworkJitter, Some(direction), grade(value, limits.pdv_ms), value, limits.pdv_ms)
        })));
        marks.extend(worse(both.map(|(direction, d)| {
            let value = longest_gap(o, direction, d);
            Mark::new(FindingId::NetworkGap, Some(direction), grade(value, limits.gap_ms), value, limits.gap_ms)
        })));
    }
    marks.push(delay(o, limits.rtt_ms));
    // Without a load phase (metered, quick) nothing is said about it; the confidence tells. With too few round trips for a
    // 95th percentile the median may still fail the line.
    let slow = |value: &f64| *value > limits.loaded_rtt_ms.good;
    let loaded = both.map(|(direction, d)| {
        let p95 = positive(d.loaded_rtt_ms.p95);
        (direction, p95.or_else(|| positive(d.loaded_rtt_ms.p50).filter(slow)))
    });
    marks.extend(worse(loaded.map(|(direction, value)| {
        let grade = if value.is_some() { grade(value, limits.loaded_rtt_ms) } else { Grade::Holds };
        Mark::new(FindingId::NetworkDelayUnderLoad, Some(direction), grade, value, limits.loaded_rtt_ms)
    })));
    if o.udp == UdpState::Blocked && level == Level::P1080 {
        let limit = Pair { good: 0.0, fail: 0.0 };
        marks.push(Mark::new(FindingId::NetworkUdpBlocked, None, Grade::AtRisk, None, limit));
    }
    marks
}

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
        if worst == Grade::Holds && o.server.kind == ServerKind::Public {
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

/// The worse direction; with equal grades the greater value.
fn worse(both: [Mark; 2]) -> Option<Mark> {
    both.into_iter().max_by(|a, b| {
        let value = |m: &Mark| m.value.unwrap_or(-1.0);
        a.grade.cmp(&b.grade).then(value(a).total_cmp(&value(b)))
    })
}

/// A measured quantity: finite and not negative.
pub(super) fn positive(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite() && *v >= 0.0)
}

fn grade(value: Option<f64>, limits: Pair) -> Grade {
    match value {
        None => Grade::NotEnough,
        Some(v) if v <= limits.good => Grade::Holds,
        Some(v) if v > limits.fail => Grade::No,
        Some(_) => Grade::AtRisk,
    }
}

/// The datagrams of a direction.
pub(super) fn counts(d: &DirectionObservation) -> Option<Counts> {
    Counts::new(d.sent?, d.lost?, d.burst_mean)
}

/// What was lost while nothing beyond this level was asked of the line; and, where this level itself or a lesser one was
/// tried, what that attempt lost: the quiet phases must not water it down.
fn loss(o: &NetworkObservation, level: Level, direction: Direction, d: &DirectionObservation, limits: Pair) -> Mark {
    let id = match direction {
        Direction::Up => FindingId::NetworkLossUp,
        Direction::Down => FindingId::NetworkLossDown,
    };
    let Some(counts) = tried::counts(o, level, direction).or_else(|| counts(d)) else {
        return Mark::new(id, Some(direction), Grade::NotEnough, None, limits);
    };
    let whole = Some((loss_grade(counts, limits), counts));
    let attempts = tried::attempts(o, level, direction).map(|c| (attempt_grade(c, limits), c));
    let worst = attempts.fold(whole, |worst, next| worst.filter(|w| w.0 >= next.0).or(Some(next)));
    let (grade, counts) = worst.unwrap_or((Grade::NotEnough, counts));
    Mark { counts: Some(counts), ..Mark::new(id, Some(direction), grade, Some(counts.ratio()), limits) }
}

fn loss_grade(counts: Counts, limits: Pair) -> Grade {
    let test = counts.sprt(limits);
    let good = counts.ratio() <= limits.good;
    if counts.surely_above(limits.fail) {
        Grade::No
    } else if test == Sprt::Good && good && counts.surely_below(limits.fail) {
        Grade::Holds
    } else if test == Sprt::Fail || counts.effective() >= datagrams_needed(limits) {
        Grade::AtRisk
    } else {
        Grade::NotEnough
    }
}

/// One attempt may condemn a level; that too little was sent in it alone says nothing.
fn attempt_grade(counts: Counts, limits: Pair) -> Grade {
    if counts.surely_above(limits.fail) {
        Grade::No
    } else if counts.sprt(limits) == Sprt::Fail && counts.surely_above(limits.good) {
        Grade::AtRisk
    } else {
        Grade::Holds
    }
}

/// Longest interruption of a direction in ms.
pub(super) fn longest_gap(o: &NetworkObservation, direction: Direction, d: &DirectionObservation) -> Option<f64> {
    let dropped = o.drop_outs.iter().filter(|x| x.direction == direction).filter_map(|x| positive(Some(x.length_ms)));
    dropped.chain(positive(d.longest_gap_ms)).reduce(f64::max)
}

/// Without a 95th percentile (too few samples) the greatest value may clear the line and the median may fail it.
fn delay(o: &NetworkObservation, limits: Pair) -> Mark {
    let rtt = &o.rtt_ms;
    let id = FindingId::NetworkDelay;
    if let Some(p95) = positive(rtt.p95) {
        return Mark::new(id, None, grade(Some(p95), limits), Some(p95), limits);
    }
    let (p50, max) = (positive(rtt.p50), positive(rtt.max));
    if rtt.samples < limits::RTT_SAMPLES_MIN {
        return Mark::new(id, None, Grade::NotEnough, p50, limits);
    }
    match (p50, max) {
        (Some(p50), _) if p50 > limits.good => Mark::new(id, None, grade(Some(p50), limits), Some(p50), limits),
        (_, Some(max)) if max <= limits.good => Mark::new(id, None, Grade::Holds, Some(max), limits),
        _ => Mark::new(id, None, Grade::NotEnough, p50.or(max), limits),
    }
}

fn rate(direction: Direction, d: &DirectionObservation, limits: &LevelLimits) -> Mark {
    let (id, need) = match direction {
        Direction::Up => (FindingId::NetworkSlowUp, limits.up_mbps),
        Direction::Down => (FindingId::NetworkSlowDown, limits.down_mbps),
    };
    let wanted = need * demand::HEADROOM;
    let (low, middle) = (positive(d.goodput_mbps.p10), positive(d.goodput_mbps.p50));
    let (grade, value) = match (low, middle) {
        (_, Some(middle)) if middle < need && !d.at_least => (Grade::No, Some(middle)),
        (Some(low), _) if low >= wanted => (Grade::Holds, Some(low)),
        // The data cap came before there were enough bins for a 10th percentile: far more than a call needs.
        (None, Some(middle)) if d.at_least && middle >= wanted => (Grade::Holds, Some(middle)),
        // A lower bound that is too low says nothing about the rate itself.
        (low, middle) if d.at_least => (Grade::NotEnough, low.or(middle)),
        (Some(low), _) => (Grade::AtRisk, Some(low)),
        (None, Some(middle)) if middle < wanted => (Grade::AtRisk, Some(middle)),
        (None, middle) => (Grade::NotEnough, middle),
    };
    Mark { id, grade, direction: Some(direction), value, limit: wanted, counts: None }
}

fn confidence(o: &NetworkObservation, level: Level, grade: Grade) -> Confidence {
    if grade == Grade::NotEnough || o.server.kind != ServerKind::Greenroom || o.udp != UdpState::Works {
        return Confidence::Low;
    }
    let needed = datagrams_needed(limits::level(level).loss);
    let plenty = |d: &DirectionObservation| counts(d).is_some_and(|c| c.effective() >= 2.0 * needed);
    let loaded = |d: &DirectionObservation| positive(d.loaded_rtt_ms.p95).is_some();
    let in_time = positive(o.sender_late_ratio).is_none_or(|r| r <= limits::SENDER_LATE_RATIO);
    let all = [&o.up, &o.down].into_iter().all(|d| plenty(d) && loaded(d));
    let sure = all && in_time && positive(o.rtt_ms.p95).is_some();
    // Throughput by TCP and loss at a lower rate let a level be expected; only the attempt shows it.
    match (sure, grade == Grade::No || tried::shown(o, level)) {
        (true, true) => Confidence::High,
        (true, false) | (false, true) => Confidence::Medium,
        (false, false) => Confidence::Low,
    }
}
