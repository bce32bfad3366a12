//! The quiet watch that goes on after the answer about the connection.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why the quiet watch was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WatchEnd {
    /// It watched for as long as was asked.
    Complete,
    /// The far end ended it: it has gone, or needed its place for somebody else.
    FarEndGone,
    /// Answers stopped coming and did not come back.
    NoAnswer,
    /// The computer slept.
    Slept,
    /// Another network or default route.
    NetworkChanged,
    /// The person went on: stopped it, began another check, or closed the program.
    Left,
}

impl WatchEnd {
    /// Every reason, for tests and texts.
    pub const ALL: [Self; 6] =
        [Self::Complete, Self::FarEndGone, Self::NoAnswer, Self::Slept, Self::NetworkChanged, Self::Left];
}

/// The quiet watch: the answer stands, and the line is watched on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineWatch {
    /// When it began, in seconds after the start of the measurement.
    pub from_s: f64,
    /// How long it was asked to watch, in s.
    pub asked_s: f64,
    /// How long it has watched, in s.
    pub watched_s: f64,
    /// Of that, seconds in which this computer itself was away: nothing is said of them.
    pub own_pauses_s: f64,
    /// Why it is over; `null` while it goes on.
    pub ended: Option<WatchEnd>,
    /// When the outcome of the connection or of a level last changed since it began, in seconds after the start of the
    /// measurement; `null`: it has stayed as it was. Follows from the rest: filled in when a result is written.
    #[serde(default)]
    pub changed_at_s: Option<f64>,
}
