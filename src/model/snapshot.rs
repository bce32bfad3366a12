//! What every reader of a run gets: the run, and what it means.

use std::ops::Deref;

use super::{Assessment, RunState};

/// A run with what was concluded from it, both of the same moment. Made in `session`, read by the window, the command
/// line and the report. It reads like the run itself; [`assessment`](Self::assessment) is what was added to it.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// What is known.
    pub run: RunState,
    /// What it means.
    pub assessment: Assessment,
}

impl Deref for Snapshot {
    type Target = RunState;

    fn deref(&self) -> &RunState {
        &self.run
    }
}
