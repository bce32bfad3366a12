//! What every reader of a run gets: the run, and what it means.

use std::ops::Deref;

use super::{Assessment, CheckId, RunState};

/// A run with what was concluded from it, both of the same moment. Made in `session`, read by the window, the command
/// line and the report. It reads like the run itself; [`assessment`](Self::assessment) is what was added to it.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// What is known.
    pub run: RunState,
    /// What it means.
    pub assessment: Assessment,
    /// When the outcome of the connection or of a level last changed in the quiet watch, in seconds after the start of the
    /// measurement; `None`: it has stayed as it was, or there was no watch.
    pub changed_at_s: Option<f64>,
}

impl Snapshot {
    /// True when all parts were asked for.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.left_out().is_empty()
    }

    /// The parts that were not asked for.
    #[must_use]
    pub fn left_out(&self) -> Vec<CheckId> {
        CheckId::ALL.into_iter().filter(|check| !self.run.requirement.wants(*check)).collect()
    }

    /// The parts that were asked for and have no answer.
    #[must_use]
    pub fn unanswered(&self) -> Vec<CheckId> {
        self.assessment.unchecked().into_iter().filter(|check| self.run.requirement.wants(*check)).collect()
    }
}

impl Deref for Snapshot {
    type Target = RunState;

    fn deref(&self) -> &RunState {
        &self.run
    }
}
