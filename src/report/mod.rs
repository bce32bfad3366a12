//! JSON, text and HTML; decides what may leave the computer.

use serde_json::{Value, json};

use crate::i18n::Texts;
use crate::model::RunState;

/// What a person lets go into a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ticks {
    /// Programs.
    pub computer: bool,
    /// Names of devices.
    pub device_names: bool,
}

/// The result, whole and local.
#[must_use]
pub fn result_json(state: &RunState) -> Value {
    let a = &state.assessment;
    let checks: Vec<Value> = a
        .checks
        .iter()
        .map(|(id, v)| {
            let findings: Vec<_> = a.of(*id).collect();
            json!({"id": id, "outcome": v.outcome, "unknown_reason": v.unknown_reason, "findings": findings})
        })
        .collect();
    json!({
        "schema_version": 1,
        "verdict": a.verdict,
        "checks": checks,
        "levels": a.levels,
        "observations": state.observations,
        "hosts_contacted": state.hosts,
    })
}

/// The result as lines.
#[must_use]
pub fn text(state: &RunState, texts: &Texts) -> String {
    state.assessment.findings.iter().map(|f| format!("{}\n", texts.finding(f).effect)).collect()
}
