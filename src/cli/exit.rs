//! How the program ends.

use crate::model::Outcome;

/// Exit codes of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// A verdict.
    Verdict(Outcome),
    /// Done, nothing was judged.
    Done,
    /// Wrong usage: option, device name, damaged recording or scenario.
    Usage,
    /// The program failed: port in use, a file that can't be written.
    Failure,
    /// SIGINT or SIGTERM.
    Stopped,
}

impl Exit {
    /// The number that scripts rely on.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done | Self::Verdict(Outcome::Good) => 0,
            Self::Verdict(Outcome::WatchOut) => 10,
            Self::Verdict(Outcome::Problem) => 20,
            Self::Verdict(Outcome::NotMeasured) => 30,
            Self::Usage => 2,
            Self::Failure => 1,
            Self::Stopped => 130,
        }
    }
}
