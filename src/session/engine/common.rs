//! What all parts of the engine work with: the journal, the attempts, the list of devices.

use super::attempts::Attempts;
use super::devices::DeviceWatch;
use super::journal::Journal;

pub(super) struct Common {
    pub(super) journal: Journal,
    pub(super) attempts: Attempts,
    pub(super) devices: DeviceWatch,
}
