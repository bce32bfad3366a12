//! In a program that was built without devices none can be chosen: the check itself says that they are missing.

use super::exit::Exit;
use crate::i18n::Texts;
use crate::model::DeviceChoice;
use crate::probe::ports::Probes;

/// None.
#[expect(clippy::unnecessary_wraps, reason = "as with devices")]
pub fn input(_: &str, _: &Probes, _: &Texts) -> Result<DeviceChoice, Exit> {
    Ok(DeviceChoice::Default)
}

pub use {input as camera, input as output};
