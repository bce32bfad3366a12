//! Devices as a person sees them, and how one is chosen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::frame_rate::FrameRate;

/// How an audio device is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Part of the computer.
    BuiltIn,
    /// By USB.
    Usb,
    /// By Bluetooth: its microphone often has telephone quality.
    Bluetooth,
    /// Made by software.
    Virtual,
    /// A recording in place of a device.
    File,
    /// The system does not say.
    Unknown,
}

/// A microphone or an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AudioDevice {
    /// The system's own id, stable between runs where the system allows it.
    pub id: String,
    /// The name that the system shows to people.
    pub name: String,
    /// True for the one that the system uses by default.
    pub default: bool,
    /// Sample rates in Hz that it offers; empty where the system does not say.
    pub rates_hz: Vec<u32>,
    /// Channels of its default format.
    pub channels: u16,
    /// How it is attached.
    pub transport: Transport,
}

/// One picture format of a camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CameraFormat {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pixel format as four characters, for example `MJPG` or `YUYV`.
    pub fourcc: String,
    /// The rate that the driver promises.
    pub nominal_fps: FrameRate,
}

/// A camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CameraDevice {
    /// The system's own id (`/dev/videoN`'s number on Linux, a unique string elsewhere).
    pub id: String,
    /// The name that the system shows to people.
    pub name: String,
    /// Formats, best first; empty where asking would open the camera.
    pub formats: Vec<CameraFormat>,
}

/// Which device to use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub enum DeviceChoice {
    /// The system's default.
    #[default]
    Default,
    /// This exact id.
    Id(String),
    /// A name or a part of it, as typed: whole names first, case ignored.
    Name(String),
    /// A file or folder in place of a device.
    File(std::path::PathBuf),
}
