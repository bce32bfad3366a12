//! When the answer about the connection last changed while the line was watched on.

use crate::model::{Assessment, CheckId, Level, LevelOutcome, Outcome, RunState};

/// What the answer says, for this need.
#[derive(Debug, Clone, PartialEq)]
struct Answer {
    need: Level,
    outcome: Option<Outcome>,
    levels: Vec<(Level, LevelOutcome)>,
}

/// Looks at one assessment after the other.
#[derive(Debug, Default)]
pub(super) struct Changes {
    stood: Option<Answer>,
    at_s: Option<f64>,
}

impl Changes {
    /// The state and what it means now. Gives when the answer last changed since the quiet watch began, in seconds after the
    /// start of the measurement. That the call needs another level is no change of the line.
    pub(super) fn take_in(&mut self, run: &RunState, assessment: &Assessment) -> Option<f64> {
        let Some(watch) = run.observations.network.as_ref().and_then(|seen| seen.watch) else {
            *self = Self::default();
            return None;
        };
        let answer = Answer {
            need: run.requirement.need,
            outcome: assessment.checks.get(&CheckId::Network).map(|verdict| verdict.outcome),
            levels: assessment.levels.iter().map(|level| (level.id, level.outcome)).collect(),
        };
        let changed = self.stood.as_ref().is_some_and(|stood| stood.need == answer.need && *stood != answer);
        if changed {
            self.at_s = Some(watch.from_s + watch.watched_s);
        }
        self.stood = Some(answer);
        self.at_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::LineWatch;
    use crate::model::{Confidence, LevelVerdict};

    fn run(watched_s: Option<f64>) -> RunState {
        let mut run = RunState::default();
        let line = r#"{"server": {"kind": "greenroom", "host": ""}, "path": null, "udp": "works", "rtt_ms": {"samples": 0},
            "up": {"phases": [], "goodput_mbps": {}, "at_least": false, "loaded_rtt_ms": {}, "bytes": 0},
            "down": {"phases": [], "goodput_mbps": {}, "at_least": false, "loaded_rtt_ms": {}, "bytes": 0},
            "drop_outs": [], "duration_s": 20}"#;
        let mut seen: crate::model::observation::NetworkObservation = serde_json::from_str(line).unwrap();
        seen.watch = watched_s.map(|watched_s| LineWatch {
            from_s: 20.0,
            asked_s: 60.0,
            watched_s,
            own_pauses_s: 0.0,
            ended: None,
            changed_at_s: None,
        });
        run.observations.network = Some(seen);
        run
    }

    fn says(outcome: LevelOutcome) -> Assessment {
        let level = LevelVerdict { id: Level::P720, outcome, confidence: Confidence::High, because: Vec::new() };
        Assessment { levels: vec![level], ..Assessment::default() }
    }

    #[test]
    fn what_changes_in_the_watch_is_told_with_its_time() {
        let mut changes = Changes::default();
        let mut told = |run: &RunState, outcome| changes.take_in(run, &says(outcome));
        assert_eq!(told(&run(None), LevelOutcome::NotEnoughEvidence), None);
        assert_eq!(told(&run(Some(0.0)), LevelOutcome::Holds), None, "the first answer is no change");
        assert_eq!(told(&run(Some(9.0)), LevelOutcome::Holds), None);
        assert_eq!(told(&run(Some(11.0)), LevelOutcome::AtRisk), Some(31.0));
        let mut other = run(Some(13.0));
        other.requirement.need = Level::Audio;
        assert_eq!(told(&other, LevelOutcome::Holds), Some(31.0), "another need");
        assert_eq!(told(&run(None), LevelOutcome::AtRisk), None, "measured again");
        assert_eq!(told(&run(Some(1.0)), LevelOutcome::Holds), None);
    }
}
