//! The format of a recording: JSON lines, the first of which says what it is. Its limits hold for who writes and who reads.

use serde::{Deserialize, Serialize};

use crate::model::ProbeEvent;

/// The format of a recording. A newer one is not read.
pub const VERSION: u32 = 1;
/// A recording that grows beyond this is no run of this program: a minute gives about 100 kB.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// Lines longer than this are in no recording of ours: the longest, a network observation, has about 10 kB.
pub const MOST_LINE_BYTES: usize = 1024 * 1024;
/// More events than this are in no recording of ours: about ten a second come, for five hours.
pub const MOST_EVENTS: usize = 200_000;

/// The first line of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of its format.
    pub greenroom_recording: u32,
    /// What it contains, for people.
    pub note: String,
    /// The version of the program that wrote it.
    pub program: String,
}

impl Header {
    /// The header of a new recording.
    #[must_use]
    pub fn new() -> Self {
        Self::with("private: names of devices, programs and hosts; use replay --anonymise before you hand it on")
    }

    /// The header of a copy that is fit to hand on.
    #[must_use]
    pub fn anonymised() -> Self {
        Self::with("anonymised: names, hosts and times were taken out")
    }

    fn with(note: &str) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Self { greenroom_recording: VERSION, note: note.to_owned(), program }
    }
}

impl Default for Header {
    fn default() -> Self {
        Self::new()
    }
}

/// The bytes of a recording of these events.
#[must_use]
pub fn to_bytes(header: &Header, events: &[ProbeEvent]) -> Vec<u8> {
    let mut text = serde_json::to_string(header).unwrap_or_default();
    for event in events {
        text.push('\n');
        text.push_str(&serde_json::to_string(event).unwrap_or_default());
    }
    text.push('\n');
    text.into_bytes()
}
