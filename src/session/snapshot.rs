//! A run is judged here, and nowhere else: the run itself knows no conclusions.

use super::changes::Changes;
use crate::model::run::EventBody;
use crate::model::{Assessment, ProbeEvent, RunState, Snapshot};

/// Derives the conclusions. Made in `assess`; tests may give their own.
pub type Judge = fn(&RunState) -> Assessment;

/// This run with what it means.
#[must_use]
pub fn judged(run: RunState, judge: Judge) -> Snapshot {
    let assessment = judge(&run);
    Snapshot { run, assessment, changed_at_s: None }
}

/// The end of these events, judged. In a quiet watch each observation is judged, so that it is known when the answer changed.
#[must_use]
pub fn of_events(events: &[ProbeEvent], judge: Judge) -> Snapshot {
    let mut run = RunState::default();
    let (mut changes, mut changed_at_s) = (Changes::default(), None);
    for event in events {
        run.apply(event);
        if matches!(event.body, EventBody::WatchStarted { .. }) {
            changes = Changes::default();
        }
        if run.is_watching() && !matches!(event.body, EventBody::RoundTrip { .. }) {
            changed_at_s = changes.take_in(&run, &judge(&run));
        }
    }
    let watched = run.observations.network.as_ref().is_some_and(|seen| seen.watch.is_some());
    Snapshot { changed_at_s: changed_at_s.filter(|_| watched), ..judged(run, judge) }
}
