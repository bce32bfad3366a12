//! A run is judged here, and nowhere else: the run itself knows no conclusions.

use crate::model::{Assessment, ProbeEvent, RunState, Snapshot};

/// Derives the conclusions. Made in `assess`; tests may give their own.
pub type Judge = fn(&RunState) -> Assessment;

/// This run with what it means.
#[must_use]
pub fn judged(run: RunState, judge: Judge) -> Snapshot {
    let assessment = judge(&run);
    Snapshot { run, assessment }
}

/// The end of these events, judged once.
#[must_use]
pub fn of_events(events: &[ProbeEvent], judge: Judge) -> Snapshot {
    let mut run = RunState::default();
    for event in events {
        run.apply(event);
    }
    judged(run, judge)
}
