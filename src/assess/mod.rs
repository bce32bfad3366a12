//! Pure judgement: observations in, findings and verdict out.
use crate::model::{Assessment, RunState};

/// Derives the conclusions from a state.
#[must_use]
pub fn judge(_state: &RunState) -> Assessment {
    Assessment::default()
}
