//! How a part stands: one word for each state, the same in the window, the terminal and the report. The words are in
//! `i18n`, the looks in the window.

use super::check::UnknownReason;
use super::run::Stage;
use super::{CheckId, Outcome, Snapshot};

/// How a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartState {
    /// Not begun.
    None,
    /// Waits for the person.
    Waiting,
    /// Under way.
    Running,
    /// Good.
    Ok,
    /// Works, but could be better.
    Warn,
    /// Needs fixing.
    Fail,
    /// Could not be checked.
    Unknown,
    /// The system does not allow it.
    NoPermission,
    /// There is no microphone (or another device).
    NoDevice,
    /// There is no camera.
    NoCamera,
    /// Another program has the device.
    InUse,
}

impl PartState {
    /// Every state, in the order of the design.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::Waiting,
        Self::Running,
        Self::Ok,
        Self::Warn,
        Self::Fail,
        Self::Unknown,
        Self::NoPermission,
        Self::NoDevice,
        Self::NoCamera,
        Self::InUse,
    ];

    /// The state that an outcome is shown as.
    #[must_use]
    pub fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Good => Self::Ok,
            Outcome::WatchOut => Self::Warn,
            Outcome::Problem => Self::Fail,
            Outcome::NotMeasured => Self::Unknown,
        }
    }

    /// The state of a check that was judged, or why it has no answer.
    #[must_use]
    pub fn of_result(check: CheckId, outcome: Outcome, reason: Option<UnknownReason>) -> Self {
        match reason {
            Some(UnknownReason::NoPermission) => Self::NoPermission,
            Some(UnknownReason::NoDevice | UnknownReason::Unplugged) if check == CheckId::Camera => Self::NoCamera,
            Some(UnknownReason::NoDevice | UnknownReason::Unplugged) => Self::NoDevice,
            Some(UnknownReason::InUse) => Self::InUse,
            Some(_) | None => Self::of_outcome(outcome),
        }
    }

    /// The state of a check now.
    #[must_use]
    pub fn of_check(state: &Snapshot, check: CheckId) -> Self {
        let judged = state.assessment.checks.get(&check);
        match state.stage(check) {
            Stage::NotYet => Self::None,
            Stage::Waiting(_) => Self::Waiting,
            Stage::Running { .. } => Self::Running,
            Stage::Done => judged.map_or(Self::Ok, |v| Self::of_result(check, v.outcome, v.unknown_reason)),
            Stage::Unknown(unknown) => {
                let outcome = judged.map_or(Outcome::NotMeasured, |v| v.outcome);
                Self::of_result(check, outcome, judged.and_then(|v| v.unknown_reason).or(Some(unknown.reason)))
            }
        }
    }
}
