//! Whether the candidate can mend a finding in minutes: alone, before the call, with what is at hand. The only place
//! that says so; the door and the sentence beside it follow from here.

use crate::model::{CheckId, Finding, FindingId, Outcome};

/// What it takes to mend a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mend {
    /// True when a few minutes are enough.
    pub in_minutes: bool,
    /// Why, in English, for whoever reads or questions the table.
    pub because: &'static str,
}

const fn minutes(because: &'static str) -> Mend {
    Mend { in_minutes: true, because }
}

const fn longer(because: &'static str) -> Mend {
    Mend { in_minutes: false, because }
}

/// What it takes to mend this finding. Of a problem that takes longer than minutes the door says "fix first".
#[must_use]
pub fn mend(finding: &Finding) -> Mend {
    use FindingId as F;
    match finding.id {
        id if id.check() == CheckId::Network && finding.outcome == Outcome::NotMeasured => {
            minutes("measuring again, or asking for the right address")
        }
        id if id.check() == CheckId::Network => longer("a cable or a better spot may be far, and may not be enough"),
        F::SoundNoDevice => longer("needs a microphone that may not be in the house"),
        F::CameraNoDevice => longer("needs a camera that may not be in the house"),
        F::SoundSilent => minutes("a mute key, a switch or another microphone"),
        F::SoundChannelsCancel => minutes("another microphone, or the other setting of the interface"),
        F::SoundToneNotHeard => minutes("the volume or another output"),
        F::CameraBlack => minutes("a cover, a slider or a camera key"),
        F::CameraNothingToSee => minutes("another camera, or plugging this one in again"),
        F::CameraFrozen => minutes("plugging it in again, or a restart"),
        F::ComputerVeryBusy if finding.get_number("left").is_some_and(|left| left < super::limits::VERY_BUSY_RATIO) => {
            minutes("closing the programs that are named")
        }
        F::ComputerVeryBusy => longer("a scan, an update or the system itself must finish; nobody knows when"),
        F::ComputerMemoryVeryLow => minutes("closing programs and tabs, or a restart"),
        F::ComputerBatteryLow => minutes("a laptop's own charger"),
        _ => minutes("never a problem, so nothing waits for it"),
    }
}
