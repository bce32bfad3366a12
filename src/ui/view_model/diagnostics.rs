//! The text for a helper: how the check went, without names of devices, networks, hosts or programs.

use std::fmt::Write as _;

use crate::config::Config;
use crate::model::run::Stage;
use crate::model::{CheckId, Evidence, Snapshot};

/// The text, in English, because helpers and bug reports read it.
#[must_use]
pub fn text(state: &Snapshot, config: &Config, language: &str) -> String {
    let mut out = String::new();
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let _ = writeln!(out, "Greenroom {} on {os} {arch}, language {language}", env!("CARGO_PKG_VERSION"));
    let server = match config.server.as_deref() {
        None => "public",
        Some(kind @ ("public" | "local" | "none")) => kind,
        Some(_) => "own",
    };
    let demo = if state.demo { ", demo" } else { "" };
    let _ = writeln!(out, "server {server}, need {}, phase {:?}{demo}", state.requirement.need.as_str(), state.phase);
    for check in CheckId::ALL {
        let stage = match state.stage(check) {
            Stage::NotYet => "not begun".to_owned(),
            Stage::Waiting(step) => format!("waiting, {}", step.as_str()),
            Stage::Running { step, .. } => format!("running, {}", step.as_str()),
            Stage::Done => "done".to_owned(),
            // The system's own words may hold names and paths.
            Stage::Unknown(unknown) => format!("unknown, {}", unknown.reason.as_str()),
        };
        let _ = writeln!(out, "{}: {stage}", check.as_str());
        for finding in state.assessment.of(check) {
            let figures: Vec<String> = finding
                .evidence
                .iter()
                .filter_map(|(key, value)| match value {
                    Evidence::Number(n) => Some(format!("{key}={n:.3}")),
                    Evidence::Text(_) => None,
                })
                .collect();
            let _ = writeln!(out, "  {} ({:?}) {}", finding.id.as_str(), finding.outcome, figures.join(" "));
        }
    }
    let devices = &state.devices;
    let (inputs, outputs, cameras) = (devices.inputs.len(), devices.outputs.len(), devices.cameras.len());
    let _ = writeln!(out, "devices: {inputs} in, {outputs} out, {cameras} cameras");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Finding, FindingId, Outcome};

    #[test]
    fn no_name_gets_into_it() {
        let mut state = Snapshot::default();
        let hog = Finding::new(FindingId::ComputerHog, Outcome::WatchOut).text("app", "SecretApp").number("ratio", 0.4);
        state.assessment.findings = vec![hog];
        let config = Config { server: Some("secret.example:7443".to_owned()), ..Config::default() };
        let text = text(&state, &config, "nl");
        assert!(text.contains("computer.hog") && text.contains("ratio=0.400"), "{text}");
        assert!(!text.to_lowercase().contains("secret"), "{text}");
    }
}
