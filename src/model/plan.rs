//! Plan B: fallback channels and the preparation list, as plain data. The module `checklist` keeps it on disk.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A way to reach each other when the call breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// An ordinary phone call.
    Phone,
    /// WhatsApp.
    WhatsApp,
    /// FaceTime.
    FaceTime,
    /// Microsoft Teams.
    Teams,
    /// Zoom.
    Zoom,
    /// Google Meet.
    Meet,
    /// Webex.
    Webex,
    /// E-mail.
    Email,
    /// Anything else, named by the person.
    Other,
}

impl ChannelKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Phone,
        Self::WhatsApp,
        Self::FaceTime,
        Self::Teams,
        Self::Zoom,
        Self::Meet,
        Self::Webex,
        Self::Email,
        Self::Other,
    ];

    /// True when the candidate is reached by telephone number: the one that was noted for all of them will do.
    #[must_use]
    pub fn rings(self) -> bool {
        matches!(self, Self::Phone | Self::WhatsApp | Self::FaceTime)
    }
}

/// One fallback channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// What it is.
    pub kind: ChannelKind,
    /// Its name when `kind` is `Other`.
    #[serde(default)]
    pub label: String,
    /// The candidate's own number, address or link here; where [`ChannelKind::rings`], empty stands for [`PlanB::own`].
    pub mine: String,
    /// The other side's number, address or link.
    pub theirs: String,
    /// Tried out together or with a friend.
    pub tested: bool,
    /// The details are also on the candidate's phone.
    pub on_phone: bool,
}

/// Everything that the candidate noted for when something breaks, and what was ticked off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlanB {
    /// Format of the file; a newer one is left alone.
    pub version: u32,
    /// The other side's name, for the message; may be empty.
    #[serde(default)]
    pub contact: String,
    /// The candidate's own number, for every channel that rings.
    #[serde(default)]
    pub own: String,
    /// Fallback channels, first one to try first.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Ids of the preparation items that are done (see `checklist::items`).
    #[serde(default)]
    pub done: Vec<String>,
}

/// What the report and the verdict's neighbour line say of plan B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct PlanCounts {
    /// Channels with details filled in.
    pub channels: u32,
    /// Those that were tested.
    pub tested: u32,
}

/// How far plan B has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanProgress {
    /// No channel is filled in.
    Missing,
    /// Channels are noted, and none was tried.
    Noted,
    /// At least one was tried: plan B stands.
    Tried,
}

impl PlanCounts {
    /// How far it has come.
    #[must_use]
    pub fn progress(self) -> PlanProgress {
        match self {
            Self { channels: 0, .. } => PlanProgress::Missing,
            Self { tested: 0, .. } => PlanProgress::Noted,
            _ => PlanProgress::Tried,
        }
    }
}

impl PlanB {
    /// The candidate's own detail of a channel: what stands there, else the number that holds everywhere.
    #[must_use]
    pub fn mine<'a>(&'a self, channel: &'a Channel) -> &'a str {
        match channel.mine.trim() {
            "" if channel.kind.rings() => self.own.trim(),
            mine => mine,
        }
    }

    /// Counts for the report.
    #[must_use]
    pub fn counts(&self) -> PlanCounts {
        let filled = self.channels.iter().filter(|c| !self.mine(c).is_empty() || !c.theirs.trim().is_empty());
        let (mut channels, mut tested) = (0, 0);
        for c in filled {
            channels += 1;
            tested += u32::from(c.tested);
        }
        PlanCounts { channels, tested }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tried_channel_makes_a_plan() {
        let progress = |channels, tested| PlanCounts { channels, tested }.progress();
        assert_eq!((progress(0, 0), progress(0, 1)), (PlanProgress::Missing, PlanProgress::Missing));
        assert_eq!((progress(1, 0), progress(7, 0)), (PlanProgress::Noted, PlanProgress::Noted));
        assert_eq!((progress(1, 1), progress(7, 1)), (PlanProgress::Tried, PlanProgress::Tried));
    }
}
