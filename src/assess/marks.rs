//! One quantity after the other against a level.
//!
//! A level is judged by itself or by less ([`tried`]): what was seen above it may clear it or warn, never condemn it. Delay
//! under a load of our own is a "what if" and warns at most.

use super::limits::{self, LevelLimits, Pair};
use super::stats::{Counts, Sprt, datagrams_needed};
use super::tried::{self, Evidence, Part};
use crate::model::observation::{
    Direction, DirectionObservation, DropOut, Histogram, NetworkObservation, P95_SAMPLES, PhaseId, UdpState,
};
use crate::model::{FindingId, Level, demand};

/// How one quantity stands against a level. The greater one decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    Holds,
    NotEnough,
    AtRisk,
    No,
}

impl Grade {
    /// A warning at most: for what says nothing against a level.
    fn at_most_at_risk(self) -> Self {
        self.min(Self::AtRisk)
    }
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

/// A grade and the value behind it.
type Graded = (Grade, Option<f64>);

/// True when nothing was counted though datagrams pass: a loss would not have been seen.
pub(super) fn loss_is_missing(o: &NetworkObservation) -> bool {
    !o.counts_loss() && o.udp != UdpState::Blocked
}

/// Every quantity against a level, one mark for each finding (the worse direction).
pub(super) fn marks(o: &NetworkObservation, level: Level) -> Vec<Mark> {
    let limits = limits::level(level);
    let evidence = tried::evidence(o, level);
    let both = [(Direction::Up, &o.up), (Direction::Down, &o.down)];
    let mut marks: Vec<Mark> = both.map(|(way, d)| rate(o, level, way, d, &limits)).into();
    if o.counts_loss() {
        let gaps = both.map(|(way, d)| {
            let (grade, value) = gap(o, level, &evidence, way, d, limits.gap_ms);
            Mark::new(FindingId::NetworkGap, Some(way), grade, value, limits.gap_ms)
        });
        let told = gaps.map(|mark| mark.grade >= Grade::AtRisk);
        let losses = both.into_iter().zip(told);
        marks.extend(losses.map(|((way, d), told)| loss(o, &evidence, way, d, limits.loss, told)));
        marks.extend(worse(both.map(|(way, d)| {
            let (grade, value) = jitter(o, &evidence, way, d, limits.pdv_ms);
            Mark::new(FindingId::NetworkJitter, Some(way), grade, value, limits.pdv_ms)
        })));
        marks.extend(worse(gaps));
    }
    let (grade, value) = delay(o, &evidence, limits.rtt_ms);
    marks.push(Mark::new(FindingId::NetworkDelay, None, grade, value, limits.rtt_ms));
    marks.extend(worse(both.map(|(way, d)| loaded_delay(way, d, limits.loaded_rtt_ms))));
    if o.udp == UdpState::Blocked && level == Level::P1080 {
        let limit = Pair { good: 0.0, fail: 0.0 };
        marks.push(Mark::new(FindingId::NetworkUdpBlocked, None, Grade::AtRisk, None, limit));
    }
    marks
}

/// The worse direction; with equal grades the greater value.
fn worse(both: [Mark; 2]) -> Option<Mark> {
    both.into_iter().max_by(|a, b| {
        let value = |m: &Mark| m.value.unwrap_or(-1.0);
        a.grade.cmp(&b.grade).then(value(a).total_cmp(&value(b)))
    })
}

/// The worst of several; with equal grades the greater value.
fn worst(graded: impl IntoIterator<Item = Graded>) -> Option<Graded> {
    graded.into_iter().max_by(|a, b| a.0.cmp(&b.0).then(a.1.unwrap_or(-1.0).total_cmp(&b.1.unwrap_or(-1.0))))
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

/// What was lost within the level; and what each attempt lost, so that the quiet line does not water it down. `gap_is_told`:
/// a drop-out is judged as a gap, and not once more as loss.
fn loss(
    o: &NetworkObservation,
    evidence: &Evidence<'_>,
    way: Direction,
    d: &DirectionObservation,
    limits: Pair,
    gap_is_told: bool,
) -> Mark {
    let id = match way {
        Direction::Up => FindingId::NetworkLossUp,
        Direction::Down => FindingId::NetworkLossDown,
    };
    let counted = |part: &Part<'_>| if gap_is_told { part.scattered(way) } else { part.counts(way) };
    let sum = |parts: &[Part<'_>]| {
        let idle = tried::idle(o, d).filter(|_| !o.levels_tried.is_empty());
        idle.into_iter().chain(parts.iter().filter_map(counted)).reduce(Counts::plus)
    };
    let decided = |parts: &[Part<'_>]| {
        let counts = sum(parts)?;
        let grade = loss_grade(counts, limits);
        (grade != Grade::NotEnough).then_some((grade, counts))
    };
    let whole = match evidence.widened(decided) {
        Some(((grade, counts), false)) => Some((grade, counts)),
        Some(((grade, counts), true)) => Some((grade.at_most_at_risk(), counts)),
        None => {
            let all: Vec<Part<'_>> = evidence.within.iter().chain(&evidence.above).copied().collect();
            sum(&all).or_else(|| counts(d)).map(|counts| (loss_grade(counts, limits), counts))
        }
    };
    let attempts = evidence.within.iter().filter(|p| p.attempt).filter_map(counted);
    let attempts = attempts.map(|counts| (attempt_grade(counts, limits), counts));
    let worst = attempts.fold(whole, |worst, next| worst.filter(|w| w.0 >= next.0).or(Some(next)));
    let Some((grade, counts)) = worst else {
        return Mark::new(id, Some(way), Grade::NotEnough, None, limits);
    };
    // Datagrams enough, in bursts too long for a claim: then the gaps say it.
    let bursts_only = gap_is_told && grade == Grade::NotEnough && counts.sent() >= datagrams_needed(limits);
    let grade = if bursts_only { Grade::Holds } else { grade };
    Mark { counts: Some(counts), ..Mark::new(id, Some(way), grade, Some(counts.ratio()), limits) }
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

/// The longest interruption of a direction. What happened under a load of our own counts when its queue cannot explain it; that,
/// and what happened above the level, is a warning. So is what came seldom in a long watch.
fn gap(
    o: &NetworkObservation,
    level: Level,
    evidence: &Evidence<'_>,
    way: Direction,
    d: &DirectionObservation,
    limits: Pair,
) -> Graded {
    let queue_ms = positive(d.loaded_rtt_ms.p95).or(positive(d.loaded_rtt_ms.p50)).unwrap_or(0.0);
    let own = evidence.within.iter().filter_map(|p| positive(p.way(way).longest_gap_ms));
    let own = own.map(|ms| (grade(Some(ms), limits), Some(ms)));
    let condemns = |x: &&DropOut| x.direction == way && !x.loaded && x.length_ms > limits.fail;
    #[expect(clippy::cast_precision_loss, reason = "a hundred at most")]
    let often = o.drop_outs.iter().filter(condemns).count() as f64 * limits::RARE_GAP_S > o.observed_s();
    let listed = o.drop_outs.iter().filter(|x| x.direction == way).filter_map(|x| {
        let ms = positive(Some(x.length_ms))?;
        let above = x.level.is_some_and(|tried| !demand::asks_no_more(tried, level));
        let grade = match grade(Some(ms), limits) {
            // What waits in a full queue, or is thrown out of it, is no drop-out.
            _ if x.loaded && ms <= DropOut::LEAST_UNDER_LOAD_MS.max(queue_ms) => return None,
            grade if x.loaded || above => grade.at_most_at_risk(),
            grade if x.phase == Some(PhaseId::QuietWatch) && !often => grade.at_most_at_risk(),
            grade => grade,
        };
        Some((grade, Some(ms)))
    });
    // Without gaps of their own (old recordings), the longest of the whole direction.
    let whole = positive(d.longest_gap_ms).filter(|_| o.quiet.is_none());
    let whole = whole.map(|ms| (capped(evidence, grade(Some(ms), limits)), Some(ms)));
    worst(own.chain(listed).chain(whole)).unwrap_or((Grade::NotEnough, None))
}

/// Where attempts have no figures of their own, those of the whole line may come from one that was given up.
fn capped(evidence: &Evidence<'_>, grade: Grade) -> Grade {
    if evidence.given_up_above { grade.at_most_at_risk() } else { grade }
}

/// The delay variation of a direction, 99th percentile.
fn jitter(
    o: &NetworkObservation,
    evidence: &Evidence<'_>,
    way: Direction,
    d: &DirectionObservation,
    limits: Pair,
) -> Graded {
    if o.quiet.is_none() {
        let value = positive(d.pdv_p99_ms);
        return (capped(evidence, grade(value, limits)), value);
    }
    by_itself(evidence, Series::DelayVariation(way), Histogram::p99, limits, P95_SAMPLES)
}

/// The round trip, 95th percentile.
fn delay(o: &NetworkObservation, evidence: &Evidence<'_>, limits: Pair) -> Graded {
    if o.quiet.is_some() {
        return by_itself(evidence, Series::RoundTrips, Histogram::p95, limits, limits::RTT_SAMPLES_MIN);
    }
    let rtt = &o.rtt_ms;
    let graded = |value| (capped(evidence, grade(value, limits)), value);
    if let Some(p95) = positive(rtt.p95) {
        return graded(Some(p95));
    }
    // Without a 95th percentile (too few samples) the greatest value may clear the line and the median may fail it.
    let (p50, max) = (positive(rtt.p50), positive(rtt.max));
    if rtt.samples < limits::RTT_SAMPLES_MIN {
        return (Grade::NotEnough, p50);
    }
    match (p50, max) {
        (Some(p50), _) if p50 > limits.good => graded(Some(p50)),
        (_, Some(max)) if max <= limits.good => (Grade::Holds, Some(max)),
        _ => (Grade::NotEnough, p50.or(max)),
    }
}

/// A series that each attempt has by itself.
#[derive(Debug, Clone, Copy)]
enum Series {
    RoundTrips,
    DelayVariation(Direction),
}

impl Series {
    fn of<'a>(self, part: &Part<'a>) -> &'a Histogram {
        match self {
            Self::RoundTrips => part.rtt,
            Self::DelayVariation(way) => &part.way(way).pdv_ms,
        }
    }
}

/// A percentile over what was seen within the level, and over each attempt, so that the quiet line does not water it down. With
/// too few samples for it the greatest value may clear the line and the median may fail it; else what was seen above the level
/// helps out, to clear or to warn. `few`: fewer samples than this carry no claim by themselves.
fn by_itself(
    evidence: &Evidence<'_>,
    series: Series,
    percentile: impl Fn(&Histogram) -> Option<f64>,
    limits: Pair,
    few: u64,
) -> Graded {
    let sum = |parts: &[Part<'_>]| Histogram::sum(parts.iter().map(|part| series.of(part)));
    let graded = |value: Option<f64>| (grade(value, limits), value);
    let widened = evidence.widened(|parts| percentile(&sum(parts)));
    let whole = match widened {
        Some((value, false)) => graded(Some(value)),
        other => {
            let own = sum(&evidence.within);
            let above = other.map(|(value, _)| (grade(Some(value), limits).at_most_at_risk(), Some(value)));
            let sparse = match (own.percentile(0.5), own.max()) {
                (Some(p50), _) if p50 > limits.good && own.count() >= limits::RTT_SAMPLES_MIN => graded(Some(p50)),
                (_, Some(max)) if max <= limits.good && own.count() >= few => (Grade::Holds, Some(max)),
                (p50, max) => (Grade::NotEnough, p50.or(max)),
            };
            match (sparse, above) {
                ((Grade::NotEnough, _), Some(above)) => above,
                (sparse, above) => worst([sparse].into_iter().chain(above)).unwrap_or(sparse),
            }
        }
    };
    let attempts = evidence.within.iter().filter(|p| p.attempt).filter_map(|p| percentile(series.of(p)));
    worst(attempts.map(|value| graded(Some(value))).chain([whole])).unwrap_or(whole)
}

/// The round trip while TCP fills the line. Without a load phase (metered, quick) nothing is said about it; the confidence tells.
/// With too few round trips for a 95th percentile the median may still warn.
fn loaded_delay(way: Direction, d: &DirectionObservation, limits: Pair) -> Mark {
    let slow = |value: &f64| *value > limits.good;
    let value = positive(d.loaded_rtt_ms.p95).or_else(|| positive(d.loaded_rtt_ms.p50).filter(slow));
    let grade = value.map_or(Grade::Holds, |ms| grade(Some(ms), limits).at_most_at_risk());
    Mark::new(FindingId::NetworkDelayUnderLoad, Some(way), grade, value, limits)
}

fn rate(o: &NetworkObservation, level: Level, way: Direction, d: &DirectionObservation, limits: &LevelLimits) -> Mark {
    let (id, need) = match way {
        Direction::Up => (FindingId::NetworkSlowUp, limits.up_mbps),
        Direction::Down => (FindingId::NetworkSlowDown, limits.down_mbps),
    };
    let wanted = need * demand::HEADROOM;
    let carried = tried::carried_rate(o, level, way);
    let (low, middle) = (positive(d.goodput_mbps.p10), positive(d.goodput_mbps.p50));
    let (grade, value) = match (low, middle) {
        // TCP may come to less than a call that was really carried: the rate is there, room to spare is not shown.
        (_, Some(middle)) if middle < need && !d.at_least && carried => (Grade::AtRisk, Some(middle)),
        (_, Some(middle)) if middle < need && !d.at_least => (Grade::No, Some(middle)),
        (Some(low), _) if low >= wanted => (Grade::Holds, Some(low)),
        // The troughs are TCP's, where the call itself went through.
        (_, Some(middle)) if middle >= wanted && carried => (Grade::Holds, Some(middle)),
        // The data cap came before there were enough bins for a 10th percentile: far more than a call needs.
        (None, Some(middle)) if d.at_least && middle >= wanted => (Grade::Holds, Some(middle)),
        // A lower bound that is too low says nothing about the rate itself.
        (low, middle) if d.at_least => (Grade::NotEnough, low.or(middle)),
        (Some(low), _) => (Grade::AtRisk, Some(low)),
        (None, Some(middle)) if middle < wanted => (Grade::AtRisk, Some(middle)),
        (None, middle) => (Grade::NotEnough, middle),
    };
    Mark { id, grade, direction: Some(way), value, limit: wanted, counts: None }
}
