//! Spots: places in the house where the line is measured one after the other, and the phone's hotspot.
//!
//! Their names are places in somebody's home: they stay on this computer, in the file that is kept and on the screen.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::observation::{Direction, InterfaceKind, NetworkObservation};
use super::run::{RoundTripPoint, VoidReason};
use super::{LevelOutcome, Unknown};

/// Seconds that a spot takes, or a little less.
pub const SPOT_S: f64 = 10.0;
/// Letters of a name at most.
pub const NAME_CHARS: usize = 40;

/// What a spot is called. Those that most houses have are words of a closed list, so that each language names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpotName {
    /// Study.
    Study,
    /// Living room.
    LivingRoom,
    /// Kitchen.
    Kitchen,
    /// Bedroom.
    Bedroom,
    /// Attic.
    Attic,
    /// The phone's hotspot, wherever that is.
    Hotspot,
    /// As the person calls it: see [`SpotName::own`].
    Own(String),
}

impl SpotName {
    /// The names that are offered, in this order.
    pub const OFFERED: [Self; 6] =
        [Self::Study, Self::LivingRoom, Self::Kitchen, Self::Bedroom, Self::Attic, Self::Hotspot];

    /// A name of the person's own, on one line and no longer than [`NAME_CHARS`]; `None` when nothing is left of it.
    #[must_use]
    pub fn own(typed: &str) -> Option<Self> {
        let line = super::text::one_line(typed.trim());
        let name: String = line.trim().chars().take(NAME_CHARS).collect();
        let name = name.trim();
        (!name.is_empty()).then(|| Self::Own(name.to_owned()))
    }

    /// The stable word of a name of the list; `None` for one of the person's own.
    #[must_use]
    pub fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Study => "study",
            Self::LivingRoom => "living_room",
            Self::Kitchen => "kitchen",
            Self::Bedroom => "bedroom",
            Self::Attic => "attic",
            Self::Hotspot => "hotspot",
            Self::Own(_) => return None,
        })
    }
}

/// What a spot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpotKind {
    /// A place on the line of the house.
    #[default]
    Place,
    /// A phone's hotspot, whose data somebody pays for.
    Hotspot,
}

/// One measurement at a spot, as it was seen. What it means is derived each time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpotVisit {
    /// Where.
    pub name: SpotName,
    /// Place or hotspot.
    pub kind: SpotKind,
    /// When it ended, RFC 3339 with offset.
    pub measured_at: String,
    /// What was seen; without the far end's name.
    pub observation: NetworkObservation,
}

impl SpotVisit {
    /// A visit that has just ended.
    #[must_use]
    pub fn new(name: SpotName, kind: SpotKind, measured_at: String, mut observation: NetworkObservation) -> Self {
        observation.server.host.clear();
        Self { name, kind, measured_at, observation }
    }
}

/// The loss at a spot, in the direction that may lose more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpotLoss {
    /// The direction.
    pub direction: Direction,
    /// Datagrams sent.
    pub sent: u64,
    /// Of these, lost.
    pub lost: u64,
    /// lost / sent.
    pub ratio: f64,
    /// 95 % interval of the ratio, corrected for bursts.
    pub ci95: [f64; 2],
}

/// The figures of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SpotFigures {
    /// Median of the round trips in ms.
    pub rtt_ms: Option<f64>,
    /// What was lost; `None` where nothing was counted.
    pub loss: Option<SpotLoss>,
    /// Longest time without a datagram in ms, and which way.
    pub longest_gap: Option<(f64, Direction)>,
    /// Bytes that the measurement took, both ways.
    pub bytes: u64,
    /// How the line left the computer; `None` where the system does not say.
    pub interface: Option<InterfaceKind>,
}

/// Why a spot stands where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpotReason {
    /// It holds, and nothing was lost.
    NothingLost,
    /// It holds, and hardly anything was lost.
    HardlyAnythingLost,
    /// No clear difference from the spot with which it shares its number.
    AsGood,
    /// Slower than the best, but steady.
    Slower,
    /// More is lost this way than at the best one.
    LosesMore(Direction),
    /// The connection was gone for so many milliseconds, this way.
    Gap(f64, Direction),
    /// Too little goes through this way.
    Narrow(Direction),
    /// Round trips take too long.
    Slow,
    /// Slow as soon as the line is full.
    SlowUnderLoad,
    /// Some of it comes late, some early.
    Unsteady,
    /// Losses could not be counted there.
    LossNotCounted,
    /// Too little was seen for a claim.
    NotEnough,
}

impl SpotReason {
    /// The stable name used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NothingLost => "nothing_lost",
            Self::HardlyAnythingLost => "hardly_anything_lost",
            Self::AsGood => "as_good",
            Self::Slower => "slower",
            Self::LosesMore(Direction::Up) => "loses_more_up",
            Self::LosesMore(Direction::Down) => "loses_more_down",
            Self::Gap(_, Direction::Up) => "gap_up",
            Self::Gap(_, Direction::Down) => "gap_down",
            Self::Narrow(Direction::Up) => "narrow_up",
            Self::Narrow(Direction::Down) => "narrow_down",
            Self::Slow => "slow",
            Self::SlowUnderLoad => "slow_under_load",
            Self::Unsteady => "unsteady",
            Self::LossNotCounted => "loss_not_counted",
            Self::NotEnough => "not_enough",
        }
    }
}

/// A later visit against the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpotChange {
    /// Clearly better than then.
    Better,
    /// No clear difference.
    Same,
    /// Clearly worse than then.
    Worse,
}

/// The visit before the newest one.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotBefore {
    /// When it was, RFC 3339 with offset.
    pub measured_at: String,
    /// Its figures.
    pub figures: SpotFigures,
    /// How the newest one compares with it.
    pub change: SpotChange,
}

/// A spot among the others, by its newest visit.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedSpot {
    /// Its name.
    pub name: SpotName,
    /// Place or hotspot.
    pub kind: SpotKind,
    /// When it was measured, RFC 3339 with offset.
    pub measured_at: String,
    /// Its number, from 1; spots that can't be told apart share one. `None`: too little was seen there.
    pub rank: Option<usize>,
    /// Whether the line carries what the call needs there.
    pub outcome: LevelOutcome,
    /// The figures.
    pub figures: SpotFigures,
    /// Why it stands there.
    pub reason: SpotReason,
    /// The visit before, if there was one.
    pub before: Option<SpotBefore>,
}

/// How far a measurement at a spot is.
#[derive(Debug, Clone, PartialEq)]
pub enum SpotStage {
    /// Under way.
    Running,
    /// It ended and has its place among the others.
    Ranked,
    /// The person left early: nothing is kept of it.
    Left,
    /// It came to no answer.
    Failed(Unknown),
    /// What was seen says nothing: the computer slept, or the network changed meanwhile.
    Void(VoidReason),
}

/// The measurement at a spot that is under way, or was last.
#[derive(Debug, Clone, PartialEq)]
pub struct SpotTrial {
    /// Where.
    pub name: SpotName,
    /// Place or hotspot.
    pub kind: SpotKind,
    /// How far it is.
    pub stage: SpotStage,
    /// Seconds since it began.
    pub at_s: f64,
    /// The round trips so far.
    pub round_trips: Vec<RoundTripPoint>,
    /// What has been seen so far.
    pub seen: SpotFigures,
}

/// All spots, as window and command line show them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpotBoard {
    /// The spots, best first; those that have no number last.
    pub ranked: Vec<RankedSpot>,
    /// The one that is being measured, or was last.
    pub trial: Option<SpotTrial>,
    /// Now, RFC 3339 with offset; empty before anything was measured.
    pub now: String,
    /// The visit that ended last in this session, with its number from 1: to be kept.
    pub newest: Option<(u64, Arc<SpotVisit>)>,
}

impl SpotBoard {
    /// True while a spot is being measured.
    #[must_use]
    pub fn is_measuring(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.stage == SpotStage::Running)
    }

    /// The best spot where one stands clearly before at least one other.
    #[must_use]
    pub fn best(&self) -> Option<&RankedSpot> {
        let mut numbered = self.ranked.iter().filter(|spot| spot.rank.is_some());
        let (first, second) = (numbered.next()?, numbered.next()?);
        (second.rank != Some(1)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_ones_own_stays_on_its_line() {
        assert_eq!(SpotName::own("  Sun\nroom "), Some(SpotName::Own("Sun room".to_owned())));
        assert_eq!(SpotName::own(" \t "), None);
        let Some(SpotName::Own(long)) = SpotName::own(&"é".repeat(500)) else { panic!("a name") };
        assert_eq!(long.chars().count(), NAME_CHARS);
    }

    #[test]
    fn a_kept_name_is_the_same_in_each_language() {
        for name in SpotName::OFFERED {
            let kept = serde_json::to_string(&name).unwrap();
            assert_eq!(kept.trim_matches('"'), name.word().unwrap());
        }
        let own = SpotName::Own("Serre".to_owned());
        assert_eq!(serde_json::from_str::<SpotName>(&serde_json::to_string(&own).unwrap()).unwrap(), own);
    }
}
