//! The whole result, for the person whose computer it is: `check --json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::observation::{DirectionObservation, LineWatch, NetworkObservation};
use crate::model::plan::PlanCounts;
use crate::model::run::HostContact;
use crate::model::{CheckId, Confidence, Finding, Level, LevelVerdict, Observations, Outcome, Snapshot, UnknownReason};

/// Version of both documents. A new key does not raise it, a changed meaning does.
pub const SCHEMA_VERSION: u32 = 1;

/// What made a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Program {
    /// Always `greenroom`.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Default for Program {
    fn default() -> Self {
        Self { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// One check with its findings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckResult {
    /// Which.
    pub id: CheckId,
    /// Its worst finding; `null` while it has not ended.
    pub outcome: Option<Outcome>,
    /// Why it was not measured; `null` when it was.
    pub unknown_reason: Option<UnknownReason>,
    /// What was found, most important first.
    pub findings: Vec<Finding>,
}

/// The result of a run. Whole and local: to hand it on, make a [`super::SharedReport`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckReport {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What made it.
    pub program: Program,
    /// Names the run.
    pub run_id: String,
    /// Wall clock of the start, RFC 3339 with offset.
    pub started_at: String,
    /// Length of the run in seconds.
    pub duration_s: f64,
    /// The level that the call needs.
    pub need: Level,
    /// Over the selected checks; `null` when not all of them ended.
    pub verdict: Option<Outcome>,
    /// How sure it is; `null` without a verdict.
    pub verdict_confidence: Option<Confidence>,
    /// The selected checks, in order.
    pub checks: Vec<CheckResult>,
    /// All five levels; empty when the connection was not measured.
    pub levels: Vec<LevelVerdict>,
    /// Fallback channels. Changes no verdict.
    pub plan: PlanCounts,
    /// What was seen; `null` for a check that was not selected or saw nothing.
    pub observations: Observations,
    /// Every host that was contacted.
    pub hosts_contacted: Vec<HostContact>,
}

/// The result of a run as a document.
#[must_use]
pub fn result_json(state: &Snapshot) -> CheckReport {
    let assessment = &state.assessment;
    let checks = &state.requirement.checks;
    let result = |id: &CheckId| CheckResult {
        id: *id,
        outcome: assessment.checks.get(id).map(|v| v.outcome),
        unknown_reason: assessment.checks.get(id).and_then(|v| v.unknown_reason),
        findings: assessment.of(*id).cloned().collect(),
    };
    let mut observations = state.observations.clone();
    let selected = |check| checks.contains(&check);
    observations.network = observations.network.filter(|_| selected(CheckId::Network)).map(|o| derived(o, state));
    let sound = observations.sound.filter(|_| selected(CheckId::Sound));
    observations.sound = sound.map(|o| crate::assess::concluded(&o));
    // With the figures that follow from what was seen.
    let camera = assessment.camera.clone().or(observations.camera);
    observations.camera = camera.filter(|_| selected(CheckId::Camera));
    let computer = assessment.computer.clone().or(observations.computer);
    observations.computer = computer.filter(|_| selected(CheckId::Computer));
    #[expect(clippy::cast_precision_loss, reason = "a run is far shorter than 2^52 ms")]
    let duration_s = state.at_ms as f64 / 1000.0;
    CheckReport {
        schema_version: SCHEMA_VERSION,
        program: Program::default(),
        run_id: state.id.0.clone(),
        started_at: state.started_at.clone(),
        duration_s,
        need: state.requirement.need,
        verdict: assessment.verdict,
        verdict_confidence: assessment.confidence,
        checks: checks.iter().map(result).collect(),
        levels: assessment.levels.clone(),
        plan: state.plan,
        observations,
        hosts_contacted: state.hosts.clone(),
    }
}

/// The observation with what follows from it.
fn derived(seen: NetworkObservation, state: &Snapshot) -> NetworkObservation {
    let figures = state.assessment.network.clone();
    NetworkObservation {
        up: DirectionObservation { loss_ci95: figures.loss_up_ci95, ..seen.up },
        down: DirectionObservation { loss_ci95: figures.loss_down_ci95, ..seen.down },
        mos: figures.mos,
        trial_levels: figures.trial_levels,
        watch: seen.watch.map(|watch| LineWatch { changed_at_s: state.changed_at_s, ..watch }),
        ..seen
    }
}
