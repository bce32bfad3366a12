//! A sound device as it was found.

use cpal::{Device, SupportedStreamConfig};

use crate::model::device::AudioDevice;

/// Microphone or output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Microphone.
    Input,
    /// Output.
    Output,
}

impl Direction {
    /// As it is called in technical details.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Input => "microphone",
            Self::Output => "output",
        }
    }
}

/// A device that can be opened, with what is known about it.
pub struct Found {
    /// As people see it.
    pub info: AudioDevice,
    /// The sound library's handle.
    pub device: Device,
    /// The format to open it with; `None`: the library's default.
    pub config: Option<SupportedStreamConfig>,
    /// Not offered in lists (the monitor of an output), but found by name or id.
    pub hidden: bool,
}
