//! What the call needs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A quality level of a call. The order is that of the demand: later needs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Level {
    /// Voices only.
    #[serde(rename = "audio")]
    Audio,
    /// Small video.
    #[serde(rename = "360p")]
    P360,
    /// Normal video: what most interviews use.
    #[serde(rename = "720p")]
    P720,
    /// Sharp video.
    #[serde(rename = "1080p")]
    P1080,
    /// 720p video and a shared screen.
    #[serde(rename = "share")]
    Share,
}

impl Level {
    /// All levels, least demanding first.
    pub const ALL: [Self; 5] = [Self::Audio, Self::P360, Self::P720, Self::P1080, Self::Share];

    /// The stable name used in JSON and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::P360 => "360p",
            Self::P720 => "720p",
            Self::P1080 => "1080p",
            Self::Share => "share",
        }
    }
}

/// What the run must find out and for which call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Requirement {
    /// The level that the call needs.
    pub need: Level,
    /// The checks that were selected, in order.
    pub checks: Vec<super::CheckId>,
}

impl Default for Requirement {
    fn default() -> Self {
        Self { need: Level::P720, checks: super::CheckId::ALL.to_vec() }
    }
}

impl Requirement {
    /// True when this check is part of the run.
    #[must_use]
    pub fn wants(&self, check: super::CheckId) -> bool {
        self.checks.contains(&check)
    }
}
