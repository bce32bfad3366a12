//! The four checks, how they come out, and how sure that is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the four things that are measured. Plan B (fallback channels) is no check: it never changes a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckId {
    /// The connection, measured like a call.
    Network,
    /// Microphone and loudspeaker.
    Sound,
    /// The camera and its picture.
    Camera,
    /// Background programs, memory and power.
    Computer,
}

impl CheckId {
    /// All checks, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Network, Self::Sound, Self::Camera, Self::Computer];

    /// The stable name used in JSON and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Sound => "sound",
            Self::Camera => "camera",
            Self::Computer => "computer",
        }
    }
}

/// How a finding, a check or a whole run came out.
///
/// The order is that of the verdict: the greater one wins (`problem > not_measured > watch_out > good`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing to do.
    Good,
    /// Works, with a remark.
    WatchOut,
    /// Could not be measured: says nothing about the thing itself.
    NotMeasured,
    /// The call will suffer unless this is mended.
    Problem,
}

/// How sure a verdict or a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Few samples, or an indirect measurement.
    Low,
    /// Measured, with a wide interval.
    Medium,
    /// Measured with enough samples both ways.
    High,
}
