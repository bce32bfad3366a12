//! Where the cards lead, and their icons.

use crate::model::{CheckId, FindingId};
use crate::ui::header;
use crate::ui::route::{Part, Route};
use crate::ui::widgets::Icon;

/// The icon beside a finding.
pub(super) fn icon(id: FindingId) -> Icon {
    match id {
        FindingId::ComputerOnBattery | FindingId::ComputerBatteryLow => Icon::Battery,
        FindingId::CameraDark | FindingId::CameraBright => Icon::Sun,
        FindingId::NetworkVpn => Icon::Shield,
        FindingId::SoundToneNotHeard | FindingId::SoundNoOutput => Icon::Speaker,
        FindingId::SoundBluetooth => Icon::Headphone,
        FindingId::ComputerMicrophoneHeld => Icon::Sound,
        FindingId::ComputerCameraHeld => Icon::Picture,
        other => header::check_icon(other.check()),
    }
}

/// Where a row leads.
pub(super) fn route(part: Part) -> Route {
    match part {
        Part::Check(check) => part_route(check),
        Part::PlanB => Route::Plan,
    }
}

pub(super) fn part_route(check: CheckId) -> Route {
    Route::Part(check)
}
