//! What the observations mean. Always derived by `assess`, never stored.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CheckId, Confidence, Finding, FindingId, Level, Outcome, UnknownReason};

/// The verdict's picture: how far the door is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Ready, perhaps with remarks.
    Ready,
    /// What is open can be mended by the candidate in minutes.
    Almost,
    /// The call won't hold as it is.
    FixFirst,
    /// The network was not measured: no claim.
    #[default]
    CannotSay,
}

/// Whether the line carries a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LevelOutcome {
    /// All figures are good, with room to spare.
    Holds,
    /// Enough evidence, but not all good.
    AtRisk,
    /// It will not work.
    No,
    /// Too few datagrams for a claim.
    NotEnoughEvidence,
}

/// The verdict on one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LevelVerdict {
    /// Which level.
    pub id: Level,
    /// Whether the line carries it.
    pub outcome: LevelOutcome,
    /// How sure.
    pub confidence: Confidence,
    /// The findings that decided.
    pub because: Vec<FindingId>,
}

/// The verdict on one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckVerdict {
    /// Its worst finding.
    pub outcome: Outcome,
    /// Why it was not measured, when it was not.
    pub unknown_reason: Option<UnknownReason>,
}

/// Everything that was concluded. Checks that have not ended yet are absent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// One entry for each check that was judged.
    pub checks: BTreeMap<CheckId, CheckVerdict>,
    /// Every finding, the one to tell first at the front; within a check also in this order.
    pub findings: Vec<Finding>,
    /// All five levels when the network was judged, least demanding first; else empty.
    pub levels: Vec<LevelVerdict>,
    /// Over the selected checks; `None` until each of them has ended.
    pub verdict: Option<Outcome>,
    /// How sure the verdict is.
    pub confidence: Option<Confidence>,
    /// The verdict's picture.
    pub door: Door,
}

impl Assessment {
    /// The findings of one check, most important first.
    pub fn of(&self, check: CheckId) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.id.check() == check)
    }

    /// The findings that must or can be mended first (problems, and not-measured parts that the person can do).
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| matches!(f.outcome, Outcome::Problem | Outcome::NotMeasured))
    }

    /// The parts that nothing may be claimed of: left out, or without an answer. In the order in which they are shown.
    #[must_use]
    pub fn unchecked(&self) -> Vec<CheckId> {
        let answered = |check: &CheckId| self.checks.get(check).is_some_and(|v| v.outcome != Outcome::NotMeasured);
        CheckId::ALL.into_iter().filter(|check| !answered(check)).collect()
    }

    /// The remarks: works, but worth knowing.
    pub fn remarks(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.outcome == Outcome::WatchOut)
    }
}
