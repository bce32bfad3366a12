//! What the observations mean. Always derived by `assess`, never stored.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::observation::{CameraObservation, ComputerObservation};
use super::{Advice, CheckId, Confidence, Finding, FindingId, Level, Outcome, UnknownReason};

/// The verdict over a whole run, as a person asks for it. The window draws it as a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Readiness {
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

/// Estimated audio score (ITU-T G.107), as a range because Opus has no agreed loss factor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MosRange {
    /// Pessimistic (Bpl = 10).
    pub low: f64,
    /// Likely (Bpl = 20).
    pub high: f64,
}

/// Figures of the connection that follow from what was counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkFigures {
    /// 95 % interval of the loss out, corrected for bursts.
    pub loss_up_ci95: Option<[f64; 2]>,
    /// 95 % interval of the loss in, corrected for bursts.
    pub loss_down_ci95: Option<[f64; 2]>,
    /// Estimated audio score.
    pub mos: Option<MosRange>,
    /// The levels of a trial against a server on this computer itself; else empty.
    pub trial_levels: Vec<LevelVerdict>,
}

/// The verdict on one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckVerdict {
    /// Its worst finding.
    pub outcome: Outcome,
    /// Why it was not measured, when it was not.
    pub unknown_reason: Option<UnknownReason>,
}

/// How much a group of findings presses; the first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    /// No call comes about like this: not heard, not seen, no connection.
    Blocks,
    /// To be mended before the call; the candidate can do it in minutes.
    Minutes,
    /// To be mended before the call; that takes longer.
    Longer,
    /// Works, but something is worth doing or knowing.
    Remark,
    /// Nothing to do.
    Note,
}

/// Findings with one cause and one remedy: one card in the window, one entry in the terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// How much it presses.
    pub urgency: Urgency,
    /// The one that is told of, then those that come with it. At least one.
    pub findings: Vec<Finding>,
}

impl Group {
    /// The finding that gives the group its name.
    #[must_use]
    pub fn head(&self) -> Option<&Finding> {
        self.findings.first()
    }

    /// What else came of the same cause and is worth telling.
    pub fn others(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().skip(1).filter(|f| f.outcome != Outcome::Good)
    }

    /// The worst outcome among its findings; it is that of the head.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.findings.iter().map(|f| f.outcome).max().unwrap_or(Outcome::Good)
    }

    /// True when it belongs above the remarks: something to do before the call.
    #[must_use]
    pub fn is_to_mend(&self) -> bool {
        self.urgency <= Urgency::Longer
    }

    /// What helps, best first and each once, with the finding whose evidence completes its words.
    #[must_use]
    pub fn remedies(&self) -> Vec<(Advice, &Finding)> {
        let mut found: Vec<(Advice, &Finding)> = Vec::new();
        for finding in &self.findings {
            for advice in &finding.advice {
                if !found.iter().any(|(known, _)| known == advice) {
                    found.push((*advice, finding));
                }
            }
        }
        found
    }

    /// The checks that its findings belong to, that of the head first.
    #[must_use]
    pub fn checks(&self) -> Vec<CheckId> {
        let mut checks: Vec<CheckId> = Vec::new();
        for finding in &self.findings {
            if !checks.contains(&finding.id.check()) {
                checks.push(finding.id.check());
            }
        }
        checks
    }
}

/// Everything that was concluded. Checks that have not ended yet are absent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// One entry for each check that was judged.
    pub checks: BTreeMap<CheckId, CheckVerdict>,
    /// Every finding, the one to tell first at the front; within a check also in this order. The same as those of the
    /// groups, one after another.
    pub findings: Vec<Finding>,
    /// The findings by cause and remedy, in the order in which they are to be mended; each finding is in one of them.
    pub groups: Vec<Group>,
    /// All five levels when the line was judged, least demanding first; else empty.
    pub levels: Vec<LevelVerdict>,
    /// What follows from the figures of the connection; empty when there are none.
    pub network: NetworkFigures,
    /// Over the selected checks; `None` until each of them has ended.
    pub verdict: Option<Outcome>,
    /// How sure the verdict is.
    pub confidence: Option<Confidence>,
    /// Whether the candidate may go in.
    pub readiness: Readiness,
    /// What the camera showed, with the ratios that follow from it; `None` before anything was seen.
    pub camera: Option<CameraObservation>,
    /// What was seen of the computer, with the patterns that follow from it; `None` before anything was seen.
    pub computer: Option<ComputerObservation>,
}

impl Assessment {
    /// The findings of one check, most important first.
    pub fn of(&self, check: CheckId) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.id.check() == check)
    }

    /// What is to be mended before the call, in the order of mending.
    pub fn to_mend(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|g| g.is_to_mend())
    }

    /// The parts that nothing may be claimed of: left out, or without an answer. In the order in which they are shown.
    #[must_use]
    pub fn unchecked(&self) -> Vec<CheckId> {
        let answered = |check: &CheckId| self.checks.get(check).is_some_and(|v| v.outcome != Outcome::NotMeasured);
        CheckId::ALL.into_iter().filter(|check| !answered(check)).collect()
    }

    /// What works, but is worth doing or knowing.
    pub fn remarks(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|g| g.urgency == Urgency::Remark)
    }

    /// Information that changes nothing.
    pub fn notes(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|g| g.urgency == Urgency::Note)
    }
}
