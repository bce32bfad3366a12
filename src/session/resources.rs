//! What may run beside what: a pure table.
//!
//! A measurement of time on the wire, or of what the computer has left, is spoilt by work of our own that fills a processor
//! or wakes devices; such work waits until it is over. What belongs to a call as well (microphone and camera) runs beside
//! everything: the call will have it too.

use crate::model::CheckId;
use crate::model::run::{CameraStage, RunState, SoundStage, Stage, Step};

/// Something that the engine, or what it started, does for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// Delays of the unloaded line, or a pretend call, are being measured: a millisecond counts.
    TimeOnTheLine,
    /// The line is being filled.
    FillTheLine,
    /// The background load is being watched: what other programs take.
    WatchLoad,
    /// The microphone or an output is open.
    Sound,
    /// The camera is open.
    Camera,
    /// The lists of devices are read: some systems wake every camera for it.
    ListDevices,
    /// Something that fills a processor for seconds, such as looking for faces.
    Heavy,
}

impl Work {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::TimeOnTheLine,
        Self::FillTheLine,
        Self::WatchLoad,
        Self::Sound,
        Self::Camera,
        Self::ListDevices,
        Self::Heavy,
    ];
}

/// May these two run at the same time? The order does not matter.
#[must_use]
pub fn may_run_beside(one: Work, other: Work) -> bool {
    use Work::{Camera, FillTheLine, Heavy, ListDevices, Sound, TimeOnTheLine, WatchLoad};
    match (one.min(other), one.max(other)) {
        // Nothing of ours but the call itself beside what counts milliseconds.
        (TimeOnTheLine, ListDevices | Heavy) => false,
        // Filling the line takes a processor on a fast line, as does a heavy worker: one would slow the other.
        (FillTheLine, Heavy) => false,
        // What we take ourselves is left out of the load, but what others then get less of is not.
        (WatchLoad, Heavy) => false,
        // One line, one measurement; one heavy worker at a time.
        (TimeOnTheLine | FillTheLine, TimeOnTheLine | FillTheLine) | (Heavy, Heavy) => false,
        (TimeOnTheLine | FillTheLine | WatchLoad, _) | (Sound | Camera | ListDevices, _) => true,
        // The pair is in order: everything else was named before.
        (Heavy, _) => true,
    }
}

/// True when this work must wait for something that is under way.
#[must_use]
pub fn must_wait(work: Work, under_way: &[Work]) -> bool {
    under_way.iter().any(|other| !may_run_beside(work, *other))
}

/// What the checks of a run do now.
#[must_use]
pub fn under_way(state: &RunState) -> Vec<Work> {
    let network = match state.stage(CheckId::Network) {
        Stage::Running { step: Step::NetworkLoadDown | Step::NetworkLoadUp, .. } => Some(Work::FillTheLine),
        Stage::Running { step: Step::NetworkIdle | Step::NetworkTrains | Step::NetworkCall, .. } => {
            Some(Work::TimeOnTheLine)
        }
        // Looking at the route, or watching for drop-outs, which last longer than a list takes.
        _ => None,
    };
    let computer = matches!(state.stage(CheckId::Computer), Stage::Running { .. }).then_some(Work::WatchLoad);
    let sound = (state.sound != SoundStage::Closed).then_some(Work::Sound);
    let camera = (state.camera != CameraStage::Closed).then_some(Work::Camera);
    [network, computer, sound, camera].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::run::{EventBody, ProbeEvent};

    #[test]
    fn the_order_does_not_matter() {
        for one in Work::ALL {
            for other in Work::ALL {
                assert_eq!(may_run_beside(one, other), may_run_beside(other, one), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_heavy_worker_waits_for_what_it_would_spoil() {
        let spoilt = [Work::TimeOnTheLine, Work::FillTheLine, Work::WatchLoad, Work::Heavy];
        for other in Work::ALL {
            assert_eq!(may_run_beside(Work::Heavy, other), !spoilt.contains(&other), "{other:?}");
        }
    }

    #[test]
    fn what_a_call_has_too_runs_beside_everything() {
        for other in Work::ALL {
            assert!(may_run_beside(Work::Camera, other) && may_run_beside(Work::Sound, other), "{other:?}");
        }
    }

    #[test]
    fn todays_checks_run_beside_each_other() {
        for network in [Work::TimeOnTheLine, Work::FillTheLine] {
            assert!(may_run_beside(network, Work::WatchLoad));
            assert!(!may_run_beside(network, network), "one measurement of a line at a time");
        }
        assert!(!may_run_beside(Work::ListDevices, Work::TimeOnTheLine));
        assert!(may_run_beside(Work::ListDevices, Work::FillTheLine));
    }

    #[test]
    fn what_is_under_way_follows_from_the_state() {
        let mut state = RunState::default();
        assert!(under_way(&state).is_empty());
        let mut note = |check, body| state.apply(&ProbeEvent { run: state.id.clone(), check, at_ms: 0, body });
        let step = |step| EventBody::CheckStep { step, fraction: None, remaining_s: None };
        note(Some(CheckId::Network), step(Step::NetworkCall));
        note(Some(CheckId::Computer), step(Step::ComputerSampling));
        note(Some(CheckId::Camera), EventBody::Camera { stage: CameraStage::Live });
        assert_eq!(under_way(&state), [Work::TimeOnTheLine, Work::WatchLoad, Work::Camera]);
        assert!(must_wait(Work::ListDevices, &under_way(&state)));
        let network = Some(CheckId::Network);
        state.apply(&ProbeEvent { run: state.id.clone(), check: network, at_ms: 0, body: EventBody::CheckEnded });
        assert_eq!(under_way(&state), [Work::WatchLoad, Work::Camera]);
        assert!(!must_wait(Work::ListDevices, &under_way(&state)));
    }
}
