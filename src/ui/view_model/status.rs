//! The states of a part, each with its words. Looks (icon, colour) are in `widgets::status`.

use crate::i18n::Texts;
use crate::model::check::UnknownReason;
use crate::model::run::Stage;
use crate::model::{CheckId, Outcome, Snapshot};

/// How a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not begun.
    None,
    /// Waits for the person.
    Waiting,
    /// Under way.
    Running,
    /// Good.
    Ok,
    /// Works, with a remark.
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

impl Status {
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

    /// The state of a check now.
    #[must_use]
    pub fn of_check(state: &Snapshot, check: CheckId) -> Self {
        match state.stage(check) {
            Stage::NotYet => Self::None,
            Stage::Waiting(_) => Self::Waiting,
            Stage::Running { .. } => Self::Running,
            Stage::Done => state.assessment.checks.get(&check).map_or(Self::Ok, |v| Self::of_outcome(v.outcome)),
            Stage::Unknown(unknown) => match unknown.reason {
                UnknownReason::NoPermission => Self::NoPermission,
                UnknownReason::NoDevice | UnknownReason::Unplugged if check == CheckId::Camera => Self::NoCamera,
                UnknownReason::NoDevice | UnknownReason::Unplugged => Self::NoDevice,
                UnknownReason::InUse => Self::InUse,
                _ => Self::Unknown,
            },
        }
    }

    /// One or two words.
    #[must_use]
    pub fn short(self, texts: &Texts) -> String {
        match self {
            Self::None => texts.state_none_short(),
            Self::Waiting => texts.state_waiting_short(),
            Self::Running => texts.state_running_short(),
            Self::Ok => texts.state_ok_short(),
            Self::Warn => texts.state_warn_short(),
            Self::Fail | Self::NoPermission | Self::NoDevice | Self::NoCamera | Self::InUse => texts.state_fail_short(),
            Self::Unknown => texts.state_unknown_short(),
        }
    }

    /// A few words that stand by themselves.
    #[must_use]
    pub fn long(self, texts: &Texts) -> String {
        match self {
            Self::None => texts.state_none(),
            Self::Waiting => texts.state_waiting(),
            Self::Running => texts.state_running(),
            Self::Ok => texts.state_ok(),
            Self::Warn => texts.state_warn(),
            Self::Fail => texts.state_fail(),
            Self::Unknown => texts.state_unknown(),
            Self::NoPermission => texts.state_no_permission(),
            Self::NoDevice | Self::NoCamera => texts.state_no_device(),
            Self::InUse => texts.state_in_use(),
        }
    }
}
