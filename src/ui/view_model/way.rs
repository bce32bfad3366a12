//! The way through the program: which of the four steps is done, and which result is shown.

use std::sync::Arc;

use crate::model::run::{Phase, RunId, VoidReason};
use crate::model::{Snapshot, run::Stage};

/// How a step of the way stands. A tick tells the truth: only what is done has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Done: a tick, can be clicked.
    Done,
    /// Here.
    Now,
    /// Not done, but there is something to go back to: can be clicked.
    Open,
    /// Still to come.
    Ahead,
}

/// The newest finished run, kept while a newer one is under way or was stopped.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    finished: Option<Arc<Snapshot>>,
    seen: Option<(RunId, u64)>,
}

/// Which result there is to show.
#[derive(Debug, Clone)]
pub enum Standing {
    /// None yet, or one that says nothing any more.
    None,
    /// That of the present run.
    Fresh,
    /// That of an earlier run, or of this one before parts of it began again.
    Earlier(Arc<Snapshot>),
}

impl Kept {
    /// Takes in the newest state. To be called with each one.
    pub fn note(&mut self, state: &Arc<Snapshot>) {
        match state.phase {
            Phase::Finished if state.assessment.verdict.is_some() => self.finished = Some(state.clone()),
            // What was measured before belongs to another network or another hour.
            Phase::Void(why) if why.spoils_what_was_measured() => self.finished = None,
            _ => {}
        }
    }

    /// What there is to show beside this state.
    #[must_use]
    pub fn standing(&self, state: &Snapshot) -> Standing {
        let earlier = || self.finished.clone().map_or(Standing::None, Standing::Earlier);
        match state.phase {
            Phase::Finished if state.assessment.verdict.is_some() => Standing::Fresh,
            Phase::Running | Phase::Void(VoidReason::Stopped) => earlier(),
            Phase::Idle | Phase::Finished | Phase::Void(_) => Standing::None,
        }
    }

    /// The earlier run whose result stands while there is no new one.
    #[must_use]
    pub fn earlier(&self, state: &Snapshot) -> Option<Arc<Snapshot>> {
        match self.standing(state) {
            Standing::Earlier(earlier) => Some(earlier),
            Standing::None | Standing::Fresh => None,
        }
    }

    /// The result of this state is on the screen.
    pub fn show(&mut self, state: &Snapshot) {
        self.seen = Some(key(state));
    }

    /// True when there is a fresh result that was not on the screen yet.
    #[must_use]
    pub fn unseen(&self, state: &Snapshot) -> bool {
        matches!(self.standing(state), Standing::Fresh) && self.seen.as_ref() != Some(&key(state))
    }

    /// True when beginning anew would put something measured away.
    #[must_use]
    pub fn would_lose(&self, state: &Snapshot) -> bool {
        let said = !matches!(state.phase, Phase::Void(why) if why.spoils_what_was_measured());
        self.finished.is_some() || (said && state.stages.values().any(|stage| *stage == Stage::Done))
    }
}

fn key(state: &Snapshot) -> (RunId, u64) {
    (state.id.clone(), state.measured_ms)
}

/// The four steps: check, result, plan, share. `now` is the one on the screen, `furthest` the last one that was.
#[must_use]
pub fn steps(state: &Snapshot, kept: &Kept, now: Option<usize>, furthest: usize) -> [StepState; 4] {
    let standing = kept.standing(state);
    let fresh = matches!(standing, Standing::Fresh);
    let check = match state.phase {
        _ if fresh => StepState::Done,
        Phase::Idle => StepState::Ahead,
        _ => StepState::Open,
    };
    let result = match standing {
        Standing::Fresh if kept.unseen(state) => StepState::Open,
        Standing::Fresh => StepState::Done,
        Standing::Earlier(_) => StepState::Open,
        Standing::None => StepState::Ahead,
    };
    let plan = match furthest {
        // A plan that was kept is one press away, without a check.
        0 | 1 if state.plan.channels > 0 => StepState::Open,
        0 | 1 => StepState::Ahead,
        _ if state.plan.channels > 0 => StepState::Done,
        _ => StepState::Open,
    };
    let share = if furthest >= 3 { StepState::Open } else { StepState::Ahead };
    let mut all = [check, result, plan, share];
    if let Some(here) = now.and_then(|index| all.get_mut(index)) {
        *here = StepState::Now;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::run::EventBody;
    use crate::model::{CheckId, ProbeEvent, Requirement};

    fn tell(state: &mut Snapshot, check: Option<CheckId>, body: EventBody) {
        let at_ms = state.at_ms + 1000;
        let run = state.id.clone();
        state.run.apply(&ProbeEvent { run, check, at_ms, body });
        state.assessment = crate::assess::judge(&state.run);
    }

    fn finished() -> Snapshot {
        let mut state = Snapshot::default();
        let requirement = Requirement { checks: vec![CheckId::Computer], ..Requirement::default() };
        tell(&mut state, None, EventBody::RunStarted { requirement, started_at: String::new() });
        tell(&mut state, Some(CheckId::Computer), EventBody::CheckEnded);
        tell(&mut state, None, EventBody::RunFinished);
        state
    }

    #[test]
    fn nothing_is_ticked_before_it_is_done() {
        let mut state = Snapshot::default();
        let kept = Kept::default();
        assert_eq!(steps(&state, &kept, None, 0), [StepState::Ahead; 4]);
        state.run.phase = Phase::Running;
        assert_eq!(steps(&state, &kept, None, 0)[0], StepState::Open);
    }

    #[test]
    fn a_result_is_ticked_once_it_was_on_the_screen() {
        let (state, mut kept) = (Arc::new(finished()), Kept::default());
        kept.note(&state);
        assert_eq!(
            steps(&state, &kept, Some(0), 0),
            [StepState::Now, StepState::Open, StepState::Ahead, StepState::Ahead]
        );
        kept.show(&state);
        assert_eq!(steps(&state, &kept, Some(2), 2)[..2], [StepState::Done, StepState::Done]);
    }

    #[test]
    fn while_it_is_checked_again_the_earlier_result_stands_and_nothing_is_ticked() {
        let mut state = finished();
        let mut kept = Kept::default();
        kept.note(&Arc::new(state.clone()));
        kept.show(&state);
        tell(&mut state, Some(CheckId::Computer), EventBody::CheckStarted);
        kept.note(&Arc::new(state.clone()));
        assert!(matches!(kept.standing(&state), Standing::Earlier(_)));
        assert_eq!(steps(&state, &kept, None, 1)[..2], [StepState::Open, StepState::Open]);
        tell(&mut state, None, EventBody::RunVoid { why: VoidReason::Stopped });
        kept.note(&Arc::new(state.clone()));
        assert!(matches!(kept.standing(&state), Standing::Earlier(_)), "a stopped check takes nothing away");
        state.run.phase = Phase::Void(VoidReason::NetworkChanged);
        kept.note(&Arc::new(state.clone()));
        assert!(matches!(kept.standing(&state), Standing::None), "another network: it says nothing any more");
    }

    #[test]
    fn a_part_that_was_measured_is_not_put_away_unasked() {
        let mut state = Snapshot::default();
        let kept = Kept::default();
        assert!(!kept.would_lose(&state));
        state.run.stages.insert(CheckId::Network, Stage::Done);
        assert!(kept.would_lose(&state));
    }
}
